"""The table of stylised facts, `facts.csv`: committed before anything is fitted, one row a fact.

`population` is how cells of the population are weighed, `sender` whose cells a fact is read from. `use` is test
(counts), fit (parameters were fitted to it), implied (its sign follows from an equation and does not count) or report
(disputed among scholars: an output, without a band). `observed` may be empty where only a sign is known; a bound that
is empty is infinite.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib import resources

from winset.errors import WinsetError

USES = ("test", "fit", "implied", "report")
MIXES = ("balanced", "cases")
MODES = ("scripted", "strategic")


@dataclass(frozen=True)
class Fact:
    """A statement about sanctions, the statistic that would show it in the population, and its band."""

    name: str
    fact: str
    population: str
    sender: str
    statistic: str
    observed: float | None
    lower: float | None
    upper: float | None
    unit: str
    source: str
    seen: bool
    use: str

    def holds(self, value: float) -> bool | None:
        """Whether a value lies in the band; None where the fact has none."""
        if self.lower is None and self.upper is None:
            return None
        return (self.lower is None or value >= self.lower) and (self.upper is None or value <= self.upper)


def _number(text: str) -> float | None:
    return float(text) if text else None


def _fact(row: dict[str, str], line: int) -> Fact:
    where = f"facts.csv:{line}: {row['name']}"
    for field, known in (("use", USES), ("population", MIXES), ("sender", MODES)):
        if row[field] not in known:
            raise WinsetError(f"{where} {field} must be one of {', '.join(known)} (got {row[field]!r})")
    lower, upper = _number(row["lower"]), _number(row["upper"])
    empty = lower is None and upper is None
    if row["use"] != "report" and (empty or (lower is not None and upper is not None and lower > upper)):
        raise WinsetError(f"{where} lower and upper must be a band (got {row['lower']!r}, {row['upper']!r})")
    seen = row["seen"] == "TRUE"
    return Fact(
        row["name"], row["fact"], row["population"], row["sender"], row["statistic"], _number(row["observed"]),
        lower, upper, row["unit"], row["source"], seen, row["use"],
    )  # fmt: skip


def parse_facts(text: str) -> tuple[Fact, ...]:
    """Facts of a table in CSV; WinsetError names line, row, field and what was found."""
    return tuple(_fact(row, line) for line, row in enumerate(csv.DictReader(text.splitlines()), start=2))


@cache
def read_facts() -> tuple[Fact, ...]:
    """The packaged table."""
    return parse_facts(resources.files("winset").joinpath("facts.csv").read_text(encoding="utf-8"))
