"""Spatial model of politics of KTAB: positions moved by challenges, offers and elections. Rows 2 and 40.

`spatial_politics` runs it, `SpatialRules` chooses its version, `condorcet_election` is its election alone.
"""

from winset.games.spatial_politics.election import Election, condorcet_election
from winset.games.spatial_politics.rules import SpatialRules
from winset.games.spatial_politics.run import Bargain, SpatialPolitics, spatial_politics

__all__ = ["Bargain", "Election", "SpatialPolitics", "SpatialRules", "condorcet_election", "spatial_politics"]
