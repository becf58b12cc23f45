"""Cagan's inflation tax and the order in which a gap is closed."""

import math

import numpy as np
import pytest
from economies import Economy, country, made_up

from winset.economy.fiscal import fiscal, printing_inflation
from winset.economy.network import network
from winset.economy.shielding import fill, shielding
from winset.types import K


def test_low_branch_of_cagan():
    for rate in (0.05, 0.4, 1.2):
        revenue = rate * math.exp(-0.6 * rate) * 0.3
        assert printing_inflation(revenue, 0.3, 0.6) == pytest.approx(rate, rel=1e-9)


def test_peak_revenue_is_money_over_a_e_at_one_over_a():
    peak = 0.3 / (0.6 * math.e)
    assert printing_inflation(peak, 0.3, 0.6) == pytest.approx(1 / 0.6)
    assert printing_inflation(2 * peak, 0.3, 0.6) == pytest.approx(1 / 0.6)
    assert printing_inflation(0.999 * peak, 0.3, 0.6) < 1 / 0.6
    assert printing_inflation(0.0, 0.3, 0.6) == 0.0


def _after(gap: float, burden: float = 0.3, **macro: float):
    economy = Economy(country(made_up(), **macro))
    state = economy.state
    state.polity.policy.burden = burden
    state.economy.flows.treasury = -gap
    fiscal(state.economy, state.external, state.polity.policy, economy.inputs, economy.params.fiscal)
    return state.economy.fiscal, economy


def test_a_gap_is_closed_to_the_last_unit():
    room, economy = _after(0.06)
    cut = economy.inputs["macro"]["posts"] - room.posts
    closed = room.drawn + room.bonds + room.credit + room.households + room.levy + room.printing + cut
    assert closed + 12 * room.arrears == pytest.approx(room.gap, abs=1e-15)
    assert room.gap == pytest.approx(0.06)


def test_purchases_not_made_are_paid_by_nobody():
    economy = Economy(country(made_up()))
    state, total = economy.state, economy.inputs["sectors"]["government"].sum()
    state.economy.production.government, state.economy.flows.treasury = 0.9, -0.06
    fiscal(state.economy, state.external, state.polity.policy, economy.inputs, economy.params.fiscal)
    room, cut = state.economy.fiscal, economy.inputs["macro"]["posts"] - state.economy.fiscal.posts
    closed = room.drawn + room.bonds + room.credit + room.households + room.levy + room.printing + cut
    assert total > 0.0
    assert closed + 12 * room.arrears + 0.1 * total == pytest.approx(0.06, abs=1e-15)


def test_purchases_wait_for_what_patronage_and_lenders_leave():
    economy = Economy(country(made_up()))
    state, macro = economy.state, economy.inputs["macro"]
    room = state.economy.fiscal
    room.gap, room.posts, room.drawn, room.bonds = 0.05, float(macro["posts"]) - 0.01, 0.01, 0.03
    network(state.economy, state.external, economy.inputs, economy.params.network)
    assert state.economy.production.government == pytest.approx(1.0)
    room.bonds = 0.02
    network(state.economy, state.external, economy.inputs, economy.params.network)
    cut = economy.params.network.austerity * 0.01 / float(macro["spending"])
    assert state.economy.production.government == pytest.approx(1.0 - cut)


def test_printing_stops_at_the_peak_and_the_rest_is_arrears():
    room, economy = _after(0.5, money=0.05, buffer=0.0, bonds=0.0)
    assert room.printing == pytest.approx(0.95 * 0.05 / (economy.params.fiscal.cagan * math.e))
    assert room.arrears > 0.0
    p = economy.params.fiscal
    assert room.posts == pytest.approx(0.03 * (1 - p.revision * (1 - p.floor)))


def test_burden_moves_the_bill_from_households_to_owners():
    mild, _ = _after(0.05, burden=0.0)
    hard, _ = _after(0.05, burden=1.0)
    assert mild.levy == 0.0 < hard.levy
    assert hard.households == 0.0 < mild.households


def test_a_surplus_refills_the_buffer_and_clears_arrears():
    room, economy = _after(-0.06)
    p = economy.params.fiscal
    raised = p.revision * p.patronage * 0.03 * 0.06 / 0.28
    assert room.posts == pytest.approx(0.03 + raised)
    assert room.buffer == pytest.approx(0.03 + (0.06 - raised) / 12)
    state, before = economy.state, room.buffer
    room.arrears = 0.002
    fiscal(state.economy, state.external, state.polity.policy, economy.inputs, p)
    assert room.arrears == 0.0
    assert room.buffer == pytest.approx(before - 0.002 + (0.06 - room.posts + 0.03) / 12)


def test_squeezes_fade_when_the_gap_is_gone():
    room, economy = _after(0.06)
    state, p, before = economy.state, economy.params.fiscal, room.households
    state.economy.flows.treasury = 0.06
    fiscal(state.economy, state.external, state.polity.policy, economy.inputs, p)
    assert room.households == pytest.approx((1 - p.speed) * before)


def test_patron_credit_needs_alignment():
    economy = Economy(country(made_up(), credit=0.02))
    state = economy.state
    state.economy.flows.treasury = -0.05
    for alignment, expected in ((0.0, 0.0), (0.5, 0.01)):
        state.polity.policy.alignment = alignment
        fiscal(state.economy, state.external, state.polity.policy, economy.inputs, economy.params.fiscal)
        assert state.economy.fiscal.credit == pytest.approx(expected)


def _weighted(weights: dict[int, float], lost: float = 0.01):
    room = Economy(country(made_up())).state.economy.shielding
    for k, weight in weights.items():
        room.weight[k] = weight
    return room, np.full(K, lost)


def test_aid_solves_the_problem_of_ahn_and_ludema():
    """Against a linear-quadratic program solved by projected gradient."""
    room, lost = _weighted({1: 0.6, 6: 0.25, 8: 0.2, 9: 0.2, 12: 0.05}, 0.008)
    budget = 0.1
    spent = fill(room, lost, budget)
    aid = np.zeros(K)
    for _ in range(200_000):
        aid = np.clip(aid + 0.02 * (np.array(room.weight) - aid.sum() / budget), 0.0, lost)
    value = room.weight @ room.aid - spent**2 / (2 * budget)
    assert spent == pytest.approx(aid.sum(), abs=1e-6)
    assert value == pytest.approx(room.weight @ aid - aid.sum() ** 2 / (2 * budget), abs=1e-8)


def test_aid_goes_down_the_order_of_weights_until_money_is_dear():
    room, lost = _weighted({1: 0.6, 6: 0.25, 8: 0.2, 12: 0.05})
    assert fill(room, lost, 0.1) == pytest.approx(0.02)  # the third is worth .2, as much as the money costs by then
    assert fill(room, lost, 0.07) == pytest.approx(0.0175)
    fill(room, lost, 0.1)
    assert [room.aid[k] for k in (1, 6, 8, 12)] == pytest.approx([0.01, 0.01, 0.0, 0.0])


def test_sectors_of_those_in_office_are_shielded_and_the_rest_pay():
    found = Economy(country(made_up()))
    economy, inputs, p = found.state.economy, found.inputs, found.params.shielding
    economy.production.output[:] = 0.9
    for owner in range(3):
        purse = np.zeros(len(found.posts))
        purse[owner] = 1.0
        p.strategic = 0.0
        shielding(economy, purse, found.state.information.reports, inputs, p)
        aid, held = np.array(economy.shielding.aid), inputs["factions"]["holdings"][owner]
        assert aid.sum() == pytest.approx(economy.fiscal.shield)
        assert aid.sum() > 0.0
        assert not aid[held == 0.0].any()
        assert economy.shielding.weight == pytest.approx(held)
    p.strategic = 1.0
    shielding(economy, np.zeros(len(found.posts)), found.state.information.reports, inputs, p)
    most = np.argmax(inputs["sectors"]["government"] / inputs["sectors"]["output"])
    assert economy.shielding.aid[most] > 0.0


def test_nothing_lost_needs_no_shield():
    found = Economy(country(made_up()))
    shielding(found.state.economy, found.posts, found.state.information.reports, found.inputs, found.params.shielding)
    assert found.state.economy.fiscal.shield == 0.0
    assert not found.state.economy.shielding.aid.any()
