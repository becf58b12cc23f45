"""An explanation as one HTML file that opens without a network: shares as bars, accounts of representative draws."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any

from winset.errors import RunError
from winset.report.wording import signed

_STYLE = """
body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1c2024;background:#fff}
h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2.2rem}table{border-collapse:collapse;width:100%}
td,th{padding:.25rem .6rem;text-align:right;font-variant-numeric:tabular-nums}
td:first-child,th:first-child{text-align:left}
tr.sum td{border-top:1px solid #9aa3ab;font-weight:600}.bar{width:38%}.track{position:relative;height:.9rem}
.mark{position:absolute;top:0;height:100%;background:#3a6ea5}.mark.minus{background:#b4552d}.zero{position:absolute;left:50%;
top:-.1rem;bottom:-.1rem;border-left:1px solid #9aa3ab}small,.dim{color:#5b646c}li{margin:.35rem 0}
@media(prefers-color-scheme:dark){body{color:#e6e8ea;background:#16191c}.mark{background:#7fb0e0}.mark.minus{background:#e39a78}
small,.dim{color:#a4adb5}}
"""


def write_page(answer: dict[str, Any], path: Path) -> None:
    """Write the page of an answer (explain_answer.py). RunError when the file cannot be written."""
    parts = [_outcome(word, given) for word, given in answer["attribution"]["outcomes"].items()]
    parts += [_account(told) for told in answer["accounts"]]
    title = escape(answer["title"])
    head = f"<!doctype html><html lang='en'><meta charset='utf-8'><title>{title}: explained</title>"
    intro = f"<p class='dim'>Shares of the difference {escape(answer['difference'])}, by {escape(answer['by'])}. "
    intro += f"{answer['draws']} draws, seed {answer['seed']}; {answer['attribution']['simulations']} simulations of "
    intro += f"each ({answer['attribution']['method']}). In hundredths of the unit, ± standard error. A share splits "
    intro += "what groups of mechanisms bring about together evenly (Shapley); it is a statement about the model.</p>"
    text = f"{head}<style>{_STYLE}</style><h1>{title}: what brought it about</h1>{intro}{''.join(parts)}</html>\n"
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise RunError(f"{path} must be a file that can be written (got {error.strerror})") from None


def _figure(pair: dict[str, float | None]) -> str:
    mean, error = pair["mean"] or 0.0, pair["error"]
    return signed(100 * mean) + ("" if error is None else f" ±{100 * error:.1f}")


def _outcome(word: str, given: dict[str, Any]) -> str:
    partners = given["partners"]
    widest = max((abs(p["share"]["mean"] or 0.0) for p in partners.values()), default=0.0) or 1.0
    rows = "".join(
        f"<tr><td>{escape(name.replace('_', ' '))}</td>"
        f"<td class='bar'>{_bar((p['share']['mean'] or 0.0) / widest)}</td>"
        f"<td>{_figure(p['share'])}</td><td>{_figure(p['alone'])}</td><td>{_figure(p['if_off'])}</td></tr>"
        for name, p in partners.items()
    )
    sums = "".join(
        f"<tr class='sum'><td>{label}</td><td></td><td>{_figure(given[key])}</td><td></td><td></td></tr>"
        for label, key in (("none of them", "without_any"), ("whole difference", "whole"))
    )
    return (
        f"<h2>{escape(given['label'])} <small>{escape(word)}, {escape(given['unit'])}</small></h2><table><tr>"
        f"<th>group</th><th></th><th>share</th><th>alone</th><th>if off</th></tr>{rows}{sums}</table>"
    )


def _bar(part: float) -> str:
    width = 50.0 * abs(part)
    left = 50.0 if part >= 0 else 50.0 - width
    kind = "mark" if part >= 0 else "mark minus"
    place = f"left:{left:.1f}%;width:{width:.1f}%"
    return f"<div class='track'><i class='{kind}' style='{place}'></i><i class='zero'></i></div>"


def _account(told: dict[str, Any]) -> str:
    share = escape(told.get("stands_for", ""))
    events = "".join(f"<li>{escape(event['text'])}</li>" for event in told["events"])
    return f"<h2>Draw {told['draw']}</h2><p class='dim'>{share}</p><ul>{events}</ul>"
