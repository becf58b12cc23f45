"""A chunk of draws, one after the other, in one compiled call that holds no interpreter lock."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from winset.economy.accounts import accounts
from winset.kernel import kernel
from winset.simulate.compile import Compiled
from winset.simulate.observables import Layout
from winset.simulate.schedule import MECHANISMS, SWITCHES
from winset.simulate.start import start
from winset.simulate.step import step
from winset.types import INPUTS, REST, SHADOW, STATE, WORK, blank

CONCEPTS = ("self_enforcing", "logit", "formateur")
POLICIES = ("nash", "weighted_mean")
NOBODY = 3.0
_THREATS = 4096  # room for sets that are weighed, more where there are more


@kernel
def _record(flat, offsets, out):
    for j in range(len(offsets)):
        out[j] = flat[offsets[j]]


@kernel
def vary(inputs, case, leaves, own):
    """Write the draw's own inputs: those of the scenario with its drawn figures, and what follows from them."""
    records, flat = own
    flat[:] = inputs
    for j in range(len(leaves)):
        flat[leaves[j]] = case.figures[j]
    if len(leaves) > 0:
        accounts(records[0])


@kernel
def run_chunk(fixed, draws, rooms, columns, on, concept, out, ends):
    """Simulate draws first..first+count; `out` (count, kept months, columns), `ends` (count, events).

    fixed = (flat inputs, path, seed, every, leaves of drawn figures), draws = (first, count, first sample,
    cases, params), rooms = (state, shadow, rest, work, flats, tables, own inputs), columns = (offsets, event offsets).
    """
    inputs, path, seed, every, leaves = fixed
    first, count, base, cases, params = draws
    states, shadows, rests, works, flats, tables, own = rooms
    for j in range(count):
        draw = first + j
        for flat in flats:
            flat[:] = 0.0
        sample = draw // 2 - base
        vary(inputs, cases[sample], leaves, own)
        scene = (states[0], own[0][0], cases[sample], rests[0], works[0])
        start(scene, shadows[0], seed, draw, on[0], params[sample])
        if on[0].package > 0.0:
            states[0].external.measures.threat = path[0].threat  # what stands at the start is no news
        kept = 0
        for month in range(len(path)):
            step(scene, shadows[0], path, month, (seed, draw), on[0], params[sample], (concept, tables))
            if (month + 1) % every == 0 or (month == 0 and every > 1):
                _record(flats[0], columns[0], out[j, kept])
                kept += 1
        _record(flats[0], columns[1], ends[j])


@dataclass(frozen=True)
class Rooms:
    """Memory of one thread: state, shadow, rest, scratch, coalition tables and the draw's own inputs."""

    records: tuple[np.ndarray, ...]

    @classmethod
    def build(cls, factions: int) -> Rooms:
        """Fresh rooms for a number of factions."""
        arrays = tuple(blank(kind) for kind in (STATE, SHADOW, REST, WORK))
        flats = tuple(a.view(np.float64) for a in arrays)
        size = max(_THREATS, 1 << factions)
        tables = (np.zeros(size, np.int64), np.zeros(size), np.zeros(1 << factions, np.int8))
        own = blank(INPUTS)
        return cls((*arrays, flats, tables, (own, own.view(np.float64))))  # type: ignore[arg-type]


def kept_months(months: int, every: int) -> np.ndarray:
    """Indices of the months that are kept: every n-th, and the first one where months are left out."""
    kept = np.arange(every - 1, months, every)
    return np.concatenate([[0], kept]) if every > 1 else kept


def switches(off: tuple[str, ...] = ()) -> np.ndarray:
    """The on/off record, shape (1,); names in `off` are 0."""
    on = blank(SWITCHES)
    for name in MECHANISMS:
        on[0][name] = 0.0 if name in off else 1.0
    return on


def simulate_chunk(
    compiled: Compiled,
    seed: int,
    first: int,
    samples: tuple[np.ndarray, np.ndarray],
    layout: Layout,
    setting: tuple[np.ndarray, int, int],
    rooms: Rooms,
    count: int,
) -> tuple[np.ndarray, np.ndarray]:
    """Run `count` draws from `first` on.

    `samples` are the CASE and PARAMETERS records of their pairs, `setting` (switches, concept, keep
    every n-th month). Returns paths (draw, month, column) and ends (draw, event), float32.
    """
    cases, params = samples
    on, concept, every = setting
    inputs = compiled.inputs
    if on[0]["veto"] == 0.0:
        inputs = inputs.copy()
        inputs[0]["institutions"]["veto_rule"] = NOBODY
    out = np.empty((count, len(kept_months(compiled.months, every)), len(layout.offsets)), np.float32)
    ends = np.empty((count, len(layout.events)), np.float32)
    leaves = np.array([figure.leaf for figure in compiled.drawn], np.int64)
    run_chunk(
        (inputs.view(np.float64), compiled.path, np.uint64(seed), every, leaves),
        (first, count, first // 2, cases, params),
        rooms.records, (layout.offsets, layout.events), on, concept, out, ends,
    )  # fmt: skip
    return out, ends
