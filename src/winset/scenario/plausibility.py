"""Warnings: values that are allowed but unlikely, and figures without a source."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from winset.scenario.block import Block
from winset.scenario.dates import month_number
from winset.scenario.document import Path
from winset.scenario.faults import Fault
from winset.scenario.figure import Figure
from winset.scenario.scenario import Scenario
from winset.types import ORIGINS

USUAL: tuple[tuple[str, float, float], ...] = (
    ("economy.macro.imports", 0.02, 1.5),
    ("economy.macro.reserves", 0.0, 3.0),
    ("economy.macro.revenue", 0.03, 0.8),
    ("economy.macro.spending", 0.03, 0.8),
    ("economy.macro.debt", 0.0, 3.0),
    ("economy.macro.money", 0.0, 3.0),
    ("economy.macro.trend_growth", -0.05, 0.15),
    ("economy.macro.base_inflation", -0.05, 2.0),
    ("economy.exchange_regime.oil_discount", 0.0, 0.5),
    ("concentration", 2.0, 500.0),
    ("world_market.volatility", 0.0, 0.3),
    ("world_market.base_price", 5.0, 200.0),
    ("third_countries.patron_credit", 0.0, 0.2),
)
"""Dotted path, lowest and highest value usually met (chosen)."""

USUAL_FACTION = (
    ("power", 0.005, 0.9), ("patience", 0.8, 1.0), ("horizon", 3.0, 240.0), ("buffer", 0.0, 60.0),
)  # fmt: skip
BALANCE = 0.01
"""Gap of the balance of payments, share of GDP, from which a warning is given (chosen)."""


def _unusual(block: Any, fields: tuple[tuple[str, float, float], ...], path: Path) -> Iterator[Fault]:
    for dotted, low, high in fields:
        node, steps = block, dotted.split(".")
        for step in steps:
            node = getattr(node, step)
        if not low <= node.value <= high:
            yield Fault((*path, *steps), f"usually lie between {low:g} and {high:g}", f"{node.value:g}")


def _factions(scenario: Scenario) -> Iterator[Fault]:
    for i, faction in enumerate(scenario.factions):
        yield from _unusual(faction, USUAL_FACTION, ("factions", i))
        if faction.posts.value > 0 and not faction.in_coalition:
            got = f"{faction.posts.value:g} outside the coalition"
            yield Fault(("factions", i, "posts"), "be 0 for a faction without a seat", got)
    for i, faction in enumerate(scenario.factions):
        if not any(weight.value for weight in (faction.salience[issue] for issue in ("concession", "reform"))):
            yield Fault(("factions", i, "salience"), "be positive on concession or reform", "0")


def _balance(scenario: Scenario) -> Iterator[Fault]:
    """The balance of payments, and macro totals against the sectors."""
    macro, sectors = scenario.economy.macro, scenario.economy.sectors.values()
    exports = macro.oil_exports.value + macro.other_exports.value
    gap = exports - macro.imports.value - macro.private_outflow.value - macro.reserve_accumulation.value
    path: Path = ("economy", "macro", "reserve_accumulation")
    if abs(gap) > BALANCE:
        words = "equal exports - imports - private outflow"
        yield Fault(path, words, f"a gap of {gap:.3g} of GDP")
    bought = sum(float(s[flow][o]) for s in sectors for flow in ("imported_inputs", "imports_final") for o in ORIGINS)
    sold = sum(float(s.exports[o]) for s in sectors for o in ORIGINS)
    for field, total, by_sector in (
        ("imports", macro.imports.value, bought),
        ("other_exports", exports, sold),
    ):
        if abs(total - by_sector) > max(BALANCE, 0.1 * by_sector):
            words = f"agree with the sectors, {by_sector:.3g} (with oil, for exports)"
            yield Fault(("economy", "macro", field), words, f"{total:.3g}")


def _calendar(scenario: Scenario) -> Iterator[Fault]:
    end = month_number(scenario.period.start) + scenario.period.months
    for i, measure in enumerate(scenario.package.measures):
        if month_number(measure.date) >= end:
            yield Fault(("package", "measures", i, "date"), "lie before the end of the period", str(measure.date))
    for i, day in enumerate(scenario.institutions.succession):
        if not month_number(scenario.period.start) <= month_number(day) < end:
            yield Fault(("institutions", "succession", i), "lie within the period", str(day))


def _regions(scenario: Scenario) -> Iterator[Fault]:
    for share in ("population", "output"):
        covered = sum(float(region[share]) for region in scenario.regions.values())
        if scenario.regions and covered < 0.98:
            yield Fault(("regions", "[]", share), "sum to 1", f"{covered:.3g}", ("regions",))
    for name, region in scenario.regions.items():
        if region.faction is not None and not region.bargains:
            words = "stand beside `own_revenue` or `border_trade`, without which the region does not bargain"
            yield Fault(("regions", name, "faction"), words, region.faction)


def unsourced(node: Any) -> int:
    """Figures at or below `node` that name no source."""
    if isinstance(node, Figure):
        return int(node.source is None)
    if isinstance(node, Block):
        return sum(unsourced(getattr(node, name)) for name in type(node).model_fields)
    items = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    return sum(unsourced(item) for item in items)


def _sources(scenario: Scenario) -> Iterator[Fault]:
    for room in Scenario.model_fields:
        count = unsourced(getattr(scenario, room))
        if count:
            words = "name a source for every figure, or a block-level `source:` (`chosen` for a choice)"
            yield Fault((room,), words, f"{count} without")


def warnings(scenario: Scenario) -> list[Fault]:
    """Everything unlikely about a scenario that has no fault."""
    rooms = (_factions, _balance, _calendar, _regions, _sources)
    return [*_unusual(scenario, USUAL, ()), *(fault for room in rooms for fault in room(scenario))]
