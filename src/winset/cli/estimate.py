"""`winset estimate`: the parameters of games from observed play."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from winset.cli.options import examples
from winset.errors import RunError

if TYPE_CHECKING:
    from winset.estimation.crisis_game import Errors
    from winset.estimation.fit import CrisisFit

app = typer.Typer(help="Estimate a game from observed play.", no_args_is_help=True)

_FIGURES = (".png", ".svg", ".pdf")


@app.callback()
def _root() -> None:
    """Estimate a game from observed play."""


@app.command("crisis", epilog=examples("estimate crisis"))
def crisis(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A CSV file with one row a game.")],
    method: Annotated[str, typer.Option(help="pl, npl, cmle or ml.")] = "ml",
    spec: Annotated[
        Path | None, typer.Option(metavar="YAML", help="Specification; the published one if left out.")
    ] = None,
    errors: Annotated[
        str | None, typer.Option(help="default, robust, cluster, bootstrap or expected; what the method derives.")
    ] = None,
    cluster: Annotated[str | None, typer.Option(metavar="COLUMN", help="Cluster errors or resamples by it.")] = None,
    bootstrap: Annotated[int | None, typer.Option(metavar="N", help="Errors from N bootstrap samples.")] = None,
    seed: Annotated[int, typer.Option(help="Seed of random forests and of the bootstrap.")] = 0,
    latex: Annotated[Path | None, typer.Option(help="Write the table as LaTeX.")] = None,
    html: Annotated[Path | None, typer.Option(help="Write the table as HTML.")] = None,
    plot: Annotated[Path | None, typer.Option(help="Draw the coefficients: .png, .svg or .pdf.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The fit as JSON on stdout.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no messages.")] = False,
) -> None:
    """Estimate the crisis signalling game: threats of sanctions, with private information on both sides.

    FILE counts for each game how often it ended in status quo, concession, standing firm and backing down. Columns
    PRhat and PFhat are the first stage where they are present, else random forests are.
    """
    from winset.estimation import crisis_game
    from winset.estimation.specification import read_specification

    _check(latex, html, plot)
    rules = _rules(errors, cluster, bootstrap, seed)
    asked = None if spec is None else read_specification(spec)
    try:
        with _progress(rules.samples, quiet or rules.kind != "bootstrap") as tick:
            fit = crisis_game.estimate(file, method, asked, errors=rules, tick=tick)
    except KeyboardInterrupt:
        typer.echo("stopped; nothing was written", err=True)
        raise typer.Exit(130) from None
    _write(fit, latex, html, plot, quiet)
    if not fit.converged and not quiet:
        typer.echo(f"{file}: {method} did not converge: {fit.diagnostics['explanation']}", err=True)
    _print(fit, as_json)


def _rules(errors: str | None, cluster: str | None, bootstrap: int | None, seed: int) -> Errors:
    """Which errors the options ask for: --bootstrap and --cluster choose theirs where --errors is left out."""
    from winset.estimation.crisis_game import Errors

    kind = errors or ("bootstrap" if bootstrap is not None else "cluster" if cluster is not None else "default")
    if bootstrap is not None and kind != "bootstrap":
        raise RunError(f"--bootstrap must come with --errors bootstrap or without --errors (got --errors {kind})")
    if cluster is not None and kind not in ("cluster", "bootstrap"):
        raise RunError(f"--cluster must come with --errors cluster or bootstrap, or without --errors (got {kind})")
    if bootstrap is not None and bootstrap < 10:
        raise RunError(f"--bootstrap must be at least 10 samples (got {bootstrap})")
    return Errors(kind, cluster, 200 if bootstrap is None else bootstrap, seed=seed)


def _check(latex: Path | None, html: Path | None, plot: Path | None) -> None:
    """Every place can be written to, before anything is computed."""
    for option, path in (("--latex", latex), ("--html", html), ("--plot", plot)):
        if path is not None and (path.is_dir() or not path.parent.is_dir()):
            raise RunError(f"{option} must be a file in a folder that exists (got {path})")
    if plot is not None and plot.suffix.lower() not in _FIGURES:
        raise RunError(f"--plot must end in {', '.join(_FIGURES)} (got {plot})")


@contextmanager
def _progress(samples: int, quiet: bool) -> Iterator[Callable[[int], None] | None]:
    """A bar on stderr for bootstrap samples; nothing when quiet or not on a terminal."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("bootstrap samples"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("samples", total=samples)
        yield lambda done: bar.advance(task, done)


def _write(fit: CrisisFit, latex: Path | None, html: Path | None, plot: Path | None, quiet: bool) -> None:
    from winset.estimation.plots import coefficient_plot
    from winset.estimation.tables import table

    def draw(path: Path) -> None:
        coefficient_plot(fit).savefig(path)

    def tell(form: str, path: Path) -> None:
        path.write_text(table([fit], form) + "\n", encoding="utf-8")

    for path, make in ((plot, draw), (latex, partial(tell, "latex")), (html, partial(tell, "html"))):
        if path is None:
            continue
        try:
            make(path)
        except OSError as error:
            raise RunError(f"{path}: the file must be writable (got {error.strerror})") from None
        if not quiet:
            typer.echo(f"wrote {path}", err=True)


def _print(fit: CrisisFit, as_json: bool) -> None:
    if as_json:
        import json

        typer.echo(json.dumps(fit.summary(), indent=2, ensure_ascii=False))
    else:
        typer.echo(str(fit))
