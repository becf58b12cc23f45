"""Bilateral bargains on a network, each taking the others as given (Horn and Wolinsky 1988), Row 23.

Buyer i and seller j of every link split their own surplus with weight beta_ij for the buyer. With
lump-sum transfers t_ij (buyer to seller), values B_i(G) and S_j(G) of the network G of agreements:

    t_ij = (1 - beta_ij) [B_i(G) - B_i(G - ij)] - beta_ij [S_j(G) - S_j(G - ij)].

With linear prices p the profits depend on all prices and every pair's price solves
max_p (buyer_i(p) - buyer_i(p, without ij))^beta (seller_j(p) - seller_j(p, without ij))^(1 - beta),
iterated to a fixed point. Contracts are passive: a breakdown changes no other contract.
Source: Horn and Wolinsky, "Bilateral monopolies and incentives for merger", RAND Journal of Economics
19(3), 1988; Collard-Wexler, Gowrisankaran, Lee, Journal of Political Economy 127(1), 2019.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from winset.games import arguments
from winset.games.arguments import Vector

Network = np.ndarray
Values = Callable[[Network], ArrayLike]
Profits = Callable[[Vector, Network], tuple[ArrayLike, ArrayLike]]


@dataclass(frozen=True)
class NashInNash:
    """`terms` (buyers, sellers): transfers or prices, 0 off the network; `surplus` of each link.

    `stable` is False where some link has a negative surplus: the pair would rather not deal.
    """

    terms: Vector
    surplus: Vector
    stable: bool
    residual: float
    converged: bool


def nash_in_nash(links: ArrayLike, buyer_value: Values, seller_value: Values, weight: ArrayLike = 0.5) -> NashInNash:
    """Lump-sum transfers.

    links: mask (buyers, sellers) of the pairs that deal; buyer_value and seller_value map such a mask to
    values (buyers,) and (sellers,) before transfers; weight in [0, 1]: the buyers', one number or
    (buyers, sellers). Raises GameError.
    """
    network = _network("nash_in_nash", links)
    beta = _weights("nash_in_nash", weight, network)
    at = _worths("nash_in_nash", network, buyer_value(network), seller_value(network))
    terms, surplus = np.zeros(network.shape), np.zeros(network.shape)
    for i, j in zip(*np.nonzero(network), strict=True):
        cut = network.copy()
        cut[i, j] = False
        without = _worths("nash_in_nash", network, buyer_value(cut), seller_value(cut))
        buyer, seller = at[0][i] - without[0][i], at[1][j] - without[1][j]
        terms[i, j] = (1.0 - beta[i, j]) * buyer - beta[i, j] * seller
        surplus[i, j] = buyer + seller
    return NashInNash(terms, surplus, bool((surplus >= -1e-12).all()), 0.0, True)


def nash_in_nash_prices(
    links: ArrayLike,
    profits: Profits,
    bounds: tuple[float, float],
    weight: ArrayLike = 0.5,
    most_rounds: int = 500,
) -> NashInNash:
    """Linear prices by rounds of bilateral bargains.

    profits(prices, mask) returns profits of buyers and sellers when the pairs of `mask` deal at `prices`
    (buyers, sellers); bounds: the least and greatest price. `residual` is the last round's largest move
    of a price, `surplus` the gain of the pair together. Raises GameError.
    """
    name = "nash_in_nash_prices"
    network = _network(name, links)
    beta = _weights(name, weight, network)
    low, high = arguments.vector(name, "bounds", bounds, 2)
    if low >= high:
        raise arguments.fault(name, "bounds", "an interval", (low, high))
    _worths(name, network, *profits(np.where(network, 0.5 * (low + high), 0.0), network))
    rounds = arguments.whole(name, "most_rounds", most_rounds, 1, 10**6)
    prices, moved = np.where(network, 0.5 * (low + high), 0.0), np.inf
    pairs = list(zip(*np.nonzero(network), strict=True))
    for _ in range(rounds):
        before = prices.copy()
        for i, j in pairs:
            prices[i, j] = _price(profits, prices, network, (i, j), beta[i, j], (low, high))
        moved = float(np.abs(prices - before).max())
        if moved < 1e-9 * (high - low):
            break
    surplus = np.zeros(network.shape)
    for i, j in pairs:
        surplus[i, j] = sum(_gains(profits, prices, network, (i, j)))
    converged = moved < 1e-7 * (high - low)
    return NashInNash(prices, surplus, bool((surplus >= -1e-9).all()), moved, converged)


def _gains(profits: Profits, prices: Vector, network: Network, pair: tuple[int, int]) -> tuple[float, float]:
    cut = network.copy()
    cut[pair] = False
    buyers, sellers = (np.asarray(x, float) for x in profits(prices, network))
    buyers_cut, sellers_cut = (np.asarray(x, float) for x in profits(np.where(cut, prices, 0.0), cut))
    i, j = pair
    return float(buyers[i] - buyers_cut[i]), float(sellers[j] - sellers_cut[j])


def _price(
    profits: Profits,
    prices: Vector,
    network: Network,
    pair: tuple[int, int],
    beta: float,
    bounds: tuple[float, float],
) -> float:
    """The pair's Nash price given the others: a scan for the basin, then golden section."""
    from scipy.optimize import minimize_scalar

    def loss(price: float) -> float:
        trial = prices.copy()
        trial[pair] = price
        buyer, seller = _gains(profits, trial, network, pair)
        if buyer <= 0.0 or seller <= 0.0:
            return 1e6 - min(buyer, seller, 0.0) - min(buyer, 0.0)
        return -beta * np.log(buyer) - (1.0 - beta) * np.log(seller)

    grid = np.linspace(*bounds, 41)
    best = int(np.argmin([loss(price) for price in grid]))
    inner = (grid[max(best - 1, 0)], grid[min(best + 1, 40)])
    return float(minimize_scalar(loss, bounds=inner, method="bounded", options={"xatol": 1e-12}).x)


def _network(function: str, links: ArrayLike) -> Network:
    network = arguments.array(function, "links", links, 2)
    if not np.isin(network, (0, 1)).all() or not network.any():
        raise arguments.fault(function, "links", "a mask (buyers, sellers) with a link", network.tolist())
    return network.astype(bool)


def _weights(function: str, weight: ArrayLike, network: Network) -> Vector:
    given = np.atleast_2d(arguments.flat_or_table(function, "weight", np.atleast_1d(weight)))
    if given.shape not in ((1, 1), network.shape):
        raise arguments.fault(function, "weight", f"one number or of shape {network.shape}", given.shape)
    if (given < 0.0).any() or (given > 1.0).any():
        raise arguments.fault(function, "weight", "in [0, 1]", (float(given.min()), float(given.max())))
    return np.broadcast_to(given, network.shape)


def _worths(function: str, network: Network, buyers: ArrayLike, sellers: ArrayLike) -> tuple[Vector, Vector]:
    b = arguments.vector(function, "value of buyers", buyers, network.shape[0])
    return b, arguments.vector(function, "value of sellers", sellers, network.shape[1])
