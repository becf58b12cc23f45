"""Overrides change one value, keep every comment, and say what is near when the path is unknown."""

from __future__ import annotations

import difflib
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starter import BASE, comments, edited

from winset.errors import ScenarioError
from winset.parameters import table
from winset.scenario import check, dump, load, loads, override, parse, read_document, slugs, validate

PIN = table()[0]


def changed(setting: str, text: str = BASE) -> list[str]:
    """Lines that an override removes (-) and adds (+)."""
    before, after = text.splitlines(), override(parse(text, "x.yaml"), setting).text.splitlines()
    lines = difflib.unified_diff(before, after, lineterm="", n=0)
    return [line for line in lines if re.match(r"[-+] ", line) or re.match(r"[-+][a-z]", line)]


def test_dump_of_what_was_read_is_the_text():
    assert dump(parse(BASE, "x.yaml")) == BASE


@pytest.mark.parametrize("slug", slugs())
def test_dump_of_a_packaged_case_keeps_its_comments(slug):
    document = read_document(slug)
    assert comments(dump(document)) == comments(document.text)


@pytest.mark.parametrize(
    ("setting", "lines"),
    [
        ("factions[palace].salience.concession=0.4",
         ["-    salience: {concession: {value: 1.0, spread: 0.2}, alignment: 0.5, reform: 0.5}",
          "+    salience: {concession: {value: 0.4, spread: 0.2}, alignment: 0.5, reform: 0.5}"]),
        ("factions[1].power = 0.4", ["-    power: 0.26", "+    power: 0.4"]),
        ("factions[guards].power.spread=0.1", ["-    power: 0.26", "+    power: {value: 0.26, spread: 0.1}"]),
        ("senders[alliance].cost=0.5", ["-    cost: 0.3", "+    cost: 0.5"]),
        ("senders.alliance.cost=0.5", ["-    cost: 0.3", "+    cost: 0.5"]),
        ("package.mode=strategic", ["-  mode: scripted                # or strategic: the senders choose when",
                                    "+  mode: strategic               # or strategic: the senders choose when"]),
        ("package.measures[Listed persons].coverage=0.5", ["-      coverage: 1.0", "+      coverage: 0.5"]),
        ("package.measures[0].sectors=[mining, food]", ["-      sectors: [mining]         # a list, or all",
                                                        "+      sectors: [mining, food]   # a list, or all"]),
        ("institutions.repression=0.3", ["+  repression: 0.3"]),
        ("institutions.exit_hazards.coup=0.1", ["+  exit_hazards:", "+    coup: 0.1"]),
        ("world_market.path.2011-03=99", None),
        (f"parameters.{PIN.name}={PIN.default}", None),
        ("institutions.succession[0]=2014-06", None),
        ("title=Another", None),
    ],
)  # fmt: skip
def test_one_value_changes(setting, lines):
    found = changed(setting)
    assert len(found) <= 3
    if lines is not None:
        assert found == lines


@pytest.mark.parametrize(
    ("setting", "get", "value"),
    [
        ("world_market.path.2011-03=99", lambda s: [f.value for f in s.world_market.path.values()], [99.0]),
        (f"parameters.{PIN.name}={PIN.default}", lambda s: s.parameters, {PIN.name: PIN.default}),
        ("institutions.succession[0]=2014-06", lambda s: str(s.institutions.succession[0]), "2014-06-01"),
        ("title=Another = title", lambda s: s.title, "Another = title"),
        ("package.mode=strategic", lambda s: s.package.mode, "strategic"),
        ("institutions.exit_hazards.coup=0.1", lambda s: s.institutions.exit_hazards.coup.value, 0.1),
        ("package.measures=[]", lambda s: s.package.measures, []),
        ("package.measures[0].listed.guards=0.2", lambda s: s.package.measures[0].listed["guards"].value, 0.2),
        ("history.series.gdp={unit: index, frequency: year, values: {2011: 1}}",
         lambda s: s.history.series["gdp"].unit, "index"),
    ],
)  # fmt: skip
def test_override_reaches_the_scenario(setting, get, value):
    text = BASE.replace("channel: export ", "channel: listing ", 1) if "listed" in setting else BASE
    found = validate(override(parse(text, "x.yaml"), setting))
    assert found.faults == []
    assert get(found.scenario) == value


def test_source_does_not_vouch_for_a_new_value():
    text = edited(("spread: 0.2}", "spread: 0.2, source: invented, seen: true, note: n}"))
    changed = validate(override(parse(text, "x"), "factions[palace].salience.concession=0.7"))
    salience = changed.scenario.factions[0].salience.concession
    assert (salience.source, salience.seen, salience.note, salience.spread) == ("chosen", False, None, 0.2)


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ("package.mod=1", "package has no field mod; did you mean mode? (got 'mod')"),
        ("pakage.mode=1", "the scenario has no field pakage; did you mean package? (got 'pakage')"),
        ("factions[pallace].power=1", "factions must have the entry [pallace]; did you mean palace? (got 'pallace')"),
        ("factions[99].power=1", "factions must have the entry [99], one of palace, guards,"),
        ("institutions.succession[3]=2012-01", "institutions.succession must have the entry [3], one of 1 entries"),
        ("senders.us.cost=1", "senders has no field us, one of alliance (got 'us')"),
        ("economy.sectors.minin.output=1", "economy.sectors has no field minin; did you mean mining?"),
        ("factions[0].holdings.minin=1", "factions[0].holdings has no field minin; did you mean mining?"),
        ("title.x=1", "title must hold fields or entries (got a single value)"),
        ("power", "an override must have the form path=value (got 'power')"),
        ("third_countries.patron=", "an override must have the form path=value (got 'third_countries.patron=')"),
        ("a..b=1", "an override must have the form path=value (got 'a..b=1')"),
    ],
)
def test_unknown_path_says_what_is_near(setting, words):
    with pytest.raises(ScenarioError) as caught:
        override(parse(BASE, "x.yaml"), setting)
    assert str(caught.value).startswith(f"--set {setting}: {words}")


def test_value_of_the_wrong_type_is_a_fault_where_it_stands(tmp_path):
    file = tmp_path / "x.yaml"
    file.write_text(BASE)
    (fault,), _ = check(file, ["period.months=many"])
    assert fault.endswith("period.months must be a whole number (got 'many')")
    (fault,), _ = check(file, ["title=[1]"])
    assert fault.endswith("title must be text (got a list of 1)")
    assert load(file, ["title=[1"]).title == "[1"
    with pytest.raises(ScenarioError, match=r"period\.months must be at least 1"):
        load(file, ["period.months=0"])
    assert check(file, ["nothing=1"])[0][0].startswith("--set nothing=1: ")
    assert file.read_text() == BASE


def test_a_fault_that_only_an_override_makes_names_it(tmp_path):
    file = tmp_path / "x.yaml"
    file.write_text(BASE)
    faults, _ = check(file, ["factions.0.power=5"])
    assert faults[1] == "--set factions.0.power=5: factions[0].power must be between 0 and 1 (got 5)"
    assert faults[0].startswith("--set factions.0.power=5: factions[].power must sum to 1 (got ")
    assert faults[0].endswith("; shares change together, one --set for each")
    faults, _ = check(file, ["factions.guards.patience=0.9", "period.months=0", "economy.macro.reserves=no"])
    assert [fault.split(": ")[0] for fault in faults] == ["--set period.months=0", "--set economy.macro.reserves=no"]
    faults, _ = check(file, ["factions.palace.power=0.6", "factions.guards.power=0.7"])
    both = "--set factions.palace.power=0.6, --set factions.guards.power=0.7: "
    assert [fault.startswith(both) for fault in faults] == [True]
    faults, _ = check(file, ["factions.palace.power=1.6", "factions.guards.power=0.7"])
    assert faults[1].startswith("--set factions.palace.power=1.6: factions[0].power must be")


def test_a_fault_of_the_file_keeps_its_line(tmp_path):
    file = tmp_path / "x.yaml"
    file.write_text(BASE.replace("reserves: 0.20", "reserves: -1"))
    (own, made), _ = check(file, ["period.months=0"])
    own, made = sorted((own, made), key=lambda fault: fault.startswith("--set"))
    assert own.startswith(f"{file}:")
    assert made == "--set period.months=0: period.months must be at least 1 (got 0)"


def test_an_entry_of_a_list_is_reached_by_name_index_or_label():
    found = [changed(f"factions{step}.patience=0.5") for step in ("[palace]", ".palace", "[0]", ".0")]
    assert found[0]
    assert found.count(found[0]) == 4


PATHS = [
    "factions[palace].patience", "factions[1].audience", "economy.macro.reserves", "households.poor.food",
    "senders.alliance.resolved", "package.measures[0].coverage", "third_countries.imports",
    "institutions.media_control", "concentration", "regions.coast.dissent", "factions[0].power.spread",
]  # fmt: skip


@given(st.lists(st.tuples(st.sampled_from(PATHS), st.floats(0.81, 1.0)), min_size=1, max_size=4))
@settings(max_examples=8, deadline=None)
def test_round_trip_keeps_comments_and_values(settings_):
    document = parse(BASE, "x.yaml")
    for path, value in settings_:
        document = override(document, f"{path}={value!r}")
    assert comments(document.text) == comments(BASE)
    assert dump(parse(document.text, "x.yaml")) == document.text
    scenario = loads(document.text)
    wanted = dict(settings_)
    read = {
        "economy.macro.reserves": scenario.economy.macro.reserves.value,
        "households.poor.food": scenario.households["poor"].food.value,
        "factions[1].audience": scenario.factions[1].audience.value,
        "institutions.media_control": scenario.institutions.media_control.value,
        "factions[0].power.spread": scenario.factions[0].power.spread,
    }
    assert all(read[path] == pytest.approx(wanted[path], abs=1e-15) for path in read if path in wanted)
