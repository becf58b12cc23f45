"""Which figures of a scenario vary by draw beside factions' weights and positions: one leaf of INPUTS each.

A figure with a `spread` is drawn once per pair of draws from a normal around its value, clipped to its
bounds (a flow or stock keeps a tenth of its value), with its own address (its path in the file), and
written over its leaf before the draw starts; what
follows from it (economy/accounts.py) is computed again. Figures that enter the package (coverage and what
goes with it), power, positions and beliefs are drawn in case.py. Figures without a leaf of their own do
not vary: `scenario/spreads.py` names those that do.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from winset.scenario import Figure, Scenario
from winset.simulate.compile_economy import MACRO, REGIME
from winset.types import HOUSEHOLDS, INPUTS, SECTORS, leaves

POSITIVE, SHARE = (0.0, 10.0), (0.0, 1.0)
_LEAST = 0.1  # a flow or stock that exists does not vanish: part of its value that every draw keeps
_TIED = ("imports", "oil_exports", "other_exports", "outflow", "accumulation", "revenue", "oil_revenue")
"""Flows that an identity ties together: drawn apart, what closes them would turn negative."""
_OUTSIDE = {"imports": "imports", "exports": "exports", "finance": "finance", "credit": "patron_credit",
            "aid": "conditional_finance"}  # fmt: skip
_INSTITUTIONS = {
    "repression": "repression", "media": "media_control", "claims": "legitimacy_claims",
    "veto_threshold": "veto_threshold",
}  # fmt: skip
_TRAITS = {"movable": "movable_wealth", "audience": "audience", "network": "network", "dependence": "dependence"}
_OFFSETS = {path: offset for path, offset, _ in leaves(INPUTS)}


@dataclass(frozen=True)
class Drawn:
    """A figure that varies: its path in the file, its place in the flat INPUTS, its distribution."""

    path: str
    leaf: int
    value: float
    spread: float
    bounds: tuple[float, float]


def _economy(scenario: Scenario) -> Iterator[tuple[str, str, int, Figure, tuple[float, float]]]:
    macro, regime = scenario.economy.macro, scenario.economy.exchange_regime
    for leaf, field in MACRO.items():
        if leaf not in _TIED:
            yield f"economy.macro.{field}", f"macro.{leaf}", 0, getattr(macro, field), POSITIVE
    for leaf, field in REGIME.items():
        yield f"economy.exchange_regime.{field}", f"regime.{leaf}", 0, getattr(regime, field), SHARE
    for k, name in enumerate(SECTORS):
        sector = scenario.economy.sectors[name]  # type: ignore[index]
        for field, most in (("labour", 0.98 - float(sector.tax)), ("essential", 1.0), ("technology", 1.0)):
            yield f"economy.sectors.{name}.{field}", f"sectors.{field}", k, getattr(sector, field), (0.0, most)


def _world(scenario: Scenario) -> Iterator[tuple[str, str, int, Figure, tuple[float, float]]]:
    for leaf, field in _OUTSIDE.items():
        yield f"third_countries.{field}", f"outside.{leaf}", 0, getattr(scenario.third_countries, field), POSITIVE
    reform = scenario.third_countries.conditional_reform
    yield "third_countries.conditional_reform", "outside.asked", 0, reform, SHARE
    yield "diaspora.remittances", "outside.remittances", 0, scenario.diaspora.remittances, POSITIVE
    yield "diaspora.voice", "outside.voice", 0, scenario.diaspora.voice, SHARE
    market = scenario.world_market
    yield "world_market.persistence", "outside.persistence", 0, market.persistence, (0.0, 0.999)
    yield "world_market.volatility", "outside.volatility", 0, market.volatility, POSITIVE
    for h, name in enumerate(HOUSEHOLDS):
        yield f"households.{name}.food", "households.food", h, scenario.households[name].food, SHARE  # type: ignore[index]


def _polity(
    scenario: Scenario, names: tuple[str, ...]
) -> Iterator[tuple[str, str, int, Figure | None, tuple[float, float]]]:
    given = scenario.institutions
    for leaf, field in _INSTITUTIONS.items():
        yield f"institutions.{field}", f"institutions.{leaf}", 0, getattr(given, field), SHARE
    for mode in ("regular", "insider", "coup", "uprising"):
        figure = getattr(given.exit_hazards, mode)
        yield f"institutions.exit_hazards.{mode}", f"institutions.{mode}", 0, figure, POSITIVE
    by_name = {f.name: f for f in scenario.factions}
    for i, name in enumerate(names):
        for leaf, field in _TRAITS.items():
            yield f"factions[{name}].{field}", f"factions.{leaf}", i, getattr(by_name[name], field), SHARE


def drawn_figures(scenario: Scenario, names: tuple[str, ...]) -> tuple[Drawn, ...]:
    """Figures with a spread that have a leaf of their own, in a fixed order."""
    found = []
    for path, leaf, place, figure, bounds in (*_economy(scenario), *_world(scenario), *_polity(scenario, names)):
        if figure is not None and figure.spread:
            least = _LEAST * float(figure) if bounds == POSITIVE else bounds[0]
            found.append(Drawn(path, _OFFSETS[leaf] + place, float(figure), figure.spread, (least, bounds[1])))
    return tuple(found)
