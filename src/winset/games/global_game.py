"""Global game of regime change, with prior, and with hidden manipulation of signals. Rows 35 and 32.

A unit mass of citizens attacks or not; attacking costs c in (0, 1) and pays 1 if the regime falls;
it falls when the mass A of attackers exceeds its strength theta. Citizens see x = theta + noise e,
e standard normal. With a flat prior, for every noise,  theta* = 1 - c.  With the prior
N(mean, sd^2), a = 1/sd^2 and b = 1/noise^2, every threshold equilibrium solves
    a (theta - mean) - sqrt(b) Phi^-1(theta) = sqrt(a + b) Phi^-1(c),
one root, or three where the prior is sharp against the signals; all are found (the left side has at
most two turning points, at phi(Phi^-1(theta)) = sqrt(b) / a, and is monotone between them).

Manipulation (Edmond 2013; linear cost, flat prior): a regime of strength theta may shift signals by
a hidden s >= 0 at the cost k s; it earns theta - A - k s if it stands, 0 if it falls. With
g = sqrt(2 ln(sqrt(b) / (k sqrt(2 pi)))) and F = Phi(-g), the marginal regime solves
    Phi(g - (sqrt(b) / k) (theta - F)) = theta c / (1 - c),
capped at 1 - c; regimes above it pool their signal's mean at y = theta* + (theta* - F) / k.
Sources: Morris and Shin, "Global games: theory and applications", 2003; Edmond, "Information
manipulation, coordination, and regime change", Review of Economic Studies 80(4), 2013. The closed
scalar form is derived here from Edmond's game. Ignores dynamics, repression and unequal citizens.
"""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from statistics import NormalDist

from winset.games import arguments
from winset.kernel import kernel

SELECTIONS = ("lowest", "middle", "highest")
_NORMAL = NormalDist()


@dataclass(frozen=True)
class RegimeChange:
    """The regime falls below strength `theta`; citizens attack below the signal `signal`.

    `thresholds` lists theta of every threshold equilibrium; `theta` is the selected one.
    """

    theta: float
    signal: float
    thresholds: tuple[float, ...]
    residual: float
    converged: bool


@dataclass(frozen=True)
class Manipulation:
    """Regimes from `theta` up to `pooled_mean` shift their signal's mean to `pooled_mean`.

    `first_manipulator` is the weakest regime that does; NaN for both where nobody manipulates.
    """

    theta: float
    signal: float
    pooled_mean: float
    first_manipulator: float
    residual: float
    converged: bool

    def shift(self, strength: float) -> float:
        """Hidden shift s of a regime of that strength."""
        if self.first_manipulator <= strength < self.pooled_mean:
            return self.pooled_mean - strength
        return 0.0


@kernel
def attack(theta, signal, noise):
    """Mass of attackers on a regime of strength theta when citizens attack below `signal`."""
    if noise <= 0.0:
        return 1.0 if theta < signal else 0.0
    return 0.5 * math.erfc((theta - signal) / (noise * math.sqrt(2.0)))


def global_game(
    cost: float,
    noise: float = 0.0,
    prior: tuple[float, float] | None = None,
    selection: str = "lowest",
) -> RegimeChange:
    """Threshold equilibria of the regime-change game.

    cost in (0, 1); noise >= 0, the standard deviation of signals (0: the limit of vanishing noise);
    prior (mean, sd) of theta, None for flat. `selection`: "lowest" theta (the regime's best),
    "middle" (unstable when there are three) or "highest". Raises GameError.
    """
    name = "global_game"
    c = arguments.number(name, "cost", cost, 0.0, 1.0, True, True)
    sigma = arguments.number(name, "noise", noise, 0.0)
    arguments.choice(name, "selection", selection, SELECTIONS)
    if prior is None or sigma == 0.0:
        theta = 1.0 - c
        return RegimeChange(theta, theta - sigma * _NORMAL.inv_cdf(c), (theta,), 0.0, True)
    mean, sd = arguments.vector(name, "prior", prior, 2).tolist()
    arguments.number(name, "prior sd", sd, 0.0, open_low=True)
    roots = _thresholds(c, sigma, mean, sd)
    z = {"lowest": roots[0], "middle": roots[len(roots) // 2], "highest": roots[-1]}[selection]
    residual = max(abs(_balance(r, c, sigma, mean, sd)) for r in roots)
    theta = _NORMAL.cdf(z)
    every = tuple(_NORMAL.cdf(r) for r in roots)
    scale = 1.0 / sigma + 1.0 / sd**2
    return RegimeChange(theta, theta + sigma * z, every, residual, residual < 1e-9 * scale)


def _balance(z: float, c: float, sigma: float, mean: float, sd: float) -> float:
    """The equilibrium equation at theta = Phi(z)."""
    a, b = sd**-2, sigma**-2
    return a * (_NORMAL.cdf(z) - mean) - math.sqrt(b) * z - math.sqrt(a + b) * _NORMAL.inv_cdf(c)


def _thresholds(c: float, sigma: float, mean: float, sd: float) -> list[float]:
    """All roots z of the balance, ascending: one search on each monotone piece."""
    a, root_b = sd**-2, 1.0 / sigma
    level = abs(math.sqrt(a + root_b**2) * _NORMAL.inv_cdf(c)) + a * (1.0 + abs(mean))
    far = level / root_b + 1.0
    ends = [-far, far]
    if root_b / a < _NORMAL.pdf(0.0):
        turn = math.sqrt(-2.0 * math.log(root_b / a * math.sqrt(2.0 * math.pi)))
        ends = [-max(far, turn + 1.0), -turn, turn, max(far, turn + 1.0)]
    roots: list[float] = []
    for left, right in itertools.pairwise(ends):
        low, high = (_balance(z, c, sigma, mean, sd) for z in (left, right))
        if low == 0.0 or low * high < 0.0:
            roots.append(left if low == 0.0 else _bisect(left, right, c, sigma, mean, sd))
    return roots


def _bisect(left: float, right: float, c: float, sigma: float, mean: float, sd: float) -> float:
    from scipy.optimize import brentq

    return float(brentq(_balance, left, right, args=(c, sigma, mean, sd), xtol=1e-15, rtol=1e-14))


def information_manipulation(cost: float, noise: float, manipulation_cost: float) -> Manipulation:
    """The unique equilibrium when the regime can shift signals at linear cost.

    cost in (0, 1) of attacking, noise > 0 (standard deviation of signals), manipulation_cost > 0 per
    unit of shift, in units of the regime's payoff theta - A. Raises GameError.
    """
    from scipy.optimize import brentq

    name = "information_manipulation"
    c = arguments.number(name, "cost", cost, 0.0, 1.0, True, True)
    sigma = arguments.number(name, "noise", noise, 0.0, open_low=True)
    k = arguments.number(name, "manipulation_cost", manipulation_cost, 0.0, open_low=True)
    peak = 1.0 / (sigma * k * math.sqrt(2.0 * math.pi))
    bend = math.sqrt(2.0 * math.log(peak)) if peak > 1.0 else 0.0
    left_over = _NORMAL.cdf(-bend)
    plain = 1.0 - c
    if peak <= 1.0 or plain <= left_over:
        return Manipulation(plain, plain - sigma * _NORMAL.inv_cdf(c), math.nan, math.nan, 0.0, True)

    def balance(theta: float) -> float:
        return _NORMAL.cdf(bend - (theta - left_over) / (sigma * k)) - theta * c / (1.0 - c)

    if balance(plain) > 0.0:
        signal = plain - sigma * _NORMAL.inv_cdf(c)
        first = signal - sigma * _jump(bend)
        return Manipulation(plain, signal, signal + bend * sigma, first, 0.0, True)
    theta = float(brentq(balance, left_over, plain, xtol=1e-15, rtol=1e-14))
    pooled = theta + (theta - left_over) / k
    residual = abs(balance(theta))
    return Manipulation(theta, pooled - bend * sigma, pooled, theta, residual, residual < 1e-9)


def _jump(bend: float) -> float:
    """Distance (in noise units) below the signal at which standing still is as good as pooling."""
    from scipy.optimize import brentq

    def gain(w: float) -> float:
        return _NORMAL.cdf(w) - _NORMAL.cdf(-bend) - _NORMAL.pdf(bend) * (w + bend)

    return float(brentq(gain, bend, bend + 2.0 / _NORMAL.pdf(bend) + 1.0, xtol=1e-14))
