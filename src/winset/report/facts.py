"""The verdicts on the stylised facts as rows, as a line of words, as plain values and as a figure."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite
from textwrap import fill
from typing import TYPE_CHECKING, Any

from winset.errors import RunError
from winset.questions.facts import Fact, Reading, Verdict, score

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

READINGS = ("fitted", "posterior", "prior")
COLUMNS = (
    "name",
    "use",
    "fact",
    "band",
    "unit",
    *(part for name in READINGS for part in (name, f"{name}: verdict", f"{name}: p")),
)
_BAND, _COLOURS = "#b9d7ea", ("#000000", "#0072b2", "#d55e00")


def number_text(value: float | None) -> str:
    """A figure with three digits; nothing where there is none."""
    return "" if value is None else f"{value:.3g}" if abs(value) < 100 else f"{value:.0f}"


def band_text(fact: Fact) -> str:
    """The band; one with a single bound as an inequality."""
    if fact.lower is None and fact.upper is None:
        return "none" if fact.observed is None else f"none; seen {number_text(fact.observed)}"
    if fact.upper is None:
        return f"above {fact.lower:g}"
    return f"below {fact.upper:g}" if fact.lower is None else f"{fact.lower:g} to {fact.upper:g}"


def word(reading: Reading) -> str:
    """inside, outside, or nothing where there is no band."""
    return "" if reading.inside is None else "inside" if reading.inside else "outside"


def rows(verdicts: Sequence[Verdict]) -> list[tuple[str, ...]]:
    """One row a fact, as COLUMNS."""
    return [
        (
            v.fact.name, v.fact.use, v.fact.fact, band_text(v.fact), v.fact.unit,
            *(part for r in readings(v) for part in (number_text(r.value), word(r), number_text(r.p))),
        )
        for v in verdicts
    ]  # fmt: skip


def readings(verdict: Verdict) -> tuple[Reading, ...]:
    """The readings of a fact, as READINGS."""
    return tuple(getattr(verdict, name) for name in READINGS)


def verdict_line(verdicts: Sequence[Verdict]) -> str:
    """How many test facts hold in each reading, and which do not at the fitted parameters."""
    inside, tests = score(verdicts)
    failing = [v.fact.name for v in verdicts if v.fact.use == "test" and not v.fitted.inside]
    text = f"{inside} of {tests} test facts lie in their bands at the fitted parameters, "
    text += f"{score(verdicts, 'posterior')[0]} over their posterior, {score(verdicts, 'prior')[0]} over the prior."
    return text + (f" Outside at the fitted parameters: {', '.join(failing)}." if failing else "")


def _plain(reading: Reading) -> dict[str, Any]:
    value, low, high = (x if isfinite(x) else None for x in (reading.value, reading.low, reading.high))
    return {"value": value, "range_80": [low, high], "inside": reading.inside, "p": reading.p}


def answer(verdicts: Sequence[Verdict], draws: int) -> dict[str, Any]:
    """Everything as plain values."""
    inside, tests = score(verdicts)
    facts = [
        {
            "name": v.fact.name, "fact": v.fact.fact, "use": v.fact.use, "unit": v.fact.unit,
            "observed": v.fact.observed, "lower": v.fact.lower, "upper": v.fact.upper,
            "source": v.fact.source, "seen": v.fact.seen,
            **{name: _plain(r) for name, r in zip(READINGS, readings(v))}, "earned": v.earned,
        }
        for v in verdicts
    ]  # fmt: skip
    return {"draws": draws, "inside": inside, "tests": tests, "facts": facts}


def facts_plot(verdicts: Sequence[Verdict]) -> Figure:
    """A row a fact, each on a scale of its own: band, and value and 80 % range of the readings.

    RunError without Matplotlib.
    """
    try:
        from matplotlib.figure import Figure as Sheet
    except ImportError:
        raise RunError("a figure needs the extra: pip install 'winset[estimation]'") from None
    sheet = Sheet(figsize=(10.0, 0.62 * len(verdicts) + 0.8))
    panels = sheet.subplots(len(verdicts), 1, squeeze=False)[:, 0]
    sheet.subplots_adjust(left=0.42, right=0.80, top=1 - 0.5 / sheet.get_figheight(), bottom=0.02, hspace=1.1)
    top = 1 - 0.2 / sheet.get_figheight()
    sheet.text(0.42, top, "band", backgroundcolor=_BAND, fontsize=8, va="center")
    for at, name, colour in zip((0.47, 0.53, 0.61), READINGS, _COLOURS):
        sheet.text(at, top, f"● {name}", color=colour, fontsize=8, va="center")
    sheet.text(0.67, top, "lines: 80 % of replicates", fontsize=8, va="center")
    for axes, verdict in zip(panels, verdicts):
        _row(axes, verdict)
    return sheet


def _row(axes: Axes, verdict: Verdict) -> None:
    fact, three = verdict.fact, readings(verdict)
    ends = [x for r in three for x in (r.value, r.low, r.high)] + ([] if fact.observed is None else [fact.observed])
    ends += [bound for bound in (fact.lower, fact.upper) if bound is not None]
    finite = [x for x in ends if isfinite(x)] or [0.0]
    low, high = min(finite), max(finite)
    room = 0.08 * (high - low) or 0.1
    axes.set_xlim(low - room, high + room)
    axes.set_ylim(-1, 1)
    if fact.holds(0.0) is not None:
        left, right = axes.get_xlim()
        axes.axvspan(
            left if fact.lower is None else fact.lower, right if fact.upper is None else fact.upper,
            color=_BAND, linewidth=0,
        )  # fmt: skip
    if fact.observed is not None:
        axes.axvline(fact.observed, color="0.35", linewidth=0.8, linestyle=":")
    for reading, at, colour in zip(three, (0.6, 0.0, -0.6), _COLOURS):
        axes.hlines(at, reading.low, reading.high, color=colour, linewidth=1.2)
        axes.plot(reading.value, at, "o", color=colour, markersize=4)
    axes.set_yticks([])
    axes.tick_params(labelsize=6, length=2, pad=1)
    for side in ("left", "right", "top"):
        axes.spines[side].set_visible(False)
    axes.text(-0.02, 0.5, fill(fact.fact, 64), transform=axes.transAxes, ha="right", va="center", fontsize=7)
    words = [" ".join((word(r), "" if r.p is None else f"p {number_text(r.p)}")).strip() for r in three]
    for text, at, colour in zip(words, (0.95, 0.5, 0.05), _COLOURS):
        axes.text(1.02, at, text or "no band", transform=axes.transAxes, color=colour, fontsize=7, va="center")
