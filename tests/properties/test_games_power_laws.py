"""Power indices against permutations, the nucleolus against Kohlberg's balance and the Talmud rule."""

from itertools import permutations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from winset import games
from winset.games.power_index import banzhaf, shapley, shapley_shubik


@st.composite
def councils(draw, most=6):
    weights = draw(st.lists(st.integers(0, 9), min_size=1, max_size=most))
    weights[0] += 1
    return weights, draw(st.integers(1, sum(weights)))


def by_permutations(weights, quota):
    pivots = np.zeros(len(weights))
    orders = list(permutations(range(len(weights))))
    for order in orders:
        total = 0
        for i in order:
            total += weights[i]
            if total >= quota:
                pivots[i] += 1
                break
    return pivots / len(orders)


@given(councils())
@settings(max_examples=40, deadline=None)
def test_shapley_shubik_counts_pivots(council):
    np.testing.assert_allclose(shapley_shubik(*council), by_permutations(*council), atol=1e-14)


@given(councils())
@settings(max_examples=40, deadline=None)
def test_counting_enumeration_and_values_agree(council):
    weights, quota = council
    n = len(weights)
    v = [float(sum(weights[i] for i in range(n) if m >> i & 1) >= quota) for m in range(2**n)]
    np.testing.assert_allclose(shapley_shubik(weights, quota), shapley(v), atol=1e-14)
    twice = [weights, weights], [quota, quota]
    np.testing.assert_allclose(shapley_shubik(*twice), shapley(v), atol=1e-14)
    np.testing.assert_allclose(banzhaf(*twice), banzhaf(weights, quota), atol=1e-14)


@given(councils(12), st.integers(2, 9), st.randoms())
@settings(max_examples=40, deadline=None)
def test_axioms_of_the_indices(council, scale, random):
    weights, quota = council
    for index in (shapley_shubik, banzhaf):
        value = index(weights, quota)
        assert abs(value.sum() - 1) < 1e-12
        assert (value[np.array(weights) == 0] == 0.0).all()
        assert (np.diff(value[np.argsort(weights)]) >= -1e-14).all()
        np.testing.assert_allclose(index(np.array(weights) * scale, quota * scale), value, atol=1e-14)
        order = list(range(len(weights)))
        random.shuffle(order)
        np.testing.assert_allclose(index([weights[i] for i in order], quota), value[order], atol=1e-14)


@st.composite
def coalitional(draw, most=4):
    n = draw(st.integers(1, most))
    v = np.random.default_rng(draw(st.integers(0, 10**6))).normal(size=2**n)
    v[0] = 0.0
    v[-1] = max(v[-1], v[1 << np.arange(n)].sum() + draw(st.sampled_from([0.0, 0.3, 2.0])))
    return v


@given(coalitional(), coalitional())
@settings(max_examples=40, deadline=None)
def test_shapley_is_efficient_and_additive(v, w):
    assert abs(shapley(v).sum() - v[-1]) < 1e-12
    if v.size == w.size:
        np.testing.assert_allclose(shapley(v + w), shapley(v) + shapley(w), atol=1e-12)


def balanced(masks, n):
    """Kohlberg 1971: positive weights on all of these coalitions that cover each player once."""
    rows = np.array([[m >> i & 1 for i in range(n)] for m in masks], float)
    most = linprog(
        np.append(np.zeros(len(rows)), -1.0),
        A_ub=np.column_stack([-np.eye(len(rows)), np.ones(len(rows))]),
        b_ub=np.zeros(len(rows)),
        A_eq=np.column_stack([rows.T, np.zeros(n)]),
        b_eq=np.ones(n),
        bounds=[(0, None)] * len(rows) + [(None, 1)],
    )
    return most.status == 0 and -most.fun > 1e-9


@given(coalitional())
@settings(max_examples=25, deadline=None)
def test_prenucleolus_meets_kohlbergs_criterion(v):
    n = v.size.bit_length() - 1
    x = games.prenucleolus(v)
    assert abs(x.sum() - v[-1]) < 1e-9
    masks = range(1, v.size - 1)
    excess = {m: v[m] - sum(x[i] for i in range(n) if m >> i & 1) for m in masks}
    for level in sorted(excess.values()):
        assert balanced([m for m in masks if excess[m] >= level - 1e-8], n)


def sorted_excess(v, x):
    n = len(x)
    masks = np.arange(1, v.size - 1)
    return np.sort(v[masks] - (masks[:, None] >> np.arange(n) & 1) @ x)[::-1]


@given(coalitional())
@settings(max_examples=25, deadline=None)
def test_nucleolus_beats_every_random_imputation(v):
    x = games.nucleolus(v)
    alone = v[1 << np.arange(x.size)]
    assert (x >= alone - 1e-9).all()
    mine = sorted_excess(v, x)
    spare = v[-1] - alone.sum()
    rivals = np.random.default_rng(0).dirichlet(np.ones(x.size), 300)
    near = np.maximum(x + np.random.default_rng(1).normal(scale=0.01, size=(300, x.size)), alone)
    near -= (near - alone) * ((near.sum(axis=1) - v[-1]) / np.maximum((near - alone).sum(axis=1), 1e-12))[:, None]
    for y in np.vstack([alone + spare * rivals, near]):
        gap = sorted_excess(v, y) - mine
        first = gap[np.abs(gap) > 1e-7][:1]
        assert first.size == 0 or first[0] > 0.0


def talmud(claims, estate):
    """Aumann and Maschler 1985: equal awards up to half claims, then equal losses."""
    half, low, high = claims / 2, 0.0, claims.max()
    losing = estate > half.sum()
    target = claims.sum() - estate if losing else estate
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if np.minimum(half, middle).sum() < target else (low, middle)
    part = np.minimum(half, high)
    return claims - part if losing else part


@given(st.lists(st.integers(1, 100), min_size=2, max_size=5), st.floats(0.05, 0.95))
@settings(max_examples=20, deadline=None)
def test_bankruptcy_nucleolus_is_the_talmud_rule(claims, fraction):
    claims = np.array(claims, float)
    estate, n = fraction * claims.sum(), claims.size
    v = [max(0.0, estate - sum(claims[i] for i in range(n) if not m >> i & 1)) for m in range(2**n)]
    np.testing.assert_allclose(games.nucleolus(v), talmud(claims, estate), atol=1e-6)


@given(coalitional(), st.floats(0.1, 50.0))
@settings(max_examples=20, deadline=None)
def test_nucleolus_is_covariant(v, scale):
    n = v.size.bit_length() - 1
    shift = np.arange(n) - 1.0
    masks = np.arange(v.size)
    moved = v * scale + (masks[:, None] >> np.arange(n) & 1) @ shift
    np.testing.assert_allclose(games.nucleolus(moved), games.nucleolus(v) * scale + shift, atol=1e-7 * scale)
