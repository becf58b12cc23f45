"""A draw at rest: the economy at its base, the polity at the bargain that explains what is observed."""

from __future__ import annotations

import math

from winset.economy.start import at_rest
from winset.kernel import kernel
from winset.polity.calibrate import calibrate
from winset.polity.dissent import at_peace
from winset.polity.exit_option import exit_option
from winset.polity.street import attack_share
from winset.simulate.schedule import STREAMS
from winset.streams import PARAMETER_MONTH, uniform
from winset.types import H

_TYPE = STREAMS["sender"]
_CERTAIN = 4.0


@kernel
def _beliefs(scene, on, params):
    """Priors; with private information off, exposure to the whole package and the sender's type."""
    state, inputs, case, _, _ = scene
    info, sender = state.information, state.external.sender
    for i in range(int(inputs.counts.factions)):
        info.resolve[i] = case.resolve[i]
        if on.pressure_points == 0.0:
            info.loss[i] = inputs.factions.exposure[i]
            info.resolve[i] = _CERTAIN if sender.resolved > 0.5 else -_CERTAIN
        m = 1.0 / (1.0 + math.exp(-info.resolve[i]))
        info.lift[i] = m * params.duration.hazard_resolved + (1.0 - m) * params.duration.hazard_weak


@kernel
def start(scene, shadow, seed, draw, on, params):
    """Fill a zeroed state, its shadow and REST for one draw."""
    state, inputs, case, rest, _ = scene
    polity, n = state.polity, int(inputs.counts.factions)
    at_rest(state.economy, state.external, inputs, params.exchange_rate, params.sovereign_spread)
    at_rest(shadow.economy, shadow.external, inputs, params.exchange_rate, params.sovereign_spread)
    for i in range(n):
        polity.power[i], polity.buffer[i] = case.power[i], case.buffer[i]
    u = uniform(seed, draw, PARAMETER_MONTH, _TYPE, 0)
    state.external.sender.resolved = 1.0 if u < inputs.sender.resolved else 0.0
    events = polity.events
    events.end_month, events.exit_month = -1.0, -1.0
    events.interim_month, events.shift_month = -1.0, -1.0
    calibrate(scene, params.payoff, params.bargain)
    exit_option(scene, params.exit_option)
    for i in range(n):
        rest.exit[i] = polity.exit_value[i]
    for h in range(H):
        state.information.approval[h], state.information.hardship[h] = 0.0, 0.0
        state.external.humanitarian.food[h], state.external.humanitarian.medicine[h] = 1.0, 1.0
    polity.street.repression = inputs.institutions.repression
    population = inputs.households.population
    rest.attack = attack_share(state.information, polity.street.repression, population, params.street)
    polity.street.attack = rest.attack
    at_peace(polity.street.regions, inputs)
    plans, rules = polity.street.opposition, inputs.institutions
    plans.access, plans.support, plans.winning = 1.0 - rules.media, 0.5, rules.winning
    standing = state.information.reputation
    standing.belief, standing.plan, standing.stand = params.reputation.prior, rest.policy[0], rest.policy[0]
    _beliefs(scene, on, params)
