"""Representative draws: medoids of the outcome clusters of an ensemble.

Features of every draw are divided by their standard deviation; k medoids (Kaufman and Rousseeuw 1990: build, then
swap) minimise the summed Euclidean distance to the nearest of them. A medoid is itself a draw, so it can be run
again and read. Ignores: that features may be correlated, and clusters of any other shape.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from winset.questions.named_outcomes import KINDS, Trajectories

FEATURES = (
    "concession", "concession_highest", "output_worst", "price_level", "unrest_worst", "cohesion", "settled",
    "interim_deal", "bloc_shift", "leader_exit",
)  # fmt: skip
MOST = 2000
"""Draws beyond this number are not looked at: distances grow with their square."""


class Cluster(NamedTuple):
    """A medoid, the share of draws nearest to it, and what sets them apart: (feature, mean here, mean of all)."""

    draw: int
    share: float
    marks: tuple[tuple[str, float, float], ...]


def features(t: Trajectories) -> np.ndarray:
    """Summary (draw, feature) of every draw, in the order of FEATURES, at the horizon."""
    last = len(t.month) - 1
    return np.array([np.asarray(KINDS[name].read(t, last, 0), float) for name in FEATURES]).T


def _distances(points: np.ndarray) -> np.ndarray:
    spread = points.std(axis=0)
    scaled = points[:, spread > 1e-12] / spread[spread > 1e-12]
    square = (scaled**2).sum(axis=1)
    return np.sqrt(np.maximum(square[:, None] + square[None, :] - 2.0 * scaled @ scaled.T, 0.0))


def medoids(points: np.ndarray, k: int) -> np.ndarray:
    """Indices of at most k medoids of `points` (point, feature), those of larger clusters first."""
    apart = _distances(points)
    chosen = [int(apart.sum(axis=1).argmin())]
    nearest = apart[chosen[0]]
    while len(chosen) < min(k, len(points)):
        gain = np.maximum(nearest[None, :] - apart, 0.0).sum(axis=1)
        if gain.max() <= 1e-9:
            break
        chosen.append(int(gain.argmax()))
        nearest = np.minimum(nearest, apart[chosen[-1]])
    _swap(apart, chosen)
    sizes = np.bincount(apart[chosen].argmin(axis=0), minlength=len(chosen))
    return np.array(chosen)[np.argsort(-sizes, kind="stable")]


def _swap(apart: np.ndarray, chosen: list[int]) -> None:
    """Exchange a medoid for another point while that shortens the sum of distances; `chosen` changes in place."""
    best = apart[chosen].min(axis=0).sum()
    improved = True
    while improved:
        improved = False
        for j in range(len(chosen)):
            others = [c for i, c in enumerate(chosen) if i != j]
            kept = apart[others].min(axis=0) if others else np.full(len(apart), np.inf)
            totals = np.minimum(apart, kept).sum(axis=1)
            point = int(totals.argmin())
            if totals[point] < best - 1e-9:
                best, chosen[j], improved = float(totals[point]), point, True


def clusters(t: Trajectories, k: int = 3, marks: int = 3) -> list[Cluster]:
    """The k clusters of an ensemble, larger ones first, each with its medoid and the features that mark it."""
    points = features(t)[:MOST]
    chosen = medoids(points, k)
    apart, spread = _distances(points), points.std(axis=0)
    owner = apart[chosen].argmin(axis=0)
    found = []
    for j, draw in enumerate(chosen):
        here, everywhere = points[owner == j].mean(axis=0), points.mean(axis=0)
        far = np.abs(here - everywhere) / np.where(spread > 1e-12, spread, np.inf)
        order = [int(f) for f in np.argsort(-far, kind="stable")[:marks] if far[f] > 0.2]
        told = tuple((FEATURES[f], float(here[f]), float(everywhere[f])) for f in order)
        found.append(Cluster(int(draw), float((owner == j).mean()), told))
    return found
