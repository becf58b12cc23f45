"""Lawful trade that banks and firms refuse for fear of penalties (row 53).

A bank that clears a payment with the target cannot tell for certain whether it is banned. Of all
payments the share m is; a signal of strength s (ambiguity is its inverse) separates the two kinds, and a
banned payment that is let through costs R times what a lawful one earns. Bayes' rule then refuses a
lawful payment when the odds that it is banned exceed 1 / R, which happens to the share

    f*(m) = Φ((ln(m / (1 − m)) + ln R) / (2 s) − s),      f*(0) = 0
    f'    = f + λ_out (f* − f) if f* > f, else f + λ_back (f* − f)
    ψ     = f (1 − E_fin)                  friction on all trade but energy, food and medicine included
    lasting = ψ (M + X) / (ψ (M + X) + M · pressure)

so that fear grows with breadth m and with ambiguity, hits trade that no text covers, and outlives the
measures: departments that were closed reopen slowly, and relief is at first worth less than promised.
`lasting` is the share of what measures and fear cost together that stays when the measures go, and `back`
the speed λ_back at which it fades; what a deal can buy is counted net of it (polity/prospects.py).
E_fin are payments through channels that do not mind penalties. Units: shares; speeds per month; s in
standard deviations of the signal; M, X imports and other exports. Source: the theory table, row 53 (coverage
beyond the law as a function of penalty risk); the refusal share is the miss-against-false-alarm rule of
statistical decision, derived here; sizes are chosen. Ignores: differences between banks, letters of
comfort, and that clearer rules come with time.
"""

from __future__ import annotations

import math

from winset.kernel import kernel

_MOST = 0.999  # of payments banned: the odds stay finite


@kernel
def refused(banned, penalty, clarity):
    """Share of lawful payments that a Bayesian refuses when the share `banned` of all is banned."""
    if banned <= 0.0:
        return 0.0
    m = min(banned, _MOST)
    x = (math.log(m / (1.0 - m)) + math.log(penalty)) / (2.0 * clarity) - clarity
    return 0.5 * math.erfc(-x / math.sqrt(2.0))


@kernel
def over_compliance(external, inputs, p):
    """Advance `external.compliance` from the financial measures in force."""
    measures, room, macro = external.measures, external.compliance, inputs.macro
    gap = refused(measures.finance, p.penalty, p.clarity) - room.withdrawn
    room.withdrawn += (p.withdrawal if gap > 0.0 else p.back) * gap
    room.back = p.back if room.withdrawn > 0.0 else 0.0
    friction = room.withdrawn * (1.0 - min(external.evasion.finance, measures.finance))
    cost = friction * (macro.imports + macro.other_exports)
    room.lasting = cost / (cost + macro.imports * measures.pressure) if cost > 0.0 else 0.0
