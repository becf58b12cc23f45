"""Haiti 1991: trade of 1990 on a template of Indonesia and Mexico, with more farms.

Aid and transfers from abroad, which paid near half of the imports, stand among exports of services. GDP in dollars,
the budget and services are recalled. Mines export next to nothing, so the oil price moves only what is imported.
"""

from __future__ import annotations

from typing import Any

GIVEN: dict[str, Any] = {
    "iso3": "HTI", "base_year": 1990, "last_year": 1994, "rate_last": 1994, "as_of_month": "1991-09",
    "start": "1991-10", "end": "1994-09", "price_year": ("1990-01", "1990-12"), "family": "military",
    "tables": ("IDN", "MEX"), "tenure": "short", "prices": "month", "cpi_last": "1994-09", "goods": True,
    "growth": {"columns": ("gdp_growth_wdi",), "source": "wdi"},
    "inflation": {"columns": ("infl_wb",), "source": "wdi"},
    "essential": (0.30, 0.40, 0.40, 0.55, 0.50, 0.45, 0.65, 0.70, 0.30, 0.25, 0.65, 0.25, 0.40),
    "technology": (0.10, 0.20, 0.15, 0.20, 0.30, 0.25, 0.40, 0.35, 0.20, 0.10, 0.30, 0.25, 0.20),
    "demand": {"agriculture": 4.0, "mining": 0.2, "chemicals": 0.3, "machinery": 0.3, "construction": 0.7},
    "gdp": {"value": 2.8, "about": "source: chosen, seen: false, note: 'of 1990, recalled'"},
    "reserves": "with gold, end of 1990; GDP in dollars is chosen",
    "origins": {"import": (0.78, 0.01, 0.21), "oil": (0.9, 0.0, 0.1), "other": (0.88, 0.0, 0.12)},
    "other_mix": (0.09, 0, 0.03, 0.32, 0.02, 0.0, 0.12, 0.0, 0.0, 0.0, 0.04, 0.23, 0.15),
    "macro": {
        "imports": {"value": 0.182, "about": "source: chosen, seen: false,"
                    " note: 'goods of 0.35 to 0.52 bn USD a year by partners (cow); services recalled'"},
        "oil_exports": {"value": 0.002, "about": "source: chosen, seen: false"},
        "other_exports": {"value": 0.18, "about": "source: chosen, seen: false,"
                          " note: 'goods 0.17 bn USD by partners (cow); services, aid and transfers of emigrants'"},
        "private_outflow": {"value": 0.0, "about": "source: chosen, seen: false"},
        "reserve_accumulation": {"value": 0.0, "about": "source: chosen, seen: false,"
                                 " note: 'the fall of 1990, 20 to 10 mn USD (wdi), cannot go on'"},
        "oil_revenue": {"value": 0.0002, "about": "source: chosen, seen: false"},
        "fiscal_buffer": {"value": 0.003, "about": "spread: 0.002, source: chosen, seen: false"},
        "posts_fund": {"value": 0.03, "about": "spread: 0.01, source: chosen, seen: false"},
        "subsidies": {"value": 0.01, "about": "spread: 0.005, source: chosen, seen: false"},
        "money": {"value": 0.25, "about": "spread: 0.08, source: chosen, seen: false"},
    },
    "revenue": {"value": 0.09, "about": "source: chosen, seen: false, note: 'recalled'"},
    "spending": {"value": 0.12, "about": "spread: 0.02, source: chosen, seen: false, note: 'recalled'"},
    "debt": {"value": 0.33, "about": "spread: 0.08, source: chosen, seen: false,"
             " note: 'some 0.9 bn USD abroad, recalled'"},
}  # fmt: skip
