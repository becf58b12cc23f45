"""Over-compliance as statistical decision, and enforcement as a public good among senders."""

import itertools
import math

import numpy as np
import pytest
from economies import Economy, country, made_up, path
from engine import case
from hypothesis import given, settings
from hypothesis import strategies as st
from polities import Polity

from winset.external.enforcement import effort, enforcement, policed
from winset.external.evasion import evasion
from winset.external.over_compliance import over_compliance, refused
from winset.external.package import package
from winset.polity.prospects import prospects, worth
from winset.simulate.compile import compile_scenario


def economy(**macro: float) -> Economy:
    return Economy(country(made_up(), **macro))


# over-compliance (row 53)


@settings(max_examples=30, deadline=None)
@given(st.floats(0.02, 0.95), st.floats(1.5, 40.0), st.floats(1.2, 4.0))
def test_refusals_are_those_of_bayes_rule(banned, penalty, clarity):
    """The bank of the docstring, on a grid of signals: it refuses where the expected penalty exceeds the margin."""
    signal = np.linspace(-12.0, 12.0, 200_001)
    density = np.exp(-0.5 * (signal[:, None] - clarity * np.array([-1.0, 1.0])) ** 2)  # lawful, banned
    odds = banned * density[:, 1] / ((1.0 - banned) * density[:, 0])
    share = density[odds * penalty > 1.0, 0].sum() / density[:, 0].sum()
    assert refused(banned, penalty, clarity) == pytest.approx(share, abs=2e-4)


def test_fear_grows_with_breadth_with_penalties_and_with_ambiguity():
    assert refused(0.0, 8.0, 2.0) == 0.0
    for less, more in itertools.pairwise((0.01, 0.1, 0.3, 0.6, 0.9)):
        assert refused(less, 8.0, 2.0) < refused(more, 8.0, 2.0)
    assert refused(0.3, 8.0, 2.0) < refused(0.3, 20.0, 2.0)
    assert refused(0.3, 8.0, 3.0) < refused(0.3, 8.0, 2.0)


def _feared(months: int, after: int = 0) -> Economy:
    """Finance cut by .6 for some months, then free for others."""
    found, row = economy(), path(1)[0]
    row["finance"] = 0.6
    for month in range(months + after):
        row["finance"] = 0.6 if month < months else 0.0
        package(found.state.external, row, found.inputs, found.params.package)
        over_compliance(found.state.external, found.inputs, found.params.over_compliance)
    return found


def test_withdrawal_and_return_are_geometric_and_return_is_slow():
    p = economy().params.over_compliance
    goal = refused(0.6, p.penalty, p.clarity)
    assert _feared(5).state.external.compliance.withdrawn == pytest.approx(goal * (1 - (1 - p.withdrawal) ** 5))
    held = _feared(60).state.external.compliance.withdrawn
    assert held == pytest.approx(goal)
    assert _feared(60, 12).state.external.compliance.withdrawn == pytest.approx(held * (1 - p.back) ** 12)


def test_trade_in_food_is_lost_though_no_text_covers_it_and_comes_back_late():
    hit, row = _feared(24), path(1)[0]
    external = hit.state.external
    assert not external.measures.imports.any()
    package(external, row, hit.inputs, hit.params.package)
    assert external.evasion.available[2] == pytest.approx(1.0 - external.compliance.withdrawn)
    assert 0.0 < external.compliance.withdrawn < 0.5


def test_what_lasts_is_fear_as_a_share_of_all_that_presses():
    found = _feared(36)
    room, macro = found.state.external.compliance, found.inputs.macro
    found.state.external.evasion.finance = 0.25
    over_compliance(found.state.external, found.inputs, found.params.over_compliance)
    cost = 0.75 * room.withdrawn * (macro.imports + macro.other_exports) / macro.imports
    assert room.lasting == pytest.approx(cost / (cost + found.state.external.measures.pressure))


def test_relief_is_worth_less_by_the_discounted_wait():
    """Sum of discounted months with x of the relief missing, x fading geometrically, against none missing."""
    room, patience = economy().state.external.compliance, 0.97
    room.lasting, room.back = 0.2, 0.03
    months = np.arange(4000)
    # back is a hazard beside the impatience: continuous time, here in small steps
    small = months / 20.0
    flow = 1.0 - 0.2 * np.exp(-0.03 * small)
    weight = np.exp(-0.03 * small)
    assert worth(0.9, room, patience) == pytest.approx(0.9 * np.average(flow, weights=weight), rel=2e-3)
    room.lasting = 0.0
    assert worth(0.9, room, patience) == 0.9


def test_a_deal_leaves_more_pressure_where_fear_lasts():
    polity = Polity([0.6, 0.4])
    sender, fear = polity.state.external.sender, polity.state.external.compliance
    polity.inputs.sender.patience, polity.inputs.sender.at_settlement = 0.97, 1.0
    sender.status, sender.demand, sender.credibility = 2.0, 0.8, 0.5
    before = prospects(polity.scene, polity.params.prospects)
    fear.lasting, fear.back = 0.2, 0.04
    after = prospects(polity.scene, polity.params.prospects)
    assert after[3] - before[3] == pytest.approx(polity.params.prospects.relief_final * 0.2 * 0.03 / 0.07)


# enforcement (row 52)


@settings(max_examples=30, deadline=None)
@given(st.floats(0.05, 1.0), st.floats(0.0, 1.0), st.floats(0.2, 3.0), st.floats(0.0, 1.0), st.floats(0.0, 1.0))
def test_effort_is_the_best_reply(reach, benefit, cost, fatigue, coordination):
    total = benefit + 0.7
    theta = np.linspace(0.0, 1.0, 100_001)
    payoff = reach * (benefit + coordination * 0.7) * theta - cost * (1.0 + fatigue) * theta**2 / 2.0
    found = effort(reach, benefit, total, cost, fatigue, coordination)
    assert found == pytest.approx(theta[payoff.argmax()], abs=2e-5)


def _allies(n: int, benefit: float = 0.5, cost: float = 1.0):
    room = economy().inputs["allies"]
    room["reach"][:n], room["benefit"][:n], room["cost"][:n] = 1.0 / n, benefit, cost
    return room


@pytest.mark.parametrize("n", [1, 2, 3, 6])
def test_effort_of_like_senders_falls_with_their_number_unless_they_coordinate(n):
    assert policed(_allies(n), 0.0, 0.0) == pytest.approx(0.5 / n)
    assert policed(_allies(n), 0.0, 1.0) == pytest.approx(0.5)
    assert policed(_allies(n), 1.0, 1.0) == pytest.approx(0.25)


def test_the_ally_that_pays_most_leaks():
    allies = _allies(2, benefit=0.5, cost=0.1)
    allies["cost"][1] = 1.0
    assert policed(allies, 0.0, 0.0) == pytest.approx(0.5 + 0.5 * 0.25)
    allies["cost"][:] = 0.0
    assert policed(allies, 0.0, 0.0) == pytest.approx(1.0)
    allies["benefit"][:] = 0.0
    assert policed(allies, 0.0, 0.0) == 0.0


def test_enforcement_is_built_up_while_measures_last_and_narrows_evasion():
    found = economy()
    external, p = found.state.external, found.params.enforcement
    _fill(found.inputs["allies"])
    external.measures.pressure, external.measures.imports[:] = 0.5, 0.4
    goal = policed(found.inputs.allies, 0.0, p.coordination)
    assert 0.0 < goal < 1.0
    for _ in range(6):
        enforcement(external, found.inputs, p)
    assert external.enforcement.effort == pytest.approx(goal * (1.0 - (1.0 - p.speed) ** 6))
    assert external.enforcement.deterred == p.deterrence * external.enforcement.effort
    evasion(external, found.state.polity.policy, found.inputs, found.params.evasion)
    q = found.params.evasion
    odds = q.imports / (1.0 - q.imports) * (1.0 - external.enforcement.deterred)
    assert external.evasion.imports[4] == pytest.approx(q.speed * 0.4 * odds / (1.0 + odds))
    held, external.measures.pressure = external.enforcement.effort, 0.0
    enforcement(external, found.inputs, p)
    assert external.enforcement.effort == pytest.approx(held * (1.0 - p.speed))


def _fill(room) -> None:
    room["reach"][:3], room["benefit"][:3], room["cost"][:3] = (0.5, 0.3, 0.2), (1.0, 0.5, 0.2), (0.4, 0.5, 0.6)


@pytest.mark.parametrize("slug", ["iran/2012", "russia/2022"])
def test_senders_of_a_case_share_one_reach(slug):
    allies = compile_scenario(case(slug)).inputs[0]["allies"]
    assert allies["reach"].sum() == pytest.approx(1.0)
    acting = {m.sender for m in case(slug).package.measures}
    assert np.count_nonzero(allies["reach"]) == len(acting)
    assert math.isclose(allies["benefit"].sum(), sum(float(case(slug).senders[name].benefit) for name in acting))
