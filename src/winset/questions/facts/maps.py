"""Where in the space of parameters a disputed sign turns, and where a kind of ending lies: maps over two parameters.

The population is run with a sample of parameters for each pair of draws (draws 2k and 2k+1, in all cells alike). A
statistic of a pair is noisy, so its sign is read from pooled pairs: the samples are cut into thirds by each of the
two parameters that it goes with most closely, by rank correlation, and the statistic is taken of all episodes of each
of the nine fields. `chance` is the largest correlation that 19 in 20 random orders of the samples would not exceed
with any parameter: below it the choice of axes says nothing. Ignores: interactions of three parameters and more, and
parameters that a scenario holds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from winset.errors import RunError
from winset.parameters import draw as draw_parameters
from winset.parameters import table
from winset.questions.facts.episodes import Episodes
from winset.questions.facts.population import PACKAGES, STAKES, Cell
from winset.questions.facts.statistics import Statistic
from winset.questions.facts.verdicts import pairs
from winset.scenario.regimes import REGIMES

CUTS = 3
LEAST = 40  # draws of a cell: fewer fill no map
ORDERS = 200


@dataclass(frozen=True)
class Axis:
    """A parameter, its rank correlation with the statistic, and the values that part its thirds."""

    parameter: str
    correlation: float
    cuts: tuple[float, ...]


@dataclass(frozen=True)
class Map:
    """A statistic over thirds of two parameters: value of all, share of samples above zero, and the fields.

    `fields` and `errors` are (third of x, third of y): the statistic of the pooled episodes and its jackknife error.
    """

    value: float
    positive: float
    chance: float
    x: Axis
    y: Axis
    fields: np.ndarray
    errors: np.ndarray


def samples(seed: int, draws: int, width: float) -> tuple[list[str], np.ndarray]:
    """Names of the parameters that vary, and their values, (pair, parameter), as `simulate` draws them unfitted."""
    values = draw_parameters(seed, np.arange(draws // 2), None, width, fitted=False)
    names = [p.name for p in table()]
    columns = np.stack([values[name.split(".")[0]][name.split(".")[1]] for name in names], axis=1)
    varies = np.ptp(columns, axis=0) > 0
    return [name for name, keep in zip(names, varies) if keep], columns[:, varies]


def _ranks(values: np.ndarray) -> np.ndarray:
    """Ranks along axis 0, centred and of unit length; ties in order."""
    ranks = np.argsort(np.argsort(values, axis=0, kind="stable"), axis=0, kind="stable").astype(float)
    ranks -= ranks.mean(axis=0)
    return ranks / np.linalg.norm(ranks, axis=0)


def _jackknife(statistic: Statistic, episodes: Episodes, groups: np.ndarray) -> float:
    """Error of a statistic of pooled pairs, by leaving out tenths of them."""
    parts = np.array_split(np.arange(len(groups)), min(10, len(groups)))
    left = [statistic(episodes.take(np.delete(groups, part, axis=0).ravel())) for part in parts]
    return float(np.sqrt((len(parts) - 1) * np.var(left)))


def two_names(axes: Sequence[str], names: list[str]) -> None:
    """Raise RunError unless `axes` is empty or two parameters that vary."""
    wrong = [name for name in axes if name not in names]
    if axes and (wrong or len(axes) != 2):
        raise RunError(f"axes must be two parameters that vary (got {', '.join(wrong or axes)})")


def _columns(axes: Sequence[str], names: list[str], correlation: np.ndarray) -> list[int]:
    """Which two parameters to map over: those asked for, or those with the closest correlation."""
    two_names(axes, names)
    if not axes:
        return [int(k) for k in np.argsort(-np.abs(correlation), kind="stable")[:2]]
    return [names.index(name) for name in axes]


def sign_map(
    statistic: Statistic, episodes: Episodes, names: list[str], values: np.ndarray, axes: Sequence[str] = ()
) -> Map:
    """The map of a statistic; `values` (pair, parameter) are the samples behind the episodes, `axes` two names.

    RunError if a name is unknown.
    """
    groups = pairs(episodes.draws)
    single = np.array([statistic(episodes.take(pair)) for pair in groups])
    known = np.isfinite(single)
    ranks, order = _ranks(values[known]), np.random.default_rng(0)
    correlation = _ranks(single[known]) @ ranks
    shuffled = [np.abs(order.permutation(_ranks(single[known])) @ ranks).max() for _ in range(ORDERS)]
    held = _columns(axes, names, correlation)
    cuts = [np.quantile(values[:, k], np.arange(1, CUTS) / CUTS) for k in held]
    found = [Axis(names[k], float(correlation[k]), tuple(map(float, cut))) for k, cut in zip(held, cuts)]
    third = [np.searchsorted(cut, values[:, k]) for cut, k in zip(cuts, held)]
    fields, errors = _fields(statistic, episodes, third)
    return Map(
        statistic(episodes), float((single[known] > 0).mean()), float(np.quantile(shuffled, 0.95)),
        found[0], found[1], fields, errors,
    )  # fmt: skip


def _fields(statistic: Statistic, episodes: Episodes, third: list[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """The statistic of the pooled pairs of each field, and its error; NaN with fewer than two."""
    groups = pairs(episodes.draws)
    fields, errors = np.full((CUTS, CUTS), np.nan), np.full((CUTS, CUTS), np.nan)
    for i in range(CUTS):
        for j in range(CUTS):
            held = groups[(third[0] == i) & (third[1] == j)]
            if len(held) > 1:
                fields[i, j] = statistic(episodes.take(held.ravel()))
                errors[i, j] = _jackknife(statistic, episodes, held)
    return fields, errors


def by_case(name: str, episodes: Episodes) -> np.ndarray:
    """Mean of an episode's number by regime and package, (regime, package), over scripted episodes."""
    answer = np.full((len(REGIMES), len(PACKAGES)), np.nan)
    for i, regime in enumerate(REGIMES):
        for j, package in enumerate(PACKAGES):
            own = [Cell(regime, package, "scripted", stake=stake) for stake in STAKES]
            found = episodes.select(lambda cell, own=own: cell in own)  # type: ignore[misc]
            answer[i, j] = np.average(
                found[name].mean(axis=1), weights=[cell.weight(found.mix) for cell in found.cells]
            )
    return answer
