"""Regions that bargain with the centre, as numbers in the order of their names."""

from __future__ import annotations

import numpy as np

from winset.scenario import Scenario
from winset.types import ENERGY, SECTORS

NOBODY = -1.0
"""Faction of a region for which none speaks."""


def bargaining(scenario: Scenario) -> tuple[str, ...]:
    """Names of the regions that could keep taxes or trade over a border of their own."""
    return tuple(sorted(name for name, region in scenario.regions.items() if region.bargains))


def _mix(scenario: Scenario, name: str) -> np.ndarray:
    """Value added of the region by sector, energy apart; a sector without a stated share follows the region's."""
    region, mix = scenario.regions[name], np.zeros(len(SECTORS))
    added = [float(scenario.economy.sectors[sector].value_added) for sector in SECTORS]  # type: ignore[index]
    for k, sector in enumerate(SECTORS):
        if k != ENERGY:
            share = float(region.sectors.get(sector, region.output))  # type: ignore[call-overload]
            mix[k] = share * added[k] / sum(added)
    return mix


def fill_regions(inputs: np.ndarray, scenario: Scenario, regions: tuple[str, ...], factions: tuple[str, ...]) -> None:
    """Write `inputs.regions`; regions that do not bargain leave no number there."""
    room = inputs[0]["regions"]
    room["faction"][:] = NOBODY
    for r, name in enumerate(regions):
        region = scenario.regions[name]
        room["mix"][r] = _mix(scenario, name)
        room["output"][r], room["population"][r] = room["mix"][r].sum(), float(region.population)
        room["own"][r], room["border"][r] = float(region.own_revenue), float(region.border_trade)
        room["dissent"][r] = float(region.dissent)
        if region.faction is not None:
            room["faction"][r] = factions.index(region.faction)
