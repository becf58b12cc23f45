"""Relief by measure, listings under review, humanitarian goods and the stamp of approval (rows 44, 47, 48, 29)."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from engine import case
from polities import Polity

from winset.external.package import left, package
from winset.polity.deal import CAPITULATION, deal, lift
from winset.polity.prospects import IMPOSED, LIFTED, SUSPENDED, relief_terms
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
