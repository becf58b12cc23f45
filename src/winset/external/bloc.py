"""A patron that sells support for alignment, and what it is to depend on it (row 51).

    price    = 1 + risk · effort + hold z                     alignment asked for a unit of support
    support  = min(1, alignment / price)                      share of its capacity: channels and credit; 0 without one
    z'       = z + speed (support · need − z),   need = pressure / (pressure + half)
    markup   = hold z                                         on what is carried round the measures

The patron has payoffs: a unit of alignment is worth one to it, and a unit of support costs one, and more where senders
police third countries (enforcement.py), whose penalties it risks. It asks what support costs and, of a client whose
trade has come to run through it, the margin `hold` z besides: z is integration, the share of its trade that a
country under pressure has moved to the bloc, and moves back as slowly. Support opens channels (evasion.py) and
credit in foreign exchange (fiscal.py, reserves.py) in place of alignment itself, the price divides what
another unit of alignment is worth to every faction (polity/payoff.py), and the markup is paid abroad. Early support is
cheap, late support is dear: integration is lost only with time, and until then the patron collects on it. Whether
dependence ties a country to its patron or drives it to settle with the senders is an outcome.

Where the scenario says `patron: none` nobody sells support. Without this row alignment is support, at a price of one,
whoever the patron. Units: shares; effort 0..1; pressure in years of imports. Source: theory row 51 (transfers and
busting for alignment, integration loss); dependence on one patron that raised its cost late is a reading of
Myanmar there; price and sizes are chosen. Ignores: rivalry of several patrons, aid in kind, force, and that a
bloc's members differ.
"""

from __future__ import annotations

from winset.kernel import kernel


@kernel
def price(effort, integration, p):
    """Alignment that the patron asks for a unit of support."""
    return 1.0 + p.risk * effort + p.hold * integration


@kernel
def bloc(external, alignment, inputs, p):
    """Write terms and support in `external.bloc`, then advance integration."""
    room, pressure = external.bloc, external.measures.pressure
    asked = price(external.enforcement.effort, room.integration, p)
    room.support = min(1.0, alignment / asked) if inputs.outside.patron > 0.0 else 0.0
    room.extra = room.support - alignment
    room.terms = 1.0 / asked - 1.0 if inputs.outside.patron > 0.0 else -1.0
    room.markup = p.hold * room.integration
    need = pressure / (pressure + p.half) if pressure > 0.0 else 0.0
    room.integration += p.speed * (room.support * need - room.integration)
