"""`winset facts`: stylised facts about sanctions, checked on a simulated population of episodes."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from winset.cli.options import OFF
from winset.cli.tables import Format, form, print_table
from winset.errors import RunError

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from winset.questions.facts import Verdict

_FIGURES = (".png", ".svg", ".pdf")
FEW = 40
Asked = tuple[int, int, tuple[str, ...], int | None, bool]
"""Draws, seed, mechanisms off, threads, quiet."""


def facts(
    draws: Annotated[int, typer.Option(help="Draws of each cell of the population; even.")] = 100,
    seed: Annotated[int, typer.Option(help="Seed of all random numbers.")] = 1,
    off: Annotated[list[str] | None, typer.Option(metavar="NAME,NAME", help=OFF)] = None,
    threads: Annotated[int | None, typer.Option(help="Threads; all processors if left out.")] = None,
    maps: Annotated[
        bool, typer.Option("--maps", help="Map the disputed facts over parameters instead of checking bands.")
    ] = False,
    axes: Annotated[str, typer.Option(metavar="NAME,NAME", help="With --maps: map over these two parameters.")] = "",
    width: Annotated[float, typer.Option(help="With --maps: how much wider than stated the priors are.")] = 3.0,
    plot: Annotated[Path | None, typer.Option(help="Write a figure: .png, .svg or .pdf.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON on stdout.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="As CSV on stdout.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no messages.")] = False,
) -> None:
    """Check stylised facts on a population of archetypes under packages of four kinds, for ten years each.

    Every fact is read with all parameters at the centre of their distributions, with parameters drawn from these, and
    with parameters drawn from their priors as they stood before the fit.

    With --maps: where in the space of parameters the signs that scholars dispute turn, and where adaptive reform with a
    durable bargain lies.
    """
    style = form(as_json, as_csv)
    if plot is not None and (plot.is_dir() or not plot.parent.is_dir() or plot.suffix.lower() not in _FIGURES):
        raise RunError(f"--plot must end in {', '.join(_FIGURES)}, in a folder that exists (got {plot})")
    asked = (draws, seed, tuple(off or ()), threads, quiet)
    try:
        if maps:
            _maps(asked, (width, axes), plot, style)
            return
        verdicts = _check(asked)
    except KeyboardInterrupt:
        typer.echo("stopped; nothing was written", err=True)
        raise typer.Exit(130) from None
    if plot is not None:
        from winset.report.facts import facts_plot

        _draw(facts_plot(verdicts), plot, quiet)
    _print(verdicts, style, draws)


def _maps(asked: Asked, over: tuple[float, str], plot: Path | None, style: Format) -> None:
    from winset.questions.facts import read_facts, simulate
    from winset.questions.facts.maps import LEAST, by_case, samples, sign_map, two_names
    from winset.questions.facts.population import PACKAGES, cells
    from winset.questions.facts.statistics import STATISTICS
    from winset.report import maps as report

    draws, seed, off, threads, quiet = asked
    width, chosen = over[0], tuple(name.strip() for name in over[1].split(",") if name.strip())
    if draws < LEAST:
        raise RunError(f"--maps must have at least --draws {LEAST} (got {draws})")
    names, values = samples(seed, draws, width)
    two_names(chosen, names)
    with _progress(sum(1 for _ in cells()), quiet) as tick:
        found = simulate(draws, seed, spread=width, fitted=False, off=off, threads=threads, tick=tick)
    disputed = [fact for fact in read_facts() if fact.use == "report"]
    charts = [
        sign_map(STATISTICS[fact.statistic], replace(found, mix=fact.population), names, values, chosen)
        for fact in disputed
    ]
    if plot is not None:
        _draw(report.maps_plot(disputed, charts), plot, quiet)
    if style == "json":
        _echo_json(report.answer(disputed, charts, draws, width))
        return
    for fact, chart in zip(disputed, charts):
        print_table(report.columns(chart), report.rows(chart), style, report.heading(fact, chart))
    lies = by_case("adaptive", found)
    print_table(("", *PACKAGES), report.case_rows(lies), style, "Adaptive reform with a durable bargain, % of draws")


def _check(asked: Asked) -> list[Verdict]:
    from winset.questions.facts import check, defaults, read_facts, simulate
    from winset.questions.facts.population import cells

    draws, seed, off, threads, quiet = asked
    with _progress(3 * sum(1 for _ in cells()), quiet) as tick:
        options: dict[str, Any] = {"off": off, "threads": threads, "tick": tick}
        readings = [
            simulate(draws, seed, pins=pins, fitted=fitted, **options)
            for pins, fitted in ((defaults(), True), (None, True), (None, False))
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


def _draw(figure: Figure, plot: Path, quiet: bool) -> None:
    try:
        figure.savefig(plot)
    except OSError as error:
        raise RunError(f"{plot}: the file must be writable (got {error.strerror})") from None
    if not quiet:
        typer.echo(f"wrote {plot}", err=True)


def _echo_json(values: dict[str, Any]) -> None:
    import json

    typer.echo(json.dumps(values, indent=2, ensure_ascii=False))


def _print(verdicts: list[Verdict], style: Format, draws: int) -> None:
    from winset.report.facts import COLUMNS, answer, rows

    if style == "json":
        _echo_json(answer(verdicts, draws))
        return
    if style == "csv":
        print_table(COLUMNS, rows(verdicts), "csv")
        return
    from rich.console import Console

    from winset.report.facts_table import print_facts

    if draws < FEW:
        typer.echo(f"Warning: only {draws} draws of each cell; shares are rough.", err=True)
    print_facts(verdicts, Console())
