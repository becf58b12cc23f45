"""Macroeconomic blocks of the cases: base-year totals, oil price, and the record to compare with.

Sources: IMF World Economic Outlook October 2023 (annual), World Bank World Development Indicators
(reserves, official rate), World Bank Pink Sheet (oil, average of three crudes, USD per barrel), World
Bank Global Economic Monitor (consumer prices), free-market rial quotations (monthly means). Iran's
WEO years are Iranian years: 2009 is March 2009 to March 2010.

A case that WEO does not cover, or covers in another unit (Zimbabwe's prices are in US dollars there), names columns
of the country-year panel instead: Penn World Table or World Bank output, Maddison output per head, World Bank or
Clio Infra prices, and Correlates of War goods trade in current dollars. Where no source covers a base year the case
gives the figure and says where it comes from.
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


def panel(case: str) -> pd.DataFrame:
    """Country-year rows of the case's country, once each, by year."""
    table = pd.read_csv(shared() / "country_year_panel.csv.gz", low_memory=False)
    return table[table["iso"] == CASE[case]["iso3"]].drop_duplicates("year").set_index("year")


def rates(case: str, name: str) -> tuple[pd.Series, str]:
    """Output growth (`growth`) or inflation in per cent by year, and its source: WEO or columns of the panel.

    The first column named that has a year is taken for that year.
    """
    given = CASE[case].get(name)
    if given is None:
        return annual(case)["NGDP_RPCH" if name == "growth" else "PCPIPCH"], "source: weo2023, seen: true"
    columns = panel(case)[list(given["columns"])]
    return columns.bfill(axis=1).iloc[:, 0].astype(float), f"source: {given['source']}, seen: true"


def budget(case: str) -> dict[str, tuple[float, str]]:
    """Revenue, spending and debt over GDP in the base year: the case's own where WEO has none, with their source."""
    spec, weo = CASE[case], {"revenue": "GGR_NGDP", "spending": "GGX_NGDP", "debt": "GGXWDG_NGDP"}
    seen = "source: weo2023, seen: true"
    return {
        name: (spec[name]["value"], spec[name]["about"])
        if name in spec
        else (annual(case).loc[spec["base_year"], column] / 100, seen)
        for name, column in weo.items()
    }


def dollars(case: str) -> tuple[float, str]:
    """GDP of the base year, USD billions, from WEO unless the case gives its own."""
    spec = CASE[case]
    if "gdp" in spec:
        return spec["gdp"]["value"], spec["gdp"]["about"]
    return float(annual(case).loc[spec["base_year"], "NGDPD"]), "source: weo2023, seen: true"


def base_rate(case: str) -> tuple[float, str]:
    """Local currency per dollar in the base year: the official mean unless the case gives its own."""
    spec = CASE[case]
    if "rate" in spec:
        return spec["rate"]["value"], spec["rate"]["about"]
    rate = other_annual(case, "official_fx_annual", "official_lcu_per_usd_wdi").loc[spec["base_year"]]
    rate *= spec.get("rate_factor", 1)
    return float(rate), f"source: wdi, seen: true, note: 'official rate, mean {spec['base_year']}'"


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
    spec, base, gdp = CASE[case], CASE[case]["base_year"], dollars(case)
    growth, inflation, rate = rates(case, "growth"), rates(case, "inflation"), base_rate(case)
    since = base + 1 - spec.get("inflation_years", 5)
    given = {name: (entry["value"], entry["about"]) for name, entry in spec["macro"].items()}
    if "reserves" in spec:
        stock = other_annual(case, "wdi_reserves_annual", "reserves_incl_gold_usd").loc[base] / 1e9
        given["reserves"] = stock / gdp[0], f"source: wdi, seen: true, note: '{spec['reserves']}'"
    if "fund" in spec:
        given["fiscal_buffer"] = spec["fund"][0] / annual(case).loc[base, "NGDP"], spec["fund"][1]
    lines = [f"{name}: {{value: {number(value)}, {about}}}" for name, (value, about) in given.items()]
    for name, (value, about) in budget(case).items():
        lines.append(f"{name}: {{value: {number(value, 3 if name == 'debt' else 4)}, {about}}}")
    if "base_inflation" in spec:
        prices, about = spec["base_inflation"]["value"], spec["base_inflation"]["about"]
    else:
        prices = inflation[0].loc[since:base].mean() / 100
        about = f"{inflation[1]}, note: mean inflation {since}-{base}"
    lines += [
        f"trend_growth: {{value: {number(trend(case), 3)}, {growth[1]}, note: mean growth {base - 4}-{base}}}",
        f"base_inflation: {{value: {number(prices, 3)}, {about}}}",
        f"gdp_usd: {{value: {number(gdp[0], 1)}, {gdp[1]}}}",
        f"base_rate: {{value: {number(rate[0], 1 if rate[0] >= 10 else 3)}, {rate[1]}}}",
    ]
    return lines


def trend(case: str) -> float:
    """Mean growth of output over the five years up to the base year, rounded as the case file shows it."""
    base = CASE[case]["base_year"]
    return round(float(rates(case, "growth")[0].loc[base - 4 : base].mean()) / 100, 3)


def gdp_series(case: str) -> list[str]:
    """GDP relative to the base trend, base year = 1; growth itself in the note; years past the source marked."""
    spec, rate = CASE[case], rates(case, "growth")[0].dropna()
    base, last = spec["base_year"], min(spec["last_year"], int(rate.index.max()))
    growth = dict(rate.loc[base + 1 : last] / 100) | spec.get("later_growth", {})
    said = ", ".join(f"{year} {number(value * 100, 1)}" for year, value in growth.items())
    index, values = 1.0, []
    for year, value in growth.items():
        index *= (1 + value) / (1 + trend(case))
        figure = number(index, 3)
        if year > last:
            figure = f"{{value: {figure}, source: {spec['later_source']}, seen: true}}"
        values.append(f"{year}: {figure}")
    return [
        f'unit: "index, {base} = 1, relative to trend growth of {number(100 * trend(case), 1)} per cent a year"',
        "frequency: year",
        f'note: "growth in per cent: {said}"',
        f"values: {{{', '.join(values)}}}",
    ]


def traded_goods(case: str, column: str) -> list[str]:
    """Goods trade of the panel by year, base year = 1; exports are deflated by the case's world price."""
    spec, value = CASE[case], panel(case)[column].astype(float)
    unit = "goods, current US dollars"
    if column == "cow_exports":
        price = world_price(case)
        value = value / price.groupby(price.index.str[:4].astype(int)).mean()
        unit = "goods, US dollars over the oil price"
    index = (value / value.loc[spec["base_year"]]).loc[spec["base_year"] + 1 : spec["last_year"]].dropna()
    values = ", ".join(f"{year}: {number(one, 3)}" for year, one in index.items())
    return [f'unit: "{unit}, index, {spec["base_year"]} = 1"', "frequency: year", f"values: {{{values}}}"]


def import_series(case: str) -> list[str]:
    """Import volume, base year = 1; where the case says so the dollar value of goods."""
    if CASE[case].get("goods"):
        return traded_goods(case, "cow_imports")
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
    spec, rate = CASE[case], rates(case, "inflation")[0]
    rate = rate.loc[spec["base_year"] + 1 : spec["last_year"]].dropna() / 100
    return [f"{year}: {number(value, 3)}" for year, value in rate.items()]


def monthly_inflation(case: str) -> list[str]:
    """Twelve-month consumer price inflation, fraction."""
    spec = CASE[case]
    table = pd.read_csv(shared() / "macro" / "wb_headline_cpi_monthly.csv")
    table = table[table["Country Code"] == spec["iso3"]].set_index("Date")["CPI"].astype(float)
    table.index = table.index.str[:7]
    rate = (table / table.shift(12) - 1).loc[spec["start"] : spec["cpi_last"]].dropna()
    return items(rate.round(3))


def market_rate(case: str) -> list[str]:
    """Free-market rial per dollar, monthly mean rounded to 10 rials."""
    spec = CASE[case]
    table = pd.read_csv(shared() / "macro" / "iran_rial_monthly.csv").set_index("month")
    return items(table["free_market_avg"].loc[spec["start"] : spec["end"]].round(-1))


def official_rate(case: str) -> list[str]:
    """Official rate by year, mean; years in which it was frozen or the currency changed are left out."""
    spec = CASE[case]
    rate = other_annual(case, "official_fx_annual", "official_lcu_per_usd_wdi") * spec.get("rate_factor", 1)
    digits = 0 if rate.loc[spec["base_year"]] > 1000 else 2
    shown = rate.loc[spec["base_year"] : spec.get("rate_last", spec["last_year"])].dropna()
    return [f"{y}: {number(v, digits)}" for y, v in shown.items()]


def items(series: pd.Series) -> list[str]:
    """Monthly figures as YAML items, one a month."""
    return [f"{month}: {number(value, 3)}" for month, value in series.items()]


def vdem(case: str) -> list[str]:
    """Repression and media control of the last year before onset that V-Dem covers in both variables."""
    spec = CASE[case]
    row = panel(case).loc[spec.get("vdem_year", spec["base_year"])]
    seen = "source: vdem, seen: true"
    media = f"value: {number(NormalDist().cdf(-row['v2mecenefm']), 2)}, spread: 0.05, {seen}"
    return [
        f"repression: {{value: {number(1 - row['v2x_clphy'], 2)}, spread: 0.1, {seen}}}",
        f"media_control: {{{spec.get('media_control', media)}}}",
    ]
