"""An explanation on the terminal: tables of shares, accounts of draws, payoff ledgers."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.text import Text

from winset.questions.attribution import Attribution
from winset.questions.payoff_ledger import Terms
from winset.questions.replay import Replay
from winset.questions.representative import Cluster
from winset.report.explain_account import Event
from winset.report.explain_answer import stands_for
from winset.report.explain_tables import detail, ledger_table, overview
from winset.report.short_answer import rough
from winset.report.tables_frame import print_sentence, print_table


def print_explanation(
    answer: dict[str, Any], found: Attribution, told: list[tuple[Cluster, Replay, list[Event]]], in_full: bool
) -> None:
    """Print shares, of each outcome `in_full` or of all in one table, and the accounts of representative draws."""
    console, difference = Console(), answer["difference"]
    console.print(f"[bold]{escape(answer['title'])}[/bold]")
    console.print(f"{answer['draws']} draws, seed {answer['seed']}; {found.simulations} simulations of each draw",
                  highlight=False)  # fmt: skip
    if rough(answer["draws"]):
        console.print(Text(f"Warning: {rough(answer['draws'])}", style="yellow"))
    full = [detail(found, j, difference) for j in range(len(found.outcomes))] if in_full else []
    for table in full or [overview(found, difference)]:
        console.print()
        print_table(table, console)
    for cluster, path, events in told:
        _print_account(console, path, events, stands_for(cluster))


def print_draw(path: Replay, events: list[Event]) -> None:
    """Print the account of one draw."""
    _print_account(Console(), path, events, "")


def _print_account(console: Console, path: Replay, events: list[Event], remark: str) -> None:
    console.print()
    console.print(f"[bold]Draw {path.draw}[/bold]", highlight=False)
    if remark:
        print_sentence(remark, console, "dim")
    for event in events:
        print_sentence(f"· {event.text}", console)


def print_ledger(path: Replay, label: str, rows: list[Terms], calm: list[Terms]) -> None:
    """Print a faction's payoff by term and date, and its difference from the same draw without sanctions."""
    console = Console()
    remark = "At the policy in force when the month's choices began; 5 is worth about as much as 5 % more income."
    title, width = f"Payoff of {label}, draw {path.draw}", console.width
    print_table(ledger_table(path, rows, title, remark, width=width), console)
    console.print()
    print_table(ledger_table(path, rows, "Less the same draw without sanctions", "", calm, width), console)
