"""Alternating offers of Rubinstein (1982), with outside and inside options, Row 44.

Players 1 and 2 divide `total`; 1 proposes first; a rejection costs one period. While they
disagree player i earns the flow (1 - delta_i) inside_i per period (so that perpetual disagreement
is worth inside_i); when i rejects an offer it may leave for outside_i (Binmore, Shaked, Sutton 1989).
What i accepts:  a_i = max(outside_i, (1 - delta_i) inside_i + delta_i (total - a_j)),  j the other,
a contraction with one fixed point: an outside option matters only where it binds.
Source: Rubinstein, "Perfect equilibrium in a bargaining model", Econometrica 50(1), 1982; Muthoo,
Bargaining Theory with Applications, 1999. Ignores private information and risk of breakdown.
"""

from __future__ import annotations

from dataclasses import dataclass

from winset.games import arguments
from winset.kernel import kernel


@dataclass(frozen=True)
class AlternatingOffers:
    """Shares in units of `total`; `binding` says whose outside option binds, 1 then 2."""

    shares: tuple[float, float]
    shares_if_second_proposes: tuple[float, float]
    reservations: tuple[float, float]
    binding: tuple[bool, bool]
    agreement: bool
    residual: float


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
    `total`. Where the options together exceed `total` nothing is agreed: `agreement` is False and
    each gets the better of its own two options. Raises GameError.
    """
    name = "rubinstein"
    d1 = arguments.number(name, "delta_1", delta_1, 0.0, 1.0)
    d2 = arguments.number(name, "delta_2", delta_2, 0.0, 1.0)
    if d1 * d2 == 1.0:
        raise arguments.fault(name, "delta_1 * delta_2", "below 1", 1.0)
    o1, o2 = arguments.vector(name, "outside", outside, 2).tolist()
    g1, g2 = arguments.vector(name, "inside", inside, 2).tolist()
    total = arguments.number(name, "total", total, 0.0, open_low=True)
    if max(o1, g1) + max(o2, g2) > total:
        worth = (max(o1, g1), max(o2, g2))
        return AlternatingOffers(worth, worth, worth, (o1 > g1, o2 > g2), False, 0.0)
    first = proposer_share(d1, d2, o1, o2, g1, g2, total)
    second = proposer_share(d2, d1, o2, o1, g2, g1, total)
    waits = ((1 - d1) * g1 + d1 * first, (1 - d2) * g2 + d2 * second)
    accepts = (max(o1, waits[0]), max(o2, waits[1]))
    residual = max(abs(first + accepts[1] - total), abs(second + accepts[0] - total))
    return AlternatingOffers(
        (first, total - first), (total - second, second), accepts,
        (o1 > waits[0], o2 > waits[1]), True, residual,
    )  # fmt: skip
