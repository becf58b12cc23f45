"""Dates: nothing later than `as_of` is an input, and what has an order is in order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from winset.scenario.dates import month_number, parse_date, precision
from winset.scenario.document import Path
from winset.scenario.faults import Fault
from winset.scenario.rules.raw import entries, get

CONDITIONED = ("package", "world_market", "history")
"""Rooms that may lie after `as_of`: conditioned on, or never an input."""


def _figure_dates(node: Any, path: Path, as_of: date) -> Iterator[Fault]:
    if isinstance(node, dict):
        day = parse_date(node.get("date"))
        if day is not None and day > as_of and node.get("conditioned") is not True:
            got = f"{node['date']} where as_of is {as_of}"
            yield Fault((*path, "date"), "not be after as_of, unless `conditioned: true`", got)
        for key, value in node.items():
            yield from _figure_dates(value, (*path, key), as_of)
    elif isinstance(node, list):
        for i, item in enumerate(node):
            yield from _figure_dates(item, (*path, i), as_of)


def _as_of(data: dict[str, Any]) -> Iterator[Fault]:
    as_of = parse_date(data.get("as_of"))
    if as_of is None:
        return
    inputs = {room: node for room, node in data.items() if room not in CONDITIONED}
    yield from _figure_dates(inputs, (), as_of)
    start, months = parse_date(get(data, "period", "start")), get(data, "period", "months")
    if start is not None and isinstance(months, int) and month_number(as_of) >= month_number(start) + months:
        yield Fault(("as_of",), "lie before the end of the period", f"{as_of}")


def _measures(data: dict[str, Any]) -> Iterator[Fault]:
    for i, measure in entries(data, "package", "measures"):
        start, until = parse_date(measure.get("date")), parse_date(measure.get("until"))
        if start is not None and until is not None and until <= start:
            got = f"{measure['until']} where date is {measure['date']}"
            yield Fault(("package", "measures", i, "until"), "be after date", got)


def _repeated(path: Path, node: Any, unit: int) -> Iterator[Fault]:
    first: dict[int, Any] = {}
    for key in node if isinstance(node, dict) else ():
        day = parse_date(key)
        if day is None:
            continue
        index = month_number(day) // unit
        if index in first:
            yield Fault((*path, key), "be unique", f"also {first[index]}")
        first.setdefault(index, key)


def _series(data: dict[str, Any]) -> Iterator[Fault]:
    for name, series in entries(data, "history", "series"):
        frequency = series.get("frequency")
        values, path = series.get("values"), ("history", "series", name, "values")
        if frequency not in ("year", "month") or not isinstance(values, dict):
            continue
        for key in values:
            if parse_date(key) is not None and (precision(key) == "year") != (frequency == "year"):
                yield Fault((*path, key), f"be a {frequency}, as `frequency` says", str(key))
        yield from _repeated(path, values, 12 if frequency == "year" else 1)


def calendar_faults(data: dict[str, Any]) -> Iterator[Fault]:
    """Faults of dates."""
    yield from _as_of(data)
    yield from _measures(data)
    yield from _repeated(("world_market", "path"), get(data, "world_market", "path"), 1)
    yield from _series(data)
