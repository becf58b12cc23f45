"""All fixed points of the target's reply in crisis signalling games, with a certificate that none is missed.

The unknown is z, the target's probit index of resisting: p_R = Phi(z). With the sender's cutoff c(z) an equilibrium is

    z = rho(z) = (W_B - V_B) + (V_B - C_B) / p_F(c(z)),    c(z) = V_A + (S_A - V_A) / Phi(z).

p_F rises with c where W_A > a and falls where W_A < a, because the hazards of normal payoffs are ordered. So rho is
monotone, with the sign of -(S_A - V_A)(W_A - a)(V_B - C_B). A falling rho has one fixed point. For a rising one, every
interval [l, r] with rho(l) > r or rho(r) < l holds none: intervals are halved until each is excluded or holds one
crossing. Near a tangency, where halving would leave ever more of them, the turn of rho - z inside a narrow interval is
found instead, and its side tells whether there are two crossings or none. Below LOWEST p_R is zero, and above HIGHEST
one, in double precision; rho is constant there, and its value tells whether the corner is an equilibrium.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import log_ndtr

from winset.games.arguments import Vector
from winset.games.threat import FAR, hazard, log_slopes, threat

LOWEST, HIGHEST = -37.5, 8.3
_NARROW = 1e-3  # of a cell in which rho - z turns once at most
_WIDTH, _TWIN = 2e-2, 1e-8  # a lone crossing is polished from _WIDTH; crossings closer than _TWIN count as a tangency
Index = NDArray[np.intp]


@dataclass(frozen=True)
class Reply:
    """The reply map of n games: the payoffs that matter, each (n,); A's S, V, W, a, and B's `base` and `stake`."""

    status_quo: Vector
    concession: Vector
    firm: Vector
    back: Vector
    base: Vector
    stake: Vector

    def of(self, games: Index) -> Reply:
        """The maps of some games, repeated as asked."""
        return Reply(*(getattr(self, name)[games] for name in self.__dataclass_fields__))

    def rising(self) -> NDArray[np.bool_]:
        """Whether each map rises; only then can there be more than one fixed point."""
        sign = np.sign(self.status_quo - self.concession) * np.sign(self.firm - self.back) * np.sign(self.stake)
        return sign > 0.0

    def cutoff(self, z: Vector) -> Vector:
        """The payoff from which on the sender challenges."""
        inverse = np.exp(np.minimum(-log_ndtr(z), 707.0))
        with np.errstate(over="ignore"):
            return np.clip(self.concession + (self.status_quo - self.concession) * inverse, -FAR, FAR)

    def at(self, z: Vector) -> tuple[Vector, Vector]:
        """rho and its slope at z."""
        cutoff = self.cutoff(z)
        found = threat(cutoff, self.firm, self.back)
        odds = np.exp(np.minimum(found.log_back - found.log_firm, 600.0))
        _, firm, back = log_slopes(found, cutoff, self.firm, self.back)
        with np.errstate(over="ignore", invalid="ignore"):
            slope = self.stake * odds * (back[0] - firm[0]) * self.cutoff_slope(z)
        return self.base + self.stake * (1.0 + odds), np.nan_to_num(slope)

    def cutoff_slope(self, z: Vector) -> Vector:
        """Derivative of the cutoff by z."""
        return -(self.status_quo - self.concession) * np.exp(np.minimum(-log_ndtr(z), 300.0)) * hazard(z)


def fixed_points(reply: Reply) -> tuple[Index, Vector]:
    """Games and roots z of all equilibria, ordered by game, then by z. Roots beyond the ends are corners."""
    n = reply.base.size
    low, high = np.full(n, LOWEST), np.full(n, HIGHEST)
    at_low, at_high = reply.at(low)[0], reply.at(high)[0]
    everyone, rising = np.arange(n), reply.rising()
    bottom, top = at_low < LOWEST, at_high > HIGHEST
    lone = ~rising & ~bottom & ~top
    games, left, right = _crossings(reply, np.flatnonzero(rising), at_low, at_high)
    games, left, right = np.append(games, everyone[lone]), np.append(left, low[lone]), np.append(right, high[lone])
    inner = _polish(reply.of(games), left, right)
    found = np.concatenate([games, everyone[bottom], everyone[top]])
    roots = np.concatenate([inner, at_low[bottom], at_high[top]])
    order = np.lexsort((roots, found))
    return found[order], roots[order]


def _crossings(reply: Reply, games: Index, at_low: Vector, at_high: Vector) -> tuple[Index, Vector, Vector]:
    """Disjoint intervals that hold one crossing each, for maps that rise."""
    left, right = at_low[games], at_high[games]  # rho maps the whole range into these
    left = np.clip(left - 1e-9 * (1.0 + np.abs(left)), LOWEST, HIGHEST)
    right = np.clip(right + 1e-9 * (1.0 + np.abs(right)), LOWEST, HIGHEST)
    cells = _Cells.between(reply, games, left, right)
    kept: list[_Cells] = []
    while cells.games.size:
        single = cells.single()
        kept.append(cells.keep(single))
        cells = cells.keep(~single & cells.possible())
        narrow = cells.one_sided()
        kept.append(cells.keep(narrow).about_turns(reply))
        cells = cells.keep(~narrow).halved(reply)
    return (
        np.concatenate([k.games for k in kept] or [games]),
        np.concatenate([k.left for k in kept] or [left]),
        np.concatenate([k.right for k in kept] or [right]),
    )


@dataclass(frozen=True)
class _Cells:
    """Intervals of z with rho and its slope at both ends."""

    games: Index
    left: Vector
    right: Vector
    at: Vector  # (4, cells): rho left, slope left, rho right, slope right

    @staticmethod
    def between(reply: Reply, games: Index, left: Vector, right: Vector) -> _Cells:
        one, two = reply.of(games).at(left), reply.of(games).at(right)
        return _Cells(games, left, right, np.array([*one, *two]))

    def keep(self, mask: NDArray[np.bool_]) -> _Cells:
        return _Cells(self.games[mask], self.left[mask], self.right[mask], self.at[:, mask])

    def possible(self) -> NDArray[np.bool_]:
        """Cells that may hold a fixed point: rho of the cell meets the cell, which is not yet a twin's width."""
        rounding = 1e-12 * (1.0 + np.abs(self.right))
        meets = (self.at[0] <= self.right + rounding) & (self.at[2] >= self.left - rounding)
        return meets & (self.right - self.left > _TWIN)

    def single(self) -> NDArray[np.bool_]:
        """Cells with a change of sign whose slopes at both ends lie on its side of one; twins too."""
        below, above = self.at[0] >= self.left, self.at[2] < self.right
        falls, climbs = below & above, ~below & ~above
        width = self.right - self.left
        calm = falls & (self.at[1] < 1.0) & (self.at[3] < 1.0) | climbs & (self.at[1] > 1.0) & (self.at[3] > 1.0)
        return (falls | climbs) & (calm & (width < _WIDTH) | (width <= _TWIN))

    def one_sided(self) -> NDArray[np.bool_]:
        """Narrow cells with rho on one side at both ends: near a tangency, halving would leave ever more of them."""
        sides = (self.at[0] >= self.left) == (self.at[2] >= self.right)
        return sides & (self.right - self.left < _NARROW)

    def about_turns(self, reply: Reply) -> _Cells:
        """Of one-sided cells the halves to either side of where rho - z turns, if it has crossed zero there.

        So narrow a cell is taken to hold at most one turn, where the slope passes one.
        """
        above = self.at[0] >= self.left
        turning = np.where(above, (self.at[1] < 1.0) & (self.at[3] > 1.0), (self.at[1] > 1.0) & (self.at[3] < 1.0))
        cells, above = self.keep(turning), above[turning]
        own, left, right = reply.of(cells.games), cells.left.copy(), cells.right.copy()
        middle = 0.5 * (left + right)
        for _ in range(40 if cells.games.size else 0):
            slope = own.at(middle)[1]
            before = (slope < 1.0) == above  # the turn lies further on
            left, right = np.where(before, middle, left), np.where(before, right, middle)
            middle = 0.5 * (left + right)
        centre = np.array(own.at(middle))
        return cells.parted(middle, centre).keep(np.tile((centre[0] >= middle) != above, 2))

    def halved(self, reply: Reply) -> _Cells:
        middle = 0.5 * (self.left + self.right)
        return self.parted(middle, np.array(reply.of(self.games).at(middle)))

    def parted(self, middle: Vector, centre: Vector) -> _Cells:
        """All left parts, then all right parts; `centre` (2, cells) is rho and its slope at `middle`."""
        return _Cells(
            np.append(self.games, self.games),
            np.append(self.left, middle), np.append(middle, self.right),
            np.concatenate([np.vstack([self.at[:2], centre]), np.vstack([centre, self.at[2:]])], axis=1),
        )  # fmt: skip


def _polish(reply: Reply, left: Vector, right: Vector) -> Vector:
    """Newton steps inside shrinking brackets; bisection where a step leaves its bracket."""
    z = 0.5 * (left + right)
    busy = np.arange(z.size)
    rises = left - reply.at(left)[0] < 0.0  # z - rho crosses zero from below
    for _ in range(80):
        value, slope = reply.of(busy).at(z[busy])
        excess = z[busy] - value
        above = (excess > 0.0) == rises[busy]
        right[busy[above]], left[busy[~above]] = z[busy[above]], z[busy[~above]]
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            step = excess / (1.0 - slope)
        trial, tolerance = z[busy] - step, 4e-15 * (1.0 + np.abs(z[busy]))
        outside = ~((trial > left[busy]) & (trial < right[busy])) & ~(np.abs(step) <= tolerance)
        trial[outside] = 0.5 * (left[busy[outside]] + right[busy[outside]])
        moved, z[busy] = np.abs(trial - z[busy]), trial
        busy = busy[moved > tolerance]
        if not busy.size:
            break
    return z
