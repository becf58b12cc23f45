"""The diaspora at the sender's: exiles who press for resolve, relatives who press for relief (row 50).

    fatigue' = fatigue + λ voice (care g − (D − c)⁺)                    while measures are in force, within [0, 1]

A diaspora has a voice with the sender, as voters and as witnesses: `voice` is its weight there, from the scenario.
It wants what the sender demands of the rulers whom it left, and argues against giving up in proportion to what is
still withheld, D − c; and it has families at home, whose hardship g (economy/remittances.py) it learns of first, so
that the longer measures bite the more of it asks for relief. Whether a diaspora holds the sender to its course or
wears it down is thus an outcome: it changes its mind where measures hurt and do not work.

Units: λ per month; voice, g and positions are shares. Source: the theory table, row 50 (lobbying on senders and home
factions); equation and sizes are chosen. Ignores: that a diaspora is divided, what it does to the demand itself,
votes and money that it brings to factions at home, and rulers who buy it off.
"""

from __future__ import annotations

from winset.kernel import kernel

_IMPOSED = 2


@kernel
def diaspora(external, inputs, concession, p):
    """Move the sender's fatigue by what the diaspora argues for; `concession` is the one in force."""
    room, sender, voice = external.diaspora, external.sender, inputs.outside.voice
    room.lobby = 0.0
    if int(sender.status) == _IMPOSED and voice > 0.0:
        room.lobby = voice * (p.care * room.hardship - max(0.0, sender.demand - concession))
        sender.fatigue = min(1.0, max(0.0, sender.fatigue + p.lobby * room.lobby))
