"""Where to start the search for the maximum, and when to search more widely.

The likelihood of a game with several equilibria has several maxima. Pseudo-likelihood estimates at the first stage and
at pooled beliefs usually start in the right basin. When the maximum reached predicts the data far worse than data made
by its own estimates would be predicted, it cannot be the best one, and estimates at other beliefs are tried.
"""

from __future__ import annotations

import numpy as np
from scipy.special import xlogy

from winset.estimation import equilibrium_likelihood, full_likelihood
from winset.estimation.constrained_likelihood import constrained_maximum_likelihood
from winset.estimation.design import Design, Vector
from winset.estimation.equilibrium_likelihood import Equilibrium
from winset.estimation.first_stage import flat, pooled
from winset.estimation.newton import Ascent
from winset.estimation.pseudo_likelihood import Beliefs, first_guess, maximum_pseudo_likelihood

_PLAUSIBLE = 5.0  # standard deviations of the log-likelihood under its own estimates
_TRIED = 4  # wide starts that are climbed from, the likeliest
_CHEAP = 10.0  # nats of a choice of equilibria that needs no further search
_SHORT = 40  # iterations of a climb that is one of several


def usual_starts(design: Design, beliefs: Beliefs) -> list[Vector]:
    """Pseudo-likelihood estimates at the first stage, plain and shrunk, at pooled beliefs, and the crude guess."""
    starts = [maximum_pseudo_likelihood(design, beliefs, ridge=ridge)[0].theta for ridge in (0.0, 0.3)]
    starts.append(maximum_pseudo_likelihood(design, pooled(design), ridge=0.1)[0].theta)
    return [*starts, first_guess(design)]


def wide_starts(design: Design) -> list[Vector]:
    """Shrunk estimates at beliefs over the whole range of resistance."""
    p_F = float(pooled(design).p_F[0])
    beliefs = (flat(design, p_R, p_F) for p_R in (0.1, 0.3, 0.5, 0.7, 0.9))
    return [maximum_pseudo_likelihood(design, b, ridge=ridge)[0].theta for b in beliefs for ridge in (0.1, 1.0)]


def search(design: Design, beliefs: Beliefs, start: Vector | None = None) -> tuple[Equilibrium, Ascent]:
    """The full-likelihood maximum from the usual starts (or `start`), and from others where that is doubtful.

    Doubtful is a maximum that did not converge or is implausible, and one that rests on a choice of equilibria game by
    game: with few plays that choice fits noise. Maxima near beliefs that follow the data's shares, and along the lowest
    and highest equilibria, then compete with it by the log-likelihood less the nats needed to say which equilibrium
    each game plays.
    """
    starts = usual_starts(design, beliefs) if start is None else [start]
    found = [full_likelihood.maximum_likelihood(design, starts)]
    if start is not None:
        return found[0]
    if _doubtful(design, found[0]) or _cost(design, found[0]) > 0.0:
        found += _near_shares(design, beliefs)
    if all(_doubtful(design, one) for one in found):
        wide = sorted(wide_starts(design), key=lambda theta: -full_likelihood.at_rule(design, theta).value)
        found.append(full_likelihood.maximum_likelihood(design, wide[:_TRIED], limit=_SHORT))
    if all(_doubtful(design, one) or _cost(design, one) > _CHEAP for one in found):
        starts += [one[0].theta for one in found]
        found += [_along(design, starts, rule) for rule in ("lowest", "highest")]
    return max(found, key=lambda one: (one[1].converged, one[0].value - _cost(design, one)))


def _doubtful(design: Design, one: tuple[Equilibrium, Ascent]) -> bool:
    return not one[1].converged or surprise(design, one[0]) > _PLAUSIBLE


def _near_shares(design: Design, beliefs: Beliefs) -> list[tuple[Equilibrium, Ascent]]:
    """Constrained maxima from beliefs that follow shares of plays: there z need not be an equilibrium on the way."""
    same = pooled(design)
    rule = "lowest" if same.p_R[0] < 0.5 else "highest"
    begin = [(known, maximum_pseudo_likelihood(design, known, ridge=r)[0].theta)
             for known, r in ((same, 0.1), (same, 1.0), (same, 10.0), (beliefs, 0.3))]  # fmt: skip
    found = []
    for known, theta in begin:
        found.append(constrained_maximum_likelihood(design, theta, known.p_R, _SHORT, rule))
        if not _doubtful(design, found[-1]):
            break
    return found


def _along(design: Design, starts: list[Vector], rule: str) -> tuple[Equilibrium, Ascent]:
    """The best maximum along the lowest or the highest equilibria."""
    ranked = sorted(starts, key=lambda theta: -full_likelihood.at_rule(design, theta, rule).value)[:2]
    return full_likelihood.maximum_likelihood(design, ranked, _SHORT, rule)


def _cost(design: Design, one: tuple[Equilibrium, Ascent]) -> float:
    return equilibrium_likelihood.cost_of_selection(design.utilities(one[0].theta), one[0].z)


def surprise(design: Design, point: Equilibrium) -> float:
    """By how many standard deviations the log-likelihood falls short of its expectation at its own estimates."""
    utilities, plays = design.utilities(point.theta), design.counts.sum(axis=1)
    logs = log_outcomes(utilities, point.z)
    chances = np.exp(logs)
    mean = np.where(chances > 0.0, chances * np.maximum(logs, -700.0), 0.0).sum(axis=1)
    square = np.where(chances > 0.0, chances * np.maximum(logs, -700.0) ** 2, 0.0).sum(axis=1)
    spread = np.sqrt(float((plays * np.maximum(square - mean**2, 0.0)).sum())) + 1e-9
    return (float((plays * mean).sum()) - point.value) / spread


def log_outcomes(utilities: Vector, z: Vector) -> Vector:
    """Log probabilities (D, 4) of SQ, CD, SF, BD at utilities (7, D) and indices z (D,)."""
    parts = []
    for k in range(4):
        counts = np.zeros((z.size, 4))
        counts[:, k] = 1.0
        with np.errstate(all="ignore"):
            parts.append(equilibrium_likelihood.jets(utilities, z, counts)[0].value)
    return np.nan_to_num(np.column_stack(parts), nan=-np.inf)


def saturated(counts: Vector) -> float:
    """The log-likelihood of outcome shares fitted freely to every game: what no model of the games can exceed."""
    return float(xlogy(counts, counts / counts.sum(axis=1, keepdims=True)).sum())
