"""Iraq 1990: goods trade of 1989 on a template of three oil exporters.

National accounts are weak: the official rate made output in dollars several times what trade allows. GDP in dollars is
chosen between; growth is the Penn World Table's, since the World Bank's 58 per cent for 1990 cannot be; World Bank
reserves repeat one figure from 1982 to 2003 and are not used.
"""

from __future__ import annotations

from typing import Any

GIVEN: dict[str, Any] = {
    "iso3": "IRQ", "base_year": 1989, "last_year": 2002, "rate_last": 0, "as_of_month": "1990-08",
    "start": "1990-01", "end": "2002-12", "price_year": ("1989-01", "1989-12"), "family": "personalist",
    "tables": ("RUS", "IDN", "MEX"), "tenure": "long", "prices": "year", "volume": True, "goods": True,
    "growth": {"columns": ("gdp_growth_pwt",), "source": "pwt"},
    "inflation": {"columns": ("infl_wb",), "source": "wdi"},
    "essential": (0.40, 0.35, 0.55, 0.30, 0.45, 0.40, 0.60, 0.55, 0.25, 0.20, 0.45, 0.25, 0.50),
    "technology": (0.20, 0.40, 0.20, 0.20, 0.45, 0.30, 0.55, 0.50, 0.25, 0.15, 0.40, 0.25, 0.30),
    "demand": {"public": 1.6, "food": 0.7},
    "gdp": {"value": 45.0, "about": "source: chosen, seen: false,"
            " note: 'between 20 bn dinars at the official rate and what trade allows'"},
    "rate": {"value": 3.0, "about": "source: chosen, seen: false,"
            " note: 'in the street, recalled; officially 0.311'"},
    "origins": {"import": (0.67, 0.03, 0.30), "oil": (0.72, 0.01, 0.27), "other": (0.3, 0.05, 0.65)},
    "other_mix": (0.40, 0, 0.05, 0.15, 0.35, 0.0, 0.0, 0, 0, 0, 0.05, 0, 0),
    "macro": {
        "imports": {"value": 0.265, "about": "source: iie, seen: true,"
                    " note: 'goods 9.9 bn USD; services recalled; GDP in dollars is chosen'"},
        "oil_exports": {"value": 0.267, "about": "source: iie, seen: true,"
                        " note: 'nearly all of 12.3 bn USD; GDP in dollars is chosen'"},
        "other_exports": {"value": 0.01, "about": "source: chosen, seen: false"},
        "private_outflow": {"value": 0.012, "about": "source: chosen, seen: false,"
                            " note: 'net exports: transfers of foreign workers, debt service'"},
        "reserve_accumulation": {"value": 0.0, "about": "source: chosen, seen: false"},
        "reserves": {"value": 0.12, "about": "spread: 0.06, source: chosen, seen: false,"
                     " note: 'gold and dollars of 4 to 7 bn USD, recalled'"},
        "oil_revenue": {"value": 0.2, "about": "source: chosen, seen: false, note: 'recalled'"},
        "fiscal_buffer": {"value": 0.02, "about": "spread: 0.01, source: chosen, seen: false,"
                    " note: 'spent in the war with Iran'"},
        "posts_fund": {"value": 0.07, "about": "spread: 0.03, source: chosen, seen: false"},
        "subsidies": {"value": 0.05, "about": "spread: 0.02, source: chosen, seen: false"},
        "money": {"value": 0.5, "about": "spread: 0.2, source: chosen, seen: false"},
    },
    "revenue": {"value": 0.33, "about": "source: chosen, seen: false, note: 'recalled'"},
    "spending": {"value": 0.39, "about": "spread: 0.05, source: chosen, seen: false, note: 'recalled'"},
    "debt": {"value": 1.8, "about": "spread: 0.4, source: chosen, seen: false,"
            " note: 'some 80 bn USD, half to the Gulf states, recalled'"},
}  # fmt: skip
