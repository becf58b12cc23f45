"""Terminal tables of burden, concession, history and the sources of spread."""

from __future__ import annotations

from typing import Any

import numpy as np
from rich.markup import escape

from winset.questions.arrays import bands
from winset.questions.history import VARIABLES, by_year, comparison, scores
from winset.questions.incidence import RENTS, percent_change, window_mean
from winset.questions.outcomes import year_ends
from winset.report.case import history_series
from winset.report.material import Material
from winset.report.numerics import checks
from winset.report.series import basis, period
from winset.report.spread import splits
from winset.report.tables_frame import Explained, blank_table
from winset.report.wording import band, date_text

SERIES_NAMES = {
    "gdp": "Output, trend = 1",
    "inflation": "Inflation, % a year",
    "market_rate": "Market rate, per USD",
    "official_rate": "Official rate, per USD",
    "imports": "Imports, trend = 1",
    "oil_exports": "Oil exports, first = 1",
}


def burden_table(material: Material) -> Explained:
    """Income change and rent by faction, real income change by household, over the pressure window."""
    window, paths, rest = material.window, material.paths, material.rest
    first, last = material.month[window][[0, -1]]
    table = blank_table(
        f"Who pays, who gains: mean {date_text(first)} to {date_text(last)}",
        "Median [10–90 % of draws], months of strongest pressure. Households: against the same draw without "
        "sanctions. Rents: % of pre-sanction GDP a year.",
        "",
        "income, %",
        "rents, % of GDP",
        words=["income", "rent"],
    )
    income = bands(percent_change(window_mean(paths["income"], window)))
    rents = bands(np.sum([100 * window_mean(paths[name], window) for name in RENTS], axis=0))
    for i, faction in enumerate(material.case.factions):
        table.add_row(escape(faction.label), band(income[:, i], 1, sign=True), band(rents[:, i], 2))
    without = None if rest is None else rest["household_income"]
    households = bands(percent_change(window_mean(paths["household_income"], window, without)))
    for i, name in enumerate(material.coords["household"]):
        table.add_row(f"Households: {name.replace('_', ' ')}", band(households[:, i], 1, sign=True), "")
    return table


def concession_table(material: Material) -> Explained:
    """Policy concession and its band at the end of each year, beside the median without sanctions."""
    table = blank_table(
        "Concession",
        "Median at year's end [band].",
        "end of",
        "10–90 % of draws",
        "25–75 %",
        "no sanctions, median",
        words=["concession"],
    )
    with_ = bands(material.paths["concession"])
    without = None if material.rest is None else bands(material.rest["concession"])
    for year, t in zip(*year_ends(material.month), strict=True):
        middle = f"[{with_[1, t]:.2f}, {with_[3, t]:.2f}]"
        table.add_row(str(year), band(with_[:, t]), middle, "–" if without is None else f"{without[2, t]:.2f}")
    return table


def history_table(material: Material) -> Explained | None:
    """Macro series by year: the model's band beside history; a gap is shown as a gap."""
    rows = []
    for name, series in history_series(material.case).items():
        if name in VARIABLES and VARIABLES[name] in material.paths:
            rows += _history_rows(material, name, series)
    if not rows:
        return None
    table = blank_table(
        "Model against history",
        "Model: median [10–90 % of draws]; * history outside it. Each series is compared on its own basis, named under "
        "it: a yearly figure with the model's mean over the same twelve months, a monthly one month by month; the "
        "rows of a monthly series are means over its observed months, the count 'in band' is of single months. "
        "'gap': no observation; the model's mean over all months stands beside it.",
        "series",
        "period",
        "model",
        "history",
        "",
    )
    for row in rows:
        table.add_row(*row)
    return table


def _history_rows(material: Material, name: str, series: dict[str, Any]) -> list[tuple[str, ...]]:
    values = material.paths[VARIABLES[name]], material.month, material.case.base
    scale, digits = (100, 0) if name == "inflation" else (1, 0 if name.endswith("rate") else 2)
    rows: list[tuple[str, ...]] = []
    for year in by_year(name, series, *values):
        model, seen = scale * year.model, scale * year.observed
        outside = not np.isnan(seen) and not model[0] <= seen <= model[4]
        text = "gap" if np.isnan(seen) else f"{seen:.{digits}f}"
        rows.append(("", period(year), band(model, digits), text, "*" if outside else ""))
    found = scores(comparison(name, series, *values))
    if rows:
        count, unit = int(found["observations"]), str(series.get("frequency", "year"))
        inside = round(found["coverage_80"] * count) if count else 0
        tally = f"{inside} of {count} {unit}{'' if count == 1 else 's'} in band"
        rows.append(("", "", tally, f"{found['gaps']} gap{'' if found['gaps'] == 1 else 's'}", ""))
        rows[0] = (SERIES_NAMES[name], *rows[0][1:])
        rows[1] = (f"  {basis(name, series)}", *rows[1][1:])
    return rows


def variance_table(material: Material) -> Explained | None:
    """How much of the spread is parameters and how much is shocks, at the horizon."""
    found = splits(material)
    if not found:
        return None
    table = blank_table(
        f"Where the spread comes from, {date_text(material.month[-1])}",
        "Per cent of variance ± jackknife error. Not split: events in under 5 or over 95 % of draws, and where "
        "the error is over half of the share (and 5 points).",
        "",
        "parameters",
        "shocks",
        words=["parameters", "shocks"],
    )
    for split in found:
        value, error = 100 * split.parameters, 100 * split.error
        cells = (split.withheld, "–") if split.withheld else (f"{value:.0f} ±{_points(error)}", f"{100 - value:.0f}")
        table.add_row(split.label, *(cell.replace("-", "−") for cell in cells))
    return table


def _points(error: float) -> str:
    return f"{error:.0f}" if error >= 0.95 else f"{max(error, 0.1):.1f}"


def checks_table(material: Material) -> Explained | None:
    """Residuals, convergence and cycles of the numerical solutions."""
    found = checks(material)
    if not found:
        return None
    table = blank_table("How well it was solved", "", "", "", "")
    table.show_header = False
    for name, value, meaning in found:
        table.add_row(name, value, meaning)
    table.columns[1].justify = table.columns[2].justify = "left"
    return table
