"""Where figures come from: block-level sources, regime defaults, and warnings."""

from __future__ import annotations

import csv
import gzip
import os
from collections import Counter
from pathlib import Path

import pytest
from starter import BASE, checked, edited, one, place

from winset.scenario import loads
from winset.scenario.regimes import HAZARDS, REGIMES, SOURCES, regime_defaults


def test_figures_take_the_source_of_the_innermost_block():
    text = edited(
        ('invented: {citation: "Inv', 'imf: {citation: "A", seen: false}\n  invented: {citation: "Inv'),
        ("  macro:\n", "  macro:\n    source: imf\n"),
        ("reserves: 0.20", "reserves: {value: 0.2, source: chosen}"),
    )
    economy = loads(text).economy
    assert (economy.macro.debt.source, economy.macro.debt.seen) == ("imf", False)
    assert (economy.macro.reserves.source, economy.macro.reserves.seen) == ("chosen", False)
    assert (economy.exchange_regime.peg.source, economy.exchange_regime.peg.seen) == ("invented", True)


def test_source_of_a_keyed_block_reaches_its_entries():
    scenario = loads(BASE)
    assert scenario.households["poor"].food.source == "invented"
    assert set(scenario.regions) == {"capital", "coast", "oilfields"}
    assert scenario.package.measures[0].source == "invented"


def test_seen_of_a_block_stands_for_its_figures():
    scenario = loads(edited(("households:\n  source: invented", "households:\n  source: invented\n  seen: false")))
    assert scenario.households["poor"].food.seen is False


@pytest.mark.parametrize("regime", REGIMES)
def test_regime_supplies_what_the_file_leaves_out(regime):
    institutions = loads(edited(("regime: personalist", f"regime: {regime}"))).institutions
    expected = regime_defaults(regime)
    assert institutions.veto_rule == expected["veto_rule"]
    assert institutions.repression.model_dump() == expected["repression"]
    assert institutions.winning_coalition.source == "chosen"
    assert institutions.winning_coalition.seen is False
    assert institutions.exit_hazards["coup"].value == expected["exit_hazards"]["coup"]["value"]


def test_sources_of_defaults_join_the_sources():
    scenario = loads(BASE)
    assert {"archigos_gwf", "vdem", "grauvogel_vonsoest"} <= set(scenario.sources)
    assert scenario.institutions.exit_hazards.coup.source in scenario.sources


def test_file_overrides_the_regime_in_part():
    text = edited(("  succession:", "  repression: 0.9\n  exit_hazards: {coup: 0.2}\n  succession:"))
    institutions = loads(text).institutions
    assert institutions.repression.value == 0.9
    assert institutions.exit_hazards.coup.value == 0.2
    assert institutions.exit_hazards.regular.value == regime_defaults("personalist")["exit_hazards"]["regular"]["value"]


def test_unknown_regime_is_one_fault_and_its_fields_are_missing():
    found = checked(("regime: personalist", "regime: personlist"))
    line = one(found.faults, "institutions.regime")
    assert "did you mean personalist? (got 'personlist')" in line


def test_unknown_mode_of_exit_is_a_fault():
    found = checked(("  succession:", "  exit_hazards: {cup: 0.2}\n  succession:"))
    assert "did you mean coup?" in one(found.faults, "exit_hazards.cup")


def test_every_default_says_where_it_comes_from():
    for regime in REGIMES:
        fields = regime_defaults(regime)
        figures = [v for v in fields.values() if isinstance(v, dict) and "value" in v]
        figures += [fields["exit_hazards"][mode] for mode in HAZARDS]
        assert all(f["source"] == "chosen" or SOURCES[f["source"]]["seen"] for f in figures)
        assert all(f["seen"] == (f["source"] != "chosen") for f in figures)
    with pytest.raises(KeyError):
        regime_defaults("empire")


def _rows(name: str) -> list[dict[str, str]]:
    root = os.environ.get("WINSET_SHARED")
    if not root:
        pytest.skip("WINSET_SHARED does not name the folder with the original data")
    with gzip.open(Path(root) / "data" / name, "rt") as file:
        return list(csv.DictReader(file))


def _mode(row: dict[str, str]) -> str:
    code = row["exitcode"]
    if row["exit"] in ("Regular", "Natural Death", "Retired Due to Ill Health"):
        return "regular"
    if "Removed by Military" in code:
        return "coup"
    if "Other Government" in code or "Power Struggle" in code:
        return "insider"
    return "uprising" if "Popular Protest" in code or "Rebels" in code else "other"


def _regime(row: dict[str, str]) -> str:
    if row["gwf_nonautocracy"] == "democracy":
        return "democracy"
    types = {"party": "party", "military": "military", "monarchy": "monarchy", "personal": "personalist"}
    held = [types[t] for t in types if row[f"gwf_{t}"] and float(row[f"gwf_{t}"]) == 1]
    return held[0] if held else ""


def test_default_hazards_are_the_rates_in_the_data():
    regimes = {(row["cowcode"], row["year"]): _regime(row) for row in _rows("gwf_all_political_regimes.csv.gz")}
    years = Counter(regimes.values())
    exits: Counter[tuple[str, str]] = Counter()
    for row in _rows("archigos.csv.gz"):
        where = (str(int(float(row["gwcode"]))), row["enddate"][:4])
        exits[regimes.get(where, ""), _mode(row)] += 1
    for regime in REGIMES:
        hazards = regime_defaults(regime)["exit_hazards"]
        for mode in HAZARDS:
            rate = exits[regime, mode] / years[regime]
            assert hazards[mode]["value"] == pytest.approx(rate, abs=6e-4), (regime, mode)


WARNINGS = {
    "reserves": ([("reserves: 0.20", "reserves: 3.5")], "reserves: 3.5",
                 "economy.macro.reserves should usually lie between 0 and 3 (got 3.5)"),
    "a ruler alone": ([("value: 0.34", "value: 0.94"), ("power: 0.26", "power: 0.02"), ("power: 0.16", "power: 0.02"),
                       ("power: 0.14", "power: 0.01"), ("power: 0.10", "power: 0.01")], "power: {value: 0.94",
                      "factions[0].power should usually lie between 0.005 and 0.9 (got 0.94)"),
    "patience": ([("patience: 0.98", "patience: 0.5")], "patience: 0.5",
                 "factions[1].patience should usually lie between 0.8 and 1 (got 0.5)"),
    "posts outside": ([("    licences: 0.3\n    allocation: 0.2\n    smuggling: 0.2", "    posts: 0.05")],
                      "posts: 0.05",
                      "factions[3].posts should be 0 for a faction without a seat (got 0.05 outside the coalition)"),
    "indifferent": ([("salience: {concession: 1.2, alignment: 0.5, reform: 0.5}",
                      "salience: {concession: 0, alignment: 0.5, reform: 0}")], "salience: {concession: 0,",
                    "factions[1].salience should be positive on concession or reform (got 0)"),
    "power rescaled": ([("power: 0.26", "power: 0.27")], "factions:",
                       "factions[].power should sum to 1; the shares were rescaled (got 1.01)"),
    "households rescaled": ([("cash: 0.30", "cash: 0.304")], "households:",
                            "households[].cash should sum to 1; the shares were rescaled (got 1.004)"),
    "balance of payments": ([("private_outflow: 0.0080", "private_outflow: 0.08")], "reserve_accumulation:",
                            "economy.macro.reserve_accumulation should equal exports - imports - private outflow"),
    "imports": ([("    imports: 0.2185", "    imports: 0.4")], "imports: 0.4",
                "economy.macro.imports should agree with the sectors"),
    "late measure": ([("date: 2011-09, sender", "date: 2019-09, sender")], "date: 2019-09",
                     "package.measures[2].date should lie before the end of the period (got 2019-09-01)"),
    "late succession": ([("[2013-06]", "[2019-06]")], "2019-06",
                        "institutions.succession[0] should lie within the period (got 2019-06-01)"),
    "regions": ([("{population: 0.4, output", "{population: 0.3, output")], "regions:",
                "regions[].population should sum to 1 (got 0.9)"),
    "no source": ([("households:\n  source: invented\n", "households:\n")], "households:",
                  "households should name a source for every figure, or a block-level `source:` (`chosen` for a "
                  "choice) (got 18 without)"),
}  # fmt: skip


@pytest.mark.parametrize("name", WARNINGS)
def test_unlikely_values_warn_and_pass(name):
    changes, anchor, words = WARNINGS[name]
    found = checked(*changes)
    assert found.faults == []
    line = one(found.warnings, words)
    assert line.startswith(f"x.yaml:{place(edited(*changes), anchor)}: warning: ")
    assert found.scenario.warnings == tuple(found.warnings)


def test_power_is_rescaled_to_one():
    scenario = checked(("power: 0.26", "power: 0.27"), ("cash: 0.30", "cash: 0.304")).scenario
    assert sum(faction.power.value for faction in scenario.factions) == pytest.approx(1, abs=1e-12)
    assert sum(household.cash.value for household in scenario.households.values()) == pytest.approx(1, abs=1e-12)
    assert loads(BASE).factions[1].power.value == 0.26
