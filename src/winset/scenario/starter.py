"""The commented starter: an invented country whose accounts balance by construction.

Domestic inputs follow one rule (a quarter from the own sector, the rest by general supplier weights);
outputs solve the Leontief system y = A y + f; flows are then scaled so that value added is 1. Who bargains, and when
the top post is filled anew, is the archetype's: archetypes/REGIME.txt, every figure chosen.
"""

from __future__ import annotations

from pathlib import Path
from string import Template
from typing import Any

import numpy as np

from winset.scenario.regimes import HAZARDS, regime_defaults
from winset.types import ORIGINS, SECTORS

TEMPLATE = Path(__file__).with_name("starter.txt")
ARCHETYPES = Path(__file__).with_name("archetypes")
_SUCCESSION = {"democracy": "[2012-06]", "monarchy": "[]", "military": "[]"}
_LISTED = {
    "personalist": "{guards: 0.4, palace: 0.2}",
    "party": "{security: 0.4, politburo: 0.2}",
    "military": "{junta: 0.4, contractors: 0.2}",
    "monarchy": "{guard: 0.4, court: 0.2}",
    "democracy": "{government: 0.2}",
}

# supplier weight, domestic inputs and imported inputs per unit of output,
# consumption, government, investment, exports, final imports, labour share, tax share, essential, technology
_SECTORS: dict[str, tuple[float, ...]] = {
    "agriculture": (0.06, 0.35, 0.03, 0.050, 0.000, 0.005, 0.010, 0.008, 0.30, 0.00, 0.20, 0.05),
    "mining": (0.10, 0.20, 0.03, 0.005, 0.000, 0.005, 0.150, 0.001, 0.15, 0.20, 0.15, 0.30),
    "food": (0.05, 0.55, 0.06, 0.110, 0.000, 0.002, 0.008, 0.015, 0.40, 0.05, 0.20, 0.10),
    "light_industry": (0.05, 0.40, 0.12, 0.030, 0.000, 0.003, 0.008, 0.020, 0.50, 0.05, 0.20, 0.15),
    "chemicals": (0.08, 0.42, 0.12, 0.020, 0.004, 0.002, 0.030, 0.015, 0.35, 0.06, 0.35, 0.30),
    "metals": (0.09, 0.45, 0.09, 0.005, 0.000, 0.010, 0.030, 0.005, 0.40, 0.05, 0.30, 0.25),
    "machinery": (0.06, 0.38, 0.20, 0.030, 0.004, 0.060, 0.015, 0.060, 0.50, 0.05, 0.45, 0.60),
    "utilities": (0.11, 0.40, 0.03, 0.030, 0.002, 0.000, 0.001, 0.000, 0.35, 0.05, 0.25, 0.30),
    "construction": (0.04, 0.45, 0.06, 0.005, 0.004, 0.130, 0.000, 0.000, 0.55, 0.04, 0.10, 0.15),
    "trade": (0.13, 0.30, 0.02, 0.110, 0.002, 0.010, 0.005, 0.000, 0.40, 0.05, 0.10, 0.15),
    "transport": (0.11, 0.38, 0.05, 0.050, 0.004, 0.003, 0.012, 0.006, 0.45, 0.04, 0.30, 0.40),
    "business": (0.11, 0.25, 0.03, 0.110, 0.010, 0.015, 0.006, 0.008, 0.45, 0.04, 0.20, 0.40),
    "public": (0.01, 0.25, 0.03, 0.040, 0.165, 0.001, 0.000, 0.001, 0.85, 0.01, 0.20, 0.20),
}
_WEST, _CHINA = 0.45, 4 / 11  # share of trade with the west; China's of the rest
_OUTFLOW = 0.008


def accounts() -> dict[str, Any]:
    """Balanced accounts: sector blocks, input coefficients [supplier][user], external totals."""
    columns = np.array([_SECTORS[name] for name in SECTORS]).T
    weight, domestic, imported, final, import_final = *columns[:3], columns[3:7], columns[7]
    supply = 0.75 * weight[:, None] / weight.sum() + 0.25 * np.eye(len(SECTORS))
    coefficient = np.round(supply * domestic, 4)
    output = np.linalg.solve(np.eye(len(SECTORS)) - coefficient, final.sum(axis=0))
    value_added = output * (1 - coefficient.sum(axis=0) - imported)
    scale = 1 / value_added.sum()
    output, value_added, final, import_final = (x * scale for x in (output, value_added, final, import_final))
    inputs = imported * output
    return {
        "coefficient": coefficient, "output": output, "value_added": value_added, "final": final,
        "inputs": inputs, "import_final": import_final, "rest": columns[8:],
        "imports": float(inputs.sum() + import_final.sum()), "exports": float(final[3].sum()),
        "oil": float(final[3][SECTORS.index("mining")]),
    }  # fmt: skip


def _mapping(values: dict[str, float], digits: int = 5) -> str:
    return "{" + ", ".join(f"{name}: {round(float(value), digits):g}" for name, value in values.items()) + "}"


def _by_origin(total: float, west: float) -> str:
    shares = {"west": west, "china": (1 - west) * _CHINA, "other": (1 - west) * (1 - _CHINA)}
    return _mapping({origin: total * shares[origin] for origin in ORIGINS}, 6)


def _sector_text(made: dict[str, Any], k: int, west: float) -> str:
    labour, tax, essential, technology = made["rest"][:, k]
    consumption, government, investment, exports = made["final"][:, k]
    head = {"output": made["output"][k], "value_added": made["value_added"][k], "labour": labour, "tax": tax}
    uses = {"consumption": consumption, "government": government, "investment": investment}
    lines = [
        f"    {SECTORS[k]}:",
        *(f"      {name}: {round(float(value), 6):g}" for name, value in {**head, **uses}.items()),
        f"      exports: {_by_origin(exports, west)}",
        f"      imported_inputs: {_by_origin(made['inputs'][k], west)}",
        f"      imports_final: {_by_origin(made['import_final'][k], west)}",
        f"      essential: {essential:g}",
        f"      technology: {technology:g}",
    ]
    return "\n".join(lines)


def _rows_text(coefficient: np.ndarray) -> str:
    rows = (_mapping(dict(zip(SECTORS, row))) for row in coefficient)
    return "\n".join(f"      {name}: {row}" for name, row in zip(SECTORS, rows))


def _institutions_text(regime: str) -> str:
    defaults = regime_defaults(regime)
    lines = []
    for name, value in defaults.items():
        if name == "exit_hazards":
            rates = {mode: value[mode]["value"] for mode in HAZARDS}
            lines.append(f"  # exit_hazards: {_mapping(rates)}  # per year")
        else:
            lines.append(f"  # {name}: {value if isinstance(value, str) else value['value']}")
    return "\n".join(lines)


def starter_text(regime: str = "personalist", west: float = _WEST) -> str:
    """The starter as YAML, for an archetype of regime (KeyError if unknown); it has no fault and no warning.

    `west` is the share of its trade with the west.
    """
    made = accounts()
    external = {
        "imports": made["imports"], "oil": made["oil"], "other": made["exports"] - made["oil"],
        "outflow": _OUTFLOW, "accumulation": made["exports"] - made["imports"] - _OUTFLOW,
    }  # fmt: skip
    return Template(TEMPLATE.read_text(encoding="utf-8")).substitute(
        regime=regime,
        factions=(ARCHETYPES / f"{regime}.txt").read_text(encoding="utf-8").rstrip("\n"),
        succession=_SUCCESSION.get(regime, "[2013-06]"),
        listed=_LISTED[regime],
        institutions=_institutions_text(regime),
        sectors="\n".join(_sector_text(made, k, west) for k in range(len(SECTORS))),
        rows=_rows_text(made["coefficient"]),
        **{name: f"{value:.4f}" for name, value in external.items()},
    )
