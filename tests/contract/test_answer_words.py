"""Tables and page say what their words mean, what was asked, on what basis history is compared, how sure zero is."""

from __future__ import annotations

import re
from io import StringIO
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from markupsafe import escape
from rich.console import Console
from synthetic import scenario
from synthetic import synthetic_run as build

from winset.cli import run as command
from winset.questions.arrays import wilson
from winset.questions.history import Base, by_year, comparison, scores
from winset.report.answer import answer
from winset.report.material import read_run
from winset.report.meanings import MEANINGS, PAGE
from winset.report.numerics import checks
from winset.report.page import render_page, spread_rows
from winset.report.provenance import changes, given
from winset.report.series import basis, period
from winset.report.short_answer import rough, short_answer
from winset.report.spread import splits
from winset.report.tables import coalition_table, exit_table, outcome_table, print_answer
from winset.report.tables_frame import print_sentence
from winset.report.wording import difference, with_error
from winset.report.words import answer as in_words
from winset.report.words import how_it_ends
from winset.scenario.spreads import IGNORED

BASE = Base(0.03, 0.15, 9800.0)


def printed(run: Any, width: int = 100) -> str:
    out = StringIO()
    print_answer(run, Console(file=out, width=width, no_color=True))
    return out.getvalue()


def recorded(draws: int = 20) -> SimpleNamespace:
    """A run that also recorded how it was solved."""
    run = build(draws)
    shape = run.arrays["concession"].shape
    own = {
        "converged": np.ones(shape), "residual": np.full(shape, 2e-4), "ledger_residual": np.full(shape, -3e-9),
        "cycle": np.ones(shape), "coalition_changes": np.full(draws, 4.0),
    }  # fmt: skip
    own["converged"][:, 0] = 0.0
    own["residual"][0, 0] = 0.05
    return SimpleNamespace(**{**vars(run), "arrays": {**run.arrays, **own}})


def test_wilson_bounds() -> None:
    """Closed forms at 0 and 1, symmetry, and the worked value for 10 of 20."""
    z2 = 1.959964**2
    assert wilson(0.0, 200) == pytest.approx((0.0, z2 / (200 + z2)))
    assert wilson(1.0, 200) == pytest.approx((200 / (200 + z2), 1.0))
    low, high = wilson(0.5, 20)
    assert (low, high) == pytest.approx((0.299, 0.701), abs=1e-3)
    assert low + high == pytest.approx(1.0)


def test_zero_and_one_carry_a_bound() -> None:
    assert with_error(0.0, 0.0, 200) == "0 (<1.9)"
    assert with_error(1.0, 0.0, 200) == "100 (>98.1)"
    assert with_error(0.0, 0.0, 1000) == "0 (<0.38)"
    assert difference(np.zeros(200)) == "0 (<1.9)"
    assert difference(np.array([0.0] * 18 + [1.0, 0.0])) == "+5.0 ±5.0"


def test_no_table_gives_a_zero_an_error_of_zero() -> None:
    text = printed(build(40))
    assert not re.findall(r"(?<![\d.])(?:0|100|\+0\.0) ±0(?:\.0)?(?!\.\d)", text)
    assert "0 (<8.8)" in text
    assert "0 (&lt;8.8)" in render_page(build(40))


def test_every_word_of_the_tables_is_explained_once_after_the_last() -> None:
    run = build(20)
    material, text = read_run(run), printed(run, 200)
    tables, meanings = text.split("What the words mean")
    for table in (outcome_table(material), exit_table(material), coalition_table(material)):
        heads = [str(column.header) for column in table.columns[1:]]
        rows = [str(cell) for cell in table.columns[0].cells]
        assert {*heads, *rows} & set(MEANINGS) - {"no sanctions"} <= set(table.words)
    explained = [line.split("  ")[0] for line in meanings.splitlines() if line and not line.startswith(" ")]
    assert explained.count("settlement") == 1
    assert {"ruling coalition", "no sanctions", "±", "parameters"} <= set(explained) <= set(MEANINGS)
    assert MEANINGS["leader out"] not in tables
    assert tables.index("How it ends") > tables.index("In short")


def test_short_answer_is_made_of_the_recorded_numbers() -> None:
    run = build(20)
    material = read_run(run)
    holds, concedes, pays, gains, homes, misses = short_answer(material)
    start = np.array([f.in_coalition for f in material.case.factions])
    share = ((run.arrays["coalition"][:, -1] > 0.5) == start).all(axis=1).mean()
    left = [(paths["exit_month"] >= 0).mean() for paths in (run.arrays, run.rest_arrays)]
    assert f"holds in {100 * share:.0f} % of draws, against" in holds
    assert f"left in {100 * left[0]:.0f} % of draws, against {100 * left[1]:.0f} % without sanctions" in holds
    settled = np.isin(run.arrays["end_state"], (1, 2)).mean()
    assert f"has come in {100 * settled:.0f} % of draws" in concedes
    assert f"is {np.median(run.arrays['concession'][:, -1]):.2f} on the way" in concedes
    window = material.window
    lower = run.rest_arrays["output"][:, window].mean(axis=1) - run.arrays["output"][:, window].mean(axis=1)
    assert f"lower by {100 * np.median(lower):.1f} % of its trend than without sanctions" in pays
    assert "poor households" in pays
    assert "among the factions Technocrats" in pays
    assert "Among the factions the largest gain goes to Revolutionary Guards" in gains
    assert "rents goes to" in gains
    assert answer(run)["in_short"] == [holds, concedes, pays, gains, homes, misses]
    text = " ".join(printed(run).split())
    assert 0 < text.index(holds) < text.index(gains) < text.index("How it ends")
    assert str(escape(gains)).replace(" %", "\u00a0%") in render_page(run)


def with_homes(run: SimpleNamespace, *changes: float) -> list[str]:
    """The short answer where real income of poor, middle and better off changes by so many per cent in all draws."""
    level = np.zeros_like(run.arrays["household_income"])
    run.arrays["household_income"] = level + np.log1p(np.array(changes) / 100)
    run.rest_arrays["household_income"] = level
    return short_answer(read_run(run))


def test_household_classes_are_named_among_those_who_gain_and_lose() -> None:
    run = build(20)
    assert with_homes(run, -30, -3, 4)[4] == (
        "Of the household classes better off (+4 %) gains real income; poor (−30 %) and middle (−3 %) lose."
    )
    assert "Of the household classes better off (+4 %) gains." in dict(in_words(read_run(run)))["Who gains"]
    assert with_homes(run, 5, 4, 0.4)[4].endswith("poor (+5 %) and middle (+4 %) gain real income; none loses.")
    assert with_homes(run, -5, 0, 0)[4] == "Of the household classes none gains real income; poor (−5 %) loses."
    assert "Of the household classes" not in dict(in_words(read_run(run)))["Who gains"]
    assert with_homes(run, 0.4, 0, -0.4)[4].startswith("No household class gains or loses more than half a per cent")


def test_short_answer_says_where_the_record_lies_outside_the_bands() -> None:
    run = build(20)
    series = run.scenario["history"]["series"]
    series["gdp"]["values"] = dict.fromkeys(range(2010, 2016), 3.0)
    series["inflation"]["values"] = {2010: 9.0}
    del series["market_rate"]
    said = short_answer(read_run(run))[-1]
    assert said == (
        "Recorded history lies outside the 10–90 % band in 6 of 6 years for output; one in five is to be expected."
    )
    for name in ("imports", "oil_exports", "official_rate"):
        series[name] = {"unit": "index", "frequency": "year", "values": dict.fromkeys(range(2010, 2016), 1e9)}
    shape = run.arrays["output"].shape
    run.arrays |= {name: np.ones(shape) for name in ("imports", "oil_volume", "official_rate")}
    assert "6 of 6 years for imports" in short_answer(read_run(run))[-1]
    assert short_answer(read_run(run))[-1].count(" of ") == 3
    assert "and too often in 1 more series" in short_answer(read_run(run))[-1]


def test_a_record_inside_the_bands_and_none_at_all() -> None:
    run = build(20)
    run.arrays["output"] = np.linspace(0, 10, 20)[:, None] * np.ones_like(run.arrays["output"])
    run.scenario["history"]["series"] = {"gdp": {"unit": "index, relative to trend", "values": {2011: 5.0, 2012: 5.0}}}
    assert short_answer(read_run(run))[-1].startswith("Recorded history lies inside the 10–90 % band about as often")
    run.scenario["history"]["series"] = {}
    assert len(short_answer(read_run(run))) == 5
    assert "Recorded history" not in " ".join(short_answer(read_run(run)))


def test_a_sentence_is_not_broken_before_its_per_cent_sign() -> None:
    for width in range(20, 40):
        out = StringIO()
        print_sentence(
            "holds in 26 % of draws, against 88 % without; from 10–90 % it is.", Console(file=out, width=width)
        )
        assert not re.search(r"^\s*%|\u00a0", out.getvalue(), re.MULTILINE)
        assert max(map(len, out.getvalue().splitlines())) <= width


def test_short_answer_without_a_run_beside_it_and_with_a_sender_that_gives_up() -> None:
    run = build(20)
    run.arrays["end_state"] = np.full(20, 3.0)
    run.arrays["end_month"] = np.full(20, 30.0)
    run.arrays["income"] = 0 * run.arrays["income"]
    run.arrays["pressure"] = 0 * run.arrays["pressure"]
    run.arrays["output"] = np.ones_like(run.arrays["output"])
    said = short_answer(read_run(SimpleNamespace(scenario=run.scenario, arrays=run.arrays, coords=run.coords, meta={})))
    assert "without sanctions" not in " ".join(said)
    assert "the senders have given up in all draws" in said[1]
    assert "when pressure is strongest" not in said[2]
    assert "median output is on its trend" in said[2]
    assert said[3].startswith("No faction's income rises by more than half a per cent in the median draw")


def test_few_draws_are_said_to_be_rough() -> None:
    assert rough(100) == ""
    assert "±7 points, and about 10 draws lie beyond" in rough(99)
    assert "only 10 draws: " in rough(10)
    assert "±22 points, and one draw lies beyond" in rough(10)
    assert "only 1 draw: " in rough(1)
    assert "±50 points, and under one draw lies" in rough(1)
    run = build(20)
    assert "Warning: only 20 draws" in printed(run)
    assert "This run has only 20 draws" in render_page(run)
    assert answer(run)["warnings"] == [rough(20)]
    many = build(100)
    assert "Warning" not in printed(many)
    assert "This run has only" not in render_page(many)
    assert answer(many)["warnings"] == []


def test_a_single_pair_of_draws_has_no_error_to_tell() -> None:
    run = build(2)
    text = printed(run)
    assert "nan" not in text
    assert "50 ±?" in text or "±" not in text.split("What the words mean")[0].split("Wilson")[-1]
    assert with_error(0.5, float("nan"), 2) == "50 ±?"
    assert "no estimate of the Monte Carlo error" in dict(in_words(read_run(run)))["How sure"]


def test_a_strategic_sender_may_give_up_and_a_scripted_one_not() -> None:
    run = build(20)
    assert "sender gives up" not in [c.header for c in outcome_table(read_run(run)).columns]
    assert "the senders do not give up" in how_it_ends(read_run(run))
    run.scenario["package"]["mode"] = "strategic"
    assert "sender gives up" in [c.header for c in outcome_table(read_run(run)).columns]
    assert "The senders give up in" in how_it_ends(read_run(run))


def test_page_explains_its_words_and_every_one_is_known() -> None:
    html = render_page(build(20))
    assert set(PAGE) <= set(MEANINGS)
    for word in ("settlement", "compliance", "sender gives up", "bloc shifts", "hardship", "cohesion", "rent"):
        assert f"<dt>{word}</dt><dd>{escape(MEANINGS[word])}</dd>" in html


def test_seats_without_sanctions_stand_under_each_faction() -> None:
    rows = [list(column.cells) for column in coalition_table(read_run(build(20))).columns]
    assert rows[0][1::2] == ["  no sanctions"] * 7
    assert rows[1][::2] == ["in"] * 4 + ["out"] * 3
    assert all(str(cell) for row in rows[2:] for cell in row)


def test_head_of_the_table_says_what_was_asked() -> None:
    run = build(20)
    run.meta |= {"set": ["senders.us.resolved=0.9"], "off": ["ties", "rents"], "coalition": "logit", "pressure": 2.0,
                 "months": 84, "spread": False, "parameters": {"end_state.shift": 0.1}}  # fmt: skip
    head = " ".join(printed(run, 300).splitlines()[1:3])
    assert "(84 months); 20 draws, seed 7" in head
    for text in ("Changed against synthetia/2010: --set senders.us.resolved=0.9", "--off ties,rents", "--coalition logit",
                 "--pressure 2.0", "--months 84", "no spread drawn", "end_state.shift pinned at 0.1"):  # fmt: skip
        assert text in head
    run.meta = {"slug": "synthetia/2010"}
    assert changes(read_run(run)) == []
    assert "Changed against synthetia/2010: nothing" in printed(run)


def test_a_run_that_writes_nothing_still_knows_its_overrides(monkeypatch: pytest.MonkeyPatch) -> None:
    from winset.ensemble import run as engine

    monkeypatch.setattr(engine, "run_settings", lambda *_, **__: SimpleNamespace(meta={}))
    made, folder = command._simulate(None, None, (None, False, True), ["scale=1"], None, None)
    assert (made.meta["set"], folder) == (["scale=1"], None)


def test_many_warnings_become_a_count(capsys: pytest.CaptureFixture[str]) -> None:
    spreads = [f"x.yaml:{i}:1: warning: a{i}.spread should {IGNORED} (got 1)" for i in range(30)]
    command._warn(["a", *spreads[:2]], "x.yaml")
    assert capsys.readouterr().err.splitlines() == ["a", *spreads[:2]]
    command._warn(["a", *spreads], "x.yaml")
    told = "30 fields carry a spread that no draw varies; winset check x.yaml lists them"
    assert capsys.readouterr().err.splitlines() == ["a", told]


def test_how_well_it_was_solved() -> None:
    run = recorded()
    found = {check.name: check.value for check in checks(read_run(run))}
    assert found["Bargains converged"] == "98.81 %"
    assert found["Residual of the bargains"] == "median 0.0002, largest 0.05"
    assert found["Residual of the accounts"] == "largest 3e-09"
    assert found["Coalition changes by lot"] == "25 % (20 of 80)"
    assert "How well it was solved" in printed(run)
    assert "median 0.0002, largest 0.05" in render_page(run)
    assert answer(run)["numerical_checks"]["Bargains converged"] == "98.81 %"
    assert checks(read_run(build(20))) == []
    still = {**run.arrays, "cycle": 0 * run.arrays["cycle"], "coalition_changes": np.zeros(20)}
    run = SimpleNamespace(**{**vars(run), "arrays": still})
    assert checks(read_run(run))[-1].value == "0 % (0 of 0)"


def test_rare_events_and_loose_shares_are_not_split() -> None:
    run = build(400)
    rare = run.arrays["interim_month"].copy()
    rare[:] = -1
    rare[:6] = 3
    run.arrays["interim_month"] = rare
    found = {split.label: split for split in splits(read_run(run))}
    assert found["Whether an interim deal came"].withheld == "too rare (1.5 %)"
    assert found["Output"].withheld == ""
    assert ["Whether an interim deal came", "not split: too rare (1.5 %)", "–", "–"] in spread_rows(read_run(run))
    run.arrays["interim_month"] = np.where(np.arange(400) < 6, -1, 3)
    found = {split.label: split for split in splits(read_run(run))}
    assert found["Whether an interim deal came"].withheld == "too common (98.5 %)"
    few = build(12)
    few.arrays["output"] = np.random.default_rng(2).normal(size=few.arrays["output"].shape)
    assert {s.label: s.withheld for s in splits(read_run(few))}["Output"] == "error too large"
    assert "error too large" in printed(few)


def test_history_stands_beside_the_same_months() -> None:
    month = np.arange("2010-01", "2013-01", dtype="datetime64[M]")
    rising = np.tile(np.linspace(1, 2, 36), (4, 1))
    monthly = {
        "unit": "index, 2009 = 1",
        "frequency": "month",
        "values": {"2011-03": 1.0, "2011-04": 1.0, "2012-01": 1.5},
    }
    rows = by_year("oil_exports", monthly, rising, month, BASE)
    assert [(period(r), r.months) for r in rows] == [("2010", 12), ("2011 (2 mo)", 2), ("2012 (1 mo)", 1)]
    assert rows[1].model[2] == pytest.approx(rising[0, 14:16].mean())
    assert np.isnan(rows[0].observed)
    fiscal = {
        "unit": "index, relative to trend",
        "frequency": "year",
        "first_month": 4,
        "values": {2010: 1.0, 2012: 1.0},
    }
    rows = by_year("gdp", fiscal, rising, month, BASE)
    assert [period(r) for r in rows] == ["2010/11", "2011/12"]  # 2012/13 runs beyond the end
    assert rows[0].model[2] == pytest.approx(rising[0, 3:15].mean())
    assert basis("gdp", fiscal) == "mean of year from Apr"
    found = scores(comparison("gdp", fiscal, rising, month, BASE))
    assert (found["observations"], found["gaps"]) == (1, 1)


def test_yearly_inflation_is_mean_on_mean_whenever_the_year_begins() -> None:
    month = np.arange("2010-01", "2013-01", dtype="datetime64[M]")
    level = np.tile(0.01 * np.arange(1, 37), (2, 1))
    for first in (1, 4):
        series = {"unit": "", "frequency": "year", "first_month": first, "values": {2010: 0.2}}
        row = by_year("inflation", series, level, month, BASE)[0]
        before = np.concatenate([np.zeros(12), level[0]])[first - 1 : first + 11].mean()
        now = level[0, first - 1 : first + 11].mean()
        assert row.model[2] == pytest.approx(np.expm1(now - before + np.log1p(0.15)))
    assert basis("inflation", series) == "mean on mean of year from Apr"


def test_a_volume_is_one_at_its_first_observation_on_both_sides() -> None:
    month = np.arange("2010-01", "2013-01", dtype="datetime64[M]")
    falling = np.tile(np.linspace(1, 0.3, 36), (4, 1))
    barrels = {"unit": "million barrels", "frequency": "month", "values": {"2011-01": 2.0, "2012-01": 1.0}}
    compared = comparison("oil_exports", barrels, falling, month, BASE)
    assert compared.model[2, 12] == pytest.approx(1.0)
    assert compared.model[2, 24] == pytest.approx(falling[0, 24] / falling[0, 12])
    assert (scores(compared)["observations"], compared.observed[24]) == (1, 0.5)


def test_words_count_one_year_as_one_and_bound_what_is_certain() -> None:
    run = build(20)
    run.scenario["history"]["series"]["gdp"]["values"] = {2011: 1.0}
    run.arrays["income"] = run.arrays["income"].copy()
    run.arrays["income"][:, :, 1] = 0.1
    said = dict(in_words(read_run(run)))
    assert re.search(r"output [01] of 1 year[, ]", said["Against history"])
    assert "Revolutionary Guards (+11 %; ahead in all draws)" in said["Who gains"]


def test_table_names_the_basis_of_each_series(synthetic_run: SimpleNamespace) -> None:
    text = printed(synthetic_run)
    for words in ("mean of year", "mean on mean of year", "monthly, means", "2011 (2 mo)", "months in band"):
        assert words in text


def test_page_lists_what_was_conditioned_on() -> None:
    case = scenario()
    case["third_countries"] = {"exports": {"value": 0.35, "conditioned": True, "note": "observed cuts"}, "imports": 1.0}
    case["economy"]["sectors"] = {
        k: {**v, "conditioned": True, "note": "later"} for k, v in case["economy"]["sectors"].items()
    }
    run = build(20)
    run.scenario = case
    rows = dict(given(read_run(run)))
    assert rows["Measures of the package"] == "2 of 2 dated 2010-07 to 2012-07"
    assert rows["Demands of the package"] == "1 of 2 dated 2013-03"
    assert rows["third_countries › exports"] == "observed cuts"
    assert rows["economy › sectors"] == "later"
    assert "World market price" not in rows  # both months lie before as_of
    html = render_page(run)
    assert "Conditioned on, not predicted" in html
    assert "third_countries › exports" in html
