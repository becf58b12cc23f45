"""Constrained maximum likelihood of Su and Judd (2012): coefficients and equilibria are chosen together.

    max over theta, z of sum_d l_d(theta, z_d)   subject to   F_d(theta, z_d) = 0 in every game.

Sequential quadratic programming: z need not be an equilibrium on the way. Each z_d enters its own condition only, so
the Newton step of the Lagrangian eliminates it game by game and a K by K system remains. Steps are judged by the exact
penalty l - mu sum |F|. Source: Su and Judd, "Constrained optimization approaches to estimation of structural models",
Econometrica 80(5), 2012.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy.special import ndtri

from winset.estimation import equilibrium_likelihood, full_likelihood
from winset.estimation.crisis_derivatives import Jet
from winset.estimation.design import Design, Vector
from winset.estimation.equilibrium_likelihood import Equilibrium
from winset.estimation.newton import Ascent, direction

_FEASIBLE, _FLAT = 1e-9, 1e-8


@dataclass(frozen=True)
class Iterate:
    """Coefficients and indices with likelihood and condition by game; `total` is the log-likelihood."""

    theta: Vector
    z: Vector
    likelihood: Jet
    condition: Jet
    total: float

    def merit(self, penalty: Vector) -> float:
        """The exact penalty function, `penalty` (D,)."""
        return self.total - float(penalty @ np.abs(self.condition.value))


def constrained_maximum_likelihood(
    design: Design, start: Vector, p_R: Vector, limit: int = 100, rule: str = "likeliest"
) -> tuple[Equilibrium, Ascent]:
    """The constrained maximum from coefficients `start` (K,) and beliefs p_R (D,), which need not be an equilibrium.

    Where the quadratic programs stall, and under the rule `likeliest` to check that no game has a likelier equilibrium,
    the climb goes on along the equilibria (`full_likelihood`).
    """
    here = _iterate(design, start, np.clip(ndtri(p_R), -6.0, 6.0))
    penalty, rounds = np.zeros(design.games), 0
    while rounds < limit:
        step, drift, flat = _quadratic_step(design, here)
        if flat:
            break
        penalty = np.maximum(penalty, 1.5 * np.abs(here.likelihood.slope[7] / here.condition.slope[7]))
        following = _line_search(design, here, (step, drift), penalty)
        if following is None:
            break
        here, rounds = following, rounds + 1
    return _settle(design, here, rounds, rule, limit)


def _iterate(design: Design, theta: Vector, z: Vector) -> Iterate:
    with np.errstate(all="ignore"):
        likelihood, condition = equilibrium_likelihood.jets(design.utilities(theta), z, design.counts)
    return Iterate(theta, z, likelihood, condition, float(likelihood.value.sum()))


def _quadratic_step(design: Design, here: Iterate) -> tuple[Vector, Vector, bool]:
    """Step in theta (K,) and in z (D,) of the quadratic program, and whether the first-order conditions hold."""
    with np.errstate(all="ignore"):
        found = equilibrium_likelihood.reduce(here.likelihood, here.condition)
        own = here.condition.slope[7]
        restore = -here.condition.value / own
        multiplier = -here.likelihood.slope[7] / own
        cross = here.likelihood.second[7] + multiplier * here.condition.second[7]
        slope = found.slope + (cross[:7] + found.follow * cross[7]) * restore
        gradient, hessian = design.total(slope), design.curvature(found.second)
    if not (np.isfinite(gradient).all() and np.isfinite(hessian).all()):
        return np.zeros_like(here.theta), restore, True
    flat = np.abs(design.total(found.slope)).max() <= _FLAT and np.abs(here.condition.value).max() <= _FEASIBLE
    step = direction(gradient, hessian, design.scale())
    longest = float(np.abs(step * design.scale()).max())
    step *= min(1.0, 2.0 / longest) if longest > 0.0 else 1.0
    return step, restore + (found.follow * design.moves(step)).sum(axis=0), bool(flat)


def _line_search(design: Design, here: Iterate, step: tuple[Vector, Vector], penalty: Vector) -> Iterate | None:
    """The first of ever shorter steps that raises the merit; z is corrected once towards its condition."""
    now = here.merit(penalty)
    for share in 0.5 ** np.arange(20):
        theta, z = here.theta + share * step[0], here.z + np.clip(share * step[1], -1.0, 1.0)
        trial = _iterate(design, theta, z)
        with np.errstate(all="ignore"):
            corrected = z - np.clip(np.nan_to_num(trial.condition.value / trial.condition.slope[7]), -0.5, 0.5)
        for candidate in (_iterate(design, theta, corrected), trial):
            if candidate.merit(penalty) > now + 1e-13 * abs(now):
                return candidate
    return None


def _settle(design: Design, here: Iterate, rounds: int, rule: str, limit: int) -> tuple[Equilibrium, Ascent]:
    """An equilibrium near the last iterate, climbed from to the end."""
    close = full_likelihood.near(design, here.theta, here.z, rule)
    point, ascent = full_likelihood.climb(design, close, limit, rule)
    return point, replace(ascent, iterations=rounds + ascent.iterations)
