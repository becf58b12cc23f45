"""`winset explain`: what brought a result about, told by shares, by representative draws and by payoff ledgers."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from winset.cli.options import COALITION, OFF, POLICY, PRESSURE, SETTING
from winset.errors import RunError

if TYPE_CHECKING:
    from winset.ensemble.settings import Settings
    from winset.scenario import Scenario

DRAWS = 100
"""Draws behind an attribution, if not said otherwise: every one is simulated many times."""


def explain(
    case: Annotated[str, typer.Argument(metavar="SLUG|FILE|RUN", help="A case, a scenario file or a run folder.")] = "",
    outcome: Annotated[
        list[str] | None, typer.Option(metavar="NAME[:WHOM][@YYYY-MM]", help="What to explain; see --list.")
    ] = None,
    by: Annotated[str, typer.Option(help="Partners: group, mechanism, channel, sender or measure.")] = "group",
    lever: Annotated[
        str | None, typer.Option(metavar="PATH=LOW,HIGH", help="Explain this instead of the sanctions.")
    ] = None,
    draws: Annotated[int, typer.Option(help="Paired draws behind each difference.")] = DRAWS,
    orders: Annotated[int, typer.Option(help="Orders sampled where there are more than six partners.")] = 20,
    paths: Annotated[int, typer.Option(help="Representative draws to tell; 0 for none.")] = 3,
    draw: Annotated[int | None, typer.Option(help="Tell this draw alone.")] = None,
    faction: Annotated[str | None, typer.Option(help="With --draw: open this faction's payoff.")] = None,
    months: Annotated[int | None, typer.Option(help="Length; the scenario's period if left out.")] = None,
    seed: Annotated[int, typer.Option(help="Seed of all random numbers.")] = 1,
    settings: Annotated[list[str] | None, typer.Option("--set", metavar="PATH=VALUE", help=SETTING)] = None,
    off: Annotated[list[str] | None, typer.Option(metavar="NAME,NAME", help=OFF)] = None,
    coalition: Annotated[str, typer.Option(metavar="RULE", help=COALITION)] = "self_enforcing",
    policy: Annotated[str, typer.Option(metavar="RULE", help=POLICY)] = "nash",
    pressure: Annotated[float, typer.Option(help=PRESSURE)] = 1.0,
    threads: Annotated[int | None, typer.Option(help="Threads; all processors if left out.")] = None,
    page: Annotated[Path | None, typer.Option(help="Write a page that opens without a network.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON on stdout.")] = False,
    listing: Annotated[bool, typer.Option("--list", help="List the outcomes that can be explained.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no messages.")] = False,
) -> None:
    """Explain a result: which mechanisms or measures brought it about, and how representative draws unfold.

    With --draw and --faction: the terms of that faction's payoff, month by month. A run folder is explained as it
    was run; a SLUG or FILE takes the options that `winset run` takes.
    """
    from winset.ensemble.settings import Settings

    if listing:
        _list(as_json)
        return
    _check(draws, by, orders, paths, draw, faction)
    given = {"months": months is not None, "seed": seed != 1, "set": bool(settings), "off": bool(off),
             "coalition": coalition != "self_enforcing", "policy": policy != "nash",
             "pressure": pressure != 1.0}  # fmt: skip
    wanted = Settings(draws=draws, seed=seed, months=months, off=tuple(off or ()), coalition=coalition,
                      policy=policy, pressure=pressure)  # fmt: skip
    scenario, asked = _read(case, wanted, settings, given)
    if draw is not None:
        asked = _holding(case, asked, draw)
    try:
        if draw is not None:
            _tell_draw(scenario, asked, draw, faction, as_json)
            return
        contrast = (by, lever, orders, threads)
        _explain(scenario, asked, contrast, outcome, paths, (as_json, page, quiet))
    except KeyboardInterrupt:
        typer.echo("stopped; nothing was written", err=True)
        raise typer.Exit(130) from None


def _list(as_json: bool) -> None:
    from winset.cli.tables import print_table
    from winset.questions.named_outcomes import DEFAULT, KINDS

    rows = [(n, k.whom, k.label, k.unit, "yes" if n in DEFAULT else "") for n, k in KINDS.items()]
    print_table(("name", "of whom", "meaning", "unit", "default"), rows, "json" if as_json else "table")


def _read(case: str, wanted: Settings, settings: list[str] | None, given: dict[str, bool]) -> tuple[Scenario, Settings]:
    """The scenario and settings of a case or of a run folder, which must then come without settings of its own."""
    from winset.ensemble import store
    from winset.scenario import load, loads

    if not case:
        raise RunError("explain must get a SLUG, FILE or RUN (got nothing)")
    folder = Path(case)
    if not (folder / "run.json").is_file():
        return load(case, settings or ()), wanted
    wrong = [f"--{name}" for name, is_given in given.items() if is_given]
    if wrong:
        raise RunError(f"a run folder must come without {', '.join(wrong)}: it says what was asked (got both)")
    meta = store.read_meta(folder)
    scenario = loads(meta["scenario_text"], str(folder / "scenario.yaml"))
    scenario._slug = meta["slug"]
    made = store.settings_of(meta)
    return scenario, replace(made, draws=min(wanted.draws, made.draws))


def _holding(case: str, asked: Settings, draw: int) -> Settings:
    """Settings of as many draws as the run has, or as a single one needs; it does not depend on their number."""
    from winset.ensemble import store

    if (Path(case) / "run.json").is_file():
        return replace(asked, draws=int(store.read_meta(Path(case))["draws"]))
    return replace(asked, draws=max(asked.draws, draw + 1))


def _check(draws: int, by: str, orders: int, paths: int, draw: int | None, faction: str | None) -> None:
    from winset.questions.partners import BY

    if by not in BY:
        raise RunError(f"--by must be one of {', '.join(BY)} (got {by})")
    if orders < 2 or orders % 2:
        raise RunError(f"--orders must be even and at least 2 (got {orders})")
    if not 0 <= paths <= 9:
        raise RunError(f"--paths must be between 0 and 9 (got {paths})")
    if draws < 4:
        raise RunError(f"--draws must be at least 4 (got {draws})")
    if faction is not None and draw is None:
        raise RunError("--faction must come with --draw, whose payoff it opens (got --faction alone)")


@contextmanager
def _bar(quiet: bool) -> Iterator[Callable[[int], Callable[[int], None]] | None]:
    """A bar on stderr; answers to the number of simulations with a callback for those that are done."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("simulations"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:

        def begin(total: int) -> Callable[[int], None]:
            task = bar.add_task("simulations", total=total)
            return lambda done: bar.advance(task, done)

        yield begin


def _explain(
    scenario: Scenario,
    asked: Settings,
    contrast: tuple[str, str | None, int, int | None],
    words: list[str] | None,
    paths: int,
    way: tuple[bool, Path | None, bool],
) -> None:
    from winset.cli.run import _announce
    from winset.questions.named_outcomes import DEFAULT, parse
    from winset.report.explain_answer import explanation
    from winset.report.explain_print import print_explanation
    from winset.simulate.compile import compile_scenario
    from winset.simulate.trajectories import coordinates

    (as_json, page, quiet), (by, lever, orders, threads) = way, contrast
    factions = [f.name for f in scenario.factions]
    month = coordinates(compile_scenario(scenario, asked.months))["month"]
    outcomes = [parse(word, factions, month) for word in words or DEFAULT]
    _announce(quiet)
    with _bar(quiet) as tick:
        found, difference = _attribute(scenario, asked, outcomes, (by, lever, orders, threads), tick)
    told = _representative(scenario, asked, paths) if paths else []
    about = {"title": scenario.title, "slug": scenario.slug, "draws": asked.draws, "seed": asked.seed, "by": by}
    answer = explanation({**about, "difference": difference}, found, told)
    if page is not None:
        from winset.report.explain_page import write_page

        write_page(answer, page)
        typer.echo(f"Page: {page}", err=True)
    if as_json:
        _print_json(answer)
    else:
        print_explanation(answer, found, told, bool(words))


def _attribute(
    scenario: Scenario, asked: Settings, outcomes: Any, contrast: tuple[str, str | None, int, int | None], tick: Any
) -> tuple[Any, str]:
    """The attribution, and in words what it splits."""
    from winset.questions.attribution import attribute_lever, attribute_sanctions

    by, lever, orders, threads = contrast
    if lever is None:
        found = attribute_sanctions(scenario, asked, outcomes, by, orders=orders, threads=threads, tick=tick)
        return found, "with sanctions less without"
    if by not in ("group", "mechanism"):
        raise RunError(f"--lever must come with --by group or mechanism (got {by})")
    from winset.questions.contrasts import lever_levels

    path, values = lever_levels(lever)
    levels = tuple(_level(scenario, asked, path, value) for value in values)
    found = attribute_lever((levels[0], levels[1]), outcomes, by, orders=orders, threads=threads, tick=tick)
    return found, f"between {path} {values[1]} and {values[0]}"


def _level(scenario: Scenario, asked: Settings, path: str, value: str) -> tuple[Scenario, Settings]:
    """The case at one level of a lever: `pressure`, or a path of the scenario file."""
    if path == "pressure":
        try:
            return scenario, replace(asked, pressure=float(value))
        except ValueError:
            raise RunError(f"pressure must be a number (got {value})") from None
    from winset.errors import ScenarioError
    from winset.scenario import override, parse, validate
    from winset.scenario.read import without_place

    document = override(parse(scenario.text, scenario.slug, scenario.slug), f"{path}={value}")
    checked = validate(document)
    if checked.scenario is None:
        raise ScenarioError([f"--lever {path}={value}: {without_place(line, document)}" for line in checked.faults])
    return checked.scenario, asked


def _representative(scenario: Scenario, asked: Settings, paths: int) -> list[Any]:
    """(cluster, replay, account) of the medoids of the ensemble with sanctions."""
    from winset.questions.contrasts import Bench, Task, build
    from winset.questions.replay import replay
    from winset.questions.representative import MOST, clusters
    from winset.report.explain_account import account

    program = build(scenario, asked)
    seen = Bench(asked, ()).trajectories(Task(("with",), program), count=min(asked.draws, MOST))
    told = []
    for cluster in clusters(seen, paths):
        path = replay(program, asked, cluster.draw)
        told.append((cluster, path, account(path)))
    return told


def _print_json(answer: dict[str, Any]) -> None:
    import json

    typer.echo(json.dumps(answer, indent=2, ensure_ascii=False))


def _tell_draw(scenario: Scenario, asked: Settings, draw: int, faction: str | None, as_json: bool) -> None:
    """The account of one draw, or the payoff of one faction in it."""
    from winset.questions.contrasts import build, without_sanctions
    from winset.questions.payoff_ledger import ledger
    from winset.questions.replay import replay
    from winset.report.explain_account import account
    from winset.report.explain_answer import account_answer, ledger_answer
    from winset.report.explain_print import print_draw, print_ledger

    names = [f.name for f in scenario.factions]
    if faction is not None and faction not in names:
        raise RunError(f"faction must be one of {', '.join(names)} (got {faction})")
    program = build(scenario, asked)
    path = replay(program, asked, draw)
    if faction is None:
        events = account(path)
        if as_json:
            _print_json(account_answer(path, events))
        else:
            print_draw(path, events)
        return
    rows, calm = ledger(path, faction), ledger(replay(without_sanctions(program), asked, draw), faction)
    if as_json:
        _print_json(ledger_answer(path, faction, rows, calm))
    else:
        label = next(f.label or f.name for f in scenario.factions if f.name == faction)
        print_ledger(path, label, rows, calm)
