"""Ruling coalitions against the axioms by exhaustive recursion, and under relabelling and scale."""

from functools import cache
from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from winset import games

POWERS = st.lists(st.integers(1, 50), min_size=1, max_size=6)


def literal(powers, alpha):
    """All minimisers of the definition, by recursion over proper subsets."""

    @cache
    def phi(s):
        inside = [t for k in range(1, len(s)) for t in combinations(s, k)]
        wins = [t for t in inside if gamma(t) > alpha * gamma(s) + 1e-12 and t in phi(t)]
        options = [*wins, s]
        least = min(gamma(t) for t in options)
        return tuple(t for t in options if gamma(t) <= least + 1e-12)

    def gamma(t):
        return sum(powers[i] for i in t)

    return phi(tuple(range(len(powers))))


@given(POWERS, st.sampled_from([0.5, 0.6, 0.75]))
@settings(max_examples=80, deadline=None)
def test_equals_the_definition(powers, alpha):
    assert games.ruling_coalitions(powers, alpha) == tuple(sorted(literal(powers, alpha)))


@given(POWERS, st.floats(1e-6, 1e6))
@settings(max_examples=40, deadline=None)
def test_scale_does_not_matter(powers, scale):
    assert games.ruling_coalition(np.array(powers) * scale) == games.ruling_coalition(powers)


@given(st.lists(st.integers(1, 10**6), min_size=2, max_size=7, unique=True), st.randoms())
@settings(max_examples=40, deadline=None)
def test_names_do_not_matter(powers, random):
    order = list(range(len(powers)))
    random.shuffle(order)
    moved = games.ruling_coalitions([powers[i] for i in order])
    back = sorted(tuple(sorted(order[i] for i in members)) for members in moved)
    assert tuple(back) == games.ruling_coalitions(powers)


@given(POWERS)
@settings(max_examples=40, deadline=None)
def test_ruling_coalition_is_self_enforcing_and_wins(powers):
    ruling = games.ruling_coalition(powers)
    assert ruling in games.self_enforcing(powers)
    share = sum(powers[i] for i in ruling) / sum(powers)
    assert share > 0.5
