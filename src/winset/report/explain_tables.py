"""Attributions and payoff ledgers as tables for the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from rich.markup import escape

from winset.questions.payoff_ledger import LINE, SEAT, WORDS, Terms
from winset.report.tables_frame import blank_table
from winset.report.wording import date_text, signed

if TYPE_CHECKING:
    from rich.table import Table

    from winset.questions.attribution import Attribution
    from winset.questions.named_outcomes import Outcome
    from winset.questions.replay import Replay

COLUMNS = 7
"""Dates that a ledger shows side by side."""
LABEL, DATE = 30, 10
"""Characters for the name of a term and for a date with its gap."""

UNITS = {
    "probability": "of probability",
    "position, 0 to 1": "of the scale from 0 to 1",
    "base trend = 1": "of the base trend",
    "base = 1": "of the base level",
    "share": "of the whole",
    "share of GDP": "of GDP",
    "share of GDP, per year": "of GDP a year",
    "share of adults": "of adults",
    "log deviation": "of a log",
    "log points": "of a log (about per cent)",
    "log income": "of log income (about per cent)",
    "log change against the same posts without pressure": "of log income (about per cent)",
}  # unit of an outcome: what the hundredths are of
_ERRORS = "± standard error over draws, paired by their parameters"


def units(outcomes: Sequence[Outcome]) -> str:
    """What the hundredths of each column are of: In hundredths: settled, leader_exit of probability; ..."""
    columns: dict[str, list[str]] = {}
    for outcome in outcomes:
        columns.setdefault(UNITS[outcome.kind.unit], []).append(outcome.word)
    parts = [f"{', '.join(words)} {of}" for of, words in columns.items()]
    return f"In hundredths: {'; '.join(parts)}."


def overview(found: Attribution, difference: str) -> Table:
    """Shares of every partner in every outcome."""
    remark = f"Shares of the difference {difference}. {units(found.outcomes)} {_ERRORS}{_sampling(found)}.\n"
    remark += "A share splits what partners bring about together evenly (Shapley); shares and the rest add up to the "
    remark += "whole. winset explain --outcome NAME gives one outcome in full."
    heads = (o.word.replace("_", "\n") for o in found.outcomes)
    table = blank_table("What brings it about", remark, "group", *heads)
    table.padding, table.columns[0].min_width = (0, 1, 0, 0), 18
    for i, name in enumerate(found.partners):
        cells = [_cell(found.shares[i, j], found.errors[i, j]) for j in range(len(found.outcomes))]
        table.add_row(escape(name.replace("_", " and ")), *cells)
    for label, mean, error in (("none of them", found.none, found.none_errors),
                               ("whole difference", found.whole, found.whole_errors)):  # fmt: skip
        table.add_row(label, *(_cell(m, e) for m, e in zip(mean, error, strict=True)), style="bold")
    return table


def detail(found: Attribution, j: int, difference: str) -> Table:
    """One outcome: every partner alone, switched off, its share and what part of the difference that is."""
    outcome = found.outcomes[j]
    remark = f"{outcome.label} ({outcome.kind.unit}): the difference {difference}. "
    remark += f"In hundredths {UNITS[outcome.kind.unit]}. {_ERRORS}{_sampling(found)}.\n"
    remark += "alone: with this group and no other. if off: what goes missing when it alone is off. share: evenly "
    remark += "split (Shapley). of all: the share as part of what all partners bring about together."
    table = blank_table(f"What brings about: {outcome.word}", remark, "group", "alone", "if off", "share", "of all")
    for i in np.argsort(-np.abs(found.shares[:, j]), kind="stable"):
        table.add_row(
            escape(found.partners[i].replace("_", " and ")),
            _cell(found.alone[i, j], found.alone_errors[i, j]),
            _cell(found.switched_off[i, j], found.switched_off_errors[i, j]),
            _cell(found.shares[i, j], found.errors[i, j]),
            _part(found, int(i), j),
        )
    table.add_row("none of them", "", "", _cell(found.none[j], found.none_errors[j]), "", style="bold")
    table.add_row("whole difference", "", "", _cell(found.whole[j], found.whole_errors[j]), "", style="bold")
    return table


def is_told(found: Attribution, j: int) -> bool:
    """True when the difference that partners make exceeds two standard errors, so that parts of it mean something."""
    made, error = found.whole[j] - found.none[j], np.hypot(found.whole_errors[j], found.none_errors[j])
    return bool(abs(made) > 2.0 * error)


def _part(found: Attribution, i: int, j: int) -> str:
    if not is_told(found, j):
        return "–"
    return f"{_sign(found.fractions[i, j])} ±{100 * found.fraction_errors[i, j]:.0f} %"


def _sign(fraction: float) -> str:
    return signed(100 * fraction, 0).removeprefix("+")


def _cell(mean: float, error: float) -> str:
    return signed(100 * mean) + ("" if np.isnan(error) else f" ±{100 * error:.1f}")


def _sampling(found: Attribution) -> str:
    if not found.orders:
        return f"; all {2 ** len(found.partners)} sets of partners were run"
    return f" and over {found.orders} sampled orders of the {len(found.partners)} partners"


def ledger_dates(path: Replay, width: int = 120) -> list[int]:
    """Months that a ledger shows: each January and the last, thinned to COLUMNS and to what a terminal holds."""
    most = min(COLUMNS, max(2, (width - LABEL) // DATE))
    first = [i for i, d in enumerate(path.dates) if str(d).endswith("-01")]
    shown = sorted({*first, len(path.dates) - 1}) or [len(path.dates) - 1]
    keep = np.unique(np.linspace(0, len(shown) - 1, min(most, len(shown))).round().astype(int))
    return [shown[k] for k in keep]


def ledger_table(
    path: Replay, rows: list[Terms], title: str, remark: str, against: list[Terms] | None = None, width: int = 120
) -> Table:
    """Terms of a faction's payoff by date; with `against`, less those of the same draw without sanctions."""
    dates = ledger_dates(path, width)
    table = blank_table(title, remark, "log income, hundredths", *(date_text(path.dates[t]) for t in dates))

    def add(label: str, name: str, style: str = "") -> None:
        values = [rows[t][name] - (against[t][name] if against else 0.0) for t in dates]
        table.add_row(label, *(signed(100 * v) for v in values), style=style)

    for name in LINE:
        add(WORDS[name], name)
    add("= worth of the policy in force", "line", "bold")
    for name in SEAT:
        add(WORDS[name], name)
    add("= worth with its seat", "value", "bold")
    if against is None:
        table.add_row("in the ruling coalition", *("yes" if rows[t]["member"] > 0.5 else "no" for t in dates))
    return table
