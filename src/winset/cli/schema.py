"""`winset schema`: the form of scenario files for editors and other programs."""

from __future__ import annotations

import json

import typer


def schema() -> None:
    """Print the JSON Schema (draft 2020-12) of scenario files: fields, bounds, units, descriptions."""
    from winset.scenario import json_schema

    typer.echo(json.dumps(json_schema(), indent=2, ensure_ascii=False))
