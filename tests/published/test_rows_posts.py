"""What survival in office costs (rows 6, 12, 38): the loyalty norm, posts against coups, pay before a mutiny."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polities import CALM, Polity
from polities import prospects as pressing
from scipy.optimize import minimize

from winset.polity.bargain import bargain
from winset.polity.leader_exit import coup_grievance, removal_gain
from winset.polity.loyalty_norm import least_payment, loyalty_norm
from winset.polity.posts import left_to_ruler, odds, posts
from winset.polity.pre_emption import pre_emption, worth_paying

share = st.floats(0.05, 0.95)


def _utility(x: float, wealth: float) -> float:
    return math.log(1.0 + x / wealth)


@settings(max_examples=60, deadline=None)
@given(st.floats(0.05, 20.0), share, share, share)
def test_the_least_payment_leaves_insiders_indifferent_to_a_rival(wealth, seat, after, norm):
    # u(m) + d / (1 - d) u(m) = u(R / W) + (W / S) d / (1 - d) u(m), Bueno de Mesquita and others with the same m for good
    least, ahead = least_payment(wealth, seat, after, norm), after / (1.0 - after)
    kept = _utility(least, wealth)
    assert kept * (1.0 + ahead) == pytest.approx(_utility(seat, wealth) + norm * ahead * kept)


def test_where_few_of_many_rule_loyalty_is_cheap():
    costs = [least_payment(0.5, 0.4, 0.6, norm) for norm in (0.0, 0.05, 0.5, 0.9, 1.0)]
    assert costs == sorted(costs)
    assert costs[-1] == pytest.approx(0.4)  # a seat under anybody: the rival must be matched
    assert least_payment(0.5, 0.4, 0.0, 0.1) == pytest.approx(0.4)  # nobody looks ahead
    linear = least_payment(1e6, 0.4, 0.6, 0.05)
    assert linear == pytest.approx(0.4 * (1.0 - 0.6) / (1.0 - 0.6 * 0.05), rel=1e-5)


def _ruled(norm: float = 0.1) -> Polity:
    polity = Polity([0.4, 0.35, 0.25], market=0.5)
    polity.inputs.institutions.winning, polity.inputs.macro.revenue = norm, 4.0
    polity.state.polity.street.opposition.winning = norm
    polity.inputs.factions.coercion[:3] = 0.2, 0.6, 0.2
    return polity


def test_what_loyalty_costs_is_the_sum_of_least_payments():
    polity = _ruled()
    p, room = polity.params.loyalty_norm, polity.work.loyalty
    polity.rest.purse[:3] = 0.1, 0.5, 0.4
    loyalty_norm(polity.scene, p)
    after = (0.97 * (1.0 - 1.0 / 48.0)) ** p.months
    least = [least_payment(0.5, g / 0.6, after, 0.1) for g in (0.35, 0.25)]
    assert room.least[:3] == pytest.approx([0.0, *least])  # all of them got more at rest
    assert room.exposed[:3] == pytest.approx([0.0, after * 0.9, after * 0.9])
    assert polity.state.polity.coalition.loyalty.cost == pytest.approx(sum(least) / 4.0)
    polity.rest.purse[2], room.least[:3] = 0.5 * least[1], 0.0
    loyalty_norm(polity.scene, p)
    assert room.least[1:3] == pytest.approx([least[0], 0.5 * least[1]])  # content with half the norm then, and now
    open_ = _ruled(1.0)
    loyalty_norm(open_.scene, p)
    assert not open_.work.loyalty.exposed.any()


def test_insiders_count_a_seat_under_the_next_ruler_by_the_chance_to_keep_it():
    polity = _ruled()
    pressed = pressing(final=0.0)
    polity.state.economy.fiscal.posts = 2.0  # posts became worth more than at rest
    sure = removal_gain(polity.scene, pressed, polity.params.payoff, polity.params.coalition)
    loyalty_norm(polity.scene, polity.params.loyalty_norm)
    risk, expected = polity.work.loyalty.exposed[1], sure
    for g in (0.35, 0.25):
        seat = [math.log(1.0 + f * g / 0.6 / 0.5) for f in (2.0, 1.0)]  # with a seat less without
        expected -= g / 0.6 * risk * (seat[0] - seat[1])
    found = removal_gain(polity.scene, pressed, polity.params.payoff, polity.params.coalition)
    assert found == pytest.approx(expected)
    assert found < sure  # the dearer the seat, the less of a temptation
    polity.state.economy.fiscal.posts = 1.0
    assert removal_gain(polity.scene, CALM, polity.params.payoff, polity.params.coalition) == pytest.approx(
        0.0, abs=1e-15
    )


@pytest.mark.parametrize("n", [2, 3, 5, 8])
def test_among_equals_the_ruler_keeps_one_half(n):
    """x_i = (1/n) / (1 - 1/n) x_l for n - 1 members: a leader's premium of 1/2 - 1/n, all in equal measure."""
    seats, ask, none = np.zeros(16), np.zeros(16), np.zeros(16)
    seats[0] = 1.0
    strength = np.full(16, 1.0 / n)
    ask[1:n] = odds(0, strength, np.zeros(16))
    left = left_to_ruler(seats, ask, none, 0, (1 << n) - 1, n)
    assert left == pytest.approx(0.5)
    assert ask[1:n] * left == pytest.approx(np.full(n - 1, 0.5 / (n - 1)))


def _agreed(polity: Polity, *seats: float) -> Polity:
    n = polity.n
    polity.state.polity.policy.purse[:n] = polity.state.polity.policy.promised[:n] = seats
    return polity


def _paid(polity: Polity) -> np.ndarray:
    posts(polity.scene, polity.params.posts)
    return polity.state.polity.policy.promised[: polity.n]


def test_at_rest_no_post_changes_hands():
    polity = _ruled()
    before = np.array(polity.state.polity.policy.purse[:3])
    polity.state.polity.policy.promised[:3] = before
    assert _paid(polity).tolist() == before.tolist()
    assert not polity.work.loyalty.content.any()
    assert polity.work.loyalty.least[1] == pytest.approx(0.35)  # as much as it asks
    assert polity.work.loyalty.least[2] == pytest.approx(0.25 / 0.75 * 0.4)  # has more than its arms are worth


def test_no_member_gains_by_a_coup_once_paid():
    polity = Polity([0.4, 0.35, 0.25], market=0.5)
    polity.inputs.factions.coercion[:3] = 0.3, 0.5, 0.2
    polity.rest.purse[:3] = 0.3, 0.5, 0.2
    ledger, p = polity.state.economy.ledger, polity.params.posts
    ledger.scarcity[0], ledger.smuggling[2] = 0.2, 0.05
    seats = _paid(_agreed(polity, 0.6, 0.3, 0.1))
    assert seats.sum() == pytest.approx(1.0)
    office = seats + p.tied * np.array([0.2, 0.0, 0.05])
    chance = np.array([0.4, 0.5, 0.25])
    loyal = np.array([1.0, 1.0, min(1.0, 0.2 / (0.3 * 0.25 / 0.75))])
    for i in (1, 2):
        asked = loyal[i] * chance[i] / (1.0 - chance[i]) * office[0]
        assert office[i] >= asked - 1e-12
    assert office[1] == pytest.approx(office[0])  # an even contest: office income is shared evenly
    assert polity.work.loyalty.least[1] == pytest.approx(seats[1])


def test_a_ruler_that_lives_on_rents_pays_more_and_at_most_all_it_has():
    found = []
    for rent in (0.0, 0.2, 5.0):
        polity = _agreed(_ruled(), 0.4, 0.35, 0.25)
        polity.state.economy.ledger.allocation[0] = rent
        found.append(np.array(_paid(polity)))
    assert found[0] == pytest.approx([0.4, 0.35, 0.25])
    tied, ask = 0.5 * 0.2, 0.35 / 0.4
    left = (0.4 + 0.35 - ask * tied) / (1.0 + ask)
    assert found[1] == pytest.approx([left, ask * (left + tied), 0.25])
    assert found[2][0] == pytest.approx(0.0, abs=1e-12)
    assert all(seats.sum() == pytest.approx(1.0) for seats in found)
    shielded = _agreed(_ruled(), 0.4, 0.35, 0.25)
    shielded.state.economy.ledger.allocation[:2] = 0.2, 0.2  # the armed one holds a channel of its own
    assert _paid(shielded)[1] == pytest.approx(0.35)


def test_posts_lost_are_a_grievance_of_the_armed():
    polity = _agreed(_ruled(), 0.5, 0.25, 0.25)
    before = coup_grievance(polity.scene, polity.params.leader_exit)
    posts(polity.scene, polity.params.posts)
    missed = math.log((0.5 + 0.25) / (0.5 + 0.35))
    found = coup_grievance(polity.scene, polity.params.leader_exit)
    assert found - before == pytest.approx(-0.75 * missed)
    assert polity.state.polity.policy.purse[1] == 0.25  # what is promised is not yet paid


def test_the_bargain_does_not_touch_what_loyalty_costs():
    def cut(least: float) -> float:
        polity = Polity([0.4, 0.35, 0.25], market=0.5)
        polity.inputs.factions.coercion[:3] = 0.2, 0.6, 0.2
        polity.calibrated()
        polity.work.market[1], polity.work.loyalty.least[1] = 0.9, least  # rich: posts are worth less to it
        bargain(polity.scene, CALM, polity.params.payoff, polity.params.bargain)
        return float(polity.state.polity.policy.promised[1])

    free = cut(0.0)
    assert free < 0.33
    assert cut(0.34) == pytest.approx(0.34)
    assert cut(0.9) == pytest.approx(0.35)  # a floor protects what a member has, and no more


def _feared(loss: float = 0.3, felt: float = 0.3, coup: float = 0.05) -> Polity:
    polity = _agreed(_ruled(), 0.4, 0.35, 0.25)
    polity.inputs.institutions.coup = coup
    polity.state.external.sender.status = 2.0
    polity.work.felt[1], polity.state.information.loss[1] = felt, loss
    return polity


def _objective(pay: np.ndarray, polity: Polity, bill: float, grievance: float, arms: np.ndarray) -> float:
    p, exits = polity.params.pre_emption, polity.params.leader_exit
    relief = float(arms @ np.log(1.0 + pay / (0.5 + np.array([0.35, 0.25]))))
    hazard = 0.05 / 12.0 * math.exp(exits.coup * (grievance - relief))
    return bill / (0.5 + 0.4) * pay.sum() + p.downfall / float(polity.work.impatience[0]) * hazard


def test_pay_minimises_its_cost_and_the_expected_loss_of_office():
    polity = _feared()
    polity.work.felt[2] = polity.state.information.loss[2] = 0.1
    polity.params.pre_emption.downfall = 6.0
    pre_emption(polity.scene, polity.params.leader_exit, polity.params.pre_emption)
    paid = np.array(polity.state.polity.policy.promised[1:3]) - np.array([0.35, 0.25])
    arms = np.array([0.75, 0.25])
    best = minimize(
        _objective, [0.05, 0.0], (polity, 1.0, 0.75 * 0.3 + 0.25 * 0.1, arms), bounds=[(0.0, 1.0)] * 2, tol=1e-12
    )
    assert paid == pytest.approx(best.x, abs=1e-4)  # nobody else is there to share the bill
    assert paid[0] > 0.02
    assert paid[1] == 0.0  # arms are dearer there
    assert polity.state.polity.coalition.loyalty.paid == pytest.approx(paid.sum())
    assert polity.state.polity.policy.promised[:3].sum() == pytest.approx(1.0)
    assert polity.work.loyalty.least[1] == pytest.approx(0.35 + paid[0])


@settings(max_examples=30, deadline=None)
@given(st.floats(0.5, 5.0), st.floats(0.2, 1.0), st.floats(0.1, 1.0), st.floats(0.1, 0.5))
def test_the_price_paid_for_one_armed_member_has_a_closed_form(scale, income, arms, grievance):
    """log v = (log(scale s) + s K + s a log(I / a)) / (1 + s a) while pay is below the grievance."""
    room, s = Polity([0.5, 0.5]).work.loyalty, 3.0
    room.arms[1], room.grief[1], room.before[1] = arms, 50.0, income
    found = worth_paying(scale, s, grievance, room, 2)
    closed = (math.log(scale * s) + s * grievance + s * arms * math.log(income / arms)) / (1.0 + s * arms)
    if arms * math.exp(closed) > income:
        assert found == pytest.approx(math.exp(closed), rel=1e-8)
        assert room.relief[1] == pytest.approx(math.log(arms * found / income))
    else:
        assert room.relief[1] == 0.0  # expected loss stays below cost


def test_nobody_is_paid_where_coups_are_rare_or_nothing_is_feared():
    for polity in (_feared(coup=1e-4), _feared(0.0, 0.0), _feared(-0.2, -0.2)):
        pre_emption(polity.scene, polity.params.leader_exit, polity.params.pre_emption)
        assert polity.state.polity.policy.promised[:3].tolist() == [0.4, 0.35, 0.25]
        assert polity.state.polity.coalition.loyalty.paid == 0.0
    quiet = _feared()
    quiet.state.external.sender.status = 0.0
    pre_emption(quiet.scene, quiet.params.leader_exit, quiet.params.pre_emption)
    assert quiet.state.polity.policy.promised[:3].tolist() == [0.4, 0.35, 0.25]


def test_nothing_is_paid_where_the_hazard_would_stay_at_its_cap():
    polity = _feared(coup=0.5)
    polity.params.leader_exit.cap = 0.05
    pre_emption(polity.scene, polity.params.leader_exit, polity.params.pre_emption)
    assert polity.state.polity.coalition.loyalty.paid == 0.0


def test_pay_makes_up_for_the_grievance_and_no_more():
    polity = _feared(0.05, 0.05, coup=0.5)
    pre_emption(polity.scene, polity.params.leader_exit, polity.params.pre_emption)
    assert polity.state.polity.policy.promised[1] == pytest.approx(0.35 + 0.85 * (math.exp(0.05) - 1.0))


def test_foresight_pays_before_stress_shows():
    found = []
    for foresight in (0.0, 0.5, 1.0):
        polity = _feared(loss=0.2, felt=0.02, coup=0.5)  # buffers spare consumption for a while
        polity.params.pre_emption.foresight = foresight
        pre_emption(polity.scene, polity.params.leader_exit, polity.params.pre_emption)
        found.append(float(polity.state.polity.coalition.loyalty.paid))
    assert found[0] < found[1] < found[2]


def test_the_bill_goes_to_those_who_hold_more_than_their_floor():
    polity = Polity([0.4, 0.3, 0.2, 0.1], market=0.5)
    polity.inputs.factions.coercion[:2] = 0.4, 0.6
    polity.inputs.institutions.coup = 0.5
    polity.state.external.sender.status = 2.0
    polity.work.felt[1] = polity.state.information.loss[1] = 0.1
    _agreed(polity, 0.4, 0.3, 0.2, 0.1)
    polity.work.loyalty.least[3] = 0.1
    pre_emption(polity.scene, polity.params.leader_exit, polity.params.pre_emption)
    seats = polity.state.polity.policy.promised[:4]
    paid = 0.8 * (math.exp(0.1) - 1.0)
    assert seats == pytest.approx([0.4 - paid * 0.4 / 0.6, 0.3 + paid, 0.2 - paid * 0.2 / 0.6, 0.1])
