"""Macroeconomic blocks of the cases: base-year totals, oil price, and the record to compare with.

Sources: IMF World Economic Outlook October 2023 (annual), World Bank World Development Indicators
(reserves, official rate), World Bank Pink Sheet (oil, average of three crudes, USD per barrel), World
Bank Global Economic Monitor (consumer prices), free-market rial quotations (monthly means). Iran's
WEO years are Iranian years: 2009 is March 2009 to March 2010.
"""

from __future__ import annotations

from statistics import NormalDist

import numpy as np
import pandas as pd  # type: ignore[import-untyped]

from tools.cases.shared import number, shared
from tools.cases.targets import CASE

WEO = "weo_oct2023_sanctioned"
AVERAGE = "Crude oil, average"


def annual(case: str) -> pd.DataFrame:
    """WEO rows of the case's country by year."""
    table = pd.read_csv(shared() / "macro" / f"{WEO}.csv")
    return table[table["iso3"] == CASE[case]["iso3"]].set_index("year")


def budget(case: str) -> dict[str, tuple[float, str]]:
    """Revenue, spending and debt over GDP in the base year: the case's own where WEO has none, with their source."""
    spec, row = CASE[case], annual(case).loc[CASE[case]["base_year"]]
    weo = {"revenue": "GGR_NGDP", "spending": "GGX_NGDP", "debt": "GGXWDG_NGDP"}
    seen = "source: weo2023, seen: true"
    return {
        name: (spec[name]["value"], spec[name]["about"]) if name in spec else (row[column] / 100, seen)
        for name, column in weo.items()
    }


def other_annual(case: str, name: str, column: str) -> pd.Series:
    """One column of an annual WDI table by year."""
    table = pd.read_csv(shared() / "macro" / f"{name}.csv")
    return table[table["iso3"] == CASE[case]["iso3"]].set_index("year")[column]


def world_price(case: str) -> pd.Series:
    """Monthly world price of what the case's mines sell, by month YYYY-MM: oil, USD per barrel, unless it says else."""
    name, unit = CASE[case].get("commodity", (AVERAGE, 1.0))
    table = pd.read_csv(shared() / "macro" / "wb_commodity_monthly.csv")
    return table.set_index("month")[name].astype(float) * unit


def autoregression(price: pd.Series, last: str, years: int = 20) -> tuple[float, float]:
    """Persistence and residual deviation of log prices around a linear trend, months up to `last`."""
    log = np.log(price.loc[:last].to_numpy()[-12 * years :])
    time = np.arange(log.size)
    gap = log - np.polyval(np.polyfit(time, log, 1), time)
    slope = gap[:-1] @ gap[1:] / (gap[:-1] @ gap[:-1])
    return float(slope), float(np.std(gap[1:] - slope * gap[:-1]))


def world_market(case: str) -> list[str]:
    """The block `world_market`."""
    spec = CASE[case]
    price = world_price(case)
    slope, deviation = autoregression(price, spec["as_of_month"])
    base = price.loc[spec["price_year"][0] : spec["price_year"][1]].mean()
    path = price.loc[spec["start"] : spec["end"]].round(1)
    lines = [
        f"persistence: {{value: {number(slope, 2)}, spread: 0.02, note: 'log price around a linear trend,"
        f" 20 years to {spec['as_of_month']}'}}",
        f"volatility: {{value: {number(deviation, 3)}, spread: 0.01, note: residual of the same regression}}",
        f"base_price: {{value: {number(base, 1)}, note: 'mean of {spec['price_year'][0]} to {spec['price_year'][1]}'}}",
        "path:  # conditioned on: the price that came about",
    ]
    for year in sorted({month[:4] for month in path.index}):
        lines += ["  " + f"{month}: {number(value, 1)}" for month, value in path.items() if month[:4] == year]
    return lines


def macro_block(case: str) -> list[str]:
    """The block `macro`: what the data give, and the trade totals of `targets`."""
    spec, weo = CASE[case], annual(case)
    base = spec["base_year"]
    row, recent = weo.loc[base], weo.loc[base - 4 : base]
    since = base + 1 - spec.get("inflation_years", 5)
    rate = other_annual(case, "official_fx_annual", "official_lcu_per_usd_wdi").loc[base]
    given = {name: (entry["value"], entry["about"]) for name, entry in spec["macro"].items()}
    if "reserves" in spec:
        stock = other_annual(case, "wdi_reserves_annual", "reserves_incl_gold_usd").loc[base] / 1e9
        given["reserves"] = stock / row["NGDPD"], f"source: wdi, seen: true, note: '{spec['reserves']}'"
    if "fund" in spec:
        given["fiscal_buffer"] = spec["fund"][0] / row["NGDP"], spec["fund"][1]
    lines = [f"{name}: {{value: {number(value)}, {about}}}" for name, (value, about) in given.items()]
    seen = "source: weo2023, seen: true"
    for name, (value, about) in budget(case).items():
        lines.append(f"{name}: {{value: {number(value, 3 if name == 'debt' else 4)}, {about}}}")
    lines += [
        f"trend_growth: {{value: {number(recent['NGDP_RPCH'].mean() / 100, 3)}, {seen},"
        f" note: mean growth {base - 4}-{base}}}",
        f"base_inflation: {{value: {number(weo.loc[since:base, 'PCPIPCH'].mean() / 100, 3)},"
        f" {seen}, note: mean inflation {since}-{base}}}",
        f"gdp_usd: {{value: {number(row['NGDPD'], 1)}, {seen}}}",
        f"base_rate: {{value: {number(rate, 1 if rate >= 10 else 3)}, source: wdi, seen: true,"
        f" note: 'official rate, mean {base}'}}",
    ]
    return lines


def gdp_series(case: str) -> list[str]:
    """GDP relative to the base trend, base year = 1; growth itself in the note; years past WEO marked."""
    spec, weo = CASE[case], annual(case)
    base, last = spec["base_year"], min(spec["last_year"], int(weo["NGDP_RPCH"].dropna().index.max()))
    trend = round(weo.loc[base - 4 : base, "NGDP_RPCH"].mean() / 100, 3)
    growth = dict(weo.loc[base + 1 : last, "NGDP_RPCH"] / 100) | spec.get("later_growth", {})
    said = ", ".join(f"{year} {number(value * 100, 1)}" for year, value in growth.items())
    index, values = 1.0, []
    for year, value in growth.items():
        index *= (1 + value) / (1 + trend)
        figure = number(index, 3)
        if year > last:
            figure = f"{{value: {figure}, source: {spec['later_source']}, seen: true}}"
        values.append(f"{year}: {figure}")
    return [
        f'unit: "index, {base} = 1, relative to trend growth of {number(100 * trend, 1)} per cent a year"',
        "frequency: year",
        f'note: "growth in per cent: {said}"',
        f"values: {{{', '.join(values)}}}",
    ]


def import_series(case: str) -> list[str]:
    """Import volume, base year = 1."""
    spec, weo = CASE[case], annual(case)
    base, last = spec["base_year"], min(spec["last_year"], int(weo["TM_RPCH"].dropna().index.max()))
    index = (1 + weo.loc[base + 1 : last, "TM_RPCH"] / 100).cumprod()
    values = ", ".join(f"{year}: {number(value, 3)}" for year, value in index.items())
    return [
        f'unit: "volume of goods and services, index, {base} = 1"', "frequency: year",
        f"values: {{{values}}}",
    ]  # fmt: skip


def yearly_inflation(case: str) -> list[str]:
    """Mean consumer price inflation by year, fraction."""
    spec, weo = CASE[case], annual(case)
    rate = weo.loc[spec["base_year"] + 1 : spec["last_year"], "PCPIPCH"].dropna() / 100
    return [f"{year}: {number(value, 3)}" for year, value in rate.items()]


def monthly_inflation(case: str) -> list[str]:
    """Twelve-month consumer price inflation, fraction."""
    spec = CASE[case]
    table = pd.read_csv(shared() / "macro" / "wb_headline_cpi_monthly.csv")
    table = table[table["Country Code"] == spec["iso3"]].set_index("Date")["CPI"].astype(float)
    table.index = table.index.str[:7]
    rate = (table / table.shift(12) - 1).loc[spec["start"] : spec["cpi_last"]]
    return items(rate.round(3))


def market_rate(case: str) -> list[str]:
    """Free-market rial per dollar, monthly mean rounded to 10 rials."""
    spec = CASE[case]
    table = pd.read_csv(shared() / "macro" / "iran_rial_monthly.csv").set_index("month")
    return items(table["free_market_avg"].loc[spec["start"] : spec["end"]].round(-1))


def official_rate(case: str) -> list[str]:
    """Official rate by year, mean; years in which it was frozen or the currency changed are left out."""
    spec = CASE[case]
    rate = other_annual(case, "official_fx_annual", "official_lcu_per_usd_wdi")
    digits = 0 if rate.loc[spec["base_year"]] > 1000 else 2
    shown = rate.loc[spec["base_year"] : spec.get("rate_last", spec["last_year"])].dropna()
    return [f"{y}: {number(v, digits)}" for y, v in shown.items()]


def items(series: pd.Series) -> list[str]:
    """Monthly figures as YAML items, one a month."""
    return [f"{month}: {number(value, 3)}" for month, value in series.items()]


def vdem(case: str) -> list[str]:
    """Repression and media control of the last year before onset that V-Dem covers in both variables."""
    table = pd.read_csv(shared() / "country_year_panel.csv.gz", low_memory=False)
    row = table[(table["iso"] == CASE[case]["iso3"]) & (table["year"] == CASE[case]["base_year"])].iloc[0]
    seen = "source: vdem, seen: true"
    censored = NormalDist().cdf(-row["v2mecenefm"])
    return [
        f"repression: {{value: {number(1 - row['v2x_clphy'], 2)}, spread: 0.1, {seen}}}",
        f"media_control: {{value: {number(censored, 2)}, spread: 0.05, {seen}}}",
    ]
