"""What rows 2, 20, 22, 41 and 45 do: full runs with and without them on the same random numbers.

The form is that of test_signatures.py. What is nearly inert in the two main cases is shown where it is not: in
Yugoslavia, where the street was full and the ruler's post was up for election, and in Belarus.
"""

from __future__ import annotations

import numpy as np
import pytest
from engine import CASES, case, ensemble
from signatures import Measure, at, mean, moves

import winset
from winset.errors import RunError

IRAN, RUSSIA = CASES
YUGOSLAVIA, BELARUS = "yugoslavia/1992", "belarus/2020"


def _last_year(slug: str, field: str, name: str) -> Measure:
    """A faction's field, mean of the last twelve months."""
    i = [f.name for f in case(slug).factions].index(name)
    return lambda a: a[field][:, -12:, i].mean(axis=1)


def test_with_frank_reports_no_aid_goes_astray():
    for slug in CASES:
        frank, base = ensemble(slug, "sector_reports").arrays, ensemble(slug).arrays
        assert not frank["aid_astray"].any()
        assert not frank["report_messages"].any()
        assert base["aid_astray"].max() > 0.001
        assert np.abs(frank["shield"] - base["shield"]).mean() > 2e-5


def test_a_deeper_crisis_is_reported_in_finer_words():
    words = ensemble(IRAN).arrays["report_messages"]
    assert words[:, 42].mean() > words[:, 12].mean() + 0.3
    alone = ensemble(IRAN).arrays["aid_astray"] / np.maximum(1e-9, ensemble(IRAN).arrays["shield"])
    assert np.median(alone[:, 18]) > np.median(alone[:, 42])  # half of the first aid goes astray, little of the later


def test_without_neglect_the_country_is_better_off_and_the_street_fuller():
    for slug in CASES:
        assert not ensemble(slug, "strategic_neglect").arrays["neglect"].any()
        moves(slug, "strategic_neglect", at("output", 47), 0.0003)
        moves(slug, "strategic_neglect", mean("unrest"), 0.0003)
        cut = ensemble(slug).arrays["neglect"]
        assert 0.0 <= cut.min() <= cut.max() <= 0.15 + 1e-6
    moves(BELARUS, "strategic_neglect", at("output", 30), 0.003)
    moves(BELARUS, "strategic_neglect", mean("unrest"), 0.02)


def test_without_brokers_those_with_contacts_abroad_gain_less_power():
    for slug in CASES:
        assert not ensemble(slug, "brokers").arrays["broker_capital"].any()
    moves(IRAN, "brokers", _last_year(IRAN, "power", "technocrats"), -0.001)
    moves(IRAN, "brokers", _last_year(IRAN, "power", "irgc"), 0.0005)
    moves(RUSSIA, "brokers", _last_year(RUSSIA, "power", "technocrats"), -0.001)
    moves(RUSSIA, "brokers", _last_year(RUSSIA, "power", "security"), 0.0005)


def test_listed_brokers_lose_their_place_to_others():
    names = [f.name for f in case(RUSSIA).factions]
    owners, technocrats = names.index("private_owners"), names.index("technocrats")
    network = {f.name: float(f.network) for f in case(RUSSIA).factions}
    assert network["private_owners"] > network["technocrats"]
    capital = ensemble(RUSSIA).arrays["broker_capital"][:, -1]
    assert np.median(capital[:, owners]) < np.median(capital[:, technocrats])  # the owners were listed


def test_opposition_matters_where_it_can_be_heard_and_voted_for():
    off = ensemble(YUGOSLAVIA, "opposition").arrays
    assert not off["inclusion"].any()
    assert np.all(off["winning_coalition"] == off["winning_coalition"][:, :1])
    base = ensemble(YUGOSLAVIA).arrays
    assert np.mean(base["exit_kind"] == 1) > np.mean(off["exit_kind"] == 1) + 0.01  # votes of 1992, 1997 and 2000
    assert base["opposition_share"].max(axis=1).mean() > 0.55
    assert base["inclusion"][:, -1].mean() > 0.02
    assert np.all(np.diff(base["inclusion"], axis=1) >= 0.0)
    for slug in CASES:
        base = ensemble(slug).arrays
        assert np.median(base["inclusion"][:, -1]) == 0.0
        assert np.abs(base["winning_coalition"][:, 0] - float(case(slug).institutions.winning_coalition)).max() < 1e-6
        assert base["opposition_share"].min() >= 0.5 - 1e-6
    heard = [np.median(ensemble(slug).arrays["opposition_access"][:, 42]) for slug in CASES]
    assert heard[0] > heard[1] + 0.1  # where official figures have been found out
    moves(IRAN, "opposition", mean("unrest"), -1e-4)


def test_without_danger_attitudes_to_risk_stand():
    for slug in (*CASES, YUGOSLAVIA):
        assert not ensemble(slug, "risk_appetite").arrays["risk_appetite"].any()
        assert np.abs(ensemble(slug).arrays["risk_appetite"]).max() > 0.1


def test_the_weighted_mean_moves_by_votes_and_rests_without_pressure():
    calm = winset.run(case(IRAN), 20, 1, policy="weighted_mean", pressure=0.0, off=("leader_exit",))
    assert np.abs(np.diff(calm.arrays["concession"], axis=1)).max() < 1e-6
    votes = winset.run(case(IRAN), 200, 1, policy="weighted_mean", threads=2)
    settled = [np.isin(a["end_state"][:200], (1, 2)).mean() for a in (votes.arrays, ensemble(IRAN).arrays)]
    assert settled[0] < settled[1] - 0.1  # nobody can be bought, and the mean does not jump to where relief begins


def test_a_rule_for_policy_must_be_known():
    with pytest.raises(RunError, match="policy must be one of nash, weighted_mean"):
        winset.run(case(IRAN), 2, 1, policy="condorcet")
