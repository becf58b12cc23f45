"""Spreads that draws vary, spreads that they do not, and inputs that are conditioned on."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from ruamel.yaml import YAML
from starter import BASE, checked, edited, one, place

import winset
from winset.scenario import loads, override, parse, validate
from winset.scenario.regimes import HAZARDS
from winset.scenario.rules.raw import get
from winset.scenario.spreads import DRAWN, field_of
from winset.simulate.case import draw_case
from winset.simulate.compile import compile_scenario
from winset.simulate.run import vary
from winset.types import INPUTS, SECTORS, blank

SAMPLES = np.arange(6)
PACKAGE = Path(winset.__file__).parent


def plain_figures(node: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Paths of every figure of the starter that takes a spread: numbers, and mappings with a value."""
    if isinstance(node, dict):
        if "value" in node:
            return [path]
        return [found for key, value in node.items() for found in plain_figures(value, (*path, key))]
    if isinstance(node, list):
        return [found for i, value in enumerate(node) for found in plain_figures(value, (*path, i))]
    bare = isinstance(node, float) or (isinstance(node, int) and not isinstance(node, bool))
    return [path] if bare and path[0] not in ("schema_version", "period", "scale", "parameters") else []


def whole() -> str:
    """The starter with the figures that its regime would supply."""
    document = parse(BASE, "x")
    shares = ("veto_threshold", "repression", "media_control", "legitimacy_claims")
    for setting in (*(f"{field}=0.3" for field in shares), *(f"exit_hazards.{mode}=0.02" for mode in HAZARDS)):
        document = override(document, f"institutions.{setting}")
    return document.text


WHOLE = whole()


def with_spread(paths: list[tuple[Any, ...]], spread: float) -> str:
    data = parse(WHOLE, "x").plain()
    for path in paths:
        parent = get(data, *path[:-1])
        old = parent[path[-1]]
        parent[path[-1]] = {"value": old["value"] if isinstance(old, dict) else old, "spread": spread}
    stream = io.StringIO()
    YAML().dump(data, stream)
    return stream.getvalue()


def drawn(text: str) -> np.ndarray:
    return draw_case(1, SAMPLES, compile_scenario(loads(text)))


def test_draws_vary_exactly_the_fields_that_the_check_names() -> None:
    figures = plain_figures(parse(WHOLE, "x").plain())
    assert {field_of(path) for path in figures} > set(DRAWN)
    others = [path for path in figures if field_of(path) not in DRAWN]
    base = drawn(WHOLE)
    np.testing.assert_array_equal(drawn(with_spread(others, 0.03)), base)
    for field in DRAWN:
        path = next(p for p in figures if field_of(p) == field)
        found = drawn(with_spread([path], 0.02))
        assert any(np.ptp(found[name], axis=0).any() and (found[name] != base[name]).any()
                   for name in found.dtype.names), field  # fmt: skip


def test_a_drawn_figure_stands_in_the_inputs_of_its_draw() -> None:
    compiled = compile_scenario(
        loads(with_spread([("third_countries", "imports"), ("economy", "macro", "posts_fund")], 0.02))
    )
    assert [figure.path for figure in compiled.drawn] == ["economy.macro.posts_fund", "third_countries.imports"]
    case, own = draw_case(1, SAMPLES, compiled), blank(INPUTS)
    leaves = np.array([figure.leaf for figure in compiled.drawn])
    for k in range(2):
        vary(compiled.inputs.view(np.float64), case[k], leaves, (own, own.view(np.float64)))
        assert own[0]["macro"]["posts"] == case[k]["figures"][0]
        assert own[0]["outside"]["imports"] == case[k]["figures"][1]
        assert own[0]["macro"]["imports"] == compiled.inputs[0]["macro"]["imports"]
    assert np.ptp(case["figures"][:, 0]) > 0


def test_accounts_of_a_draw_close_at_its_own_figures() -> None:
    compiled = compile_scenario(loads(with_spread([("economy", "sectors", "trade", "labour")], 0.05)))
    case, own = draw_case(1, SAMPLES, compiled), blank(INPUTS)
    leaves = np.array([figure.leaf for figure in compiled.drawn])
    vary(compiled.inputs.view(np.float64), case[0], leaves, (own, own.view(np.float64)))
    drawn_, given = own[0], compiled.inputs[0]
    assert drawn_["sectors"]["labour"][SECTORS.index("trade")] != given["sectors"]["labour"][SECTORS.index("trade")]
    paid = [sum(room["accounts"][name].sum() for name in ("profit", "income")) for room in (drawn_, given)]
    assert paid[0] == pytest.approx(paid[1], rel=1e-3)
    assert (drawn_["accounts"]["income"] != given["accounts"]["income"]).all()


def test_a_spread_that_is_ignored_warns_where_it_stands() -> None:
    change = ("    coercion: 0.3 ", "    coercion: {value: 0.3, spread: 0.2} ")
    found = checked(change)
    line = one(
        found.warnings, "factions[0].coercion.spread should stand on a figure that draws vary; here it is ignored"
    )
    assert line.startswith(f"x.yaml:{place(edited(change), 'spread: 0.2} ')}: warning: ")
    for field in ("factions want", "macro", "sectors", "coverage", "credibility", "concentration"):
        assert field in line
    assert line.endswith("(got 0.2)")


def test_ignored_spreads_of_one_field_are_told_once() -> None:
    document = parse(BASE, "x.yaml")
    for name in ("poor", "middle"):
        document = override(document, f"households.{name}.cash.spread=0.1")
    line = one(validate(document).warnings, ".cash.spread should stand on")
    assert line.endswith("(got 0.1, and 1 more in this field)")


@pytest.mark.parametrize("change", [
    ("beliefs: {resolved: 0.5,", "beliefs: {resolved: {value: 0.5, spread: 0.1},"),
    ("coverage: 0.8 ", "coverage: {value: 0.8, spread: 0.1} "),
    ("reserves: 0.20", "reserves: {value: 0.2, spread: 0}"),
])  # fmt: skip
def test_a_spread_that_is_drawn_or_zero_does_not_warn(change: tuple[str, str]) -> None:
    assert checked(change).warnings == []


def test_a_figure_after_as_of_stands_where_it_is_conditioned_on() -> None:
    late = ("reserves: 0.20", "reserves: {value: 0.2, date: 2012-03, conditioned: true}")
    scenario = checked(late).scenario
    assert scenario is not None
    assert scenario.economy.macro.reserves.conditioned is True
    words = "must not be after as_of, unless `conditioned: true`"
    assert one(checked((late[0], late[1].replace("true", "false"))).faults, words)


def test_an_override_is_not_what_was_conditioned_on() -> None:
    document = parse(edited(("reserves: 0.20", "reserves: {value: 0.2, conditioned: true}")), "x")
    changed = loads(override(document, "economy.macro.reserves=0.3").text)
    assert changed.economy.macro.reserves.conditioned is None


def test_fields_for_readers_change_no_number_that_kernels_read() -> None:
    document = parse(BASE, "x")
    for setting in ("factions[guards].kind=party", "factions[guards].home_region=coast", "economy.macro.gdp_usd=1",
                    "regions.coast.population=0.3", "regions.coast.dissent=0.9", "regions.coast.output=0.1",
                    "institutions.selectorate=0.9"):  # fmt: skip
        document = override(document, setting)
    before, after = (compile_scenario(loads(text)) for text in (BASE, document.text))
    after.inputs["institutions"]["selectorate"] = before.inputs["institutions"]["selectorate"]
    np.testing.assert_array_equal(after.inputs, before.inputs)
    np.testing.assert_array_equal(after.path, before.path)
    kernels = [p for room in ("external", "economy", "information", "polity") for p in (PACKAGE / room).glob("*.py")]
    assert kernels
    assert not [p.name for p in kernels if ".selectorate" in p.read_text()]


def test_a_year_may_begin_in_another_month() -> None:
    history = (
        "\nhistory:\n  source: invented\n  series:\n    gdp: {unit: index, frequency: year, first_month: %s, "
        "values: {2011: 1.0}}\n"
    )
    good = parse(BASE + history % 4, "x")
    assert loads(good.text).history.series["gdp"].first_month == 4  # type: ignore[union-attr]
    assert one(validate(parse(BASE + history % 13, "x")).faults, "first_month must be at most 12 (got 13)")
