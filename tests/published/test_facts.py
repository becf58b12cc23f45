"""Stylised facts: the table, the statistics on episodes made by hand, the population, and the verdicts."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from winset.errors import RunError, WinsetError
from winset.parameters import draw
from winset.questions.facts import check, defaults, parse_facts, read_facts, score, simulate
from winset.questions.facts.episodes import Episodes, adaptive
from winset.questions.facts.maps import by_case, samples, sign_map, two_names
from winset.questions.facts.population import BUSTERS, PACKAGES, STAKES, VETOES, Cell, _placed, cells, scenario
from winset.questions.facts.statistics import STATISTICS
from winset.questions.facts.table import MIXES
from winset.questions.facts.verdicts import p_value
from winset.report.facts import answer, facts_plot, rows, verdict_line
from winset.report.facts_table import short_rows
from winset.report.maps import answer as map_answer
from winset.report.maps import case_rows, heading, maps_plot
from winset.scenario.regimes import REGIMES
from winset.types import EXITS

HEAD = "name,fact,population,sender,statistic,observed,lower,upper,unit,source,seen,use\n"
SHARES = (
    "adaptive",
    "imposed",
    "agreed",
    "complied",
    "gave_up",
    "at_threat",
    "persists",
    "exit_inside",
    "calm_exit_inside",
)
KINDS = ("exit_kind", "calm_exit_kind")
LEVELS = (
    "years", "growth", "early", "cost", "repression", "inclusion", "unrest", "shadow", "approval", "poor", "cohesion",
    "exit_risk", "calm_exit_risk",
)  # fmt: skip


def episodes(draws: int = 4, seed: int = 0) -> Episodes:
    """Noise for every cell; a test overwrites what it is about."""
    chosen, noise = tuple(cells()), np.random.default_rng(seed)
    shape = (len(chosen), draws)
    values = {name: noise.uniform(0.1, 1.0, shape) for name in LEVELS}
    values |= {name: noise.integers(0, 2, shape).astype(float) for name in SHARES}
    values |= {name: noise.integers(0, len(EXITS), shape).astype(float) for name in KINDS}
    values["imposed"][:] = 1.0
    values["growth"], values["early"], values["years"] = -values["growth"], -values["early"], 4 * values["years"]
    return Episodes(chosen, values)


def rows_where(e: Episodes, keep) -> list[int]:
    return [k for k, cell in enumerate(e.cells) if keep(cell)]


def test_the_packaged_table_is_whole():
    facts = read_facts()
    assert {f.statistic for f in facts} <= set(STATISTICS)
    assert len({f.name for f in facts}) == len(facts)
    assert sum(f.use == "test" for f in facts) >= 12
    assert all(f.holds(0.0) is None for f in facts if f.use == "report")


@pytest.mark.parametrize(
    ("row", "word"),
    [
        ("a,b,cases,strategic,success,,,,share,s,TRUE,guess", "facts.csv:2: a use must be one of"),
        ("a,b,cases,strategic,success,,,,share,s,TRUE,test", "must be a band"),
        ("a,b,cases,strategic,success,,0.5,0.1,share,s,TRUE,fit", "must be a band"),
        ("a,b,some,strategic,success,,,,share,s,TRUE,report", "population must be one of"),
        ("a,b,cases,both,success,,,,share,s,TRUE,report", "sender must be one of"),
    ],
)
def test_a_faulty_table_is_refused(row, word):
    with pytest.raises(WinsetError, match=word):
        parse_facts(HEAD + row + "\n")


def test_a_missing_bound_is_infinite():
    fact = parse_facts(HEAD + "a,b,cases,strategic,success,,,-0.01,share,s,TRUE,test\n")[0]
    assert fact.holds(-9.0) and not fact.holds(0.0)


def test_the_population_is_balanced():
    plain = [c for c in cells() if c.busters == "none" and not c.open_exits and not c.veto]
    assert len(plain) == 2 * len(REGIMES) * len(PACKAGES) * len(STAKES)
    for trait in ("claims", "linkage"):
        for field, kinds in (("package", PACKAGES), ("regime", REGIMES)):
            assert all(len({getattr(c, trait) for c in plain if getattr(c, field) == k}) == 4 for k in kinds)
    one = [c for c in plain if c.mode == "scripted" and c.stake == "core"]
    four = [(c.claims, c.linkage) for c in one if c.regime != "democracy"]
    assert len(set(four)) == 16  # every pair of values once
    assert {c.busters for c in cells()} == set(BUSTERS)
    assert sum(c.weight("balanced") for c in plain) == pytest.approx(2 * len(REGIMES) * len(PACKAGES))
    assert sum(c.weight("cases") for c in plain) == pytest.approx(2.0)  # shares, once for each mode


@pytest.mark.parametrize("package", PACKAGES)
def test_cells_say_what_they_are(package):
    made = scenario(Cell("party", package, "scripted"))
    blocs = {sender.origin for sender in made.senders.values()}
    assert blocs == ({"west"} if package in ("unilateral", "targeted") else {"west", "china", "other"})
    assert float(made.institutions.legitimacy_claims) == Cell("party", package, "scripted").claims
    assert made.period.months == 120


def test_closed_exits_and_busters_change_the_file():
    base, opened = Cell("party", "targeted", "scripted"), Cell("party", "targeted", "scripted", open_exits=True)
    listings = [[m for m in scenario(c).package.measures if m.channel == "listing"] for c in (base, opened)]
    assert listings[0] and not listings[1]
    both = scenario(Cell("party", "comprehensive", "scripted", "both")).third_countries
    assert (float(both.imports), float(both.patron_credit)) == (2.5, 0.05)


def test_a_starter_without_the_place_for_a_change_is_refused():
    with pytest.raises(RunError, match="must have a place for"):
        _placed("months: 60\n", Cell("party", "targeted", "scripted"))


def test_success_counts_agreements_among_imposed_episodes():
    e = episodes()
    e["agreed"][:] = 0.0
    own = rows_where(e, lambda c: c.mode == "strategic" and not c.veto)
    e["agreed"][own[:5]] = 1.0
    e["imposed"][own[5:10]] = 0.0
    for mix in MIXES:
        w = [e.cells[k].weight(mix) for k in own]
        expected = sum(w[:5]) / (sum(w) - sum(w[5:10]))
        assert STATISTICS["success"](replace(e, mix=mix)) == pytest.approx(expected)


@pytest.mark.parametrize("fact", read_facts(), ids=lambda fact: fact.name)
def test_a_fact_is_read_from_the_cells_of_its_sender(fact):
    e, other = episodes(), episodes()
    for name in e.values:
        other[name][rows_where(other, lambda c: c.mode != fact.sender)] = 0.5
    assert STATISTICS[fact.statistic](e) == STATISTICS[fact.statistic](other)


def test_the_stake_changes_what_is_asked_and_how_much_it_matters():
    core, low = (scenario(Cell("party", "targeted", "scripted", stake=stake)) for stake in STAKES)
    assert float(core.package.demands[0].level) > float(low.package.demands[0].level)
    for a, b in zip(core.factions, low.factions):
        assert float(a.salience.concession) == pytest.approx(4.0 * float(b.salience.concession), rel=0.02)
        assert float(a.audience) == pytest.approx(min(1.0, 4.0 * float(b.audience)), rel=0.02)


def test_growth_is_the_gap_over_the_years_of_pressure():
    e = episodes()
    chosen = rows_where(e, lambda c: c.package == "multilateral" and c.mode == "scripted")
    e["growth"][chosen], e["years"][chosen] = -0.2, 4.0
    assert STATISTICS["growth_multilateral"](e) == pytest.approx(-5.0)
    e["growth"][:], e["early"][:], e["years"][:] = -0.2, -0.15, 3.0
    assert STATISTICS["early_share"](e) == pytest.approx(0.75)


def test_the_hazard_ratio_is_exits_per_month_over_calm_exits_per_month():
    e = episodes()
    e["exit_inside"][:], e["calm_exit_inside"][:] = 1.0, 1.0
    e["exit_risk"][:], e["calm_exit_risk"][:] = 40.0, 50.0
    assert STATISTICS["hazard_ratio"](e) == pytest.approx(1.25)
    assert STATISTICS["personalist_hazard"](e) == pytest.approx(0.0)


def test_insiders_are_counted_among_removals_by_force():
    e = episodes()
    e["exit_kind"][:], e["calm_exit_kind"][:] = EXITS.index("regular"), EXITS.index("coup")
    autocracies = rows_where(e, lambda c: c.regime != "democracy")
    e["exit_kind"][autocracies] = EXITS.index("uprising")
    assert STATISTICS["insider_share"](e) == pytest.approx(0.5)
    e["exit_kind"][:], e["calm_exit_kind"][:] = EXITS.index("regular"), 0
    assert np.isnan(STATISTICS["insider_share"](e))


def test_correlations_with_persistence_have_the_sign_of_the_trait():
    e = episodes()
    for k, cell in enumerate(e.cells):
        e["persists"][k] = float(cell.claims > 0.6)
    assert STATISTICS["claims_correlation"](e) > 0.8
    e["persists"][:] = 1.0
    assert np.isnan(STATISTICS["claims_correlation"](e))


def test_busters_and_listings_compare_cells_that_differ_in_nothing_else():
    e = episodes()
    e["agreed"][:], e["cohesion"][:] = 1.0, 0.2
    e["agreed"][rows_where(e, lambda c: c.busters == "both")] = 0.25
    e["cohesion"][rows_where(e, lambda c: c.open_exits)] = 0.1
    assert STATISTICS["busters_jointly"](e) == pytest.approx(-0.75)
    assert STATISTICS["busters_single"](e) == pytest.approx(0.0)
    assert STATISTICS["listing_cohesion"](e) == pytest.approx(0.1)


def test_veto_players_are_compared_on_cases_that_differ_in_nothing_else():
    e = episodes()
    e["agreed"][rows_where(e, lambda c: c.veto == "unanimity")] = 0.0
    e["agreed"][rows_where(e, lambda c: c.veto == "leader")] = 1.0
    assert STATISTICS["veto_gap"](e) == -1.0
    rules = [str(scenario(Cell("party", "multilateral", "strategic", veto=v)).institutions.veto_rule) for v in VETOES]
    assert rules == list(VETOES)


def test_every_statistic_reads_only_what_episodes_hold():
    e = episodes()
    assert all(np.isfinite(statistic(e)) for statistic in STATISTICS.values())


def test_p_values_are_two_sided_and_never_zero():
    values = np.arange(1.0, 100.0)
    assert p_value(values, 50.0) == 1.0
    assert p_value(values, 1000.0) == pytest.approx(2 / 100)
    assert p_value(values, 5.0) == pytest.approx(2 * 6 / 100)


def test_a_fact_that_the_prior_meets_is_not_earned():
    fact = replace(read_facts()[0], use="test", lower=0.4, upper=0.6, observed=0.5)
    e, half = episodes(8), episodes(8)
    for made, share in ((e, 1.0), (half, 0.5)):
        made["agreed"][:] = 0.0
        made["agreed"][:, : int(8 * share)] = 1.0
    earned, common = check([fact], half, half, e)[0], check([fact], half, half, half)[0]
    assert (earned.earned, common.earned) == (True, False)
    assert score([earned, common]) == (2, 2)


def test_the_answer_and_the_figure_hold_every_fact():
    verdicts = check(read_facts(), *(episodes(6, seed) for seed in range(3)))
    assert len(rows(verdicts)) == len(short_rows(verdicts)) == len(answer(verdicts, 6)["facts"]) == len(verdicts)
    assert f"of {score(verdicts)[1]} test facts" in verdict_line(verdicts)
    assert len(facts_plot(verdicts).axes) == len(verdicts)


@pytest.mark.parametrize("draws", [0, 3])
def test_draws_come_in_pairs(draws):
    with pytest.raises(RunError, match="even number of draws"):
        simulate(draws, 1)


def test_an_empty_selection_is_refused():
    with pytest.raises(RunError, match="at least one cell"):
        episodes().select(lambda cell: False)


def test_simulated_episodes_agree_with_themselves():
    chosen = (Cell("military", "comprehensive", "scripted"), Cell("military", "unilateral", "scripted"))
    e = simulate(4, 1, pins=defaults(), population=chosen)
    assert e["imposed"].all()
    assert (e["cost"][0] > e["cost"][1]).all()
    assert (e["complied"] <= e["agreed"]).all() and not (e["agreed"] * e["gave_up"]).any()
    assert (e["years"] <= 10.0).all()
    again = simulate(4, 1, pins=defaults(), population=chosen[:1])
    assert np.array_equal(again["growth"], e["growth"][:1])
    drawn = simulate(4, 1, population=chosen[:1])
    assert not np.array_equal(drawn["growth"], again["growth"])


def test_a_map_finds_the_parameters_that_turn_a_sign():
    draws = 120
    names, values = samples(1, draws, 3.0)
    e = episodes(draws)
    x, y = names.index("blame.rally"), names.index("blame.cost")
    sign = np.repeat(np.sign(values[:, x] - np.median(values[:, x])), 2)
    e["approval"][:] = sign + 0.01 * np.repeat(values[:, y], 2)
    found = sign_map(STATISTICS["approval_change"], e, names, values)
    assert found.x.parameter == "blame.rally" and found.x.correlation > found.chance
    assert np.nanmax(found.fields[0]) < 0 < np.nanmin(found.fields[2])
    asked = sign_map(STATISTICS["approval_change"], e, names, values, ("blame.cost", "blame.rally"))
    assert asked.y.parameter == "blame.rally"
    assert len(maps_plot([read_facts()[-1]], [found]).axes) == 3
    assert json.loads(json.dumps(map_answer([read_facts()[-1]], [found], draws, 3.0)))["maps"][0]["x"]["cuts"]
    assert "above what chance" in heading(read_facts()[-1], found)


def test_samples_are_those_that_the_runs_drew():
    names, values = samples(1, 4, 1.0)
    assert values.shape == (2, len(names))
    assert np.allclose(values[:, names.index("blame.cost")], draw(1, np.arange(2))["blame"]["cost"])


@pytest.mark.parametrize("axes", [("blame.cost",), ("blame.cost", "nothing")])
def test_a_map_needs_two_parameters_that_vary(axes):
    with pytest.raises(RunError, match="two parameters that vary"):
        two_names(axes, samples(1, 4, 1.0)[0])


def test_adaptive_reform_needs_all_of_its_marks():
    months = 40
    loss = np.full((5, months), -0.1)
    loss[:, 20:] = -0.04
    loss[1] = -0.1  # not made good
    paths = {"reform": np.zeros((5, months)), "members": np.ones((5, months))}
    paths["reform"][:, 10:] = 0.2
    paths["reform"][2] = 0.0
    paths["members"][3, 30:] = 3.0  # a new coalition
    loss[4] = -0.01  # nothing to adapt to
    assert adaptive(paths, loss).tolist() == [True, False, False, False, False]


def test_the_basin_is_read_by_regime_and_package():
    e = episodes()
    e["adaptive"][:] = 0.0
    core = Cell("party", "targeted", "scripted")
    e["adaptive"][rows_where(e, lambda c: c == core)] = 1.0
    shares = by_case("adaptive", e)
    assert shares.sum() == shares[REGIMES.index("party"), PACKAGES.index("targeted")]
    assert shares.sum() == pytest.approx(core.weight("balanced"))
    assert case_rows(shares)[REGIMES.index("party")][0] == "party"
