"""Reserves, escrow and the payment of imports: the balance of payments closes exactly (row 36).

    accessible + released + inward − paid − outflow = A_0 − sold           every month, exactly
    inward   = change of remittances + credit of the patron + programme   beside trade
    released = min(12 r escrow, foreign share · bill)                      escrow that buys goods
    sold    ≤ A_0⁺ + drain · usable;   beyond that imports are rationed:   financed = paid / bill
    absorb  = [a + (1 − a) peg] [1 − 2 frozen share (1 − peg)]⁺            share of a surplus bought
    usable' = usable + (A_0⁺ (1 − usable/usable_0) − sold)/12

A surplus that the central bank does not buy leaves as private assets. Private outflow gives way before
imports fall below a share `priority` of the bill. Freezing moves stock from usable to frozen, and back on
relief: stocks, not income. Reserves are counted against a growing base, so the accumulation A_0 at rest,
where it is positive, keeps their ratio. Units: flows are shares of base yearly GDP at a yearly rate, stocks
shares of that GDP. Source: accounting identity; MODEL.md section 7.5. Ignores: gold and valuation, swap
lines, interest on reserves.
"""

from winset.kernel import kernel


@kernel
def freeze(economy, measures):
    """Move stock between usable and frozen when the freeze is tightened or eased."""
    fx = economy.fx
    target = measures.freeze
    if target > fx.freeze:
        moved = min(fx.usable, (target - fx.freeze) * (fx.usable + fx.frozen))
    elif target < fx.freeze:
        moved = -fx.frozen * (1.0 - target / fx.freeze)
    else:
        moved = 0.0
    fx.usable -= moved
    fx.frozen += moved
    fx.freeze = target


@kernel
def inward(economy, external):
    """Dollars that arrive beside trade, less what arrives at rest; loans are those of the month before."""
    return external.diaspora.change + economy.fiscal.credit + external.aid.used


@kernel
def release(economy, external, need, p):
    """Dollars released from escrow: they buy goods from partners outside the sanction."""
    blocked = min(1.0, external.measures.finance)
    speed = p.release * blocked + p.unlock * (1.0 - blocked)
    share = external.evasion.foreign * blocked + 1.0 - blocked
    return min(12.0 * speed * economy.fx.escrow, max(0.0, share * need))


@kernel
def absorption(fx, inputs, p):
    """Share of a surplus that the central bank buys.

    All under a peg, where receipts are surrendered to it; under a float none once half is frozen.
    """
    frozen_share = fx.frozen / max(fx.usable + fx.frozen, 1e-9)
    peg = inputs.regime.peg
    return (p.absorb + (1.0 - p.absorb) * peg) * max(0.0, 1.0 - 2.0 * frozen_share * (1.0 - peg))


@kernel
def settle(economy, inputs, need, outflow, p):
    """Pay, ration and change reserves so that the identity holds; `need` is the import bill."""
    fx, trade, macro = economy.fx, economy.trade, inputs.macro
    supply = trade.accessible + fx.released + economy.transfers.inward - macro.accumulation
    most = max(0.0, macro.accumulation) + p.drain * fx.usable
    balance = supply - need - outflow
    if balance < -most:
        if outflow > 0.0:
            outflow = max(0.0, min(outflow, supply + most - p.priority * need))
        trade.financed = max(0.0, min(1.0, (supply + most - outflow) / max(need, 1e-12)))
    else:
        trade.financed = 1.0
    if balance > 0.0:
        outflow += (1.0 - absorption(fx, inputs, p)) * balance
    trade.paid = trade.financed * need
    fx.outflow = outflow
    fx.sold = trade.paid + outflow - supply
    diluted = max(0.0, macro.accumulation) * (1.0 - fx.usable / macro.usable) if macro.usable > 0.0 else 0.0
    fx.usable = max(0.0, fx.usable + (diluted - fx.sold) / 12.0)
