"""Russia 2022: trade of 2021 on Russia's own table of 2011."""

from __future__ import annotations

from typing import Any

ESSENTIAL = (0.35, 0.25, 0.25, 0.25, 0.30, 0.20, 0.60, 0.20, 0.15, 0.20, 0.45, 0.30, 0.40)
TECHNOLOGY = (0.25, 0.35, 0.20, 0.20, 0.40, 0.25, 0.60, 0.30, 0.20, 0.20, 0.50, 0.40, 0.30)

GIVEN: dict[str, Any] = {
    "iso3": "RUS", "base_year": 2021, "last_year": 2024, "as_of_month": "2022-01",
    "start": "2022-01", "end": "2025-12", "price_year": ("2021-01", "2021-12"), "family": "personalist",
    "later_growth": {2023: 0.041, 2024: 0.041}, "later_source": "rosstat", "prices": "year",
    "tables": ("RUS",), "tenure": "long", "essential": ESSENTIAL, "technology": TECHNOLOGY,
    "reserves": "with gold, end of 2021",
    "fund": (13565.3, "source: nwf, seen: true, note: '13565 bn roubles on 1 January 2022'"),
    "origins": {"import": (0.52, 0.20, 0.28), "oil": (0.60, 0.20, 0.20), "other": (0.40, 0.12, 0.48)},
    "macro": {
        "imports": {"value": 0.2069, "about": "source: cbr_bop, seen: false"},
        "oil_exports": {"value": 0.1415, "about": "source: fcs_2021, seen: false,"
                        " note: 'crude, products, gas and coal, about 260 bn USD;"
                        " crude 77.9 and products 50.2 in nine months (fcs_9m)'"},
        "other_exports": {"value": 0.158, "about": "source: cbr_bop, seen: false,"
                          " note: 'makes net exports the 170.1 bn USD reported (bor_2022)'"},
        "private_outflow": {"value": 0.0581, "about": "source: cbr_bop, seen: false,"
                            " note: 'net exports less reserve accumulation; holds net income paid abroad'"},
        "reserve_accumulation": {"value": 0.0345, "about": "source: cbr_bop, seen: false"},
        "oil_revenue": {"value": 0.067, "about": "source: minfin, seen: false"},
        "posts_fund": {"value": 0.055, "about": "spread: 0.015, source: chosen, seen: false"},
        "subsidies": {"value": 0.02, "about": "spread: 0.01, source: chosen, seen: false"},
        "money": {"value": 0.49, "about": "source: chosen, seen: false, note: 'M2 recalled'"},
    },
}  # fmt: skip
