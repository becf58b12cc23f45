"""The economy before sanctions: sectors, domestic input coefficients, macro balances, exchange regime."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from winset.scenario.block import Block, Keyed
from winset.scenario.figure import (
    NONE,
    Billions,
    Degree,
    Figure,
    Flow,
    MonthlyRate,
    NetFlow,
    Quantity,
    Rate,
    Share,
    Stock,
    YearlyRate,
    default,
)  # fmt: skip
from winset.types import SECTORS

SectorName = Literal[
    "agriculture", "mining", "food", "light_industry", "chemicals", "metals", "machinery",
    "utilities", "construction", "trade", "transport", "business", "public",
]  # fmt: skip
Coefficient = Annotated[Figure, Quantity("per unit of the user's output", 0, 1)]


class ByOrigin(Block):
    """A trade flow split by partner bloc."""

    west: Flow = Field(description="From or to the West.")
    china: Flow = Field(description="From or to China.")
    other: Flow = Field(description="From or to all others.")


class Sector(Block):
    """One of the 13 sectors. `output` = uses of it = its costs (checked)."""

    output: Flow = Field(description="Gross output.")
    value_added: Flow = Field(description="Value added; sums to 1 over sectors.")
    labour: Annotated[Figure, Quantity("share of value added", 0, 1)] = Field(description="Labour income.")
    tax: Annotated[Figure, Quantity("share of value added", -1, 1)] = Field(description="Net taxes on production.")
    consumption: Flow = Field(description="Household consumption of the domestic product.")
    government: Flow = Field(description="Government consumption of the domestic product.")
    investment: NetFlow = Field(description="Investment and stock-building of the domestic product.")
    exports: ByOrigin = Field(description="Exports of the product, by destination.")
    imported_inputs: ByOrigin = Field(description="Imported intermediates used by the sector.")
    imports_final: ByOrigin = Field(description="Final-use imports of this kind of product.")
    essential: Share = Field(description="Share of imported inputs with no short-run substitute.")
    technology: Degree = Field(description="Dependence on controlled foreign technology.")


class InputCoefficients(Block):
    """Domestic inputs per unit of the user's output; rows are suppliers, entries users; absent is 0."""

    rows: dict[SectorName, dict[SectorName, Coefficient]] = Field(description="[supplier][user]")


class Macro(Block):
    """Totals at the start."""

    imports: Flow = Field(description="Goods and services imports.")
    oil_exports: Flow = Field(description="Oil and gas exports.")
    other_exports: Flow = Field(description="All other exports.")
    private_outflow: NetFlow = Field(description="Net private capital outflow.")
    reserve_accumulation: NetFlow = Field(description="Yearly rise of reserves.")
    reserves: Stock = Field(description="Official reserves.")
    revenue: Flow = Field(description="Government revenue.")
    oil_revenue: Flow = Field(description="Part of revenue that comes from oil and gas.")
    spending: Flow = Field(description="Government spending.")
    debt: Stock = Field(description="Government debt.")
    fiscal_buffer: Stock = Field(description="Funds that can close a gap.")
    posts_fund: Flow = Field(description="Spending that holders of posts control.")
    subsidies: Flow = Field(description="Subsidies to households.")
    money: Stock = Field(description="Money on which inflation is a tax.")
    trend_growth: YearlyRate = Field(description="Growth of the base path.")
    base_inflation: YearlyRate = Field(description="Inflation of the base path.")
    gdp_usd: Billions = Field(description="GDP of the base year. For readers: nothing is computed from it.")
    base_rate: Rate = Field(description="Exchange rate at the start.")


class ExchangeRegime(Block):
    """How foreign exchange is rationed and priced."""

    peg: Degree = Field(description="0 floating, 1 fixed.")
    controls_limit: Degree = Field(description="Tightest capital controls the state can enforce.")
    controls_speed: MonthlyRate = Field(description="Speed at which controls approach that limit.")
    allocation_share: Share = Field(description="Share of imports served at the official rate.")
    escrow_share: Share = Field(
        default=NONE, description="Share of oil receipts that financial measures hold in escrow."
    )
    oil_discount: Share = Field(description="Discount on redirected oil.")
    sender_services: Share = Field(description="Share of oil volume that uses sender shipping or insurance.")
    bond_access: Share = Field(description="Share of a fiscal gap that bonds can close.")


MEDICINE = default(0.15, "default: about a seventh of imported chemicals")


class Economy(Block):
    """All of the economy before sanctions; flows are shares of one year's GDP."""

    sectors: Annotated[dict[SectorName, Sector], Keyed(SECTORS)] = Field(description="All 13 sectors.")
    input_coefficients: InputCoefficients = Field(description="Domestic input coefficients.")
    macro: Macro = Field(description="Totals at the start.")
    medicine: Share = Field(default=MEDICINE, description="Share of imported chemicals that is medicine.")
    exchange_regime: ExchangeRegime = Field(description="Foreign exchange rules.")
