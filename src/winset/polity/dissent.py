"""Dissent of regions, and the unified front that it wears down (row 33).

    d_r' = d_r + speed (d_r0 + (1 − d_r0)(w_r + contagion (1 − w_r) W) − d_r),   W = Σ n_r w_r / Σ n_r
    F    = 1 − Σ n_r d_r,        lost = (F_0 − F)⁺ / F_0
    t_ij' = t_ij (1 − speed w_r)                     positive ties of the faction i that speaks for r

w_r is the part of its own means that r keeps from the centre (economy/regions.py) and n_r its population: a region
that defies the centre unpunished is an example to the others, and a region that dissents asks more to stay. The front
F is one where nobody dissents. What is lost of it costs the centre knowledge (pressure_points.py: members of the
coalition hear less) and force (street.py: these regions do not repress for it), and patrons lose their clients: the
ties of a regional faction loosen while its region goes its own way. Units: degrees 0..1; population shares; per month.
Where no region bargains F is 1. Source: precision that falls with defectors and rewired patronage as in theory row
33, example as in Treisman 1999 (summary seen); sizes are chosen. Ignores: violence between region and centre, and
dissent inside a region.
"""

from __future__ import annotations

from winset.kernel import kernel


@kernel
def front(room, given, n):
    """F: unity of the regions that bargain."""
    unity = 1.0
    for r in range(n):
        unity -= given.population[r] * room.dissent[r]
    return unity


@kernel
def at_peace(room, inputs):
    """Dissent and front at the start; `room` is polity.street.regions."""
    n = int(inputs.counts.regions)
    for r in range(n):
        room.dissent[r] = inputs.regions.dissent[r]
    room.front, room.lost = front(room, inputs.regions, n), 0.0


@kernel
def _loosen(ties, i, part, factions):
    """Clients leave: positive ties of faction i shrink by a part."""
    for j in range(factions):
        if ties[i, j] > 0.0:
            ties[i, j] *= 1.0 - part
            ties[j, i] = ties[i, j]


@kernel
def dissent(polity, kept, inputs, p):
    """Update dissent, the front and the ties of regional factions; `kept` (R,) is what regions keep, as a share."""
    room, given, n = polity.street.regions, inputs.regions, int(inputs.counts.regions)
    if n == 0:
        return
    people, gone, unity = 1e-12, 0.0, 1.0
    for r in range(n):
        people += given.population[r]
        gone += given.population[r] * kept[r]
        unity -= given.population[r] * given.dissent[r]
    example = p.contagion * gone / people
    for r in range(n):
        goal = given.dissent[r] + (1.0 - given.dissent[r]) * (kept[r] + (1.0 - kept[r]) * example)
        room.dissent[r] += p.speed * (goal - room.dissent[r])
        if given.faction[r] >= 0.0:
            _loosen(polity.ties, int(given.faction[r]), p.speed * kept[r], int(inputs.counts.factions))
    room.front = front(room, given, n)
    room.lost = max(0.0, unity - room.front) / max(0.05, unity)
