"""What a deal lifts: the part of every channel that carries a tag of relief, and what the tags weigh together.

A measure names the earliest outcome that lifts it. Tags are ordered, so the part of a tag is what the measures with
it add to those that only a later outcome lifts; a month's parts and the rest add up to the whole. The weight of an
outcome is the share of pressure that goes with the measures it may lift, in the month when most is covered.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from winset import parameters
from winset.external.package import pressure
from winset.scenario import Scenario
from winset.scenario.senders import Measure
from winset.simulate.compile_package import cover
from winset.types import PATH, RELIEF, TAGS, blank

_CHANNELS = ("imports", "exports", "finance", "technology", "freeze", "listing", "cap", "exempt")


def _coverage(scenario: Scenario, names: tuple[str, ...], months: int, kept: Iterable[Measure]) -> np.ndarray:
    """The path of some of the measures alone."""
    path, part = blank(PATH, months), scenario.package.model_copy(update={"measures": list(kept)})
    cover(path, scenario.model_copy(update={"package": part}), names)
    return path


def _layers(scenario: Scenario, names: tuple[str, ...], months: int) -> list[np.ndarray]:
    """The path of all measures, then without those that each outcome and the ones before it lift."""
    measures = scenario.package.measures
    kept = ([m for m in measures if m.relief not in RELIEF[:last]] for last in range(TAGS + 1))
    return [_coverage(scenario, names, months, those) for those in kept]


def _parts(layers: list[np.ndarray], channel: str) -> np.ndarray:
    """Share of a channel that carries each tag, shape (months, tags, ...); zero where nothing is covered."""
    whole = layers[0][channel]
    divisor = np.where(whole > 0.0, whole, 1.0)
    return np.stack([(layers[j][channel] - layers[j + 1][channel]) / divisor for j in range(TAGS)], axis=1)


def _weights(layers: list[np.ndarray], inputs: np.ndarray) -> list[float]:
    """Share of the pressure that an interim deal, a settlement and compliance may lift, when most is covered."""
    path = layers[0]
    p, size = parameters.draw(0, np.zeros(1, np.int64), spread=False)[0].package, getattr(pressure, "py_func", pressure)
    money = path["finance"] + path["freeze"] + path["cap"]
    month = int(np.argmax(path["imports"].mean(axis=1) + path["exports"].mean(axis=1) + money))
    whole, *without = (float(size(layer[month], inputs[0], p)) for layer in layers)
    return [1.0 - part / whole if whole > 0.0 else 1.0 for part in without]


def fill_relief(inputs: np.ndarray, path: np.ndarray, scenario: Scenario, names: tuple[str, ...]) -> None:
    """Write the parts of every month into the path and the weights into the inputs.

    The weights are those of the scenario's own period, so that a longer run begins as a shorter one.
    """
    layers = _layers(scenario, names, max(len(path), scenario.period.months))
    for channel in _CHANNELS:
        path["liftable"][channel] = np.clip(_parts(layers, channel), 0.0, 1.0)[: len(path)]
    own = [layer[: scenario.period.months] for layer in layers]
    for outcome, share in zip(RELIEF[:TAGS], _weights(own, inputs), strict=True):
        inputs[0]["sender"][f"at_{outcome}"] = share
