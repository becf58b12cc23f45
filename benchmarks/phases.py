"""Where a draw-month goes: the phases of `winset.simulate.step` with the processor's clock between them."""

from __future__ import annotations

import numpy as np
from llvmlite import ir
from numba import types
from numba.extending import intrinsic

from benchmarks.cases import samples
from winset.kernel import kernel
from winset.polity.agreement import agreement
from winset.polity.bargain import bargain
from winset.polity.civil_society import civil_society
from winset.polity.brokers import brokers
from winset.polity.coalition import margin
from winset.polity.delayed_reform import delayed_reform
from winset.polity.dissent import dissent
from winset.polity.exit_option import exit_option
from winset.polity.framing import framing
from winset.polity.group_pressure import group_pressure
from winset.polity.learning import learning
from winset.polity.lobbying import lobbying
from winset.polity.loyalty_norm import loyalty_norm
from winset.polity.opposition import opposition
from winset.polity.gradualism import gradualism
from winset.polity.learning import learning
from winset.polity.packaging import packaging
from winset.polity.pact import pact
from winset.polity.partial_reform import partial_reform
from winset.polity.payoff import prepare
from winset.polity.political_capital import political_capital
from winset.polity.posts import posts
from winset.polity.power import power
from winset.polity.pre_emption import pre_emption
from winset.polity.prospects import prospects
from winset.polity.reputation import reputation
from winset.polity.resistance import resistance
from winset.polity.stance import stance
from winset.polity.status_quo_bias import status_quo_bias
from winset.polity.risk_appetite import risk_appetite
from winset.polity.stance import stance
from winset.polity.strategic_neglect import strategic_neglect
from winset.polity.street import street
from winset.polity.ties import ties
from winset.simulate.compile import Compiled
from winset.simulate.observables import layout
from winset.simulate.run import Rooms, simulate_chunk, switches, vary
from winset.simulate.schedule import STREAMS
from winset.simulate.start import start
from winset.simulate.step import answers, coalition, economy, information, outcome, pressure
from winset.streams import uniform
from winset.simulate.step import coalition, economy, information, outcome, pressure
from winset.streams import PARAMETER_MONTH, uniform

PHASES = (
    "start of a draw", "1 pressure", "2 economy and shadow", "3 information", "4 stance", "5 ties",
    "5 coalition", "6 bargain", "6 margin", "7 street", "8 outcome", "9 memory", "record",
)  # fmt: skip
_AGENDA, _DELAY, _SKILL = STREAMS["agenda"], STREAMS["delayed_reform"], STREAMS["packaging"]


@intrinsic
def cycles(typingctx):  # type: ignore[no-untyped-def]
    """The processor's cycle counter."""

    def codegen(context, builder, signature, args):  # type: ignore[no-untyped-def]
        name = "llvm.readcyclecounter"
        made = builder.module.declare_intrinsic(name, fnty=ir.FunctionType(ir.IntType(64), []))
        return builder.call(made, [])

    return types.uint64(), codegen


@kernel
def _lap(spent, k, since):
    now = cycles()
    spent[k] += float(now - since)
    return cycles()


@kernel
def _month(scene, shadow, path, month, address, terms, solution, spent):
    """`step` in the same order."""
    on, params = terms
    state, inputs, case, rest, work = scene
    n = int(inputs.counts.factions)
    t = cycles()
    pressure(scene, path, month, address, on, params)
    t = _lap(spent, 1, t)
    economy(scene, shadow, on, params)
    t = _lap(spent, 2, t)
    information(scene, month, address, on, params)
    t = _lap(spent, 3, t)
    prepare(scene, params.payoff)
    outlook = prospects(scene, params.prospects)
    exit_option(scene, params.exit_option)
    framing(scene, params.framing)
    lobbying(scene, outlook, params.lobbying)
    group_pressure(scene, params.group_pressure)
    stance(scene, outlook, params.payoff, params.stance)
    if answers(state.external.sender, inputs):
        resistance(scene, outlook[2], params.pressure_points.anticipation, params.payoff, params.costly_signals)
    t = _lap(spent, 4, t)
    if int(state.external.sender.status) > 0:
        ties(state.polity, state.information.loss, 1.0 - state.external.sender.relief, inputs, params.ties)
    t = _lap(spent, 5, t)
    coalition(scene, outlook, month, address, params, solution)
    loyalty_norm(scene, params.loyalty_norm)
    posts(scene, params.posts)
    pre_emption(scene, params.leader_exit, params.pre_emption)
    t = _lap(spent, 6, t)
    members = int(state.polity.coalition.members)
    partial_reform(state.polity.policy, params.partial_reform)
    u = uniform(address[0], address[1], month, _DELAY, 0)
    delayed_reform(scene, u, params.payoff, params.delayed_reform)
    if uniform(address[0], address[1], month, _AGENDA, 0) < params.bargain.chance:
        status_quo_bias(scene, params.payoff, params.status_quo_bias)
        key = int(inputs.factions.key[int(state.polity.coalition.leader)])
        u = uniform(address[0], address[1], PARAMETER_MONTH, _SKILL, key)
        packaging(state.polity.policy.agenda, u, params.packaging)
        bargain(scene, outlook, params.payoff, params.bargain)
    agreement(state.polity.policy, n, params.bargain)
    t = _lap(spent, 7, t)
    state.polity.coalition.margin = margin(members, scene, outlook, params.payoff, params.coalition)
    t = _lap(spent, 8, t)
    civil_society(scene, month, params.civil_society)
    dissent(state.polity, state.economy.regions.kept, inputs, params.regions)
    strategic_neglect(scene, params.strategic_neglect)
    opposition(scene, params.opposition)
    street(state.polity.street, state.information, inputs, rest.attack, params.street)
    t = _lap(spent, 9, t)
    relieved, fresh = outcome(scene, path, outlook, month, address, on, params)
    t = _lap(spent, 10, t)
    learning(scene, outlook, work.truth, relieved, params.stance, params.learning)
    power(state.polity, rest, work.truth, n, params.power)
    political_capital(state.polity, state.information, inputs, params.political_capital)
    brokers(scene, params.brokers)
    risk_appetite(scene, params.risk_appetite)
    policy = state.polity.policy
    reputation(state.information.reputation, policy, fresh, params.reputation)
    pact(policy.pact, int(state.external.sender.status), policy.concession, params.pact)
    gradualism(scene, params.gradualism)
    _lap(spent, 11, t)


@kernel
def _draws(fixed, count, sampled, rooms, offsets, on, out, spent):
    inputs, path, seed, leaves = fixed
    cases, params = sampled
    states, shadows, rests, works, flats, tables, own = rooms
    for draw in range(count):
        t = cycles()
        for flat in flats:
            flat[:] = 0.0
        vary(inputs, cases[draw // 2], leaves, own)
        scene = (states[0], own[0][0], cases[draw // 2], rests[0], works[0])
        p = params[draw // 2]
        start(scene, shadows[0], seed, draw, on[0], p)
        states[0].external.measures.threat = path[0].threat
        _lap(spent, 0, t)
        for month in range(len(path)):
            _month(scene, shadows[0], path, month, (seed, draw), (on[0], p), (0, tables), spent)
            t = cycles()
            for j in range(len(offsets)):
                out[draw, month, j] = flats[0][offsets[j]]
            _lap(spent, 12, t)


def profile(program: Compiled, draws: int = 200, seed: int = 1) -> dict[str, float]:
    """Share of cycles by phase; AssertionError when the order here is no longer that of `step`."""
    rooms, columns = Rooms.build(len(program.names)), layout(program.show)
    out = np.empty((draws, program.months, len(columns.offsets)), np.float32)
    leaves = np.array([figure.leaf for figure in program.drawn], np.int64)
    fixed, sampled = (
        (program.inputs.view(np.float64), program.path, np.uint64(seed), leaves),
        samples(program, draws, seed),
    )
    args = (fixed, draws, sampled, rooms.records, columns.offsets, switches(), out)
    _draws(*args, np.zeros(len(PHASES)))
    spent = np.zeros(len(PHASES))
    _draws(*args, spent)
    paths, _ = simulate_chunk(program, seed, 0, sampled, columns, (switches(), 0, 1), rooms, draws)
    assert np.array_equal(paths, out, equal_nan=True)
    return dict(zip(PHASES, spent / spent.sum(), strict=True))
