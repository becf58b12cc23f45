"""Fitting to moments: recovery of known parameters, what the prior and the noise of the simulation do, refusals."""

from __future__ import annotations

import numpy as np
import pytest

from winset.errors import ParameterError, RunError
from winset.estimation.moments import pseudo_values, respond, scores, update, value_at
from winset.parameters import fit, parse, table

HEAD = "name,symbol,unit,default,lower,upper,prior,tier,source\n"
TABLE = parse(
    HEAD + "a.x,,1,2,0.5,8,lognormal(0.5),chosen,s\na.y,,1,1,-9,9,normal(2),chosen,s\na.z,,1,1,0,9,fixed,chosen,s\n"
)
SLOPE = np.array([[0.5, 0.0], [0.2, -1.0], [0.0, 0.3]])


def _samples(n: int, noise: float, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    x = rng.standard_normal((n, 2))
    return x, 1.0 + x @ SLOPE.T + noise * rng.standard_normal((n, 3))


def test_scores_and_values_are_each_other_s_inverse():
    x = np.array([[-1.0, 0.5], [2.0, -1.5]])
    values = np.array([[value_at(p, s) for p, s in zip(TABLE, row)] for row in x])
    assert values[0] == pytest.approx([2.0 * np.exp(-0.5), 2.0])
    assert scores(values, TABLE[:2]) == pytest.approx(x)
    assert value_at(TABLE[0], 9.0) == 8.0


def test_a_parameter_that_stands_fast_cannot_be_fitted():
    with pytest.raises(RunError, match="a prior with a spread"):
        scores(np.ones((2, 1)), TABLE[2:])


def test_pseudo_values_of_a_mean_are_the_sample():
    sample = np.array([0.3, -1.0, 2.0, 0.7])
    assert pseudo_values(lambda k: float(sample[k].mean()), 4) == pytest.approx(sample)


def test_pseudo_values_average_to_a_ratio_without_its_bias():
    rng = np.random.default_rng(1)
    top, low = rng.uniform(0, 1, 400), rng.uniform(1, 2, 400)
    found = pseudo_values(lambda k: float(top[k].sum() / low[k].sum()), 400)
    assert found.mean() == pytest.approx(0.5 / 1.5, abs=0.02)


def test_slopes_are_recovered_and_noise_counts_as_zero():
    found = respond(*_samples(4000, 0.5))
    assert found.level == pytest.approx(np.ones(3), abs=0.03)
    assert found.slope == pytest.approx(SLOPE, abs=0.03)
    assert (found.slope[[0, 2], [1, 0]] == 0.0).all()
    assert found.error == pytest.approx(np.eye(3) * 0.25 / 4000, abs=2e-5)


def test_too_few_samples_are_refused():
    with pytest.raises(RunError, match="at least 6 samples"):
        respond(np.ones((5, 2)), np.ones((5, 3)))


@pytest.mark.parametrize("centre", [None, np.array([0.6, -0.4])])
def test_known_parameters_are_recovered_from_exact_moments(centre):
    truth = np.array([0.8, -0.5])
    x, y = _samples(4000, 0.05)
    away = np.zeros(2) if centre is None else centre
    y += away @ SLOPE.T  # samples drawn around another centre
    found = update(respond(x, y), 1.0 + SLOPE @ truth, np.full(3, 1e-6), centre)
    assert found.mean == pytest.approx(truth, abs=0.01)
    assert found.expected == pytest.approx(1.0 + SLOPE @ truth, abs=0.01)
    assert (found.spread < 0.01).all()


def test_moments_that_say_nothing_leave_the_prior():
    found = update(respond(*_samples(400, 0.5)), np.ones(3), np.full(3, 1e9))
    assert found.mean == pytest.approx(np.zeros(2), abs=1e-6)
    assert found.spread == pytest.approx(np.ones(2))


def test_one_moment_gives_the_posterior_of_the_textbook():
    x, y = _samples(20_000, 0.01)
    response = respond(x, y[:, :1])
    found = update(response, np.array([1.6]), np.array([0.04]))
    gain = 0.5 / (0.25 + 0.04)
    assert found.mean == pytest.approx([gain * 0.6, 0.0], abs=1e-3)
    assert found.spread == pytest.approx([np.sqrt(1.0 - gain * 0.5), 1.0], abs=1e-3)


def test_what_was_fitted_replaces_centre_and_spread():
    made = fit(TABLE, "name,default,spread\na.x,3,0.2\n")
    assert (made[0].default, made[0].spread, made[0].tier) == (3.0, 0.2, "fitted")
    assert made[1:] == TABLE[1:]


@pytest.mark.parametrize("row", ["a.w,1,0.1", "a.x,9,0.1", "a.z,1,0.1"])
def test_a_faulty_fit_is_refused(row):
    with pytest.raises(ParameterError, match="fitted.csv:2"):
        fit(TABLE, f"name,default,spread\n{row}\n")


def test_the_packaged_fit_is_narrower_than_the_priors():
    before = {p.name: p for p in table(fitted=False)}
    fitted = [p for p in table() if p.tier == "fitted"]
    assert fitted
    assert all(0.0 < p.spread <= before[p.name].spread for p in fitted)
