"""Pseudo-likelihood: given beliefs (p_R, p_F), both sides solve single-person choice problems.

Given p_R the sender's cutoff is linear in its utilities, and given p_F the target's index is linear in its own, so that
the pseudo-likelihood separates into a sender's block and a grouped probit of the target:

    Q = n_SQ log(1 - g) + n_CD log g + n_SF log h + n_BD log k       at c = (SA - (1 - p_R) VA) / p_R
      + n_CD log Phi(-z) + (n_SF + n_BD) log Phi(z)                  at z = barWB - VB + (VB - CB) / p_F

The best replies Psi_R = Phi(z), Psi_F = h / g carry beliefs to new beliefs. Sources: Hotz and Miller, Review of
Economic Studies 60(3), 1993; Aguirregabiria and Mira, Econometrica 75(1), 2007; Crisman-Cox and Gibilisco, PSRM, 2021.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy.special import ndtr

from winset.estimation.crisis_derivatives import Acts, Bend, Path, acts, along, target_probit
from winset.estimation.design import Design, Vector
from winset.estimation.newton import Ascent, maximise
from winset.games.threat import hazard, log_density

CLIP = 1e-4  # beliefs are kept this far from 0 and 1


@dataclass(frozen=True)
class Beliefs:
    """p_R (D,), that the target resists; p_F (D,), that a resisted sender stands firm."""

    p_R: Vector
    p_F: Vector

    def clipped(self) -> Beliefs:
        """The same, kept away from 0 and 1."""
        return Beliefs(np.clip(self.p_R, CLIP, 1.0 - CLIP), np.clip(self.p_F, CLIP, 1.0 - CLIP))


@dataclass(frozen=True)
class Pseudo:
    """The pseudo-likelihood at coefficients and beliefs, by game and in total."""

    theta: Vector
    beliefs: Beliefs
    sender: Acts
    way: Path
    z: Vector
    slope: Vector  # (7, D)
    value: float
    gradient: Vector
    hessian: Vector


def evaluate(design: Design, theta: Vector, beliefs: Beliefs) -> Pseudo:
    """Q with its gradient and Hessian by coefficient."""
    u, counts = design.utilities(theta), design.counts.T
    with np.errstate(all="ignore"):
        sender, way, z = _choices(u, beliefs)
        threats = along(_weighted(sender, counts), way)
        own, first, second = target_probit(counts[1], counts[2] + counts[3], z)
        rates = _index_slopes(beliefs)
        slope = threats.slope[:7] + first * rates
        bend = threats.second[:7, :7] + second * rates[:, None] * rates[None]
        gradient, hessian = design.total(slope), design.curvature(bend)
        value = float((threats.value + own).sum())
    sound = np.isfinite(gradient).all() and np.isfinite(hessian).all()
    return Pseudo(theta, beliefs, sender, way, z, slope, value if sound else -np.inf, gradient, hessian)


def _choices(u: Vector, beliefs: Beliefs) -> tuple[Acts, Path, Vector]:
    inverse = 1.0 / beliefs.p_R
    cutoff = u[1] + (u[0] - u[1]) * inverse
    moves = np.zeros((8, cutoff.size))
    moves[0], moves[1] = inverse, 1.0 - inverse
    alpha, beta = moves.copy(), moves.copy()
    alpha[3], beta[5] = -1.0, -1.0
    z = u[4] - u[6] + (u[6] - u[2]) / beliefs.p_F
    return acts(cutoff, u[3], u[5]), Path(alpha, beta, np.zeros_like(moves)), z


def _index_slopes(beliefs: Beliefs) -> Vector:
    """dz/du (7, D) at given beliefs."""
    out, inverse = np.zeros((7, beliefs.p_F.size)), 1.0 / beliefs.p_F
    out[2], out[4], out[6] = -inverse, 1.0, inverse - 1.0
    return out


def _weighted(sender: Acts, counts: Vector) -> Bend:
    quiet, conceded, firm, back = counts
    whole = Bend(quiet * sender.stay.value, quiet * sender.stay.slope, quiet * sender.stay.second)
    return whole.plus(sender.challenge, conceded).plus(sender.firm, firm).plus(sender.back, back)


def maximum_pseudo_likelihood(
    design: Design, beliefs: Beliefs, start: Vector | None = None, ridge: float = 0.0, limit: int = 100
) -> tuple[Pseudo, Ascent]:
    """The maximum of Q over coefficients at given beliefs, from `start` (K,) or a crude guess.

    A positive `ridge` pulls coefficients, in units of their regressors' scale, towards the guess: a start for other
    methods where Q has no interior maximum.
    """
    guess, scale = first_guess(design), design.scale()
    weight = ridge * scale**2

    def point(theta: Vector) -> Pseudo:
        at = evaluate(design, theta, beliefs)
        off = theta - guess
        return at if ridge == 0.0 else replace(
            at, value=at.value - 0.5 * float(weight @ off**2), gradient=at.gradient - weight * off,
            hessian=at.hessian - np.diag(weight),
        )  # fmt: skip

    first = point(guess if start is None else start)
    return maximise(first, lambda at, step: point(at.theta + step), scale, limit=limit)


def first_guess(design: Design) -> Vector:
    """A start: constants that make the rarer acts of the sender rare, all else zero."""
    theta = np.zeros(design.utility.size)
    shares = (design.counts.sum(axis=0) + 0.5) / (design.observations + 2.0)
    for k, name in enumerate(design.names):
        if name == "barWA:(Intercept)":
            theta[k] = max(-3.0, np.log(shares[2]) / 2.0)
        elif name == "bara:(Intercept)":
            theta[k] = max(-3.0, np.log(shares[3]) / 2.0)
        elif name == "VA:(Intercept)":
            theta[k] = 1.0
    return theta


def best_replies(pseudo: Pseudo) -> Beliefs:
    """Psi: the beliefs that the choices made at the old beliefs would justify."""
    return Beliefs(ndtr(pseudo.z), np.exp(pseudo.sender.firm.value - pseudo.sender.challenge.value))


@dataclass(frozen=True)
class Replies:
    """Derivatives by game: of Psi_R and Psi_F by utility (7, D), by the other belief (D,), and of Q by p_R and p_F."""

    resist: Vector
    firm: Vector
    resist_by_firm: Vector
    firm_by_resist: Vector
    score_R: Vector
    score_F: Vector


def replies(design: Design, pseudo: Pseudo) -> Replies:
    """How best replies and Q move with utilities and beliefs."""
    u, counts, beliefs = design.utilities(pseudo.theta), design.counts.T, pseudo.beliefs
    density = np.exp(log_density(pseudo.z))
    stake, gap = -(u[6] - u[2]) / beliefs.p_F**2, -(u[0] - u[1]) / beliefs.p_R**2
    p_F = np.exp(pseudo.sender.firm.value - pseudo.sender.challenge.value)
    tilt = p_F * (pseudo.sender.firm.slope - pseudo.sender.challenge.slope)
    pull = _weighted(pseudo.sender, counts).slope.sum(axis=0)
    probit = (counts[2] + counts[3]) * hazard(pseudo.z) - counts[1] * hazard(-pseudo.z)
    return Replies(
        density * _index_slopes(beliefs),
        tilt[0] * pseudo.way.alpha[:7] + tilt[1] * pseudo.way.beta[:7],
        density * stake,
        tilt.sum(axis=0) * gap,
        pull * gap,
        probit * stake,
    )
