"""Costly signals to foreigners and from them: the crisis game read from the target's side (row 16).

    P_i    = m_i p_F(resolved) + (1 - m_i) p_F(weak),       m_i = Logistic(L_i)
    lift_i = rate (1 - P_i) / P_i                           while pressure is threatened
    L_i'   = L_i + ln p(a | resolved) / p(a | weak)         for a = threatens, carries out, lets the threat stand

A threat that is resisted ends in standing firm or in backing down. L_i is faction i's log-odds that the sender is
resolved (duration.py); what each type would do is the sender's own payoff (external/sender.py), and the threat falls
due at `rate` a month (polity/prospects.py). `lift_i` makes the odds of pressure against a threat that comes to nothing
P_i to 1 - P_i for who stands where it stood, so that whoever waits it out expects p_F W + (1 - p_F) V, as in the
crisis game. What is seen of the sender moves beliefs by its log-likelihood ratio: an execution is news about resolve
as far as a weak sender would have backed down, and so are a threat and the months in which nothing follows. A dated
threat of a script says nothing about the type; its execution does. `back` is what the actual type would do; only a
sender that chooses does it. Off: threats are taken at face value, and a sender that chooses carries out every one.
Units: log-odds; hazards per month. Source: Lewis and Schultz 2003, Crisman-Cox and Gibilisco 2021, with extreme-value
shocks in place of normal ones (games/crisis_signalling.py). Ignores: what one faction infers from another.
"""

from __future__ import annotations

import math

from winset.kernel import kernel

_BOUND, _LEAST = 4.0, 1e-6


@kernel
def evidence(resolved, weak):
    """Log-likelihood ratio of an act that either type does with some probability."""
    return math.log(max(resolved, _LEAST) / max(weak, _LEAST))


@kernel
def dropped(log_odds, firm, weak, due):
    """Hazard of a threat coming to nothing that leaves P_i for its being carried out."""
    m = 1.0 / (1.0 + math.exp(-log_odds))
    expected = max(_LEAST, m * firm + (1.0 - m) * weak)
    return due * (1.0 - expected) / expected


@kernel
def _news(room, status, chances, due):
    """Log-likelihood ratio of what the sender did this month."""
    firm, weak, made, made_weak = chances
    if status == 2:
        return evidence(room.firm, room.weak) if room.threatened > 0.0 else 0.0
    if status == 0:
        return 0.0
    if room.threatened == 0.0:
        return evidence(made, made_weak)
    return due * (weak - firm)  # of a month in which a threat was not carried out


@kernel
def costly_signals(scene, chances, due, rate):
    """Read the sender's act of the month.

    `chances` are p_F of a resolved and of a weak sender, and their chances of having made a threat that is new; a
    threat falls due at `rate` a month, and at `due` where policy stands now.
    """
    information, sender = scene[0].information, scene[0].external.sender
    room, status = information.signals, int(sender.status)
    news = _news(room, status, chances, due)
    room.threatened = room.threatened + 1.0 if status == 1 else 0.0
    room.firm, room.weak = (chances[0], chances[1]) if status < 2 else (0.0, 0.0)
    own = chances[0] if sender.resolved > 0.5 else chances[1]
    room.back = 1.0 - own if status == 1 else 0.0
    for i in range(int(scene[1].counts.factions)):
        if news != 0.0:
            information.resolve[i] = min(_BOUND, max(-_BOUND, information.resolve[i] + news))
        if status == 1:
            information.lift[i] = dropped(information.resolve[i], chances[0], chances[1], rate)
