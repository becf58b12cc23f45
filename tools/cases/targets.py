"""What the generator takes as given for each case: base year, trade totals, and sector judgements.

Trade totals are shares of the base year's GDP. `about` is written beside the figure in the case file and
says where it comes from; `chosen` marks a judgement of the authors. Shares by sector that no table at
hand measures (labour, essential inputs, technology) are judgements too and carry `source: chosen`.
"""

from __future__ import annotations

from typing import Any

LABOUR = (0.66, 0.43, 0.51, 0.66, 0.41, 0.44, 0.70, 0.51, 0.66, 0.48, 0.61, 0.44, 0.96)
"""Labour and mixed income over value added net of taxes, by sector (chosen)."""
ESSENTIAL = {
    "russia": (0.35, 0.25, 0.25, 0.25, 0.30, 0.20, 0.60, 0.20, 0.15, 0.20, 0.45, 0.30, 0.40),
    "iran": (0.30, 0.30, 0.35, 0.25, 0.35, 0.25, 0.65, 0.25, 0.15, 0.20, 0.40, 0.25, 0.35),
}
TECHNOLOGY = {
    "russia": (0.25, 0.35, 0.20, 0.20, 0.40, 0.25, 0.60, 0.30, 0.20, 0.20, 0.50, 0.40, 0.30),
    "iran": (0.15, 0.45, 0.20, 0.20, 0.45, 0.30, 0.60, 0.35, 0.20, 0.15, 0.45, 0.25, 0.25),
}
MINING_TAX = 0.10
"""Taxes on mining other than oil and gas revenue, share of its value added (chosen)."""

RUSSIA: dict[str, Any] = {
    "iso3": "RUS", "base_year": 2021, "last_year": 2024, "as_of_month": "2022-01",
    "start": "2022-01", "end": "2025-12", "price_year": ("2021-01", "2021-12"), "family": "personalist",
    "later_growth": {2023: 0.041, 2024: 0.041}, "later_source": "rosstat", "wealth_fund": 13565.3,
    "origins": {"import": (0.52, 0.20, 0.28), "oil": (0.60, 0.20, 0.20), "other": (0.40, 0.12, 0.48)},
    "macro": {
        "imports": {"value": 0.2069, "about": "spread: 0.01, source: cbr_bop, seen: false"},
        "oil_exports": {"value": 0.1415, "about": "spread: 0.01, source: fcs_2021, seen: false,"
                        " note: 'crude, products, gas and coal, about 260 bn USD;"
                        " crude 77.9 and products 50.2 in nine months (fcs_9m)'"},
        "other_exports": {"value": 0.158, "about": "spread: 0.01, source: cbr_bop, seen: false,"
                          " note: 'makes net exports the 170.1 bn USD reported (bor_2022)'"},
        "private_outflow": {"value": 0.0581, "about": "source: cbr_bop, seen: false,"
                            " note: 'net exports less reserve accumulation; holds net income paid abroad'"},
        "reserve_accumulation": {"value": 0.0345, "about": "source: cbr_bop, seen: false"},
        "oil_revenue": {"value": 0.067, "about": "spread: 0.005, source: minfin, seen: false"},
        "posts_fund": {"value": 0.055, "about": "spread: 0.015, source: chosen, seen: false"},
        "subsidies": {"value": 0.02, "about": "spread: 0.01, source: chosen, seen: false"},
        "money": {"value": 0.49, "about": "source: chosen, seen: false, note: 'M2 recalled'"},
    },
}  # fmt: skip

IRAN: dict[str, Any] = {
    "iso3": "IRN", "base_year": 2009, "last_year": 2016, "as_of_month": "2010-05", "cpi_last": "2016-12",
    "start": "2010-01", "end": "2016-12", "price_year": ("2009-04", "2010-03"), "family": "party",
    "origins": {"import": (0.42, 0.12, 0.46), "oil": (0.46, 0.20, 0.34), "other": (0.12, 0.15, 0.73)},
    "other_mix": (0.11, 0, 0.04, 0.09, 0.34, 0.12, 0.05, 0.01, 0.02, 0.03, 0.13, 0.04, 0.02),
    "macro": {
        "imports": {"value": 0.19, "about": "spread: 0.02, source: cbi_bop, seen: false"},
        "oil_exports": {"value": 0.157, "about": "spread: 0.02, source: cbi_bop, seen: false,"
                        " note: 'crude, condensate, products, gas: about 69 bn USD;"
                        " net oil exports 53 in 2009 (eia_opec)'"},
        "other_exports": {"value": 0.056, "about": "spread: 0.015, source: cbi_bop, seen: false"},
        "private_outflow": {"value": 0.013, "about": "source: chosen, seen: false,"
                            " note: 'net exports less reserve accumulation'"},
        "reserve_accumulation": {"value": 0.01, "about": "spread: 0.01, source: chosen, seen: false"},
        "reserves": {"value": 0.177, "about": "spread: 0.02, source: recorder, seen: true,"
                     " note: 'foreign assets of nearly 78 bn USD, end of August 2009'"},
        "oil_revenue": {"value": 0.085, "about": "spread: 0.015, source: crs, seen: false,"
                        " note: '60 per cent of revenue; reports range from a half to 70 per cent'"},
        "fiscal_buffer": {"value": 0.03, "about": "spread: 0.015, source: chosen, seen: false,"
                          " note: 'oil stabilisation fund'"},
        "posts_fund": {"value": 0.045, "about": "spread: 0.015, source: chosen, seen: false"},
        "subsidies": {"value": 0.06, "about": "spread: 0.02, source: chosen, seen: false,"
                      " note: 'the part that passes through the budget'"},
        "money": {"value": 0.54, "about": "source: chosen, seen: false, note: 'liquidity over GDP recalled'"},
    },
}  # fmt: skip

CASE: dict[str, dict[str, Any]] = {"russia": RUSSIA, "iran": IRAN}
