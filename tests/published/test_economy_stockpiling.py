"""Stocks ahead: the newsvendor's target, the balance of a stock, what it costs and what it spares."""

import math

import numpy as np
import pytest
from economies import Economy, country, made_up, path
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize_scalar

from winset.economy.exchange_rate import exchange_rate
from winset.economy.stockpiling import stockpiling, target


def economy(**macro: float) -> Economy:
    return Economy(country(made_up(), **macro))


def _stock(found: Economy, months: int = 1) -> None:
    for _ in range(months):
        stockpiling(found.state.economy, found.state.external, found.inputs, found.params.stockpiling)


@settings(max_examples=30, deadline=None)
@given(st.floats(0.0, 1.0), st.floats(0.1, 3.0), st.floats(0.5, 12.0))
def test_the_target_is_the_newsvendors(threat, shortage, lasting):
    """Least cost of holding s months against a hazard of a shortage of exponential length."""
    p = economy().params.stockpiling
    p.shortage, p.lasting = shortage, lasting

    def cost(s: float) -> float:
        return p.holding * s + p.alarm * threat * shortage * lasting * math.exp(-s / lasting)

    best = minimize_scalar(cost, bounds=(0.0, 60.0), method="bounded", options={"xatol": 1e-9}).x
    assert target(threat, p) == pytest.approx(best, abs=1e-4)


def test_stocks_rise_towards_the_target_and_orders_are_what_they_gain():
    found = economy()
    room, p = found.state.economy.inventory, found.params.stockpiling
    found.state.external.measures.threat = 1.0
    goal, total = target(1.0, p), 0.0
    for _ in range(5):
        _stock(found)
        total += room.ordered
    assert goal > 0.5
    assert room.ahead[3] == pytest.approx(goal * (1.0 - (1.0 - p.speed) ** 5))
    assert total == pytest.approx(room.ahead[3])
    found.state.external.measures.threat = 0.0
    _stock(found)
    assert room.ordered == pytest.approx(-p.speed * total)


def test_missing_inputs_are_taken_from_stock_until_it_is_empty():
    found = economy()
    room = found.state.economy.inventory
    room.ahead[:], found.state.external.evasion.available[:] = 0.5, 0.8
    used = []
    for _ in range(4):
        _stock(found)
        used.append(float(room.used[2]))
    assert used == pytest.approx([0.2, 0.2, 0.1, 0.0])
    assert room.ahead[2] == pytest.approx(0.0)
    assert room.ordered == 0.0


def test_orders_ahead_are_paid_in_dollars_and_press_on_the_currency():
    rates, paid = [], []
    for ordered in (0.0, 0.1):
        found = economy()
        found.state.economy.inventory.ordered = ordered
        exchange_rate(found.state.economy, found.state.external, found.inputs, found.params.exchange_rate)
        rates.append(found.state.economy.fx.market)
        paid.append(found.state.economy.trade.paid)
    assert rates[0] == 0.0
    assert rates[1] > 0.001
    macro, share = found.inputs["macro"], found.inputs["accounts"]["inputs"]
    assert paid[0] == macro["imports"]
    assert paid[1] == pytest.approx(macro["imports"] * (1.0 + 0.1 * share), rel=0.02)


def test_a_stock_puts_the_loss_of_output_off():
    lost = []
    for ahead in (0.0, 1.5):
        found, rows = economy(), path(24)
        rows["imports"] = 0.6
        found.state.economy.inventory.ahead[:] = ahead
        output = [float(found.month(row).economy.production.gdp) for row in rows]
        lost.append(1.0 - np.array(output))
    assert lost[1][3] < lost[0][3] - 0.003
    assert lost[1][-1] == pytest.approx(lost[0][-1], abs=0.01)


def test_without_a_threat_nothing_is_stored():
    found = economy()
    _stock(found, 12)
    room = found.state.economy.inventory
    assert room.ordered == 0.0
    assert not room.ahead.any()
    assert not room.used.any()
