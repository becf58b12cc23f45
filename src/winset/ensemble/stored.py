"""A run that lives in a folder: every finished chunk is kept, and a stopped run goes on to the same bits."""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from winset.ensemble import store
from winset.ensemble.chunks import run_chunks
from winset.ensemble.run import Ensemble, Progress, Run, cores, describe
from winset.ensemble.settings import Settings
from winset.errors import RunError
from winset.kernel import digest
from winset.parameters import digest as tables
from winset.parameters import draw as draw_parameters
from winset.scenario import Scenario, loads
from winset.simulate.compile import compile_scenario


class Stopped(RunError):
    """Ctrl-C: finished chunks are in the folder; `done` of `draws` draws."""

    def __init__(self, folder: Path, done: int, draws: int):
        self.folder, self.done, self.draws = folder, done, draws
        super().__init__(f"stopped after {done:,} of {draws:,} draws; go on with: winset run --resume {folder}")


def _go_on(ensemble: Ensemble, folder: Path, threads: int | None, progress: Progress | None) -> int:
    """Read what is stored, simulate what is missing; returns the draws that were simulated now."""
    settings, kept = ensemble.simulator.settings, set()
    for path in store.stored_chunks(folder):
        chunk = store.read_chunk(path)
        ensemble.take(chunk)
        kept.add(chunk.first)
        if progress:
            progress(len(chunk.ends))
    missing = [first for first in range(0, settings.draws, settings.chunk) if first not in kept]
    done, fresh = settings.draws - sum(min(settings.chunk, settings.draws - f) for f in missing), 0
    try:
        for chunk in run_chunks(ensemble.simulator, missing, threads or cores()):
            store.write_chunk(folder, chunk)
            ensemble.take(chunk)
            fresh += len(chunk.ends)
            if progress:
                progress(len(chunk.ends))
    except KeyboardInterrupt:
        raise Stopped(folder, done + fresh, settings.draws) from None
    return fresh


def run_in_folder(
    scenario: Scenario,
    settings: Settings,
    folder: Path,
    *,
    changed: Iterable[str] = (),
    force: bool = False,
    threads: int | None = None,
    progress: Progress | None = None,
) -> Run:
    """Start a run in a new folder. Raises Stopped on Ctrl-C, RunError when the folder is taken."""
    ensemble = Ensemble.prepare(compile_scenario(scenario, settings.months), settings)
    store.create(folder, describe(scenario, settings, 0.0, changed), force)
    return _collect(ensemble, folder, threads, progress, list(changed))


def resume(folder: Path, threads: int | None = None, progress: Progress | None = None) -> Run:
    """Go on with a stopped run, to the same bits.

    RunError when the folder is no stopped run, or was begun by other code or other tables of
    parameters (a digest differs).
    """
    meta = store.read_meta(folder)
    if meta["status"] == "finished":
        raise RunError(f"{folder} must hold a stopped run (got a finished one); see winset report {folder}")
    if meta["digest"] != digest():
        raise RunError(f"{folder} must have been begun by this code (got digest {meta['digest']}); make the run again")
    if meta["tables"] != tables():
        raise RunError(
            f"{folder} must have been begun with these parameters (got tables {meta['tables']}); make the run again"
        )
    scenario, settings = loads(meta["scenario_text"], str(folder / "scenario.yaml")), store.settings_of(meta)
    scenario._slug = meta["slug"]
    ensemble = Ensemble.prepare(compile_scenario(scenario, settings.months), settings)
    return _collect(ensemble, folder, threads, progress, meta["set"])


def _collect(
    ensemble: Ensemble, folder: Path, threads: int | None, progress: Progress | None, changed: list[str]
) -> Run:
    began = time.perf_counter()
    _go_on(ensemble, folder, threads, progress)
    settings, scenario = ensemble.simulator.settings, ensemble.compiled.scenario
    run = ensemble.finish(describe(scenario, settings, time.perf_counter() - began, changed))
    samples = np.arange((settings.draws + 1) // 2)
    pins = {**scenario.parameters, **settings.parameters}
    store.write_results(folder, run, draw_parameters(settings.seed, samples, pins, settings.spread, settings.fitted))
    return run
