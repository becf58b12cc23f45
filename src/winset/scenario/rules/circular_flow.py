"""Input-output balances: each sector's output equals its uses and equals its costs.

    output_k = sum_u a_ku output_u + consumption_k + government_k + investment_k + exports_k
    output_k = value_added_k + sum_s a_sk output_k + imported_inputs_k

All are shares of yearly GDP; value added sums to 1.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from winset.scenario.faults import Fault
from winset.scenario.rules.raw import get, number, optional, total
from winset.types import ORIGINS, SECTORS

TOLERANCE = 0.01
"""Of a sector's output; never less than `FLOOR` of GDP."""
FLOOR = 5e-4
VALUE_ADDED_TOLERANCE = 0.005


def _origins(sector: Any, field: str) -> float | None:
    return total(number(sector, field, origin) for origin in ORIGINS)


def _product(a: float | None, b: float | None) -> float | None:
    return None if a is None or b is None else a * b


def _uses(sectors: Any, rows: Any, name: str) -> float | None:
    used = [_product(optional(rows, name, user), number(sectors, user, "output")) for user in SECTORS]
    final = [number(sectors, name, field) for field in ("consumption", "government", "investment")]
    return total([*used, *final, _origins(get(sectors, name), "exports")])


def _costs(sectors: Any, rows: Any, name: str) -> float | None:
    output = number(sectors, name, "output")
    inputs = [_product(optional(rows, supplier, name), output) for supplier in SECTORS]
    sector = get(sectors, name)
    return total([*inputs, number(sector, "value_added"), _origins(sector, "imported_inputs")])


def flow_faults(data: dict[str, Any]) -> Iterator[Fault]:
    """Faults of the balances; a sector is skipped when a figure that it needs cannot be read."""
    sectors = get(data, "economy", "sectors")
    rows = get(data, "economy", "input_coefficients", "rows")
    if not isinstance(sectors, dict):
        return
    value_added = total(number(sectors, name, "value_added") for name in SECTORS)
    if value_added is not None and abs(value_added - 1) > VALUE_ADDED_TOLERANCE:
        path = ("economy", "sectors", "[]", "value_added")
        yield Fault(path, "sum to 1", f"{value_added:.6g}", ("economy", "sectors"))
    for name in SECTORS if isinstance(rows, dict) else ():
        output = number(sectors, name, "output")
        sides = (
            (
                "intermediate use + consumption + government + investment + exports",
                _uses(sectors, rows, name),
            ),
            ("value added + domestic inputs + imported inputs", _costs(sectors, rows, name)),
        )
        for words, side in sides:
            if output is None or side is None or abs(side - output) <= max(FLOOR, TOLERANCE * output):
                continue
            path = ("economy", "sectors", name, "output")
            yield Fault(path, f"equal {words} = {side:.5g} within 1 %", f"{output:.5g}")
