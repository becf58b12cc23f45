"""The sender's threat when it learns its own war payoffs: logarithms of the probabilities of its three acts.

In the crisis signalling game the sender challenges if and only if the better of two payoffs, standing firm
(W + e_1) and backing down (a + e_2), with e_1, e_2 independent standard normal, reaches a cutoff c. Everything
depends on two numbers, alpha = c - W and beta = c - a:

    no challenge            Phi(alpha) Phi(beta)
    challenge, stand firm   h(alpha, beta) = int_alpha^inf phi(x) Phi(x + beta - alpha) dx
    challenge, back down    h(beta, alpha)

h is a bivariate normal orthant. Its bulk is easy; its tails decide whether an equilibrium far out is real, so
the lesser of the two is integrated relative to the integrand's end, which is log-concave with curvature of at
least one, and the other follows without cancellation. Relative error about 1e-13 for any finite argument.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import erfcx, log_ndtr, ndtr

from winset.games.arguments import Vector

_LOG_ROOT_2PI = 0.5 * np.log(2.0 * np.pi)
_DECAY = 36.0  # the integrand is followed down to exp(-36) of its end
_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(24)
_NODES, _WEIGHTS = 0.5 * (_NODES + 1.0), 0.5 * _WEIGHTS
_CHUNK = 1024  # arguments at a time, so that the quadrature stays in the processor's cache
FAR = 1e150  # cutoffs beyond are moved here: every probability has reached its limit


@dataclass(frozen=True)
class Threat:
    """Logarithms, all of one shape: status quo, challenge, and standing firm or backing down given a challenge."""

    log_stay: Vector
    log_challenge: Vector
    log_firm: Vector
    log_back: Vector


def hazard(x: Vector) -> Vector:
    """phi(x) / Phi(x), the inverse Mills ratio, for any x."""
    return np.sqrt(2.0 / np.pi) / erfcx(-x / np.sqrt(2.0))


def _mills(x: Vector) -> Vector:
    return np.sqrt(np.pi / 2.0) * erfcx(x / np.sqrt(2.0))


def log_density(x: Vector) -> Vector:
    return -0.5 * x * x - _LOG_ROOT_2PI


def _end_integral(start: Vector, near: Vector, sign: Vector, slope: Vector) -> Vector:
    """int_0^inf of phi(start + sign t) Phi(near + sign t) dt over its value at t = 0; all arguments (n,)."""
    out = np.empty_like(start)
    reach = 2.0 * _DECAY / (slope + np.sqrt(slope * slope + 2.0 * _DECAY))
    for first in range(0, start.size, _CHUNK):
        part = slice(first, first + _CHUNK)
        t = (sign[part] * reach[part])[:, None] * _NODES
        fall = np.exp(-t * (start[part, None] + 0.5 * t))
        out[part] = reach[part] * ((fall * _relative(near[part, None], t)) @ _WEIGHTS)
    return out


def _relative(x: Vector, t: Vector) -> Vector:
    """Phi(x + t) / Phi(x); by logarithms where Phi itself would underflow."""
    if x.size == 0 or x.min() > -30.0:
        return ndtr(x + t) / ndtr(x)
    return np.exp(log_ndtr(x + t) - log_ndtr(x))


def _log_lesser(far: Vector, near: Vector) -> Vector:
    """log h(far, near) - log phi(far) for far >= near: the option of lower mean is taken."""
    slope = far - hazard(near)
    inward = slope < 0.0  # the integrand still rises: integrate what is missing instead
    log_near = log_ndtr(near)
    integral = np.log(_end_integral(far, near, np.where(inward, -1.0, 1.0), np.abs(slope))) + log_near
    if not inward.any():
        return integral
    total = log_ndtr((near - far) / np.sqrt(2.0)) - log_density(far)
    missing = np.minimum(np.where(inward, integral - total, -1.0), -1e-300)
    return np.where(inward, total + np.log1p(-np.exp(missing)), integral)


def threat(cutoff: Vector, firm: Vector, back: Vector) -> Threat:
    """Log probabilities at `cutoff` where standing firm is worth `firm` and backing down `back`, before shocks.

    All arguments (n,); infinite cutoffs are allowed. Units: those of the payoffs, whose shocks have variance 1.
    """
    high, low = np.maximum(firm, back), np.minimum(firm, back)
    gap = high - low
    near = np.clip(cutoff, low - 40.0, FAR) - high
    far = near + gap
    log_stay = log_ndtr(near) + log_ndtr(far)
    tilt = -gap * (near + 0.5 * gap)  # log phi(far) - log phi(near)
    lesser = _log_lesser(far, near)
    out = near > 0.0
    beyond = np.maximum(near, 0.0)
    scaled = np.log(_mills(beyond) + np.exp(np.minimum(tilt, 0.0)) * ndtr(beyond) * _mills(beyond + gap))
    inside = np.log(-np.expm1(np.where(out, -1.0, log_stay)))
    log_challenge = np.where(out, scaled + log_density(near), inside)
    share = np.where(out, tilt + lesser - scaled, lesser + log_density(far) - inside)
    share = np.minimum(share, -np.log(2.0))  # the lesser of two
    rest = np.log1p(-np.exp(share))
    worse = firm < back
    return Threat(log_stay, log_challenge, np.where(worse, share, rest), np.where(worse, rest, share))


def log_slopes(found: Threat, cutoff: Vector, firm: Vector, back: Vector) -> tuple[Vector, Vector, Vector]:
    """Derivatives (3, n) of the logs of challenge g, challenge-and-stand-firm h, challenge-and-back-down k.

    Rows are by cutoff, `firm` and `back`; `found` is the threat there. With q_h = phi(alpha) Phi(beta), q_k its
    mirror and m the density of a tie above the cutoff: dh = (-q_h, q_h + m, -m), dk = (-q_k, -m, q_k + m).
    """
    cutoff = np.clip(cutoff, np.minimum(firm, back) - 40.0, FAR)
    alpha, beta = cutoff - firm, cutoff - back
    density = log_density(alpha) + log_ndtr(beta), log_density(beta) + log_ndtr(alpha)
    tie = log_tie(alpha, beta)
    log_h, log_k = found.log_challenge + found.log_firm, found.log_challenge + found.log_back
    with np.errstate(over="ignore", invalid="ignore"):
        challenge = [np.exp(q - found.log_challenge) for q in density]
        q_h, m_h = np.exp(density[0] - log_h), np.exp(tie - log_h)
        q_k, m_k = np.exp(density[1] - log_k), np.exp(tie - log_k)
    return (
        np.array([-challenge[0] - challenge[1], challenge[0], challenge[1]]),
        np.array([-q_h, q_h + m_h, -m_h]),
        np.array([-q_k, -m_k, q_k + m_k]),
    )


def log_tie(alpha: Vector, beta: Vector) -> Vector:
    """log of int_alpha^inf phi(x) phi(x + beta - alpha) dx, the density of a tie above the cutoff."""
    return log_density((beta - alpha) / np.sqrt(2.0)) - 0.5 * np.log(2.0) + log_ndtr(-(alpha + beta) / np.sqrt(2.0))
