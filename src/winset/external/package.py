"""Measures in force: the dated package after intensity, relief by measure, exemptions and sender shares (row 4).

Row 4 (channels of pressure), row 44 (a deal lifts the measures that name it).

    measures_k = path_k · intensity · left_k                channel by channel, sector by sector
    left_k     = 1 − λ_never − Σ_j (λ_j − λ_never) φ_jk      j = interim, settlement, compliance
    freeze     = path   · intensity · left                  share of reserves, a stock target
    pressure   = [X·c̄_x + X_oil·services·cap + M·c̄_m + φ_f·c_fin·(X + M)/2 + φ_r·freeze·R] / M
    news       = Δpressure (times ε when it eases) + φ_t·max(0, Δthreat)

φ_jk is the part of what covers k that measures with tag j add beyond those that only a later outcome lifts, and
λ_j the share of them that is lifted (polity/deal.py): an interim deal opens the goods that it names and leaves the
others shut, a settlement leaves what only compliance lifts, and who gives up lifts all. What the λ take off
pressure together, in the month when most is covered, is `sender.relief` (simulate/compile_relief.py weighs it).
Units: coverages are shares 0..1 of that product's trade, net of exemptions and of the senders'
shares; the cap is a log discount; pressure and news are in years of pre-sanction imports.
Source: equations chosen here; coverage as in Hausmann, Schetter and Yildirim 2024 (cut share of a
market) and MODEL.md section 7.1. Ignores: enforcement that differs between senders of one
measure, and terms of a deal that name single measures of a tag.
"""

from winset.external.availability import availability
from winset.kernel import kernel
from winset.types import ENERGY, K


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
def left(lifted, first, second, third):
    """Share that stays of a coverage of which the parts first, second and third carry the tags that deals lift."""
    whole = lifted[3]
    return 1.0 - whole - (lifted[0] - whole) * first - (lifted[1] - whole) * second - (lifted[2] - whole) * third


@kernel
def _whole(lifted, parts):
    """`left` of a channel that is one number."""
    return left(lifted, parts[0], parts[1], parts[2])


@kernel
def _by_item(out, path, lifted, parts, intensity):
    """`left` of a channel by sector or faction, times what the path covers."""
    for k in range(len(out)):
        out[k] = path[k] * intensity * left(lifted, parts[0, k], parts[1, k], parts[2, k])


@kernel
def package(external, path, inputs, p):
    """Write `external.measures` from this month's row of the path, and what still moves under them."""
    measures = external.measures
    before, scale = measures.pressure, external.sender.intensity
    lifted, parts = external.sender.lifted, path.liftable
    _by_item(measures.imports, path.imports, lifted, parts.imports, scale)
    _by_item(measures.exports, path.exports, lifted, parts.exports, scale)
    _by_item(measures.listing, path.listing, lifted, parts.listing, scale)
    for k in range(K):
        measures.imports[k] *= 1.0 - external.humanitarian.opened * inputs.weights.humanitarian[k]
    measures.finance = path.finance * scale * _whole(lifted, parts.finance)
    measures.technology = path.technology * scale * _whole(lifted, parts.technology)
    measures.freeze = path.freeze * scale * _whole(lifted, parts.freeze)
    measures.cap = path.cap * scale * _whole(lifted, parts.cap)
    measures.pressure = pressure(measures, inputs, p)
    change = measures.pressure - before
    measures.news = (change if change > 0.0 else p.easing * change) + p.threat * max(0.0, path.threat - measures.threat)
    measures.threat = path.threat
    availability(external, inputs)
