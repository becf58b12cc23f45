"""Know-how that comes from abroad, and what being cut off from it costs (row 4).

    access = (1 − equipment) · available_machinery
    a'     = a + (g / 12) a [access (1 + κ (1/a − 1)) − 1]
    S_k    = a · capital_k ...                              what the lines of sector k can make (network.py)

a is productivity relative to its base path, which grows at g a year by what is learnt abroad. Machines, licences and
the people who come with them carry it, so that it arrives in proportion to access: equipment is the part of
controlled technology that still binds after copying, available_machinery the part of imported machinery that comes
in. Who has fallen behind has more to copy (κ, the advantage of backwardness, in proportion to the gap 1/a − 1): cut
off for long, a country falls behind by g a year at first and comes to rest at 1/a = 1 + (1/access − 1)/κ; let in
again it closes the gap by g κ a year, which takes decades. This is the part of growth lost that does not rebound with
relief. Equipment acts twice, on what is known and on the machines in use (network.py), which wear out without it.
Units: shares; g per year. Source: Nelson and Phelps (1966, not opened) for catching up; foreign sources of technology
as nine tenths and more of productivity growth in most countries (Keller 2004, opening page); Y = A(1 − τ)K^a M^b in
the theory table, row 4. Ignores: learning by doing, research at home, sectors that differ in what they can copy, and
know-how that a patron brings beyond copied equipment.
"""

from __future__ import annotations

from winset.kernel import kernel
from winset.types import MACHINERY


@kernel
def access(equipment, machinery):
    """Share of foreign know-how that still arrives."""
    return (1.0 - equipment) * machinery


@kernel
def productivity(economy, external, p):
    """Advance `economy.production.productivity`; machinery is what came in last month."""
    room = economy.production
    a = room.productivity
    way = access(external.evasion.equipment, min(1.0, room.available[MACHINERY]))
    room.productivity += p.growth / 12.0 * a * (way * (1.0 + p.catch_up * (1.0 / a - 1.0)) - 1.0)
