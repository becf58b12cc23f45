"""Exchange rate, reserves, prices and default risk: closed forms."""

import math

import pytest
from economies import Economy, country, made_up, path

from winset.economy.exchange_rate import _clearing, exchange_rate
from winset.economy.prices import prices
from winset.economy.reserves import absorption, freeze
from winset.economy.sovereign_spread import fair_spread, sovereign_spread


def economy(**macro: float) -> Economy:
    return Economy(country(made_up(), **macro))


def test_clearing_rate_closes_the_gap():
    p = economy().params.exchange_rate
    z = _clearing(0.2, 0.5, 0.04, 0.02, p)
    left = 0.1 * math.exp(-p.inputs * z) + 0.1 * math.exp(-p.final * z) + 0.04 * math.exp(-p.assets * z)
    assert 0.24 - left == pytest.approx(0.02, abs=1e-9)
    assert z > 0 > _clearing(0.2, 0.5, 0.04, -0.02, p)
    assert _clearing(0.2, 0.5, 0.04, 0.0, p) == 0.0
    assert _clearing(0.2, 0.5, 0.04, 0.5, p) <= p.bound


def test_freeze_moves_a_stock_and_relief_returns_it():
    case = economy()
    fx, measures = case.state.economy.fx, case.state.external.measures
    measures.freeze = 0.5
    freeze(case.state.economy, measures)
    assert (fx.usable, fx.frozen) == pytest.approx((0.1, 0.1))
    freeze(case.state.economy, measures)
    assert fx.frozen == pytest.approx(0.1)
    measures.freeze = 0.25
    freeze(case.state.economy, measures)
    assert (fx.usable, fx.frozen) == pytest.approx((0.15, 0.05))
    measures.freeze = 0.0
    freeze(case.state.economy, measures)
    assert (fx.usable, fx.frozen) == pytest.approx((0.2, 0.0))


def test_a_frozen_central_bank_under_a_float_absorbs_nothing():
    case = economy(peg=0.0)
    fx, p = case.state.economy.fx, case.params.exchange_rate
    assert absorption(fx, case.inputs, p) == pytest.approx(p.absorb)
    fx.usable, fx.frozen = 0.1, 0.1
    assert absorption(fx, case.inputs, p) == 0.0
    pegged = economy(peg=1.0)
    assert absorption(pegged.state.economy.fx, pegged.inputs, p) == 1.0


def test_imports_are_rationed_when_dollars_are_out():
    case = economy(usable=0.0, accumulation=0.0, oil_exports=0.02)
    case.state.economy.trade.accessible = 0.05
    room, external, p = case.state.economy, case.state.external, case.params.exchange_rate
    exchange_rate(room, external, case.inputs, p)
    trade, fx = room.trade, room.fx
    assert trade.financed < 1.0
    assert trade.accessible + fx.released - trade.paid - fx.outflow == pytest.approx(-fx.sold, abs=1e-15)
    assert fx.usable == 0.0


def test_pass_through_is_small_in_a_quarter_and_42_per_cent_in_the_end():
    # Iran 1974-2008: .07 and .42 (jte.ut.ac.ir/article_54101)
    case = economy(peg=0.0, allocation=0.0)
    case.state.economy.fx.market = 1.0
    levels = []
    for _ in range(240):
        prices(case.state.economy, case.state.external, case.inputs, case.params.prices)
        levels.append(case.state.economy.prices.level)
    assert levels[2] == pytest.approx(0.07, abs=0.003)
    assert levels[-1] == pytest.approx(0.42, abs=1e-5)


def test_spread_is_expected_loss_over_survival():
    assert fair_spread(0.05, 0.6) == pytest.approx(0.05 * 0.6 / 0.95)
    case = economy()
    room, p = case.state.economy, case.params.sovereign_spread
    score = p.intercept + p.debt * 0.15 - p.reserves * 1.0
    probability = 1 / (1 + math.exp(-score))
    assert room.fiscal.spread == pytest.approx(fair_spread(probability, p.loss))
    assert room.fiscal.interest == 0.0
    room.fiscal.debt = 0.6
    sovereign_spread(room, case.state.external, case.inputs, p)
    assert room.fiscal.interest > 0.0


def test_the_spread_closes_the_bond_market():
    row = path(1)[0]
    cheap, dear = economy(), economy()
    dear.state.economy.fiscal.spread = 0.5
    for case in (cheap, dear):
        case.state.economy.prices.level = 0.3
        case.month(row, off=("sovereign_spread", "prices"))
    assert dear.state.economy.fiscal.bonds < 0.1 * cheap.state.economy.fiscal.bonds
