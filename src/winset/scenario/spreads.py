"""Which spreads a draw varies, and a warning for those that a file gives to other figures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from winset.scenario.document import Path
from winset.scenario.faults import Fault
from winset.scenario.figure import is_number
from winset.types import ISSUES

DRAWN = (
    *(f"factions[].{kind}.{issue}" for kind in ("ideal", "salience") for issue in ISSUES),
    *(f"factions[].{trait}" for trait in ("patience", "horizon", "buffer", "risk_attitude", "beliefs.resolved")),
    *(f"factions[].{trait}" for trait in ("beliefs.precision", "movable_wealth", "audience", "network", "dependence")),
    *(f"institutions.{field}" for field in ("repression", "media_control", "legitimacy_claims", "veto_threshold")),
    *(f"institutions.exit_hazards.{mode}" for mode in ("regular", "insider", "coup", "uprising")),
    *(f"economy.sectors[].{field}" for field in ("labour", "essential", "technology")),
    *(f"economy.macro.{field}" for field in (
        "reserves", "spending", "debt", "fiscal_buffer", "posts_fund", "subsidies", "money",
    )),
    *(f"economy.exchange_regime.{field}" for field in (
        "peg", "controls_limit", "controls_speed", "allocation_share", "escrow_share", "oil_discount",
        "sender_services", "bond_access",
    )),
    "households[].food", "world_market.persistence", "world_market.volatility",
    *(f"third_countries.{field}" for field in ("imports", "exports", "finance", "patron_credit")),
    *(f"third_countries.conditional_{field}" for field in ("finance", "reform")),
    *(f"diaspora.{field}" for field in ("remittances", "voice")),
    "package.measures[].coverage", "package.demands[].level", "package.demands[].credibility",
)  # fmt: skip
"""Fields whose `spread` enters a run (simulate/case.py, simulate/drawn.py)."""

IGNORED = "stand on a figure that draws vary; here it is ignored"
WHICH = (
    ": they vary what factions want, believe and can lose, institutions, macro, regime and household figures, labour, "
    "essential and technology of sectors, the world market, third countries, the diaspora, coverage of measures, level "
    "and credibility of demands, and power by `concentration`"
)
KEYED = ("sectors", "households", "regions", "senders", "holdings", "listed", "path", "rows")
"""Mappings whose keys are names: entries share a field."""


def field_of(path: Path) -> str:
    """The field that a path leads to, names and places of entries left out: factions[].ideal.reform."""
    words, inside = "", ""
    for step in path:
        if isinstance(step, int) or inside in KEYED:
            words, inside = words + "[]", ""
        else:
            words, inside = f"{words}.{step}" if words else str(step), str(step)
    return words


def _spreads(node: Any, path: Path) -> Iterator[tuple[Path, float]]:
    if isinstance(node, dict):
        if "value" in node and is_number(node.get("spread")) and node["spread"] > 0:
            yield path, float(node["spread"])
        for key, value in node.items():
            yield from _spreads(value, (*path, key))
    elif isinstance(node, list):
        for i, item in enumerate(node):
            yield from _spreads(item, (*path, i))


def ignored_spreads(data: dict[str, Any]) -> Iterator[Fault]:
    """One fault for each field with a spread that no draw varies, at its first place; history is no input.

    The first of them says which fields do vary.
    """
    found: dict[str, list[tuple[Path, float]]] = {}
    for path, spread in _spreads({key: node for key, node in data.items() if key != "history"}, ()):
        if field_of(path) not in DRAWN:
            found.setdefault(field_of(path), []).append((path, spread))
    for k, places in enumerate(found.values()):
        path, spread = places[0]
        words = IGNORED if k else IGNORED + WHICH
        more = f", and {len(places) - 1} more in this field" if len(places) > 1 else ""
        yield Fault((*path, "spread"), words, f"{spread:g}{more}")
