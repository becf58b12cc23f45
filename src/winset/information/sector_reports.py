"""What sectors tell the centre about their losses: cheap talk that is the coarser, the less their owners rule (row 20).

    θ_k = (1 − y_k)⁺ / R,    R = max_k (1 − y_k)⁺               loss of sector k against the worst, which all can see
    b_k = bias (1 − Σ_i purse_i holdings_ik) / R                owners want so much more aid than the centre would give
    N_k = ⌈(√(1 + 2 / b_k) − 1) / 2⌉                            messages that can be told apart
    a_i = i (1 − 2 N (N − 1) b) / N + 2 i (i − 1) b             cuts of the partition
    told_k = R (a_{i−1} + a_i) / 2  for the cell that holds θ_k;   truth where b_k vanishes

The centre knows how badly the worst-hit sector stands and not which others share its fate, and pays aid
(shielding.py) by what it is told a month earlier. Owners who hold the posts want what the centre wants and are
believed to the last digit; the others exaggerate, so that of their words only the rough size is taken (Crawford
and Sobel 1982, uniform state and quadratic losses; the most informative equilibrium, games.cheap_talk). Nobody is
fooled on average, yet aid goes astray: sectors at the lower end of a cell get more than they lost, those at its
upper end go without. A crisis that is small beside the bias is not believed at all. The same holds in the shadow
economy. Units: shares of a sector's output. Source: closed form of the partition, checked against
games.cheap_talk; the bias is chosen. Ignores: audits, reputation of a ministry, and reports that are sold (row
23).
"""

from __future__ import annotations

import math

from winset.kernel import kernel
from winset.types import K

_FRANK = 1e-6  # a bias below which talk is truthful


@kernel
def messages(bias):
    """N: the largest number of messages at this bias, relative to the range of the state."""
    return max(1.0, math.ceil(0.5 * (math.sqrt(1.0 + 2.0 / bias) - 1.0)))


@kernel
def reported(state, bias, count):
    """Mean of the cell of `state` (0..1) in the partition with `count` messages."""
    first = (1.0 - 2.0 * count * (count - 1.0) * bias) / count
    linear = first - 2.0 * bias
    root = (math.sqrt(linear * linear + 8.0 * bias * state) - linear) / (4.0 * bias)
    i = min(count, max(1.0, math.ceil(root - 1e-12)))
    upper = i * first + 2.0 * i * (i - 1.0) * bias
    lower = (i - 1.0) * first + 2.0 * (i - 1.0) * (i - 2.0) * bias
    return 0.5 * (lower + upper)


@kernel
def divergence(k, purse, inputs, p):
    """Bias of the owners of sector k in shares of its output: none where they hold all posts."""
    inside = 0.0
    for i in range(int(inputs.accounts.factions)):
        inside += purse[i] * inputs.factions.holdings[i, k]
    return p.bias * max(0.0, 1.0 - inside)


@kernel
def sector_reports(reports, economy, purse, inputs, p):
    """Write what the centre hears for next month, and how much of this month's aid went beyond the loss."""
    output, aid, lost = economy.production.output, economy.shielding.aid, economy.shielding.lost
    worst, astray, spoken = 0.0, 0.0, 0.0
    for k in range(K):
        loss = max(0.0, 1.0 - output[k])
        worst = max(worst, loss)
        if reports.told[k] > 0.0:  # shielding.py has turned what was told into a loss of owners
            astray += max(0.0, aid[k] - lost[k] * loss / reports.told[k])
    reports.heard, reports.astray = 1.0, astray
    for k in range(K):
        loss, reports.told[k] = max(0.0, 1.0 - output[k]), 0.0
        if worst <= 0.0:
            continue
        bias = divergence(k, purse, inputs, p) / worst
        if bias < _FRANK:
            reports.told[k] = loss
            spoken += inputs.sectors.value_added[k] * messages(_FRANK)
            continue
        count = messages(bias)
        reports.told[k] = worst * reported(loss / worst, bias, count)
        spoken += inputs.sectors.value_added[k] * count
    reports.messages = spoken
