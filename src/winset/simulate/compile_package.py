"""The package by month: what would bite at full intensity before evasion, and what is demanded.

Measures of one sender on one channel and sector add up as 1 - prod(1 - c); senders add by their
share of the target's trade or finance. Coverage is coverage x severity x (1 - exemption), phased in
linearly. What a deal may lift is weighed in compile_relief.py. The world price path is conditioned on and
holds its last value.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np

from winset.scenario import Scenario
from winset.scenario.dates import month_number
from winset.scenario.figure import NONE
from winset.scenario.senders import Measure
from winset.types import CHEMICALS, FARM, FOOD, SECTORS

_FADING = 0.85
"""What a threat keeps of its news from month to month."""

_FLOWS = {"import": ("imported_inputs", "imports_final"), "export": ("exports",)}


def _origin_share(scenario: Scenario, sector: str, channel: str, origin: str) -> float:
    """Share of one bloc in a sector's imports or exports."""
    given = scenario.economy.sectors[sector]  # type: ignore[index]
    flows = [getattr(given, name) for name in _FLOWS[channel]]
    total = sum(float(getattr(flow, o)) for flow in flows for o in ("west", "china", "other"))
    return sum(float(getattr(flow, origin)) for flow in flows) / total if total > 0 else 0.0


def _ramp(measure: Measure, start: int, months: int) -> np.ndarray:
    """Share of full effect in each month, before exempt goods, shape (months,)."""
    t = np.arange(months) + start - month_number(measure.date)
    phase = float(measure.phase_in)
    out = np.clip((t + 1.0) / (phase + 1.0), 0.0, 1.0) * (t >= 0)
    if measure.until is not None:
        out *= np.arange(months) + start < month_number(measure.until)
    bite = float(measure.coverage) * float(measure.severity) * (1.0 - float(measure.exemption))
    return np.asarray(out * bite)


def _together(ramps: Iterable[np.ndarray], months: int) -> np.ndarray:
    left = np.ones(months)
    for ramp in ramps:
        left *= 1.0 - ramp
    return 1.0 - left


def touched(measure: Measure, product: str, medicine: float) -> float:
    """Part of a product's flow that a measure names and does not leave free; `medicine` is its part of chemicals."""
    exempt = measure.exempts if measure.channel == "import" else []
    if product in ("agriculture", "food"):
        return 0.0 if "food" in exempt else float(product in measure.sectors)
    if product == "medicine":
        named = "medicine" in measure.sectors or "chemicals" in measure.sectors
        return 0.0 if "medicine" in exempt else float(named)
    if product == "chemicals" and measure.channel == "import":
        others = (1.0 - medicine) * float("chemicals" in measure.sectors)
        return others + medicine * touched(measure, "medicine", medicine)
    return float(product in measure.sectors)


def _product(scenario: Scenario, product: str, channel: str, start: int, months: int) -> np.ndarray:
    """Covered share of a product's imports or exports, all senders together, shape (months,)."""
    medicine, out = float(scenario.economy.medicine), np.zeros(months)
    sector = "chemicals" if product == "medicine" else product
    for name, sender in scenario.senders.items():
        chosen = [m for m in scenario.package.measures if m.sender == name and m.channel == channel]
        parts = [(m, touched(m, product, medicine)) for m in chosen]
        ramps = [part * _ramp(m, start, months) for m, part in parts if part > 0.0]
        if ramps:
            share = float(sender.trade_share) * _origin_share(scenario, sector, channel, sender.origin)
            out += share * _together(ramps, months)
    return out


def _trade(path: np.ndarray, scenario: Scenario, channel: str, start: int) -> None:
    out = path["imports" if channel == "import" else "exports"]
    for k, sector in enumerate(SECTORS):
        out[:, k] += _product(scenario, sector, channel, start, len(path))


def _money(path: np.ndarray, scenario: Scenario, names: tuple[str, ...], start: int) -> None:
    months = len(path)
    for name, sender in scenario.senders.items():
        chosen = [m for m in scenario.package.measures if m.sender == name]
        finance = [_ramp(m, start, months) for m in chosen if m.channel == "finance"]
        technology = [_ramp(m, start, months) for m in chosen if m.channel == "technology"]
        machinery = float(sender.trade_share) * _origin_share(scenario, "machinery", "import", sender.origin)
        path["finance"] += float(sender.finance_share) * _together(finance, months)
        path["technology"] += machinery * _together(technology, months)
    for m in scenario.package.measures:
        ramp = _ramp(m, start, months)
        if m.freeze is not None:
            path["freeze"] += float(m.freeze) * (ramp > 0)
        if m.price_cap is not None:
            path["cap"] = np.maximum(path["cap"], float(m.price_cap) * (ramp > 0))
        for faction, share in m.listed.items():
            i = names.index(faction)
            path["listing"][:, i] = 1.0 - (1.0 - path["listing"][:, i]) * (1.0 - float(share) * ramp)


def without_exemptions(scenario: Scenario) -> Scenario:
    """The scenario as if no measure on imports left anything free."""
    measures = [
        m.model_copy(update={"exemption": NONE, "exempts": []}) if m.channel == "import" else m
        for m in scenario.package.measures
    ]
    return scenario.model_copy(update={"package": scenario.package.model_copy(update={"measures": measures})})


def _humanitarian(path: np.ndarray, scenario: Scenario, start: int) -> None:
    """What exemptions leave free of food and medicine, and the coverage of medicine relative to all chemicals."""
    strict, months, part = without_exemptions(scenario), len(path), float(scenario.economy.medicine)
    for product, k, share in (("agriculture", FARM, 1.0), ("food", FOOD, 1.0), ("medicine", CHEMICALS, part)):
        net = _product(scenario, product, "import", start, months)
        path["exempt"][:, k] = share * (_product(strict, product, "import", start, months) - net)
    chemicals = path["imports"][:, CHEMICALS]
    path["medicine"] = np.where(chemicals > 0.0, net / np.where(chemicals > 0.0, chemicals, 1.0), 1.0)


def _demands(path: np.ndarray, scenario: Scenario, start: int) -> None:
    dated = sorted(scenario.package.demands, key=lambda d: d.date)
    for i, demand in enumerate(dated):
        first = 0 if i == 0 else max(0, month_number(demand.date) - start)
        path["demand"][first:] = float(demand.level)
        path["credibility"][first:] = float(demand.credibility)
    dated_threats = scenario.package.threats if scenario.package.mode == "scripted" else []  # else the sender threatens
    for threat in dated_threats:
        first = month_number(threat.date) - start
        age = np.arange(len(path)) - first
        path["threat"] = np.maximum(path["threat"], np.where(age >= 0, _FADING ** np.maximum(age, 0), 0.0))
    for day in scenario.institutions.succession:
        if 0 <= (t := month_number(day) - start) < len(path):
            path["succession"][t] = 1.0


def _world(path: np.ndarray, scenario: Scenario, start: int) -> None:
    prices = {month_number(day): float(price) for day, price in scenario.world_market.path.items()}
    base = float(scenario.world_market.base_price)
    last = None
    for t in range(len(path)):
        last = prices.get(start + t, last)
        path["price"][t] = math.log(last / base) if last else 0.0
        path["known"][t] = start + t in prices


def cover(path: np.ndarray, scenario: Scenario, names: tuple[str, ...]) -> None:
    """Add every month's coverage by channel, and what exemptions leave free of food and medicine."""
    start = month_number(scenario.period.start)
    _trade(path, scenario, "import", start)
    _trade(path, scenario, "export", start)
    _money(path, scenario, names, start)
    _humanitarian(path, scenario, start)


def fill_path(path: np.ndarray, scenario: Scenario, names: tuple[str, ...]) -> None:
    """Write every month's row of the package, the demands and the conditioned world price."""
    start = month_number(scenario.period.start)
    cover(path, scenario, names)
    _demands(path, scenario, start)
    _world(path, scenario, start)
    for field in ("imports", "exports", "finance", "technology", "freeze", "exempt"):
        np.clip(path[field], 0.0, 1.0, out=path[field])
    traded = path["imports"].max(axis=1) + path["exports"].max(axis=1)
    money = path["finance"] + path["technology"] + path["freeze"] + path["listing"].max(axis=1)
    path["active"] = (traded + money) > 0.0


def _fill_allies(room: np.ndarray, scenario: Scenario) -> None:
    """Senders with a measure of their own, in the order of their names: reach (sums to 1), benefit, cost."""
    acting = sorted({m.sender for m in scenario.package.measures})
    for g, name in enumerate(acting):
        sender = scenario.senders[name]
        room["reach"][g] = float(sender.trade_share) + float(sender.finance_share)
        room["benefit"][g], room["cost"][g] = float(sender.benefit), float(sender.cost)
    room["reach"] /= room["reach"].sum() or 1.0


def fill_sender(inputs: np.ndarray, scenario: Scenario) -> None:
    """The senders as one player: means weighted by their shares of trade and finance."""
    room = inputs[0]["sender"]
    room["mode"] = 1.0 if scenario.package.mode == "strategic" else 0.0
    weights = [float(s.trade_share) + float(s.finance_share) for s in scenario.senders.values()]
    total = sum(weights) or 1.0
    for field in ("resolved", "benefit", "cost", "blame", "audience", "patience"):
        values = [float(getattr(s, field)) for s in scenario.senders.values()]
        room[field] = sum(w * v for w, v in zip(weights, values, strict=True)) / total
    _fill_allies(inputs[0]["allies"], scenario)
    demands = sorted(scenario.package.demands, key=lambda d: d.date)
    room["first_demand"] = max((float(d.level) for d in demands), default=1.0)
