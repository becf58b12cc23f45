"""The packaged cases by slug, with the judgements that all of them share."""

from __future__ import annotations

from typing import Any

from tools.cases.given import (
    belarus_2020,
    haiti_1991,
    iran_2012,
    iran_2018,
    iraq_1990,
    libya_1992,
    myanmar_1997,
    north_korea_2006,
    russia_2014,
    russia_2022,
    south_africa_1985,
    venezuela_2017,
    yugoslavia_1992,
    zimbabwe_2002,
)

LABOUR = (0.66, 0.43, 0.51, 0.66, 0.41, 0.44, 0.70, 0.51, 0.66, 0.48, 0.61, 0.44, 0.96)
"""Labour and mixed income over value added net of taxes, by sector (chosen)."""
MINING_TAX = 0.10
"""Taxes on mining other than oil and gas revenue, share of its value added (chosen)."""

CASE: dict[str, dict[str, Any]] = {
    "belarus/2020": belarus_2020.GIVEN,
    "haiti/1991": haiti_1991.GIVEN,
    "iran/2012": iran_2012.GIVEN,
    "iran/2018": iran_2018.GIVEN,
    "iraq/1990": iraq_1990.GIVEN,
    "libya/1992": libya_1992.GIVEN,
    "myanmar/1997": myanmar_1997.GIVEN,
    "north-korea/2006": north_korea_2006.GIVEN,
    "russia/2014": russia_2014.GIVEN,
    "russia/2022": russia_2022.GIVEN,
    "south-africa/1985": south_africa_1985.GIVEN,
    "venezuela/2017": venezuela_2017.GIVEN,
    "yugoslavia/1992": yugoslavia_1992.GIVEN,
    "zimbabwe/2002": zimbabwe_2002.GIVEN,
}
