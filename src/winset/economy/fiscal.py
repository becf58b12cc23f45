"""The treasury: what is missing, and how it is closed (row 36).

Rows 36 (financing), 34 (who bears the burden), 51 (patron's credit), 27 (programme finance).

    receipts = Σ tax_k ΔVA_k + t Σ (labour + capital) ΔVA_k + oil volume and price + revalued dollars
    gap      = −receipts + escrowed state oil + subsidies + shield + credit to industry + interest + regions
               − programme finance
    drawn    = min(share · gap, pace · buffer)
    bonds    = min(1, access (1 − finance) e^{−κ spread}) · rest;   credit = min(rest, patron · support)
    saved    = Σ G_k (1 − G)                                purchases not made (network.py), off the rest
    households → (1 − burden) η rest,  levy → burden λ rest         at `speed` per month
    g − t = π e^{−aπ} m                                   inflation π that printing costs, low branch
    printing = min(what is left · monetised, .95 m/(a e)), then arrears
    posts' = posts + revision (posts_0 min(2, max(floor, 1 − patronage · gap / revenue)) − posts)

Government demand falls by a share of what patronage, buffer, bonds and credit did not close (network.py), a
month late, and what is not bought need not be paid. A surplus refills buffer and clears arrears. Units: flows
are shares of base yearly GDP at a yearly rate, stocks shares of that GDP. `burden`: 0 = households pay, 1 =
factions pay, from last month's bargain. Printing revenue peaks at m/(a e), at π = 1/a per year (a in years):
what lies beyond it cannot be printed. Source: MODEL.md section 7.7; Cagan 1956 as in the theory table, row 36 (from
memory). Ignores: tax evasion, local budgets, restructuring. Bonds, buffer, credit and arrears are stocks, not
income of anyone.
"""

import math

from winset.economy.accounts import state_share
from winset.kernel import kernel
from winset.types import K


@kernel
def printing_inflation(revenue, money, semi_elasticity):
    """Yearly inflation π of the low branch of revenue = π e^{−aπ} m; 1/a from the peak on."""
    if revenue <= 0.0:
        return 0.0
    peak = money / (semi_elasticity * math.e)
    if revenue >= peak:
        return 1.0 / semi_elasticity
    rate = revenue / money
    for _ in range(24):
        damp = math.exp(-semi_elasticity * rate)
        step = (revenue - money * rate * damp) / (money * damp * (1.0 - semi_elasticity * rate))
        rate = min(rate + step, 1.0 / semi_elasticity)
        if step < 1e-12:
            break
    return rate


@kernel
def receipts(economy, inputs):
    """Change of state revenue from output, income and energy, as a share of base GDP."""
    sectors, accounts, trade, total = inputs.sectors, inputs.accounts, economy.trade, 0.0
    for k in range(K):
        change = sectors.value_added[k] * (economy.production.output[k] - 1.0)
        state = state_share(inputs, k)
        total += change * (state + accounts.income_tax * (1.0 - state))
    price = trade.oil_value - economy.flows.brokered - inputs.macro.oil_exports * trade.oil_volume
    return total + accounts.oil_share * price


@kernel
def _outlays(economy, inputs, p):
    """Extra cost of subsidies on imports."""
    fiscal = economy.fiscal
    real = economy.fx.official - economy.prices.level
    dear = math.exp(real) - 1.0 if real != 0.0 else 0.0
    kept = min(1.5, max(0.0, 1.0 - economy.flows.reform))
    fiscal.subsidies = inputs.macro.subsidies * max(0.0, p.subsidy * dear) * kept


@kernel
def _borrow(economy, external, policy, inputs, gap, p):
    """Close what stocks and lenders can; return what is left."""
    fiscal = economy.fiscal
    fiscal.drawn = min(p.draw * gap, p.pace * fiscal.buffer)
    left = gap - fiscal.drawn
    finance = external.evasion.payments
    access = inputs.regime.bonds * (1.0 - finance) * math.exp(-p.aversion * fiscal.spread)
    fiscal.bonds = left * max(0.0, min(1.0, access))
    left -= fiscal.bonds
    fiscal.credit = min(left, inputs.outside.credit * (policy.alignment + external.bloc.extra))
    return left - fiscal.credit


@kernel
def _squeeze(economy, policy, inputs, left, p):
    """Households, levy, printing, posts, arrears, in this order; `left` is what lenders left open."""
    fiscal, macro = economy.fiscal, inputs.macro
    fiscal.households += p.speed * ((1.0 - policy.burden) * p.households * left - fiscal.households)
    fiscal.levy += p.speed * (policy.burden * p.levy * left - fiscal.levy)
    fiscal.households = min(fiscal.households, left)
    fiscal.levy = min(fiscal.levy, left - fiscal.households)
    left -= fiscal.households + fiscal.levy
    fiscal.printing = min(p.monetised * left, 0.95 * macro.money / (p.cagan * math.e))
    return left - fiscal.printing


@kernel
def _patronage(economy, inputs, gap, p):
    """Revise the posts fund towards what revenue allows; returns the part of the gap that this closes."""
    fiscal, macro = economy.fiscal, inputs.macro
    slack = gap / macro.revenue if macro.revenue > 0.0 else 0.0
    goal = macro.posts * min(2.0, max(p.floor, 1.0 - p.patronage * slack))
    fiscal.posts += p.revision * (goal - fiscal.posts)
    return macro.posts - fiscal.posts


@kernel
def saved(economy, inputs):
    """Purchases not made this month."""
    total = 0.0
    for k in range(K):
        total += inputs.sectors.government[k]
    return total * (1.0 - economy.production.government)


@kernel
def _programme(aid, gap):
    """What a programme pays of the gap this month (polity/conditional_finance.py)."""
    aid.used = min(aid.paid, max(0.0, gap))
    return aid.used


@kernel
def fiscal(economy, external, policy, inputs, p):
    """Write `economy.fiscal` except the spread, and `prices.monetary`."""
    room = economy.fiscal
    _outlays(economy, inputs, p)
    locked = inputs.accounts.oil_share * (economy.trade.escrowed - economy.fx.released)
    gap = locked + room.subsidies + room.shield + economy.credits.total + room.interest
    gap += economy.regions.paid + economy.regions.taxes
    gap -= receipts(economy, inputs) + economy.flows.treasury
    gap -= _programme(external.aid, gap)
    room.gap = gap
    room.debt += external.aid.used / 12.0
    gap -= _patronage(economy, inputs, gap, p) + saved(economy, inputs)
    if gap > 0.0:
        left = _borrow(economy, external, policy, inputs, gap, p)
        unpaid = _squeeze(economy, policy, inputs, left, p)
        room.buffer = max(0.0, room.buffer - room.drawn / 12.0)
        room.debt += (room.bonds + room.credit) / 12.0
        room.arrears += unpaid / 12.0
        economy.prices.monetary = printing_inflation(room.printing, max(inputs.macro.money, 1e-9), p.cagan)
    else:
        room.drawn, room.bonds, room.credit, room.printing = 0.0, 0.0, 0.0, 0.0
        room.households -= p.speed * room.households
        room.levy -= p.speed * room.levy
        economy.prices.monetary = 0.0
        spare = room.households + room.levy - gap
        cleared = min(12.0 * room.arrears, spare)
        room.arrears -= cleared / 12.0
        room.buffer += (spare - cleared) / 12.0
