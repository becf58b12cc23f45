"""Stances (row 3), ties (row 5) and learning (row 42): known values, limits and closed forms."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polities import CALM, Polity, prospects

from winset import games
from winset.polity.framing import framing, persuaded
from winset.polity.learning import attraction, learning, line_in_force
from winset.polity.payoff import pressure_flow, pressure_share, stake
from winset.polity.stance import ACCOMMODATE, REFRAME, RESIST, _logit, lines, stance
from winset.polity.ties import common_fate, ties


def test_logit_at_the_published_equilibrium():
    # 2x2 game of Gambit's tests, lambda = 1: first actions .643 and .5883
    p, q, never = 0.643, 0.5883, -1e9
    assert _logit(1.0, 1.0 - q, never, 1.0)[0] == pytest.approx(p, abs=5e-5)
    assert _logit(2.0 - p, 1.0, never, 1.0)[0] == pytest.approx(q, abs=5e-5)


def test_logit_limits():
    assert _logit(0.3, 0.1, -0.5, 0.0) == pytest.approx((1 / 3,) * 3)
    assert _logit(0.3, 0.1, -0.5, 1e4) == pytest.approx((1.0, 0.0, 0.0))
    odds = _logit(0.3, 0.1, -0.5, 7.0)
    assert odds[0] / odds[1] == pytest.approx(math.exp(1.4))
    assert odds[1] / odds[2] == pytest.approx(math.exp(4.2))


def test_lines_of_the_three_stances():
    p = Polity([1.0]).params.stance
    assert lines(0.2, 0.7, p) == pytest.approx((0.2, 0.7, 0.2 + 0.5 * p.reframe_share))
    assert lines(0.8, 0.7, p) == (0.8, 0.8, 0.8)


def _facing() -> Polity:
    polity = Polity([0.6, 0.4])
    polity.case.ideal[:2, 0], polity.case.salience[:2, 0] = (0.1, 0.6), 1.0
    polity.work.audience[:2], polity.work.won[:2] = 0.5 * polity.params.payoff.audience, 1.0
    policy = polity.state.polity.policy
    policy.concession = policy.commitment = 0.2
    policy.burden = polity.params.payoff.burden_rest
    return polity


def _expected(polity: Polity, i: int, felt: float, out, slant: float = 0.0) -> list[float]:
    """Probabilities from the payoff by hand."""
    p, payoff = polity.params.stance, polity.params.payoff
    marks, values = lines(0.2, out[2], p), []
    for a, c in enumerate(marks):
        share = pressure_share(out[0], pressure_flow(c, out), polity.work.impatience[i], polity.work.lift[i])
        value = (
            -0.5 * payoff.ideology * (c - polity.case.ideal[i, 0]) ** 2 - stake(felt, share, 0.0) + slant * (1.0 - c)
        )
        value -= payoff.audience * 0.5 * max(0.0, c - 0.2) * (1.0 - p.frame * (a == REFRAME))
        values.append(p.precision * (value - p.frame_cost * (a == REFRAME)))
    weights = np.exp(np.array(values) - max(values))
    return list(weights / weights.sum())


def test_stance_is_the_logit_of_the_payoff():
    polity, out = _facing(), prospects()
    polity.work.felt[:2] = 0.4, 0.1
    polity.work.slant[1] = -0.03  # experience speaks for conceding
    stance(polity.scene, out, polity.params.payoff, polity.params.stance)
    room = polity.state.polity
    wanted = _expected(polity, 0, 0.4, out)
    assert room.stance[0] == pytest.approx(wanted, rel=1e-9)
    assert room.stance[1] == pytest.approx(_expected(polity, 1, 0.1, out, -0.03), rel=1e-9)
    marks = np.array(lines(0.2, 0.6, polity.params.stance))
    assert room.position[0] == pytest.approx(marks @ wanted)
    assert room.induced[0] == pytest.approx(marks @ wanted - marks @ _expected(polity, 0, 0.0, out))
    assert room.induced[0] > 0.01  # those who lose advocate more than they would anyway
    assert polity.work.felt[0] == 0.4


@settings(max_examples=40, deadline=None)
@given(st.floats(0.01, 0.99), st.floats(0.05, 1.0))
def test_media_win_what_bayesian_persuasion_can(prior, threshold):
    assert persuaded(prior, threshold) == pytest.approx(games.threshold_persuasion(prior, threshold))
    best = games.persuasion(prior, lambda m: (m >= threshold - 1e-12).astype(float))
    assert persuaded(prior, threshold) == pytest.approx(best.value, abs=2e-3)


def test_the_published_prosecutor_convicts_six_in_ten():
    assert persuaded(0.3, 0.5) == pytest.approx(0.6)


def test_a_frame_wins_those_whom_media_reach_and_belief_allows():
    polity, out = _facing(), prospects()
    info, p = polity.state.information, polity.params
    polity.inputs.institutions.media, info.statistics.doubt = 0.8, 0.25
    info.resolve[:2] = math.log(0.35 / 0.65), 4.0
    framing(polity.scene, p.framing)
    won = [0.6 * min(1.0, 0.35 / p.framing.threshold), 0.6]
    assert polity.work.won[:2] == pytest.approx(won)
    polity.work.felt[:2] = 0.4
    stance(polity.scene, out, p.payoff, p.stance)
    free = _facing()
    free.work.felt[:2] = 0.4
    stance(free.scene, out, free.params.payoff, free.params.stance)
    reframe = [room.state.polity.stance[:2, REFRAME] for room in (polity, free)]
    assert np.all(reframe[0] < reframe[1])  # a frame that wins fewer is worth less


def test_a_moving_offer_alone_moves_nobody():
    polity = _facing()
    for level in (0.3, 0.9):
        out = (0.0, 0.0, level, *CALM[3:])
        stance(polity.scene, out, polity.params.payoff, polity.params.stance)
        assert polity.state.polity.induced[:2].tolist() == [0.0, 0.0]


@settings(max_examples=30, deadline=None)
@given(st.floats(0.0, 0.6), st.floats(0.02, 0.5))
def test_a_greater_loss_induces_a_greater_shift(felt, more):
    polity, out = _facing(), prospects()
    polity.work.felt[:2] = felt, felt + more
    polity.case.ideal[:2, 0] = 0.1
    stance(polity.scene, out, polity.params.payoff, polity.params.stance)
    induced = polity.state.polity.induced
    assert induced[1] > induced[0] >= -1e-12


def test_common_fate_ties_and_rifts():
    assert common_fate(0.2, 0.5, 0.4) == 0.2
    assert common_fate(-0.3, -0.1, 0.4) == 0.1
    assert common_fate(-0.3, 0.5, 0.4) == pytest.approx(-0.12)
    assert common_fate(0.0, 0.5, 0.4) == 0.0


@settings(max_examples=30, deadline=None)
@given(st.lists(st.floats(-0.5, 0.5), min_size=3, max_size=3), st.integers(1, 30), st.sampled_from((1.0, 0.4)))
def test_ties_approach_the_link_payoff_geometrically(losses, months, now):
    polity, loss = Polity([0.5, 0.3, 0.2]), np.zeros(16)
    factions, p = polity.inputs.factions, polity.params.ties
    factions.network[:3], factions.coercion[:3] = (0.5, 0.1, 0.0), (0.0, 0.8, 0.2)
    loss[:3] = losses
    for _ in range(months):
        ties(polity.state.polity, loss, now, polity.inputs, p)
    t = polity.state.polity.ties
    for i, j in ((0, 1), (0, 2), (1, 2)):
        pair = factions.network[i] * factions.coercion[j] + factions.network[j] * factions.coercion[i]
        goal = now * (p.strength + p.complement * pair) * common_fate(losses[i], losses[j], p.rift)
        assert t[i, j] == pytest.approx(goal * (1.0 - (1.0 - p.speed) ** months), abs=1e-14)
        assert t[i, j] == t[j, i]
    assert np.all(np.diag(t) == 0.0)


def _path(p, results, chosen) -> tuple[float, float]:
    """Attraction and experience after a row of results; `chosen` says when the line was in force."""
    a, n = 0.0, 0.0
    for result, mine in zip(results, chosen):
        a = attraction(a, n, result, float(mine), p)
        n = 1.0 + p.phi * (1.0 - p.kappa) * n
    return a, n


RESULTS, CHOSEN = (0.4, -0.2, 0.1, 0.6, -0.5), (True, False, True, True, False)


@pytest.mark.parametrize("kappa", [0.0, 0.4])
def test_delta_one_is_weighted_belief_learning(kappa):
    p = Polity([1.0]).params.learning
    p.delta, p.kappa = 1.0, 0.0
    a, _ = _path(p, RESULTS, CHOSEN)
    weights = p.phi ** np.arange(len(RESULTS) - 1, -1, -1)
    assert a == pytest.approx(np.average(RESULTS, weights=weights))  # every result counts, chosen or not
    p.delta, p.kappa = 1.0, kappa
    assert _path(p, RESULTS, CHOSEN) == _path(p, RESULTS, [not c for c in CHOSEN])


def test_delta_zero_is_reinforcement():
    p = Polity([1.0]).params.learning
    p.delta, p.kappa = 0.0, 1.0  # cumulative: N stays at one, nothing foregone counts
    a, n = _path(p, RESULTS, CHOSEN)
    weights = p.phi ** np.arange(len(RESULTS) - 1, -1, -1)
    first = weights * np.where(CHOSEN, RESULTS, 0.0)
    assert n == 1.0
    assert a == pytest.approx(first.sum())
    assert _path(p, RESULTS, [False] * 5)[0] == 0.0


def test_line_in_force_is_the_nearest_stance():
    marks = (0.2, 0.8, 0.56)
    found = [line_in_force(c, 0.2, marks) for c in (0.1, 0.3, 0.5, 0.64, 0.66, 0.9)]
    assert found == [RESIST, RESIST, REFRAME, REFRAME, ACCOMMODATE, ACCOMMODATE]


def _learns(loss: float, truth: float, relieved: float = 0.0, status: float = 2.0) -> Polity:
    polity = Polity([1.0])
    polity.state.external.sender.status = status
    polity.state.information.loss[0] = loss
    polity.state.polity.experience = 1.0
    seen = np.zeros(16)
    seen[0] = truth
    p = polity.params
    learning(polity.scene, prospects(), seen, relieved, p.stance, p.learning)
    return polity


def test_only_surprises_teach():
    calm = _learns(0.3, 0.3, relieved=pressure_flow(0.0, prospects())[0])
    assert calm.state.polity.attraction[0] == pytest.approx([0.0] * 3, abs=1e-15)
    hurt = _learns(0.0, 0.3).state.polity.attraction[0]
    assert hurt[ACCOMMODATE] > hurt[RESIST]  # more pain than believed speaks for the line with less of it
    assert np.all(hurt < 0.0)
    paid = _learns(0.3, 0.3, relieved=1.0).state.polity.attraction[0]
    assert paid[RESIST] > 0.0  # relief came under the line in force
    assert paid[ACCOMMODATE] == pytest.approx(0.0, abs=1e-15)


def test_surprise_by_hand():
    polity, out = _learns(0.1, 0.3), prospects()
    p = polity.params.learning
    share = pressure_share(1.0, pressure_flow(out[2], out), polity.work.impatience[0], 0.0)
    expected = p.delta * -0.2 * share / (1.0 + p.phi * (1.0 - p.kappa))
    assert polity.state.polity.attraction[0, ACCOMMODATE] == pytest.approx(expected)
    assert polity.state.polity.experience == pytest.approx(1.0 + p.phi * (1.0 - p.kappa))


def test_nothing_is_learned_before_measures_are_in_force():
    polity = _learns(0.0, 0.3, status=1.0)
    assert polity.state.polity.experience == 1.0
    assert not polity.state.polity.attraction.any()
