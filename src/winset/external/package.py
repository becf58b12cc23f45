"""Measures in force: the dated package after intensity, relief, exemptions and sender shares (row 4).

Row 4 (channels of pressure); row 48 (exemptions enter the path's net coverage).

    measures_k = path_k · intensity · (1 − relief)          channel by channel, sector by sector
    freeze     = path   · intensity · (1 − relief)          share of reserves, a stock target
    pressure   = [X·c̄_x + X_oil·services·cap + M·c̄_m + φ_f·c_fin·(X + M)/2 + φ_r·freeze·R] / M
    news       = Δpressure (times ε when it eases) + φ_t·max(0, Δthreat)

Units: coverages are shares 0..1 of that product's trade, net of exemptions and of the senders'
shares; the cap is a log discount; pressure and news are in years of pre-sanction imports.
Source: equations chosen here; coverage as in Hausmann, Schetter and Yildirim 2024 (cut share of a
market) and MODEL.md section 7.1. Ignores: enforcement that differs between senders of one
measure, and which measures a deal lifts: relief takes the same share off every channel, as large as the measures
that carry the tag weigh together.
"""

from winset.external.availability import availability
from winset.kernel import kernel
from winset.types import ENERGY, F, K


@kernel
def pressure(measures, inputs, p):
    """Size of the measures in force, in years of pre-sanction imports; zero when none is."""
    weights, macro = inputs.weights, inputs.macro
    sold = macro.oil_exports * (measures.exports[ENERGY] + inputs.regime.services * measures.cap)
    bought = 0.0
    for k in range(K):
        bought += weights.imports[k] * measures.imports[k]
        sold += macro.other_exports * weights.exports[k] * measures.exports[k]
    trade = 0.5 * (macro.oil_exports + macro.other_exports + macro.imports)
    stock = macro.usable + macro.frozen
    financial = p.finance * trade * measures.finance + p.freeze * stock * measures.freeze
    return (sold + macro.imports * bought + financial) / max(macro.imports, 1e-9)


@kernel
def package(external, path, inputs, p):
    """Write `external.measures` from this month's row of the path, and what still moves under them."""
    measures = external.measures
    scale = external.sender.intensity * (1.0 - external.sender.relief)
    before = measures.pressure
    for k in range(K):
        measures.imports[k] = path.imports[k] * scale
        measures.exports[k] = path.exports[k] * scale
    for i in range(F):
        measures.listing[i] = path.listing[i] * scale
    measures.finance = path.finance * scale
    measures.technology = path.technology * scale
    measures.freeze = path.freeze * scale
    measures.cap = path.cap * scale
    measures.pressure = pressure(measures, inputs, p)
    change = measures.pressure - before
    measures.news = (change if change > 0.0 else p.easing * change) + p.threat * max(0.0, path.threat - measures.threat)
    measures.threat = path.threat
    availability(external, inputs)
