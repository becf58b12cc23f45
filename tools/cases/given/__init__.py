"""What the generator takes as given for each packaged case, one module a case.

Trade totals are shares of the base year's GDP. `about` is written beside the figure in the case file and
says where it comes from; `chosen` marks a judgement of the authors. Shares by sector that no table at
hand measures (labour, essential inputs, technology) are judgements too and carry `source: chosen`.

Keys: iso3; base_year, the year before the run; start, end of the price path; as_of_month; price_year, months of
the base price; commodity, column and factor of another world price than oil; tables, countries whose
input-output tables are averaged (energy_tables for mining and chemicals); origins, shares west, china, other;
other_mix, weights of non-energy exports by sector; family and tenure of the exit hazards; macro; revenue,
spending, debt where WEO has none; inflation_years, span of the mean that is the base inflation (5 if absent);
reserves and fund, how WDI reserves and a wealth fund in local currency are described; last_year of the
record; growth, inflation, columns of the country-year panel in place of WEO and their source; gdp, rate and
base_inflation, the base year's where no source has them; goods, true where imports are goods in dollars; volume, true
where the record of oil is goods exports over the oil price; vdem_year and media_control, where V-Dem does not cover
the base year; demand, factors on the template's domestic final demand by sector; later_growth, years past WEO; prices,
month or year, none where the record has none; cpi_last; market, the rate that the record shows; rate_last, last year
of an official rate that means something, 0 for none; rate_factor, units of the record to one of WDI's.
"""
