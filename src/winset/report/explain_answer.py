"""An explanation as plain data for `--json` and for the page."""

from __future__ import annotations

from typing import Any

import numpy as np

from winset.questions.attribution import Attribution
from winset.questions.named_outcomes import KINDS
from winset.questions.payoff_ledger import LINE, SEAT, Terms
from winset.questions.replay import Replay
from winset.questions.representative import Cluster
from winset.report.explain_account import Event
from winset.report.explain_tables import is_told


def _number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def _pair(mean: float, error: float) -> dict[str, float | None]:
    return {"mean": _number(mean), "error": _number(error)}


def attribution_answer(found: Attribution) -> dict[str, Any]:
    """Every outcome with its whole difference, what is left with no partner, and every partner's part."""
    outcomes = {}
    for j, outcome in enumerate(found.outcomes):
        partners = {}
        for i, name in enumerate(found.partners):
            told = is_told(found, j)
            partners[name] = {
                "share": _pair(found.shares[i, j], found.errors[i, j]),
                "alone": _pair(found.alone[i, j], found.alone_errors[i, j]),
                "if_off": _pair(found.switched_off[i, j], found.switched_off_errors[i, j]),
                "of_all": _pair(found.fractions[i, j], found.fraction_errors[i, j]) if told else None,
            }
        outcomes[outcome.word] = {
            "label": outcome.label, "unit": outcome.kind.unit, "partners": partners,
            "whole": _pair(found.whole[j], found.whole_errors[j]),
            "without_any": _pair(found.none[j], found.none_errors[j]),
        }  # fmt: skip
    method = "all sets" if not found.orders else f"{found.orders} sampled orders"
    return {"method": method, "simulations": found.simulations, "outcomes": outcomes}


def account_answer(path: Replay, events: list[Event], cluster: Cluster | None = None) -> dict[str, Any]:
    """A draw's account; with its cluster, the share of draws it stands for and what marks them."""
    told = [{"month": str(path.dates[e.month]), "kind": e.kind, "text": e.text, "figures": e.figures} for e in events]
    answer: dict[str, Any] = {"draw": path.draw, "events": told}
    if cluster is not None:
        answer["share_of_draws"] = cluster.share
        answer["stands_for"] = stands_for(cluster)
        answer["marks"] = {name: {"here": here, "all": everywhere} for name, here, everywhere in cluster.marks}
    return answer


def explanation(
    about: dict[str, Any], found: Attribution, told: list[tuple[Cluster, Replay, list[Event]]]
) -> dict[str, Any]:
    """The whole: `about` (title, slug, draws, seed, by, difference), the attribution, accounts of draws."""
    accounts = [account_answer(path, events, cluster) for cluster, path, events in told]
    return {**about, "attribution": attribution_answer(found), "accounts": accounts}


def stands_for(cluster: Cluster) -> str:
    """What a told draw is told for, in a sentence or two."""
    if cluster.share >= 1.0:
        return "The most typical draw: no other is as near to all the rest."
    marks = marks_text(cluster)
    told = f"What marks them: {marks}." if marks else "They lie close to the mean of all draws."
    return f"{100 * cluster.share:.0f} % of draws are nearest to it. {told}"


def marks_text(cluster: Cluster) -> str:
    """Interim deal 100 % (all draws 43 %); concession 0.36 (0.29)."""
    parts = []
    for name, here, everywhere in cluster.marks:
        kind = KINDS[name]
        share = kind.unit == "probability"
        here_text, all_text = ((f"{100 * v:.0f} %" if share else f"{v:.2f}") for v in (here, everywhere))
        parts.append(f"{kind.label} {here_text} (all draws {all_text})")
    return "; ".join(parts).replace("-0.00", "0.00").replace("-", "−")


def ledger_answer(path: Replay, faction: str, rows: list[Terms], calm: list[Terms]) -> dict[str, Any]:
    """A faction's payoff by month and term, with sanctions and in the same draw without."""
    names = (*LINE, "line", *SEAT, "seat", "value", "member")
    sides = {"with_sanctions": rows, "without": calm}
    terms = {side: {n: [row[n] for row in given] for n in names} for side, given in sides.items()}
    return {"draw": path.draw, "faction": faction, "months": [str(d) for d in path.dates], **terms}
