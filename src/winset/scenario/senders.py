"""Senders and what they do: the sanctions package, demands and threats."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from winset.scenario.block import Block
from winset.scenario.dates import Date
from winset.scenario.economy import SectorName
from winset.scenario.figure import (
    NONE,
    Degree,
    Figure,
    Log,
    Months,
    Payoff,
    Position,
    Probability,
    Quantity,
    Share,
)
from winset.types import SECTORS

Origin = Literal["west", "china", "other"]
Channel = Literal["export", "import", "finance", "technology", "listing"]
Goods = Literal["food", "medicine"]


def _all_sectors(value: Any) -> Any:
    return list(SECTORS) if value == "all" else value


class Sender(Block):
    """One sanctioning state or bloc."""

    origin: Origin = Field(description="The trade bloc it belongs to.")
    trade_share: Share = Field(description="Share of its origin's trade with the target.")
    finance_share: Share = Field(description="Share of the target's cross-border finance that it controls.")
    resolved: Probability = Field(description="Probability that it is of the resolved type.")
    benefit: Payoff = Field(description="Gain from full concession.")
    cost: Payoff = Field(description="Cost to itself of full measures.")
    blame: Payoff = Field(description="Cost of civilian harm it is blamed for.")
    audience: Payoff = Field(description="Cost of backing down from a threat.")
    patience: Annotated[Figure, Quantity("discount factor per month", 0, 1)] = Field(
        description="What a month's wait leaves of a payoff."
    )


class Measure(Block):
    """One measure. It bites with coverage x severity x (1 - exemption) of its sender's share."""

    date: Date = Field(description="When it enters into force.")
    sender: str = Field(description="A key of `senders`.")
    channel: Channel = Field(description="What it works through.")
    sectors: Annotated[list[SectorName | Literal["medicine"]], BeforeValidator(_all_sectors)] = Field(
        default=list(SECTORS),  # type: ignore[arg-type]
        description="Sectors it touches, or `all` (the default); `medicine` is a part of chemicals (channel import).",
        json_schema_extra={
            "anyOf": [{"const": "all"}, {"type": "array", "items": {"enum": [*SECTORS, "medicine"]}}],
            "type": ["string", "array"], "default": "all",
        },
    )  # fmt: skip
    coverage: Share = Field(description="Share of the flow that the text covers.")
    severity: Degree = Field(description="0 no effect, 1 a full ban.")
    exemption: Share = Field(default=NONE, description="Share of the covered flow that is exempt.")
    exempts: list[Goods] = Field(
        default_factory=list,
        description="Humanitarian goods left free whole: food and farm products, medicine (channel import).",
    )
    phase_in: Months = Field(default=NONE, description="Months from entry to full effect.")
    label: str = Field(default="", description="Name for readers.")
    relief: Literal["interim", "settlement", "compliance", "never"] = Field(
        default="settlement", description="The earliest outcome that lifts it."
    )
    until: Date | None = Field(default=None, description="When the package itself ends it.")
    freeze: Share | None = Field(default=None, description="Share of reserves frozen (channel finance).")
    listed: dict[str, Share] = Field(
        default_factory=dict, description="Share of each faction's movable wealth blocked (channel listing)."
    )
    price_cap: Log | None = Field(
        default=None,
        description="Log discount that a cap forces on oil using the sender's services (channel export).",
    )


class Demand(Block):
    """What the senders ask from a date on, until the next demand."""

    date: Date = Field(description="In force from this date.")
    level: Position = Field(description="Concession demanded.")
    credibility: Probability = Field(description="Probability that promised relief is delivered.")
    date_spread: Months = Field(default=NONE, description="Standard deviation of the date.")
    label: str = Field(default="", description="Name for readers.")


class Threat(Block):
    """A public threat of measures."""

    date: Date = Field(description="When it is made.")
    sender: str = Field(description="A key of `senders`.")
    label: str = Field(default="", description="Name for readers.")


class Package(Block):
    """All that the senders do. Conditioned on, so it may lie after `as_of`."""

    mode: Literal["scripted", "strategic"] = Field(
        default="scripted", description="scripted: as dated here; strategic: the senders choose when."
    )
    measures: list[Measure] = Field(default_factory=list, description="Dated measures.")
    demands: list[Demand] = Field(default_factory=list, description="Dated demands.")
    threats: list[Threat] = Field(default_factory=list, description="Dated threats.")
