"""What groups, favours and ministries do in full runs with and without them (rows 8, 23, 24).

Sizes are about half of what was found on the cached ensembles; signs may not change (test_signatures.py).
"""

from __future__ import annotations

import numpy as np
from contract.test_signatures import at, income, mean, moves, settled
from engine import CASES, ensemble

IRAN, RUSSIA = CASES


def test_without_credit_the_idle_are_sent_home_and_the_budget_is_spared():
    for slug in CASES:
        assert not ensemble(slug, "directed_credit").arrays["directed_credit"].any()
        moves(slug, "directed_credit", mean("hardship"), 0.0025)
        moves(slug, "directed_credit", mean("unrest"), 0.0004)
        moves(slug, "directed_credit", at("fiscal_gap", 42), -0.0012)
        moves(slug, "directed_credit", lambda a: a["output"][:, 24:].mean(axis=1), -0.0004)
    moves(IRAN, "directed_credit", income(IRAN, "leader_office"), 0.008)  # who lives off posts pays for it
    moves(RUSSIA, "directed_credit", income(RUSSIA, "technocrats"), 0.0025)


def test_without_lobbying_aid_stays_with_those_in_office():
    for slug in CASES:
        assert not ensemble(slug, "lobbying").arrays["exemption_lobbying"].any()
        moves(slug, "lobbying", mean("shield"), -0.0004)
        moves(slug, "lobbying", at("fiscal_gap", 42), -0.0005)
    moves(IRAN, "lobbying", income(IRAN, "industry"), -0.003)
    moves(RUSSIA, "lobbying", income(RUSSIA, "private_owners"), -0.008)
    moves(RUSSIA, "lobbying", income(RUSSIA, "security"), 0.005)


def test_exemptions_buy_off_the_wish_for_relief():
    for slug in CASES:
        moves(slug, "lobbying", mean("pressure_relief"), 0.015)
    moves(IRAN, "lobbying", at("concession", 72), 0.01)
    moves(IRAN, "lobbying", settled, 0.015)
    iran, russia = (ensemble(slug).arrays["exemption_lobbying"][:, 40].mean() for slug in CASES)
    assert russia > iran + 0.15  # a treasury that can grant exemptions is asked for them


def test_groups_press_for_what_their_stakes_are_and_a_settlement_needs_them():
    for slug in CASES:
        arrays = ensemble(slug, "group_pressure").arrays
        assert not arrays["pressure_relief"].any()
        assert not arrays["pressure_defiance"].any()
    arrays = ensemble(IRAN).arrays
    net = np.mean(arrays["pressure_relief"] - arrays["pressure_defiance"], axis=0)
    assert (
        -0.003 < net[:24].min() < 0.0
    )  # exporters gain a little before the embargo, since wages and taxes have their parts
    assert net[48] > 0.01  # and all lose by it
    moves(IRAN, "group_pressure", at("concession", 72), -0.006)
    moves(IRAN, "group_pressure", settled, -0.02)
