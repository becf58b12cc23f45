"""What each mechanism does: full runs with and without it on the same random numbers, sign and effect size.

`moves` compares paired draws: the mean change must have the stated size and exceed two and a half standard errors.
Sizes are about half of what was found, so that tuning may move them; signs may not change.
"""

from __future__ import annotations

import numpy as np
import pytest
from engine import CASES, DRAWS, case, ensemble, fields, finite, program
from engine import MECHANISMS as ALL
from signatures import Arrays, Measure, at, mean, moves

IRAN, RUSSIA = CASES


def income(slug: str, name: str) -> Measure:
    """Log income of a faction against the same posts without pressure, once the package bites."""
    i = [f.name for f in case(slug).factions].index(name)
    return lambda a: a["income"][:, 30:, i].mean(axis=1)


def greatest(name: str) -> Measure:
    return lambda a: a[name].max(axis=1)


def settled(a: Arrays) -> np.ndarray:
    """Demand met in full, or a negotiated settlement."""
    return (a["end_state"] == 1) | (a["end_state"] == 2)


def interim_by(month: int) -> Measure:
    return lambda a: (a["interim_month"] >= 0) & (a["interim_month"] < month)


def path_length(a: Arrays) -> np.ndarray:
    """How far the concession travelled."""
    return np.abs(np.diff(a["concession"], axis=1)).sum(axis=1)


def steady(values: np.ndarray) -> bool:
    """True when nothing changes after the first month."""
    return bool(np.all(values == values[:, :1]))


@pytest.mark.parametrize("slug", CASES)
@pytest.mark.parametrize("name", ALL)
def test_every_switch_changes_a_full_run(slug, name):
    base, run = ensemble(slug), ensemble(slug, name)
    assert finite(run)
    changed = any(not np.array_equal(values, run.arrays[k]) for k, values in base.arrays.items())
    assert changed


def test_without_rents_those_who_own_the_channels_lose():
    for slug, owner, bare in ((IRAN, "irgc", "technocrats"), (RUSSIA, "security", "technocrats")):
        moves(slug, "rents", income(slug, owner), -0.03)
        moves(slug, "rents", lambda a, s=slug, o=owner, b=bare: income(s, o)(a) - income(s, b)(a), -0.02)
        arrays = ensemble(slug, "rents").arrays
        for kind in ("scarcity", "allocation", "smuggling"):
            assert not arrays[f"{kind}_rent"].any()


def test_without_rents_the_interest_in_continuation_is_gone():
    moves(IRAN, "rents", settled, 0.05)
    moves(IRAN, "rents", mean("believed_loss"), 0.03)


def test_without_evasion_output_falls_and_nothing_is_paid_abroad():
    moves(IRAN, "evasion", at("output", 42), -0.01)
    moves(RUSSIA, "evasion", at("output", 30), -0.04)
    moves(IRAN, "evasion", mean("imports"), -0.005)
    for slug in CASES:
        arrays = ensemble(slug, "evasion").arrays
        assert not arrays["evasion"].any()
        assert np.abs(arrays["premia_abroad"]).max() < 1e-12


def test_without_rents_and_evasion_there_is_no_shadow_economy_and_more_compliance():
    both = ensemble(IRAN, "rents evasion").arrays
    assert not both["smuggling_rent"].any()
    moves(IRAN, "rents evasion", settled, 0.05)


def test_without_fear_of_penalties_lawful_trade_goes_on_and_scarcity_pays_less():
    for slug in CASES:
        assert not ensemble(slug, "over_compliance").arrays["over_compliance"].any()
        moves(slug, "over_compliance", at("imports", 42), 0.015)
        moves(slug, "over_compliance", at("output", 42), 0.0015)
        moves(slug, "over_compliance", mean("scarcity_rent"), -2e-4)
        moves(slug, "over_compliance", mean("hardship"), -0.002)
    late = ensemble(IRAN).arrays
    free = (late["relief"][:, -13:] > 0.7).all(axis=1)
    assert late["over_compliance"][free, -1].min() > 0.005  # fear outlives the measures


def test_without_enforcement_the_measures_leak():
    for slug, least in ((IRAN, 0.0007), (RUSSIA, 0.0015)):
        assert not ensemble(slug, "enforcement").arrays["enforcement"].any()
        moves(slug, "enforcement", at("evasion", 42), least)
        moves(slug, "enforcement", at("output", 42), 0.0018)
        moves(slug, "enforcement", mean("premia_abroad"), 4e-5)


def test_without_a_shield_owners_bear_what_hits_their_sectors():
    for slug in CASES:
        assert ensemble(slug).arrays["shield"].max() > 0.001
        assert not ensemble(slug, "shielding").arrays["shield"].any()
        moves(slug, "shielding", at("fiscal_gap", 42), -0.0008)
    moves(IRAN, "shielding", income(IRAN, "foundations"), -0.002)
    moves(RUSSIA, "shielding", income(RUSSIA, "state_energy"), -0.007)
    moves(RUSSIA, "shielding", income(RUSSIA, "security"), 0.003)  # owns little that is hit, and pays


def test_without_stocks_the_first_months_are_worse_and_the_last_are_not():
    for slug in CASES:
        assert not ensemble(slug, "stockpiling").arrays["stock_orders"].any()
        moves(slug, "stockpiling", at("output", 30), -0.0007)
    moves(IRAN, "stockpiling", at("market_rate", 22), -0.002)  # nobody orders ahead while the embargo is discussed
    last = np.mean(ensemble(IRAN, "stockpiling").arrays["output"][:, -1] - ensemble(IRAN).arrays["output"][:, -1])
    assert abs(last) < 0.001


def test_without_know_how_from_abroad_nobody_falls_behind():
    for slug in CASES:
        assert (ensemble(slug, "productivity").arrays["productivity"] == 1.0).all()
        moves(slug, "productivity", at("output", -1), 0.002)
        behind = ensemble(slug).arrays["productivity"]
        assert 0.8 < behind.min() < behind[:, 0].min() <= 1.0


def test_without_flight_of_the_skilled_output_recovers_further():
    for slug in CASES:
        assert not ensemble(slug, "brain_drain").arrays["skilled_gone"].any()
        moves(slug, "brain_drain", at("output", -1), 0.001)
        gone = ensemble(slug).arrays["skilled_gone"]
        assert 0.0 <= gone.min() <= gone.max() < 0.3


def test_without_the_network_output_stands():
    for slug in CASES:
        assert np.all(ensemble(slug, "network").arrays["output"] == 1.0)
    moves(IRAN, "network", settled, -0.2)
    moves(IRAN, "network", mean("believed_loss"), -0.02)


def test_without_the_budget_posts_are_safe_and_deals_fewer():
    for slug in CASES:
        arrays = ensemble(slug, "fiscal").arrays
        assert steady(arrays["posts_fund"])
        assert not arrays["printing"].any()
    moves(IRAN, "fiscal", settled, -0.1)
    moves(IRAN, "fiscal", income(IRAN, "leader_office"), 0.03)


def test_without_exports_measures_cost_little():
    moves(IRAN, "exports", at("output", 42), 0.02)
    moves(IRAN, "exports", settled, -0.2)
    assert np.all(ensemble(IRAN, "exports").arrays["oil_volume"] == 1.0)


def test_without_an_exchange_market_there_is_no_depreciation():
    for slug in CASES:
        arrays = ensemble(slug, "exchange_rate").arrays
        assert not arrays["market_rate"].any()
    moves(IRAN, "exchange_rate", at("price_level", 42), -0.05)
    moves(IRAN, "exchange_rate", mean("allocation_rent"), -1e-4)


def test_without_prices_the_level_stays():
    assert not ensemble(IRAN, "prices").arrays["price_level"].any()
    moves(IRAN, "prices", mean("unrest"), -0.002)


def test_without_a_spread_debt_costs_what_it_did():
    for slug in CASES:
        assert steady(ensemble(slug, "sovereign_spread").arrays["spread"])
        moves(slug, "sovereign_spread", greatest("spread"), -0.001)


def test_without_households_nobody_is_hurt():
    arrays = ensemble(IRAN, "households").arrays
    assert not arrays["household_income"].any()
    moves(IRAN, "households", mean("unrest"), -0.005)


def test_without_a_world_market_the_price_stays_at_its_base():
    moves(IRAN, "world_market", at("oil_value", 14), -0.02)  # dear oil in 2011
    moves(IRAN, "world_market", at("oil_value", 66), 0.01)  # cheap oil in 2015


def test_knowing_the_pressure_points_moves_success_forward():
    for slug in CASES:
        first = ensemble(slug, "pressure_points").arrays["believed_loss"]
        assert np.array_equal(first[:, 0], first[:, -1])
    moves(IRAN, "pressure_points", interim_by(36), 0.1)
    base, known = (ensemble(IRAN, off).arrays["interim_month"] for off in ("", "pressure_points"))
    assert np.median(known[known >= 0]) < np.median(base[base >= 0]) - 12


def test_without_signals_beliefs_about_resolve_stay():
    arrays = ensemble(IRAN, "duration costly_signals").arrays  # an executed threat is news too
    assert steady(arrays["belief_resolved"])
    assert np.abs(np.diff(ensemble(IRAN).arrays["belief_resolved"], axis=1)).max() > 0.01


def test_a_sender_without_fatigue_does_not_tire():
    assert not ensemble(IRAN, "fatigue").arrays["fatigue"].any()
    assert ensemble(IRAN).arrays["fatigue"].max() > 0.1


def test_without_attribution_approval_stays_and_nobody_protests():
    for slug in CASES:
        arrays = ensemble(slug, "blame displays").arrays
        assert not arrays["approval"].any()
        unheard = ensemble(slug, "blame civil_society regions").arrays  # these move some without any hardship
        assert np.abs(unheard["unrest"]).max() < 1e-12
    moves(IRAN, "blame", mean("unrest"), -0.005)
    moves(IRAN, "blame", mean("approval"), 0.01)


def test_listings_close_the_exit_and_hold_the_coalition_together():
    moves(RUSSIA, "exit_option", at("cohesion", 30), -0.02)


def test_without_stances_no_position_is_taken():
    arrays = ensemble(IRAN, "stance").arrays
    assert not arrays["position"].any()
    assert not arrays["stance_probability"].any()


def test_ties_hold_the_coalition():
    moves(IRAN, "ties", at("cohesion", -1), -0.04)
    moves(IRAN, "ties", lambda a: a["shift_month"] >= 0, 0.02)


def test_without_a_coalition_game_nobody_enters_or_leaves():
    for slug in CASES:
        arrays = ensemble(slug, "coalition").arrays
        assert not arrays["coalition_changes"].any()
        stayed = (arrays["leader"] == arrays["leader"][:, :1]).all(axis=1)  # a fallen ruler's faction loses its seat
        assert np.all(arrays["shift_month"][stayed] < 0)
    moves(IRAN, "coalition", lambda a: a["shift_month"] >= 0, -0.3)
    moves(IRAN, "coalition", at("concession", 72), -0.01)


def test_without_veto_players_policy_moves_more():
    moves(IRAN, "veto", greatest("concession"), 0.01)
    moves(IRAN, "veto", path_length, 0.05)
    moves(RUSSIA, "veto", path_length, 0.005)  # small steps, and nobody gains by going far: docs/explanation/sense.md


def test_without_a_bargain_no_concession():
    for slug in CASES:
        arrays = ensemble(slug, "bargain").arrays
        for issue in ("concession", "alignment", "reform", "burden"):
            assert steady(arrays[issue])
    moves(IRAN, "bargain", settled, -0.2)
    moves(IRAN, "bargain", at("concession", 72), -0.1)


def test_without_a_street_there_is_no_unrest():
    for slug in CASES:
        arrays = ensemble(slug, "street").arrays
        assert not arrays["unrest"].any()
        assert steady(arrays["repression"])
    moves(IRAN, "street", mean("hazard_uprising"), -1e-5)


def test_without_exits_rulers_stay():
    for slug in CASES:
        assert not ensemble(slug, "leader_exit").arrays["exit_kind"].any()
        assert ensemble(slug).arrays["exit_kind"].any()
        assert steady(ensemble(slug, "leader_exit").arrays["leader"])


def test_without_deals_pressure_is_never_relieved():
    for slug in CASES:
        arrays = ensemble(slug, "deal").arrays
        assert not arrays["relief"].any()
        assert arrays["status"].max() == 2.0
        assert np.all(arrays["interim_month"] < 0)
        assert set(np.unique(arrays["end_state"])) <= {0.0, 4.0}


def test_without_end_states_there_is_no_stalemate_and_no_recorded_shift():
    arrays = ensemble(IRAN, "end_state").arrays
    assert not np.any(arrays["end_state"] == 4.0)
    assert np.all(arrays["shift_month"] < 0)
    assert np.any(ensemble(IRAN).arrays["end_state"] == 4.0)


def test_learning_moves_policy_late():
    for slug in CASES:
        moves(slug, "learning", path_length, -0.02)
    simulator = program(IRAN, 60)
    assert not fields(simulator, "polity.attraction", off=("learning",))["polity.attraction"].any()


def test_words_that_are_kept_make_a_reputation_and_deals():
    for slug in CASES:
        assert steady(ensemble(slug, "reputation").arrays["reputation"])
    moves(IRAN, "reputation", greatest("reputation"), -0.06)
    moves(IRAN, "reputation", greatest("hazard_interim"), -0.001)
    moves(IRAN, "reputation", greatest("hazard_final"), -0.001)


def test_without_winners_of_a_half_open_door_reform_goes_back():
    moves(IRAN, "partial_reform", at("reform", 36), -0.1)
    moves(RUSSIA, "partial_reform", at("reform", 18), -0.1)
    for slug in CASES:
        reform = ensemble(slug).arrays["reform"]
        assert np.median(reform[:, -1]) < 0.6  # it stalls


def _power(slug: str, name: str) -> Measure:
    i = [f.name for f in case(slug).factions].index(name)
    return lambda a: a["power"][:, -12:, i].mean(axis=1)


def test_without_political_capital_nationalists_gain_less_from_what_is_laid_on_foreigners():
    for slug in CASES:
        arrays = ensemble(slug, "political_capital").arrays
        assert not arrays["capital_technocrats"].any()
        assert not arrays["capital_nationalists"].any()
    moves(RUSSIA, "political_capital", _power(RUSSIA, "security"), -0.003)
    moves(RUSSIA, "political_capital", _power(RUSSIA, "technocrats"), 1e-4)


def test_without_claims_hardship_costs_more_approval():
    for slug in CASES:
        assert not ensemble(slug, "legitimacy").arrays["absorbed"].any()
        moves(slug, "legitimacy", mean("approval"), -0.001)
        moves(slug, "legitimacy", mean("unrest"), 5e-4)


def test_statistics_are_doubted_where_the_two_exchange_rates_part():
    for slug in CASES:
        assert not ensemble(slug, "official_statistics").arrays["doubt"].any()
    iran, russia = (greatest("doubt")(ensemble(slug).arrays) for slug in CASES)
    assert np.median(iran) > np.median(russia) + 0.1
    moves(IRAN, "official_statistics", mean("blame"), 0.01)
    moves(IRAN, "official_statistics", mean("approval"), 0.001)  # what is found out costs more than was hidden
    moves(RUSSIA, "official_statistics", mean("approval"), -0.002)


def test_without_limits_of_persuasion_more_is_reframed():
    for slug in CASES:
        moves(slug, "framing", lambda a: a["stance_probability"][..., 2].mean(axis=(1, 2)), 0.001)


def _relapse(off: str) -> np.ndarray:
    """How far the concession falls below what was in force at a settlement, where nobody threatens to reverse it."""
    pins = {"prospects.rate_snapback": 0.001}
    run = program(IRAN, off=tuple(off.split()), draws=200, parameters=pins)
    paths = fields(run, "polity.policy.concession", "external.sender.status")
    fall = np.zeros(200)
    for d, status in enumerate(paths["external.sender.status"]):
        if (status == 4.0).any():
            path = paths["polity.policy.concession"][d, int(np.argmax(status == 4.0)) :]
            fall[d] = path[0] - path.min()
    return fall


def test_without_pacts_relief_is_followed_by_relapse_once_the_threat_is_gone():
    moves(IRAN, "pact", mean("hazard_snapback"), 5e-5)
    for slug in CASES:
        assert not ensemble(slug, "pact").arrays["pact_months"].any()
    more = (_relapse("pact") - _relapse("")).reshape(-1, 2).mean(axis=1)
    assert more.mean() > max(0.003, 2.5 * more.std(ddof=1) / np.sqrt(len(more)))


def test_without_drift_power_stays_where_it_was():
    simulator = program(IRAN, 60)
    still = fields(simulator, "polity.power", off=("power", "leader_exit", "political_capital", "brokers"))[
        "polity.power"
    ]
    assert np.array_equal(still[:, 0], still[:, -1])
    moved = fields(simulator, "polity.power", off=("leader_exit",))["polity.power"]
    assert np.abs(moved[:, -1] - moved[:, 0]).max() > 0.005


def test_without_a_sender_or_a_package_nothing_presses():
    for slug in CASES:
        assert not ensemble(slug, "sender").arrays["status"].any()
        free = ensemble(slug, "package")
        assert not free.arrays["pressure"].any()
        assert free.arrays["output"] == pytest.approx(free.rest_arrays["output"], abs=0.02)
        moves(slug, "package", at("output", 30), 0.01)
    moves(IRAN, "sender", lambda a: a["shift_month"] >= 0, -0.3)


def test_the_bloc_shifts_far_more_often_in_iran_than_in_russia():
    shift = [(ensemble(slug).arrays["shift_month"] >= 0).mean() for slug in CASES]
    error = np.sqrt(0.5 / DRAWS)
    assert shift[0] > shift[1] + 3 * error


def test_sanctions_seldom_unseat_rulers():
    """Marinov 2005 against Licht 2017: hazards of exit at most somewhat above those without sanctions."""
    for slug in CASES:
        run = ensemble(slug, "")
        calm = ensemble(slug, pressure=0.0)
        with_, without = (np.mean(r.arrays["exit_kind"] > 0) for r in (run, calm))
        assert with_ < without + 0.15
