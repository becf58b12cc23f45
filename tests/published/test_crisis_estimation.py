"""The crisis game estimated on the published dyads, against the numbers of Crisman-Cox and Gibilisco (2021)."""

from __future__ import annotations

import json
import os
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from winset.estimation import crisis_game


def _folder() -> Path:
    root = os.environ.get("WINSET_SHARED")
    if not root:
        pytest.skip("WINSET_SHARED does not name the folder with the published dyads")
    return Path(root)


@cache
def published() -> dict:
    return json.loads((_folder() / "oracles" / "crisis_game.json").read_text())


@cache
def fitted(method: str):
    return crisis_game.estimate(_folder() / "data" / "crisis_game_dyads.csv", method)


def _known(method: str) -> np.ndarray:
    known = published()[method]["coef"]
    return np.array(list(known.values()) if isinstance(known, dict) else known)


@pytest.mark.parametrize("method", ["pl", "npl"])
def test_pseudo_likelihoods_are_the_published_ones(method):
    fit = fitted(method)
    assert fit.converged
    assert list(fit.names) == published()["parameter_order"]
    assert np.abs(fit.theta - _known(method)).max() < 1e-6
    assert fit.log_likelihood == pytest.approx(published()[method]["loglik"], abs=1e-5)


@pytest.mark.parametrize("method", ["cmle", "ml"])
def test_maximum_likelihood_is_the_published_one_and_a_maximum(method):
    """The published optimiser stopped a few millionths below: coefficients agree to four digits of an error."""
    fit = fitted(method)
    known, stored = _known("cmle"), published()["cmle"]["loglik"]
    assert fit.converged
    assert fit.diagnostics["gradient"] <= 1e-6
    assert fit.log_likelihood == pytest.approx(-3927.9095, abs=5e-5)
    assert stored <= fit.log_likelihood < stored + 1e-5
    assert np.abs((fit.theta - known) / fit.standard_errors).max() < 1e-4


def test_corrected_errors_of_nested_pseudo_likelihood():
    assert np.allclose(fitted("npl").standard_errors, published()["npl"]["se_corrected"], rtol=1e-5)


@pytest.mark.parametrize("method", crisis_game.METHODS)
def test_every_game_has_one_equilibrium_and_no_false_one(method):
    assert fitted(method).equilibria().count.tolist() == [1] * 418


def test_the_columns_of_the_first_stage_are_found():
    assert fitted("ml").first_stage == "columns PRhat, PFhat"
    assert fitted("pl").first_stage == "columns PRnpl, PFnpl"


@pytest.mark.parametrize("method", ["cmle", "npl", "pl"])
def test_full_likelihood_reaches_the_constrained_optimum_from_every_start(method):
    file = _folder() / "data" / "crisis_game_dyads.csv"
    again = crisis_game.estimate(file, "ml", start=fitted(method).theta)
    assert again.converged
    assert again.log_likelihood == pytest.approx(fitted("cmle").log_likelihood, abs=1e-8)


def test_aic_and_bic_have_the_right_sign():
    fit = fitted("cmle")
    assert fit.aic == pytest.approx(2 * 20 + 2 * 3927.9095, abs=1e-3)
    assert fit.bic == pytest.approx(20 * np.log(fit.design.observations) + 2 * 3927.9095, abs=1e-3)


@pytest.mark.slow
def test_observed_information_gives_the_spread_of_simulated_estimates():
    """Estimates on outcomes drawn anew at the optimum spread as their errors say; the published error of the sender's
    constant of concession, .12, is a quarter of that."""
    from winset.estimation.full_likelihood import maximum_likelihood

    fit, estimates = fitted("ml"), []
    for seed in range(80):
        point, ascent = maximum_likelihood(crisis_game.simulate(fit, seed), [fit.theta])
        if ascent.converged:
            estimates.append(point.theta)
    low, high = np.quantile(np.array(estimates), [0.16, 0.84], axis=0)
    ratio = 0.5 * (high - low) / fit.standard_errors
    assert len(estimates) > 70
    assert np.median(ratio) == pytest.approx(0.95, abs=0.15)
    assert ratio[fit.names.index("VA:(Intercept)")] > 0.7
