"""The spatial model against KTAB's own logs, and against a second writing of its description in loops."""

from __future__ import annotations

import dataclasses
import json
import os
from pathlib import Path

import numpy as np
import pytest
from spatial_literal import Turn, election

from winset import games
from winset.games import SpatialRules, condorcet_election, spatial_politics
from winset.games.spatial_politics import election as elections
from winset.games.spatial_politics.choice import drawn
from winset.games.spatial_politics.rules import CHOICES, KTAB_OPTIONS
from winset.games.spatial_politics.views import distinct

NAMES = {rule: tuple(names) for rule, names in CHOICES.items() if rule != "transitions"}
VERSIONS = [(rule, name) for rule, names in NAMES.items() for name in names]


def logged(case: str) -> dict:
    """A run of KTAB 0.1: input rows, options, and what it printed."""
    root = os.environ.get("WINSET_SHARED")
    if not root:
        pytest.skip("WINSET_SHARED does not name the folder with the logs of KTAB")
    return json.loads((Path(root) / "oracles" / f"ktab_smp_{case}.json").read_text())


def council(rows: list[list[str]]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Positions, salience and capability of a file in KTAB's form, its title and header rows included."""
    numbers = np.array([[float(cell) for cell in row[2 : 3 + 2 * int(rows[0][3])]] for row in rows[2:]])
    return numbers[:, 1::2], numbers[:, 2::2], numbers[:, 0]


@pytest.mark.parametrize("case", ["dummyData_3Dim", "SOE-Policy"])
def test_every_turn_of_ktab(case):
    log = logged(case)
    found = spatial_politics(*council(log["input_rows"]), SpatialRules.from_ktab(log["params"]))
    assert found.turns == log["turns"]
    assert found.converged
    assert found.changes == pytest.approx(np.array(log["fractional_change"]), abs=5.1e-5)
    # the log has one decimal of positions and four of probabilities
    printed = np.array([list(actor.values()) for actor in log["positions_by_turn"].values()])
    assert np.abs(printed.transpose(2, 0, 1) - found.positions).max() <= 0.05 + 1e-9
    chances = np.array(list(log["prob_by_turn"].values()))
    assert np.abs(chances.T - found.probabilities).max() <= 5.1e-5
    made = [(b.turn, b.initiator, b.target) for b in found.bargains]
    assert made == [tuple(b[:3]) for b in log["bargains"]]
    assert [b.gain for b in found.bargains] == pytest.approx([b[3] for b in log["bargains"]], abs=1e-12)


def case(actors: int, dimensions: int, seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Made-up positions and salience (actors, dimensions) and capability (actors,)."""
    source = np.random.default_rng(seed)
    positions = source.uniform(0.0, 100.0, (actors, dimensions))
    salience = source.uniform(10.0, 100.0, (actors, dimensions)) / dimensions
    return positions, salience, source.uniform(10.0, 110.0, actors)


def agrees(inputs, rules, turns, follow=None):
    """Every state of the arrays equals the loops' one."""
    found = spatial_politics(*inputs, rules, follow, most_turns=turns)
    x, s = (inputs[0] / 100).tolist(), (inputs[1] / 100).tolist()
    y = x
    for held, risk, chances in zip(found.positions, found.risk, found.probabilities, strict=True):
        state = Turn(x, y, s, inputs[2].tolist(), rules)
        assert held / 100 == pytest.approx(np.array(x), abs=1e-9)
        assert risk == pytest.approx(np.array(state.r), abs=1e-9)
        assert chances == pytest.approx(state.reported(), abs=1e-9)
        x = state.move()
        new = np.array(x)
        y = x if follow is None else (follow @ new + (1 - follow.sum(axis=1))[:, None] * np.array(y)).tolist()


@pytest.mark.parametrize(("rule", "name"), VERSIONS)
def test_arrays_agree_with_loops(rule, name):
    rules = dataclasses.replace(SpatialRules(), **{rule: name})
    agrees(case(6, 2, 1), rules, 3)
    agrees(case(5, 1, 2), rules, 2)


@pytest.mark.parametrize("seed", range(8))
def test_mixed_rules_and_lagging_ideals_agree_with_loops(seed):
    source = np.random.default_rng(seed)
    rules = SpatialRules(**{rule: str(source.choice(names)) for rule, names in NAMES.items()})
    follow = source.random((5, 5))
    agrees(case(5, 2, seed), rules, 3, 0.7 * follow / follow.sum(axis=1, keepdims=True))


@pytest.mark.parametrize("method", CHOICES["election"])
@pytest.mark.parametrize("victory", CHOICES["victory"])
def test_election_agrees_with_loops(method, victory):
    source = np.random.default_rng(3)
    table, weights = source.random((5, 4)), source.random(5) + 0.1
    for voting in CHOICES["voting"]:
        found = condorcet_election(table, weights, voting, victory, method)
        rules = SpatialRules(voting=voting, victory=victory, election=method)
        assert found.probabilities == pytest.approx(election(rules, table.tolist(), weights.tolist()), abs=1e-9)
        assert found.converged
        assert found.pairwise + found.pairwise.T == pytest.approx(np.ones((4, 4)))


def test_election_of_two_options_by_hand():
    # strengths 3 x 0.5 and 1 x 0.5, so P = 3/4, and 9/10 after squaring
    table, weights = [[0.5, 0.0], [0.0, 0.5]], [3.0, 1.0]
    assert condorcet_election(table, weights).probabilities == pytest.approx([0.75, 0.25], abs=1e-8)
    assert condorcet_election(table, weights, victory="square").probabilities == pytest.approx([0.9, 0.1], abs=1e-8)


def test_cycle_of_sharp_contests_does_not_underflow():
    # rock, paper, scissors by thirds, each of a hundred copies: every product is below the least double
    table = np.array([[1.0, 0.5, 0.0], [0.0, 1.0, 0.5], [0.5, 0.0, 1.0]]).repeat(100, axis=1)
    found = condorcet_election(table, [1.0, 1.0, 1.0], victory="octic")
    assert found.probabilities == pytest.approx(np.full(300, 1 / 300))


def test_markov_election_that_does_not_settle_says_so(monkeypatch):
    monkeypatch.setattr(elections, "MOST_STEPS", 1)
    inputs = case(5, 1, 0)
    assert not condorcet_election(inputs[0].T / 100 * np.ones((3, 1)), [1, 1, 1], election="markov_uniform").converged
    assert not spatial_politics(*inputs, SpatialRules(election="markov_uniform"), most_turns=3).converged


def test_limit_of_turns_is_reported():
    found = spatial_politics(*case(5, 2, 1), most_turns=1)
    assert (found.turns, found.converged) == (1, False)
    assert found.residual == pytest.approx(found.changes[-1])


def test_stochastic_choice_follows_its_seed():
    rules, inputs = SpatialRules(transitions="stochastic"), case(8, 2, 5)
    one, same, other = (spatial_politics(*inputs, rules, most_turns=4, seed=seed) for seed in (1, 1, 2))
    assert np.array_equal(one.positions, same.positions)
    assert not np.array_equal(one.positions, other.positions)
    assert [drawn(np.array([0.25, 0.5, 0.25]), z) for z in (0.0, 0.25, 0.26, 0.75, 1.0)] == [0, 0, 1, 1, 2]
    assert drawn(np.array([0.5, 0.5 - 1e-12]), 1.0) == 1


def test_equivalent_positions_take_the_last_match():
    # the third is within 1e-3 of both kept ones, which are not within 1e-3 of one another
    kept, equivalent = distinct(np.array([[0.0], [0.0015], [0.0008]]))
    assert kept == [0, 1]
    assert equivalent == [0, 1, 1]


def test_names_of_ktab():
    options = {option: list(CHOICES[rule].values())[-1] for option, rule in KTAB_OPTIONS.items()}
    rules = SpatialRules.from_ktab(options)
    assert dataclasses.asdict(rules) == {rule: list(CHOICES[rule])[-1] for rule in CHOICES}
    assert SpatialRules.from_ktab({"ThirdPartyCommit": "Semi"}) == SpatialRules()


POINTS, CARE, FORCE = [[10.0], [60.0], [90.0]], [[50.0], [50.0], [50.0]], [1.0, 2.0, 3.0]


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: SpatialRules(voting="loud"), "SpatialRules: voting must be one of proportional, cubic"),
        (lambda: SpatialRules.from_ktab({"Mood": "Linear"}), "from_ktab: option must be one of VictoryProbModel"),
        (lambda: SpatialRules.from_ktab({"VotingRule": "Loud"}), "from_ktab: VotingRule must be one of Prop"),
        (lambda: spatial_politics([[101.0], [60.0], [90.0]], CARE, FORCE), "positions must be from 0 to 100"),
        (lambda: spatial_politics(POINTS, [[-1.0], [5.0], [5.0]], FORCE), "salience must be from 0 to 100"),
        (lambda: spatial_politics(POINTS, [[0.0], [5.0], [5.0]], FORCE), "salience must be in sum above 0"),
        (lambda: spatial_politics(np.ones((3, 2)), np.full((3, 2), 60.0), FORCE), "in sum above 0 and at most 100"),
        (lambda: spatial_politics(POINTS, CARE[:2], FORCE), r"salience must be of shape \(3, 1\)"),
        (lambda: spatial_politics(POINTS[:2], CARE, FORCE), r"positions must be of shape \(3, 1\)"),
        (lambda: spatial_politics(POINTS, CARE, [1, 0, 2]), "spatial_politics: capability must be positive"),
        (lambda: spatial_politics([1.0], [1.0], [1.0]), "capability must be of two actors or more"),
        (lambda: spatial_politics([[np.nan], [1], [2]], CARE, FORCE), "positions must be finite"),
        (lambda: spatial_politics([[1.0], [1.0, 2.0]], CARE, FORCE), "positions must be a table of numbers"),
        (lambda: spatial_politics(["a", "b"], CARE, FORCE), "positions must be numbers in 2 dimension"),
        (lambda: spatial_politics(POINTS, CARE, FORCE, scale=0.0), "scale must be a finite number"),
        (lambda: spatial_politics(POINTS, CARE, FORCE, most_turns=0), "most_turns must be"),
        (lambda: spatial_politics(POINTS, CARE, FORCE, accommodation=np.eye(2)), r"accommodation must be of shape"),
        (lambda: spatial_politics(POINTS, CARE, FORCE, accommodation=2 * np.eye(3)), "rows that sum to at most 1"),
        (
            lambda: spatial_politics(POINTS, CARE, FORCE, SpatialRules(transitions="stochastic")),
            "seed must be given with stochastic transitions",
        ),
        (lambda: condorcet_election([[0.1, 0.2]], [-1.0]), "condorcet_election: weights must be non-negative"),
        (lambda: condorcet_election([[0.1, 0.2]], [1.0], voting="x"), "condorcet_election: voting must be one of"),
        (lambda: condorcet_election([[0.1, 0.2]], [1.0], victory="x"), "victory must be one of linear"),
        (lambda: condorcet_election([[0.1, 0.2]], [1.0], election="x"), "election must be one of conditional"),
    ],
)
def test_faults(call, words):
    with pytest.raises(games.GameError, match=words):
        call()
