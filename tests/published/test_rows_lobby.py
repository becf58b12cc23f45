"""Groups, favours and ministries (rows 8, 23, 24) against the games that they name."""

from __future__ import annotations

import math

import numpy as np
import pytest
from economies import Economy, country, made_up
from hypothesis import given, settings
from hypothesis import strategies as st
from polities import Polity, prospects
from scipy.optimize import brentq, minimize_scalar

from winset.economy.directed_credit import access, directed_credit, transfer
from winset.economy.fiscal import fiscal
from winset.economy.ledger import ledger
from winset.economy.shielding import shielding
from winset.games.nash_in_nash import nash_in_nash
from winset.polity.agreement import void
from winset.polity.bargain import solve
from winset.polity.group_pressure import efficacy, group_pressure
from winset.polity.lobbying import lobbying, private_share
from winset.polity.payoff import pressure_flow, pressure_share
from winset.types import PUBLIC, SECTORS, K

MACHINERY, FOOD = SECTORS.index("machinery"), SECTORS.index("food")


def _slump(*outputs: float) -> Economy:
    """A country whose sectors run at the outputs given, in turn."""
    found = Economy(country(made_up()))
    found.state.economy.production.output[:] = np.resize(outputs, K)
    return found


def _deals(found: Economy, purse: np.ndarray | None = None):
    posts = found.posts if purse is None else purse
    directed_credit(found.state.economy, posts, found.inputs, found.params.directed_credit)
    return found.state.economy.credits


# Row 23


@settings(max_examples=60, deadline=None)
@given(st.floats(-0.5, 0.3), st.floats(0.01, 1.0), st.floats(0.05, 0.95))
def test_a_ministry_and_an_industry_split_their_surplus_by_nash(own, gain, weight):
    """t = argmax (own + t)^b (gain - t)^(1-b), with `own` what the deal does to the industry before it is paid."""
    paid = transfer(-own, gain, weight)
    if own + gain <= 0.0:
        assert paid == 0.0
        return

    def lost(t: float) -> float:
        return -weight * math.log(own + t) - (1.0 - weight) * math.log(gain - t)

    room = 1e-9 * (own + gain)
    best = minimize_scalar(lost, bounds=(room - own, gain - room), method="bounded", options={"xatol": 1e-12}).x
    assert paid == pytest.approx(best, abs=1e-5)


def test_credit_is_the_nash_in_nash_of_every_sector_with_its_ministry():
    """Horn and Wolinsky 1988 by the solver of the games floor, on a network of as many pairs as sectors that lose."""
    found = _slump(0.9, 0.8, 1.02, 0.95)
    p, sectors = found.params.directed_credit, found.inputs["sectors"]
    room = _deals(found)
    lost = np.maximum(0.0, 1.0 - np.resize([0.9, 0.8, 1.02, 0.95], K))
    lost[PUBLIC] = 0.0
    wages = p.kept * lost * sectors["labour"] * (1 - found.inputs["accounts"]["income_tax"]) * sectors["value_added"]
    pairs = np.flatnonzero(wages)
    industry = -(wages * (1 - p.retention) * (1 - lost))[pairs]
    ministry = (p.worth * wages)[pairs]
    weight = np.array([1.0 - access(k, room.favour, found.posts, found.inputs) for k in pairs])
    solved = nash_in_nash(
        np.eye(len(pairs)),
        lambda network: (network * ministry).sum(axis=1),
        lambda network: (network * industry).sum(axis=0),
        np.tile(weight, (len(pairs), 1)),
    )
    assert solved.stable
    assert room.paid[pairs] == pytest.approx(np.diag(solved.terms), rel=1e-12)
    assert room.kept == pytest.approx(wages)
    assert room.total == pytest.approx(np.trace(solved.terms))


def test_what_others_were_granted_makes_the_next_deal_dearer():
    found = _slump(0.85)
    first = _deals(found).total
    second = _deals(found).total
    assert 0.0 < second < first
    for _ in range(40):
        last = _deals(found).total
    assert _deals(found).total == pytest.approx(last, rel=1e-12)  # every pair's deal answers the others'


def test_who_lost_more_settles_for_less_and_who_governs_gets_more():
    paid = []
    for output in (0.95, 0.8, 0.5):
        room = _deals(_slump(output))
        paid.append(room.paid[FOOD] / room.kept[FOOD])
    assert paid[0] > paid[1] > paid[2] > 0.0
    out, inside = np.zeros(16), np.zeros(16)
    owner = int(np.argmax(_slump(0.9).inputs["factions"]["holdings"][:4, MACHINERY]))
    inside[owner] = 1.0
    base = _deals(_slump(0.9), out).paid[MACHINERY]
    assert _deals(_slump(0.9), inside).paid[MACHINERY] > base
    given_for = _slump(0.9)
    given_for.state.economy.credits.favour[owner] = 0.5
    assert _deals(given_for, out).paid[MACHINERY] > base


def test_no_deal_where_hands_are_worth_less_than_they_cost():
    found = _slump(0.9)
    p = found.params.directed_credit
    p.worth, p.retention = 0.5, 0.2  # .5 is less than (1 - .2)(1 - .1)
    room = _deals(found)
    assert not room.kept.any()
    assert room.total == 0.0


def test_nothing_lost_needs_no_credit():
    room = _deals(_slump(1.0, 1.05))
    assert not room.kept.any()
    assert not room.paid.any()
    assert room.total == 0.0


def _accounts(found: Economy):
    state = found.state
    ledger(state.economy, state.external, found.posts, found.inputs, found.params.rents)
    room = state.economy.ledger
    return room.households.sum(), np.array(room.income), float(room.government), float(room.residual)


def test_kept_wages_are_paid_by_owners_and_owners_by_the_budget():
    found = _slump(0.9)
    before = _accounts(found)
    room = _deals(found)
    after = _accounts(found)
    assert after[2] - before[2] == pytest.approx(-room.total)
    net = np.array(room.paid) - np.array(room.kept)
    assert after[1] - before[1] == pytest.approx(found.inputs["factions"]["holdings"] @ net)
    dispersed = found.inputs["weights"]["dispersed"] @ net
    assert after[0] - before[0] == pytest.approx(room.kept.sum() + dispersed)
    assert after[3] == pytest.approx(before[3], abs=1e-15)
    gaps = []
    for country_now in (found, _slump(0.9)):
        state = country_now.state
        fiscal(state.economy, state.external, state.polity.policy, country_now.inputs, country_now.params.fiscal)
        gaps.append(float(state.economy.fiscal.gap))
    assert gaps[0] - gaps[1] == pytest.approx(room.total)


# Row 24


@settings(max_examples=60, deadline=None)
@given(st.floats(1e-4, 1.0), st.floats(1e-4, 1.0), st.floats(0.05, 1.0))
def test_effort_is_split_where_its_returns_match(own, public, organised):
    best = minimize_scalar(
        lambda z: -own * math.log(z) - organised * public * math.log(1 - z),
        bounds=(1e-9, 1 - 1e-9), method="bounded", options={"xatol": 1e-12},
    ).x  # fmt: skip
    assert private_share(own, public, organised) == pytest.approx(best, abs=1e-5)


def test_favours_are_the_common_agency_of_grossman_and_helpman():
    """Aid maximises a x (the rulers' own ends) + contributions that rise by z y with every unit of a lobby's aid."""
    found = _slump(0.93)
    economy, inputs, p = found.state.economy, found.inputs, found.params.shielding
    a, give = 0.8, np.array([0.05, 0.0, 0.12, 0.2])  # weight of own ends; z y of the lobbies
    economy.credits.favour[:4] = give / a
    shielding(economy, found.posts, found.state.information.reports, inputs, p)
    room, held, budget = economy.shielding, inputs["factions"]["holdings"], inputs["macro"]["revenue"] / p.cost
    own = p.strategic * inputs["sectors"]["government"] / inputs["sectors"]["output"] + found.posts @ held
    offered, aid, lost = give @ held[:4], np.zeros(K), np.array(room.lost)
    for _ in range(20_000):
        aid = np.clip(aid + 0.001 * (a * (own - aid.sum() / budget) + offered), 0.0, lost)

    def worth(x):
        return a * (own @ x - x.sum() ** 2 / (2 * budget)) + offered @ x

    assert economy.fiscal.shield == pytest.approx(aid.sum(), abs=1e-6)
    assert worth(np.array(room.aid)) == pytest.approx(worth(aid), abs=1e-8)


def _owners(aid: float, felt: float = 0.2) -> tuple[Polity, tuple[float, ...]]:
    """Two owners of the same income; the second owns a tenth of a sector that lost profits, part of which were aided."""
    polity = Polity([0.5, 0.5])
    polity.inputs.factions.holdings[1, MACHINERY] = 0.1
    shield = polity.state.economy.shielding
    shield.lost[MACHINERY], shield.aid[MACHINERY] = 0.4, aid
    polity.work.felt[:2] = felt
    polity.state.polity.policy.concession = 0.1
    return polity, prospects()


def test_lobbying_weighs_the_aid_in_reach_against_the_relief_of_all():
    polity, out = _owners(0.1)
    p = polity.params.lobbying
    lobbying(polity.scene, out, p)
    room, rho = polity.state.polity.coalition.lobby, polity.work.impatience[1]
    spared = pressure_share(1.0, pressure_flow(0.1, out), rho, 0.0) - pressure_share(
        1.0, pressure_flow(out[2], out), rho, 0.0
    )
    gain = 0.25 * 0.1 * 0.4 / polity.work.income[1]  # a quarter of what is lost is aided
    share = gain / (gain + p.organised * 0.2 * spared)
    assert room.private[:2] == pytest.approx([0.0, share])
    assert room.favour[:2] == pytest.approx([0.0, share * 0.5 / p.welfare])  # half of all income
    polity.work.felt[1] = -0.2  # whom pressure pays has a public cause as well
    lobbying(polity.scene, out, p)
    assert room.private[1] == pytest.approx(share)


def test_an_empty_treasury_leaves_only_the_public_cause():
    polity, out = _owners(0.0)
    lobbying(polity.scene, out, polity.params.lobbying)
    assert not polity.state.polity.coalition.lobby.private.any()
    shares = []
    for aid in (0.02, 0.1, 0.4):
        polity, out = _owners(aid)
        lobbying(polity.scene, out, polity.params.lobbying)
        shares.append(polity.state.polity.coalition.lobby.private[1])
    assert shares[0] < shares[1] < shares[2] < 1.0


# Row 8


def _pressed(felt: tuple[float, float, float], incomes: tuple[float, float, float] = (1.0, 1.0, 1.0)) -> Polity:
    """Two members with ideal concessions 0 and .5 and an outsider; nobody has a veto, the purse is empty."""
    polity = Polity([0.5, 0.3, 0.2], members=0b011)
    polity.market(incomes, 1e-9)
    polity.case.ideal[:2, 0], polity.case.salience[:2, 0] = (0.0, 0.5), 1.0
    polity.rest.waiting[:3], polity.params.payoff.alignment = 1e4, 0.0
    polity.params.bargain.exit, polity.params.bargain.grip = 0.0, 1.0
    policy = polity.state.polity.policy
    policy.burden = polity.params.payoff.burden_rest
    policy.concession = policy.commitment = 0.2
    void(policy, 3)
    polity.work.felt[:3] = felt
    return polity


def test_policy_settles_where_marginal_pressures_match():
    """Kaempfer and Lowenberg 1988: what members want and what groups press for and against sums to zero."""
    felt = (0.05, -0.04, 0.6)
    polity, out = _pressed(felt), prospects(final=0.05, q_final=0.5, width=0.2)
    polity.state.external.measures.pressure, polity.state.information.blame = 0.4, 0.3
    p, a = polity.params.group_pressure, polity.params.payoff.ideology
    group_pressure(polity.scene, p)
    press = [(1 + p.signal * 0.4 * (0.7 if x > 0 else 0.3)) * x / 3 for x in felt]
    room, rho = polity.state.polity.coalition.lobby, polity.work.impatience[0]
    assert room.pressing[:3] == pytest.approx(press)
    assert (room.relief, room.defiance) == pytest.approx((press[0] + press[2], -press[1]))
    line, _ = solve((0.2, 0.0, 0.0, polity.state.polity.policy.burden), polity.state.polity.policy.purse.copy(), 0b011,
                    polity.scene, out, polity.params.payoff, polity.params.bargain)  # fmt: skip

    def slope(c: float) -> float:
        """-S'(c) by differences."""
        low, high = (pressure_share(1.0, pressure_flow(x, out), rho, 0.0) for x in (c - 1e-6, c + 1e-6))
        return (low - high) / 2e-6

    def margins(c: float) -> float:
        total = 0.0
        for i, (power, ideal) in enumerate(((0.5, 0.0), (0.3, 0.5))):  # dear deadlock: u_i is power
            others = sum(press[j] for j in range(3) if j != i)
            total += power * (-a * (c - ideal) + (felt[i] + p.weight * others) * slope(c))
        return total

    assert line[0] == pytest.approx(brentq(margins, 0.01, 0.99), abs=3e-3)
    assert line[0] > 0.3 * 0.5 / 0.8 + 0.03  # where the members' own wishes would leave it


def test_who_is_hit_decides_the_sign_and_income_the_force():
    p = _pressed((0.0, 0.0, 0.0)).params.group_pressure
    for felt, sign in ((0.3, 1.0), (-0.3, -1.0)):
        polity = _pressed((0.0, 0.0, felt))
        group_pressure(polity.scene, p)
        assert polity.work.felt[2] == felt  # nobody lobbies who does not decide
        assert np.sign(polity.work.felt[:2]).tolist() == [sign, sign]
    force = []
    for income in (1.0, 0.5):
        polity = _pressed((0.0, 0.0, 0.3))
        polity.work.income[2] = income  # what is left of the 1 that it would have without measures
        group_pressure(polity.scene, p)
        force.append(polity.state.polity.coalition.lobby.relief)
    assert force[1] == pytest.approx(0.5 * force[0])


def test_a_member_is_not_pressed_by_itself_and_exemptions_keep_groups_quiet():
    polity = _pressed((0.3, 0.0, 0.0))
    p = polity.params.group_pressure
    group_pressure(polity.scene, p)
    assert polity.work.felt[0] == pytest.approx(0.3)
    assert polity.work.felt[1] == pytest.approx(p.weight * 0.1)
    quiet = _pressed((0.3, 0.0, 0.0))
    quiet.state.polity.coalition.lobby.private[0] = 0.75
    group_pressure(quiet.scene, p)
    assert quiet.work.felt[1] == pytest.approx(0.25 * p.weight * 0.1)


def test_measures_strengthen_the_side_that_the_public_believes():
    assert efficacy(0.2, 0.6, 0.25, 0.5) == pytest.approx(1 + 0.5 * 0.6 * 0.75)
    assert efficacy(-0.2, 0.6, 0.25, 0.5) == pytest.approx(1 + 0.5 * 0.6 * 0.25)
    assert efficacy(0.2, 0.0, 0.25, 0.5) == 1.0
