"""Outcomes by name: each a number per draw, computed from trajectories.

    NAME                concession, output_worst, settled, ...
    NAME:WHOM           income:irgc, hardship:poor (a faction or a household class)
    NAME@YYYY-MM        settled@2014-12: at that date, or by it; the horizon if left out

`parse` turns such a word into an Outcome; `Outcome.of` reads (draw,) from a Trajectories.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from winset.errors import RunError
from winset.questions.arrays import at_date, calendar_months, first_month, happened_by, rows_of
from winset.questions.coalition_shift import shifted
from winset.questions.incidence import RENTS
from winset.types import END_STATES, EXITS, HOUSEHOLDS

DEFAULT = ("concession", "output_worst", "settled", "bloc_shift", "leader_exit")


class Trajectories(NamedTuple):
    """Arrays of a run by name (draw first), its months, factions in file order and their ideal concessions."""

    arrays: Mapping[str, np.ndarray]
    month: np.ndarray
    factions: tuple[str, ...]
    ideal: np.ndarray


Reader = Callable[[Trajectories, int, int], np.ndarray]


@dataclass(frozen=True)
class Kind:
    """A family of outcomes: what it is called, its unit, how it is read, and of whom (faction, household or nobody)."""

    label: str
    unit: str
    read: Reader
    whom: str = ""


def _level(name: str) -> Reader:
    return lambda t, row, who: t.arrays[name][:, row]


def _extreme(name: str, best: Callable[..., Any]) -> Reader:
    return lambda t, row, who: best(t.arrays[name][:, : row + 1], axis=1)


def _of(name: str) -> Reader:
    return lambda t, row, who: t.arrays[name][:, row, who]


def _mean_of(*names: str) -> Reader:
    return lambda t, row, who: sum(t.arrays[n][:, : row + 1, who].mean(axis=1) for n in names)


def _ended(*states: str) -> Reader:
    codes = [END_STATES.index(s) for s in states]

    def read(t: Trajectories, row: int, who: int) -> np.ndarray:
        by = happened_by(rows_of(t.arrays["end_month"], t.month), len(t.month))[:, row]
        return by & np.isin(t.arrays["end_state"], codes)

    return read


def _left(*kinds: str) -> Reader:
    codes = [EXITS.index(k) for k in kinds]

    def read(t: Trajectories, row: int, who: int) -> np.ndarray:
        by = happened_by(rows_of(t.arrays["exit_month"], t.month), len(t.month))[:, row]
        return by & np.isin(t.arrays["exit_kind"], codes)

    return read


def _interim(t: Trajectories, row: int, who: int) -> np.ndarray:
    return happened_by(rows_of(t.arrays["interim_month"], t.month), len(t.month))[:, row]


def _settled_at_threat(t: Trajectories, row: int, who: int) -> np.ndarray:
    return _ended("compliance", "settlement")(t, row, who) & (t.arrays["at_threat"] > 0)


def _shift(t: Trajectories, row: int, who: int) -> np.ndarray:
    first = first_month(shifted(t.arrays["coalition"], t.arrays["power"][:, 0], t.ideal))
    return (first >= 0) & (first <= row)


_SHARE = "probability"
KINDS: dict[str, Kind] = {
    "concession": Kind("Concession", "position, 0 to 1", _level("concession")),
    "concession_highest": Kind("Highest concession", "position, 0 to 1", _extreme("concession", np.max)),
    "alignment": Kind("Alignment with the patron", "position, 0 to 1", _level("alignment")),
    "reform": Kind("Reform depth", "position, 0 to 1", _level("reform")),
    "output": Kind("Output", "base trend = 1", _level("output")),
    "output_worst": Kind("Output at its worst", "base trend = 1", _extreme("output", np.min)),
    "imports_worst": Kind("Imports at their worst", "base = 1", _extreme("imports", np.min)),
    "price_level": Kind("Consumer prices", "log deviation", _level("price_level")),
    "market_rate": Kind("Market exchange rate", "log deviation", _level("market_rate")),
    "fiscal_gap_worst": Kind("Fiscal gap at its worst", "share of GDP", _extreme("fiscal_gap", np.max)),
    "unrest_worst": Kind("Unrest at its worst", "share of adults", _extreme("unrest", np.max)),
    "cohesion": Kind("Cohesion of the coalition", "log income", _level("cohesion")),
    "cohesion_lowest": Kind("Cohesion at its lowest", "log income", _extreme("cohesion", np.min)),
    "settled": Kind("Settled: compliance or settlement", _SHARE, _ended("compliance", "settlement")),
    "compliance": Kind("Compliance", _SHARE, _ended("compliance")),
    "interim_deal": Kind("Interim deal", _SHARE, _interim),
    "settled_at_threat": Kind("Settled before any measure", _SHARE, _settled_at_threat),
    "sender_gives_up": Kind("Sender gives up", _SHARE, _ended("sender_capitulation")),
    "bloc_shift": Kind("Ruling bloc shifts towards concession", _SHARE, _shift),
    "leader_exit": Kind("Leader leaves", _SHARE, _left(*EXITS[1:])),
    "leader_coup": Kind("Leader falls to a coup", _SHARE, _left("coup")),
    "leader_insider": Kind("Leader removed by insiders", _SHARE, _left("insider")),
    "leader_uprising": Kind("Leader falls to an uprising", _SHARE, _left("uprising")),
    "income": Kind("Income, mean so far", "log change against the same posts without pressure", _mean_of("income"),
                   "faction"),
    "rent": Kind("Rents of scarcity, cheap dollars and smuggling, mean so far", "share of GDP, per year",
                 _mean_of(*RENTS), "faction"),
    "power": Kind("Power", "share", _of("power"), "faction"),
    "member": Kind("Sits in the ruling coalition", _SHARE, _of("coalition"), "faction"),
    "position": Kind("Concession advocated", "position, 0 to 1", _of("position"), "faction"),
    "hardship": Kind("Hardship, mean so far", "log points", _mean_of("hardship"), "household"),
    "household_income": Kind("Real household income, mean so far", "log points",
                             _mean_of("household_income"), "household"),
}  # fmt: skip


@dataclass(frozen=True)
class Outcome:
    """A named outcome: how it was written, whose it is and at which date ("" is the horizon)."""

    word: str
    kind: Kind
    whom: str
    date: str

    @property
    def is_share(self) -> bool:
        """True where the mean over draws is a probability."""
        return self.kind.unit == _SHARE

    @property
    def label(self) -> str:
        """For readers: Income, mean so far (irgc), Dec 2014."""
        return self.kind.label + (f" ({self.whom})" if self.whom else "") + (f", {self.date}" if self.date else "")

    def of(self, t: Trajectories) -> np.ndarray:
        """The outcome of every draw, shape (draw,)."""
        row = at_date(t.month, self.date) if self.date else len(t.month) - 1
        items = t.factions if self.kind.whom == "faction" else HOUSEHOLDS
        return np.asarray(self.kind.read(t, row, items.index(self.whom) if self.whom else 0), float)


def parse(word: str, factions: Sequence[str], month: np.ndarray) -> Outcome:
    """The outcome that a word names; RunError says what may stand in the place of the part that is wrong."""
    head, _, date = word.partition("@")
    name, _, whom = head.partition(":")
    if name not in KINDS:
        raise RunError(f"outcome must be one of {', '.join(KINDS)} (got {name})")
    kind = KINDS[name]
    known = {"faction": tuple(factions), "household": HOUSEHOLDS, "": ("",)}[kind.whom]
    if whom not in known:
        wanted = f"name a {kind.whom}, {name}:{' or :'.join(known)}" if kind.whom else f"be written {name}"
        raise RunError(f"outcome {name} must {wanted} (got {head})")
    if date:
        _check_date(word, date, month)
    return Outcome(word, kind, whom, date)


def _check_date(word: str, date: str, month: np.ndarray) -> None:
    months = [str(m) for m in calendar_months(month)]
    if date not in months:
        raise RunError(f"outcome {word} must have a date from {months[0]} to {months[-1]}, YYYY-MM (got {date})")
