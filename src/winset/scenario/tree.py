"""The form of a scenario file as a tree: which names may stand at a path, and which are near."""

from __future__ import annotations

import types
from collections.abc import Iterable
from difflib import get_close_matches
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from winset.scenario.document import Path
from winset.scenario.figure import Figure
from winset.scenario.scenario import Scenario


def bare(kind: Any) -> Any:
    """A type without its annotations and without None."""
    if get_origin(kind) is Annotated:
        return bare(get_args(kind)[0])
    if get_origin(kind) in (Union, types.UnionType):
        return bare(next(part for part in get_args(kind) if part is not type(None)))
    return kind


def is_model(kind: Any) -> bool:
    """True for a pydantic model, Figure included."""
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def names(kind: Any) -> tuple[str, ...]:
    """Names that a node of this type may hold; none when they are free or it holds no names."""
    kind = bare(kind)
    if is_model(kind):
        return tuple(kind.model_fields)
    if get_origin(kind) is dict:
        key = bare(get_args(kind)[0])
        return get_args(key) if get_origin(key) is Literal else ()
    return ()


def is_open(kind: Any) -> bool:
    """True for a mapping that may gain entries: months of a path, pins, listed factions."""
    kind = bare(kind)
    if get_origin(kind) is not dict or names(kind):
        return False
    entry = bare(get_args(kind)[1])
    return entry is float or entry is Figure


def child(kind: Any, step: str | int) -> Any:
    """Type of the node one step below a node of type `kind`, or None."""
    kind = bare(kind)
    if is_model(kind):
        field = kind.model_fields.get(str(step))
        return field.annotation if field else None
    if get_origin(kind) is dict:
        return get_args(kind)[1]
    return get_args(kind)[0] if get_origin(kind) is list else None


def kind_at(path: Path) -> Any:
    """Type of the node at a path, or None where the form has none."""
    kind: Any = Scenario
    for step in path:
        kind = child(kind, step)
        if kind is None:
            return None
    return kind


def nearest(word: object, known: Iterable[str]) -> str:
    """`; did you mean x?` when a known word is near, else nothing."""
    match = get_close_matches(str(word), list(known), n=1, cutoff=0.5)
    return f"; did you mean {match[0]}?" if match else ""
