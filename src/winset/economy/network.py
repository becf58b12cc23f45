"""Production through the input-output network with imported inputs in stock (row 4).

Rows 4 (trade and technology channels), 49 (redesign buys time; stocks ahead are in stockpiling.py).

    m_k' = m_k + (a_k · financed · dear + used_k − m_k)/τ          imported inputs in stock
    x_k  = Σ_j coefficient_jk min(1, delivered_j) / domestic_k     domestic inputs, one edge a month
    κ_k' = κ_k + (min(1, covered_k · financed + used_k) − κ_k)/τ   essential inputs from the senders
    B_k  = [1 + s_k (m^ρ − 1) + d_k (x^ρ − 1)]^{1/ρ}               ρ = (σ − 1)/σ
    S_k  = a cap_k (1 − missed · tech_k) · B_k · [1 − ess_k (1 − redesign · adaptation) c_k (1 − κ_k)⁺]
    D_k  = Σ uses: A y, C, G, I, exports, and replaced imports θ·(1 − final) of the product
    G    = 1 − φ_g (gap after patronage, buffer and lenders)⁺ / spending − what a ruler withholds (row 45)
    y_k' = y_k + speed ([(S^{−h} + D^{−h})/2]^{−1/h} − y_k),  delivered_k = y_k'/D_k
    σ    = σ_short + (σ_long − σ_short) · adaptation,  adaptation' = ad + (need − ad)⁺/months
    cap' = cap + (δ/12)[1 + s_i (I − 1) − τ tech_k equipment − cap],  I = investment
    C = 1 + mpc · household income,  need = pressure/(pressure + c_1)
    I = [1 + acc (Y − 1) − φ_f payments − φ_n news] (1 + θ_s dear / r_0)^{−η_s}
    Y = 1 + Σ value added_k (y_k − 1)

σ → 0 is Leontief. A share ess_k of output is made on lines that need one supplier's parts (cars, electronics,
turbines); the part c_k of them that depends on the senders stands still as far as parts are missing, whatever
their share in cost, until redesigned. a is productivity (productivity.py); dear is what the sovereign pays more than at
rest, a month late (sovereign_spread.py), of which firms pay the share θ_s on top of a cost of capital r_0. Everything
is written as a deviation from 1, so that rest is exact.
Units: volumes relative to the base; months. Source: CES over imported and domestic inputs as in MODEL.md
section 7.2; low short-run elasticity as in Baqaee and Farhi 2019 and Barrot and Sauvagnat 2016 (from memory,
not opened: tier chosen). Ignores: what factions spend of profits and rents (households' income alone moves
consumption, so that expenditure does not close as income does), labour reallocation, entry of firms, product
detail below 13 sectors.
"""

import math

from winset.kernel import kernel
from winset.types import K

_CHEAPEST = 0.5  # least cost of capital, relative to rest


@kernel
def _odds(x):
    """exp(x), without the call where x is 0: one of the three inputs always is the dearest."""
    return math.exp(x) if x != 0.0 else 1.0


@kernel
def bundle(share_m, m, share_x, x, sigma):
    """CES of imported inputs m, domestic inputs x and the rest (1); equals 1 at m = x = 1."""
    if m == 1.0 and x == 1.0:
        return 1.0
    rho = (sigma - 1.0) / sigma
    if abs(rho) < 1e-4:
        return math.exp(share_m * math.log(max(m, 1e-6)) + share_x * math.log(max(x, 1e-6)))
    high, low = rho * math.log(max(m, 1e-6)), rho * math.log(max(x, 1e-6))
    top = max(0.0, high, low)
    inner = (1.0 - share_m - share_x) * _odds(-top) + share_m * _odds(high - top) + share_x * _odds(low - top)
    return math.exp((top + math.log(max(inner, 1e-300))) / rho)


@kernel
def supply(capital, imported, domestic, lines, stocks, sigma):
    """Output that inputs in hand allow.

    `stocks` = (imported, domestic, essential) inputs relative to the base; `lines` is the share of
    output made with essential inputs of the senders, which stands still as far as these are missing.
    """
    m, x, critical = stocks
    return capital * bundle(imported, m, domestic, x, sigma) * (1.0 - lines * max(0.0, 1.0 - critical))


@kernel
def soft_minimum(a, b, hardness):
    """[(a^{-h} + b^{-h})/2]^{-1/h}: 1 at a = b = 1, the minimum as h grows."""
    if a == 1.0 and b == 1.0:
        return 1.0
    least = max(1e-6, min(a, b))
    ratio = max(a, b) / least
    return least * math.exp(-math.log(0.5 * (1.0 + math.exp(-hardness * math.log(ratio)))) / hardness)


@kernel
def cost_of_capital(dear, p):
    """What investors still want where the sovereign pays `dear` a year more than at rest, relative to rest."""
    if dear == 0.0:
        return 1.0
    return max(_CHEAPEST, 1.0 + p.passed * dear / p.required) ** -p.user_cost


@kernel
def _spending(economy, external, inputs, p):
    """Final spending of households, government and investors relative to the base."""
    production, total = economy.production, 0.0
    for h in range(len(economy.ledger.households)):
        total += economy.ledger.households[h]
    base = 0.0
    for h in range(len(inputs.accounts.income)):
        base += inputs.accounts.income[h]
    goal = max(0.0, 1.0 + p.consumption * total / base) if base > 0.0 else 1.0
    production.consumption += p.habit * (goal - production.consumption)
    credit = p.credit * external.evasion.payments
    wanted = max(0.0, 1.0 + p.accelerator * (production.gdp - 1.0) - credit - p.caution * economy.fx.news)
    wanted *= cost_of_capital(production.dear, p)
    production.investment += p.plans * (wanted - production.investment)
    fiscal = economy.fiscal
    unpaid = fiscal.gap - (inputs.macro.posts - fiscal.posts) - fiscal.drawn - fiscal.bonds - fiscal.credit
    share = unpaid / inputs.macro.spending if inputs.macro.spending > 0.0 else 0.0
    production.government = max(0.0, 1.0 - p.austerity * max(0.0, share) - economy.neglect.cut)


@kernel
def _linkages(economy, inputs):
    """Through the table from last month's outputs and deliveries, both in place of what is written there next.

    Into `able` the domestic inputs that each sector lacks, into `wanted` the change of what its users order.
    Suppliers and users in the outer loop: the sums of the inner loop then do not wait for each other.
    """
    production, sectors = economy.production, inputs.sectors
    able, wanted, coefficient = production.able, production.wanted, sectors.coefficient
    for k in range(K):
        able[k], wanted[k] = 0.0, 0.0
    for j in range(K):
        lacking, ordered = max(0.0, 1.0 - production.delivered[j]), sectors.output[j] * (production.output[j] - 1.0)
        for k in range(K):
            able[k] += coefficient[j, k] * lacking
        for k in range(K):
            wanted[k] += coefficient[k, j] * ordered


@kernel
def _demand(economy, inputs, k, ordered, p):
    """Demand for sector k relative to the base, from all its uses."""
    production, sectors, trade = economy.production, inputs.sectors, economy.trade
    extra = sectors.consumption[k] * (production.consumption - 1.0)
    extra += sectors.government[k] * (production.government - 1.0)
    extra += sectors.investment[k] * (production.investment - 1.0)
    extra += sectors.exports[k] * (trade.volume[k] - 1.0)
    extra += ordered
    missing = max(0.0, 1.0 - production.available[k] * trade.final)
    extra += p.replacement * (0.25 + 0.75 * production.adaptation) * sectors.import_final[k] * missing
    return max(0.05, 1.0 + extra / max(inputs.weights.uses[k], 1e-9))


@kernel
def _stocks(economy, external, inputs, k, p):
    """Advance the inputs that sector k has in stock; write what is wanted of it."""
    production, trade = economy.production, economy.trade
    production.available[k] = external.evasion.available[k] * trade.financed
    used = economy.inventory.used[k]
    arrived = production.available[k] * trade.inputs + used
    production.stock[k] += (arrived - production.stock[k]) / p.stock
    covered = min(1.0, external.evasion.covered[k] * trade.financed + used)
    production.critical[k] += (covered - production.critical[k]) / p.stock
    production.wanted[k] = _demand(economy, inputs, k, production.wanted[k], p)


@kernel
def _able(economy, external, inputs, k, sigma, p):
    """Output that the inputs of sector k allow."""
    production, sectors = economy.production, inputs.sectors
    redesigned = 1.0 - p.redesign * production.adaptation
    lines = sectors.essential[k] * redesigned * external.measures.imports[k]
    domestic = sectors.domestic[k]
    x = max(1e-3, 1.0 - production.able[k] / domestic) if domestic > 0.0 else 1.0
    stocks = (production.stock[k], x, production.critical[k])
    run = production.productivity * production.capital[k] * (1.0 - economy.skilled.missed * sectors.technology[k])
    return supply(run, sectors.imported[k], domestic, lines, stocks, sigma)


@kernel
def _produce(economy, inputs, p):
    """Move output towards the softer minimum of supply and demand; deliveries and product."""
    production, change = economy.production, 0.0
    for k in range(K):
        goal = soft_minimum(production.able[k], production.wanted[k], p.hardness)
        output = production.output[k] + p.speed * (goal - production.output[k])
        production.output[k] = output
        production.delivered[k] = min(1.0, output / production.wanted[k])
        change += inputs.sectors.value_added[k] * (output - 1.0)
    production.gdp = 1.0 + change


@kernel
def _capital(economy, external, inputs, p):
    """Capital follows investment; technology controls wear it down where it depends on them."""
    production = economy.production
    reach = external.evasion.equipment
    for k in range(K):
        goal = 1.0 + p.share * (production.investment - 1.0) - p.technology * inputs.sectors.technology[k] * reach
        production.capital[k] += p.depreciation / 12.0 * (goal - production.capital[k])


@kernel
def network(economy, external, inputs, p):
    """Write `economy.production`: every sector reads last month's outputs and deliveries."""
    production = economy.production
    _spending(economy, external, inputs, p)
    need = external.measures.pressure / (external.measures.pressure + p.urgency)
    production.adaptation += max(0.0, need - production.adaptation) / p.adaptation
    sigma = p.sigma + (p.sigma_long - p.sigma) * production.adaptation
    _linkages(economy, inputs)
    for k in range(K):
        _stocks(economy, external, inputs, k, p)
    for k in range(K):
        production.able[k] = _able(economy, external, inputs, k, sigma, p)
    _produce(economy, inputs, p)
    _capital(economy, external, inputs, p)
