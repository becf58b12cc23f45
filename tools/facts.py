"""Print the tables of docs/explanation/facts.md and draw its two figures.

    python -m tools.facts [--draws 200] [--maps 240] [--only table|maps] > tables.md

The maps take a sample of parameters for each pair of draws, from priors three times as wide as stated.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from winset.questions.facts import check, defaults, read_facts, simulate
from winset.questions.facts.maps import by_case, samples, sign_map
from winset.questions.facts.population import PACKAGES
from winset.questions.facts.statistics import STATISTICS
from winset.report import maps as report
from winset.report.facts import COLUMNS, facts_plot, rows, verdict_line

IMAGES = Path(__file__).resolve().parents[1] / "docs" / "images"
WIDTH = 3.0


def table(columns: Sequence[str], lines: Sequence[Sequence[str]]) -> None:
    """One Markdown table."""
    print(f"\n| {' | '.join(columns)} |\n|{'---|' * len(columns)}")
    for line in lines:
        print(f"| {' | '.join(line)} |")


def verdicts_of(draws: int) -> None:
    """The table of facts and its figure."""
    ways = ((defaults(), True), (None, True), (None, False))
    verdicts = check(read_facts(), *(simulate(draws, 1, pins=pins, fitted=fitted) for pins, fitted in ways))
    table(COLUMNS, rows(verdicts))
    print(f"\n{verdict_line(verdicts)}", flush=True)
    facts_plot(verdicts).savefig(IMAGES / "facts.png", dpi=110)


def maps_of(draws: int) -> None:
    """The maps of disputed facts, their figure, and the adaptive basin by case."""
    found = simulate(draws, 1, spread=WIDTH, fitted=False)
    names, values = samples(1, draws, WIDTH)
    disputed = [fact for fact in read_facts() if fact.use == "report"]
    charts = [
        sign_map(STATISTICS[fact.statistic], replace(found, mix=fact.population), names, values) for fact in disputed
    ]
    for fact, chart in zip(disputed, charts):
        print(f"\n{report.heading(fact, chart)}")
        table(report.columns(chart), report.rows(chart))
    report.maps_plot(disputed, charts).savefig(IMAGES / "maps.png", dpi=110)
    for name, words in (("adaptive", "all"), ("adaptive_alone", "without an agreement")):
        print(f"\nAdaptive reform with a durable bargain, per cent of draws, {words}:")
        table(("", *PACKAGES), report.case_rows(by_case(name, found)))


def main() -> None:
    """Simulate, print, draw."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--draws", type=int, default=200)
    asked.add_argument("--maps", type=int, default=240)
    asked.add_argument("--only", choices=("table", "maps"))
    given = asked.parse_args()
    if given.only != "maps":
        verdicts_of(given.draws)
    if given.only != "table":
        maps_of(given.maps)


if __name__ == "__main__":
    main()
