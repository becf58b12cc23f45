"""The likelihood at an equilibrium of every game, with its exact gradient and Hessian by the implicit function theorem.

With the likelihood l and the condition F of `crisis_derivatives`, z follows the utilities u by dz/du = -F_u / F_z. The
multiplier lambda = -l_z / F_z of F makes L = l + lambda F stationary in z, and with T = (I, dz/du)

    dl/du = l_u + lambda F_u,        d2l/du2 = T' L_vv T:

the reduced gradient and Hessian of the constrained problem. The inverse of the latter, summed over games, is the block
of the inverse bordered Hessian that belongs to the coefficients. Where a game has several equilibria, the one under
which its outcomes are most likely can be taken, as a maximum over coefficients and equilibria does, or one of a rank.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from winset.estimation.crisis_derivatives import Jet, acts, equilibrium_condition, log_likelihood, path
from winset.estimation.design import Design, Vector
from winset.games.crisis_roots import HIGHEST, LOWEST, Reply, fixed_points

_REACH = 37.0  # indices z beyond are corners: Phi(z) is 0 or 1


@dataclass(frozen=True)
class Reduced:
    """By game: log-likelihood (D,), its slopes by utility (7, D), second derivatives (7, 7, D), and dz/du (7, D)."""

    value: Vector
    slope: Vector
    second: Vector
    follow: Vector


@dataclass(frozen=True)
class Equilibrium:
    """Coefficients (K,) with one equilibrium z (D,) for each game, and the log-likelihood there."""

    theta: Vector
    z: Vector
    by_game: Reduced
    value: float
    gradient: Vector
    hessian: Vector


def reply(utilities: Vector) -> Reply:
    """The reply maps of games with utilities (7, D)."""
    s, v, c, w, wb, a, vb = utilities
    return Reply(s, v, w, a, wb - vb, vb - c)


def jets(utilities: Vector, z: Vector, counts: Vector) -> tuple[Jet, Jet]:
    """Log-likelihood and equilibrium condition by game as functions of utilities and z."""
    cutoff, way = path(utilities, z)
    sender = acts(cutoff, utilities[3], utilities[5])
    return log_likelihood(counts, sender, way, z), equilibrium_condition(utilities, sender, way, z)


def reduce(likelihood: Jet, condition: Jet) -> Reduced:
    """Eliminate z from a likelihood and a condition."""
    own = condition.slope[7]
    follow = -condition.slope[:7] / own
    multiplier = -likelihood.slope[7] / own
    slope = likelihood.slope[:7] + multiplier * condition.slope[:7]
    whole = likelihood.second + multiplier * condition.second
    cross = whole[:7, 7][:, None] * follow[None]
    second = whole[:7, :7] + cross + cross.transpose(1, 0, 2) + whole[7, 7] * follow[:, None] * follow[None]
    return Reduced(likelihood.value, slope, second, follow)


def at(design: Design, theta: Vector, z: Vector) -> Equilibrium:
    """The likelihood at coefficients theta and equilibria z, which must solve F = 0 there."""
    with np.errstate(all="ignore"):
        found = reduce(*jets(design.utilities(theta), z, design.counts))
        gradient, hessian = design.total(found.slope), design.curvature(found.second)
    whole = np.isfinite(gradient).all() and np.isfinite(hessian).all()
    value = float(found.value.sum()) if whole else -np.inf
    return Equilibrium(theta, z, found, value, gradient, hessian)


def track(utilities: Vector, z: Vector) -> tuple[Vector, NDArray[np.bool_]]:
    """Newton from z (D,) to an equilibrium nearby; the second array says where it did not arrive."""
    games, z = reply(utilities), z.copy()
    busy, last = np.arange(z.size), np.full(z.size, np.inf)
    for _ in range(12):
        value, slope = games.of(busy).at(z[busy])
        with np.errstate(all="ignore"):
            step = (value - z[busy]) / (1.0 - slope)
        sound = np.isfinite(step) & (np.abs(step) < np.maximum(0.9 * last, 1e-13)) & (np.abs(z[busy] + step) < _REACH)
        busy, step = busy[sound], step[sound]
        z[busy] += step
        last = np.abs(step)
        busy, last = busy[last > 1e-13 * (1.0 + np.abs(z[busy]))], last[last > 1e-13 * (1.0 + np.abs(z[busy]))]
        if not busy.size:
            break
    astray = np.abs(z - games.at(z)[0]) > 1e-9 * (1.0 + np.abs(z))
    return z, astray


def select(utilities: Vector, counts: Vector, rule: str = "likeliest") -> Vector:
    """One equilibrium z (D,) of each game: the likeliest for its outcomes, or the lowest or highest in p_R."""
    game, roots = fixed_points(reply(utilities))
    roots = np.clip(roots, LOWEST + 0.5, max(HIGHEST, _REACH))
    last = np.cumsum(np.bincount(game, minlength=counts.shape[0])) - 1
    if rule == "highest" or game.size == counts.shape[0]:
        return roots[last]
    if rule == "lowest":
        return roots[np.concatenate([[0], last[:-1] + 1])]
    with np.errstate(all="ignore"):
        value = jets(utilities[:, game], roots, counts[game])[0].value
    order = np.lexsort((np.nan_to_num(value, nan=-np.inf), game))
    return roots[order[last]]


def cost_of_selection(utilities: Vector, z: Vector) -> float:
    """Nats needed to say which equilibrium z (D,) each game plays, once it is known how often each rank is played.

    Zero where all games with several equilibria play the same rank; at most log 3 a game.
    """
    game, roots = fixed_points(reply(utilities))
    number = np.bincount(game, minlength=z.size)
    below = np.bincount(game, weights=roots < z[game] - 1e-6 * (1.0 + np.abs(z[game])), minlength=z.size)
    rank = np.where(below == number - 1, 9, below)[number > 1].astype(int)
    shares = np.bincount(rank)[np.unique(rank)] / max(rank.size, 1)
    return float(-rank.size * (shares * np.log(shares)).sum()) if rank.size else 0.0
