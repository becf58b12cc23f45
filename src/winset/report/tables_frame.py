"""The look of every terminal table: no box, heading above, remark and meanings of its words below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.markup import escape
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from rich.console import Console

WIDEST = 100
"""Remarks are broken at this width, however wide the terminal."""


def blank_table(title: str, caption: str, *columns: str) -> Table:
    """An empty table with a heading, a remark and right-aligned columns after the first."""
    table = Table(
        title=escape(title),
        caption=caption,
        title_justify="left",
        box=None,
        title_style="bold",
        pad_edge=False,
        padding=(0, 2, 0, 0),
    )
    table.add_column(columns[0], overflow="fold")
    for name in columns[1:]:
        table.add_column(name, justify="right")
    return table


def print_table(table: Table, console: Console) -> None:
    """The table, and under it its remark at the console's own width."""
    remark, table.caption = str(table.caption or ""), None
    console.print(table)
    width = min(console.width, WIDEST)
    for line in remark.splitlines():
        console.print(Text(line, style="dim"), width=width)
