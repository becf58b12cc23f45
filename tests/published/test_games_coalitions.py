"""Ruling coalitions: Acemoglu, Egorov, Sonin (2008), Review of Economic Studies 75(4)."""

import time

import numpy as np
import pytest

from winset import games
from winset.games.ruling_coalition import self_enforcing_table


@pytest.mark.parametrize(
    ("powers", "coalition"),
    [
        ([3, 4], [4]),
        ([3, 4, 5], [3, 4, 5]),
        ([3, 4, 5, 10], [3, 4, 5]),
        ([2, 3, 4], [2, 3, 4]),
        ([2, 4, 7, 10], [4, 7, 10]),
    ],
)
def test_worked_cases(powers, coalition):
    assert [powers[i] for i in games.ruling_coalition(powers)] == coalition


def test_near_equal_powers_rule_in_sizes_one_three_seven_fifteen():
    powers = 1.0 + 1e-4 * np.random.default_rng(1).random(15)
    sizes = {len(members) for members in games.self_enforcing(powers)}
    assert sizes == {1, 3, 7, 15}


def test_sixteen_players_within_three_seconds():
    powers = np.random.default_rng(2).random(16)
    start = time.perf_counter()
    games.ruling_coalition(powers)
    assert time.perf_counter() - start < 3.0


def test_ties_follow_the_named_rule():
    assert games.ruling_coalitions([1, 1, 1]) == ((0, 1), (0, 2), (1, 2))
    assert games.ruling_coalition([1, 1, 1]) == (0, 1)
    assert games.ruling_coalitions([1, 1, 2, 2]) == ((0, 1, 2), (0, 1, 3), (2, 3))
    assert games.ruling_coalition([1, 1, 2, 2]) == (2, 3)
    assert games.ruling_coalition([1, 1, 2, 2], ties="most") == (0, 1, 2)


def test_exactly_half_is_no_majority():
    assert games.ruling_coalition([0.1, 0.2, 0.3]) == (0, 1, 2)


def test_supermajority_keeps_more_players():
    assert games.ruling_coalition([3, 4, 5, 10], alpha=0.6) != games.ruling_coalition([3, 4, 5, 10], alpha=0.5)


def test_table_is_the_compiled_entry():
    power, best, stable = np.empty((3, 8))
    self_enforcing_table(np.array([3.0, 4.0, 5.0]), 3, 0.5, 0.0, power, best, stable)
    assert stable.tolist() == [0, 1, 1, 0, 1, 0, 0, 1]
    assert power[7] == 12.0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (([-1, 2],), "powers must be positive"),
        (([1, float("nan")],), "powers must be finite"),
        ((["a"],), "powers must be numbers"),
        (([],), "powers must be non-empty"),
        ((np.ones(23),), "at most 22"),
        (([1, 2], 0.4), "alpha must be"),
        (([1, 2], 1.0), "alpha must be"),
        (([1, 2], "half"), "alpha must be a number"),
        (([1, 2], 0.5, "coin"), "ties must be one of"),
    ],
)
def test_faults_name_function_and_argument(arguments, words):
    with pytest.raises(games.GameError, match="ruling_coalition.*" + words):
        games.ruling_coalition(*arguments)
