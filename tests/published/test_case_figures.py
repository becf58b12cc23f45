"""The packaged real cases: balanced tables, no figure without a source, derived figures as generated."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache
from itertools import permutations
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import winset
from tools.cases import codings, skill
from tools.cases.shared import blocks_in, shared, with_blocks
from winset.scenario import check, load
from winset.scenario.block import Block
from winset.scenario.figure import Figure
from winset.scenario.library import slugs
from winset.scenario.regimes import SOURCES
from winset.types import ORIGINS, SECTORS

ROOT = Path(__file__).parents[2]
CASES = slugs()


def case_file(case: str) -> Path:
    return ROOT / "src" / "winset" / "scenarios" / f"{case}.yaml"


@cache
def scenario(case: str) -> Any:
    return load(str(case_file(case)))


def total(flow: Any) -> float:
    return sum(float(getattr(flow, origin)) for origin in ORIGINS)


def figures(node: Any, path: str = "") -> Iterator[tuple[str, Figure]]:
    """Every figure of a scenario with its dotted path."""
    if isinstance(node, Figure):
        yield path, node
    elif isinstance(node, Block):
        for name in type(node).model_fields:
            yield from figures(getattr(node, name), f"{path}.{name}")
    elif isinstance(node, dict):
        for key, value in node.items():
            yield from figures(value, f"{path}.{key}")
    elif isinstance(node, list):
        for i, value in enumerate(node):
            yield from figures(value, f"{path}[{i}]")


@pytest.mark.parametrize("case", CASES)
def test_case_is_valid_without_warnings(case: str) -> None:
    """Save those on spreads that no draw varies: the cases keep them as remarks on how sure a figure is."""
    faults, warnings = check(str(case_file(case)))
    assert not faults
    assert not [line for line in warnings if ".spread should stand on a figure that draws vary" not in line]


@pytest.mark.parametrize("case", CASES)
def test_table_balances(case: str) -> None:
    """Uses, costs and output of every sector agree to the fifth digit; value added sums to 1."""
    economy = scenario(case).economy
    rows = economy.input_coefficients.rows
    sectors = economy.sectors

    def coefficient(supplier: str, user: str) -> float:
        return float(rows.get(supplier, {}).get(user, 0.0))

    for name in SECTORS:
        s = sectors[name]
        uses = sum(coefficient(name, user) * float(sectors[user].output) for user in SECTORS)
        uses += float(s.consumption) + float(s.government) + float(s.investment) + total(s.exports)
        inputs = sum(coefficient(supplier, name) for supplier in SECTORS) * float(s.output)
        costs = float(s.value_added) + inputs + total(s.imported_inputs)
        assert uses == pytest.approx(float(s.output), abs=1e-5), name
        assert costs == pytest.approx(float(s.output), abs=1e-5), name
        assert 0 < float(s.labour) + float(s.tax) < 1, name
        assert float(s.value_added) > 0, name
    assert sum(float(sectors[name].value_added) for name in SECTORS) == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize("case", CASES)
def test_macro_totals_agree_with_sectors(case: str) -> None:
    """Imports, energy exports, other exports, revenue and the balance of payments."""
    economy = scenario(case).economy
    macro, sectors = economy.macro, economy.sectors
    imports = sum(total(s.imported_inputs) + total(s.imports_final) for s in sectors.values())
    sold = {name: total(s.exports) for name, s in sectors.items()}
    assert imports == pytest.approx(float(macro.imports), abs=1e-4)
    assert sold["mining"] == pytest.approx(float(macro.oil_exports), abs=1e-4)
    assert sum(sold.values()) - sold["mining"] == pytest.approx(float(macro.other_exports), abs=1e-4)
    taxes = sum(float(s.tax) * float(s.value_added) for s in sectors.values())
    assert taxes == pytest.approx(float(macro.revenue), abs=1e-3)
    gap = float(macro.oil_exports) + float(macro.other_exports) - imports
    gap -= float(macro.private_outflow) + float(macro.reserve_accumulation)
    assert gap == pytest.approx(0, abs=1e-3)


@pytest.mark.parametrize("case", CASES)
def test_claims_of_factions_are_whole(case: str) -> None:
    factions = scenario(case).factions
    assert sum(float(f.power) for f in factions) == pytest.approx(1)
    assert sum(float(f.posts) for f in factions) == pytest.approx(1)
    for claim in ("licences", "smuggling", "coercion"):
        assert 0.8 <= sum(float(getattr(f, claim)) for f in factions) <= 1 + 1e-9, claim


@pytest.mark.parametrize("case", CASES)
def test_every_figure_has_a_source(case: str) -> None:
    """A figure names a source; one that says `seen` cites a publication that was opened."""
    known = {key: source.seen for key, source in scenario(case).sources.items()}
    known |= {key: bool(source["seen"]) for key, source in SOURCES.items()}
    for path, figure in figures(scenario(case)):
        if path.startswith((".period", ".parameters")):
            continue
        assert figure.source is not None, path
        assert figure.seen is not None, path
        if figure.seen:
            assert known.get(figure.source), f"{path} says seen, {figure.source} was not opened"


@pytest.mark.parametrize("case", CASES)
def test_every_citation_is_used_and_says_where(case: str) -> None:
    text = case_file(case).read_text(encoding="utf-8")
    for key, source in scenario(case).sources.items():
        assert len(source.citation) > 20, key
        assert f"source: {key}" in text or f"({key}" in text or f"{key})" in text, f"{key} is never used"


@pytest.mark.parametrize("case", CASES)
def test_measures_and_events_are_dated_and_sourced(case: str) -> None:
    given = scenario(case)
    assert len(given.history.events) >= 12
    for item in [*given.package.measures, *given.package.threats, *given.history.events]:
        assert item.source and item.seen is not None, item.label
        assert item.label


def generator() -> Any:
    """The generator of derived figures, or a skip where the original data are not at hand."""
    if not os.environ.get("WINSET_SHARED"):
        pytest.skip("WINSET_SHARED is unset: the original data that the figures derive from are not at hand")
    from tools.cases import generate

    return generate


@pytest.mark.parametrize("case", CASES)
def test_derived_figures_equal_the_generator(case: str) -> None:
    """Every generated block of the file is what its rule gives today, line by line."""
    made = generator().blocks(case)
    found = blocks_in(case_file(case).read_text(encoding="utf-8"))
    assert set(found) == set(made)
    for name, lines in made.items():
        assert found[name] == lines, name


@pytest.mark.parametrize("case", CASES)
def test_a_case_runs(case: str) -> None:
    """The first year and a half of a few draws: finite paths, accounts that close, the demand in force."""
    run = winset.run(scenario(case), 4, 1, months=18)
    assert np.isfinite(run.arrays["output"]).all()
    assert np.abs(run.arrays["ledger_residual"]).max() < 1e-9
    assert (run.arrays["demand"] > 0).all()


def test_every_case_is_coded_twice() -> None:
    """Each faction of each case has scores, each case an outcome; the page repeats the computed agreement."""
    given = {(row["case"], row["faction"]) for row in codings.rows(codings.TABLE)}
    assert given == {(case, faction.name) for case in CASES for faction in scenario(case).factions}
    assert {row["case"] for row in codings.rows(codings.OUTCOMES)} == set(CASES)
    page = (ROOT / "docs" / "explanation" / "cases.md").read_text(encoding="utf-8")
    for line in codings.table():
        assert line in page


def test_second_coding_replaces_power_and_position_only() -> None:
    recoded = codings.recoded("iran/2018")
    assert sum(float(f.power) for f in recoded.factions) == pytest.approx(1)
    for before, after in zip(scenario("iran/2018").factions, recoded.factions, strict=True):
        kept = {"power": before.power, "ideal": before.ideal}
        assert after.model_copy(update=kept) == before
        assert after.ideal.concession.spread == before.ideal.concession.spread


def test_ranks_share_their_mean_in_ties() -> None:
    assert skill.rank(np.array([0.2, 0.5, 0.2, 0.9])).tolist() == [0.5, 2.0, 0.5, 3.0]


def test_energy_exports_after_reallocation() -> None:
    """135 bn USD move from services to mining; energy exports are then 17.8 % of GDP without refining."""
    generator()
    from tools.cases.input_output import energy_check

    moved = energy_check()
    assert moved["moved_from_services"] == pytest.approx(135.5, abs=0.1)
    assert moved["share_without_refining"] == pytest.approx(0.178, abs=0.001)
    assert moved["energy"] == pytest.approx(345.5, abs=0.1)


def test_generator_says_when_data_are_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WINSET_SHARED", raising=False)
    with pytest.raises(LookupError, match="WINSET_SHARED"):
        shared()


def test_blocks_are_replaced_in_place() -> None:
    text = "a: 1\n  # generated: x\n  b: 2\n  # end generated\nc: 3\n"
    assert blocks_in(text) == {"x": ["b: 2"]}
    assert with_blocks(text, {"x": ["b: 4", "d: 5"]}).splitlines()[1:5] == [
        "  # generated: x", "  b: 4", "  d: 5", "  # end generated",
    ]  # fmt: skip


def test_the_exact_p_is_the_share_of_all_orders():
    x, y = np.array([0.3, 0.1, 0.9, 0.5, 0.5, 0.2]), np.array([1.0, 0.0, 3.0, 1.0, 0.0, 3.0])
    a, b = skill.rank(x), skill.rank(y)
    sums = [float((a * np.array(order)).sum()) for order in permutations(b)]
    assert skill.exact_p(x, y) == pytest.approx(np.mean([s >= float((a * b).sum()) - 1e-9 for s in sums]))
    assert skill.exact_p(np.arange(14.0), np.arange(14.0) // 3) < 1e-6
    assert skill.exact_p(np.arange(14.0), -np.arange(14.0)) == 1.0


def test_signs_of_cohesion_are_held_against_the_other_countries():
    change = {"a/1": 0.1, "a/2": -0.1, "b/1": 0.2, "c/1": -0.3, "d/1": 0.1}
    coded = {"a/1": 1, "a/2": -1, "b/1": 2, "c/1": 1, "d/1": 0}
    assert skill.cohesion_hits(change, coded) == (3, 3, 4)
    assert skill.others(coded, "a/1") == [2, 1, 0]


def test_log_scores_by_hand():
    ending = {"a/1": "settlement", "b/1": "stalemate", "c/1": "stalemate"}
    model, base = skill.log_scores({"a/1": 0.5, "b/1": 0.5, "c/1": 0.5}, ending, 100)
    assert model == pytest.approx(np.log(0.5))
    assert base == pytest.approx((np.log(0.5 / 101) + 2 * np.log(0.5)) / 3)
