"""Two voting models: status-quo bias (Row 15) and probabilistic voting (Row 41).

Fernandez and Rodrik (1991): everyone knows how many will win from a reform, only some know that they
will. The uncertain majority weighs the odds, so a reform that a majority would keep may not pass.
Probabilistic voting (Lindbeck and Weibull 1987): group g of size n_g has ideological density phi_g;
party A's share is 1/2 + sum_g n_g phi_g (U_g(A) - U_g(B)) / sum_g n_g + mean popularity, and both
parties offer what maximises sum_g n_g phi_g U_g.
Sources: Fernandez and Rodrik, American Economic Review 81(5), 1991; Lindbeck and Weibull, Public Choice
52(3), 1987; Persson and Tabellini, Political Economics, 2000. Ignores turnout and information.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from winset.games import arguments
from winset.games.arguments import Vector


@dataclass(frozen=True)
class Reform:
    """Votes for and against before and after; `expected` is the uncertain voter's expected gain."""

    expected: float
    total_gain: float
    supporters_before: int
    supporters_after: int
    passes_before: bool
    passes_after: bool

    @property
    def status_quo_bias(self) -> bool:
        """True where a majority would keep the reform but does not adopt it."""
        return self.passes_after and not self.passes_before


def fernandez_rodrik(
    voters: int,
    winners: int,
    gain: float,
    loss: float,
    known_winners: int = 0,
    known_losers: int = 0,
) -> Reform:
    """Referendum on a reform: `winners` of `voters` gain `gain`, the others lose `loss` (both > 0).

    known_winners and known_losers know their fate, the rest share what is left of it equally. The
    reform passes with more than half; indifferent voters oppose. Raises GameError.
    """
    name = "fernandez_rodrik"
    n = arguments.whole(name, "voters", voters, 1, 10**12)
    w = arguments.whole(name, "winners", winners, 0, n)
    known_w = arguments.whole(name, "known_winners", known_winners, 0, w)
    known_l = arguments.whole(name, "known_losers", known_losers, 0, n - w)
    gain = arguments.number(name, "gain", gain, 0.0, open_low=True)
    loss = arguments.number(name, "loss", loss, 0.0, open_low=True)
    uncertain = n - known_w - known_l
    total = w * gain - (n - w) * loss
    expected = (total - known_w * gain + known_l * loss) / uncertain if uncertain else 0.0
    before = known_w + (uncertain if expected > 0.0 else 0)
    return Reform(expected, total, before, w, 2 * before > n, 2 * w > n)


def vote_share(
    utilities_a: ArrayLike,
    utilities_b: ArrayLike,
    sizes: ArrayLike,
    densities: ArrayLike,
    popularity: float = 0.0,
) -> float:
    """Vote share of party A, clipped to [0, 1] group by group.

    utilities (g,) that each group expects under A and B, sizes (g,) >= 0 (any unit), densities (g,) > 0
    per unit of utility, popularity: A's average lead in units of utility. Raises GameError.
    """
    name = "vote_share"
    a = arguments.vector(name, "utilities_a", utilities_a)
    b = arguments.vector(name, "utilities_b", utilities_b, a.size)
    n = arguments.nonnegative(name, "sizes", sizes, a.size)
    phi = arguments.positive(name, "densities", densities, a.size)
    lead = arguments.number(name, "popularity", popularity)
    return float(n @ np.clip(0.5 + phi * (a - b + lead), 0.0, 1.0) / n.sum())


def win_probability(share: float, popularity_density: float) -> float:
    """Chance that A wins when a common shock, uniform with this density, is added to its share.

    Raises GameError.
    """
    share = arguments.number("win_probability", "share", share, 0.0, 1.0)
    density = arguments.number("win_probability", "popularity_density", popularity_density, 0.0, open_low=True)
    return min(1.0, max(0.0, 0.5 + density * (share - 0.5)))


def probabilistic_voting(sizes: ArrayLike, densities: ArrayLike, budget: float = 1.0, aversion: float = 1.0) -> Vector:
    """Transfers per head (g,) that both parties offer: c_g proportional to phi_g^(1 / aversion).

    Utility is c^(1 - aversion) / (1 - aversion), log at 1; sum n_g c_g = budget > 0; aversion > 0.
    Raises GameError.
    """
    name = "probabilistic_voting"
    n = arguments.nonnegative(name, "sizes", sizes)
    phi = arguments.positive(name, "densities", densities, n.size)
    budget = arguments.number(name, "budget", budget, 0.0, open_low=True)
    aversion = arguments.number(name, "aversion", aversion, 0.0, open_low=True)
    claims = np.exp((np.log(phi) - np.log(phi.max())) / aversion)
    return claims * budget / float(n @ claims)
