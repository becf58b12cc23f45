"""What rulers' words are worth (rows 26, 43): Backus and Driffill's update, and when a pact holds itself."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polities import Polity, prospects

from winset.polity.pact import pact
from winset.polity.payoff import logistic, policy_value, prepare, pressure_flow, pressure_share
from winset.polity.prospects import IMPOSED, LIFTED, SUSPENDED
from winset.polity.prospects import prospects as outlook
from winset.polity.reputation import posterior, reputation, trusted

inside = st.floats(0.02, 0.98)


def _ruler(plan: float = 0.6, stand: float = 0.2, now: float = 0.3, agreed: float = 0.6) -> Polity:
    """The coalition had announced `plan` when policy stood at `stand`; it stands at `now`, with `agreed` announced."""
    polity = Polity([1.0])
    room, policy = polity.state.information.reputation, polity.state.polity.policy
    room.belief, room.plan, room.stand = polity.params.reputation.prior, plan, stand
    policy.concession, policy.agreed[0] = now, agreed
    return polity


def _after(polity: Polity, fresh: float = 0.0) -> float:
    reputation(polity.state.information.reputation, polity.state.polity.policy, fresh, polity.params.reputation)
    return float(polity.state.information.reputation.belief)


@settings(max_examples=60, deadline=None)
@given(inside, st.floats(0.05, 0.8))
def test_one_step_kept_is_the_update_of_backus_and_driffill(belief, keep):
    p = Polity([1.0]).params.reputation
    p.slip, p.keep = 0.0, keep
    assert posterior(belief, 1.0, 0.0, p) == pytest.approx(belief / (belief + (1.0 - belief) * keep), rel=1e-12)
    assert posterior(belief, 0.0, 1.0, p) == 0.0  # who never slips and did not deliver is unmasked


@settings(max_examples=40, deadline=None)
@given(inside, st.floats(0.0, 4.0), st.floats(0.0, 4.0))
def test_the_belief_is_bayes_and_does_not_depend_on_the_order(belief, kept, withdrawn):
    p = Polity([1.0]).params.reputation
    bound = (1.0 - p.slip) ** kept * p.slip**withdrawn
    free = p.keep**kept * (1.0 - p.keep) ** withdrawn
    expected = belief * bound / (belief * bound + (1.0 - belief) * free)
    assert posterior(belief, kept, withdrawn, p) == pytest.approx(expected, rel=1e-9)
    assert posterior(posterior(belief, kept, 0.0, p), 0.0, withdrawn, p) == pytest.approx(expected, rel=1e-9)


def test_reputation_follows_what_is_carried_out_of_what_was_announced():
    p = Polity([1.0]).params.reputation
    kept = posterior(p.prior, 1.0, 0.0, p)  # .1 of the .4 announced
    assert _after(_ruler()) == pytest.approx(kept + p.forget * (p.prior - kept))
    more = _ruler(now=0.9, agreed=0.9)  # no more than what was announced counts
    whole = posterior(p.prior, 4.0, 0.0, p)
    assert _after(more) == pytest.approx(whole + p.forget * (p.prior - whole))
    room = more.state.information.reputation
    assert (room.plan, room.stand) == (0.9, 0.9)
    dropped = posterior(p.prior, 1.0, 3.0, p)  # the rest of the plan is given up
    assert _after(_ruler(agreed=0.3)) == pytest.approx(dropped + p.forget * (p.prior - dropped))


def test_leaving_a_signed_level_is_a_word_withdrawn():
    polity = _ruler(plan=0.5, stand=0.5, now=0.35, agreed=0.35)
    polity.state.polity.policy.pact.signed = 0.45
    p = polity.params.reputation
    broken = posterior(p.prior, 0.0, 1.0, p)  # .1 below what was signed; the rest was never promised
    assert _after(polity) == pytest.approx(broken + p.forget * (p.prior - broken))


def test_reputation_rests_where_nothing_is_announced_and_a_new_ruler_starts_afresh():
    still = _ruler(plan=0.2, stand=0.2, now=0.2, agreed=0.2)
    p, room = still.params.reputation, still.state.information.reputation
    assert _after(still) == pytest.approx(p.prior, abs=1e-15)
    assert room.trust == pytest.approx(0.0, abs=1e-15)
    room.belief = 0.9
    assert _after(still) == pytest.approx(0.9 + p.forget * (p.prior - 0.9))
    assert _after(still, fresh=1.0) == p.prior


def test_deals_come_at_a_rate_in_proportion_to_the_chance_that_they_are_kept():
    polity = _ruler()
    p, sender, room = polity.params, polity.state.external.sender, polity.state.information.reputation
    sender.status, sender.demand, sender.credibility = IMPOSED, 0.9, 0.5
    polity.inputs.sender.patience = 0.95
    before = outlook(polity.scene, p.prospects)
    for belief in (0.0, 0.2, 1.0):
        room.trust = trusted(belief, p.reputation)
        now = outlook(polity.scene, p.prospects)
        keeps = [m * (1.0 - p.reputation.slip) + (1.0 - m) * p.reputation.keep for m in (belief, p.reputation.prior)]
        for rate in (1, 4):  # final and interim deal
            assert now[rate] / before[rate] == pytest.approx(keeps[0] / keeps[1])


def _held(months: int, concession: float = 0.5, status: int = LIFTED, signed: float = 0.5) -> Polity:
    polity = Polity([1.0])
    room = polity.state.polity.policy.pact
    room.signed = signed
    for _ in range(months):
        pact(room, status, concession, polity.params.pact)
    return polity


def test_a_pact_binds_by_the_months_for_which_it_was_kept():
    for months in (0, 6, 24, 96):
        polity = _held(months)
        room, p = polity.state.polity.policy.pact, polity.params.pact
        depth = 1.0 - math.exp(-months / p.months)
        assert (room.held, room.bond) == pytest.approx((months, p.strength * depth))
        assert room.clarity == pytest.approx(p.clarity * depth)
    p = Polity([1.0]).params.pact
    assert _held(10, 0.5 - p.slack).state.polity.policy.pact.held == pytest.approx(
        0.0, abs=1e-12
    )  # missed by the slack: it does not age
    assert _held(10, 0.5 - 0.5 * p.slack, SUSPENDED).state.polity.policy.pact.held == pytest.approx(5.0)


def test_without_relief_or_a_signature_there_is_no_pact():
    for polity in (_held(9, status=IMPOSED), _held(9, signed=0.0)):
        room = polity.state.polity.policy.pact
        assert (room.held, room.bond, room.clarity) == (0.0, 0.0, 0.0)
    polity = _held(30)
    room = polity.state.polity.policy.pact
    pact(room, IMPOSED, 0.5, polity.params.pact)  # the deal was reversed
    assert (room.held, room.bond) == (0.0, 0.0)


def _breach(bond: float, felt: float, back: float = 0.1) -> float:
    """What keeping a pact signed at .5 is worth over leaving it for .1, where only leaving brings pressure back."""
    polity = Polity([1.0])
    polity.case.ideal[0, 0], polity.case.salience[0, 0] = 0.1, 1.0
    polity.work.felt[0], polity.work.bond[0] = felt, bond
    polity.state.polity.policy.pact.signed = 0.5
    polity.rest.policy[:] = 0.1, 0.0, 0.0
    out = (0.0, 0.0, 0.9, 0.1, 0.0, 0.4, 0.7, back, 0.3, 0.002)
    p, rho = polity.params.payoff, polity.work.impatience[0]
    values = []
    for c in (0.5, 0.1):
        share = pressure_share(0.0, pressure_flow(c, out), rho, 0.0)
        values.append(policy_value(0, (c, 0.0, 0.0, p.burden_rest), share, polity.scene, p))
    return values[0] - values[1]


@pytest.mark.parametrize("bond", [0.0, 0.03, 0.06])
def test_a_pact_holds_itself_above_the_critical_discount_factor(bond):
    # (deviate - pact) / (deviate - punish) with the factor d = rate / (impatience + rate) of a reversal
    polity, back = Polity([1.0]), 0.1
    gain = 0.5 * polity.params.payoff.ideology * 0.16 - 0.4 * bond  # of leaving, at home
    critical_felt = gain * (polity.work.impatience[0] + back) / back  # d = gain / felt
    assert _breach(bond, critical_felt, back) == pytest.approx(0.0, abs=1e-9)
    assert _breach(bond, critical_felt + 0.01, back) > 0.0 > _breach(bond, critical_felt - 0.01, back)


def test_a_pact_charges_its_audience_and_clears_the_view_from_abroad():
    polity = _held(24)
    p, room = polity.params, polity.state.polity.policy.pact
    polity.inputs.factions.audience[0] = 0.5
    prepare(polity.scene, p.payoff)
    assert polity.work.bond[0] == pytest.approx(0.5 * p.payoff.audience * room.bond)
    polity.state.external.sender.status = LIFTED
    polity.state.external.sender.demand, polity.inputs.sender.patience = 0.9, 0.95
    width = outlook(polity.scene, p.prospects)[9]
    assert width == pytest.approx(p.prospects.width * (1.0 - room.clarity))
    near = prospects(width=0.05)
    assert logistic(-0.1 / width) < logistic(-0.1 / near[9])  # who keeps is spared, who leaves is found out
    polity.state.external.sender.status = SUSPENDED
    assert outlook(polity.scene, p.prospects)[9] == p.prospects.width
