"""Scenario to numbers: what the kernels read, with factions in the order of their names.

Name order makes every sum over factions the same whatever the order in the file, so that reordering
factions reorders results exactly. `Compiled.show` maps back to the file's order.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from winset.economy.accounts import accounts
from winset.errors import ScenarioError
from winset.scenario import Scenario
from winset.simulate.compile_economy import fill_economy
from winset.simulate.compile_package import fill_path, fill_sender
from winset.simulate.compile_regions import bargaining, fill_regions
from winset.simulate.compile_relief import fill_relief
from winset.simulate.drawn import Drawn, drawn_figures
from winset.streams import name_key
from winset.types import INPUTS, MAX_FACTIONS, PATH, SECTORS, blank

CAMPS = {"economic_managers": 1.0, "security": -1.0, "party": -1.0}
"""Technocrats and nationalists, by the kind of a faction (political_capital.py)."""
VETO_RULES = ("leader", "large_members", "unanimity")


@dataclass(frozen=True)
class Compiled:
    """Arrays of one program: `inputs` (1,), `path` (months,), factions and regions by name; `drawn` figures vary."""

    scenario: Scenario
    inputs: np.ndarray
    path: np.ndarray
    names: tuple[str, ...]
    show: tuple[int, ...]
    start: date
    months: int
    drawn: tuple[Drawn, ...] = ()
    regions: tuple[str, ...] = ()


def _fill_factions(inputs: np.ndarray, scenario: Scenario, names: tuple[str, ...]) -> None:
    room = inputs[0]["factions"]
    by_name = {f.name: f for f in scenario.factions}
    for i, name in enumerate(names):
        f = by_name[name]
        for sector, share in f.holdings.items():
            room["holdings"][i, SECTORS.index(sector)] = float(share)
        for field in (
            "licences",
            "allocation",
            "smuggling",
            "coercion",
            "network",
            "audience",
            "posts",
        ):
            room[field][i] = float(getattr(f, field))
        norm = 1.0 - float(scenario.institutions.winning_coalition)
        room["dependence"][i] = norm if f.dependence is None else float(f.dependence)
        room["movable"][i] = float(f.movable_wealth)
        room["key"][i] = name_key(name)
        room["camp"][i] = CAMPS.get(f.kind, 0.0)


def _fill_institutions(inputs: np.ndarray, scenario: Scenario, names: tuple[str, ...]) -> None:
    room, given = inputs[0]["institutions"], scenario.institutions
    room["repression"], room["media"] = float(given.repression), float(given.media_control)
    room["claims"] = float(given.legitimacy_claims)
    room["veto_rule"] = VETO_RULES.index(given.veto_rule)
    room["veto_threshold"] = float(given.veto_threshold)
    room["selectorate"], room["winning"] = float(given.selectorate), float(given.winning_coalition)
    for mode in ("regular", "insider", "coup", "uprising"):
        room[mode] = float(getattr(given.exit_hazards, mode))
    members = {f.name for f in scenario.factions if f.in_coalition}
    room["start_members"] = sum(1 << i for i, name in enumerate(names) if name in members)
    room["leader"] = names.index(scenario.leader.name)


def compile_scenario(scenario: Scenario, months: int | None = None) -> Compiled:
    """Numbers of a scenario; `months` overrides the length of its period.

    Raises ScenarioError when there are more factions than one program holds.
    """
    if len(scenario.factions) > MAX_FACTIONS:
        raise ScenarioError([f"factions must number at most {MAX_FACTIONS} (got {len(scenario.factions)})"])
    shown = tuple(f.name for f in scenario.factions)
    names = tuple(sorted(shown))
    length = months or scenario.period.months
    inputs, path = blank(INPUTS), blank(PATH, length)
    size = inputs[0]["counts"]
    size["factions"], size["months"] = len(names), length
    regions = bargaining(scenario)
    size["regions"], size["senders"] = len(regions), len(scenario.senders)
    _fill_factions(inputs, scenario, names)
    _fill_institutions(inputs, scenario, names)
    fill_economy(inputs, scenario)
    accounts(inputs[0])
    fill_regions(inputs, scenario, regions, names)
    fill_path(path, scenario, names)
    fill_sender(inputs, scenario)
    fill_relief(inputs, path, scenario, names)
    show = tuple(names.index(name) for name in shown)
    drawn = drawn_figures(scenario, names)
    return Compiled(scenario, inputs, path, names, show, scenario.period.start, length, drawn, regions)
