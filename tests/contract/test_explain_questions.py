"""Attribution, replay, payoff ledger and turning points against the engine that they explain."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from engine import CASES, case

import winset
from winset.ensemble.settings import Settings
from winset.errors import RunError
from winset.polity.coalition import gain, hurdle, sitting
from winset.polity.membership import holds, power_of, value_now, view_of
from winset.questions import payoff_ledger as ledger
from winset.questions import shapley
from winset.questions import turning_points as turns
from winset.questions.attribution import attribute_lever, attribute_sanctions, mechanism_sides
from winset.questions.contrasts import Bench, Task, build, lever_levels, without_sanctions
from winset.questions.named_outcomes import DEFAULT, KINDS, Trajectories, parse
from winset.questions.partners import GROUPS, STAY_ON, mechanism_partners, only, package_partners
from winset.questions.replay import phases, replay
from winset.questions.representative import clusters, medoids
from winset.simulate.schedule import MECHANISMS

IRAN, RUSSIA = CASES
MONTHS = 48
FEW = Settings(draws=12, months=MONTHS)
MONTH = np.datetime64("2010-01", "M") + np.arange(MONTHS)
FACTIONS = tuple(f.name for f in case(IRAN).factions)


def outcomes(*words: str) -> list:
    return [parse(word, FACTIONS, MONTH) for word in words]


@pytest.fixture(scope="module")
def by_group():
    return attribute_sanctions(case(IRAN), FEW, outcomes(*DEFAULT, "income:irgc", "hardship:poor@2012-12"), threads=2)


@pytest.fixture(scope="module", params=CASES)
def path(request):
    settings = Settings(draws=20)
    return replay(build(case(request.param), settings), settings, 7)


def test_groups_partition_what_may_be_switched_off():
    members = [m for names in GROUPS.values() for m in names]
    assert sorted([*members, *STAY_ON]) == sorted(MECHANISMS)
    assert "evasion_rents" not in mechanism_partners("group", off=GROUPS["evasion_rents"])
    assert "rents" not in mechanism_partners("mechanism", off=("rents",))


def test_shares_and_the_rest_add_up_to_the_difference_of_the_run(by_group):
    np.testing.assert_allclose(by_group.shares.sum(axis=0) + by_group.none, by_group.whole, atol=1e-9)
    run = winset.run(case(IRAN), FEW.draws, FEW.seed, months=MONTHS)
    moved = (run.arrays["concession"] - run.rest_arrays["concession"])[:, -1].astype(float)
    assert by_group.whole[0] == pytest.approx(moved.mean(), abs=1e-6)
    assert by_group.simulations == 2 * 2 ** len(GROUPS)
    assert by_group.orders == 0


def test_without_any_mechanism_sanctions_change_nothing(by_group):
    assert np.abs(by_group.none).max() < 1e-6


def test_what_each_group_must_bring_about(by_group):
    at = {name: i for i, name in enumerate(by_group.partners)}
    output, settled = 1, 2
    assert by_group.shares[at["economy"], output] < -0.05
    assert by_group.shares[at["evasion_rents"], output] > 0.005
    assert by_group.switched_off[at["bargain_deal"], settled] == pytest.approx(by_group.whole[settled])
    assert by_group.alone[at["economy"], output] < -0.05


def test_sampled_orders_agree_with_all_sets_on_simulations():
    settings, groups = replace(FEW, draws=8), dict(list(GROUPS.items())[:4])
    program = build(case(IRAN), settings)
    sides = mechanism_sides(program, without_sanctions(program), list(groups.values()))
    bench, tasks = Bench(settings, outcomes("output_worst", "concession"), 2), {s: sides(s) for s in range(16)}
    bench.measure([task for pair in tasks.values() for task in pair])
    worth = {s: bench.found[a.key] - bench.found[b.key] for s, (a, b) in tasks.items()}
    exact = shapley.exact_shares(worth, 4)
    found = shapley.marginals(worth, shapley.sampled_orders(4, 40, 1))
    by_order = shapley.jackknife(shapley.pair_means(found.mean(axis=-1)))
    assert np.all(np.abs(found.mean(axis=(0, -1)) - exact.mean(axis=-1)) <= 4 * by_order + 1e-9)


def test_draws_may_be_measured_in_parts(monkeypatch):
    tasks = [Task(("with",), build(case(IRAN), FEW))]
    whole, parts = (Bench(FEW, outcomes("concession", "settled"), 1) for _ in range(2))
    whole.measure(tasks)
    monkeypatch.setattr("winset.questions.contrasts.CHUNK", 4)
    parts.measure(tasks)
    assert np.array_equal(whole.found[("with",)], parts.found[("with",)])


def test_single_mechanisms_are_sampled():
    settings = replace(FEW, draws=4, months=18)
    found = attribute_sanctions(case(IRAN), settings, outcomes("output_worst"), "mechanism", orders=2, threads=2)
    assert found.orders == 2
    assert len(found.partners) == len(MECHANISMS) - len(STAY_ON)
    np.testing.assert_allclose(found.shares.sum(axis=0) + found.none, found.whole, atol=1e-9)


def test_channels_share_the_effect_of_the_package():
    found = attribute_sanctions(case(IRAN), FEW, outcomes("output_worst", "settled"), "channel", threads=2)
    at = {name: i for i, name in enumerate(found.partners)}
    assert set(at) == {m.channel for m in case(IRAN).package.measures}
    np.testing.assert_allclose(found.shares.sum(axis=0) + found.none, found.whole, atol=1e-9)
    assert found.shares[at["export"], 0] < 0.0
    assert len(package_partners("sender", case(IRAN))) > 1
    assert len(only(case(IRAN), (0, 2)).package.measures) == 2


def test_a_package_of_one_part_cannot_be_split():
    with pytest.raises(RunError, match="at least two parts"):
        package_partners("channel", only(case(IRAN), (0,)))


def test_a_lever_is_split_between_its_two_levels():
    levels = tuple((case(IRAN), replace(FEW, draws=6, pressure=p)) for p in (0.5, 1.0))
    found = attribute_lever(levels, outcomes("output_worst"), threads=2)
    assert found.whole[0] < 0.0
    np.testing.assert_allclose(found.shares.sum(axis=0) + found.none, found.whole, atol=1e-9)
    assert lever_levels("pressure = 0.5, 1") == ("pressure", ("0.5", "1"))


@pytest.mark.parametrize("lever", ["pressure", "pressure=1", "pressure=1,2,3", "=1,2", "pressure=1,"])
def test_a_lever_has_a_path_and_two_levels(lever):
    with pytest.raises(RunError, match="PATH=LOW,HIGH"):
        lever_levels(lever)


@pytest.mark.parametrize(
    ("word", "told"),
    [
        ("joy", "outcome must be one of concession"),
        ("income", "must name a faction"),
        ("income:nobody", "must name a faction"),
        ("hardship:irgc", "must name a household"),
        ("settled:irgc", "must be written settled"),
        ("settled@2009-12", "must have a date from 2010-01 to 2013-12"),
    ],
)
def test_an_outcome_that_is_none_is_refused(word, told):
    with pytest.raises(RunError, match=told):
        parse(word, FACTIONS, MONTH)


def test_every_outcome_can_be_read_and_agrees_with_the_arrays():
    program = build(case(IRAN), FEW)
    t = Bench(FEW, ()).trajectories(Task(("with",), program))
    whom = {"faction": ":irgc", "household": ":poor", "": ""}
    for name, kind in KINDS.items():
        values = parse(name + whom[kind.whom], FACTIONS, MONTH).of(t)
        assert values.shape == (FEW.draws,)
        assert np.isfinite(values).all()
    run = winset.run(case(IRAN), FEW.draws, FEW.seed, months=MONTHS).arrays
    assert np.array_equal(parse("output_worst", FACTIONS, MONTH).of(t), run["output"].min(axis=1))
    early, late = (parse(f"leader_exit@{d}", FACTIONS, MONTH).of(t) for d in ("2011-01", "2013-12"))
    assert np.all(early <= late)
    assert parse("settled@2012-12", FACTIONS, MONTH).label.endswith("2012-12")
    assert parse("settled", FACTIONS, MONTH).is_share


def test_a_replay_is_the_draw_of_the_ensemble_to_the_bit(path):
    run = winset.run(path.program.compiled.scenario, 20, 1).arrays
    for name, where in (("concession", ("polity", "policy", "concession")), ("output", ("economy", "production", "gdp")),
                        ("cohesion", ("polity", "coalition", "margin"))):  # fmt: skip
        assert np.array_equal(path.series(*where).astype(np.float32), run[name][7])


@pytest.mark.parametrize("off", [("veto",), ("ties", "stance"), ("coalition",), ("exit_option",)])
def test_a_replay_obeys_switches(off):
    settings = Settings(draws=4, months=40, off=off)
    path = replay(build(case(IRAN), settings), settings, 3)
    run = winset.run(case(IRAN), 4, 1, months=40, off=off).arrays
    assert np.array_equal(path.series("polity", "policy", "concession").astype(np.float32), run["concession"][3])
    for month in path.months[::13]:
        choice, seated = phases(path, month)
        assert np.array_equal(choice.state.polity.ties, month.after.state.polity.ties)
        if "coalition" in off:
            assert seated.state.polity.coalition.members == choice.state.polity.coalition.members


@pytest.mark.parametrize("draw", [-1, 20])
def test_there_is_no_such_draw(path, draw):
    with pytest.raises(RunError, match="draw must be between 0 and 19"):
        replay(path.program, path.settings, draw)


def test_terms_of_the_line_add_up_to_the_value_that_the_engine_used(path):
    for i, name in enumerate(path.names):
        rows = ledger.ledger(path, name)
        used = [float(m.after.state.polity.value[i]) for m in path.months]
        np.testing.assert_allclose([row["line"] for row in rows], used, rtol=0, atol=1e-12)
        for row in rows:
            assert row["value"] == pytest.approx(sum(row[t] for t in (*ledger.LINE, *ledger.SEAT)))


def test_terms_of_a_coalition_add_up_to_its_value(path):
    n = len(path.names)
    for month in path.months[::7]:
        scene, _ = phases(path, month)
        now = int(scene.state.polity.coalition.members)
        for members in (now, now | 1, (1 << n) - 1):
            total, view = power_of(members, scene.state.polity.power, n), view_of(members, scene.kernel, month.outlook)
            for i in range(n):
                terms = ledger.coalition_terms(i, members, scene, month.outlook, path.params)
                p = path.params
                value = value_now(i, members, total, view, scene.kernel, p.payoff, p.coalition)
                assert sum(terms.values()) == pytest.approx(value, abs=1e-12)


def test_gains_from_a_new_coalition_are_those_that_brought_it_about():
    settings, seen = Settings(draws=40), 0
    program = build(case(IRAN), settings)
    for draw in (6, 7):
        path = replay(program, settings, draw)
        for month in turns.changes_of_coalition(path):
            seen += _check_regrouping(path, month)
    assert seen


def _check_regrouping(path, month) -> int:
    choice, (scene, seated) = turns.regrouping(path, month), phases(path, month)
    new, old = (int(s.state.polity.coalition.members) for s in (seated, scene))
    p, n = path.params, len(path.names)
    if new == old:
        return 0
    sitting(old, scene.kernel, month.outlook, p.payoff, p.coalition)
    mean = gain(new, old, scene.kernel, month.outlook, p.payoff, p.coalition)
    assert sum(choice.together.values()) == pytest.approx(mean, abs=1e-12)
    least = hurdle(new, old, scene.inputs.factions.coercion, p.coalition, n)
    for i, name in enumerate(path.names):
        if holds(new, i):
            assert sum(choice.changes[name].values()) > (least if holds(old, i) else 0.0)
    return 1


def test_movements_of_policy_add_up_over_parts_of_the_way(path):
    whole = turns.movement(path, turns.Leg(0, 12, 0.0, 0.0)).together
    parts = [turns.movement(path, turns.Leg(*ends, 0.0, 0.0)).together for ends in ((0, 5), (5, 12))]
    for term, value in whole.items():
        assert value == pytest.approx(parts[0][term] + parts[1][term], abs=1e-12)


def test_giving_way_is_weighed_against_standing_firm(path):
    choice = turns.firmness(path)
    month = path.months[choice.month]
    assert month.after.state.external.measures.pressure == path.series("external", "measures", "pressure").max()
    lowest, highest = (best(sum(choice.changes[n].values()) for n in choice.deciders) for best in (min, max))
    assert lowest - 1e-12 <= sum(choice.together.values()) <= highest + 1e-12
    for change in choice.changes.values():
        assert change["income"] == change["reform"] == change["burden"] == 0.0


def test_legs_are_long_enough_and_alternate():
    values = np.array([0.0, 0.01, 0.3, 0.28, 0.31, 0.1, 0.12, 0.4])
    found = turns.legs(values, 0.1)
    assert [(leg.first, leg.last) for leg in found] == [(0, 4), (4, 5), (5, 7)]
    assert not turns.legs(np.full(5, 0.2), 0.1)
    cut = turns.trimmed(turns.Leg(0, 7, 0.0, 0.4), np.array([0.0, 0.0, 0.01, 0.2, 0.3, 0.38, 0.39, 0.4]))
    assert (cut.first, cut.last) == (2, 5)


def test_income_by_source_adds_up_to_the_income_lost(path):
    for name in path.names:
        i, scene = path.names.index(name), path.months[30].after
        here, there = scene.state.economy.ledger.income[i], scene.shadow.economy.ledger.income[i]
        parts = turns.income_parts(path, name, 30)
        assert sum(parts.values()) == pytest.approx(here / there - 1.0, abs=1e-9)


def test_medoids_find_clusters_that_are_there():
    rng = np.random.default_rng(5)
    centres = np.array([[0.0, 0.0], [10.0, 0.0], [0.0, 10.0]])
    points = np.concatenate([c + rng.normal(scale=0.3, size=(size, 2)) for c, size in zip(centres, (30, 20, 10))])
    found = medoids(points, 3)
    assert [np.searchsorted([30, 50], m, side="right") for m in found] == [0, 1, 2]
    assert len(medoids(np.zeros((5, 2)) + 1.0, 3)) == 1


def test_clusters_cover_all_draws_and_say_what_marks_them():
    program = build(case(IRAN), FEW)
    t: Trajectories = Bench(FEW, ()).trajectories(Task(("with",), program))
    found = clusters(t, 3)
    assert sum(c.share for c in found) == pytest.approx(1.0)
    assert all(0 <= c.draw < FEW.draws for c in found)
    assert any(c.marks for c in found)


def test_bites_name_the_measures_that_weigh(path):
    found = turns.bites(path, 0, len(path.months) - 1)
    assert len(found) > 5
    assert [b for b, _, _ in found] == sorted((b for b, _, _ in found), reverse=True)
    assert found[0][0] > 0.05
