"""What review, humanitarian goods and the stamp of approval do in full runs (rows 47, 48, 29)."""

from __future__ import annotations

import numpy as np
from engine import CASES, case, ensemble, fields, program
from signatures import Measure, at, mean, moves

IRAN, RUSSIA = CASES
IRAQ = "iraq/1990"


def late(slug: str, name: str, field: str) -> Measure:
    """A faction's figure over the last year."""
    i = [f.name for f in case(slug).factions].index(name)
    return lambda a: a[field][:, -12:, i].mean(axis=1)


def test_without_review_those_who_waver_stay_on_the_list():
    for slug in CASES:
        assert not ensemble(slug, "review").arrays["delisted"].any()
        assert 0.0 <= ensemble(slug).arrays["delisted"].min() <= ensemble(slug).arrays["delisted"].max() < 1.0
    moves(RUSSIA, "review", late(RUSSIA, "private_owners", "listed"), 0.03)
    moves(IRAN, "review", late(IRAN, "foundations", "listed"), 0.03)
    moves(RUSSIA, "review", lambda a: a["cohesion"][:, -12:].mean(axis=1), 3e-4)  # an open exit loosens
    base = ensemble(RUSSIA).arrays
    assert (
        late(RUSSIA, "security", "delisted")(base).mean()
        < 0.1 * late(RUSSIA, "private_owners", "delisted")(base).mean()
    )


def test_without_humanitarian_goods_nothing_is_diverted():
    for slug in (*CASES, IRAQ):
        off, base = ensemble(slug, "humanitarian").arrays, ensemble(slug).arrays
        for name in ("relief_opening", "relief_goods", "diverted"):
            assert not off[name].any()
            assert 0.0 < base[name].max() <= 1.0
        assert np.all(off["food_access"] == 1.0)  # nobody counts
        poor, better_off = base["food_access"][:, 30, 0], base["food_access"][:, 30, 2]
        assert np.median(poor) < np.median(better_off)
        assert np.abs(base["ledger_residual"]).max() < 1e-9
    hunger = [np.median(ensemble(slug).arrays["food_access"][:, 30, 0]) for slug in (*CASES, IRAQ)]
    assert hunger[2] < 0.7 < 0.85 < min(hunger[:2])


def test_relief_cuts_hardship_and_scarcity_where_a_whole_country_is_shut():
    moves(IRAQ, "humanitarian", lambda a: a["hardship"][:, :, 0].mean(axis=1), 0.01)
    moves(IRAQ, "humanitarian", mean("scarcity_rent"), 1e-4)
    moves(IRAQ, "humanitarian", at("imports", 60), -0.003)
    for slug in CASES:
        worse = mean("hardship")(ensemble(slug, "humanitarian").arrays) - mean("hardship")(ensemble(slug).arrays)
        assert np.mean(worse > 0.0) > 0.95  # by little where food and medicine are free anyway
        assert worse.mean() > 1e-5


def test_what_is_diverted_is_a_rent_of_the_channels():
    rent = [
        fields(program(IRAQ, 36, draws=8, parameters={"humanitarian.leak": leak}), "economy.flows.margin")
        for leak in (0.0, 0.6)
    ]
    less, more = (found["economy.flows.margin"][:, 18:].mean(axis=1) for found in rent)
    assert np.all(more > less + 1e-5)


def test_without_the_stamp_of_approval_fewer_protest():
    for slug in CASES:
        assert not ensemble(slug, "civil_society").arrays["approval_stamp"].any()
    moves(IRAN, "civil_society", mean("unrest"), -3e-4)
    moves(RUSSIA, "civil_society", mean("unrest"), -0.0013)
    fresh = ensemble(IRAN).arrays["approval_stamp"].mean(axis=0)
    assert fresh[22] > 2.0 * fresh[21]  # the embargo is discussed from November 2011
