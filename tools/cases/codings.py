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
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

import winset
from tools.cases import skill
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


def agreement(case: str) -> list[float]:
    """Of powers and of positions: mean absolute difference and rank correlation."""
    a, b = first(case), second(case)
    out = []
    for k in (0, 1):
        x, y = (np.array([coding[name][k] for name in a]) for coding in (a, b))
        out += [float(np.abs(x - y).mean()), float(np.corrcoef(skill.rank(x), skill.rank(y))[0, 1])]
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


@dataclass(frozen=True)
class Answer:
    """What a case comes to: per cent of draws by outcome and medians, as cells of a table, and what is scored."""

    cells: tuple[str, ...]
    settled: float
    concession: float
    cohesion: float


def shares(scenario: Any) -> Answer:
    """A run at its end, with and without sanctions.

    The lowest yearly mean of output stands for its path. Cohesion is the mean over months with measures, less that of
    the same draws without sanctions.
    """
    run, calm = winset.run(scenario, DRAWS, 1), winset.run(scenario, DRAWS, 1, pressure=0.0)
    month = run.coords["month"]
    ideal = np.array([float(f.ideal.concession) for f in scenario.factions])
    found = []
    for arrays in (run.arrays, run.rest_arrays):
        ends = {name: values[:, -1].mean() for name, values in outcome_indicators(arrays, month).items()}
        bloc = shifted(arrays["coalition"], arrays["power"][:, 0], ideal)[:, -1].mean()
        found.append((ends["settlement"] + ends["compliance"], ends["interim_deal"], bloc, ends["leader_exit"]))
    output, pressed = run.arrays["output"], run.arrays["pressure"] > 0
    lowest = np.median([row.reshape(-1, 12).mean(axis=1).min() for row in output])
    last = np.median(run.arrays["concession"][:, -1])
    settled, interim, bloc, left = ([f"{100 * one:.0f}" for one in pair] for pair in zip(*found))
    gap = run.arrays["cohesion"] - calm.arrays["cohesion"]
    cells = (f"{100 * (lowest - 1):.0f}", f"{last:.2f}", interim[0], settled[0], f"{bloc[0]} ({bloc[1]})",
             f"{left[0]} ({left[1]})")  # fmt: skip
    return Answer(cells, float(found[0][0]), float(run.arrays["concession"][:, -1].mean()), float(gap[pressed].mean()))


def scored(answers: dict[str, Answer], outcomes: dict[str, dict[str, Any]]) -> list[str]:
    """The three scores (skill.py) in words."""
    codes = {case: {k: int(outcomes[case][k]) for k in ("compliance", "cohesion")} for case in answers}
    compliance, cohesion = ({case: c[k] for case, c in codes.items()} for k in ("compliance", "cohesion"))
    lines = []
    for name in ("concession", "settled"):
        r, p = skill.correlation({case: getattr(a, name) for case, a in answers.items()}, compliance)
        lines.append(f"rank correlation of {name} with compliance: {r:.2f}, exact one-sided p = {p:.3f}")
    model, guess, signed = skill.cohesion_hits({case: a.cohesion for case, a in answers.items()}, cohesion)
    lines.append(f"sign of cohesion: {model} of {signed} right, {guess:g} by the majority of the other countries")
    ending = {case: str(outcomes[case]["ending"]) for case in answers}
    mean, base = skill.log_scores({case: a.settled for case, a in answers.items()}, ending, DRAWS)
    return [*lines, f"mean log score of the ending: {mean:.2f}, of the base rate of the other countries: {base:.2f}"]


def main(arguments: list[str]) -> None:
    """Command line."""
    for line in table():
        print(line)
    if "--run" not in arguments:
        return
    loaded = {case: winset.load(case).history.outcome for case in cases()}
    coded = {"first": {case: vars(o) for case, o in loaded.items()}, "second": {r["case"]: r for r in rows(OUTCOMES)}}
    answers: dict[str, dict[str, Answer]] = {"first": {}, "second": {}}
    for case in cases():
        for coding, scenario in (("first", winset.load(case)), ("second", recoded(case))):
            answers[coding][case] = shares(scenario)
            print(f"| {case} | {coding} | " + " | ".join(answers[coding][case].cells) + " |", flush=True)
    for coding, found in answers.items():
        for line in scored(found, coded[coding]):
            print(f"{coding}: {line}")


if __name__ == "__main__":
    main(sys.argv[1:])
