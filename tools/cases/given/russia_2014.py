"""Russia 2014: trade of 2012, the last year before the run, on Russia's own table of 2011."""

from __future__ import annotations

from typing import Any

from tools.cases.given.russia_2022 import ESSENTIAL, TECHNOLOGY

GIVEN: dict[str, Any] = {
    "iso3": "RUS", "base_year": 2012, "last_year": 2017, "as_of_month": "2014-02",
    "start": "2013-01", "end": "2017-12", "price_year": ("2012-01", "2012-12"), "family": "personalist",
    "tables": ("RUS",), "tenure": "long", "essential": ESSENTIAL, "technology": TECHNOLOGY,
    "reserves": "with gold, end of 2012", "prices": "month", "cpi_last": "2017-12",
    "origins": {"import": (0.58, 0.15, 0.27), "oil": (0.76, 0.07, 0.17), "other": (0.40, 0.07, 0.53)},
    "macro": {
        "imports": {"value": 0.203, "about": "source: cbr_bop, seen: false,"
                    " note: 'goods 316.9 bn USD by partners (cow), more by balance of payments; services recalled'"},
        "oil_exports": {"value": 0.175, "about": "source: oecd, seen: true,"
                        " note: '73 per cent of goods exports, which were 524 bn USD (cow)'"},
        "other_exports": {"value": 0.094, "about": "source: cbr_bop, seen: false"},
        "private_outflow": {"value": 0.052, "about": "source: cbr_bop, seen: false,"
                            " note: 'net exports less reserve accumulation; holds net income paid abroad'"},
        "reserve_accumulation": {"value": 0.014, "about": "source: cbr_bop, seen: false"},
        "oil_revenue": {"value": 0.095, "about": "source: minfin, seen: false"},
        "fiscal_buffer": {"value": 0.068, "about": "spread: 0.005, source: nrgi, seen: true,"
                          " note: 'Reserve Fund 61.4 and National Wealth Fund 87.5 bn USD'"},
        "posts_fund": {"value": 0.055, "about": "spread: 0.014, source: chosen, seen: false"},
        "subsidies": {"value": 0.02, "about": "spread: 0.005, source: chosen, seen: false"},
        "money": {"value": 0.40, "about": "spread: 0.1, source: chosen, seen: false, note: 'M2 recalled'"},
    },
}  # fmt: skip
