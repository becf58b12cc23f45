"""Myanmar 1997: trade of 1996 on the table of Indonesia, with more farms.

Growth is the country's own, passed on by the World Bank, and too high to be true; it is kept because nothing better is
at hand. The official rate stood at 6 kyat for decades: the street rate and a GDP in dollars near it are recalled. V-Dem
has no media variable after 1994.
"""

from __future__ import annotations

from typing import Any

GIVEN: dict[str, Any] = {
    "iso3": "MMR", "base_year": 1996, "last_year": 2012, "rate_last": 0, "as_of_month": "1997-05",
    "start": "1997-01", "end": "2012-12", "price_year": ("1996-01", "1996-12"), "family": "military",
    "tables": ("IDN",), "tenure": "short", "prices": "month", "cpi_last": "2012-12", "vdem_year": 1994, "goods": True,
    "growth": {"columns": ("gdp_growth_wdi",), "source": "wdi"},
    "inflation": {"columns": ("infl_wb",), "source": "wdi"},
    "essential": (0.30, 0.30, 0.30, 0.40, 0.45, 0.40, 0.60, 0.50, 0.25, 0.20, 0.50, 0.25, 0.35),
    "technology": (0.15, 0.30, 0.15, 0.20, 0.35, 0.25, 0.45, 0.40, 0.20, 0.10, 0.35, 0.25, 0.20),
    "demand": {
        "agriculture": 5.0, "business": 0.4, "construction": 0.4, "chemicals": 0.5, "machinery": 0.4,
    },
    "gdp": {"value": 7.0, "about": "source: chosen, seen: false,"
            " note: 'at the street rate 5 to 6 bn USD, in real terms more; trade shares hang on it'"},
    "rate": {"value": 150.0, "about": "source: chosen, seen: false, note: 'in the street, recalled; officially 5.9'"},
    "reserves": "with gold, end of 1996; GDP in dollars is chosen",
    "origins": {"import": (0.15, 0.22, 0.63), "oil": (0.15, 0.25, 0.60), "other": (0.22, 0.13, 0.65)},
    "other_mix": (0.60, 0, 0.14, 0.20, 0.0, 0.01, 0.0, 0.0, 0.0, 0.0, 0.03, 0.02, 0.0),
    "macro": {
        "imports": {"value": 0.28, "about": "source: chosen, seen: false,"
                    " note: 'goods of 2.0 to 2.7 bn USD, the higher by partners (cow); GDP in dollars is chosen'"},
        "oil_exports": {"value": 0.015, "about": "source: chosen, seen: false,"
                        " note: 'gems and ores; gas only from 1998 on'"},
        "other_exports": {"value": 0.265, "about": "source: chosen, seen: false,"
                          " note: 'goods of 1.2 bn USD by partners (cow); services, border trade and transfers'"},
        "private_outflow": {"value": 0.0, "about": "source: chosen, seen: false,"
                            " note: 'investment and remittances against flight'"},
        "reserve_accumulation": {"value": 0.0, "about": "source: chosen, seen: false,"
                                 " note: 'the fall of 1996, 0.65 to 0.31 bn USD (wdi), cannot go on'"},
        "oil_revenue": {"value": 0.003, "about": "source: chosen, seen: false"},
        "fiscal_buffer": {"value": 0.005, "about": "spread: 0.003, source: chosen, seen: false"},
        "posts_fund": {"value": 0.05, "about": "spread: 0.02, source: chosen, seen: false"},
        "subsidies": {"value": 0.02, "about": "spread: 0.01, source: chosen, seen: false"},
        "money": {"value": 0.3, "about": "spread: 0.1, source: chosen, seen: false"},
    },
    "revenue": {"value": 0.17, "about": "source: chosen, seen: false,"
                " note: 'with state enterprises; WEO begins with 19 per cent in 1998'"},
    "spending": {"value": 0.22, "about": "spread: 0.04, source: chosen, seen: false,"
                 " note: 'with state enterprises; WEO begins with 24 per cent in 1998'"},
    "debt": {"value": 0.8, "about": "spread: 0.2, source: chosen, seen: false,"
             " note: '5 to 6 bn USD over the chosen GDP, hardly served; at official rates twice that (hpdd)'"},
}  # fmt: skip
