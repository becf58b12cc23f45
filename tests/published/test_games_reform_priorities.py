"""KTAB's reform priorities, scenario 1, and the recursion against all orders."""

from __future__ import annotations

import itertools
import json
import os
from pathlib import Path

import numpy as np
import pytest

from winset import games
from winset.games import reform_priorities
from winset.games.reform_orders import Programme, extreme, moves, raw_worth


def oracle(name: str) -> dict:
    root = os.environ.get("WINSET_SHARED")
    if not root:
        pytest.skip("WINSET_SHARED does not name the folder with the logs of KTAB")
    return json.loads((Path(root) / "oracles" / f"{name}.json").read_text())


def test_first_scenario_of_ktab():
    given, log = oracle("reformpri_inputs"), oracle("ktab_reformpri_scen1")
    names = ("item_values", "item_costs", "budget", "capabilities")
    found = reform_priorities(*(given[name] for name in names))
    assert found.orders.tolist() == log["final_positions"]
    assert len(found.distinct) == 14
    assert found.probabilities == pytest.approx(log["final_prob_unique"], abs=5.1e-5)
    assert found.utilities == pytest.approx(log["final_actor_EU"], abs=5.1e-5)
    assert (len(found.states) - 1, found.repeats) == (8, 6)
    assert not found.converged
    assert found.residual > 0
    assert len(found.states[found.repeats + 1 :]) == 2


def made_up(actors: int, items: int, seed: int):
    source = np.random.default_rng(seed)
    values, costs = source.integers(0, 11, (actors, items)) * 10.0, source.integers(5, 40, items)
    return values, costs, 0.5 * costs.sum(), source.integers(1, 9, actors)


@pytest.mark.parametrize("items", [1, 2, 4, 5])
def test_extremes_are_those_of_all_orders(items):
    for seed in range(5):
        values, costs, budget, _ = made_up(4, items, seed)
        programme = Programme(values, costs.astype(float), budget, (0.85, 0.1))
        every = np.array(list(itertools.permutations(range(items))))
        worth = raw_worth(programme, every)
        high, best = extreme(programme, 1.0)
        low, _ = extreme(programme, -1.0)
        assert high == pytest.approx(worth.max(axis=1), rel=1e-12)
        assert low == pytest.approx(worth.min(axis=1), rel=1e-12)
        first = (worth >= worth.max(axis=1, keepdims=True) - 1e-9).argmax(axis=1)
        assert best.tolist() == every[first].tolist()


def test_worth_by_hand():
    # second item passes the budget of 5, the third stays beyond it
    programme = Programme(np.array([[10.0, 20.0, 30.0]]), np.array([4.0, 2.0, 1.0]), 5.0, (0.85, 0.1))
    expected = 10 + 0.85 * 0.1 * 20 + 0.85**2 * 0.1 * 30
    assert raw_worth(programme, np.array([[0, 1, 2]]))[0, 0] == pytest.approx(expected)


def test_neighbours():
    assert moves(1).tolist() == [[0]]
    assert len(moves(7)) == 1 + 21 + 70
    assert moves(3).tolist() == [[0, 1, 2], [1, 0, 2], [2, 1, 0], [0, 2, 1], [1, 2, 0], [2, 0, 1]]


def outlook(values, costs, budget, force, orders, h):
    """EU of h from scratch: duplicates merged, one election over the distinct orders."""
    every = np.array(list(itertools.permutations(range(values.shape[1]))))
    programme = Programme(values, costs.astype(float), budget, (0.85, 0.1))
    worth = raw_worth(programme, every)
    distinct = np.unique(orders, axis=0)
    table = raw_worth(programme, distinct)
    low, high = worth.min(axis=1, keepdims=True), worth.max(axis=1, keepdims=True)
    table = (table - low) / (high - low)
    return table[h] @ games.condorcet_election(table, force).probabilities


def test_nobody_gains_alone_where_play_rests():
    rested = 0
    for seed in range(6):
        given = made_up(4, 4, seed)
        found = reform_priorities(*given)
        if not found.converged:
            continue
        rested += 1
        for h in range(4):
            now = outlook(*given, found.orders, h)
            for places in moves(4):
                other = found.orders.copy()
                other[h] = other[h][places]
                assert outlook(*given, other, h) <= now + 1e-3 + 1e-9
    assert rested >= 2


def test_limit_of_turns():
    given = oracle("reformpri_inputs")
    names = ("item_values", "item_costs", "budget", "capabilities")
    found = reform_priorities(*(given[name] for name in names), most_turns=2)
    assert found.repeats is None
    assert len(found.states) == 4
    assert not found.converged


def test_indifferent_actor_has_utility_one_and_start_is_used():
    start = [[1, 0], [0, 1]]
    found = reform_priorities([[0.0, 0.0], [5.0, 1.0]], [1.0, 1.0], 9.0, [1.0, 1.0], start=start)
    assert found.utilities[0] == pytest.approx(1.0)
    assert found.states[0].tolist() == start
    assert found.orders[1].tolist() == [0, 1]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"values": np.ones((2, 15)), "costs": np.ones(15)}, "reform_priorities: values must be of two actors"),
        ({"values": [[1.0, 2.0]]}, "at most 14 items"),
        ({"values": [[1.0, np.nan], [1.0, 2.0]]}, "values must be finite"),
        ({"costs": [1.0, -1.0]}, "costs must be non-negative"),
        ({"costs": [1.0]}, "costs must be of length 2"),
        ({"budget": -1.0}, "budget must be"),
        ({"capability": [1.0, 0.0]}, "capability must be positive"),
        ({"decline": 0.0}, r"decline must be a finite number in \(0, 1\]"),
        ({"over_budget": 2.0}, "over_budget must be"),
        ({"start": [[0, 0], [0, 1]]}, "each row a permutation"),
        ({"start": [[0, 1]]}, r"start must be of shape \(2, 2\)"),
        ({"most_turns": 0}, "most_turns must be"),
    ],
)
def test_faults(change, words):
    base = {"values": [[1.0, 2.0], [2.0, 1.0]], "costs": [1.0, 1.0], "budget": 1.0, "capability": [1.0, 1.0]}
    with pytest.raises(games.GameError, match=words):
        reform_priorities(**{**base, **change})
