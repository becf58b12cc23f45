"""Voices that rulers hear or fear (rows 2, 20, 22, 41, 45) against closed forms and their own optimisation problems."""

from __future__ import annotations

import numpy as np
import pytest
from economies import Economy, country, made_up, path
from hypothesis import given, settings
from hypothesis import strategies as st
from polities import CALM, Polity

from winset.economy.shielding import shielding
from winset.games.cheap_talk import cheap_talk
from winset.games.expected_utility import expected_utility
from winset.games.voting import vote_share as game_share
from winset.information.sector_reports import divergence, messages, reported, sector_reports
from winset.polity.brokers import betweenness, brokers, worth_of_access
from winset.polity.leader_exit import exit_hazards, leader_exit, lost_vote
from winset.polity.opposition import affordable, opposition, vote_share, widened
from winset.polity.payoff import attitude
from winset.polity.risk_appetite import exponents, risk_appetite
from winset.polity.strategic_neglect import strategic_neglect, withheld, worth_of_office
from winset.polity.street import street
from winset.polity.weighted_mean import weighted_mean
from winset.types import PATH, K, blank


@settings(max_examples=60, deadline=None)
@given(st.floats(0.0005, 0.6), st.floats(0.0, 1.0))
def test_reports_are_the_most_informative_partition_of_crawford_and_sobel(bias, state):
    game = cheap_talk(bias).selected
    count = messages(bias)
    assert count == len(game.actions)
    cell = np.searchsorted(game.cuts, state, side="left") - 1
    if np.abs(game.cuts - state).min() > 1e-9:
        assert reported(state, bias, count) == pytest.approx(game.actions[max(0, cell)], abs=1e-9)


def test_a_bias_of_a_twentieth_cuts_at_two_and_seven_fifteenths():
    assert messages(0.05) == 3
    means = [reported(s, 0.05, 3.0) for s in (0.0, 2 / 15, 0.2, 7 / 15, 0.5, 1.0)]
    assert means == pytest.approx([1 / 15, 1 / 15, 4.5 / 15, 4.5 / 15, 11 / 15, 11 / 15])
    assert messages(0.25) == 1
    assert reported(0.9, 0.3, 1.0) == 0.5


def _reports(output: np.ndarray, posts: int | None = None):
    """A made-up economy whose sectors stand at `output` (K,), with all posts held by one faction or by none."""
    found = Economy(country(made_up()))
    purse = np.zeros(len(found.posts))
    if posts is not None:
        purse[posts] = 1.0
    found.state.economy.production.output[:] = output
    room = found.state.information.reports
    sector_reports(room, found.state.economy, purse, found.inputs, found.params.sector_reports)
    return found, purse, room


def test_outsiders_are_heard_in_rough_figures_and_insiders_exactly():
    output = np.linspace(0.7, 1.0, K)
    found, _, room = _reports(output)
    worst = 0.3
    bias = found.params.sector_reports.bias / worst
    expected = [worst * reported((1.0 - y) / worst, bias, messages(bias)) for y in output]
    assert room.told == pytest.approx(expected)
    assert len(set(np.round(room.told, 12))) == messages(bias)
    holdings = found.inputs["factions"]["holdings"]
    holdings[0, 3] = 1.0
    purse = np.zeros(len(found.posts))
    purse[0] = 1.0
    assert divergence(3, purse, found.inputs, found.params.sector_reports) == 0.0
    sector_reports(room, found.state.economy, purse, found.inputs, found.params.sector_reports)
    assert room.told[3] == pytest.approx(1.0 - output[3], abs=1e-15)


def test_in_a_small_crisis_no_message_is_believed():
    found, _, room = _reports(np.linspace(0.96, 1.0, K))
    assert room.told == pytest.approx(np.full(K, 0.02))  # babbling: the middle of what is thought possible
    assert room.messages == pytest.approx(found.inputs["sectors"]["value_added"].sum())


def test_aid_follows_what_was_told_and_goes_astray():
    found, purse, room = _reports(np.linspace(0.7, 1.0, K), posts=1)
    economy, p = found.state.economy, found.params
    shielding(economy, purse, room, found.inputs, p.shielding)
    told, aid = np.array(room.told), np.array(economy.shielding.aid)
    owned = np.array(economy.shielding.lost) / told
    assert aid.sum() > 0.0
    assert np.all(aid <= np.array(economy.shielding.lost) + 1e-15)
    sector_reports(room, economy, purse, found.inputs, p.sector_reports)
    loss = 1.0 - np.linspace(0.7, 1.0, K)
    assert room.astray == pytest.approx(np.maximum(0.0, aid - owned * loss).sum())


def test_without_losses_there_is_nothing_to_report():
    _, _, room = _reports(np.full(K, 1.1))
    assert not room.told.any()
    assert room.messages == room.astray == 0.0


def _ruler(exit_value: float, attack: float, exit_of_others: float = 0.0) -> Polity:
    """Two factions; the street of last month stands at `attack` above rest."""
    polity = Polity([0.6, 0.4])
    polity.state.polity.exit_value[:2] = exit_value, exit_of_others
    polity.rest.attack, polity.state.polity.street.attack = 0.1, 0.1 + attack
    return polity


def test_what_is_withheld_is_the_best_reply_to_a_threat():
    p = Polity([1.0]).params.strategic_neglect
    cuts = np.linspace(0.0, p.deepest, 100_001)
    for threat, worth in ((0.01, 0.5), (0.03, 1.5), (0.2, 2.0)):
        value = -threat * (1.0 - p.means * cuts) * worth - cuts**2 / (2.0 * p.readiness)
        assert withheld(threat, worth, p) == pytest.approx(cuts[np.argmax(value)], abs=1e-5)


def test_a_ruler_with_a_way_out_neglects_less_and_one_who_is_not_threatened_not_at_all():
    cuts = []
    for exit_value in (-1.5, 0.0, 9.0):
        polity = _ruler(exit_value, 0.02)
        p = polity.params.strategic_neglect
        income = polity.work.income[0]
        strategic_neglect(polity.scene, p)
        cut = polity.state.economy.neglect.cut
        worth = max(0.0, np.log(income) - exit_value)
        assert worth_of_office(polity.scene) == pytest.approx(worth)
        assert cut == pytest.approx(p.speed * p.readiness * p.means * 0.02 * worth)
        assert polity.state.polity.street.opposition.deprived == pytest.approx(p.means * cut)
        cuts.append(cut)
    assert cuts[0] > cuts[1] > cuts[2] == 0.0
    calm = _ruler(-1.5, 0.0)
    strategic_neglect(calm.scene, calm.params.strategic_neglect)
    assert calm.state.economy.neglect.cut == 0.0


def test_goods_that_are_withheld_are_not_bought_and_output_follows():
    plain, neglected = (Economy(country(made_up())) for _ in range(2))
    neglected.state.economy.neglect.cut = 0.1
    for _ in range(24):
        for found in (plain, neglected):
            found.month(path(1)[0])
    room = neglected.state.economy
    assert 0.89 < room.production.government <= 0.9  # taxes on what is not made are missing too
    bought = neglected.inputs["sectors"]["government"].sum()
    assert 0.3 * 0.1 * bought < 1.0 - room.production.gdp < 3.0 * 0.1 * bought
    assert room.fiscal.buffer > plain.state.economy.fiscal.buffer
    assert room.welfare.income[0] < plain.state.economy.welfare.income[0] == 0.0


def _street(joined: float = 0.0, deprived: float = 0.0) -> float:
    polity = Polity([1.0])
    polity.inputs.households.population[:] = 1.0 / 3.0
    polity.state.information.hardship[:] = 0.3
    room = polity.state.polity.street
    room.opposition.rallied, room.opposition.deprived = joined, deprived
    street(room, polity.state.information, polity.inputs, 0.1, polity.params.street)
    return float(room.attack) - 0.1


def test_neglect_takes_and_plans_give_means_to_those_who_would_rise():
    plain = _street()
    assert plain > 0.0
    assert _street(deprived=0.3) == pytest.approx(0.7 * plain)
    assert _street(joined=0.5) == pytest.approx(1.5 * plain)
    assert _street(joined=0.5, deprived=1.0) == pytest.approx(0.0, abs=1e-15)


def test_votes_are_shared_as_in_probabilistic_voting():
    for gain in (-0.9, 0.0, 0.1, 0.2, 0.7):
        assert vote_share(gain, 1.3) == pytest.approx(game_share([gain], [0.0], [1.0], [1.3]))


def _opposition(gap: float = 0.03, months: int = 1, **state: float) -> Polity:
    """Classes have lost a fifth of an income of .2 each; media are half in the ruler's hands."""
    polity = Polity([0.6, 0.4])
    inputs, info = polity.inputs, polity.state.information
    inputs.households.population[:], inputs.accounts.income[:] = 1.0 / 3.0, 0.2
    inputs.institutions.media, inputs.institutions.winning = 0.5, 0.1
    info.hardship[:], info.blame, info.absorbed = 0.2, 0.25, 0.2
    info.statistics.doubt, info.reputation.belief = state.get("doubt", 0.4), state.get("belief", 0.5)
    polity.state.economy.fiscal.gap = gap
    polity.state.polity.street.unrest = state.get("unrest", 0.0)
    polity.state.polity.street.repression = state.get("repression", 0.3)
    for _ in range(months):
        opposition(polity.scene, polity.params.opposition)
    return polity


def test_a_programme_is_as_credible_as_the_budget_bears_it():
    for gap in (0.0, 0.03, 0.06, 0.3):
        room = _opposition(gap, months=400).state.polity.street.opposition
        assert room.programme == pytest.approx(min(1.0, gap / (3 * 0.2 * 0.2)))  # what was lost, by class
    assert affordable(0.1, 0.0) == 0.0


def test_support_is_gain_times_credibility_times_access():
    polity = _opposition(0.06, months=400)
    room, p = polity.state.polity.street.opposition, polity.params.opposition
    assert room.access == pytest.approx(1.0 - 0.5 * 0.6)
    assert room.support == pytest.approx(0.5 + p.density * 0.2 * 0.75 * 0.8 * 0.5 * 0.7)
    assert room.vote == pytest.approx(p.swing * (room.support - 0.5) * 0.7)
    assert room.rallied == pytest.approx(p.rally * 0.5 * 0.7)
    assert room.winning == 0.1


def test_the_coalition_widens_when_revolt_costs_more_than_sharing_and_promises_are_not_believed():
    p = Polity([1.0]).params.opposition
    for belief, force, threat in ((0.0, 0.0, 0.9 * p.cost), (0.5, 0.2, 2.4 * p.cost), (1.0, 0.0, 1.0), (0.0, 1.0, 1.0)):
        assert widened(0.2, threat, belief, force, p) == 0.2
    assert widened(0.2, 3.0 * p.cost, 0.0, 0.5, p) == pytest.approx(0.2 + p.speed * 0.5 * 0.8)
    assert widened(0.0, 9.0, 0.5, 0.4, p) == pytest.approx(p.speed)
    quiet = _opposition(months=24, unrest=0.0).state.polity.street.opposition
    open_ = _opposition(months=24, unrest=0.3, belief=0.2).state.polity.street.opposition
    assert quiet.inclusion == 0.0 < open_.inclusion
    assert open_.winning == pytest.approx(0.1 + 0.9 * open_.inclusion)
    assert open_.access > quiet.access
    assert open_.rallied < quiet.rallied  # who is let in need not revolt


@pytest.mark.parametrize("u_share", [0.2, 0.8])
def test_a_vote_lost_unseats_the_ruler_and_a_succession_does_not(u_share):
    polity = Polity([0.5, 0.3, 0.2])
    hazards, room = polity.state.polity.hazards, polity.state.polity.street.opposition
    hazards.regular, room.ballot = 0.4, 0.2
    chance = 1.0 - np.exp(-0.4)
    assert lost_vote(hazards, room.ballot, u_share * chance) == (u_share > 0.5)
    mode = leader_exit(polity.scene, 3, u_share * chance, polity.params.leader_exit)
    assert mode == 1
    assert int(polity.state.polity.coalition.leader) == (1 if u_share > 0.5 else 0)
    assert polity.state.polity.events.exit == 1.0


def test_only_a_dated_month_has_a_vote():
    polity = Polity([0.5, 0.5]).calibrated()
    polity.state.polity.street.opposition.vote = 0.1
    row, p = blank(PATH)[0], polity.params
    for dated in (0.0, 1.0):
        row.succession = dated
        exit_hazards(polity.scene, CALM, p.payoff, p.coalition, row, p.leader_exit)
        expected = (p.leader_exit.succession + 0.1) * dated
        assert polity.state.polity.hazards.regular == pytest.approx(expected)


def _brokers(contacts: tuple[float, ...], members: int | None = None) -> Polity:
    polity = Polity([1.0 / len(contacts)] * len(contacts), members=members)
    polity.inputs.factions.network[: polity.n] = contacts
    polity.state.economy.ledger.income[: polity.n] = 0.1
    return polity


def test_one_gate_to_the_world_is_between_all_others_and_it():
    polity = _brokers((0.5, 0.0, 0.0, 0.0))
    through = betweenness(polity.state.polity, polity.inputs.factions.network, 4, 0.3)
    assert polity.state.polity.coalition.brokers.between[:4] == pytest.approx([0.75, 0.0, 0.0, 0.0])
    assert through == pytest.approx(0.75)


def test_betweenness_shares_out_everyones_access():
    """Direct and brokered access add up to the whole; without reliance everybody stands alone."""
    polity = _brokers((0.6, 0.3, 0.1, 0.5), members=0b0011)
    room, n = polity.state.polity.coalition.brokers, np.array([0.6, 0.3, 0.1, 0.5])
    through = betweenness(polity.state.polity, polity.inputs.factions.network, 4, 0.25)
    near = np.array([[0, 4, 1, 1], [4, 0, 1, 1], [1, 1, 0, 4], [1, 1, 4, 0]]) / 16.0
    reach = n + near @ n
    assert room.between[:4] == pytest.approx([(0.25 * near[:, i] * n[i] / reach).sum() for i in range(4)])
    assert through + (0.25 * n / reach).sum() == pytest.approx(1.0)
    assert betweenness(polity.state.polity, polity.inputs.factions.network, 4, 0.0) == 0.0


def test_brokers_earn_rents_of_evasion_and_the_prospect_of_relief():
    polity = _brokers((0.6, 0.2, 0.0))
    state, p = polity.state, polity.params.brokers
    brokers(polity.scene, p)
    assert not state.polity.coalition.brokers.capital.any()  # at rest nothing passes
    assert state.polity.power[:3] == pytest.approx([1 / 3] * 3, abs=0.0)
    state.economy.flows.margin, state.economy.flows.brokered = 0.02, 0.01
    state.polity.hazards.interim, state.polity.hazards.final = 0.02, 0.01
    polity.work.truth[:3] = 0.3, -0.1, 0.6
    worth = 0.03 / 0.3 + (1.0 - np.exp(-0.36)) * 0.9 / 3
    assert worth_of_access(polity.scene) == pytest.approx(worth)
    brokers(polity.scene, p)
    capital, between = state.polity.coalition.brokers.capital[:3], state.polity.coalition.brokers.between[:3]
    assert capital == pytest.approx(between * worth / 12.0)
    drift = np.exp(p.weight * capital / 12.0) / 3
    assert state.polity.power[:3] == pytest.approx(drift / drift.sum())
    assert state.polity.power[0] > 1 / 3 > state.polity.power[2]


def test_a_listed_broker_hands_its_place_on_and_capital_fades_with_relief():
    polity = _brokers((0.6, 0.2, 0.0))
    state, p = polity.state, polity.params.brokers
    state.economy.flows.margin = 0.03
    for _ in range(12):
        brokers(polity.scene, p)
    first = np.array(state.polity.coalition.brokers.capital[:3])
    assert first[0] > first[1] > first[2] == 0.0
    state.external.measures.listing[0], held = 1.0, np.array(state.polity.power[:3])
    brokers(polity.scene, p)
    between = state.polity.coalition.brokers.between[:3]
    assert between[0] == 0.0
    assert between[1] == pytest.approx(held[0] + held[2])
    state.economy.flows.margin = 0.0
    before = np.array(state.polity.coalition.brokers.capital[:3])
    brokers(polity.scene, p)
    assert state.polity.coalition.brokers.capital[:3] == pytest.approx((1.0 - p.decay) * before)


def _council(positions: list[float], salience: list[float], power: list[float]) -> Polity:
    polity = Polity(power)
    polity.case.ideal[: polity.n, 0], polity.case.salience[: polity.n, 0] = positions, salience
    return polity


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0.05, 1), st.floats(0.05, 1)), min_size=2, max_size=6))
def test_exponents_are_those_of_the_expected_utility_model(actors):
    x, salience, power = (list(column) for column in zip(*actors))
    polity = _council(x, salience, power)
    found = np.zeros(16)
    exponents(found, polity.state.polity.power, polity.state.polity.induced, polity.case, polity.n)
    if np.ptp(x) > 1e-3:
        game = expected_utility(x, salience, power, rounds=1)
        assert found[: polity.n] == pytest.approx(game.exponents[0], abs=1e-6)
    assert found[: polity.n].min() >= 0.5 - 1e-12
    assert found[: polity.n].max() <= 2.0 + 1e-12


def test_who_loses_votes_takes_more_risk_and_who_wins_them_less():
    polity = _council([0.0, 0.3, 0.7, 1.0], [0.8] * 4, [0.4, 0.2, 0.2, 0.2])
    p, room = polity.params.risk_appetite, polity.state.polity.coalition
    risk_appetite(polity.scene, p)
    assert not room.appetite.any()
    polity.state.polity.power[:4] = 0.25, 0.2, 0.2, 0.35
    polity.work.felt[:4] = 0.4, 0.01, -0.2, 0.2
    risk_appetite(polity.scene, p)
    rested, pressed = np.zeros(16), np.zeros(16)
    exponents(rested, polity.rest.power, polity.work.calm, polity.case, 4)
    exponents(pressed, polity.state.polity.power, polity.work.calm, polity.case, 4)
    scale = np.array([0.4, 0.05, 0.2, 0.2])
    assert room.appetite[:4] == pytest.approx(p.weight * (rested - pressed)[:4] / scale)
    assert room.appetite[0] * 0.4 > 0.4  # lost its weight in the votes and stands at the edge
    assert room.appetite[3] * 0.2 < -0.4


def test_votes_of_those_outside_count_by_their_voice():
    polity = _council([0.0, 0.3, 0.7, 1.0], [0.8] * 4, [0.3, 0.3, 0.2, 0.2])
    p, room = polity.params.risk_appetite, polity.state.polity.coalition
    room.members = 0b0111
    polity.work.felt[:4] = 1.0
    risk_appetite(polity.scene, p)
    cast, rested, pressed = np.array([0.3, 0.3, 0.2, p.voice * 0.2]), np.zeros(16), np.zeros(16)
    exponents(rested, polity.rest.power, polity.work.calm, polity.case, 4)
    exponents(pressed, cast, polity.work.calm, polity.case, 4)
    assert room.appetite[:4] == pytest.approx(p.weight * (rested - pressed)[:4])
    assert room.appetite[:4].any()


def test_appetite_adds_to_the_attitude_of_the_scenario():
    polity = Polity([0.5, 0.5])
    polity.case.risk[0], polity.state.polity.coalition.appetite[0] = 0.3, -0.5
    assert attitude(0, polity.scene, polity.params.payoff) == pytest.approx(-0.2 * polity.params.payoff.risk)


def test_the_weighted_mean_moves_with_votes_and_rests_at_rest():
    polity = _council([0.1, 0.8], [1.0, 0.5], [0.6, 0.4]).calibrated()
    policy, rest = polity.state.polity.policy, polity.rest.policy[0]
    weighted_mean(polity.scene)
    assert tuple(policy.agreed)[:3] == tuple(polity.rest.policy)
    polity.state.polity.power[:2], polity.state.polity.induced[0] = (0.4, 0.6), 0.2
    weighted_mean(polity.scene)
    now, before = (0.4 * 0.3 + 0.3 * 0.8) / 0.7, (0.6 * 0.1 + 0.2 * 0.8) / 0.8
    assert policy.agreed[0] == pytest.approx(rest + now - before)
    assert policy.agreed[3] == polity.rest.burden
    assert policy.moved > 0.0
