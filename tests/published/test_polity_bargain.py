"""The coalition's bargain (row 34) against closed forms and a general optimiser, inside the win-set (row 25)."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polities import CALM, Polity, everyone, prospects
from scipy.optimize import minimize_scalar

from winset.polity.agreement import agreement, void
from winset.polity.bargain import bargain, solve
from winset.polity.bargain_residual import residual
from winset.polity.exit_option import exit_option
from winset.polity.nash_product import evaluate
from winset.polity.purse import split_purse
from winset.polity.veto import LARGE_MEMBERS, LEADER, NOBODY, UNANIMITY, is_veto_player
from winset.types import WORK, blank

REJECTED = -1e8


def _solve(polity: Polity, out=CALM):
    """(line, purse, converged) that the solver finds from the policy in force."""
    policy, p = polity.state.polity.policy, polity.params
    quo = (policy.concession, policy.alignment, policy.reform, policy.burden)
    purse = policy.purse.copy()
    members = int(polity.state.polity.coalition.members)
    line, converged = solve(quo, purse, members, polity.scene, out, p.payoff, p.bargain)
    return line, purse[: polity.n], converged


def _product(polity: Polity, line, purse, out=CALM) -> float:
    full = np.zeros(16)
    full[: polity.n] = purse
    members = int(polity.state.polity.coalition.members)
    return float(evaluate(line, full, members, polity.scene, out, polity.params.payoff))


def _two(powers=(0.7, 0.3), wait: float = 0.5, fund: float = 1e-9) -> Polity:
    """Two members with ideal concessions 0 and 1 and nothing else at stake; nobody has a veto."""
    polity = Polity(powers)
    polity.market(1.0, fund)
    polity.case.ideal[:2, 0], polity.case.salience[:2, 0] = (0.0, 1.0), 1.0
    polity.rest.waiting[:2] = wait
    polity.params.bargain.exit, polity.params.bargain.grip = 0.0, 1.0
    policy = polity.state.polity.policy
    policy.burden = polity.params.payoff.burden_rest
    policy.concession = policy.commitment = 0.5
    a = 0.5 * polity.params.payoff.ideology
    polity.rest.value[:2] = -a * 0.25, -a * 0.25
    void(policy, 2)
    return polity


@pytest.mark.parametrize("powers", [(0.5, 0.5), (0.7, 0.3), (0.15, 0.85)])
def test_dear_deadlock_gives_the_power_weighted_mean(powers):
    line, _, converged = _solve(_two(powers, wait=1e4))
    assert line[0] == pytest.approx(powers[1], abs=2e-3)
    assert converged == 1.0


@pytest.mark.parametrize("powers", [(0.5, 0.5), (0.7, 0.3), (0.2, 0.8)])
@pytest.mark.parametrize("wait", [0.05, 0.15, 0.6])
def test_two_players_one_dimension(powers, wait):
    polity = _two(powers, wait)
    a = 0.5 * polity.params.payoff.ideology

    def lost(c: float) -> float:
        gains = (-a * c * c + a * 0.25 + wait, -a * (1 - c) ** 2 + a * 0.25 + wait)
        return -sum(b * math.log(g) for b, g in zip(powers, gains)) if min(gains) > 0 else 1e9

    best = minimize_scalar(lost, bounds=(0.0, 1.0), method="bounded", options={"xatol": 1e-9}).x
    line, _, _ = _solve(polity)
    assert line[0] == pytest.approx(best, abs=2e-3)
    surplus = (a * 0.25 + wait - a * line[0] ** 2, a * 0.25 + wait - a * (1 - line[0]) ** 2)
    u = [b / s for b, s in zip(powers, surplus)]
    assert line[0] == pytest.approx(u[1] / sum(u), abs=2e-3)  # first-order condition: weights beta / surplus


def test_what_is_agreed_is_carried_out_at_the_pace_of_a_month():
    polity = _two((0.05, 0.95), wait=1e4, fund=1.0)
    p = polity.params
    policy = polity.state.polity.policy
    policy.purse[:2] = 0.9, 0.1
    void(policy, 2)
    bargain(polity.scene, CALM, p.payoff, p.bargain)
    assert policy.concession == 0.5
    assert policy.agreed[0] == pytest.approx(0.95, abs=2e-3)
    assert policy.moved == pytest.approx(0.45, abs=2e-3)
    assert policy.converged == 1.0
    promised = policy.promised[:2].copy()
    way = policy.agreed[0] - 0.5, promised[0] - 0.9  # the farther of the two goes a pace a month, the other with it
    stride = p.bargain.pace / max(map(abs, way))
    for month in (1, 2):  # the second one without a bargain
        agreement(policy, 2, p.bargain)
        assert policy.concession == pytest.approx(0.5 + month * stride * way[0])
        assert policy.purse[0] == pytest.approx(0.9 + month * stride * way[1])
        assert policy.purse[:2].sum() == pytest.approx(1.0, abs=1e-12)
    recommit = p.bargain.recommit
    assert policy.commitment == pytest.approx(0.5 + recommit * stride * way[0] * (3.0 - recommit))
    for _ in range(60):
        agreement(policy, 2, p.bargain)
    assert policy.concession == policy.agreed[0]
    assert policy.purse[:2] == pytest.approx(promised)


def test_an_agreement_stands_where_nothing_better_is_found():
    polity = _two((0.05, 0.95), wait=1e4)
    policy, p = polity.state.polity.policy, polity.params
    bargain(polity.scene, CALM, p.payoff, p.bargain)
    first = policy.agreed.copy(), policy.promised.copy()
    assert first[0][0] > 0.9 > policy.concession  # on the way: what would happen without a new bargain is the old one
    bargain(polity.scene, CALM, p.payoff, p.bargain)
    assert policy.agreed == pytest.approx(first[0], abs=1e-3)
    assert policy.promised == pytest.approx(first[1], abs=1e-3)
    assert policy.moved < 1e-3


def test_the_residual_sees_a_purse_that_is_split_badly():
    polity = _two((0.5, 0.5), wait=0.5, fund=1.0)
    members, p = int(polity.state.polity.coalition.members), polity.params
    line, purse, _ = _solve(polity)
    full = np.zeros(16)
    full[:2] = purse
    assert residual(line, full, members, polity.scene, CALM, p.payoff) < 1e-4
    full[:2] = purse[0] + 0.2, purse[1] - 0.2
    assert residual(line, full, members, polity.scene, CALM, p.payoff) > 1e-3


def test_a_void_agreement_leaves_policy_where_it_is():
    polity = _two((0.05, 0.95), wait=1e4)
    policy = polity.state.polity.policy
    bargain(polity.scene, CALM, polity.params.payoff, polity.params.bargain)
    agreement(policy, 2, polity.params.bargain)
    stands = policy.concession
    void(policy, 2)
    agreement(policy, 2, polity.params.bargain)
    assert policy.concession == stands


def _room(weight, surplus) -> Any:
    room, n = blank(WORK)[0].bargain, len(weight)
    room.weight[:n], room.surplus[:n] = weight, surplus
    return room


def _settled(members, purse, least, room, market, fund):
    """Newton steps, halved until they go uphill, as the bargain takes them; surpluses move with the purse."""
    n, out, start = len(purse), np.zeros(len(purse)), room.surplus[: len(purse)].copy()
    sitting = [i for i in range(n) if members >> i & 1]
    first = np.log(market + fund * purse)

    def surplus(x):
        return start + np.log(market + fund * x) - first

    def product(x):
        s = surplus(x)[sitting]
        return float(room.weight[sitting] @ np.log(s)) if s.min() > 0.0 else -np.inf

    for _ in range(60):
        split_purse(out, members, purse, least, room, market, fund, n)
        assert out.sum() == pytest.approx(1.0, abs=1e-12)
        steps = (purse + (out - purse) / 2**cut for cut in range(30))
        purse = next((x for x in steps if product(x) > product(purse)), purse)
        room.surplus[:n] = surplus(purse)
    return purse


@settings(max_examples=60, deadline=None)
@given(st.lists(st.floats(0.05, 5.0), min_size=2, max_size=6), st.data())
def test_purse_meets_its_first_order_condition(weights, data):
    n = len(weights)
    surplus = np.array(data.draw(st.lists(st.floats(0.05, 2.0), min_size=n, max_size=n)))
    market = np.array(data.draw(st.lists(st.floats(0.01, 3.0), min_size=n, max_size=n)))
    room = _room(np.array(weights) / sum(weights), surplus)
    purse = _settled(everyone(n), np.full(n, 1.0 / n), np.zeros(n), room, market, 0.7)
    assert purse.sum() == pytest.approx(1.0, abs=1e-12)
    assert purse.min() >= 0.0
    marginal = room.weight[:n] / room.surplus[:n] * 0.7 / (market + 0.7 * purse)
    paid = purse > 1e-9
    assert marginal[paid] == pytest.approx([marginal[paid].mean()] * paid.sum(), rel=1e-5)
    assert np.all(marginal[~paid] <= marginal[paid].mean() * (1 + 1e-5))


def _alike(surplus: float) -> Any:
    return _room(np.full(3, 1 / 3), np.full(3, surplus))


def test_outsiders_get_nothing_of_the_purse():
    purse = _settled(0b101, np.array([0.9, 0.0, 0.1]), np.zeros(3), _alike(1e6), np.ones(3), 1.0)
    assert purse == pytest.approx([0.5, 0.0, 0.5])


def test_a_veto_player_keeps_its_least_share_and_the_others_split_the_rest():
    start, least = np.array([0.8, 0.1, 0.1]), np.array([0.7, 0.0, 0.0])
    richer = _settled(0b111, start, least, _alike(1e6), np.array([1.0, 1.0, 2.0]), 2.0)
    assert richer == pytest.approx([0.7, 0.3, 0.0])  # the third holds more than the others without office
    assert _settled(0b111, start, least * 6.0 / 7.0, _alike(1e6), np.ones(3), 2.0) == pytest.approx([0.6, 0.2, 0.2])


def _at_rest(seed: int, rule: int = NOBODY) -> Polity:
    rng = np.random.default_rng(seed)
    n = int(rng.integers(2, 7))
    members = int(rng.integers(1, 1 << n)) | 1
    polity = Polity(rng.dirichlet([3.0] * n), members=members)
    polity.market(rng.uniform(0.1, 2.0, n), fund=rng.uniform(0.2, 2.0))
    posts = np.zeros(n)
    sitting = [i for i in range(n) if members >> i & 1]
    posts[sitting] = rng.dirichlet([3.0] * len(sitting))
    polity.inputs.factions.posts[:n] = polity.rest.purse[:n] = posts
    polity.case.ideal[:n], polity.case.salience[:n] = rng.random((n, 3)), rng.uniform(0.1, 1.5, (n, 3))
    polity.inputs.factions.movable[:n] = rng.random(n)
    polity.inputs.institutions.veto_rule, polity.inputs.institutions.veto_threshold = rule, 0.3
    return polity.calibrated()


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from((LEADER, LARGE_MEMBERS, UNANIMITY)))
def test_what_is_observed_at_rest_is_the_solution(seed, rule):
    polity = _at_rest(seed, rule)
    policy = polity.state.polity.policy
    quo = (policy.concession, policy.alignment, policy.reform, policy.burden)
    line, purse, converged = _solve(polity)
    assert line == pytest.approx(quo, abs=1e-9)
    assert purse == pytest.approx(polity.inputs.factions.posts[: polity.n], abs=1e-9)
    assert converged == 1.0


def test_waiting_costs_have_the_stated_mean_and_outsiders_wait_at_it():
    polity = _at_rest(3)
    members = [i for i in range(polity.n) if int(polity.rest.members) >> i & 1]
    deadlock = polity.params.bargain.deadlock
    assert polity.rest.waiting[members].mean() == pytest.approx(deadlock)
    others = [i for i in range(polity.n) if i not in members]
    assert polity.rest.waiting[others] == pytest.approx([deadlock] * len(others))


def _pressed(seed: int, rule: int) -> Polity:
    """A polity at rest that pressure then hits."""
    rng = np.random.default_rng(seed + 77)
    polity = _at_rest(seed, rule)
    n, state = polity.n, polity.state
    polity.work.felt[:n] = rng.uniform(-0.1, 0.5, n)
    state.economy.fiscal.gap = rng.uniform(0.0, 0.05)
    return polity


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from((NOBODY, LEADER, LARGE_MEMBERS)))
def test_no_single_step_improves_on_the_solution(seed, rule):
    polity, out = _pressed(seed, rule), prospects()
    line, purse, _ = _solve(polity, out)
    members, full = int(polity.state.polity.coalition.members), np.zeros(16)
    full[: polity.n] = purse
    left = residual(line, full, members, polity.scene, out, polity.params.payoff)
    assert 0.0 <= left < 2e-3
    assert sum(purse) == pytest.approx(1.0, abs=1e-12)
    policy = polity.state.polity.policy
    quo = (policy.concession, policy.alignment, policy.reform, policy.burden)
    before = _product(polity, quo, policy.purse[: polity.n], out)
    assert _product(polity, line, purse, out) >= before - 1e-12


def test_residual_is_the_gain_of_the_best_step_of_a_hundredth():
    polity = _pressed(5, NOBODY)
    out, members = prospects(), int(polity.state.polity.coalition.members)
    _solve(polity, out)  # sets weights and floors
    line, purse = (0.5, 0.5, 0.5, 0.5), polity.state.polity.policy.purse[: polity.n]
    here = _product(polity, line, purse, out)
    assert here > REJECTED
    steps = [tuple(v + s * (k == d) for k, v in enumerate(line)) for d in range(4) for s in (-0.01, 0.01)]
    most = max(_product(polity, step, purse, out) for step in steps) - here
    full = np.zeros(16)
    full[: polity.n] = purse
    found = residual(line, full, members, polity.scene, out, polity.params.payoff)
    assert found == pytest.approx(max(0.0, most), abs=1e-12)


def test_search_jumps_over_the_convex_part_of_relief():
    polity = _two((0.5, 0.5), wait=0.4)
    polity.case.ideal[:2, 0], polity.work.felt[:2] = 0.1, 0.5
    policy = polity.state.polity.policy
    policy.concession = policy.commitment = 0.1
    polity.rest.value[:2] = 0.0
    out = prospects(q_final=0.6, width=0.03)
    line, purse, _ = _solve(polity, out)
    at = {c: _product(polity, (c, *line[1:]), purse, out) for c in (0.08, 0.1, 0.12, 0.3, line[0])}
    assert at[0.1] > at[0.08]
    assert at[0.1] > at[0.12] > at[0.3]  # a local maximum at the status quo ...
    assert line[0] > 0.55  # ... that is not the best
    assert at[line[0]] > at[0.1]


def test_without_anything_better_the_status_quo_stays():
    polity = _two((0.5, 0.5), wait=0.2)
    polity.inputs.institutions.veto_rule = UNANIMITY  # opposed ideals: every move hurts one
    line, _, _ = _solve(polity)
    assert line[0] == 0.5


def test_a_better_exit_raises_the_floor_of_those_who_cannot_block():
    base = _two((0.5, 0.5), wait=0.3)
    base.params.bargain.exit, base.params.bargain.grip = 0.1, 0.1
    middle, _, _ = _solve(base)
    base.state.polity.exit_value[1] = 1.0  # against 0 at rest
    better, _, _ = _solve(base)
    assert better[0] > middle[0] + 0.005
    base.state.polity.exit_value[1] = 1e6  # never above a hair below the status quo
    capped, _, _ = _solve(base)
    base.state.polity.exit_value[1] = 1e9
    assert _solve(base)[0] == capped
    a = 0.5 * base.params.payoff.ideology
    value = -a * (1 - capped[0]) ** 2
    assert value > -a * 0.25 - base.params.bargain.grip * 0.3


def test_exit_option_is_what_can_be_taken_along():
    polity = Polity([0.5, 0.5], market=0.8)
    polity.inputs.factions.movable[:2] = 0.4, 0.4
    measures, p = polity.state.external.measures, polity.params.exit_option
    measures.listing[0], measures.finance = 0.5, 0.25
    exit_option(polity.scene, p)
    free = 0.4 * (1.0 - 0.25 * p.closed)
    expected = [math.log(0.8 + 0.5) + math.log(m + p.retained) for m in (0.5 * free, free)]
    assert polity.state.polity.exit_value[:2] == pytest.approx(expected, rel=1e-12)


def _blockers(rule: int, threshold: float = 0.3) -> list[bool]:
    polity = Polity([0.1, 0.5, 0.25, 0.15], members=0b0111, leader=0)
    institutions = polity.inputs.institutions
    institutions.veto_rule, institutions.veto_threshold = rule, threshold
    power = polity.state.polity.power
    return [is_veto_player(i, 0b0111, power, 4, institutions, 0) for i in range(4)]


def test_veto_players_by_rule():
    assert _blockers(LEADER) == [True, False, False, False]
    assert _blockers(LARGE_MEMBERS) == [True, True, False, False]  # .5 / .85 > .3 > .25 / .85
    assert _blockers(LARGE_MEMBERS, 0.25) == [True, True, True, False]
    assert _blockers(UNANIMITY) == [True, True, True, False]
    assert _blockers(NOBODY) == [False] * 4


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 10_000))
def test_another_veto_player_never_enlarges_the_winset(seed):
    grid = [(c, a, 0.5, 0.3) for c in np.linspace(0, 1, 15) for a in np.linspace(0, 1, 7)]
    inside = []
    for rule in (NOBODY, LEADER, LARGE_MEMBERS, UNANIMITY):
        polity, out = _pressed(seed, rule), prospects()
        _solve(polity, out)
        purse = polity.state.polity.policy.purse[: polity.n]
        inside.append({line for line in grid if _product(polity, line, purse, out) > REJECTED})
    for larger, smaller in zip(inside, inside[1:]):
        assert smaller <= larger


def test_without_stakes_the_winset_is_an_intersection_of_circles():
    polity = Polity([0.4, 0.35, 0.25])
    polity.market(1.0, 1e-9)
    polity.inputs.institutions.veto_rule = UNANIMITY
    polity.case.ideal[:3, :2] = (0.7, 0.2), (0.9, 0.5), (0.6, 0.6)
    polity.case.salience[:3, :2], polity.case.ideal[:3, 2] = 1.0, 0.5
    policy = polity.state.polity.policy
    policy.concession = policy.commitment = 0.3
    policy.alignment, policy.reform, policy.burden = 0.4, 0.5, polity.params.payoff.burden_rest
    polity.rest.waiting[:3] = 0.2
    _solve(polity)
    quo, inside = np.array([0.3, 0.4]), 0
    for c in np.linspace(0.01, 0.99, 23):
        for a in np.linspace(0.013, 0.987, 23):
            q = np.array([c, a])
            ideals = polity.case.ideal[:3, :2]
            agreed = np.all(((q - ideals) ** 2).sum(axis=1) <= ((quo - ideals) ** 2).sum(axis=1))
            line = (c, a, 0.5, policy.burden)
            assert (_product(polity, line, policy.purse[:3]) > REJECTED) == agreed
            inside += agreed
    assert 20 < inside < 500
