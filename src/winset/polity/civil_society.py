"""The stamp of approval: threats and listings tell those who would protest that others condemn their rulers (row 29).

    stamp' = stamp (1 − fade) + max(0, Δ threat) + max(0, Δ Σ_i power_i listing_i)
    signal = strength · breadth · stamp,           breadth = 1 − ½ Σ_g ω_g²
    row 35: the attack is that under repression − signal

A public signal is heard by all at once, so it counts as what it spares each of the cost of protest, in degrees of
repression. What stands when the file begins is no news, and what many senders say weighs more than what one says: ω_g
is a sender's share in what all of them can reach. A threat moves some before any hardship is felt. Units: degrees
of repression; fade per month. Source: sanction threats as an international stamp of approval that raises
protest, above all when many senders speak (Grauvogel, Licht and von Soest 2017, not opened; theory row 29); sizes
are chosen. Ignores: which aim the senders state (rights move more people than other aims), and churches, unions
and relief bodies by name.
"""

from __future__ import annotations

from winset.kernel import kernel
from winset.types import MAX_SENDERS, STATUS

_THREAT = STATUS.index("threat")


@kernel
def breadth(reach):
    """How far the senders speak as many: one half for a single one, towards 1 for a world of small ones."""
    squares = 0.0
    for g in range(MAX_SENDERS):
        squares += reach[g] * reach[g]
    return 1.0 - 0.5 * squares


@kernel
def civil_society(scene, month, p):
    """Advance `polity.street.society`; in the first month only note what stands."""
    state, inputs, case = scene[0], scene[1], scene[2]
    room, measures = state.polity.street.society, state.external.measures
    threat, listed = measures.threat, 0.0
    if inputs.sender.mode > 0.0 and int(state.external.sender.status) == _THREAT:
        threat = 1.0
    for i in range(int(inputs.counts.factions)):
        listed += case.power[i] * measures.listing[i]
    room.stamp *= 1.0 - p.fade
    if month > 0:
        room.stamp += max(0.0, threat - room.threat) + max(0.0, listed - room.listed)
    room.threat, room.listed = threat, listed
    room.signal = p.strength * breadth(inputs.allies.reach) * room.stamp
