"""Who must be there: one leader who sits in the coalition, unique names, sizes that fit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from winset.scenario.faults import Fault
from winset.scenario.rules.raw import entries, get
from winset.types import HOUSEHOLDS, MAX_FACTIONS, MAX_REGIONS, MAX_SENDERS, SECTORS


def _leader(data: dict[str, Any]) -> Iterator[Fault]:
    factions = entries(data, "factions")
    if not factions or not all(isinstance(f.get("leader", False), bool) for _, f in factions):
        return
    leaders = [i for i, faction in factions if faction.get("leader") is True]
    if len(leaders) != 1:
        got = ", ".join(str(get(data, "factions", i, "name")) for i in leaders) or "none"
        at = ("factions", leaders[1], "leader") if leaders else None
        yield Fault(("factions", "[]", "leader"), "be true for exactly one faction", got, at)
    for i in leaders:
        if get(data, "factions", i, "in_coalition") is not True:
            yield Fault(("factions", i, "in_coalition"), "be true for the leader", "false")


def _unique(data: dict[str, Any]) -> Iterator[Fault]:
    first: dict[str, int] = {}
    for i, faction in entries(data, "factions"):
        name = faction.get("name")
        if isinstance(name, str) and name in first:
            yield Fault(("factions", i, "name"), "be unique", f"{name!r}, also factions[{first[name]}]")
        elif isinstance(name, str):
            first[name] = i


def _sizes(data: dict[str, Any]) -> Iterator[Fault]:
    for room, most in (("factions", MAX_FACTIONS), ("regions", MAX_REGIONS), ("senders", MAX_SENDERS)):
        size = len(entries(data, room))
        if size > most:
            yield Fault((room,), f"hold at most {most}", str(size))


def _complete(data: dict[str, Any]) -> Iterator[Fault]:
    for path, names in ((("households",), HOUSEHOLDS), (("economy", "sectors"), SECTORS)):
        node = get(data, *path)
        if isinstance(node, dict):
            missing = [name for name in names if name not in node]
            if missing:
                yield Fault(path, f"hold all of {', '.join(names)}", f"none for {', '.join(missing)}")


def membership_faults(data: dict[str, Any]) -> Iterator[Fault]:
    """Faults of leadership, names and sizes."""
    yield from _leader(data)
    yield from _unique(data)
    yield from _sizes(data)
    yield from _complete(data)
