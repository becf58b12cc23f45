"""Order of reforms under a budget: actors move their proposals until a state of proposals returns. Row 40.

An order o of m items is worth, to actor i with values v,

    sum_t d^t v_i,o(t) phi_t,   phi_t = 1 while k_o(0) + ... + k_o(t) <= B, else f

with d = 0.85 and f = 0.1 unless given, rescaled to [0, 1] by i's own least and greatest over all orders.
Costs add up over items beyond the budget too. A probabilistic Condorcet election (proportional votes, linear
victory, weights capability) over the distinct orders held gives p; i expects EU_i = sum_o p_o u_i(o).

A turn: each actor, the others fixed, climbs from its order by the best of all swaps of two places and
rotations of three, as long as EU_i gains more than 0.001; all move together. The run stops when a
state was there before, and reports the state before the repetition.

Gains that differ by less than 1e-12 tie, and the first is taken. An actor to whom all orders are worth the
same has utility 1 (our convention).
Source: KTAB 0.1 (KAPSARC), its model of reform priorities, from a restatement of the program. Ignores
saliences, misperception and time between reforms.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from winset.games import arguments
from winset.games.arguments import Vector
from winset.games.reform_orders import TIE, Orders, Programme, extreme, moves, raw_worth
from winset.games.spatial_politics.election import LEAST_STRENGTH, elect, pairwise_strengths, victory_probability

NAME = "reform_priorities"
MOST_ITEMS = 14
LEAST_GAIN = 1e-3
MOST_CLIMBS = 100


@dataclass(frozen=True)
class ReformPriorities:
    """What the last state before a repetition holds, and the path to it.

    orders (n, m) items by place; distinct (k, m) orders by first holder, with probabilities (k,);
    utilities (n,) expected, from an election in which equal orders stay separate options; states
    (T, n, m) of the whole path, the repeated one included. `repeats` is the index of the state that the
    last one equals, None when the limit of turns came first: states[repeats + 1:] is the cycle that play ends in.
    `residual` counts the actors whose order changes after the reported state; `converged` when none does.
    """

    orders: Orders
    distinct: Orders
    probabilities: Vector
    utilities: Vector
    states: Orders
    repeats: int | None
    residual: float
    converged: bool


@dataclass(frozen=True)
class _Council:
    """The programme, capability (n,), and the least raw worth and the range of each actor, (n,)."""

    programme: Programme
    capability: Vector
    least: Vector
    span: Vector


def reform_priorities(
    values: ArrayLike,
    costs: ArrayLike,
    budget: float,
    capability: ArrayLike,
    start: ArrayLike | None = None,
    decline: float = 0.85,
    over_budget: float = 0.1,
    most_turns: int = 100,
) -> ReformPriorities:
    """Run from each actor's best order, or from `start` (n, m), rows that are permutations of 0..m-1.

    values (n, m), m at most 14; costs (m,) non-negative, budget >= 0 in their unit; capability (n,) positive;
    decline in (0, 1], over_budget in [0, 1]. Raises GameError.
    """
    council, best = _council(values, costs, budget, capability, (decline, over_budget))
    limit = arguments.whole(NAME, "most_turns", most_turns, 1, 10**6)
    orders = best if start is None else _start(start, best.shape)
    states, repeats = [orders], None
    neighbours = moves(orders.shape[1])
    while repeats is None and len(states) <= limit + 1:
        orders = np.stack([_climb(council, orders, h, neighbours) for h in range(len(orders))])
        repeats = next((k for k, old in enumerate(states) if np.array_equal(old, orders)), None)
        states.append(orders)
    held = states[-2]
    distinct, probabilities = _merged_election(council, held)
    table = utilities(council, held)
    apart, _ = _elected(council, table)
    changed = int((states[-1] != held).any(axis=1).sum())
    return ReformPriorities(
        held, distinct, probabilities, table @ apart, np.stack(states), repeats, float(changed), changed == 0
    )


def utilities(council: _Council, orders: Orders) -> Vector:
    """Utility (actors, orders) in [0, 1] of orders (orders, m)."""
    span = council.span[:, None]
    raw = raw_worth(council.programme, orders) - council.least[:, None]
    return np.where(span > 0.0, raw / np.where(span > 0.0, span, 1.0), 1.0)


def _elected(council: _Council, table: Vector) -> tuple[Vector, Vector]:
    """Probabilities (options,) of options with utilities (actors, options), and the pairwise ones."""
    strengths = pairwise_strengths(table, council.capability, "proportional")
    pairwise = victory_probability(strengths, "linear")
    return elect(strengths, pairwise, "conditional")[0], pairwise


def _merged_election(council: _Council, orders: Orders) -> tuple[Orders, Vector]:
    """Distinct orders in order of first holder, and their probabilities."""
    distinct = np.array(list(dict.fromkeys(map(tuple, orders.tolist()))))
    return distinct, _elected(council, utilities(council, distinct))[0]


def _climb(council: _Council, orders: Orders, h: int, neighbours: Orders) -> Orders:
    """Where h's hill climb ends when the others stay: the first neighbourhood without a gain of 0.001."""
    others = np.delete(orders, h, axis=0)
    rivals = np.array(list(dict.fromkeys(map(tuple, others.tolist()))))
    table = utilities(council, rivals)
    found, pairwise = _elected(council, table)
    rules = (council.capability, table, np.log(pairwise).sum(axis=1), h)
    mine = orders[h]
    for _ in range(MOST_CLIMBS):
        around = mine[neighbours]
        gain = _outlook(utilities(council, around), rules)
        held = (around[:, None, :] == rivals[None, :, :]).all(axis=2).any(axis=1)
        gain[held] = table[h] @ found
        best = int(np.flatnonzero(gain >= gain.max() - TIE)[0])
        if gain[best] - gain[0] <= LEAST_GAIN:
            break
        mine = around[best]
    return mine


def _outlook(candidates: Vector, rules: tuple[Vector, Vector, Vector, int]) -> Vector:
    """EU of h (candidates,) if h's order were each candidate, one more option beside the rivals' orders."""
    capability, table, score, h = rules
    votes = capability[:, None, None] * (candidates[:, :, None] - table[:, None, :])
    ahead = LEAST_STRENGTH + np.maximum(votes, 0.0).sum(axis=0)
    behind = LEAST_STRENGTH + np.maximum(-votes, 0.0).sum(axis=0)
    against, mine = np.log(behind / (ahead + behind)), np.log(ahead / (ahead + behind))
    # every option also meets itself once, at one half
    scores = np.column_stack([score + against, mine.sum(axis=1) + np.log(0.5)])
    likelihood = np.exp(scores - scores.max(axis=1, keepdims=True))
    expected = (likelihood[:, :-1] * table[h]).sum(axis=1) + likelihood[:, -1] * candidates[h]
    return np.asarray(expected / likelihood.sum(axis=1))


def _council(
    values: ArrayLike, costs: ArrayLike, budget: float, capability: ArrayLike, factors: tuple[float, float]
) -> tuple[_Council, Orders]:
    """The checked arguments, and each actor's best order."""
    v = arguments.array(NAME, "values", values, 2)
    n, m = v.shape
    if n < 2 or m > MOST_ITEMS:
        raise arguments.fault(NAME, "values", f"of two actors or more and at most {MOST_ITEMS} items", v.shape)
    k = arguments.vector(NAME, "costs", costs, m)
    if (k < 0.0).any():
        raise arguments.fault(NAME, "costs", "non-negative", k.min())
    b = arguments.number(NAME, "budget", budget, 0.0)
    c = arguments.positive(NAME, "capability", capability, n)
    decline = arguments.number(NAME, "decline", factors[0], 0.0, 1.0, open_low=True)
    programme = Programme(v, k, b, (decline, arguments.number(NAME, "over_budget", factors[1], 0.0, 1.0)))
    (high, best), (low, _) = extreme(programme, 1.0), extreme(programme, -1.0)
    span = np.where(high - low > TIE * np.abs(high), high - low, 0.0)
    return _Council(programme, c, low, span), best


def _start(start: ArrayLike, shape: tuple[int, ...]) -> Orders:
    given = arguments.array(NAME, "start", start, 2)
    if given.shape != shape or (np.sort(given, axis=1) != np.arange(shape[1])).any():
        raise arguments.fault(NAME, "start", f"of shape {shape}, each row a permutation", f"shape {given.shape}")
    return given.astype(np.int64)
