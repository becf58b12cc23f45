"""The sender (rows 39, 44): its script, its fatigue, and its logit over acts."""

from __future__ import annotations

import math

import numpy as np
import pytest
from polities import Polity, sender_of

from winset.external.sender import (
    BROADEN,
    IMPOSE,
    IMPOSED,
    LIFTED,
    NONE,
    OFFER,
    RELIEVE,
    THREAT,
    THREATEN,
    WAIT,
    act_value,
    capitulation_hazard,
    fatigue,
    scripted,
    strategic,
)
from winset.types import CASE, PATH, blank

U = (np.arange(800) + 0.5) / 800
VIEW = (0.2, 0.4, 0.1, 0.1, 0.7, 0.0)


def _row(**values: float):
    row = blank(PATH)[0]
    for name, value in values.items():
        row[name] = value
    return row


def test_script_follows_its_dates():
    sender, _, _ = sender_of(NONE)
    offer, case = _row(demand=0.7, credibility=0.3), blank(CASE)[0]
    case.coverage = 1.0
    scripted(sender, _row(), offer, case)
    assert (sender.status, sender.intensity, sender.demand, sender.credibility) == (NONE, 1.0, 0.7, 0.3)
    scripted(sender, _row(threat=1.0), offer, case)
    assert sender.status == THREAT
    scripted(sender, _row(threat=1.0, active=1.0), offer, case)
    assert sender.status == IMPOSED
    sender.status = LIFTED
    scripted(sender, _row(threat=1.0, active=1.0), offer, case)
    assert sender.status == LIFTED  # a deal stands against the script
    case.demand, case.credibility, case.coverage = 0.1, -0.4, 0.9
    scripted(sender, _row(), offer, case)
    assert (sender.demand, sender.credibility, sender.intensity) == pytest.approx((0.8, 0.0, 0.9))


def test_fatigue_grows_in_force_and_fades_after():
    sender, _, p = sender_of(IMPOSED)
    fatigue(sender, 0.2, p)
    weak = p.growth * (1.0 + p.remorse * 0.2)
    assert sender.fatigue == pytest.approx(weak)
    steady, _, _ = sender_of(IMPOSED)
    steady.resolved = 1.0
    fatigue(steady, 0.2, p)
    assert steady.fatigue == pytest.approx(weak * (1.0 - p.steadfast))
    sender.status = LIFTED
    fatigue(sender, 0.2, p)
    assert sender.fatigue == pytest.approx(weak * (1.0 - p.recovery))
    sender.status = IMPOSED
    for _ in range(2000):
        fatigue(sender, 5.0, p)
    assert sender.fatigue == 1.0


def test_hazard_of_giving_up_is_the_types_and_fatigue():
    sender, _, _ = sender_of(IMPOSED)
    p = Polity([1.0]).params.duration
    sender.fatigue, sender.resolved = 0.5, 1.0
    assert capitulation_hazard(sender, p) == pytest.approx(p.hazard_resolved + 0.5 * p.fatigue)
    sender.resolved = 0.0
    assert capitulation_hazard(sender, p) == pytest.approx(p.hazard_weak + 0.5 * p.fatigue)


def test_payoff_of_waiting_by_hand():
    sender, traits, p = sender_of(IMPOSED, 0.6)
    terms = 0.1 + 0.7 * (0.8 - 0.1)  # where both would settle, and not the demand, is what can be had
    expected = 0.2 + 0.4 * (terms - 0.2)
    near = 1.0 / (1.0 + math.exp(-(expected - terms) / p.width))
    gain = 0.2 + (1.0 - math.exp(-p.window * p.rate * 0.5 * near)) * (terms - 0.2)
    assert act_value(WAIT, VIEW, sender, traits, p) == pytest.approx(gain - (0.2 + 0.3 * 0.1) * 0.6)


def test_backing_down_costs_the_audience():
    value = [act_value(RELIEVE, VIEW, *sender_of(IMPOSED, 0.6, audience=a)) for a in (0.0, 0.25)]
    assert value[0] - value[1] == pytest.approx(0.25)


def test_a_threat_promises_pressure_and_costs_nothing():
    sender, traits, p = sender_of(NONE, cost=50.0)
    assert act_value(THREATEN, VIEW, sender, traits, p) > act_value(WAIT, VIEW, sender, traits, p)
    assert act_value(IMPOSE, VIEW, sender, traits, p) < act_value(WAIT, VIEW, sender, traits, p)


@pytest.mark.parametrize(
    ("status", "intensity", "possible"),
    [
        (NONE, 0.0, {WAIT, THREATEN, IMPOSE}),
        (THREAT, 0.0, {WAIT, OFFER}),
        (IMPOSED, 0.5, {WAIT, BROADEN, OFFER, RELIEVE}),
        (IMPOSED, 1.0, {WAIT, OFFER, RELIEVE}),
        (LIFTED, 0.0, {WAIT}),
    ],
)
def test_acts_are_chosen_by_logit(status, intensity, possible):
    sender, traits, p = sender_of(status, intensity)
    p.precision = 3.0
    value = {a: math.exp(3.0 * act_value(a, VIEW, sender, traits, p)) for a in possible}
    chosen = [strategic(sender_of(status, intensity)[0], VIEW, traits, u, p) for u in U]
    for act in range(6):
        expected = value[act] / sum(value.values()) if act in possible else 0.0
        assert chosen.count(act) / len(U) == pytest.approx(expected, abs=3e-3)


def _does(act: int, status: float, intensity: float):
    """The sender after the act, found by going through the uniforms."""
    for u in U:
        sender, traits, p = sender_of(status, intensity)
        p.precision = 0.1
        if strategic(sender, VIEW, traits, u, p) == act:
            return sender, p
    raise AssertionError(act)


def test_acts_are_carried_out():
    assert _does(THREATEN, NONE, 0.0)[0].status == THREAT
    imposing, p = _does(IMPOSE, NONE, 0.0)
    assert (imposing.status, imposing.intensity) == (IMPOSED, p.first_step)
    assert _does(BROADEN, IMPOSED, 0.5)[0].intensity == pytest.approx(0.5 + p.step)
    offering, _ = _does(OFFER, IMPOSED, 0.5)
    assert (offering.demand, offering.credibility) == pytest.approx((0.8 - p.discount, 0.5 + p.assurance))
    relieving, _ = _does(RELIEVE, IMPOSED, 0.5)
    assert (relieving.intensity, relieving.demand) == pytest.approx((0.5 - p.step, 0.8))
