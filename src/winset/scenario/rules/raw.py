"""Reading data that may be faulty: what cannot be read is None or left out."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

from winset.scenario.block import PROVENANCE
from winset.scenario.figure import is_number


def get(data: Any, *path: str | int) -> Any:
    """The node at a path, or None."""
    for step in path:
        if isinstance(data, dict) and isinstance(step, str):
            data = data.get(step)
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
        else:
            return None
    return data


def number(data: Any, *path: str | int) -> float | None:
    """The value of the figure at a path, or None."""
    node: Any = get(data, *path)
    node = node.get("value") if isinstance(node, dict) else node
    value = float(node) if is_number(node) else math.nan
    return value if math.isfinite(value) else None


def entries(data: Any, *path: str | int) -> list[tuple[Any, dict[str, Any]]]:
    """(key or index, mapping) of every entry of the list or mapping at a path."""
    node = get(data, *path)
    if isinstance(node, list):
        return [(i, item) for i, item in enumerate(node) if isinstance(item, dict)]
    if isinstance(node, dict):
        return [(k, v) for k, v in node.items() if isinstance(v, dict) and k not in PROVENANCE]
    return []


def total(values: Iterable[float | None]) -> float | None:
    """The sum, or None when a term is unreadable."""
    out = 0.0
    for value in values:
        if value is None:
            return None
        out += value
    return out


def optional(data: Any, *path: str | int) -> float | None:
    """As `number`, with 0 for what is not there."""
    return 0.0 if get(data, *path) is None else number(data, *path)
