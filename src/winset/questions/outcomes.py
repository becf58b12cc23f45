"""End states as competing risks, leader exit by kind, interim deals; each with its Monte Carlo error."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from winset.questions.arrays import cumulative_incidence, happened_by, probability, rows_of, years_of
from winset.types import END_STATES, EXITS, STATUS

if TYPE_CHECKING:
    import xarray as xr

SETTLING = ("compliance", "settlement", "sender_capitulation")


def outcome_indicators(paths: Mapping[str, np.ndarray], month: np.ndarray) -> dict[str, np.ndarray]:
    """(draw, month) indicators of every outcome by date, from the per-draw event fields.

    Keys: interim_deal; the three end states that settle the case and `unsettled`, which with them partitions
    every draw at every date; `settled_at_threat`, compliance and settlement before any measure was in force, and
    `threat_dropped`, the sender's retreat before it; `reversed`, endings after which measures came back; leader_exit
    and leader_exit.<kind>. `month` are the dates of the kept rows.
    """
    months = len(month)
    ended, left, dealt = (rows_of(paths[f"{name}_month"], month) for name in ("end", "exit", "interim"))
    end = {name: cumulative_incidence(paths["end_state"], ended, END_STATES.index(name), months) for name in SETTLING}
    answer = {"interim_deal": happened_by(dealt, months), **end}
    settled = np.logical_or.reduce(list(end.values()))
    answer["unsettled"] = ~settled
    if "at_threat" in paths:
        early = np.asarray(paths["at_threat"])[:, None] > 0.0
        answer["settled_at_threat"] = (end["compliance"] | end["settlement"]) & early
        answer["threat_dropped"] = end["sender_capitulation"] & early
    if "status" in paths:
        answer["reversed"] = _since(settled, np.asarray(paths["status"]) == STATUS.index("imposed"))
    kinds = {
        f"leader_exit.{name}": cumulative_incidence(paths["exit_kind"], left, code, months)
        for code, name in enumerate(EXITS)
        if code > 0
    }
    answer["leader_exit"] = np.logical_or.reduce(list(kinds.values()))
    return answer | kinds


def _since(settled: np.ndarray, imposed: np.ndarray) -> np.ndarray:
    """(draw, month) truth of 'measures were in force again in a month after the one of settling, up to this one'."""
    before = np.roll(settled, 1, axis=1)
    before[:, 0] = False
    return np.logical_or.accumulate(before & imposed, axis=1)


def year_ends(month: np.ndarray) -> tuple[list[int], np.ndarray]:
    """Calendar years of a run and the index of each one's last simulated month."""
    years = years_of(month)
    last = np.append(np.flatnonzero(np.diff(years)), years.size - 1)
    return [int(y) for y in years[last]], last


def outcomes(trajectories: xr.Dataset) -> xr.Dataset:
    """Cumulative incidence (outcome, month) and its Monte Carlo error.

    `unsettled` and the three settling end states sum to one at every date; leader exits run beside them.
    """
    names = ("end_state", "end_month", "exit_kind", "exit_month", "interim_month", "status")
    paths = {name: trajectories[name].values for name in (*names, "at_threat") if name in trajectories}
    indicators = outcome_indicators(paths, trajectories["month"].values)
    pairs = [probability(value) for value in indicators.values()]
    answer = trajectories[["month"]].assign_coords(outcome=list(indicators))
    answer["probability"] = (("outcome", "month"), np.stack([p for p, _ in pairs]))
    answer["monte_carlo_error"] = (("outcome", "month"), np.stack([e for _, e in pairs]))
    answer["probability"].attrs = {"units": "probability", "long_name": "cumulative incidence"}
    return answer
