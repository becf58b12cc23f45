"""Contests and global games: best replies, relabelling, scale, monotonicity."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from winset import games

VALUES = st.lists(st.floats(0.1, 10.0), min_size=2, max_size=6)


@given(VALUES, st.floats(0.2, 1.0))
@settings(max_examples=40, deadline=None)
def test_no_player_gains_by_another_effort(values, r):
    v = np.array(values)
    found = games.contest(v, r=r)
    weight = found.efforts**r
    for i in range(v.size):
        tries = np.linspace(0.0, v[i], 500)
        others = weight.sum() - weight[i]
        pay = v[i] * tries**r / (tries**r + others) - tries
        assert pay.max() <= found.payoffs[i] + 1e-7 * v[i]
    assert abs(found.shares.sum() - 1.0) < 1e-9


@given(VALUES, st.floats(0.2, 1.0), st.floats(0.01, 100.0))
@settings(max_examples=40, deadline=None)
def test_efforts_scale_with_values(values, r, scale):
    one = games.contest(values, r=r).efforts
    np.testing.assert_allclose(games.contest(np.array(values) * scale, r=r).efforts, one * scale, rtol=1e-6, atol=1e-12)


@given(VALUES, st.randoms())
@settings(max_examples=40, deadline=None)
def test_names_do_not_matter(values, random):
    order = list(range(len(values)))
    random.shuffle(order)
    moved = games.contest([values[i] for i in order]).efforts
    np.testing.assert_allclose(moved, games.contest(values).efforts[order], atol=1e-12)


@given(VALUES)
@settings(max_examples=40, deadline=None)
def test_greater_values_try_harder(values):
    found = games.contest(sorted(values))
    assert (np.diff(found.efforts) >= -1e-12).all()


@given(st.floats(0.05, 0.95), st.floats(0.05, 1.0), st.floats(-0.5, 1.5), st.floats(0.2, 2.0))
@settings(max_examples=60, deadline=None)
def test_number_of_thresholds_is_odd_and_all_solve(cost, noise, mean, sd):
    found = games.global_game(cost, noise, (mean, sd))
    assert found.converged
    assert len(found.thresholds) in (1, 3)
    assert all(0.0 <= theta <= 1.0 for theta in found.thresholds)
    dearer = games.global_game(min(cost + 0.02, 0.98), noise, (mean, sd))
    assert dearer.thresholds[0] <= found.thresholds[0] + 1e-9


@given(st.floats(0.05, 0.95), st.floats(0.05, 2.0), st.floats(0.05, 2.0))
@settings(max_examples=60, deadline=None)
def test_manipulation_never_hurts_the_regime(cost, noise, price):
    found = games.information_manipulation(cost, noise, price)
    assert found.converged
    assert 0.0 <= found.theta <= 1 - cost + 1e-12
