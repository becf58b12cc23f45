"""What review, humanitarian goods and the stamp of approval do in full runs (rows 47, 48, 29)."""

from __future__ import annotations

from engine import CASES, case

IRAN, RUSSIA = CASES
IRAQ = "iraq/1990"


def _faction(slug: str, name: str, field: str):
    i = [f.name for f in case(slug).factions].index(name)
    return lambda a: a[field][:, -12:, i].mean(axis=1)
