"""`winset report`: draw the page and print the table of a run again."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def report(
    folder: Annotated[Path, typer.Argument(metavar="RUN", help="A run folder.")],
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Redraw the page only.")] = False,
) -> None:
    """Redraw the page of a finished run from its stored results, and print its table."""
    from winset.ensemble.store import read_run
    from winset.report.page import write_page

    run = read_run(folder)
    if not quiet:
        from rich.console import Console

        from winset.report.tables import print_answer

        print_answer(run, Console())
    write_page(run, folder / "index.html")
    if not quiet:
        typer.echo(f"To ask why: winset explain {folder}", err=True)
    typer.echo(f"Page: {folder / 'index.html'}", err=True)
