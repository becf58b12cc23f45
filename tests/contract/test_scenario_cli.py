"""The verbs check, new, schema and list: output, exit codes, files untouched, and a quick start."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys

import pytest
from starter import BASE
from typer.testing import CliRunner

import winset
from winset.cli import tables
from winset.cli.app import app
from winset.scenario import library, slugs

run = CliRunner().invoke


@pytest.fixture
def case(tmp_path):
    file = tmp_path / "case.yaml"
    file.write_text(BASE)
    return file


def test_version():
    result = run(app, ["--version"])
    assert (result.exit_code, result.stdout) == (0, f"winset {winset.__version__}\n")


def test_check_passes_and_writes_nothing(case, tmp_path):
    result = run(app, ["check", str(case)])
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == f"{case}: no faults, no warnings\n"
    assert list(tmp_path.iterdir()) == [case]
    assert case.read_text() == BASE


def test_check_prints_every_fault_on_stderr_and_exits_with_2(case):
    case.write_text(BASE.replace("power: 0.26", "power: 1.4").replace("reserves: 0.20", "reserves: -1"))
    result = run(app, ["check", str(case)])
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.count(f"{case}:") == 4
    assert "factions[1].power must be between 0 and 1 (got 1.4)" in result.stderr
    assert result.stderr.endswith(f"{case}: 3 faults, implausible values are looked for when these are mended\n")


def test_check_passes_with_warnings(case):
    result = run(app, ["check", str(case), "--set", "factions[guards].patience=0.5"])
    assert result.exit_code == 0
    assert "warning: factions[1].patience should usually lie" in result.stderr
    assert "no faults, 1 warning" in result.stdout


def test_check_as_json(case):
    result = run(app, ["check", str(case), "nowhere.yaml", "--json"])
    assert result.exit_code == 2
    report = json.loads(result.stdout)
    assert report[str(case)] == {"faults": [], "warnings": []}
    assert report["nowhere.yaml"]["faults"]


@pytest.mark.parametrize("regime", ["personalist", "party", "military", "monarchy", "democracy"])
def test_new_writes_what_check_passes(tmp_path, regime):
    file = tmp_path / "mine.yaml"
    result = run(app, ["new", str(file), "--archetype", regime])
    assert (result.exit_code, result.stdout) == (0, "")
    assert f"next: winset check {file}" in result.stderr
    assert "is invented" in file.read_text()
    assert run(app, ["check", str(file)]).exit_code == 0


def test_new_replaces_only_by_force(case, tmp_path):
    case.write_text("mine")
    result = run(app, ["new", str(case)])
    assert result.exit_code == 2
    assert "or --force be given (got an existing file)" in result.stderr
    assert case.read_text() == "mine"
    assert run(app, ["new", str(case), "--force"]).exit_code == 0
    assert case.read_text() == BASE
    assert "(got a directory)" in run(app, ["new", str(tmp_path)]).stderr


def test_new_says_when_it_cannot_write(tmp_path):
    result = run(app, ["new", str(tmp_path / "no" / "x.yaml")])
    assert result.exit_code == 2
    assert "the file must be writable (got No such file or directory)" in result.stderr


def test_unknown_regime_is_a_user_error(tmp_path):
    assert run(app, ["new", str(tmp_path / "x.yaml"), "--archetype", "empire"]).exit_code == 2


def test_schema_prints_json():
    result = run(app, ["schema"])
    assert result.exit_code == 0
    assert json.loads(result.stdout)["$schema"].endswith("2020-12/schema")


def test_list_shows_the_packaged_cases(tmp_path, monkeypatch):
    case = tmp_path / "atlantis" / "1999.yaml"
    case.parent.mkdir()
    case.write_text(BASE)
    monkeypatch.setattr(library, "CASES", tmp_path)
    monkeypatch.setattr(library.slugs, "__defaults__", (tmp_path,))
    assert slugs() == ["atlantis/1999"]
    rows = json.loads(run(app, ["list", "--json"]).stdout)
    assert rows == [
        {"slug": "atlantis/1999", "title": "Example, an invented oil exporter under sanctions", "country": "XXA",
         "start": "2011-01", "end": "2015-12", "months": 60, "mode": "scripted"}
    ]  # fmt: skip
    assert next(csv.DictReader(io.StringIO(run(app, ["list", "--csv"]).stdout)))["country"] == "XXA"
    table = run(app, ["list"]).stdout
    for words in ("atlantis/1999", "2011-01 to", "scripted"):
        assert words in table
    case.write_text(BASE.replace("mode: scripted", "mode: strategic"))
    assert json.loads(run(app, ["list", "--json"]).stdout)[0]["mode"] == "strategic"
    assert "\x1b[" not in table


def test_years_stand_in_the_period_alone(monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")
    line = next(line for line in run(app, ["list"]).stdout.splitlines() if " iran/2012 " in line)
    assert " ".join(line.split()) == "iran/2012 Iran under nuclear sanctions 2010-01 to 2016-12 scripted"


def test_slugs_are_never_cut(monkeypatch):
    monkeypatch.setenv("COLUMNS", "60")
    table = run(app, ["list"]).stdout
    assert all(f" {slug} " in table for slug in slugs())


@pytest.mark.parametrize("verb", [*(c.name for c in app.registered_commands), ""])
def test_help_of_every_verb_shows_an_example(verb):
    text = " ".join(run(app, [verb, "--help"] if verb else ["--help"]).stdout.split())
    assert f"winset {verb}" in text.rpartition("Example")[2]


def test_help_explains_the_path_of_an_override():
    for verb in ("run", "explain"):
        text = run(app, [verb, "--help"], env={"COLUMNS": "200"}).stdout
        assert "economy.macro.reserves=0.1" in text
        assert "factions.irgc.patience=0.9" in text


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("iran/2013", "did you mean iran/2012 or iran/2018? `winset list` shows all (got neither of them)"),
        ("iran", "did you mean iran/2012 or iran/2018?"),
        ("Iran", "did you mean iran/2012 or iran/2018?"),
        ("irn/2012", "did you mean iran/2012 or iran/2018?"),
        ("south africa", "did you mean south-africa/1985?"),
        ("atlantis/1999", "must be a file or a packaged case, and `winset list` shows those (got neither of them)"),
    ],
)
def test_a_slug_that_is_none_is_answered_with_those_that_are_near(word, found):
    result = run(app, ["check", word])
    assert result.exit_code == 2
    assert found in result.stderr


def test_a_folder_with_the_name_of_a_country_is_no_case(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "iran").mkdir()
    said = run(app, ["check", "iran"]).stderr
    assert "did you mean iran/2012 or iran/2018? `winset list` shows all (got a directory)" in said


def test_list_in_two_forms_at_once_is_a_user_error():
    result = run(app, ["list", "--json", "--csv"])
    assert result.exit_code == 2
    assert "must not be given together" in result.stderr


def test_colour_follows_no_color(monkeypatch, capsys):
    monkeypatch.setenv("FORCE_COLOR", "1")
    tables.print_table(("a",), [(1,)])
    assert "\x1b[" in capsys.readouterr().out
    monkeypatch.setenv("NO_COLOR", "1")
    tables.print_table(("a",), [(1,)])
    assert "\x1b[3" not in capsys.readouterr().out


def modules_after(*arguments: str) -> set[str]:
    """Top-level modules that a call of the program loads."""
    code = (
        "import sys\nfrom winset.cli import main\n"
        f"sys.argv = ['winset', *{list(arguments)!r}]\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print('loaded:', *sys.modules, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return {name.split(".")[0] for name in done.stderr.split("loaded:")[1].split()}


@pytest.mark.parametrize("arguments", [["--version"], ["list"], ["--help"]])
def test_quick_verbs_load_nothing_heavy(arguments):
    heavy = {"numpy", "numba", "pandas", "xarray", "scipy", "matplotlib", "zarr"}
    assert modules_after(*arguments) & heavy == set()


def test_check_does_not_load_the_engine(case):
    assert modules_after("check", str(case)) & {"numba", "pandas", "xarray", "scipy", "zarr"} == set()
