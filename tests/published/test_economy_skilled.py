"""Flight of the skilled: the gap by hand, the balance of leaving and return, and what it does to output."""

import itertools
import math

import numpy as np
import pytest
from economies import Economy, country, made_up

from winset.economy.brain_drain import brain_drain, pay_gap
from winset.economy.network import network


def economy(income: float = -0.1, real: float = 0.2) -> Economy:
    found = Economy(country(made_up()))
    found.state.economy.welfare.income[:] = income
    found.state.economy.fx.market = real
    return found


def _gone(found: Economy, months: int) -> float:
    for _ in range(months):
        brain_drain(found.state.economy, found.state.external, found.inputs, found.params.brain_drain)
    return float(found.state.economy.skilled.gone)


def test_the_gap_by_hand():
    found = economy(0.0, 0.0)
    assert pay_gap(found.state.economy, found.inputs, found.params.brain_drain) == 0.0
    found.state.economy.welfare.income[:] = (-9.0, -0.1, -0.2)  # labour of the two: .5 and .35
    found.state.economy.fx.market, found.state.economy.prices.level = 0.5, 0.1
    expected = (0.05 + 0.07) / 0.85 + found.params.brain_drain.currency * 0.4
    assert pay_gap(found.state.economy, found.inputs, found.params.brain_drain) == pytest.approx(expected)


def test_who_has_left_approaches_the_balance_of_leaving_and_return():
    found, p = economy(), economy().params.brain_drain
    out = p.leave * (0.1 + p.currency * 0.2)
    rest = out / (out + p.back)
    for months in (1, 12, 60):
        assert _gone(economy(), months) == pytest.approx(rest * (1.0 - (1.0 - out - p.back) ** months))
    assert _gone(found, 2000) == pytest.approx(rest)
    found.state.economy.welfare.income[:], found.state.economy.fx.market = 0.0, 0.0
    assert _gone(found, 24) == pytest.approx(rest * (1.0 - p.back) ** 24)


def test_controls_at_home_and_bans_abroad_keep_the_skilled():
    whole = _gone(economy(), 12)
    locked, barred = economy(), economy()
    locked.state.economy.fx.controls = barred.state.external.evasion.equipment = 0.5
    p = locked.params.brain_drain
    assert _gone(locked, 1) == pytest.approx(_gone(economy(), 1) * (1.0 - 0.5 * p.locked))
    assert _gone(barred, 1) == pytest.approx(_gone(economy(), 1) * (1.0 - 0.5 * p.barred))
    assert max(_gone(locked, 11), _gone(barred, 11)) < whole


def test_output_falls_where_technology_is_used():
    able = []
    for gone in (0.0, 0.2):
        found = economy(0.0, 0.0)
        found.state.economy.skilled.gone = gone / (1.0 - found.params.brain_drain.back)
        _gone(found, 1)
        network(found.state.economy, found.state.external, found.inputs, found.params.network)
        able.append(np.array(found.state.economy.production.able))
    assert able[0] == pytest.approx(1.0)
    expected = 1.0 - found.params.brain_drain.skill * 0.2 * np.array(found.inputs["sectors"]["technology"])
    assert able[1] == pytest.approx(expected)


def test_better_times_keep_everybody():
    assert _gone(economy(0.1, -0.3), 24) == 0.0
    for less, more in itertools.pairwise((0.0, 0.05, 0.1, 0.3)):
        assert _gone(economy(-less, 0.0), 24) < _gone(economy(-more, 0.0), 24)
    assert math.isclose(_gone(economy(0.0, 0.0), 24), 0.0)
