"""Read the model's sense: both cases, switch-offs, halved and doubled parameters, closed exits, known pressure.

    python -m tools.sense [--draws 400] > tables.md

Prints Markdown tables. docs/explanation/sense.md quotes them and says what they mean.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any

import numpy as np

import winset
from winset.ensemble.run import Run
from winset.parameters import table
from winset.simulate.schedule import MECHANISMS

CASES = ("iran/2012", "russia/2022")
KEYS = (
    "payoff.ideology", "payoff.cushion", "payoff.defiance", "prospects.width", "prospects.rate_final",
    "coalition.inertia", "coalition.ties", "coalition.resistance", "stance.precision", "bargain.deadlock",
    "fiscal.patronage", "network.sigma", "evasion.premium", "pressure_points.gain", "blame.cost",
)  # fmt: skip
Row = tuple[str, ...]


def share(values: np.ndarray) -> str:
    """Per cent of draws."""
    return f"{100 * float(np.mean(values)):.0f}"


def facts(run: Run) -> dict[str, str]:
    """What a specialist would look at first."""
    a, rest = run.arrays, run.rest_arrays
    months = a["output"].shape[1]
    worst = int(np.median(a["output"], axis=0).argmin())
    dealt = (a["end_state"] == 1) | (a["end_state"] == 2)
    half = a["end_month"] < months * 0.75
    return {
        "output, worst month": f"{np.median(a['output'][:, worst]):.3f}",
        "concession, end": f"{np.median(a['concession'][:, -1]):.2f}",
        "interim deal": share(a["interim_month"] >= 0),
        "settled": share(dealt),
        "settled in the first 3/4": share(dealt & half),
        "bloc shift": share(a["shift_month"] >= 0),
        "shift, no sanctions": share(rest["shift_month"] >= 0),
        "cohesion, end": f"{np.mean(a['cohesion'][:, -1]):.2f}",
        "exit": share(a["exit_kind"] > 0),
        "exit, no sanctions": share(rest["exit_kind"] > 0),
    }


def show(title: str, rows: list[tuple[str, dict[str, str]]]) -> None:
    """One Markdown table."""
    names = list(rows[0][1])
    print(f"\n### {title}\n\n| | {' | '.join(names)} |\n|---|{'---|' * len(names)}")
    for label, values in rows:
        print(f"| {label} | {' | '.join(values[name] for name in names)} |")


def incomes(run: Run) -> list[tuple[str, dict[str, str]]]:
    """Median log income by faction at the turn of each year, and who moves first."""
    rows = []
    every = range(11, run.arrays["output"].shape[1], 12)
    for i, faction in enumerate(run.coords["faction"]):
        path = np.median(run.arrays["income"][:, :, i], axis=0)
        rows.append((faction, {str(run.coords["month"][t]): f"{path[t]:+.2f}" for t in every}))
    return rows


def offs(case: str, draws: int) -> list[tuple[str, dict[str, str]]]:
    """The base and every mechanism switched off by itself, on the same draws."""
    rows = [("base", facts(winset.run(case, draws=draws)))]
    for name in MECHANISMS:
        rows.append((f"{name} off", facts(winset.run(case, draws=draws, off=name))))
    return rows


def halves(case: str, draws: int) -> list[tuple[str, dict[str, str]]]:
    """Key parameters at half and at double their default."""
    known = {p.name: p for p in table()}
    rows = []
    for name in (key for key in KEYS if key in known):
        p = known[name]
        for factor, label in ((0.5, "1/2"), (2.0, "2")):
            value = min(p.upper, max(p.lower, p.default * factor))
            run = winset.run(case, draws=draws, parameters={name: value})
            rows.append((f"{name} x {label}", facts(run)))
    return rows


def variants(case: str, draws: int) -> list[tuple[str, dict[str, str]]]:
    """Solution concepts, the strategic sender, pressure, and closed or open exits."""
    closed = [f"factions[{f.name}].movable_wealth=0.0" for f in winset.load(case).factions]
    mobile = [f"factions[{f.name}].movable_wealth=0.9" for f in winset.load(case).factions]
    made: list[tuple[str, Callable[[], Any]]] = [
        ("base", lambda: winset.run(case, draws=draws)),
        ("no anchor", lambda: winset.run(case, draws=draws, parameters={"coalition.anchor": 0.0})),
        ("logit coalition", lambda: winset.run(case, draws=draws, coalition="logit")),
        ("formateur", lambda: winset.run(case, draws=draws, coalition="formateur")),
        ("strategic sender", lambda: winset.run(winset.load(case, ["package.mode=strategic"]), draws=draws)),
        ("strategic, pressure known", lambda: winset.run(
            winset.load(case, ["package.mode=strategic"]), draws=draws, off="pressure_points")),
        ("no wealth can leave", lambda: winset.run(winset.load(case, closed), draws=draws)),
        ("nearly all wealth can leave", lambda: winset.run(winset.load(case, mobile), draws=draws)),
    ]  # fmt: skip
    made += [(f"pressure x {k}", lambda k=k: winset.run(case, draws=draws, pressure=k)) for k in (0.5, 0.75, 1.25)]
    return [(label, facts(make())) for label, make in made]


def main() -> None:
    """Print all tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--draws", type=int, default=400)
    parser.add_argument("--only", choices=("incomes", "offs", "halves", "variants"))
    args = parser.parse_args()
    for case in CASES:
        if args.only in (None, "incomes"):
            show(f"{case}: log income by faction, December", incomes(winset.run(case, draws=args.draws)))
        if args.only in (None, "offs"):
            show(f"{case}: one mechanism off", offs(case, args.draws))
        if args.only in (None, "variants"):
            show(f"{case}: variants", variants(case, args.draws))
        if args.only in (None, "halves"):
            show(f"{case}: parameters at half and double", halves(case, args.draws))


if __name__ == "__main__":
    main()
