"""The ruling coalition (row 1) against Acemoglu, Egorov and Sonin (2008), and its two alternatives in closed form."""

from __future__ import annotations

import json
import math
import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polities import CALM, Polity, bits, everyone, power_only, prospects

from winset import games
from winset.polity.coalition import (
    _preferred,
    formateur,
    gain,
    hurdle,
    is_winning,
    logit,
    margin,
    self_enforcing,
    sitting,
)
from winset.polity.membership import expected_line, power_of, value_now, view_of

LISTED = [
    ([3, 4], [4]),
    ([3, 4, 5], [3, 4, 5]),
    ([3, 4, 5, 10], [3, 4, 5]),
    ([2, 3, 4], [2, 3, 4]),
    ([2, 4, 7, 10], [4, 7, 10]),
]
U = (np.arange(600) + 0.5) / 600


def _rules(polity: Polity, kernel=self_enforcing, u: float = 0.5, leader: int = -1) -> int:
    terms = (polity.params.payoff, polity.params.coalition)
    start = int(polity.state.polity.coalition.members)
    return int(kernel(start, leader, polity.scene, CALM, terms, u, polity.tables())[0])


def _all_listed():
    root = os.environ.get("WINSET_SHARED")
    file = Path(root) / "oracles" / "ruling_coalition.json" if root else None
    more = json.loads(file.read_text())["cases"] if file and file.exists() else []
    return LISTED + [(case["powers"], case["URC"]) for case in more if case["alpha"] == 0.5]


@pytest.mark.parametrize(("powers", "rulers"), _all_listed())
def test_power_alone_gives_the_ultimate_ruling_coalition(powers, rulers):
    chosen = _rules(power_only(powers))
    assert [powers[i] for i in bits(chosen)] == rulers


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(1, 60), min_size=1, max_size=6), st.sampled_from((0.5, 0.6, 0.75)))
def test_power_alone_agrees_with_the_solver_of_the_game(powers, alpha):
    chosen = bits(_rules(power_only([float(p) for p in powers], alpha)))
    solutions = games.ruling_coalitions(powers, alpha)
    if alpha == 0.5:  # exact in floating point, so ties of power are ties in both
        assert chosen in solutions
    elif len(solutions) == 1:
        weight = sum(powers[i] for i in chosen)
        assert weight == pytest.approx(sum(powers[i] for i in solutions[0]))


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(1, 40), min_size=2, max_size=6), st.data())
def test_the_leader_rule_holds(powers, data):
    leader = data.draw(st.integers(0, len(powers) - 1))
    chosen = _rules(power_only([float(p) for p in powers]), leader=leader)
    assert chosen >> leader & 1
    assert power_of(chosen, power_only(powers).state.polity.power, len(powers)) > 0.5 * sum(powers) or (
        chosen == everyone(len(powers))
    )


def test_a_change_must_be_worth_its_inertia_and_the_means_of_those_put_out():
    polity = power_only([3.0, 4.0])  # the strong one gains log(7/4) by ruling alone
    worth = math.log(7 / 4)
    p = polity.params.coalition
    for inertia, rulers in ((0.99 * worth, (1,)), (1.01 * worth, (0, 1))):
        p.inertia = inertia
        assert bits(_rules(polity)) == rulers
    p.inertia, p.resistance = 0.5 * worth, 1.5
    polity.inputs.factions.coercion[:2] = 0.5, 0.5
    assert hurdle(2, 3, polity.inputs.factions.coercion, p, 2) == pytest.approx(0.5 * worth * 1.75)
    assert bits(_rules(polity)) == (1,)
    polity.inputs.factions.coercion[:2] = 1.0, 0.0
    assert bits(_rules(polity)) == (0, 1)


def test_gains_at_rest_unseat_nobody_once_they_are_anchored():
    polity = power_only([3.0, 4.0, 5.0, 10.0])
    polity.params.coalition.anchor = 1.0
    assert _rules(polity) == everyone(4)
    polity.state.polity.power[:4] = 3.0, 4.0, 5.0, 10.1  # now the three gain a hair more than at rest
    assert bits(_rules(polity)) == (0, 1, 2)


def test_entrants_come_in_only_if_they_gain():
    polity = power_only([5.0, 4.0, 3.0])
    polity.state.polity.coalition.members = 0b001
    polity.market(0.1)
    polity.params.coalition.inertia = -1.0  # the one who sits would take anybody
    assert _rules(polity) != 0b001
    polity.case.ideal[0, 0], polity.case.salience[:3, 0] = 1.0, 1e4  # what the set would run repels them
    assert _rules(polity) == 0b001


def test_threats_that_nobody_unites_behind_are_a_cycle():
    polity = power_only([4.0, 4.0, 4.0, 4.0, 4.0])
    tables = polity.tables()
    polity.case.salience[:5, 0], polity.case.ideal[:5, 0] = 0.05, np.linspace(0.0, 1.0, 5)
    terms = (polity.params.payoff, polity.params.coalition)
    seen = {self_enforcing(31, -1, polity.scene, CALM, terms, u, tables) for u in (0.05, 0.35, 0.65, 0.95)}
    assert all(cycle == 1 and threats > 1 for _, cycle, threats in seen)
    assert len({members for members, _, _ in seen}) > 1


def test_power_rule():
    power = power_only([3.0, 4.0, 5.0]).state.polity.power
    assert is_winning(0b011, 0b111, -1, power, 3, 0.5)
    assert not is_winning(0b100, 0b011, -1, power, 3, 0.5)  # 5 against 3 + 4
    assert not is_winning(0b011, 0b111, 2, power, 3, 0.5)  # without the leader
    assert not is_winning(0b011, 0b111, -1, power, 3, 0.6)


def test_logit_weighs_each_winning_set_by_its_gain():
    polity = power_only([6.0, 4.0])
    p = polity.params.coalition
    p.precision, p.inertia, p.anchor = 2.0, 0.1, 0.0
    alone = math.exp(2.0 * (math.log(10 / 6) - 0.1 * (1.0 + 4.0)))
    share = np.mean([_rules(polity, logit, u) == 0b01 for u in U])
    assert share == pytest.approx(alone / (1.0 + alone), abs=3e-3)


def test_logit_with_three_factions():
    polity = power_only([3.0, 4.0, 5.0])
    p = polity.params.coalition
    p.precision, p.inertia, p.anchor = 1.5, 0.0, 0.0
    weights = {0b111: 1.0, **{s: (12.0 / g) ** 1.5 for s, g in ((0b011, 7.0), (0b101, 8.0), (0b110, 9.0))}}
    found = [_rules(polity, logit, u) for u in U]
    for members, weight in weights.items():
        assert found.count(members) / len(U) == pytest.approx(weight / sum(weights.values()), abs=3e-3)
    p.anchor = 1.0  # the same gains at rest: every set counts the same
    found = [_rules(polity, logit, u) for u in U]
    assert [found.count(m) / len(U) for m in weights] == pytest.approx([0.25] * 4, abs=3e-3)


def test_formateur_with_two_keeps_what_the_other_is_not_worth():
    polity = power_only([6.0, 4.0])
    polity.market(0.2)
    found = [_rules(polity, formateur, u) for u in U]
    assert found.count(0b01) / len(U) == pytest.approx(0.6, abs=3e-3)  # needs nobody
    assert found.count(0b11) / len(U) == pytest.approx(0.4, abs=3e-3)  # cannot win alone


def test_formateur_with_three_buys_the_cheapest_partner():
    polity = power_only([3.0, 4.0, 5.0])
    polity.market(0.2)
    found = [_rules(polity, formateur, u) for u in U]
    # each is paid what it has now, its share of the posts: the weakest partner is the cheapest
    assert found.count(0b011) / len(U) == pytest.approx(7 / 12, abs=3e-3)  # proposed by 3 or by 4
    assert found.count(0b101) / len(U) == pytest.approx(5 / 12, abs=3e-3)  # proposed by 5


def test_formateur_needs_more_than_inertia():
    polity = power_only([3.0, 4.0, 5.0])
    polity.market(0.2)
    own = math.log((0.2 + 1.0 - 3 / 12) / (0.2 + 5 / 12))  # gain of 5, who pays 3 its present posts
    for inertia, members in ((0.999 * own, 0b101), (1.001 * own, 0b111)):
        polity.params.coalition.inertia = inertia
        assert _rules(polity, formateur, 0.01) == members


def test_membership_value_is_the_sum_of_its_parts():
    polity = Polity([0.5, 0.3, 0.2], market=0.4)
    state, case, p = polity.state, polity.case, polity.params
    case.ideal[:3, 0], case.salience[:3, 0] = (0.1, 0.5, 0.9), (1.0, 2.0, 1.0)
    state.polity.ties[:3, :3] = [[0.0, 0.1, 0.2], [0.1, 0.0, 0.3], [0.2, 0.3, 0.0]]
    state.information.approval[:], polity.inputs.households.population[:] = (0.1, 0.2, 0.3), (0.3, 0.4, 0.3)
    polity.inputs.factions.dependence[:3] = 0.8
    line = expected_line(0b110, state.polity.power, state.polity.induced, case, 3)
    assert line[0] == pytest.approx((0.3 * 2.0 * 0.5 + 0.2 * 0.9) / (0.6 + 0.2))
    view = view_of(0b110, polity.scene, CALM)
    seats = p.coalition
    expected = math.log(0.4 + 0.6) - 0.5 * p.payoff.ideology * 2.0 * (line[0] - 0.5) ** 2
    expected += (seats.ties * 0.2 * 0.3 + seats.esteem * 0.2 * 0.3) / 0.5 - seats.dependence * 0.8
    assert value_now(1, 0b110, 0.5, view, polity.scene, p.payoff, seats) == pytest.approx(expected)
    outside = math.log(0.4) - 0.5 * p.payoff.ideology * (line[0] - 0.1) ** 2
    assert value_now(0, 0b110, 0.5, view, polity.scene, p.payoff, seats) == pytest.approx(outside)


def test_margin_is_what_members_would_lose_by_leaving():
    polity = power_only([0.6, 0.4])
    polity.market(0.5)
    polity.state.polity.exit_value[:2] = -9.0
    loss = 0.6 * math.log((0.5 + 0.6) / 0.5) + 0.4 * math.log((0.5 + 0.4) / 0.5)
    terms = (polity.scene, CALM, polity.params.payoff, polity.params.coalition)
    assert margin(0b11, *terms) == pytest.approx(loss)
    polity.state.polity.exit_value[1] = math.log(0.8)  # a better place to go
    assert margin(0b11, *terms) == pytest.approx(0.6 * math.log(2.2) + 0.4 * math.log(0.9 / 0.8))


class Literal:
    """The definition in the module's docstring, set by set and without any short cut."""

    def __init__(self, polity: Polity, leader: int, out):
        self.polity, self.leader, self.out = polity, leader, out
        self.terms = (polity.scene, out, polity.params.payoff, polity.params.coalition)
        self.known: dict[int, bool] = {}

    def unseats(self, candidate: int, seated: int) -> bool:
        """Power, leader and gains; the candidate's own stability apart."""
        power, alpha = self.polity.state.polity.power, self.polity.params.coalition.alpha
        if not is_winning(candidate, seated, self.leader, power, self.polity.n, alpha):
            return False
        sitting(seated, *self.terms)
        return gain(candidate, seated, *self.terms) > -1e8

    def stable(self, members: int) -> bool:
        if members not in self.known:
            parts = [t for t in range(1, members) if t & members == t]
            self.known[members] = not any(self.unseats(t, members) and self.stable(t) for t in parts)
        return self.known[members]

    def threats(self, seated: int) -> set[int]:
        others = [t for t in range(1, 1 << self.polity.n) if t != seated]
        return {t for t in others if self.unseats(t, seated) and self.stable(t)}


def _troubled(seed: int) -> tuple[Polity, int, int]:
    """A random polity under pressure, who sits in it, and its leader (sometimes none, sometimes outside)."""
    rng = np.random.default_rng(seed)
    n = int(rng.integers(2, 7))
    seated = int(rng.integers(1, 1 << n))
    polity = Polity(rng.dirichlet([1.5] * n), members=seated, leader=int(rng.integers(n)))
    polity.market(rng.uniform(0.02, 1.0, n))
    state, case, work, p = polity.state, polity.case, polity.work, polity.params.coalition
    case.ideal[:n], case.salience[:n] = rng.random((n, 3)), rng.uniform(0.0, 2.0, (n, 3))
    case.risk[:n], work.felt[:n], work.lift[:n] = rng.uniform(-1, 1, n), rng.uniform(-0.2, 0.6, n), 0.02 * rng.random(n)
    state.polity.induced[:n], work.calm[:n] = rng.uniform(-0.1, 0.4, n), rng.uniform(-0.02, 0.02, n)
    ties = rng.uniform(-0.1, 0.1, (n, n))
    state.polity.ties[:n, :n] = 0.5 * (ties + ties.T)
    state.information.approval[:], polity.inputs.households.population[:] = rng.uniform(-0.3, 0.3, 3), 1 / 3
    polity.inputs.factions.coercion[:n], polity.inputs.factions.dependence[:n] = rng.random((2, n))
    polity.rest.power[:n] = rng.dirichlet([3.0] * n)
    work.unpressed_fund, state.economy.fiscal.posts = rng.uniform(0.5, 1.0, 2)
    p.anchor = rng.choice([0.0, 0.5, 1.0])
    p.inertia, p.dependence = rng.uniform(0.0, 0.05), rng.uniform(0.0, 0.4)
    return polity, seated, int(rng.choice([-1, int(polity.rest.leader), int(rng.integers(n))]))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 100_000))
def test_screening_changes_no_result(seed):
    polity, seated, leader = _troubled(seed)
    out, terms = prospects(), (polity.params.payoff, polity.params.coalition)
    literal = Literal(polity, leader, out).threats(seated)
    found, cycle, number = self_enforcing(seated, leader, polity.scene, out, terms, 0.5, polity.tables())
    assert number == len(literal)
    assert found in (literal or {seated})
    if not cycle and literal:
        sitting(seated, polity.scene, out, *terms)
        gains = {t: gain(t, seated, polity.scene, out, *terms) for t in literal}
        rivals, count = np.array([*literal, *[0] * 8], np.int64), len(literal)
        liked = [t for t in literal if _preferred(t, rivals, count, polity.scene, out, *terms)]
        assert gains[found] == max(gains[t] for t in liked)


def test_screening_is_tried_on_polities_that_do_change():
    changed = 0
    for seed in range(100):
        polity, seated, leader = _troubled(seed)
        terms = (polity.params.payoff, polity.params.coalition)
        changed += self_enforcing(seated, leader, polity.scene, prospects(), terms, 0.5, polity.tables())[0] != seated
    assert 20 < changed < 100
