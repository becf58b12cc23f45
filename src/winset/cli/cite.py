"""`winset cite`: the sources behind a run, as BibTeX."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def cite(
    case: Annotated[
        str, typer.Argument(metavar="[SLUG|FILE|RUN]", help="A case, a scenario file or a run folder.")
    ] = "",
) -> None:
    """Print BibTeX for what a result rests on: the package, the mechanisms that were on, the scenario's sources.

    Each entry notes whether its source was opened (`seen`).
    """
    from winset.report.citations import bibtex

    if not case:
        typer.echo(bibtex(None), nl=False)
        return
    from winset.ensemble import store
    from winset.scenario import load, loads

    if (Path(case) / "run.json").is_file():
        meta = store.read_meta(Path(case))
        scenario = loads(meta["scenario_text"], str(Path(case) / "scenario.yaml"))
        scenario._slug = meta["slug"]
        typer.echo(bibtex(scenario, meta["off"]), nl=False)
        return
    typer.echo(bibtex(load(case)), nl=False)
