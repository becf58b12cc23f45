"""What an attribution compares, and the paired simulations behind it.

A Program is a compiled case with its samples of inputs and parameters; a Task runs it with some mechanisms off.
Every task of a Bench uses the same seed, draws and samples, and a mechanism that is off leaves the other streams
alone (decisions/randomness.md), so differences between tasks are differences draw by draw.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

import numpy as np

from winset.ensemble.chunks import scaled
from winset.ensemble.run import cores
from winset.ensemble.settings import Settings
from winset.errors import RunError
from winset.parameters import draw as draw_parameters
from winset.questions.named_outcomes import Outcome, Trajectories
from winset.scenario import Scenario
from winset.simulate.case import draw_case
from winset.simulate.compile import Compiled, compile_scenario
from winset.simulate.exposure import with_exposure
from winset.simulate.observables import layout
from winset.simulate.run import Rooms, simulate_chunk, switches
from winset.simulate.trajectories import coordinates, to_arrays

Tick = Callable[[int], None]

CHUNK = 200
"""Draws whose whole paths are held at a time; even, so that pairs stay together."""


@dataclass(frozen=True)
class Program:
    """A compiled case, the CASE and PARAMETERS records of its pairs of draws, and what is off in it anyway."""

    compiled: Compiled
    cases: np.ndarray
    params: np.ndarray
    off: tuple[str, ...] = ()


class Task(NamedTuple):
    """One simulation: `key` names it (equal keys are run once), `off` are switched off beside the program's own."""

    key: tuple[object, ...]
    program: Program
    off: tuple[str, ...] = ()


def build(scenario: Scenario, settings: Settings, sampled_as: Program | None = None) -> Program:
    """The program of a scenario under settings; with `sampled_as`, inputs are drawn as they were for that program."""
    compiled = with_exposure(compile_scenario(scenario, settings.months), settings.off)
    numbers = np.arange((settings.draws + 1) // 2)
    pins = {**scenario.parameters, **settings.parameters}
    params = draw_parameters(settings.seed, numbers, pins, settings.spread, settings.fitted)
    if sampled_as is None:
        cases = draw_case(settings.seed, numbers, compiled, settings.spread)
    else:
        cases = sampled_as.cases
    return Program(scaled(compiled, settings.pressure), cases, params, settings.off)


def without_sanctions(program: Program) -> Program:
    """The same draws with no measure, no threat, and no sender that chooses any."""
    off = (*program.off, "sender") if program.compiled.inputs[0]["sender"]["mode"] else program.off
    return replace(program, compiled=scaled(program.compiled, 0.0), off=off)


@dataclass
class Bench:
    """Runs tasks on threads and keeps what the outcomes came to: (outcome, draw) by the task's key."""

    settings: Settings
    outcomes: Sequence[Outcome]
    threads: int | None = None
    found: dict[tuple[object, ...], np.ndarray] = field(default_factory=dict)

    @cached_property
    def _local(self) -> threading.local:
        return threading.local()

    def trajectories(self, task: Task, first: int = 0, count: int | None = None) -> Trajectories:
        """Simulate draws of a task, all of them or `count` from an even `first` on."""
        s, off = self.settings, (*task.program.off, *task.off)
        compiled = with_exposure(task.program.compiled, off, scaled=True) if task.off else task.program.compiled
        if getattr(self._local, "factions", 0) != len(compiled.names):
            self._local.rooms, self._local.factions = Rooms.build(len(compiled.names)), len(compiled.names)
        columns = layout(compiled.show, regions=len(compiled.regions))
        setting = (switches(off), s.rules, 1)
        samples = (task.program.cases[first // 2 :], task.program.params[first // 2 :])
        number, rooms = s.draws - first if count is None else count, self._local.rooms
        paths, ends = simulate_chunk(compiled, s.seed, first, samples, columns, setting, rooms, number)
        coords = coordinates(compiled)
        factions = compiled.scenario.factions
        ideal = np.array([float(f.ideal.concession) for f in factions])
        arrays = to_arrays(paths, ends, columns, compiled)
        return Trajectories(arrays, coords["month"], tuple(f.name for f in factions), ideal)

    def _measure(self, task: Task) -> np.ndarray:
        parts = []
        for first in range(0, self.settings.draws, CHUNK):
            t = self.trajectories(task, first, min(CHUNK, self.settings.draws - first))
            parts.append([outcome.of(t) for outcome in self.outcomes])
        return np.concatenate(parts, axis=1)

    def measure(self, tasks: Sequence[Task], tick: Tick | None = None) -> None:
        """Run what was not run yet; Ctrl-C stops after the simulations that are going on."""
        waiting = list({task.key: task for task in tasks if task.key not in self.found}.values())
        with ThreadPoolExecutor(max_workers=self.threads or cores()) as pool:
            running = {pool.submit(self._measure, task): task.key for task in waiting}
            try:
                while running:
                    done, _ = wait(running, return_when=FIRST_COMPLETED)
                    for future in done:
                        self.found[running.pop(future)] = future.result()
                    if tick:
                        tick(len(done))
            finally:
                for future in running:
                    future.cancel()


def lever_levels(lever: str) -> tuple[str, tuple[str, str]]:
    """Path and two values of `path=low,high`; RunError when the form is another."""
    path, _, values = lever.partition("=")
    parts = [part.strip() for part in values.split(",")]
    if not path or len(parts) != 2 or not all(parts):
        raise RunError(f"lever must have the form PATH=LOW,HIGH, as pressure=0.5,1.5 (got {lever})")
    return path.strip(), (parts[0], parts[1])
