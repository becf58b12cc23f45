"""Libya 1992: trade of 1991 on a template of three oil exporters.

V-Dem has no media variable for Libya; the figure is chosen. The record of oil is goods exports in dollars over the oil
price, which also follows quotas of OPEC.
"""

from __future__ import annotations

from typing import Any

GIVEN: dict[str, Any] = {
    "iso3": "LBY", "base_year": 1991, "last_year": 2003, "rate_last": 2003, "as_of_month": "1992-03",
    "start": "1992-01", "end": "2003-12", "price_year": ("1991-01", "1991-12"), "family": "personalist",
    "tables": ("RUS", "IDN", "MEX"), "tenure": "long", "prices": "year", "volume": True,
    "rate_factor": 1000,
    "essential": (0.35, 0.35, 0.40, 0.30, 0.40, 0.35, 0.60, 0.45, 0.25, 0.20, 0.50, 0.25, 0.40),
    "technology": (0.20, 0.45, 0.20, 0.20, 0.45, 0.30, 0.55, 0.40, 0.25, 0.15, 0.50, 0.25, 0.25),
    "demand": {"public": 1.5, "construction": 1.2, "agriculture": 0.6},
    "media_control": "value: 0.97, spread: 0.1, source: chosen, seen: false, note: 'not in V-Dem'",
    "reserves": "with gold, end of 1991",
    "origins": {"import": (0.68, 0.02, 0.30), "oil": (0.86, 0.0, 0.14), "other": (0.7, 0.0, 0.3)},
    "other_mix": (0.03, 0, 0.02, 0.05, 0.60, 0.15, 0.02, 0, 0, 0, 0.10, 0.03, 0),
    "macro": {
        "imports": {"value": 0.245, "about": "source: cow, seen: true,"
                    " note: 'goods 5.3 bn USD by partners; freight and services of some 3 bn recalled'"},
        "oil_exports": {"value": 0.315, "about": "source: cow, seen: true,"
                        " note: 'goods 11.2 bn USD by partners, nearly all oil'"},
        "other_exports": {"value": 0.01, "about": "source: chosen, seen: false"},
        "private_outflow": {"value": 0.0873, "about": "source: chosen, seen: false,"
                            " note: 'net exports less reserve accumulation: foreign workers, state funds abroad'"},
        "reserve_accumulation": {"value": -0.0073, "about": "source: wdi, seen: true,"
                                 " note: 'from 7.23 to 6.97 bn USD'"},
        "oil_revenue": {"value": 0.22, "about": "source: chosen, seen: false,"
                    " note: 'some 60 per cent of revenue, recalled'"},
        "fiscal_buffer": {"value": 0.15, "about": "spread: 0.07, source: chosen, seen: false,"
                          " note: 'state funds abroad beside reserves, recalled'"},
        "posts_fund": {"value": 0.07, "about": "spread: 0.02, source: chosen, seen: false"},
        "subsidies": {"value": 0.06, "about": "spread: 0.02, source: chosen, seen: false"},
        "money": {"value": 0.6, "about": "spread: 0.2, source: chosen, seen: false"},
    },
    "debt": {"value": 0.67, "about": "source: hpdd, seen: true, note: 'owed at home for the most part'"},
}  # fmt: skip
