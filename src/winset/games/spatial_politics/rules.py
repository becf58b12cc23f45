"""The choices that fix one version of the spatial model: rules of voting, of victory, of perception. Row 2.

KTAB names its options in its database and on its command line; `SpatialRules.from_ktab` reads those names.
Source: KTAB 0.1, the public program of KAPSARC, whose spatial model these rules restate.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

from winset.games import arguments

VICTORY = {"linear": "Linear", "square": "Square", "quartic": "Quartic", "octic": "Octic", "binary": "Binary"}
VOTING = {
    "proportional": "Prop",
    "cubic": "Cubic",
    "proportional_cubic": "PropCbc",
    "binary": "Binary",
    "proportional_binary": "PropBin",
    "asymmetric": "ASymProsp",
}
RISK_RANGE = {"min": "Min", "mid": "Mid", "max": "Max"}
PERCEPTION = {"none": "None", "one_third": "OneThird", "half": "Half", "two_thirds": "TwoThirds", "full": "Full"}
THIRD_PARTY = {"full": "FullCommit", "semi": "SemiCommit", "none": "NoCommit"}
INTERPOLATION = {"s1p1": "S1P1", "s2p2": "S2P2", "s2pmax": "S2PMax"}
BARGAINS = {"initiator": "InitOnlyInterp", "both": "InitRcvrInterp", "compromise": "PWCompInterp"}
ELECTION = {"conditional": "Conditional", "markov_uniform": "MarkovUniform", "markov_incentive": "MarkovIncentive"}
TRANSITIONS = {"deterministic": "Deterministic", "stochastic": "Stochastic"}

CHOICES = {
    "victory": VICTORY,
    "voting": VOTING,
    "risk_range": RISK_RANGE,
    "perception": PERCEPTION,
    "third_party": THIRD_PARTY,
    "interpolation": INTERPOLATION,
    "bargains": BARGAINS,
    "election": ELECTION,
    "transitions": TRANSITIONS,
}
"""Allowed names of every rule, each with the name that KTAB gives it."""

KTAB_OPTIONS = {
    "VictoryProbModel": "victory",
    "VotingRule": "voting",
    "PCEModel": "election",
    "StateTransitions": "transitions",
    "BigRRange": "risk_range",
    "BigRAdjust": "perception",
    "ThirdPartyCommit": "third_party",
    "InterVecBrgn": "interpolation",
    "BargnModel": "bargains",
}


@dataclass(frozen=True)
class SpatialRules:
    """One version of the spatial model; the defaults are KTAB's. Raises GameError on an unknown name.

    victory: how two strengths make the probability of an election's pair.
    voting: how a gap of utility and a weight make a vote, in elections and in challenges.
    risk_range: which interval the risk attitudes fill. perception: how far an observer sees
    another's attitude as it is ("full") and not as her own ("none").
    third_party: what a bystander of a challenge stakes. interpolation: how positions blend.
    bargains: whose estimate makes the offer: the "initiator"'s, "both" as two offers, or one "compromise".
    election: conditional or Markov probabilistic Condorcet. transitions: take the likeliest entry or draw one.
    """

    victory: str = "linear"
    voting: str = "proportional"
    risk_range: str = "mid"
    perception: str = "one_third"
    third_party: str = "semi"
    interpolation: str = "s2p2"
    bargains: str = "initiator"
    election: str = "conditional"
    transitions: str = "deterministic"

    def __post_init__(self) -> None:
        for field in fields(self):
            arguments.choice("SpatialRules", field.name, getattr(self, field.name), tuple(CHOICES[field.name]))

    @classmethod
    def from_ktab(cls, options: Mapping[str, str]) -> SpatialRules:
        """The rules that KTAB's option names mean, e.g. {"VotingRule": "Cubic"}; the rest stay default.

        A short name for third parties ("Semi") is read as well. Raises GameError.
        """
        chosen = {}
        for option, value in options.items():
            rule = KTAB_OPTIONS[arguments.choice("SpatialRules.from_ktab", "option", option, tuple(KTAB_OPTIONS))]
            ours = {name: mine for mine, name in CHOICES[rule].items()}
            value = value + "Commit" if rule == "third_party" and value in ("Full", "Semi", "No") else value
            chosen[rule] = ours[arguments.choice("SpatialRules.from_ktab", option, value, tuple(ours))]
        return cls(**chosen)
