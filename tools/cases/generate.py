"""Prints, checks or writes the generated blocks of a packaged case.

`WINSET_SHARED=... python -m tools.cases.generate russia/2022` prints the blocks; with `--write` it puts them into
the case file.
"""

from __future__ import annotations

import sys

import numpy as np

from tools.cases.exits import hazards
from tools.cases.input_output import FINAL, scaled, template
from tools.cases.macro import (
    budget,
    gdp_series,
    import_series,
    macro_block,
    market_rate,
    monthly_inflation,
    official_rate,
    traded_goods,
    vdem,
    world_market,
    yearly_inflation,
)
from tools.cases.shared import ORIGINS, SECTORS, case_path, mapping, number, with_blocks, wrapped
from tools.cases.targets import CASE, LABOUR, MINING_TAX

TRADE = ("exports", "imported_inputs", "imports_final")


def table(case: str) -> dict[str, np.ndarray]:
    """The balanced 13-sector table of a case."""
    spec = CASE[case]
    macro = {name: entry["value"] for name, entry in spec["macro"].items()}
    target = {name: macro[name] for name in ("imports", "oil_exports", "other_exports")}
    target |= {f"{flow}_origins": shares for flow, shares in spec["origins"].items()}
    if "other_mix" in spec:
        target["other_mix"] = spec["other_mix"]
    flows = template(spec["tables"], spec.get("energy_tables", ()))
    for sector, factor in spec.get("demand", {}).items():
        for name in FINAL:
            flows[name][SECTORS.index(sector)] *= factor
    return scaled(flows, target)


def taxes(case: str, value_added: np.ndarray) -> np.ndarray:
    """Taxes over value added: mining pays oil revenue and MINING_TAX, the rest one common rate."""
    spec = CASE[case]
    revenue = budget(case)["revenue"][0]
    mining = value_added[SECTORS.index("mining")]
    paid = spec["macro"]["oil_revenue"]["value"] + MINING_TAX * mining
    rates = np.full(13, (revenue - paid) / (1 - mining))
    rates[SECTORS.index("mining")] = paid / mining
    return rates


def traded(key: str, flow: np.ndarray) -> str:
    """A trade flow by bloc; totals are recalled and the split is chosen, whatever the table's structure."""
    return f"{key}: " + mapping(dict(zip(ORIGINS, flow))).replace("{", "{source: chosen, seen: false, ")


def sector_block(case: str) -> list[str]:
    """The 13 sectors, a few lines each."""
    flows = table(case)
    rates = taxes(case, flows["value_added"])
    chosen = "source: chosen, seen: false"
    lines = []
    for k, name in enumerate(SECTORS):
        sizes = [f"{key}: {number(flows[key][k], 6)}" for key in ("output", "value_added")]
        sizes += [f"{key}: {number(flows[key][k])}" for key in FINAL]
        trade = [traded(key, flows[key][:, k]) for key in TRADE]
        shares = {"essential": CASE[case]["essential"][k], "technology": CASE[case]["technology"][k]}
        judged = [f"{n}: {{value: {number(v, 2)}, spread: 0.1, {chosen}}}" for n, v in shares.items()]
        lines += [
            f"{name}: {{", "  " + ", ".join(sizes) + ",", *(f"  {line}," for line in trade),
            f"  labour: {{value: {number(LABOUR[k] * (1 - rates[k]), 2)}, spread: 0.05, {chosen}}},"
            f" tax: {{value: {number(rates[k], 3)}, {chosen}}},",
            "  " + ", ".join(judged) + ",",
            "}",
        ]  # fmt: skip
    return lines


def coefficient_block(case: str) -> list[str]:
    """Rows of domestic input coefficients, zeros left out."""
    rows = table(case)["coefficient"]
    lines = []
    for i, supplier in enumerate(SECTORS):
        entries = {SECTORS[j]: rows[i, j] for j in range(13) if rows[i, j] > 0}
        first, *rest = wrapped(entries)
        lines += [f"{supplier}: {first}", *rest]
    return lines


def braces(items: list[str]) -> list[str]:
    """`key: figure` items in a brace mapping of several to a line."""
    return wrapped({item.split(": ")[0]: float(item.split(": ")[1]) for item in items})


def blocks(case: str) -> dict[str, list[str]]:
    """Every generated block of a case by name."""
    spec, market = CASE[case], world_market(case)
    head, months = market[:3], [line.strip() for line in market[4:]]
    first, *rest = braces(months)
    out = {
        "sectors": sector_block(case),
        "coefficients": coefficient_block(case),
        "macro": macro_block(case),
        "hazards": [f"{name}: {number(v)}" for name, v in hazards(spec["family"], spec["tenure"]).items()],
        "vdem": vdem(case),
        "world": [*head, f"path: {first}", *rest],
        "gdp": gdp_series(case),
        "imports": import_series(case),
    }
    if spec.get("prices"):
        out["inflation"] = named((monthly_inflation if spec["prices"] == "month" else yearly_inflation)(case))
    if spec.get("rate_last", 1):
        out["official_rate"] = named(official_rate(case))
    if spec.get("volume"):
        out["oil_exports"] = traded_goods(case, "cow_exports")
    if spec.get("market") == "rial":
        out["market_rate"] = named(market_rate(case))
    return out


def named(items: list[str]) -> list[str]:
    """A `values` mapping."""
    first, *rest = braces(items)
    return [f"values: {first}", *rest]


def main(arguments: list[str]) -> None:
    """Command line."""
    case = arguments[0]
    made = blocks(case)
    if "--write" in arguments:
        path = case_path(case)
        path.write_text(with_blocks(path.read_text(encoding="utf-8"), made), encoding="utf-8")
        return
    for name, lines in made.items():
        print(f"# generated: {name}", *lines, "# end generated", sep="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
