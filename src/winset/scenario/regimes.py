"""What each type of regime supplies for the fields of `institutions` that a file leaves out.

Exit hazards are exits per year of a regime in power, 1946-2010: exits from Archigos, regime type of
the year from Geddes, Wright and Frantz (party, military, personal, monarchy; hybrids by their first
type). regular: regular exits, natural death and ill health; insider: removal by other government actors or
in a power struggle short of a coup; coup: removal by the military; uprising: popular protest or rebels.
Repression is 1 - v2x_clphy and media control the normal probability of -v2mecenefm (V-Dem), both
means over the same country-years. Claims are means of fuzzy scores over sanctioned regimes, of
which one is a monarchy and the democracies are young. The size of coalitions and the veto rule are chosen.
"""

from __future__ import annotations

from typing import Any

from winset.scenario.figure import CHOSEN

REGIMES = ("personalist", "party", "military", "monarchy", "democracy")
HAZARDS = ("regular", "insider", "coup", "uprising")

SOURCES: dict[str, dict[str, Any]] = {
    "archigos_gwf": {
        "citation": "Exit rates computed from Archigos (Goemans, Gleditsch and Chiozza 2009) and Autocratic "
        "Breakdown and Regime Transitions (Geddes, Wright and Frantz 2014), 1946-2010",
        "seen": True,
    },
    "vdem": {
        "citation": "Means computed from V-Dem country-years (v2x_clphy, v2mecenefm), 1946-2010",
        "seen": True,
    },
    "grauvogel_vonsoest": {
        "citation": "Means of claims to legitimacy in the data of Grauvogel and von Soest (2014)",
        "seen": True,
    },
}

_FIELDS: dict[str, tuple[str, tuple[Any, ...]]] = {
    "winning_coalition": (CHOSEN, (0.05, 0.10, 0.20, 0.20, 0.50)),
    "selectorate": (CHOSEN, (0.60, 0.40, 0.02, 0.03, 0.90)),
    "veto_rule": (CHOSEN, ("leader", "large_members", "large_members", "leader", "large_members")),
    "veto_threshold": (CHOSEN, (0.35, 0.30, 0.30, 0.35, 0.25)),
    "repression": ("vdem", (0.71, 0.58, 0.74, 0.46, 0.17)),
    "media_control": ("vdem", (0.69, 0.79, 0.74, 0.70, 0.13)),
    "legitimacy_claims": ("grauvogel_vonsoest", (0.64, 0.90, 0.45, 0.89, 0.50)),
}

_HAZARDS: dict[str, tuple[float, ...]] = {
    "regular": (0.054, 0.077, 0.157, 0.055, 0.269),
    "insider": (0.0035, 0.0066, 0.0242, 0.0134, 0.0031),
    "coup": (0.049, 0.015, 0.079, 0.013, 0.017),
    "uprising": (0.0165, 0.0040, 0.0207, 0.0067, 0.0022),
}


def _figure(value: Any, source: str, regime: str) -> Any:
    if isinstance(value, str):
        return value
    return {
        "value": value,
        "source": source,
        "seen": source != CHOSEN,
        "note": f"default of {regime} regimes",
    }


def regime_defaults(regime: str) -> dict[str, Any]:
    """Fields of `institutions` for a type of regime, as a file would write them (KeyError if unknown)."""
    column = dict(zip(REGIMES, range(len(REGIMES))))[regime]
    fields = {name: _figure(row[column], source, regime) for name, (source, row) in _FIELDS.items()}
    hazards = {name: _figure(row[column], "archigos_gwf", regime) for name, row in _HAZARDS.items()}
    return {**fields, "exit_hazards": hazards}


def describe(field: str) -> str:
    """The defaults of a field in words, for the schema."""
    row = _HAZARDS[field] if field in _HAZARDS else _FIELDS[field][1]
    return "Default by regime: " + ", ".join(f"{name} {value}" for name, value in zip(REGIMES, row)) + "."
