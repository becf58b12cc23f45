"""The coalition's screen drops no set that would pass, whatever the polity."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polities import Polity, prospects

from winset.polity.coalition import _threats, gain, is_winning, sitting
from winset.polity.membership import power_of
from winset.polity.screen import edge, log_bound, may_unseat, members_of, number, screen, weigh


def made_up(n: int, seed: int, anchor: float) -> Polity:
    """A polity with everything that enters a coalition's value."""
    rng = np.random.default_rng(seed)
    polity = Polity(rng.dirichlet(np.full(n, 3.0)), market=0.2, leader=int(rng.integers(n)))
    state, case, work, p = polity.state, polity.case, polity.work, polity.params.coalition
    p.anchor, p.inertia = anchor, rng.uniform(0.0, 0.02)
    case.ideal[:n], case.salience[:n] = rng.random((n, 3)), rng.uniform(0.0, 1.5, (n, 3))
    case.risk[:n], polity.rest.power[:n] = rng.uniform(-1.0, 1.0, n), rng.dirichlet(np.full(n, 3.0))
    work.felt[:n], work.lift[:n] = rng.normal(0.1, 0.3, n), rng.uniform(0.0, 0.03, n)
    work.market[:n], work.unpressed[:n] = rng.uniform(0.01, 0.5, n), rng.uniform(0.01, 0.5, n)
    work.truth[:n] = rng.normal(0.1, 0.3, n)
    ties = rng.normal(0.0, 0.05, (n, n))
    state.polity.ties[:n, :n], state.polity.induced[:n] = ties + ties.T, rng.normal(0.0, 0.1, n)
    state.information.approval[:] = rng.normal(0.0, 0.1, 3)
    state.polity.policy.agenda.drift[:n] = rng.normal(0.0, 0.1, n)
    polity.inputs.factions.coercion[:n] = rng.random(n)
    polity.inputs.factions.dependence[:n] = rng.random(n)
    polity.rest.leader = int(rng.integers(n))
    return polity


@settings(max_examples=40, deadline=None)
@given(st.integers(2, 10), st.integers(0, 10_000), st.sampled_from((0.0, 0.4, 1.0)))
def test_no_set_that_passes_is_dropped(n, seed, anchor):
    polity, now = made_up(n, seed, anchor), prospects()
    leader, terms = int(polity.state.polity.coalition.leader), (polity.params.payoff, polity.params.coalition)
    power, coercion = polity.state.polity.power, power_of((1 << n) - 1, polity.inputs.factions.coercion, n)
    assert screen(leader, polity.scene, now, terms) == 1 << (n - 1)
    rng = np.random.default_rng(seed)
    for whole in {members_of(int(k), leader) for k in rng.integers(0, 1 << (n - 1), 3)}:
        sitting(whole, polity.scene, now, *terms)
        for k in range(1 << (n - 1)):
            part = members_of(k, leader)
            if not is_winning(part, whole, leader, power, n, terms[1].alpha):
                continue
            if gain(part, whole, polity.scene, now, *terms) > -1e8:
                seated, sets = number(whole, leader), polity.work.sets
                assert may_unseat(k, seated, edge(seated, sets), sets, terms[1], 1e-12 + coercion)


def test_the_screen_does_drop_sets():
    polity, now = made_up(8, 1, 1.0), prospects()
    leader, terms = int(polity.state.polity.coalition.leader), (polity.params.payoff, polity.params.coalition)
    screen(leader, polity.scene, now, terms)
    sets = polity.work.sets
    kept = sum(may_unseat(k, 127, edge(127, sets), sets, terms[1], 1.0) for k in range(128))
    assert 0 < kept < 64


@given(st.integers(0, 15), st.integers(0, (1 << 16) - 1))
def test_numbers_and_sets_are_inverse(leader, members):
    members |= 1 << leader
    assert members_of(number(members, leader), leader) == members


@given(st.floats(1e-3, 1e3), st.floats(1e-3, 1e3))
def test_the_bound_lies_above_the_logarithm(top, low):
    assert log_bound(top, low) >= math.log(top / low) - 1e-12


def test_the_bound_is_tight_near_one():
    assert log_bound(1.1, 1.0) == pytest.approx(math.log(1.1), abs=2e-4)
    assert log_bound(0.9, 1.0) == pytest.approx(math.log(0.9), abs=2e-4)


def test_nothing_is_screened_without_a_leader():
    polity = made_up(4, 1, 1.0)
    assert screen(-1, polity.scene, prospects(), (polity.params.payoff, polity.params.coalition)) == 0


@pytest.mark.parametrize("anchor", [0.0, 0.4, 1.0])
@pytest.mark.parametrize("salience", [0.0, 1.0])
@pytest.mark.parametrize("n", [3, 11])  # with one table of subset sums, and with two
def test_the_tables_hold_the_net_value_of_the_leader(n, salience, anchor):
    polity, now = made_up(n, n, anchor), (1.0, 0.05, 0.6, 0.1, 0.04, 0.3, 0.5, 0.03, 0.2, 0.03)
    leader, payoff, p = int(polity.state.polity.coalition.leader), polity.params.payoff, polity.params.coalition
    polity.case.salience[:n] *= salience
    screen(leader, polity.scene, now, (payoff, p))
    sets, work = polity.work.sets, polity.work
    for k in np.random.default_rng(n).integers(0, 1 << (n - 1), 8):
        sitting(members_of(int(k), leader), polity.scene, now, payoff, p)
        net = work.values[leader] - anchor * work.values_rest[leader]
        income = sets.share[k] * math.log(sets.ratio[k]) + (1.0 - sets.share[k]) * math.log(sets.spare[k])
        assert sets.other[k] + income == pytest.approx(net, abs=1e-11)


def test_what_the_leader_gains_at_most_is_written_for_all_sets_at_once():
    polity, now = made_up(6, 2, 1.0), prospects()
    screen(
        int(polity.state.polity.coalition.leader), polity.scene, now, (polity.params.payoff, polity.params.coalition)
    )
    sets = polity.work.sets
    gap = edge(9, sets)
    weigh(9, gap, 32, sets)
    for k in range(32):
        part = sets.share[k]
        bound = sets.other[k] - sets.other[9] + part * log_bound(sets.ratio[k], sets.ratio[9])
        bound += (1.0 - part) * log_bound(sets.spare[k], sets.spare[9]) + (part - sets.share[9]) * gap
        assert sets.most[k] == pytest.approx(bound, abs=1e-13)


def test_programs_too_large_for_the_tables_are_searched_without_them():
    polity, now, leader = Polity(np.full(14, 1 / 14), leader=0), prospects(), 0
    terms, everyone = (polity.params.payoff, polity.params.coalition), (1 << 14) - 1
    assert screen(leader, polity.scene, now, terms) == 0
    found = np.zeros(1 << 14, np.int64), np.zeros(1 << 14)
    assert _threats(everyone, leader, polity.scene, now, terms, found) >= 0
    assert polity.work.sets.known == 0.0
