"""Alternating offers of Rubinstein (1982), with outside and inside options, Row 44.

Players 1 and 2 divide `total`; 1 proposes first; a rejection costs one period. While they
disagree player i earns the flow (1 - delta_i) inside_i per period (so that perpetual disagreement
is worth inside_i); when i rejects an offer it may leave for outside_i (Binmore, Shaked, Sutton 1989).
What i accepts:  a_i = max(outside_i, (1 - delta_i) inside_i + delta_i (total - a_j)),  j the other,
a contraction with one fixed point: an outside option matters only where it binds. A proposer agrees
where total - a_j is at least (1 - delta_i) inside_i + delta_i a_i, what a refused offer leaves it.
Source: Rubinstein, "Perfect equilibrium in a bargaining model", Econometrica 50(1), 1982; Muthoo,
Bargaining Theory with Applications, 1999. Ignores private information and risk of breakdown.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from winset.games import arguments
from winset.kernel import kernel

MOST_ROUNDS = 200_000
Pair = tuple[float, float]


@dataclass(frozen=True)
class AlternatingOffers:
    """Shares in units of `total`; `binding` says whose outside option binds, 1 then 2."""

    shares: tuple[float, float]
    shares_if_second_proposes: tuple[float, float]
    reservations: tuple[float, float]
    binding: tuple[bool, bool]
    agreement: bool
    residual: float
    converged: bool


@kernel
def proposer_share(delta_1, delta_2, outside_1, outside_2, inside_1, inside_2, total):
    """What player 1 keeps as first proposer: the fixed point of m = min(A, max(B, C + D m))."""
    wait_2 = (1.0 - delta_2) * (total - inside_2)
    ceiling = total - outside_2
    floor = wait_2 + delta_2 * outside_1
    patient = (wait_2 + delta_2 * (1.0 - delta_1) * inside_1) / (1.0 - delta_1 * delta_2)
    return min(ceiling, max(floor, patient))


def rubinstein(
    delta_1: float,
    delta_2: float,
    outside: tuple[float, float] = (0.0, 0.0),
    inside: tuple[float, float] = (0.0, 0.0),
    total: float = 1.0,
) -> AlternatingOffers:
    """The unique subgame-perfect division.

    delta_1, delta_2 in [0, 1], not both 1; options are worths to 1 and to 2, in the unit of
    `total`. Where the first offer is not worth making `agreement` is False and shares are what the
    players come to, by leaving, by staying for ever, or by the second offer. Raises GameError.
    """
    name = "rubinstein"
    d1 = arguments.number(name, "delta_1", delta_1, 0.0, 1.0)
    d2 = arguments.number(name, "delta_2", delta_2, 0.0, 1.0)
    if d1 * d2 == 1.0:
        raise arguments.fault(name, "delta_1 * delta_2", "below 1", 1.0)
    o1, o2 = arguments.vector(name, "outside", outside, 2).tolist()
    g1, g2 = arguments.vector(name, "inside", inside, 2).tolist()
    total = arguments.number(name, "total", total, 0.0, open_low=True)
    first = proposer_share(d1, d2, o1, o2, g1, g2, total)
    second = proposer_share(d2, d1, o2, o1, g2, g1, total)
    deltas, outs, stays = (d1, d2), (o1, o2), (g1, g2)
    accepts, refused = _refusals((first, second), (total - second, total - first), deltas, outs, stays)
    residual = max(abs(first + accepts[1] - total), abs(second + accepts[0] - total)) / total
    slack = 1e-12 * max(total, *map(abs, (*outs, *stays)))
    if min(first - refused[0], second - refused[1]) < -slack:
        return _unsettled(deltas, outs, stays, total)
    waits = ((1 - d1) * g1 + d1 * first, (1 - d2) * g2 + d2 * second)
    return AlternatingOffers(
        (first, total - first), (total - second, second), accepts,
        (o1 > waits[0], o2 > waits[1]), True, residual, residual < 1e-9,
    )  # fmt: skip


def _refusals(propose: Pair, respond: Pair, deltas: Pair, outside: Pair, inside: Pair) -> tuple[Pair, Pair]:
    """What each gets by refusing as responder, and what its own refused offer leaves it as proposer."""
    stay = [(1.0 - deltas[i]) * inside[i] + deltas[i] * propose[i] for i in (0, 1)]
    left = [(1.0 - deltas[i]) * inside[i] + deltas[i] * respond[i] for i in (0, 1)]
    leaves = [outside[i] > stay[i] for i in (0, 1)]
    accepts = (max(outside[0], stay[0]), max(outside[1], stay[1]))
    return accepts, (outside[0] if leaves[1] else left[0], outside[1] if leaves[0] else left[1])


def _unsettled(deltas: Pair, outside: Pair, inside: Pair, total: float) -> AlternatingOffers:
    """Values where some offer is not worth making, by iteration from each player's better option."""
    propose = (max(outside[0], inside[0]), max(outside[1], inside[1]))
    respond, moved = propose, math.inf
    for _ in range(MOST_ROUNDS):
        accepts, refused = _refusals(propose, respond, deltas, outside, inside)
        better = (max(total - accepts[1], refused[0]), max(total - accepts[0], refused[1]))
        moved = max(abs(a - b) for a, b in zip((*better, *accepts), (*propose, *respond), strict=True)) / total
        propose, respond = better, accepts
        if moved < 1e-15:
            break
    accepts, refused = _refusals(propose, respond, deltas, outside, inside)
    leaves = tuple(outside[i] > (1.0 - deltas[i]) * inside[i] + deltas[i] * propose[i] for i in (0, 1))
    agreed = total - accepts[1] >= refused[0]
    return AlternatingOffers(
        (propose[0], respond[1]), (respond[0], propose[1]), accepts,
        (leaves[0], leaves[1]), agreed, moved, moved < 1e-9,
    )  # fmt: skip
