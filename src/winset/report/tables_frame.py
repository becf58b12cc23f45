"""The look of every terminal table: no box, heading above, remark below; what its words mean stands after the last."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from rich.markup import escape
from rich.table import Table
from rich.text import Text

from winset.report.meanings import MEANINGS
from winset.report.wording import unbroken

if TYPE_CHECKING:
    from rich.console import Console

WIDEST = 100
"""Remarks are broken at this width, however wide the terminal."""


class Explained(Table):
    """A table that names the words it uses, which are explained once for all tables."""

    words: Sequence[str] = ()


def blank_table(title: str, remark: str, *columns: str, words: Sequence[str] = ()) -> Explained:
    """An empty table with a heading, a remark, right-aligned columns after the first, and words to explain."""
    table = Explained(
        title=escape(title),
        caption=remark,
        title_justify="left",
        box=None,
        title_style="bold",
        pad_edge=False,
        padding=(0, 2, 0, 0),
    )
    table.words = words
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


def print_sentence(text: str, console: Console, style: str = "") -> None:
    """A sentence, broken between words but never before a per cent sign."""
    lines = textwrap.wrap(unbroken(text), min(console.width, WIDEST), break_long_words=False, break_on_hyphens=False)
    console.print(Text("\n".join(lines).replace("\u00a0", " "), style=style))


def print_meanings(
    words: Iterable[str],
    console: Console,
    meanings: Mapping[str, str] = MEANINGS,
    title: str = "What the words mean",
) -> None:
    """What words mean, each once, in the order in which they are met."""
    table = Table(title=title, title_justify="left", title_style="bold", box=None, pad_edge=False,
                  padding=(0, 2, 0, 0), show_header=False)  # fmt: skip
    table.add_column(no_wrap=True)
    table.add_column(style="dim")
    for word in dict.fromkeys(words):
        table.add_row(Text(word), Text(meanings[word]))
    console.print(table, width=min(console.width, WIDEST))
