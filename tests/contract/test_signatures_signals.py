"""What public signals do (rows 16, 17), and where success comes when nothing is private: full runs on the same draws.

Iran with senders that choose, since a script dates its measures whatever the target does.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from signatures import differs

import winset

DRAWS = 400
KNOWN = "pressure_points duration costly_signals"


@cache
def choosing(off: str = "") -> dict[str, np.ndarray]:
    """Arrays of a run with senders that choose."""
    scenario = winset.load("iran/2012", ["package.mode=strategic"])
    return winset.run(scenario, DRAWS, 1, off=tuple(off.split()), threads=2).arrays


def settled(a: dict[str, np.ndarray]) -> np.ndarray:
    return (a["end_state"] == 1) | (a["end_state"] == 2)


def at_threat(a: dict[str, np.ndarray]) -> np.ndarray:
    """Threats that were met before anything was in force."""
    return settled(a) & (a["at_threat"] > 0)


def test_without_private_information_success_moves_to_the_threat_stage():
    base, known = choosing(), choosing(KNOWN)
    assert 0.05 < at_threat(base).mean() < 0.4  # some threats succeed by themselves, most do not
    assert at_threat(base).sum() < 0.6 * settled(base).sum()
    differs(at_threat(known), at_threat(base), 0.15)
    assert at_threat(known).sum() > 0.55 * settled(known).sum()
    soon = [settled(a) & ((a["status"] == 2).sum(axis=1) <= 12) for a in (known, base)]
    differs(*soon, 0.15)  # and within a year of imposition
    imposed = [(a["status"] == 2).any(axis=1).mean() for a in (known, base)]
    assert imposed[0] < imposed[1]


def test_what_is_settled_before_it_bites_never_bites():
    a = choosing()
    early = (a["at_threat"] > 0) & (a["status"][:, -1] == 4)
    assert early.any()
    kept = early & ~(a["status"] == 2).any(axis=1)
    assert not a["pressure"][kept].any()
    assert a["relief"][kept, -1] == pytest.approx(1.0)
    assert kept.sum() > 0.9 * early.sum()  # few deals break


def test_senders_that_are_taken_at_their_word_drop_no_threat():
    base, off = choosing(), choosing("costly_signals")
    dropped = (base["end_state"] == 3) & (base["at_threat"] > 0)
    assert 0.05 < dropped.mean() < 0.4
    assert not ((off["end_state"] == 3) & (off["at_threat"] > 0)).any()
    assert not off["resistance"].any()
    differs((off["status"] == 2).any(axis=1), (base["status"] == 2).any(axis=1), 0.08)


def test_an_execution_is_news_about_resolve():
    base, off = choosing(), choosing("costly_signals")
    belief = []
    for a in (base, off):
        imposed = (a["status"] == 2).any(axis=1)
        first = (a["status"] == 2).argmax(axis=1)
        at = np.arange(DRAWS)[imposed & (first > 0)]
        belief.append(np.mean(a["belief_resolved"][at, first[at]] - a["belief_resolved"][at, first[at] - 1]))
    assert belief[0] > belief[1] + 0.01


def test_without_public_stands_more_threats_are_bluffs_and_fewer_succeed():
    base, off = choosing(), choosing("public_commitment")
    assert base["stand"].max() > 12
    assert base["reversals"].max() >= 1
    assert not off["stand"].any()
    assert not off["reversals"].any()
    differs((off["end_state"] == 3) & (off["at_threat"] > 0), (base["end_state"] == 3) & (base["at_threat"] > 0), 0.01)


def test_public_stands_slow_concessions_where_measures_are_in_force():
    runs = [winset.run("iran/2012", DRAWS, 1, off=off, threads=2).arrays for off in ("public_commitment", "")]
    differs(*(a["concession"][:, -24:].mean(axis=1) for a in runs), 0.002)


def test_without_displays_rulers_are_less_popular_and_keep_more_in_reserve():
    for slug in ("iran/2012", "russia/2022"):
        base, off = (winset.run(slug, DRAWS, 1, off=off, threads=2).arrays for off in ("", "displays"))
        assert 0.1 < base["rally"].max() <= 1.0
        assert not off["rally"].any()
        assert not base["rally"][:, 1:][base["status"][:, :-1] == 4].any()  # nobody to impress once a deal is signed
        differs(*(a["approval"].mean(axis=(1, 2)) for a in (off, base)), -0.003)
