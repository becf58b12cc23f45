"""Beliefs (rows 10, 19, 39): Bayes in closed form."""

from __future__ import annotations

import csv
import math
import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polities import Polity

from winset.information.blame import attribution, blame
from winset.information.duration import duration, lift_hazard, resolve_belief
from winset.information.legitimacy import breadth, legitimacy, membership
from winset.information.official_statistics import bias, detection, official_statistics
from winset.information.pressure_points import observed_loss, pressure_points, update
from winset.polity.street import attack_share
from winset.streams import normal

KEY = 17


def _odds(m: float) -> float:
    return math.log(m / (1.0 - m))


def _share(log_odds: float) -> float:
    return 1.0 / (1.0 + math.exp(-log_odds))


@settings(max_examples=50, deadline=None)
@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1), st.floats(0, 0.2), st.floats(0, 1))
def test_blame_is_the_posterior_of_a_foreign_cause(pressure, claims, media, rents, prices):
    p = Polity([1.0]).params.blame
    prior = _share(p.prior)
    foreign = math.exp(p.coverage * pressure + p.narrative * claims * media)  # likelihoods of what is seen
    domestic = math.exp(p.rents * rents + p.inflation * prices)
    posterior = prior * foreign / (prior * foreign + (1.0 - prior) * domestic)
    assert attribution(pressure, claims, media, rents, prices, p) == pytest.approx(posterior, rel=1e-12)


def test_falling_prices_are_no_alibi():
    p = Polity([1.0]).params.blame
    assert attribution(0.5, 0.5, 0.5, 0.0, -0.3, p) == attribution(0.5, 0.5, 0.5, 0.0, 0.0, p)


def test_approval_rallies_on_news_and_pays_for_hardship():
    polity = Polity([1.0])
    info, p, room = polity.state.information, polity.params.blame, polity.inputs.institutions
    room.claims, room.media = 0.8, 0.5
    info.approval[:] = 0.1, 0.0, -0.1
    loss = np.array([0.3, 0.2, -0.1])
    blame(info, (0.4, 0.02, 0.1), 0.6, loss, room, p)
    b = attribution(0.4, 0.8, 0.5, 0.02, 0.1, p)
    assert info.blame == pytest.approx(b)
    assert info.hardship == pytest.approx(p.speed * loss)
    expected = [
        a + p.rally * 0.4 * b * 0.6 - p.cost * (1 - b) * p.speed * x - p.decay * a
        for a, x in zip((0.1, 0.0, -0.1), loss)
    ]
    assert info.approval == pytest.approx(expected)


@settings(max_examples=40, deadline=None)
@given(st.floats(-0.5, 0.5), st.floats(-0.5, 0.5), st.floats(0.1, 5.0))
def test_private_signals_are_gaussian_updating(belief, seen, precision):
    p = Polity([1.0]).params.pressure_points
    posterior = pressure_points(belief, 1.0, seen, 0.0, 0.0, precision, p)
    x = np.linspace(-12.0, 12.0, 20_001)  # prior precision 1, signal precision k tau
    density = np.exp(-0.5 * (x - belief) ** 2 - 0.5 * p.gain * precision * (x - seen) ** 2)
    assert posterior == pytest.approx(np.trapezoid(x * density, x) / np.trapezoid(density, x), abs=1e-6)


def test_observed_loss_is_log_income_lacking():
    assert observed_loss(0.8, 1.0) == pytest.approx(math.log(1.25))
    assert observed_loss(1.2, 1.0) < 0.0


def _signals(status: float = 2.0, intensity: float = 1.0, noise: float = 0.0) -> Polity:
    polity = Polity([0.5, 0.5])
    polity.state.external.sender.status, polity.state.external.sender.intensity = status, intensity
    polity.case.precision[:2] = 4.0, 0.5
    polity.inputs.factions.exposure[:2] = 0.6, 0.6
    polity.params.pressure_points.noise = noise
    return polity


def _truth(*values: float) -> np.ndarray:
    out = np.zeros(16)
    out[: len(values)] = values
    return out


def _update(polity: Polity, truth: np.ndarray, draw: int = 0) -> np.ndarray:
    update(polity.scene, truth, (np.uint64(1), draw, 3, KEY), polity.params.pressure_points)
    return polity.state.information.loss[:2]


def test_the_informed_move_first():
    polity = _signals()
    p = polity.params.pressure_points
    for month in range(1, 13):
        loss = _update(polity, _truth(0.4, 0.4))
        kept = [(1.0 / (1.0 + p.gain * tau)) ** month for tau in (4.0, 0.5)]
        assert loss == pytest.approx([0.4 * (1.0 - k) for k in kept])
        assert loss[0] > loss[1]


def test_threats_show_a_share_of_what_the_package_would_cost():
    polity = _signals(status=1.0)
    p, truth = polity.params.pressure_points, _truth(0.0, 0.0)
    loss = _update(polity, truth)
    gains = [p.gain * tau / (1.0 + p.gain * tau) for tau in (4.0, 0.5)]
    assert loss == pytest.approx([g * p.anticipation * 0.6 for g in gains])
    assert not truth.any()  # what is expected is not what is lost


@pytest.mark.parametrize(("status", "intensity"), [(0.0, 1.0), (3.0, 1.0), (4.0, 1.0), (2.0, 0.1)])
def test_without_pressure_there_is_no_signal(status, intensity):
    assert not _update(_signals(status, intensity), _truth(0.4, 0.4)).any()


def test_noise_of_a_signal_scales_with_stakes_and_precision():
    seen = np.array([_update(_signals(noise=0.3), _truth(0.4, -0.2), draw).copy() for draw in range(3000)])
    p = _signals().params.pressure_points
    for i, (x, tau) in enumerate(((0.4, 4.0), (-0.2, 0.5))):
        gain = p.gain * tau / (1.0 + p.gain * tau)
        spread = 0.3 * (abs(x) + 0.3) / math.sqrt(tau)
        assert seen[:, i].mean() == pytest.approx(gain * x, abs=4 * gain * spread / math.sqrt(3000))
        assert seen[:, i].std() == pytest.approx(gain * spread, rel=0.06)
    assert abs(np.corrcoef(seen.T)[0, 1]) < 0.08  # each faction hears its own


@settings(max_examples=40, deadline=None)
@given(st.floats(0.1, 0.8), st.integers(1, 60))
def test_endurance_reveals_resolve(prior, months):
    p = Polity([1.0]).params.duration
    p.signal = 0.0
    odds = _odds(prior)
    for _ in range(months):
        odds = resolve_belief(odds, 1.0, 0.7, 1.0, p)
    h = p.hazard_weak - p.hazard_resolved
    assert _share(odds) == pytest.approx(prior / (prior + (1.0 - prior) * math.exp(-h * months)), abs=1e-9)


@settings(max_examples=40, deadline=None)
@given(st.floats(0.2, 0.8), st.floats(-1.5, 1.5), st.floats(0.2, 4.0), st.sampled_from((0.0, 1.0)))
def test_a_signal_moves_the_odds_by_its_likelihood_ratio(prior, noise, precision, resolved):
    p = Polity([1.0]).params.duration
    p.signal, p.hazard_weak, p.hazard_resolved = 0.05, 0.01, 0.01
    tau = 0.05 * precision
    y = 2.0 * resolved - 1.0 + noise / math.sqrt(tau)
    high, low = (math.exp(-0.5 * tau * (y - m) ** 2) for m in (1.0, -1.0))
    posterior = prior * high / (prior * high + (1.0 - prior) * low)
    found = resolve_belief(_odds(prior), resolved, noise, precision, p)
    assert _share(found) == pytest.approx(posterior, rel=1e-9)


def test_belief_is_bounded_away_from_certainty():
    p = Polity([1.0]).params.duration
    assert resolve_belief(3.999, 1.0, 60.0, 4.0, p) == 4.0
    assert resolve_belief(-3.999, 0.0, -60.0, 4.0, p) == -4.0


def test_expected_hazard_is_the_mixture_of_types_and_fatigue():
    p = Polity([1.0]).params.duration
    m = 0.7
    expected = 0.7 * p.hazard_resolved + 0.3 * p.hazard_weak + p.fatigue * 0.4
    assert lift_hazard(_odds(m), 0.4, p) == pytest.approx(expected)
    assert lift_hazard(_odds(0.9), 0.0, p) < lift_hazard(_odds(0.1), 0.0, p)


def test_each_faction_hears_its_own_signal_while_pressure_lasts():
    polity = _signals()
    sender, p = polity.state.external.sender, polity.params.duration
    sender.resolved = 1.0
    duration(polity.scene, (np.uint64(1), 5, 2, KEY), p)
    for i in range(2):
        noise = normal(np.uint64(1), 5, 2, KEY, i + 1)
        assert polity.state.information.resolve[i] == resolve_belief(0.0, 1.0, noise, polity.case.precision[i], p)
    assert polity.state.information.resolve[0] != polity.state.information.resolve[1]
    before = polity.state.information.resolve.copy()
    sender.status = 4.0
    duration(polity.scene, (np.uint64(1), 5, 3, KEY), p)
    assert np.array_equal(before, polity.state.information.resolve)


def _episodes(*columns: str) -> list[np.ndarray]:
    """Columns of the 120 episodes of Grauvogel and von Soest (fuzzy scores)."""
    shared = os.environ.get("WINSET_SHARED", "")
    path = Path(shared) / "data" / "grauvogel_vonsoest_2014.csv"
    if not shared or not path.is_file():
        pytest.skip("WINSET_SHARED holds no grauvogel_vonsoest_2014.csv")
    with path.open(newline="") as file:
        rows = list(csv.DictReader(file))
    return [np.array([float(row[column]) for row in rows]) for column in columns]


def test_persistence_is_at_least_the_set_of_claims_breadth_and_distance():
    persistence, claims, breadth_, linkage = _episodes("Persistence", "Claims", "Comprehensiveness", "Linkage")
    degree = np.array([membership(*row) for row in zip(claims, breadth_, linkage)])
    shared = np.minimum(degree, persistence).sum()
    assert len(degree) == 120
    assert shared / degree.sum() == pytest.approx(0.78, abs=0.005)  # consistency
    assert shared / persistence.sum() == pytest.approx(0.36, abs=0.005)  # coverage


def _claiming(claims: float = 0.8, linkage: float = 0.3, cover: float = 0.6) -> Polity:
    polity = Polity([1.0])
    polity.inputs.institutions.claims, polity.inputs.institutions.linkage = claims, linkage
    polity.inputs.weights.imports[:] = polity.inputs.weights.exports[:] = 1.0 / 13.0
    polity.inputs.macro.oil_exports, polity.inputs.macro.other_exports = 0.2, 0.1
    measures = polity.state.external.measures
    measures.imports[:] = measures.exports[:] = measures.finance = cover
    legitimacy(polity.state.information, measures, polity.inputs, polity.params.legitimacy)
    return polity


def test_the_weakest_of_three_conditions_decides_what_claims_absorb():
    depth = Polity([1.0]).params.legitimacy.depth
    for given_, least in (
        ((0.8, 0.3, 0.6), 0.6),
        ((0.5, 0.3, 0.6), 0.5),
        ((0.8, 0.9, 0.6), 0.1),
        ((0.8, 0.3, 0.0), 0.0),
    ):
        assert _claiming(*given_).state.information.absorbed == pytest.approx(depth * least)
    polity = _claiming()
    measures = polity.state.external.measures
    measures.imports[:] = measures.finance = 0.0
    assert breadth(measures, polity.inputs) == pytest.approx(0.6 / 3.0)


def test_absorbed_hardship_costs_neither_approval_nor_quiet():
    found = []
    for claims in (0.0, 0.8):
        polity = _claiming(claims)
        info, p = polity.state.information, polity.params
        polity.inputs.institutions.claims = 0.0  # so that attribution is the same
        polity.inputs.households.population[:] = 1.0 / 3.0
        blame(info, (0.4, 0.0, 0.0), 0.0, np.full(3, 0.3), polity.inputs.institutions, p.blame)
        cost = p.blame.cost * (1.0 - info.blame) * (1.0 - info.absorbed) * info.hardship
        assert info.approval == pytest.approx(-cost)
        found.append(attack_share(info, 0.2, polity.inputs.households.population, p.street))
    assert found[0] > found[1]


def _office(official: float, market: float, months: int = 1, media: float = 0.8) -> Polity:
    polity = Polity([1.0])
    polity.inputs.institutions.media = media
    fx, room = polity.state.economy.fx, polity.state.information.statistics
    fx.official, fx.market = official, market
    for _ in range(months):
        official_statistics(room, fx, media, polity.params.official_statistics)
    return polity


@settings(max_examples=30, deadline=None)
@given(st.floats(0.0, 2.0), st.floats(0.0, 2.0), st.floats(0.1, 5.0))
def test_figures_are_found_out_by_the_gap_of_the_two_rates(official, market, kappa):
    p = Polity([1.0]).params.official_statistics
    p.kappa = kappa
    unseen = (1.0 - detection(official, market, p)) ** 12  # a year with a constant gap
    assert 1.0 - unseen == pytest.approx(1.0 - math.exp(-kappa * abs(official - market)), abs=1e-12)


def test_the_bias_is_worth_its_cost():
    p, media = Polity([1.0]).params.official_statistics, 0.7
    for doubt in (0.0, 0.3, 1.0):
        gains = [p.hide * media * (1.0 - doubt) * a - 0.5 * a * a for a in np.linspace(0.0, 1.0, 10_001)]
        assert np.argmax(gains) / 10_000 == pytest.approx(bias(doubt, media, p), abs=1e-4)


def test_doubt_comes_to_rest_between_detection_and_oblivion():
    polity = _office(0.0, 0.9, months=600)
    p, room = polity.params.official_statistics, polity.state.information.statistics
    caught = detection(0.0, 0.9, p)
    assert room.doubt == pytest.approx(caught / (caught + p.forget))
    assert room.hidden == pytest.approx(p.hide * 0.8 * (1.0 - room.doubt) ** 2)
    assert _office(0.4, 0.4, months=30).state.information.statistics.doubt == 0.0


def test_hidden_hardship_costs_no_approval_and_doubted_media_carry_no_narrative():
    for market in (0.0, 2.0):
        polity = _office(0.0, market, months=40)
        info, p, room = polity.state.information, polity.params.blame, polity.inputs.institutions
        room.claims = 0.8
        blame(info, (0.4, 0.02, 0.1), 0.0, np.full(3, 0.3), room, p)
        b = attribution(0.4, 0.8, 0.8 * (1.0 - info.statistics.doubt), 0.02, 0.1, p)
        assert info.blame == pytest.approx(b)
        assert info.approval == pytest.approx(-p.cost * (1.0 - b) * info.hardship * (1.0 - info.statistics.hidden))
