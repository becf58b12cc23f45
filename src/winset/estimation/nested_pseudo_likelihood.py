"""Nested pseudo-likelihood of Aguirregabiria and Mira (2007): estimate, update beliefs by best replies, repeat.

At a fixed point the beliefs are an equilibrium at the estimates. With per-game scores s_t and Psi the best replies,

    L = sum of s_t (s_t + s_P (I - Psi_P)^-1 Psi_t)',     V = L^-1 (sum of s_t s_t') L^-T,

where s_P is the score by beliefs; I - Psi_P is 2 by 2 for each game. (sigInt 0.2.0 transposes Psi_P.) Best-reply
iteration converges near an equilibrium with |dPsi_R/dp_F dPsi_F/dp_R| < 1 only; that number is reported.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from winset.estimation.design import Design, Vector
from winset.estimation.first_stage import pooled
from winset.estimation.pseudo_likelihood import (
    Beliefs,
    Pseudo,
    Replies,
    best_replies,
    evaluate,
    maximum_pseudo_likelihood,
    replies,
)


@dataclass(frozen=True)
class Nest:
    """How the alternation ended: the last change in coefficients or beliefs, and the largest contraction factor."""

    converged: bool
    iterations: int
    change: float
    contraction: float
    message: str


def nested_pseudo_likelihood(
    design: Design, beliefs: Beliefs, start: Vector | None = None, tolerance: float = 1e-7, limit: int = 100
) -> tuple[Pseudo, Nest]:
    """Alternate estimation and best replies from first-stage `beliefs` until nothing moves by `tolerance`."""
    beliefs, theta, change, rounds, failures = beliefs.clipped(), start, np.inf, 0, 0
    ascent = None
    while rounds < limit:
        rounds += 1
        pseudo, ascent = maximum_pseudo_likelihood(design, beliefs, theta, limit=40)
        failures = 0 if ascent.converged else failures + 1
        new = best_replies(pseudo).clipped()
        moved = 1.0 if theta is None else np.abs(pseudo.theta - theta).max()
        change = float(max(moved, np.abs(new.p_R - beliefs.p_R).max(), np.abs(new.p_F - beliefs.p_F).max()))
        theta, beliefs = pseudo.theta, new
        if change < tolerance or failures > 2 or not np.isfinite(change):
            break
    assert theta is not None and ascent is not None
    last = evaluate(design, theta, beliefs)
    slopes = replies(design, last)
    factor = float(np.abs(slopes.resist_by_firm * slopes.firm_by_resist).max())
    settled = bool(change < tolerance and ascent.converged)
    message = "beliefs and coefficients settled" if settled else _why(ascent.converged, change, factor)
    return last, Nest(settled, rounds, change, factor, message)


def nested_search(design: Design, beliefs: Beliefs, start: Vector | None = None) -> tuple[Pseudo, Nest]:
    """The same from the first stage and, where that does not settle, from beliefs that are equal in every game."""
    found = nested_pseudo_likelihood(design, beliefs, start)
    if found[1].converged or start is not None:
        return found
    other = nested_pseudo_likelihood(design, pooled(design))
    return other if other[1].converged else found


def _why(inner: bool, change: float, factor: float) -> str:
    if not inner:
        return "the pseudo-likelihood has no interior maximum at the last beliefs"
    cause = "best replies do not contract in every game" if factor >= 1.0 else "the limit of iterations was reached"
    return f"{cause} (last change {change:.2g})"


def implied_scores(design: Design, slopes: Replies) -> Vector:
    """s_P (I - Psi_P)^-1 Psi_t by game (D, K): what the score lacks for the full likelihood's."""
    a, b = slopes.resist_by_firm, slopes.firm_by_resist
    left = (slopes.score_R + slopes.score_F * b) / (1.0 - a * b)
    right = (slopes.score_R * a + slopes.score_F) / (1.0 - a * b)
    return design.by_game(left * slopes.resist + right * slopes.firm)
