"""Zimbabwe 2002: trade of 2001 on a template of Indonesia and Turkey.

WEO's prices and output are in US dollars before 2009; growth is the World Bank's, consumer prices are Clio Infra's. The
dollar GDP of WEO is kept for the shares of trade, though at the official rate of the time it would be lower by a third.
"Mining exports" are gold, platinum, nickel and asbestos; their price is that of gold, dollars for a tenth ounce.
"""

from __future__ import annotations

from typing import Any

GIVEN: dict[str, Any] = {
    "iso3": "ZWE", "base_year": 2001, "last_year": 2009, "rate_last": 2007, "as_of_month": "2002-01",
    "start": "2002-01", "end": "2009-12", "price_year": ("2001-01", "2001-12"), "family": "party",
    "tables": ("IDN", "TUR"), "tenure": "long", "prices": "year", "commodity": ("Gold", 0.1), "goods": True,
    "rate_factor": 1000,
    "growth": {"columns": ("gdp_growth_wdi",), "source": "wdi"},
    "inflation": {"columns": ("infl_clio",), "source": "clio"},
    "essential": (0.35, 0.30, 0.30, 0.30, 0.40, 0.35, 0.60, 0.45, 0.20, 0.25, 0.50, 0.25, 0.35),
    "technology": (0.20, 0.25, 0.20, 0.20, 0.35, 0.25, 0.50, 0.40, 0.20, 0.15, 0.40, 0.25, 0.25),
    "demand": {"agriculture": 1.5},
    "reserves": "with gold, end of 2001",
    "origins": {"import": (0.32, 0.04, 0.64), "oil": (0.55, 0.03, 0.42), "other": (0.45, 0.06, 0.49)},
    "other_mix": (0.50, 0, 0.08, 0.10, 0.03, 0.15, 0.04, 0.0, 0.0, 0.0, 0.06, 0.04, 0.0),
    "macro": {
        "imports": {"value": 0.185, "about": "source: cow, seen: true,"
                    " note: 'goods 1.72 bn USD by partners; services recalled'"},
        "oil_exports": {"value": 0.045, "about": "source: chosen, seen: false,"
                        " note: 'gold, platinum, nickel and asbestos of about half a bn USD, recalled'"},
        "other_exports": {"value": 0.17, "about": "source: cow, seen: true,"
                          " note: 'goods 2.22 bn USD by partners less mines; services recalled'"},
        "private_outflow": {"value": 0.03, "about": "source: chosen, seen: false,"
                            " note: 'net exports: debt service, capital'"},
        "reserve_accumulation": {"value": 0.0, "about": "source: chosen, seen: false,"
                                 " note: 'the fall of 2001, 0.32 to 0.12 bn USD (wdi), cannot go on'"},
        "oil_revenue": {"value": 0.004, "about": "source: chosen, seen: false,"
                    " note: 'royalties and taxes of the mines'"},
        "fiscal_buffer": {"value": 0.003, "about": "source: chosen, seen: false"},
        "posts_fund": {"value": 0.04, "about": "spread: 0.015, source: chosen, seen: false"},
        "subsidies": {"value": 0.02, "about": "spread: 0.01, source: chosen, seen: false"},
        "money": {"value": 0.3, "about": "spread: 0.1, source: chosen, seen: false"},
    },
    "revenue": {"value": 0.23, "about": "source: chosen, seen: false, note: 'recalled'"},
    "spending": {"value": 0.27, "about": "spread: 0.03, source: chosen, seen: false, note: 'recalled'"},
    "debt": {"value": 0.343, "about": "source: hpdd, seen: true"},
}  # fmt: skip
