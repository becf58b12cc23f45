"""Opposition that turns from protest to plans: its voice at the polls, on the street and in the institutions (row 41).

    ΔU   = Σ_h population_h hardship_h⁺ (1 − b)(1 − s)             what its programme would give back, as voters see it
    c'   = c + speed (min(1, gap⁺ / Σ_h income_h hardship_h⁺) − c)    budget check of what it promises
    α    = 1 − media (1 − doubt)(1 − inclusion)                   share of voters whom it can reach
    share = min(1, 1/2 + φ ΔU c α)
    vote = swing (share − 1/2)(1 − repression)                    chance that a dated succession is lost
    J    = (1 + rally c α)(1 − inclusion)(1 − deprived),          A = A_0 + J (A − A_0)⁺ on the street
    inclusion' = inclusion + speed min(1, (T (1 − m)(1 − ρ) / cost − 1)⁺)(1 − inclusion)
    W    = W_0 + inclusion (1 − W_0)

The programme is to end the pressure: classes get back what they lost and do not lay on foreigners (b) nor on a
just cause (s). It is credible as far as the budget bears it, that is as far as the gap that pressure tore would
pay for the promise, and it becomes so over months. It reaches those whom controlled media do not hold, and more
of them once official statistics have been found out. Parties that differ in a random popularity then share votes
as in probabilistic voting (Lindbeck and Weibull 1987, games.voting), even at rest; a vote counts where it is not
repressed, and only in a month in which the ruler's post is up. A ruler who loses it falls (leader_exit.py). On
the street a plan gives protest an aim, and neglect (row 45) takes its means. Rulers widen the winning coalition,
for good, when the revolt T that they face costs more than sharing, when their promise to do better is not
believed, with m the belief that they do as they say (reputation.py), and when they cannot put it down by force,
with ρ the repression (Acemoglu and Robinson 2000; force is added): who is let in has a platform and no need to
revolt. Units: shares; φ per log income; speed per month; cost share of adults. Source: the theory table, row 41;
sizes are chosen. Ignores: divisions of the opposition, and what those let in do with their seats.
"""

from __future__ import annotations

from winset.kernel import kernel
from winset.types import H

_NOTHING = 1e-9  # a promise that costs less promises nothing


@kernel
def vote_share(gain, density):
    """Votes for the programme when voters gain `gain` by it on average and popularity is uniform."""
    return min(1.0, max(0.0, 0.5 + density * gain))


@kernel
def affordable(gap, promise):
    """Part of a promise that the end of the gap would pay for; nothing is promised where nothing was lost."""
    return min(1.0, max(0.0, gap) / promise) if promise > _NOTHING else 0.0


@kernel
def widened(inclusion, threat, belief, repression, p):
    """Inclusion after a month of a revolt `threat` that is met by promises, believed with `belief`, and by force."""
    danger = threat * (1.0 - belief) * max(0.0, 1.0 - repression)
    need = min(1.0, max(0.0, danger / p.cost - 1.0))
    return inclusion + p.speed * need * (1.0 - inclusion)


@kernel
def opposition(scene, p):
    """Write `polity.street.opposition`."""
    state, inputs = scene[0], scene[1]
    street, info = state.polity.street, state.information
    room, gain, promise = street.opposition, 0.0, 0.0
    for h in range(H):
        lost = max(0.0, info.hardship[h])
        gain += inputs.households.population[h] * lost * (1.0 - info.blame) * (1.0 - info.absorbed)
        promise += inputs.accounts.income[h] * lost
    room.programme += p.speed * (affordable(state.economy.fiscal.gap, promise) - room.programme)
    room.inclusion = widened(room.inclusion, street.unrest, info.reputation.belief, street.repression, p)
    room.access = 1.0 - inputs.institutions.media * (1.0 - info.statistics.doubt) * (1.0 - room.inclusion)
    room.support = vote_share(gain * room.programme * room.access, p.density)
    room.vote = p.swing * (room.support - 0.5) * max(0.0, 1.0 - street.repression)
    winning = inputs.institutions.winning
    room.winning = winning + room.inclusion * max(0.0, 1.0 - winning)
    room.rallied = (1.0 + p.rally * room.programme * room.access) * (1.0 - room.inclusion) - 1.0
