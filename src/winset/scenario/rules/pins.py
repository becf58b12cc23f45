"""Pinned parameters: known names, values within their bounds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from winset.scenario.faults import Fault
from winset.scenario.figure import is_number
from winset.scenario.tree import nearest


def pin_faults(data: dict[str, Any]) -> Iterator[Fault]:
    """Faults of `parameters`. The table is read only if a file pins something: its import is slow."""
    pins = data.get("parameters")
    if not isinstance(pins, dict) or not pins:
        return
    from winset.parameters import table

    known = {parameter.name: parameter for parameter in table()}
    for name, value in pins.items():
        path = ("parameters", name)
        if name not in known:
            hint = nearest(name, known)
            yield Fault(path, f"be a name in parameters.csv{hint}", f"'{name}'")
        elif is_number(value) and not known[name].lower <= value <= known[name].upper:
            bounds = f"lie between {known[name].lower:g} and {known[name].upper:g}"
            yield Fault(path, bounds, f"{value:g}")
