"""Power indices and the nucleolus: published values of real councils and textbook games."""

import time

import numpy as np
import pytest

from winset import games
from winset.games.power_index import banzhaf, banzhaf_value, shapley, shapley_shubik

EEC = [4, 4, 4, 2, 2, 1]
COUNCIL = [7] * 5 + [1] * 10


def test_european_economic_community_1958():
    # Felsenthal and Machover 1998: 7/30 and 3/20; Luxembourg is a dummy; Banzhaf 10/32, 6/32
    assert shapley_shubik(EEC, 12) == pytest.approx([7 / 30] * 3 + [3 / 20] * 2 + [0.0], abs=1e-16)
    assert banzhaf(EEC, 12, normalized=False) == pytest.approx([0.3125] * 3 + [0.1875] * 2 + [0.0])
    assert banzhaf(EEC, 12) == pytest.approx([5 / 21] * 3 + [1 / 7] * 2 + [0.0])


def test_security_council():
    assert shapley_shubik(COUNCIL, 39) == pytest.approx([421 / 2145] * 5 + [4 / 2145] * 10, abs=1e-16)
    assert banzhaf(COUNCIL, 39)[[0, 5]] == pytest.approx([0.16692913385826771, 0.01653543307086614])
    assert banzhaf(COUNCIL, 39, normalized=False)[[0, 5]] == pytest.approx([0.0517578125, 0.005126953125])


def test_security_council_as_two_rules():
    # all five permanent members, and nine of fifteen
    rules = [[1] * 5 + [0] * 10, [1] * 15]
    assert shapley_shubik(rules, [5, 9]) == pytest.approx(shapley_shubik(COUNCIL, 39), abs=1e-15)
    assert banzhaf(rules, [5, 9]) == pytest.approx(banzhaf(COUNCIL, 39), abs=1e-15)


def test_sixty_players_are_counted_in_a_moment():
    weights = np.random.default_rng(0).integers(1, 100, 60)
    start = time.perf_counter()
    index = shapley_shubik(weights, weights.sum() // 2 + 1)
    assert time.perf_counter() - start < 2.0
    assert index.sum() == pytest.approx(1.0, abs=1e-14)
    assert (np.diff(index[np.argsort(weights)]) >= -1e-15).all()


def test_sixty_equal_players_are_counted_without_overflow():
    assert shapley_shubik(np.ones(60), 31) == pytest.approx(1 / 60, abs=1e-16)
    assert banzhaf(np.ones(60), 31) == pytest.approx(1 / 60, abs=1e-16)


def test_decimal_quotas_are_read_as_written():
    # .1 + .2 reaches .3, whatever the binary sum says
    assert shapley_shubik([0.1, 0.2, 0.7], 0.3) == pytest.approx(shapley_shubik([1, 2, 7], 3))


def test_irrational_weights_are_enumerated():
    index = shapley_shubik([np.sqrt(2), np.sqrt(3), np.pi], 3.2)
    assert index == pytest.approx([1 / 6, 1 / 6, 2 / 3])


def test_shapley_of_functions_and_arrays():
    assert shapley(lambda s: float(len(s)) ** 2, players=4) == pytest.approx(4.0)
    # gloves (one left, two right): Shapley 1953's value 2/3, 1/6, 1/6
    assert shapley([0, 0, 0, 1, 0, 1, 0, 1]) == pytest.approx([2 / 3, 1 / 6, 1 / 6])
    assert banzhaf_value([0, 0, 0, 1, 0, 1, 0, 1]) == pytest.approx([3 / 4, 1 / 4, 1 / 4])


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: shapley_shubik([3, -1], 2), "shapley_shubik: weights must be non-negative"),
        (lambda: shapley_shubik([3, 1], 5), r"shapley_shubik: quota must be in \(0, 4\], the total weight"),
        (lambda: banzhaf([3, 1], 0), "banzhaf: quota must be in"),
        (lambda: banzhaf([3, np.nan], 2), "banzhaf: weights must be finite"),
        (lambda: banzhaf([[1, 1], [1, 2]], [1]), "quota must be of length 2"),
        (lambda: shapley_shubik(np.sqrt(np.arange(1, 31)), 70), "weights must be of at most 25 players"),
        (lambda: shapley([0, 1, 2]), r"shapley: v must be of length 2\^n"),
        (lambda: shapley([1, 1]), "v must be 0 at the empty coalition"),
        (lambda: shapley(len), "players must be a finite number"),
        (lambda: shapley(len, players=21), "players must be"),
        (lambda: games.nucleolus(np.zeros(2**13)), "nucleolus: v must be of at most 12 players"),
        (lambda: games.nucleolus([0, 2, 2, 3]), "nucleolus: v must be a game with an imputation"),
        (lambda: games.core_is_empty([0, np.inf]), "core_is_empty: v must be finite"),
    ],
)
def test_faults(call, words):
    with pytest.raises(games.GameError, match=words):
        call()


def bankruptcy(claims, estate):
    n = len(claims)
    return [max(0.0, estate - sum(claims[i] for i in range(n) if not m >> i & 1)) for m in range(2**n)]


@pytest.mark.parametrize(("estate", "shares"), [(100, [100 / 3] * 3), (200, [50, 75, 75]), (300, [50, 100, 150])])
def test_talmud(estate, shares):
    # Aumann and Maschler 1985, Journal of Economic Theory 36(2)
    assert games.nucleolus(bankruptcy([100, 200, 300], estate)) == pytest.approx(shares, abs=1e-10)


def test_three_players_of_ferguson():
    v = [0, -1, 0, 3, 1, 4, 2, 5]
    assert games.nucleolus(v) == pytest.approx([8 / 3, 2 / 3, 5 / 3], abs=1e-12)
    assert not games.core_is_empty(v)


def test_bounds_separate_nucleolus_and_prenucleolus():
    # player 0 alone is worth 1 and hurts every coalition it joins
    v = [0, 1, 0, 0, 0, 0, 2, 2]
    assert games.nucleolus(v) == pytest.approx([1.0, 0.5, 0.5], abs=1e-12)
    assert games.prenucleolus(v)[0] < 1.0
    assert games.nucleolus([0, 3.0]) == pytest.approx([3.0])


def test_majority_of_three_has_an_empty_core():
    v = [0, 0, 0, 1, 0, 1, 1, 1]
    assert games.core_is_empty(v)
    assert games.nucleolus(v) == pytest.approx([1 / 3] * 3)
    assert not games.core_is_empty([0, 0, 0, 1, 0, 0, 0, 1])
    assert not games.core_is_empty([0, 1.0])
