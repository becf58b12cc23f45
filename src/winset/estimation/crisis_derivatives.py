"""First and second derivatives of one crisis game in its utilities and the target's probit index, for many games.

The likelihood of a game's outcomes, and the condition F = 0 of its equilibrium, depend on
v = (SA, VA, CB, barWA, barWB, bara, VB, z), with p_R = Phi(z), the cutoff c = VA + (SA - VA) / p_R,
alpha = c - barWA and beta = c - bara:

    l = n_SQ log(1 - g) + n_CD log(g Phi(-z)) + n_SF log(h Phi(z)) + n_BD log(k Phi(z))
    F = z - (barWB - VB) - (VB - CB) g / h

g, h, k are the probabilities of challenging, and of challenging and standing firm or backing down. All derivatives are
closed forms in normal densities, because dh/dbeta is the density of a tie. Arrays end in the axis of games (D,).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import log_ndtr

from winset.estimation.design import Vector
from winset.games.threat import Threat, hazard, log_density, log_tie, threat

_SA, _VA, _CB, _WA, _WB, _A, _VB, _Z = range(8)


@dataclass(frozen=True)
class Bend:
    """A function of (alpha, beta) by game: value, its two slopes (2, D) and second derivatives aa, ab, bb (3, D)."""

    value: Vector
    slope: Vector
    second: Vector

    def plus(self, other: Bend, weight: Vector) -> Bend:
        """self + weight * other, weight (D,)."""
        return Bend(
            self.value + weight * other.value, self.slope + weight * other.slope, self.second + weight * other.second
        )


@dataclass(frozen=True)
class Jet:
    """A function of v by game: value (D,), slope (8, D), second (8, 8, D)."""

    value: Vector
    slope: Vector
    second: Vector


@dataclass(frozen=True)
class Acts:
    """Logs of the probabilities 1 - g, g, h and k of the sender's acts, as functions of alpha and beta."""

    stay: Bend
    challenge: Bend
    firm: Bend
    back: Bend


def acts(cutoff: Vector, firm: Vector, back: Vector) -> Acts:
    """The sender's acts at a cutoff, all arguments (D,)."""
    found = threat(cutoff, firm, back)
    alpha, beta = cutoff - firm, cutoff - back
    rise_a, rise_b = hazard(alpha), hazard(beta)
    log_h, log_k = found.log_challenge + found.log_firm, found.log_challenge + found.log_back
    ties = hazard(-(alpha + beta) / np.sqrt(2.0)) / np.sqrt(2.0)
    tilt = np.array([0.5 * (beta - alpha) - ties, -0.5 * (beta - alpha) - ties])  # slopes of log of the tie's density
    zero = np.zeros_like(alpha)
    stay_second = np.array([-rise_a * (alpha + rise_a), zero, -rise_b * (beta + rise_b)])
    stay = Bend(found.log_stay, np.array([rise_a, rise_b]), stay_second)
    firmness, retreat = _parts(alpha, beta, tilt, log_h), _parts(beta, alpha, tilt[::-1], log_k)
    h, k = Bend(log_h, firmness[:2], firmness[2:]), Bend(log_k, retreat[[1, 0]], retreat[[4, 3, 2]])
    return Acts(stay, _challenge(found, h, k), _logarithm(h), _logarithm(k))


def _parts(own: Vector, other: Vector, tilt: Vector, log_value: Vector) -> Vector:
    """Derivatives over the value of h(own, other): by own, by other, own-own, own-other, other-other (5, D)."""
    edge = np.exp(log_density(own) + log_ndtr(other) - log_value)
    tie = np.exp(log_tie(own, other) - log_value)
    return np.array([-edge - tie, tie, own * edge - tie * tilt[0], tie * tilt[0], tie * tilt[1]])


def _challenge(found: Threat, h: Bend, k: Bend) -> Bend:
    p_firm, p_back = np.exp(found.log_firm), np.exp(found.log_back)
    total = Bend(found.log_challenge, p_firm * h.slope + p_back * k.slope, p_firm * h.second + p_back * k.second)
    return _logarithm(total)


def _logarithm(ratio: Bend) -> Bend:
    """From derivatives over the value to derivatives of the logarithm."""
    a, b = ratio.slope
    return Bend(ratio.value, ratio.slope, ratio.second - np.array([a * a, a * b, b * b]))


def exponential(log: Bend) -> Bend:
    """The exponential of a function given by value, slopes and second derivatives."""
    a, b = log.slope
    value = np.exp(log.value)
    return Bend(value, value * log.slope, value * (log.second + np.array([a * a, a * b, b * b])))


@dataclass(frozen=True)
class Path:
    """How alpha and beta move with v: slopes (8, D) each, and the cutoff's second derivatives with z (8, D)."""

    alpha: Vector
    beta: Vector
    bend: Vector  # c by (v, z)


def path(utilities: Vector, z: Vector) -> tuple[Vector, Path]:
    """The cutoff (D,) and how it moves, from utilities (7, D) and the target's index z (D,)."""
    gap = utilities[_SA] - utilities[_VA]
    inverse, rise = np.exp(np.minimum(-log_ndtr(z), 300.0)), hazard(z)
    slope, bend = np.zeros((8, z.size)), np.zeros((8, z.size))
    slope[_SA], slope[_VA], slope[_Z] = inverse, 1.0 - inverse, -gap * inverse * rise
    bend[_SA], bend[_VA], bend[_Z] = -inverse * rise, inverse * rise, gap * inverse * rise * (z + 2.0 * rise)
    alpha, beta = slope.copy(), slope.copy()
    alpha[_WA], beta[_A] = -1.0, -1.0
    return utilities[_VA] + gap * inverse, Path(alpha, beta, bend)


def along(function: Bend, way: Path) -> Jet:
    """A function of (alpha, beta) as one of v."""
    (a, b), (aa, ab, bb) = function.slope, function.second
    left, right = aa * way.alpha + ab * way.beta, ab * way.alpha + bb * way.beta
    second = left[:, None] * way.alpha[None] + right[:, None] * way.beta[None]
    bend = (a + b) * way.bend
    second[:, _Z] += bend
    second[_Z, :_Z] += bend[:_Z]
    return Jet(function.value, a * way.alpha + b * way.beta, second)


def log_likelihood(counts: Vector, sender: Acts, way: Path, z: Vector) -> Jet:
    """Log-likelihood by game of counts (D, 4), without the multinomial constant."""
    quiet, conceded, firm, back = counts.T
    weighted = Bend(*(quiet * part for part in (sender.stay.value, sender.stay.slope, sender.stay.second)))
    weighted = weighted.plus(sender.challenge, conceded).plus(sender.firm, firm).plus(sender.back, back)
    jet = along(weighted, way)
    value, first, second = target_probit(conceded, firm + back, z)
    jet.slope[_Z] += first
    jet.second[_Z, _Z] += second
    return Jet(jet.value + value, jet.slope, jet.second)


def target_probit(conceded: Vector, resisted: Vector, z: Vector) -> tuple[Vector, Vector, Vector]:
    """Log-likelihood of the target's choices at index z, and its first two derivatives by z; all (D,)."""
    up, down = hazard(z), hazard(-z)
    value = conceded * log_ndtr(-z) + resisted * log_ndtr(z)
    return value, resisted * up - conceded * down, -resisted * up * (z + up) - conceded * down * (down - z)


def equilibrium_condition(utilities: Vector, sender: Acts, way: Path, z: Vector) -> Jet:
    """F by game: zero exactly where z is an equilibrium."""
    odds = exponential(sender.challenge.plus(sender.firm, np.full_like(z, -1.0)))  # g / h
    inverse = along(odds, way)
    base, stake = utilities[_WB] - utilities[_VB], utilities[_VB] - utilities[_CB]
    slope = -stake * inverse.slope
    slope[_Z] += 1.0
    slope[_WB] -= 1.0
    slope[_VB] += 1.0 - inverse.value
    slope[_CB] += inverse.value
    second = -stake * inverse.second
    for row, sign in ((_VB, -1.0), (_CB, 1.0)):
        second[row] += sign * inverse.slope
        second[:, row] += sign * inverse.slope
    return Jet(z - base - stake * inverse.value, slope, second)
