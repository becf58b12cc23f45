"""Rents and the social accounting matrix: who pays, who receives, worked by hand."""

import math

import pytest
from economies import ENERGY, Economy, country, made_up, path

from winset.economy.households import households
from winset.economy.ledger import ledger
from winset.economy.rents import rents


def economy(**macro: float) -> Economy:
    return Economy(country(made_up(), **macro))


def _settle(case: Economy) -> None:
    state, p = case.state, case.params.rents
    rents(state.economy, state.external, case.inputs, p)
    ledger(state.economy, state.external, case.posts, case.inputs, p)


def test_allocation_rent_is_the_rate_gap_on_allocated_dollars():
    case = economy(peg=1.0, allocation=0.25)
    room, p = case.state.economy, case.params.rents
    room.fx.market, room.fx.at_allocated = 0.8, 0.0
    for _ in range(200):
        rents(room, case.state.external, case.inputs, p)
    wedge = 0.25 * 0.2 * p.paid * (math.exp(0.8) - 1)
    assert room.flows.allocation == pytest.approx(p.captured * wedge)
    assert room.ledger.allocation[1] == pytest.approx(0.3 * p.captured * wedge)


def test_a_depreciation_only_moves_income():
    case = economy()
    case.state.economy.fx.market = 0.7
    for _ in range(24):
        _settle(case)
    book = case.state.economy.ledger
    assert book.national == 0.0
    assert abs(book.residual) < 1e-15
    assert book.households[0] < 0.0 < case.state.economy.flows.treasury


def test_brokers_gain_what_users_and_the_owner_of_oil_lose():
    case = economy()
    room, evaded = case.state.economy, case.state.external.evasion
    evaded.margin, room.trade.brokered = 0.02, 0.003
    room.trade.oil_value += 0.003
    _settle(case)
    assert room.flows.margin == pytest.approx(0.02 * 0.2)
    assert room.ledger.smuggling[1] == pytest.approx(0.6 * (0.004 + 0.003))
    assert abs(room.ledger.residual) < 1e-15


@pytest.mark.parametrize("oil_revenue", [0.001, 0.05, 0.09])
def test_revenue_at_rest_is_the_revenue_given(oil_revenue):
    inputs = country(made_up(), oil_revenue=oil_revenue)
    sectors, accounts = inputs["sectors"], inputs["accounts"]
    state = sectors["tax"].copy()
    state[ENERGY] = accounts["mining_share"] * (1.0 - sectors["labour"][ENERGY])
    taken = (state + accounts["income_tax"] * (1.0 - state)) @ sectors["value_added"]
    assert 0.0 < accounts["income_tax"] < 0.9
    assert taken == pytest.approx(float(inputs["macro"]["revenue"]))


def test_posts_are_paid_from_the_fund_by_share():
    case = economy()
    case.posts[:4] = (0.1, 0.6, 0.2, 0.1)
    _settle(case)
    book = case.state.economy.ledger
    assert book.posts[1] == pytest.approx(0.018)
    assert book.government == pytest.approx(0.0, abs=1e-15)


def test_scarcity_rent_goes_to_licence_holders():
    case = economy()
    room, p = case.state.economy, case.params.rents
    case.state.external.evasion.volume = 0.7
    _settle(case)
    assert room.flows.scarcity == pytest.approx(p.markup * 0.3 * 0.2)
    assert room.ledger.scarcity[2] == pytest.approx(0.3 * room.flows.scarcity)
    assert abs(room.ledger.residual) < 1e-15


def test_class_prices_follow_food_shares():
    case = economy()
    room, accounts = case.state.economy, case.inputs["accounts"]
    room.prices.food, room.prices.level = 0.4, 0.2
    households(room, case.inputs)
    assert room.welfare.prices[0] == pytest.approx((0.45 - accounts["food"]) * 0.2)
    assert room.welfare.income[0] == pytest.approx(-room.welfare.prices[0])
    assert room.welfare.income[0] < room.welfare.income[2]


def test_import_prices_are_terms_of_trade_and_premia_are_booked_abroad():
    case = economy()
    row = path(1)[0]
    row["price"], row["imports"] = 0.3, 0.3
    for _ in range(6):
        case.month(row)
    room = case.state.economy
    premium = case.state.external.evasion.premium
    assert room.ledger.abroad == pytest.approx(room.trade.paid * premium / (1 + premium))
    terms = room.trade.oil_value - 0.15 * room.trade.oil_volume - room.trade.paid * (1 - 1 / room.trade.unit)
    terms += case.state.external.diaspora.change
    assert room.ledger.national == pytest.approx(room.production.gdp - 1 + terms)
