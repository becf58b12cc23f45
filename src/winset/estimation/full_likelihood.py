"""Full maximum likelihood: the maximum over coefficients and equilibria, by Newton along the equilibria.

At each step the equilibrium of every game is followed by Newton from the tangent's prediction; where it vanishes (a
fold), and at the end, all equilibria of the game are found and one is selected. The result is the optimum of the
constrained problem of Su and Judd (Econometrica 80(5), 2012), reached without its D extra unknowns.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from winset.estimation import equilibrium_likelihood
from winset.estimation.design import Design, Vector
from winset.estimation.equilibrium_likelihood import Equilibrium
from winset.estimation.newton import Ascent, maximise


def maximum_likelihood(
    design: Design, starts: Sequence[Vector], limit: int = 60, rule: str = "likeliest"
) -> tuple[Equilibrium, Ascent]:
    """The best maximum reached from several coefficients (K,).

    Starts are tried from the likeliest on, two of them and more only while none succeeds; one whose log-likelihood is
    twice that of a maximum is passed over.
    `ascent.converged` says whether no derivative exceeds 1e-6 and minus the Hessian is positive definite.
    """
    points = sorted((at_rule(design, start, rule) for start in starts), key=lambda p: -p.value)
    found: list[tuple[Equilibrium, Ascent]] = []
    for point in points:
        best = max((one.value for one, ascent in found if ascent.converged), default=-np.inf)
        if np.isfinite(best) and (len(found) > 1 or point.value < 2.0 * best):
            break
        found.append(climb(design, point, limit, rule))
    return max(found, key=lambda one: (one[1].converged, one[0].value))


def climb(design: Design, point: Equilibrium, limit: int = 100, rule: str = "likeliest") -> tuple[Equilibrium, Ascent]:
    """Climb along the equilibria of `point`; with the rule `likeliest` change to likelier ones wherever that ends."""
    rounds = 0
    while True:
        point, ascent = maximise(
            point, lambda here, step: _follow(design, here, step, rule), design.scale(), limit=limit
        )
        rounds += ascent.iterations
        if rule != "likeliest" or rounds >= limit:
            break
        better = at_rule(design, point.theta, rule)
        if not better.value > point.value + 1e-7 * (1.0 + abs(point.value)):
            break
        point = better
    return point, replace(ascent, iterations=rounds)


def at_rule(design: Design, theta: Vector, rule: str = "likeliest") -> Equilibrium:
    """The likelihood at theta with the equilibrium of every game that the rule selects."""
    z = equilibrium_likelihood.select(design.utilities(theta), design.counts, rule)
    return equilibrium_likelihood.at(design, theta, z)


def near(design: Design, theta: Vector, guess: Vector, rule: str = "likeliest") -> Equilibrium:
    """The likelihood at theta with every game at the equilibrium that Newton reaches from `guess`, else by the rule."""
    utilities = design.utilities(theta)
    z, astray = equilibrium_likelihood.track(utilities, np.clip(np.nan_to_num(guess), -30.0, 30.0))
    if astray.any():
        z[astray] = equilibrium_likelihood.select(utilities[:, astray], design.counts[astray], rule)
    return equilibrium_likelihood.at(design, theta, z)


def _follow(design: Design, here: Equilibrium, step: Vector, rule: str) -> Equilibrium:
    tangent = (here.by_game.follow * design.moves(step)).sum(axis=0)
    return near(design, here.theta + step, here.z + np.clip(np.nan_to_num(tangent), -1.0, 1.0), rule)
