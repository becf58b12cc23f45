"""The one payoff: time under pressure in closed form, and the sum of the parts that the bargain uses."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polities import Polity, prospects

from winset.polity.bargain import solve
from winset.polity.membership import value_now, view_of
from winset.polity.nash_product import evaluate
from winset.polity.payoff import (
    felt_loss,
    logistic,
    logistic_series,
    policy_value,
    prepare,
    pressure_flow,
    pressure_flows,
    pressure_share,
    stake,
)
from winset.polity.power import buffers, power

unit = st.floats(0.0, 1.0)


@settings(max_examples=40, deadline=None)
@given(unit, st.floats(0.001, 0.3), st.floats(0.0, 0.3), st.floats(0.0, 1.0), st.floats(0.0, 0.1))
def test_share_of_time_under_pressure_is_the_discounted_integral(now, rho, total, left, lift):
    """A month-by-month Markov process: pressure leaves at constant hazards and stays where it went."""
    t = np.linspace(0.0, 20.0 / rho, 100_001)
    leaving = total + lift
    after = total * left / leaving if leaving > 0 else 0.0
    expected = now * np.exp(-leaving * t) + after * (1.0 - np.exp(-leaving * t))
    integral = np.trapezoid(rho * np.exp(-rho * t) * expected, t)
    assert pressure_share(now, (total, total * left), rho, lift) == pytest.approx(integral, abs=5e-6)


def test_hazards_of_leaving_pressure_add_up():
    out = (1.0, 0.1, 0.6, 0.05, 0.2, 0.4, 0.7, 0.3, 0.2, 0.1)
    down, half, back = (1.0 / (1.0 + math.exp(-x / 0.1)) for x in (0.5 - 0.6, 0.5 - 0.4, 0.2 - 0.5))
    total, after = pressure_flow(0.5, out)
    assert total == pytest.approx(0.1 * down + 0.2 * half + 0.3 * back)
    assert after == pytest.approx(0.1 * down * 0.05 + 0.2 * half * 0.7 + 0.3 * back)


@pytest.mark.parametrize("x", [0.0, 1e-9, -1e-9, 0.3, -0.7, 5.0, -12.0, 30.0, 49.0, -49.0, 1e4, -1e4])
def test_the_series_of_the_logistic_is_the_logistic(x):
    assert logistic_series(x) == pytest.approx(logistic(x) if abs(x) < 50.0 else float(x > 0.0), rel=5e-14, abs=1e-21)


@settings(max_examples=40, deadline=None)
@given(st.lists(unit, min_size=1, max_size=9), unit, unit, st.floats(0.0, 0.3), st.floats(0.01, 0.5))
def test_flows_of_many_concessions_are_those_of_each(concessions, q_final, q_up, rate, width):
    out = (1.0, rate, q_final, 0.05, 0.5 * rate, 0.4, 0.7, 0.2, q_up, width)
    total, after = np.ones(9), np.ones(9)
    pressure_flows(np.array(concessions), total, after, out)
    for k, c in enumerate(concessions):
        assert (total[k], after[k]) == pytest.approx(pressure_flow(c, out), rel=1e-12, abs=1e-20)


def test_stake_is_the_mean_loss_and_half_its_variance():
    assert stake(0.3, 0.6, 0.0) == pytest.approx(0.18)
    averse = stake(0.3, 0.6, -2.0)  # a lottery between .3 and 0 with chance .6
    assert averse == pytest.approx(0.18 + 0.5 * 2.0 * 0.3**2 * 0.6 * 0.4)
    assert stake(0.3, 1.0, -2.0) == pytest.approx(0.3)


def test_buffers_spare_consumption_of_losers_alone():
    p = Polity([1.0]).params.payoff
    assert felt_loss(0.2, 0.0, p) == 0.2
    assert felt_loss(0.2, p.cushion_half, p) == pytest.approx(0.2 * (1.0 - 0.5 * p.cushion))
    assert felt_loss(-0.2, 24.0, p) == -0.2


def _random(seed: int) -> Polity:
    rng = np.random.default_rng(seed)
    polity = Polity(rng.dirichlet([2.0] * 3), market=rng.uniform(0.2, 2.0, 3))
    state, case, work = polity.state, polity.case, polity.work
    case.ideal[:3], case.salience[:3] = rng.random((3, 3)), rng.random((3, 3))
    case.risk[:3], work.audience[:3] = rng.uniform(-1, 1, 3), 0.1 * rng.random(3)
    work.felt[:3], work.lift[:3], work.slant[:3] = rng.uniform(-0.3, 0.5, 3), 0.01 * rng.random(3), 0.1 * rng.random(3)
    state.economy.fiscal.gap = rng.uniform(-0.02, 0.1)
    state.economy.ledger.scarcity[:3], state.economy.ledger.allocation[:3] = rng.random((2, 3)) * 0.1
    state.polity.policy.commitment = rng.random()
    state.polity.policy.pact.signed, work.bond[:3] = rng.random(), 0.1 * rng.random(3)
    work.winner[:3] = 0.2 * rng.random(3)
    polity.rest.policy[:] = rng.random(3)
    return polity


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.tuples(unit, unit, unit, unit))
def test_parts_of_the_payoff_that_the_bargain_uses_add_up(seed, line):
    polity = _random(seed)
    payoff, out, room = polity.params.payoff, prospects(), polity.work.bargain
    polity.rest.waiting[:3] = 9.0  # no floor binds
    purse = polity.state.polity.policy.purse
    solve((0.5, 0.5, 0.5, 0.5), purse.copy(), 0b111, polity.scene, out, payoff, polity.params.bargain)
    evaluate(line, purse, 0b111, polity.scene, out, payoff)
    flow = pressure_flow(line[0], out)
    for i in range(3):
        share = pressure_share(out[0], flow, polity.work.impatience[i], polity.work.lift[i])
        whole = policy_value(i, line, share, polity.scene, payoff)
        whole += math.log(polity.work.market[i] + polity.state.economy.fiscal.posts * purse[i])
        assert room.surplus[i] + room.floor[i] == pytest.approx(whole, abs=1e-11)


def test_what_pressure_costs_is_counted_once():
    polity, out = Polity([0.6, 0.4], market=0.8), prospects(final=0.0)
    p, work, terms = polity.params, polity.work, (polity.params.payoff, polity.params.coalition)
    p.coalition.ties, p.coalition.esteem, p.coalition.dependence = 0.0, 0.0, 0.0
    view = view_of(0b11, polity.scene, out)
    calm = value_now(0, 0b11, 1.0, view, polity.scene, *terms)
    lost = 0.3
    work.market[0] = (0.8 + 0.6) * math.exp(-lost) - 0.6  # the posts fund holds
    work.truth[0] = work.felt[0] = lost
    pressed = value_now(0, 0b11, 1.0, view, polity.scene, *terms)
    assert pressed == pytest.approx(calm - lost)  # pressure for good, with no way out and no buffer


def test_distance_and_audience_cost_by_hand():
    polity = Polity([1.0])
    p, case = polity.params.payoff, polity.case
    case.ideal[0], case.salience[0] = (0.2, 0.5, 0.5), (2.0, 1.0, 0.0)
    polity.rest.policy[:] = 0.2, 0.5, 0.5
    polity.state.polity.policy.alignment = 0.5
    polity.work.audience[0] = 0.5 * p.audience
    polity.state.polity.policy.commitment = 0.4
    value = policy_value(0, (0.7, 0.9, 0.5, p.burden_rest), 0.0, polity.scene, p)
    assert value == pytest.approx(-0.5 * p.ideology * (2.0 * 0.25 + 0.16) - p.audience * 0.5 * 0.3)


def test_prepare_reads_the_month():
    polity = Polity([0.5, 0.5])
    p, ledger = polity.params.payoff, polity.state.economy.ledger
    ledger.income[:2], ledger.posts[:2] = (1.5, 0.2), (0.5, 0.2)
    polity.case.ideal[:2, 0] = 0.1, 0.9
    polity.state.external.sender.months = p.endurance
    polity.state.information.loss[0] = 0.2
    polity.state.polity.street.unrest = 0.1
    polity.case.salience[0, 0] = 2.0
    polity.inputs["households"]["population"][:] = 0.5, 0.3, 0.2
    polity.state.information.approval[:] = -0.2, -0.1, 0.1
    polity.state.polity.attraction[0, :2] = 0.01, 0.05
    polity.state.external.sender.demand, polity.rest.policy[0] = 0.9, 0.4
    prepare(polity.scene, p)
    work = polity.work
    assert work.market[:2].tolist() == [1.0, p.income_floor]
    assert work.income[:2].tolist() == [1.5, 0.2]
    assert work.impatience[0] == pytest.approx(1.0 - 0.97 * 47 / 48)
    standing = 2.0 * p.defiance * (1 - math.exp(-1)) * 0.4
    assert work.slant[:2] == pytest.approx([standing - p.experience * 0.04 / 0.5, 0.0])
    at_office = p.danger * 0.1 + p.disfavour * 0.11
    assert work.felt[:2] == pytest.approx([0.2 + at_office / 3, at_office])
    polity.state.information.approval[:] = 0.1  # who gains approval is not the bolder for it
    prepare(polity.scene, p)
    assert work.felt[1] == pytest.approx(p.danger * 0.1)


def test_power_drifts_with_relative_income_and_reverts():
    polity = Polity([0.6, 0.4])
    p, loss = polity.params.power, np.zeros(16)
    loss[:2] = 0.3, -0.1
    polity.rest.power[:2] = 0.5, 0.5
    raw = [
        g * math.exp(p.elasticity * (-x + 0.6 * 0.3 - 0.4 * 0.1) / 12.0) * (g / 0.5) ** -p.revert
        for g, x in ((0.6, 0.3), (0.4, -0.1))
    ]
    power(polity.state.polity, polity.rest, loss, 2, p)
    assert polity.state.polity.power[:2] == pytest.approx(np.array(raw) / sum(raw), rel=1e-12)


def test_power_stays_where_nobody_loses():
    polity = Polity([0.6, 0.4])
    power(polity.state.polity, polity.rest, np.zeros(16), 2, polity.params.power)
    assert polity.state.polity.power[:2] == pytest.approx([0.6, 0.4], abs=1e-15)


def test_buffers_are_spent_by_what_is_lost_and_refilled():
    polity, loss, start = Polity([0.5, 0.5]), np.zeros(16), np.zeros(16)
    start[:2] = 6.0, 6.0
    polity.state.polity.buffer[:2] = 0.5, 2.0
    loss[0] = math.log(2.0)
    p = polity.params.power
    buffers(polity.state.polity, start, loss, 2, p)
    assert polity.state.polity.buffer[:2] == pytest.approx([0.0, 2.0 + p.refill * 4.0])
