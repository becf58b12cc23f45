"""Measures of sets that are star-shaped about the origin, given their reach in each direction.

In the plane the reach of a win set is piecewise 2 d_k'e, so its area is a sum of closed-form pieces
between the angles where two voters' reaches cross or one vanishes.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np

from winset.games.arguments import Vector


def area_of_pieces(ideals: Vector, reach: Callable[[Vector], Vector]) -> float:
    """Area when voter k reaches 2 ideals_k'e: (1/2) R^2 = 2 |d|^2 cos^2(angle) on each piece."""
    n = len(ideals)
    first, second = np.triu_indices(n, 1)
    lines = np.vstack([ideals, ideals[first] - ideals[second]])
    lines = lines[np.hypot(*lines.T) > 0.0]
    if len(lines) == 0:
        return 0.0
    normal = np.arctan2(lines[:, 1], lines[:, 0])
    cuts = np.sort(np.concatenate([normal + np.pi / 2, normal - np.pi / 2]) % (2.0 * np.pi))
    starts, ends = cuts, np.append(cuts[1:], cuts[0] + 2.0 * np.pi)
    middle = 0.5 * (starts + ends)
    e = np.column_stack([np.cos(middle), np.sin(middle)])
    far = reach(e)
    owner = np.argmin(np.abs(2.0 * e @ ideals.T - far[:, None]), axis=1)
    size, angle = np.hypot(*ideals.T)[owner], np.arctan2(ideals[:, 1], ideals[:, 0])[owner]
    swing = 0.5 * (np.sin(2.0 * (ends - angle)) - np.sin(2.0 * (starts - angle)))
    pieces = size**2 * ((ends - starts) + swing)
    return float(pieces[far > 0.0].sum())


@lru_cache(maxsize=8)
def sphere(dims: int, level: int) -> tuple[Vector, Vector]:
    """Directions (m, dims) and weights (m,) of a quadrature over the unit circle or sphere."""
    if dims == 2:
        count = 20_000 * (1 + level)
        angle = (np.arange(count) + 0.5) * 2.0 * np.pi / count
        return np.column_stack([np.cos(angle), np.sin(angle)]), np.full(count, 2.0 * np.pi / count)
    rings = 80 * (1 + level)
    height, weight = np.polynomial.legendre.leggauss(rings)
    angle = (np.arange(2 * rings) + 0.5) * np.pi / rings
    z, phi = (grid.ravel() for grid in np.meshgrid(height, angle, indexing="ij"))
    flat = np.sqrt(1.0 - z**2)
    points = np.column_stack([flat * np.cos(phi), flat * np.sin(phi), z])
    return points, np.repeat(weight, 2 * rings) * np.pi / rings
