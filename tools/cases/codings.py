"""A second coding of powers, positions and outcomes of the packaged cases, and how far it agrees with the files.

The first coding is in the case files: a judgement of each group's weight and wish as a whole. The second stands in
docs/explanation/codings.csv and follows two rules instead, the same for all cases:

    power   = points / sum of points, at least half a point; 0 to 4 points each for command of force, control of public
              revenue and foreign exchange, appointments, and a formal vote or veto on the disputed issue
    ideal   = .1, .35, .65 or .95 for a group that before onset refused the demand (0), set terms (1),
              spoke for meeting it (2) or raised it itself (3), by its public statements

Outcomes (codings-outcomes.csv): compliance by what the target did on each element of the last demand; cohesion by who
of the opening coalition was dismissed, arrested or left. Both codings are by the same authors: they show how much
hangs on the criterion, not what other judges would say.

    python -m tools.cases.codings          prints the agreement
    python -m tools.cases.codings --run    runs every case with both codings
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path
from typing import Any

import numpy as np

import winset
from winset.questions.coalition_shift import shifted
from winset.questions.outcomes import outcome_indicators

ROOT = Path(__file__).parents[2]
TABLE = ROOT / "docs" / "explanation" / "codings.csv"
OUTCOMES = ROOT / "docs" / "explanation" / "codings-outcomes.csv"
CRITERIA = ("force", "revenue", "appointments", "formal")
STANCE = (0.1, 0.35, 0.65, 0.95)
LEAST = 0.5
DRAWS = 400


def rows(path: Path) -> list[dict[str, str]]:
    """A small table as mappings."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def second(case: str) -> dict[str, tuple[float, float]]:
    """Power and ideal concession by faction under the second coding."""
    found = [row for row in rows(TABLE) if row["case"] == case]
    points = {row["faction"]: max(LEAST, sum(float(row[c]) for c in CRITERIA)) for row in found}
    total = sum(points.values())
    return {row["faction"]: (points[row["faction"]] / total, STANCE[int(row["stance"])]) for row in found}


def first(case: str) -> dict[str, tuple[float, float]]:
    """Power and ideal concession by faction in the case file."""
    return {f.name: (float(f.power), float(f.ideal.concession)) for f in winset.load(case).factions}


def recoded(case: str) -> Any:
    """The scenario with the second coding's powers and positions, spreads kept."""
    scenario, given, factions = winset.load(case), second(case), []
    for faction in scenario.factions:
        power, ideal = given[faction.name]
        concession = faction.ideal.concession.model_copy(update={"value": ideal})
        changed = {
            "power": faction.power.model_copy(update={"value": power}),
            "ideal": faction.ideal.model_copy(update={"concession": concession}),
        }
        factions.append(faction.model_copy(update=changed))
    return scenario.model_copy(update={"factions": factions})


def rank(values: np.ndarray) -> np.ndarray:
    """Ranks from 0, ties at their mean."""
    below = (values[:, None] > values[None, :]).sum(axis=1)
    return below + ((values[:, None] == values[None, :]).sum(axis=1) - 1) / 2


def agreement(case: str) -> list[float]:
    """Of powers and of positions: mean absolute difference and rank correlation."""
    a, b = first(case), second(case)
    out = []
    for k in (0, 1):
        x, y = (np.array([coding[name][k] for name in a]) for coding in (a, b))
        out += [float(np.abs(x - y).mean()), float(np.corrcoef(rank(x), rank(y))[0, 1])]
    return out


def cases() -> list[str]:
    """Cases that have a second coding, in the order of the table."""
    return list(dict.fromkeys(row["case"] for row in rows(TABLE)))


def table() -> list[str]:
    """The agreement as rows of a Markdown table."""
    outcomes = {row["case"]: row for row in rows(OUTCOMES)}
    lines = []
    for case in cases():
        figures = " | ".join(f"{value:.2f}" for value in agreement(case))
        was, then = winset.load(case).history.outcome, outcomes[case]
        assert was is not None
        codes = f"{was.compliance}, {was.cohesion:+d} | {then['compliance']}, {int(then['cohesion']):+d}"
        lines.append(f"| {case} | {figures} | {codes} |")
    return lines


def shares(scenario: Any) -> list[str]:
    """At the end of a run, with and without sanctions: per cent of draws by outcome; medians of output and concession.

    The last bargain's concession and the lowest yearly mean of output stand for the paths.
    """
    run = winset.run(scenario, DRAWS, 1)
    month = run.coords["month"]
    ideal = np.array([float(f.ideal.concession) for f in scenario.factions])
    found = []
    for arrays in (run.arrays, run.rest_arrays):
        ends = {name: values[:, -1].mean() for name, values in outcome_indicators(arrays, month).items()}
        bloc = shifted(arrays["coalition"], arrays["power"][:, 0], ideal)[:, -1].mean()
        found.append((ends["settlement"] + ends["compliance"], ends["interim_deal"], bloc, ends["leader_exit"]))
    output = run.arrays["output"]
    lowest = np.median([row.reshape(-1, 12).mean(axis=1).min() for row in output])
    concession = np.median(run.arrays["concession"][:, -1])
    settled, interim, bloc, left = ([f"{100 * one:.0f}" for one in pair] for pair in zip(*found))
    return [
        f"{100 * (lowest - 1):.0f}", f"{concession:.2f}", interim[0], settled[0],
        f"{bloc[0]} ({bloc[1]})", f"{left[0]} ({left[1]})",
    ]  # fmt: skip


def skill(settled: dict[str, float], shuffles: int = 1_000_000) -> list[str]:
    """How settled shares by case go with coded compliance, and how well they predict endings.

    Nothing is fitted, so no case is left out of anything but the base rate, which for each case is that of the other
    countries. Shares of draws are drawn half a draw towards a half, so that none is certain. The p-value is of the rank
    correlation, one-sided, from random permutations.
    """
    names = list(settled)
    outcomes = {case: winset.load(case).history.outcome for case in names}
    x = rank(np.array([settled[case] for case in names]))
    y = rank(np.array([float(outcomes[case].compliance) for case in names]))  # type: ignore[union-attr]
    found = float(np.corrcoef(x, y)[0, 1])
    source, beaten = np.random.default_rng(1), 0
    for _ in range(shuffles // 10_000):
        shuffled = source.permuted(np.tile(y, (10_000, 1)), axis=1)
        beaten += int(((shuffled - y.mean()) @ (x - x.mean()) >= (y - y.mean()) @ (x - x.mean()) - 1e-9).sum())
    truth = {case: outcomes[case].ending in ("settlement", "compliance") for case in names}  # type: ignore[union-attr]
    model, base = 0.0, 0.0
    for case in names:
        others = [truth[c] for c in names if c.split("/")[0] != case.split("/")[0]]
        for share, kind in ((settled[case] * DRAWS, "model"), (float(np.mean(others)) * DRAWS, "base")):
            p = (share + 0.5) / (DRAWS + 1.0)
            score = float(np.log(p if truth[case] else 1.0 - p)) / len(names)
            model, base = model + score * (kind == "model"), base + score * (kind == "base")
    return [
        f"rank correlation of settled shares with compliance: {found:.2f}, p = {beaten / shuffles:.3f}",
        f"mean log score of the ending: {model:.2f}, of the base rate of the other countries: {base:.2f}",
    ]


def main(arguments: list[str]) -> None:
    """Command line."""
    for line in table():
        print(line)
    if "--run" not in arguments:
        return
    settled: dict[str, dict[str, float]] = {"first": {}, "second": {}}
    for case in cases():
        for coding, scenario in (("first", winset.load(case)), ("second", recoded(case))):
            cells = shares(scenario)
            settled[coding][case] = float(cells[3]) / 100
            print(f"| {case} | {coding} | " + " | ".join(cells) + " |")
    for coding, found in settled.items():
        for line in skill(found):
            print(f"{coding}: {line}")


if __name__ == "__main__":
    main(sys.argv[1:])
