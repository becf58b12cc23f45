"""Row 33: the least transfers that hold regions, what goes when the purse is empty, and a front that dissent wears down."""

from __future__ import annotations

import numpy as np
import pytest
from economies import Economy, country, made_up, path
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from polities import Polity
from starter import BASE

from winset.economy.regions import appease, claims, regions
from winset.information.pressure_points import update
from winset.polity.dissent import at_peace, dissent
from winset.polity.street import attack_share, street
from winset.scenario import loads
from winset.simulate.compile import compile_scenario
from winset.types import ENERGY, STATE, blank

CLOSED = 1e-12
NAMES = ("plains", "port", "valley")
SHARES = st.lists(st.floats(0.001, 1.0), min_size=8, max_size=8)
APART = st.lists(st.floats(0.001, 1.0), min_size=8, max_size=8, unique=True)


def land(months: int = 0, purse: float = 1.0, hit: float = 0.6, seed: int = 7, **given_: float) -> Economy:
    """The made-up country with three regions, after so many months of an embargo."""
    inputs = country(made_up())
    room, added = inputs["regions"], inputs["sectors"]["value_added"]
    inputs["counts"]["regions"] = len(NAMES)
    for r, part in enumerate((0.5, 0.2, 0.3)):
        room["mix"][r] = part * added
        room["mix"][r, ENERGY] = 0.0
        room["output"][r] = room["mix"][r].sum()
    room["population"][:3], room["dissent"][:3] = (0.5, 0.2, 0.3), (0.1, 0.5, 0.4)
    room["own"][:3], room["border"][:3] = given_.get("own", 0.3), (0.0, 0.2, 0.1)
    room["faction"][:] = -1.0
    room["faction"][1] = 3.0
    economy = Economy(inputs)
    economy.params.regions.purse = purse
    at_peace(economy.state.polity.street.regions, inputs)
    rows = path(1)
    rows["imports"], rows["exports"], rows["active"], rows["price"] = hit, hit, 1.0, 0.0
    for _ in range(months):
        economy.month(rows[0])
    return economy


def test_at_rest_nobody_asks_and_nothing_is_paid():
    economy = land(months=12, hit=0.0, purse=0.1)
    room = economy.state.economy.regions
    for name in ("need", "transfer", "kept", "received"):
        assert not room[name].any()
    assert room.paid == room.taxes == room.spent == 0.0
    assert economy.state.economy.ledger.residual == pytest.approx(0.0, abs=CLOSED)


def test_the_transfer_makes_a_region_as_well_off_as_alone():
    economy = land(months=24)
    state, p = economy.state.economy, economy.params.regions
    given_, rate = economy.inputs.regions, economy.inputs.macro.revenue - economy.inputs.macro.oil_revenue
    claims(state, economy.state.polity.street.regions.dissent, economy.inputs, p)
    rents, y = state.flows.scarcity + state.flows.margin, state.production.output
    asked = 0
    for r in range(3):
        own = given_.own[r] * rate * (given_.mix[r] @ y)
        spared = p.spared * min(1.0, given_.border[r] / given_.output[r]) * (given_.mix[r] @ np.maximum(0.0, 1.0 - y))
        alone = own + given_.border[r] * rents + spared
        union = given_.own[r] * rate * given_.output[r]
        union += p.attachment * (1.0 - given_.dissent[r]) * given_.output[r]
        assert state.regions.alone[r] == pytest.approx(alone)
        assert state.regions.need[r] == pytest.approx(min(alone, max(0.0, alone - union)))
        asked += state.regions.need[r] > 0.0
    assert asked >= 2


@settings(max_examples=50, deadline=None)
@given(SHARES, APART, st.floats(0.0, 3.0))
def test_the_cheapest_are_held_first_and_the_purse_is_kept(needs, ratios, purse):
    assume(np.diff(np.sort(ratios)).min() > 1e-9)
    room = blank(STATE)[0].economy.regions
    room.need[:], room.alone[:] = needs, np.array(needs) / ratios
    paid = appease(room, purse, 8)
    assert paid == pytest.approx(room.transfer.sum())
    assert paid <= purse
    left = purse
    for r in np.lexsort((np.arange(8), ratios)):  # the order of cost; who fits is paid in full
        fits = needs[r] <= left + 1e-12
        assert room.transfer[r] in (0.0, needs[r])
        if abs(needs[r] - left) > 1e-9:
            assert (room.transfer[r] > 0.0) == fits
        left -= room.transfer[r]


def test_with_an_empty_purse_regions_keep_what_is_theirs():
    held, let_go = land(months=36, purse=1.0), land(months=36, purse=0.0)
    rich, poor = held.state.economy.regions, let_go.state.economy.regions
    assert rich.paid > 0.0
    assert rich.taxes == rich.border == rich.defecting == 0.0
    assert poor.paid == 0.0
    assert poor.taxes > 0.0
    assert poor.defecting >= 2.0
    assert poor.kept.max() < 1.0
    for economy, room in ((held, rich), (let_go, poor)):
        given_, flows = economy.inputs.regions, economy.state.economy.flows
        own = room.taxed + given_.border * (flows.scarcity + flows.margin)
        assert room.received == pytest.approx(room.transfer + room.kept * own)
        assert room.spent + room.patrons.sum() == pytest.approx(room.received.sum())
        assert room.patrons[3] == pytest.approx(economy.params.regions.patronage * room.received[1])


@pytest.mark.parametrize("purse", [0.0, 0.02, 1.0])
def test_the_accounts_close_whoever_is_paid(purse):
    for months in (3, 12, 30):
        economy = land(months=months, purse=purse)
        assert economy.state.economy.regions.received.any() or months == 3
        assert abs(economy.state.economy.ledger.residual) < CLOSED


def test_the_border_earns_what_licence_holders_then_lack():
    economy = land(months=24)
    state, rest = economy.state.economy, economy.inputs.factions
    state.regions.kept[:3] = (0.0, 1.0, 1.0)
    for i in range(4):
        state.ledger.scarcity[i] = rest.licences[i] * state.flows.scarcity
    wealth, before = state.flows.wealth, state.ledger.scarcity[:4].copy()
    economy.params.regions.speed = 0.0
    regions(state, economy.state.polity.street.regions.dissent, economy.inputs, economy.params.regions)
    assert state.regions.border == pytest.approx(0.3)
    assert state.ledger.scarcity[:4] == pytest.approx(0.7 * before)
    assert state.flows.wealth < wealth


def _regional(kept: tuple[float, ...], months: int = 1) -> Polity:
    polity = Polity([0.5, 0.3, 0.2])
    room = polity.inputs.regions
    polity.inputs.counts.regions = len(kept)
    room.population[: len(kept)], room.dissent[: len(kept)] = 0.2, 0.3
    room.faction[:] = -1.0
    room.faction[0] = 2.0
    at_peace(polity.state.polity.street.regions, polity.inputs)
    polity.state.polity.ties[:3, :3] = 0.1
    held = np.zeros(8)
    held[: len(kept)] = kept
    for _ in range(months):
        dissent(polity.state.polity, held, polity.inputs, polity.params.regions)
    return polity


def test_dissent_comes_to_rest_between_its_own_defiance_and_the_example_of_others():
    polity = _regional((0.6, 0.0), months=400)
    room, p = polity.state.polity.street.regions, polity.params.regions
    example = p.contagion * 0.3
    assert room.dissent[0] == pytest.approx(0.3 + 0.7 * (0.6 + 0.4 * example))
    assert room.dissent[1] == pytest.approx(0.3 + 0.7 * example)
    assert room.front == pytest.approx(1.0 - 0.2 * room.dissent[:2].sum())
    assert room.lost == pytest.approx((0.88 - room.front) / 0.88)


def test_loyal_regions_leave_the_front_as_it_was():
    polity = _regional((0.0, 0.0, 0.0), months=24)
    room = polity.state.polity.street.regions
    assert (room.dissent[:3] == 0.3).all()
    assert room.lost == 0.0
    assert (polity.state.polity.ties[:3, :3] == 0.1).all()
    assert _regional(()).state.polity.street.regions.front == 1.0


def test_patrons_lose_the_clients_of_a_region_that_goes_its_own_way():
    polity = _regional((0.5, 0.0), months=10)
    ties, speed = polity.state.polity.ties, polity.params.regions.speed
    assert ties[2, :2] == pytest.approx(0.1 * (1.0 - 0.5 * speed) ** 10)
    assert ties[2, 0] == ties[0, 2]
    assert ties[0, 1] == 0.1


def test_the_centre_hears_less_and_commands_less():
    found, force = [], []
    for lost in (0.0, 0.4):
        polity = Polity([0.5, 0.5], members=1)
        info, p = polity.state.information, polity.params
        polity.state.polity.street.regions.lost = lost
        sender = polity.state.external.sender
        sender.status, sender.intensity = 2.0, 1.0
        p.pressure_points.noise = 0.0
        update(polity.scene, np.full(16, 0.3), (np.uint64(1), 0, 0, np.int64(5)), p.pressure_points)
        tau = p.pressure_points.gain * (1.0 - lost)
        assert info.loss[0] == pytest.approx(0.3 * tau / (1.0 + tau))
        found.append(info.loss[:2].copy())
        polity.inputs.households.population[:] = 1.0 / 3.0
        room, population = polity.state.polity.street, polity.inputs.households.population
        room.repression = 0.5
        street(room, info, polity.inputs, 0.0, p.street)
        assert room.attack == attack_share(info, 0.5 * (1.0 - lost), population, p.street)
        force.append(room.attack)
    assert found[1][0] < found[0][0]
    assert found[1][1] == found[0][1]  # who sits outside hears as before
    assert force[1] > force[0]


REGION = "oilfields: {population: 0.25, output: 0.2, sectors: {mining: 0.9, chemicals: 0.4}, dissent: 0.3"


def _compiled(words: str):
    assert f"{REGION}}}" in BASE
    return compile_scenario(loads(BASE.replace(f"{REGION}}}", f"{REGION}{words}}}")))


def test_regions_without_means_of_their_own_leave_no_number():
    plain, stated = _compiled(""), _compiled(", own_revenue: 0.0, border_trade: 0")
    assert plain.regions == stated.regions == ()
    assert plain.inputs[0]["counts"]["regions"] == 0.0
    np.testing.assert_array_equal(plain.inputs, stated.inputs)
    faction = plain.scenario.factions[1].name
    some = _compiled(f", own_revenue: 0.2, border_trade: 0.1, faction: {faction}")
    room, added = some.inputs[0]["regions"], some.inputs[0]["sectors"]["value_added"]
    assert some.regions == ("oilfields",)
    assert (room["own"][0], room["border"][0], room["dissent"][0]) == (0.2, 0.1, 0.3)
    assert some.names[int(room["faction"][0])] == faction
    mix = 0.2 * added
    mix[ENERGY], mix[4] = 0.0, 0.4 * added[4]
    np.testing.assert_allclose(room["mix"][0], mix, rtol=1e-9)
    assert room["output"][0] == pytest.approx(mix.sum())
