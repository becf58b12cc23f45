"""Alignment change: stance and membership of each faction, weighted by power, at four dates.

A draw gives each faction probabilities of three stances; with in or out of the coalition that makes six
strata. Flows between dates follow each draw and move as little as the change allows (maximal coupling); power
gained by one faction comes from those that lost it.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from winset.report.figures.figure import Figure, Table, rounded
from winset.report.material import Arrays, Material
from winset.report.wording import date_text

STRATA = (
    "in: accommodate",
    "in: reframe",
    "in: resist",
    "out: accommodate",
    "out: reframe",
    "out: resist",
)
STANCE_ORDER = ("accommodate", "reframe", "resist")

NOTE = (
    "Height is power: the mean over draws of each faction's power times the probability of its stance. "
    "Upper half: factions in the ruling coalition; lower half: outside. Flows follow each draw and move no "
    "more than the change requires; those under 0.3 % of power are not drawn. Resist: keep to its own line; "
    "accommodate: move to the demand; reframe: move part of the way under another name."
)


def stances_of(paths: Arrays) -> np.ndarray | None:
    """(draw, month, faction, stance) probabilities, None where the run did not record them."""
    for name in ("stance_probability", "stance"):
        if name in paths:
            return paths[name]
    return None


def strata(stance: np.ndarray, member: np.ndarray) -> np.ndarray:
    """(draw, faction, 6): stance probabilities split by membership; `stance` is in STANCE_ORDER."""
    inside = (member > 0.5)[..., None]
    return np.concatenate([stance * inside, stance * ~inside], axis=-1)


def flows(before: np.ndarray, after: np.ndarray, power0: np.ndarray, power1: np.ndarray) -> np.ndarray:
    """(6, 6) mean flow between strata (draw, faction, 6) under power (draw, faction) at two dates.

    Row sums are the power in each stratum before, column sums after.
    """
    kept = np.minimum(power0, power1)[..., None]
    total = _couple(kept * before, kept * after)
    lost = ((power0[..., None] - kept) * before).sum(axis=1, keepdims=True)
    gained = ((power1[..., None] - kept) * after).sum(axis=1, keepdims=True)
    return (total.sum(axis=1) + _couple(lost, gained).sum(axis=1)).mean(axis=0)


def _couple(before: np.ndarray, after: np.ndarray) -> np.ndarray:
    """Maximal coupling of two mass vectors with equal sums along the last axis."""
    stay = np.minimum(before, after)
    left, arriving = before - stay, after - stay
    mass = left.sum(axis=-1, keepdims=True)
    answer = left[..., :, None] * (arriving / np.where(mass > 1e-12, mass, 1))[..., None, :]
    index = np.arange(before.shape[-1])
    answer[..., index, index] += stay
    return answer


def alluvial_figure(material: Material) -> Figure | None:
    """Stance and membership at the start, after one and three years and at the end."""
    stance = stances_of(material.paths)
    if stance is None:
        return None
    order = [material.coords["stance"].index(s) for s in STANCE_ORDER]
    dates = sorted({0, material.after(12), material.after(36), material.months - 1})
    at = [strata(stance[:, t][..., order].astype(float), material.paths["coalition"][:, t]) for t in dates]
    power = [material.paths["power"][:, t].astype(float) for t in dates]
    power = [p / p.sum(axis=1, keepdims=True) for p in power]
    views: list[dict[str, Any]] = [_view("All factions, weighted by power", at, power)]
    for i, faction in enumerate(material.case.factions):
        alone = [a[:, i : i + 1] for a in at]
        views.append(_view(faction.label, alone, [np.ones_like(p[:, :1]) for p in power]))
    texts = [date_text(material.month[t]) for t in dates]
    rows = [[view["name"], *(_cell(np.asarray(nodes)) for nodes in view["nodes"])] for view in views]
    return Figure(
        key="alluvial",
        title="Who changes side?",
        lead=_words(views[0], texts),
        note=NOTE,
        panels=[{"key": "alluvial", "title": "Stance and membership", "unit": "% of power"}],
        data={"dates": texts, "strata": list(STRATA), "views": views},
        table=Table(["Faction", *(f"{t}: in coalition; accommodate / reframe / resist" for t in texts)], rows),
    )


def _view(name: str, at: list[np.ndarray], power: list[np.ndarray]) -> dict[str, Any]:
    nodes = [(a * p[..., None]).sum(axis=1).mean(axis=0) for a, p in zip(at, power, strict=True)]
    steps = range(len(at) - 1)
    links = [flows(at[k], at[k + 1], power[k], power[k + 1]) for k in steps]
    return {"name": name, "nodes": rounded(np.stack(nodes)), "links": [rounded(link) for link in links]}


def _cell(nodes: np.ndarray) -> str:
    stance = nodes[:3] + nodes[3:]
    return f"{100 * nodes[:3].sum():.0f} %; {100 * stance[0]:.0f} / {100 * stance[1]:.0f} / {100 * stance[2]:.0f}"


def _words(view: dict[str, Any], texts: list[str]) -> str:
    start, end = np.asarray(view["nodes"][0]), np.asarray(view["nodes"][-1])
    resist = [100 * (nodes[2] + nodes[5]) for nodes in (start, end)]
    return (
        f"Resisting factions hold {resist[0]:.0f} % of power in {texts[0]} and {resist[1]:.0f} % in "
        f"{texts[-1]}; inside the "
        f"coalition resistance goes from {100 * start[2]:.0f} to {100 * end[2]:.0f} % of all power."
    )
