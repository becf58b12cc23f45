"""Fan charts: concession, output, inflation and the market rate, with history where a series exists."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np

from winset.questions.arrays import bands
from winset.questions.history import DETRENDED, VARIABLES, Comparison, Year, by_year, comparison, model_path, scores
from winset.questions.outcomes import year_ends
from winset.report.case import history_series
from winset.report.figures.figure import Figure, Table, month_texts, rounded
from winset.report.material import Arrays, Material
from winset.report.series import basis, period
from winset.report.wording import band

NOTE = (
    "Black marks are history: a bar spans the year of a yearly figure (hollow where the run does not cover that year "
    "in full: it is not counted), a line joins monthly figures and breaks where there is no observation. Output is "
    "divided by the pre-sanction trend. In the table a series with history stands year by year on the history's own "
    "basis: means of the same months on both sides. The vertical line marks the date after which nothing is an input "
    "but what is listed under 'conditioned on' below. Bands are of each month by itself: no single path follows an "
    "edge."
)

FLAT = 5
"""History that is more than so many times the highest band is cut off at half of that."""


class Panel(NamedTuple):
    """One fan: key, heading, axis title, variable, history series, factor for display, digits, log axis."""

    key: str
    title: str
    unit: str
    variable: str
    series: str
    factor: float
    digits: int
    log: bool


PANELS = (
    Panel("concession", "Concession", "0 = full defiance, 1 = full compliance", "concession", "", 1, 2, False),
    Panel("output", "Output", "GDP volume, pre-sanction trend = 1", "output", "gdp", 1, 2, False),
    Panel("inflation", "Inflation", "% over 12 months", "price_level", "inflation", 100, 0, False),
    Panel(
        "market_rate",
        "Market exchange rate",
        "local currency per USD, log scale",
        "market_rate",
        "market_rate",
        1,
        0,
        True,
    ),
)


def fan_figure(material: Material) -> Figure:
    """Bands by month of four quantities, the median without sanctions, and history with its gaps."""
    data: dict[str, Any] = {
        "months": month_texts(material.month),
        "asOf": material.case.as_of[:7],
        "panels": {},
    }
    panels, rows, words = [], [], []
    for panel in PANELS:
        with_ = bands(_path(material, panel, material.paths))
        rest = None if material.rest is None else bands(_path(material, panel, material.rest), [0.5])[0]
        compared = _history(material, panel)
        status = _history_words(compared, panel)
        words.append(status)
        panels.append({"key": panel.key, "title": panel.title, "unit": panel.unit, "status": status})
        data["panels"][panel.key] = _panel_data(panel, with_, rest, compared)
        rows += _table_rows(material, panel, with_, rest)
    return Figure(
        key="fans",
        title="What moves, and by how much?",
        lead="Bands hold the middle 80 % and 50 % of draws: uncertain parameters and chance events together.",
        note=NOTE,
        panels=panels,
        data=data,
        table=Table(
            [
                "Quantity",
                "Period",
                "10 %",
                "25 %",
                "Median",
                "75 %",
                "90 %",
                ("No sanctions, median"),
                "History",
            ],
            rows,
        ),
    )


def _path(material: Material, panel: Panel, paths: Arrays) -> np.ndarray:
    name = panel.series or panel.variable
    return panel.factor * model_path(name, paths[panel.variable], material.month, material.case.base)


def _history(material: Material, panel: Panel) -> Comparison | None:
    series = history_series(material.case).get(panel.series)
    if not series:
        return None
    values = material.paths[VARIABLES[panel.series]]
    return comparison(panel.series, series, values, material.month, material.case.base)


def _history_words(compared: Comparison | None, panel: Panel) -> str:
    if panel.series == "":
        return "No historical series: concession is not measured; see the dated events in figure 5."
    if compared is None:
        return "No historical series in the scenario file."
    found = scores(compared)
    count, gaps = int(found["observations"]), int(found["gaps"])
    inside = round(found["coverage_80"] * count) if count else 0
    period = "year" if compared.frequency.startswith("year") else "month"
    missing = f"; {_counted(gaps, period)} without an observation" if gaps else ""
    partly = int(_partly(compared).sum())
    above = _above(compared, panel)
    if above.size:
        missing += f"; {above.size} above the axis, up to {panel.factor * above.max():,.0f}"
    beyond = f"; {_counted(partly, 'year')} covered in part, drawn hollow and not counted" if partly else ""
    text = f"{inside} of {_counted(count, period)} inside the 10–90 % band{missing}{beyond}."
    return f"History ({_shown_unit(compared, panel)}): {text}"


def _partly(compared: Comparison) -> np.ndarray:
    """Periods with an observation that the run covers only in part, so that nothing stands beside it."""
    return ~np.isnan(compared.observed) & np.isnan(compared.model[2])


def _top(compared: Comparison, panel: Panel) -> float | None:
    """Where the axis ends although history goes on: it would press the bands flat at more than so many times them."""
    highest = panel.factor * np.nanmax(compared.model[4]) if (~np.isnan(compared.model[4])).any() else np.nan
    beyond = panel.factor * np.nanmax(compared.observed) if (~np.isnan(compared.observed)).any() else np.nan
    return None if panel.log or not beyond > FLAT * highest > 0 else float(FLAT * highest / 2)


def _above(compared: Comparison, panel: Panel) -> np.ndarray:
    """Observations that lie above the axis."""
    top = _top(compared, panel)
    return compared.observed[compared.observed > top / panel.factor] if top is not None else np.empty(0)


def _shown_unit(compared: Comparison, panel: Panel) -> str:
    """The file's words for the unit, in that of the axis: per cent for a fraction, relative to trend for volumes."""
    unit = re.sub(r" \([^)]*\)", "", compared.unit.split(";")[0])
    if panel.factor == 100:
        unit = re.sub(r"\bfraction\b", "%", unit)
    return unit if panel.series not in DETRENDED or "trend" in unit else f"{unit}, divided by the trend"


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _panel_data(
    panel: Panel, with_: np.ndarray, rest: np.ndarray | None, compared: Comparison | None
) -> dict[str, Any]:
    digits = 1 if panel.log else 4
    answer: dict[str, Any] = {
        "unit": panel.unit,
        "log": panel.log,
        "digits": panel.digits,
        "bands": rounded(with_, digits),
        "rest": None if rest is None else rounded(rest, digits),
        "history": None,
        "top": None if compared is None else _top(compared, panel),
    }
    if compared is not None:
        answer["history"] = {
            "frequency": compared.frequency[:4],
            "dates": month_texts(compared.dates),
            "values": rounded(panel.factor * compared.observed, digits),
            "partly": _partly(compared).tolist(),
        }
    return answer


def _table_rows(material: Material, panel: Panel, with_: np.ndarray, rest: np.ndarray | None) -> list[list[str]]:
    """Numbers by year: on the basis of the history where there is one, else at the end of each year."""
    series = history_series(material.case).get(panel.series)
    if series:
        years = _years(material, panel, series, material.paths)
        others = None if material.rest is None else _years(material, panel, series, material.rest)
        name = f"{panel.title}{' in %' if panel.factor == 100 else ''}, {basis(panel.series, series)}"
        return [
            _row(
                panel,
                name,
                period(y),
                panel.factor * y.model,
                None if others is None else others[k].model[2],
                y.observed,
            )
            for k, y in enumerate(years)
        ]
    return [
        _row(panel, panel.title, f"end of {year}", with_[:, t], None if rest is None else rest[t] / panel.factor, None)
        for year, t in zip(*year_ends(material.month), strict=True)
    ]


def _years(material: Material, panel: Panel, series: Mapping[str, Any], paths: Arrays) -> list[Year]:
    values = paths[VARIABLES[panel.series]]
    return by_year(panel.series, series, values, material.month, material.case.base)


def _row(
    panel: Panel, name: str, when: str, model: np.ndarray, rest: float | None, observed: float | None
) -> list[str]:
    def write(value: float | None) -> str:
        if value is None:
            return "–"
        return "gap" if np.isnan(value) else f"{panel.factor * value:.{panel.digits}f}"

    return [name, when, *(f"{v:.{panel.digits}f}" for v in model), write(rest), write(observed)]


def concession_words(material: Material) -> str:
    """Concession at the start and at the horizon."""
    values = bands(material.paths["concession"])
    return f"{values[2, 0]:.2f} to {band(values[:, -1])}"
