"""Countries for the economy's tests: one made up, two on the 2011 table that WINSET_SHARED points to."""

from __future__ import annotations

import csv
import os
from pathlib import Path
from typing import Any

import numpy as np

from winset import parameters
from winset.economy.accounts import accounts
from winset.economy.brain_drain import brain_drain
from winset.economy.directed_credit import directed_credit
from winset.economy.exchange_rate import exchange_rate
from winset.economy.exports import exports
from winset.economy.fiscal import fiscal
from winset.economy.households import households
from winset.economy.ledger import ledger
from winset.economy.network import network
from winset.economy.prices import prices
from winset.economy.productivity import productivity
from winset.economy.regions import regions
from winset.economy.remittances import remittances
from winset.economy.rents import rents
from winset.economy.shielding import shielding
from winset.economy.sovereign_spread import sovereign_spread
from winset.economy.start import at_rest
from winset.economy.stockpiling import stockpiling
from winset.external.enforcement import enforcement
from winset.external.evasion import evasion
from winset.external.over_compliance import over_compliance
from winset.external.package import package
from winset.external.world_market import world_market
from winset.types import ENERGY, INPUTS, PATH, SECTORS, STATE, F, K, blank

GROUPS = dict(zip(SECTORS, (
    "01_agriculture", "02_mining_oil_gas", "03_food", "04_light_wood_paper", "05_refining_chemicals",
    "06_metals_minerals", "07_machinery_electronics_vehicles", "08_utilities", "09_construction",
    "10_trade_hospitality", "11_transport_telecom", "12a_finance_business", "12b_public_social",
)))  # fmt: skip
LABOUR = (0.45, 0.2, 0.5, 0.55, 0.4, 0.45, 0.6, 0.45, 0.55, 0.45, 0.5, 0.45, 0.85)
ESSENTIAL = (0.1, 0.1, 0.2, 0.2, 0.3, 0.2, 0.5, 0.1, 0.1, 0.05, 0.15, 0.05, 0.1)
TECHNOLOGY = (0.1, 0.5, 0.1, 0.2, 0.4, 0.3, 0.6, 0.3, 0.2, 0.2, 0.5, 0.3, 0.2)
REEXPORTED = 0.95  # of wholesale and land-transport exports, which carry oil and gas in this table
ORIGINS = ("west", "china", "other")


def shared() -> Path | None:
    """Folder with the input-output tables, when the environment names one."""
    root = os.environ.get("WINSET_SHARED")
    return Path(root) / "data" / "io" if root else None


def _grouping(folder: Path, codes: list[str]) -> np.ndarray:
    with (folder / "sector12_map.csv").open() as file:
        groups = {r["code"]: r["s12"] for r in csv.DictReader(file)}
    names = list(GROUPS.values())
    out = np.zeros((K, len(codes)))
    for i, code in enumerate(codes):
        out[names.index(groups[code]), i] = 1.0
    return out


def matrices(folder: Path, iso3: str = "RUS") -> tuple[Any, Any, Any, np.ndarray]:
    """Intermediate and final uses and exports by origin, and value added: 35 sectors, as published."""
    with (folder / f"wiod2013_{iso3}_2011_sectors.csv").open() as file:
        rows = list(csv.DictReader(file))

    def column(*names: str) -> np.ndarray:
        return np.array([sum(float(r[n]) for n in names) for r in rows])

    uses = {}
    for origin, name in (("dom", "Zdom"), *((o, f"Zimp_{o}") for o in ORIGINS)):
        with (folder / f"wiod2013_{iso3}_2011_{name}.csv").open() as file:
            uses[origin] = np.array([[float(v) for v in r[1:]] for r in list(csv.reader(file))[1:]])
    final = {"dom": column("dom_hh", "dom_npish", "dom_gov", "dom_gfcf", "dom_inv")}
    final.update({o: column(f"imp_fin_product_{o}") for o in ORIGINS})
    exported = {o: column(f"exp_int_{o}", f"exp_fin_{o}") for o in ORIGINS}
    return uses, final, exported, column("value_added_plus_taxes_margins")


def table(folder: Path, iso3: str = "RUS") -> dict[str, np.ndarray]:
    """Flows of a 2011 table in 13 sectors, shares of value added: output, uses, imports by origin."""
    with (folder / f"wiod2013_{iso3}_2011_sectors.csv").open() as file:
        rows = list(csv.DictReader(file))
    codes = [r["code"] for r in rows]
    group = _grouping(folder, codes)

    def column(*names: str) -> np.ndarray:
        return np.array([sum(float(r[n]) for n in names) for r in rows])

    def matrix(name: str) -> np.ndarray:
        with (folder / f"wiod2013_{iso3}_2011_{name}.csv").open() as file:
            body = list(csv.reader(file))[1:]
        return np.array([[float(v) for v in r[1:]] for r in body])

    flows = group @ matrix("Zdom") @ group.T
    exported = {o: column(f"exp_int_{o}", f"exp_fin_{o}") for o in ORIGINS}
    output = column("output")
    if iso3 == "RUS":
        for code in ("51", "60"):
            i, energy = codes.index(code), codes.index("C")
            for origin in ORIGINS:
                moved = REEXPORTED * exported[origin][i]
                exported[origin][i] -= moved
                exported[origin][energy] += moved
                output[i] -= moved
                output[energy] += moved
    added = column("value_added_plus_taxes_margins")
    if iso3 == "RUS":
        for code in ("51", "60"):
            i, energy = codes.index(code), codes.index("C")
            moved = column("output")[i] - output[i]
            added[i] -= 0.8 * moved
            added[energy] += 0.8 * moved
    total = added.sum()
    out = {
        "flows": flows / total,
        "output": group @ output / total,
        "value_added": group @ added / total,
        "consumption": group @ column("dom_hh", "dom_npish") / total,
        "government": group @ column("dom_gov") / total,
        "investment": group @ column("dom_gfcf", "dom_inv") / total,
    }
    for o in ORIGINS:
        out[f"exports_{o}"] = group @ exported[o] / total
        out[f"inputs_{o}"] = group @ column(f"imp_int_used_{o}") / total
        out[f"final_{o}"] = group @ column(f"imp_fin_product_{o}") / total
    return out


def made_up() -> dict[str, np.ndarray]:
    """A small country in 13 sectors: balanced uses, a tenth of inputs imported, energy exported."""
    output = np.array([0.12, 0.22, 0.12, 0.08, 0.12, 0.12, 0.1, 0.08, 0.14, 0.25, 0.18, 0.2, 0.24])
    rng = np.random.default_rng(7)
    coefficient = rng.uniform(0.005, 0.035, (K, K))
    imported = np.array([0.03, 0.02, 0.08, 0.1, 0.08, 0.05, 0.2, 0.02, 0.05, 0.03, 0.06, 0.03, 0.03])
    added = output * (1.0 - imported - coefficient.sum(axis=0))
    scale = added.sum()
    output = output / scale
    flows = coefficient * output
    exported = np.array([0.02, 0.6, 0.02, 0.05, 0.2, 0.25, 0.05, 0.0, 0.0, 0.02, 0.05, 0.02, 0.0]) * output
    rest = np.maximum(output - flows.sum(axis=1) - exported, 0.01)
    final = np.array([0.01, 0, 0.02, 0.025, 0.015, 0.005, 0.05, 0, 0, 0, 0.005, 0.01, 0.005])
    out = {
        "flows": flows, "output": output, "value_added": added / scale,
        "consumption": 0.65 * rest, "government": 0.15 * rest, "investment": 0.2 * rest,
    }  # fmt: skip
    for origin, share in zip(ORIGINS, (0.55, 0.15, 0.3)):
        out[f"exports_{origin}"] = share * exported
        out[f"inputs_{origin}"] = share * imported * output
        out[f"final_{origin}"] = share * final
    return out


HOLDINGS = {"leader": {1: 0.3, 8: 0.2}, "guards": {8: 0.3, 6: 0.2, 10: 0.2, 4: 0.1}, "bazaar": {9: 0.4, 3: 0.2},
            "industry": {6: 0.4, 5: 0.4, 2: 0.3}}  # fmt: skip


def country(data: dict[str, np.ndarray], **macro: float) -> Any:
    """INPUTS of a country on the given table; `macro` sets any field of macro, regime or outside."""
    inputs = blank(INPUTS)[0]
    sectors = inputs["sectors"]
    sectors["output"] = data["output"]
    sectors["value_added"] = data["value_added"]
    sectors["labour"], sectors["essential"], sectors["technology"] = LABOUR, ESSENTIAL, TECHNOLOGY
    sectors["tax"] = 0.05
    for name in ("consumption", "government", "investment"):
        sectors[name] = data[name]
    sectors["exports"] = sum(data[f"exports_{o}"] for o in ORIGINS)
    sectors["import_final"] = sum(data[f"final_{o}"] for o in ORIGINS)
    sectors["coefficient"] = data["flows"] / data["output"]
    sectors["domestic"] = sectors["coefficient"].sum(axis=0)
    sectors["imported"] = sum(data[f"inputs_{o}"] for o in ORIGINS) / data["output"]
    classes = inputs["households"]
    classes["population"], classes["labour"] = (0.3, 0.5, 0.2), (0.15, 0.5, 0.35)
    classes["capital"], classes["imports"] = (0.02, 0.25, 0.73), (0.1, 0.4, 0.5)
    classes["food"], classes["cash"] = (0.45, 0.3, 0.2), (0.2, 0.5, 0.3)
    _macro(inputs, macro)
    inputs["counts"]["factions"] = len(HOLDINGS)
    for i, held in enumerate(HOLDINGS.values()):
        for k, share in held.items():
            inputs["factions"]["holdings"][i, k] = share
    rows = inputs["factions"]
    rows["licences"][:4], rows["allocation"][:4] = (0.2, 0.3, 0.3, 0.1), (0.2, 0.3, 0.2, 0.2)
    rows["smuggling"][:4], rows["posts"][:4] = (0.1, 0.6, 0.2, 0.0), (0.5, 0.3, 0.1, 0.1)
    accounts(inputs)
    return inputs


_MACRO = dict(
    imports=0.2, oil_exports=0.15, other_exports=0.11, accumulation=0.02, usable=0.2, frozen=0.0,
    revenue=0.28, oil_revenue=0.09, spending=0.28, debt=0.15, buffer=0.03, posts=0.03,
    subsidies=0.04, money=0.3,
)  # fmt: skip
_REGIME = dict(
    peg=0.5, controls_limit=0.5, controls_speed=0.1, allocation=0.2, escrow=0.3, discount=0.12,
    services=0.5, bonds=0.5,
)  # fmt: skip


def _macro(inputs: Any, given: dict[str, float]) -> None:
    """Macro and regime figures; `capacity_imports` and its like set the third countries."""
    for room, defaults in (("macro", _MACRO), ("regime", _REGIME)):
        for name, value in defaults.items():
            inputs[room][name] = given.get(name, value)
    for name in ("imports", "exports", "finance"):
        inputs["outside"][name] = given.get(f"capacity_{name}", 1.0)
    inputs["outside"]["credit"] = given.get("credit", 0.0)
    inputs["outside"]["persistence"] = 0.9
    inputs["outside"]["volatility"] = given.get("volatility", 0.0)


def iran(data: dict[str, np.ndarray]) -> Any:
    """Iran-like macro figures of 2010 on another country's coefficients."""
    return country(
        data, imports=0.17, oil_exports=0.155, other_exports=0.05, accumulation=0.02, usable=0.16, revenue=0.16,
        oil_revenue=0.09, spending=0.165, debt=0.12, buffer=0.02, posts=0.02, subsidies=0.05, money=0.35, peg=0.9,
        controls_limit=0.4, controls_speed=0.08, allocation=0.35, escrow=0.65, discount=0.1, services=0.5, bonds=0.15,
    )  # fmt: skip


def russia(data: dict[str, np.ndarray]) -> Any:
    """Russia-like macro figures of 2021: a float, large reserves, strong controls, open third countries."""
    return country(
        data, imports=0.206, oil_exports=0.133, other_exports=0.165, accumulation=0.035, usable=0.34, revenue=0.35,
        oil_revenue=0.07, spending=0.345, debt=0.17, buffer=0.1, posts=0.02, subsidies=0.01, money=0.5, peg=0.0,
        controls_limit=0.9, controls_speed=0.6, allocation=0.0, escrow=0.1, discount=0.25, services=0.6, bonds=0.8,
        capacity_imports=1.5, capacity_exports=1.8, capacity_finance=1.5,
    )  # fmt: skip


class Economy:
    """One draw's state, inputs and parameters, stepped in the schedule's order."""

    def __init__(self, inputs: Any, overrides: dict[str, float] | None = None, sample: int | None = None):
        self.inputs = inputs
        spread = sample is not None
        self.params = parameters.draw(1, np.array([sample or 0]), overrides, spread)[0]
        self.state = blank(STATE)[0]
        self.posts = np.array(inputs["factions"]["posts"])
        p = self.params
        at_rest(self.state.economy, self.state.external, inputs, p.exchange_rate, p.sovereign_spread)
        self.state.external.sender.intensity = 1.0
        self.state.polity.policy.burden = 0.3

    def month(self, path: Any, normal: float = 0.0, off: tuple[str, ...] = ()) -> Any:
        """One month; `off` names mechanisms that are not called. Returns the state."""
        s, i, p = self.state, self.inputs, self.params
        economy, external, policy = s.economy, s.external, s.polity.policy
        calls = (
            ("package", lambda: package(external, path, i, p.package)),
            ("over_compliance", lambda: over_compliance(external, i, p.over_compliance)),
            ("world_market", lambda: world_market(external.world, path, i.outside, normal)),
            ("enforcement", lambda: enforcement(external, i, p.enforcement)),
            ("evasion", lambda: evasion(external, policy, i, p.evasion)),
            ("diaspora", lambda: remittances(economy, external, i, p.diaspora)),
            ("exports", lambda: exports(economy, external, i, p.exports)),
            ("stockpiling", lambda: stockpiling(economy, external, i, p.stockpiling)),
            ("exchange_rate", lambda: exchange_rate(economy, external, i, p.exchange_rate)),
            ("brain_drain", lambda: brain_drain(economy, external, i, p.brain_drain)),
            ("productivity", lambda: productivity(economy, external, p.productivity)),
            ("network", lambda: network(economy, external, i, p.network)),
            ("prices", lambda: prices(economy, external, i, p.prices)),
            ("rents", lambda: rents(economy, external, i, p.rents)),
            ("shielding", lambda: shielding(economy, self.posts, s.information.reports, i, p.shielding)),
            ("directed_credit", lambda: directed_credit(economy, self.posts, i, p.directed_credit)),
            ("regions", lambda: regions(economy, s.polity.street.regions.dissent, i, p.regions)),
            ("fiscal", lambda: fiscal(economy, external, policy, i, p.fiscal)),
            ("sovereign_spread", lambda: sovereign_spread(economy, external, i, p.sovereign_spread)),
            ("ledger", lambda: ledger(economy, external, self.posts, i, p.rents)),
            ("households", lambda: households(economy, i)),
        )
        for name, call in calls:
            if name not in off:
                call()
        return s


def path(months: int) -> np.ndarray:
    """An empty path of measures."""
    return blank(PATH, months)


__all__ = ["ENERGY", "Economy", "F", "country", "iran", "made_up", "path", "russia", "shared", "table"]
