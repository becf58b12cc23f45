"""Prices: pass-through from three rates, scarcity, and the monetised deficit (row 36).

    mix    = w_o official + w_a allocated + (1 − w_o − w_a) market        w: shares of dollars sold
    goal   = ψ (mix − printed) + χ (1 − volume that measures and rationing leave)
    p̂'     = p̂ + speed (goal − p̂) + panic · news, slower downward;   level = p̂ + printed
    printed' = printed + π/12                          π: last month's printing (fiscal.py)

Food follows the same rule with a larger tradable share, cheaper where the official rate serves
staples. Units: log deviations from the base path; π per year. Source: long-run pass-through
.42 and short-run .07 for Iran 1974-2008 (jte.ut.ac.ir/article_54101, abstract, magnitudes.csv; the
short run is read as one quarter, hence the monthly speed).
Ignores: interest rates, wage-price spirals beyond pass-through, regional prices.
"""

from winset.kernel import kernel


@kernel
def _towards(level, goal, speed, down):
    return level + (speed if goal > level else speed * down) * (goal - level)


@kernel
def prices(economy, external, inputs, p):
    """Write `economy.prices`."""
    fx, room, trade, regime = economy.fx, economy.prices, economy.trade, inputs.regime
    passed, dear = room.level - room.printed, room.food - room.printed
    room.printed += room.monetary / 12.0
    paid = max(trade.paid, 1e-12)
    official, second = p.visible * fx.at_official / paid, fx.at_allocated / paid
    mix = official * fx.official + second * fx.allocated + (1.0 - official - second) * fx.market
    short = max(0.0, 1.0 - external.evasion.volume * trade.financed)
    goal = p.pass_through * (mix - room.printed) + p.scarcity * short
    staples = p.staples * (fx.official - fx.market) * regime.allocation
    food = p.food * (p.pass_through * (mix + staples - room.printed)) + p.scarcity * short
    jump = p.panic * external.measures.news
    room.level = room.printed + _towards(passed, goal, p.speed, p.down) + jump
    room.food = room.printed + _towards(dear, food, p.food_speed, p.down) + jump
