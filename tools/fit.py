"""Fit parameters to the facts that facts.csv marks `fit`; writes src/winset/fitted.csv.

    python -m tools.fit [--draws 600] [--rounds 3]

Each round simulates the population with every parameter drawn: those that are fitted around the mean of the round
before, as widely as their priors, the others from theirs. What the rounds found is printed as Markdown.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

import numpy as np

from winset import parameters
from winset.estimation.moments import Posterior, pseudo_values, respond, scores, update, value_at
from winset.questions.facts import Episodes, Fact, read_facts, simulate
from winset.questions.facts.population import Cell, cells
from winset.questions.facts.statistics import STATISTICS

FITTED = (
    "sender.growth", "sender.leverage", "sender.precision", "sender.rate", "prospects.rate_final",
    "prospects.rate_impose", "payoff.audience", "payoff.defiance", "payoff.disfavour", "acceptance.stigma",
    "legitimacy.depth", "blame.narrative",
)  # fmt: skip
"""What sender and audience do, for which no measurement was found."""

FILE = Path(parameters.__file__).with_name("fitted.csv")
NORMAL_95 = 3.92


def plain(cell: Cell) -> bool:
    """Cells that the fitted statistics are read from."""
    return cell.busters == "none" and not cell.open_exits and not cell.veto


def write(rows: list[parameters.Parameter], centre: np.ndarray, shrink: np.ndarray) -> None:
    """Write centres (standard scores) and spreads (share of the prior's), and read the table anew."""
    lines = [f"{p.name},{value_at(p, c):.4g},{p.spread * s:.4g}" for p, c, s in zip(rows, centre, shrink)]
    FILE.write_text("\n".join(["name,default,spread", *lines]) + "\n")
    parameters.table.cache_clear()


def sampled(rows: list[parameters.Parameter], draws: int, seed: int) -> np.ndarray:
    """Scores of the parameters behind every pair of draws, on the prior's scale."""
    drawn = parameters.draw(seed, np.arange(draws // 2))
    values = np.stack([drawn[p.name.split(".")[0]][p.name.split(".")[1]] for p in rows], axis=1)
    return scores(values, rows)


def statistics(episodes: Episodes, facts: list[Fact]) -> np.ndarray:
    """Pseudo-values of the fitted statistics, (pair, fact)."""
    pairs = np.arange(episodes.draws).reshape(-1, 2)
    return np.stack(
        [
            pseudo_values(
                lambda k, f=f: STATISTICS[f.statistic](replace(episodes, mix=f.population).take(pairs[k].ravel())),
                len(pairs),
            )
            for f in facts
        ],  # type: ignore[misc]
        axis=1,
    )


def show(rows: list[parameters.Parameter], facts: list[Fact], found: Posterior, k: int) -> None:
    """One round in Markdown."""
    print(f"\nRound {k}: " + ", ".join(f"{f.name} {v:.3g}" for f, v in zip(facts, found.expected)) + " expected.")
    print("\n| parameter | before | after | score | spread left |\n|---|---|---|---|---|", flush=True)
    for p, m, s in zip(rows, found.mean, found.spread):
        print(f"| {p.name} | {p.default:g} | {value_at(p, m):.3g} | {m:+.2f} | {s:.2f} |", flush=True)


def main() -> None:
    """Simulate, regress, update, write."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--draws", type=int, default=600)
    asked.add_argument("--rounds", type=int, default=3)
    given = asked.parse_args()
    before = {p.name: p for p in parameters.table(fitted=False)}
    rows, facts = [before[name] for name in FITTED], [f for f in read_facts() if f.use == "fit"]
    observed = np.array([f.observed for f in facts], float)
    variance = np.array([((f.upper - f.lower) / NORMAL_95) ** 2 for f in facts])  # type: ignore[operator]
    centre, shrink = np.zeros(len(rows)), np.ones(len(rows))
    for k in range(given.rounds):
        write(rows, centre, shrink)
        found = simulate(given.draws, 1 + k, population=[c for c in cells() if plain(c)])
        x = sampled(rows, given.draws, 1 + k)
        answer = update(respond(x - centre, statistics(found, facts)), observed, variance, centre)
        centre = answer.mean
        show(rows, facts, answer, k + 1)
    write(rows, centre, answer.spread)


if __name__ == "__main__":
    main()
