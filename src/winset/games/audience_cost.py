"""Fearon's crisis as a war of attrition with audience costs, Row 17.

Two states contest a prize v_i > 0. Backing down at t costs a_i(t) = rate_i t; war gives w_i <= 0,
private, with distribution F_i. While both wait, each quits at the hazard that keeps the other
indifferent, h_j = a_i' / (v_i + a_i), so that P(j still in at t) = (1 - q_j) v_i / (v_i + a_i(t)) with
q_j the chance of quitting at once. Types with w_i > -a_i(t) never quit again: at the horizon t* all
that remain are of that kind,

    1 - F_j(-a_j(t*)) = (1 - q_j) v_i / (v_i + a_i(t*)),       t* the least with both q >= 0,

one of the two q being 0; then war follows. No one bluffs past t*.
Source: Fearon, "Domestic political audiences and the escalation of international disputes", American
Political Science Review 88(3), 1994; the equilibrium is re-derived here from its assumptions for
linear audience costs. Ignores mediation, partial concession and endogenous audiences.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from winset.games import arguments
from winset.games.arguments import Vector


@dataclass(frozen=True)
class Crisis:
    """Equilibrium of the crisis; arrays are for states 1 and 2.

    `horizon` t*; `quits_at_once` q; `locked_in` P(war preferred to backing down at t*); `backs_down`
    P(this state is the one to back down); `war` P(neither does). `residual`: fault of the equations.
    """

    horizon: float
    quits_at_once: Vector
    locked_in: Vector
    backs_down: Vector
    war: float
    residual: float
    converged: bool


def audience_cost(
    rates: ArrayLike,
    prizes: ArrayLike,
    least_war_values: ArrayLike,
    cdfs: tuple[Callable[[float], float], Callable[[float], float]] | None = None,
) -> Crisis:
    """The equilibrium for two states.

    rates (2,) > 0 of audience cost per unit of time; prizes (2,) > 0; least_war_values (2,) < 0, the
    lower ends of the war values, uniform up to 0 unless `cdfs` gives their distributions (continuous,
    0 at the lower end, 1 at 0). Raises GameError.
    """
    name = "audience_cost"
    a = arguments.positive(name, "rates", rates, 2)
    v = arguments.positive(name, "prizes", prizes, 2)
    worst = arguments.vector(name, "least_war_values", least_war_values, 2)
    if (worst >= 0.0).any():
        raise arguments.fault(name, "least_war_values", "negative", worst.max())
    plain = tuple(lambda w, low=low: min(max(1.0 - w / low, 0.0), 1.0) for low in worst)
    laws = plain if cdfs is None else tuple(cdfs)
    if len(laws) != 2:
        raise arguments.fault(name, "cdfs", "two functions", len(laws))
    for law, low in zip(laws, worst, strict=True):
        if abs(law(float(low))) > 1e-9 or abs(law(0.0) - 1.0) > 1e-9:
            raise arguments.fault(name, "cdfs", "0 at the least war value and 1 at 0", (law(float(low)), law(0.0)))
    crossing = [_crossing(laws[j], a[j], a[1 - j], v[1 - j], worst[j]) for j in (0, 1)]
    horizon = min(crossing)
    locked = np.array([1.0 - laws[j](-float(a[j]) * horizon) for j in (0, 1)])
    staying = np.array([v[1 - j] / (v[1 - j] + a[1 - j] * horizon) for j in (0, 1)])
    q = np.clip(1.0 - locked / staying, 0.0, 1.0)
    residual = float(np.abs(locked - (1.0 - q) * staying).max())
    return Crisis(horizon, q, locked, _backing_down(q, v, a, horizon), float(locked.prod()), residual, residual < 1e-9)


def _crossing(law: Callable[[float], float], own: float, other: float, prize: float, worst: float) -> float:
    """Where the locked-in share meets the share that must still be in without quitting at once."""
    from scipy.optimize import brentq

    def gap(t: float) -> float:
        return 1.0 - law(max(-own * t, worst)) - prize / (prize + other * t)

    return float(brentq(gap, 0.0, -worst / own, xtol=1e-15, rtol=1e-14))


def _backing_down(q: Vector, v: Vector, a: Vector, horizon: float) -> Vector:
    """P(state j quits first): at once, or while the other is still in (closed-form integral)."""
    t = np.linspace(0.0, horizon, 20_001)
    still = [(1.0 - q[j]) * v[1 - j] / (v[1 - j] + a[1 - j] * t) for j in (0, 1)]
    out = np.empty(2)
    for j in (0, 1):
        other = 0.5 * (still[1 - j][1:] + still[1 - j][:-1])
        out[j] = q[j] * (1.0 - 0.5 * q[1 - j]) + (other * -np.diff(still[j])).sum()
    return out
