"""Fact by fact: what the model says, whether that lies in the band, and how surprising the fact is to the model.

Three populations are simulated on the same random numbers. In the first every parameter stands at the centre of its
distribution, the single parameterisation, with what was fitted (tools/fit.py) at its fitted mean. In the second
parameters are drawn, what was fitted from its posterior and the others from their priors, one sample for each pair of
draws over all cells. In the third all are drawn from their priors, as they stood before the fit. The verdict is that of
the whole population. The p-value is two-sided over replicates, which are pairs of draws of every cell (80 episodes with
senders that choose, which share their draws: fewer than the studies have, so that p is large rather than small):

    p = min(1, 2 min(r(T >= t), r(T <= t))),   r(x) = (1 + replicates with x) / (1 + replicates)

with t the observed number. Where only a sign or a band is known, p is the share of replicates that lie in it: both are
small when the fact would surprise the model. A fact that holds over the prior as well is not earned by the choice of
parameters. Source: predictive checks after Rubin (1984) and Gelman, Meng and Stern (1996), neither opened. Ignores:
dependence between facts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from winset.questions.facts.episodes import Episodes
from winset.questions.facts.statistics import STATISTICS, Statistic
from winset.questions.facts.table import Fact

PAIR = 2


@dataclass(frozen=True)
class Reading:
    """A statistic of one population: its value, an 80 % range over replicates, the verdict and the p-value."""

    value: float
    low: float
    high: float
    inside: bool | None
    p: float | None


@dataclass(frozen=True)
class Verdict:
    """A fact, read at the fitted parameters, over their posterior and over the prior."""

    fact: Fact
    fitted: Reading
    posterior: Reading
    prior: Reading

    @property
    def earned(self) -> bool | None:
        """Inside the band over the posterior and not over the prior; None where the fact has no band."""
        return None if self.posterior.inside is None else bool(self.posterior.inside and not self.prior.inside)


def pairs(draws: int) -> np.ndarray:
    """Draws that share their parameters, (pair, 2)."""
    return np.arange(draws).reshape(-1, PAIR)


def replicates(statistic: Statistic, episodes: Episodes) -> np.ndarray:
    """The statistic of each pair of draws over all cells; those that cannot give it are left out."""
    values = [statistic(episodes.take(pair)) for pair in pairs(episodes.draws)]
    return np.array([v for v in values if np.isfinite(v)])


def p_value(values: np.ndarray, against: float) -> float:
    """Two-sided share of replicates at least as far out as `against`."""
    above, below = ((1 + side.sum()) / (1 + values.size) for side in (values >= against, values <= against))
    return float(min(1.0, 2 * min(above, below)))


def _surprise(fact: Fact, values: np.ndarray) -> float | None:
    if not values.size or (fact.observed is None and fact.holds(0.0) is None):
        return None
    if fact.observed is not None:
        return p_value(values, fact.observed)
    return float((1 + sum(bool(fact.holds(v)) for v in values)) / (1 + values.size))


def reading(fact: Fact, episodes: Episodes) -> Reading:
    """A fact's statistic in one population (KeyError if facts.csv names an unknown statistic)."""
    statistic, episodes = STATISTICS[fact.statistic], replace(episodes, mix=fact.population)
    value, values = statistic(episodes), replicates(statistic, episodes)
    low, high = np.quantile(values, (0.1, 0.9)) if values.size else (np.nan, np.nan)
    return Reading(value, float(low), float(high), fact.holds(value), _surprise(fact, values))


def check(facts: Sequence[Fact], fitted: Episodes, posterior: Episodes, prior: Episodes) -> list[Verdict]:
    """Every fact against the three populations."""
    return [Verdict(fact, *(reading(fact, e) for e in (fitted, posterior, prior))) for fact in facts]


def score(verdicts: Sequence[Verdict], which: str = "fitted") -> tuple[int, int]:
    """Test facts inside their bands in one of the readings (fitted, posterior, prior), and test facts."""
    tests = [v for v in verdicts if v.fact.use == "test"]
    return sum(bool(getattr(v, which).inside) for v in tests), len(tests)
