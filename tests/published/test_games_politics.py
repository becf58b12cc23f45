"""Votes, delay, networks of bargains and exchange: published numbers and closed forms."""

import math

import numpy as np
import pytest

from winset import games
from winset.games.position_exchange import outcomes, possible_exchanges
from winset.games.voting import fernandez_rodrik, probabilistic_voting, vote_share, win_probability


def test_fernandez_rodrik_reform_that_fails():
    # Fernandez and Rodrik 1991: 51 of 100 gain 5, 49 lose 1, 49 winners are known
    found = fernandez_rodrik(100, 51, 5.0, 1.0, known_winners=49)
    assert found.expected == pytest.approx(-0.765, abs=5e-4)
    assert found.total_gain == pytest.approx(206.0)
    assert found.supporters_before == 49
    assert found.status_quo_bias
    assert not fernandez_rodrik(100, 51, 5.0, 1.0).status_quo_bias
    assert fernandez_rodrik(3, 2, 1.0, 1.0, known_winners=2, known_losers=1).passes_before


def test_vote_share_and_win_probability():
    share = vote_share([1.0, 0.0], [0.0, 0.0], [3.0, 1.0], [0.2, 0.5])
    assert share == pytest.approx((3 * 0.7 + 0.5) / 4)
    assert vote_share([9.0], [0.0], [1.0], [1.0]) == 1.0
    assert vote_share([0.0], [0.0], [1.0], [1.0], popularity=0.1) == pytest.approx(0.6)
    assert win_probability(0.6, 2.0) == pytest.approx(0.7)
    assert win_probability(1.0, 9.0) == 1.0


def test_probabilistic_voting_favours_responsive_groups():
    # log utility: transfers per head are proportional to the density of swing voters
    found = probabilistic_voting([0.5, 0.3, 0.2], [1.0, 2.0, 4.0])
    assert found / found[0] == pytest.approx([1.0, 2.0, 4.0])
    assert found @ [0.5, 0.3, 0.2] == pytest.approx(1.0)
    root = probabilistic_voting([1.0, 1.0], [1.0, 4.0], budget=6.0, aversion=2.0)
    assert root == pytest.approx([2.0, 4.0])


def test_no_other_platform_wins_more_votes():
    sizes, phi = np.array([0.5, 0.3, 0.2]), np.array([0.05, 0.1, 0.2])
    best = probabilistic_voting(sizes, phi)
    for other in np.random.default_rng(0).dirichlet(np.ones(3), 200):
        rival = other / sizes
        assert vote_share(np.log(rival), np.log(best), sizes, phi) <= 0.5 + 1e-12


def closed_form(theta, low, high, alpha, gamma, rate):
    """Uniform costs: partial fractions of 1 / ((s - low)(s + 1/2 - alpha))."""
    gap = low + 0.5 - alpha
    part = math.log((high - low) / (theta - low)) - math.log((high + 0.5 - alpha) / (theta + 0.5 - alpha))
    return (2 * alpha - 1) / (rate * gamma) * part / gap


def test_uniform_war_of_attrition_closed_form():
    found = games.war_of_attrition(0.4, 1.0, 0.7, 0.5, 0.05)
    for theta in (0.45, 0.6, 0.9, 1.0):
        assert found.concession_time(theta) == pytest.approx(
            closed_form(theta, 0.4, 1.0, 0.7, 0.5, 0.05), rel=1e-4, abs=1e-9
        )
    assert found.concession_time(0.4) == math.inf
    assert found.converged


def test_no_type_gains_by_mimicking_another():
    # payoffs of Alesina and Drazen with the debt's growth, in units of the tax bill at the start
    low, high, alpha, gamma, rate = 0.4, 1.0, 0.7, 0.5, 0.05
    found = games.war_of_attrition(low, high, alpha, gamma, rate)
    others = low + (high - low) * (np.arange(4000) + 0.5) / 4000
    dates = np.array([found.concession_time(x) for x in others])

    def worth(theta, stop):
        end = np.minimum(dates, stop)
        growth = np.exp(-gamma * rate * end)
        waiting = -gamma * (0.5 + theta) * (1 - growth) / (gamma * rate)
        after = np.where(dates < stop, -(1 - alpha), -alpha) * growth / rate
        return (waiting + after).mean()

    for theta in (0.5, 0.7, 0.9):
        mine = worth(theta, found.concession_time(theta))
        rivals = [worth(theta, found.concession_time(x)) for x in np.linspace(0.41, 1.0, 60)]
        assert mine >= max(rivals) - 2e-3


def test_delay_moves_as_the_paper_says():
    # Alesina and Drazen 1991: more unequal shares delay, dearer distortion speeds up
    base = games.war_of_attrition(0.5, 1.0, 0.7, 0.5, 0.05).expected
    assert games.war_of_attrition(0.5, 1.0, 0.8, 0.5, 0.05).expected > base
    assert games.war_of_attrition(0.5, 1.0, 0.7, 0.7, 0.05).expected < base


def test_given_distribution_is_used():
    uniform = games.war_of_attrition(0.5, 1.0, 0.7, 0.5, 0.05)
    given = games.war_of_attrition(
        0.5, 1.0, 0.7, 0.5, 0.05, cdf=lambda x: (x - 0.5) / 0.5, pdf=lambda x: np.full_like(x, 2.0)
    )
    assert given.expected == pytest.approx(uniform.expected)


def test_bilateral_monopoly_is_nash():
    found = games.nash_in_nash([[1]], lambda g: [3.0 * g[0, 0]], lambda g: [-1.0 * g[0, 0]], 0.25)
    assert found.terms[0, 0] == pytest.approx(0.75 * 3 + 0.25 * 1)
    assert found.surplus[0, 0] == pytest.approx(2.0)
    assert found.stable


def test_substitutes_weaken_each_supplier():
    # a buyer that needs one of two suppliers gains nothing from the second link
    found = games.nash_in_nash([[1, 1]], lambda g: [float(g.any())], lambda g: -0.1 * g.sum(axis=0))
    assert found.terms[0] == pytest.approx([0.05, 0.05])
    assert not found.stable


def test_horn_wolinsky_prices_of_exclusive_suppliers():
    # Cournot duopolists on P = 1 - Q, each with its own supplier, equal weights: by hand w = 1 / 7
    def profits(prices, network):
        cost = np.where(network.any(axis=1), prices.sum(axis=1), 1e9)
        if network.sum() == 2:
            q = np.maximum((1 - 2 * cost + cost[::-1]) / 3, 0.0)
        else:
            q = np.maximum((1 - cost) / 2, 0.0)
        return q**2, prices.T @ q

    found = games.nash_in_nash_prices(np.eye(2), profits, (0.0, 1.0))
    assert found.converged
    assert np.diag(found.terms) == pytest.approx([1 / 7, 1 / 7], abs=1e-6)
    assert not games.nash_in_nash_prices(np.eye(2), profits, (0.0, 1.0), most_rounds=1).converged


def test_price_bargain_with_all_power_on_one_side():
    def profits(prices, network):
        q = (1 - prices[0, 0]) / 2 if network[0, 0] else 0.0
        return [q**2], [prices[0, 0] * q]

    found = games.nash_in_nash_prices([[1]], profits, (0.0, 1.0), weight=0.0)
    assert found.terms[0, 0] == pytest.approx(0.5, abs=1e-6)


REX = dict(positions=[[0, 0], [100, 100]], salience=[[10, 90], [60, 50]])


def test_decide_exchange():
    # the worked example of the DECIDE exchange model's own tests: 1400 and 777.78, outcomes 600/7, 250/7
    found = games.position_exchange(**REX)
    assert found.outcomes_before == pytest.approx([600 / 7, 250 / 7])
    first = found.exchanges[0]
    assert (first.suppliers, first.issues) == ((0, 1), (0, 1))
    assert first.greatest_gains == pytest.approx((1400.0, 777.7778), abs=1e-4)
    assert first.gain == pytest.approx(500.0)
    assert first.shifts == pytest.approx((100 / 7, 50 / 7))
    assert first.moves[0] == pytest.approx(100.0)
    assert found.outcomes == pytest.approx([100.0, 200 / 7])
    assert found.converged


def test_limit_of_exchanges_is_reported():
    assert not games.position_exchange(**REX, most_exchanges=0).converged


def test_outcome_does_not_pass_the_demander():
    x = np.array([[0.0, 0.0], [60.0, 100.0], [100.0, 50.0]])
    s = np.array([[10.0, 90.0], [60.0, 50.0], [90.0, 1.0]])
    weights = np.ones_like(x)
    before = outcomes(x, s, weights)
    for offer in possible_exchanges(x, x, s, weights):
        (one, two), (p, q) = offer.suppliers, offer.issues
        assert offer.shifts[0] <= abs(x[two, p] - before[p]) + 1e-9
        assert offer.shifts[1] <= abs(x[one, q] - before[q]) + 1e-9


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: fernandez_rodrik(100, 101, 1, 1), "fernandez_rodrik: winners must be"),
        (lambda: fernandez_rodrik(100, 51, 1, 1, known_winners=52), "known_winners must be"),
        (lambda: fernandez_rodrik(100, 51, -1, 1), "gain must be"),
        (lambda: vote_share([0.0], [0.0], [-1.0], [1.0]), "vote_share: sizes must be non-negative"),
        (lambda: vote_share([0.0], [0.0, 1.0], [1.0], [1.0]), "utilities_b must be of length 1"),
        (lambda: win_probability(1.2, 1.0), "win_probability: share must be"),
        (lambda: probabilistic_voting([1.0], [0.0]), "probabilistic_voting: densities must be positive"),
        (lambda: games.war_of_attrition(0.1, 1.0, 0.7, 0.5, 0.1), "war_of_attrition: low must be"),
        (lambda: games.war_of_attrition(0.4, 0.3, 0.7, 0.5, 0.1), "high must be"),
        (lambda: games.war_of_attrition(0.4, 1.0, 0.5, 0.5, 0.1), "alpha must be"),
        (
            lambda: games.war_of_attrition(0.4, 1.0, 0.7, 0.5, 0.1, cdf=np.sqrt),
            "cdf and pdf must be given together",
        ),
        (
            lambda: games.war_of_attrition(0.4, 1.0, 0.7, 0.5, 0.1, cdf=np.zeros_like, pdf=np.ones_like),
            "cdf and pdf must be a distribution",
        ),
        (
            lambda: games.nash_in_nash([[0]], lambda g: [0], lambda g: [0]),
            "nash_in_nash: links must be a mask",
        ),
        (
            lambda: games.nash_in_nash([[1]], lambda g: [0, 0], lambda g: [0]),
            "value of buyers must be of length 1",
        ),
        (lambda: games.nash_in_nash([[1]], lambda g: [0], lambda g: [0], 1.5), r"weight must be in \[0, 1\]"),
        (
            lambda: games.nash_in_nash([[1]], lambda g: [0], lambda g: [0], [[1, 0]]),
            "weight must be one number or",
        ),
        (
            lambda: games.nash_in_nash_prices([[1]], lambda p, g: ([0.0], [0.0]), (1.0, 0.0)),
            "nash_in_nash_prices: bounds must be an interval",
        ),
        (
            lambda: games.position_exchange([[0, 1]], [[1, 1, 1]]),
            "position_exchange: salience must be of shape",
        ),
        (
            lambda: games.position_exchange([[0, 1]], [[0, 1]]),
            "salience must be non-negative, positive on each",
        ),
        (lambda: games.position_exchange([[0, 1]], [[1, 1]], [1, 2]), "power must be one number"),
        (lambda: games.position_exchange([[0, 1]], [[1, 1]], -1), "power must be positive"),
    ],
)
def test_faults(call, words):
    with pytest.raises(games.GameError, match=words):
        call()
