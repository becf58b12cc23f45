"""Estimation of the crisis signalling game from observed outcomes: `estimate`.

    from winset.estimation import crisis_game
    fit = crisis_game.estimate("dyads.csv", method="ml")
    print(fit)

Methods: `pl` pseudo-likelihood, `npl` nested pseudo-likelihood, `cmle` constrained maximum likelihood, `ml` full
maximum likelihood; the last two have the same optimum. Source of the model and of the published specification:
Crisman-Cox and Gibilisco, "Estimating signaling games in international relations: problems and solutions", Political
Science Research and Methods, 2021.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from winset.estimation import constrained_likelihood, covariance, first_stage, starts
from winset.estimation.design import Design, EstimationError, Vector
from winset.estimation.dyads import chances, outcome_counts, read_table
from winset.estimation.equilibrium_likelihood import Equilibrium
from winset.estimation.fit import CrisisFit, beliefs_at
from winset.estimation.identification import check_identification, weakest_direction
from winset.estimation.nested_pseudo_likelihood import nested_search
from winset.estimation.pseudo_likelihood import Beliefs, Pseudo, maximum_pseudo_likelihood
from winset.estimation.specification import PUBLISHED, Specification, build

METHODS = ("pl", "npl", "cmle", "ml")
COVARIANCES = ("default", "robust", "cluster", "bootstrap", "expected")


@dataclass(frozen=True)
class Errors:
    """How standard errors are computed: the kind (COVARIANCES), a column of clusters, and bootstrap samples.

    `forests` is the number of bootstrap samples for the uncertainty of a random-forest first stage (pl only).
    """

    kind: str = "default"
    cluster: str | None = None
    samples: int = 200
    forests: int = 50
    seed: int = 0


@dataclass(frozen=True)
class _Found:
    theta: Vector
    at: Pseudo | Equilibrium
    value: float
    beliefs: Beliefs
    converged: bool
    diagnostics: dict[str, Any]


def estimate(
    data: str | Path | pd.DataFrame,
    method: str = "ml",
    specification: Specification | None = None,
    first_stage_columns: tuple[str, str] | None = None,
    errors: Errors | None = None,
    start: Vector | None = None,
    tick: Callable[[int], None] | None = None,
) -> CrisisFit:
    """Estimate the game; `data` is a CSV file or a table with one row a game.

    Without a specification the published one. The first stage is `first_stage_columns` (of p_R and p_F), else the
    columns that `stage_columns` finds, else random forests. `start` (K,) begins the search; `tick` is told of every
    bootstrap sample. Raises EstimationError, which explains what is wrong with the data, or why coefficients cannot be
    told apart.
    """
    rules = errors or Errors()
    _check(method, rules)
    spec = specification or PUBLISHED
    frame = data if isinstance(data, pd.DataFrame) else read_table(data)
    source = "data" if isinstance(data, pd.DataFrame) else str(data)
    design = build(spec, frame, outcome_counts(frame, spec, source), source)
    check_identification(design)
    clusters = _clusters(frame, rules, source)
    if start is not None and np.shape(start) != (design.utility.size,):
        raise EstimationError(f"estimate: start must have {design.utility.size} numbers (got shape {np.shape(start)})")
    columns = first_stage_columns or stage_columns(frame, method)
    beliefs, origin = _first_stage(design, frame, columns, source, rules.seed)
    found = _solve(method, design, beliefs, start)
    matrix, kind = _covariance(method, design, found, rules, clusters, (None if columns else beliefs, tick))
    if not found.converged:
        found.diagnostics["explanation"] = _explain(design, found)
    return CrisisFit(
        method, design, spec, frame, found.theta, matrix, kind, found.value, found.beliefs, found.converged,
        found.diagnostics, origin,
    )  # fmt: skip


def stage_columns(frame: pd.DataFrame, method: str) -> tuple[str, str] | None:
    """The columns of a first stage: PRhat, PFhat; for `pl` PRnpl, PFnpl, on which the published rests, go first."""
    names = [("PRnpl", "PFnpl"), ("PRhat", "PFhat")] if method == "pl" else [("PRhat", "PFhat")]
    return next((pair for pair in names if set(pair) <= set(frame.columns)), None)


def _check(method: str, rules: Errors) -> None:
    if method not in METHODS:
        raise EstimationError(f"estimate: method must be one of {', '.join(METHODS)} (got {method!r})")
    if rules.kind not in COVARIANCES:
        raise EstimationError(f"estimate: errors.kind must be one of {', '.join(COVARIANCES)} (got {rules.kind!r})")
    if rules.kind == "expected" and method not in ("cmle", "ml"):
        raise EstimationError(f"estimate: errors.kind 'expected' is for cmle and ml (got method {method!r})")
    if rules.kind == "cluster" and rules.cluster is None:
        raise EstimationError("estimate: errors.cluster must name a column where errors.kind is 'cluster' (got None)")


def _clusters(frame: pd.DataFrame, rules: Errors, source: str) -> Any:
    if rules.cluster is None:
        return None
    if rules.cluster not in frame:
        raise EstimationError(f"{source}:1: the header must have the column {rules.cluster} of clusters")
    return frame[rules.cluster].to_numpy()


def _first_stage(
    design: Design, frame: pd.DataFrame, columns: tuple[str, str] | None, source: str, seed: int
) -> tuple[Beliefs, str]:
    if columns is None:
        return first_stage.random_forest(design, seed), "random forest"
    p_R, p_F = (chances(frame, column, source) for column in columns)
    return Beliefs(p_R, p_F).clipped(), f"columns {', '.join(columns)}"


def _solve(method: str, design: Design, beliefs: Beliefs, start: Vector | None) -> _Found:
    if method == "pl":
        at, ascent = maximum_pseudo_likelihood(design, beliefs, start)
        return _Found(at.theta, at, at.value, beliefs, ascent.converged, dict(ascent.__dict__))
    if method == "npl":
        last, nest = nested_search(design, beliefs, start)
        return _Found(last.theta, last, last.value, last.beliefs, nest.converged, dict(nest.__dict__))
    if method == "cmle":
        point, ascent = _constrained(design, beliefs, start)
    else:
        point, ascent = starts.search(design, beliefs, start)
    known = beliefs_at(point.z, design.utilities(point.theta))
    return _Found(point.theta, point, point.value, known, ascent.converged, dict(ascent.__dict__))


def _constrained(design: Design, beliefs: Beliefs, start: Vector | None) -> tuple[Equilibrium, Any]:
    """Constrained maximum likelihood from `start`, or from pseudo-likelihood and, where that fails, elsewhere."""
    begin = maximum_pseudo_likelihood(design, beliefs)[0].theta if start is None else start
    found = constrained_likelihood.constrained_maximum_likelihood(design, begin, beliefs.p_R)
    if start is not None or (found[1].converged and starts.surprise(design, found[0]) < 5.0):
        return found
    other = starts.search(design, beliefs)
    return max(found, other, key=lambda one: (one[1].converged, one[0].value))


def _covariance(
    method: str, design: Design, found: _Found, rules: Errors, clusters: Any, extra: tuple[Beliefs | None, Any]
) -> tuple[Vector, str]:
    forest, tick = extra
    if rules.kind == "bootstrap":
        again = _again(method, found)
        matrix, failures = covariance.bootstrap(design, again, (rules.samples, rules.seed), clusters, tick)
        found.diagnostics["bootstrap_failures"] = failures
        return matrix, f"bootstrap of {'games' if clusters is None else rules.cluster} ({rules.samples} samples)"
    at = found.at
    if isinstance(at, Equilibrium):
        if rules.kind == "expected":
            return covariance.invert(covariance.expected_information(design, at)), "expected information"
        if rules.kind == "default":
            return covariance.invert(-at.hessian), "bordered Hessian"
        scores, slope = design.by_game(at.by_game.slope), -at.hessian
    elif method == "npl":
        if rules.kind == "default":
            return covariance.nested_covariance(design, at), "corrected nested sandwich"
        scores, slope = covariance.nested_parts(design, at)
    else:
        if rules.kind == "default":
            first = None if forest is None else first_stage.resampled_covariance(design, rules.forests, rules.seed)
            name = "outer product, first stage taken as known" if forest is None else "two-step, first stage resampled"
            return covariance.pseudo_covariance(design, at, first), name
        scores, slope = design.by_game(at.slope), -at.hessian
    groups = clusters if rules.kind == "cluster" else None
    name = "robust" if groups is None else f"clustered by {rules.cluster}"
    return covariance.sandwich(scores, slope, groups), name


def _again(method: str, found: _Found) -> Callable[[Design, Any], Vector | None]:
    """Re-estimation of a resampled design from the estimates."""

    def once(design: Design, games: Any) -> Vector | None:
        beliefs = Beliefs(found.beliefs.p_R[games], found.beliefs.p_F[games]).clipped()
        again = _solve(method, design, beliefs, found.theta)
        return again.theta if again.converged else None

    return once


def _explain(design: Design, found: _Found) -> str:
    """Why the search did not end in a maximum, in words."""
    weak = weakest_direction(design, found.at.hessian)
    return (
        f"{found.diagnostics['message']}; the data hardly bear on a combination of {weak}: drop one of these, fix a "
        "utility, or observe more plays of each outcome"
    )


def simulate(fit: CrisisFit, seed: int = 0) -> Design:
    """The fit's design with outcomes drawn anew at its estimates: one parametric bootstrap sample."""
    source = np.random.default_rng(seed)
    chance = fit.outcome_probabilities().to_numpy()
    plays = fit.design.counts.sum(axis=1).astype(int)
    draws = [source.multinomial(n, p / p.sum()) for n, p in zip(plays, chance)]
    return replace(fit.design, counts=np.array(draws, dtype=float))
