"""Claims to legitimacy absorb sanctions (row 11).

    absorbed = depth min(claims, comprehensive, 1 - linkage)
    comprehensive = (coverage of imports + coverage of exports + coverage of finance) / 3

Grauvogel and von Soest (2014): sanctions fail to move rulers who have an identity, a mission or a record to
appeal to, when the measures hit everybody and the country has few ties to those who impose them. The three
conditions are joined as fuzzy sets are, by the smallest. What is absorbed is the share of hardship that costs
rulers neither approval (blame.py) nor quiet on the streets (polity/street.py); whom it is laid on is another
question. Linkage is the share of trade with the West. Units: degrees, 0 to 1. Without measures nothing is absorbed.
Ignores: kinds of claims, and that claims wear out. Check: over the 120 episodes of their data persistence is at least
the degree of this set with consistency .78 and coverage .36. `depth` is chosen.
"""

from __future__ import annotations

from winset.kernel import kernel
from winset.types import ENERGY, K


@kernel
def membership(claims, comprehensive, linkage):
    """Degree to which all three conditions are met."""
    return min(claims, min(comprehensive, 1.0 - linkage))


@kernel
def breadth(measures, inputs):
    """How comprehensive the measures are: mean coverage of imports, exports and finance."""
    weights, macro, bought = inputs.weights, inputs.macro, 0.0
    total = max(1e-9, macro.oil_exports + macro.other_exports)
    sold = macro.oil_exports * measures.exports[ENERGY]
    for k in range(K):
        bought += weights.imports[k] * measures.imports[k]
        sold += macro.other_exports * weights.exports[k] * measures.exports[k]
    return min(1.0, (bought + sold / total + measures.finance) / 3.0)


@kernel
def legitimacy(information, measures, inputs, p):
    """Write the share of hardship that claims absorb this month."""
    claims, linkage = inputs.institutions.claims, inputs.institutions.linkage
    information.absorbed = p.depth * membership(claims, breadth(measures, inputs), linkage)
