"""Logit quantal response: published probabilities, closed forms and hard numerics."""

import numpy as np
import pytest

from winset import games
from winset.games.extensive import Chance, Decision, Terminal, information_sets
from winset.games.quantal_response import agent, logit, logit_choice, logit_equilibria

PENNIES = [np.array([[9.0, 0.0], [0.0, 1.0]]), np.array([[0.0, 1.0], [1.0, 0.0]])]
STAG = [np.array([[9.0, 0.0], [8.0, 7.0]]), np.array([[9.0, 8.0], [0.0, 7.0]])]


def fault(payoffs, precision, profile):
    """Largest gap between the profile and the logit response to it (probabilities)."""
    gaps = []
    for i, table in enumerate(payoffs):
        value = np.moveaxis(np.asarray(table), i, -1)
        for j in range(len(payoffs)):
            if j != i:
                value = np.tensordot(profile[j], value, axes=(0, 0))
        reply = np.exp(precision * (value - value.max()))
        gaps.append(np.abs(reply / reply.sum() - profile[i]).max())
    return max(gaps)


def test_two_by_two_of_the_gambit_suite():
    # first actions .643 and .5883 at precision 1 (the test suite of Gambit)
    found = logit([[[1, 1], [0, 1]], [[1, 1], [2, 1]]], 1.0)
    assert found.profile[0][0] == pytest.approx(0.643, abs=5e-4)
    assert found.profile[1][0] == pytest.approx(0.5883, abs=5e-5)
    assert found.converged


def test_precision_zero_is_the_centroid():
    found = logit(PENNIES, 0.0)
    assert [p.tolist() for p in found.profile] == [[0.5, 0.5], [0.5, 0.5]]


@pytest.mark.parametrize("precision", [0.1, 1.0, 5.0, 50.0, 2000.0])
def test_asymmetric_pennies_meets_its_equations(precision):
    found = logit(PENNIES, precision)
    assert found.converged
    assert fault(PENNIES, precision, found.profile) < 1e-8


def test_high_precision_reaches_nash():
    # McKelvey and Palfrey 1995: the limit of the principal branch; here the unique mixed equilibrium
    found = logit(PENNIES, 1e5)
    assert found.profile[0] == pytest.approx([0.5, 0.5], abs=1e-3)
    assert found.profile[1] == pytest.approx([0.1, 0.9], abs=1e-3)


def test_principal_branch_of_a_stag_hunt_ends_at_the_risk_dominant_corner():
    found = logit(STAG, 1000.0)
    assert found.converged
    assert found.profile[0][1] == pytest.approx(1.0)
    assert found.path[-1] == 1000.0


def test_folds_are_passed():
    # a game found by search whose principal branch turns back twice before precision 20
    payoffs = [np.array([[0.2, 0.9], [-0.2, -0.6]]), np.array([[1.6, 2.4], [2.0, -5.2]])]
    found = logit(payoffs, 20.0)
    assert found.turning_points == 2
    assert (np.diff(found.path) < 0.0).any()
    assert found.converged
    assert fault(payoffs, 20.0, found.profile) < 1e-8


@pytest.mark.parametrize("seed", [19, 167, 235])
def test_close_branches_are_not_confused(seed):
    # random games on which a looser step control jumps to another branch and runs off
    draw = np.random.default_rng(seed)
    shape = tuple(draw.integers(2, 4, draw.integers(2, 4)))
    payoffs = [draw.normal(size=shape) for _ in shape]
    precision = draw.uniform(0, 20)
    found = logit(payoffs, precision)
    assert found.converged
    assert found.path.min() >= 0.0
    assert fault(payoffs, precision, found.profile) < 1e-8


def test_symmetric_branching_is_crossed_on_the_symmetric_branch():
    found = logit([np.eye(2), np.eye(2)], 50.0)
    assert found.converged
    assert found.profile[0] == pytest.approx([0.5, 0.5])


def test_three_players():
    draw = np.random.default_rng(5)
    payoffs = [draw.random((2, 3, 4)) for _ in range(3)]
    found = logit(payoffs, 6.0)
    assert found.converged
    assert fault(payoffs, 6.0, found.profile) < 1e-8
    assert [p.size for p in found.profile] == [2, 3, 4]


def test_one_player_is_logit_choice():
    utilities, out = np.array([1.0, 2.0, 4.0]), np.empty(3)
    logit_choice(utilities, 3, 1.5, out)
    assert logit([utilities], 1.5).profile[0] == pytest.approx(out, abs=1e-12)
    assert out == pytest.approx(np.exp(1.5 * utilities) / np.exp(1.5 * utilities).sum())


def test_logit_choice_survives_large_precision():
    out = np.empty(2)
    logit_choice(np.array([1e6, 1e6 - 1.0]), 2, 1e6, out)
    assert out.tolist() == [1.0, 0.0]


def test_all_three_equilibria_of_coordination():
    found = logit_equilibria([np.eye(2), np.eye(2)], 6.0, starts=60)
    heads = sorted(q.profile[0][0] for q in found)
    assert len(found) == 3
    # symmetric fixed points p = 1 / (1 + exp(6 (1 - 2 p)))
    p = 0.999
    for _ in range(200):
        p = 1 / (1 + np.exp(6 * (1 - 2 * p)))
    assert heads == pytest.approx([1 - p, 0.5, p], abs=1e-9)


def test_identical_payoffs_stay_uniform():
    found = logit([np.ones((2, 3)), np.ones((2, 3))], 4.0)
    assert found.profile[1] == pytest.approx([1 / 3, 1 / 3, 1 / 3])


def test_agent_form_by_backward_induction():
    # perfect information: the last mover is a logit choice, the first one replies to its odds
    second = Decision(1, "second", (Terminal((2.0, 0.0)), Terminal((0.0, 1.0))))
    tree = Decision(0, "first", (Terminal((1.0, 0.5)), second))
    found = agent(tree, 2.0)
    q = 1 / (1 + np.exp(2.0))
    p = 1 / (1 + np.exp(2.0 * (2 * q - 1)))
    assert found.profile[1][0] == pytest.approx(q, abs=1e-10)
    assert found.profile[0][0] == pytest.approx(p, abs=1e-10)
    assert information_sets(tree) == (["first", "second"], [0, 1], [2, 2])


def test_agent_form_of_simultaneous_moves_is_the_normal_form():
    def after(a):
        ends = tuple(Terminal((STAG[0][a, b], STAG[1][a, b])) for b in range(2))
        return Decision(1, "column", ends)

    tree = Decision(0, "row", (after(0), after(1)))
    for precision in (0.2, 1.0, 30.0):
        tree_form, table_form = agent(tree, precision), logit(STAG, precision)
        assert tree_form.converged
        assert tree_form.profile[0] == pytest.approx(table_form.profile[0], abs=1e-8)
        assert tree_form.profile[1] == pytest.approx(table_form.profile[1], abs=1e-8)


def test_agent_form_with_chance_and_a_hidden_type():
    # a signalling game in the small: player 1 sees only the act, beliefs follow from the profile
    def reply(act, strong):
        pay = (1.0 if act == 0 else 0.0, 1.0 if strong else -1.0)
        return Decision(1, f"sees{act}", (Terminal(pay), Terminal((pay[0] - 1.0, 0.0))))

    strong = Decision(0, "strong", (reply(0, True), reply(1, True)))
    weak = Decision(0, "weak", (reply(0, False), reply(1, False)))
    found = agent(Chance((0.5, 0.5), (strong, weak)), 3.0)
    types = dict(zip(["strong", "sees0", "sees1", "weak"], found.profile, strict=True))
    belief = types["strong"][0] / (types["strong"][0] + types["weak"][0])
    assert types["sees0"][0] == pytest.approx(1 / (1 + np.exp(-3.0 * (2 * belief - 1))), abs=1e-9)
    assert found.converged


LEAF = Terminal((0.0, 0.0))


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: logit([], 1.0), "logit: payoffs must be one array for each player"),
        (lambda: logit([np.eye(2), np.ones((2, 3))], 1.0), r"payoffs\[1\] must be of shape"),
        (lambda: logit([np.eye(2)], 1.0), r"payoffs\[0\] must be non-empty with 1 dimension"),
        (lambda: logit(STAG, -1.0), "precision must be"),
        (lambda: logit(STAG, np.inf), "precision must be"),
        (lambda: logit([np.full((2, 2), np.nan)] * 2, 1.0), r"payoffs\[0\] must be finite"),
        (lambda: logit_equilibria(STAG, 1.0, starts=0), "logit_equilibria: starts must be"),
        (lambda: agent(LEAF, 1.0), "agent: root must be a tree with a decision"),
        (
            lambda: agent(Chance((0.5, 0.4), (LEAF, LEAF)), 1.0),
            "probabilities must be probabilities that sum",
        ),
        (lambda: agent(Chance((1.0, 0.0), (LEAF, LEAF)), 1.0), "probabilities must be positive"),
        (lambda: agent(Decision(2, "x", (LEAF, LEAF)), 1.0), "payoffs must be one for each player"),
        (
            lambda: agent(Decision(0, "x", (LEAF, Decision(1, "x", (LEAF, LEAF)))), 1.0),
            "information_set 'x' must be one player and one menu",
        ),
    ],
)
def test_faults(call, words):
    with pytest.raises(games.GameError, match=words):
        call()
