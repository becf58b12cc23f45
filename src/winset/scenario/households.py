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
    """One subnational unit; shares of the national total.

    Regions take no part in the game: after the run the report weighs the change of each sector's output by the
    region's mix of sectors (`regional_incidence`).
    """

    population: Share = Field(description="Share of the population. For readers: nothing is computed from it.")
    output: Share = Field(
        description="Share of GDP; after the run, the region's share of a sector for which `sectors` gives none."
    )
    sectors: dict[SectorName, Share] = Field(
        default_factory=dict,
        description="Share of each sector's output produced here; weights of the region's output after the run.",
    )
    dissent: Degree = Field(description="Dissent at the start. For readers: nothing is computed from it.")
