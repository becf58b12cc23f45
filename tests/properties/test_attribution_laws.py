"""Shapley shares: closed forms, their axioms, and the agreement of the sampled with the exact ones."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from winset.questions import shapley

DRAWS = 40


def random_game(partners: int, seed: int) -> dict[int, np.ndarray]:
    """Worth (2 outcomes, draws) of every set; draws in pairs that share most of it."""
    rng = np.random.default_rng(seed)
    shared = rng.normal(size=(1 << partners, 2, DRAWS // 2))
    return {s: np.repeat(shared[s], 2, axis=1) + 0.1 * rng.normal(size=(2, DRAWS)) for s in range(1 << partners)}


def by_hand(worth: dict[int, np.ndarray], partners: int) -> np.ndarray:
    """The definition: mean marginal contribution over all orders."""
    orders = np.array(list(permutations(range(partners))))
    return shapley.marginals(worth, orders).mean(axis=0)


@given(st.integers(1, 5), st.integers(0, 10_000))
def test_shares_add_up_to_the_whole_in_every_draw(partners, seed):
    worth = random_game(partners, seed)
    total = shapley.exact_shares(worth, partners).sum(axis=0)
    np.testing.assert_allclose(total, worth[(1 << partners) - 1] - worth[0], atol=1e-12)


@given(st.integers(1, 4), st.integers(0, 10_000))
def test_shares_are_the_mean_over_all_orders(partners, seed):
    worth = random_game(partners, seed)
    np.testing.assert_allclose(shapley.exact_shares(worth, partners), by_hand(worth, partners), atol=1e-12)


@given(st.integers(0, 10_000))
def test_partners_that_do_the_same_get_the_same(seed):
    rng = np.random.default_rng(seed)
    by_size = rng.normal(size=(5, DRAWS))
    worth = {s: by_size[s.bit_count()] for s in range(16)}
    shares = shapley.exact_shares(worth, 4)
    np.testing.assert_allclose(shares, np.broadcast_to(shares[0], shares.shape), atol=1e-12)


def test_who_adds_nothing_gets_nothing_and_games_add_up():
    first, second = random_game(3, 1), random_game(3, 2)
    padded = {s: first[s & 0b011] for s in range(8)}
    assert np.abs(shapley.exact_shares(padded, 3)[2]).max() < 1e-12
    both = {s: first[s] + second[s] for s in first}
    parts = shapley.exact_shares(first, 3) + shapley.exact_shares(second, 3)
    np.testing.assert_allclose(shapley.exact_shares(both, 3), parts, atol=1e-12)


def test_the_glove_market():
    """One left glove, two right ones; a pair is worth 1: shares 2/3, 1/6, 1/6."""
    worth = {s: np.array([float(bool(s & 1) and bool(s & 0b110))]) for s in range(8)}
    np.testing.assert_allclose(shapley.exact_shares(worth, 3)[:, 0], [2 / 3, 1 / 6, 1 / 6])


def test_sampled_orders_are_orders_that_come_with_their_reverse_and_extend_fewer():
    orders = shapley.sampled_orders(9, 8, 7)
    assert np.array_equal(np.sort(orders, axis=1), np.tile(np.arange(9), (8, 1)))
    assert np.array_equal(orders[0::2], orders[1::2, ::-1])
    assert np.array_equal(shapley.sampled_orders(9, 4, 7), orders[:4])
    assert not np.array_equal(shapley.sampled_orders(9, 4, 8), orders[:4])
    assert len({tuple(o) for o in orders}) == 8


@pytest.mark.parametrize("seed", range(6))
def test_sampled_shares_agree_with_the_exact_ones_within_their_error(seed):
    worth = random_game(6, seed)
    found = shapley.marginals(worth, shapley.sampled_orders(6, 60, seed))
    exact = shapley.exact_shares(worth, 6)
    by_order = shapley.jackknife(shapley.pair_means(found.mean(axis=-1)))
    off = np.abs(found.mean(axis=(0, -1)) - exact.mean(axis=-1)) / by_order
    assert np.all(off < 4.5)
    assert np.sqrt((off**2).mean()) < 1.7
    assert np.all(shapley.share_errors(found) > shapley.share_errors(exact[None]) * 0.5)


def test_sets_on_the_way_are_those_that_marginals_ask_for():
    orders = shapley.sampled_orders(5, 4, 1)
    worth = {s: np.array([float(s.bit_count())]) for s in shapley.sets_on_the_way(orders)}
    assert np.all(shapley.marginals(worth, orders) == 1.0)


def test_the_jackknife_of_a_mean_is_its_standard_error():
    values = np.random.default_rng(3).normal(size=(25, 4))
    expected = values.std(axis=0, ddof=1) / np.sqrt(25)
    np.testing.assert_allclose(shapley.jackknife(values), expected)
    assert np.isnan(shapley.jackknife(values[:1])).all()


def test_errors_cover_what_other_draws_would_give():
    """Shares from many independent sets of draws scatter as their error says."""
    found = [shapley.exact_shares(_noisy(seed), 2)[None] for seed in range(300)]
    means = np.array([f.mean(axis=(0, -1)) for f in found])
    errors = np.array([shapley.share_errors(f) for f in found])
    np.testing.assert_allclose(errors.mean(axis=0), means.std(axis=0), rtol=0.15)
    ratios = np.array([f.mean(axis=(0, -1)) / f.mean(axis=(0, -1)).sum() for f in found])
    errors = np.array([shapley.share_errors(f, ratio=True) for f in found])
    np.testing.assert_allclose(errors.mean(axis=0), ratios.std(axis=0), rtol=0.15)


def _noisy(seed: int) -> dict[int, np.ndarray]:
    rng = np.random.default_rng(seed)
    noise = np.repeat(rng.normal(size=(4, DRAWS // 2)), 2, axis=1)
    return {s: np.array([0.0, 4.0, 6.0, 12.0])[s] + (noise[s] if s else 0.0 * noise[s]) for s in range(4)}
