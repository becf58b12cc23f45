"""What happened: series, events and coded outcome. For comparison only, never an input of a run."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from winset.scenario.block import Block, Keyed
from winset.scenario.dates import Date, Moment
from winset.scenario.figure import Figure, Quantity

SeriesName = Literal["gdp", "inflation", "market_rate", "official_rate", "imports", "oil_exports"]
Ending = Literal["running", "compliance", "settlement", "sender_capitulation", "stalemate"]


class Series(Block):
    """One observed series, keyed by year or month."""

    unit: str = Field(description="Unit of the values, for readers.")
    frequency: Literal["year", "month"] = Field(description="What a key stands for.")
    first_month: Annotated[int, Field(ge=1, le=12, json_schema_extra={"unit": "month of the year"})] = Field(
        default=1,
        description="Month in which the years of a yearly series begin, 4 for fiscal years from April; the model is "
        "averaged over the same twelve months.",
    )
    label: str = Field(default="", description="Name for readers.")
    values: dict[Moment, Annotated[Figure, Quantity("the unit of the series")]] = Field(
        description="Values by year or month."
    )


class Event(Block):
    """One dated event."""

    date: Date = Field(description="When it happened.")
    label: str = Field(description="What happened.")
    kind: Literal["deal", "sanction", "coalition", "street", "leader", "economy"] = Field(
        description="What it concerned."
    )


class Outcome(Block):
    """Coded outcome of the spell."""

    compliance: Annotated[int, Field(ge=0, le=4, json_schema_extra={"unit": "code"})] = Field(
        description="With the main demand: 0 none to 4 full."
    )
    cohesion: Annotated[int, Field(ge=-2, le=2, json_schema_extra={"unit": "code"})] = Field(
        description="Of the ruling elite over the spell: -2 split to 2 tighter."
    )
    leader: Literal["stays", "regular", "insider", "coup", "uprising", "foreign"] = Field(
        description="How the leader left, if so."
    )
    ending: Ending = Field(description="How the spell ended.")


class History(Block):
    """The record that a report shows beside the runs."""

    series: Annotated[dict[SeriesName, Series], Keyed()] = Field(
        default_factory=dict, description="Observed series by name."
    )
    events: list[Event] = Field(default_factory=list, description="Dated events.")
    outcome: Outcome | None = Field(default=None, description="Coded outcome.")
