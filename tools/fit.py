"""Fit parameters to the facts that facts.csv marks `fit`; writes src/winset/fitted.csv.

    python -m tools.fit [--draws 200] [--rounds 2]

Each round simulates the plain cells of the population with every parameter drawn: those that may be fitted around the
mean of the round before and twice as widely as their priors say, the others from theirs. What the rounds found is
printed as Markdown, and what moved is written. Meanwhile the table holds the samples' widths: run nothing
else, and whatever stops the fit brings the old table back.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

import numpy as np

from winset import parameters
from winset.estimation import moments
from winset.estimation.moments import Posterior, correlation, respond, scores, update, value_at
from winset.questions.facts import Episodes, Fact, read_facts, simulate
from winset.questions.facts.population import Cell, cells

CANDIDATES = (
    "sender.growth", "duration.fatigue", "sender.precision", "sender.leverage", "prospects.rate_final",
    "prospects.rate_impose", "payoff.audience", "payoff.defiance", "payoff.disfavour", "acceptance.stigma",
    "legitimacy.depth",
)  # fmt: skip
"""What sender and audience do, for which no measurement was found."""

FILE = Path(parameters.__file__).with_name("fitted.csv")
NORMAL_95, WIDE, IMPOSED = 3.92, 2.0, 376
"""IMPOSED: the cases of which `success` and `gave_up` are shares, so that they vary against each other."""

Influence = tuple[float, np.ndarray]


def plain(cell: Cell) -> bool:
    """Cells that the fitted statistics are read from."""
    return cell.busters == "none" and not cell.open_exits and not cell.veto


def share(top: str, low: str) -> Callable[[Episodes, np.ndarray], Influence]:
    """Of strategic episodes: those with `top` among those with `low`."""

    def influence(e: Episodes, weight: np.ndarray) -> Influence:
        own = e[low] * e.trait(lambda cell: cell.mode == "strategic")
        return moments.share(e[top] * own, own, weight)

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


def observed(facts: list[Fact]) -> tuple[np.ndarray, np.ndarray]:
    """What was observed and its covariance: bands are 95 % ranges, and endings of the same cases exclude each other."""
    seen = np.array([f.observed for f in facts], float)
    covariance = np.diag([((f.upper - f.lower) / NORMAL_95) ** 2 for f in facts])  # type: ignore[operator]
    one, other = ([f.name for f in facts].index(name) for name in ("success", "gave_up"))
    covariance[one, other] = covariance[other, one] = -seen[one] * seen[other] / IMPOSED
    return seen, covariance


def one_round(rows: list[parameters.Parameter], facts: list[Fact], draws: int, at: tuple[int, np.ndarray]) -> Posterior:
    """Simulate every cell with a seed of its own, regress, update; `at` is (number of the round, centre)."""
    number, centre = at
    chosen = [cell for cell in cells() if plain(cell)]
    seeds = [1000 * number + k for k in range(len(chosen))]
    found = [simulate(draws, s, population=[cell]) for s, cell in zip(seeds, chosen)]
    e = Episodes(tuple(chosen), {n: np.concatenate([part[n] for part in found]) for n in found[0].values})
    read = [STATISTICS[f.statistic](e, weights(e, f.population)) for f in facts]
    y = np.stack([influence.reshape(len(chosen), -1, 2).sum(axis=2) for _, influence in read], axis=2)
    x = np.stack([sampled(rows, draws, s) for s in seeds])
    print(f"\nSeen in round {number}: " + ", ".join(f"{f.name} {v:.3g}" for f, (v, _) in zip(facts, read)), flush=True)
    return update(respond(np.array([v for v, _ in read]), x, y, centre), *observed(facts))


def show(rows: list[parameters.Parameter], facts: list[Fact], found: Posterior) -> None:
    """What a round found, in Markdown."""
    print("Expected: " + ", ".join(f"{f.name} {v:.3g}" for f, v in zip(facts, found.expected)))
    print(f"Distance from the prior, squared: {found.mean @ found.mean:.1f}")
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
    rows, facts = [before[name] for name in CANDIDATES], [f for f in read_facts() if f.use == "fit"]
    centre, old = np.zeros(len(rows)), FILE.read_text()
    try:
        for k in range(given.rounds):
            write(rows, centre, WIDE * np.ones(len(rows)))
            answer = one_round(rows, facts, given.draws, (1 + k, centre))
            centre = answer.mean
            show(rows, facts, answer)
    except BaseException:
        FILE.write_text(old)
        raise
    moved = [k for k, m in enumerate(answer.mean) if m != 0.0]
    write([rows[k] for k in moved], answer.mean[moved], answer.spread[moved])


if __name__ == "__main__":
    main()
