"""The verdicts on the stylised facts for the terminal: a table for each use, then what the names stand for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.markup import escape

from winset.questions.facts import Verdict
from winset.report.facts import band_text, number_text, readings, verdict_line
from winset.report.tables_frame import blank_table, print_meanings, print_sentence, print_table

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

SHORT = ("fact", "band", "fitted", "posterior", "prior")
PARTS = {
    "test": ("Tests", "They count."),
    "fit": ("Used to choose parameters", "They do not count."),
    "implied": ("Implied", "Their sign follows from an equation, so they do not count."),
    "report": ("Reported", "Disputed among scholars, or without a band: outputs, not tests."),
}  # use: heading, remark
CAPTION = (
    "fitted: all parameters at the centre of their distributions; posterior: drawn from these; prior: drawn as they "
    "stood before the fit; x: outside the band. A fact that holds over the prior as well is not earned by the fit. "
    "Sources, 80 % ranges and p-values: --csv or --json."
)
_MARK = {True: "", False: " x", None: ""}


def short_rows(verdicts: Sequence[Verdict]) -> list[tuple[str, ...]]:
    """One row a fact, as SHORT: its name and band, then the value in each reading, marked where it is outside."""
    return [
        (v.fact.name, _minus(band_text(v.fact)), *(_value(r.value) + _MARK[r.inside] for r in readings(v)))
        for v in verdicts
    ]


def _value(value: float) -> str:
    return _minus(number_text(value))


def _minus(text: str) -> str:
    return text.replace("-", "−")


def part_table(use: str, verdicts: Sequence[Verdict]) -> Table:
    """The facts of one use."""
    heading, remark = PARTS[use]
    table = blank_table(heading, remark, *SHORT)
    for column in table.columns:
        column.no_wrap = True  # a name that is cut cannot be looked up
    for k in range(1, 5):
        table.columns[k].justify = "left"
    for row in short_rows(verdicts):
        table.add_row(*map(escape, row))
    return table


def print_facts(verdicts: Sequence[Verdict], console: Console) -> None:
    """Print the score, the tables by use, and each fact in words with its unit."""
    console.print("[bold]Stylised facts[/bold]")
    print_sentence(verdict_line(verdicts), console)
    for use in PARTS:
        chosen = [v for v in verdicts if v.fact.use == use]
        if chosen:
            console.print()
            print_table(part_table(use, chosen), console)
    console.print()
    print_sentence(CAPTION, console, "dim")
    console.print()
    meanings = {v.fact.name: f"{v.fact.fact} ({v.fact.unit})" for v in verdicts}
    print_meanings(meanings, console, meanings, "What the names stand for")
