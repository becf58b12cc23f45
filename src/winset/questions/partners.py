"""Who shares in a difference: groups of mechanisms, single mechanisms, or parts of the package.

The world market and the bookkeeping of end states are surroundings and stay on, as does the package itself: it is
what the difference is about. A group that a run has off already is no partner.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from winset.errors import RunError
from winset.scenario import Scenario
from winset.simulate.schedule import MECHANISMS

GROUPS: dict[str, tuple[str, ...]] = {
    "economy": (
        "exports", "stockpiling", "exchange_rate", "brain_drain", "productivity", "network", "prices", "shielding",
        "directed_credit", "regions", "fiscal", "sovereign_spread", "households", "diaspora",
    ),
    "evasion_rents": ("over_compliance", "enforcement", "bloc", "evasion", "humanitarian", "rents"),
    "information": (
        "sector_reports", "pressure_points", "duration", "costly_signals", "public_commitment", "displays",
        "legitimacy", "official_statistics", "blame",
    ),
    "stances_coalition": (
        "review", "exit_option", "framing", "lobbying", "group_pressure", "stance", "learning", "ties", "coalition",
        "power", "political_capital", "loyalty_norm", "posts", "pre_emption", "brokers", "risk_appetite",
    ),
    "bargain_deal": (
        "veto", "partial_reform", "delayed_reform", "status_quo_bias", "packaging", "bargain", "conditional_finance",
        "fatigue", "acceptance", "deal", "reputation", "pact", "gradualism",
    ),
    "street_exit": ("civil_society", "strategic_neglect", "opposition", "street", "leader_exit"),
}  # fmt: skip
"""Six groups that follow the schedule, so that an attribution over all their sets is exact."""

STAY_ON = ("sender", "package", "world_market", "end_state")
BY = ("group", "mechanism", "channel", "sender", "measure")


def mechanism_partners(by: str, off: Sequence[str] = ()) -> dict[str, tuple[str, ...]]:
    """Partners by `group` or by `mechanism`: names, and the mechanisms each stands for."""
    if by == "mechanism":
        groups: Mapping[str, tuple[str, ...]] = {name: (name,) for name in MECHANISMS if name not in STAY_ON}
    else:
        groups = GROUPS
    left = {name: tuple(m for m in members if m not in off) for name, members in groups.items()}
    return {name: members for name, members in left.items() if members}


def package_partners(by: str, scenario: Scenario) -> dict[str, tuple[int, ...]]:
    """Partners by `channel`, `sender` or `measure`: names, and the positions of their measures in the package.

    RunError when the package has fewer than two such parts.
    """
    parts: dict[str, tuple[int, ...]] = {}
    for i, measure in enumerate(scenario.package.measures):
        name = measure.label or f"measure {i}" if by == "measure" else str(getattr(measure, by))
        parts[name] = (*parts.get(name, ()), i)
    if len(parts) < 2:
        raise RunError(f"--by {by} must find at least two parts in the package (got {len(parts)})")
    return parts


def only(scenario: Scenario, kept: Sequence[int]) -> Scenario:
    """The scenario with only the measures at some positions of its package."""
    measures = [m for i, m in enumerate(scenario.package.measures) if i in set(kept)]
    return scenario.model_copy(update={"package": scenario.package.model_copy(update={"measures": measures})})
