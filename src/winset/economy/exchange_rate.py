"""Foreign exchange: the market rate that clears the dollar market, and two rates that follow (row 36).

Row 36 (controls, attack on the currency), row 4 (finance channel).

    D(z) = M a unit Y^ε [n e^{−η_n z} + (1 − n) e^{−η_c z − η_l z̄}]  dollars for imports
    unit = (1 + premium) exp(κ_m world price)                 imports move with the same world cycle
    z̄'   = z̄ + (z − z̄)/months                                 slower substitution, also of exports
    K(z) = [K_0 (1 − κ ctl) + flight] e^{−η_k z},  flight = φ M news (1 − ctl)   private outflow
    G    = D(0) + K(0) + A_0 − X − released − inward                       gap at rest prices
    cover = min([δ + (1 − δ) δ_p peg](G − flight)⁺, A_0⁺ + drain · usable) if G > 0, else absorb G
    z*   : D(z) − D(0) + K(z) − K(0) + G − cover = 0          (exports answer with a month's lag)
    z'   = z + speed (z* + fear − z) + k_f · news of the month (1 − ctl)
    fear = φ_r (1 − ctl)[(1 − usable / (θ M))⁺ − the same at rest]⁺
    ctl' = ctl + speed (limit · pressure/(pressure + c_0) e^{ρ min(0, z)} − ctl)

The central bank meets shortages of trade, not flight, and eases controls where the currency is stronger than
at rest. Paying, rationing and reserves are in reserves.py; stocks ordered ahead come on top of D
(stockpiling.py). Official and allocated rates crawl to the market rate at speeds that fall with the peg.
Units: flows are shares of base yearly GDP at a yearly rate; rates are log deviations; z is real
(market − prices). Source: MODEL.md section 7.5; the fear of scarce reserves stands for the attack
in Flood and Garber 1984 (row 36, from memory). Ignores: interest parity, debt service abroad,
valuation of reserves, and the difference between onshore and offshore rates.
"""

import math

from winset.economy.reserves import absorption, freeze, inward, release, settle
from winset.kernel import kernel
from winset.types import K


@kernel
def _clearing(bill, inputs_share, outflow, missing, p):
    """Real rate at which dollars demanded and supplied meet: safeguarded Newton on the gap.

    `bill` is the import bill and `missing` the uncovered gap, both at the rest price.
    """
    if missing == 0.0:
        return 0.0
    z, a, b, c = 0.0, bill * inputs_share, bill * (1.0 - inputs_share), outflow
    for _ in range(4):
        if z != 0.0:
            a = bill * inputs_share * math.exp(-p.inputs * z)
            b = bill * (1.0 - inputs_share) * math.exp(-p.final * z)
            c = outflow * math.exp(-p.assets * z)
        value = missing + a + b + c - bill - outflow
        slope = p.inputs * a + p.final * b + p.assets * c
        z += max(-0.6, min(0.6, value / (slope + 1e-6)))
    return max(-p.bound, min(p.bound, z))


@kernel
def _fear(usable, imports, p):
    return max(0.0, 1.0 - usable / (p.adequacy * imports + 1e-9))


@kernel
def _bill(economy, external, inputs, activity, p):
    """Import bill at the rest price of dollars after slow substitution, and the share of inputs in it.

    Stocks ordered ahead (stockpiling.py) come on top of use.
    """
    share, late = inputs.accounts.inputs, 1.0
    if economy.fx.competitiveness != 0.0:
        late = math.exp(-p.late * economy.fx.competitiveness)
    kept = share + (1.0 - share) * late
    use, ahead = external.evasion.volume * activity, share * economy.inventory.ordered
    bill = use * kept + ahead
    return inputs.macro.imports * economy.trade.unit * bill, use * share / max(bill, 1e-12)


@kernel
def _real_rate(economy, external, inputs, imports, assets, p):
    """Next real market rate. `imports` = (bill at the rest price, its share of inputs),

    `assets` = (private outflow at the rest price, the part of it that is flight).
    """
    bill, share = imports
    outflow, flight = assets
    fx, macro = economy.fx, inputs.macro
    real = fx.market - economy.prices.level
    gap = bill + outflow + macro.accumulation - economy.trade.accessible - fx.released - economy.transfers.inward
    if gap > 0.0:
        defence = p.defence + (1.0 - p.defence) * p.commitment * inputs.regime.peg
        cover = min(defence * max(0.0, gap - flight), max(0.0, macro.accumulation) + p.drain * fx.usable)
    else:
        cover = absorption(fx, inputs, p) * gap
    goal = _clearing(bill, share, outflow, gap - cover, p)
    free = 1.0 - fx.controls
    fear = _fear(fx.usable, macro.imports, p) - _fear(macro.usable, macro.imports, p)
    goal += p.fear * free * max(0.0, fear)
    return real + p.speed * (goal - real) + p.flight * free * external.measures.news


@kernel
def _volumes(economy, external, inputs, activity, p):
    """Imported volumes at the new rate, relative to the base: inputs, final goods; then the bill."""
    trade, share = economy.trade, inputs.accounts.inputs
    real = economy.fx.market - economy.prices.level
    dear, final = 1.0, 1.0
    if real != 0.0:
        dear = math.exp(-p.inputs * real)
        final = math.exp(-p.final * real - p.late * economy.fx.competitiveness)
    wanted = external.evasion.volume * activity
    trade.inputs, trade.final = dear, final
    trade.imports = 1.0 + (wanted - 1.0) + wanted * (share * (dear - 1.0) + (1.0 - share) * (final - 1.0))
    trade.imports += share * economy.inventory.ordered
    return inputs.macro.imports * trade.imports * trade.unit


@kernel
def exchange_rate(economy, external, inputs, p):
    """Write `economy.fx` and the imports of `economy.trade`."""
    fx, trade, macro, regime = economy.fx, economy.trade, inputs.macro, inputs.regime
    freeze(economy, external.measures)
    economy.transfers.inward = inward(economy, external)
    fx.news = p.memory * fx.news + external.measures.news
    activity = 1.0
    if economy.production.gdp != 1.0:
        activity = math.exp(p.activity * math.log(max(0.01, economy.production.gdp)))
    trade.unit = (1.0 + external.evasion.premium) * math.exp(p.comovement * external.world.price)
    bill, share = _bill(economy, external, inputs, activity, p)
    fx.released = release(economy, external, bill, p)
    free = 1.0 - fx.controls
    flight = p.outflow * macro.imports * max(0.0, fx.news) * free
    wanted = macro.outflow * (1.0 - p.barrier * fx.controls) + flight
    real = _real_rate(economy, external, inputs, (bill, share), (wanted, flight), p)
    fx.market = economy.prices.level + real
    need_for = external.measures.pressure / (external.measures.pressure + p.trigger)
    if real < 0.0:
        need_for *= math.exp(p.relax * real)
    fx.controls += regime.controls_speed * (need_for * regime.controls_limit - fx.controls)
    need = _volumes(economy, external, inputs, activity, p)
    outflow = wanted * math.exp(-p.assets * real) if real != 0.0 else wanted
    fx.released = min(fx.released, need)
    settle(economy, inputs, need, outflow, p)
    trade.imports *= trade.financed
    fx.escrow += (trade.escrowed - fx.released) / 12.0
    routed = 0.0
    for k in range(K):
        routed += inputs.weights.imports[k] * external.evasion.imports[k]
    fx.at_official = regime.allocation * trade.paid
    fx.at_allocated = p.secondary * regime.peg * (trade.paid - fx.at_official)
    trade.evaded = macro.imports * routed * trade.financed
    fx.competitiveness += (real - fx.competitiveness) / p.months
    fx.allocated += (1.0 - regime.peg * (1.0 - p.allocated_speed)) * (fx.market - fx.allocated)
    fx.official += (1.0 - regime.peg * (1.0 - p.official_speed)) * (fx.market - fx.official)
