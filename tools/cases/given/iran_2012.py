"""Iran 2012: trade of 2009/10 on a template of four countries."""

from __future__ import annotations

from typing import Any

ESSENTIAL = (0.30, 0.30, 0.35, 0.25, 0.35, 0.25, 0.65, 0.25, 0.15, 0.20, 0.40, 0.25, 0.35)
TECHNOLOGY = (0.15, 0.45, 0.20, 0.20, 0.45, 0.30, 0.60, 0.35, 0.20, 0.15, 0.45, 0.25, 0.25)

GIVEN: dict[str, Any] = {
    "iso3": "IRN", "base_year": 2009, "last_year": 2016, "as_of_month": "2010-05",
    "tables": ("RUS", "TUR", "IDN", "MEX"), "energy_tables": ("RUS", "IDN", "MEX"), "tenure": "long",
    "essential": ESSENTIAL, "technology": TECHNOLOGY, "prices": "month", "market": "rial", "cpi_last": "2016-12",
    "start": "2010-01", "end": "2016-12", "price_year": ("2009-04", "2010-03"), "family": "party",
    "origins": {"import": (0.42, 0.12, 0.46), "oil": (0.46, 0.20, 0.34), "other": (0.12, 0.15, 0.73)},
    "other_mix": (0.11, 0, 0.04, 0.09, 0.34, 0.12, 0.05, 0.01, 0.02, 0.03, 0.13, 0.04, 0.02),
    "macro": {
        "imports": {"value": 0.19, "about": "source: cbi_bop, seen: false"},
        "oil_exports": {"value": 0.157, "about": "source: cbi_bop, seen: false,"
                        " note: 'crude, condensate, products, gas: about 69 bn USD;"
                        " net oil exports 53 in 2009 (eia_opec)'"},
        "other_exports": {"value": 0.056, "about": "source: cbi_bop, seen: false"},
        "private_outflow": {"value": 0.013, "about": "source: chosen, seen: false,"
                            " note: 'net exports less reserve accumulation'"},
        "reserve_accumulation": {"value": 0.01, "about": "source: chosen, seen: false"},
        "reserves": {"value": 0.177, "about": "spread: 0.02, source: recorder, seen: true,"
                     " note: 'foreign assets of nearly 78 bn USD, end of August 2009'"},
        "oil_revenue": {"value": 0.085, "about": "source: crs, seen: false,"
                        " note: '60 per cent of revenue; reports range from a half to 70 per cent'"},
        "fiscal_buffer": {"value": 0.03, "about": "spread: 0.015, source: chosen, seen: false,"
                          " note: 'oil stabilisation fund'"},
        "posts_fund": {"value": 0.045, "about": "spread: 0.015, source: chosen, seen: false"},
        "subsidies": {"value": 0.06, "about": "spread: 0.02, source: chosen, seen: false,"
                      " note: 'the part that passes through the budget'"},
        "money": {"value": 0.54, "about": "source: chosen, seen: false, note: 'liquidity over GDP recalled'"},
    },
}  # fmt: skip
