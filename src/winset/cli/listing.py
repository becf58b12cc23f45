"""`winset list`: the packaged cases."""

from __future__ import annotations

import re
from typing import Annotated, Any

import typer

from winset.cli.tables import form, print_table

COLUMNS = ("slug", "title", "country", "start", "end", "months", "mode")


def _row(slug: str, lines: dict[str, Any]) -> tuple[str, str, str, str, str, int, str]:
    period = lines["period"]
    start, months = str(period["start"])[:7], int(period["months"])
    year, month = divmod(int(start[:4]) * 12 + int(start[5:7]) + months - 2, 12)
    return slug, lines["title"], lines["target"]["iso3"], start, f"{year}-{month + 1:02d}", months, lines["mode"]


def _undated(title: str) -> str:
    """A title without the years at its end, which the period says."""
    return re.sub(r",? \d{4}-\d{4}$", "", title)


def list_cases(
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="As CSV.")] = False,
) -> None:
    """List the packaged cases: slug, title, period, and whether the senders follow a script or choose (strategic).

    A slug stands wherever a verb takes a file.
    """
    from winset.scenario import head, slugs

    style = form(as_json, as_csv)
    rows = [_row(slug, head(slug)) for slug in slugs()]
    if style != "table":
        print_table(COLUMNS, rows, style)
        return
    told = [(slug, _undated(title), f"{start} to {end}", mode) for slug, title, _, start, end, _, mode in rows]
    print_table(("slug", "title", "period", "mode"), told)
