"""Laws of the crisis estimators: derivatives against differences, recovery, and agreement between methods."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from crises import SPECIFICATION, TRUTH, crises

from winset.estimation import crisis_game, equilibrium_likelihood, full_likelihood
from winset.estimation.crisis_game import Errors
from winset.estimation.nested_pseudo_likelihood import implied_scores
from winset.estimation.newton import maximise
from winset.estimation.predictions import along, average_changes, marginal_effects, outcome_slopes, played, predict
from winset.estimation.pseudo_likelihood import Beliefs, best_replies, evaluate, replies
from winset.estimation.specification import PUBLISHED, from_formula
from winset.estimation.starts import log_outcomes, saturated
from winset.games import crisis_signalling

COLUMNS = ("p_R", "p_F")


@cache
def fitted(method: str, kind: str = "default", cluster: str | None = None):
    rules = Errors(kind, cluster, samples=30)
    return crisis_game.estimate(crises(), method, SPECIFICATION, COLUMNS, rules)


def difference(function, at: np.ndarray, step: float = 1e-5) -> np.ndarray:
    """Central differences of a function of a vector, the vector's axis last."""
    parts = []
    for k in range(at.size):
        off = np.zeros_like(at)
        off[k] = step
        parts.append((np.asarray(function(at + off)) - np.asarray(function(at - off))) / (2.0 * step))
    return np.stack(parts, axis=-1)


@cache
def away() -> tuple:
    """A design, coefficients away from the estimates, and beliefs."""
    fit = fitted("ml")
    theta = fit.theta + 0.05 * np.sin(np.arange(fit.theta.size))
    return fit.design, theta, Beliefs(crises()["p_R"].to_numpy(), crises()["p_F"].to_numpy())


def test_score_and_hessian_of_the_full_likelihood():
    design, theta, _ = away()
    point = full_likelihood.at_rule(design, theta)

    def near(t):
        return full_likelihood.near(design, t, point.z)

    assert np.allclose(point.gradient, difference(lambda t: near(t).value, theta), rtol=1e-5, atol=1e-3)
    numeric = difference(lambda t: near(t).gradient, theta)
    assert np.abs(point.hessian - numeric).max() < 1e-5 * np.abs(numeric).max()


def test_equilibria_move_as_the_implicit_derivative_says():
    design, theta, _ = away()
    point = full_likelihood.at_rule(design, theta)
    implied = design.by_game(point.by_game.follow)
    numeric = difference(lambda t: full_likelihood.near(design, t, point.z).z, theta)
    assert np.allclose(implied, numeric, rtol=1e-5, atol=1e-7)


def test_score_and_hessian_of_the_pseudo_likelihood():
    design, theta, beliefs = away()
    at = evaluate(design, theta, beliefs)
    numeric = difference(lambda t: evaluate(design, t, beliefs).value, theta)
    assert np.allclose(at.gradient, numeric, rtol=1e-5, atol=1e-3)
    numeric = difference(lambda t: evaluate(design, t, beliefs).gradient, theta)
    assert np.abs(at.hessian - numeric).max() < 1e-6 * np.abs(numeric).max()


def test_derivatives_of_best_replies():
    design, theta, beliefs = away()
    found = replies(design, evaluate(design, theta, beliefs))

    def psi(p_R, p_F, t=theta):
        new = best_replies(evaluate(design, t, Beliefs(p_R, p_F)))
        return np.array([new.p_R, new.p_F])

    h = 1e-6
    by_R = (psi(beliefs.p_R + h, beliefs.p_F) - psi(beliefs.p_R - h, beliefs.p_F)) / (2 * h)
    by_F = (psi(beliefs.p_R, beliefs.p_F + h) - psi(beliefs.p_R, beliefs.p_F - h)) / (2 * h)
    assert np.allclose([by_R[0], by_F[1]], 0.0)
    assert np.allclose(by_F[0], found.resist_by_firm, rtol=1e-5, atol=1e-8)
    assert np.allclose(by_R[1], found.firm_by_resist, rtol=1e-5, atol=1e-8)
    numeric = difference(lambda t: psi(beliefs.p_R, beliefs.p_F, t), theta)
    assert np.allclose(design.by_game(found.resist), numeric[0], rtol=1e-5, atol=1e-8)
    assert np.allclose(design.by_game(found.firm), numeric[1], rtol=1e-5, atol=1e-8)


def test_pseudo_score_and_implied_score_add_up_to_the_full_score_at_equilibria():
    design, theta, _ = away()
    point = full_likelihood.at_rule(design, theta)
    chances = crisis_signalling.equilibria(design.utilities(theta).T)
    at = evaluate(design, theta, Beliefs(chances.p_R, chances.p_F))
    whole = design.by_game(at.slope) + implied_scores(design, replies(design, at))
    assert np.allclose(whole, design.by_game(point.by_game.slope), rtol=1e-6, atol=1e-6)


@pytest.mark.parametrize("method", crisis_game.METHODS)
def test_known_coefficients_are_recovered(method):
    fit = fitted(method)
    assert fit.converged
    assert np.abs((fit.theta - TRUTH) / fit.standard_errors).max() < 3.5
    if method in ("ml", "cmle"):
        assert np.abs(fit.theta - TRUTH).max() < 0.25


def test_full_and_constrained_likelihood_have_the_same_optimum():
    assert np.allclose(fitted("ml").theta, fitted("cmle").theta, atol=1e-7)
    assert fitted("ml").log_likelihood >= fitted("npl").log_likelihood
    assert fitted("ml").log_likelihood < saturated(fitted("ml").design.counts)


def test_nested_beliefs_are_an_equilibrium():
    fit = fitted("npl")
    found = fit.equilibria()
    gap = np.abs(found.p_R - fit.beliefs.p_R[found.game])
    assert np.array([gap[found.game == g].min() for g in range(fit.design.games)]).max() < 1e-6


@pytest.mark.parametrize(
    ("method", "kind", "cluster"),
    [("ml", "expected", None), ("ml", "robust", None), ("cmle", "cluster", "region"), ("npl", "robust", None),
     ("ml", "bootstrap", None), ("npl", "cluster", "region"), ("pl", "robust", None), ("npl", "bootstrap", "region")],
)  # fmt: skip
def test_errors_of_every_kind_are_of_one_size(method, kind, cluster):
    ratio = fitted(method, kind, cluster).standard_errors / fitted(method).standard_errors
    assert 0.6 < np.median(ratio) < 1.6
    assert np.isfinite(ratio).all()


def test_full_likelihood_is_at_least_as_precise_as_nested():
    ratio = fitted("ml", "expected").standard_errors / fitted("npl").standard_errors
    assert np.median(ratio) < 1.05


def test_uncertain_first_stages_widen_errors_of_pseudo_likelihood():
    frame = crises(60, 60)
    wide = crisis_game.estimate(frame, "pl", SPECIFICATION, errors=Errors(forests=8))
    assert wide.first_stage == "random forest"
    assert wide.covariance_kind == "two-step, first stage resampled"
    known = crisis_game.covariance.pseudo_covariance(wide.design, evaluate(wide.design, wide.theta, wide.beliefs), None)
    assert (np.diag(wide.covariance) >= np.diag(known) - 1e-12).all()


def test_the_same_seed_gives_the_same_forest():
    one, two = (crisis_game.first_stage.random_forest(fitted("ml").design, 4, 20) for _ in range(2))
    assert (one.p_R == two.p_R).all()
    assert (one.p_F == two.p_F).all()


def test_small_designs_have_the_pooled_share_as_first_stage():
    few = fitted("ml").design.take(np.arange(5))
    assert np.ptp(crisis_game.first_stage.random_forest(few).p_R) == 0.0


def test_scale_of_a_regressor_scales_its_coefficients():
    frame = crises().assign(x1=lambda f: 100.0 * f["x1"])
    fit = crisis_game.estimate(frame, "ml", SPECIFICATION, COLUMNS)
    assert fit.theta[0] == pytest.approx(fitted("ml").theta[0] / 100.0, rel=1e-5)
    assert fit.log_likelihood == pytest.approx(fitted("ml").log_likelihood, abs=1e-6)


def test_a_formula_says_the_same_as_utilities_by_name():
    text = "sq + cd + sf + bd ~ 0 + x1 | 1 | 1 + x2 | 1 + x1 | 1 + x3 | 1 + x4 | 0"
    fit = crisis_game.estimate(crises(), "npl", from_formula(text), COLUMNS)
    assert fit.names == fitted("npl").names
    assert np.allclose(fit.theta, fitted("npl").theta)
    assert PUBLISHED.utilities["VA"] == "1 + anticipatedsendercosts"


def test_normalised_utilities_are_added():
    spec = from_formula("sq + cd + sf + bd ~ 0 + x1 | 1 | 1 + x2 | 1 + x1 | 1 + x3 | 1 + x4")
    moved = crisis_game.Specification(spec.utilities, fixed={"VB": 0.5})
    fit = crisis_game.estimate(crises(), "ml", moved, COLUMNS)
    assert fit.payoffs()[:, 6] == pytest.approx(0.5)
    assert fit.log_likelihood == pytest.approx(fitted("ml").log_likelihood, abs=1e-6)
    constants = [fit.coefficients[n] - fitted("ml").coefficients[n] for n in ("CB:(Intercept)", "barWB:(Intercept)")]
    assert constants[0] != 0.0


def test_outcome_derivatives_match_differences():
    fit = fitted("ml")
    z, utilities = played(fit), fit.design.utilities(fit.theta)
    chance, slope, second = outcome_slopes(utilities, z)
    assert np.allclose(chance.sum(axis=0), 1.0)
    assert np.allclose(slope.sum(axis=0), 0.0, atol=1e-10)
    for u in range(7):
        ends = []
        for step in (1e-5, -1e-5):
            moved = utilities.copy()
            moved[u] += step
            near, astray = equilibrium_likelihood.track(moved, z)
            assert not astray.any()
            ends.append((np.exp(log_outcomes(moved, near)).T, outcome_slopes(moved, near)[1]))
        assert np.allclose(slope[:, u], (ends[0][0] - ends[1][0]) / 2e-5, atol=1e-7)
        assert np.allclose(second[:, u], (ends[0][1] - ends[1][1]) / 2e-5, atol=1e-6)


def test_predictions_of_the_sample_are_those_of_the_fit():
    fit = fitted("ml")
    rows = predict(fit)
    assert np.allclose(rows["probability"].to_numpy().reshape(-1, 4), fit.outcome_probabilities())
    assert (rows["low"] < rows["probability"]).all()
    assert (rows["probability"] < rows["high"]).all()
    assert rows[["low", "high"]].to_numpy().min() > 0.0
    assert rows[["low", "high"]].to_numpy().max() < 1.0


def test_bands_by_draws_are_those_by_the_delta_method():
    grid, delta = along(fitted("ml"), "x1", [-0.5, 0.0, 0.5])
    _, drawn = along(fitted("ml"), "x1", grid, bands="draws", draws=300)
    wide = (drawn["high"] - drawn["low"]) / (delta["high"] - delta["low"])
    assert (np.abs(wide - 1.0) < 0.3).all()
    assert along(fitted("ml"), "x1")[0].size == 25


def test_marginal_effects_match_differences_of_predictions_and_sum_to_zero():
    fit = fitted("ml")
    effects = marginal_effects(fit, "x1")
    ends = [predict(fit, fit.frame.assign(x1=fit.frame["x1"] + s))["probability"].to_numpy() for s in (1e-4, -1e-4)]
    numeric = ((ends[0] - ends[1]) / 2e-4).reshape(-1, 4).mean(axis=0)
    assert np.allclose(effects["effect"], numeric, atol=1e-7)
    assert effects["effect"].sum() == pytest.approx(0.0, abs=1e-10)
    shaken = fit.theta.copy()

    def effect(theta):
        moved = crisis_game.replace(fit, theta=theta, beliefs=_beliefs(fit, theta))
        return marginal_effects(moved, "x1")["effect"].to_numpy()

    jacobian = difference(effect, shaken, 1e-5)
    error = np.sqrt(np.einsum("ki,ij,kj->k", jacobian, fit.covariance, jacobian))
    assert np.allclose(effects["std_error"], error, rtol=1e-4)


def test_small_changes_are_marginal_effects():
    fit = fitted("ml")
    small, rate = average_changes(fit, "x1", 1e-5) / 1e-5, marginal_effects(fit, "x1")
    assert np.allclose(small, rate, rtol=1e-3, atol=1e-6)
    whole = average_changes(fit, "x1", 0.5)
    moved = predict(fit, fit.frame.assign(x1=fit.frame["x1"] + 0.5))["probability"].to_numpy().reshape(-1, 4)
    assert np.allclose(whole["effect"], (moved - fit.outcome_probabilities()).mean())


def _beliefs(fit, theta):
    found = crisis_signalling.equilibria(fit.design.utilities(theta).T)
    return Beliefs(found.p_R, found.p_F)


def test_simulated_outcomes_follow_the_fit():
    fit = fitted("ml")
    again = crisis_game.simulate(fit, 5)
    assert (again.counts.sum(axis=1) == fit.design.counts.sum(axis=1)).all()
    shares = again.counts.sum(axis=0) / again.observations
    assert np.allclose(shares, fit.outcome_probabilities().mean(), atol=0.01)


def test_equilibria_next_to_a_fold_are_two_more_or_none():
    """Two equilibria merge and vanish as W_B rises; games closer to that than 1e-12 are still told apart."""
    case = {"S_A": 0.0, "V_A": 1.0, "C_B": 0.0, "W_A": -1.9, "a": -1.2, "V_B": 1.0}

    def count(W_B):
        return crisis_signalling.equilibria({**case, "W_B": W_B}).count

    low, high = -2.75, -2.7
    while high - low > 1e-12:
        middle = 0.5 * (low + high)
        low, high = (middle, high) if count(middle)[0] == 3 else (low, middle)
    near = np.concatenate([low - np.logspace(-12, -3, 200), high + np.logspace(-12, -3, 200)])
    assert count(near).tolist() == [3] * 200 + [1] * 200
    found = crisis_signalling.equilibria({**case, "W_B": low})
    gaps = np.diff(found.z)
    assert gaps.min() < 1e-4 < gaps.max()
    assert found.slope[:2] == pytest.approx(1.0, abs=1e-3)


class _Edge:
    """A surface whose value creeps up while its slope stays steep."""

    def __init__(self, at: np.ndarray, gain: float):
        self.at, self.gain = at, gain
        self.value, self.gradient = float(gain * at[0]), np.array([500.0])
        self.hessian = np.array([[-1e4]])


def test_a_search_that_creeps_along_an_edge_is_ended():
    _, ascent = maximise(_Edge(np.zeros(1), 500.0), lambda p, s: _Edge(p.at + s / 1000.0, 500.0), np.ones(1))
    assert not ascent.converged
    assert "crept" in ascent.message


@pytest.mark.slow
def test_five_plays_a_game_converge_though_several_equilibria_exist():
    from benchmarks.crisis_samples import sample, sparse
    from winset.estimation import starts

    study = sparse(-2.9, "lowest", 500)
    for seed in (1, 2, 3):
        design, beliefs = sample(study, seed)
        point, ascent = starts.search(design, beliefs)
        assert ascent.converged
        assert np.abs(point.theta - list(study.truth.values())).max() < 1.0
