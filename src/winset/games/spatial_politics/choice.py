"""Which offers are taken: each actor's list is put to an election of all. Rows 2 and 40.

An entry's worth to an actor a is the mean of u(d_a(x_m), R_a) over the n positions that would hold
under it alone. The list of k is "stay", then the offers that k makes or gets, by initiator; k adopts its own part
of the likeliest entry (the first on ties), or draws one: the first whose cumulated probability
reaches a uniform number. Parties of an offer decide apart, all on the old state, and move together.
Source: KTAB 0.1, from a restatement of the program.
"""

from __future__ import annotations

import numpy as np

from winset.games.arguments import Vector
from winset.games.spatial_politics.bargain import Offers
from winset.games.spatial_politics.election import elect, pairwise_strengths, victory_probability
from winset.games.spatial_politics.views import Actors, Moment, distances, utility


def worth(actors: Actors, now: Moment, made: Offers) -> Vector:
    """Mean utility (actors, 1 + offers) of staying and of each offer."""
    risk = now.risk[:, None]
    now_held = utility(now.distance, risk)
    first = utility(distances(now.ideals, actors.salience, made.initiator_moves), risk)
    second = utility(distances(now.ideals, actors.salience, made.target_moves), risk)
    columns = [now_held.mean(axis=1)]
    for m, (i, j) in enumerate(zip(made.initiators, made.targets, strict=True)):
        held = now_held.copy()
        held[:, i], held[:, j] = first[:, m], second[:, m]
        columns.append(held.mean(axis=1))
    return np.stack(columns, axis=1)


def adopt(actors: Actors, now: Moment, made: Offers, draws: np.random.Generator | None) -> tuple[Vector, bool]:
    """New positions (n, D), and whether every election settled; `draws` when choices are stochastic."""
    rules, moved, settled = actors.rules, now.positions.copy(), True
    # lists are parts of one another's union in the same order, so one table of votes serves all
    strengths = pairwise_strengths(worth(actors, now, made), actors.capability, rules.voting)
    pairwise = victory_probability(strengths, rules.victory)
    for k in range(len(moved)):
        mine = np.flatnonzero((made.initiators == k) | (made.targets == k))
        entries = np.concatenate(([0], mine + 1))
        part = np.ix_(entries, entries)
        chances, _, fine = elect(strengths[part], pairwise[part], rules.election)
        settled = settled and fine
        taken = int(chances.argmax()) if draws is None else drawn(chances, draws.random())
        if taken > 0:
            m = mine[taken - 1]
            moved[k] = made.initiator_moves[m] if made.initiators[m] == k else made.target_moves[m]
    return moved, settled


def drawn(chances: Vector, level: float) -> int:
    """First entry whose cumulated probability reaches the level; the last when rounding leaves none."""
    reached = np.flatnonzero(np.cumsum(chances) >= level)
    return int(reached[0]) if reached.size else len(chances) - 1
