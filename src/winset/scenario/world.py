"""The rest of the world: the oil price path and what third countries can replace."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from winset.scenario.block import Block
from winset.scenario.dates import Month
from winset.scenario.figure import NONE, Barrel, Degree, Figure, Flow, Position, Quantity, Stock, default

Relative = Annotated[Figure, Quantity("multiplies the odds that a flow is carried", 0)]
ONE = Figure(value=1.0, source="chosen", seen=False, note="default: the default capacity")


class WorldMarket(Block):
    """World oil price: `path` where given (conditioned on), an AR(1) in logs around it."""

    persistence: Annotated[Figure, Quantity("autocorrelation per month", 0, 1)] = Field(
        description="Persistence of price shocks."
    )
    volatility: Annotated[Figure, Quantity("log points per month", 0)] = Field(
        description="Standard deviation of monthly price shocks."
    )
    base_price: Barrel = Field(description="Price in the base year.")
    path: dict[Month, Barrel] = Field(default_factory=dict, description="Monthly prices, by month.")


class ThirdCountries(Block):
    """Capacity for evasion and diversion, and a patron's credit."""

    imports: Relative = Field(default=ONE, description="Capacity to supply what senders ban.")
    exports: Relative = Field(default=ONE, description="Capacity to buy what senders do not.")
    finance: Relative = Field(default=ONE, description="Capacity to carry payments.")
    patron_credit: Stock = Field(
        default=Figure(value=0.0, source="chosen", seen=False, note="default: none"),
        description="Credit at full alignment.",
    )
    conditional_finance: Flow = Field(default=NONE, description="What lenders offer a year for a reform.")
    conditional_reform: Position = Field(
        default=default(0.6, "default: well into reform"), description="Depth of the reform they ask for."
    )
    patron: str = Field(
        default="", description="Name of the patron, for readers; `none` where nobody sells support for alignment."
    )


class Diaspora(Block):
    """Citizens abroad: what they send home, and their weight with the senders."""

    remittances: Flow = Field(default=NONE, description="Remittances received before sanctions.")
    voice: Degree = Field(
        default=NONE, description="Weight of their wishes with the senders: 0 none, 1 as much as the senders' own."
    )
