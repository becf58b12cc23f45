"""Regions that bargain: what the file may say of them, and what the answer shows."""

from __future__ import annotations

from io import StringIO
from types import SimpleNamespace

import numpy as np
import pytest
from rich.console import Console
from starter import checked, one
from synthetic import synthetic_run

from winset.report.material import read_run
from winset.report.tables_frame import print_table
from winset.report.tables_regions import regions_table

OLD = "mining: 0.9, chemicals: 0.4}, dissent: 0.3}"


def _oilfields(words: str) -> tuple[str, str]:
    return OLD, OLD.replace("0.3}", f"0.3, {words}}}")


def test_a_region_may_have_means_of_its_own_and_somebody_who_speaks_for_it():
    found = checked(_oilfields("own_revenue: 0.2, border_trade: {value: 0.1, source: invented}, faction: guards"))
    assert not found.faults
    assert found.scenario is not None
    region = found.scenario.regions["oilfields"]
    assert region.bargains
    assert (float(region.own_revenue), float(region.border_trade), region.faction) == (0.2, 0.1, "guards")
    assert not found.scenario.regions["coast"].bargains


def test_faults_name_what_is_wrong_with_a_region():
    line = one(checked(_oilfields("own_revenue: 0.2, faction: gards")).faults, "regions.oilfields.faction")
    assert "must be a name in factions; did you mean guards? (got 'gards')" in line
    assert one(
        checked(_oilfields("border_trade: 1.2")).faults, "regions.oilfields.border_trade must be between 0 and 1"
    )
    coast = "transport: 0.5}, dissent: 0.2}"
    both = checked(_oilfields("border_trade: 0.7"), (coast, coast.replace("0.2}", "0.2, border_trade: 0.6}")))
    assert one(both.faults, "regions[].border_trade must sum to at most 1 (got 1.3)")


def test_a_warning_where_somebody_speaks_for_a_region_without_means():
    found = checked(_oilfields("faction: guards"))
    assert one(found.warnings, "regions.oilfields.faction should stand beside `own_revenue` or `border_trade`")


def _with_regions() -> SimpleNamespace:
    """The made-up run, with two regions that bargain."""
    run = synthetic_run(40)
    shape = (*run.arrays["concession"].shape, 2)
    values = {"region_transfer": 0.002, "region_withheld": 0.0, "region_dissent": 0.25}
    arrays = {**run.arrays, **{name: np.full(shape, value) for name, value in values.items()}}
    arrays["region_withheld"][:10, -1, 1] = 0.9
    run.arrays, run.coords = arrays, {**run.coords, "region": ["capital", "south"]}
    return run


def test_the_answer_has_a_table_of_regions_that_bargain():
    assert regions_table(read_run(synthetic_run(40))) is None
    table = regions_table(read_run(_with_regions()))
    assert table is not None
    rows = list(zip(*(column.cells for column in table.columns), strict=True))
    assert [row[0] for row in rows] == ["Capital", "  at start", "South", "  at start"]
    assert rows[0][2].startswith("0.20 [")
    assert rows[2][3].startswith("25 ±")
    assert rows[0][4] == "0.25 [0.25, 0.25]"
    assert rows[1] == ("  at start", "", "", "", "0.25")


@pytest.mark.parametrize("deep", [0.05, 0.6])
def test_a_band_of_a_region_stands_on_one_line_of_80(deep):
    run = _with_regions()
    run.coords["region"] = ["capital", "south_and_the_far_north"]
    run.scenario["regions"]["south_and_the_far_north"] = run.scenario["regions"].pop("south")
    spread = np.linspace(1 - deep, 1.0, 40)[:, None, None]
    run.arrays = {**run.arrays, "sector_output": spread * np.ones_like(run.arrays["sector_output"])}
    out = StringIO()
    print_table(regions_table(read_run(run)), Console(file=out, width=80))
    lines = out.getvalue().splitlines()
    assert max(map(len, lines)) <= 80
    bands = [line for line in lines[2:] if "[" in line and "draws" not in line]
    assert len(bands) == 2
    assert all(line.count("[") == line.count("]") == 3 for line in bands)
