"""On what basis a historical series stands beside the model, in a few words, and how often it lies in the band."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from winset.questions.history import VARIABLES, Year, comparison, first_month_of, scores
from winset.report.case import history_series
from winset.report.material import Material
from winset.report.wording import MONTHS


class Held(NamedTuple):
    """A series as readers call it, its periods with an observation, those inside the 10-90 band, and their noun."""

    name: str
    inside: int
    periods: int
    noun: str


def held(material: Material) -> list[Held]:
    """How often the record lies inside the band, by series; those without an observation are left out."""
    found = []
    for name, series in history_series(material.case).items():
        if name in VARIABLES and VARIABLES[name] in material.paths:
            compared = comparison(name, series, material.paths[VARIABLES[name]], material.month, material.case.base)
            score = scores(compared)
            count = int(score["observations"])
            if count:
                noun = "year" if compared.frequency.startswith("year") else "month"
                inside = round(score["coverage_80"] * count)
                found.append(Held(name.replace("gdp", "output").replace("_", " "), inside, count, noun))
    return found


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
