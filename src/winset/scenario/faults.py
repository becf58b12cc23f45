"""Faults: where, what must be, what was found. One printable line each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from winset.scenario.block import PROVENANCE
from winset.scenario.document import Document, Path, locate, show
from winset.scenario.figure import Figure
from winset.scenario.tree import bare, kind_at, names, nearest

_KINDS = {
    "string_type": "be text",
    "bool_type": "be true or false",
    "int_type": "be a whole number",
    "float_type": "be a number",
    "finite_number": "be a finite number",
    "list_type": "be a list",
    "dict_type": "be a mapping",
    "model_type": "be a mapping of fields",
    "missing": "be given",
}


@dataclass(frozen=True)
class Fault:
    """`path` must `requirement` (got `got`); `at` is where to point when that is not `path` itself."""

    path: Path
    requirement: str
    got: str
    at: Path | None = None

    def words(self, verb: str = "must") -> str:
        """The fault without its place."""
        return f"{show(self.path) or 'the file'} {verb} {self.requirement} (got {self.got})"


def shown(value: Any) -> str:
    """A found value in a few words."""
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return f"a mapping of {', '.join(list(map(str, value))[:4])}" if value else "an empty mapping"
    if isinstance(value, list | tuple):
        return f"a list of {len(value)}"
    words = f"{value:g}" if isinstance(value, float) else repr(value) if isinstance(value, str) else str(value)
    return words if len(words) <= 60 else f"{words[:57]}..."


def _requirement(error: Any, path: Path) -> tuple[str, str]:
    kind, context, found = error["type"], error.get("ctx", {}), error["input"]
    if kind == "must":
        return context["requirement"], context.get("words", shown(context.get("got", found)))
    if kind == "extra_forbidden":
        parent = bare(kind_at(path[:-1]))
        known = [name for name in names(parent) if parent is Figure or name not in PROVENANCE]
        near = nearest(path[-1], known)
        return "be a known field" + (near or f", one of {', '.join(known)}"), f"'{path[-1]}'"
    if kind == "literal_error":
        known = [word.strip("'") for word in context["expected"].replace(" or ", ", ").split(", ")]
        listed = f"one of {', '.join(known)}" if len(known) > 1 else known[0]
        return f"be {listed}{nearest(found, known)}", shown(found)
    if kind == "missing":
        return "be given", "nothing"
    if kind == "string_pattern_mismatch":
        return f"match {context['pattern']}", shown(found)
    if kind in _BOUNDS:
        name, words = _BOUNDS[kind]
        return words.format(context[name]), shown(found)
    return _KINDS.get(kind) or error["msg"].replace("Input should ", ""), shown(found)


_BOUNDS = {
    "greater_than_equal": ("ge", "be at least {:g}"),
    "less_than_equal": ("le", "be at most {:g}"),
    "too_short": ("min_length", "hold at least {:g}"),
}


def pydantic_faults(error: ValidationError) -> list[Fault]:
    """Every fault that the models found."""
    out = []
    for item in error.errors(include_url=False):
        path = tuple(step for step in item["loc"] if step != "[key]")
        requirement, got = _requirement(item, path)
        if path == ("schema_version",):
            got += "; this winset reads version 1: see `winset schema`, or start from `winset new`"
        out.append(Fault(path, requirement, got))
    return out


def lines(document: Document, faults: Iterable[Fault], verb: str = "must") -> list[str]:
    """The faults in file order, `name:line:col: words`; warnings (verb `should`) say so."""
    mark = "" if verb == "must" else "warning: "
    placed = [(locate(document.data, f.at or f.path), f.words(verb)) for f in faults]
    unique = sorted(set(placed))
    return [f"{document.name}:{line}:{column}: {mark}{words}" for (line, column), words in unique]
