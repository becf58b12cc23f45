"""The answer for the terminal: in words, then as tables, then what the words mean; readable at 80 columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from rich.markup import escape

from winset.questions.arrays import elapsed_months, probability
from winset.questions.outcomes import year_ends
from winset.report.material import Material, read_run
from winset.report.provenance import changes
from winset.report.short_answer import rough, short_answer
from winset.report.tables_economy import (
    burden_table,
    checks_table,
    concession_table,
    history_table,
    variance_table,
)
from winset.report.tables_frame import Explained, blank_table, print_meanings, print_sentence, print_table
from winset.report.tables_regions import regions_table
from winset.report.wording import date_text, difference, with_error

if TYPE_CHECKING:
    from rich.console import Console


def print_answer(run: Any, console: Console) -> None:
    """Print the answer to a run: in short; what ends how, who rules, who pays, against history; what words mean."""
    material = read_run(run)
    _print_head(material, console)
    words: list[str] = []
    for build in (
        outcome_table,
        bloc_table,
        exit_table,
        coalition_table,
        burden_table,
        regions_table,
        concession_table,
        history_table,
        variance_table,
        checks_table,
    ):
        table = build(material)
        if table is not None:
            console.print()
            print_table(table, console)
            words += table.words
    console.print()
    print_meanings(words, console)


def _print_head(material: Material, console: Console) -> None:
    """Title, what was asked, a warning where draws are few, and the answer in a few sentences."""
    case, meta = material.case, material.meta
    console.print(f"[bold]{escape(case.title)}[/bold]")
    span = f"{date_text(material.month[0])} to {date_text(material.month[-1])}"
    length = int(elapsed_months(material.month)[-1]) + 1
    draws = f"{material.draws:,} draw{'' if material.draws == 1 else 's'}"
    console.print(f"{span} ({length} months); {draws}, seed {meta.get('seed', '?')}", highlight=False)
    file = str(meta.get("slug") or "the file")
    changed = "; ".join(changes(material)) or "nothing"
    console.print(f"Changed against {escape(file)}: {escape(changed)}", highlight=False)
    warning = rough(material.draws)
    if warning:
        print_sentence(f"Warning: {warning}", console, "yellow")
    console.print("\n[bold]In short[/bold]")
    for sentence in short_answer(material):
        print_sentence(sentence, console)


def outcome_table(material: Material) -> Explained:
    """Cumulative probability of each end of the case by the end of each year."""
    strategic = material.case.section("package").get("mode", "scripted") != "scripted"
    names = {"interim_deal": "interim deal", "settlement": "settlement", "compliance": "compliance"}
    names |= {"sender_capitulation": "sender gives up"} if strategic else {}
    early = material.outcomes.get("settled_at_threat")
    names |= {"settled_at_threat": "at threat"} if early is not None and early.any() else {}
    names |= {"unsettled": "unsettled", "reversed": "reversed"}
    remark = "Per cent of draws by year's end ± Monte Carlo error (draws that share parameters clustered). "
    remark += "" if strategic else "The package is scripted, so the sender does not give up. "
    remark += "Settlement, compliance and unsettled add up to 100, up to rounding; interim deals run beside them, and "
    remark += (
        "at threat and reversed are parts of the first two. "
        if early is not None and early.any()
        else ("reversed is a part of the first two. ")
    )
    remark += "Without sanctions there is nothing to settle."
    words = ["draw", "±", "0 (<x), 100 (>x)", *names.values()]
    table = blank_table("How it ends", remark, "by end of", *names.values(), words=words)
    years, ends = year_ends(material.month)
    for year, t in zip(years, ends, strict=True):
        table.add_row(str(year), *(_cell(material.outcomes, name, int(t)) for name in names))
    return table


def bloc_table(material: Material) -> Explained:
    """Shift of the bloc and exit of the leader by the end of each year, with and without sanctions."""
    table = blank_table(
        "Who holds",
        "Per cent of draws by year's end ± Monte Carlo error.",
        "by end of",
        "bloc shifts",
        "no sanctions",
        "leader out",
        "no sanctions",
        words=["bloc shifts", "leader out", "no sanctions"],
    )
    for year, t in zip(*year_ends(material.month), strict=True):
        row = []
        for name in ("coalition_shift", "leader_exit"):
            row += [_cell(material.outcomes, name, int(t)), _cell(material.rest_outcomes, name, int(t))]
        table.add_row(str(year), *row)
    return table


def _cell(outcomes: dict[str, np.ndarray] | None, name: str, t: int) -> str:
    return "–" if outcomes is None else _share(outcomes[name][:, t])


def _share(indicator: np.ndarray) -> str:
    share, error = probability(indicator)
    return with_error(float(share), float(error), len(indicator))


def exit_table(material: Material) -> Explained:
    """How the leader goes, by the horizon, and the paired difference that sanctions make."""
    kinds = [
        kind
        for kind in ("regular", "insider", "coup", "uprising", "foreign")
        if any(o[f"leader_exit.{kind}"][:, -1].any() for o in (material.outcomes, material.rest_outcomes) if o)
    ]
    table = blank_table(
        f"Leader exit by {date_text(material.month[-1])}",
        "Per cent of draws; difference draw by draw on the same parameters and shocks, 0 (<x) where no draw differs.",
        "kind",
        "with sanctions",
        "no sanctions",
        "difference",
        words=kinds,
    )
    for kind in kinds or ["any"]:
        name = f"leader_exit.{kind}" if kinds else "leader_exit"
        cells = [_cell(material.outcomes, name, -1), _cell(material.rest_outcomes, name, -1), "–"]
        if material.rest_outcomes is not None:
            values = material.outcomes[name][:, -1].astype(float)
            cells[2] = difference(values - material.rest_outcomes[name][:, -1])
        table.add_row(kind, *cells)
    return table


def coalition_table(material: Material) -> Explained:
    """Membership of the ruling coalition at the start, after one and three years and at the horizon."""
    table = blank_table(
        "Who rules",
        "Per cent of draws in which the faction sits in the ruling coalition (◆ the leader's own at the start); under "
        "each the same draws without sanctions. 'start' is the scenario's own figure.",
        "faction",
        "start",
        "1 year",
        "3 years",
        "end",
        words=["ruling coalition"],
    )
    dates = [material.after(12), material.after(36), material.months - 1]
    for i, faction in enumerate(material.case.factions):
        name = escape(faction.label) + (" ◆" if faction.leader else "")
        seats = [_share(material.paths["coalition"][:, t, i] > 0.5) for t in dates]
        table.add_row(name, "in" if faction.in_coalition else "out", *seats)
        if material.rest is not None:
            seats = [_share(material.rest["coalition"][:, t, i] > 0.5) for t in dates]
            table.add_row("  no sanctions", "", *seats, style="dim")
    return table
