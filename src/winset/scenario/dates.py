"""Dates as scenario files write them: 2012, 2012-07 or 2012-07-01.

A month stands for its first day, a year for its first of January.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any

from pydantic import BeforeValidator, GetJsonSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError

_FORM = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


def parse_date(value: object) -> date | None:
    """The first day that `value` names, or None when it names none."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    match = _FORM.fullmatch(str(value)) if isinstance(value, str | int) else None
    if not match:
        return None
    try:
        return date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        return None


def precision(value: object) -> str:
    """How finely a date is given: year, month or day."""
    return ("year", "month", "day")[str(value).count("-")]


def _read(finest: str, coarsest: str) -> Any:
    order = ("day", "month", "year")
    forms = {"day": "YYYY-MM-DD", "month": "YYYY-MM", "year": "YYYY"}
    allowed = order[: order.index(coarsest) + 1]
    listed = " or ".join(forms[name] for name in order[order.index(finest) : order.index(coarsest) + 1])

    def read(value: object) -> date:
        day = parse_date(value)
        if day is None or (not isinstance(value, date) and precision(value) not in allowed):
            words = {"requirement": f"be a date, {listed}", "got": str(value)}
            raise PydanticCustomError("must", "{requirement}", words)
        return day.replace(day=1) if finest == "month" else day

    return read


@dataclass(frozen=True)
class _Form:
    pattern: str

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"type": "string", "pattern": self.pattern}


Date = Annotated[date, BeforeValidator(_read("day", "month")), _Form(r"^[0-9]{4}-[0-9]{2}(-[0-9]{2})?$")]
Month = Annotated[date, BeforeValidator(_read("month", "month")), _Form(r"^[0-9]{4}-[0-9]{2}(-[0-9]{2})?$")]
Moment = Annotated[date, BeforeValidator(_read("month", "year")), _Form(r"^[0-9]{4}(-[0-9]{2})?(-[0-9]{2})?$")]


def month_number(day: date) -> int:
    """Months since year 0: differences count months."""
    return day.year * 12 + day.month - 1
