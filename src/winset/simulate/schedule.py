"""The month as data: phases in order, and in each the mechanisms that can be switched off by name.

`step.py` runs exactly this order (tests/contract compares the two); docs are rendered from it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from winset.streams import name_key
from winset.types import record


@dataclass(frozen=True)
class Entry:
    """One mechanism: its phase, switch name (also its random stream), theory rows and file."""

    phase: str
    mechanism: str
    rows: tuple[int, ...]
    module: str


SCHEDULE = (
    Entry("1 pressure", "sender", (39, 44), "winset.external.sender"),
    Entry("1 pressure", "fatigue", (39,), "winset.external.sender"),
    Entry("1 pressure", "diaspora", (50,), "winset.external.diaspora"),
    Entry("1 pressure", "package", (4,), "winset.external.package"),
    Entry("1 pressure", "review", (47,), "winset.external.review"),
    Entry("1 pressure", "over_compliance", (53,), "winset.external.over_compliance"),
    Entry("1 pressure", "world_market", (37,), "winset.external.world_market"),
    Entry("1 pressure", "enforcement", (52,), "winset.external.enforcement"),
    Entry("1 pressure", "bloc", (51,), "winset.external.bloc"),
    Entry("1 pressure", "evasion", (37,), "winset.external.evasion"),
    Entry("1 pressure", "humanitarian", (48, 29), "winset.external.humanitarian"),
    Entry("2 economy", "exports", (4,), "winset.economy.exports"),
    Entry("2 economy", "stockpiling", (49,), "winset.economy.stockpiling"),
    Entry("2 economy", "exchange_rate", (36,), "winset.economy.exchange_rate"),
    Entry("2 economy", "brain_drain", (54,), "winset.economy.brain_drain"),
    Entry("2 economy", "productivity", (4,), "winset.economy.productivity"),
    Entry("2 economy", "network", (4,), "winset.economy.network"),
    Entry("2 economy", "prices", (36,), "winset.economy.prices"),
    Entry("2 economy", "rents", (7,), "winset.economy.rents"),
    Entry("2 economy", "shielding", (9,), "winset.economy.shielding"),
    Entry("2 economy", "directed_credit", (23,), "winset.economy.directed_credit"),
    Entry("2 economy", "regions", (33,), "winset.economy.regions"),
    Entry("2 economy", "fiscal", (36,), "winset.economy.fiscal"),
    Entry("2 economy", "sovereign_spread", (36,), "winset.economy.sovereign_spread"),
    Entry("2 economy", "households", (4,), "winset.economy.households"),
    Entry("3 information", "sector_reports", (20,), "winset.information.sector_reports"),
    Entry("3 information", "pressure_points", (19,), "winset.information.pressure_points"),
    Entry("3 information", "duration", (39,), "winset.information.duration"),
    Entry("3 information", "costly_signals", (16,), "winset.information.costly_signals"),
    Entry("3 information", "public_commitment", (17,), "winset.information.public_commitment"),
    Entry("3 information", "displays", (18,), "winset.information.displays"),
    Entry("3 information", "legitimacy", (11,), "winset.information.legitimacy"),
    Entry("3 information", "official_statistics", (32,), "winset.information.official_statistics"),
    Entry("3 information", "blame", (10,), "winset.information.blame"),
    Entry("4 positions", "exit_option", (34,), "winset.polity.exit_option"),
    Entry("4 positions", "framing", (31,), "winset.polity.framing"),
    Entry("4 positions", "lobbying", (24,), "winset.polity.lobbying"),
    Entry("4 positions", "group_pressure", (8,), "winset.polity.group_pressure"),
    Entry("4 positions", "stance", (3,), "winset.polity.stance"),
    Entry("5 coalition", "ties", (5,), "winset.polity.ties"),
    Entry("5 coalition", "coalition", (1,), "winset.polity.coalition"),
    Entry("5 coalition", "loyalty_norm", (6,), "winset.polity.loyalty_norm"),
    Entry("5 coalition", "posts", (12,), "winset.polity.posts"),
    Entry("5 coalition", "pre_emption", (38,), "winset.polity.pre_emption"),
    Entry("6 bargain", "veto", (25,), "winset.polity.veto"),
    Entry("6 bargain", "partial_reform", (21,), "winset.polity.partial_reform"),
    Entry("6 bargain", "delayed_reform", (14,), "winset.polity.delayed_reform"),
    Entry("6 bargain", "status_quo_bias", (15,), "winset.polity.status_quo_bias"),
    Entry("6 bargain", "packaging", (40,), "winset.polity.packaging"),
    Entry("6 bargain", "bargain", (34,), "winset.polity.bargain"),
    Entry("6 bargain", "conditional_finance", (27,), "winset.polity.conditional_finance"),
    Entry("7 street", "civil_society", (29,), "winset.polity.civil_society"),
    Entry("7 street", "strategic_neglect", (45,), "winset.polity.strategic_neglect"),
    Entry("7 street", "opposition", (41,), "winset.polity.opposition"),
    Entry("7 street", "street", (35,), "winset.polity.street"),
    Entry("8 outcome", "acceptance", (28,), "winset.polity.acceptance"),
    Entry("8 outcome", "deal", (44,), "winset.polity.deal"),
    Entry("8 outcome", "leader_exit", (35,), "winset.polity.leader_exit"),
    Entry("8 outcome", "end_state", (46,), "winset.polity.end_state"),
    Entry("9 memory", "learning", (42,), "winset.polity.learning"),
    Entry("9 memory", "power", (1,), "winset.polity.power"),
    Entry("9 memory", "political_capital", (13,), "winset.polity.political_capital"),
    Entry("9 memory", "brokers", (22,), "winset.polity.brokers"),
    Entry("9 memory", "risk_appetite", (2,), "winset.polity.risk_appetite"),
    Entry("9 memory", "reputation", (26,), "winset.polity.reputation"),
    Entry("9 memory", "pact", (43,), "winset.polity.pact"),
    Entry("9 memory", "gradualism", (30,), "winset.polity.gradualism"),
)

MECHANISMS = tuple(entry.mechanism for entry in SCHEDULE)
SWITCHES = record(**dict.fromkeys(MECHANISMS, 0))
STREAMS = {name: np.int64(name_key(name)) for name in (*MECHANISMS, "opportunity", "agenda")}
"""Stream keys; 64-bit numbers and not plain ones, for each of which Numba would compile the generator anew."""
