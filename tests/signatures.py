"""What a mechanism changes when it is switched off: measures of full runs, and their difference on the same draws."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from engine import ensemble

Arrays = dict[str, np.ndarray]
Measure = Callable[[Arrays], np.ndarray]


def moves(slug: str, off: str, measure: Measure, least: float) -> None:
    """Switching `off` changes the measure by more than `least` (its sign counts) and 2.5 standard errors."""
    differs(*(measure(ensemble(slug, which).arrays) for which in (off, "")), least)


def differs(other: np.ndarray, base: np.ndarray, least: float) -> None:
    """The mean over pairs of draws differs by more than `least` (its sign counts) and 2.5 standard errors."""
    pairs = (np.asarray(other, float) - np.asarray(base, float)).reshape(-1, 2).mean(axis=1)
    change, error = pairs.mean(), pairs.std(ddof=1) / np.sqrt(len(pairs))
    assert change * np.sign(least) > max(abs(least), 2.5 * error), (change, error)


def at(name: str, month: int) -> Measure:
    """A figure in one month."""
    return lambda a: a[name][:, month]


def mean(name: str) -> Measure:
    """A figure's mean over months and what else it has."""
    return lambda a: a[name].reshape(len(a[name]), -1).mean(axis=1)
