"""Bargaining solvers against textbook numbers and against other routes to the same solution."""

import numpy as np
import pytest

from winset import games
from winset.games.closed_rule import partner_probabilities
from winset.games.nash_bargaining import PolicySet, log_nash_product


@pytest.mark.parametrize(("n", "share"), [(3, 11 / 15), (5, 0.68), (7, 0.657142857142857), (9, 0.6444444444444444)])
def test_baron_ferejohn_proposer_share(n, share):
    # Baron and Ferejohn 1989, American Political Science Review 83(4): 1 - delta (n - 1) / 2n
    rule = games.closed_rule(n, 0.8)
    assert rule.proposer_share == pytest.approx(share, abs=1e-14)
    assert rule.values == pytest.approx(1 / n)
    assert rule.reservations == pytest.approx(0.8 / n)


def test_unanimity_of_two_is_random_proposer_rubinstein():
    rule = games.closed_rule(2, [0.9, 0.8], quota=2)
    assert rule.values.sum() == pytest.approx(1.0)
    assert rule.reservations == pytest.approx(np.array([0.45 / 0.1, 0.4 / 0.2]) / (1 + 4.5 + 2.0))
    assert rule.converged


def test_dictator_takes_all_when_recognised():
    assert games.closed_rule(4, 0.9, [0.1, 0.2, 0.3, 0.4], quota=1).values == pytest.approx([0.1, 0.2, 0.3, 0.4])


def test_one_perfectly_patient_veto_player_gets_all():
    assert games.closed_rule(3, [1.0, 0.9, 0.9], quota=3).values == pytest.approx([1, 0, 0])


def test_never_recognised_partners_are_free():
    rule = games.closed_rule(5, 0.9, [0.6, 0.4, 0.0, 0.0, 0.0])
    assert rule.values == pytest.approx([0.6, 0.4, 0, 0, 0])


def test_partner_probabilities_reproduce_the_inclusion():
    rule = games.closed_rule(5, [0.9, 0.8, 0.95, 0.7, 0.9], [0.3, 0.3, 0.2, 0.1, 0.1], quota=4)
    mixture = partner_probabilities(rule)
    assert rule.recognition @ mixture == pytest.approx(rule.inclusion, abs=1e-9)
    assert mixture.sum(axis=1) == pytest.approx(3.0)
    assert np.diag(mixture) == pytest.approx(0.0)
    assert 1 - mixture @ rule.reservations == pytest.approx(rule.proposer_share, abs=1e-9)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (dict(n=3, delta=0.0), "delta must be positive"),
        (dict(n=3, delta=1.2), "delta must be at most 1"),
        (dict(n=3, delta=0.5, recognition=[0.5, 0.4, 0.2]), "recognition must be probabilities"),
        (dict(n=3, delta=0.5, recognition=[0.5, 0.6, -0.1]), "recognition must be non-negative"),
        (dict(n=3, delta=0.5, recognition=[0.0, 0.0, 0.0]), "recognition must be positive in sum"),
        (dict(n=3, delta=0.5, recognition=[0.5, 0.5]), "recognition must be of length 3"),
        (dict(n=3, delta=0.5, quota=4), "quota must be"),
        (dict(n=2.5, delta=0.5), "n must be a whole number"),
        (dict(n=3, delta=1.0, quota=3), "delta must be below 1"),
    ],
)
def test_closed_rule_faults(call, words):
    with pytest.raises(games.GameError, match="closed_rule: " + words):
        games.closed_rule(**call)


@pytest.mark.parametrize(("d1", "d2", "x"), [(0.9, 0.9, 10 / 19), (0.9, 0.8, 5 / 7), (0.95, 0.9, 20 / 29)])
def test_rubinstein_share(d1, d2, x):
    # Rubinstein 1982, Econometrica 50(1): (1 - d2) / (1 - d1 d2)
    found = games.rubinstein(d1, d2)
    assert found.shares == pytest.approx((x, 1 - x), abs=1e-14)
    assert found.residual < 1e-14


def test_outside_option_principle():
    # Binmore, Shaked, Sutton 1989: below the share an option changes nothing, above it is paid exactly
    plain = games.rubinstein(0.9, 0.9)
    assert games.rubinstein(0.9, 0.9, outside=(0.0, 0.4)).shares == plain.shares
    bound = games.rubinstein(0.9, 0.9, outside=(0.0, 0.6))
    assert bound.shares == pytest.approx((0.4, 0.6))
    assert bound.binding == (False, True)
    assert games.rubinstein(0.9, 0.9, outside=(0.6, 0.0)).shares[0] == pytest.approx(0.1 + 0.9 * 0.6)


def test_inside_options_split_the_remaining_surplus():
    # Muthoo 1999: with common delta near 1 each gets its inside option and half of the rest
    near = games.rubinstein(0.999999, 0.999999, inside=(0.1, 0.3))
    assert near.shares == pytest.approx((0.4, 0.6), abs=1e-5)


def test_rubinstein_without_gains():
    found = games.rubinstein(0.9, 0.9, outside=(0.7, 0.5))
    assert not found.agreement
    assert found.shares == (0.7, 0.5)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        ((1.0, 1.0), r"delta_1 \* delta_2 must be below 1"),
        ((1.1, 0.9), "delta_1 must be"),
        ((0.9, float("nan")), "delta_2 must be"),
        ((0.9, 0.9, (0, 0, 0)), "outside must be of length 2"),
        ((0.9, 0.9, (0, 0), (0, 0), 0), "total must be"),
    ],
)
def test_rubinstein_faults(call, words):
    with pytest.raises(games.GameError, match="rubinstein: " + words):
        games.rubinstein(*call)


@pytest.mark.parametrize(("weights", "x"), [([0.5, 0.5], [0.4, 0.6]), ([2 / 3, 1 / 3], [0.5, 0.5])])
def test_nash_division(weights, x):
    assert games.nash_bargaining([0.1, 0.3], weights).payoffs == pytest.approx(x, abs=1e-15)
    assert games.kalai_smorodinsky([0.1, 0.3]).payoffs == pytest.approx([0.4, 0.6])


def test_no_surplus_no_agreement():
    found = games.nash_bargaining([0.7, 0.6])
    assert not found.agreement
    assert found.payoffs.tolist() == [0.7, 0.6]


def triangle(solution, weights=None):
    """Two policies x + 2 y <= 2, x <= 1.5: payoffs are the policies themselves."""
    policies = PolicySet(np.zeros(2), np.array([1.5, 1.0]), np.array([[1.0, 2.0]]), np.array([2.0]))
    return games.bargain_over_policies(policies, lambda x: x, [0.0, 0.0], weights, solution)


def test_nash_over_a_polytope():
    found = triangle("nash")
    assert found.payoffs == pytest.approx([1.0, 0.5], abs=1e-6)
    assert found.converged
    assert triangle("nash", [0.2, 0.8]).payoffs == pytest.approx([0.4, 0.8], abs=1e-6)


def test_kalai_smorodinsky_over_a_polytope():
    # ideal point (1.5, 1): the ray (1.5 t, t) meets x + 2 y = 2 at t = 4 / 7
    found = triangle("kalai_smorodinsky")
    assert found.payoffs == pytest.approx([6 / 7, 4 / 7], abs=1e-6)
    assert found.converged


def test_nash_over_concave_utilities():
    # quadratic losses from ideals 0 and 1, breakdown at -1: (1 - x^2)(1 - (1 - x)^2) peaks at 1/2
    line = PolicySet(np.zeros(1), np.ones(1))

    def utility(x):
        return np.array([-(x[0] ** 2), -((1 - x[0]) ** 2)])

    found = games.bargain_over_policies(line, utility, [-1.0, -1.0])
    assert found.policy == pytest.approx([0.5], abs=1e-6)


def test_lotteries_over_two_prizes():
    # Nash 1950 on a hull: outcomes (2, 0), (0, 1) with d = 0 give each half of its prize
    found = games.bargain_over_lotteries([[2.0, 0.0], [0.0, 1.0]], [0.0, 0.0])
    assert found.policy == pytest.approx([0.5, 0.5], abs=1e-7)
    assert found.payoffs == pytest.approx([1.0, 0.5], abs=1e-7)


def test_infeasible_demands_end_in_disagreement():
    found = games.bargain_over_lotteries([[2.0, 0.0], [0.0, 1.0]], [1.5, 0.9])
    assert not found.agreement


def test_log_nash_product():
    weights = np.array([0.5, 0.5, 0.0])
    gain = log_nash_product(np.array([2.0, 3.0, 1.0]), np.array([1.0, 1.0, 1.0]), weights, 3)
    assert gain == pytest.approx(0.5 * np.log(2.0))
    assert log_nash_product(np.array([1.0, 3.0, 1.0]), np.ones(3), weights, 3) == -np.inf
    assert log_nash_product(np.array([2.0, 3.0, 0.0]), np.ones(3), weights, 3) == -np.inf


def box(lower=(0.0, 0.0), upper=(1.0, 1.0), normals=None, offsets=None):
    return PolicySet(np.array(lower), np.array(upper), normals, offsets)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: games.nash_bargaining([np.nan, 0]), "nash_bargaining: disagreement must be finite"),
        (lambda: games.nash_bargaining([0, 0], [1, -1]), "nash_bargaining: weights must be non-negative"),
        (lambda: games.kalai_smorodinsky([0, 0], np.inf), "kalai_smorodinsky: total must be"),
        (lambda: games.bargain_over_lotteries([[1, 2]], [0, 0], None, "x"), "solution must be one of"),
        (lambda: games.bargain_over_lotteries([[1, 2, 3]], [0, 0]), "outcomes must be of 2 columns"),
        (
            lambda: games.bargain_over_policies(box((2.0, 0.0)), lambda x: x, [0, 0]),
            "policies.lower must be at most",
        ),
        (
            lambda: games.bargain_over_policies(box(), lambda x: x[:1], [0, 0]),
            "utility must be 2 finite payoffs",
        ),
        (
            lambda: games.bargain_over_policies(box(normals=np.ones((1, 3)), offsets=np.ones(1)), lambda x: x, [0, 0]),
            "policies.normals must be of 2 columns",
        ),
        (
            lambda: games.bargain_over_policies(box(normals=np.ones((1, 2)), offsets=-np.ones(1)), lambda x: x, [0, 0]),
            "policies must be a non-empty set",
        ),
    ],
)
def test_nash_faults(call, words):
    with pytest.raises(games.GameError, match=words):
        call()
