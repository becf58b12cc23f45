"""Public signals (rows 16-18) and deals before imposition (row 44): crisis game, tied hands, displays, threat stage."""

from __future__ import annotations

import math

import numpy as np
import pytest
from polities import Polity, sender_of
from scipy.stats import norm

from winset import games
from winset.external.sender import (
    IMPOSE,
    IMPOSED,
    LIFTED,
    NONE,
    THREAT,
    WAIT,
    act_value,
    carry_out,
    challenge,
    challenges,
    stands_firm,
)
from winset.information.costly_signals import costly_signals, dropped, evidence
from winset.information.displays import displays, riley, staying_power
from winset.information.public_commitment import public_commitment, tied
from winset.polity.deal import CAPITULATION, COMPLIANCE, SETTLEMENT, deal, deal_hazards
from winset.polity.payoff import felt_loss, prepare, pressure_share, stake
from winset.polity.policy_terms import unpressed_terms
from winset.polity.prospects import falls_due, prospects
from winset.polity.resistance import resistance, resists

U = (np.arange(4000) + 0.5) / 4000
VIEW = (0.2, 0.4, 0.1, 0.1, 0.7, 0.6)


def logistic(x: float) -> float:
    return 1.0 / (1.0 + math.exp(-x))


def test_who_stands_firm_follows_the_senders_own_payoff():
    sender, traits, p = sender_of(THREAT)
    edge = act_value(IMPOSE, VIEW, sender, traits, p) - act_value(WAIT, VIEW, sender, traits, p)
    firm, found = stands_firm(0.0, 0.0, VIEW, sender, traits, p)
    assert found == pytest.approx(edge)
    assert firm == pytest.approx(logistic(p.precision * (edge + 0.1)))
    resolved = stands_firm(1.0, 0.5, VIEW, sender, traits, p)[0]
    assert resolved == pytest.approx(logistic(p.precision * (edge + p.steadfast * 0.2 * p.first_step + 0.15)))
    ready, traits, p = sender_of(THREAT, intensity=1.0)  # a script holds the whole package ready before it is in force
    assert stands_firm(0.0, 0.0, VIEW, ready, traits, p)[0] == pytest.approx(firm)
    assert ready.intensity == 1.0


def test_extreme_value_shocks_leave_no_selection_inside_a_type():
    rng, precision, firm, back = np.random.default_rng(3), 10.0, -0.02, -0.1
    shocks = rng.gumbel(size=(2, 400_000)) / precision
    stand, drop = firm + shocks[0], back + shocks[1]
    expected = logistic(precision * (firm - back))
    for cutoff in (-1.0, 0.0, 0.2):
        made = np.maximum(stand, drop) >= cutoff
        assert np.mean(stand[made] > drop[made]) == pytest.approx(expected, abs=0.006)


def test_a_threat_is_worth_what_the_crisis_game_says():
    sender, traits, p = sender_of(NONE)
    firm, edge = stands_firm(0.0, 0.0, VIEW, sender, traits, p)
    wait, terms, resist = act_value(WAIT, VIEW, sender, traits, p), 0.1 + 0.7 * 0.7, VIEW[5]
    worth = (1.0 - resist) * (terms - wait) + resist * (firm * edge - (1.0 - firm) * 0.1)
    assert challenge(0.0, VIEW, sender, traits, p) == pytest.approx(worth)
    assert challenges(0.0, VIEW, sender, traits, p) == pytest.approx(logistic(p.precision * worth))
    assert challenges(0.0, (*VIEW[:5], 0.0), sender, traits, p) == 1.0
    assert challenge(1.0, VIEW, sender, traits, p) > worth  # a resolved sender threatens sooner
    sure = (*VIEW[:5], 1.0)
    assert challenge(0.0, sure, sender, traits, p) < worth


def test_a_threat_is_carried_out_as_often_as_it_falls_due_and_is_meant():
    done = 0
    for u in U:
        sender, _, p = sender_of(THREAT)
        carry_out(sender, 0.3, 0.25, u, p)
        done += int(sender.status) == IMPOSED and sender.intensity == p.first_step
    assert done / len(U) == pytest.approx((1.0 - math.exp(-0.3)) * 0.75, abs=1e-3)
    sender, _, p = sender_of(LIFTED)
    carry_out(sender, 9.0, 0.0, 0.1, p)
    assert sender.status == LIFTED


def test_the_answer_is_that_of_the_crisis_game():
    """The argument of p_R at the equilibria of games.crisis_signalling, whose shocks are normal."""
    game = {"S_A": 0.0, "V_A": 1.0, "C_B": -0.7, "W_A": -0.3, "W_B": -1.1, "a": -0.4, "V_B": 0.2}
    found = games.crisis_signalling.equilibria(game)
    for p_f, p_r in zip(found.p_F, found.p_R, strict=True):
        answer = resists(game["V_B"] - game["C_B"], game["V_B"] - game["W_B"], p_f, 1.0)
        assert math.log(answer / (1.0 - answer)) == pytest.approx(norm.ppf(p_r), abs=1e-8)


def _faced(powers=(0.5, 0.4, 0.1)) -> Polity:
    polity = Polity(powers)
    polity.state.information.loss[:3] = 0.1, 0.3, 0.3
    polity.state.information.signals.firm, polity.state.information.signals.weak = 0.9, 0.5
    polity.case.salience[:3, 0], polity.case.ideal[:3, 0] = 1.0, 0.1
    return polity


def _answer(polity: Polity, i: int, level: float, feared: float = 0.0) -> float:
    p = polity.params
    loss = max(polity.state.information.loss[i], feared * polity.inputs.factions.exposure[i])
    pain = stake(felt_loss(loss, 0.0, p.payoff), 1.0, 0.0)
    gain = unpressed_terms(i, 0.0, polity.scene, p.payoff) - unpressed_terms(i, level, polity.scene, p.payoff)
    return resists(gain, pain, 0.7, p.costly_signals.noise)  # beliefs of one half


def test_a_threat_is_met_only_if_all_who_can_block_would_meet_it():
    polity = _faced()
    room, p = polity.state.information.signals, polity.params
    for rule, blocking in ((0, [0]), (1, [0, 1]), (2, [0, 1, 2]), (3, [0])):
        polity.inputs.institutions.veto_rule, polity.inputs.institutions.veto_threshold = rule, 0.35
        resistance(polity.scene, 0.6, 0.0, p.payoff, p.costly_signals)
        expected = 1.0 - math.prod(1.0 - _answer(polity, j, 0.6) for j in blocking)
        assert room.resist == pytest.approx(expected)
    polity.inputs.factions.exposure[0] = 0.8
    resistance(polity.scene, 0.6, 0.5, p.payoff, p.costly_signals)
    assert room.resist == pytest.approx(_answer(polity, 0, 0.6, 0.5))
    assert room.resist < expected  # who knows what is coming gives way


def test_beliefs_move_by_likelihood_ratios():
    polity = Polity([0.6, 0.4])
    information, sender = polity.state.information, polity.state.external.sender
    room, chances = information.signals, (0.9, 0.6, 0.5, 0.25)
    polity.inputs.counts.factions = 2
    sender.status = THREAT
    costly_signals(polity.scene, chances, 0.05, 0.08)
    assert information.resolve[:2] == pytest.approx([math.log(2.0)] * 2)  # twice as likely from the resolved
    assert (room.firm, room.weak, room.back, room.threatened) == pytest.approx((0.9, 0.6, 0.4, 1.0))
    sender.resolved = 1.0
    costly_signals(polity.scene, (0.9, 0.6, 1.0, 1.0), 0.05, 0.08)
    waited = math.log(math.exp(-0.05 * 0.9) / math.exp(-0.05 * 0.6))
    assert information.resolve[0] == pytest.approx(math.log(2.0) + waited)
    assert room.back == pytest.approx(0.1)
    sender.status = IMPOSED
    costly_signals(polity.scene, chances, 0.0, 0.08)
    assert information.resolve[0] == pytest.approx(math.log(2.0) + waited + math.log(1.5))
    assert (room.firm, room.back, room.threatened) == (0.0, 0.0, 0.0)
    held = information.resolve[0]
    costly_signals(polity.scene, chances, 0.0, 0.08)
    assert information.resolve[0] == held  # nothing new was done
    assert evidence(0.4, 0.4) == 0.0


def test_who_waits_out_a_threat_expects_pressure_with_the_chance_that_the_sender_stands_firm():
    for log_odds in (-2.0, 0.0, 1.5):
        m = logistic(log_odds)
        lift = dropped(log_odds, 0.9, 0.4, 0.08)
        share = pressure_share(0.0, (0.08, 0.08), 1e-9, lift)
        assert share == pytest.approx(m * 0.9 + (1.0 - m) * 0.4, rel=1e-6)
    assert dropped(0.3, 1.0, 1.0, 0.08) == 0.0


def test_lift_is_written_only_while_a_threat_stands():
    polity = Polity([0.6, 0.4])
    polity.state.external.sender.status = THREAT
    costly_signals(polity.scene, (0.8, 0.8, 1.0, 1.0), 0.05, 0.08)
    assert polity.state.information.lift[:2] == pytest.approx([0.02] * 2)
    polity.state.external.sender.status, polity.state.information.lift[0] = NONE, 0.5
    costly_signals(polity.scene, (0.8, 0.8, 1.0, 1.0), 0.05, 0.08)
    assert polity.state.information.lift[0] == 0.5


def _threatened(concession: float = 0.6) -> Polity:
    polity = Polity([0.6, 0.4])
    polity.case.patience[:2], polity.rest.policy[0], polity.inputs.sender.patience = 0.9, 0.1, 0.95
    sender = polity.state.external.sender
    sender.status, sender.demand, sender.credibility = THREAT, 0.9, 0.5
    polity.state.polity.policy.concession = concession
    return polity


def test_a_threat_can_be_settled_before_it_bites():
    polity = _threatened()
    p, out = polity.params.prospects, prospects(polity.scene, polity.params.prospects)
    assert (out[0], out[3]) == (0.0, 0.0)  # nothing presses, and nothing would be left
    assert out[1] == pytest.approx(p.rate_impose * 0.5)
    hazards, policy, sender = polity.state.polity.hazards, polity.state.polity.policy, polity.state.external.sender
    deal_hazards(sender, policy, out, hazards, 0.03)
    met = logistic((0.6 - out[2]) / p.width)
    assert hazards.final == pytest.approx(p.rate_impose * 0.5 * met)
    assert falls_due(0.6, out[2], p) == pytest.approx(p.rate_impose * (1.0 - met))
    assert (hazards.interim, hazards.snapback, hazards.capitulation) == (0.0, 0.0, 0.03)
    deal(polity.scene, 5, 1e-9, p)
    events = polity.state.polity.events
    assert (events.end, events.end_month, events.at_threat) == (SETTLEMENT, 5.0, 1.0)
    assert (sender.status, sender.relief, policy.pact.signed) == (LIFTED, 1.0, 0.6)


def test_full_compliance_a_dropped_threat_and_a_broken_word():
    polity = _threatened(0.85)
    hazards, sender, p = polity.state.polity.hazards, polity.state.external.sender, polity.params.prospects
    hazards.final = 1.0
    deal(polity.scene, 2, 0.1, p)
    assert polity.state.polity.events.end == COMPLIANCE
    hazards.final, hazards.snapback = 0.0, 1.0
    deal(polity.scene, 3, 0.1, p)
    assert (sender.status, sender.relief) == (THREAT, 0.0)  # nothing was ever in force: the threat is back
    sender.status, sender.relief, sender.months = LIFTED, 0.9, 12.0
    deal(polity.scene, 4, 0.1, p)
    assert sender.status == IMPOSED
    other = _threatened()
    other.state.polity.hazards.capitulation = 1.0
    deal(other.scene, 7, 0.1, p)
    events = other.state.polity.events
    assert (events.end, events.at_threat, other.state.external.sender.relief) == (CAPITULATION, 1.0, 1.0)


def _room():
    polity = Polity([1.0])
    return polity.state.information.signals, polity.params.public_commitment


def test_stands_are_taken_at_a_rate_that_rises_with_what_is_at_stake():
    for at_stake in (0.05, 0.2):
        taken = 0
        for u in U:
            room, p = _room()
            public_commitment(room, IMPOSED, 0.3, at_stake, u, p)
            taken += room.stand == 1.0
        assert taken / len(U) == pytest.approx(1.0 - math.exp(-p.tempo * at_stake), abs=1e-3)
    room, p = _room()
    public_commitment(room, IMPOSED, 0.3, 0.0, 0.0, p)
    assert room.stand == 0.0


def test_audience_costs_grow_in_proportion_to_time():
    room, p = _room()
    for month in range(1, 13):
        public_commitment(room, IMPOSED, 0.3, 50.0, 0.5, p)
        assert room.tied == pytest.approx(p.growth * month)
    assert tied(1e4, p) == p.most
    polity = Polity([1.0])
    polity.inputs.factions.audience[0] = 0.7
    prepare(polity.scene, polity.params.payoff)
    bare = polity.work.audience[0]
    polity.state.information.signals.tied = 0.4
    prepare(polity.scene, polity.params.payoff)
    assert polity.work.audience[0] == pytest.approx(1.4 * bare)


def test_a_stand_ends_by_reversal_or_with_the_crisis():
    room, p = _room()
    public_commitment(room, THREAT, 0.3, 50.0, 0.5, p)
    public_commitment(room, THREAT, 0.3 + 0.9 * p.step, 50.0, 0.5, p)
    assert (room.stand, room.line, room.reversed) == (2.0, 0.3, 0.0)
    public_commitment(room, IMPOSED, 0.3 + 1.1 * p.step, 50.0, 0.5, p)
    assert (room.stand, room.tied, room.reversed) == (0.0, 0.0, 1.0)
    public_commitment(room, IMPOSED, 0.4, 50.0, 0.5, p)
    assert room.line == 0.4
    public_commitment(room, LIFTED, 0.4, 50.0, 0.5, p)
    assert (room.stand, room.tied) == (0.0, 0.0)


def test_a_threat_that_stands_ties_the_senders_hands_until_nobody_bluffs():
    room, p = _room()
    room.threatened = 6.0
    public_commitment(room, THREAT, 0.3, 0.0, 0.5, p)
    assert room.abroad == pytest.approx(6.0 * p.growth)
    found = [stands_firm(0.0, bound, VIEW, *sender_of(THREAT, cost=0.5))[0] for bound in (0.0, 1.0, 10.0)]
    assert found[0] < found[1] < 0.5 < 0.99 < found[2]
    crisis = games.audience_cost([1.0, 1.0], [1.0, 1.0], [-1.0, -1.0])  # Fearon: past the horizon all are locked in
    assert 0.0 < crisis.horizon < 1.0


def test_shows_lie_on_the_path_of_riley():
    """games.signalling.spence has any number of types at a reward of one; with many of them its path is the closed form."""
    types = np.linspace(1e-6, 1.0, 2001)
    found = games.signalling.spence(types, price=0.7)
    for k in (500, 1200, 2000):
        assert riley(types[k], 1.0, 0.7) == pytest.approx(found.signals[k], rel=5e-3)
    reward, price = 0.6, 0.7  # no type gains by another's show
    show = np.array([riley(t, reward, price) for t in types])
    for theta in (0.2, 0.6, 0.9):
        payoff = reward * types - price * show / theta
        assert types[payoff.argmax()] == pytest.approx(theta, abs=1e-3)
    assert riley(1.0, 50.0, 0.7) == 1.0


def _showing(status: float = IMPOSED, left: float = 0.5) -> Polity:
    polity = Polity([0.6, 0.3, 0.1], members=0b011)
    polity.case.buffer[:3] = 12.0, 12.0, 6.0
    polity.state.polity.buffer[:3] = 12.0 * left, 12.0 * left, 6.0
    polity.inputs.institutions.claims, polity.inputs.institutions.media = 0.5, 0.8
    polity.state.external.sender.status = status
    return polity


def test_both_audiences_read_one_show_and_members_pay_for_it():
    polity = _showing()
    p, room, media = polity.params.displays, polity.state.information.signals, 0.8
    displays(polity.scene, p)
    show = riley(0.5, p.worth * (1.0 + 0.5 * media), p.price)
    assert room.rally == pytest.approx(show)
    assert room.shown == pytest.approx(p.heed * 0.5)
    assert polity.state.information.approval[:] == pytest.approx([p.gain * media * show] * 3)
    assert polity.state.polity.buffer[:3] == pytest.approx([6.0 - p.price * show / 0.5] * 2 + [6.0])
    assert staying_power(_showing(left=0.25).state.polity, polity.case.buffer, 3) == pytest.approx(0.25)


def test_threats_rally_too_and_free_media_less():
    shows = {}
    for media in (0.8, 0.2):
        for status in (NONE, THREAT, IMPOSED, LIFTED):
            polity = _showing(status)
            polity.inputs.institutions.media = media
            displays(polity.scene, polity.params.displays)
            shows[media, status] = (polity.state.information.signals.rally, polity.state.information.approval[0])
    assert shows[0.8, NONE] == shows[0.8, LIFTED] == (0.0, 0.0)
    assert shows[0.8, THREAT] == shows[0.8, IMPOSED]
    assert all(free < controlled for free, controlled in zip(shows[0.2, THREAT], shows[0.8, THREAT], strict=True))
    polity = _showing(left=0.0)
    displays(polity.scene, polity.params.displays)
    assert polity.state.information.signals.rally == 0.0  # who has nothing left shows nothing
