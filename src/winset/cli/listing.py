"""`winset list`: the packaged cases."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from winset.cli.tables import form, print_table


def _row(slug: str, lines: dict[str, Any]) -> tuple[str, str, str, str, int]:
    period = lines["period"]
    return slug, lines["title"], lines["target"]["iso3"], str(period["start"]), int(period["months"])


def list_cases(
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="As CSV.")] = False,
) -> None:
    """List the packaged cases. A slug stands wherever a verb takes a file."""
    from winset.scenario import head, slugs

    style = form(as_json, as_csv)
    rows = [_row(slug, head(slug)) for slug in slugs()]
    print_table(("slug", "title", "country", "start", "months"), rows, style)
