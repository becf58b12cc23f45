"""Relief by measure, listings under review, humanitarian goods and the stamp of approval (rows 44, 47, 48, 29)."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from economies import Economy, country, made_up, path
from engine import case
from hypothesis import given, settings
from hypothesis import strategies as st
from polities import Polity

from winset.economy.rents import rents
from winset.external.humanitarian import humanitarian, opening
from winset.external.package import left, package
from winset.external.review import review, reviewed
from winset.polity.civil_society import breadth, civil_society
from winset.polity.deal import CAPITULATION, deal, lift
from winset.polity.exit_option import exit_option
from winset.polity.prospects import IMPOSED, LIFTED, SUSPENDED, relief_terms
from winset.polity.street import attack_share, street
from winset.scenario.figure import NONE
from winset.simulate.compile import Compiled, compile_scenario
from winset.types import RELIEF, SECTORS, STATE, TAGS, blank

IRAN = "iran/2012"
CHEMICALS, MACHINERY, MINING = (SECTORS.index(name) for name in ("chemicals", "machinery", "mining"))
CHANNELS = ("imports", "exports", "finance", "technology", "freeze", "listing", "cap")


@cache
def _compiled(slug: str) -> Compiled:
    return compile_scenario(case(slug))


def _peak(compiled: Compiled) -> int:
    path = compiled.path
    money = path["finance"] + path["freeze"] + path["cap"]
    return int(np.argmax(path["imports"].mean(axis=1) + path["exports"].mean(axis=1) + money))


def _signed(tags: tuple[float, ...], status: int, compiled: Compiled, month: int):
    """The external room in a month, at full intensity, with the tags lifted."""
    room = blank(STATE)[0].external
    room.sender.intensity = 1.0
    lift(room.sender, compiled.inputs[0].sender, tags, status)
    package(room, compiled.path[month], compiled.inputs[0], Polity([1.0]).params.package)
    return room


# relief by measure (row 44)


@pytest.mark.parametrize("slug", [IRAN, "russia/2022", "haiti/1991", "belarus/2020"])
def test_parts_by_tag_are_shares_of_every_channel(slug):
    compiled = _compiled(slug)
    for channel in CHANNELS:
        parts = compiled.path["liftable"][channel]
        assert parts.shape == (compiled.months, TAGS, *compiled.path[channel].shape[1:])
        assert 0.0 <= parts.min() <= parts.max() <= 1.0
        assert parts.sum(axis=1).max() <= 1.0 + 1e-12
    named = {m.relief for m in case(slug).package.measures}
    for j, tag in enumerate(RELIEF[:TAGS]):
        carried = any(compiled.path["liftable"][channel][:, j].any() for channel in CHANNELS)
        assert carried == (tag in named), tag


@pytest.mark.parametrize("slug", [IRAN, "russia/2022", "iran/2018", "iraq/1990"])
def test_what_the_tags_weigh_together_is_the_relief_that_everybody_counts_with(slug):
    """Relief by measure, weighed by pressure, is `sender.relief` and the terms of prospects."""
    compiled, p = _compiled(slug), Polity([1.0]).params.prospects
    whole, month = _signed((0.0,) * 4, IMPOSED, compiled, _peak(compiled)).measures.pressure, _peak(compiled)
    full, part = p.relief_final, p.relief_final * p.relief_interim
    terms = relief_terms(compiled.inputs[0].sender, p)
    for tags, term in zip(((full, part, 0.0, 0.0), (full, full, 0.0, 0.0), (full, full, full, 0.0)), terms):
        room = _signed(tags, LIFTED, compiled, month)
        assert room.sender.relief == pytest.approx(term)
        assert room.measures.pressure == pytest.approx((1.0 - term) * whole)


def test_an_interim_deal_opens_what_it_names():
    """Geneva 2013: petrochemicals and car parts went free, crude oil stayed where it was but for a part."""
    compiled, p = _compiled(IRAN), Polity([1.0]).params.prospects
    month = _peak(compiled)
    held = _signed((0.0,) * 4, IMPOSED, compiled, month).measures
    freed = _signed((p.relief_final, p.relief_final * p.relief_interim, 0.0, 0.0), SUSPENDED, compiled, month).measures
    gone = {k: 1.0 - freed.exports[k] / held.exports[k] for k in (CHEMICALS, MINING)}
    assert gone[CHEMICALS] == pytest.approx(p.relief_final)
    assert gone[MINING] == pytest.approx(p.relief_final * p.relief_interim)
    assert gone[MINING] < 1.0 - freed.imports[MACHINERY] / held.imports[MACHINERY] < gone[CHEMICALS]
    assert (
        freed.technology > (1.0 - p.relief_final * p.relief_interim) * held.technology
    )  # waits for compliance in part
    guards = compiled.names.index("irgc")
    settled = _signed((p.relief_final, p.relief_final, 0.0, 0.0), LIFTED, compiled, month).measures
    assert settled.listing[guards] > 0.8 * held.listing[guards]
    assert settled.listing[compiled.names.index("leader_office")] == pytest.approx(0.025)


def test_reversal_restores_everything_and_giving_up_lifts_everything():
    compiled = _compiled(IRAN)
    month = _peak(compiled)
    held, free = (_signed((share,) * 4, LIFTED, compiled, month) for share in (0.0, 1.0))
    for channel in CHANNELS:
        assert np.array_equal(np.asarray(held.measures[channel]), np.asarray(compiled.path[month][channel])), channel
        assert not np.any(free.measures[channel]), channel
    assert (held.sender.relief, free.sender.relief) == (0.0, pytest.approx(1.0))
    assert left(np.array([0.9, 0.3, 0.0, 0.0]), 0.2, 0.5, 0.1) == pytest.approx(1.0 - 0.18 - 0.15)


def test_deals_lift_by_tag():
    polity = Polity([1.0])
    sender, hazards, p = polity.state.external.sender, polity.state.polity.hazards, polity.params.prospects
    sender.demand, polity.state.polity.policy.concession = 0.8, 0.4
    polity.inputs.sender.at_settlement = 0.5
    seen = {}
    for kind in ("interim", "final", "snapback", "capitulation"):
        for other in ("interim", "final", "snapback", "capitulation"):
            hazards[other] = 10.0 if other == kind else 0.0
        deal(polity.scene, 3, 0.5, p)
        seen[kind] = tuple(sender.lifted)
    part = p.relief_final * p.relief_interim
    assert seen["interim"] == (p.relief_final, pytest.approx(part), 0.0, 0.0)
    assert seen["final"] == (p.relief_final, p.relief_final, 0.0, 0.0)
    assert seen["snapback"] == (0.0,) * 4
    assert seen["capitulation"] == (1.0,) * 4
    assert polity.state.polity.events.end != CAPITULATION  # a settlement came before


# listings under review (row 47)


def _listed(stance: tuple[float, float], share: float = 0.4) -> Polity:
    polity = Polity([0.6, 0.4])
    sender = polity.state.external.sender
    sender.status, sender.credibility = IMPOSED, 0.5
    polity.state.polity.stance[0, :2], polity.state.polity.stance[1, :2] = stance, (0.9, 0.05)
    polity.state.external.measures.listing[:2] = share
    return polity


def _review(polity: Polity, months: int) -> np.ndarray:
    """Listings after some months in which the package states the same ones anew."""
    external, stated = polity.state.external, np.array(polity.state.external.measures.listing)
    for _ in range(months):
        external.measures.listing[:] = stated
        review(external, polity.state.polity, polity.inputs, polity.params.review)
    return np.array(external.measures.listing[:2])


def test_who_accommodates_comes_off_the_list_at_a_constant_hazard():
    polity = _listed((0.2, 0.7))
    p = polity.params.review
    listing = _review(polity, 24)
    assert listing[0] == pytest.approx(0.4 * (1.0 - p.rate * 0.5 * 0.5) ** 24)
    assert listing[1] == 0.4  # who resists stays
    assert reviewed(0.0, 1.0, 0.0, p.rate, p.back) == p.rate


def test_names_leave_about_as_fast_as_those_of_zimbabwe_did():
    """35 of 198 names two years after the unity government of 2009, 71 of the rest within the year after."""
    polity = _listed((0.1, 0.6))
    gone = 1.0 - _review(polity, 36)[0] / 0.4
    assert 35 / 198 < gone < (35 + 71) / 198


def test_leaving_the_rulers_is_evidence_and_turning_back_relists():
    polity = _listed((0.9, 0.05))
    polity.state.polity.coalition.members = 0b10
    left_them = _review(polity, 12)
    assert left_them[0] < 0.4 == left_them[1]
    polity.state.polity.coalition.members = 0b11
    off = float(polity.state.external.review.delisted[0])
    polity.state.external.measures.listing[:2] = 0.4
    _review(polity, 1)
    assert polity.state.external.review.delisted[0] == pytest.approx(off * (1.0 - 0.85 * polity.params.review.back))


def test_a_delisted_faction_finds_its_exit_open():
    polity = _listed((0.05, 0.9), share=0.8)
    polity.rest.market[:2] = 1.0
    polity.inputs.factions.movable[:2] = 0.5
    found = []
    for months in (0, 60):
        polity.state.external.measures.listing[:2] = 0.8
        _review(polity, months)
        exit_option(polity.scene, polity.params.exit_option)
        found.append(np.array(polity.state.polity.exit_value[:2]))
    assert found[1][0] > found[0][0] + 0.1
    assert found[1][1] == found[0][1]


# humanitarian goods (rows 48, 29)


def _fed(cut: float = 0.0, friction: float = 0.0, opened: float = 0.0, exempt: float = 0.0) -> tuple[Economy, np.void]:
    """A country whose food imports are cut, in the month before the channel moves."""
    found, row = Economy(country(made_up())), path(1)[0]
    found.inputs.weights.humanitarian[[0, 2]], found.inputs.weights.humanitarian[CHEMICALS] = 1.0, 0.2
    row["imports"][[0, 2, CHEMICALS]], row["exempt"][2], row["medicine"] = cut, exempt, 1.0
    found.state.external.compliance.withdrawn = friction
    found.state.external.humanitarian.opened = opened
    package(found.state.external, row, found.inputs, found.params.package)
    return found, row


def _relieve(found: Economy, row: np.void, members: int = 0b11, blame: float = 0.5) -> np.void:
    found.inputs.sender.blame = 0.1
    rulers = (members, blame)
    humanitarian(found.state.external, row, found.state.economy, rulers, found.inputs, found.params.humanitarian)
    return found.state.external.humanitarian


@settings(deadline=None)
@given(st.floats(0.0, 0.3), st.floats(0.0, 1.0), st.floats(0.01, 0.5))
def test_a_sender_opens_to_where_the_next_unit_costs_what_it_spares(blamed, want, hurdle):
    x = opening(blamed, want, hurdle)
    grid = np.linspace(0.0, 1.0, 2001)
    assert x == pytest.approx(grid[np.argmax(blamed * want * grid - 0.5 * hurdle * grid**2)], abs=6e-4)


def test_the_channel_cuts_coverage_and_refusals_of_humanitarian_goods_alone():
    for friction in (0.0, 0.3):
        shut, open_ = (_fed(0.6, friction, opened)[0].state.external for opened in (0.0, 0.5))
        assert open_.measures.imports[2] == pytest.approx(0.3)
        assert open_.measures.imports[CHEMICALS] == pytest.approx(0.6 * 0.9)
        assert open_.evasion.available[2] == pytest.approx((1.0 - 0.3) * (1.0 - 0.5 * friction))
        assert open_.measures.imports[MACHINERY] == shut.measures.imports[MACHINERY] == 0.0
        assert open_.evasion.available[MACHINERY] == pytest.approx(1.0 - friction)


def test_access_is_what_arrives_times_what_can_be_paid():
    found, row = _fed(0.6)
    found.state.economy.production.delivered[:] = 1.0
    found.state.economy.welfare.income[:] = np.log((0.5, 0.8, 1.3))
    room = _relieve(found, row)
    sectors, engel = found.inputs.sectors, found.params.humanitarian.engel
    shares = sectors.import_final / np.maximum(sectors.import_final + sectors.consumption, 1e-12)
    use = (sectors.import_final + sectors.consumption)[[0, 2]]
    food = 1.0 - (use * shares[[0, 2]] * 0.6).sum() / use.sum()
    assert room.food == pytest.approx(food * np.array([0.5**engel, 0.8**engel, 1.0]))
    assert room.medicine[2] == pytest.approx(1.0 - shares[CHEMICALS] * 0.6)
    want = found.inputs.households.population @ (1.0 - 0.5 * (np.array(room.food) + np.array(room.medicine)))
    p = found.params.humanitarian
    assert room.opened == pytest.approx(p.speed * opening(0.05, want, p.hurdle))
    at_rest = _relieve(*_fed())
    assert (at_rest.opened, at_rest.goods, at_rest.diverted) == (0.0, 0.0, 0.0)
    assert np.array_equal(at_rest.food, np.ones(3))


def test_diverted_goods_are_a_rent_of_those_who_hold_the_channels_and_accounts_close():
    """What users save on goods sold at cost and what is diverted add up to the markup that was there before."""
    found, row = _fed(0.6, exempt=0.3)
    state, p = found.state, found.params
    room = _relieve(found, row)
    weights, held = found.inputs.weights.imports, found.inputs.factions
    assert room.goods == pytest.approx(weights[2] * 0.3 / state.external.evasion.volume)
    control = 0.5 * sum(held.licences[i] + held.smuggling[i] for i in (0, 1))
    assert room.diverted == pytest.approx(p.humanitarian.leak * control)
    rents(state.economy, state.external, found.inputs, p.rents)
    flows, owned = (
        (float(state.economy.flows.scarcity), float(state.economy.flows.margin)),
        np.array(state.economy.ledger.smuggling),
    )
    goods, diverted = float(room.goods), float(room.diverted)
    room.goods = 0.0
    rents(state.economy, state.external, found.inputs, p.rents)
    whole, base = float(state.economy.flows.scarcity), float(state.economy.flows.margin)
    assert flows[0] == pytest.approx(whole * (1.0 - goods))
    assert flows[1] - base == pytest.approx(whole * goods * diverted)
    gain = owned - np.array(state.economy.ledger.smuggling)
    assert gain[:4] == pytest.approx((flows[1] - base) * np.array(held.smuggling[:4]))
    room.goods = goods
    for _ in range(6):
        found.month(row)
        assert abs(state.economy.ledger.residual) < 1e-12


def _measures(**changes) -> Compiled:
    """The first import measure on Haiti alone, changed; it leaves no goods free unless told to."""
    scenario = case("haiti/1991")
    first = next(m for m in scenario.package.measures if m.channel == "import")
    only = scenario.package.model_copy(update={"measures": [first.model_copy(update={"exempts": [], **changes})]})
    return compile_scenario(scenario.model_copy(update={"package": only}), 12)


def test_a_measure_may_name_food_and_medicine_or_leave_them_free():
    part = float(case("haiti/1991").economy.medicine)
    whole = _measures(exemption=NONE).path[-1]
    assert whole["exempt"].max() == 0.0
    assert whole["medicine"] == pytest.approx(1.0)
    free = _measures(exemption=NONE, exempts=["food", "medicine"]).path[-1]
    assert free["imports"][[0, 2]].max() == 0.0
    assert free["imports"][CHEMICALS] == pytest.approx((1.0 - part) * whole["imports"][CHEMICALS], rel=1e-9)
    assert free["medicine"] == 0.0
    assert free["exempt"][[0, 2]] == pytest.approx(whole["imports"][[0, 2]])
    assert free["exempt"][CHEMICALS] == pytest.approx(part * whole["imports"][CHEMICALS])
    assert free["imports"][MACHINERY] == whole["imports"][MACHINERY]
    named = _measures(exemption=NONE, sectors=["medicine"]).path[-1]
    assert named["imports"][CHEMICALS] == pytest.approx(part * whole["imports"][CHEMICALS])
    assert named["medicine"] * named["imports"][CHEMICALS] == pytest.approx(whole["imports"][CHEMICALS])
    assert np.count_nonzero(named["imports"]) == 1
    part_free = _measures(exemption=NONE.model_copy(update={"value": 0.25})).path[-1]
    assert part_free["exempt"][2] == pytest.approx(0.25 * whole["imports"][2])


def test_a_ban_on_medicine_alone_costs_medicine_and_not_food():
    found, row = _fed()
    row["imports"][CHEMICALS], row["medicine"] = 0.2 * 0.9, 5.0
    package(found.state.external, row, found.inputs, found.params.package)
    found.state.economy.production.delivered[:] = 1.0
    room = _relieve(found, row)
    sectors = found.inputs.sectors
    share = sectors.import_final[CHEMICALS] / (sectors.import_final[CHEMICALS] + sectors.consumption[CHEMICALS])
    assert room.medicine == pytest.approx(np.full(3, 1.0 - share * 0.9))
    assert room.food == pytest.approx(np.ones(3))


# the stamp of approval (row 29)


def test_a_threat_is_a_public_signal_that_fades():
    polity = Polity([0.6, 0.4])
    room, p = polity.state.polity.street.society, polity.params.civil_society
    measures, reach = polity.state.external.measures, polity.inputs.allies.reach
    polity.case.power[:2], measures.threat, measures.listing[1] = (0.6, 0.4), 0.7, 0.5
    reach[:2] = 0.5
    civil_society(polity.scene, 0, p)
    assert room.stamp == room.signal == 0.0  # what stands is no news
    measures.threat, measures.listing[0] = 1.0, 0.2
    civil_society(polity.scene, 1, p)
    assert room.stamp == pytest.approx(0.3 + 0.12)
    assert room.signal == pytest.approx(p.strength * 0.75 * 0.42)
    measures.threat = 0.85
    civil_society(polity.scene, 2, p)
    assert room.stamp == pytest.approx(0.42 * (1.0 - p.fade))
    assert (breadth(np.array([1.0, 0, 0, 0, 0, 0])), breadth(np.full(6, 1 / 6))) == (0.5, pytest.approx(11 / 12))


def test_a_strategic_sender_is_heard_when_it_threatens():
    polity = Polity([1.0])
    polity.inputs.sender.mode = 1.0
    civil_society(polity.scene, 0, polity.params.civil_society)
    polity.state.external.sender.status = 1.0
    civil_society(polity.scene, 1, polity.params.civil_society)
    assert polity.state.polity.street.society.stamp == 1.0


def test_the_stamp_counts_as_less_repression_in_the_attack():
    polity = Polity([1.0])
    polity.inputs.households.population[:] = 1.0 / 3.0
    info, room, p = polity.state.information, polity.state.polity.street, polity.params.street
    info.hardship[:], room.repression, room.society.signal = 0.2, 0.5, 0.15
    quiet = attack_share(info, 0.5, polity.inputs.households.population, p)
    street(room, info, polity.inputs, 0.0, p)
    assert room.attack == pytest.approx(attack_share(info, 0.35, polity.inputs.households.population, p))
    assert room.attack > quiet
