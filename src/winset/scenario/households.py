"""Household classes and regions."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from winset.scenario.block import Block
from winset.scenario.economy import SectorName
from winset.scenario.figure import Degree, Figure, Quantity, Share

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
    """One subnational unit; shares of the national total."""

    population: Share = Field(description="Share of the population.")
    output: Share = Field(description="Share of GDP.")
    sectors: dict[SectorName, Share] = Field(
        default_factory=dict, description="Share of each sector's output produced here."
    )
    dissent: Degree = Field(description="Dissent at the start.")
