"""`winset facts` from the outside."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from winset.cli.app import app

invoke = CliRunner().invoke


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
