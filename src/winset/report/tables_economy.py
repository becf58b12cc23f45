"""Terminal tables of burden, concession, history and the sources of spread."""

from __future__ import annotations

from typing import Any

import numpy as np
from rich.markup import escape
from rich.table import Table

from winset.questions.arrays import bands
from winset.questions.history import VARIABLES, comparison, scores
from winset.questions.incidence import RENTS, percent_change, window_mean
from winset.questions.outcomes import year_ends
from winset.questions.variance import pair_shares
from winset.report.case import history_series
from winset.report.material import Material
from winset.report.spread import spread_sources
from winset.report.tables_frame import blank_table
from winset.report.wording import band, date_text

SERIES_NAMES = {
    "gdp": "Output, trend = 1",
    "inflation": "Inflation, % a year",
    "market_rate": "Market rate, per USD",
    "official_rate": "Official rate, per USD",
    "imports": "Imports, base = 1",
    "oil_exports": ("Oil exports, base = 1"),
}


def burden_table(material: Material) -> Table:
    """Income change and rent by faction, real income change by household, over the pressure window."""
    window, paths, rest = material.window, material.paths, material.rest
    first, last = material.month[window][[0, -1]]
    table = blank_table(
        f"Who pays, who gains: mean {date_text(first)} to {date_text(last)}",
        "Median [10–90 % of draws]. Factions: income against the same posts without pressure; households: "
        "real income "
        "against the same draw without sanctions. Rents: % of pre-sanction GDP a year.",
        "",
        "income, %",
        "rents, % of GDP",
    )
    income = bands(percent_change(window_mean(paths["income"], window)))
    rents = bands(np.sum([100 * window_mean(paths[name], window) for name in RENTS], axis=0))
    for i, faction in enumerate(material.case.factions):
        table.add_row(escape(faction.label), band(income[:, i], 1, sign=True), band(rents[:, i], 2))
    without = None if rest is None else rest["household_income"]
    households = bands(100 * window_mean(paths["household_income"], window, without))
    for i, name in enumerate(material.coords["household"]):
        table.add_row(f"Households: {name.replace('_', ' ')}", band(households[:, i], 1, sign=True), "")
    return table


def concession_table(material: Material) -> Table:
    """Policy concession and its band at the end of each year, beside the median without sanctions."""
    table = blank_table(
        "Concession: 0 full defiance, 1 full compliance",
        "Policy in force at year's end, median [band].",
        "end of",
        "10–90 % of draws",
        "25–75 %",
        "no sanctions, median",
    )
    with_ = bands(material.paths["concession"])
    without = None if material.rest is None else bands(material.rest["concession"])
    for year, t in zip(*year_ends(material.month), strict=True):
        middle = f"[{with_[1, t]:.2f}, {with_[3, t]:.2f}]"
        table.add_row(str(year), band(with_[:, t]), middle, "–" if without is None else f"{without[2, t]:.2f}")
    return table


def history_table(material: Material) -> Table | None:
    """Macro series by year: the model's band beside history; a gap is shown as a gap."""
    rows = []
    for name, series in history_series(material.case).items():
        if name in VARIABLES and VARIABLES[name] in material.paths:
            rows += _history_rows(material, name, series)
    if not rows:
        return None
    table = blank_table(
        "Model against history",
        ("* outside the 10–90 band. 'gap': no observation. Monthly series: December, or last month."),
        "series",
        "year",
        "model",
        "history",
        "",
    )
    for row in rows:
        table.add_row(*row)
    return table


def _history_rows(material: Material, name: str, series: dict[str, Any]) -> list[tuple[str, ...]]:
    compared = comparison(name, series, material.paths[VARIABLES[name]], material.month, material.case.base)
    scale, digits = (100, 0) if name == "inflation" else (1, 0 if name.endswith("rate") else 2)
    rows: list[tuple[str, ...]] = []
    picks = range(compared.dates.size)
    if not compared.frequency.startswith("year"):
        picks = year_ends(material.month)[1]  # type: ignore[assignment]
    for i in picks:
        model, seen = scale * compared.model[:, i], scale * compared.observed[i]
        if np.isnan(model[2]):
            continue
        outside = not np.isnan(seen) and not model[0] <= seen <= model[4]
        text = "gap" if np.isnan(seen) else f"{seen:.{digits}f}"
        rows.append(("", str(compared.dates[i])[:4], band(model, digits), text, "*" if outside else ""))
    found = scores(compared)
    if rows:
        rows[0] = (SERIES_NAMES[name], *rows[0][1:])
    if found["observations"]:
        inside = f"{100 * found['coverage_80']:.0f} % of {found['observations']} in band"
        rows.append(("", "", inside, f"{found['gaps']} gap{'' if found['gaps'] == 1 else 's'}", ""))
    return rows


def variance_table(material: Material) -> Table | None:
    """How much of the spread is parameters and how much is shocks, at the horizon."""
    if material.draws < 6:
        return None
    table = blank_table(
        f"Where the spread comes from, {date_text(material.month[-1])}",
        ("Per cent of variance due to parameters (and uncertain inputs) ± jackknife error; the rest is shocks."),
        "",
        "parameters",
        "shocks",
    )
    for label, values in spread_sources(material).items():
        share = pair_shares(values)
        if not np.isnan(share.parameters):
            value, error = 100 * float(share.parameters), 100 * float(share.error)
            table.add_row(label, f"{value:.0f} ±{error:.0f}".replace("-", "−"), f"{100 - value:.0f}".replace("-", "−"))
    return table
