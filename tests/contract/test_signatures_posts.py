"""What survival in office costs (rows 6, 12, 38): full runs with and without each mechanism on the same numbers."""

from __future__ import annotations

import numpy as np
import pytest
from engine import CASES, case, ensemble
from signatures import Arrays, Measure, mean, moves

IRAN, RUSSIA = CASES
PRETORIA, BELGRADE = "south-africa/1985", "yugoslavia/1992"


def seats(slug: str, name: str) -> Measure:
    """Share of the posts fund that a faction holds in the last three years."""
    i = [f.name for f in case(slug).factions].index(name)
    return lambda a: (a["posts_income"][:, -36:, i] / a["posts_fund"][:, -36:]).mean(axis=1)


def late(name: str) -> Measure:
    return lambda a: a[name][:, -24:].mean(axis=1)


@pytest.mark.parametrize("slug", CASES)
def test_loyalty_costs_less_than_the_fund(slug):
    cost = ensemble(slug).arrays["loyalty_cost"]
    revenue = case(slug).economy.macro.revenue.value  # its median: it is drawn
    assert cost.min() >= 0.0
    assert 0.2 < np.median(cost * revenue / ensemble(slug).arrays["posts_fund"]) < 0.9
    assert not ensemble(slug, "loyalty_norm").arrays["loyalty_cost"].any()


def test_without_the_norm_insiders_think_less_of_removing_a_ruler_whose_posts_lost_their_worth():
    moves(RUSSIA, "loyalty_norm", mean("hazard_insider"), -2e-5)
    moves(IRAN, "loyalty_norm", mean("hazard_insider"), -5e-6)
    moves(PRETORIA, "loyalty_norm", mean("hazard_insider"), -5e-5)


def test_without_the_norm_posts_of_those_who_earn_elsewhere_are_bargained_away():
    moves(IRAN, "loyalty_norm", seats(IRAN, "foundations"), -0.003)
    moves(RUSSIA, "loyalty_norm", seats(RUSSIA, "military_industry"), -0.012)
    moves(RUSSIA, "loyalty_norm", seats(RUSSIA, "court"), 0.01)


def test_without_the_price_of_loyalty_the_ruler_takes_posts_from_the_armed():
    moves(RUSSIA, "posts", seats(RUSSIA, "security"), -0.03)
    moves(RUSSIA, "posts", seats(RUSSIA, "court"), 0.02)
    moves(IRAN, "posts", seats(IRAN, "irgc"), -0.01)
    moves(IRAN, "posts", seats(IRAN, "leader_office"), 0.01)


def test_without_the_price_of_loyalty_coups_are_likelier():
    for slug, least in ((IRAN, 2.5e-5), (RUSSIA, 9e-5), (PRETORIA, 1.2e-4)):
        moves(slug, "posts", mean("hazard_coup"), least)


def forestalled(a: Arrays) -> np.ndarray:
    return (a["forestalling"] > 0.0).mean(axis=1)


def test_mutinies_are_forestalled_where_coups_are_common_and_the_armed_are_poor():
    """The bill is due where arms per income and the base rate of coups are high: not in Iran, nor in Russia."""
    share = {slug: forestalled(ensemble(slug).arrays).mean() for slug in (IRAN, RUSSIA, PRETORIA, BELGRADE)}
    assert max(share[IRAN], share[RUSSIA]) < 0.05 < 0.15 < min(share[PRETORIA], share[BELGRADE])
    assert not ensemble(PRETORIA, "pre_emption").arrays["forestalling"].any()


def test_foresight_lowers_the_coup_rate():
    moves(PRETORIA, "pre_emption", late("hazard_coup"), 5e-5)
    moves(PRETORIA, "pre_emption", seats(PRETORIA, "security_forces"), -0.001)
