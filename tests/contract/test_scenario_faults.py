"""Every kind of fault is reached, with its line and column, its path and what was found."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starter import BASE, checked, edited, one, place

from winset.errors import ScenarioError
from winset.parameters import table
from winset.scenario import check, load, loads, parse, validate

PIN = table()[0]
SECTOR = re.search(r"output: [0-9.]+", BASE)[0]
MINING = re.search(r"    mining:\n.*?value_added: ([0-9.]+)", BASE, re.DOTALL)

# name: changes, where the fault must point, what it must say
FAULTS: dict[str, tuple[list[tuple[str, str]], str, str]] = {
    "bounds": (
        [("power: 0.26", "power: 1.4")], "power: 1.4",
        "factions[1].power must be between 0 and 1 (got 1.4)",
    ),
    "lower bound only": (
        [("reserves: 0.20", "reserves: -1")], "reserves: -1",
        "economy.macro.reserves must be at least 0 (got -1)",
    ),
    "unit": (
        [("power: 0.26", "power: {value: 0.26, unit: percent}")], "power: {value: 0.26,",
        "factions[1].power must carry the unit 'share' (got 'percent')",
    ),
    "bounds and unit at once": (
        [("power: 0.26", "power: {value: 2, unit: percent}")], "power: {value: 2,",
        "must be between 0 and 1 and carry the unit 'share' (got 2 and 'percent')",
    ),
    "not finite": (
        [("horizon: 60", "horizon: .inf")], "horizon: .inf", "factions[1].horizon must be a finite number (got inf)",
    ),
    "not a number": (
        [("horizon: 60", "horizon: '60'")], "horizon: '60'",
        "factions[1].horizon must be a number, or a mapping with `value` (got '60')",
    ),
    "negative spread": (
        [("spread: 0.2", "spread: -0.2")], "spread: -0.2",
        "factions[0].salience.concession.spread must be at least 0 (got -0.2)",
    ),
    "no value": (
        [("{value: 1.0, spread: 0.2}", "{spread: 0.2}")], "concession: {spread",
        "factions[0].salience.concession.value must be given (got nothing)",
    ),
    "unknown field": (
        [("    dependence: 0.7", "    dependance: 0.7")], "dependance: 0.7",
        "factions[1].dependance must be a known field; did you mean dependence? (got 'dependance')",
    ),
    "unknown field, none near": (
        [("parameters: {}", "parameters: {}\nzzz: 1")], "zzz: 1",
        "zzz must be a known field, one of schema_version, title,",
    ),
    "unknown part of a figure": (
        [("spread: 0.2", "bogus: 0.04")], "bogus: 0.04",
        "factions[0].salience.concession.bogus must be a known field, one of value, spread, source, seen, unit, note, date",
    ),
    "missing field": (
        [("    buffer: 18\n", "")], "name: guards", "factions[1].buffer must be given (got nothing)",
    ),
    "choice": (
        [("kind: security", "kind: securty")], "kind: securty",
        "factions[1].kind must be one of executive, economic_managers, security, party, finance, industry, "
        "regional, opposition; did you mean security? (got 'securty')",
    ),
    "single choice": (
        [("schema_version: 1", "schema_version: 7")], "schema_version: 7",
        "schema_version must be 1 (got 7; this winset reads version 1: see `winset schema`, "
        "or start from `winset new`)",
    ),
    "pattern": (
        [("iso3: XXA", "iso3: xx")], "iso3: xx", "target.iso3 must match ^[A-Z]{3}$ (got 'xx')",
    ),
    "text": ([("iso3: XXA", "iso3: 3")], "iso3: 3", "target.iso3 must be text (got 3)"),
    "whole number": (
        [("months: 60", "months: 6.5")], "months: 6.5", "period.months must be a whole number (got 6.5)",
    ),
    "too large": ([("months: 60", "months: 900")], "months: 900", "period.months must be at most 600 (got 900)"),
    "true or false": (
        [("leader: true", "leader: yes")], "leader: yes", "factions[0].leader must be true or false (got 'yes')",
    ),
    "list": (
        [("succession: [2013-06]", "succession: 2013-06")], "succession: 2013-06",
        "institutions.succession must be a list (got '2013-06')",
    ),
    "mapping of names": (
        [("holdings: {construction: 0.25, machinery: 0.1}", "holdings: [1, 2]")], "holdings: [1",
        "factions[1].holdings must be a mapping (got a list of 2)",
    ),
    "mapping of fields": (
        [("beliefs: {resolved: 0.4, precision: 1.0}", "beliefs: 0.4")], "beliefs: 0.4",
        "factions[1].beliefs must be a mapping of fields (got 0.4)",
    ),
    "plain number": (
        [("parameters: {}", f"parameters: {{{PIN.name}: x}}")], f"{PIN.name}: x", "must be a number (got 'x')",
    ),
    "infinite pin": (
        [("parameters: {}", f"parameters: {{{PIN.name}: .nan}}")], f"{PIN.name}: .nan",
        "must be a finite number (got nan)",
    ),
    "no factions": (
        [(BASE[BASE.index("\nfactions:") : BASE.index("\nconcentration")], "\nfactions: []")], "factions: []",
        "factions must hold at least 1 (got a list of 0)",
    ),
    "impossible month": (
        [("2013-06]", "2013-13]")], "2013-13", "institutions.succession[0] must be a date, YYYY-MM (got '2013-13')",
    ),
    "a year where a day is asked": (
        [("as_of: 2010-12-31", "as_of: 2010")], "as_of: 2010 ",
        "as_of must be a date, YYYY-MM-DD or YYYY-MM (got '2010')",
    ),
    "power": (
        [("power: 0.26", "power: 0.36")], "factions:", "factions[].power must sum to 1 (got 1.1)",
    ),
    "no leader": (
        [("leader: true", "leader: false")], "factions:",
        "factions[].leader must be true for exactly one faction (got none)",
    ),
    "two leaders": (
        [("kind: security\n", "kind: security\n    leader: true\n")],
        "leader: true\n    in_coalition: true\n    source: invented\n    power: 0.26",
        "factions[].leader must be true for exactly one faction (got palace, guards)",
    ),
    "leader outside": (
        [("in_coalition: true", "in_coalition: false")], "in_coalition: false",
        "factions[0].in_coalition must be true for the leader (got false)",
    ),
    "same name": (
        [("name: merchants", "name: guards")], "name: guards\n    label: Trading",
        "factions[3].name must be unique (got 'guards', also factions[1])",
    ),
    "licences": (
        [("licences: 0.3", "licences: 0.9")], "factions:", "factions[].licences must sum to at most 1 (got 1.5)",
    ),
    "holdings": (
        [("trade: 0.4,", "construction: 0.9,")], "factions:",
        "factions[].holdings.construction must sum to at most 1 (got 1.15)",
    ),
    "household shares": (
        [("labour: 0.20", "labour: 0.50")], "households:", "households[].labour must sum to 1 (got 1.3)",
    ),
    "household missing": (
        [("\n  poor: {", "\n  por: {")], "households:",
        "households must hold all of poor, middle, better_off (got none for poor)",
    ),
    "region shares": (
        [("{population: 0.4, output", "{population: 0.9, output")], "regions:",
        "regions[].population must sum to at most 1 (got 1.5)",
    ),
    "region sectors": (
        [("trade: 0.5, machinery", "mining: 0.5, machinery")], "regions:",
        "regions[].sectors.mining must sum to at most 1 (got 1.4)",
    ),
    "sender shares": (
        [("  alliance:\n", "  bloc: {origin: west, trade_share: 0.6, finance_share: 0.5, resolved: 0.5, benefit: 1, "
          "cost: 1, blame: 1, audience: 1, patience: 0.9}\n  alliance:\n")], "senders:",
        "senders[].trade_share (origin west) must sum to at most 1 (got 1.3)",
    ),
    "faction in listing": (
        [("{guards: 0.4", "{gards: 0.4")], "gards: 0.4",
        "package.measures[3].listed.gards must be a name in factions; did you mean guards? (got 'gards')",
    ),
    "sender of measure": (
        [("sender: alliance\n", "sender: allies\n")], "sender: allies",
        "package.measures[0].sender must be a name in senders; did you mean alliance? (got 'allies')",
    ),
    "sender of threat": (
        [("sender: alliance, label: \"Embargo", "sender: q, label: \"Embargo")], "sender: q,",
        "package.threats[0].sender must be a name in senders, one of alliance (got 'q')",
    ),
    "home region": (
        [("home_region: coast", "home_region: coats")], "home_region: coats",
        "factions[3].home_region must be a name in regions; did you mean coast? (got 'coats')",
    ),
    "source": (
        [("source: invented\n    power: 0.16", "source: inventd\n    power: 0.16")], "source: inventd",
        "factions[2].source must be a name in sources; did you mean invented? (got 'inventd')",
    ),
    "source of a figure": (
        [("power: 0.16", "power: {value: 0.16, source: q}")], "source: q",
        "factions[2].power.source must be a name in sources, one of invented, chosen",
    ),
    "sector of holdings": (
        [("holdings: {trade: 0.4", "holdings: {trad: 0.4")], "trad: 0.4",
        "factions[3].holdings.trad must be one of agriculture, mining, food,",
    ),
    "sector of measure": (
        [("sectors: [mining]", "sectors: [minin]")], "minin]", "did you mean mining? (got 'minin')",
    ),
    "sector missing": (
        [("    mining:\n      output", "    minin:\n      output")], "sectors:\n    # output",
        "economy.sectors must hold all of agriculture, mining, food,",
    ),
    "uses": (
        [(SECTOR, "output: 0.5")], "output: 0.5",
        "economy.sectors.agriculture.output must equal intermediate use + consumption + government + investment "
        "+ exports =",
    ),
    "costs": (
        [(SECTOR, "output: 0.5")], "output: 0.5",
        "economy.sectors.agriculture.output must equal value added + domestic inputs + imported inputs =",
    ),
    "value added": (
        [(MINING[0], MINING[0].replace(MINING[1], "0.9"))], "sectors:\n    # output",
        "economy.sectors[].value_added must sum to 1 (got 1.7",
    ),
    "figure after as_of": (
        [("reserves: 0.20", "reserves: {value: 0.2, date: 2012-03}")], "date: 2012-03",
        "economy.macro.reserves.date must not be after as_of, unless `conditioned: true` (got 2012-03 where as_of is 2010-12-31)",
    ),
    "as_of after the period": (
        [("as_of: 2010-12-31", "as_of: 2016-01-01")], "as_of: 2016",
        "as_of must lie before the end of the period (got 2016-01-01)",
    ),
    "until before date": (
        [("label: Oil embargo", "until: 2011-06")], "until: 2011-06",
        "package.measures[0].until must be after date (got 2011-06 where date is 2011-06)",
    ),
    "month twice": (
        [("path: {}", "path: {2011-02: 90, 2011-02-01: 91}")], "2011-02-01: 91",
        "world_market.path.2011-02-01 must be unique (got also 2011-02)",
    ),
    "freeze in an export measure": (
        [("label: Oil embargo", "freeze: 0.3")], "freeze: 0.3",
        "package.measures[0].freeze must stand in a measure of channel finance (got channel export)",
    ),
    "price cap in a financial measure": (
        [("freeze: 0.3", "price_cap: 0.3")], "price_cap: 0.3",
        "package.measures[1].price_cap must stand in a measure of channel export (got channel finance)",
    ),
    "listed in a financial measure": (
        [("freeze: 0.3", "listed: {guards: 0.3}")], "listed: {guards: 0.3}",
        "package.measures[1].listed must stand in a measure of channel listing (got channel finance)",
    ),
    "unknown pin": (
        [("parameters: {}", f"parameters: {{{PIN.name}x: 1}}")], f"{PIN.name}x: 1",
        f"parameters.{PIN.name}x must be a name in parameters.csv; did you mean {PIN.name}? (got '{PIN.name}x')",
    ),
    "pin out of bounds": (
        [("parameters: {}", f"parameters: {{{PIN.name}: 1.0e+9}}")], f"{PIN.name}: 1.0e+9",
        f"parameters.{PIN.name} must lie between {PIN.lower:g} and {PIN.upper:g} (got 1e+09)",
    ),
    "series by month in a yearly series": (
        [("parameters: {}", "parameters: {}\nhistory:\n  series:\n    gdp: {unit: index, frequency: year, "
          "source: chosen, values: {2011-02: 1, 2011: 1}}")], "2011-02: 1, 2011",
        "history.series.gdp.values.2011-02 must be a year, as `frequency` says (got 2011-02)",
    ),
    "unknown series": (
        [("parameters: {}", "parameters: {}\nhistory: {series: {gpd: {unit: x, frequency: year, values: {}}}}")],
        "gpd: {", "history.series.gpd must be one of gdp, inflation, market_rate, official_rate, imports, oil_exports; "
        "did you mean gdp? (got 'gpd')",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_fault_points_at_line_and_column(name):
    changes, anchor, words = FAULTS[name]
    found = checked(*changes)
    assert found.scenario is None
    line = one(found.faults, words)
    assert line.startswith(f"x.yaml:{place(edited(*changes), anchor)}: ")


def test_all_faults_come_at_once_in_file_order():
    found = checked(
        ("power: 0.26", "power: 1.4"), ("kind: security", "kind: x"), ("name: merchants", "name: guards"),
        ("reserves: 0.20", "reserves: -1"), ("labour: 0.20", "labour: 0.50"), ("sender: alliance\n", "sender: q\n"),
    )  # fmt: skip
    for words in ("[1].power must", "[1].kind must", "[3].name must", "reserves must", "labour must", "sender must"):
        one(found.faults, words)
    lines = [int(fault.split(":")[1]) for fault in found.faults]
    assert lines == sorted(lines)


def test_load_raises_every_fault(tmp_path):
    file = tmp_path / "case.yaml"
    file.write_text(edited(("power: 0.26", "power: 1.4"), ("reserves: 0.20", "reserves: -1")))
    with pytest.raises(ScenarioError) as caught:
        load(file)
    assert len(caught.value.faults) == 3
    assert check(file) == (caught.value.faults, [])
    with pytest.raises(ScenarioError):
        loads(file.read_text())


@pytest.mark.parametrize(("room", "most"), [("factions", 16), ("regions", 8), ("senders", 6)])
def test_rooms_have_a_largest_size(room, most):
    document = parse(BASE, "x.yaml")
    if room == "factions":
        document.data[room] += [{**document.data[room][1], "name": f"n{i}"} for i in range(most)]
    else:
        entry = next(value for value in document.data[room].values() if isinstance(value, dict))
        document.data[room].update({f"n{i}": entry for i in range(most)})
    size = most + len([1 for v in parse(BASE, "x").data[room] if v != "source"])
    one(validate(document).faults, f"{room} must hold at most {most} (got {size})")


LEAVES = re.findall(r"(?m)^ +(?:- )?([a-z_]+): (\S+)$", BASE)
JUNK = ["", "null", "-1", "1e9", ".nan", "[]", "{}", "'x'", "[1, {a: b}]", "{value: {value: 1}}", "true", "2012-13"]


@given(st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_edit_breaks_the_check(data):
    """Whatever stands where a value should, the answer is a scenario or faults with a place."""
    changes = []
    for _ in range(data.draw(st.integers(1, 4))):
        field, value = data.draw(st.sampled_from(LEAVES))
        changes.append((f"{field}: {value}\n", f"{field}: {data.draw(st.sampled_from(JUNK))}\n"))
    text = BASE
    for old, new in changes:
        text = text.replace(old, new, 1)
    found = validate(parse(text, "x.yaml"))
    assert (found.scenario is None) == bool(found.faults)
    assert all(re.fullmatch(r"x\.yaml:\d+:\d+: .+ must .+ \(got .+\)", fault, re.DOTALL) for fault in found.faults)


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=80))
@settings(max_examples=80, deadline=None)
def test_any_text_gives_faults_with_a_place(text):
    with pytest.raises(ScenarioError) as caught:
        loads(text, "x.yaml")
    assert all(re.match(r"x\.yaml:\d+:\d+: ", fault) for fault in caught.value.faults)
