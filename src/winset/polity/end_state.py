"""End states as competing risks (row 46): one ending a draw, and stalemate for those that reach the horizon.

Compliance, settlement and sender capitulation are set where they happen (deal.py, sender.py); the leader's
exit runs beside them, since rulers fall without sanctions ending and the reverse. Mapping: compliance =
TIES finaloutcome 2, 7 (total acquiescence), settlement = 1, 6, 5, 10 (partial acquiescence or negotiated),
sender_capitulation = 3, 8, stalemate = 4, 9; GSDB success total / partial and settlement / failed; case
compliance 4 / 2-3 / 0-1. Ignores: endings by regime change imposed from outside.
"""

from __future__ import annotations

from winset.kernel import kernel
from winset.polity.deal import STALEMATE
from winset.polity.membership import holds, power_of


@kernel
def bloc_shift(members, start, power, ideal, n):
    """Rise of the coalition's power-weighted ideal concession over that of the coalition at the start."""
    now, before = 0.0, 0.0
    for i in range(n):
        if holds(members, i):
            now += power[i] * ideal[i, 0]
        if holds(start, i):
            before += power[i] * ideal[i, 0]
    return now / power_of(members, power, n) - before / power_of(start, power, n)


@kernel
def end_state(scene, month, p):
    """Record the first month of a shifted bloc, and stalemate in the last month."""
    state, inputs, case, rest, _ = scene
    events, n = state.polity.events, int(inputs.counts.factions)
    shift = bloc_shift(int(state.polity.coalition.members), int(rest.members), rest.power, case.ideal, n)
    if events.shift_month < 0.0 and shift >= p.shift:
        events.shift_month = month
    if month == int(inputs.counts.months) - 1 and events.end == 0.0 and state.external.sender.months > 0.0:
        events.end, events.end_month = STALEMATE, month
