"""Brokers: factions that stand between the others and the world outside, and what that place earns them (row 22).

    n_i  = network_i (1 − listed_i)                               contacts abroad that listing leaves
    l_ij = δ inside the coalition and among those outside it, δ² across, plus the ties t_ij            (l ≥ 0)
    b_i  = Σ_{j≠i} g_j l_ij n_i / (n_j + Σ_{k≠j} l_jk n_k)        share of all access to the world that goes through i
    π    = rents of evasion / incomes + P(relief within a year) Σ_j g_j (loss_j)⁺
    K_i' = (1 − d) K_i + b_i π / 12,      ln g_i' = ln g_i + weight (K_i − Σ g K) / 12,   Σ g = 1

Every faction reaches buyers, banks and negotiators abroad through its own contacts and through those of factions
it can turn to, in proportion to what they have; b_i is the betweenness of i in this star of home and abroad,
weighted with the power g_j of those who need it. The place is worth what passes through it: margins of evasion
while measures last, and the way out once a deal is near, at the chance that it comes. So brokers rise with
sanctions and again with the prospect of their end, and what they gained fades when relief has come; and a broker
that is listed hands its place to the others. Units: π log income per year; K log income; d per month. Source:
payoff of the theory table, row 22 (betweenness times the probability of relief); shares of access as in the flow
betweenness of a star (chosen). Ignores: fees as income, which are inside the smuggling rents (rents.py), and new
contacts.
"""

from __future__ import annotations

import math

from winset.kernel import kernel
from winset.polity.membership import holds
from winset.types import F


@kernel
def link(i, j, polity, reliance):
    """l_ij: how far i and j can turn to each other; `reliance` is δ."""
    members = int(polity.coalition.members)
    near = reliance if holds(members, i) == holds(members, j) else reliance * reliance
    return max(0.0, near + polity.ties[i, j])


@kernel
def betweenness(polity, contacts, n, reliance):
    """Write b of every faction; `contacts` (F,) are n_i. Returns the share of access that goes through others."""
    room, total = polity.coalition.brokers, 0.0
    for i in range(F):
        room.between[i] = 0.0
    for j in range(n):
        reach = contacts[j]
        for k in range(n):
            if k != j:
                reach += link(j, k, polity, reliance) * contacts[k]
        if reach <= 0.0:
            continue
        for i in range(n):
            if i != j:
                through = polity.power[j] * link(i, j, polity, reliance) * contacts[i] / reach
                room.between[i] += through
                total += through
    return total


@kernel
def worth_of_access(scene):
    """π: what a year of access to the world is worth now, in log income."""
    state, inputs, _, _, work = scene
    ledger, hazards, incomes, hurt = state.economy.ledger, state.polity.hazards, 0.0, 0.0
    for i in range(int(inputs.counts.factions)):
        incomes += ledger.income[i]
        hurt += state.polity.power[i] * max(0.0, work.truth[i])
    broken = state.economy.flows.margin + state.economy.flows.brokered
    relief = 1.0 - math.exp(-12.0 * (hazards.interim + hazards.final))
    return (broken / incomes if incomes > 0.0 else 0.0) + relief * hurt


@kernel
def brokers(scene, p):
    """Update the brokers' capital and move power with it."""
    state, inputs, _, _, work = scene
    polity, n = state.polity, int(inputs.counts.factions)
    room = polity.coalition.brokers
    for i in range(n):
        work.contacts[i] = inputs.factions.network[i] * (1.0 - state.external.measures.listing[i])
    room.share = betweenness(polity, work.contacts, n, p.reliance)
    worth, mean, total = worth_of_access(scene), 0.0, 0.0
    for i in range(n):
        room.capital[i] += room.between[i] * worth / 12.0 - p.decay * room.capital[i]
        mean += polity.power[i] * room.capital[i]
    if mean == 0.0:
        return
    for i in range(n):
        polity.power[i] *= math.exp(p.weight * (room.capital[i] - mean) / 12.0)
        total += polity.power[i]
    for i in range(n):
        polity.power[i] /= total
