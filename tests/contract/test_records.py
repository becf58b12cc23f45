"""Records and parameters: every field is a number that code uses, and every fault is named."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import numpy as np
import pytest
from engine import case

import winset
from winset import parameters, types
from winset.ensemble.settings import Settings
from winset.errors import ParameterError, RunError, ScenarioError
from winset.simulate.compile import compile_scenario
from winset.simulate.observables import CALM, EVENTS, FACTION, HOUSEHOLD, REGION, SCALARS, SECTOR, STANCE, layout
from winset.simulate.schedule import MECHANISMS, SWITCHES

PACKAGE = Path(winset.__file__).parent
RECORDS = {
    "STATE": types.STATE, "SHADOW": types.SHADOW, "INPUTS": types.INPUTS, "PATH": types.PATH, "CASE": types.CASE,
    "REST": types.REST, "WORK": types.WORK, "PARAMETERS": parameters.PARAMETERS, "SWITCHES": SWITCHES,
}  # fmt: skip
TABLES = {"SCALARS": (), "FACTION": (16,), "HOUSEHOLD": (3,), "SECTOR": (13,), "REGION": (8,), "STANCE": (16, 3),
          "EVENTS": ()}  # fmt: skip
OBSERVED = {"SCALARS": SCALARS, "FACTION": FACTION, "HOUSEHOLD": HOUSEHOLD, "SECTOR": SECTOR, "REGION": REGION,
            "STANCE": STANCE, "EVENTS": EVENTS}  # fmt: skip
HEADER = "name,symbol,unit,default,lower,upper,prior,tier,source\n"


def _rooms(dtype: np.dtype, name: str):
    """Every record with its path, sub-records included."""
    yield name, dtype
    for field in dtype.names or ():
        kind = dtype.fields[field][0]
        if kind.names:
            yield from _rooms(kind, f"{name}.{field}")


@pytest.mark.parametrize("name", RECORDS)
def test_every_leaf_is_a_double(name):
    dtype = RECORDS[name]
    for path, _, _ in types.leaves(dtype):
        kind = dtype
        for part in path.split("."):
            kind = kind.fields[part][0]
        assert kind.base == np.dtype("f8"), path
    assert dtype.itemsize == 8 * sum(int(np.prod(shape)) for _, _, shape in types.leaves(dtype))


def test_leaves_are_where_they_say():
    state = types.blank(types.STATE)
    flat = state.view(np.float64)
    flat[:] = np.arange(flat.size)
    for path, offset, shape in types.leaves():
        field = state[0]
        for part in path.split("."):
            field = field[part]
        found = np.asarray(field).ravel()
        assert found.tolist() == list(range(offset, offset + int(np.prod(shape)))), path


def test_rooms_of_the_state_hold_at_most_fifteen_fields():
    # FRAME: rooms are made of sub-records, none over 15 fields
    large = {
        path: len(kind.names)
        for name in ("STATE", "SHADOW")
        for path, kind in _rooms(RECORDS[name], name)
        if len(kind.names) > 15
    }
    assert not large


@pytest.mark.parametrize("name", TABLES)
def test_observables_are_fields_of_the_state(name):
    where = {path: shape for path, _, shape in types.leaves()}
    for o in OBSERVED[name]:
        assert where[o.path] == TABLES[name], o
        assert o.unit
        assert o.label


def test_observables_have_names_of_their_own():
    names = [o.name for table in OBSERVED.values() for o in table]
    assert len(set(names)) == len(names)
    assert set(CALM) <= set(names)
    columns = layout((1, 0)).columns
    assert sum(s.stop - s.start for s in columns.values()) == len(layout((1, 0)).offsets)


def _attributes() -> set[str]:
    """Every attribute name read in kernels."""
    found = set()
    for room in ("games", "external", "economy", "information", "polity", "simulate"):
        for path in (PACKAGE / room).rglob("*.py"):
            tree = ast.parse(path.read_text())
            found |= {n.attr for n in ast.walk(tree) if isinstance(n, ast.Attribute)}
    return found


def test_every_parameter_is_used_by_code():
    read = _attributes()
    groups = {p.name.split(".")[0] for p in parameters.table()}
    assert not [g for g in groups if g not in read]
    text = [path.read_text() for path in PACKAGE.rglob("*.py")]
    unused = [
        p.name
        for p in parameters.table()
        if not any(re.search(rf"\b\w+\.{p.name.split('.')[1]}\b", source) for source in text)
    ]
    assert not unused


def test_every_mechanism_with_parameters_is_known():
    groups = {p.name.split(".")[0] for p in parameters.table()}
    assert groups <= set(MECHANISMS) | {"payoff", "prospects"}


def test_every_field_of_the_state_is_written_by_code():
    source = "\n".join(p.read_text() for p in PACKAGE.rglob("*.py") if p.name != "types.py")
    unused = {path for path, _, _ in types.leaves() if not re.search(rf"\b{path.split('.')[-1]}\b", source)}
    assert not unused


def test_parameters_of_a_sample_depend_on_nothing_else():
    some = parameters.draw(4, np.array([7, 2]))
    assert parameters.draw(4, np.array([2]))[0] == some[1]
    pinned = parameters.draw(4, np.array([7, 2]), {"stance.precision": 30.0})
    assert pinned["stance"]["precision"].tolist() == [30.0, 30.0]
    assert np.array_equal(pinned["payoff"], some["payoff"])
    assert np.all(
        parameters.draw(4, np.array([1]), spread=False)["stance"]["precision"] == _default("stance.precision")
    )


def _default(name: str) -> float:
    return next(p.default for p in parameters.table() if p.name == name)


def test_priors_have_the_stated_medians_spreads_and_bounds():
    rows = parameters.draw(1, np.arange(2000))
    for p in parameters.table():
        group, name = p.name.split(".")
        values = rows[group][name]
        assert p.lower <= values.min() <= values.max() <= p.upper, p.name
        if p.prior == "fixed":
            assert np.all(values == p.default)
        elif (
            p.prior == "lognormal"
            and p.lower < p.default * np.exp(-3 * p.spread)
            and p.upper > p.default * np.exp(3 * p.spread)
        ):
            assert np.median(values) == pytest.approx(p.default, rel=5 * p.spread / np.sqrt(2000)), p.name
            assert np.log(values).std() == pytest.approx(p.spread, rel=0.08), p.name
        elif p.prior == "normal" and p.lower < p.default - 3 * p.spread and p.upper > p.default + 3 * p.spread:
            assert values.mean() == pytest.approx(p.default, abs=5 * p.spread / np.sqrt(2000)), p.name


def test_a_uniform_prior_fills_its_bounds():
    from winset.parameters import _quantile

    p = parameters.parse(HEADER + "x.y,,1,0.5,0,2,uniform,chosen,none\n")[0]
    assert _quantile(p, np.array([0.0, 0.25, 1.0]), 1.0).tolist() == [0.0, 0.5, 2.0]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("x.y,,1,0.5,0,2,gamma(1),chosen,none", r"parameters.csv:2: x.y prior must be .*got 'gamma\(1\)'"),
        ("x.y,,1,0.5,0,2,normal,chosen,none", "prior must be"),
        ("x.y,,1,0.5,0,2,fixed(1),chosen,none", "prior must be"),
        ("x.y,,1,0.5,0,2,fixed,guessed,none", "tier must be one of .*got 'guessed'"),
        ("x.y,,1,3,0,2,fixed,chosen,none", r"default must lie between 0.0 and 2.0 \(got 3.0\)"),
        ("x.y,,1,0,0,2,lognormal(1),chosen,none", "default must be positive"),
        ("x.y,,1,1,0,2,fixed,chosen,a\nx.y,,1,1,0,2,fixed,chosen,b", r"x.y must appear once \(got 2 rows\)"),
    ],
)
def test_faults_of_the_table_name_line_and_row(row, words):
    with pytest.raises(ParameterError, match=words):
        parameters.parse(HEADER + row + "\n")


def test_an_unknown_parameter_suggests_its_namesakes():
    with pytest.raises(ParameterError, match=r"coalition\.kapa must be .*unknown name\)$"):
        parameters.check_overrides({"coalition.kapa": 1.0})
    with pytest.raises(ParameterError, match="did you mean .*stance.precision"):
        parameters.check_overrides({"stances.precision": 1.0})


def test_a_value_out_of_bounds_is_named_with_its_bounds():
    with pytest.raises(ParameterError, match=r"stance\.precision must lie between .* \(got -1.0\)"):
        parameters.draw(1, np.array([0]), {"stance.precision": -1.0})


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("draws", 0, "draws must be between 1 and 10,000,000"),
        ("draws", 10_000_001, "draws"),
        ("seed", -1, "seed must be between"),
        ("seed", 2**63, "seed must be between"),
        ("months", 0, "months must be between 1 and 600"),
        ("months", 601, "months"),
        ("pressure", -0.1, "pressure must be between 0 and 10"),
        ("pressure", 11.0, "pressure"),
        ("coalition", "condorcet", "coalition must be one of self_enforcing, logit, formateur"),
        ("off", ("rent",), r"off must name mechanisms among .*; did you mean rents\? \(got rent\)"),
        ("off", "rents,stret", r"off must name mechanisms among .*; did you mean street\? \(got stret\)"),
        ("off", "zzz", r"pact, gradualism \(got zzz\)"),
        ("off", ("rents", 3), r"off must be names of mechanisms \(got 3\)"),
    ],
)
def test_settings_out_of_range(field, value, words):
    with pytest.raises(RunError, match=words):
        Settings(**{field: value})


@pytest.mark.parametrize("off", ["rents,street", " rents , street,", ("rents", "street"), ["rents,street", "rents"]])
def test_mechanisms_are_named_in_a_sequence_or_in_one_text(off):
    assert Settings(off=off).off == ("rents", "street")


def test_no_mechanism_is_off():
    assert Settings(off="").off == Settings(off=None).off == ()


def test_an_option_that_a_run_does_not_have():
    with pytest.raises(RunError, match=r"run must get options among draws, .*off.* \(got offf\)"):
        winset.run(case("iran/2012"), 2, offf="rents")


def test_settings_reach_the_parameters():
    with pytest.raises(ParameterError, match="unknown name"):
        Settings(parameters={"no.such": 1.0})
    with pytest.raises(ParameterError, match="unknown name"):
        winset.run(case("iran/2012"), 2, parameters={"no.such": 1.0})


def test_months_between_kept_months_and_chunks_are_even():
    assert (Settings(draws=10_000).every, Settings(draws=10_001).every) == (1, 12)
    for draws in (1, 2, 7, 100, 1001, 5000):
        assert Settings(draws=draws).chunk % 2 == 0
        assert 2 <= Settings(draws=draws).chunk <= 200


def test_more_factions_than_one_program_holds():
    scenario = case("iran/2012")
    first = scenario.factions[0]
    many = scenario.model_copy(update={"factions": [first.model_copy(update={"name": f"f{i}"}) for i in range(17)]})
    with pytest.raises(ScenarioError, match=r"at most 16 \(got 17\)"):
        compile_scenario(many)


@pytest.mark.parametrize("slug", ["iran/2012", "russia/2022"])
def test_a_compiled_case_is_whole(slug):
    scenario = case(slug)
    compiled = compile_scenario(scenario)
    row, n = compiled.inputs[0], len(scenario.factions)
    assert compiled.names == tuple(sorted(f.name for f in scenario.factions))
    assert [compiled.names[i] for i in compiled.show] == [f.name for f in scenario.factions]
    assert row["sectors"]["value_added"].sum() == pytest.approx(1.0)
    assert row["factions"]["posts"][:n].sum() == pytest.approx(1.0, abs=0.02)
    assert row["institutions"]["leader"] == compiled.names.index(scenario.leader.name)
    for field in ("imports", "exports", "finance", "technology", "freeze", "listing"):
        assert 0.0 <= compiled.path[field].min() <= compiled.path[field].max() <= 1.0
    assert compiled.path["active"].max() == 1.0
    assert len(compile_scenario(scenario, 5).path) == 5
