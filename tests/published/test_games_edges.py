"""Boundaries, units and faulty arguments of the solvers, each once found wrong or unclear."""

from __future__ import annotations

import math

import numpy as np
import pytest

from winset import games
from winset.games.extensive import Decision, Terminal
from winset.games.nash_bargaining import PolicySet
from winset.games.power_count import count_swings
from winset.games.power_index import banzhaf, shapley_shubik
from winset.games.quantal_response import agent, logit
from winset.games.signalling import spence
from winset.games.voting import probabilistic_voting


@pytest.mark.parametrize(("n", "r"), [(2, 2.0), (3, 1.5), (4, 4 / 3), (5, 1.25)])
def test_last_decisiveness_with_an_equilibrium_of_all(n, r):
    # r = n / (n - 1): r V (n - 1) / n^2 = V / n each, nobody earns anything
    found = games.contest(np.ones(n), r=r)
    assert found.converged
    assert found.efforts == pytest.approx(np.full(n, 1 / n))
    assert found.payoffs == pytest.approx(np.zeros(n), abs=1e-12)


def test_unequal_players_have_no_such_equilibrium():
    assert not games.contest([1.0, 2.0], r=2.0).converged


def test_two_of_three_may_spend_all_while_the_third_stays_out():
    found = games.contest([1.0, 1.0, 1.0], r=2.0)
    assert sorted(tuple(e) for e in found.equilibria) == [(0.0, 0.5, 0.5), (0.5, 0.0, 0.5), (0.5, 0.5, 0.0)]


def test_outside_of_one_and_inside_of_the_other_do_not_add_up():
    # the second lives on .5 only while the first does not leave for .7
    found = games.rubinstein(0.9, 0.9, outside=(0.7, 0.0), inside=(0.0, 0.5))
    assert found.agreement
    assert found.shares_if_second_proposes == pytest.approx((0.7, 0.3))
    assert found.shares == pytest.approx((0.68, 0.32))  # .1 x .5 + .9 x .3


def test_a_proposer_may_wait_for_the_other_offer():
    found = games.rubinstein(0.9, 0.5, outside=(0.7, 0.0), inside=(0.0, 0.95))
    assert not found.agreement
    assert found.converged
    assert found.shares == pytest.approx((0.9 * 0.7, 0.5 * 0.95 + 0.5 * 0.3))
    assert found.shares_if_second_proposes == pytest.approx((0.7, 0.3))


def test_options_worth_more_than_the_whole():
    assert games.rubinstein(0.9, 0.9, inside=(0.7, 0.5)).shares == (0.7, 0.5)
    assert games.rubinstein(0.9, 0.9, outside=(0.7, 0.5)).binding == (True, True)
    exact = games.rubinstein(0.9, 0.9, inside=(0.1 + 0.2, 0.7))
    assert exact.agreement


@pytest.mark.parametrize("unit", [1e-9, 1.0, 1e9])
def test_bargains_do_not_depend_on_units(unit):
    line = PolicySet(np.zeros(1), np.array([unit]))
    for scale in (1e-9, 1.0, 1e9):
        found = games.bargain_over_policies(
            line, lambda x, s=scale: s * np.array([x[0], unit - x[0]]) / unit, [0, 0], [2, 1]
        )
        assert found.agreement
        assert found.converged
        assert found.policy / unit == pytest.approx([2 / 3], abs=1e-6)
        assert found.payoffs / scale == pytest.approx([2 / 3, 1 / 3], abs=1e-6)


def test_linear_inequalities_keep_their_meaning_in_any_unit():
    room = PolicySet(np.zeros(2), np.array([1.5e6, 1e-3]), np.array([[1e-6, 2e3]]), np.array([2.0]))
    found = games.bargain_over_policies(room, lambda x: x, [0.0, 0.0])
    assert found.payoffs == pytest.approx([1e6, 0.5e-3], rel=1e-5)


def test_utility_that_is_infinite_at_an_end():
    with np.errstate(divide="ignore"):
        found = games.bargain_over_policies(
            PolicySet(np.zeros(1), np.ones(1)), lambda x: np.array([np.log(x[0]), np.log(1 - x[0])]), [-3.0, -3.0]
        )
    assert found.policy == pytest.approx([0.5], abs=1e-5)


def test_rounding_does_not_break_an_agreement():
    assert games.nash_bargaining([0.1, 0.1, 0.1, 0.7]).agreement


@pytest.mark.parametrize("at", [1 / 3, 0.5, 0.9, 0.123456789])
def test_persuasion_finds_steps_off_the_grid(at):
    found = games.persuasion(0.1, lambda m: m >= at)
    assert found.value == pytest.approx(0.1 / at, abs=1e-9)
    assert found.converged


def test_persuasion_takes_a_function_of_one_posterior():
    assert games.persuasion(0.3, lambda m: 1.0 if m >= 0.5 else 0.0).value == pytest.approx(0.6)
    wave = games.persuasion(0.4, lambda m: math.sin(9 * m))
    assert wave.converged
    assert wave.weights @ wave.posteriors == pytest.approx(0.4)


def test_a_given_grid_is_kept():
    found = games.persuasion(0.3, lambda m: m >= 1 / 3, grid=[0.4])
    assert found.value == pytest.approx(0.75)
    assert found.residual == 0.0


def test_closed_forms_say_how_far_they_are_off():
    assert games.cheap_talk(0.001).converged
    assert games.cheap_talk(0.001).residual < 1e-12
    for selection in ("intuitive", "dearest_separating", "pooling"):
        assert spence([1.0, 2.0], selection=selection).converged
    assert games.persuasion_over([0.3, 0.7], np.eye(2), [1.0, 0.0]).converged
    assert games.rubinstein(0.9, 0.8).converged


def test_membership_in_a_win_set_does_not_depend_on_units():
    ideals, quo = np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0]]), np.array([2.0, 2.0])
    points = np.array([[1.0, 0.0], [0.5, 0.5], [2.0, 2.0], [3.0, 3.0]])
    for unit in (1e-9, 1.0, 1e9):
        found = games.winset(unit * ideals, unit * quo, quota=2)
        assert found.contains(unit * points).tolist() == [True, True, False, False]
        assert found.contains(unit * points, strict=False).tolist() == [True, True, True, False]


def test_delay_of_nearly_equal_types_and_its_mean():
    narrow = games.war_of_attrition(0.5, 0.5 + 1e-9, 0.7, 0.5, 0.05)
    # speed 16 / .3 in log distance; the mean of the later of two uniform draws: half of it
    assert narrow.expected == pytest.approx(8 / 0.3, rel=1e-6)
    wide = games.war_of_attrition(0.5, 1.0, 0.7, 0.5, 0.05)
    assert wide.expected == pytest.approx(64 * (0.5 - 0.3 * math.log(8 / 3)), rel=1e-9)


def test_tiny_costs_and_densities():
    assert games.global_game(1e-17, 0.1).converged
    assert games.information_manipulation(1e-300, 10.0, 10.0).theta == 1.0
    assert probabilistic_voting([0.5, 0.5], [1e-200, 1e200]) == pytest.approx([0.0, 2.0])


@pytest.mark.parametrize("seed", range(6))
def test_counted_rules_equal_enumerated_ones(seed):
    draw = np.random.default_rng(seed)
    n, rules = int(draw.integers(2, 9)), int(draw.integers(1, 4))
    weights = draw.integers(0, 7, (rules, n))
    weights[:, 0] += 1
    if seed % 2:
        weights[-1] = 2  # a rule on the number of members
    quotas = [int(draw.integers(1, row.sum() + 1)) for row in weights]
    # at most 14 players are enumerated
    assert count_swings(weights.tolist(), quotas).sum(axis=1) / 2 ** (n - 1) == pytest.approx(
        banzhaf(weights, quotas, normalized=False)
    )


def test_triple_majority_of_twenty_seven():
    # the Council under the Treaty of Nice: votes, members and thousandths of the population
    votes = [29] * 4 + [27] * 2 + [14, 13] + [12] * 5 + [10] * 3 + [7] * 5 + [4] * 5 + [3]
    people = [170, 123, 123, 120, 82, 80, 47, 33, 22, 21, 21, 21, 21, 18, 17, 17, 11, 11, 11, 8, 8, 5, 4, 3, 2, 1, 1]
    three = shapley_shubik([votes, [1] * 27, people], [255, 14, 620])
    assert three.sum() == pytest.approx(1.0)
    assert three == pytest.approx(shapley_shubik(votes, 255), abs=1e-3)
    assert three[0] > three[1]


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: games.ruling_coalition([-1, 2]), "ruling_coalition: powers must be positive"),
        (lambda: shapley_shubik([[1, 2], [3]], [1, 1]), "shapley_shubik: weights must be numbers, in rows"),
        (lambda: banzhaf("abc", 1), "banzhaf: weights must be numbers, in rows"),
        (lambda: logit(None, 1.0), "logit: payoffs must be one array for each player"),
        (lambda: agent("x", 1.0), "agent: root must be made of Terminal, Chance and Decision"),
        (lambda: agent(Decision(0, "a", ()), 1.0), "agent: branches must be one or more"),
        (lambda: agent(Decision(0, "a", (Terminal((1,)), "x")), 1.0), "agent: root must be made of"),
        (lambda: games.winset([[0, 0], [1]], [1, 1]), "winset: ideal_points must be numbers, in rows"),
        (lambda: games.winset([[0, 0]], [1, 1], salience=[1, 2, 3]), "winset: salience must be of length 2"),
        (lambda: games.winset([[0, 0]], [1, 1]).contains([1.0]), "winset.contains: points must be of 2 columns"),
        (
            lambda: games.unanimity_core([[0, 0]]).contains([np.nan, 0]),
            "unanimity_core.contains: points must be finite",
        ),
        (lambda: games.unanimity_core([[0, 0]]).contains([0.5]), "unanimity_core.contains: points must be of 2"),
        (
            lambda: games.audience_cost([1, 1], [1, 1], [-1, -1], (lambda w: 1 + w,)),
            "audience_cost: cdfs must be two functions",
        ),
        (
            lambda: games.nash_in_nash([[1], [1, 1]], lambda g: [0], lambda g: [0]),
            "nash_in_nash: links must be numbers",
        ),
        (
            lambda: games.nash_in_nash([[1]], lambda g: [0], lambda g: [0], "a"),
            "nash_in_nash: weight must be numbers",
        ),
        (
            lambda: games.bargain_over_policies(
                PolicySet(np.zeros(1), np.ones(1), np.ones((1, 1))), lambda x: x, [0.0]
            ),
            "bargain_over_policies: policies.offsets must be given",
        ),
    ],
)
def test_faults_name_function_and_argument(call, words):
    with pytest.raises(games.GameError, match=words):
        call()
