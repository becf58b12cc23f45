"""Figures of estimated crisis games: coefficients, predicted outcomes along a regressor, equilibria along a payoff.

Each function returns a Matplotlib figure that no window holds; `figure.savefig(path)` writes it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from winset.estimation.design import OUTCOMES, EstimationError, Vector
from winset.estimation.fit import CrisisFit
from winset.estimation.predictions import along
from winset.games import crisis_signalling

if TYPE_CHECKING:
    from matplotlib.figure import Figure

WORDS = {"SQ": "status quo", "CD": "concession", "SF": "sender stands firm", "BD": "sender backs down"}
_COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7")


def _figure(width: float, height: float, rows: int = 1, columns: int = 1) -> tuple[Figure, Any]:
    try:
        from matplotlib.figure import Figure as Sheet
    except ImportError:
        raise EstimationError("plots need the extra: pip install 'winset[estimation]'") from None
    sheet = Sheet(figsize=(width, height), layout="constrained")
    return sheet, sheet.subplots(rows, columns, squeeze=False)


def coefficient_plot(fits: Sequence[CrisisFit] | CrisisFit, level: float = 0.95) -> Figure:
    """Estimates with confidence intervals, one row a coefficient, one colour a fit. Raises EstimationError."""
    shown = [fits] if isinstance(fits, CrisisFit) else list(fits)
    if not shown:
        raise EstimationError("coefficient_plot: fits must hold at least one fit (got none)")
    names = list(dict.fromkeys(name for fit in shown for name in fit.names))
    sheet, ((axes,),) = _figure(7.0, 1.0 + 0.28 * len(names))
    for i, fit in enumerate(shown):
        at = np.array([names.index(name) for name in fit.names]) + 0.16 * (i - 0.5 * (len(shown) - 1))
        low, high = fit.interval(level).T
        axes.hlines(at, low, high, color=_COLOURS[i % len(_COLOURS)])
        axes.plot(fit.theta, at, "o", markersize=4, color=_COLOURS[i % len(_COLOURS)], label=fit.method)
    axes.axvline(0.0, color="0.6", linewidth=0.8)
    axes.set_yticks(range(len(names)), names)
    axes.invert_yaxis()
    axes.set_xlabel(f"estimate and {100 * level:g} % interval")
    if len(shown) > 1:
        axes.legend()
    return sheet


def outcome_plot(
    fit: CrisisFit, column: str, values: Sequence[float] | Vector | None = None, level: float = 0.95
) -> Figure:
    """Predicted probabilities of the four outcomes along a column, others at their means. Raises EstimationError."""
    grid, rows = along(fit, column, values, level=level)
    sheet, panels = _figure(7.0, 5.0, 2, 2)
    for axes, outcome, colour in zip(panels.ravel(), OUTCOMES, _COLOURS):
        part = rows[rows["outcome"] == outcome]
        axes.fill_between(grid, part["low"], part["high"], color=colour, alpha=0.25, linewidth=0.0)
        axes.plot(grid, part["probability"], color=colour)
        axes.set_title(WORDS[outcome])
        axes.set_ylabel("probability")
    sheet.supxlabel(column)
    return sheet


def equilibrium_plot(payoffs: Mapping[str, float], utility: str, values: Sequence[float] | Vector) -> Figure:
    """All equilibria of a game as one payoff varies: p_R, p_C and p_F; open circles where best replies lead away.

    `payoffs` has the keys of `winset.games.crisis_signalling.UTILITIES`. Raises EstimationError, and GameError.
    """
    if utility not in crisis_signalling.UTILITIES:
        known = ", ".join(crisis_signalling.UTILITIES)
        raise EstimationError(f"equilibrium_plot: utility must be one of {known} (got {utility!r})")
    line = np.asarray(values, dtype=float)
    found = crisis_signalling.equilibria({**payoffs, utility: line})
    stable = np.abs(found.slope) < 1.0
    sheet, panels = _figure(9.0, 3.2, 1, 3)
    parts = (("resists", found.p_R), ("is challenged", found.p_C), ("faces a firm sender", found.p_F))
    for axes, (word, chance) in zip(panels[0], parts):
        axes.plot(line[found.game[stable]], chance[stable], "o", markersize=3, color=_COLOURS[0])
        axes.plot(line[found.game[~stable]], chance[~stable], "o", markersize=3, color=_COLOURS[1], fillstyle="none")
        axes.set_title(f"the target {word}")
        axes.set_xlabel(utility)
        axes.set_ylim(-0.03, 1.03)
    return sheet
