"""Talk, persuasion, signals and audience costs: published numbers and brute force."""

import math

import numpy as np
import pytest

from winset import games
from winset.games.signalling import spence


def test_crawford_sobel_partition():
    # Crawford and Sobel 1982, bias 1/20: cuts 0, 2/15, 7/15, 1
    talk = games.cheap_talk(1 / 20)
    assert talk.selected.cuts == pytest.approx([0, 2 / 15, 7 / 15, 1])
    assert [p.actions.size for p in talk.partitions] == [1, 2, 3]
    assert games.cheap_talk(1 / 20, selection="babbling").selected.actions == pytest.approx([0.5])


def test_talk_dies_at_a_quarter():
    assert len(games.cheap_talk(0.25).partitions) == 1
    assert len(games.cheap_talk(0.2499).partitions) == 2


def test_negative_bias_mirrors():
    assert games.cheap_talk(-0.05).selected.cuts == pytest.approx([0, 8 / 15, 13 / 15, 1])


@pytest.mark.parametrize("bias", [0.3, 0.05, 0.01, -0.02])
def test_every_partition_leaves_marginal_senders_indifferent(bias):
    for p in games.cheap_talk(bias).partitions:
        assert (np.diff(p.cuts) > 0).all()
        below, above = p.actions[:-1], p.actions[1:]
        ideal = p.cuts[1:-1] + bias
        assert (ideal - below) ** 2 == pytest.approx((above - ideal) ** 2, abs=1e-12)
        theta = (np.arange(100_000) + 0.5) / 100_000
        act = p.actions[np.clip(np.searchsorted(p.cuts, theta) - 1, 0, p.actions.size - 1)]
        assert p.receiver_loss == pytest.approx(((act - theta) ** 2).mean(), abs=1e-7)
        assert p.sender_loss == pytest.approx(((act - theta - bias) ** 2).mean(), abs=1e-7)


def test_prosecutor():
    # Kamenica and Gentzkow 2011: prior .3, conviction at one half: .6
    assert games.threshold_persuasion(0.3, 0.5) == pytest.approx(0.6)
    assert games.threshold_persuasion(0.7, 0.5) == 1.0
    found = games.persuasion(0.3, lambda m: m >= 0.5)
    assert found.value == pytest.approx(0.6)
    assert found.posteriors == pytest.approx([0.0, 0.5])
    assert found.weights == pytest.approx([0.4, 0.6])
    assert (found.no_disclosure, found.full_disclosure) == (0.0, pytest.approx(0.3))


def test_concave_value_is_silent_and_convex_tells_all():
    silent = games.persuasion(0.3, lambda m: -(m**2))
    assert silent.posteriors == pytest.approx([0.3])
    told = games.persuasion(0.3, lambda m: m**2)
    assert told.posteriors == pytest.approx([0.0, 1.0])
    assert told.value == pytest.approx(told.full_disclosure)
    assert games.persuasion(0.0, lambda m: m**2).value == 0.0


def test_three_states_agree_with_two():
    grid = np.linspace(0, 1, 101)
    table = np.column_stack([grid, 1 - grid, np.zeros(101)])
    found = games.persuasion_over([0.3, 0.7, 0.0], np.vstack([table, [0, 0, 1]]), np.append(grid >= 0.5, 0.0))
    assert found.value == pytest.approx(0.6)
    assert found.weights @ found.posteriors == pytest.approx([0.3, 0.7, 0.0])
    assert found.full_disclosure == pytest.approx(0.3)


def test_spence_two_types():
    # Spence 1973 with productivities 1 and 2 and cost e / theta: least-cost separation at e = 1
    found = spence([1.0, 2.0], [0.5, 0.5])
    assert found.signals == pytest.approx([0.0, 1.0])
    assert found.payoffs == pytest.approx([1.0, 1.5])
    assert found.separating == pytest.approx((1.0, 2.0))
    assert found.pooling == pytest.approx((0.0, 0.5))
    assert spence([1, 2], selection="dearest_separating").signals == pytest.approx([0, 2])
    assert spence([1, 2], [0.2, 0.8], selection="pooling").payoffs == pytest.approx([1.8, 1.8])


def test_riley_path_has_no_profitable_mimicry():
    types = np.array([1.0, 1.3, 2.0, 3.5])
    found = spence(types, price=0.7)
    mimic = types[None, :] - 0.7 * found.signals[None, :] / types[:, None]
    assert (mimic <= found.payoffs[:, None] + 1e-12).all()
    assert mimic[0, 1] == pytest.approx(found.payoffs[0])


def test_symmetric_audience_crisis():
    # 1 - F(-a t) = t for uniform war values on [-1, 0], and v / (v + t) at the horizon: t (1 + t) = 1
    found = games.audience_cost([1.0, 1.0], [1.0, 1.0], [-1.0, -1.0])
    golden = (math.sqrt(5) - 1) / 2
    assert found.horizon == pytest.approx(golden)
    assert found.locked_in == pytest.approx([golden, golden])
    assert found.quits_at_once == pytest.approx([0, 0], abs=1e-12)
    assert found.war == pytest.approx(golden**2)


def test_higher_audience_costs_back_down_less():
    # Fearon 1994: the side that can generate audience costs faster is less likely to back down
    found = games.audience_cost([2.0, 1.0], [1.0, 1.0], [-1.0, -1.0])
    assert found.backs_down[0] < found.backs_down[1]
    assert found.quits_at_once[0] == pytest.approx(0.0, abs=1e-9)
    assert found.backs_down.sum() + found.war == pytest.approx(1.0)


def test_waiting_types_are_indifferent_until_the_horizon():
    a, v = np.array([2.0, 1.0]), np.array([1.0, 1.5])
    found = games.audience_cost(a, v, [-1.5, -0.8])
    t = np.linspace(0, found.horizon, 200_001)
    for i, j in ((0, 1), (1, 0)):
        still = (1 - found.quits_at_once[j]) * v[i] / (v[i] + a[i] * t)
        wins = np.concatenate([[found.quits_at_once[j]], -np.diff(still)]).cumsum()
        worth = v[i] * wins - a[i] * t * still
        assert np.ptp(worth) < 1e-4


def test_given_distributions_replace_the_uniform():
    plain = games.audience_cost([1.0, 2.0], [1.0, 1.0], [-1.0, -1.0])
    laws = (lambda w: 1 + w, lambda w: 1 + w)
    given = games.audience_cost([1.0, 2.0], [1.0, 1.0], [-1.0, -1.0], cdfs=laws)
    assert given.horizon == pytest.approx(plain.horizon)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: games.cheap_talk(0.0), "cheap_talk: bias must be at least 1e-6"),
        (lambda: games.cheap_talk(np.nan), "cheap_talk: bias must be a finite number"),
        (lambda: games.cheap_talk(0.1, selection="x"), "selection must be one of"),
        (lambda: games.threshold_persuasion(0.3, 0.0), "threshold_persuasion: threshold must be"),
        (lambda: games.persuasion(1.3, lambda m: m), "persuasion: prior must be"),
        (lambda: games.persuasion(0.3, lambda m: m, grid=[0.0, 1.5]), r"grid must be within \[0, 1\]"),
        (lambda: games.persuasion(0.3, lambda m: m[:2]), "value must be of length"),
        (lambda: games.persuasion_over([0.5, 0.5], [[0.5, 0.6]], [1.0]), "posteriors must be probabilities"),
        (lambda: games.persuasion_over([0.5, 0.5], [[1.0, 0.0]], [1.0]), "posteriors must be a hull"),
        (lambda: games.persuasion_over([0.5, 0.6], [[1.0, 0.0]], [1.0]), "prior must be probabilities"),
        (lambda: spence([2.0, 1.0]), "spence: types must be two or more in strictly ascending order"),
        (lambda: spence([1.0, 2.0], [0.5, 0.6]), "shares must be probabilities"),
        (lambda: spence([1.0, 2.0, 3.0], selection="pooling"), "selection must be intuitive"),
        (lambda: spence([1.0, 2.0], price=0.0), "price must be"),
        (lambda: games.audience_cost([0.0, 1.0], [1, 1], [-1, -1]), "audience_cost: rates must be positive"),
        (lambda: games.audience_cost([1, 1], [1, 1], [-1, 0]), "least_war_values must be negative"),
        (
            lambda: games.audience_cost([1, 1], [1, 1], [-1, -1], (lambda w: 0.5, lambda w: 0.5)),
            "cdfs must be 0 at the least war value",
        ),
    ],
)
def test_faults(call, words):
    with pytest.raises(games.GameError, match=words):
        call()
