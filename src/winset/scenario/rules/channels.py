"""Fields of a measure that only one channel can use."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from winset.scenario.faults import Fault
from winset.scenario.rules.raw import entries
from winset.types import CHANNELS

BELONGS = {"freeze": "finance", "listed": "listing", "price_cap": "export"}


def channel_faults(data: dict[str, Any]) -> Iterator[Fault]:
    """Faults of measures whose fields do not fit their channel."""
    for i, measure in entries(data, "package", "measures"):
        channel = measure.get("channel")
        for field, owner in BELONGS.items() if channel in CHANNELS else ():
            if measure.get(field) is not None and channel != owner:
                path = ("package", "measures", i, field)
                yield Fault(path, f"stand in a measure of channel {owner}", f"channel {channel}")
