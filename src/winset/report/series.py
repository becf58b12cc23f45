"""On what basis a historical series stands beside the model, in a few words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from winset.questions.history import Year, first_month_of
from winset.report.wording import MONTHS


def basis(name: str, series: Mapping[str, Any]) -> str:
    """What is compared: mean of year, mean of year from Apr, monthly means, ..."""
    if not str(series.get("frequency", "year")).startswith("year"):
        return "12 months, means" if name == "inflation" else "monthly, means"
    first = first_month_of(series)
    begins = "" if first == 1 else f" from {MONTHS[first - 1]}"
    return f"mean on mean of year{begins}" if name == "inflation" else f"mean of year{begins}"


def period(year: Year) -> str:
    """2012; 2012/13 for a year that begins later than January; 2011 (2 mo) where only two months were observed."""
    start = str(year.start)
    if year.months < 12:
        return f"{start[:4]} ({year.months} mo)"
    return start[:4] if start.endswith("-01") else f"{start[:4]}/{(int(start[:4]) + 1) % 100:02d}"
