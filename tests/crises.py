"""Made-up crises: games with known coefficients and the outcomes of play at their equilibria."""

from __future__ import annotations

import numpy as np
import pandas as pd

from winset.estimation.specification import Specification
from winset.games import crisis_signalling

SPECIFICATION = Specification(
    {"SA": "0 + x1", "VA": "1", "CB": "1 + x2", "barWA": "1 + x1", "barWB": "1 + x3", "bara": "1 + x4"}, game="game"
)
TRUTH = (0.3, 1.2, -1.5, 0.4, -1.6, 0.2, -1.6, 0.4, -1.8, 0.3)


def crises(games: int = 150, plays: int = 400, seed: int = 3) -> pd.DataFrame:
    """Counts sq, cd, sf, bd of `plays` plays of each game, with regressors x1 to x4 and columns game and region."""
    source = np.random.default_rng(seed)
    x1, x2, x3, x4 = source.uniform(-1.0, 1.0, (4, games))
    t = TRUTH
    payoffs = {
        "S_A": t[0] * x1, "V_A": t[1], "C_B": t[2] + t[3] * x2, "W_A": t[4] + t[5] * x1, "W_B": t[6] + t[7] * x3,
        "a": t[8] + t[9] * x4, "V_B": 0.0,
    }  # fmt: skip
    found = crisis_signalling.equilibria(payoffs)
    first = np.concatenate([[0], np.cumsum(found.count)[:-1]])
    counts = np.array([source.multinomial(plays, p / p.sum()) for p in found.outcomes[first]])
    frame = pd.DataFrame(counts, columns=["sq", "cd", "sf", "bd"])
    frame = frame.assign(x1=x1, x2=x2, x3=x3, x4=x4, game=[f"g{i}" for i in range(games)])
    return frame.assign(region=np.arange(games) % 12, p_R=found.p_R[first], p_F=found.p_F[first])
