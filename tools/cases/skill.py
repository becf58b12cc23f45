"""How far the packaged cases bear the model out: three scores, each against a guess from the other countries.

    concession   rank correlation over cases with coded compliance, p exact over all orders of the codes
    cohesion     sign of the change by sanctions against the coded sign, beside the majority of the other countries
    ending       mean log score, beside the base rate of the other countries

The first is the primary score; it takes cases as exchangeable, though two countries have two. Parameters are fitted to
no case, so what is left out with a country is the guess that the model is held against. With fourteen cases this
illustrates and proves nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

import numpy as np

DEALS = ("settlement", "compliance")


def rank(values: np.ndarray) -> np.ndarray:
    """Ranks from 0, ties at their mean."""
    below = (values[:, None] > values[None, :]).sum(axis=1)
    return below + ((values[:, None] == values[None, :]).sum(axis=1) - 1) / 2


def exact_p(x: np.ndarray, y: np.ndarray) -> float:
    """One-sided p of the rank correlation: share of all orders of y whose Σ rank x · rank y is at least that seen.

    Orders are counted level by level of y, not listed: a state is how often each level has been dealt out so far and
    the sum so far, in quarters, which keeps half ranks whole.
    """
    a, b = np.sort(rank(x)), rank(y)
    levels, counts = np.unique(b, return_counts=True)
    seen = round(4 * float((rank(x) * b).sum()))
    states: dict[tuple[int, ...], Counter[int]] = {tuple(int(n) for n in counts): Counter({0: 1})}
    for value in a:
        after: dict[tuple[int, ...], Counter[int]] = defaultdict(Counter)
        for left, sums in states.items():
            for k, level in enumerate(levels):
                if left[k]:
                    step = round(4 * float(value * level))
                    rest = (*left[:k], left[k] - 1, *left[k + 1 :])
                    for total, ways in sums.items():
                        after[rest][total + step] += ways
        states = after
    (sums,) = states.values()
    return sum(ways for total, ways in sums.items() if total >= seen) / sum(sums.values())


def others(codes: Mapping[str, int], case: str) -> list[int]:
    """The codes of the cases of other countries."""
    return [code for name, code in codes.items() if name.split("/")[0] != case.split("/")[0]]


def correlation(values: Mapping[str, float], compliance: Mapping[str, int]) -> tuple[float, float]:
    """Rank correlation with coded compliance and its exact p."""
    x, y = np.array([values[c] for c in values]), np.array([float(compliance[c]) for c in values])
    return float(np.corrcoef(rank(x), rank(y))[0, 1]), exact_p(x, y)


def cohesion_hits(change: Mapping[str, float], coded: Mapping[str, int]) -> tuple[int, float, int]:
    """Signs that the model has right, that the majority of the other countries has (a tie is half), signed cases."""
    signed = [case for case in change if coded[case]]
    model = sum((change[case] > 0) == (coded[case] > 0) for case in signed)
    votes = [int(np.sign(np.sign(others(coded, case)).sum())) * int(np.sign(coded[case])) for case in signed]
    return int(model), sum({1: 1.0, 0: 0.5, -1: 0.0}[vote] for vote in votes), len(signed)


def log_scores(settled: Mapping[str, float], ending: Mapping[str, str], draws: int) -> tuple[float, float]:
    """Mean log score of the ending by the model and by the base rate of the other countries.

    Shares are drawn half a draw towards a half, so that none is certain.
    """
    truth = {case: int(ending[case] in DEALS) for case in settled}
    scores = []
    for case, share in settled.items():
        for guess in (share, float(np.mean(others(truth, case)))):
            p = (guess * draws + 0.5) / (draws + 1.0)
            scores.append(np.log(p if truth[case] else 1.0 - p))
    return float(np.mean(scores[::2])), float(np.mean(scores[1::2]))
