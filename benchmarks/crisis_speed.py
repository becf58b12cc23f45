"""Speed of the crisis estimators and of their solver. Run from the root of the repository:

    python -m benchmarks.crisis_speed

Made-up crises of the size of the published application: 418 games, 20 coefficients, 119 plays a game. With
WINSET_SHARED the published dyads are estimated too. Figures are medians of one thread's processor seconds; the times
beside them are those stored for the published programs: 243 s for constrained maximum likelihood by an interior-point
solver, 18.6 s for nested pseudo-likelihood, and 17.5 s for the equilibria of 2,000 games.
"""

from __future__ import annotations

import os
import statistics
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.speed import row, seconds
from winset.estimation import crisis_game
from winset.estimation.specification import PUBLISHED
from winset.games import crisis_signalling

METHODS = {"ml": (1.0, 243.0), "cmle": (1.0, 243.0), "npl": (0.5, 18.6), "pl": (None, None)}
"""The bar, and the published program's seconds."""


def made_up(seed: int, games: int = 418, plays: int = 119) -> pd.DataFrame:
    """Crises with the regressors of the published specification; first stage: their true beliefs."""
    source = np.random.default_rng(seed)
    frame = pd.DataFrame({
        "senderecondep": source.beta(1.0, 20.0, games), "targetecondep": source.beta(1.0, 12.0, games),
        "senderdemocracy": source.uniform(0.0, 10.0, games), "targetdemocracy": source.uniform(-10.0, 10.0, games),
        "contig": source.integers(1, 7, games).astype(float), "ally": source.uniform(0.0, 1.0, games),
        "anticipatedsendercosts": source.uniform(1.0, 2.0, games), "lncaprat": source.normal(1.0, 1.5, games),
        "anticipatedtargetcosts": source.uniform(1.0, 3.0, games),
    })  # fmt: skip
    root = {"s": np.sqrt(frame["senderecondep"]), "t": np.sqrt(frame["targetecondep"])}
    payoffs = {
        "S_A": -0.3 * root["s"] + 0.02 * frame["senderdemocracy"] + 0.03 * frame["contig"] - 0.2 * frame["ally"],
        "V_A": 1.4 - 0.1 * frame["anticipatedsendercosts"],
        "C_B": -2.5 + 1.5 * root["t"] + 0.15 * frame["anticipatedtargetcosts"] + 0.05 * frame["contig"],
        "W_A": -2.4 + 0.03 * frame["lncaprat"], "W_B": -1.8 + 0.1 * frame["lncaprat"],
        "a": -2.6 + 0.01 * frame["senderdemocracy"], "V_B": 0.0,
    }  # fmt: skip
    found = crisis_signalling.equilibria({k: np.asarray(v, dtype=float) for k, v in payoffs.items()})
    first = np.concatenate([[0], np.cumsum(found.count)[:-1]])
    counts = np.array([source.multinomial(plays, p / p.sum()) for p in found.outcomes[first]])
    frame[["sq", "cd", "sf", "bd"]] = counts
    return frame.assign(gameID=np.arange(games), PRhat=found.p_R[first], PFhat=found.p_F[first])


def estimation(what: str, frame: pd.DataFrame, repeats: int = 5) -> None:
    """One line a method."""
    for method, (bar, stored) in METHODS.items():
        spent = statistics.median(
            seconds(partial(crisis_game.estimate, frame, method, PUBLISHED)) for _ in range(repeats)
        )
        beside = "" if bar is None else f"{bar:.1f} s"
        row(f"{method}, {what}", f"{spent:.2f} s", beside, None if bar is None else spent <= bar)
        if stored is not None:
            row(f"  against {stored:g} s stored", f"{stored / spent:,.0f}x", "")


def solver(repeats: int = 7) -> None:
    """All equilibria of 2,000 random games."""
    times, found = [], 0
    for seed in range(repeats):
        games = np.random.default_rng(seed).normal(0.0, 2.0, (2000, 7))
        times.append(seconds(partial(crisis_signalling.equilibria, games)))
        found = max(found, int(crisis_signalling.equilibria(games).count.max()))
    spent = statistics.median(times)
    row(f"all equilibria of 2,000 random games (up to {found})", f"{spent:.2f} s", "0.5 s", spent <= 0.5)
    row("  against 17.5 s stored", f"{17.5 / spent:,.0f}x", "")


def main() -> None:
    """Every line."""
    crisis_game.estimate(made_up(0, 40), "npl")  # libraries are loaded
    estimation("made-up crises", made_up(1))
    root = os.environ.get("WINSET_SHARED")
    if root:
        estimation("published dyads", pd.read_csv(Path(root) / "data" / "crisis_game_dyads.csv"))
    solver()


if __name__ == "__main__":
    main()
