"""Know-how from abroad: falling behind, where it stops, catching up; the cost of capital."""

import math

import numpy as np
import pytest
from economies import Economy, country, made_up, path
from hypothesis import given, settings
from hypothesis import strategies as st

from winset.economy.network import cost_of_capital, network
from winset.economy.productivity import access, productivity
from winset.economy.sovereign_spread import fair_spread, sovereign_spread
from winset.types import MACHINERY


def cut_off(equipment: float, machinery: float = 1.0) -> Economy:
    found = Economy(country(made_up()))
    found.state.external.evasion.equipment = equipment
    found.state.economy.production.available[MACHINERY] = machinery
    return found


def after(found: Economy, months: int) -> float:
    for _ in range(months):
        productivity(found.state.economy, found.state.external, found.params.productivity)
    return float(found.state.economy.production.productivity)


def test_at_rest_nobody_falls_behind():
    assert after(cut_off(0.0), 240) == 1.0


def test_who_is_cut_off_falls_behind_by_what_would_have_been_learnt():
    found = cut_off(0.5, 0.8)
    g = found.params.productivity.growth
    assert access(0.5, 0.8) == pytest.approx(0.4)
    assert after(found, 1) == pytest.approx(1.0 - g / 12.0 * 0.6)
    assert after(cut_off(1.0), 12) == pytest.approx((1.0 - g / 12.0) ** 12)


@pytest.mark.parametrize("equipment", [0.25, 0.9])
def test_a_country_long_cut_off_comes_to_rest_where_it_copies_as_much_as_it_misses(equipment):
    found = cut_off(equipment)
    kappa = found.params.productivity.catch_up
    assert after(found, 40_000) == pytest.approx(1.0 / (1.0 + (1.0 / (1.0 - equipment) - 1.0) / kappa), rel=1e-6)


def test_catching_up_closes_the_gap_at_a_constant_rate():
    found = cut_off(0.0)
    found.state.economy.production.productivity = 0.8
    p = found.params.productivity
    assert after(found, 360) == pytest.approx(1.0 - 0.2 * (1.0 - p.growth * p.catch_up / 12.0) ** 360)


def test_output_falls_in_every_sector_by_what_is_not_known():
    found = Economy(country(made_up()))
    found.state.economy.production.productivity = 0.9
    network(found.state.economy, found.state.external, found.inputs, found.params.network)
    assert np.array(found.state.economy.production.able) == pytest.approx(0.9)


@settings(deadline=None)  # the first call compiles
@given(st.floats(-0.5, 1.0), st.floats(0.0, 0.5))
def test_dearer_finance_never_raises_investment(dear, more):
    p = Economy(country(made_up())).params.network
    assert cost_of_capital(dear + more, p) <= cost_of_capital(dear, p) <= 2.0**p.user_cost


def test_investment_has_the_stated_elasticity_to_the_cost_of_capital():
    p = Economy(country(made_up()), {"network.user_cost": 1.0, "network.passed": 1.0}).params.network
    assert cost_of_capital(0.0, p) == 1.0
    assert cost_of_capital(p.required, p) == pytest.approx(0.5)  # Cobb-Douglas: spending on capital is constant
    p = Economy(country(made_up()), {"network.user_cost": 0.5, "network.passed": 0.5}).params.network
    assert cost_of_capital(6.0 * p.required, p) == pytest.approx(0.5)


def test_what_the_sovereign_pays_more_is_what_finance_costs_more():
    found = Economy(country(made_up()))
    room, p = found.state.economy, found.params.sovereign_spread
    assert room.production.dear == 0.0
    found.state.external.evasion.payments = 0.5
    sovereign_spread(room, found.state.external, found.inputs, p)
    assert room.production.dear > 0.0
    assert room.production.dear == pytest.approx(room.fiscal.spread - _calm(found, p))


def _calm(found: Economy, p) -> float:
    macro = found.inputs.macro
    score = p.intercept + p.debt * macro.debt - p.reserves * macro.usable / macro.imports
    return fair_spread(min(p.ceiling, 1.0 / (1.0 + math.exp(-score))), p.loss)


def test_dear_finance_costs_output_a_month_later():
    found = Economy(country(made_up()))
    found.state.economy.production.dear = 0.05
    found.month(path(1)[0], off=("sovereign_spread",))
    expected = 1.0 - found.params.network.plans * (1.0 - cost_of_capital(0.05, found.params.network))
    assert found.state.economy.production.investment == pytest.approx(expected)
