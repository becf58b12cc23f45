"""Fit parameters to the facts that facts.csv marks `fit`; writes src/winset/fitted.csv.

    python -m tools.fit [--draws 200] [--rounds 2]

Each round simulates the plain cells of the population with every parameter drawn: those that are fitted around the mean
of the round before and twice as widely as their priors say, the others from theirs. What it found is printed as
Markdown.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

import numpy as np

from winset import parameters
from winset.estimation.moments import Posterior, correlation, ratio, respond, scores, update, value_at
from winset.questions.facts import Episodes, Fact, read_facts, simulate
from winset.questions.facts.population import Cell, cells

FITTED = (
    "sender.growth", "duration.fatigue", "sender.precision", "sender.leverage", "prospects.rate_final",
    "prospects.rate_impose", "payoff.audience", "payoff.defiance", "payoff.disfavour", "acceptance.stigma",
    "legitimacy.depth",
)  # fmt: skip
"""What sender and audience do, for which no measurement was found."""

FILE = Path(parameters.__file__).with_name("fitted.csv")
NORMAL_95, WIDE = 3.92, 2.0
Influence = tuple[float, np.ndarray]


def plain(cell: Cell) -> bool:
    """Cells that the fitted statistics are read from."""
    return cell.busters == "none" and not cell.open_exits and not cell.veto


def share(top: str, low: str) -> Callable[[Episodes, np.ndarray], Influence]:
    """Of strategic episodes: those with `top` among those with `low`."""

    def influence(e: Episodes, weight: np.ndarray) -> Influence:
        own = weight * e.trait(lambda cell: cell.mode == "strategic")
        return ratio(e[top] * e[low], e[low], own)

    return influence


def claims(e: Episodes, weight: np.ndarray) -> Influence:
    """Of scripted autocratic episodes: claims with persistence."""
    own = weight * e.trait(lambda cell: cell.mode == "scripted" and cell.regime != "democracy")
    return correlation(e.trait(lambda cell: cell.claims), e["persists"], own)


STATISTICS = {
    "success": share("agreed", "imposed"),
    "threat_success": share("agreed", "at_threat"),
    "gave_up": share("gave_up", "imposed"),
    "claims_correlation": claims,
}
"""Fitted statistics with the influence of every episode; tests compare them with those of the facts."""


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


def weights(e: Episodes, mix: str) -> np.ndarray:
    """How much every episode counts."""
    return e.trait(lambda cell: cell.weight(mix))


def one_round(rows: list[parameters.Parameter], facts: list[Fact], draws: int, seed: int) -> Posterior:
    """Simulate every cell with a seed of its own, regress, update."""
    chosen = [cell for cell in cells() if plain(cell)]
    seeds = [1000 * seed + k for k in range(len(chosen))]
    found = [simulate(draws, s, population=[cell]) for s, cell in zip(seeds, chosen)]
    e = Episodes(tuple(chosen), {n: np.concatenate([part[n] for part in found]) for n in found[0].values})
    read = [STATISTICS[f.statistic](e, weights(e, f.population)) for f in facts]
    y = np.stack([influence.reshape(len(chosen), -1, 2).sum(axis=2) for _, influence in read], axis=2)
    x = np.stack([sampled(rows, draws, s) for s in seeds])
    print(f"\nSeen in round {seed}: " + ", ".join(f"{f.name} {v:.3g}" for f, (v, _) in zip(facts, read)))
    response = respond(np.array([v for v, _ in read]), x, y)
    observed = np.array([f.observed for f in facts], float)
    variance = np.array([((f.upper - f.lower) / NORMAL_95) ** 2 for f in facts])  # type: ignore[operator]
    return update(response, observed, variance)


def show(rows: list[parameters.Parameter], facts: list[Fact], found: Posterior) -> None:
    """What a round found, in Markdown."""
    print("Expected: " + ", ".join(f"{f.name} {v:.3g}" for f, v in zip(facts, found.expected)))
    print("\n| parameter | before | after | score | spread left |\n|---|---|---|---|---|")
    for p, m, s in zip(rows, found.mean, found.spread):
        print(f"| {p.name} | {p.default:g} | {value_at(p, m):.3g} | {m:+.2f} | {s:.2f} |", flush=True)


def main() -> None:
    """Round by round, then write."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--draws", type=int, default=200)
    asked.add_argument("--rounds", type=int, default=2)
    given = asked.parse_args()
    before = {p.name: p for p in parameters.table(fitted=False)}
    rows, facts = [before[name] for name in FITTED], [f for f in read_facts() if f.use == "fit"]
    centre, shrink = np.zeros(len(rows)), np.ones(len(rows))
    for k in range(given.rounds):
        write(rows, centre, WIDE * np.ones(len(rows)))
        answer = one_round(rows, facts, given.draws, 1 + k)
        centre, shrink = answer.mean, answer.spread
        show(rows, facts, answer)
    write(rows, centre, shrink)


if __name__ == "__main__":
    main()
