"""The slice (slice.py) compiled: a driver that calls winset's own kernels in the order of the month."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from benchmarks.slice import PROSPECTS, RAMP, Draws, Slice
from winset.kernel import kernel
from winset.polity.coalition import self_enforcing
from winset.polity.membership import holds
from winset.polity.power import power
from winset.polity.stance import stance
from winset.polity.ties import ties
from winset.simulate.run import Rooms
from winset.types import CASE, INPUTS, blank


@kernel
def _start(scene, market, quo):
    state, inputs, case, rest, work = scene
    polity = state.polity
    for i in range(int(inputs.counts.factions)):
        polity.power[i] = rest.power[i] = case.power[i]
        rest.market[i] = work.unpressed[i] = market[i]
    rest.leader = polity.coalition.leader = inputs.institutions.leader
    rest.members = polity.coalition.members = inputs.institutions.start_members
    state.economy.fiscal.posts = rest.fund = work.unpressed_fund = inputs.macro.posts
    policy = polity.policy
    for d in range(3):
        rest.policy[d] = quo[d]
    policy.concession, policy.alignment, policy.reform = quo[0], quo[1], quo[2]
    policy.commitment = quo[0]


@kernel
def _losses(scene, month, shocks, params):
    state, inputs, case, rest, work = scene
    ramp = min(1.0, (month + 1) / RAMP)
    for i in range(int(inputs.counts.factions)):
        loss = ramp * (inputs.factions.exposure[i] + 0.05 * shocks[i])
        state.information.loss[i] = work.truth[i] = work.felt[i] = loss
        work.market[i] = work.income[i] = rest.market[i] * math.exp(-loss)
        work.audience[i] = params.payoff.audience * inputs.factions.audience[i]


@kernel
def _regroup(scene, u, pick, params, tables):
    polity, work, p = scene[0].polity, scene[4], params.coalition
    members, leader, sour = int(polity.coalition.members), int(polity.coalition.leader), 0.0
    for i in range(int(scene[1].counts.factions)):
        if holds(members, i):
            sour += polity.power[i] * max(0.0, work.felt[i])
    if u < p.opportunity * (1.0 + p.discontent * sour):
        terms = (params.payoff, p)
        new, _, _ = self_enforcing(members, leader, scene, PROSPECTS, terms, pick, tables)
        polity.coalition.members = new


@kernel
def _run(fixed, shocks, rooms, members, powers):
    inputs, cases, params, market, quo, traits = fixed
    opportunity, choice, losses = shocks
    states, _, rests, works, flats, tables, _ = rooms
    n = int(inputs[0].counts.factions)
    for d in range(members.shape[0]):
        for flat in flats:
            flat[:] = 0.0
        scene = (states[0], inputs[0], cases[0], rests[0], works[0])
        for i in range(n):
            works[0].impatience[i], works[0].lift[i] = traits[0, i], traits[1, i]
        _start(scene, market, quo)
        for month in range(members.shape[1]):
            _losses(scene, month, losses[d, month], params)
            stance(scene, PROSPECTS, params.payoff, params.stance)
            ties(states[0].polity, works[0].truth, 1.0, inputs[0], params.ties)
            _regroup(scene, opportunity[d, month], choice[d, month], params, tables)
            power(states[0].polity, rests[0], works[0].truth, n, params.power)
            members[d, month] = int(states[0].polity.coalition.members)
            for i in range(n):
                powers[d, month, i] = states[0].polity.power[i]


def _records(data: Slice) -> tuple[np.ndarray, np.ndarray]:
    """INPUTS and CASE of the slice."""
    inputs, case, n = blank(INPUTS), blank(CASE), data.factions
    inputs[0]["counts"]["factions"] = n
    for name in ("dependence", "coercion", "network", "audience", "exposure"):
        inputs[0]["factions"][name][:n] = getattr(data, name)
    inputs[0]["institutions"]["leader"], inputs[0]["institutions"]["start_members"] = data.leader, data.members
    inputs[0]["macro"]["posts"] = data.fund
    for name in ("power", "ideal", "salience", "risk"):
        case[0][name][:n] = getattr(data, name)
    return inputs, case


def _play(data: Slice, draws: Draws, where: slice, rooms: Any, out: tuple[np.ndarray, np.ndarray]) -> tuple[Any, ...]:
    inputs, case = _records(data)
    fixed = (inputs, case, data.params, data.market, data.quo, np.stack([data.impatience, data.lift]))
    _run(fixed, (draws.opportunity[where], draws.choice[where], draws.loss[where]), rooms, *out)
    return rooms[0][0], inputs[0], case[0], rooms[2][0], rooms[3][0]


def _out(data: Slice, draws: Draws, count: int) -> tuple[np.ndarray, np.ndarray]:
    months = draws.opportunity.shape[1]
    return np.zeros((count, months), np.int64), np.zeros((count, months, data.factions))


def played(data: Slice, draws: Draws, rooms: Any) -> tuple[Any, ...]:
    """The scene (state, inputs, case, rest, work) at the end of the first draw."""
    return _play(data, draws, slice(0, 1), rooms, _out(data, draws, 1))


def run(data: Slice, draws: Draws, first: int, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Coalitions (draw, month) and powers (draw, month, faction) of `count` draws."""
    out = _out(data, draws, count)
    _play(data, draws, slice(first, first + count), Rooms.build(data.factions).records, out)
    return out
