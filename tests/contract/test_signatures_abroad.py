"""What ties abroad do, switched on and off on the same random numbers: sign and effect size in cases where they count."""

from __future__ import annotations

import numpy as np
from engine import CASES, ensemble
from signatures import at, mean, moves

IRAN, RUSSIA = CASES
HAITI, BELARUS, ZIMBABWE, VENEZUELA = "haiti/1991", "belarus/2020", "zimbabwe/2002", "venezuela/2017"


def test_without_a_diaspora_senders_tire_sooner_and_barred_remittances_do_not_hurt():
    assert ensemble(HAITI).arrays["diaspora_lobby"][:, 30].mean() < -0.05  # exiles who ask for resolve
    for slug, least in ((HAITI, 0.03), (VENEZUELA, 0.05), (ZIMBABWE, 0.02)):
        arrays = ensemble(slug, "diaspora").arrays
        assert not arrays["remittances"].any()
        moves(slug, "diaspora", at("fatigue", 18), least)
    moves(HAITI, "diaspora", mean("hardship"), -0.002)  # banks had closed the channel on families
    moves(IRAN, "diaspora", at("remittances", 42), -0.0005)  # sent by those who left since
    assert not ensemble(IRAN).arrays["diaspora_lobby"].any()


def test_without_a_bloc_support_costs_no_more_than_alignment():
    for slug, least in ((IRAN, 0.005), (RUSSIA, 0.004), (VENEZUELA, 0.02), (BELARUS, 0.01)):
        assert not ensemble(slug, "bloc").arrays["integration"].any()
        moves(slug, "bloc", at("alignment", -1), least)  # its price does not rise, so more is bought
        arrays = ensemble(slug).arrays
        assert np.all(arrays["bloc_support"][:, 1:] <= arrays["alignment"][:, :-1] + 1e-6)
    moves(RUSSIA, "bloc", at("output", -1), 0.0015)
    moves(RUSSIA, "bloc", mean("premia_abroad"), -5e-4)
    moves(HAITI, "bloc", at("alignment", -1), 0.04)  # nobody sells support there
    assert not ensemble(HAITI).arrays["bloc_support"].any()


def test_without_two_audiences_more_is_conceded_and_nothing_is_reinterpreted():
    for slug in CASES:
        off = ensemble(slug, "acceptance").arrays
        assert not off["reinterpreted"].any()
        assert not off["words_gap"].any()
    assert ensemble(IRAN).arrays["words_gap"].max() > 0.1
    moves(IRAN, "acceptance", at("concession", 42), 0.004)


def test_without_conditional_finance_there_is_less_reform_where_lenders_offer_it():
    arrays = ensemble(BELARUS).arrays
    assert 0.002 < arrays["programme_paid"][:, 24].mean() < 0.0104
    assert arrays["slippage"].max() > 0.05
    moves(BELARUS, "conditional_finance", at("reform", 24), -0.08)
    moves(BELARUS, "conditional_finance", at("market_rate", 24), 0.005)
    for slug in CASES:  # nobody offers: the price alone is left
        on, off = ensemble(slug).arrays, ensemble(slug, "conditional_finance").arrays
        assert on["programme_price"].max() > 0.0
        assert not on["programme_paid"].any()
        assert not off["programme_price"].any()
        assert np.array_equal(on["concession"], off["concession"])
