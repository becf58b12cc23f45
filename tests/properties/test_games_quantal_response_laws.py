"""Quantal response: it solves its equations, and transforms as the axioms say."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from winset.games.quantal_response import logit, logit_choice


@st.composite
def normal_forms(draw):
    shape = tuple(draw(st.lists(st.integers(2, 3), min_size=2, max_size=3)))
    source = np.random.default_rng(draw(st.integers(0, 10**6)))
    return [source.normal(size=shape) for _ in shape]


@given(normal_forms(), st.floats(0.0, 20.0))
@settings(max_examples=20, deadline=None)
def test_profile_solves_the_equations(payoffs, precision):
    found = logit(payoffs, precision)
    assert found.converged
    for i, table in enumerate(payoffs):
        value = np.moveaxis(table, i, -1)
        for j, other in enumerate(found.profile):
            if j != i:
                value = np.tensordot(other, value, axes=(0, 0))
        reply = np.exp(precision * (value - value.max()))
        np.testing.assert_allclose(found.profile[i], reply / reply.sum(), atol=1e-7)


@given(normal_forms(), st.floats(0.1, 10.0), st.floats(0.1, 10.0), st.floats(-5.0, 5.0))
@settings(max_examples=15, deadline=None)
def test_only_precision_times_payoff_matters(payoffs, precision, scale, shift):
    one = logit(payoffs, precision).profile
    two = logit([t * scale + shift for t in payoffs], precision / scale).profile
    for a, b in zip(one, two, strict=True):
        np.testing.assert_allclose(a, b, atol=1e-7)


@given(normal_forms(), st.floats(0.1, 5.0))
@settings(max_examples=15, deadline=None)
def test_relabelled_actions_carry_their_chances(payoffs, precision):
    one = logit(payoffs, precision).profile
    two = logit([np.flip(t, axis=0) for t in payoffs], precision).profile
    np.testing.assert_allclose(one[0], two[0][::-1], atol=1e-7)


@given(normal_forms())
@settings(max_examples=15, deadline=None)
def test_a_strictly_dominated_action_is_played_less_than_its_dominator(payoffs):
    payoffs[0][0] = payoffs[0][1] - 0.5
    chances = logit(payoffs, 3.0).profile[0]
    assert chances[0] < chances[1]


@given(st.lists(st.floats(-100, 100), min_size=1, max_size=8), st.floats(0, 100))
@settings(max_examples=60, deadline=None)
def test_logit_choice_is_ordered_and_sums_to_one(utilities, precision):
    out = np.empty(len(utilities))
    logit_choice(np.array(utilities), len(utilities), precision, out)
    assert abs(out.sum() - 1) < 1e-12
    order = np.argsort(utilities)
    assert (np.diff(out[order]) >= -1e-15).all()
