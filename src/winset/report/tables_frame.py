"""The look of every terminal table: no box, heading above, remark below."""

from __future__ import annotations

from rich.markup import escape
from rich.table import Table


def blank_table(title: str, caption: str, *columns: str) -> Table:
    """An empty table with a heading, a remark and right-aligned columns after the first."""
    table = Table(
        title=escape(title),
        caption=escape(caption),
        title_justify="left",
        caption_justify="left",
        box=None,
        title_style="bold",
        caption_style="dim",
        pad_edge=False,
        padding=(0, 2, 0, 0),
    )
    table.add_column(columns[0], overflow="fold")
    for name in columns[1:]:
        table.add_column(name, justify="right")
    return table
