"""Position exchange between two actors on two issues, the equal-gain model of DECIDE (Rex). Row 40.

The outcome of issue d is O_d = sum c s x / sum c s. Two actors on opposite sides of O on both issues
may trade: 1 supplies issue p, 2 supplies q, s_1p / s_1q < s_2p / s_2q. A supplier's move shifts the
outcome towards the demander by delta; gains are

    g_1 = s_1q delta_q - s_1p delta_p,    g_2 = s_2p delta_p - s_2q delta_q,

equal when delta_q / delta_p = (s_1p + s_2p) / (s_1q + s_2q). One supplier goes all the way to what
the other wants unless the matching move would overshoot, or an outcome would pass the demander.
Exchanges run greatest gain first and are re-evaluated after each; only voted positions move, gains are
counted from the positions first held. A pair trades two issues once, and an actor's votes on an issue
move in one direction only, so the run ends.
Source: Stokman and Van Oosten, "The exchange of voting positions", in Bueno de Mesquita and Stokman
(eds), European Community Decision Making, 1994. Ignores externalities on third actors.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import combinations, permutations, product

import numpy as np
from numpy.typing import ArrayLike

from winset.games import arguments
from winset.games.arguments import Vector

Rows = list[list[float]]
Scene = tuple[list[Rows], list[float]]


@dataclass(frozen=True)
class Exchange:
    """`suppliers` (1, 2) move on `issues` (p, q) by `moves`, shifting outcomes by `shifts` (sizes).

    `gain` is each side's equal gain; `greatest_gains` the most that 1, or 2, could have while the
    other is held at zero. Units: salience times position.
    """

    suppliers: tuple[int, ...]
    issues: tuple[int, ...]
    moves: tuple[float, float]
    shifts: tuple[float, float]
    gain: float
    greatest_gains: tuple[float, float]


@dataclass(frozen=True)
class PositionExchange:
    """Voted `positions` and outcomes after all `exchanges`; `converged` when none is left."""

    outcomes_before: Vector
    outcomes: Vector
    positions: Vector
    exchanges: tuple[Exchange, ...]
    converged: bool


def position_exchange(
    positions: ArrayLike, salience: ArrayLike, power: ArrayLike = 1.0, most_exchanges: int = 1000
) -> PositionExchange:
    """Run exchanges until no pair gains.

    positions and salience (actors, issues), salience >= 0; power > 0, one number, (actors,), or
    (actors, issues). Ties of gain go to the lowest actors, then issues. Raises GameError.
    """
    name = "position_exchange"
    x, s, c = _table(name, positions, salience, power)
    limit = arguments.whole(name, "most_exchanges", most_exchanges, 0, 10**6)
    votes, tiny = x.copy(), 1e-9 * max(float(np.ptp(x) * s.max()), 1e-300)
    done: list[Exchange] = []
    while True:
        traded = {(offer.suppliers, frozenset(offer.issues)) for offer in done}
        offers = [
            offer
            for offer in possible_exchanges(x, votes, s, c)
            if offer.gain > tiny and (offer.suppliers, frozenset(offer.issues)) not in traded
        ]
        if not offers or len(done) == limit:
            break
        best = max(offers, key=lambda offer: offer.gain)
        for actor, issue, move in zip(best.suppliers, best.issues, best.moves, strict=True):
            votes[actor, issue] += move
        done.append(best)
    return PositionExchange(outcomes(x, s, c), outcomes(votes, s, c), votes, tuple(done), not offers)


def outcomes(positions: Vector, salience: Vector, power: Vector) -> Vector:
    """Weighted mean position of each issue, (issues,); all arguments (actors, issues)."""
    weight = salience * power
    return np.asarray((weight * positions).sum(axis=0) / weight.sum(axis=0))


def possible_exchanges(ideals: Vector, votes: Vector, salience: Vector, power: Vector) -> list[Exchange]:
    """Every exchange with a positive gain at these votes, by actors and then issues."""
    actors, issues = ideals.shape
    weight = salience * power / (salience * power).sum(axis=0)
    middle = outcomes(votes, salience, power)
    side = np.where(np.abs(ideals - middle) <= 1e-9 * np.ptp(ideals), 0.0, np.sign(ideals - middle))
    tables = (ideals, votes, salience, weight, side)
    scene = ([table.tolist() for table in tables], middle.tolist())
    pairs = product(combinations(range(actors), 2), permutations(range(issues), 2))
    offers = (_exchange(pair, traded, scene) for pair, traded in pairs)
    return [offer for offer in offers if offer is not None]


def _exchange(pair: tuple[int, ...], issues: tuple[int, ...], scene: Scene) -> Exchange | None:
    """The exchange in which pair[0] supplies issues[0] and pair[1] issues[1], if both gain."""
    (p, q), ((ideals, votes, salience, weights, sides), middle) = issues, scene
    if any(sides[pair[0]][d] * sides[pair[1]][d] >= 0.0 for d in issues):
        return None
    x, y = ideals[pair[0]], ideals[pair[1]]
    one, two = salience[pair[0]], salience[pair[1]]
    if one[p] * two[q] >= two[p] * one[q]:
        return None
    supply_p, supply_q = weights[pair[0]][p], weights[pair[1]][q]
    full_p = _greatest_shift(x[p], votes[pair[0]][p], y[p], supply_p, middle[p])
    full_q = _greatest_shift(y[q], votes[pair[1]][q], x[q], supply_q, middle[q])
    ratio = (one[p] + two[p]) / (one[q] + two[q])
    shifts = (min(full_p, full_q / ratio), min(full_q, full_p * ratio))
    gain = one[q] * shifts[1] - one[p] * shifts[0]
    if gain <= 0.0:
        return None
    moves = (
        math.copysign(shifts[0] / supply_p, y[p] - x[p]),
        math.copysign(shifts[1] / supply_q, x[q] - y[q]),
    )
    best = _greatest_gains(one[p], one[q], two[p], two[q], full_p, full_q)
    return Exchange(pair, issues, moves, shifts, gain, best)


def _greatest_shift(ideal: float, vote: float, demander: float, weight: float, middle: float) -> float:
    """The supplier's vote goes to the demander's position, never back, but the outcome not beyond."""
    way = math.copysign(1.0, demander - ideal)
    if (vote - ideal) * way < 0.0:
        return 0.0
    return min(weight * max((demander - vote) * way, 0.0), abs(demander - middle))


def _greatest_gains(
    own_p: float, own_q: float, other_p: float, other_q: float, full_p: float, full_q: float
) -> tuple[float, float]:
    """What each side gets when the other is held at zero gain, within both full shifts."""
    q_for_one = min(full_q, full_p * other_p / other_q) if other_q > 0.0 else full_q
    p_for_one = q_for_one * other_q / other_p
    p_for_two = min(full_p, full_q * own_q / own_p) if own_p > 0.0 else full_p
    q_for_two = p_for_two * own_p / own_q
    return own_q * q_for_one - own_p * p_for_one, other_p * p_for_two - other_q * q_for_two


def _table(function: str, positions: ArrayLike, salience: ArrayLike, power: ArrayLike) -> tuple[Vector, Vector, Vector]:
    x = arguments.array(function, "positions", positions, 2)
    s = arguments.array(function, "salience", salience, 2)
    if s.shape != x.shape:
        raise arguments.fault(function, "salience", f"of shape {x.shape}", s.shape)
    if (s < 0.0).any() or (s.sum(axis=0) <= 0.0).any():
        raise arguments.fault(function, "salience", "non-negative, positive on each issue", s.min())
    given = np.asarray(power, float)
    given = given[:, None] if given.ndim == 1 else given
    if given.ndim == 2 and given.shape not in (x.shape, (len(x), 1)):
        raise arguments.fault(function, "power", f"one number, ({len(x)},) or {x.shape}", given.shape)
    c = arguments.array(function, "power", np.broadcast_to(given, x.shape), 2)
    if (c <= 0.0).any():
        raise arguments.fault(function, "power", "positive", c.min())
    return x, s, c
