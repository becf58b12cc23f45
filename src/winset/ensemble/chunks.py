"""Chunks of draws on a pool of threads; results do not depend on how draws are cut or who runs them.

Draws 2k and 2k+1 share a sample of parameters and scenario inputs and have shocks of their own, so
that the variance of any result splits into a parameter and a shock part. The run without sanctions
uses the same samples and the same streams.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace

import numpy as np

from winset.ensemble.settings import Settings
from winset.parameters import draw as draw_parameters
from winset.simulate.case import draw_case
from winset.simulate.compile import Compiled
from winset.simulate.observables import layout
from winset.simulate.run import Rooms, simulate_chunk, switches

PRESSURE = ("imports", "exports", "finance", "technology", "freeze", "listing", "cap", "exempt", "threat", "active")


@dataclass(frozen=True)
class Chunk:
    """Results of draws `first` ..: paths (draw, month, column), ends (draw, event), with and without sanctions."""

    first: int
    paths: np.ndarray
    ends: np.ndarray
    calm_paths: np.ndarray
    calm_ends: np.ndarray


def scaled(compiled: Compiled, pressure: float) -> Compiled:
    """The same program with the package's coverage multiplied by `pressure` (0: no sanctions at all)."""
    if pressure == 1.0:
        return compiled
    path = compiled.path.copy()
    for name in PRESSURE:
        if pressure == 0.0 or name not in ("threat", "active"):
            path[name] = np.clip(path[name] * pressure, 0.0, 0.99)
    return replace(compiled, path=path)


class Simulator:
    """Runs chunks of one program; one set of rooms per thread."""

    def __init__(self, compiled: Compiled, settings: Settings):
        self.settings = settings
        self.compiled = scaled(compiled, settings.pressure)
        self.calm = scaled(compiled, 0.0)
        self.layout = layout(compiled.show, regions=len(compiled.regions))
        self.calm_layout = layout(compiled.show, calm=True)
        self.pins = {**compiled.scenario.parameters, **settings.parameters}
        self._local = threading.local()

    def _rooms(self) -> Rooms:
        if not hasattr(self._local, "rooms"):
            self._local.rooms = Rooms.build(len(self.compiled.names))
        return self._local.rooms

    def run(self, first: int) -> Chunk:
        """Simulate the chunk that starts at draw `first`."""
        s = self.settings
        count = min(s.chunk, s.draws - first)
        numbers = np.arange(first // 2, (first + count + 1) // 2)
        samples = (
            draw_case(s.seed, numbers, self.compiled, s.spread),
            draw_parameters(s.seed, numbers, self.pins, s.spread, s.fitted),
        )
        concept, rooms = s.rules, self._rooms()
        on, off = (
            switches(s.off),
            switches((*s.off, "sender") if self.compiled.inputs[0]["sender"]["mode"] else s.off),
        )
        with_ = simulate_chunk(self.compiled, s.seed, first, samples, self.layout, (on, concept, s.every), rooms, count)
        without = simulate_chunk(
            self.calm, s.seed, first, samples, self.calm_layout, (off, concept, s.every), rooms, count
        )
        return Chunk(first, *with_, *without)


def run_chunks(simulator: Simulator, firsts: list[int], threads: int) -> Iterator[Chunk]:
    """Chunks as they finish; closing the iterator stops the pool after the chunks that are running."""
    waiting = list(reversed(firsts))
    with ThreadPoolExecutor(max_workers=threads) as pool:
        running = {pool.submit(simulator.run, waiting.pop()) for _ in range(min(threads, len(waiting)))}
        try:
            while running:
                done, running = wait(running, return_when=FIRST_COMPLETED)
                for future in done:
                    if waiting:
                        running.add(pool.submit(simulator.run, waiting.pop()))
                    yield future.result()
        finally:
            for future in running:
                future.cancel()
