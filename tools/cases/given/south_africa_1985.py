"""South Africa 1985: trade of 1984 on a template of Turkey and Mexico.

"Mining exports" are gold, platinum, diamonds, coal and ores. Their world price is that of gold, in US dollars a tenth
of an ounce, where the engine speaks of oil; it reads only the ratio to the base price. No budget is in WEO for 1984:
revenue and spending were recalled, debt is that of the IMF's historical debt database.
"""

from __future__ import annotations

from typing import Any

GIVEN: dict[str, Any] = {
    "iso3": "ZAF", "base_year": 1984, "last_year": 1992, "as_of_month": "1985-07",
    "start": "1985-01", "end": "1992-12", "price_year": ("1984-01", "1984-12"), "family": "party",
    "tables": ("TUR", "MEX"), "tenure": "short", "prices": "month", "cpi_last": "1992-12",
    "commodity": ("Gold", 0.1),
    "essential": (0.25, 0.20, 0.20, 0.25, 0.35, 0.20, 0.60, 0.25, 0.15, 0.20, 0.45, 0.25, 0.30),
    "technology": (0.20, 0.25, 0.20, 0.20, 0.40, 0.25, 0.60, 0.35, 0.20, 0.20, 0.45, 0.35, 0.25),
    "reserves": "with gold, end of 1984",
    "origins": {"import": (0.88, 0.0, 0.12), "oil": (0.86, 0.0, 0.14), "other": (0.72, 0.0, 0.28)},
    "other_mix": (0.15, 0, 0.12, 0.12, 0.10, 0.22, 0.05, 0.0, 0.0, 0.05, 0.14, 0.05, 0.0),
    "macro": {
        "imports": {"value": 0.225, "about": "source: sarb_bop, seen: false"},
        "oil_exports": {"value": 0.136, "about": "source: sarb_bop, seen: false,"
                        " note: 'gold about 8 of 11.5 bn USD'"},
        "other_exports": {"value": 0.104, "about": "source: sarb_bop, seen: false,"
                          " note: 'goods exports without gold were 11.4 bn USD by partners (cow)'"},
        "private_outflow": {"value": 0.03, "about": "source: chosen, seen: false,"
                            " note: 'net exports less reserve accumulation: dividends, interest, capital'"},
        "reserve_accumulation": {"value": -0.015, "about": "source: wdi, seen: true,"
                                 " note: 'from 3.79 to 2.51 bn USD'"},
        "oil_revenue": {"value": 0.025, "about": "source: chosen, seen: false,"
                        " note: 'taxes and leases of the mines, recalled'"},
        "fiscal_buffer": {"value": 0.005, "about": "source: chosen, seen: false"},
        "posts_fund": {"value": 0.045, "about": "spread: 0.011, source: chosen, seen: false"},
        "subsidies": {"value": 0.02, "about": "spread: 0.005, source: chosen, seen: false"},
        "money": {"value": 0.55, "about": "spread: 0.137, source: chosen, seen: false, note: 'M3 recalled'"},
    },
    "revenue": {"value": 0.245, "about": "source: chosen, seen: false, note: 'recalled'"},
    "spending": {"value": 0.285, "about": "spread: 0.015, source: chosen, seen: false, note: 'recalled'"},
    "debt": {"value": 0.232, "about": "source: hpdd, seen: true"},
}  # fmt: skip
