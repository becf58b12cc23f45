"""What still moves under the measures in force: imports, exports, payments, equipment (row 4).

Row 4 (trade channel), row 49 (other suppliers), row 53 (over-compliance by banks and firms).

    E_k ≤ c_k, D ≤ c̄        evaded and diverted flows of last month (evasion.py); zero when that is off
    d    = D / c̄                                                  share of the rest of the market that steps in
    ψ    = f (1 − E_fin)                                    trade refused beyond the law (over_compliance.py)
    available_k = [1 − (c_k − E_k)(1 − d (1 − c_k))] (1 − ψ)
    open_k      = [1 − (c_k − E_k)] (1 − ψ)      exports; evasion builds their channels, energy needs no friction
    covered_k   = 1 − (1 − E_k/c_k)(1 − d (1 − c_k))              what arrives of goods that senders sold
    payments = finance − E_fin,   equipment = technology − E_tech    what still binds

c is the covered share of a product's flow. The loss rises in c, is convex in it (other suppliers can
replace only their own share of the market) and falls in E and d. Units: shares of the base flow.
Source: MODEL.md section 7.1; convexity in the senders' share as in Hausmann, Schetter and Yildirim
2024 (magnitudes.csv, abstract seen). Ignores: product detail inside a sector, freight.
"""

from winset.kernel import kernel
from winset.types import ENERGY, K


@kernel
def remaining(cut, evaded, switched):
    """Share of a flow that still moves when a share `switched` of the rest of the market steps in."""
    return 1.0 - (cut - evaded) * (1.0 - switched * (1.0 - cut))


@kernel
def _financial(external):
    """What still binds of payments and technology, and the friction that fear puts on all trade."""
    measures, room = external.measures, external.evasion
    room.payments = measures.finance - min(room.finance, measures.finance)
    room.equipment = measures.technology - min(room.technology, measures.technology)
    room.friction = external.compliance.withdrawn * (1.0 - min(room.finance, measures.finance))


@kernel
def availability(external, inputs):
    """Write what still moves in `external.evasion`, from measures and last month's evaded flows."""
    measures, room = external.measures, external.evasion
    _financial(external)
    share = 0.0
    for k in range(K):
        share += inputs.weights.imports[k] * measures.imports[k]
    switched = min(1.0, room.diversion / share) if share > 0.0 else 0.0
    lost, open_share, relief = 0.0, 1.0 - room.friction, external.humanitarian.opened
    for k in range(K):
        cut, sold = measures.imports[k], measures.exports[k]
        evaded = min(cut, room.imports[k])
        refused = room.friction * (1.0 - relief * inputs.weights.humanitarian[k])
        room.available[k] = remaining(cut, evaded, switched) * (1.0 - refused)
        room.covered[k] = 1.0 - (1.0 - evaded / cut) * (1.0 - switched * (1.0 - cut)) if cut > 0.0 else 1.0
        room.open[k] = remaining(sold, min(sold, room.exports[k]), 0.0) * open_share
        lost += inputs.weights.imports[k] * (1.0 - room.available[k])
    sold = measures.exports[ENERGY]
    room.open[ENERGY] = 1.0 - (sold - min(sold, room.exports[ENERGY]))
    room.volume = 1.0 - lost
    room.foreign = 1.0 - share
