"""Venezuela 2017: trade of 2016 on a template of three oil exporters.

Prices, output and imports were already collapsing; base growth and base inflation are the means of five years
like everywhere, so the base path holds only part of that collapse.
"""

from __future__ import annotations

from typing import Any

GIVEN: dict[str, Any] = {
    "iso3": "VEN", "base_year": 2016, "last_year": 2020, "rate_last": 2017, "as_of_month": "2017-07",
    "start": "2017-01", "end": "2020-12", "price_year": ("2016-01", "2016-12"), "family": "personalist",
    "tables": ("RUS", "IDN", "MEX"), "tenure": "short", "prices": "year",
    "essential": (0.45, 0.35, 0.45, 0.30, 0.40, 0.30, 0.65, 0.35, 0.20, 0.20, 0.45, 0.25, 0.45),
    "technology": (0.20, 0.45, 0.20, 0.20, 0.45, 0.30, 0.55, 0.40, 0.20, 0.15, 0.40, 0.25, 0.25),
    "reserves": "with gold, end of 2016",
    "origins": {"import": (0.52, 0.15, 0.33), "oil": (0.46, 0.25, 0.29), "other": (0.35, 0.20, 0.45)},
    "other_mix": (0.03, 0, 0.05, 0.02, 0.25, 0.30, 0.03, 0, 0, 0, 0.20, 0.10, 0.02),
    "macro": {
        "imports": {"value": 0.2125, "about": "source: bcv_bop, seen: false,"
                    " note: 'goods about 16, services about 8 bn USD'"},
        "oil_exports": {"value": 0.229, "about": "source: bcv_bop, seen: false,"
                        " note: 'about 26 bn USD'"},
        "other_exports": {"value": 0.025, "about": "source: bcv_bop, seen: false"},
        "private_outflow": {"value": 0.09, "about": "source: chosen, seen: false,"
                            " note: 'net exports less reserve accumulation: debt service and flight'"},
        "reserve_accumulation": {"value": -0.0485, "about": "source: wdi, seen: true,"
                                 " note: 'from 15.6 to 10.2 bn USD'"},
        "oil_revenue": {"value": 0.05, "about": "source: cia, seen: true,"
                        " note: 'nearly half of revenue'"},
        "fiscal_buffer": {"value": 0.01, "about": "spread: 0.003, source: chosen, seen: false,"
                          " note: 'funds nearly spent'"},
        "posts_fund": {"value": 0.045, "about": "spread: 0.011, source: chosen, seen: false"},
        "subsidies": {"value": 0.04, "about": "spread: 0.01, source: chosen, seen: false"},
        "money": {"value": 0.25, "about": "spread: 0.062, source: chosen, seen: false"},
    },
}  # fmt: skip
