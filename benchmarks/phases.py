"""Where a draw-month goes: the phases of `winset.simulate.step` with the processor's clock between them."""

from __future__ import annotations

import numpy as np
from llvmlite import ir
from numba import types
from numba.extending import intrinsic

from benchmarks.cases import samples
from winset.kernel import kernel
from winset.polity.payoff import prepare
from winset.polity.prospects import prospects
from winset.simulate.compile import Compiled
from winset.simulate.observables import layout
from winset.simulate.phases.bargaining import bargaining
from winset.simulate.phases.economy import economy
from winset.simulate.phases.information import information
from winset.simulate.phases.memory import memory
from winset.simulate.phases.outcome import outcome
from winset.simulate.phases.positions import positions
from winset.simulate.phases.pressure import pressure
from winset.simulate.phases.regrouping import regrouping
from winset.simulate.phases.streets import streets
from winset.simulate.run import Rooms, simulate_chunk, switches, vary
from winset.simulate.start import start

PHASES = (
    "start of a draw", "1 pressure", "2 economy and shadow", "3 information", "4 positions", "5 coalition",
    "6 bargain", "7 street", "8 outcome", "9 memory", "record",
)  # fmt: skip


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
    t = cycles()
    pressure(scene, path, month, address, on, params)
    t = _lap(spent, 1, t)
    economy(scene, shadow, on, params)
    t = _lap(spent, 2, t)
    information(scene, month, address, on, params)
    t = _lap(spent, 3, t)
    prepare(scene, params.payoff)
    outlook = prospects(scene, params.prospects)
    positions(scene, outlook, on, params)
    t = _lap(spent, 4, t)
    regrouping(scene, outlook, month, address, on, params, solution)
    t = _lap(spent, 5, t)
    bargaining(scene, outlook, month, address, on, params, solution)
    t = _lap(spent, 6, t)
    streets(scene, month, on, params)
    t = _lap(spent, 7, t)
    news = outcome(scene, path, outlook, month, address, on, params)
    t = _lap(spent, 8, t)
    memory(scene, outlook, news, on, params)
    _lap(spent, 9, t)


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
            _lap(spent, 10, t)


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
