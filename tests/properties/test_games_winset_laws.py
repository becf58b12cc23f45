"""Win sets against Monte Carlo membership, monotonicity in veto players, and the core."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from winset import games


@st.composite
def polities(draw, dims=None):
    d = dims or draw(st.integers(1, 3))
    n = draw(st.integers(1, 5))
    source = np.random.default_rng(draw(st.integers(0, 10**6)))
    return source.random((n, d)), source.random(d), draw(st.integers(1, n))


@given(polities())
@settings(max_examples=20, deadline=None)
def test_measure_is_what_membership_says(polity):
    ideals, status_quo, quota = polity
    found = games.winset(ideals, status_quo, quota=quota)
    d, span = status_quo.size, 3.5
    points = np.random.default_rng(0).uniform(-span / 2, span / 2, (60_000, d)) + 0.5
    share = found.contains(points).mean()
    allowed = 5 * np.sqrt(share * (1 - share) / 60_000) + 1e-3
    assert abs(found.measure / span**d - share) < allowed


@given(polities())
@settings(max_examples=20, deadline=None)
def test_reach_ends_where_membership_ends(polity):
    ideals, status_quo, quota = polity
    found = games.winset(ideals, status_quo, quota=quota)
    e = np.random.default_rng(1).normal(size=(50, status_quo.size))
    e /= np.linalg.norm(e, axis=1, keepdims=True)
    far = found.reach(e)
    long = far > 1e-4
    if long.any():
        assert found.contains(status_quo + 0.999 * far[long, None] * e[long]).all()
    assert not found.contains(status_quo + (1.001 * far[:, None] + 1e-6) * e).any()


@given(polities(), st.integers(0, 10**6))
@settings(max_examples=20, deadline=None)
def test_one_more_veto_player_never_widens_the_set(polity, seed):
    ideals, status_quo, _ = polity
    extra = np.random.default_rng(seed).random((1, status_quo.size))
    before = games.winset(ideals, status_quo)
    after = games.winset(np.vstack([ideals, extra]), status_quo)
    assert after.measure <= before.measure + before.error + after.error + 1e-9


@given(polities())
@settings(max_examples=20, deadline=None)
def test_core_points_cannot_be_beaten_unanimously(polity):
    ideals, status_quo, _ = polity
    core = games.unanimity_core(ideals)
    inside = np.random.default_rng(2).dirichlet(np.ones(len(ideals))) @ ideals
    assert core.contains(inside)
    assert games.winset(ideals, inside).measure < 1e-6
    if not core.contains(status_quo):
        assert games.winset(ideals, status_quo).measure > 0.0


@given(polities(), st.floats(0.1, 10.0))
@settings(max_examples=15, deadline=None)
def test_measure_scales_with_the_space(polity, scale):
    ideals, status_quo, quota = polity
    one = games.winset(ideals, status_quo, quota=quota).measure
    two = games.winset(ideals * scale, status_quo * scale, quota=quota).measure
    np.testing.assert_allclose(two, one * scale**status_quo.size, rtol=1e-6, atol=1e-12)
