"""Default risk and its cost (row 36).

    PD     = 1 / (1 + exp(−(α + β_d debt − β_r usable/M + β_s finance + β_g gap)))    per year
    spread = PD · LGD / (1 − PD)
    dear     = spread − the same at rest,   interest = dear · rolled share · debt

Units: shares of GDP at a yearly rate; the spread is a yearly rate. The spread feeds the bonds that the treasury can
place (fiscal.py), the interest it pays and what investors pay (network.py); bonds are held at home by owners of
capital. Source: risk-neutral pricing with recovery, as in the theory table, row 36; coefficients chosen for
orders of magnitude. Ignores: maturity, currency of debt, restructuring as a bargain.
"""

import math

from winset.kernel import kernel


@kernel
def fair_spread(probability, loss):
    """Yearly spread that pays a risk-neutral lender for default risk: PD·LGD/(1 − PD)."""
    return probability * loss / (1.0 - probability)


@kernel
def _spread(debt, cover, finance, gap, p):
    score = p.intercept + p.debt * debt - p.reserves * cover + p.sanction * finance + p.gap * gap
    return fair_spread(min(p.ceiling, 1.0 / (1.0 + math.exp(-score))), p.loss)


@kernel
def sovereign_spread(economy, external, inputs, p):
    """Write `fiscal.spread`, `fiscal.interest` and `production.dear`."""
    macro, fiscal = inputs.macro, economy.fiscal
    imports = max(macro.imports, 1e-9)
    finance = external.evasion.payments
    fiscal.spread = _spread(fiscal.debt, economy.fx.usable / imports, finance, max(0.0, fiscal.gap), p)
    calm = _spread(macro.debt, macro.usable / imports, 0.0, 0.0, p)
    economy.production.dear = fiscal.spread - calm
    fiscal.interest = economy.production.dear * p.rolled * fiscal.debt
