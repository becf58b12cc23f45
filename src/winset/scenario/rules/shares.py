"""Sums of shares: what must add up to one, and what may not exceed it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from winset.scenario.faults import Fault
from winset.scenario.rules.raw import entries, get, number, optional, total
from winset.types import ORIGINS, SECTORS

POWER_TOLERANCE = 0.02
HOUSEHOLD_TOLERANCE = 0.005
EXCESS = 1e-6

CLAIMS = ("licences", "allocation", "smuggling", "posts", "coercion")
HOUSEHOLD_SHARES = ("population", "labour", "capital", "imports", "cash")


def _at_most_one(path: tuple[str | int, ...], value: float | None, at: tuple[str, ...]) -> Iterator[Fault]:
    if value is not None and value > 1 + EXCESS:
        yield Fault(path, "sum to at most 1", f"{value:.6g}", at)


def _factions(data: dict[str, Any]) -> Iterator[Fault]:
    factions = entries(data, "factions")
    power = total(number(faction, "power") for _, faction in factions)
    if factions and power is not None and abs(power - 1) > POWER_TOLERANCE:
        yield Fault(("factions", "[]", "power"), "sum to 1", f"{power:.6g}", ("factions",))
    for claim in CLAIMS:
        held = total(optional(faction, claim) for _, faction in factions)
        yield from _at_most_one(("factions", "[]", claim), held, ("factions",))
    for sector in SECTORS:
        held = total(optional(faction, "holdings", sector) for _, faction in factions)
        yield from _at_most_one(("factions", "[]", "holdings", sector), held, ("factions",))


def _households(data: dict[str, Any]) -> Iterator[Fault]:
    classes = entries(data, "households")
    for share in HOUSEHOLD_SHARES if len(classes) == 3 else ():
        value = total(number(household, share) for _, household in classes)
        if value is not None and abs(value - 1) > HOUSEHOLD_TOLERANCE:
            yield Fault(("households", "[]", share), "sum to 1", f"{value:.6g}", ("households",))


def _regions(data: dict[str, Any]) -> Iterator[Fault]:
    regions = entries(data, "regions")
    for share in ("population", "output"):
        value = total(number(region, share) for _, region in regions)
        yield from _at_most_one(("regions", "[]", share), value, ("regions",))
    border = total(optional(region, "border_trade") for _, region in regions)
    yield from _at_most_one(("regions", "[]", "border_trade"), border, ("regions",))
    for sector in SECTORS:
        value = total(optional(region, "sectors", sector) for _, region in regions)
        yield from _at_most_one(("regions", "[]", "sectors", sector), value, ("regions",))


def _senders(data: dict[str, Any]) -> Iterator[Fault]:
    senders = entries(data, "senders")
    finance = total(number(sender, "finance_share") for _, sender in senders)
    yield from _at_most_one(("senders", "[]", "finance_share"), finance, ("senders",))
    for origin in ORIGINS:
        of_origin = [sender for _, sender in senders if get(sender, "origin") == origin]
        value = total(number(sender, "trade_share") for sender in of_origin)
        path = ("senders", "[]", f"trade_share (origin {origin})")
        yield from _at_most_one(path, value, ("senders",))


def share_faults(data: dict[str, Any]) -> Iterator[Fault]:
    """Faults of shares over factions, households, regions and senders."""
    yield from _factions(data)
    yield from _households(data)
    yield from _regions(data)
    yield from _senders(data)
