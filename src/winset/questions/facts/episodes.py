"""Simulated sanctions episodes: what became of every draw of every cell of the population, with and without sanctions.

An episode under pressure runs from the first month of measures to the month in which the case is settled, or to the
horizon. Its twin without sanctions has the same draws, so that losses and hazards are read over the same months.
Losses are log points of output; hazards count first exits; shares, positions and approval as in the results.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from winset.ensemble.run import Run, run
from winset.errors import RunError
from winset.parameters import table as parameter_table
from winset.questions.arrays import rows_of
from winset.questions.facts.population import Cell, cells, scenario
from winset.types import END_STATES, EXITS, STATUS

Tick = Callable[[int], None]

EARLY = 24  # months that count as the first years
WOUND, REFORMED, SETTLED = 0.02, 0.10, 24
_IMPOSED = STATUS.index("imposed")


@dataclass(frozen=True)
class Episodes:
    """Cells of the population and, by name, one number per cell and draw; `mix` says how cells are weighed."""

    cells: tuple[Cell, ...]
    values: dict[str, np.ndarray]
    mix: str = "balanced"

    @property
    def draws(self) -> int:
        """Draws of a cell."""
        return next(iter(self.values.values())).shape[1]

    def select(self, keep: Callable[[Cell], bool]) -> Episodes:
        """The episodes of some cells (RunError if there is none)."""
        rows = [k for k, cell in enumerate(self.cells) if keep(cell)]
        if not rows:
            raise RunError("facts must select at least one cell of the population (got none)")
        chosen = tuple(self.cells[k] for k in rows)
        return Episodes(chosen, {name: x[rows] for name, x in self.values.items()}, self.mix)

    def take(self, draws: np.ndarray) -> Episodes:
        """Some draws (indices) of every cell: a population of its own."""
        return Episodes(self.cells, {name: x[:, draws] for name, x in self.values.items()}, self.mix)

    def trait(self, of: Callable[[Cell], float]) -> np.ndarray:
        """A property of the cell for every one of its draws, (cell, draw)."""
        return np.repeat(np.array([of(cell) for cell in self.cells], float)[:, None], self.draws, axis=1)

    def __getitem__(self, name: str) -> np.ndarray:
        return self.values[name]


def _mean_over(values: np.ndarray, during: np.ndarray) -> np.ndarray:
    """Mean of (draw, month) values over the months of each draw that count; 0 where none does."""
    count = during.sum(axis=1)
    return np.where(count > 0, (values * during).sum(axis=1) / np.maximum(count, 1), 0.0)


def _at(values: np.ndarray, month: np.ndarray) -> np.ndarray:
    return values[np.arange(len(values)), month]


def adaptive(paths: dict[str, np.ndarray], loss: np.ndarray) -> np.ndarray:
    """(draw,) truth of adaptive reform with a durable bargain at the horizon.

    Sanctions cost at least WOUND at their worst; reform is deeper than at the start by REFORMED or more; half of the
    worst loss has been made good; and the coalition that rules has ruled for SETTLED months.
    """
    worst, rise = loss.min(axis=1), paths["reform"][:, -1] - paths["reform"][:, 0]
    same = (paths["members"][:, -SETTLED:] == paths["members"][:, -1:]).all(axis=1)
    return (worst <= -WOUND) & (loss[:, -1] >= worst / 2) & (rise >= REFORMED) & same


def read(made: Run) -> dict[str, np.ndarray]:
    """The episode of every draw of a run, by name."""
    paths, calm, months = made.arrays, made.rest_arrays, len(made.coords["month"])
    when = np.arange(months)[None, :]
    end = rows_of(paths["end_month"], made.coords["month"])
    kind = paths["end_state"].astype(int)
    closed = (end >= 0) & (kind != END_STATES.index("stalemate")) & (kind > 0)
    stop = np.where(closed, end, months - 1)
    imposed = paths["status"] == _IMPOSED
    onset = np.where(imposed.any(axis=1), imposed.argmax(axis=1), months)
    during = (when >= onset[:, None]) & (when <= stop[:, None])
    before = np.minimum(np.maximum(onset - 1, 0), months - 1)
    loss = np.log(np.maximum(paths["output"], 1e-6)) - np.log(np.maximum(calm["output"], 1e-6))
    early = np.minimum(np.minimum(onset + EARLY, stop), months - 1)
    real = paths["household_income"] - calm["household_income"]
    answer = {
        "imposed": onset < months,
        "agreed": closed & np.isin(kind, [END_STATES.index("compliance"), END_STATES.index("settlement")]),
        "complied": closed & (kind == END_STATES.index("compliance")),
        "gave_up": closed & (kind == END_STATES.index("sender_capitulation")),
        "at_threat": closed & (stop < onset),
        "years": during.sum(axis=1) / 12.0,
        "growth": np.where(onset < months, _at(loss, stop), 0.0),
        "early": np.where(onset < months, _at(loss, early), 0.0),
        "cost": -_mean_over(loss, during),
        "repression": _mean_over(paths["repression"] - _at(paths["repression"], before)[:, None], during),
        "inclusion": _mean_over(paths["inclusion"] - _at(paths["inclusion"], before)[:, None], during),
        "unrest": _mean_over(paths["unrest"] - _at(paths["unrest"], before)[:, None], during),
        "shadow": _mean_over(paths["evasion"], during),
        "approval": _mean_over(paths["approval"].mean(axis=2), during),
        "poor": _mean_over(real[:, :, 0] - real[:, :, 2], during),
        "cohesion": _mean_over(paths["cohesion"], during),
    }
    for name, data in (("exit", paths), ("calm_exit", calm)):
        left = rows_of(data["exit_month"], made.coords["month"])
        answer[f"{name}_inside"] = (left >= onset) & (left <= stop) & (left >= 0)
        answer[f"{name}_kind"] = data["exit_kind"]
        at_risk = during & ((left[:, None] < 0) | (when <= left[:, None]))
        answer[f"{name}_risk"] = at_risk.sum(axis=1)
    overthrown = np.isin(answer["exit_kind"], [EXITS.index(m) for m in ("insider", "coup", "uprising")])
    answer["persists"] = ~answer["agreed"] & ~(answer["exit_inside"] & overthrown)
    answer["adaptive"] = adaptive(paths, loss)
    answer["adaptive_alone"] = answer["adaptive"] & ~closed
    return {name: np.asarray(value, float) for name, value in answer.items()}


def defaults(fitted: bool = True) -> dict[str, float]:
    """Every parameter at its centre: the single parameterisation."""
    return {p.name: p.default for p in parameter_table(fitted)}


def simulate(
    draws: int, seed: int, *, pins: Mapping[str, float] | None = None, population: Iterable[Cell] = (),
    threads: int | None = None, tick: Tick | None = None, **options: Any,
) -> Episodes:  # fmt: skip
    """Run the population: parameters at `pins` where these name them, else drawn from the table's distributions.

    `options` are other settings of a run: spread (how much wider these are), fitted (False: what was fitted is drawn
    from its prior before the fit), off. Draws 2k and 2k+1 share their parameters, and do so in all cells.
    RunError if draws is odd or below 2.
    """
    if draws < 2 or draws % 2:
        raise RunError(f"facts must get an even number of draws, at least 2 (got {draws})")
    chosen, held = tuple(population) or tuple(cells()), dict(pins or {})
    rows: list[dict[str, np.ndarray]] = []
    for cell in chosen:
        rows.append(read(run(scenario(cell), draws, seed, threads=threads, parameters=held, **options)))
        if tick:
            tick(1)
    return Episodes(chosen, {name: np.stack([row[name] for row in rows]) for name in rows[0]})
