"""Federal Republic of Yugoslavia 1992: trade of 1990-91 on a template of Bulgaria and Turkey.

The panel files the old federation, the new one and Serbia under one code: Maddison output per head up to 1990 is
that of the old federation, the Penn World Table from 1991 that of the new one. Trade with the other republics, half
of all trade before, was breaking off and is not in the base. WDI has no reserves; the rate of 1991 is the old one's.
"""

from __future__ import annotations

from typing import Any

GIVEN: dict[str, Any] = {
    "iso3": "SRB", "base_year": 1991, "last_year": 2000, "rate_last": 0, "as_of_month": "1992-05",
    "start": "1992-01", "end": "2000-12", "price_year": ("1991-01", "1991-12"), "family": "party",
    "tables": ("BGR", "TUR"), "tenure": "short", "prices": "month", "cpi_last": "2000-12",
    "commodity": ("Copper", 0.01), "goods": True,
    "growth": {"columns": ("gdp_growth_pwt", "growth_mad"), "source": "pwt"},
    "essential": (0.35, 0.35, 0.30, 0.35, 0.50, 0.40, 0.55, 0.55, 0.20, 0.25, 0.55, 0.25, 0.35),
    "technology": (0.20, 0.30, 0.20, 0.20, 0.40, 0.30, 0.45, 0.35, 0.20, 0.15, 0.40, 0.30, 0.25),
    "demand": {"agriculture": 1.5, "business": 0.7},
    "gdp": {"value": 22.0, "about": "source: owiki, seen: true,"
            " note: '24 bn USD in 1990 less the fall of 1991; exchange rates of the year make it rough'"},
    "rate": {"value": 19.7, "about": "source: gmd, seen: true, note: 'old dinars, official, mean 1991'"},
    "base_inflation": {"value": 1.2, "about": "source: chosen, seen: false,"
                       " note: 'of 1991, recalled; 1989 and 1990 were far above'"},
    "media_control": "value: 0.9, spread: 0.05, source: chosen, seen: false, note: 'V-Dem has none for 1991'",
    "origins": {"import": (0.56, 0.01, 0.43), "oil": (0.7, 0.0, 0.3), "other": (0.55, 0.01, 0.44)},
    "other_mix": (0.09, 0, 0.06, 0.24, 0.11, 0.14, 0.16, 0.01, 0.03, 0.0, 0.05, 0.06, 0.05),
    "macro": {
        "imports": {"value": 0.245, "about": "source: chosen, seen: false,"
                    " note: 'goods about 5 bn USD without the other republics, recalled'"},
        "oil_exports": {"value": 0.006, "about": "source: chosen, seen: false, note: 'ores only'"},
        "other_exports": {"value": 0.239, "about": "source: cia94, seen: true,"
                          " note: 'goods 4.4 bn USD in 1990; services and remittances recalled'"},
        "private_outflow": {"value": 0.0, "about": "source: chosen, seen: false"},
        "reserve_accumulation": {"value": 0.0, "about": "source: chosen, seen: false,"
                                 " note: 'reserves were falling, which could not go on'"},
        "reserves": {"value": 0.03, "about": "spread: 0.02, source: chosen, seen: false,"
                     " note: 'what was left of the federal reserves, recalled'"},
        "oil_revenue": {"value": 0.001, "about": "source: chosen, seen: false"},
        "fiscal_buffer": {"value": 0.02, "about": "spread: 0.015, source: chosen, seen: false,"
                          " note: 'frozen savings in foreign money, funds moved to Cyprus'"},
        "posts_fund": {"value": 0.06, "about": "spread: 0.02, source: chosen, seen: false"},
        "subsidies": {"value": 0.06, "about": "spread: 0.02, source: chosen, seen: false"},
        "money": {"value": 0.2, "about": "spread: 0.07, source: chosen, seen: false"},
    },
    "revenue": {"value": 0.38, "about": "source: chosen, seen: false, note: 'recalled'"},
    "spending": {"value": 0.45, "about": "spread: 0.05, source: chosen, seen: false, note: 'recalled'"},
    "debt": {"value": 0.4, "about": "spread: 0.15, source: chosen, seen: false,"
             " note: 'part of the old federation, not served, recalled'"},
}  # fmt: skip
