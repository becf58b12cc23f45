"""Belarus 2020: trade of 2019 on a template of Russia and Bulgaria, refining and mining Russian.

"Mining exports" are the crude of the country's own wells only. Refined products and potash, the two exports that
measures aimed at, are chemicals: refining works on Russian crude, so its exports do not follow the world price alone.
"""

from __future__ import annotations

from typing import Any

GIVEN: dict[str, Any] = {
    "iso3": "BLR", "base_year": 2019, "last_year": 2023, "as_of_month": "2020-07",
    "start": "2020-01", "end": "2023-12", "price_year": ("2019-01", "2019-12"), "family": "personalist",
    "tables": ("RUS", "BGR"), "energy_tables": ("RUS",), "tenure": "long", "prices": "month", "cpi_last": "2023-12",
    "essential": (0.30, 0.30, 0.25, 0.30, 0.40, 0.40, 0.55, 0.50, 0.20, 0.20, 0.40, 0.30, 0.40),
    "technology": (0.20, 0.35, 0.20, 0.25, 0.35, 0.30, 0.45, 0.30, 0.20, 0.20, 0.45, 0.40, 0.25),
    "later_growth": {2023: 0.039}, "later_source": "ostro",
    "reserves": "with gold, end of 2019",
    "origins": {"import": (0.24, 0.10, 0.66), "oil": (0.95, 0.0, 0.05), "other": (0.30, 0.03, 0.67)},
    "other_mix": (0.02, 0, 0.15, 0.11, 0.30, 0.06, 0.15, 0.0, 0.02, 0.01, 0.11, 0.06, 0.01),
    "macro": {
        "imports": {"value": 0.665, "about": "source: belstat, seen: false"},
        "oil_exports": {"value": 0.011, "about": "source: belstat, seen: false,"
                        " note: 'own crude only; refined products are chemicals'"},
        "other_exports": {"value": 0.644, "about": "source: belstat, seen: false,"
                          " note: '32.9 bn USD of exports as the foreign ministry counted (makei), services on top'"},
        "private_outflow": {"value": -0.0447, "about": "source: chosen, seen: false,"
                            " note: 'net exports less reserve accumulation: borrowing abroad'"},
        "reserve_accumulation": {"value": 0.0347, "about": "source: wdi, seen: true,"
                                 " note: 'from 7.16 to 9.39 bn USD'"},
        "oil_revenue": {"value": 0.01, "about": "source: chosen, seen: false,"
                        " note: 'duties on crude and products and the transfer under the customs union, recalled'"},
        "fiscal_buffer": {"value": 0.04, "about": "spread: 0.01, source: chosen, seen: false,"
                          " note: 'government deposits recalled'"},
        "posts_fund": {"value": 0.06, "about": "spread: 0.015, source: chosen, seen: false"},
        "subsidies": {"value": 0.04, "about": "spread: 0.01, source: chosen, seen: false"},
        "money": {"value": 0.38, "about": "spread: 0.095, source: chosen, seen: false, note: 'broad money recalled'"},
    },
}  # fmt: skip
