"""Speed of the spatial model against KTAB's. Run from the root of the repository:

    python -m benchmarks.spatial_politics

Bars: 40 actors in a tenth of the 7.1 processor seconds that KTAB 0.1 needs for them on a shared core
of its own, and 80 actors, which KTAB does not finish in 500 seconds, in under 10. Each figure is the median over
seeds of one thread's processor time.
"""

from __future__ import annotations

import statistics
from functools import partial

import numpy as np

from benchmarks.speed import row, seconds
from winset.games import spatial_politics

KTAB_SECONDS = 7.1
BARS = {40: KTAB_SECONDS / 10, 80: 10.0}


def council(actors: int, dimensions: int, seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Made-up positions and salience (actors, dimensions) on 0-100, and capability (actors,)."""
    source = np.random.default_rng(seed)
    positions = source.uniform(0.0, 100.0, (actors, dimensions))
    salience = source.uniform(10.0, 100.0, (actors, dimensions)) / dimensions
    return positions, salience, source.uniform(10.0, 110.0, actors)


def measure(actors: int, dimensions: int, seeds: range) -> None:
    """One line: median processor seconds and turns against the bar."""
    times, turns = [], []
    for seed in seeds:
        case = council(actors, dimensions, seed)
        times.append(seconds(partial(_count, case, turns)))
    spent, bar = statistics.median(times), BARS[actors]
    what = f"spatial politics, {actors} actors, {dimensions} dimension(s), {min(turns)}-{max(turns)} turns"
    row(what, f"{spent:.2f} s", f"{bar:.2f} s", spent <= bar)
    if actors == 40:
        row("  against KTAB's 7.1 s", f"{KTAB_SECONDS / spent:.0f}x", "10x", KTAB_SECONDS / spent >= 10)


def _count(case: tuple[np.ndarray, ...], turns: list[int]) -> None:
    turns.append(spatial_politics(*case).turns)


def main() -> None:
    """Every line."""
    for actors, seeds in ((40, range(5)), (80, range(3))):
        for dimensions in (1, 3):
            measure(actors, dimensions, seeds)


if __name__ == "__main__":
    main()
