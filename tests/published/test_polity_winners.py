"""Winners and losers of a crisis at home (rows 13, 21): capital from results, and Hellman's partial reform."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polities import Polity, prospects

from winset.economy.rents import reformed
from winset.polity.bargain import solve
from winset.polity.partial_reform import arbitrage, partial_reform
from winset.polity.payoff import policy_value, prepare
from winset.polity.policy_terms import best_reform
from winset.polity.political_capital import political_capital, surprise

REST = 0.2


def _holders(rent: float = 0.3, gap: float = 0.0, on: bool = True) -> Polity:
    """Two who rule together; the first draws a share of its income from licences. Nobody has a taste for reform."""
    polity = Polity([0.5, 0.5])
    ledger, policy, p = polity.state.economy.ledger, polity.state.polity.policy, polity.params
    ledger.income[:2], ledger.posts[:2] = polity.work.income[:2], polity.work.income[:2] - polity.work.market[:2]
    ledger.scarcity[0] = rent * ledger.income[0]
    polity.state.economy.fiscal.gap = gap
    polity.rest.policy[2] = policy.reform = policy.reform_at_rest = REST
    if on:
        partial_reform(policy, p.partial_reform)
    prepare(polity.scene, p.payoff)
    return polity


def _worth(polity: Polity, i: int, depth: float) -> float:
    p = polity.params.payoff
    return policy_value(i, (0.0, 0.0, depth, p.burden_rest), 0.0, polity.scene, p)


@settings(max_examples=30, deadline=None)
@given(st.floats(1.0, 6.0))
def test_the_payoff_of_winners_peaks_below_full_reform(gain):
    polity = _holders()
    polity.params.partial_reform.gain = gain
    partial_reform(polity.state.polity.policy, polity.params.partial_reform)
    prepare(polity.scene, polity.params.payoff)
    depths = np.linspace(REST, 1.0, 3201)
    worth = np.array([_worth(polity, 0, r) for r in depths])
    peak = 0.5 * (1.0 + REST) - 0.5 * (1.0 - REST) / gain
    assert depths[worth.argmax()] == pytest.approx(peak, abs=3e-4)
    assert peak < 1.0
    # a parabola a x - b x^2 in x = r - r0 that ends where full reform has ended all that it ends without this row
    x, rent = depths - REST, polity.params.payoff.reform_rent * 0.3
    assert worth - worth[0] == pytest.approx(rent * (x * (gain - 1.0) - gain * x**2 / (1.0 - REST)), abs=1e-12)
    closed = _holders(on=False)
    assert worth[-1] - worth[0] == pytest.approx(_worth(closed, 0, 1.0) - _worth(closed, 0, REST))


def test_without_the_row_every_step_costs_rent_holders_the_same():
    polity = _holders(on=False)
    steps = np.diff([_worth(polity, 0, r) for r in (0.2, 0.4, 0.6, 0.8)])
    assert steps == pytest.approx(-0.3 * polity.params.payoff.reform_rent * 0.2)
    assert np.diff([_worth(_holders(), 1, r) for r in (0.2, 0.5, 0.8)]) == pytest.approx(0.0, abs=1e-15)


def test_what_the_payoff_counts_is_what_the_market_pays():
    p = Polity([1.0]).params.partial_reform
    for depth in (0.2, 0.35, 0.6, 1.0):
        left = reformed(depth - REST - arbitrage(depth, REST, p.gain))
        polity = _holders()
        lost = _worth(polity, 0, depth) - _worth(polity, 0, REST)
        assert 0.3 * polity.params.payoff.reform_rent * (left - 1.0) == pytest.approx(lost, abs=1e-12)
    assert arbitrage(REST, REST, 2.0) == arbitrage(1.0, REST, 2.0) == 0.0
    assert arbitrage(1.0, 1.0, 2.0) == 0.0


def test_reform_stalls_where_winners_that_can_veto_have_what_they_want():
    found = {}
    for on in (False, True):
        polity = _holders(gap=0.06, on=on)
        polity.case.salience[:2, 2] = 0.2
        polity.case.ideal[:2, 2] = REST, 1.0
        polity.rest.waiting[:2] = 0.3
        polity.inputs.institutions.veto_rule = 2  # unanimity
        p, purse = polity.params, polity.state.polity.policy.purse.copy()
        line, _ = solve(
            (0.0, 0.0, REST, p.payoff.burden_rest), purse, 0b11, polity.scene, prospects(0.0), p.payoff, p.bargain
        )
        found[on] = line[2]
        best = best_reform(0b11, polity.scene, p.payoff)
        assert 0.0 <= best <= 1.0
    peak = 0.5 * (1.0 + REST) - 0.5 * (1.0 - REST) / polity.params.partial_reform.gain
    assert found[False] < peak
    assert found[False] + 0.02 < found[True] < 0.8


def test_the_closed_form_of_reform_solves_its_condition():
    polity = _holders(gap=0.05)
    polity.case.ideal[:2, 2], polity.case.salience[:2, 2] = (0.4, 0.7), (0.5, 0.3)
    room = polity.work.bargain
    room.weight[:2], room.surplus[:2] = (0.6, 0.4), (0.3, 0.2)
    best = best_reform(0b11, polity.scene, polity.params.payoff)

    def whole(depth: float) -> float:
        return sum(room.weight[i] / room.surplus[i] * _worth(polity, i, depth) for i in range(2))

    assert 0.0 < best < 1.0
    assert (whole(best + 1e-4) - whole(best - 1e-4)) / 2e-4 == pytest.approx(0.0, abs=1e-9)


def _camps(hardship: float, before: float, blame: float, members: int = 0b111) -> Polity:
    """A technocrat, a nationalist and an industrialist."""
    polity = Polity([0.3, 0.2, 0.5], members=members, leader=2)
    polity.inputs.factions.camp[:3] = 1.0, -1.0, 0.0
    polity.inputs.households.population[:] = 0.3, 0.5, 0.2
    polity.state.information.hardship[:], polity.state.information.blame = hardship, blame
    polity.state.polity.coalition.capital.hardship = before
    political_capital(polity.state.polity, polity.state.information, polity.inputs, polity.params.political_capital)
    return polity


def _capital(polity: Polity) -> tuple[float, float]:
    room = polity.state.polity.coalition.capital
    return float(room.technocrats), float(room.nationalists)


def test_capital_is_what_was_delivered_less_what_was_promised():
    polity = _camps(0.2, 0.1, 0.4)
    p = polity.params.political_capital
    missed = 0.1 + p.promise * 0.1
    expected = -0.3 * 0.6 * missed * p.kappa, (0.4 * 0.1 - 0.2 * 0.6 * missed) * p.kappa
    assert _capital(polity) == pytest.approx(expected)
    assert polity.state.polity.coalition.capital.hardship == pytest.approx(0.2)
    kept = 0.1 * (1.0 - p.promise)  # exactly what was promised
    assert surprise(0.7, 0.3, kept, 0.1, p) == pytest.approx(0.0, abs=1e-15)


def test_capital_comes_to_rest_where_promises_are_missed_for_long():
    polity = _camps(0.2, 0.2, 0.4)
    p, room = polity.params.political_capital, polity.state.polity
    p.weight, room.power[:3] = 0.0, (0.3, 0.2, 0.5)
    for _ in range(800):
        political_capital(room, polity.state.information, polity.inputs, p)
    assert _capital(polity)[0] == pytest.approx(-p.kappa * 0.3 * 0.6 * p.promise * 0.2 / p.decay)


def test_the_same_hardship_helps_or_hurts_nationalists_by_whom_it_is_laid_on_and_who_governs():
    assert _capital(_camps(0.2, 0.1, 0.9))[1] > 0.0 > _capital(_camps(0.2, 0.1, 0.05))[1]
    out = _camps(0.2, 0.1, 0.4, members=0b101)  # nobody blames those out of office
    assert _capital(out)[1] == pytest.approx(0.4 * 0.1 * out.params.political_capital.kappa)
    assert _capital(_camps(0.1, 0.2, 0.4))[0] > 0.0  # a rescue is credited to those who govern


def test_power_follows_capital_and_rests_without_it():
    polity = _camps(0.2, 0.1, 0.8)
    power, p = polity.state.polity.power, polity.params.political_capital
    own = np.array([*_capital(polity), 0.0])
    start = np.array([0.3, 0.2, 0.5])
    moved = start * np.exp(p.weight * (own - start @ own) / 12.0)
    assert power[:3] == pytest.approx(moved / moved.sum())
    assert power[1] > 0.2
    calm = _camps(0.0, 0.0, 0.4)
    assert _capital(calm) == (0.0, 0.0)
    assert calm.state.polity.power[:3].tolist() == [0.3, 0.2, 0.5]
