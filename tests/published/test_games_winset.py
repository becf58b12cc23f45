"""Win sets and the unanimity core: closed-form lengths, areas and volumes."""

import numpy as np
import pytest

from winset import games


def test_one_dimension_is_the_interval_to_the_nearest_mirror():
    # veto players at .2, .5, .9 and status quo 0: the win set is (0, .4)
    found = games.winset([0.2, 0.5, 0.9], 0.0)
    assert found.measure == pytest.approx(0.4)
    assert found.contains([[0.1], [0.39], [0.41], [-0.1]]).tolist() == [True, True, False, False]


def test_median_voter_under_majority():
    found = games.winset([0.2, 0.5, 0.9], 0.0, quota=2)
    assert found.measure == pytest.approx(1.0)
    assert games.winset([0.2, 0.5, 0.9], 0.5, quota=2).empty


def test_two_discs_overlap_in_a_lens():
    # unit discs with centres one apart: 2 pi / 3 - sqrt(3) / 2; both circles pass through the status quo
    found = games.winset([[0.0, 0.0], [1.0, 0.0]], [0.5, np.sqrt(3) / 2])
    assert found.measure == pytest.approx(2 * np.pi / 3 - np.sqrt(3) / 2, abs=1e-12)
    assert found.error == 0.0


def test_single_voter_gets_the_whole_disc():
    assert games.winset([[1.0, 1.0]], [1.0, 3.0]).measure == pytest.approx(4 * np.pi)


def test_common_salience_turns_discs_into_ellipses():
    # half axes sqrt(2) and sqrt(2) / 2 for weights 1 and 4 through (1, 1/2): pi times their product
    found = games.winset([[0.0, 0.0]], [1.0, 0.5], salience=[1.0, 4.0])
    assert found.measure == pytest.approx(np.pi * np.sqrt(2) * np.sqrt(2) / 2, abs=1e-12)


def test_own_saliences_use_quadrature_and_say_so():
    found = games.winset([[0.0, 0.0]], [1.0, 0.5], salience=[[1.0, 4.0]])
    assert found.measure == pytest.approx(np.pi, abs=1e-9)
    both = games.winset([[0.0, 0.0], [1.0, 0.0]], [0.5, 0.8], salience=[[1.0, 4.0], [2.0, 1.0]])
    assert 0.0 < both.error < 1e-6


def test_two_balls_overlap_in_a_double_cap():
    # unit balls with centres one apart: 2 caps of height 1/2, 2 pi h^2 (3 - h) / 3 = 5 pi / 12
    found = games.winset([[0, 0, 0], [1, 0, 0]], [0.5, np.sqrt(3) / 2, 0.0])
    assert found.measure == pytest.approx(5 * np.pi / 12, rel=1e-4)
    assert abs(found.measure - 5 * np.pi / 12) < 20 * found.error + 1e-6


def test_three_voters_majority_is_the_union_of_pairwise_lenses():
    ideals = np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0]])
    found = games.winset(ideals, [0.8, 0.8], quota=2)
    grid = (np.stack(np.meshgrid(np.arange(400), np.arange(400)), -1).reshape(-1, 2) + 0.5) / 400 * 4 - 2
    near = found.contains(grid).mean() * 16
    assert found.measure == pytest.approx(near, rel=2e-3)


def test_veto_player_cuts_a_majority():
    ideals = np.array([0.2, 0.5, 0.9])
    free, held = (
        games.winset(ideals, 0.0, quota=2),
        games.winset(ideals, 0.0, quota=2, veto=[True, False, False]),
    )
    assert free.measure == pytest.approx(1.0)
    assert held.measure == pytest.approx(0.4)
    assert games.winset(ideals, 0.0, veto=[False, True, False]).measure == pytest.approx(1.0)


def test_weights_decide_the_pivot():
    assert games.winset([0.2, 0.9], 0.0, weights=[1, 3], quota=2.5).measure == pytest.approx(1.8)


def test_weak_membership_holds_the_status_quo():
    found = games.winset([[0.0, 0.0]], [1.0, 0.0])
    assert not found.contains([1.0, 0.0])
    assert found.contains([1.0, 0.0], strict=False)


def test_core_is_the_hull_of_ideal_points():
    core = games.unanimity_core([[0, 0], [2, 0], [0, 2], [0.5, 0.5]])
    assert core.measure == pytest.approx(2.0)
    assert len(core.vertices) == 3
    assert core.contains([[1.0, 1.0], [1.1, 1.0], [0.0, 0.0]]).tolist() == [True, False, True]
    assert core.contains([0.2, 0.2])


def test_core_in_one_and_three_dimensions_and_on_a_line():
    assert games.unanimity_core([0.2, 0.9, 0.4]).measure == pytest.approx(0.7)
    assert games.unanimity_core(np.vstack([np.zeros(3), np.eye(3)])).measure == pytest.approx(1 / 6)
    flat = games.unanimity_core([[0, 0], [1, 1], [2, 2]])
    assert flat.measure == 0.0
    assert flat.contains([[1.5, 1.5], [1.5, 1.4]]).tolist() == [True, False]
    assert games.unanimity_core([0.5, 0.5]).contains([[0.5], [0.6]]).tolist() == [True, False]


def test_everyone_at_the_status_quo():
    assert games.winset([[0.3, 0.3], [0.3, 0.3]], [0.3, 0.3]).empty


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: games.winset([[0, 0, 0, 0]], [0, 0, 0, 0]), "winset: ideal_points must be in 1 to 3"),
        (lambda: games.winset([[0, 0]], [0]), "status_quo must be of length 2"),
        (lambda: games.winset([0.1, 0.2], 0.0, weights=[1, -1]), "weights must be non-negative"),
        (lambda: games.winset([0.1, 0.2], 0.0, quota=3), "quota must be"),
        (lambda: games.winset([0.1, 0.2], 0.0, quota=0), "quota must be"),
        (lambda: games.winset([0.1, 0.2], 0.0, veto=[True]), "veto must be a mask of length 2"),
        (lambda: games.winset([0.1, 0.2], 0.0, salience=[0.0]), "salience must be positive"),
        (lambda: games.winset([0.1, 0.2], 0.0).contains([[0.0, 0.0]]), "points must be of 1 columns"),
        (lambda: games.unanimity_core([np.nan]), "unanimity_core: ideal_points must be finite"),
    ],
)
def test_faults(call, words):
    with pytest.raises(games.GameError, match=words):
        call()
