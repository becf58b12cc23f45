"""`winset check`: every fault of scenario files, with line and column."""

from __future__ import annotations

import json
from typing import Annotated

import typer


def check(
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help="Paths, or slugs of packaged cases.")],
    settings: Annotated[
        list[str] | None, typer.Option("--set", metavar="PATH=VALUE", help="Check with this value, as in winset run.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Faults and warnings as JSON on stdout.")] = False,
) -> None:
    """Check scenario files: all faults at once, as file:line:column. Writes nothing.

    Exit code 0 when there is no fault (warnings allowed), 2 otherwise.
    """
    from winset.scenario import check as find_faults

    found = {name: find_faults(name, settings or ()) for name in files}
    if as_json:
        report = {name: {"faults": faults, "warnings": unlikely} for name, (faults, unlikely) in found.items()}
        typer.echo(json.dumps(report, indent=2))
    else:
        for name, (faults, unlikely) in found.items():
            for line in (*faults, *unlikely):
                typer.echo(line, err=True)
            rest = "implausible values are looked for when these are mended" if faults and not unlikely else ""
            counts = f"{_count(len(faults), 'fault')}, {rest or _count(len(unlikely), 'warning')}"
            typer.echo(f"{name}: {counts}", err=bool(faults))
    if any(faults for faults, _ in found.values()):
        raise typer.Exit(2)


def _count(n: int, word: str) -> str:
    return f"{n or 'no'} {word}{'' if n == 1 else 's'}"
