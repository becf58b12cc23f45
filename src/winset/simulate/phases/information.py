"""Phase 3: what factions and the public come to know, believe and say."""

from __future__ import annotations

from winset.external.sender import challenges, stands_firm
from winset.information.blame import blame
from winset.information.costly_signals import costly_signals
from winset.information.displays import displays
from winset.information.duration import duration, lift_hazard
from winset.information.legitimacy import legitimacy
from winset.information.official_statistics import official_statistics
from winset.information.pressure_points import update
from winset.information.public_commitment import public_commitment
from winset.kernel import kernel
from winset.polity.membership import holds, power_of
from winset.polity.power import buffers
from winset.polity.prospects import falls_due
from winset.simulate.phases.pressure import sender_view, terms_of
from winset.simulate.schedule import STREAMS
from winset.streams import uniform

_SIGNALS, _DURATION, _STAND = (STREAMS[name] for name in ("pressure_points", "duration", "public_commitment"))


@kernel
def _read_sender(scene, params):
    """What the two types of sender would do about a threat, and what the act of the month says (row 16)."""
    state, traits = scene[0], scene[1].sender
    sender, room, p = state.external.sender, state.information.signals, params.sender
    status = int(sender.status)
    if status > 2 or (status == 2 and room.threatened == 0.0) or (status == 0 and traits.mode == 0.0):
        return
    view, rate = sender_view(scene, params.prospects), params.prospects.rate_impose
    firm, _ = stands_firm(1.0, room.abroad, view, sender, traits, p)
    weak, _ = stands_firm(0.0, room.abroad, view, sender, traits, p)
    made, made_weak = 1.0, 1.0
    if traits.mode > 0.0 and room.threatened == 0.0:
        made, made_weak = challenges(1.0, view, sender, traits, p), challenges(0.0, view, sender, traits, p)
    due = falls_due(view[0], terms_of(view, sender), params.prospects)
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
    if on.displays > 0.0:
        displays(scene, params.displays)
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
