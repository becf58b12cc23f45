"""The sender (rows 16, 39, 44): a dated script, or a player with a payoff.

Scripted: status, demand and credibility follow the scenario's dated threats, measures and demands; a
draw may shift the dates of demands (`offer_shift` months). Strategic: each month one act by logit on

    u_S = benefit * E[c | act] - cost * I - blame * hardship * I - audience * ((I < I_0) + (D_0 - D) / D_0)
    E[c | act] = c + (1 - exp(-window * rate * cr * Logistic((c + reply (q - c)^+ - q) / width))) (q - c)^+

over acts wait, threaten, impose, broaden, offer, relieve, with I the intensity, D the demand (I_0, D_0
before the act), q = c0 + share (D - c0)^+ the concession at which both would settle (polity/prospects.py),
cr credibility and reply the power-weighted share of the target's coalition that
advocates accommodation, raised by what the act adds to pressure. Once the target's own answer to a threat is known
(p_R, the chance that it resists; polity/resistance.py, row 16), a threat is worth what the crisis game says,

    u_S(threaten) = (1 - p_R) benefit q + p_R [p_F (u_S(wait) + edge) + (1 - p_F) (u_S(wait) - audience)]
    p_F = Logistic(precision (edge + audience (1 + a))),   edge = u_S(impose) - u_S(wait) + steadfast r cost I_1

with I_1 the first step, r = 1 for a sender of the resolved type, which bears its own costs better, and a what a
threat that stands has added to the audience cost (information/public_commitment.py, row 17). With extreme-value
shocks on standing firm and backing down the best of the two does not depend on which it is, so that p_F needs no
integral. A threat is carried out when it falls due (polity/prospects.py), with chance p_F, else dropped. Fatigue
grows with the months in force and with hardship it is blamed for, slower for a resolved sender; the hazard of giving
up is that of its type plus fatigue. Units: per month; positions; payoffs in shares of the sender's own year of income
at stake (chosen). The sender takes a deal to bring the whole of q, at a rate and steepness that it believes in and
that are not those of polity/prospects.py. Ignores: that its own threats are news to markets (dated ones of a script
are), and divided governments on the sender's side.
"""

from __future__ import annotations

import math

from winset.kernel import kernel
from winset.types import STATUS

NONE, THREAT, IMPOSED, SUSPENDED, LIFTED = range(len(STATUS))
WAIT, THREATEN, IMPOSE, BROADEN, OFFER, RELIEVE = range(6)
ACTS = 6


@kernel
def scripted(sender, row, offer, case):
    """Follow the month's row of the package; `offer` is the row that dates demands, `case` the draw's."""
    sender.demand = min(1.0, max(0.05, offer.demand + case.demand))
    sender.credibility = min(1.0, max(0.0, offer.credibility + case.credibility))
    sender.intensity = case.coverage
    status = int(sender.status)
    if row.active > 0.0 and status <= THREAT:
        sender.status = IMPOSED
    elif row.threat > 0.0 and status == NONE:
        sender.status = THREAT


@kernel
def fatigue(sender, hardship, p):
    """Fatigue grows while measures are in force and decays otherwise; `hardship` is the part laid on the sender."""
    if int(sender.status) == IMPOSED:
        growth = p.growth * (1.0 - p.steadfast * sender.resolved) * (1.0 + p.remorse * max(0.0, hardship))
        sender.fatigue = min(1.0, sender.fatigue + growth)
    else:
        sender.fatigue *= 1.0 - p.recovery


@kernel
def capitulation_hazard(sender, p):
    """Monthly hazard that the sender gives up: its true type and its fatigue (`p` of row 39)."""
    own = p.hazard_resolved if sender.resolved > 0.5 else p.hazard_weak
    return own + p.fatigue * sender.fatigue


@kernel
def _after(act, sender, p):
    """(intensity, demand, credibility) that an act would leave."""
    i, d, cr = sender.intensity, sender.demand, sender.credibility
    if act == IMPOSE:
        return max(i, p.first_step), d, cr
    if act == BROADEN:
        return min(1.0, i + p.step), d, cr
    if act == OFFER:
        return i, max(p.least_demand, d - p.discount), min(1.0, cr + p.assurance)
    if act == RELIEVE:
        return max(0.0, i - p.step), d, min(1.0, cr + p.assurance)
    return i, d, cr


@kernel
def _possible(act, status, intensity, sender, p):
    if act == THREATEN:
        return status == NONE
    if act == IMPOSE:
        return status == NONE  # what was threatened is imposed when it falls due
    if act in (BROADEN, RELIEVE):
        return status == IMPOSED and (intensity < 1.0 if act == BROADEN else intensity > 0.0)
    return act == WAIT or (status >= THREAT and sender.demand > p.least_demand)


@kernel
def act_value(act, view, sender, traits, p):
    """u_S of one act.

    `view` is (concession, share that accommodates, hardship laid on the sender, concession at rest, share of the
    way from there to the demand at which both would settle, chance that a threat is resisted or 0 if unknown).
    """
    c, ready, harm, rest, share, _ = view
    intensity, demand, credibility = _after(act, sender, p)
    bite = p.first_step if act == THREATEN else intensity
    reply = min(1.0, ready + p.leverage * (bite - sender.intensity) * (1.0 - ready))
    terms = rest + share * max(0.0, demand - rest)
    more = max(0.0, terms - c)
    nearness = 1.0 / (1.0 + math.exp(-(c + reply * more - terms) / p.width))
    chance = 1.0 - math.exp(-p.window * p.rate * credibility * nearness)
    gain = traits.benefit * (c + chance * more)
    cost = (traits.cost + traits.blame * harm) * intensity
    back_down = (sender.demand - demand) / sender.demand
    if intensity < sender.intensity:
        back_down += 1.0
    return gain - cost - traits.audience * back_down


@kernel
def stands_firm(resolved, bound, view, sender, traits, p):
    """p_F and `edge` of one type whose audience cost has grown by the share `bound`."""
    held, sender.intensity = sender.intensity, 0.0  # a script holds its measures ready
    edge = act_value(IMPOSE, view, sender, traits, p) - act_value(WAIT, view, sender, traits, p)
    edge += p.steadfast * resolved * traits.cost * p.first_step
    sender.intensity = held
    return 1.0 / (1.0 + math.exp(-p.precision * (edge + traits.audience * (1.0 + bound)))), edge


@kernel
def challenge(resolved, view, sender, traits, p):
    """What a threat adds to u_S of waiting for one type, in the crisis game against a target that resists with p_R."""
    c, _, _, rest, share, resist = view
    firm, edge = stands_firm(resolved, 0.0, view, sender, traits, p)
    met = traits.benefit * max(c, rest + share * max(0.0, sender.demand - rest))
    gain = met - act_value(WAIT, view, sender, traits, p)
    return (1.0 - resist) * gain + resist * (firm * edge - (1.0 - firm) * traits.audience)


@kernel
def challenges(resolved, view, sender, traits, p):
    """Chance that one type threatens rather than wait; 1 where the target's answer is not known."""
    if view[5] <= 0.0:
        return 1.0
    return 1.0 / (1.0 + math.exp(-p.precision * challenge(resolved, view, sender, traits, p)))


@kernel
def _worth(act, view, sender, traits, p):
    """u_S of an act; that of a threat as the crisis game has it, where the target's answer is known."""
    if act == THREATEN and view[5] > 0.0:
        return act_value(WAIT, view, sender, traits, p) + challenge(sender.resolved, view, sender, traits, p)
    return act_value(act, view, sender, traits, p)


@kernel
def carry_out(sender, due, back, u, p):
    """Impose what was threatened if it falls due this month, a hazard `due`, and is not dropped (chance `back`)."""
    if int(sender.status) == THREAT and u < (1.0 - math.exp(-due)) * (1.0 - back):
        sender.status, sender.intensity = IMPOSED, max(sender.intensity, p.first_step)


@kernel
def strategic(sender, view, traits, u, p):
    """Choose an act by logit and carry it out; returns the act."""
    status = int(sender.status)
    if status >= SUSPENDED:
        return WAIT
    top = -1e9
    for act in range(ACTS):
        if _possible(act, status, sender.intensity, sender, p):
            top = max(top, _worth(act, view, sender, traits, p))
    total = 0.0
    for act in range(ACTS):
        if _possible(act, status, sender.intensity, sender, p):
            total += math.exp(p.precision * (_worth(act, view, sender, traits, p) - top))
    target, chosen = u * total, WAIT
    for act in range(ACTS):
        if _possible(act, status, sender.intensity, sender, p):
            target -= math.exp(p.precision * (_worth(act, view, sender, traits, p) - top))
            if target <= 0.0:
                chosen = act
                break
    sender.intensity, sender.demand, sender.credibility = _after(chosen, sender, p)
    if chosen == THREATEN:
        sender.status = THREAT
    elif chosen == IMPOSE:
        sender.status = IMPOSED
    return chosen
