"""One self-contained page: charts, tables and words inlined, nothing fetched from anywhere."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

from winset.report import provenance, words
from winset.report.figures.alluvial import alluvial_figure
from winset.report.figures.burden import burden_figure
from winset.report.figures.coalition import coalition_figure
from winset.report.figures.end_states import end_state_figure
from winset.report.figures.fan import fan_figure
from winset.report.figures.figure import Figure
from winset.report.figures.timeline import timeline_figure
from winset.report.material import Material, read_run
from winset.report.meanings import MEANINGS, PAGE
from winset.report.palette import faction_colours
from winset.report.short_answer import rough, short_answer
from winset.report.spread import splits
from winset.report.wording import date_text, unbroken, whole

CHARTS = ("marks", "fans", "coalition", "burden", "alluvial", "timeline", "end_states", "draw")
NOTICES = ("NOTICE", "LICENSE", "LICENSE-zrender", "LICENSE-d3")


def write_page(run: Any, path: str | Path) -> Path:
    """Write the page of a run to `path` and return the path."""
    path = Path(path)
    path.write_text(render_page(run), encoding="utf-8")
    return path


def render_page(run: Any) -> str:
    """The page of a run as HTML text."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    material = read_run(run)
    loader = PackageLoader("winset.report", "templates")
    templates = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    templates.filters["unbroken"] = unbroken
    figures = page_figures(material)
    return templates.get_template("page.html.j2").render(
        material=material,
        case=material.case,
        span=f"{date_text(material.month[0])} to {date_text(material.month[-1])}",
        short=short_answer(material),
        rough=rough(material.draws),
        answer=words.answer(material),
        meanings=[(word, MEANINGS[word]) for word in PAGE],
        figures=figures,
        factions=page_factions(material),
        style=_asset("templates", "style.css"),
        library=_asset("static", "echarts.min.js"),
        script="\n".join(_asset("charts", f"{name}.js") for name in CHARTS),
        notices=[(name, _asset("static", name)) for name in NOTICES],
        data=page_data(material, figures),
        recalled=provenance.unseen(material.case, chosen=False),
        chosen=provenance.unseen(material.case, chosen=True),
        conditioned=provenance.conditioned(material),
        given=provenance.given(material),
        changed=provenance.changes(material),
        spread=spread_rows(material),
        facts=provenance.facts(material),
        sources=provenance.sources(material.case),
        scenario_text=provenance.scenario_text(material, run.scenario),
    )


def page_figures(material: Material) -> list[Figure]:
    """Every figure of the page, in reading order."""
    built = [
        end_state_figure(material),
        coalition_figure(material),
        burden_figure(material),
        fan_figure(material),
        timeline_figure(material),
        alluvial_figure(material),
    ]
    return [figure for figure in built if figure is not None]


def page_factions(material: Material) -> list[dict[str, Any]]:
    """Names and colours of factions, in file order."""
    colours = faction_colours(len(material.case.factions))
    return [
        {"label": f.label, "leader": f.leader, "inside": f.in_coalition, "colour": colour}
        for f, colour in zip(material.case.factions, colours, strict=True)
    ]


def spread_rows(material: Material) -> list[list[str]]:
    """Shares of the variance at the horizon due to parameters and to shocks, with the jackknife error."""
    rows = []
    for split in splits(material):
        value, error = 100 * split.parameters, f"±{max(100 * split.error, 0.1):.1f} points"
        told = [f"{whole(value)} %", f"{whole(100 - value)} %", error]
        rows.append([split.label, *([f"not split: {split.withheld}", "–", "–"] if split.withheld else told)])
    return rows


def page_data(material: Material, figures: list[Figure]) -> str:
    """The numbers of all charts as JSON that is safe inside a script element."""
    data = {"factions": page_factions(material), "figures": {f.key: f.data for f in figures}}
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _asset(folder: str, name: str) -> str:
    return files("winset.report").joinpath(folder, name).read_text(encoding="utf-8")
