"""What holds a bargain up, switched off: signs and sizes on full runs, as in test_signatures.py."""

from __future__ import annotations

from contract.test_signatures import at, mean, moves
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
