"""Street, exits, deals and end states (rows 35, 44, 46): limits, frequencies, published shares."""

from __future__ import annotations

import math
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polities import CALM, Polity
from polities import prospects as pressing

from winset import games
from winset.polity.deal import CAPITULATION as GIVEN_UP
from winset.polity.deal import COMPLIANCE, SETTLEMENT, STALEMATE, deal, deal_hazards
from winset.polity.end_state import bloc_shift, end_state
from winset.polity.leader_exit import coup_grievance, exit_hazards, exit_mode, leader_exit, removal_gain, succeed
from winset.polity.prospects import IMPOSED, LIFTED, SUSPENDED, prospects, settlement_level
from winset.polity.street import attack_share, street

U = (np.arange(20_000) + 0.5) / 20_000
MODES = ("regular", "insider", "coup", "uprising")


def _street(hardship=(0.5, 0.3, 0.1), noise: float | None = None) -> Polity:
    polity = Polity([1.0])
    polity.inputs.households.population[:] = 0.3, 0.5, 0.2
    polity.state.information.hardship[:] = hardship
    if noise is not None:
        polity.params.street.noise = noise
    return polity


def test_without_noise_all_of_a_class_attack_or_none():
    polity = _street(noise=2e-3)
    p, info = polity.params.street, polity.state.information
    p.scale, p.deterrence, p.threshold = 1.0, 0.5, 0.2
    shares = {r: attack_share(info, r, polity.inputs.households.population, p) for r in (0.0, 0.1, 0.4, 0.8)}
    assert shares == pytest.approx({0.0: 0.8, 0.1: 0.8, 0.4: 0.3, 0.8: 0.0}, abs=1e-9)


def test_half_attack_where_grievance_meets_the_cost():
    polity = _street((0.5, 0.5, 0.5))
    info, p = polity.state.information, polity.params.street
    info.blame, info.approval[:] = 0.4, -0.05  # approval has fallen for the same hardship: not counted again
    grievance = p.scale * 0.5 * 0.6
    repression = (grievance - p.threshold) / p.deterrence
    assert attack_share(info, repression, polity.inputs.households.population, p) == pytest.approx(0.5)


def test_the_regime_falls_below_one_minus_the_cost_as_noise_vanishes():
    # Morris and Shin: an agent at the threshold finds the mass uniform, so theta* = 1 - c, whatever the noise
    for cost in (0.2, 0.5, 0.7):
        game = games.global_game(cost, 1e-3)
        assert game.theta == pytest.approx(1.0 - cost)
        polity = _street((game.signal,) * 3, noise=2e-3)
        p = polity.params.street
        p.scale, p.threshold, p.deterrence = 1.0, 0.0, 1.0
        population = polity.inputs.households.population
        below, above = (attack_share(polity.state.information, game.signal + e, population, p) for e in (-0.1, 0.1))
        assert (below, above) == pytest.approx((1.0, 0.0), abs=1e-9)


def test_unrest_and_repression_follow_the_attack():
    polity = _street()
    room, p, base = polity.state.polity.street, polity.params.street, 0.3
    polity.inputs.institutions.repression = room.repression = base
    attack = attack_share(polity.state.information, base, polity.inputs.households.population, p)
    street(room, polity.state.information, polity.inputs, 0.1, p)
    assert room.attack == pytest.approx(attack)
    assert room.unrest == pytest.approx(p.speed * (attack - 0.1))
    assert room.repression == pytest.approx(base + p.adjust * p.response * room.unrest)
    for _ in range(600):
        street(room, polity.state.information, polity.inputs, 0.1, p)
    assert room.unrest == pytest.approx(max(0.0, room.attack - 0.1), abs=1e-6)
    assert room.repression == pytest.approx(min(1.0, base + p.response * room.unrest), abs=1e-3)


def test_the_street_is_quiet_at_the_attack_of_rest():
    polity = _street((0.0, 0.0, 0.0))
    room = polity.state.polity.street
    polity.inputs.institutions.repression = room.repression = 0.4
    calm = attack_share(polity.state.information, 0.4, polity.inputs.households.population, polity.params.street)
    for _ in range(12):
        street(room, polity.state.information, polity.inputs, calm, polity.params.street)
    assert (room.unrest, room.repression) == (0.0, 0.4)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.floats(0.0, 0.4), min_size=4, max_size=4).filter(lambda h: sum(h) > 0.01))
def test_exits_compete(hazards):
    room = SimpleNamespace(**dict(zip(MODES, hazards)))
    rooms = Polity([1.0]).state.polity.hazards
    for mode in MODES:
        setattr(rooms, mode, getattr(room, mode))
    found = np.bincount([exit_mode(rooms, u) for u in U[::10]], minlength=5) / len(U[::10])
    total = sum(hazards)
    assert found[0] == pytest.approx(math.exp(-total), abs=1e-3)
    for k, h in enumerate(hazards, start=1):
        assert found[k] == pytest.approx((1.0 - math.exp(-total)) * h / total, abs=2e-3)


def _ruled(powers=(0.4, 0.35, 0.25)) -> Polity:
    polity = Polity(powers, market=0.5)
    institutions = polity.inputs.institutions
    institutions.regular, institutions.insider, institutions.coup, institutions.uprising = 0.05, 0.02, 0.01, 0.005
    polity.inputs.factions.coercion[:3] = 0.2, 0.6, 0.2
    polity.rest.attack = polity.state.polity.street.attack = 0.03
    return polity


def _hazards(polity: Polity, out=CALM, **row: float):
    p = polity.params
    path = SimpleNamespace(succession=0.0) if not row else SimpleNamespace(**row)
    from winset.types import PATH, blank

    month = blank(PATH)[0]
    month.succession = path.succession
    exit_hazards(polity.scene, out, p.payoff, p.coalition, month, p.leader_exit)
    return polity.state.polity.hazards


def test_exit_hazards_at_rest_are_the_base_rates():
    hazards = _hazards(_ruled())
    assert [12.0 * hazards[mode] for mode in MODES] == pytest.approx([0.05, 0.02, 0.01, 0.005], rel=1e-12)
    dated = _ruled()
    p = dated.params.leader_exit
    assert _hazards(dated, succession=1.0).regular == pytest.approx(0.05 / 12 + p.succession)


def test_each_cause_moves_its_own_hazard_and_is_bounded():
    polity = _ruled()
    p, work = polity.params.leader_exit, polity.work
    work.felt[:3] = 0.1, 0.2, 0.0
    grievance = 0.6 * 0.2 / (0.6 + 0.2)  # the leader's own loss and guards do not count
    assert coup_grievance(polity.scene, p) == pytest.approx(grievance)
    assert _hazards(polity).coup == pytest.approx(0.01 / 12 * math.exp(min(p.cap, p.coup * grievance)))
    polity.state.external.sender.relief = 0.75
    assert coup_grievance(polity.scene, p) == pytest.approx(0.25 * grievance)  # what was lifted is no grievance
    polity.state.external.sender.relief = 0.0
    polity.state.polity.street.attack = 0.03 + 0.5 * p.attack_scale
    rise = math.exp(min(p.cap, 0.5 * p.uprising))
    assert _hazards(polity).uprising == pytest.approx(0.005 / 12 * rise)
    polity.state.polity.street.attack = 9.0
    assert _hazards(polity).uprising == pytest.approx(0.005 / 12 * math.exp(p.cap))
    polity.state.polity.coalition.members = 0b101  # the armed one is out: excluded, and nobody shields the ruler
    armed = p.coup * (grievance + 0.75 * p.exclusion)
    assert _hazards(polity).coup == pytest.approx(0.01 / 12 * math.exp(min(p.cap, armed)))
    assert _hazards(polity).uprising == pytest.approx(0.005 / 12 * math.exp(p.cap) * (1.0 + 0.6 * p.shield))


def test_insiders_weigh_the_coalition_without_the_ruler():
    polity = _ruled()
    p = polity.params
    assert removal_gain(polity.scene, CALM, p.payoff, p.coalition) == pytest.approx(0.0, abs=1e-15)
    polity.state.economy.fiscal.posts = 2.0  # posts became worth more than at rest
    gain = 0.0
    for g in (0.35, 0.25):
        value = [math.log((0.5 + f * g / 0.6) / (0.5 + f * g)) for f in (2.0, 1.0)]
        gain += g / 0.6 * (value[0] - value[1])
    assert removal_gain(polity.scene, CALM, p.payoff, p.coalition) == 0.0  # nobody expects to live under pressure
    pressed = pressing(final=0.0)  # nor, here, ever to leave it
    assert removal_gain(polity.scene, pressed, p.payoff, p.coalition) == pytest.approx(gain)
    found = _hazards(polity, pressed).insider
    bounded = min(p.leader_exit.cap, p.leader_exit.insider * gain)
    assert found == pytest.approx(0.02 / 12 * math.exp(bounded))
    polity.state.polity.coalition.members = 0b001  # nobody else is inside
    assert removal_gain(polity.scene, CALM, p.payoff, p.coalition) == 0.0


def test_the_strongest_member_succeeds():
    polity = _ruled()
    succeed(polity.state.polity, 0.5, 3)
    assert (polity.state.polity.coalition.leader, polity.state.polity.coalition.members) == (1, 0b110)
    assert polity.state.polity.policy.purse[:3] == pytest.approx([0.0, 0.35 / 0.6, 0.25 / 0.6])
    assert polity.state.polity.power[:3] == pytest.approx(np.array([0.2, 0.35, 0.25]) / 0.8)
    alone = _ruled()
    alone.state.polity.coalition.members = 0b001
    succeed(alone.state.polity, 0.0, 3)
    assert (alone.state.polity.coalition.leader, alone.state.polity.coalition.members) == (1, 0b010)
    assert alone.state.polity.policy.purse[:3].sum() == pytest.approx(1.0)


def test_one_exit_is_recorded():
    polity = _ruled()
    hazards, events, p = polity.state.polity.hazards, polity.state.polity.events, polity.params.leader_exit
    hazards.coup = 0.5
    leader_exit(polity.scene, 7, 0.999, p)
    assert events.exit == 0.0
    leader_exit(polity.scene, 8, 0.1, p)
    assert (events.exit, events.exit_month, polity.state.polity.coalition.leader) == (3.0, 8.0, 1.0)
    before = polity.state.polity.power.copy()
    leader_exit(polity.scene, 9, 0.1, p)
    assert (events.exit, events.exit_month) == (3.0, 8.0)
    assert before[0] < 0.4
    assert polity.state.polity.power[1] < before[1]  # the next ruler can fall too
    assert polity.state.polity.coalition.leader == 2.0


@settings(max_examples=40, deadline=None)
@given(st.floats(0.5, 0.999), st.floats(0.5, 0.999))
def test_terms_are_those_of_alternating_offers(target, sender):
    # the sender proposes first on the pie of concession: it keeps what the target concedes
    polity = _bargainers()
    share = games.rubinstein(sender, target).shares[0]
    assert share == pytest.approx((1.0 - target) / (1.0 - target * sender))
    level = settlement_level(polity.state.external.sender, 0.1, target, sender, polity.params.prospects)
    assert level == pytest.approx(0.1 + 0.8 * share, rel=1e-9)


def _bargainers(status: float = IMPOSED) -> Polity:
    polity = Polity([0.6, 0.4])
    polity.case.patience[:2] = 0.9, 0.8
    polity.rest.policy[0] = 0.1
    sender = polity.state.external.sender
    sender.status, sender.demand, sender.credibility = status, 0.9, 0.5
    polity.inputs.sender.patience = 0.95
    polity.inputs.sender.first_demand = 0.9
    for field, share in (("at_interim", 0.2), ("at_settlement", 0.6), ("at_compliance", 1.0)):
        polity.inputs.sender[field] = share
    return polity


def test_settlement_level_is_the_share_of_the_way_to_the_demand():
    polity = _bargainers()
    p, sender = polity.params.prospects, polity.state.external.sender
    level = 0.1 + 0.8 * (1.0 - 0.86) / (1.0 - 0.86 * 0.95)
    assert settlement_level(sender, 0.1, 0.86, 0.95, p) == pytest.approx(level)
    out = prospects(polity.scene, p)
    assert out[2] == pytest.approx(level)
    assert out[5] == pytest.approx(0.1 + p.interim_level * (level - 0.1))
    assert out[1] == pytest.approx(p.rate_final * 0.5)
    sender.fatigue = 1.0
    assert settlement_level(sender, 0.1, 0.86, 0.95, p) < level  # a tired sender asks less
    sender.demand = 0.05
    assert settlement_level(sender, 0.1, 0.86, 0.95, p) == pytest.approx(0.1)


def test_ways_out_depend_on_the_state_of_the_sanctions():
    nothing = prospects(_bargainers(0.0).scene, _bargainers().params.prospects)
    assert (nothing[0], nothing[1], nothing[4], nothing[7]) == (0.0, 0.0, 0.0, 0.0)
    threat = prospects(_bargainers(1.0).scene, _bargainers().params.prospects)
    assert threat[0] == threat[3] == threat[4] == 0.0 < min(threat[1], threat[7])
    imposed = prospects(_bargainers(IMPOSED).scene, _bargainers().params.prospects)
    assert imposed[0] == 1.0
    assert min(imposed[1], imposed[4]) > 0.0 == imposed[7]
    half = prospects(_bargainers(SUSPENDED).scene, _bargainers().params.prospects)
    assert min(half[1], half[7]) > 0.0 == half[4]
    lifted = prospects(_bargainers(LIFTED).scene, _bargainers().params.prospects)
    assert lifted[7] > 0.0 == lifted[1] == lifted[4]


def test_deal_hazards_are_logistic_in_the_concession():
    polity = _bargainers()
    out = (1.0, 0.05, 0.6, 0.1, 0.08, 0.4, 0.7, 0.1, 0.4, 0.05)
    hazards, policy, sender = polity.state.polity.hazards, polity.state.polity.policy, polity.state.external.sender
    policy.concession = 0.5
    deal_hazards(sender, policy, out, hazards, 0.02)
    logistic = [1.0 / (1.0 + math.exp(-x)) for x in (-2.0, 2.0)]
    assert (hazards.final, hazards.interim) == pytest.approx((0.05 * logistic[0], 0.08 * logistic[1]))
    assert (hazards.snapback, hazards.capitulation) == (0.0, 0.02)
    sender.status = SUSPENDED
    deal_hazards(sender, policy, out, hazards, 0.02)
    assert (hazards.snapback, hazards.capitulation) == pytest.approx((0.1 * logistic[0], 0.0))


def _dealt(u: float, concession: float = 0.85, status: float = IMPOSED, month: int = 4, **hazards: float) -> Polity:
    polity = _bargainers(status)
    events = polity.state.polity.events
    events.end_month = events.interim_month = -1.0
    polity.state.polity.policy.concession = concession
    for name, value in hazards.items():
        polity.state.polity.hazards[name] = value
    deal(polity.scene, month, u, polity.params.prospects)
    return polity


def test_events_of_a_month_compete():
    rates = dict(final=0.1, interim=0.2, snapback=0.05, capitulation=0.15)
    seen = dict.fromkeys((*rates, "none"), 0)
    for u in U[::20]:
        polity = _dealt(u, **rates)
        sender, events = polity.state.external.sender, polity.state.polity.events
        if events.end == GIVEN_UP:
            seen["capitulation"] += 1
        elif events.end > 0.0:
            seen["final"] += 1
        elif sender.status == SUSPENDED:
            seen["interim"] += 1
        else:
            seen["snapback" if u < 1.0 - math.exp(-0.5) else "none"] += 1
    n, happens = len(U[::20]), 1.0 - math.exp(-0.5)
    assert seen["none"] / n == pytest.approx(1.0 - happens, abs=2e-3)
    for name, rate in rates.items():
        assert seen[name] / n == pytest.approx(happens * rate / 0.5, abs=3e-3)


def test_what_counts_as_compliance():
    p = _bargainers().params.prospects
    line = p.full * 0.9
    assert _dealt(0.0, line + 1e-6, final=1.0).state.polity.events.end == COMPLIANCE
    settled = _dealt(0.0, line - 1e-6, final=1.0)
    assert settled.state.polity.events.end == SETTLEMENT
    assert settled.state.polity.events.end_month == 4.0
    assert settled.state.external.sender.status == LIFTED
    complied = _dealt(0.0, line + 1e-6, final=1.0)
    assert settled.state.external.sender.relief <= complied.state.external.sender.relief <= 1.0
    interim = _dealt(0.0, interim=1.0)
    assert 0.0 < interim.state.external.sender.relief < settled.state.external.sender.relief
    assert interim.state.polity.events.interim_month == 4.0
    back = _dealt(0.0, status=SUSPENDED, snapback=1.0).state.external.sender
    assert (back.relief, back.status) == (0.0, IMPOSED)


def test_bloc_shift_is_the_rise_of_the_mean_ideal():
    polity = Polity([0.5, 0.3, 0.2])
    polity.case.ideal[:3, 0] = 0.1, 0.2, 0.8
    rise = bloc_shift(0b101, 0b011, polity.rest.power, polity.case.ideal, 3)
    assert rise == pytest.approx((0.05 + 0.16) / 0.7 - (0.05 + 0.06) / 0.8)


def _at_end(month: int, months: float, end: float = 0.0) -> Polity:
    polity = Polity([0.5, 0.3, 0.2])
    polity.inputs.counts.months = 24
    polity.case.ideal[:3, 0] = 0.1, 0.2, 0.8
    polity.rest.members, polity.state.polity.coalition.members = 0b011, 0b101
    events = polity.state.polity.events
    events.end, events.shift_month = end, -1.0
    polity.state.external.sender.months = months
    end_state(polity.scene, month, polity.params.end_state)
    return polity


def test_stalemate_is_what_reaches_the_horizon_under_pressure():
    assert _at_end(22, 5.0).state.polity.events.end == 0.0
    last = _at_end(23, 5.0).state.polity.events
    assert (last.end, last.end_month, last.shift_month) == (STALEMATE, 23.0, 23.0)
    assert _at_end(23, 0.0).state.polity.events.end == 0.0  # never under pressure: nothing to end
    assert _at_end(23, 5.0, SETTLEMENT).state.polity.events.end == SETTLEMENT


def test_a_shift_is_recorded_once():
    polity = _at_end(3, 0.0)
    end_state(polity.scene, 4, polity.params.end_state)
    assert polity.state.polity.events.shift_month == 3.0


def test_a_sender_that_gave_up_does_not_come_back():
    polity = _ruled()
    sender, events = polity.state.external.sender, polity.state.polity.events
    sender.status, sender.demand, sender.credibility = IMPOSED, 0.8, 0.5
    polity.state.polity.hazards.capitulation = 1.0
    deal(polity.scene, 5, 0.1, polity.params.prospects)
    assert (sender.status, sender.relief, events.end) == (LIFTED, 1.0, GIVEN_UP)
    assert prospects(polity.scene, polity.params.prospects)[7] == 0.0
    polity.state.polity.policy.pact.signed = 0.3  # a deal that was signed can be broken
    assert prospects(polity.scene, polity.params.prospects)[7] == polity.params.prospects.rate_snapback
