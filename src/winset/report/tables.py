"""The answer as tables for the terminal; plain NumPy, no xarray, readable at 80 columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from rich.markup import escape
from rich.table import Table

from winset.questions.arrays import probability
from winset.questions.outcomes import year_ends
from winset.report.material import Material, read_run
from winset.report.tables_economy import burden_table, concession_table, history_table, variance_table
from winset.report.tables_frame import blank_table
from winset.report.wording import date_text, percent, with_error

if TYPE_CHECKING:
    from rich.console import Console


def print_answer(run: Any, console: Console) -> None:
    """Print the answer to a run: what ends how, who rules, who pays, how it compares with history."""
    material = read_run(run)
    case, meta = material.case, material.meta
    console.print(f"[bold]{escape(case.title)}[/bold]")
    span = f"{date_text(material.month[0])} to {date_text(material.month[-1])}"
    off = ", ".join(meta.get("off") or []) or "none"
    console.print(f"{span}; {material.draws:,} draws, seed {meta.get('seed', '?')}; mechanisms off: {off}")
    for build in (
        outcome_table,
        exit_table,
        coalition_table,
        burden_table,
        concession_table,
        history_table,
        variance_table,
    ):
        table = build(material)
        if table is not None:
            console.print()
            console.print(table)


def outcome_table(material: Material) -> Table:
    """Cumulative probability of each outcome by the end of each year, with and without sanctions."""
    caption = (
        "Per cent of draws by year's end, ± Monte Carlo error (draws that share parameters clustered). "
        "'none': the same draws without sanctions, where nothing is left to settle. A scripted sender does not "
        "give up (–)."
    )
    table = blank_table(
        "How it ends",
        caption,
        "by\nend of",
        "interim\ndeal",
        "settle-\nment",
        "comp-\nliance",
        "sender\ngives up",
        "un-\nsettled",
        "bloc\nshifts",
        "\nnone",
        "leader\nout",
        "\nnone",
    )
    table.padding = (0, 1, 0, 0)
    names = ("interim_deal", "settlement", "compliance", "sender_capitulation", "unsettled")
    scripted = material.case.section("package").get("mode", "scripted") == "scripted"
    years, ends = year_ends(material.month)
    for year, t in zip(years, ends, strict=True):
        row = [_cell(material.outcomes, name, int(t)) for name in names]
        if scripted:
            row[names.index("sender_capitulation")] = "–"
        for name in ("coalition_shift", "leader_exit"):
            row += [_cell(material.outcomes, name, int(t)), _cell(material.rest_outcomes, name, int(t))]
        table.add_row(str(year), *row)
    return table


def _cell(outcomes: dict[str, np.ndarray] | None, name: str, t: int) -> str:
    if outcomes is None:
        return "–"
    share, error = probability(outcomes[name][:, t])
    return with_error(float(share), float(error))


def exit_table(material: Material) -> Table:
    """How the leader goes, by the horizon, and the paired difference that sanctions make."""
    table = blank_table(
        f"Leader exit by {date_text(material.month[-1])}",
        "Per cent of draws; difference draw by draw on the same parameters and shocks.",
        "kind",
        "with sanctions",
        "without",
        "difference",
    )
    for kind in ("regular", "insider", "coup", "uprising", "foreign"):
        name = f"leader_exit.{kind}"
        values = material.outcomes[name][:, -1]
        if material.rest_outcomes is None:
            table.add_row(kind, _cell(material.outcomes, name, -1), "–", "–")
            continue
        without = material.rest_outcomes[name][:, -1]
        if values.any() or without.any():
            share, error = probability(values.astype(float) - without)
            table.add_row(
                kind,
                _cell(material.outcomes, name, -1),
                _cell(material.rest_outcomes, name, -1),
                f"{100 * share:+.1f} ±{100 * error:.1f}".replace("-", "−"),
            )
    if not table.row_count:
        table.add_row("any", percent(0.0, material.draws), "", "")
    return table


def coalition_table(material: Material) -> Table:
    """Membership of the ruling coalition now, after one and three years and at the horizon."""
    table = blank_table(
        "Who rules",
        "Per cent of draws in which the faction sits in the ruling coalition (◆ leader's own).",
        "faction",
        "now",
        "1 year",
        "3 years",
        "end",
        "end, no sanctions",
    )
    dates = [0, material.after(12), material.after(36), material.months - 1]
    members = material.paths["coalition"]
    for i, faction in enumerate(material.case.factions):
        cells = [with_error(*map(float, probability(members[:, t, i] > 0.5))) for t in dates]
        without = "–"
        if material.rest is not None:
            without = with_error(*map(float, probability(material.rest["coalition"][:, -1, i] > 0.5)))
        table.add_row(escape(faction.label) + (" ◆" if faction.leader else ""), *cells, without)
    return table
