"""One month of one draw: the schedule as plain calls in order.

Every mechanism reads and writes the rooms it is given. Phases 1 and 2 spend the policy that phase 6
chose the month before. A mechanism that is off is not called; the others' random numbers do not move,
because each has its own stream (streams.py).
"""

from __future__ import annotations

from winset.economy.brain_drain import brain_drain
from winset.economy.directed_credit import directed_credit
from winset.economy.exchange_rate import exchange_rate
from winset.economy.exports import exports
from winset.economy.fiscal import fiscal
from winset.economy.households import households
from winset.economy.ledger import ledger
from winset.economy.network import network
from winset.economy.prices import prices
from winset.economy.regions import regions
from winset.economy.remittances import remittances
from winset.economy.rents import rents
from winset.economy.shielding import shielding
from winset.economy.sovereign_spread import sovereign_spread
from winset.economy.stockpiling import stockpiling
from winset.external.bloc import bloc
from winset.external.diaspora import diaspora
from winset.external.enforcement import enforcement
from winset.external.evasion import evasion
from winset.external.humanitarian import humanitarian
from winset.external.over_compliance import over_compliance
from winset.external.package import package
from winset.external.review import review
from winset.external.sender import (
    capitulation_hazard,
    carry_out,
    challenges,
    fatigue,
    scripted,
    stands_firm,
    strategic,
)
from winset.external.world_market import world_market
from winset.information.blame import blame
from winset.information.costly_signals import costly_signals
from winset.information.duration import duration, lift_hazard
from winset.information.legitimacy import legitimacy
from winset.information.official_statistics import official_statistics
from winset.information.pressure_points import observed_loss, update
from winset.information.public_commitment import public_commitment
from winset.information.sector_reports import sector_reports
from winset.kernel import kernel
from winset.polity.acceptance import acceptance
from winset.polity.agreement import agreement, void
from winset.polity.bargain import bargain
from winset.polity.brokers import brokers
from winset.polity.civil_society import civil_society
from winset.polity.coalition import FORMATEUR, LOGIT, formateur, logit, margin, self_enforcing
from winset.polity.conditional_finance import conditional_finance
from winset.polity.deal import deal, deal_hazards
from winset.polity.delayed_reform import delayed_reform
from winset.polity.dissent import dissent
from winset.polity.end_state import end_state
from winset.polity.exit_option import exit_option
from winset.polity.framing import framing
from winset.polity.gradualism import gradualism
from winset.polity.group_pressure import group_pressure
from winset.polity.leader_exit import exit_hazards, leader_exit
from winset.polity.learning import learning
from winset.polity.lobbying import lobbying
from winset.polity.loyalty_norm import loyalty_norm
from winset.polity.membership import holds, power_of
from winset.polity.opposition import opposition
from winset.polity.packaging import packaging
from winset.polity.pact import pact
from winset.polity.partial_reform import arbitrage, partial_reform
from winset.polity.payoff import prepare
from winset.polity.political_capital import political_capital
from winset.polity.posts import posts
from winset.polity.power import buffers, power
from winset.polity.pre_emption import pre_emption
from winset.polity.prospects import coalition_patience, falls_due, prospects, settlement_share
from winset.polity.reputation import reputation
from winset.polity.resistance import resistance
from winset.polity.risk_appetite import risk_appetite
from winset.polity.stance import stance
from winset.polity.status_quo_bias import status_quo_bias
from winset.polity.strategic_neglect import strategic_neglect
from winset.polity.street import street
from winset.polity.ties import ties
from winset.polity.weighted_mean import weighted_mean
from winset.simulate.schedule import STREAMS
from winset.streams import PARAMETER_MONTH, normal, uniform
from winset.types import H

_CONCEPTS = 3  # of coalitions: simulate/run.py
_SENDER, _WORLD, _SIGNALS, _DURATION, _STAND = (
    STREAMS[name] for name in ("sender", "world_market", "pressure_points", "duration", "public_commitment")
)
_OPPORTUNITY, _COALITION, _AGENDA, _DEAL, _EXIT = (
    STREAMS[name] for name in ("opportunity", "coalition", "agenda", "deal", "leader_exit")
)
_DELAY, _SKILL = STREAMS["delayed_reform"], STREAMS["packaging"]


@kernel
def _sender_view(scene, p):
    """What the sender sees of the target; the parts are named in external/sender.py `act_value`."""
    state, inputs, case, rest, _ = scene
    polity, n = state.polity, int(inputs.counts.factions)
    members, ready, harm = int(polity.coalition.members), 0.0, 0.0
    for i in range(n):
        if holds(members, i):
            ready += polity.power[i] * polity.stance[i, 1]
    for h in range(H):
        harm += inputs.households.population[h] * state.information.hardship[h]
    ready /= power_of(members, polity.power, n)
    patience = coalition_patience(members, polity.power, case.patience, n)
    share = settlement_share(state.external.sender, patience, inputs.sender.patience, p)
    harm = max(0.0, harm) * state.information.blame
    return polity.policy.concession, ready, harm, rest.policy[0], share, state.information.signals.resist


@kernel
def _terms(view, sender):
    """Concession at which both would settle, from the sender's view."""
    return view[3] + view[4] * max(0.0, sender.demand - view[3])


@kernel
def pressure(scene, path, month, address, on, params):
    """Phase 1: the sender's act, measures in force, world market, evasion."""
    state, inputs, case = scene[0], scene[1], scene[2]
    seed, draw = address
    sender, last = state.external.sender, len(path) - 1
    row = path[month]
    if inputs.sender.mode > 0.0:
        row = path[last]
        if month == 0:
            sender.demand, sender.credibility = inputs.sender.first_demand, path[0].credibility
        view = _sender_view(scene, params.prospects)
        if on.sender > 0.0:
            due = falls_due(view[0], _terms(view, sender), params.prospects) if int(sender.status) == 1 else 0.0
            u = uniform(seed, draw, month, _SENDER, 0)
            strategic(sender, view, inputs.sender, u, params.sender)
            u = uniform(seed, draw, month, _SENDER, 1)
            carry_out(sender, due, state.information.signals.back, u, params.sender)
    elif on.sender > 0.0:
        when = min(last, max(0, month - int(case.offer_shift)))
        scripted(sender, row, path[when], case)
    if on.fatigue > 0.0:
        fatigue(sender, _sender_view(scene, params.prospects)[2], params.sender)
    if on.diaspora > 0.0:
        diaspora(state.external, inputs, state.polity.policy.concession, params.diaspora)
    if int(sender.status) == 2:
        sender.months += 1.0
    if on.package > 0.0:
        package(state.external, row, inputs, params.package)
    if on.review > 0.0:
        review(state.external, state.polity, inputs, params.review)
    if on.over_compliance > 0.0:
        over_compliance(state.external, inputs, params.over_compliance)
    if on.world_market > 0.0:
        world_market(state.external.world, path[month], inputs.outside, normal(seed, draw, month, _WORLD, 0))
    if on.enforcement > 0.0:
        enforcement(state.external, inputs, params.enforcement)
    if on.bloc > 0.0:
        bloc(state.external, state.polity.policy.alignment, inputs, params.bloc)
    if on.evasion > 0.0:
        evasion(state.external, state.polity.policy, inputs, params.evasion)
    if on.humanitarian > 0.0:
        rulers = (int(state.polity.coalition.members), state.information.blame)
        humanitarian(state.external, row, state.economy, rulers, inputs, params.humanitarian)


@kernel
def economy_month(room, external, polity, reports, inputs, on, params):
    """Phase 2 of one economy: receipts, foreign exchange, production, prices, budget, rents, ledger."""
    policy = polity.policy
    room.flows.reform = policy.reform - policy.reform_at_rest
    room.flows.arbitrage = arbitrage(policy.reform, policy.reform_at_rest, policy.gain)
    if on.diaspora > 0.0:
        remittances(room, external, inputs, params.diaspora)
    if on.exports > 0.0:
        exports(room, external, inputs, params.exports)
    if on.stockpiling > 0.0:
        stockpiling(room, external, inputs, params.stockpiling)
    if on.exchange_rate > 0.0:
        exchange_rate(room, external, inputs, params.exchange_rate)
    if on.brain_drain > 0.0:
        brain_drain(room, external, inputs, params.brain_drain)
    if on.network > 0.0:
        network(room, external, inputs, params.network)
    if on.prices > 0.0:
        prices(room, external, inputs, params.prices)
    if on.rents > 0.0:
        rents(room, external, inputs, params.rents)
    if on.shielding > 0.0:
        shielding(room, policy.purse, reports, inputs, params.shielding)
    if on.directed_credit > 0.0:
        directed_credit(room, policy.purse, inputs, params.directed_credit)
    if on.regions > 0.0:
        regions(room, polity.street.regions.dissent, inputs, params.regions)
    if on.fiscal > 0.0:
        fiscal(room, external, policy, inputs, params.fiscal)
    if on.sovereign_spread > 0.0:
        sovereign_spread(room, external, inputs, params.sovereign_spread)
    ledger(room, external, policy.purse, inputs, params.rents)
    if on.households > 0.0:
        households(room, inputs)


@kernel
def economy(scene, shadow, on, params):
    """Phase 2, in the country and in its shadow without measures; then every faction's loss (work.truth)."""
    state, inputs, _, _, work = scene
    for i in range(int(inputs.counts.factions)):
        favour = state.polity.coalition.lobby.favour[i]
        state.economy.credits.favour[i], shadow.economy.credits.favour[i] = favour, favour
    economy_month(state.economy, state.external, state.polity, state.information.reports, inputs, on, params)
    shadow.external.world.price = state.external.world.price
    economy_month(shadow.economy, shadow.external, state.polity, shadow.reports, inputs, on, params)
    for i in range(int(inputs.counts.factions)):
        here = max(params.payoff.income_floor, state.economy.ledger.income[i])
        there = max(params.payoff.income_floor, shadow.economy.ledger.income[i])
        work.truth[i] = observed_loss(here, there)
        state.information.income[i] = -work.truth[i]
        outside = shadow.economy.ledger.income[i] - shadow.economy.ledger.posts[i]
        work.unpressed[i] = max(params.payoff.income_floor, outside)
    work.unpressed_fund = shadow.economy.fiscal.posts
    for h in range(H):
        work.hurt[h] = shadow.economy.welfare.income[h] - state.economy.welfare.income[h]
    if on.sector_reports > 0.0:
        sector_reports(
            state.information.reports, state.economy, state.polity.policy.purse, inputs, params.sector_reports
        )
        sector_reports(shadow.reports, shadow.economy, state.polity.policy.purse, inputs, params.sector_reports)


@kernel
def _read_sender(scene, params):
    """What the two types of sender would do about a threat, and what the act of the month says (row 16)."""
    state, traits = scene[0], scene[1].sender
    sender, room, p = state.external.sender, state.information.signals, params.sender
    status = int(sender.status)
    if status > 2 or (status == 2 and room.threatened == 0.0) or (status == 0 and traits.mode == 0.0):
        return
    view, rate = _sender_view(scene, params.prospects), params.prospects.rate_impose
    firm, _ = stands_firm(1.0, room.abroad, view, sender, traits, p)
    weak, _ = stands_firm(0.0, room.abroad, view, sender, traits, p)
    made, made_weak = 1.0, 1.0
    if traits.mode > 0.0 and room.threatened == 0.0:
        made, made_weak = challenges(1.0, view, sender, traits, p), challenges(0.0, view, sender, traits, p)
    due = falls_due(view[0], _terms(view, sender), params.prospects)
    costly_signals(scene, (firm, weak, made, made_weak), due, rate)


@kernel
def _stand_taken(scene, address, month, params):
    """What those of the coalition who resist stand to lose, and the public stand that it makes them take (row 17)."""
    state, inputs, _, _, work = scene
    polity, sender = state.polity, state.external.sender
    members, stake = int(polity.coalition.members), 0.0
    for i in range(int(inputs.counts.factions)):
        if holds(members, i):
            stake += polity.power[i] * max(0.0, work.felt[i]) * polity.stance[i, 0]
    stake *= (1.0 - sender.relief) / power_of(members, polity.power, int(inputs.counts.factions))
    u = uniform(address[0], address[1], month, _STAND, 0)
    room, c = state.information.signals, polity.policy.concession
    public_commitment(room, int(sender.status), c, stake, u, params.public_commitment)


@kernel
def information(scene, month, address, on, params):
    """Phase 3: private signals, beliefs about duration, public signals, blame and approval."""
    state, inputs, case, rest, work = scene
    seed, draw = address
    info, n = state.information, int(inputs.counts.factions)
    buffers(state.polity, case.buffer, work.truth, n, params.power)
    if on.pressure_points > 0.0:
        update(scene, work.truth, (seed, draw, month, _SIGNALS), params.pressure_points)
    if on.duration > 0.0:
        duration(scene, (seed, draw, month, _DURATION), params.duration)
    for i in range(n):
        info.lift[i] = lift_hazard(info.resolve[i], state.external.sender.fatigue, params.duration)
    if on.costly_signals > 0.0:
        _read_sender(scene, params)
    if on.public_commitment > 0.0:
        _stand_taken(scene, address, month, params)
    if on.legitimacy > 0.0:
        legitimacy(info, state.external.measures, inputs, params.legitimacy)
    if on.official_statistics > 0.0:
        official_statistics(info.statistics, state.economy.fx, inputs.institutions.media, params.official_statistics)
    if on.blame > 0.0:
        total = 0.0
        for i in range(n):
            ledger = state.economy.ledger
            total += ledger.scarcity[i] + ledger.allocation[i] + ledger.smuggling[i]
        measures = state.external.measures
        level = (min(1.0, measures.pressure), total, state.economy.prices.level)
        blame(info, level, min(1.0, measures.news), work.hurt, inputs.institutions, params.blame)


@kernel
def _seat(scene, members):
    """Install a coalition with posts by power, whatever rule brought it about; older agreements lapse."""
    state, inputs = scene[0], scene[1]
    polity, n = state.polity, int(inputs.counts.factions)
    total = power_of(members, polity.power, n)
    for i in range(n):
        polity.policy.purse[i] = polity.power[i] / total if holds(members, i) else 0.0
    void(polity.policy, n)
    polity.coalition.members = members
    polity.coalition.changes += 1.0


@kernel
def coalition(scene, outlook, month, address, params, solution):
    """Phase 5: an opportunity to regroup, drawn; then the solution concept, `solution` = (rules, tables).

    The number of the rules is that of the coalition's and, times their number, that of the policy's.
    """
    state = scene[0]
    concept, tables = solution[0] % _CONCEPTS, solution[1]
    seed, draw = address
    polity, p = state.polity, params.coalition
    members, leader = int(polity.coalition.members), int(polity.coalition.leader)
    sour = 0.0
    for i in range(int(scene[1].counts.factions)):
        if holds(members, i):
            sour += polity.power[i] * max(0.0, scene[4].felt[i])
    sour *= 1.0 - state.external.sender.relief
    chance = p.opportunity * (1.0 + p.discontent * sour)
    if uniform(seed, draw, month, _OPPORTUNITY, 0) >= chance:
        return
    u = uniform(seed, draw, month, _COALITION, 0)
    terms = (params.payoff, p)
    if concept == LOGIT:
        new, cycle, threats = logit(members, leader, scene, outlook, terms, u, tables)
    elif concept == FORMATEUR:
        new, cycle, threats = formateur(members, leader, scene, outlook, terms, u, tables)
    else:
        new, cycle, threats = self_enforcing(members, leader, scene, outlook, terms, u, tables)
    polity.coalition.threats = threats
    polity.coalition.cycle += cycle
    if new != members:
        _seat(scene, new)


@kernel
def outcome(scene, path, outlook, month, address, on, params):
    """Phase 8: the external deal, the ruler's fate, end states; returns whether relief came, and a new ruler."""
    state, inputs = scene[0], scene[1]
    seed, draw = address
    sender = state.external.sender
    before, mode = sender.relief, 0
    if on.acceptance > 0.0:
        acceptance(scene, outlook, params.acceptance)
    if on.deal > 0.0:
        giving_up = capitulation_hazard(sender, params.duration) if inputs.sender.mode > 0.0 else 0.0
        if int(sender.status) == 1:  # a script drops no threat
            back = state.information.signals.back if inputs.sender.mode > 0.0 else 0.0
            giving_up = back * falls_due(state.polity.policy.concession, outlook[2], params.prospects)
        deal_hazards(sender, state.polity.policy, outlook, state.polity.hazards, giving_up)
        u = uniform(seed, draw, month, _DEAL, 0)
        deal(scene, month, u, params.prospects)
    if on.leader_exit > 0.0:
        exit_hazards(scene, outlook, params.payoff, params.coalition, path[month], params.leader_exit)
        mode = leader_exit(scene, month, uniform(seed, draw, month, _EXIT, 0), params.leader_exit)
    if on.end_state > 0.0:
        end_state(scene, month, params.end_state)
    relieved = sender.relief > before and sender.months > 0.0  # what was never in force teaches nothing
    return 1.0 if relieved else 0.0, 1.0 if mode > 0 else 0.0


@kernel
def answers(sender, inputs):
    """Whether a threat stands or may be made."""
    return int(sender.status) == 1 or (int(sender.status) == 0 and inputs.sender.mode > 0.0)


@kernel
def polity(scene, path, month, address, on, params, solution):
    """Phases 4 to 9."""
    state, inputs, case, rest, work = scene
    seed, draw = address
    n = int(inputs.counts.factions)
    prepare(scene, params.payoff)
    outlook = prospects(scene, params.prospects)
    if on.exit_option > 0.0:
        exit_option(scene, params.exit_option)
    if on.framing > 0.0:
        framing(scene, params.framing)
    if on.lobbying > 0.0:
        lobbying(scene, outlook, params.lobbying)
    if on.group_pressure > 0.0:
        group_pressure(scene, params.group_pressure)
    if on.stance > 0.0:
        stance(scene, outlook, params.payoff, params.stance)
    if on.costly_signals > 0.0 and answers(state.external.sender, inputs):
        feared = params.pressure_points.anticipation if on.pressure_points > 0.0 else 1.0
        resistance(scene, outlook[2], feared, params.payoff, params.costly_signals)
    if on.ties > 0.0 and int(state.external.sender.status) > 0:
        ties(state.polity, state.information.loss, 1.0 - state.external.sender.relief, inputs, params.ties)
    if on.coalition > 0.0:
        coalition(scene, outlook, month, address, params, solution)
    if on.loyalty_norm > 0.0:
        loyalty_norm(scene, params.loyalty_norm)
    if on.posts > 0.0:
        posts(scene, params.posts)
    if on.pre_emption > 0.0:
        pre_emption(scene, params.leader_exit, params.pre_emption)
    members = int(state.polity.coalition.members)
    if on.partial_reform > 0.0:
        partial_reform(state.polity.policy, params.partial_reform)
    if on.delayed_reform > 0.0:
        delayed_reform(scene, uniform(seed, draw, month, _DELAY, 0), params.payoff, params.delayed_reform)
    meets = uniform(seed, draw, month, _AGENDA, 0) < params.bargain.chance
    if on.status_quo_bias > 0.0 and meets:
        status_quo_bias(scene, params.payoff, params.status_quo_bias)
    if on.packaging > 0.0:
        ruler = int(inputs.factions.key[int(state.polity.coalition.leader)])
        u = uniform(seed, draw, PARAMETER_MONTH, _SKILL, ruler)
        packaging(state.polity.policy.agenda, u, params.packaging)
    if on.bargain > 0.0 and meets:
        if solution[0] < _CONCEPTS:
            bargain(scene, outlook, params.payoff, params.bargain)
        else:
            weighted_mean(scene)
    if on.conditional_finance > 0.0:
        conditional_finance(scene, params.payoff, params.conditional_finance)
    if on.bargain > 0.0:
        agreement(state.polity.policy, n, params.bargain)
    state.polity.coalition.margin = margin(members, scene, outlook, params.payoff, params.coalition)
    if on.regions > 0.0:
        dissent(state.polity, state.economy.regions.kept, inputs, params.regions)
    if on.civil_society > 0.0:
        civil_society(scene, month, params.civil_society)
    if on.strategic_neglect > 0.0:
        strategic_neglect(scene, params.strategic_neglect)
    if on.opposition > 0.0:
        opposition(scene, params.opposition)
    if on.street > 0.0:
        street(state.polity.street, state.information, inputs, rest.attack, params.street)
    relieved, fresh = outcome(scene, path, outlook, month, address, on, params)
    if on.learning > 0.0:
        learning(scene, outlook, work.truth, relieved, params.stance, params.learning)
    if on.power > 0.0:
        power(state.polity, rest, work.truth, n, params.power)
    if on.political_capital > 0.0:
        political_capital(state.polity, state.information, inputs, params.political_capital)
    if on.brokers > 0.0:
        brokers(scene, params.brokers)
    if on.risk_appetite > 0.0:
        risk_appetite(scene, params.risk_appetite)
    if on.reputation > 0.0:
        reputation(state.information.reputation, state.polity.policy, fresh, params.reputation)
    if on.pact > 0.0:
        policy = state.polity.policy
        pact(policy.pact, int(state.external.sender.status), policy.concession, params.pact)
    if on.gradualism > 0.0:
        gradualism(scene, params.gradualism)


@kernel
def step(scene, shadow, path, month, address, on, params, solution):
    """Advance one draw by one month; `scene` is (state, inputs, case, rest, work)."""
    pressure(scene, path, month, address, on, params)
    economy(scene, shadow, on, params)
    information(scene, month, address, on, params)
    polity(scene, path, month, address, on, params, solution)
