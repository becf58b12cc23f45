"""Tables on stdout: for people, or as JSON or CSV for programs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from typing import Literal

import typer

Format = Literal["table", "json", "csv"]
Row = Sequence[object]


def form(as_json: bool, as_csv: bool) -> Format:
    """The format that two flags ask for; both at once is a user error (exit code 2)."""
    if as_json and as_csv:
        typer.echo("--json and --csv must not be given together (got both)", err=True)
        raise typer.Exit(2)
    return "json" if as_json else "csv" if as_csv else "table"


def print_table(columns: Sequence[str], rows: Sequence[Row], style: Format = "table", title: str = "") -> None:
    """Print rows on stdout. Colour follows the terminal, and NO_COLOR turns it off."""
    if style == "json":
        typer.echo(json.dumps([dict(zip(columns, row)) for row in rows], indent=2, default=str))
    elif style == "csv":
        stream = io.StringIO()
        csv.writer(stream, lineterminator="\n").writerows([columns, *rows])
        typer.echo(stream.getvalue(), nl=False)
    else:
        from rich import box
        from rich.console import Console
        from rich.table import Table

        table = Table(*columns, title=title or None, box=box.SIMPLE, title_justify="left")
        if columns:
            table.columns[0].no_wrap = True  # a name that is cut cannot be typed again
        for row in rows:
            table.add_row(*map(str, row))
        Console().print(table)
