"""What regions do in full runs: with and without them on the same random numbers (row 33)."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np
from engine import CASES, case, ensemble

import winset

IRAN = CASES[0]
BALKANS, DRAWS = "yugoslavia/1992", 100
MONTENEGRO, KOSOVO = "montenegro", "kosovo"


@cache
def balkans(off: str = "") -> winset.Run:
    return winset.run(case(BALKANS), DRAWS, 1, off=tuple(off.split()), threads=2)


def test_without_regions_the_front_stands_and_nobody_bargains_over_the_burden():
    runs = [ensemble(slug, "regions") for slug in CASES] + [balkans("regions")]
    for run in runs:
        arrays = run.arrays
        assert np.ptp(arrays["unified_front"]) == 0.0
        assert np.ptp(arrays["region_dissent"], axis=(0, 1)).max() == 0.0
        for name in ("region_receipts", "region_transfer", "region_withheld", "regional_transfers"):
            assert not arrays[name].any()  # each region bears what its sectors bear


def _moved(values: Callable[[dict[str, np.ndarray]], np.ndarray]) -> tuple[float, float]:
    """Mean change of a measure in iran/2012 when regions are off, and its error over pairs of draws."""
    other, base = (np.asarray(values(ensemble(IRAN, off).arrays), float) for off in ("regions", ""))
    pairs = (other - base).reshape(-1, 2).mean(axis=1)
    return pairs.mean(), pairs.std(ddof=1) / np.sqrt(len(pairs))


def test_regions_cost_the_budget_where_they_have_borders():
    for slug in CASES:
        arrays = ensemble(slug).arrays
        assert np.median(arrays["regional_transfers"].max(axis=1)) > 2e-4
        assert arrays["regional_transfers"].max() < 0.03
    mean, error = _moved(lambda a: a["fiscal_gap"][:, 42])
    assert mean < -max(2e-4, 2.5 * error)
    mean, error = _moved(lambda a: a["scarcity_rent"].mean(axis=(1, 2)))
    assert mean > max(1e-6, 2.5 * error)  # what borders out of the rulers' hands earn


def test_under_the_embargo_of_the_security_council_regions_are_bought_and_then_lost():
    run = balkans()
    names, arrays = list(run.coords["region"]), run.arrays
    kept, paid = arrays["region_withheld"], arrays["region_transfer"]
    assert np.median(paid[:, 8:30, names.index(MONTENEGRO)].max(axis=1)) > 0.001
    gone = (kept[:, :, names.index(KOSOVO)] > 0.5).any(axis=1).mean()
    assert gone > 0.1
    lost = arrays["unified_front"][:, 0] - arrays["unified_front"].min(axis=1)
    assert np.quantile(lost, 0.9) > 0.02
    assert np.abs(arrays["ledger_residual"]).max() < 1e-9
