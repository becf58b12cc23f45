"""Laws of the whole engine: rest, shares, closed accounts, exposure, coverage, listing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from engine import CASES, OFFSETS, calm, case, ensemble, fields, final, program, shorter, state_of
from hypothesis import given, settings
from hypothesis import strategies as st

from winset.simulate.compile import compile_scenario
from winset.simulate.exposure import exposures
from winset.simulate.schedule import MECHANISMS
from winset.types import SECTORS

QUIET = {"duration.noise": 0.0, "pressure_points.noise": 0.0}
POLITICAL = MECHANISMS[MECHANISMS.index("pressure_points") :]
TOLD = ("polity.hazards.", "polity.events.", "polity.value", "polity.stance", "polity.position", "polity.coalition.margin",
        "polity.coalition.threats", "polity.experience", "external.sender.", "external.world.", "polity.exit_value",
        "polity.policy.residual", "polity.policy.converged", "information.lift")  # fmt: skip
"""Reports of the month: not part of what rests."""


def _moving(before: np.ndarray, after: np.ndarray, atol: float) -> dict[str, float]:
    """Fields of the state that differ, reports apart."""
    found = {}
    for path in OFFSETS:
        if not path.startswith(TOLD):
            gap = float(np.abs(state_of(after, path) - state_of(before, path)).max())
            if gap > atol:
                found[path] = gap
    return found


@pytest.mark.parametrize("slug", CASES)
@pytest.mark.parametrize("draw", [0, 3, 6])
def test_without_pressure_and_shocks_nothing_moves(slug, draw):
    """Polity and economy at rest: the first month's state is the last month's."""
    simulator = program(slug, 40)
    first, last = (
        final(simulator, draw, compiled=calm(shorter(simulator, months)), parameters=QUIET, off=("leader_exit",))
        for months in (1, 40)
    )
    assert not _moving(first, last, 1e-12)


@pytest.mark.parametrize("concept", ["self_enforcing"])
@settings(max_examples=12, deadline=None)
@given(draw=st.integers(0, 400), off=st.sets(st.sampled_from(MECHANISMS), max_size=3))
def test_rest_holds_whatever_is_switched_off(concept, draw, off):
    simulator = program("iran/2012", 24, coalition=concept)
    off = (*off, "leader_exit")
    first, last = (
        final(simulator, draw, compiled=calm(shorter(simulator, months)), parameters=QUIET, off=off)
        for months in (1, 24)
    )
    assert not _moving(first, last, 1e-12)


@pytest.mark.parametrize("slug", CASES)
def test_the_run_without_sanctions_has_no_ending_and_no_hardship(slug):
    arrays = ensemble(slug, pressure=0.0).arrays
    assert not arrays["end_state"].any()
    assert not arrays["status"].any()
    assert not arrays["pressure"].any()
    assert np.abs(arrays["hardship"]).max() < 1e-6
    assert np.abs(arrays["unrest"]).max() < 1e-6
    assert np.abs(arrays["income"]).max() < 1e-6


@pytest.mark.parametrize("slug", CASES)
@pytest.mark.parametrize("off", ["", "rents", "evasion", "fiscal", "exchange_rate", "network"])
def test_accounts_close(slug, off):
    arrays = ensemble(slug, off).arrays
    assert np.abs(arrays["ledger_residual"]).max() < 1e-9


@pytest.mark.parametrize("slug", CASES)
def test_shares_sum_to_one_and_lie_between_zero_and_one(slug):
    arrays = ensemble(slug).arrays
    assert arrays["power"].sum(axis=2) == pytest.approx(1.0, abs=1e-5)
    assert arrays["power"].min() > 0.0
    assert arrays["stance_probability"].sum(axis=3) == pytest.approx(1.0, abs=1e-5)
    assert arrays["posts_income"].sum(axis=2) == pytest.approx(arrays["posts_fund"], rel=1e-4)
    for name in ("concession", "alignment", "reform", "burden", "blame", "belief_resolved", "repression", "fatigue",
                 "relief", "position"):  # fmt: skip
        assert -1e-6 <= arrays[name].min() <= arrays[name].max() <= 1.0 + 1e-6, name
    assert 0.0 <= arrays["intensity"].min() <= arrays["intensity"].max() <= 1.5 + 1e-6
    for name in ("output", "imports", "oil_volume", "sector_output"):
        assert arrays[name].min() > 0.0, name
    for name in ("reserves", "frozen_reserves", "escrow", "posts_fund", "unrest", "hazard_coup", "hazard_final"):
        assert arrays[name].min() >= -1e-7, name


@pytest.mark.parametrize("slug", CASES)
def test_purse_goes_to_members(slug):
    # posts paid this month follow the purse that last month's coalition left
    found = fields(program(slug, 60, draws=16), "polity.policy.purse", "polity.coalition.members")
    purse, members = found["polity.policy.purse"], found["polity.coalition.members"].astype(int)
    assert purse.sum(axis=2) == pytest.approx(1.0, abs=1e-6)
    outside = np.stack([(members >> i & 1) == 0 for i in range(16)], axis=2)
    leader_left = fields(program(slug, 60, draws=16), "polity.events.exit")["polity.events.exit"] > 0
    assert np.abs(purse[outside & ~leader_left[:, :, None]]).max() < 1e-9


@pytest.mark.parametrize("slug", CASES)
def test_the_leader_sits_in_the_coalition(slug):
    found = fields(program(slug, 60, draws=32), "polity.coalition.members", "polity.coalition.leader")
    members = found["polity.coalition.members"].astype(int)
    assert np.all(members >> found["polity.coalition.leader"].astype(int) & 1)
    assert members.min() > 0


@pytest.mark.parametrize("slug", CASES)
def test_endings_compete(slug):
    """Each draw ends once; incidences of all endings and of running add to one; dates are inside the run."""
    arrays = ensemble(slug).arrays
    kind, month, horizon = arrays["end_state"], arrays["end_month"], arrays["output"].shape[1]
    assert set(np.unique(kind)) <= {0.0, 1.0, 2.0, 3.0, 4.0}
    assert np.array_equal(month >= 0, kind > 0)
    assert month.max() < horizon
    assert np.all(month[kind == 4.0] == horizon - 1)
    assert np.all(arrays["exit_month"][arrays["exit_kind"] > 0] >= 0)
    assert np.all(arrays["interim_month"] < horizon)
    lifted = arrays["status"] == 4.0
    assert np.all(lifted.any(axis=1) == np.isin(kind, (1.0, 2.0, 3.0)))


@pytest.mark.parametrize("slug", CASES)
def test_the_bargain_is_solved(slug):
    """Residual: what one step of a hundredth in one dimension would still add to the log Nash product.

    What is left stands at the border of the win-set, where blocks that move one at a time can get stuck.
    """
    residual = ensemble(slug).arrays["residual"]
    assert residual.min() >= 0.0
    assert np.mean(residual < 1e-3) > 0.9
    assert residual.max() < 0.1


def _economy_alone(slug: str, compiled, months: int = 30, off: tuple[str, ...] = ()) -> dict[str, np.ndarray]:
    simulator = program(slug, months, draws=6)
    wanted = ("information.income", "economy.production.gdp", "economy.ledger.profit")
    return fields(simulator, *wanted, compiled=compiled, off=(*POLITICAL, *off))


@pytest.mark.parametrize(
    ("slug", "sector", "factor"), [("iran/2012", "mining", 1.5), ("russia/2022", "machinery", 1.5)]
)
def test_more_exposure_never_lowers_the_own_loss(slug, sector, factor):
    """More of a sector that the package hits: its owner loses more profit, in every draw.

    Without the shield (row 9), which pays those in office the more, the more they own.
    """
    simulator, k = program(slug, 42, draws=6), SECTORS.index(sector)
    held = simulator.compiled.inputs[0]["factions"]["holdings"][: len(simulator.compiled.names), k]
    owner = int(np.argmax(held))
    assert 0.0 < held[owner] * factor + held.sum() - held[owner] <= 1.0
    richer = simulator.compiled.inputs.copy()
    from winset.economy.accounts import accounts

    richer[0]["factions"]["holdings"][owner, k] *= factor
    accounts(richer[0])
    change = []
    for compiled in (simulator.compiled, replace(simulator.compiled, inputs=richer)):
        profit = _economy_alone(slug, compiled, 42, ("shielding",))["economy.ledger.profit"][:, :, owner]
        shadow = _economy_alone(slug, _free(compiled), 42, ("shielding",))["economy.ledger.profit"][:, :, owner]
        change.append(profit - shadow)
    less, more = (profit[:, 24:].mean(axis=1) for profit in change)  # the first months bring windfalls
    assert np.all(less < -1e-5)
    assert np.all(more < less)


def _free(compiled):
    """The same world without measures."""
    path = compiled.path.copy()
    for field in ("imports", "exports", "finance", "technology", "freeze", "listing", "cap", "threat", "active"):
        path[field] = 0.0
    return replace(compiled, path=path)


@pytest.mark.parametrize("slug", CASES)
def test_more_coverage_never_raises_output(slug):
    found = []
    for pressure in (0.0, 0.25, 0.5, 0.75, 1.0):
        simulator = program(slug, 42, draws=6, pressure=pressure)
        found.append(_economy_alone(slug, simulator.compiled, 42)["economy.production.gdp"].mean(axis=1))
    for less, more in zip(found, found[1:]):
        assert np.all(more <= less + 1e-4)
    assert np.all(found[-1] < found[0] - 0.005)


def test_listing_closes_exits_and_raises_cohesion():
    simulator = program("russia/2022", 30, draws=40)
    unlisted = simulator.compiled.path.copy()
    unlisted["listing"] = 0.0
    wanted = ("polity.exit_value", "polity.coalition.margin")
    listed = fields(simulator, *wanted)
    free = fields(simulator, *wanted, compiled=replace(simulator.compiled, path=unlisted))
    n = len(case("russia/2022").factions)
    assert np.all(listed["polity.exit_value"][:, -1, :n] <= free["polity.exit_value"][:, -1, :n] + 1e-6)
    assert np.any(listed["polity.exit_value"][:, -1, :n] < free["polity.exit_value"][:, -1, :n] - 0.1)
    change = (listed["polity.coalition.margin"] - free["polity.coalition.margin"])[:, -1]
    assert change.mean() > max(0.005, 3 * change.std() / np.sqrt(len(change)))


@pytest.mark.parametrize("slug", CASES)
def test_power_of_a_sample_is_centred_on_the_scenario(slug):
    run = ensemble(slug)
    given_ = np.array([float(f.power) for f in case(slug).factions])
    found = run.arrays["power"][::2, 0].mean(axis=0)
    spread = np.sqrt(given_ * (1 - given_) / (float(case(slug).concentration) + 1) / (len(run.arrays["end_state"]) / 2))
    assert np.all(np.abs(found - given_ / given_.sum()) < 4 * spread + 0.005)


def test_what_is_switched_off_is_not_foreseen_either():
    compiled = compile_scenario(case("iran/2012"))
    whole, without = exposures(compiled), exposures(compiled, ("evasion",))
    assert not np.allclose(whole, without)
    assert exposures(compiled, ("package",)) == pytest.approx(np.zeros(len(compiled.names)), abs=1e-12)
    assert np.array_equal(exposures(compiled, ("stance",)), whole)
