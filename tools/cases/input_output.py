"""Thirteen-sector input-output tables of the cases, from WIOD (2013 release), 2011.

Rules, in order:
1. Group the 35 industries into the 13 sectors; final use in consumption (households, non-profit
   bodies), government, investment (with inventories) and exports by origin; value added includes the
   taxes less subsidies and the transport margins that WIOD books on inputs.
2. Russia books much of its oil and gas exports as wholesale trade (industry 51) and inland transport
   (60). Move 95 % of both, and all exports booked under refining (23), to mining, together with the
   inputs and the value added that produced them in the supplying industry's own proportions. Rows,
   columns and total value added stay as they were; "mining exports" then mean all energy exports.
3. Scale to the case's year: input coefficients and the mix of domestic final demand stay those of
   2011; exports of mining and of the rest, and imports by origin, are set to their shares of GDP in
   the base year; output solves x = (I - A)^-1 f, and one factor on domestic final demand makes value
   added sum to 1. This ignores structural change between 2011 and that year.
4. Round, and let output and value added (six digits) absorb what rounding leaves, so that rows and
   columns balance to the sixth digit.

Russia has a table of its own. The others have none in this release; their template is the unweighted mean of the
coefficients and of the final demand of a few countries that have one (Russia's after rule 2):
- Iran: Russia, Turkey, Indonesia and Mexico, three oil exporters with a state oil company and one neighbour of
  like size and income with car assembly; mining and chemicals columns of the three oil exporters only;
- Venezuela: Russia, Indonesia and Mexico, the same three oil exporters;
- South Africa: Turkey and Mexico, two middle-income economies with large private industry, 27 years after
  its base year;
- Belarus: Russia and Bulgaria, two economies with the industry of the former Eastern bloc, one small and open;
  mining and chemicals (with refining) columns of Russia only;
- Libya and Iraq: Russia, Indonesia and Mexico, as for Venezuela;
- Yugoslavia: Bulgaria and Turkey, a neighbour with the same past and one of like size and industry;
- Zimbabwe: Indonesia and Turkey, middling economies with large farming;
- Haiti: Indonesia and Mexico, farming and assembly for export;
- Myanmar: Indonesia, the only table from its region;
- North Korea: Bulgaria and Indonesia, old socialist industry and farming.
For the last seven, factors on the template's domestic final demand by sector (`demand`, chosen) bring the weight of
farming and of public services nearer to what the country is known for; they are no measurement.
"""

from __future__ import annotations

import numpy as np
import pandas as pd  # type: ignore[import-untyped]

from tools.cases.shared import ORIGINS, SECTORS, shared

MOVED = 0.95
BOOKED_AS_SERVICES = ("51", "60")
REFINING = "23"
FINAL = {
    "consumption": ("dom_hh", "dom_npish"), "government": ("dom_gov",), "investment": ("dom_gfcf", "dom_inv"),
}  # fmt: skip


def industries(country: str) -> dict[str, pd.DataFrame]:
    """The 35-industry table of one country, USD millions: domestic and imported inputs and final use."""
    stem = shared() / "io" / f"wiod2013_{country}_2011_"
    read = {name: pd.read_csv(f"{stem}{name}.csv", index_col=0) for name in ("Zdom", "sectors")}
    for origin in ORIGINS:
        read[origin] = pd.read_csv(f"{stem}Zimp_{origin}.csv", index_col=0)
    return read


def move_energy(table: dict[str, pd.DataFrame]) -> tuple[dict[str, pd.DataFrame], float]:
    """Rule 2 at industry level; also the USD millions of exports moved to mining."""
    out = {name: frame.select_dtypes("number").astype(float) for name, frame in table.items()}
    final = out["sectors"]
    exports = [c for c in final.columns if c.startswith("exp_")]
    total = 0.0
    for code, share in [*((c, MOVED) for c in BOOKED_AS_SERVICES), (REFINING, 1.0)]:
        moved = final.loc[code, exports] * share
        ratio = moved.sum() / final.loc[code, "output"]
        for name in ("Zdom", *ORIGINS):
            inputs = out[name][code] * ratio
            out[name]["C"] += inputs
            out[name][code] -= inputs
        for column in ("value_added_plus_taxes_margins", "output"):
            amount = final.loc[code, column] * ratio
            final.loc["C", column] += amount
            final.loc[code, column] -= amount
        final.loc["C", exports] += moved
        final.loc[code, exports] -= moved
        total += float(moved.sum())
    return out, total


def grouped(country: str, move: bool) -> dict[str, np.ndarray]:
    """Thirteen-sector flows as shares of the table's value added.

    Arrays: `domestic` (13 x 13, supplier by user), `imported` (3 x 13), `imports_final` (3 x 13),
    `exports` (3 x 13), consumption, government, investment, output, value_added (13).
    """
    table = industries(country)
    if move:
        table, _ = move_energy(table)
    group = groups()
    final = table["sectors"].groupby(group).sum(numeric_only=True)
    gdp = final["value_added_plus_taxes_margins"].sum()
    flows = {
        "domestic": table["Zdom"].groupby(group).sum().T.groupby(group).sum().T.to_numpy(),
        "imported": np.array([table[o].sum().groupby(group).sum() for o in ORIGINS]),
        "imports_final": np.array([final[f"imp_fin_product_{o}"] for o in ORIGINS]),
        "exports": np.array([final[f"exp_int_{o}"] + final[f"exp_fin_{o}"] for o in ORIGINS]),
        "output": final["output"].to_numpy(),
        "value_added": final["value_added_plus_taxes_margins"].to_numpy(),
    }
    flows |= {name: final[list(columns)].sum(axis=1).to_numpy() for name, columns in FINAL.items()}
    return {name: array / gdp for name, array in flows.items()}


def groups() -> pd.Series:
    """Sector number (0..12) of every WIOD industry."""
    labels = pd.read_csv(shared() / "io" / "sector12_map.csv").set_index("code")["s12"]
    return labels.map({label: k for k, label in enumerate(sorted(labels.unique()))})


def template(countries: tuple[str, ...], energy_countries: tuple[str, ...] = ()) -> dict[str, np.ndarray]:
    """Mean coefficients and mean shares of final demand of some countries (see the module's text).

    Columns of mining and chemicals come from `energy_countries` where these are named.
    """
    tables = {c: grouped(c, move=c == "RUS") for c in countries}
    if len(tables) == 1:
        return tables[countries[0]]

    def mean(name: str, chosen: tuple[str, ...]) -> np.ndarray:
        parts = []
        for c in chosen:
            flow = tables[c][name]
            by_user = name in ("domestic", "imported")
            parts.append(flow / tables[c]["output"] if by_user else flow)
        return np.mean(parts, axis=0)

    out = {name: mean(name, countries) for name in tables[countries[0]]}
    energy = [SECTORS.index("mining"), SECTORS.index("chemicals")]
    for name in ("domestic", "imported"):
        if energy_countries:
            out[name][:, energy] = mean(name, energy_countries)[:, energy]
        out[name] = out[name] * out["output"]
    return out


def scaled(flows: dict[str, np.ndarray], target: dict) -> dict[str, np.ndarray]:
    """Rules 3 and 4: the table in shares of the base year's GDP, rounded and balanced.

    `target`: imports, oil_exports, other_exports (shares of GDP), import_origins, oil_origins,
    other_origins (shares by origin), optional other_mix (13, weights of non-energy exports).
    """
    coefficient = np.round(flows["domestic"] / flows["output"], 4)
    exports = np.round(export_table(flows, target), 4)
    exports = settle(exports, target)
    per_unit = flows["imported"] / flows["output"]
    domestic_mix = {name: flows[name] for name in FINAL}
    leontief = np.linalg.inv(np.eye(13) - coefficient)
    factor, output = 1.0, flows["output"]
    for _ in range(60):
        inputs, final_imports = import_table(per_unit * output, flows["imports_final"], target)
        demand = np.sum(list(domestic_mix.values()), axis=0)
        factor = (1.0 + inputs.sum() - exports.sum()) / demand.sum()
        output = leontief @ (factor * demand + exports.sum(axis=0))
    final = {name: np.round(factor * mix, 4) for name, mix in domestic_mix.items()}
    inputs, final_imports = np.round(inputs, 4), np.round(final_imports, 4)
    largest = np.unravel_index(final_imports.argmax(), final_imports.shape)
    final_imports[largest] += target["imports"] - inputs.sum() - final_imports.sum()
    gap = 1.0 + inputs.sum() - exports.sum() - sum(f.sum() for f in final.values())
    final["consumption"][final["consumption"].argmax()] += gap
    output = leontief @ (sum(final.values()) + exports.sum(axis=0))
    value_added = output - coefficient.sum(axis=0) * output - inputs.sum(axis=0)
    return final | {
        "coefficient": coefficient, "exports": exports, "imported_inputs": inputs,
        "imports_final": final_imports, "output": output, "value_added": value_added,
    }  # fmt: skip


def export_table(flows: dict[str, np.ndarray], target: dict) -> np.ndarray:
    """Exports by origin and sector: energy to its target, the rest by its mix and origins."""
    energy = SECTORS.index("mining")
    mix = np.array(target.get("other_mix", flows["exports"].sum(axis=0)), float)
    mix[energy] = 0.0
    out = target["other_exports"] * np.outer(target["other_origins"], mix / mix.sum())
    out[:, energy] = target["oil_exports"] * np.array(target["oil_origins"])
    return out


def settle(exports: np.ndarray, target: dict) -> np.ndarray:
    """Put what rounding left of each total on its largest cell."""
    energy = SECTORS.index("mining")
    out = exports.copy()
    out[0, energy] += target["oil_exports"] - out[:, energy].sum()
    rest = out.copy()
    rest[:, energy] = 0.0
    cell = np.unravel_index(rest.argmax(), rest.shape)
    out[cell] += target["other_exports"] - rest.sum()
    return out


def import_table(inputs: np.ndarray, final: np.ndarray, target: dict) -> tuple[np.ndarray, np.ndarray]:
    """Imported inputs and final imports scaled, origin by origin, to the target totals."""
    wanted = target["imports"] * np.array(target["import_origins"])
    factor = wanted / (inputs.sum(axis=1) + final.sum(axis=1))
    return inputs * factor[:, None], final * factor[:, None]


def energy_check() -> dict[str, float]:
    """Russian energy exports after rule 2, USD billions of 2011, and their share of value added."""
    table = industries("RUS")
    moved, total = move_energy(table)
    final = moved["sectors"]
    exports = [c for c in final.columns if c.startswith("exp_")]
    refined = float(table["sectors"].loc[REFINING, exports].sum())
    gdp = float(final["value_added_plus_taxes_margins"].sum())
    energy = float(final.loc["C", exports].sum())
    return {
        "moved_from_services": (total - refined) / 1e3, "moved_from_refining": refined / 1e3,
        "energy": energy / 1e3, "share_without_refining": (energy - refined) / gdp, "share": energy / gdp,
    }  # fmt: skip
