"""What holds a bargain up, switched off: signs and sizes on full runs, as in test_signatures.py."""

from __future__ import annotations

import numpy as np
from contract.test_signatures import at, mean, moves, settled
from engine import CASES, ensemble

IRAN, RUSSIA = CASES


def test_without_a_war_over_who_pays_reform_comes_earlier_and_the_burden_moves():
    for slug, least in ((IRAN, 0.03), (RUSSIA, 0.015)):
        on, off = ensemble(slug).arrays, ensemble(slug, "delayed_reform").arrays
        assert not off["reform_delay"].any()
        assert on["reform_delay"].max() > 24
        moves(slug, "delayed_reform", at("reform", 30), least)
    moves(RUSSIA, "delayed_reform", at("burden", 30), -0.003)


def test_without_a_vote_in_the_dark_reform_goes_further():
    assert not ensemble(RUSSIA, "status_quo_bias").arrays["reform_rejected"].any()
    moves(RUSSIA, "status_quo_bias", mean("reform"), 0.008)


def test_without_packages_rulers_of_any_skill_get_equally_far():
    for slug in CASES:
        on, off = ensemble(slug).arrays, ensemble(slug, "packaging").arrays
        assert not off["skill"].any()
        few, all_parts = (on["skill"][:, 0] == k for k in (2.0, 4.0))
        apart = [a["tied"][all_parts].mean() - a["tied"][few].mean() for a in (on, off)]
        assert apart[0] > 0.4
        assert abs(apart[1]) < 0.2
        moves(slug, "packaging", mean("tied"), 0.2)
    moves(RUSSIA, "packaging", mean("concession"), -0.003)


def largest_step(a: dict[str, np.ndarray]) -> np.ndarray:
    return np.abs(np.diff(a["concession"], axis=1)).max(axis=1)


def test_without_gradualism_steps_are_larger_and_red_lines_stay():
    for slug in CASES:
        off = ensemble(slug, "gradualism").arrays
        assert not off["red_line"].any()
        assert not off["u_turns"].any()
        moves(slug, "gradualism", largest_step, 0.008)
    moves(IRAN, "gradualism", at("concession", 42), 0.008)


def test_a_concession_that_lasts_becomes_usual():
    arrays = ensemble(IRAN).arrays
    done = settled(arrays)
    farthest = arrays["red_line"][:, -1].max(axis=1)
    assert farthest[done].mean() > 0.05
    assert farthest[~done].mean() < 0.5 * farthest[done].mean()
    assert np.abs(ensemble(RUSSIA).arrays["red_line"][:, -1]).mean() < 0.03  # nothing was conceded
