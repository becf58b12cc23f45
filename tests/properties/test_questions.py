"""Laws that answers obey whatever was simulated, and closed forms on made-up paths."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from synthetic import FACTIONS, synthetic_run

from winset import questions
from winset.questions.arrays import (
    bands,
    elapsed_months,
    happened_by,
    kaplan_meier,
    monte_carlo_error,
    pressure_window,
    rows_of,
)
from winset.questions.history import Base, comparison, exchange_rate, inflation_rate, scores
from winset.questions.incidence import region_weights
from winset.questions.outcomes import outcome_indicators
from winset.questions.variance import pair_shares

BASE = Base(0.03, 0.15, 9800.0)
IDEAL = [f[5] for f in FACTIONS]
SETTLED = ["compliance", "settlement", "sender_capitulation", "unsettled"]


def test_end_states_partition_every_date(synthetic_run: SimpleNamespace) -> None:
    answer = questions.outcomes(synthetic_run.dataset)["probability"]
    np.testing.assert_allclose(answer.sel(outcome=SETTLED).sum("outcome"), 1.0)
    rising = answer.drop_sel(outcome="unsettled")
    assert (rising.diff("month") >= 0).all()
    assert (answer.sel(outcome="unsettled").diff("month") <= 0).all()
    kinds = [name for name in answer["outcome"].values if name.startswith("leader_exit.")]
    np.testing.assert_allclose(answer.sel(outcome=kinds).sum("outcome"), answer.sel(outcome="leader_exit"))


def test_a_settlement_is_reversed_when_measures_come_back() -> None:
    lifted, imposed = 4.0, 2.0
    status = np.array([[imposed, imposed, lifted, lifted], [imposed, lifted, imposed, lifted], [imposed] * 4])
    nothing = np.full(3, -1.0)
    paths = {
        "status": status, "end_state": np.array([2.0, 2.0, 0.0]), "end_month": np.array([2.0, 1.0, -1.0]),
        "exit_kind": np.zeros(3), "exit_month": nothing, "interim_month": nothing,
    }  # fmt: skip
    month = np.arange("2012-01", "2012-05", dtype="datetime64[M]")
    found = outcome_indicators(paths, month)["reversed"]
    assert found.tolist() == [[False] * 4, [False, False, True, True], [False] * 4]


@pytest.mark.parametrize("of", ["coalition", "leader"])
@pytest.mark.parametrize("censor", [False, True])
def test_survival_falls_from_one(synthetic_run: SimpleNamespace, of: str, censor: bool) -> None:
    curve = questions.survival(synthetic_run.dataset, of, censor_at_end_state=censor)
    assert ((curve >= 0) & (curve <= 1)).all()
    assert (curve.diff("month") <= 1e-12).all()


def test_survival_names_what_it_knows(synthetic_run: SimpleNamespace) -> None:
    with pytest.raises(ValueError, match="of must be 'coalition' or 'leader'"):
        questions.survival(synthetic_run.dataset, "throne")


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(-1, 11), min_size=2, max_size=40))
def test_kaplan_meier_without_censoring_is_the_share_left(event: list[int]) -> None:
    months = np.array(event)
    expected = 1 - happened_by(months, 12).mean(axis=0)
    np.testing.assert_allclose(kaplan_meier(months, np.full(months.size, -1), 12), expected, atol=1e-12)


def test_kaplan_meier_by_hand() -> None:
    # four draws: events in months 1 and 3, censored in month 2 and never
    curve = kaplan_meier(np.array([1, 3, -1, -1]), np.array([-1, -1, 2, -1]), 5)
    np.testing.assert_allclose(curve, [1, 3 / 4, 3 / 4, 3 / 8, 3 / 8])


def test_bands_and_crossing_agree(synthetic_run: SimpleNamespace) -> None:
    dataset = synthetic_run.dataset
    answer = questions.concession(dataset)
    assert (answer.diff("quantile") >= 0).all()
    dates = questions.crossing(dataset, 0.4)
    reached = (dataset["concession"] >= 0.4).any("month")
    assert (dates.notnull() == reached).all()


def test_loss_is_minus_income_and_rents_add_up(synthetic_run: SimpleNamespace) -> None:
    window = slice(30, 42)
    answer = questions.incidence(synthetic_run.dataset, synthetic_run.rest, window)
    income = synthetic_run.dataset["income"].isel(month=window).mean("month").median("draw")
    np.testing.assert_allclose(answer["loss"].sel(quantile=0.5), -income, atol=1e-6)
    parts = sum(synthetic_run.dataset[n] for n in ("scarcity_rent", "allocation_rent", "smuggling_rent"))
    total = parts.isel(month=window).mean("month").median("draw")
    np.testing.assert_allclose(answer["rent"].sel(quantile=0.5), total, atol=1e-7)
    same = questions.incidence(synthetic_run.dataset, synthetic_run.dataset, window)["household_change"]
    np.testing.assert_allclose(same, 0.0, atol=1e-12)


def test_regions_follow_their_sectors(synthetic_run: SimpleNamespace) -> None:
    sectors = list(synthetic_run.coords["sector"])
    regions = {"mine": {"output": 0.0, "sectors": {"mining": 1.0}}, "all": {"output": 1.0, "sectors": {}}}
    weights = region_weights(regions, dict.fromkeys(sectors, 1.0))
    answer = questions.regional_incidence(synthetic_run.dataset, weights, list(regions), slice(30, 42))
    mining = synthetic_run.dataset["sector_output"].sel(sector="mining").isel(month=slice(30, 42))
    expected = mining.mean("month").median("draw") - 1
    np.testing.assert_allclose(answer.sel(region="mine", quantile=0.5), expected, atol=1e-6)


def test_a_shift_needs_a_change_of_members(synthetic_run: SimpleNamespace) -> None:
    answer = questions.coalition_shift(synthetic_run.dataset, IDEAL)
    assert float(answer["probability"].isel(month=0)) == 0.0
    still = synthetic_run.dataset["coalition"].isel(month=[0] * 84).assign_coords(
        month=synthetic_run.dataset["month"]
    )  # fmt: skip
    frozen = questions.coalition_shift(synthetic_run.dataset.assign(coalition=still), IDEAL)
    assert float(frozen["probability"].max()) == 0.0
    seats = questions.membership(synthetic_run.dataset)
    assert ((seats >= 0) & (seats <= 1)).all()
    assert list(seats["after"].values) == [0, 12, 36]


def test_survival_does_not_answer_to_no_pressure(synthetic_run: SimpleNamespace) -> None:
    same = questions.elasticity(synthetic_run.dataset, synthetic_run.dataset)
    assert float(np.abs(same["elasticity"]).max()) == 0.0
    none = questions.elasticity(synthetic_run.rest, synthetic_run.rest)
    assert none["elasticity"].isnull().all()


def test_split_of_variance_recovers_its_parts() -> None:
    rng = np.random.default_rng(1)
    parameter = np.repeat(rng.normal(size=4000), 2)
    share = pair_shares(np.sqrt(0.3) * parameter + np.sqrt(0.7) * rng.normal(size=8000))
    assert abs(float(share.parameters) - 0.3) < 4 * float(share.error)
    assert 0.01 < float(share.error) < 0.02
    assert abs(float(share.total) - 1) < 0.06


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**31), st.floats(0, 1))
def test_variance_shares_lie_in_the_unit_interval_within_error(seed: int, weight: float) -> None:
    rng = np.random.default_rng(seed)
    parameter = np.repeat(rng.normal(size=200), 2)
    share = pair_shares(weight * parameter + (1 - weight) * rng.normal(size=400))
    assert -5 * share.error - 1e-9 <= share.parameters <= 1 + 5 * share.error + 1e-9


def test_variance_of_pairs_that_agree_or_never_vary() -> None:
    both = np.repeat(np.arange(10.0), 2)
    assert float(pair_shares(both).parameters) == pytest.approx(1.0)
    assert np.isnan(pair_shares(np.ones(10)).parameters)
    with pytest.raises(ValueError, match="at least 6 draws"):
        pair_shares(np.ones(4))


def test_variance_shares_keep_labels(synthetic_run: SimpleNamespace) -> None:
    answer = questions.variance_shares(synthetic_run.dataset["concession"])
    assert answer["parameters"].dims == ("month",)
    np.testing.assert_allclose(answer["parameters"] + answer["shocks"], 1.0)


def test_errors_count_pairs_not_draws() -> None:
    rng = np.random.default_rng(3)
    once = rng.normal(size=500)
    doubled = np.repeat(once, 2)
    assert float(monte_carlo_error(doubled)) == pytest.approx(once.std(ddof=1) / np.sqrt(500))


def test_bands_leave_out_failed_draws() -> None:
    values = np.array([[1.0], [2.0], [3.0], [np.nan]])
    assert float(bands(values)[2, 0]) == 2.0


def test_long_runs_keep_every_twelfth_month() -> None:
    month = np.arange("2010-12", "2015-12", 12, dtype="datetime64[M]")
    assert elapsed_months(month).tolist() == [11, 23, 35, 47, 59]
    assert rows_of(np.array([-1, 0, 11, 12, 60]), month).tolist() == [-1, 0, 0, 1, -1]


def test_window_starts_at_half_of_the_peak() -> None:
    assert pressure_window(np.array([0, 0.2, 0.6, 1.0, 1.0]), 2) == slice(2, 4)
    assert pressure_window(np.zeros(5)) == slice(0, 5)


def test_history_is_compared_on_the_same_base() -> None:
    month = np.arange("2010-01", "2014-01", dtype="datetime64[M]")
    on_path = np.zeros((3, month.size))
    np.testing.assert_allclose(inflation_rate(on_path, 0.15), 0.15)
    np.testing.assert_allclose(exchange_rate(on_path, np.array([0, 12, *[24] * 46]), BASE)[0, 1], 9800 * 1.15)
    grows = {"unit": "index, 2009 = 1", "frequency": "year", "values": {2010: 1.03, 2011: 1.03**2, 2013: 1.03**4}}
    compared = comparison("gdp", grows, on_path + 1, month, BASE)
    np.testing.assert_allclose(compared.observed, [1, 1, np.nan, 1], atol=1e-12)
    found = scores(compared)
    assert (found["observations"], found["gaps"], found["coverage_80"]) == (3, 1, 1.0)
    detrended = {**grows, "unit": "index, 2009 = 1, relative to trend", "values": {2010: 0.9}}
    assert comparison("gdp", detrended, on_path + 1, month, BASE).observed[0] == pytest.approx(0.9)


def test_history_that_is_absent_stays_a_gap(synthetic_run: SimpleNamespace) -> None:
    series = synthetic_run.scenario["history"]["series"]["inflation"]
    answer = questions.compare(synthetic_run.dataset, "inflation", series, BASE)
    assert answer["observed"].isnull().sum() == 1
    assert answer.attrs["gaps"] == 1
    with pytest.raises(KeyError, match="no model variable"):
        questions.compare(synthetic_run.dataset, "happiness", series, BASE)
    empty = {"unit": "local per USD", "frequency": "month", "values": {"1999-01": 1.0}}
    assert np.isnan(questions.compare(synthetic_run.dataset, "market_rate", empty, BASE).attrs["coverage_80"])


def test_a_run_of_one_pair_has_no_error() -> None:
    run = synthetic_run(draws=2)
    error = questions.outcomes(run.dataset)["monte_carlo_error"]
    assert error.isnull().all()
