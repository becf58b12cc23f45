"""The month's social accounting matrix: every change of income has an owner, every rent a payer.

Row 7 (incidence) with rows 4, 36 and 37 as its sources.

    national = (Y − 1) + (oil value − X_oil V) − M (unit − 1)/unit + ΔR      from volumes, trade and remittances
    residual = national − Σ households − Σ (income_i − income_i at rest) − government

computed along two routes that share no sum: production and trade on one side, the distribution to
classes, factions and the treasury on the other. Labour income goes to classes by `labour`; capital
income of a sector to factions by `holdings`, the rest to classes by `capital`; final-goods costs to
classes by `imports`; inputs' costs to owners of the user sector, a share of them passed on to
buyers; printing is paid by holders of cash; cut subsidies by heads and by labour income; the change ΔR of
remittances and their revaluation go to families by heads. What regions receive or keep goes to who speaks
for them and to households (regions.py).

`abroad` is the part of dearer imports that evasion and diversion cost (premia); the rest is the world
price. Units: shares of base yearly GDP at a yearly rate. `income` is a level (profit + scarcity +
allocation + smuggling + posts − levy + regional patronage); households and government are changes. Ignores: wealth
effects; bonds, buffer, escrow, arrears and frozen reserves are stocks and are not income.
"""

from winset.economy.accounts import state_share
from winset.economy.fiscal import receipts
from winset.kernel import kernel
from winset.types import ENERGY, H, K


@kernel
def _users(economy, external):
    """All that users of imports pay above the base: transfers, premia abroad and world prices."""
    trade, premium = economy.trade, external.evasion.premium
    economy.ledger.abroad = trade.paid * premium / (1.0 + premium)
    return economy.flows.users + trade.paid * (1.0 - 1.0 / trade.unit)


@kernel
def _owners(economy, inputs, k, cost, passed):
    """Change of income of all owners of sector k: volume, prices, dollars, inputs, shield, credit."""
    sectors, accounts, trade = inputs.sectors, inputs.accounts, economy.trade
    change = sectors.value_added[k] * (economy.production.output[k] - 1.0)
    state = state_share(inputs, k)
    own = change * (1.0 - sectors.labour[k] - state) * (1.0 - accounts.income_tax)
    if k == ENERGY:
        price = trade.oil_value - economy.flows.brokered - inputs.macro.oil_exports * trade.oil_volume
        own += (1.0 - accounts.oil_share) * price
    own += economy.flows.owners[k]
    own -= (1.0 - passed) * cost * inputs.weights.inputs[k]
    return own + economy.shielding.aid[k] + economy.credits.paid[k] - economy.credits.kept[k]


@kernel
def _profits(economy, inputs, cost, passed):
    """Profits by faction; return what owners at large receive and the wages' change."""
    ledger, factions, accounts = economy.ledger, inputs.factions, inputs.accounts
    n, dispersed, wages = int(accounts.factions), 0.0, 0.0
    for i in range(n):
        ledger.profit[i] = accounts.profit[i]
    for k in range(K):
        own = _owners(economy, inputs, k, cost, passed)
        dispersed += inputs.weights.dispersed[k] * own
        for i in range(n):
            ledger.profit[i] += factions.holdings[i, k] * own
        change = inputs.sectors.value_added[k] * (economy.production.output[k] - 1.0)
        wages += change * inputs.sectors.labour[k] * (1.0 - accounts.income_tax) + economy.credits.kept[k]
    return dispersed, wages + economy.flows.wages


@kernel
def _factions(economy, inputs, posts_share):
    """Incomes of factions; return the change of their sum, of posts paid, and the levy unpaid by them."""
    ledger, fiscal, accounts = economy.ledger, economy.fiscal, inputs.accounts
    n, base = int(accounts.factions), 0.0
    for i in range(n):
        base += accounts.profit[i]
    change, posts, left = 0.0, 0.0, fiscal.levy
    for i in range(n):
        ledger.posts[i] = fiscal.posts * posts_share[i]
        ledger.levy[i] = fiscal.levy * accounts.profit[i] / base if base > 0.0 else 0.0
        left -= ledger.levy[i]
        rents = ledger.scarcity[i] + ledger.allocation[i] + ledger.smuggling[i]
        ledger.income[i] = ledger.profit[i] + rents + ledger.posts[i] - ledger.levy[i] + economy.regions.patrons[i]
        before = inputs.macro.posts * inputs.factions.posts[i]
        posts += ledger.posts[i] - before
        change += ledger.income[i] - accounts.profit[i] - before
    return change, posts, left


@kernel
def _classes(economy, inputs, wages, buyers, capital, sent):
    """Income changes of the household classes; `sent` are remittances. Returns their sum."""
    ledger, fiscal, classes, total = economy.ledger, economy.fiscal, inputs.households, 0.0
    for h in range(H):
        heads = 0.5 * (classes.population[h] + classes.labour[h])
        own = classes.labour[h] * wages - classes.imports[h] * buyers + classes.capital[h] * capital
        paid = fiscal.subsidies - fiscal.households + economy.regions.spent
        own += heads * paid - classes.cash[h] * fiscal.printing
        own += classes.population[h] * sent
        ledger.households[h] = own
        total += own
    return total


@kernel
def ledger(economy, external, posts_share, inputs, p):
    """Write `economy.ledger`; `posts_share` are factions' shares of the posts fund (they sum to 1)."""
    room, fiscal, flows, trade = economy.ledger, economy.fiscal, economy.flows, economy.trade
    paid = _users(economy, external)
    into = inputs.accounts.inputs * paid
    dispersed, wages = _profits(economy, inputs, into, p.passed)
    change, posts, levy = _factions(economy, inputs, posts_share)
    capital = dispersed + flows.wealth + fiscal.interest - levy
    sent = external.diaspora.change + economy.transfers.families
    households = _classes(economy, inputs, wages, paid - (1.0 - p.passed) * into, capital, sent)
    room.government = receipts(economy, inputs) + flows.treasury + fiscal.printing + fiscal.households + fiscal.levy
    room.government -= fiscal.subsidies + fiscal.shield + economy.credits.total + fiscal.interest + posts
    room.government -= economy.regions.paid + economy.regions.taxes
    terms = trade.oil_value - inputs.macro.oil_exports * trade.oil_volume
    terms -= trade.paid * (trade.unit - 1.0) / trade.unit
    room.national = economy.production.gdp - 1.0 + terms + external.diaspora.change
    room.residual = room.national - households - change - room.government
