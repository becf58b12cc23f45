"""The answer as plain values, for `winset run --json` and for programs."""

from __future__ import annotations

from typing import Any

import numpy as np

from winset.questions.arrays import bands, probability, wilson
from winset.questions.incidence import RENTS, percent_change, window_mean
from winset.questions.outcomes import year_ends
from winset.report.material import Material, read_run
from winset.report.numerics import checks
from winset.report.provenance import changes
from winset.report.short_answer import rough, short_answer
from winset.report.words import answer as in_words


def _outcomes(outcomes: dict[str, np.ndarray] | None, rows: np.ndarray) -> dict[str, list[dict[str, Any]]] | None:
    if outcomes is None:
        return None
    table = {}
    for name, values in outcomes.items():
        pairs = [probability(values[:, int(t)]) for t in rows]
        table[name] = [
            {"probability": float(p), "monte_carlo_error": float(e), "wilson_95": wilson(float(p), len(values))}
            for p, e in pairs
        ]
    return table


def _band(values: np.ndarray) -> dict[str, float]:
    return dict(zip(("q10", "q25", "q50", "q75", "q90"), map(float, bands(values)), strict=True))


def _burden(material: Material) -> dict[str, Any]:
    window, paths = material.window, material.paths
    income = percent_change(window_mean(paths["income"], window))
    rents = np.sum([100 * window_mean(paths[name], window) for name in RENTS], axis=0)
    without = None if material.rest is None else material.rest["household_income"]
    households = percent_change(window_mean(paths["household_income"], window, without))
    names = [f.name for f in material.case.factions]
    return {
        "from": str(material.month[window][0]),
        "to": str(material.month[window][-1]),
        "income_percent": {name: _band(income[:, i]) for i, name in enumerate(names)},
        "rents_percent_of_gdp": {name: _band(rents[:, i]) for i, name in enumerate(names)},
        "household_income_percent": {h: _band(households[:, i]) for i, h in enumerate(material.coords["household"])},
    }


def answer(run: Any) -> dict[str, Any]:
    """In short; outcomes by year with and without sanctions, coalition, concession, burden, and the page's words."""
    material = read_run(run)
    years, rows = year_ends(material.month)
    members = material.paths["coalition"]
    dates = {"now": 0, "1 year": material.after(12), "3 years": material.after(36), "end": material.months - 1}
    return {
        "title": material.case.title,
        "draws": material.draws,
        "seed": material.meta.get("seed"),
        "changed": changes(material),
        "in_short": short_answer(material),
        "warnings": [text for text in (rough(material.draws),) if text],
        "numerical_checks": {check.name: check.value for check in checks(material)},
        "years": years,
        "outcomes": _outcomes(material.outcomes, rows),
        "outcomes_without_sanctions": _outcomes(material.rest_outcomes, rows),
        "coalition": {
            when: {f.name: float(members[:, t, i].mean()) for i, f in enumerate(material.case.factions)}
            for when, t in dates.items()
        },
        "concession": [_band(material.paths["concession"][:, int(t)]) for t in rows],
        "burden": _burden(material),
        "words": [{"question": question, "text": text} for question, text in in_words(material)],
    }
