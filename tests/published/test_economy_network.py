"""Production: closed forms of the CES, and the long-run cost of a trade barrier against published figures."""

import math

import numpy as np
import pytest
from economies import ORIGINS, Economy, country, made_up, matrices, shared

from winset.economy.exchange_rate import exchange_rate
from winset.economy.network import bundle, soft_minimum, supply


def test_bundle_is_the_textbook_ces():
    rho = (0.3 - 1.0) / 0.3
    expected = (0.7 + 0.1 * 0.6**rho + 0.2 * 0.9**rho) ** (1.0 / rho)
    assert bundle(0.1, 0.6, 0.2, 0.9, 0.3) == pytest.approx(expected, rel=1e-12)


def test_bundle_at_unit_elasticity_is_cobb_douglas():
    assert bundle(0.1, 0.6, 0.2, 0.9, 1.0) == pytest.approx(0.6**0.1 * 0.9**0.2, rel=1e-12)


def test_zero_elasticity_is_leontief():
    assert bundle(0.05, 0.4, 0.2, 0.9, 0.002) == pytest.approx(0.4, abs=0.01)
    assert supply(1.0, 0.1, 0.3, 0.0, (0.5, 0.8, 1.0), 0.002) == pytest.approx(0.5, abs=0.01)


def test_capital_scales_supply_and_full_stocks_give_capital():
    assert supply(0.9, 0.1, 0.3, 0.2, (1.0, 1.0, 1.0), 0.3) == 0.9


def test_lines_without_their_parts_stand_still_whatever_the_parts_cost():
    assert supply(1.0, 0.0, 0.3, 0.2, (1.0, 1.0, 0.25), 0.3) == pytest.approx(1 - 0.2 * 0.75)


def test_a_recession_does_not_replace_imports():
    economy = Economy(country(made_up()))
    state, p = economy.state, economy.params
    state.economy.production.gdp = 0.8
    exchange_rate(state.economy, state.external, economy.inputs, p.exchange_rate)
    assert state.economy.trade.imports < 0.95
    real = state.economy.fx.market - state.economy.prices.level
    assert state.economy.trade.final == pytest.approx(math.exp(-p.exchange_rate.final * real))


def test_soft_minimum_is_one_at_rest_and_the_minimum_in_the_limit():
    assert soft_minimum(1.0, 1.0, 12.0) == 1.0
    assert soft_minimum(0.8, 1.3, 400.0) == pytest.approx(0.8, rel=2e-3)
    assert soft_minimum(0.8, 1.3, 12.0) == pytest.approx((0.5 * (0.8**-12 + 1.3**-12)) ** (-1 / 12))


def _shares(parts: dict[str, np.ndarray]) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    total = sum(parts.values())
    return total, {k: np.divide(v, total, out=np.zeros_like(v), where=total > 0) for k, v in parts.items()}


def _index(share: dict[str, np.ndarray], price: np.ndarray, barrier: float, theta: float) -> np.ndarray:
    """Log price of each composite relative to the base: the network's CES as a unit cost function."""
    out = np.zeros_like(share["dom"])
    for place in np.ndindex(out.shape):
        near, far = share["west"][place], share["china"][place] + share["other"][place]
        if near + far + share["dom"][place] > 0:
            home = math.exp(price[place[0]])
            cost = bundle(near, math.exp(barrier) / home, far, 1.0 / home, 1.0 / (1.0 + theta))
            out[place] = math.log(cost * home)
    return out


class SmallOpenEconomy:
    """One mobile factor, Cobb-Douglas across products, CES across origins; world prices given."""

    def __init__(self, theta: float, barrier: float):
        self.theta, self.barrier = theta, barrier
        uses, final, self.exported, self.added = matrices(shared())
        total, self.use = _shares(uses)
        self.final_total, self.final = _shares(final)
        cost = total.sum(axis=0) + self.added
        live = cost > 0
        self.spend = total / np.where(live, cost, 1.0)
        self.factor = np.where(live, self.added / np.where(live, cost, 1.0), 1.0)
        bought = sum(uses[o].sum() + final[o].sum() for o in ORIGINS)
        self.surplus = sum(x.sum() for x in self.exported.values()) - bought
        self.price = np.zeros(len(cost))

    def excess(self, wage: float) -> float:
        """Value added sold less value added available, at a log wage."""
        for _ in range(200):
            inputs = _index(self.use, self.price, self.barrier, self.theta)
            new = self.factor * wage + (self.spend * inputs).sum(axis=0)
            step, self.price = np.abs(new - self.price).max(), new
            if step < 1e-8:
                break
        self.goods = _index(self.final, self.price, self.barrier, self.theta)
        self.income = math.exp(wage) * self.added.sum() - self.surplus
        budget = self.final_total / self.final_total.sum() * self.income
        home = budget * self.final["dom"] * np.exp(-self.theta * (self.price - self.goods))
        far = {o: self.barrier if o == "west" else 0.0 for o in ORIGINS}
        sold = sum(self.exported[o] * np.exp(-self.theta * (self.price + far[o])) for o in ORIGINS)
        spend = self.spend * self.use["dom"] * np.exp(-self.theta * (self.price[:, None] - inputs))
        output = np.linalg.solve(np.eye(len(self.price)) - spend, home + sold)
        return float((self.factor * output).sum() - math.exp(wage) * self.added.sum())

    def consumption(self) -> float:
        """Change of real consumption when trade balances again (per cent)."""
        low, high = -1.5, 0.3
        for _ in range(24):
            middle = 0.5 * (low + high)
            low, high = (middle, high) if self.excess(middle) > 0 else (low, middle)
        weights = self.final_total / self.final_total.sum()
        base = self.added.sum() - self.surplus
        return 100.0 * (self.income / base * math.exp(-(weights * self.goods).sum()) - 1.0)


@pytest.mark.skipif(shared() is None, reason="set WINSET_SHARED to the folder with data/io")
@pytest.mark.parametrize(("theta", "small", "world"), [(1, -19.0, -22.38), (4, -5.86, -6.54), (7, -3.43, -3.72)])
def test_cost_of_losing_the_west_in_the_long_run(theta, small, world):
    # Baqaee and Malmberg, capital fixed (world: many countries); a small open economy on a 2011 table (small)
    found = SmallOpenEconomy(theta, 3.0).consumption()
    assert found == pytest.approx(small, rel=0.02)
    assert world < found < 0.85 * world
