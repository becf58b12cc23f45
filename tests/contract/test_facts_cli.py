"""`winset facts` from the outside."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from winset.cli import facts as command
from winset.cli.app import app
from winset.questions.facts import Reading, Verdict, read_facts

invoke = CliRunner().invoke


def made_up() -> list[Verdict]:
    """Every packaged fact with a long value at the fitted parameters, and none over the prior."""
    values = ((-0.0123, 0.5), (-0.0123, 0.5), (1.0, None))
    return [Verdict(f, *(Reading(v, v - 1.0, v + 1.0, f.holds(v), p) for v, p in values)) for f in read_facts()]


@pytest.mark.parametrize(
    ("options", "word"),
    [
        (["--plot", "facts.txt"], "--plot must end in"),
        (["--plot", "no-such-folder/facts.png"], "in a folder that exists"),
        (["--draws", "3"], "even number of draws"),
        (["--off", "nothing"], "off must name mechanisms"),
        (["--json", "--csv"], "must not be given together"),
        (["--maps", "--draws", "20"], "--maps must have at least --draws 40"),
        (["--maps", "--axes", "blame.cost"], "two parameters that vary"),
    ],
)
def test_refusals_come_before_any_work(options, word, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    found = invoke(app, ["facts", "--quiet", *options])
    assert found.exit_code == 2
    assert word in found.output
    assert not list(tmp_path.iterdir())


@pytest.mark.slow
def test_facts_print_a_table_and_write_a_figure(tmp_path):
    plot = tmp_path / "facts.svg"
    found = invoke(app, ["facts", "--draws", "2", "--json", "--quiet", "--plot", str(plot)])
    assert found.exit_code == 0, found.output
    answer = json.loads(found.stdout)
    assert answer["tests"] >= 12
    assert {"value", "range_80", "inside", "p"} <= set(answer["facts"][0]["prior"])
    assert plot.read_text().lstrip().startswith("<?xml")


@pytest.mark.parametrize("columns", [70, 80, 120])
def test_the_table_is_readable_at_the_width_of_the_terminal(columns, monkeypatch):
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setattr(command, "_check", lambda asked: made_up())
    found = invoke(app, ["facts", "--draws", "100"])
    assert found.exit_code == 0, found.output
    lines = found.output.splitlines()
    assert max(map(len, lines)) <= columns
    assert "…" not in found.output
    tables, names = found.output.split("What the names stand for")
    said = " ".join(names.split())
    for verdict in made_up():
        row = next(line for line in tables.splitlines() if line.startswith(f"{verdict.fact.name} "))
        assert "−0.0123" in row
        if verdict.fitted.inside is not None:
            assert row.count("−0.0123 x") == (0 if verdict.fitted.inside else 2)
        assert f"{verdict.fact.name} " in said
        assert verdict.fact.unit in said


def test_facts_stand_under_what_they_are_used_for(monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setattr(command, "_check", lambda asked: made_up())
    out = "\n".join(line.rstrip() for line in invoke(app, ["facts", "--draws", "100"]).output.splitlines())
    places = [out.index(f"\n{heading}\n") for heading in ("Tests", "Implied", "Reported")]
    assert places == sorted(places)
    assert places[0] < out.index("\nsuccess ") < places[1] < out.index("\nrepression ") < places[2]
    assert places[2] < out.index("\nadaptation ")


def test_csv_keeps_the_whole_words(monkeypatch):
    monkeypatch.setattr(command, "_check", lambda asked: made_up())
    rows = invoke(app, ["facts", "--csv"]).stdout.splitlines()
    assert rows[0].startswith("name,use,fact,band,unit,fitted")
    assert len(rows) == 1 + len(read_facts())
