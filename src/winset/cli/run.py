"""`winset run`: a scenario in, an answer out: the table on stdout, a run folder with the page."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from winset.cli.options import COALITION, OFF, POLICY, PRESSURE, SETTING
from winset.errors import RunError

if TYPE_CHECKING:
    from winset.ensemble.run import Progress, Run


_FEW = 4
"""Ignored spreads that a run still names one by one."""


@contextmanager
def _progress(total: int, quiet: bool) -> Iterator[Progress | None]:
    """A bar on stderr with rate and time left; nothing when quiet or not on a terminal."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TaskProgressColumn,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("draws"), BarColumn(), MofNCompleteColumn(), TaskProgressColumn(show_speed=True),
        TextColumn("{task.fields[rate]}"), TimeRemainingColumn(),
    )  # fmt: skip
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("draws", total=total, rate="")

        def advance(n: int) -> None:
            bar.advance(task, n)
            speed = bar.tasks[0].speed
            bar.update(task, rate=f"{speed:,.0f} draws/s" if speed else "")

        yield advance


def _announce(quiet: bool) -> None:
    from winset.kernel import is_compiled

    if not quiet and not is_compiled():
        typer.echo("Compiling the model once for this version and machine (one to two minutes) ...", err=True)


def _warn(lines: Sequence[str], name: str) -> None:
    """The warnings of a file; many about spreads that are ignored become their number, and where to read them."""
    from winset.scenario.spreads import IGNORED

    ignored = [line for line in lines if IGNORED in line]
    shown = list(lines)
    if len(ignored) > _FEW:
        shown = [line for line in lines if IGNORED not in line]
        shown.append(f"{len(ignored)} fields carry a spread that no draw varies; winset check {name} lists them")
    for line in shown:
        typer.echo(line, err=True)


def _finish(run: Run, folder: Path | None, name: str, quiet: bool) -> None:
    """Write the page, if there is a folder; then say how to ask why and, last, where the page is."""
    from winset.report.page import write_page

    if folder is not None:
        write_page(run, folder / "index.html")
    if quiet:
        return
    if folder is None:
        typer.echo(f"To ask why: winset explain {name} {_options(run.meta)}".rstrip(), err=True)
        return
    typer.echo(f"To ask why: winset explain {folder}\nRun folder: {folder}\nPage: {folder / 'index.html'}", err=True)


def _options(meta: dict[str, Any]) -> str:
    """What `winset explain` must be given to explain a run that was not kept."""
    words = [part for text in meta.get("set") or [] for part in ("--set", shlex.quote(text))]
    words += ["--off", ",".join(meta["off"])] if meta.get("off") else []
    usual = {"coalition": "self_enforcing", "policy": "nash", "pressure": 1.0, "months": None, "seed": 1}
    for name, value in usual.items():
        words += [f"--{name}", str(meta[name])] if meta.get(name, value) != value else []
    return " ".join(words)


def _print(run: Run, as_json: bool) -> None:
    from winset.report.tables import print_answer

    if as_json:
        import json

        from winset.report.answer import answer

        typer.echo(json.dumps(answer(run), indent=2))
        return
    from rich.console import Console

    print_answer(run, Console())


def run(
    scenario: Annotated[
        str | None, typer.Argument(metavar="SLUG|FILE", help="A packaged case or a scenario file.")
    ] = None,
    draws: Annotated[int, typer.Option(help="Simulated paths; under 100 the answer is rough.")] = 1000,
    months: Annotated[int | None, typer.Option(help="Length in months; the scenario's period if left out.")] = None,
    seed: Annotated[int, typer.Option(help="Seed of all random numbers.")] = 1,
    settings: Annotated[list[str] | None, typer.Option("--set", metavar="PATH=VALUE", help=SETTING)] = None,
    off: Annotated[list[str] | None, typer.Option(metavar="NAME,NAME", help=OFF)] = None,
    coalition: Annotated[str, typer.Option(metavar="RULE", help=COALITION)] = "self_enforcing",
    policy: Annotated[str, typer.Option(metavar="RULE", help=POLICY)] = "nash",
    pressure: Annotated[float, typer.Option(help=PRESSURE)] = 1.0,
    threads: Annotated[int | None, typer.Option(help="Threads; all processors if left out.")] = None,
    out: Annotated[Path | None, typer.Option(help="Run folder; a new one below runs/ if left out.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite the run folder of --out.")] = False,
    resume: Annotated[Path | None, typer.Option(help="Go on with a stopped run folder.")] = None,
    table_only: Annotated[bool, typer.Option("--table-only", help="Print the answer and write nothing.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="The answer as JSON on stdout.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no messages.")] = False,
) -> None:
    """Simulate a country under sanctions and answer: who rules, who pays, who gains, how it ends."""
    from winset.ensemble.settings import Settings

    if (scenario is None) == (resume is None):
        raise RunError("run must get either a SLUG or FILE, or --resume FOLDER (got both or neither)")
    if resume is not None:
        _refuse_with_resume(draws=draws != 1000, months=months is not None, seed=seed != 1, set=bool(settings),
                            off=bool(off), coalition=coalition != "self_enforcing", policy=policy != "nash",
                            pressure=pressure != 1.0,
                            out=out is not None, force=force)  # fmt: skip
        _announce(quiet)
        _resume(resume, threads, as_json, quiet)
        return
    from winset.scenario import load

    case = load(str(scenario), settings or ())
    if not quiet:
        _warn(case.warnings, str(scenario))
    _announce(quiet)
    asked = Settings(
        draws=draws,
        seed=seed,
        months=months,
        off=tuple(off or ()),
        coalition=coalition,
        policy=policy,
        pressure=pressure,
    )
    with _progress(draws, quiet) as progress:
        made, folder = _simulate(case, asked, (out, force, table_only), list(settings or ()), threads, progress)
    _print(made, as_json)
    _finish(made, folder, str(scenario), quiet)


def _refuse_with_resume(**given: bool) -> None:
    wrong = [f"--{name}" for name, is_given in given.items() if is_given]
    if wrong:
        raise RunError(f"--resume must come without {', '.join(wrong)}: the run folder says what was asked (got both)")


def _simulate(
    case: Any,
    asked: Any,
    place: tuple[Path | None, bool, bool],
    changed: list[str],
    threads: int | None,
    progress: Any,
) -> tuple[Run, Path | None]:
    from winset.ensemble.run import run_settings
    from winset.ensemble.store import free_folder
    from winset.ensemble.stored import Stopped, run_in_folder

    out, force, table_only = place
    if table_only:
        made = run_settings(case, asked, threads=threads, progress=progress)
        made.meta["set"] = list(changed)
        return made, None
    folder = out or free_folder(case.slug)
    try:
        made = run_in_folder(case, asked, folder, changed=changed, force=force, threads=threads, progress=progress)
    except Stopped as stopped:
        typer.echo(str(stopped), err=True)
        raise typer.Exit(130) from None
    return made, folder


def _resume(folder: Path, threads: int | None, as_json: bool, quiet: bool) -> None:
    from winset.ensemble.store import read_meta
    from winset.ensemble.stored import Stopped, resume

    try:
        with _progress(int(read_meta(folder)["draws"]), quiet) as progress:
            made = resume(folder, threads, progress)
    except Stopped as stopped:
        typer.echo(str(stopped), err=True)
        raise typer.Exit(130) from None
    _print(made, as_json)
    _finish(made, folder, "", quiet)
