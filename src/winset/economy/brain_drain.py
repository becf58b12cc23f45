"""Flight of the skilled, who follow the gap between pay at home and abroad (row 54).

    gap   = −(mean log real income of the middle and better off, by labour) + φ (market rate − prices)⁺
    open  = (1 − locked · controls)(1 − barred · equipment cut)
    gone' = gone + leave · open · gap⁺ (1 − gone) − back · gone
    cap_k = capital_k (1 − skill · tech_k · gone)        what the lines of sector k can make (network.py)

gone is the share of the skilled workforce that has left. Pay falls behind when incomes do and when the currency buys
less abroad. Capital controls hold back those who cannot take their savings with them, and bans on work and
travel, which come with technology controls, close doors on the other side: open counts both, so that a
sender that bars the skilled keeps them at the ruler's service. What they leave behind runs worse where
technology is used most. Return is slow. Bans on the travel of named persons act on the exits of factions
(exit_option.py). Units: shares; leave and back per month, leave per unit of log gap. Source:
the theory table, row 54 (exit rate from wage gap and openness); sizes are chosen. Ignores: who
leaves for politics rather than pay, and that those who leave no longer protest.
"""

from __future__ import annotations

from winset.kernel import kernel
from winset.types import H


@kernel
def pay_gap(economy, inputs, p):
    """Log gap between pay abroad and at home that opened since rest; the poorest class does not count."""
    lost, total = 0.0, 0.0
    for h in range(1, H):
        lost -= inputs.households.labour[h] * economy.welfare.income[h]
        total += inputs.households.labour[h]
    real = max(0.0, economy.fx.market - economy.prices.level)
    return lost / total + p.currency * real if total > 0.0 else p.currency * real


@kernel
def brain_drain(economy, external, inputs, p):
    """Advance `economy.skilled`."""
    room = economy.skilled
    gap = max(0.0, pay_gap(economy, inputs, p))
    way = (1.0 - p.locked * economy.fx.controls) * (1.0 - p.barred * external.evasion.equipment)
    room.gone += p.leave * way * gap * (1.0 - room.gone) - p.back * room.gone
    room.missed = p.skill * room.gone
