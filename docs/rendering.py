"""Markdown rendered from the package: what `docs/generate.py` puts into the marked regions.

Each renderer takes nothing and returns Markdown without a trailing newline. A part of the package
that does not exist renders as a sentence that says so, never as an error.
"""

from __future__ import annotations

import ast
import csv
import importlib
import inspect
import re
import textwrap
from collections.abc import Callable, Iterable
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "winset"
MECHANISM_ROOMS = ("external", "economy", "information", "polity")


def table(header: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """A Markdown table; bars inside cells are escaped."""
    lines = [list(header), *([str(cell) for cell in row] for row in rows)]
    cells = [[cell.replace("|", "\\|").replace("\n", " ") for cell in line] for line in lines]
    rule = ["---"] * len(cells[0])
    return "\n".join("| " + " | ".join(line) + " |" for line in [cells[0], rule, *cells[1:]])


def module(name: str) -> ModuleType | None:
    """The module, or None when the package does not have it; its own faults are raised."""
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        if error.name and name.startswith(error.name):
            return None
        raise


def parameters(with_source: bool = False) -> str:
    """Table of `parameters.csv` (MODEL.md leaves the source to the reference page)."""
    from winset import parameters as source

    before = {p.name: p for p in source.table(fitted=False)}

    def shape(p: source.Parameter) -> str:
        return f"{p.prior}({p.spread:g})" if p.spread else p.prior

    def prior(p: source.Parameter) -> str:
        old = before[p.name]
        return shape(p) if old == p else f"{shape(p)}; before the fit {old.default:g}, {shape(old)}"

    rows = [
        [f"`{p.name}`", p.symbol, p.unit, f"{p.default:g}", f"{p.lower:g} to {p.upper:g}", prior(p), p.tier]
        + ([p.source] if with_source else [])
        for p in source.table()
    ]
    header = ["parameter", "symbol", "unit", "default", "bounds", "prior", "tier"]
    return table([*header, "source"] if with_source else header, rows) if rows else "The table has no rows."


def _shape(kind: np.dtype) -> str:
    return "scalar" if kind.shape == () else " × ".join(str(n) for n in kind.shape)


def _records(kind: np.dtype, prefix: str) -> Iterable[tuple[str, str]]:
    """Every record below `kind`, with its own fields: name, and shape where it is not a scalar."""
    assert kind.names is not None and kind.fields is not None
    own = []
    for name in kind.names:
        inner = kind.fields[name][0]
        if inner.names:
            yield from _records(inner, f"{prefix}.{name}")
        else:
            own.append(f"`{name}`" + ("" if inner.shape == () else f" ({_shape(inner)})"))
    if own:
        yield prefix, ", ".join(own)


def state() -> str:
    """One line per record of the state, with its fields."""
    from winset import types

    assert types.STATE.names is not None and types.STATE.fields is not None
    rows = [row for room in types.STATE.names for row in _records(types.STATE.fields[room][0], room)]
    size = types.STATE.itemsize
    note = f"{size // 8} numbers, {size / 1024:.1f} KiB a draw."
    return table(["record", "fields"], ([f"`{name}`", fields] for name, fields in sorted(rows))) + f"\n\n{note}"


def records() -> str:
    """Every record type of `winset.types`: state, compiled inputs, monthly path, drawn case."""
    from winset import types

    parts = []
    for name in ("STATE", "INPUTS", "PATH", "CASE"):
        rows = ([f"`{leaf}`", _dims(shape), offset] for leaf, offset, shape in types.leaves(getattr(types, name)))
        parts.append(f"## {name}\n\n" + table(["field", "shape", "offset"], rows))
    return "\n\n".join(parts)


def _dims(shape: tuple[int, ...]) -> str:
    return " × ".join(map(str, shape)) or "scalar"


def schedule() -> str:
    """The order of a month, read from `winset.simulate.schedule.SCHEDULE`."""
    source = module("winset.simulate.schedule")
    if source is None:
        return "The package has no schedule."
    rows = [
        [i, e.phase, f"`{e.mechanism}`", ", ".join(map(str, e.rows)), f"`{e.module}`"]
        for i, e in enumerate(source.SCHEDULE, start=1)
    ]
    return table(["order", "phase", "mechanism", "rows", "module"], rows)


def rows(status: str | None = None) -> str:
    """Rows of `rows.csv`: all with their status, or only those of one status."""
    with (ROOT / "docs" / "rows.csv").open(newline="") as file:
        found = [r for r in csv.DictReader(file) if status in (None, r["status"])]
    columns = ["row", "mechanism", "rooms"] + ([] if status else ["status"])
    return table(columns, ([r[c] for c in columns] for r in found))


def _mechanisms() -> Iterable[tuple[str, Path, str]]:
    """Room, file and docstring (module's, then that of the function with the file's name)."""
    for room in MECHANISM_ROOMS:
        for path in sorted((PACKAGE / room).glob("[!_]*.py")):
            tree = ast.parse(path.read_text())
            texts = [ast.get_docstring(tree) or ""]
            texts += [
                ast.get_docstring(n) or "" for n in tree.body if isinstance(n, ast.FunctionDef) and n.name == path.stem
            ]
            yield room, path, "\n\n".join(t for t in texts if t)


def _paragraphs(text: str) -> list[str]:
    return [p.strip("\n") for p in re.split(r"\n\s*\n", text) if p.strip()]


def _equations(paragraphs: list[str]) -> list[str]:
    """The paragraphs set off by an indent; a mechanism's docstring writes its equations so."""
    return [textwrap.dedent(p) for p in paragraphs if all(line.startswith("  ") for line in p.splitlines())]


def mechanisms() -> str:
    """First paragraph and equations of every mechanism, by room."""
    parts, last = [], ""
    for room, path, text in _mechanisms():
        if room != last:
            parts.append(f"### {room}")
            last = room
        first, *others = _paragraphs(text) or ["No docstring."]
        parts.append(f"**{path.stem}** (`{room}/{path.name}`). {' '.join(first.split())}")
        parts += [f"```text\n{equation}\n```" for equation in _equations(others)]
    return "\n\n".join(parts) or "The package has no mechanisms."


def docstrings() -> str:
    """The whole docstring of every mechanism, as it stands in the code."""
    return "\n\n".join(
        f"## {room}: {path.stem}\n\n```text\n{text or 'No docstring.'}\n```" for room, path, text in _mechanisms()
    )


def _option(parameter: Any) -> list[str]:
    names = ", ".join(f"`{name}`" for name in [*parameter.opts, *parameter.secondary_opts])
    if parameter.param_type_name == "argument":
        names = f"`{(parameter.metavar or parameter.name).upper()}`"
    plain = isinstance(parameter.default, (str, int, float)) and not isinstance(parameter.default, bool)
    text = " ".join((getattr(parameter, "help", None) or "").split())
    return [names, f"`{parameter.default}`" if plain else "", text]


def _command(name: str, command: Any) -> str:
    shown = [p for p in command.params if not getattr(p, "hidden", False)]
    text = inspect.cleandoc(command.help or "")
    options = table(["option", "default", "meaning"], map(_option, shown)) if shown else ""
    lines = [line for line in (command.epilog or "").split("\n\n") if line.startswith("winset ")]
    shown_as = "\n".join(f"    {line}" for line in lines)
    parts = [f"## `{name}`\n\n{text}".strip(), shown_as, options]
    parts += [_command(f"{name} {sub}", c) for sub, c in sorted(getattr(command, "commands", {}).items())]
    return "\n\n".join(p for p in parts if p)


def cli() -> str:
    """Reference of every command, read from the Typer application."""
    source = module("winset.cli.app")
    if source is None or not hasattr(source, "app"):
        return "The package has no command line."
    from typer.main import get_command

    return _command("winset", get_command(source.app))


ESTIMATION = {
    "crisis_game": ("estimate", "Errors", "stage_columns", "simulate"),
    "specification": ("Specification", "from_formula", "read_specification"),
    "identification": ("check_identification",),
    "fit": ("CrisisFit",),
    "predictions": ("predict", "along", "marginal_effects", "average_changes"),
    "tables": ("table",),
    "plots": ("coefficient_plot", "outcome_plot", "equilibrium_plot"),
}


def estimation() -> str:
    """Signature and docstring of what `winset.estimation` offers, by module, and the members of a fit."""
    parts = []
    for name, offered in ESTIMATION.items():
        source = importlib.import_module(f"winset.estimation.{name}")
        parts.append(f"### `winset.estimation.{name}`")
        for item in offered:
            thing = getattr(source, item)
            form = re.sub(r"(: |-> )'([^']*)'", r"\1\2", str(inspect.signature(thing))).replace("<factory>", "...")
            parts.append(f"**`{item}{form}`**")
            parts.append(f"```text\n{inspect.getdoc(thing)}\n```")
            if isinstance(thing, type):
                parts += _members(thing)
    return "\n\n".join(parts)


def _members(kind: type) -> list[str]:
    """A table of a class's own public properties and methods, with the first line of each docstring."""
    shown = [
        (n, m) for n, m in vars(kind).items() if not n.startswith("_") and (callable(m) or isinstance(m, property))
    ]
    rows = [[f"`{n}`", (inspect.getdoc(m) or "").splitlines()[0]] for n, m in shown]
    return [table(["member", "meaning"], rows)] if rows else []


REGIONS: dict[str, Callable[[], str]] = {
    "schedule": schedule,
    "state": state,
    "parameters": parameters,
    "sources": lambda: parameters(with_source=True),
    "mechanisms": mechanisms,
    "docstrings": docstrings,
    "records": records,
    "rows": rows,
    "cli": cli,
    "estimation": estimation,
}
