"""Tullock contest among n unequal players, Row 7.

    payoff_i = V_i a_i x_i^r / sum_j a_j x_j^r - c_i x_i,          x_i >= 0

Each player's best share s of the total Y = sum a x^r is read from V r (1 - s) s^(1 - 1/r) = k Y^(1/r),
k = c a^(-1/r); an equilibrium is a Y at which the shares sum to one. For r <= 1 it is unique. For
r > 1 a player stays only with s >= 1 - 1/r and stays out only if Y is high enough, so every set of
active players is tried and all pure equilibria are reported (there may be none).
Sources: Tullock, "Efficient rent seeking", 1980; Szidarovszky and Okuguchi, Games and Economic
Behavior 18(1), 1997; Cornes and Hartley, Economic Theory 26(4), 2005. Ignores budgets and mixing.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import ArrayLike

from winset.games import arguments
from winset.games.arguments import Vector
from winset.kernel import kernel

SELECTIONS = ("most_active", "least_effort")
MOST_PLAYERS = 12


@dataclass(frozen=True)
class Contest:
    """Selected equilibrium: efforts, shares (chances of winning) and payoffs, all (n,).

    `equilibria` lists the efforts of every pure equilibrium. Without one, arrays hold NaN and
    `converged` is False. `residual`: how far the shares are from summing to one.
    """

    efforts: Vector
    shares: Vector
    payoffs: Vector
    equilibria: tuple[Vector, ...]
    residual: float
    converged: bool


@kernel
def lottery_contest(values, costs, n, out):
    """Write equilibrium efforts for r = 1 into out[:n]; who values too little stays at 0.

    values >= 0, costs > 0. With m active players Y = (m - 1) / sum (c / V) and x = Y (1 - c Y / V).
    """
    for i in range(n):
        out[i] = 1.0 if values[i] > 0.0 else 0.0
    total = 0.0
    for _ in range(n):
        active, burden = 0, 0.0
        for i in range(n):
            if out[i] > 0.0:
                active += 1
                burden += costs[i] / values[i]
        total = (active - 1) / burden if active > 1 else 0.0
        dropped = 0
        for i in range(n):
            if out[i] > 0.0 and active > 1 and costs[i] * total >= values[i]:
                out[i] = 0.0
                dropped += 1
        if dropped == 0:
            break
    for i in range(n):
        if out[i] > 0.0:
            out[i] = total * (1.0 - costs[i] * total / values[i])


def contest(
    values: ArrayLike,
    costs: ArrayLike | None = None,
    r: float = 1.0,
    bias: ArrayLike | None = None,
    selection: str = "most_active",
) -> Contest:
    """All pure equilibria of the contest.

    values (n,) positive prizes, costs (n,) per unit of effort (default 1), r in (0, 4] the
    decisiveness, bias (n,) the factors a (default 1). Where r > 1 gives several equilibria,
    `selection` takes the one with "most_active" players or with "least_effort". n is at most 12 for
    r > 1. Raises GameError.
    """
    name = "contest"
    v = arguments.positive(name, "values", values)
    c = arguments.positive(name, "costs", 1.0 if costs is None else costs, v.size)
    a = arguments.positive(name, "bias", 1.0 if bias is None else bias, v.size)
    r = arguments.number(name, "r", r, 0.0, 4.0, open_low=True)
    arguments.choice(name, "selection", selection, SELECTIONS)
    if v.size < 2:
        raise arguments.fault(name, "values", "of at least 2 players", v.size)
    if r > 1.0 and v.size > MOST_PLAYERS:
        raise arguments.fault(name, "values", f"of at most {MOST_PLAYERS} players when r > 1", v.size)
    found = _all_shares(v * r / (c * a ** (-1.0 / r)), r)
    if not found:
        blank = np.full(v.size, np.nan)
        return Contest(blank, blank, blank, (), np.inf, False)
    efforts = [v / c * r * s * (1.0 - s) for s in found]
    rule = {
        "most_active": lambda k: -(found[k] > 0.0).sum(),
        "least_effort": lambda k: (c * efforts[k]).sum(),
    }
    best = min(range(len(found)), key=rule[selection])
    residual = float(abs(found[best].sum() - 1.0))
    payoffs = v * found[best] - c * efforts[best]
    return Contest(efforts[best], found[best], payoffs, tuple(efforts), residual, residual < 1e-9)


def _all_shares(stake: Vector, r: float) -> list[Vector]:
    """Shares of all equilibria; `stake` is V r / k."""
    n = stake.size
    if r == 1.0:
        x, weights = np.empty(n), 1.0 / stake
        lottery_contest(np.ones(n), weights, n, x)
        return [x / x.sum()]
    if r < 1.0:
        return [_shares(stake, r, np.arange(n))]
    stay = (stake / r * (1.0 - 1.0 / r) ** (1.0 - 1.0 / r)) ** r
    found = []
    for size in range(2, n + 1):
        for chosen in combinations(range(n), size):
            members = np.array(chosen)
            shares = _shares(stake, r, members)
            if shares[members].sum() > 0.0 and _holds(stake, r, shares, members, stay):
                found.append(shares)
    return found


@kernel
def shares_at(stake, r, log_total, out):
    """Each player's share at the total Y (its log given), written into out; returns their sum.

    Bisection on the decreasing branch of (1 - s) s^(1 - 1/r) = Y^(1/r) / stake.
    """
    floor, power, total = max(0.0, 1.0 - 1.0 / r), 1.0 - 1.0 / r, 0.0
    for i in range(stake.shape[0]):
        target = log_total / r - math.log(stake[i])
        low, high = floor, 1.0
        for _ in range(60):
            middle = 0.5 * (low + high)
            if middle >= 1.0:
                break
            if math.log1p(-middle) + power * math.log(middle) > target:
                low = middle
            else:
                high = middle
        out[i] = 0.5 * (low + high)
        total += out[i]
    return total


def _shares(stake: Vector, r: float, members: np.ndarray) -> Vector:
    """Shares of the active players where they sum to one; zeros where they cannot."""
    from scipy.optimize import brentq

    mine, out = stake[members], np.zeros(stake.size)
    inside = np.empty(members.size)

    def excess(log_total: float) -> float:
        return float(shares_at(mine, r, log_total, inside)) - 1.0

    low, high = r * np.log(mine.min()) - 60.0 * max(r, 1.0), r * np.log(mine.max()) + 60.0
    least = excess(high)
    if excess(low) <= 0.0 or least > 1e-12:
        return out
    # the least shares of all sum to one: nobody earns anything, and no greater total changes that
    root = high if least > -1e-12 else brentq(excess, low, high, xtol=1e-14, rtol=1e-14)
    total = shares_at(mine, r, root, inside)
    if abs(total - 1.0) < 1e-9:
        out[members] = inside / total
    return out


def _holds(stake: Vector, r: float, shares: Vector, members: np.ndarray, stay: Vector) -> bool:
    """Active players answer one total and earn at least nothing, and the others could not."""
    totals = (stake[members] * (1.0 - shares[members])) ** r * shares[members] ** (r - 1.0)
    if np.ptp(totals) > 1e-6 * totals.max():
        return False
    total = totals[np.argmax(shares[members])]
    slack = 1.0 + 1e-9
    outside = np.ones(stake.size, bool)
    outside[members] = False
    inside_ok = (total <= stay[members] * slack).all() and (shares[members] >= (1.0 - 1.0 / r) / slack).all()
    return bool(inside_ok and (total * slack >= stay[outside] / r).all())
