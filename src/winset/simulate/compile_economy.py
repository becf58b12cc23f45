"""The economy, households, exchange regime and outside world of a scenario as numbers."""

from __future__ import annotations

import numpy as np

from winset.scenario import Scenario
from winset.types import CHEMICALS, FARM, FOOD, HOUSEHOLDS, ORIGINS, SECTORS

MACRO = {
    "imports": "imports", "oil_exports": "oil_exports", "other_exports": "other_exports",
    "outflow": "private_outflow", "accumulation": "reserve_accumulation", "usable": "reserves",
    "revenue": "revenue", "oil_revenue": "oil_revenue", "spending": "spending", "debt": "debt",
    "buffer": "fiscal_buffer", "posts": "posts_fund", "subsidies": "subsidies", "money": "money",
}  # fmt: skip
REGIME = {
    "peg": "peg", "controls_limit": "controls_limit", "controls_speed": "controls_speed",
    "allocation": "allocation_share", "escrow": "escrow_share", "discount": "oil_discount",
    "services": "sender_services", "bonds": "bond_access",
}  # fmt: skip


def by_origin(flow: object) -> float:
    """Sum of a flow over partner blocs."""
    return sum(float(getattr(flow, origin)) for origin in ORIGINS)


def _fill_sectors(room: np.ndarray, scenario: Scenario) -> None:
    rows = scenario.economy.input_coefficients.rows
    for k, name in enumerate(SECTORS):
        s = scenario.economy.sectors[name]  # type: ignore[index]
        output = float(s.output)
        for field in ("output", "value_added", "labour", "tax", "consumption", "government", "investment",
                      "essential", "technology"):  # fmt: skip
            room[field][k] = float(getattr(s, field))
        room["exports"][k], room["import_final"][k] = by_origin(s.exports), by_origin(s.imports_final)
        room["imported"][k] = by_origin(s.imported_inputs) / output
        for supplier, users in rows.items():
            room["coefficient"][SECTORS.index(supplier), k] = float(users.get(name, 0.0))  # type: ignore[call-overload]
    room["domestic"][:] = room["coefficient"].sum(axis=0)


def linkage(scenario: Scenario) -> float:
    """Share of trade with the West."""
    west, total = 0.0, 0.0
    for name in SECTORS:
        s = scenario.economy.sectors[name]  # type: ignore[index]
        for flow in (s.exports, s.imported_inputs, s.imports_final):
            west += float(flow.west)
            total += by_origin(flow)
    return west / total if total > 0.0 else 0.0


def fill_economy(inputs: np.ndarray, scenario: Scenario) -> None:
    """Write sectors, households, macro, regime and outside."""
    row, economy = inputs[0], scenario.economy
    _fill_sectors(row["sectors"], scenario)
    for h, name in enumerate(HOUSEHOLDS):
        given = scenario.households[name]  # type: ignore[index]
        for field in ("labour", "capital", "imports", "food", "cash", "population"):
            row["households"][field][h] = float(getattr(given, field))
    for field, source in MACRO.items():
        row["macro"][field] = float(getattr(economy.macro, source))
    for field, source in REGIME.items():
        row["regime"][field] = float(getattr(economy.exchange_regime, source))
    row["weights"]["humanitarian"][[FARM, FOOD]] = 1.0
    row["weights"]["humanitarian"][CHEMICALS] = float(economy.medicine)
    row["institutions"]["linkage"] = linkage(scenario)
    outside, third, world = row["outside"], scenario.third_countries, scenario.world_market
    outside["imports"], outside["exports"] = float(third.imports), float(third.exports)
    outside["finance"], outside["credit"] = float(third.finance), float(third.patron_credit)
    outside["persistence"], outside["volatility"] = float(world.persistence), float(world.volatility)
    outside["patron"] = 0.0 if third.patron.strip().lower() == "none" else 1.0
    outside["credit"] *= outside["patron"]
    outside["aid"], outside["asked"] = float(third.conditional_finance), float(third.conditional_reform)
    abroad = scenario.diaspora
    outside["remittances"], outside["voice"] = float(abroad.remittances), float(abroad.voice)
