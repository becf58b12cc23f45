"""The figures whose spread is split into parameters and shocks."""

from __future__ import annotations

import numpy as np

from winset.report.material import Material


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
