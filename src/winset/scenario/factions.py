"""Factions: the elite groups that bargain, what each wants, knows, owns and can lose."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from winset.scenario.block import Block, Name
from winset.scenario.economy import SectorName
from winset.scenario.figure import (
    NONE,
    Degree,
    Figure,
    Months,
    Position,
    Probability,
    Quantity,
    Share,
    Weight,
)

FactionKind = Literal[
    "executive", "economic_managers", "security", "party", "finance", "industry", "regional", "opposition"
]


class Ideal(Block):
    """Ideal points, one per issue."""

    concession: Position = Field(description="On the sender's main demand.")
    alignment: Position = Field(description="On leaning on a patron: 0 none, 1 full.")
    reform: Position = Field(description="On reform depth: 0 none, 1 full.")


class Salience(Block):
    """How much a faction cares about each issue."""

    concession: Weight = Field(description="Weight of the concession issue.")
    alignment: Weight = Field(description="Weight of the alignment issue.")
    reform: Weight = Field(description="Weight of the reform issue.")


class Beliefs(Block):
    """What a faction believes at the start and how well it is informed."""

    resolved: Probability = Field(description="Prior that the sender is of the resolved type.")
    precision: Annotated[Figure, Quantity("1 / variance of a monthly signal", 0)] = Field(
        description="Precision of private signals on the pressure points of the economy."
    )


class Faction(Block):
    """One elite group. Shares are of the national total; what no faction holds is dispersed."""

    name: Name = Field(description="Unique; references use it.")
    label: str = Field(default="", description="Name for readers; the name without underscores if left out.")
    kind: FactionKind = Field(
        description="Its trade. Economic managers, security and party have political capital of their own."
    )
    leader: bool = Field(default=False, description="Holds the top post; exactly one faction does.")
    in_coalition: bool = Field(default=False, description="Sits in the winning coalition at the start.")
    power: Share = Field(description="Share of power; all sum to 1.")
    ideal: Ideal = Field(description="Ideal points.")
    salience: Salience = Field(description="Weights of the issues.")
    patience: Annotated[Figure, Quantity("discount factor per month", 0, 1)] = Field(
        description="What a month's wait leaves of a payoff."
    )
    horizon: Annotated[Figure, Quantity("months", 1)] = Field(description="How far it looks ahead.")
    buffer: Months = Field(description="Months of income that it can lose before it feels it.")
    risk_attitude: Annotated[Figure, Quantity("attitude, -1 averse to 1 seeking", -1, 1)] = Field(
        default=NONE, description="Attitude to risk; 0 if left out."
    )
    beliefs: Beliefs = Field(description="Beliefs at the start.")
    holdings: dict[SectorName, Share] = Field(
        default_factory=dict, description="Share of each sector's capital income."
    )
    licences: Share = Field(default=NONE, description="Share of scarce-import licences.")
    allocation: Share = Field(default=NONE, description="Share of official-rate foreign exchange.")
    smuggling: Share = Field(default=NONE, description="Share of sanctions-busting channels.")
    posts: Share = Field(default=NONE, description="Share of state posts at the start.")
    coercion: Share = Field(default=NONE, description="Share of coercive capacity.")
    network: Degree = Field(description="Reach of its foreign network.")
    movable_wealth: Share = Field(description="Share of its wealth that can leave the country.")
    dependence: Annotated[Figure | None, Quantity("degree, 0 to 1", 0, 1)] = Field(
        default=None,
        description="Dependence on the ruler. Left out, it is the loyalty norm 1 - winning_coalition: the smaller the "
        "part of the selectorate that rules, the less likely is a seat under another ruler.",
    )
    audience: Degree = Field(description="Cost of reversing a public commitment.")
    home_region: str | None = Field(
        default=None, description="A key of `regions`. For readers: the model does not read it."
    )

    @model_validator(mode="before")
    @classmethod
    def _label(cls, data: Any) -> Any:
        if isinstance(data, dict) and not data.get("label") and isinstance(data.get("name"), str):
            return {**data, "label": data["name"].replace("_", " ")}
        return data
