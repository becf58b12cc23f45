"""The whole engine for tests: cached ensembles, single fields by month, and a draw's state at full precision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np

import winset
from winset.ensemble.chunks import Simulator
from winset.ensemble.run import Run
from winset.ensemble.settings import Settings
from winset.parameters import draw as draw_parameters
from winset.scenario import Scenario
from winset.simulate.case import draw_case
from winset.simulate.compile import Compiled, compile_scenario
from winset.simulate.exposure import with_exposure
from winset.simulate.observables import Layout
from winset.simulate.run import CONCEPTS, Rooms, simulate_chunk, switches
from winset.simulate.schedule import MECHANISMS
from winset.types import STATE, leaves

CASES = ("iran/2012", "russia/2022")
DRAWS = 400
"""Draws of the cached ensembles: paired on the same numbers, so differences are sharp."""

OFFSETS = {path: (offset, int(np.prod(shape))) for path, offset, shape in leaves(STATE)}


@cache
def case(slug: str) -> Scenario:
    """A packaged case, read once."""
    return winset.load(slug)


@cache
def ensemble(slug: str, off: str = "", pressure: float = 1.0) -> Run:
    """A run of DRAWS draws with the mechanisms named in `off` (by spaces) switched off."""
    return winset.run(case(slug), DRAWS, 1, off=tuple(off.split()), pressure=pressure, threads=2)


def program(scenario: Scenario | str, months: int | None = None, **options: Any) -> Simulator:
    """What runs a scenario; `options` are fields of Settings."""
    given = case(scenario) if isinstance(scenario, str) else scenario
    settings = Settings(**{"draws": 8, **options})
    return Simulator(with_exposure(compile_scenario(given, months), settings.off), settings)


def calm(compiled: Compiled) -> Compiled:
    """The same country in a world that stands still: no measures, no demands moving, no shocks, no dates."""
    inputs, path = compiled.inputs.copy(), compiled.path.copy()
    inputs[0]["outside"]["volatility"] = 0.0
    for field in ("imports", "exports", "finance", "technology", "freeze", "listing", "cap", "threat", "active"):
        path[field] = 0.0
    path["price"], path["succession"] = 0.0, 0.0
    drawn = tuple(figure for figure in compiled.drawn if figure.path != "world_market.volatility")
    return replace(compiled, inputs=inputs, path=path, drawn=drawn)


def unforeseen(compiled: Compiled) -> Compiled:
    """The same program where no month's world price is known, so that shocks move it throughout."""
    path = compiled.path.copy()
    path["known"] = 0.0
    return replace(compiled, path=path)


def _samples(simulator: Simulator, numbers: np.ndarray, pins: Mapping[str, float]) -> tuple[np.ndarray, np.ndarray]:
    s = simulator.settings
    pinned = {**simulator.pins, **pins}
    return (
        draw_case(s.seed, numbers, simulator.compiled, s.spread),
        draw_parameters(s.seed, numbers, pinned, s.spread),
    )


def _columns(paths: tuple[str, ...]) -> Layout:
    at = [np.arange(OFFSETS[p][0], OFFSETS[p][0] + OFFSETS[p][1]) for p in paths]
    return Layout(np.concatenate(at).astype(np.int64), {}, np.zeros(1, np.int64))


def fields(simulator: Simulator, *paths: str, **options: Any) -> dict[str, np.ndarray]:
    """State fields by dotted path: (draw, month) or (draw, month, item), float32, in name order.

    `options`: off (names), parameters (pins), compiled (another program for the same scenario).
    """
    s, compiled = simulator.settings, options.get("compiled", simulator.compiled)
    samples = _samples(simulator, np.arange((s.draws + 1) // 2), options.get("parameters", {}))
    setting = (switches(tuple(options.get("off", s.off))), CONCEPTS.index(s.coalition), 1)
    rooms = Rooms.build(len(compiled.names))
    out, _ = simulate_chunk(compiled, s.seed, 0, samples, _columns(paths), setting, rooms, s.draws)
    found, first = {}, 0
    for path in paths:
        width = OFFSETS[path][1]
        block = out[:, :, first : first + width]
        found[path], first = (block[:, :, 0] if width == 1 else block), first + width
    return found


def final(simulator: Simulator, draw: int = 0, **options: Any) -> np.ndarray:
    """State, shadow economy and rest of one draw after its last month: one flat float64 row."""
    s, compiled = simulator.settings, options.get("compiled", simulator.compiled)
    samples = _samples(simulator, np.array([draw // 2]), options.get("parameters", {}))
    setting = (switches(tuple(options.get("off", s.off))), CONCEPTS.index(s.coalition), 1)
    rooms = Rooms.build(len(compiled.names))
    simulate_chunk(compiled, s.seed, draw, samples, _columns(("polity.power",)), setting, rooms, 1)
    return np.concatenate([rooms.records[j].view(np.float64) for j in range(3)])


def shorter(simulator: Simulator, months: int) -> Compiled:
    """The first months of a program, whose horizon stays where it was."""
    return replace(simulator.compiled, path=simulator.compiled.path[:months], months=months)


def state_of(flat: np.ndarray, path: str) -> np.ndarray:
    """A field of the state in a row of `final`."""
    offset, width = OFFSETS[path]
    return flat[offset : offset + width]


def finite(run: Run) -> bool:
    """True when nothing in the run is NaN or infinite."""
    return all(np.all(np.isfinite(a)) for a in (*run.arrays.values(), *run.rest_arrays.values()))


__all__ = [
    "CASES", "DRAWS", "MECHANISMS", "Compiled", "calm", "case", "ensemble", "fields", "final", "finite", "program",
    "shorter", "state_of", "unforeseen",
]  # fmt: skip
