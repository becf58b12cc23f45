"""Names that must exist elsewhere in the file: senders, factions, regions, sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from winset.scenario.document import Path
from winset.scenario.faults import Fault, shown
from winset.scenario.figure import CHOSEN
from winset.scenario.regimes import SOURCES
from winset.scenario.rules.raw import entries, get
from winset.scenario.tree import nearest


def _known(path: Path, word: Any, known: Iterable[str], room: str) -> Iterator[Fault]:
    names = list(known)
    if isinstance(word, str) and word not in names:
        hint = nearest(word, names) or f", one of {', '.join(names) or 'none given'}"
        yield Fault(path, f"be a name in {room}{hint}", shown(word))


def _sources(node: Any, path: Path, known: list[str]) -> Iterator[Fault]:
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "source":
                yield from _known((*path, key), value, known, "sources")
            yield from _sources(value, (*path, key), known)
    elif isinstance(node, list):
        for i, item in enumerate(node):
            yield from _sources(item, (*path, i), known)


def reference_faults(data: dict[str, Any]) -> Iterator[Fault]:
    """Faults of references by name."""
    senders = [name for name, _ in entries(data, "senders")]
    factions = [f["name"] for _, f in entries(data, "factions") if isinstance(f.get("name"), str)]
    regions = [name for name, _ in entries(data, "regions")]
    for i, faction in entries(data, "factions"):
        yield from _known(("factions", i, "home_region"), faction.get("home_region"), regions, "regions")
    for name, region in entries(data, "regions"):
        yield from _known(("regions", name, "faction"), region.get("faction"), factions, "factions")
    for room in ("measures", "threats"):
        for i, act in entries(data, "package", room):
            yield from _known(("package", room, i, "sender"), act.get("sender"), senders, "senders")
    for i, measure in entries(data, "package", "measures"):
        listed = get(measure, "listed")
        for name in listed if isinstance(listed, dict) else ():
            yield from _known(("package", "measures", i, "listed", name), name, factions, "factions")
    sources = get(data, "sources")
    known = [*(sources if isinstance(sources, dict) else ()), CHOSEN, *SOURCES]
    yield from _sources({k: v for k, v in data.items() if k != "sources"}, (), known)
