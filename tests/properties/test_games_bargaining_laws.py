"""Bargaining solvers: equilibrium conditions checked directly, and the axioms they satisfy."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from winset import games
from winset.games.closed_rule import partner_probabilities

UNIT = st.floats(0.01, 0.99)


@st.composite
def legislatures(draw):
    n = draw(st.integers(1, 7))
    weights = np.array(draw(st.lists(st.floats(0.0, 1.0), min_size=n, max_size=n))) + 1e-3
    weights[draw(st.integers(0, n - 1))] += 0.1
    delta = draw(st.lists(st.floats(0.05, 0.999), min_size=n, max_size=n))
    return n, np.array(delta), weights / weights.sum(), draw(st.integers(1, n))


@given(legislatures())
@settings(max_examples=120, deadline=None)
def test_closed_rule_is_a_stationary_equilibrium(game):
    n, delta, p, quota = game
    rule = games.closed_rule(n, delta, p, quota)
    x = rule.reservations
    cost = np.array([np.sort(np.delete(x, i))[: quota - 1].sum() for i in range(n)])
    np.testing.assert_allclose(rule.proposer_share, 1 - cost, atol=1e-10)
    np.testing.assert_allclose(rule.values, p * (1 - cost) + rule.inclusion * x, atol=1e-10)
    np.testing.assert_allclose(x, delta * rule.values, atol=1e-9)
    assert abs(rule.values.sum() - 1) < 1e-9
    assert abs(rule.inclusion.sum() - (quota - 1)) < 1e-9


@given(legislatures())
@settings(max_examples=15, deadline=None)
def test_closed_rule_mixture_buys_only_the_cheapest(game):
    rule = games.closed_rule(*game)
    mixture = partner_probabilities(rule)
    np.testing.assert_allclose(1 - mixture @ rule.reservations, rule.proposer_share, atol=1e-7)


@given(legislatures(), st.randoms())
@settings(max_examples=40, deadline=None)
def test_closed_rule_ignores_names(game, random):
    n, delta, p, quota = game
    order = list(range(n))
    random.shuffle(order)
    moved = games.closed_rule(n, delta[order], p[order], quota).values
    np.testing.assert_allclose(moved, games.closed_rule(n, delta, p, quota).values[order], atol=1e-9)


@given(UNIT, UNIT, st.floats(0, 0.5), st.floats(0, 0.5), st.floats(0, 0.5), st.floats(0, 0.5))
@settings(max_examples=100, deadline=None)
def test_rubinstein_is_the_fixed_point(d1, d2, o1, o2, g1, g2):
    found = games.rubinstein(d1, d2, (o1, o2), (g1, g2))
    m = 0.5
    for _ in range(3000):
        a1 = max(o1, (1 - d1) * g1 + d1 * m)
        m = 1 - max(o2, (1 - d2) * g2 + d2 * (1 - a1))
    assert abs(found.shares[0] - m) < 1e-9
    assert found.residual < 1e-12


@given(UNIT, UNIT, UNIT)
def test_rubinstein_rewards_own_patience(d1, d2, more):
    richer = games.rubinstein(d1 + (0.995 - d1) * more, d2).shares[0]
    assert richer >= games.rubinstein(d1, d2).shares[0] - 1e-12


@given(st.lists(st.floats(0, 0.2), min_size=2, max_size=5), st.floats(0.1, 10))
def test_nash_division_is_efficient_and_scales(disagreement, scale):
    d = np.array(disagreement)
    weights = np.arange(1.0, d.size + 1)
    one = games.nash_bargaining(d, weights).payoffs
    assert abs(one.sum() - 1) < 1e-12
    assert (one >= d).all()
    np.testing.assert_allclose(games.nash_bargaining(d * scale, weights, scale).payoffs, one * scale, rtol=1e-9)


@st.composite
def hulls(draw):
    n, k = draw(st.integers(2, 3)), draw(st.integers(2, 5))
    rows = st.lists(st.floats(0, 1), min_size=n, max_size=n)
    table = np.array(draw(st.lists(rows, min_size=k, max_size=k)))
    return np.vstack([table, np.eye(n) * 0.8])


@given(hulls(), st.floats(0.5, 3.0))
@settings(max_examples=15, deadline=None)
def test_nash_over_lotteries_beats_every_random_lottery(table, stretch):
    n = table.shape[1]
    found = games.bargain_over_lotteries(table, np.zeros(n))
    assert found.agreement
    assert found.converged
    draws = np.random.default_rng(0).dirichlet(np.ones(len(table)), 2000) @ table
    best = np.log(found.payoffs).mean()
    with np.errstate(divide="ignore"):
        assert best >= np.log(draws).mean(axis=1).max() - 1e-7
    units = np.ones(n)
    units[0] = stretch
    moved = games.bargain_over_lotteries(table * units, np.zeros(n)).payoffs
    np.testing.assert_allclose(moved, found.payoffs * units, atol=2e-4)


@given(hulls())
@settings(max_examples=15, deadline=None)
def test_kalai_smorodinsky_equalises_shares_of_the_ideal(table):
    n = table.shape[1]
    found = games.bargain_over_lotteries(table, np.zeros(n), solution="kalai_smorodinsky")
    shares = found.payoffs / table.max(axis=0)
    draws = np.random.default_rng(0).dirichlet(np.ones(len(table)), 2000) @ table
    assert shares.min() >= (draws / table.max(axis=0)).min(axis=1).max() - 1e-6
