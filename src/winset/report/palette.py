"""Colours: Okabe and Ito's set without black, and four more, told apart under the common colour blindnesses.

A faction keeps its colour, by its place in the file, in every figure; rows are always labelled as well.
"""

from __future__ import annotations

FACTIONS_LIGHT = (
    "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#B8860B", "#56A3D9", "#7A4B9E", "#6B6B6B",
    "#8C2D04", "#1B9AAA", "#A0A000", "#AA3377",
)  # fmt: skip
FACTIONS_DARK = (
    "#4FA8E0", "#F0803C", "#2BC496", "#E39BC4", "#E0B040", "#8CC8F0", "#B58AD6", "#A8A8A8",
    "#D98A66", "#57CBD9", "#CFCF4A", "#DD77AA",
)  # fmt: skip


def faction_colours(count: int) -> list[dict[str, str]]:
    """Light and dark colour of each faction; beyond twelve the set starts again."""
    size = len(FACTIONS_LIGHT)
    return [{"light": FACTIONS_LIGHT[i % size], "dark": FACTIONS_DARK[i % size]} for i in range(count)]
