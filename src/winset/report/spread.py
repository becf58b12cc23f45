"""The figures whose spread is split into parameters and shocks."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from winset.questions.variance import pair_shares
from winset.report.material import Material

RARE = 0.05
"""An event rarer than this, or commoner than one less this, has too few pairs that differ for a split."""
FLOOR = 0.05
"""An error up to this is told whatever the share."""


class Split(NamedTuple):
    """One figure: share of variance due to parameters, its error, and why it is withheld ("" when it is not)."""

    label: str
    parameters: float
    error: float
    withheld: str


def spread_sources(material: Material) -> dict[str, np.ndarray]:
    """The figures whose spread is split: label -> (draw,)."""
    paths = material.paths
    return {
        "Concession": paths["concession"][:, -1],
        "Output": paths["output"][:, -1],
        "Price level": paths["price_level"][:, -1],
        "Market rate": paths["market_rate"][:, -1],
        "Whether an interim deal came": material.outcomes["interim_deal"][:, -1],
        "Whether the bloc shifted": material.outcomes["coalition_shift"][:, -1],
    }


def splits(material: Material) -> list[Split]:
    """Split of each figure at the horizon; none with fewer than 6 draws, nor where nothing varies."""
    if material.draws < 6:
        return []
    found = []
    for label, values in spread_sources(material).items():
        share = pair_shares(values)
        if not np.isnan(share.parameters):
            parameters, error = float(share.parameters), float(share.error)
            found.append(Split(label, parameters, error, withheld(values, parameters, error)))
    return found


def withheld(values: np.ndarray, share: float, error: float) -> str:
    """Why a split is not told: a rare or near-certain event, or an error beyond half of the share."""
    if values.dtype == bool:
        often = float(values.mean())
        if not RARE <= often <= 1 - RARE:
            return f"too rare ({100 * often:.1f} %)" if often < RARE else f"too common ({100 * often:.1f} %)"
    return "error too large" if error > max(FLOOR, abs(share) / 2) else ""
