"""`winset new`: a commented starter that runs as it is."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Regime(StrEnum):
    """Archetypes of regime; each supplies the factions and the defaults of the institutions."""

    personalist = "personalist"
    party = "party"
    military = "military"
    monarchy = "monarchy"
    democracy = "democracy"


def new(
    path: Annotated[Path, typer.Argument(help="Where to write it.")] = Path("scenario.yaml"),
    archetype: Annotated[Regime, typer.Option(help="Archetype of the target's regime.")] = Regime.personalist,
    force: Annotated[bool, typer.Option("--force", help="Replace an existing file.")] = False,
) -> None:
    """Write a commented starter: an invented country whose accounts balance, ready to run and to edit."""
    from winset.errors import WinsetError
    from winset.scenario import starter_text

    if path.is_dir():
        raise WinsetError(f"{path}: the starter must go to a file (got a directory)")
    if path.exists() and not force:
        raise WinsetError(f"{path}: the file must not exist yet, or --force be given (got an existing file)")
    try:
        path.write_text(starter_text(archetype.value), encoding="utf-8")
    except OSError as error:
        raise WinsetError(f"{path}: the file must be writable (got {error.strerror})") from None
    typer.echo(f"wrote {path}: an invented country to edit; next: winset check {path}", err=True)
