"""Numbers in words: one way to write a share, a date, a band."""

from __future__ import annotations

import re

import numpy as np

from winset.questions.arrays import monte_carlo_error, wilson

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def date_text(month: np.datetime64) -> str:
    """Jul 2012."""
    year, number = str(month)[:7].split("-")
    return f"{MONTHS[int(number) - 1]} {year}"


def whole(value: float) -> str:
    """Rounded half up, as the charts do (Python alone rounds 48.5 to 48)."""
    return f"{int(np.floor(value + 0.5))}".replace("-", "−")


def percent(share: float, draws: int | None = None) -> str:
    """A probability in per cent; with the number of draws, zero and one become bounds (Wilson, 95 %)."""
    if np.isnan(share):
        return "n/a"
    if draws and share in (0.0, 1.0):
        return f"{_beyond(share, draws)} %"
    if 0 < share < 0.01:
        return "<1 %"
    if 0.99 < share < 1:
        return ">99 %"
    return f"{whole(100 * share)} %"


def percent_words(share: float, draws: int | None = None) -> str:
    """The same inside a sentence: under 0.8 %, over 99 %."""
    return percent(share, draws).replace("<", "under ").replace(">", "over ")


def of_draws(share: float) -> str:
    """A share of draws inside a sentence: no draw, 25 % of draws, all draws."""
    return {0.0: "no draw", 1.0: "all draws"}.get(share, f"{percent_words(share)} of draws")


def _beyond(share: float, draws: int) -> str:
    """<1.9 or >98.1: the Wilson bound of a share that is 0 or 1, in per cent with two figures."""
    bound = 100 * (wilson(share, draws)[1] if share == 0.0 else 1 - wilson(share, draws)[0])
    digits = max(0, 1 - int(np.floor(np.log10(bound))))
    return f"<{bound:.{digits}f}" if share == 0.0 else f">{100 - bound:.{digits}f}"


def difference(change: np.ndarray) -> str:
    """A paired difference of indicators (draw,), in points with its error; 0 (<1.9) where no draw differs."""
    change = np.asarray(change, dtype=float)
    if not change.any():
        return f"0 ({_beyond(0.0, change.size)})"
    points, error = 100 * change.mean(), 100 * float(monte_carlo_error(change))
    return f"{points:+.1f} ±{error:.1f}".replace("-", "−")


def with_error(share: float, error: float, draws: int | None = None) -> str:
    """A probability in per cent with its Monte Carlo error, in points: 62 ±3; with `draws`, 0 (<1.9)."""
    if np.isnan(share):
        return "–"
    if share in (0.0, 1.0):
        return f"{100 * share:.0f}" + (f" ({_beyond(share, draws)})" if draws else "")
    if np.isnan(error):
        return f"{whole(100 * share)} ±?"
    points = f"±{max(100 * error, 0.1):.0f}" if 100 * error >= 0.95 else f"±{max(error, 0.001):.1%}"[:-1]
    return f"{whole(100 * share)} {points}" if 100 * error >= 0.95 else f"{100 * share:.1f} {points}"


def signed(value: float, digits: int = 1) -> str:
    """A signed number with a true minus sign; zero has no sign."""
    text = f"{value:+.{digits}f}"
    if float(text) == 0:
        return f"{0:.{digits}f}"
    return text.replace("-", "−")


def band(values: np.ndarray, digits: int = 2, sign: bool = False) -> str:
    """Median and the 10-90 band of five quantiles: 0.24 [0.14, 0.68]."""

    def write(value: float) -> str:
        return signed(value, digits) if sign else f"{value:.{digits}f}".replace("-", "−")

    if np.isnan(values[2]):
        return "–"
    return f"{write(values[2])} [{write(values[0])}, {write(values[4])}]"


def spoken_name(name: str) -> str:
    """A key of the scenario as a reader meets it: khuzestan_south becomes Khuzestan south."""
    text = name.replace("_", " ")
    return text[:1].upper() + text[1:]


def enumerate_words(names: list[str]) -> str:
    """a, b and c; with semicolons where names hold a comma or an `and` themselves."""
    if len(names) < 2:
        return "".join(names)
    if any(", " in name or " and " in name for name in names):
        return "; ".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def unbroken(text: str) -> str:
    """The text with numbers and their per cent sign kept on one line."""
    return re.sub(r"(?<=[\d\]]) %", "\u00a0%", text)
