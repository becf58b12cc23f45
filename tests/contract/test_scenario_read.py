"""Files: packaged or by path, unreadable in every way, and what a scenario holds once read."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starter import BASE, checked, edited

import winset.scenario
from winset import run
from winset.errors import ScenarioError
from winset.scenario import Figure, Scenario, check, head, library, load, loads, parse, slugs, starter_text
from winset.scenario.dates import parse_date
from winset.scenario.regimes import REGIMES
from winset.scenario.rules.circular_flow import FLOOR
from winset.types import HOUSEHOLDS, SECTORS


def faults_of(tmp_path: Path, content: bytes) -> list[str]:
    file = tmp_path / "x.yaml"
    file.write_bytes(content)
    with pytest.raises(ScenarioError) as caught:
        load(file)
    faults, warnings = check(file)
    assert (faults, warnings) == (caught.value.faults, [])
    return [fault.replace(str(file), "x.yaml") for fault in faults]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "x.yaml:1:1: the file must hold a mapping of fields (got an empty file)"),
        (b"# only a comment\n", "x.yaml:1:1: the file must hold a mapping of fields (got an empty file)"),
        (b"- a\n- b\n", "x.yaml:1:1: the file must hold a mapping of fields (got a list)"),
        (b"word\n", "x.yaml:1:1: the file must hold a mapping of fields (got a value)"),
        (b"title: [1, 2\nb: 3\n", "x.yaml:2:2: the file must be valid YAML (got expected ',' or ']'"),
        (b"title:\n\t- b\n", "x.yaml:2:1: the file must be valid YAML (got found character '\\t'"),
        (b"title: a\ntitle: b\n", 'x.yaml:2:1: the file must be valid YAML (got found duplicate key "title")'),
        (b"a: 1\nas_of: 2010-02-30\n", "x.yaml:2:8: the file must be valid YAML (got day is out of range"),
        (b"a: *nowhere\n", "x.yaml:1:4: the file must be valid YAML (got found undefined alias"),
        (b"--- 1\n--- 2\n", "x.yaml:2:1: the file must be valid YAML (got but found another document"),
        (b"a: \x00\x01\n", "x.yaml:1:1: the file must be valid YAML (got unacceptable character"),
        (b"\x89PNG\r\n\x1a\n\xff\xd8", "x.yaml:1:1: the file must be UTF-8 text (got byte 0x89 at 0)"),
        (b"a: " + b"[" * 40 + b"]" * 40, "x.yaml:1:1: the file must be valid YAML (got nesting too deep)"),
    ],
)
def test_unreadable_file_gives_one_fault_with_a_place(tmp_path, content, fault):
    (found,) = faults_of(tmp_path, content)
    assert found.startswith(fault[:60])


def test_a_document_inside_itself_is_a_fault(tmp_path):
    faults = faults_of(tmp_path, b"title: &a {x: *a}\n")
    assert "x.yaml:1:1: title must be text (got a mapping of x)" in faults


def test_a_list_where_an_entry_is_asked_is_a_fault(tmp_path):
    faults = faults_of(tmp_path, b"factions: [1, [2]]\nhouseholds: 3\nsenders: {us: }\npackage: []\n")
    assert "x.yaml:1:12: factions[0] must be a mapping of fields (got 1)" in faults


def test_file_that_is_not_there(tmp_path):
    with pytest.raises(ScenarioError, match=r"nothing\.yaml: the scenario must be an existing file"):
        load(tmp_path / "nothing.yaml")


def test_directory_instead_of_a_file(tmp_path):
    with pytest.raises(ScenarioError, match=r"must be a file or a packaged case \(got a directory\)"):
        load(tmp_path)


def test_file_that_cannot_be_read(tmp_path, monkeypatch):
    file = tmp_path / "x.yaml"
    file.write_text(BASE)

    def refuse(*_: object, **__: object) -> str:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_text", refuse)
    with pytest.raises(ScenarioError, match=r"the file must be readable \(got Permission denied\)"):
        load(file)


def test_unknown_slug_suggests_the_nearest(tmp_path, monkeypatch):
    case = tmp_path / "atlantis" / "1999.yaml"
    case.parent.mkdir()
    case.write_text(BASE)
    monkeypatch.setattr(library, "CASES", tmp_path)
    monkeypatch.setattr(library, "slugs", lambda: slugs(tmp_path))
    assert slugs(tmp_path) == ["atlantis/1999"]
    assert load("atlantis/1999").slug == "atlantis/1999"
    with pytest.raises(
        ScenarioError, match=r"did you mean atlantis/1999\? `winset list` shows all \(got neither of them\)"
    ):
        load("atlantis/1998")
    with pytest.raises(ScenarioError, match=r"packaged case, and `winset list` shows those \(got neither of them\)"):
        load("qqq")


def test_packaged_cases_have_no_fault():
    found = {slug: check(slug)[0] for slug in slugs()}
    assert found == {slug: [] for slug in slugs()}


def test_head_reads_what_a_list_shows():
    for slug in slugs():
        lines, scenario = head(slug), load(slug)
        assert lines["title"] == scenario.title
        assert parse_date(lines["period"]["start"]) == scenario.period.start
        assert lines["target"]["iso3"] == scenario.target.iso3


def test_only_exported_names_exist():
    assert set(winset.scenario.__all__) == {name for names in winset.scenario._HOMES.values() for name in names}
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = winset.scenario.nothing


@pytest.mark.parametrize("regime", REGIMES)
def test_starter_has_neither_fault_nor_warning(regime):
    assert not re.search(r"\S#", starter_text(regime)), "a comment needs a space before it"
    scenario = loads(starter_text(regime))
    assert scenario.institutions.regime == regime
    assert scenario.warnings == ()


@pytest.mark.parametrize("regime", REGIMES)
def test_an_archetype_differs_in_who_bargains_and_is_steady_without_sanctions(regime):
    scenario = loads(starter_text(regime))
    names = [faction.name for faction in scenario.factions]
    assert (names == [faction.name for faction in loads(BASE).factions]) == (regime == "personalist")
    seats = run(scenario, 40, months=36).rest_arrays["coalition"]
    assert (seats[:, -1] == seats[:, 0]).all(axis=1).mean() > 0.6


def test_starter_balances_beyond_the_tolerance():
    sectors = loads(BASE).economy.sectors
    assert sum(s.value_added.value for s in sectors.values()) == pytest.approx(1, abs=FLOOR / 10)
    assert list(sectors) == list(SECTORS)


def test_scenario_holds_what_the_file_says():
    scenario = loads(BASE, "example.yaml")
    assert scenario.text == BASE
    assert scenario.leader.name == "palace"
    assert scenario.period.start == date(2011, 1, 1)
    assert scenario.factions[0].salience.concession.spread == 0.2
    assert scenario.factions[1].label == "Security services"
    assert scenario.economy.sectors["mining"].exports["west"] is scenario.economy.sectors["mining"].exports.west
    assert tuple(scenario.households) == HOUSEHOLDS
    assert scenario.package.measures[2].sectors == list(SECTORS)
    assert scenario.package.measures[1].sectors == list(SECTORS)
    assert float(scenario.concentration) == 20


def test_label_defaults_to_the_name():
    scenario = checked(("    label: Trading houses\n", "")).scenario
    assert scenario.factions[3].label == "merchants"


def test_a_scenario_is_frozen():
    scenario = loads(BASE)
    with pytest.raises(ValueError, match="frozen"):
        scenario.title = "other"


def test_dump_and_reading_again_give_the_same_scenario():
    scenario = loads(BASE)
    assert Scenario.model_validate(scenario.model_dump()).model_dump() == scenario.model_dump()


def test_slug_of_a_file_is_its_name(tmp_path):
    file = tmp_path / "mine.yaml"
    file.write_text(BASE)
    assert load(file).slug == "mine"


def test_positions_from_0_to_100_are_converted_once():
    one, hundred = loads(BASE), loads(scaled())
    assert hundred.scale == 1
    assert hundred.factions == one.factions
    assert hundred.package == one.package
    plain = Scenario.model_validate(parse(scaled(), "x").plain())
    assert plain.factions[0].salience.concession.value == one.factions[0].salience.concession.value


def scaled() -> str:
    """The starter with positions from 0 to 100."""
    text = edited(("scale: 1  ", "scale: 100"))
    out = []
    for line in text.splitlines():
        if line.startswith("    ideal:") or "level: " in line:
            for word in ("concession", "alignment", "reform", "level"):
                head_, found, rest = line.partition(f"{word}: ")
                if found:
                    number = rest.split(",")[0].split("}")[0]
                    line = head_ + found + f"{float(number) * 100:g}" + rest[len(number) :]
        out.append(line)
    return "\n".join(out) + "\n"


def test_bounds_of_positions_follow_the_scale():
    text = scaled().replace("concession: 15,", "concession: {value: 140, spread: 10},")
    with pytest.raises(ScenarioError, match=r"ideal\.concession must be between 0 and 100 \(got 140\)"):
        loads(text)
    text = scaled().replace("concession: 15,", "concession: {value: 15, spread: 10},")
    ideal = loads(text).factions[0].ideal.concession
    assert (ideal.value, ideal.spread) == (0.15, 0.1)


@given(st.floats(0, 1), st.none() | st.floats(0, 1), st.none() | st.text(max_size=5))
@settings(max_examples=30)
def test_figure_writes_itself_as_a_file_would(value, spread, note):
    figure = Figure(value=value, spread=spread, note=note)
    written = figure.model_dump()
    assert (written == value) if spread is None and note is None else (written["value"] == value)
    assert Figure.model_validate(written if isinstance(written, dict) else {"value": written}) == figure


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
@settings(max_examples=30)
def test_dates_read_in_each_precision(day):
    assert parse_date(day.isoformat()) == parse_date(day) == day
    assert parse_date(f"{day:%Y-%m}") == day.replace(day=1)
    assert parse_date(day.year) == date(day.year, 1, 1)
    assert parse_date(True) is None
