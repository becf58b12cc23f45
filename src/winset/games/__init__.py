"""Pure game solvers: payoffs in, profile out. They know nothing of sanctions.

Every solver is exposed here by name: `from winset import games; games.ruling_coalition([3, 4, 5])`.
A file's own function takes the file's name; families stay modules (`games.quantal_response.logit`,
`games.power_index.banzhaf`). Importing this package costs NumPy and Numba only: SciPy is loaded by the
solvers that need it.
"""

from typing import TYPE_CHECKING, Any

from winset.games import power_index, quantal_response, signalling, voting
from winset.games.arguments import GameError
from winset.games.audience_cost import audience_cost
from winset.games.cheap_talk import cheap_talk
from winset.games.closed_rule import closed_rule
from winset.games.contest import contest
from winset.games.expected_utility import expected_utility
from winset.games.global_game import global_game, information_manipulation
from winset.games.nash_bargaining import (
    bargain_over_lotteries,
    bargain_over_policies,
    kalai_smorodinsky,
    nash_bargaining,
)
from winset.games.nash_in_nash import nash_in_nash, nash_in_nash_prices
from winset.games.nucleolus import core_is_empty, nucleolus, prenucleolus
from winset.games.persuasion import persuasion, persuasion_over, threshold_persuasion
from winset.games.position_exchange import position_exchange
from winset.games.reform_priorities import reform_priorities
from winset.games.rubinstein import rubinstein
from winset.games.ruling_coalition import ruling_coalition, ruling_coalitions, self_enforcing
from winset.games.spatial_politics import SpatialRules, condorcet_election, spatial_politics
from winset.games.war_of_attrition import war_of_attrition
from winset.games.winset import unanimity_core, winset

if TYPE_CHECKING:
    from winset.games import catalogue, crisis_signalling

__all__ = [
    "GameError",
    "SpatialRules",
    "audience_cost",
    "bargain_over_lotteries",
    "bargain_over_policies",
    "catalogue",
    "cheap_talk",
    "closed_rule",
    "condorcet_election",
    "contest",
    "core_is_empty",
    "crisis_signalling",
    "expected_utility",
    "global_game",
    "information_manipulation",
    "kalai_smorodinsky",
    "nash_bargaining",
    "nash_in_nash",
    "nash_in_nash_prices",
    "nucleolus",
    "persuasion",
    "persuasion_over",
    "position_exchange",
    "power_index",
    "prenucleolus",
    "quantal_response",
    "reform_priorities",
    "rubinstein",
    "ruling_coalition",
    "ruling_coalitions",
    "self_enforcing",
    "signalling",
    "spatial_politics",
    "threshold_persuasion",
    "unanimity_core",
    "voting",
    "war_of_attrition",
    "winset",
]


def __getattr__(name: str) -> Any:
    """Load a family that needs SciPy, or the catalogue, when it is first asked for."""
    if name in ("catalogue", "crisis_signalling"):
        from importlib import import_module

        return import_module(f"winset.games.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
