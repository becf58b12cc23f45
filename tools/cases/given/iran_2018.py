"""Iran 2018: trade of the Iranian year 2016/17, the last before the run, on the template of Iran 2012.

Base inflation is the mean of 2014-2016: the years before were those of the earlier sanctions.
"""

from __future__ import annotations

from typing import Any

from tools.cases.given.iran_2012 import ESSENTIAL, TECHNOLOGY

GIVEN: dict[str, Any] = {
    "iso3": "IRN", "base_year": 2016, "last_year": 2021, "rate_last": 2018, "as_of_month": "2018-04",
    "tables": ("RUS", "TUR", "IDN", "MEX"), "energy_tables": ("RUS", "IDN", "MEX"), "tenure": "long",
    "essential": ESSENTIAL, "technology": TECHNOLOGY, "prices": "month", "market": "rial", "cpi_last": "2021-12",
    "start": "2017-01", "end": "2021-12", "price_year": ("2016-04", "2017-03"), "family": "party",
    "inflation_years": 3,
    "origins": {"import": (0.32, 0.25, 0.43), "oil": (0.45, 0.26, 0.29), "other": (0.06, 0.18, 0.76)},
    "other_mix": (0.09, 0, 0.04, 0.06, 0.40, 0.14, 0.04, 0.01, 0.02, 0.02, 0.12, 0.04, 0.02),
    "macro": {
        "imports": {"value": 0.172, "about": "source: cbi_bop, seen: false,"
                    " note: 'goods 63.1 bn USD (bne), services recalled'"},
        "oil_exports": {"value": 0.122, "about": "source: cbi_bop, seen: false,"
                        " note: 'oil, products and gas of about 56 of 84.0 bn USD goods exports (bne)'"},
        "other_exports": {"value": 0.083, "about": "source: cbi_bop, seen: false"},
        "private_outflow": {"value": 0.05, "about": "source: chosen, seen: false,"
                            " note: 'net exports less reserve accumulation'"},
        "reserve_accumulation": {"value": -0.017, "about": "source: cbi_bop, seen: false"},
        "reserves": {"value": 0.245, "about": "source: bne, seen: true,"
                     " note: 'IMF estimate of March 2018, 112 bn USD, part of it out of easy reach'"},
        "oil_revenue": {"value": 0.055, "about": "source: chosen, seen: false,"
                        " note: 'about a third of revenue, recalled'"},
        "fiscal_buffer": {"value": 0.03, "about": "spread: 0.007, source: chosen, seen: false,"
                          " note: 'national development fund, usable part'"},
        "posts_fund": {"value": 0.045, "about": "spread: 0.011, source: chosen, seen: false"},
        "subsidies": {"value": 0.04, "about": "spread: 0.01, source: chosen, seen: false,"
                      " note: 'cash transfers and the part of subsidies that passes through the budget'"},
        "money": {"value": 0.87, "about": "spread: 0.217, source: chosen, seen: false,"
                  " note: 'liquidity over GDP recalled'"},
    },
}  # fmt: skip
