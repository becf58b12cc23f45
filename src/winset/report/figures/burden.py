"""Burden and rent: income of factions, the rents they own, real income of households, output of regions."""

from __future__ import annotations

from typing import Any

import numpy as np

from winset.questions.arrays import bands
from winset.questions.incidence import RENTS, percent_change, region_weights, window_mean
from winset.report.case import number
from winset.report.figures.figure import Figure, Table, rounded
from winset.report.material import Material
from winset.report.wording import band, date_text, spoken_name

RENT_NAMES = ("scarce-import licences", "official-rate foreign exchange", "smuggling and busting")

NOTE = (
    "Bar: median (rents: mean, so that the kinds add up). Whisker: 10–90 % of draws; where it crosses zero "
    "the sign is uncertain. Rents are what scarcity, cheap official currency and smuggling pay to those who "
    "own the channel; they are part of the income beside them."
)


def burden_figure(material: Material) -> Figure:
    """Who pays and who gains over the months of strongest pressure."""
    income, parts, total = faction_bands(material)
    households = household_bands(material)
    regions = region_bands(material)
    first, last = (date_text(m) for m in material.month[material.window][[0, -1]])
    data: dict[str, Any] = {
        "income": rounded(income.T, 2),
        "rents": rounded(parts, 3),
        "rentTotal": rounded(total.T, 3),
        "rentMean": rounded(parts.sum(axis=0), 3),
        "households": rounded(households.T, 2),
        "rentNames": list(RENT_NAMES),
        "regions": None,
        "householdNames": [spoken_name(n) for n in material.coords["household"]],
    }
    panels = [
        {"key": "income", "title": "Income of factions", "unit": "% change, same posts without pressure = 0"},
        {"key": "rents", "title": "Rents of factions", "unit": "% of pre-sanction GDP a year, mean"},
        {
            "key": "households",
            "title": "Real income of households",
            "unit": ("% change, against the same draw without sanctions"),
        },
    ]
    labels = [f.label for f in material.case.factions]
    rows = [[label, band(income[:, i], 1, sign=True), band(total[:, i], 2)] for i, label in enumerate(labels)]
    rows += [
        [f"Households: {n}", band(households[:, i], 1, sign=True), ""] for i, n in enumerate(data["householdNames"])
    ]
    if regions is not None:
        data["regions"] = rounded(regions[1].T, 2)
        data["regionNames"] = regions[0]
        panels.append(
            {
                "key": "regions",
                "title": "Output of regions",
                "unit": "% change from base, by the region's mix of sectors",
            }
        )
        rows += [[f"Region: {n}", band(regions[1][:, i], 1, sign=True), ""] for i, n in enumerate(regions[0])]
    return Figure(
        key="burden",
        title="Who pays, and who gains?",
        lead=f"Means over {first} to {last}, from the month in which pressure passes half of its peak.",
        note=NOTE,
        panels=panels,
        data=data,
        table=Table(["", "Income, output: median, % [10–90 %]", "Rents: median, % of GDP a year [10–90 %]"], rows),
    )


def faction_bands(material: Material) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Bands of income change in % (5, faction); mean rents by kind in % of GDP (kind, faction); bands of
    their sum.
    """
    window, paths = material.window, material.paths
    income = bands(percent_change(window_mean(paths["income"], window)))
    rents = np.stack([100 * window_mean(paths[name], window) for name in RENTS])
    return income, rents.mean(axis=1), bands(rents.sum(axis=0))


def household_bands(material: Material) -> np.ndarray:
    """Bands of the change of real income by class, % (5, household)."""
    rest = None if material.rest is None else material.rest["household_income"]
    return bands(percent_change(window_mean(material.paths["household_income"], material.window, rest)))


def region_bands(material: Material) -> tuple[list[str], np.ndarray] | None:
    """Names of regions and bands of their output, %; None where the scenario has no regions."""
    regions, sectors = material.case.section("regions"), material.case.section("economy", "sectors")
    if not regions or not sectors or "sector_output" not in material.paths:
        return None
    names = material.coords["sector"]
    weights = region_weights(
        {
            r: {
                "output": number(b["output"]),
                "sectors": {s: number(v) for s, v in (b.get("sectors") or {}).items()},
            }
            for r, b in regions.items()
        },
        {s: number(sectors[s]["value_added"]) for s in names},
    )
    change = window_mean(material.paths["sector_output"], material.window) - 1
    return [spoken_name(str(r)) for r in regions], bands(100 * change @ weights.T)
