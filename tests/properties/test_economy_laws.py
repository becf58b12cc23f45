"""Laws of the external and economy rooms on random packages, parameters and switches."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from economies import ENERGY, Economy, country, iran, made_up, path, russia, shared, table
from hypothesis import given, settings
from hypothesis import strategies as st

from winset.types import STATE, leaves

SWITCHES = (
    "world_market", "evasion", "exports", "exchange_rate", "network", "prices", "rents", "fiscal",
    "sovereign_spread",
)  # fmt: skip
share = st.floats(0.0, 1.0)
PACKAGES = st.fixed_dictionaries({
    "imports": share, "exports": share, "finance": share, "technology": share, "freeze": share,
    "cap": st.floats(0.0, 0.8), "price": st.floats(-1.0, 0.6), "threat": st.sampled_from((0.0, 1.0)),
})  # fmt: skip
CLOSED = 1e-9


def _row(package: dict[str, float]):
    row = path(1)[0]
    for name, value in package.items():
        row[name] = value
    return row


def _flat(state) -> np.ndarray:
    return np.frombuffer(state.tobytes()).copy()


def _gap(case: Economy) -> float:
    trade, fx = case.state.economy.trade, case.state.economy.fx
    left = trade.accessible + fx.released + case.state.economy.transfers.inward - trade.paid - fx.outflow
    return abs(left - float(case.inputs["macro"]["accumulation"]) + fx.sold)


def _countries():
    yield country(made_up())
    if shared():
        yield iran(table(shared()))
        yield russia(table(shared()))


@settings(max_examples=40, deadline=None)
@given(st.lists(PACKAGES, min_size=1, max_size=4), st.integers(0, 50), st.sets(st.sampled_from(SWITCHES), max_size=3))
def test_the_accounts_close_whatever_happens(packages, sample, off):
    case = Economy(country(made_up()), sample=sample)
    case.state.polity.policy.alignment = 0.4
    for package in packages:
        for _ in range(5):
            case.month(_row(package), normal=1.0, off=tuple(off))
            assert abs(case.state.economy.ledger.residual) < CLOSED
            if not off & {"exports", "exchange_rate"}:
                assert _gap(case) < CLOSED
    assert np.all(np.isfinite(_flat(case.state)))
    assert case.state.economy.fx.usable >= 0.0
    assert case.state.economy.trade.financed > 0.0


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 200), st.sets(st.sampled_from(SWITCHES), max_size=4))
def test_without_pressure_nothing_moves(sample, off):
    for inputs in _countries():
        case = Economy(inputs, sample=sample)
        before = _flat(case.state)
        for _ in range(24):
            case.month(path(1)[0], off=tuple(off))
        assert np.abs(_flat(case.state) - before).max() < 1e-12


def _after(package: dict[str, float], months: int = 24, inputs=None, **overrides: float) -> Economy:
    case = Economy(inputs if inputs is not None else country(made_up()), overrides)
    for _ in range(months):
        case.month(_row(package))
    return case


CALM = {"exchange_rate.flight": 0.01, "exchange_rate.outflow": 0.005, "prices.panic": 0.002}


@pytest.mark.parametrize("peg", [0.0, 0.9])
def test_import_measures_appreciate_and_export_measures_and_freezes_depreciate(peg):
    inputs = country(made_up(), peg=peg)
    for months in (6, 24):
        bought = _after({"imports": 0.5}, months, inputs, **CALM).state.economy
        sold = _after({"exports": 0.5}, months, inputs, **CALM).state.economy
        frozen = _after({"freeze": 0.6}, months, inputs, **CALM).state.economy
        assert bought.fx.market - bought.prices.level < -0.005
        assert sold.fx.market > 0.05
        assert frozen.fx.market > 0.005


def test_news_moves_the_rate_before_anything_else():
    case = _after({"threat": 1.0}, 1)
    assert case.state.economy.fx.market > 0.0 == case.state.external.measures.pressure


@settings(max_examples=25, deadline=None)
@given(st.floats(0.0, 0.9), st.floats(0.0, 0.1), st.sampled_from(("imports", "exports", "finance", "technology")))
def test_more_coverage_never_raises_national_income(level, more, channel):
    low = _after({channel: level}, 36).state.economy.ledger.national
    high = _after({channel: level + more}, 36).state.economy.ledger.national
    assert high <= low + 1e-6


@settings(max_examples=15, deadline=None)
@given(st.floats(0.1, 0.9), st.floats(0.1, 0.8))
def test_evasion_lowers_the_loss(level, reach):
    package = {"imports": level, "exports": level, "finance": level}
    less = _after(package, 30, **{"evasion.imports": 0.9 * reach, "evasion.exports": 0.9 * reach})
    more = _after(package, 30, **{"evasion.imports": reach, "evasion.exports": reach})
    assert more.state.economy.production.gdp >= less.state.economy.production.gdp - 1e-6


def test_escrow_buys_goods_only_with_a_lag_and_returns_on_relief():
    case = _after({"finance": 0.9}, 24, country(made_up(), escrow=0.6))
    held = case.state.economy.fx.escrow
    assert held > 0.0 < case.state.economy.fx.released
    for _ in range(12):
        case.month(path(1)[0])
    assert case.state.economy.fx.escrow < 0.05 * held


def test_technology_controls_bite_slowly():
    early = _after({"technology": 0.8}, 3).state.economy.production.gdp
    late = _after({"technology": 0.8}, 60).state.economy.production.gdp
    assert late < early - 0.01
    assert early > 0.99


def test_loss_of_an_embargo_comes_through_the_network():
    with_network = _after({"imports": 0.6}, 18, **{"network.redesign": 0.05})
    cars = with_network.state.economy.production.output[6]
    assert cars < 0.95
    assert cars < with_network.state.economy.production.output[12]


def test_energy_embargo_falls_on_energy_first():
    output = _after({"exports": 0.6}, 12).state.economy.production.output
    assert int(np.argmin(output)) == ENERGY


def test_relief_brings_most_of_the_loss_back():
    case = _after({"imports": 0.5, "exports": 0.5, "finance": 0.6}, 24)
    bottom = case.state.economy.production.gdp
    for _ in range(36):
        case.month(path(1)[0])
    assert 1.0 - case.state.economy.production.gdp < 0.35 * (1.0 - bottom)


SCRIPT = """
import sys; sys.path.insert(0, {tests!r})
from economies import Economy, country, made_up, path
case, row = Economy(country(made_up())), path(1)[0]
row["imports"], row["exports"], row["finance"], row["freeze"], row["cap"] = 0.4, 0.3, 0.6, 0.4, 0.2
for t in range(8):
    case.month(row, normal=0.5)
sys.stdout.buffer.write(case.state.tobytes())
"""


def test_compiled_and_interpreted_agree():
    root = Path(__file__).parents[2]
    out = []
    for jit in ("0", "1"):
        env = dict(os.environ, NUMBA_DISABLE_JIT=jit, PYTHONPATH=str(root / "src"))
        code = SCRIPT.format(tests=str(root / "tests"))
        out.append(
            np.frombuffer(subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, check=True).stdout)
        )
    assert out[0].size == STATE.itemsize // 8 == sum(int(np.prod(shape)) for _, _, shape in leaves())
    assert out[0] == pytest.approx(out[1], rel=1e-9, abs=1e-12)


def test_with_evasion_off_the_measures_bite_harder():
    open_case, closed = Economy(country(made_up())), Economy(country(made_up()))
    row = _row({"imports": 0.5, "exports": 0.5, "finance": 0.5})
    for _ in range(24):
        open_case.month(row)
        closed.month(row, off=("evasion",))
    assert closed.state.economy.production.gdp < open_case.state.economy.production.gdp - 0.01
    assert closed.state.economy.trade.imports < open_case.state.economy.trade.imports
    assert closed.state.economy.ledger.abroad == 0.0 < open_case.state.economy.ledger.abroad
