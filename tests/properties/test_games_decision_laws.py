"""Spatial politics, expected utility and reform priorities: relabelling, mirrors, units, unanimity."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from winset.games import SpatialRules, condorcet_election, expected_utility, reform_priorities, spatial_politics
from winset.games.spatial_politics.rules import CHOICES

SEEDS = st.integers(0, 10**6)


def council(seed, most_actors=8):
    """Positions and salience (n, D) on 0-100 and capability (n,)."""
    source = np.random.default_rng(seed)
    shape = (int(source.integers(3, most_actors + 1)), int(source.integers(1, 4)))
    positions = source.uniform(0.0, 100.0, shape)
    return positions, source.uniform(5.0, 100.0, shape) / shape[1], source.uniform(1.0, 100.0, shape[0])


def line(seed):
    """One dimension: positions, salience in (0, 1], capability."""
    source = np.random.default_rng(seed)
    n = int(source.integers(3, 9))
    return source.uniform(0.0, 10.0, n), source.uniform(0.05, 1.0, n), source.uniform(0.1, 2.0, n)


@given(SEEDS)
@settings(max_examples=25, deadline=None)
def test_names_of_actors_do_not_matter(seed):
    x, s, c = council(seed)
    order = np.random.default_rng(seed + 1).permutation(len(c))
    one = spatial_politics(x, s, c, most_turns=3)
    two = spatial_politics(x[order], s[order], c[order], most_turns=3)
    np.testing.assert_allclose(two.positions, one.positions[:, order], atol=1e-8)
    np.testing.assert_allclose(two.risk, one.risk[:, order], atol=1e-7)


@given(SEEDS)
@settings(max_examples=25, deadline=None)
def test_a_mirror_changes_nothing_else(seed):
    x, s, c = council(seed)
    one, two = spatial_politics(x, s, c, most_turns=3), spatial_politics(100.0 - x, s, c, most_turns=3)
    np.testing.assert_allclose(two.positions, 100.0 - one.positions, atol=1e-8)
    np.testing.assert_allclose(two.probabilities, one.probabilities, atol=1e-8)


@given(SEEDS)
@settings(max_examples=15, deadline=None)
def test_dimensions_can_be_listed_in_any_order(seed):
    x, s, c = council(seed)
    one, two = spatial_politics(x, s, c, most_turns=3), spatial_politics(x[:, ::-1], s[:, ::-1], c, most_turns=3)
    np.testing.assert_allclose(two.positions[:, :, ::-1], one.positions, atol=1e-8)


@given(SEEDS, st.sampled_from([0.1, 1e3]))
@settings(max_examples=25, deadline=None)
def test_unit_of_capability_does_not_matter(seed, unit):
    # up to the floors of 1e-8 and 1e-10 under coalitions, which have the unit of capability
    x, s, c = council(seed)
    one, two = spatial_politics(x, s, c, most_turns=1), spatial_politics(x, s, c * unit, most_turns=1)
    np.testing.assert_allclose(two.probabilities[0], one.probabilities[0], atol=1e-5)
    np.testing.assert_allclose(two.risk[0], one.risk[0], atol=1e-4)
    np.testing.assert_allclose(two.positions, one.positions, atol=0.0101)


@given(SEEDS)
@settings(max_examples=15, deadline=None)
def test_unit_of_positions_does_not_matter(seed):
    x, s, c = council(seed)
    one, two = (
        spatial_politics(x, s, c, most_turns=3),
        spatial_politics(x / 100.0, s / 100.0, c, scale=1.0, most_turns=3),
    )
    np.testing.assert_allclose(two.positions * 100.0, one.positions, atol=1e-8)


@pytest.mark.parametrize("rule", [r for r in CHOICES if r != "transitions"])
def test_unanimity_stays_put_under_every_rule(rule):
    x, s, c = np.tile([30.0, 70.0], (5, 1)), np.full((5, 2), 40.0), np.arange(1.0, 6.0)
    for name in CHOICES[rule]:
        found = spatial_politics(x, s, c, SpatialRules(**{rule: name}))
        assert (found.positions == x).all()
        assert (found.risk == 0.0).all()
        assert not found.bargains
        assert found.converged
    assert (found.probabilities == 1.0).all()


@given(SEEDS)
@settings(max_examples=20, deadline=None)
def test_initiators_offers_stay_between_the_parties(seed):
    x, s, c = council(seed)
    found = spatial_politics(x, s, c, most_turns=2)
    assert found.positions.min() >= x.min() - 0.01
    assert found.positions.max() <= x.max() + 0.01
    assert ((found.risk >= -0.5 - 1e-9) & (found.risk <= 1 + 1e-9)).all()
    assert all(b.initiator != b.target and b.gain > 1e-5 and 0.0 < b.chance < 1.0 for b in found.bargains)


@given(SEEDS, st.sampled_from(list(CHOICES["election"])), st.sampled_from(list(CHOICES["victory"])))
@settings(max_examples=40, deadline=None)
def test_elections_are_lotteries_that_ignore_order(seed, method, victory):
    source = np.random.default_rng(seed)
    table, weights = source.random((5, 6)), source.random(5) + 0.01
    order = source.permutation(6)
    one = condorcet_election(table, weights, victory=victory, election=method)
    two = condorcet_election(table[:, order], weights, victory=victory, election=method)
    assert one.probabilities.sum() == pytest.approx(1.0)
    assert (one.probabilities >= 0.0).all()
    np.testing.assert_allclose(two.probabilities, one.probabilities[order], atol=1e-9)


@given(SEEDS, st.sampled_from(["literal", "replication"]))
@settings(max_examples=40, deadline=None)
def test_expected_utility_ignores_units_and_shifts(seed, reading):
    x, s, c = line(seed)
    one = expected_utility(x, s, c, reading, rounds=2)
    two = expected_utility(3.0 * x + 5.0, s, 7.0 * c, reading, rounds=2)
    np.testing.assert_allclose(two.positions, 3.0 * one.positions + 5.0, atol=1e-7)
    np.testing.assert_allclose(two.exponents, one.exponents, atol=1e-8)
    assert ((one.exponents >= 0.5 - 1e-9) & (one.exponents <= 2 + 1e-9)).all()
    assert (one.positions >= x.min() - 1e-9).all()
    assert (one.positions <= x.max() + 1e-9).all()


@given(SEEDS)
@settings(max_examples=40, deadline=None)
def test_literal_expected_utility_is_symmetric(seed):
    x, s, c = line(seed)
    one, two = expected_utility(x, s, c, rounds=1), expected_utility(-x, s, c, rounds=1)
    np.testing.assert_allclose(two.positions, -one.positions, atol=1e-8)


@given(SEEDS, st.sampled_from(["literal", "replication"]), st.sampled_from([1.0, 0.5]))
@settings(max_examples=20, deadline=None)
def test_expected_utility_ignores_names_and_keeps_unanimity(seed, reading, status_quo):
    x, s, c = line(seed)
    order = np.random.default_rng(seed + 1).permutation(len(x))
    one = expected_utility(x, s, c, reading, status_quo, rounds=1)
    two = expected_utility(x[order], s[order], c[order], reading, status_quo, rounds=1)
    np.testing.assert_allclose(two.positions, one.positions[:, order], atol=1e-8)
    still = expected_utility(np.full(len(x), 4.0), s, c, reading, status_quo)
    assert (still.positions == 4.0).all()
    assert (still.exponents == 1.0).all()
    assert still.converged


@given(SEEDS)
@settings(max_examples=12, deadline=None)
def test_reform_priorities_ignore_names_and_units(seed):
    source = np.random.default_rng(seed)
    values, costs = source.uniform(0.0, 100.0, (4, 4)), source.uniform(5.0, 40.0, 4)
    force, budget = source.uniform(1.0, 9.0, 4), 0.5 * costs.sum()
    order = source.permutation(4)
    one = reform_priorities(values, costs, budget, force)
    two = reform_priorities(values[order] * 3.0, costs * 2.0, budget * 2.0, force[order])
    assert (two.orders == one.orders[order]).all()
    np.testing.assert_allclose(two.utilities, one.utilities[order], atol=1e-6)
    assert one.probabilities.sum() == pytest.approx(1.0)
    assert ((one.utilities >= -1e-12) & (one.utilities <= 1 + 1e-12)).all()


@given(SEEDS)
@settings(max_examples=12, deadline=None)
def test_reformers_who_agree_stay_put(seed):
    source = np.random.default_rng(seed)
    values = np.tile(source.uniform(0.0, 100.0, 5), (3, 1))
    found = reform_priorities(values, source.uniform(5.0, 40.0, 5), 60.0, [1.0, 2.0, 3.0])
    assert len(found.distinct) == 1
    assert found.utilities == pytest.approx(np.ones(3))
    assert found.converged
