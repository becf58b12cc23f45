"""Household classes and regions."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from winset.scenario.block import Block
from winset.scenario.economy import SectorName
from winset.scenario.figure import NONE, Degree, Figure, Quantity, Share

HouseholdName = Literal["poor", "middle", "better_off"]


class Household(Block):
    """One class. Shares are of the total over classes; `food` of the class's own spending."""

    population: Share = Field(description="Share of the population.")
    labour: Share = Field(description="Share of labour income.")
    capital: Share = Field(description="Share of the capital income that no faction owns.")
    imports: Share = Field(description="Share of final-use imports.")
    food: Annotated[Figure, Quantity("share of own spending", 0, 1)] = Field(description="Food share.")
    cash: Share = Field(description="Share of money on which inflation is a tax.")


class Region(Block):
    """One subnational unit; shares of the national total.

    A region that could keep taxes of its own or trade over its own border bargains with the centre (regions.py). The
    others take no part in the game: after the run the report weighs the change of each sector's output by the region's
    mix of sectors (`regional_incidence`).
    """

    population: Share = Field(description="Share of the population. For readers where the region does not bargain.")
    output: Share = Field(
        description="Share of GDP; after the run, the region's share of a sector for which `sectors` gives none."
    )
    sectors: dict[SectorName, Share] = Field(
        default_factory=dict,
        description="Share of each sector's output produced here; weights of the region's output after the run.",
    )
    dissent: Degree = Field(description="Dissent at the start: 1 - loyalty. For readers where it does not bargain.")
    own_revenue: Share = Field(
        default=NONE, description="Share of taxes raised here that its own officials could keep; energy apart."
    )
    border_trade: Share = Field(
        default=NONE, description="Share of the country's scarce imports that could come over its own borders."
    )
    faction: str | None = Field(default=None, description="The faction that speaks for it, if it bargains.")

    @property
    def bargains(self) -> bool:
        """Could it keep taxes, or trade over its own border?"""
        return float(self.own_revenue) > 0.0 or float(self.border_trade) > 0.0
