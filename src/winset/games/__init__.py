"""Pure game solvers: payoffs in, profile out. They know nothing of sanctions.

Every solver is exposed here by name: `from winset import games; games.ruling_coalition([3, 4, 5])`.
A file's own function takes the file's name; families stay modules (`games.quantal_response.logit`,
`games.power_index.banzhaf`). Importing this package costs NumPy and Numba only: SciPy is loaded by the
solvers that need it.
"""

from winset.games import power_index, quantal_response, signalling, voting
from winset.games.arguments import GameError
from winset.games.audience_cost import audience_cost
from winset.games.cheap_talk import cheap_talk
from winset.games.closed_rule import closed_rule
from winset.games.contest import contest
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
from winset.games.rubinstein import rubinstein
from winset.games.ruling_coalition import ruling_coalition, ruling_coalitions, self_enforcing
from winset.games.war_of_attrition import war_of_attrition
from winset.games.winset import unanimity_core, winset

__all__ = [
    "GameError",
    "audience_cost",
    "bargain_over_lotteries",
    "bargain_over_policies",
    "cheap_talk",
    "closed_rule",
    "contest",
    "core_is_empty",
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
    "rubinstein",
    "ruling_coalition",
    "ruling_coalitions",
    "self_enforcing",
    "signalling",
    "threshold_persuasion",
    "unanimity_core",
    "voting",
    "war_of_attrition",
    "winset",
]
