"""Maps of disputed signs over parameters: as rows, as plain values and as a figure."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite
from typing import TYPE_CHECKING, Any

import numpy as np

from winset.errors import RunError
from winset.questions.facts import Fact
from winset.questions.facts.maps import Map
from winset.scenario.regimes import REGIMES

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_THIRDS = ("low", "middle", "high")


def sign(value: float, error: float) -> str:
    """The value with its error; a star where it lies two errors or more from zero."""
    if not isfinite(value):
        return ""
    return f"{value:.3g} ±{error:.2g}" + ("*" if abs(value) > 2 * error else "")


def heading(fact: Fact, found: Map) -> str:
    """What is mapped, how often it is positive, and over which parameters."""
    axes = " and ".join(f"{a.parameter} ({a.correlation:+.2f})" for a in (found.x, found.y))
    strong = "above" if abs(found.x.correlation) > found.chance else "within"
    text = f"{fact.fact}: {found.value:.3g} {fact.unit}; above zero in {100 * found.positive:.0f} % of samples. "
    return text + f"Goes most with {axes}, {strong} what chance would bring ({found.chance:.2f})."


def rows(found: Map) -> list[tuple[str, ...]]:
    """One row for each third of y, one column for each third of x."""
    return [
        (f"{found.y.parameter} {word}", *(sign(found.fields[i, j], found.errors[i, j]) for i in range(3)))
        for j, word in enumerate(_THIRDS)
    ]


def case_rows(shares: np.ndarray) -> list[tuple[str, ...]]:
    """One row a regime, one column a package, in per cent."""
    return [(regime, *(f"{100 * share:.0f}" for share in row)) for regime, row in zip(REGIMES, shares)]


def columns(found: Map) -> tuple[str, ...]:
    """Headings of `rows`."""
    return ("", *(f"{found.x.parameter} {word}" for word in _THIRDS))


def answer(facts: Sequence[Fact], maps: Sequence[Map], draws: int, width: float) -> dict[str, Any]:
    """Everything as plain values; what is not known is null."""

    def plain(fact: Fact, found: Map) -> dict[str, Any]:
        fields, errors = (
            [[None if not isfinite(v) else float(v) for v in row] for row in block]
            for block in (found.fields, found.errors)
        )
        axes = {
            name: {"parameter": a.parameter, "correlation": a.correlation, "cuts": list(a.cuts)}
            for name, a in (("x", found.x), ("y", found.y))
        }
        head = {"name": fact.name, "fact": fact.fact, "unit": fact.unit, "value": found.value}
        return {**head, "positive": found.positive, "chance": found.chance, **axes, "fields": fields, "errors": errors}

    return {"draws": draws, "width": width, "maps": [plain(f, m) for f, m in zip(facts, maps)]}


def maps_plot(facts: Sequence[Fact], maps: Sequence[Map]) -> Figure:
    """A panel a sign: blue fields below zero, red above, the number in each. RunError without Matplotlib."""
    try:
        from matplotlib.figure import Figure as Sheet
    except ImportError:
        raise RunError("a figure needs the extra: pip install 'winset[estimation]'") from None
    lines = (len(maps) + 2) // 3
    sheet = Sheet(figsize=(11.0, 3.3 * lines), layout="constrained")
    panels = sheet.subplots(lines, 3, squeeze=False).ravel()
    for axes, fact, found in zip(panels, facts, maps):
        _panel(axes, fact, found)
    for axes in panels[len(maps) :]:
        axes.set_axis_off()
    return sheet


def _panel(axes: Axes, fact: Fact, found: Map) -> None:
    reach = float(np.nanmax(np.abs(found.fields))) or 1.0
    axes.imshow(found.fields.T, origin="lower", cmap="RdBu_r", vmin=-reach, vmax=reach, aspect="auto")
    for i in range(3):
        for j in range(3):
            text = sign(found.fields[i, j], found.errors[i, j])
            dark = abs(found.fields[i, j]) > 0.6 * reach
            axes.text(i, j, text, ha="center", va="center", fontsize=7, color="white" if dark else "black")
    axes.set_xticks(range(3), _THIRDS, fontsize=7)
    axes.set_yticks(range(3), _THIRDS, fontsize=7, rotation=90, va="center")
    axes.set_xlabel(f"{found.x.parameter} ({found.x.correlation:+.2f})", fontsize=7)
    axes.set_ylabel(f"{found.y.parameter} ({found.y.correlation:+.2f})", fontsize=7)
    axes.set_title(f"{fact.fact}\n({fact.unit})", fontsize=8)
