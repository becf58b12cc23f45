"""North Korea 2006: trade of 2005 on a template of Bulgaria and Indonesia.

The country publishes nothing: output is what South Korea's central bank makes of it, half of that by others. Growth is
Maddison's, per head. Aid, South Korean transfers and illicit sales stand among exports of services. "Mining exports"
are coal and ores, mostly to China; no price of coal is at hand and that of oil stands for it.
"""

from __future__ import annotations

from typing import Any

GIVEN: dict[str, Any] = {
    "iso3": "PRK", "base_year": 2005, "last_year": 2019, "rate_last": 0, "as_of_month": "2006-10",
    "start": "2006-01", "end": "2019-12", "price_year": ("2005-01", "2005-12"), "family": "party",
    "tables": ("BGR", "IDN"), "tenure": "long", "prices": None, "goods": True,
    "growth": {"columns": ("growth_mad",), "source": "maddison"},
    "essential": (0.50, 0.50, 0.35, 0.45, 0.55, 0.45, 0.60, 0.60, 0.25, 0.20, 0.65, 0.30, 0.35),
    "technology": (0.20, 0.35, 0.15, 0.20, 0.40, 0.35, 0.50, 0.40, 0.20, 0.10, 0.35, 0.30, 0.25),
    "demand": {"agriculture": 2.5, "public": 2.0, "business": 0.3, "trade": 0.6},
    "gdp": {"value": 20.0, "about": "source: nkecon, seen: true,"
            " note: 'South Korean central bank for 2007; another estimate was less than half'"},
    "rate": {"value": 30.0, "about": "source: chosen, seen: false,"
             " note: 'in markets, won of after 2009, recalled; the official rate means little'"},
    "base_inflation": {"value": 0.3, "about": "source: chosen, seen: false, note: 'market prices, recalled'"},
    "origins": {"import": (0.27, 0.42, 0.31), "oil": (0.08, 0.80, 0.12), "other": (0.30, 0.25, 0.45)},
    "other_mix": (0.05, 0, 0.18, 0.22, 0.03, 0.09, 0.08, 0.0, 0.0, 0.0, 0.02, 0.18, 0.15),
    "macro": {
        "imports": {"value": 0.135, "about": "source: chosen, seen: false,"
                    " note: 'goods of 2.7 to 3.3 bn USD, the higher by partners (cow)'"},
        "oil_exports": {"value": 0.025, "about": "source: chosen, seen: false, note: 'coal, iron ore, lead, recalled'"},
        "other_exports": {"value": 0.11, "about": "source: tribune, seen: true,"
                          " note: 'goods without coal and ores 0.7 bn USD recalled, illicit 0.5 to 1 bn, aid'"},
        "private_outflow": {"value": 0.0, "about": "source: chosen, seen: false"},
        "reserve_accumulation": {"value": 0.0, "about": "source: chosen, seen: false"},
        "reserves": {"value": 0.05, "about": "spread: 0.03, source: chosen, seen: false"},
        "oil_revenue": {"value": 0.01, "about": "source: chosen, seen: false"},
        "fiscal_buffer": {"value": 0.05, "about": "spread: 0.03, source: chosen, seen: false,"
                          " note: 'funds of the court'"},
        "posts_fund": {"value": 0.06, "about": "spread: 0.025, source: chosen, seen: false"},
        "subsidies": {"value": 0.04, "about": "spread: 0.02, source: chosen, seen: false"},
        "money": {"value": 0.15, "about": "spread: 0.07, source: chosen, seen: false"},
    },
    "revenue": {"value": 0.22, "about": "source: chosen, seen: false,"
                " note: 'the budget of 2006 was 2.9 bn USD, 15 per cent of output (good); more in kind'"},
    "spending": {"value": 0.23, "about": "spread: 0.05, source: chosen, seen: false"},
    "debt": {"value": 0.5, "about": "spread: 0.15, source: chosen, seen: false,"
             " note: 'some 10 bn USD abroad, not served, recalled'"},
}  # fmt: skip
