"""Expected-utility model of group decisions (Bueno de Mesquita): challenges on one dimension. Rows 2 and 40.

With capability c, salience s, position x, span L = max x - min x at the start, delta = |x_i - x_j| / L:

    V(a, b) = sum_k c_k s_k (|x_k - b| - |x_k - a|) / L;   median mu: champion of successive pairs by V
    U_s, U_f = 2 - 4 (1/2 -+ delta / 2)^r;   U_q = 2 - 4 (1/2)^r
    U_b, U_w = 2 - 4 (1/2 -+ (|x_i - mu| + |x_i - x_j|) / (4 L))^r
    E(i->j) = s_j (P U_s + (1 - P) U_f) + (1 - s_j) U_s - Q U_q - (1 - Q)(T U_b + (1 - T) U_w)
    P(i over j) = positive part of V(x_i, x_j) over its absolute sum;   T = 1 if |x_i - mu| < |x_i - x_j|
    danger g_i = sum_{j != i} E(j->i) with r = 1;   r_i = (1 - R_i / 3) / (1 + R_i / 3),
    R_i = (2 g_i - max g - min g) / (max g - min g), 0 where all dangers are equal (our convention)

With e = E(i->j) as i sees it and f = E(j->i) as j does, i faces a conflict if f > e > 0 and a
capitulation if f > 0 > e and f < |e| (both: i moves to j), a compromise if f > 0 > e and f > |e| (i goes
|e| / f of the way). It takes conflicts first, then compromises, then capitulations, the shortest move of
a class, the first actor on ties. All move together; every r is 1 again at the start of a round.

`reading="literal"` is this. `reading="replication"` changes four things and then gives the stored
replication of the EC car-emission table: voters weigh distances with their own r_k,
(|x_k - a| / L)^r_k; P divides by the absolute sum over every ordered pair of actors, not the pair's
own, and is 0 at equal positions, where no offer is made; i computes f with its own r_i; of compromises
it takes the least (|e| x_i + |f| x_j) / (|e| + |f|), a position and not a distance.

Sources: Bueno de Mesquita in Bueno de Mesquita and Stokman (eds), European Community Decision Making, 1994
(not seen); Scholz, Calbert and Smith, "Unravelling Bueno de Mesquita's group decision model", ICAART 2011 (not seen
itself: its equations, table and replication come from a restatement). Ignores several issues at once.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from winset.games import arguments
from winset.games.arguments import Vector

NAME = "expected_utility"
READINGS = ("literal", "replication")
KINDS = ("none", "conflict", "compromise", "capitulation")


@dataclass(frozen=True)
class ExpectedUtility:
    """The path of `rounds` rounds, T of them, T + 1 states; index 0 is the start.

    positions (T + 1, n); medians and means (T + 1,), means weighted by c s; exponents r (T, n);
    partner (T, n) whose offer each actor took, -1 for none; kind (T, n) 0 none, 1 conflict, 2 compromise, 3
    capitulation. `residual` is the largest move of the last round, in units of position;
    `converged` when that is zero.
    """

    positions: Vector
    medians: Vector
    means: Vector
    exponents: Vector
    partner: np.ndarray
    kind: np.ndarray
    residual: float
    converged: bool


@dataclass(frozen=True)
class _Council:
    """capability times salience (n,), salience (n,), span L, Q, and whether the replication is meant."""

    weight: Vector
    salience: Vector
    span: float
    status_quo: float
    replication: bool


def expected_utility(
    positions: ArrayLike,
    salience: ArrayLike,
    capability: ArrayLike,
    reading: str = "literal",
    status_quo: float = 1.0,
    rounds: int = 10,
) -> ExpectedUtility:
    """Run `rounds` rounds of challenges.

    positions (n,), any unit; salience (n,) in (0, 1]; capability (n,) positive, any unit;
    status_quo is Q, the chance in [0, 1] that nothing changes without a challenge (published
    uses: 1 and 1/2). Raises GameError.
    """
    x, council = _council(positions, salience, capability, reading, status_quo)
    rounds = arguments.whole(NAME, "rounds", rounds, 1, 100_000)
    path, risks, partners, kinds = [x], [], [], []
    for _ in range(rounds):
        r = risk_exponents(council, x)
        x, partner, kind = _round(council, x, r)
        path.append(x)
        risks.append(r)
        partners.append(partner)
        kinds.append(kind)
    residual = float(np.abs(path[-1] - path[-2]).max())
    return ExpectedUtility(
        positions=np.stack(path),
        medians=np.array([median(council.weight, held) for held in path]),
        means=np.array([council.weight @ held / council.weight.sum() for held in path]),
        exponents=np.stack(risks),
        partner=np.stack(partners),
        kind=np.stack(kinds),
        residual=residual,
        converged=residual == 0.0,
    )


def median(weight: Vector, positions: Vector) -> float:
    """Condorcet winner among the positions held: the champion is replaced only by one that beats it."""
    champion = positions[0]
    for rival in positions[1:]:
        if weight @ (np.abs(positions - champion) - np.abs(positions - rival)) > 0.0:
            champion = rival
    return float(champion)


def risk_exponents(council: _Council, x: Vector) -> Vector:
    """r (n,) in [1/2, 2]: below 1 for those in most danger."""
    one = np.ones(len(x))
    gain = _gains(council, x, _success(council, x, one), one)
    danger = gain.sum(axis=0) - np.diag(gain)
    low, high = danger.min(), danger.max()
    if high - low <= 1e-12 * max(abs(low), abs(high)):
        return one
    third = (2.0 * danger - high - low) / (high - low) / 3.0
    return (1.0 - third) / (1.0 + third)


def _success(council: _Council, x: Vector, r: Vector) -> Vector:
    """P (i, j) that i beats j, 0 at equal positions."""
    power = r if council.replication else np.ones(len(x))
    # far[k, a]: how far position a is from voter k, in k's own measure
    far = (np.abs(x[:, None] - x[None, :]) / council.span) ** power[:, None]
    votes = council.weight[:, None, None] * (far[:, None, :] - far[:, :, None])
    total = np.abs(votes).sum(axis=0)
    if council.replication:
        total = np.full_like(total, total.sum())
    return np.maximum(votes, 0.0).sum(axis=0) / np.where(total > 0.0, total, 1.0)


def _gains(council: _Council, x: Vector, success: Vector, r: Vector) -> Vector:
    """E (i, j) of i against j; r broadcasts to (i, j): whose exponent weighs the gamble."""
    gap = np.minimum(np.abs(x[:, None] - x[None, :]) / council.span, 1.0)
    off = np.abs(x - median(council.weight, x))[:, None] / council.span
    win, lose, same = (2.0 - 4.0 * base**r for base in (0.5 - gap / 2.0, 0.5 + gap / 2.0, np.full_like(gap, 0.5)))
    change = (off + gap) / 4.0
    better, worse = 2.0 - 4.0 * np.maximum(0.5 - change, 0.0) ** r, 2.0 - 4.0 * (0.5 + change) ** r
    idle = np.where(off < gap, better, worse)
    challenge = council.salience * (success * win + (1.0 - success) * lose) + (1.0 - council.salience) * win
    return challenge - council.status_quo * same - (1.0 - council.status_quo) * idle


def _round(council: _Council, x: Vector, r: Vector) -> tuple[Vector, np.ndarray, np.ndarray]:
    """Positions after one round, whose offer each actor took, and its kind."""
    success = _success(council, x, r)
    mine = _gains(council, x, success, r[:, None])
    theirs = _gains(council, x, success, r[None, :] if council.replication else r[:, None]).T
    with np.errstate(divide="ignore", invalid="ignore"):
        part = np.where(theirs > 0.0, -mine / theirs, 0.0)
    loses = (theirs > 0.0) & (mine < 0.0)
    kinds = np.zeros(mine.shape, dtype=np.int64)
    kinds[loses & (theirs < -mine)] = 3
    kinds[loses & (theirs > -mine)] = 2
    kinds[(theirs > mine) & (mine > 0.0)] = 1
    np.fill_diagonal(kinds, 0)
    if council.replication:
        kinds[x[:, None] == x[None, :]] = 0
    # a move to j ends exactly at j, because offers depend on whether positions are equal
    goal = np.where(kinds == 2, x[:, None] + part * (x[None, :] - x[:, None]), x[None, :])
    rank = np.abs(goal - x[:, None])
    if council.replication:
        blend = np.abs(mine) * x[:, None] + np.abs(theirs) * x[None, :]
        rank = np.where(kinds == 2, blend / np.where(kinds == 2, np.abs(mine) + np.abs(theirs), 1.0), rank)
    return _move(x, kinds, rank, goal)


def _move(x: Vector, kinds: np.ndarray, rank: Vector, goal: Vector) -> tuple[Vector, np.ndarray, np.ndarray]:
    """Each actor takes the offer of its best class with the least rank."""
    actors = np.arange(len(x))
    best = np.where(kinds > 0, kinds, len(KINDS)).min(axis=1)
    open_offers = kinds == best[:, None]
    partner = np.where(open_offers, rank, np.inf).argmin(axis=1)
    moves = open_offers.any(axis=1)
    return (
        np.where(moves, goal[actors, partner], x),
        np.where(moves, partner, -1),
        np.where(moves, best, 0),
    )


def _council(
    positions: ArrayLike, salience: ArrayLike, capability: ArrayLike, reading: str, status_quo: float
) -> tuple[Vector, _Council]:
    x = arguments.vector(NAME, "positions", positions)
    span = float(np.ptp(x)) or 1.0
    s = arguments.positive(NAME, "salience", salience, len(x))
    if (s > 1.0).any():
        raise arguments.fault(NAME, "salience", "at most 1", s.max())
    c = arguments.positive(NAME, "capability", capability, len(x))
    arguments.choice(NAME, "reading", reading, READINGS)
    q = arguments.number(NAME, "status_quo", status_quo, 0.0, 1.0)
    return x, _Council(c * s, s, span, q, reading == "replication")
