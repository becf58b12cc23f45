"""Evasion through third countries and legal diversion to other suppliers, and what they cost (row 37).

Rows 37 (busting), 49 (supplier diversification).

    E_k' = min(c_k, E_k + ν (e_k c_k − E_k))
    odds(e_k) = odds(e_max) · capacity · (1 + patron·support) · (1 − deterred (1 − support))
    D'   = min(c̄, D + ν_d (d_max c̄ − D)),          d = D / c̄                 legal switch to others
    premium = (1 − f) Σ w_k [E_k π_e (1 − b + markup) + (c_k − E_k) d (1 − c_k) π_d] / Σ w_k available_k
    margin  = (1 − f) Σ w_k E_k π_e b / Σ w_k available_k

E is the evaded flow, as a share of the product's base flow: channels are built in volume, so a jump in coverage finds
them too narrow; what is built this month moves goods in the next (availability.py). Odds, so that no capacity carries
more than all. What senders deter narrows channels (enforcement.py), but not of those whom a patron covers: traders
alone fear penalties, and cover alone carries no goods. Support and markup are the patron's (bloc.py).

Units: speeds per month; premium (paid abroad) and margin (kept by brokers at home) per unit of imports.
Source: the theory table, row 37; leaks of the order of the 32-37 per cent of embargo potential realised in Chowdhry,
Hinz, Kamin and Wanner (magnitudes.csv, abstract seen).
Ignores: stockpiles abroad, product detail inside a sector.
"""

from winset.kernel import kernel
from winset.types import K


@kernel
def _widen(flow, covered, share, speed):
    """Evaded flow after a month in which channels grow towards `share` of what is covered."""
    return min(covered, flow + speed * (share * covered - flow))


@kernel
def carried(share, capacity):
    """Share of a covered flow that channels of some capacity carry at most; `share` at a capacity of 1."""
    odds = share / (1.0 - share) * capacity
    return odds / (1.0 + odds)


@kernel
def _channels(external, policy, inputs, p):
    """Advance evasion by channel and diversion."""
    measures, room, outside = external.measures, external.evasion, inputs.outside
    support = policy.alignment + external.bloc.extra
    patron = (1.0 + p.patron * support) * (1.0 - external.enforcement.deterred * (1.0 - support))
    bought, sold = carried(p.imports, outside.imports * patron), carried(p.exports, outside.exports * patron)
    covered = 0.0
    for k in range(K):
        room.imports[k] = _widen(room.imports[k], measures.imports[k], bought, p.speed)
        room.exports[k] = _widen(room.exports[k], measures.exports[k], sold, p.export_speed)
        covered += inputs.weights.imports[k] * measures.imports[k]
    paid = carried(p.finance, outside.finance * patron)
    room.finance = _widen(room.finance, measures.finance, paid, p.speed)
    copied = carried(p.technology, outside.imports * patron)
    room.technology = _widen(room.technology, measures.technology, copied, p.speed)
    room.diversion = _widen(room.diversion, covered, p.diversion, p.diversion_speed)


@kernel
def _premia(external, inputs, p):
    """Cost per unit of imports of the flows that go round the measures: abroad and at home."""
    measures, room = external.measures, external.evasion
    covered = 1.0 - room.foreign
    switched = min(1.0, room.diversion / covered) if covered > 0.0 else 0.0
    routed, replaced = 0.0, 0.0
    for k in range(K):
        cut, weight = measures.imports[k], inputs.weights.imports[k]
        evaded = min(cut, room.imports[k])
        routed += weight * evaded
        replaced += weight * (cut - evaded) * switched * (1.0 - cut)
    scale = (1.0 - room.friction) / max(room.volume, 1e-9)
    dear = 1.0 - p.brokered + external.bloc.markup
    room.premium = scale * (routed * p.premium * dear + replaced * p.switching)
    room.margin = scale * routed * p.premium * p.brokered


@kernel
def evasion(external, policy, inputs, p):
    """Write premia of the flows in use, then widen the channels in `external.evasion`."""
    _premia(external, inputs, p)
    _channels(external, policy, inputs, p)
