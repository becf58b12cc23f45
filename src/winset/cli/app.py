"""The Typer application: verbs, version, and how errors end a call (message on stderr, exit code 2)."""

from __future__ import annotations

import gc
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from winset.cli import check, cite, estimate, explain, facts, listing, new, report, run, schema
from winset.cli.options import examples
from winset.errors import WinsetError


class Verbs(TyperGroup):
    """Prints every fault of a WinsetError, one a line, instead of a traceback."""

    def invoke(self, ctx: Any) -> Any:
        """Run a verb; a WinsetError becomes its message and exit code 2."""
        try:
            return super().invoke(ctx)
        except WinsetError as error:
            typer.echo(str(error), err=True)
            raise typer.Exit(2) from None


app = typer.Typer(
    name="winset",
    cls=Verbs,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    epilog=examples(""),
    help="What do sanctions do inside the country they hit?",
)


def _version(wanted: bool) -> None:
    if wanted:
        from winset import __version__

        typer.echo(f"winset {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """What do sanctions do inside the country they hit?"""


for _name, _verb in (
    ("run", run.run),
    ("report", report.report),
    ("explain", explain.explain),
    ("facts", facts.facts),
    ("cite", cite.cite),
    ("check", check.check),
    ("list", listing.list_cases),
    ("new", new.new),
    ("schema", schema.schema),
):
    app.command(_name, epilog=examples(_name))(_verb)
app.add_typer(estimate.app, name="estimate")


def main() -> None:
    """Entry point of the `winset` program."""
    gc.disable()  # a short process: walking the compiler's and the parser's objects costs a sixth of a small run
    app()
