"""`winset facts`: stylised facts about sanctions, checked on a simulated population of episodes."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from winset.cli.options import OFF
from winset.cli.tables import form, print_table
from winset.errors import RunError

if TYPE_CHECKING:
    from winset.questions.facts import Verdict

_FIGURES = (".png", ".svg", ".pdf")


def facts(
    draws: Annotated[int, typer.Option(help="Draws of each cell of the population; even.")] = 100,
    seed: Annotated[int, typer.Option(help="Seed of all random numbers.")] = 1,
    off: Annotated[list[str] | None, typer.Option(metavar="NAME,NAME", help=OFF)] = None,
    threads: Annotated[int | None, typer.Option(help="Threads; all processors if left out.")] = None,
    plot: Annotated[Path | None, typer.Option(help="Write a figure: .png, .svg or .pdf.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON on stdout.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="As CSV on stdout.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no messages.")] = False,
) -> None:
    """Check stylised facts on a population of archetypes under packages of four kinds, for ten years each.

    Every fact is read twice: with all parameters at their defaults, and over their priors. A fact that the prior meets
    as well earns nothing. The table of facts was committed before anything was fitted.
    """
    style = form(as_json, as_csv)
    if plot is not None and (plot.is_dir() or not plot.parent.is_dir() or plot.suffix.lower() not in _FIGURES):
        raise RunError(f"--plot must end in {', '.join(_FIGURES)}, in a folder that exists (got {plot})")
    try:
        verdicts = _check(draws, seed, tuple(off or ()), threads, quiet)
    except KeyboardInterrupt:
        typer.echo("stopped; nothing was written", err=True)
        raise typer.Exit(130) from None
    if plot is not None:
        _draw(verdicts, plot, quiet)
    _print(verdicts, style, draws)


def _check(draws: int, seed: int, off: tuple[str, ...], threads: int | None, quiet: bool) -> list[Verdict]:
    from winset.questions.facts import check, read_facts, simulate
    from winset.questions.facts.population import cells

    with _progress(2 * sum(1 for _ in cells()), quiet) as tick:
        readings = [
            simulate(draws, seed, pinned=pinned, off=off, threads=threads, tick=tick) for pinned in (True, False)
        ]
    return check(read_facts(), *readings)


@contextmanager
def _progress(total: int, quiet: bool) -> Iterator[Callable[[int], None] | None]:
    """A bar on stderr over the cells; nothing when quiet or not on a terminal."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("scenarios"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("scenarios", total=total)
        yield lambda done: bar.advance(task, done)


def _draw(verdicts: list[Verdict], plot: Path, quiet: bool) -> None:
    from winset.report.facts import facts_plot

    try:
        facts_plot(verdicts).savefig(plot)
    except OSError as error:
        raise RunError(f"{plot}: the file must be writable (got {error.strerror})") from None
    if not quiet:
        typer.echo(f"wrote {plot}", err=True)


def _print(verdicts: list[Verdict], style: str, draws: int) -> None:
    from winset.report.facts import COLUMNS, answer, rows, verdict_line

    if style == "json":
        import json

        typer.echo(json.dumps(answer(verdicts, draws), indent=2, ensure_ascii=False))
        return
    if style == "csv":
        print_table(COLUMNS, rows(verdicts), "csv")
        return
    print_table(COLUMNS, rows(verdicts), "table", "Stylised facts: values at the defaults, and over the prior")
    typer.echo(verdict_line(verdicts))
