"""Accounts at rest: what the scenario's figures imply, computed once per scenario.

Writes `inputs.weights` and `inputs.accounts` and closes two base identities: value added sums to 1,
and exports = imports + private outflow + reserve accumulation (the outflow is the residual).

    income tax  t = (revenue − oil revenue − Σ tax_k VA_k) / Σ (labour_k + capital_k) VA_k, in [0, .9]
    oil share   = oil revenue / oil exports, at most 1: the state's part of price and dollars
    mining share = max(tax VA, oil revenue) / ((1 − labour) VA) of mining, at most 1: of volume
"""

from __future__ import annotations

from typing import Any

import numpy as np

from winset.types import ENERGY


def _share(values: np.ndarray) -> np.ndarray:
    total = float(values.sum())
    return values / total if total > 0 else np.zeros_like(values)


def _weights(inputs: Any) -> None:
    """Shares in trade and total uses, by sector."""
    sectors, weights = inputs["sectors"], inputs["weights"]
    bought = sectors["imported"] * sectors["output"]
    weights["imports"] = _share(bought + sectors["import_final"])
    weights["inputs"] = _share(bought)
    sold = sectors["exports"].copy()
    sold[ENERGY] = 0.0
    weights["exports"] = _share(sold)
    final = sectors["consumption"] + sectors["government"] + sectors["investment"] + sectors["exports"]
    weights["uses"] = sectors["coefficient"] @ sectors["output"] + final
    weights["dispersed"] = 1.0 - inputs["factions"]["holdings"].sum(axis=0)


def _state(inputs: Any) -> None:
    """Tax rate on incomes and the state's part of energy."""
    sectors, macro, accounts = inputs["sectors"], inputs["macro"], inputs["accounts"]
    added, energy = sectors["value_added"], ENERGY
    surplus = (1.0 - sectors["labour"][energy]) * added[energy]
    share = macro["oil_revenue"] / surplus if surplus > 0 else 0.0
    taxed = float(sectors["tax"][energy]) / max(1e-9, 1.0 - float(sectors["labour"][energy]))
    accounts["mining_share"] = min(1.0, max(taxed, share))
    exported = float(macro["oil_exports"])
    accounts["oil_share"] = min(1.0, float(macro["oil_revenue"]) / exported) if exported > 0 else 0.0
    state = sectors["tax"].copy()
    state[energy] = accounts["mining_share"] * (1.0 - sectors["labour"][energy])
    others = np.delete(sectors["tax"] * added, energy).sum()
    taxed = float(((1.0 - state) * added).sum())
    rate = (macro["revenue"] - macro["oil_revenue"] - others) / taxed if taxed > 0 else 0.0
    accounts["income_tax"] = min(0.9, max(0.0, float(rate)))


def _incomes(inputs: Any) -> None:
    """After-tax incomes at rest of factions and household classes."""
    sectors, accounts, classes = inputs["sectors"], inputs["accounts"], inputs["households"]
    state = sectors["tax"].copy()
    state[ENERGY] = accounts["mining_share"] * (1.0 - sectors["labour"][ENERGY])
    kept = 1.0 - float(accounts["income_tax"])
    capital = np.maximum(0.0, (1.0 - sectors["labour"] - state) * sectors["value_added"]) * kept
    wages = float((sectors["labour"] * sectors["value_added"]).sum()) * kept
    accounts["profit"] = inputs["factions"]["holdings"] @ capital
    at_large = float((inputs["weights"]["dispersed"] * capital).sum())
    accounts["income"] = classes["labour"] * wages + classes["capital"] * at_large
    spent = _share(np.asarray(accounts["income"]))
    accounts["food"] = float((spent * classes["food"]).sum())


def accounts(inputs: Any) -> None:
    """Fill `inputs.weights` and `inputs.accounts` of one INPUTS record in place."""
    macro, sectors, factions = inputs["macro"], inputs["sectors"], inputs["factions"]
    total = float(sectors["value_added"].sum())
    if total > 0:
        sectors["value_added"] /= total
    macro["outflow"] = macro["oil_exports"] + macro["other_exports"] - macro["imports"] - macro["accumulation"]
    room = inputs["accounts"]
    room["factions"] = inputs["counts"]["factions"]
    bought = float((sectors["imported"] * sectors["output"]).sum())
    final = float(sectors["import_final"].sum())
    room["inputs"] = bought / (bought + final) if bought + final > 0 else 0.0
    for rent in ("licences", "allocation", "smuggling"):
        room[rent] = 1.0 - float(factions[rent].sum())
    _weights(inputs)
    _state(inputs)
    _incomes(inputs)
