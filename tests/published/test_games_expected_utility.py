"""The expected-utility model on the European Community's decision on car emissions."""

from __future__ import annotations

import json
import os
from pathlib import Path

import numpy as np
import pytest

from winset import games
from winset.games import expected_utility
from winset.games.expected_utility import median

POSITIONS = [4, 7, 4, 4, 10, 10, 10, 7, 4, 7]
SALIENCE = [0.8, 0.4, 0.2, 0.8, 0.6, 0.6, 0.9, 0.1, 1.0, 0.7]
CAPABILITY = [0.08, 0.08, 0.03, 0.16, 0.16, 0.16, 0.16, 0.05, 0.05, 0.08]
CARS = (POSITIONS, SALIENCE, CAPABILITY)

# Scholz, Calbert and Smith 2011, their second table, rounds 1 to 8, from a restatement of it
PUBLISHED_MEDIANS = [8.4, 9.9, 9.9, 9.9, 9.9, 7.4, 8.8, 9.6]
PUBLISHED_MEANS = [7.4, 7.5, 7.6, 7.3, 7.3, 7.4, 7.5, 7.6]


def test_published_medians_but_the_second():
    found = expected_utility(*CARS, reading="replication", rounds=8)
    cut = np.floor(found.medians[1:] * 10) / 10
    assert np.flatnonzero(cut != PUBLISHED_MEDIANS).tolist() == [1]
    assert cut[1] == 9.6
    assert found.means[1:] == pytest.approx(np.array(PUBLISHED_MEANS), abs=0.1)
    assert not found.converged


def test_stored_replication():
    root = os.environ.get("WINSET_SHARED")
    if not root:
        pytest.skip("WINSET_SHARED does not name the folder with the stored replication")
    stored = json.loads((Path(root) / "oracles" / "car_emissions.json").read_text())["jmckib_python"]
    found = expected_utility(*CARS, reading="replication", rounds=10)
    assert found.medians == pytest.approx(stored["median"], abs=1e-10)
    assert found.means == pytest.approx(stored["mean"], abs=1e-10)


def test_literal_reading_stays_at_seven():
    found = expected_utility(*CARS)
    assert (found.medians == 7.0).all()
    assert found.means[:5] == pytest.approx([7.39, 7.52, 7.89, 7.16, 7.0], abs=5e-3)
    assert found.converged
    assert found.residual == 0.0


def test_belgium_goes_to_the_netherlands_not_france():
    # the compromise of least position, in rounds 4 and 9 of the replication
    found = expected_utility(*CARS, reading="replication")
    assert found.partner[[3, 8], 1].tolist() == [0, 0]
    assert (found.kind[[3, 8], 1] == 2).all()
    # so that reading is not symmetric: seen in a mirror, other offers are taken
    mirror = expected_utility([-x for x in POSITIONS], SALIENCE, CAPABILITY, reading="replication")
    assert not np.allclose(mirror.positions, -found.positions)


def by_hand(x, s, c, r, i, j):
    """E(i->j) with Q = 1 and exponent r, straight from the equations."""
    span = max(x) - min(x)
    votes = [c[k] * s[k] * (abs(x[k] - x[j]) - abs(x[k] - x[i])) / span for k in range(len(x))]
    total = sum(abs(v) for v in votes)
    p = sum(max(v, 0.0) for v in votes) / total if total else 0.0
    gap = abs(x[i] - x[j]) / span
    win, lose, same = (2 - 4 * base**r for base in (0.5 - gap / 2, 0.5 + gap / 2, 0.5))
    return s[j] * (p * win + (1 - p) * lose) + (1 - s[j]) * win - same


def test_one_round_by_hand():
    x, s, c = [0.0, 3.0, 10.0], [0.9, 0.5, 0.4], [1.0, 0.8, 0.7]
    found = expected_utility(x, s, c, rounds=1)
    danger = [sum(by_hand(x, s, c, 1.0, j, i) for j in range(3) if j != i) for i in range(3)]
    third = [(2 * g - max(danger) - min(danger)) / (max(danger) - min(danger)) / 3 for g in danger]
    r = [(1 - t) / (1 + t) for t in third]
    assert found.exponents[0] == pytest.approx(r)
    for i in range(3):
        moves = []
        for j in range(3):
            e, f = by_hand(x, s, c, r[i], i, j), by_hand(x, s, c, r[j], j, i)
            step = x[j] - x[i]
            if j == i:
                continue
            if f > e > 0:
                moves.append((1, abs(step), step))
            elif f > 0 > e and f > -e:
                moves.append((2, abs(step * e / f), -step * e / f))
            elif f > 0 > e and f < -e:
                moves.append((3, abs(step), step))
        kind, _, step = min(moves, default=(0, 0.0, 0.0))
        assert found.positions[1, i] == pytest.approx(x[i] + step)
        assert found.kind[0, i] == kind


def test_status_quo_share_matters():
    one, half = (expected_utility(*CARS, status_quo=q, rounds=2) for q in (1.0, 0.5))
    assert not np.array_equal(one.positions, half.positions)


def test_median_is_the_champion_of_successive_pairs():
    assert median(np.array([1.0, 1.0, 1.0]), np.array([0.0, 9.0, 4.0])) == 4.0
    # a draw keeps the champion
    assert median(np.array([1.0, 1.0]), np.array([3.0, 8.0])) == 3.0


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"positions": [np.nan] * 10}, "expected_utility: positions must be finite"),
        ({"salience": [1.2] * 10}, "salience must be at most 1"),
        ({"salience": [0.0] * 10}, "salience must be positive"),
        ({"salience": [0.5] * 9}, "salience must be of length 10"),
        ({"capability": [-1.0] * 10}, "capability must be positive"),
        ({"reading": "loose"}, "reading must be one of literal, replication"),
        ({"status_quo": 1.5}, r"status_quo must be a finite number in \[0, 1\]"),
        ({"rounds": 0}, "rounds must be"),
    ],
)
def test_faults(change, words):
    arguments = {"positions": POSITIONS, "salience": SALIENCE, "capability": CAPABILITY, **change}
    with pytest.raises(games.GameError, match=words):
        expected_utility(**arguments)
