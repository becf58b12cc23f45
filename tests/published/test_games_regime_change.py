"""Global games (Morris-Shin, Edmond) and contests (Tullock): closed forms and brute force."""

import math
from statistics import NormalDist

import numpy as np
import pytest

from winset import games
from winset.games.contest import lottery_contest
from winset.games.global_game import attack

CDF = NormalDist().cdf


@pytest.mark.parametrize("cost", [0.1, 0.3, 0.5, 0.9])
def test_vanishing_noise_threshold(cost):
    # Morris and Shin 2003: theta* = 1 - c
    assert games.global_game(cost).theta == pytest.approx(1 - cost)
    assert games.global_game(cost, 0.4).theta == pytest.approx(1 - cost)
    assert games.global_game(cost, 1e-5, prior=(0.2, 1.0)).theta == pytest.approx(1 - cost, abs=1e-4)


def conditions(found, cost, noise, mean, sd):
    """Fault of critical mass and of the marginal citizen's indifference."""
    mass = attack(found.theta, found.signal, noise) - found.theta
    weight = 1 / (1 + (noise / sd) ** 2)
    centre = weight * found.signal + (1 - weight) * mean
    return abs(mass), abs(CDF((found.theta - centre) / (noise * math.sqrt(weight))) - cost)


def test_threshold_meets_both_conditions():
    for cost, noise, mean, sd in [(0.3, 0.2, 0.5, 0.6), (0.7, 0.5, 0.1, 0.9), (0.4, 0.3, 1.0, 0.5)]:
        found = games.global_game(cost, noise, (mean, sd))
        assert max(conditions(found, cost, noise, mean, sd)) < 1e-9
        assert found.converged


def test_sharp_prior_gives_three_thresholds_and_selection_picks():
    every = games.global_game(0.5, 1.0, (0.5, 0.3))
    assert len(every.thresholds) == 3
    assert every.thresholds[1] == pytest.approx(0.5)
    picked = [games.global_game(0.5, 1.0, (0.5, 0.3), selection=s).theta for s in ("lowest", "middle", "highest")]
    assert picked == sorted(every.thresholds)
    assert max(conditions(every, 0.5, 1.0, 0.5, 0.3)) < 1e-9


def test_uniqueness_bound_of_morris_and_shin():
    # unique whatever c and the mean when prior precision / sqrt(signal precision) <= sqrt(2 pi)
    sd = 0.5
    bound = math.sqrt(2 * math.pi) * sd**2
    for cost in np.linspace(0.05, 0.95, 7):
        for mean in np.linspace(-0.5, 1.5, 7):
            assert len(games.global_game(cost, 0.99 * bound, (mean, sd)).thresholds) == 1
    assert len(games.global_game(0.5, 1.2 * bound, (0.5, sd)).thresholds) == 3


def test_attack_kernel():
    assert attack(0.5, 0.5, 0.2) == pytest.approx(0.5)
    assert attack(0.4, 0.5, 0.0) == 1.0
    assert attack(0.6, 0.5, 0.0) == 0.0


@pytest.mark.parametrize(
    ("cost", "noise", "price"),
    [
        (0.3, 0.1, 0.5),
        (0.5, 0.5, 0.3),
        (0.6, 0.05, 1.0),
        (0.02, 0.3, 1.1),
        (0.3, 1.0, 0.35),
        (0.99, 0.5, 0.5),
    ],
)
def test_manipulation_is_an_equilibrium_by_brute_force(cost, noise, price):
    found = games.information_manipulation(cost, noise, price)
    strengths = np.linspace(found.signal - 8 * noise - 2, found.signal + 8 * noise + 2, 40_001)
    shifts = np.linspace(0, 3 + 8 * noise, 1201)
    survive = np.empty(strengths.size, bool)
    for k in range(0, strengths.size, 200):
        theta = strengths[k]
        mass = np.array([attack(theta + s, found.signal, noise) for s in shifts])
        worth = (theta - mass - price * shifts).max()
        mine = theta - attack(theta + found.shift(theta), found.signal, noise) - price * found.shift(theta)
        survive[k : k + 200] = theta >= found.theta
        if theta >= found.theta:
            assert mine >= worth - 1e-4
        else:
            assert worth <= 1e-3
    shifted = np.array([found.shift(t) if t >= found.theta else 0.0 for t in strengths])
    density = np.exp(-0.5 * ((found.signal - strengths - shifted) / noise) ** 2)
    fall = density[strengths < found.theta].sum() / density.sum()
    assert fall == pytest.approx(cost, abs=3e-3)


def test_precise_signals_make_manipulation_pay():
    # Edmond 2013: as signals sharpen the threshold falls towards zero, against 1 - c without manipulation
    thresholds = [games.information_manipulation(0.3, noise, 0.5).theta for noise in (0.3, 0.1, 0.01, 1e-4)]
    assert thresholds == sorted(thresholds, reverse=True)
    assert thresholds[-1] < 1e-3


def test_dear_manipulation_is_not_used():
    found = games.information_manipulation(0.3, 1.0, 0.5)
    assert math.isnan(found.pooled_mean)
    assert found.theta == pytest.approx(0.7)
    assert found.shift(0.8) == 0.0


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: games.global_game(0.0), "global_game: cost must be"),
        (lambda: games.global_game(0.5, -1.0), "noise must be"),
        (lambda: games.global_game(0.5, 0.1, (0.0, 0.0)), "prior sd must be"),
        (lambda: games.global_game(0.5, selection="best"), "selection must be one of"),
        (lambda: games.information_manipulation(1.0, 0.1, 0.5), "information_manipulation: cost"),
        (lambda: games.information_manipulation(0.5, 0.0, 0.5), "noise must be"),
        (lambda: games.information_manipulation(0.5, 0.1, 0.0), "manipulation_cost must be"),
    ],
)
def test_global_game_faults(call, words):
    with pytest.raises(games.GameError, match=words):
        call()


@pytest.mark.parametrize("n", [2, 3, 6])
@pytest.mark.parametrize("r", [0.5, 1.0])
def test_symmetric_contest(n, r):
    # Tullock 1980: x = V r (n - 1) / n^2
    found = games.contest(np.full(n, 3.0), r=r)
    assert found.efforts == pytest.approx(3.0 * r * (n - 1) / n**2)
    assert found.payoffs == pytest.approx(3.0 / n - 3.0 * r * (n - 1) / n**2)


def test_two_unequal_players():
    # Nti 1999 (Public Choice 98): x_i = r V_i (V_1 V_2)^r / (V_1^r + V_2^r)^2
    for r in (0.6, 1.0, 1.5):
        found = games.contest([1.0, 0.8], r=r)
        common = r * 0.8**r / (1 + 0.8**r) ** 2
        assert found.efforts == pytest.approx([common, 0.8 * common], abs=1e-9)


def test_low_values_stay_out():
    # Hillman and Riley 1989: three players 1, 1, .4: the third drops out
    found = games.contest([1.0, 1.0, 0.4])
    assert found.efforts.tolist() == pytest.approx([0.25, 0.25, 0.0])
    out = np.empty(3)
    lottery_contest(np.array([1.0, 0.0, 1.0]), np.ones(3), 3, out)
    assert out.tolist() == [0.25, 0.0, 0.25]


def best_reply_gain(found, values, r):
    gains = []
    for efforts in found.equilibria:
        rest = efforts**r
        for i, value in enumerate(values):
            others = rest.sum() - rest[i]
            tries = np.linspace(0, value, 4001)
            with np.errstate(invalid="ignore"):
                pay = value * tries**r / (tries**r + others) - tries
            now = value * rest[i] / rest.sum() - efforts[i]
            gains.append(np.nanmax(pay) - now)
    return max(gains)


@pytest.mark.parametrize(
    ("values", "r"), [([1, 0.9, 0.85], 1.8), ([1, 0.9, 0.85, 0.8], 1.3), ([1, 1, 1], 1.5), ([3, 1, 2], 0.4)]
)
def test_all_reported_equilibria_hold(values, r):
    found = games.contest(values, r=r)
    assert found.converged
    assert best_reply_gain(found, values, r) < 1e-6


def test_decisive_contest_has_several_equilibria_or_none():
    found = games.contest([1.0, 1.0, 1.0], r=1.8)
    assert len(found.equilibria) == 3
    frugal = games.contest([1.0, 0.9, 0.85], r=1.8, selection="least_effort")
    assert frugal.efforts.sum() <= games.contest([1.0, 0.9, 0.85], r=1.8).efforts.sum()
    none = games.contest([1.0, 0.1], r=2.0)
    assert not none.converged
    assert none.equilibria == ()


def test_bias_and_cost_are_two_names_for_one_thing():
    one = games.contest([1.0, 1.0], bias=[1.0, 4.0], r=0.5)
    two = games.contest([1.0, 1.0], costs=[1.0, 1 / 16], r=0.5)
    assert one.shares == pytest.approx(two.shares)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: games.contest([1.0, 0.0]), "contest: values must be positive"),
        (lambda: games.contest([1.0]), "at least 2 players"),
        (lambda: games.contest([1.0, 1.0], costs=[1.0, -1.0]), "costs must be positive"),
        (lambda: games.contest([1.0, 1.0], r=0.0), "r must be"),
        (lambda: games.contest([1.0, 1.0], bias=[1.0]), "bias must be of length 2"),
        (lambda: games.contest(np.ones(13), r=1.2), "at most 12 players"),
        (lambda: games.contest([1.0, 1.0], selection="x"), "selection must be one of"),
    ],
)
def test_contest_faults(call, words):
    with pytest.raises(games.GameError, match=words):
        call()
