"""Fitting to moments: recovery of known parameters, what the prior and the noise of the simulation do, refusals."""

from __future__ import annotations

import numpy as np
import pytest

from tools import fit as fit_tool
from winset.errors import ParameterError, RunError
from winset.estimation.moments import correlation, respond, scores, share, update, value_at
from winset.parameters import fit, parse, table
from winset.questions.facts import Episodes, read_facts
from winset.questions.facts.population import cells
from winset.questions.facts.statistics import STATISTICS

HEAD = "name,symbol,unit,default,lower,upper,prior,tier,source\n"
TABLE = parse(
    HEAD + "a.x,,1,2,0.5,8,lognormal(0.5),chosen,s\na.y,,1,1,-9,9,normal(2),chosen,s\na.z,,1,1,0,9,fixed,chosen,s\n"
)
SLOPE = np.array([[0.5, 0.0], [0.2, -1.0], [0.0, 0.3]])


NOWHERE = np.zeros(2)


def _cells(n: int, noise: float, centre: np.ndarray = NOWHERE) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Two cells that share the slopes: statistics of all, scores and influences, and the centre of the samples."""
    rng = np.random.default_rng(0)
    x = rng.standard_normal((2, n, 2)) + centre
    y = (1.0 + x @ SLOPE.T + noise * rng.standard_normal((2, n, 3))) / (2 * n)
    values = y.sum(axis=(0, 1))
    return values, x, y - values / (2 * n), centre


def test_scores_and_values_are_each_other_s_inverse():
    x = np.array([[-1.0, 0.5], [2.0, -1.5]])
    values = np.array([[value_at(p, s) for p, s in zip(TABLE, row)] for row in x])
    assert values[0] == pytest.approx([2.0 * np.exp(-0.5), 2.0])
    assert scores(values, TABLE[:2]) == pytest.approx(x)
    assert value_at(TABLE[0], 9.0) == 8.0


def test_a_parameter_that_stands_fast_cannot_be_fitted():
    with pytest.raises(RunError, match="a prior with a spread"):
        scores(np.ones((2, 1)), TABLE[2:])


def test_influences_sum_to_zero_and_are_the_change_that_an_episode_makes():
    rng = np.random.default_rng(1)
    x, y = rng.uniform(0, 1, (3, 40)), rng.uniform(1, 2, (3, 40))
    weight = np.ones((3, 40)) * np.array([[0.2], [1.0], [3.0]])
    value, influence = correlation(x, y, weight)
    assert influence.sum() == pytest.approx(0.0, abs=1e-12)
    more = weight.copy()
    more[1, 7] *= 1.0 + 1e-6
    assert (correlation(x, y, more)[0] - value) / 1e-6 == pytest.approx(influence[1, 7], rel=1e-3)
    flat = [np.repeat(v.ravel(), np.round(5 * weight).astype(int).ravel()) for v in (x, y)]
    assert value == pytest.approx(np.corrcoef(*flat)[0, 1])


def test_a_share_counts_cells_by_weight_and_leaves_out_those_that_have_none():
    top, low = (
        np.array([[1.0, 0, 0, 0], [1, 1, 0, 0], [0, 0, 0, 0]]),
        np.array([[1.0, 1, 1, 1], [1, 1, 0, 0], [0, 0, 0, 0]]),
    )
    weight = np.array([[3.0], [1.0], [9.0]]) * np.ones(4)
    value, influence = share(top, low, weight)
    assert value == pytest.approx((3 * 0.25 + 1 * 1.0) / 4)
    assert influence.sum(axis=1) == pytest.approx(np.zeros(3))
    assert influence[0] == pytest.approx(0.75 / 4 * np.array([0.75, -0.25, -0.25, -0.25]))


def test_slopes_are_recovered_and_noise_counts_as_zero():
    found = respond(*_cells(4000, 0.5))
    assert found.level == pytest.approx(np.ones(3), abs=0.03)
    assert found.slope == pytest.approx(SLOPE, abs=0.03)
    assert (found.slope[[0, 2], [1, 0]] == 0.0).all()
    assert found.error == pytest.approx(np.eye(3) * 0.25 / 8000, abs=2e-5)
    assert (found.centre == 0.0).all()


def test_too_few_samples_are_refused():
    with pytest.raises(RunError, match="at least 6 samples"):
        respond(np.ones(3), np.ones((1, 5, 2)), np.ones((1, 5, 3)), NOWHERE)


@pytest.mark.parametrize("centre", [NOWHERE, np.array([2.0, -1.5])])
def test_known_parameters_are_recovered_from_exact_moments(centre):
    truth = np.array([0.8, -0.5])
    found = update(respond(*_cells(4000, 0.05, centre)), 1.0 + SLOPE @ truth, 1e-6 * np.eye(3))
    assert found.mean == pytest.approx(truth, abs=0.01)
    assert found.expected == pytest.approx(1.0 + SLOPE @ truth, abs=0.01)
    assert (found.spread < 0.01).all()


def test_moments_that_say_nothing_leave_the_prior():
    found = update(respond(*_cells(400, 0.5)), np.ones(3), 1e9 * np.eye(3))
    assert found.mean == pytest.approx(np.zeros(2), abs=1e-6)
    assert found.spread == pytest.approx(np.ones(2))


def test_what_is_simulated_at_the_centre_is_not_moved_by_slopes_that_do_not_count():
    centre = np.array([2.0, -1.5])
    values, x, y, _ = _cells(60, 6.0, centre)  # too noisy for any slope
    found = update(respond(values, x, y, centre), np.ones(3), np.eye(3))
    assert found.expected == pytest.approx(values + y.sum(axis=(0, 1)), abs=0.5)
    assert found.mean == pytest.approx(NOWHERE)


def test_one_moment_gives_the_posterior_of_the_textbook():
    values, x, y, centre = _cells(20_000, 0.01)
    found = update(respond(values[:1], x, y[:, :, :1], centre), np.array([1.6]), np.array([[0.04]]))
    gain = 0.5 / (0.25 + 0.04)
    assert found.mean == pytest.approx([gain * 0.6, 0.0], abs=1e-3)
    assert found.spread == pytest.approx([np.sqrt(1.0 - gain * 0.5), 1.0], abs=1e-3)


def test_endings_of_the_same_cases_exclude_each_other():
    facts = [f for f in read_facts() if f.use == "fit"]
    seen, covariance = fit_tool.observed(facts)
    names = [f.name for f in facts]
    a, b = names.index("success"), names.index("gave_up")
    assert covariance[a, b] == covariance[b, a] == -seen[a] * seen[b] / 376
    assert (np.linalg.eigvalsh(covariance) > 0).all()
    assert covariance[a, a] == pytest.approx(seen[a] * (1 - seen[a]) / 376, rel=0.05)


@pytest.mark.parametrize("fact", [f for f in read_facts() if f.use == "fit"], ids=lambda fact: fact.name)
def test_what_is_fitted_is_the_statistic_of_the_fact(fact):
    rng, chosen = np.random.default_rng(2), tuple(c for c in cells() if fit_tool.plain(c))
    names = ("agreed", "imposed", "at_threat", "gave_up", "persists")
    values = {name: rng.integers(0, 2, (len(chosen), 8)).astype(float) for name in names}
    e = Episodes(chosen, values, fact.population)
    found, _ = fit_tool.STATISTICS[fact.statistic](e, fit_tool.weights(e, fact.population))
    assert found == pytest.approx(STATISTICS[fact.statistic](e))


def test_what_was_fitted_replaces_centre_and_spread():
    made = fit(TABLE, "name,default,spread\na.x,3,0.2\n")
    assert (made[0].default, made[0].spread, made[0].tier) == (3.0, 0.2, "fitted")
    assert made[1:] == TABLE[1:]


@pytest.mark.parametrize("row", ["a.w,1,0.1", "a.x,9,0.1", "a.z,1,0.1", "a.x,3,0"])
def test_a_faulty_fit_is_refused(row):
    with pytest.raises(ParameterError, match="fitted.csv:2"):
        fit(TABLE, f"name,default,spread\n{row}\n")
    with pytest.raises(ParameterError, match="fitted.csv:3"):
        fit(TABLE, "name,default,spread\na.x,3,0.2\na.x,3,0.2\n")


def test_the_packaged_fit_is_narrower_than_the_priors():
    before = {p.name: p for p in table(fitted=False)}
    fitted = [p for p in table() if p.tier == "fitted"]
    assert fitted
    assert all(0.0 < p.spread < before[p.name].spread for p in fitted)
