"""Regions that bargain with the centre: the least transfers that hold them, and what goes when the purse is empty.

Row 33. A region r that could keep taxes of its own or trade over its own border stays while the union is worth it:

    own_r    = o_r τ Σ_k m_rk y_k                                      taxes that its officials collect
    loss_r   = Σ_k m_rk (1 − y_k)⁺,   V_r = Σ_k m_rk                    of its output at base, energy apart
    alone_r  = own_r + b_r S + spared min(b_r, V_r) loss_r / V_r        autarky
    need_r   = min(alone_r, (alone_r − o_r τ V_r − a (1 − dissent_r) V_r)⁺)

S is what users of rationed and evaded imports pay above cost (scarcity and brokers' margins), of which the border
earns b_r; a region out of the centre's quarrel is also spared a part of its loss, as far as its border carries its
trade. τ is non-energy revenue over GDP and m_r the region's part of sectors' value added. The attachment
a (1 − dissent) V_r is what a loyal region forgoes for the union. At rest alone_r = o_r τ V_r: nothing is asked. The
centre holds as many as it can at the least cost, in the order of need_r / alone_r, as long as a purse lasts that is
a share of what the fiscal gap leaves of revenue:

    Σ t_r ≤ purse (revenue − gap⁺),   t_r = need_r or 0
    w_r' = w_r + speed (1{t_r < need_r} − w_r)                          part of its own means that r keeps

Who is not held keeps w_r of its taxes, and its border earns w_r b_r S that holders of licences and brokers then lack.
Transfers and lost taxes are part of the fiscal gap. Of what a region receives or keeps, a share goes to the faction
that speaks for it, the rest to households. Units: shares of base GDP at a yearly rate; speed per month. Source: row 33
of the theory (the least transfers that match border trade and own taxes) after Treisman 1999, whose summary was seen:
selective fiscal appeasement of regions that protest halts a bandwagon. `spared` and all sizes are chosen. Ignores:
public services, which a region that left would have to pay itself, what it would produce more (output is the
sectors'), and secession.
"""

from winset.kernel import kernel
from winset.types import F, K


@kernel
def produced(economy, inputs, r):
    """Output of region r outside energy by its part of sectors, and its loss."""
    now, loss = 0.0, 0.0
    for k in range(K):
        y = economy.production.output[k]
        now += inputs.regions.mix[r, k] * y
        loss += inputs.regions.mix[r, k] * max(0.0, 1.0 - y)
    return now, loss


@kernel
def claims(economy, dissent, inputs, p):
    """Write `taxed` (own taxes), `alone` (autarky) and `need` (the least transfer that holds) of every region."""
    room, given, flows = economy.regions, inputs.regions, economy.flows
    rate = max(0.0, inputs.macro.revenue - inputs.macro.oil_revenue)
    rents = flows.scarcity + flows.margin
    for r in range(int(inputs.counts.regions)):
        now, loss = produced(economy, inputs, r)
        base = given.output[r]
        carried = min(given.border[r], base) / base if base > 0.0 else 0.0
        room.taxed[r] = given.own[r] * rate * now
        room.alone[r] = room.taxed[r] + given.border[r] * rents + p.spared * carried * loss
        tied = p.attachment * (1.0 - dissent[r]) * base
        asked = room.alone[r] - given.own[r] * rate * base - tied
        room.need[r] = min(room.alone[r], max(0.0, asked))


@kernel
def _cheapest(room, n):
    """The region not yet visited (transfer −1) that costs least for what it has alone; −1 when there is none."""
    found = -1
    for r in range(n):
        cheaper = found < 0 or room.need[r] * room.alone[found] < room.need[found] * room.alone[r]
        if room.transfer[r] < 0.0 and cheaper:
            found = r
    return found


@kernel
def appease(room, purse, n):
    """Pay needs in the order of their cost while the purse lasts; write `transfer`, return their sum."""
    paid = 0.0
    for r in range(n):
        room.transfer[r] = -1.0 if room.need[r] > 0.0 else 0.0
    r = _cheapest(room, n)
    while r >= 0:
        room.transfer[r] = room.need[r] if paid + room.need[r] <= purse else 0.0
        paid += room.transfer[r]
        r = _cheapest(room, n)
    return paid


@kernel
def _divide(room, inputs, rents, p):
    """What regions receive or keep: to the factions that speak for them, and to households."""
    room.spent = 0.0
    for i in range(F):
        room.patrons[i] = 0.0
    for r in range(int(inputs.counts.regions)):
        own = room.taxed[r] + inputs.regions.border[r] * rents
        room.received[r] = room.transfer[r] + room.kept[r] * own
        i = int(inputs.regions.faction[r])
        taken = p.patronage * room.received[r] if i >= 0 else 0.0
        if i >= 0:
            room.patrons[i] += taken
        room.spent += room.received[r] - taken


@kernel
def _border(economy, inputs):
    """Rents that borders out of the centre's hands earn are lacking to licence holders and brokers."""
    ledger, flows, factions, accounts = economy.ledger, economy.flows, inputs.factions, inputs.accounts
    part = economy.regions.border
    for i in range(int(accounts.factions)):
        ledger.scarcity[i] -= part * factions.licences[i] * flows.scarcity
        ledger.smuggling[i] -= part * factions.smuggling[i] * flows.margin
    flows.wealth -= part * (accounts.licences * flows.scarcity + accounts.smuggling * flows.margin)


@kernel
def regions(economy, dissent, inputs, p):
    """Write `economy.regions` and take border rents from those who held them; `dissent` (R,) is last month's."""
    room, given, fiscal = economy.regions, inputs.regions, economy.fiscal
    n, rents = int(inputs.counts.regions), economy.flows.scarcity + economy.flows.margin
    if n == 0:
        return
    claims(economy, dissent, inputs, p)
    gap = max(0.0, fiscal.gap - room.paid - room.taxes)
    room.paid = appease(room, p.purse * max(0.0, inputs.macro.revenue - gap), n)
    room.taxes, room.border, room.defecting = 0.0, 0.0, 0.0
    for r in range(n):
        let_go = 1.0 if room.need[r] > room.transfer[r] else 0.0
        room.kept[r] += p.speed * (let_go - room.kept[r])
        room.taxes += room.kept[r] * room.taxed[r]
        room.border += room.kept[r] * given.border[r]
        room.defecting += 1.0 if room.kept[r] > 0.5 else 0.0
    _divide(room, inputs, rents, p)
    _border(economy, inputs)
