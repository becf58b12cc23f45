"""`run`: a scenario in, an ensemble out.

    run(scenario, draws=1000, seed=1) -> Run

`Run.dataset` and `Run.rest` are xarray Datasets (dimension `draw` first); `Run.arrays` the same as
plain arrays. The first n draws of a larger run equal the smaller run. Each seed, draw, month and
mechanism has its own random numbers, so runs of one scenario with other settings are paired.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from winset.ensemble.chunks import Chunk, Simulator, run_chunks
from winset.ensemble.settings import Settings
from winset.errors import RunError
from winset.scenario import Scenario, load
from winset.simulate.compile import Compiled, compile_scenario
from winset.simulate.exposure import with_exposure
from winset.simulate.run import kept_months
from winset.simulate.trajectories import coordinates, to_arrays, to_dataset

if TYPE_CHECKING:
    import xarray as xr

Progress = Callable[[int], None]


@dataclass(frozen=True)
class Run:
    """An ensemble: the scenario as run, arrays by name with and without sanctions, and how it was made."""

    scenario: Scenario
    arrays: dict[str, np.ndarray]
    rest_arrays: dict[str, np.ndarray]
    coords: dict[str, Any]
    meta: dict[str, Any] = field(default_factory=dict)

    @cached_property
    def dataset(self) -> xr.Dataset:
        """Trajectories with units, dimension `draw` first."""
        return to_dataset(self.arrays, self.coords, self.meta)

    @cached_property
    def rest(self) -> xr.Dataset:
        """The same draws without sanctions (main variables)."""
        return to_dataset(self.rest_arrays, self.coords, self.meta)

    def summary(self) -> Any:
        """A pandas table: variable, month, mean, Monte Carlo error and quantiles over draws."""
        from winset.ensemble.summary import summary

        return summary(self.arrays, self.coords)


@dataclass
class Ensemble:
    """Results being collected: whole arrays, filled chunk by chunk."""

    compiled: Compiled
    simulator: Simulator
    paths: np.ndarray
    ends: np.ndarray
    calm_paths: np.ndarray
    calm_ends: np.ndarray

    @classmethod
    def prepare(cls, compiled: Compiled, settings: Settings) -> Ensemble:
        """Room for all draws."""
        compiled = with_exposure(compiled, settings.off)
        simulator = Simulator(compiled, settings)
        months, n = len(kept_months(compiled.months, settings.every)), settings.draws
        shapes = (
            (n, months, len(simulator.layout.offsets)), (n, len(simulator.layout.events)),
            (n, months, len(simulator.calm_layout.offsets)), (n, len(simulator.calm_layout.events)),
        )  # fmt: skip
        return cls(compiled, simulator, *(np.empty(shape, np.float32) for shape in shapes))

    def take(self, chunk: Chunk) -> None:
        """Lay a chunk where it belongs."""
        where = slice(chunk.first, chunk.first + len(chunk.ends))
        self.paths[where], self.ends[where] = chunk.paths, chunk.ends
        self.calm_paths[where], self.calm_ends[where] = chunk.calm_paths, chunk.calm_ends

    def finish(self, meta: dict[str, Any]) -> Run:
        """The Run of what was collected."""
        names = self.compiled
        arrays = to_arrays(self.paths, self.ends, self.simulator.layout, names)
        calm = to_arrays(self.calm_paths, self.calm_ends, self.simulator.calm_layout, names)
        coords = coordinates(names, self.simulator.settings.every)
        return Run(names.scenario, arrays, calm, coords, meta)


def cores() -> int:
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def describe(scenario: Scenario, settings: Settings, elapsed: float, changed: Iterable[str] = ()) -> dict[str, Any]:
    """What a reader needs to make the run again."""
    import platform

    import numba

    import winset
    from winset.kernel import digest
    from winset.parameters import digest as tables

    versions = {
        "winset": winset.__version__, "python": platform.python_version(),
        "numpy": np.__version__, "numba": numba.__version__,
    }  # fmt: skip
    return {
        "slug": scenario.slug, "title": scenario.title, **settings.as_dict(), "set": list(changed),
        "versions": versions, "digest": digest(), "tables": tables(), "elapsed": round(elapsed, 3),
        "scenario_text": scenario.text,
    }  # fmt: skip


def run(
    scenario: Scenario | str | Path,
    draws: int = 1000,
    seed: int = 1,
    *,
    threads: int | None = None,
    progress: Progress | None = None,
    **options: Any,
) -> Run:
    """Simulate an ensemble.

    `options` are the other fields of Settings: months, off (names of mechanisms, in a sequence or one text with
    commas), coalition (self_enforcing, logit, formateur), policy (nash, weighted_mean), pressure (multiplies the
    package), spread (0 holds parameters and inputs at their central values, 1 draws them from their priors, 3 from
    priors three times as wide), fitted (False: what was fitted is drawn from its prior before the fit), parameters
    (pins). Raises ScenarioError, ParameterError or RunError.
    """
    unknown = [name for name in options if name not in Settings.__dataclass_fields__]
    if unknown:
        known = ", ".join(Settings.__dataclass_fields__)
        raise RunError(f"run must get options among {known} (got {', '.join(unknown)})")
    if not isinstance(scenario, Scenario):
        scenario = load(scenario)
    return run_settings(scenario, Settings(draws=draws, seed=seed, **options), threads, progress)


def run_settings(
    scenario: Scenario, settings: Settings, threads: int | None = None, progress: Progress | None = None
) -> Run:
    """`run` for settings that stand already; keeps everything in memory."""
    began = time.perf_counter()
    ensemble = Ensemble.prepare(compile_scenario(scenario, settings.months), settings)
    firsts = list(range(0, settings.draws, settings.chunk))
    for chunk in run_chunks(ensemble.simulator, firsts, threads or cores()):
        ensemble.take(chunk)
        if progress:
            progress(len(chunk.ends))
    return ensemble.finish(describe(scenario, settings, time.perf_counter() - began))
