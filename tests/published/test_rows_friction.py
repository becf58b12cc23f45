"""What holds a bargain up (rows 14, 15, 30, 40): wars over who pays, unknown winners, red lines, single issues."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polities import CALM, Polity, everyone, prospects
from published.test_polity_bargain import _pressed as pressed

from winset.games.voting import fernandez_rodrik
from winset.games.war_of_attrition import war_of_attrition
from winset.polity.agreement import agreement, void
from winset.polity.bargain import bargain
from winset.polity.bargain_residual import residual
from winset.polity.delayed_reform import delayed_reform, distortion, division, yielding
from winset.polity.gradualism import gradualism, passed
from winset.polity.membership import value_now, view_of
from winset.polity.packaging import packaging
from winset.polity.payoff import policy_value, prepare
from winset.polity.stance import stance
from winset.polity.status_quo_bias import expected_gain, status_quo_bias
from winset.polity.veto import LARGE_MEMBERS, LEADER, UNANIMITY

REST = 0.2


def _divided(apart: float = 0.4, gap: float = 0.04, powers: tuple[float, ...] = (0.5, 0.5)) -> Polity:
    """Two who rule together and differ by `apart` on reform; nobody lends."""
    polity = Polity(powers)
    polity.case.salience[:2, 2], polity.case.ideal[:2, 2] = 1.0, (0.5 - apart / 2, 0.5 + apart / 2)
    polity.state.economy.fiscal.gap = gap
    polity.params.payoff.reform_gap = 0.0
    return polity


def _month(polity: Polity, u: float = 0.0) -> float:
    """One month of the war in which nobody yields, unless `u` says so; returns the marginal type."""
    delayed_reform(polity.scene, u, polity.params.payoff, polity.params.delayed_reform)
    return float(polity.state.polity.policy.agenda.marginal)


@pytest.mark.parametrize(("apart", "gamma", "doubt"), [(0.4, 0.5, 0.4), (0.7, 0.8, 0.4), (0.4, 1.0, 0.2)])
def test_the_hazard_is_that_of_alesina_and_drazen(apart, gamma, doubt):
    solved = war_of_attrition(1.0 - doubt, 1.0, 0.5 + apart / 2, gamma, 0.01)
    for at in (10, 400, 1500):
        theta, left = 0.5 * (solved.types[at] + solved.types[at + 1]), np.log(solved.types[at : at + 2] - 1.0 + doubt)
        hazard = -2.0 * np.diff(left)[0] / np.diff(solved.times[at : at + 2])[0]
        assert yielding(theta, apart, gamma, 0.01) == pytest.approx(hazard, rel=1e-5)


def _types(apart: float, lent: float, doubt: float, months: int = 80) -> np.ndarray:
    """Marginal type after each month of a war in which nobody yields, at one percent a month."""
    polity = _divided(apart)
    polity.state.economy.fiscal.bonds = lent * 0.04
    p = polity.params.delayed_reform
    p.rate, p.doubt = 0.12, doubt
    return np.array([1.0, *(_month(polity) for _ in range(months))])


def test_marginal_types_fall_as_in_the_published_equilibrium():
    solved, found = war_of_attrition(0.6, 1.0, 0.7, 0.5, 0.01), _types(0.4, 0.5, 0.4)
    assert found == pytest.approx(np.interp(np.arange(81.0), solved.times, solved.types), abs=2e-3)


def test_division_and_doubt_delay_and_a_gap_that_nobody_lends_for_hurries():
    def waits(apart: float, lent: float, doubt: float) -> float:
        return float((((_types(apart, lent, doubt, 200) - 1.0 + doubt) / doubt) ** 2).sum())

    base = waits(0.4, 0.3, 0.3)
    assert waits(0.6, 0.3, 0.3) > 1.1 * base
    assert waits(0.4, 0.3, 0.45) > 1.05 * base
    assert waits(0.4, 0.0, 0.3) < 0.85 * base


def test_division_is_zero_where_all_want_the_same_and_one_between_equal_camps():
    p = _divided().params.payoff
    for apart, powers, found in ((0.4, (0.5, 0.5), 0.4), (1.0, (0.5, 0.5), 1.0), (0.0, (0.5, 0.5), 0.0)):
        assert division(0b11, _divided(apart, powers=powers).scene, p) == pytest.approx(found, abs=1e-9)
    assert division(0b11, _divided(0.4, powers=(0.9, 0.1)).scene, p) == pytest.approx(4 * 0.09 * 0.4, abs=1e-9)
    payers = _divided(0.0)  # who pays divides them although reform does not: one lives off office
    payers.work.market[1], payers.work.income[1] = 0.02, 1.0
    slopes = [0.04 * (p.discontent - p.levy * m / i) for m, i in zip(payers.work.market[:2], payers.work.income[:2])]
    assert division(0b11, payers.scene, p) == pytest.approx((slopes[1] - slopes[0]) / p.burden_cost, abs=1e-9)


def test_united_coalitions_settle_at_once_and_the_dear_part_of_a_gap_is_what_nobody_lends():
    assert yielding(1.3, 0.0, 0.5, 0.01) > 1e3
    polity = _divided()
    fiscal = polity.state.economy.fiscal
    fiscal.drawn, fiscal.bonds, fiscal.credit = 0.01, 0.006, 0.004
    assert distortion(fiscal) == pytest.approx(0.5)
    fiscal.credit = 1.0
    assert distortion(fiscal) == 0.0
    first, second = _month(polity), _month(polity)
    assert first == second == 1.0  # who is lent all it lacks can wait for ever


def test_a_war_ends_with_a_yield_or_a_gap_and_begins_again_with_a_coalition():
    polity = _divided()
    agenda, held = polity.state.polity.policy.agenda, polity.work.bargain.held
    _month(polity)
    assert held.tolist() == [0.0, 0.0, 1.0, 1.0, 0.0]
    assert agenda.waited == 1.0
    _month(polity, 1.0 - 1e-12)
    assert (agenda.war, agenda.waited) == (0.0, 2.0)
    _month(polity)
    assert not held.any()
    assert agenda.waited == 2.0  # settled as long as this coalition sits
    polity.state.polity.coalition.members = 0b01
    _month(polity, 1.0)  # a lone ruler has nobody to wait for
    assert (agenda.side, agenda.war) == (1.0, 0.0)
    polity.state.polity.coalition.members = 0b11
    assert 0.9 < _month(polity) < 1.0
    assert agenda.war == 1.0
    polity.state.economy.fiscal.gap = 0.0
    _month(polity)
    assert (agenda.side, agenda.marginal, agenda.war, agenda.waited) == (0.0, 0.0, 0.0, 0.0)
    assert not held.any()


def test_what_is_off_the_agenda_stays_and_counts_neither_as_a_gain_left():
    polity = _divided(gap=0.2)
    polity.params.payoff.reform_gap = 0.5
    polity.case.salience[:2, 0], polity.case.ideal[:2, 0] = 0.5, 0.6
    polity.rest.waiting[:2], polity.rest.value[:2] = 0.5, 0.0
    policy, p = polity.state.polity.policy, polity.params
    policy.burden = p.payoff.burden_rest
    void(policy, 2)
    _month(polity)
    bargain(polity.scene, CALM, p.payoff, p.bargain)
    assert policy.agreed[2:].tolist() == [0.0, p.payoff.burden_rest]
    assert policy.agreed[0] > 0.3
    assert policy.converged == 1.0
    assert not polity.work.bargain.held.any()  # the next bargain starts with everything on the agenda
    line, purse = tuple(policy.agreed), policy.promised.copy()
    assert residual(line, purse, 0b11, polity.scene, CALM, p.payoff) > 1e-3  # reform was worth more
    bargain(polity.scene, CALM, p.payoff, p.bargain)
    assert policy.agreed[2] > 0.3


def _voters(powers: tuple[float, ...], gains: tuple[float, ...], precision: tuple[float, ...]) -> Polity:
    """Members whose marginal value of reform is `gains`, through rents; nobody has a taste for it."""
    polity = Polity(powers)
    n, ledger, p = polity.n, polity.state.economy.ledger, polity.params
    p.payoff.reform_rent = 1.0
    ledger.scarcity[:n] = -np.array(gains) * polity.work.income[:n]
    polity.case.precision[:n] = precision
    polity.rest.waiting[:n], polity.rest.policy[2] = 1.0, REST
    policy = polity.state.polity.policy
    policy.reform = policy.reform_at_rest = REST
    void(policy, n)
    polity.work.winner[:n] = 0.0
    return polity


def _turned_down(polity: Polity) -> bool:
    status_quo_bias(polity.scene, polity.params.payoff, polity.params.status_quo_bias)
    off = bool(polity.work.bargain.held[2])
    assert polity.state.polity.policy.agenda.rejected == float(off)
    assert not polity.work.bargain.held[[0, 1, 3, 4]].any()
    polity.work.bargain.held[:] = 0.0
    return off


SURE, LOST = 1e12, 1e-12
"""Precisions with which one knows all, or nothing, of one's own fate."""
REFERENDUM = (0.49, 0.02, 0.49), (0.5, 0.5, -0.1), (SURE, LOST, LOST)
"""49 winners who know it, 2 who do not, 49 losers who do not: gain 5 against loss 1."""


def test_the_published_referendum_is_rejected_beforehand_and_kept_afterwards():
    published = fernandez_rodrik(100, 51, 5.0, 1.0, known_winners=49)
    assert published.status_quo_bias
    polity = _voters(*REFERENDUM)
    assert _turned_down(polity) is not published.passes_before
    unknown = np.array([0.0, 1.0, 1.0])
    gains, power = np.array(REFERENDUM[1]) * 10.0, np.array(REFERENDUM[0])
    mean = (power * unknown * gains).sum() / (power * unknown).sum()
    assert [expected_gain(g, v, mean) for g, v in zip(gains, unknown)] == pytest.approx(
        [5.0, published.expected, published.expected]
    )
    assert (power * [expected_gain(g, v, mean) for g, v in zip(gains, unknown)]).sum() * 100 == pytest.approx(
        published.total_gain
    )
    policy = polity.state.polity.policy
    policy.reform = 1.0  # imposed: now everybody knows, and going back would need a majority that lost
    void(policy, 3)
    polity.work.winner[:3] = 0.0
    assert not _turned_down(polity)
    polity.state.economy.ledger.scarcity[:3] *= -1.0  # the bargain would now undo it, against those same winners
    polity.state.economy.ledger.scarcity[2] = 1e3 * polity.work.income[2]
    polity.state.economy.ledger.scarcity[:2] = -0.5 * polity.work.income[:2]
    assert policy.agenda.tried == pytest.approx(1.0 - REST)
    assert _turned_down(polity)
    assert published.passes_after


def test_with_all_in_the_light_a_majority_decides():
    powers, gains, _ = REFERENDUM
    assert not _turned_down(_voters(powers, gains, (SURE, SURE, SURE)))
    assert not _turned_down(_voters(powers, gains, (LOST, LOST, LOST)))  # all expect the mean, which is a gain
    polity = _voters(powers, gains, (1.0, 1.0, 1.0))
    polity.params.status_quo_bias.veil = 0.0
    assert not _turned_down(polity)
    polity.params.status_quo_bias.consent = 0.6  # a consensus asks for more
    assert _turned_down(polity)


def test_a_reform_that_nobody_proposes_is_not_voted_on():
    polity = _voters((0.5, 0.5), (0.0, 0.0), (1.0, 1.0))
    polity.case.salience[:2, 2], polity.case.ideal[:2, 2] = 1.0, REST
    prepare(polity.scene, polity.params.payoff)
    assert not _turned_down(polity)
    assert everyone(2) == int(polity.state.polity.coalition.members)


def _opposed() -> Polity:
    """Two with a veto each: the first wants a concession and dislikes alignment, the second the reverse."""
    polity = Polity((0.5, 0.5))
    polity.market(1.0, 1e-9)
    polity.inputs.institutions.veto_rule = UNANIMITY
    polity.case.ideal[:2, 0], polity.case.salience[:2, 0] = (1.0, 0.0), (1.0, 0.3)
    polity.case.ideal[:2, 1], polity.case.salience[:2, 1] = (0.0, 1.0), (0.3, 1.0)
    polity.rest.waiting[:2], polity.rest.value[:2] = 0.2, 0.0
    policy = polity.state.polity.policy
    policy.burden = polity.params.payoff.burden_rest
    void(policy, 2)
    prepare(polity.scene, polity.params.payoff)
    return polity


def _agreed(polity: Polity, skill: float) -> np.ndarray:
    polity.state.polity.policy.agenda.skill = skill
    bargain(polity.scene, CALM, polity.params.payoff, polity.params.bargain)
    return polity.state.polity.policy.agreed


@pytest.mark.parametrize(("skill", "passes"), [(0.0, False), (1.0, False), (2.0, True), (4.0, True)])
def test_a_package_passes_where_none_of_its_parts_does(skill, passes):
    polity = _opposed()
    agreed = _agreed(polity, skill)
    if passes:
        # by symmetry both get the same: each part goes where its marginal gain is its marginal loss
        assert agreed[:2] == pytest.approx([1.0 / 1.3, 1.0 / 1.3], abs=0.01)
    else:
        assert agreed[:2].tolist() == [0.0, 0.0]
    assert (polity.state.polity.policy.agenda.tied > 1.0) == passes
    assert not polity.work.bargain.held.any()


def test_a_ruler_ties_no_more_parts_than_its_skill_and_takes_the_best():
    moved = {}
    for skill in (0.0, 1.0, 2.0, 3.0, 4.0):
        polity = Polity((0.6, 0.4))
        polity.case.ideal[:2], polity.case.salience[:2] = (0.6, 0.5, 0.3), 1.0
        polity.rest.waiting[:2], polity.rest.value[:2] = 0.5, 0.0
        policy, p = polity.state.polity.policy, polity.params
        policy.burden, policy.commitment = p.payoff.burden_rest, 1.0
        policy.purse[:2] = 0.3, 0.7
        void(policy, 2)
        agreed = _agreed(polity, skill)
        moved[skill] = np.abs(agreed[:3]) > 1e-3, abs(policy.promised[0] - 0.3) > 1e-3
        assert policy.agenda.tied == sum(moved[skill][0]) + moved[skill][1] == (skill or 4.0)
        assert policy.converged == 1.0  # of what was tied, all is where it is worth most
    assert moved[1.0][0].tolist() == [True, False, False]
    assert moved[2.0][0][0]
    assert moved[2.0][1]  # the purse had been split against power


def test_skill_is_the_rulers_own_and_lies_between_one_part_and_all():
    polity = Polity((1.0,))
    agenda, p = polity.state.polity.policy.agenda, polity.params.packaging
    found = []
    for u in np.linspace(0.001, 0.999, 301):
        packaging(agenda, u, p)
        found.append(float(agenda.skill))
    assert sorted(set(found)) == [2.0, 3.0, 4.0]
    assert [found.count(k) / 301 for k in (2.0, 3.0, 4.0)] == pytest.approx([1 / 3] * 3, abs=0.01)
    p.skill, p.spread = 1.0, 3.0
    packaging(agenda, 0.0, p)
    assert agenda.skill == 1.0
    packaging(agenda, 1.0, p)
    assert agenda.skill == 4.0


@pytest.mark.parametrize(
    ("ideal", "concession", "rest", "shift"),
    [
        (0.1, 0.5, 0.3, 0.2),  # lived with .3 before: shifts by what came on top
        (0.4, 0.5, 0.3, 0.1),  # only what passes it
        (0.8, 0.5, 0.3, 0.0),  # policy moves its way
        (0.8, 0.1, 0.3, -0.2),
        (0.2, 0.1, 0.3, -0.1),
        (0.1, 0.3, 0.3, 0.0),
        (0.9, 0.3, 0.3, 0.0),
    ],
)
def test_practice_shifts_those_whom_it_has_passed(ideal, concession, rest, shift):
    assert passed(ideal, concession, rest) == pytest.approx(shift)
    polity = Polity((1.0,))
    policy, p = polity.state.polity.policy, polity.params.gradualism
    polity.case.ideal[0, 0], polity.rest.policy[0], policy.concession = ideal, rest, concession
    for _ in range(10):
        gradualism(polity.scene, p)
    expected = shift * (1.0 - (1.0 - p.speed) ** 10)
    assert policy.agenda.drift[0] == pytest.approx(expected, abs=1e-15)
    assert polity.state.polity.induced[0] == policy.agenda.drift[0]


def _lived(drift: float, ideal: float = 0.2) -> Polity:
    """One ruler and a partner whose ideal concession practice has shifted."""
    polity = Polity((0.5, 0.5))
    polity.case.ideal[:2, 0], polity.case.salience[:2, 0] = (0.4, ideal), (0.5, 1.0)
    polity.state.polity.policy.agenda.drift[1] = polity.state.polity.induced[1] = drift
    polity.rest.waiting[:2], polity.rest.value[:2] = 0.5, 0.0
    polity.state.external.sender.months = 12.0
    prepare(polity.scene, polity.params.payoff)
    return polity


def test_a_shifted_red_line_counts_like_an_ideal_point_in_every_value():
    shifted, other = _lived(0.15), _lived(0.0, 0.35)
    p, now = shifted.params, prospects()
    assert shifted.work.slant[1] == pytest.approx(other.work.slant[1])
    for line in ((0.1, 0.2, 0.3, 0.4), (0.6, 0.0, 0.0, 0.3)):
        values = [policy_value(1, line, 0.5, polity.scene, p.payoff) for polity in (shifted, other)]
        assert values[0] == pytest.approx(values[1], abs=1e-14)
    both = 0b11
    assert value_now(1, both, 1.0, view_of(both, shifted.scene, now), shifted.scene, p.payoff, p.coalition) == (
        pytest.approx(value_now(1, both, 1.0, view_of(both, other.scene, now), other.scene, p.payoff, p.coalition))
    )
    before = [polity.state.polity.policy for polity in (shifted, other)]
    for polity, policy in zip((shifted, other), before):
        void(policy, 2)
        bargain(polity.scene, now, p.payoff, p.bargain)
    assert before[0].agreed == pytest.approx(before[1].agreed, abs=1e-9)
    assert before[0].agreed[0] > 0.3
    stance(shifted.scene, now, p.payoff, p.stance)
    stance(other.scene, now, p.payoff, p.stance)
    assert shifted.state.polity.induced[1] - other.state.polity.induced[1] == pytest.approx(0.15)


def test_steps_shrink_with_the_way_left_and_never_pass_the_pace():
    polity = Polity((1.0,))
    policy, p = polity.state.polity.policy, polity.params
    void(policy, 1)
    gradualism(polity.scene, p.gradualism)
    policy.agreed[0] = 0.6
    steps = []
    for _ in range(12):
        before = policy.concession
        agreement(policy, 1, p.bargain)
        steps.append(policy.concession - before)
    part = 1.0 / (1.0 + p.gradualism.cost)
    assert max(steps) == pytest.approx(p.bargain.pace)
    way = 0.6 - np.cumsum([0.0, *steps])
    assert steps == pytest.approx([min(p.bargain.pace, part * left) for left in way[:-1]])


def test_courses_in_opposite_directions_are_u_turns():
    polity = Polity((1.0,))
    policy, p = polity.state.polity.policy, polity.params.gradualism
    turns = []
    for goal in (0.3, 0.5, 0.01, 0.2, -0.2, -0.3, 0.0, 0.4):
        policy.agreed[0] = goal  # the concession in force stays at 0, and .01 is no course
        gradualism(polity.scene, p)
        turns.append(float(policy.agenda.turns))
    assert turns == [0.0, 0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 2.0]


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from((1.0, 2.0, 3.0, 4.0)), st.sampled_from((LEADER, LARGE_MEMBERS)))
def test_a_package_is_inside_the_win_set_and_at_its_optimum(seed, skill, rule):
    polity, out = pressed(seed, rule), prospects()
    policy, p = polity.state.polity.policy, polity.params
    policy.agenda.skill = skill
    bargain(polity.scene, out, p.payoff, p.bargain)
    assert 0.0 <= policy.residual < 2e-3  # of what was tied; outside the win-set it would be 1e9
    assert policy.agenda.tied <= skill
