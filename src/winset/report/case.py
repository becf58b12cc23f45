"""What the report reads from a scenario: names, dates, sources, history. Numbers may be bare or figures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from winset.questions.history import Base


class Faction(NamedTuple):
    """One elite group as the reader meets it."""

    name: str
    label: str
    kind: str
    leader: bool
    in_coalition: bool
    power: float
    ideal: float


class Case(NamedTuple):
    """A scenario, read for reporting. `text` is the scenario as a nested mapping of plain values."""

    title: str
    target: str
    start: str
    months: int
    as_of: str
    factions: list[Faction]
    base: Base
    text: dict[str, Any]

    def section(self, *names: str) -> Any:
        """A nested block of the scenario, an empty mapping where it is missing."""
        block: Any = self.text
        for name in names:
            block = (block or {}).get(name) if isinstance(block, Mapping) else None
        return block if block is not None else {}


def number(value: Any, default: float = 0.0) -> float:
    """A bare number, or the `value` of a figure."""
    if isinstance(value, Mapping):
        value = value.get("value")
    return default if value is None else float(value)


def plain(scenario: Any) -> dict[str, Any]:
    """A scenario as nested plain values."""
    if isinstance(scenario, Mapping):
        return dict(scenario)
    return scenario.model_dump(mode="json")


def read_case(scenario: Any) -> Case:
    """Gather what the report needs from a Scenario (or from an equal mapping)."""
    text = plain(scenario)
    period, macro = text.get("period", {}), text.get("economy", {}).get("macro", {})
    base = Base(
        number(macro.get("trend_growth")),
        number(macro.get("base_inflation")),
        number(macro.get("base_rate"), 1.0),
    )
    factions = [_faction(f) for f in text.get("factions", [])]
    highest = max((f.ideal for f in factions), default=0.0)
    if number(text.get("scale"), 1.0) == 100 and highest > 1:
        factions = [f._replace(ideal=f.ideal / 100) for f in factions]
    return Case(
        title=str(text.get("title", "")),
        target=str(text.get("target", {}).get("name", "")),
        start=str(period.get("start", ""))[:7],
        months=int(number(period.get("months"))),
        as_of=str(text.get("as_of") or ""),
        factions=factions,
        base=base,
        text=text,
    )


def _faction(block: Mapping[str, Any]) -> Faction:
    return Faction(
        name=str(block["name"]),
        label=str(block.get("label") or block["name"]),
        kind=str(block.get("kind", "")),
        leader=bool(block.get("leader")),
        in_coalition=bool(block.get("in_coalition")),
        power=number(block.get("power")),
        ideal=number((block.get("ideal") or {}).get("concession")),
    )


def history_series(case: Case) -> dict[str, dict[str, Any]]:
    """Historical series by name, values as plain numbers."""
    series = case.section("history", "series")
    return {
        str(name): {**block, "values": {k: number(v) for k, v in block["values"].items() if v is not None}}
        for name, block in series.items()
        if isinstance(block, Mapping) and block.get("values")
    }
