"""Made-up crises for the studies of the estimators: games with known coefficients, equilibria and plays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from winset.estimation.design import UTILITIES, Design
from winset.estimation.first_stage import random_forest
from winset.estimation.pseudo_likelihood import Beliefs
from winset.estimation.starts import log_outcomes
from winset.games import crisis_signalling


@dataclass(frozen=True)
class Study:
    """Truth by coefficient, number of games and of plays a game, how play picks among equilibria, normalisations."""

    name: str
    truth: dict[str, float]
    games: int
    plays: int
    selection: str
    fixed: dict[str, float]
    first_stage: str


WELL_OBSERVED = Study(
    "well observed",
    {
        "SA:x1": 0.3, "VA:(Intercept)": 1.2, "CB:(Intercept)": -1.5, "CB:x2": 0.4, "barWA:(Intercept)": -1.6,
        "barWA:x1": 0.2, "barWB:(Intercept)": -1.6, "barWB:x3": 0.4, "bara:(Intercept)": -1.8, "bara:x4": 0.3,
    },
    400, 2000, "lowest", {}, "shares",
)  # fmt: skip


def sparse(constant: float, selection: str, games: int) -> Study:
    """Five plays a game, with V_A and V_B normalised to one: the family of the published example of equilibria."""
    truth = {"barWA:(Intercept)": -1.9, "barWB:(Intercept)": constant, "barWB:x1": 0.1, "bara:(Intercept)": -1.2}
    kind = "unique equilibria" if constant > -2.7 else f"three equilibria, {selection} played"
    return Study(f"five plays, {games} games, {kind}", truth, games, 5, selection, {"VA": 1.0, "VB": 1.0}, "forest")


def sample(study: Study, seed: int) -> tuple[Design, Beliefs]:
    """Outcomes of one sample, and its first stage. Regressors are the same in all samples of a study."""
    design = _games(study)
    theta = np.array(list(study.truth.values()))
    source = np.random.default_rng([seed, 2021])
    z = _played(study, design, theta, source)
    chances = np.exp(log_outcomes(design.utilities(theta), z))
    counts = np.array([source.multinomial(study.plays, p / p.sum()) for p in chances], dtype=float)
    drawn = design.with_counts(counts)
    return drawn, random_forest(drawn, 0, 50) if study.first_stage == "forest" else shares(drawn)


def _games(study: Study) -> Design:
    source = np.random.default_rng(418)
    draws = {f"x{k}": source.uniform(-1.0, 1.0, study.games) for k in range(1, 5)}
    if study.plays < 50:
        draws = {name: 0.5 * (column + 1.0) for name, column in draws.items()}
    draws["(Intercept)"] = np.ones(study.games)
    parts = [name.split(":") for name in study.truth]
    table = np.column_stack([draws[term] for _, term in parts])
    utility = np.array([UTILITIES.index(name) for name, _ in parts])
    fixed = tuple(study.fixed.get(name, 0.0) for name in UTILITIES)
    labels = tuple(map(str, range(study.games)))
    return Design(np.ones((study.games, 4)), table, utility, tuple(study.truth), labels, fixed)


def _played(study: Study, design: Design, theta: np.ndarray, source: np.random.Generator) -> np.ndarray:
    found = crisis_signalling.equilibria(design.utilities(theta).T)
    first = np.concatenate([[0], np.cumsum(found.count)[:-1]])
    pick = source.integers(0, 10**6, study.games) % found.count if study.selection == "any" else 0 * first
    return found.z[first + pick]


def shares(design: Design) -> Beliefs:
    """Observed shares of each game, half a play added on either side."""
    _, conceded, firm, back = design.counts.T
    resisted = firm + back
    return Beliefs((resisted + 0.5) / (conceded + resisted + 1.0), (firm + 0.5) / (resisted + 1.0)).clipped()
