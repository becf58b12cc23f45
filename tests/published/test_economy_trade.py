"""Package, world market, evasion and export receipts: closed forms."""

import itertools
import math

import pytest
from economies import ENERGY, Economy, country, made_up, path
from hypothesis import given, settings
from hypothesis import strategies as st

from winset.economy.exports import exports
from winset.external.availability import availability
from winset.external.evasion import carried, evasion
from winset.external.package import package
from winset.external.world_market import world_market


def economy(**macro: float) -> Economy:
    return Economy(country(made_up(), **macro))


def test_measures_scale_with_intensity_and_relief_and_news_counts_the_change():
    case, row = economy(), path(1)[0]
    external, p = case.state.external, case.params.package
    row["imports"], row["finance"], row["freeze"] = 0.4, 0.6, 0.5
    external.sender.intensity, external.sender.lifted[:] = 0.5, 0.2
    package(external, row, case.inputs, p)
    measures = external.measures
    assert measures.imports[3] == pytest.approx(0.16)
    assert measures.finance == pytest.approx(0.24)
    assert measures.news == measures.pressure > 0.0
    package(external, row, case.inputs, p)
    assert measures.news == 0.0
    external.sender.lifted[:] = 1.0
    before = measures.pressure
    package(external, row, case.inputs, p)
    assert measures.pressure == 0.0
    assert measures.news == pytest.approx(-p.easing * before)


def test_a_threat_is_news_once():
    case, row = economy(), path(1)[0]
    row["threat"] = 1.0
    package(case.state.external, row, case.inputs, case.params.package)
    assert case.state.external.measures.news == case.params.package.threat
    package(case.state.external, row, case.inputs, case.params.package)
    assert case.state.external.measures.news == 0.0


def test_world_price_is_a_path_and_an_autoregression():
    case, row = economy(volatility=0.05), path(1)[0]
    row["price"] = 0.3
    world = case.state.external.world
    for normal in (1.0, 0.0, -2.0):
        world_market(world, row, case.inputs.outside, normal)
    assert world.shock == pytest.approx(0.05 * (0.9**2 - 2.0))
    assert world.price == pytest.approx(0.3 + world.shock)


def _evaded(cover: float, months: int, **macro: float) -> Economy:
    case, row = economy(**macro), path(1)[0]
    row["imports"] = cover
    for _ in range(months):
        package(case.state.external, row, case.inputs, case.params.package)
        evasion(case.state.external, case.state.polity.policy, case.inputs, case.params.evasion)
    return case


def test_evaded_flow_closes_its_gap_at_a_constant_rate():
    case = _evaded(0.4, 6)
    p = case.params.evasion
    expected = p.imports * 0.4 * (1 - (1 - p.speed) ** 6)
    assert case.state.external.evasion.imports[2] == pytest.approx(expected)


@settings(deadline=None)  # the first call compiles
@given(st.floats(0.05, 0.9), st.floats(0.0, 50.0), st.floats(0.1, 10.0))
def test_channels_never_carry_more_than_all(share, capacity, more):
    assert carried(share, 1.0) == pytest.approx(share)
    assert 0.0 <= carried(share, capacity) < carried(share, capacity + more) < 1.0


def test_cover_takes_the_fear_from_traders():
    reach = {}
    for capacity in (1.0, 2.5):
        for support in (0.0, 1.0):
            case = _evaded(0.0, 1, capacity_imports=capacity)
            case.state.external.measures.imports[:] = 0.5
            case.state.external.enforcement.deterred, case.state.polity.policy.alignment = 0.5, support
            evasion(case.state.external, case.state.polity.policy, case.inputs, case.params.evasion)
            p = case.params.evasion
            odds = p.imports / (1 - p.imports) * capacity * (1 + p.patron * support) * (0.5 + 0.5 * support)
            reach[capacity, support] = case.state.external.evasion.imports[2]
            assert reach[capacity, support] == pytest.approx(p.speed * 0.5 * odds / (1 + odds))
    assert reach[2.5, 1.0] == max(reach.values())


def test_loss_is_convex_in_the_senders_share():
    lost = [1 - _evaded(c, 200).state.external.evasion.volume for c in (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)]
    steps = [b - a for a, b in itertools.pairwise(lost)]
    assert all(b > a > 0 for a, b in itertools.pairwise(steps))


def test_premia_are_split_between_home_and_abroad():
    case = _evaded(0.5, 100)
    room, p = case.state.external.evasion, case.params.evasion
    evaded = p.imports * 0.5
    switched = (0.5 - evaded) * p.diversion * 0.5
    assert room.margin * room.volume == pytest.approx(evaded * p.premium * p.brokered, rel=1e-3)
    abroad = evaded * p.premium * (1 - p.brokered) + switched * p.switching
    assert room.premium * room.volume == pytest.approx(abroad, rel=1e-3)


def test_evasion_cannot_outlive_the_measure():
    case, row = _evaded(0.5, 60), path(1)[0]
    row["imports"] = 0.01
    package(case.state.external, row, case.inputs, case.params.package)
    assert min(case.state.external.evasion.available) == 1.0
    evasion(case.state.external, case.state.polity.policy, case.inputs, case.params.evasion)
    assert max(case.state.external.evasion.imports) <= 0.01


def test_availability_by_hand():
    case = economy()
    external = case.state.external
    external.measures.imports[:], external.measures.finance, external.compliance.withdrawn = 0.5, 0.6, 0.1
    external.evasion.imports[:], external.evasion.finance, external.evasion.diversion = 0.1, 0.2, 0.2
    availability(external, case.inputs)
    room = external.evasion
    assert room.payments == pytest.approx(0.4)
    assert room.available[4] == pytest.approx((1 - 0.4 * (1 - 0.4 * 0.5)) * (1 - 0.1 * 0.8))
    assert room.covered[4] == pytest.approx(1 - 0.8 * (1 - 0.4 * 0.5))
    assert room.foreign == pytest.approx(0.5)


def test_energy_receipts_by_hand():
    case = economy(discount=0.2, services=0.5, escrow=0.4)
    room, external = case.state.economy, case.state.external
    external.measures.exports[ENERGY], external.evasion.exports[ENERGY] = 0.5, 0.2
    external.evasion.open[ENERGY] = 0.7
    external.measures.cap, external.evasion.payments, external.world.price = 0.3, 0.5, 0.1
    exports(room, external, case.inputs, case.params.exports)
    redirected = 0.2 / 0.7
    discount, bound = 0.2 * redirected, 0.5 * (1 - redirected) * (1 - math.exp(-0.3))
    gross = 0.15 * 0.7 * math.exp(0.1)
    kept = case.params.exports.brokered * discount * gross
    value = gross * (1 - discount) * (1 - bound) + kept
    assert room.trade.oil_volume == pytest.approx(0.7)
    assert room.trade.oil_value == pytest.approx(value)
    assert room.trade.escrowed == pytest.approx(0.4 * 0.5 * (value - kept))
    assert room.trade.accessible == pytest.approx(value - room.trade.escrowed + 0.11)
