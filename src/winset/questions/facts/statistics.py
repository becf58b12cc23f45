"""The statistics behind the stylised facts: each a number of a population of episodes.

Ratios are sums over sums, so that long episodes weigh as many months as they have; a statistic that its population
cannot give (nobody left, nothing varies) is NaN. Cells count by their weight in the population; of how cases end, which
is known of those that were imposed or threatened, by their weight among these. Growth compares output
with the same draws without sanctions at the end of an episode and spreads the gap over its years. Success is an
agreement, unless its name says otherwise.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from winset.questions.facts.episodes import EARLY, Episodes
from winset.questions.facts.population import Cell
from winset.types import EXITS

Statistic = Callable[[Episodes], float]


def _plain(cell: Cell) -> bool:
    return cell.busters == "none" and not cell.open_exits and not cell.veto


def _scripted(cell: Cell) -> bool:
    return cell.mode == "scripted" and _plain(cell)


def _strategic(cell: Cell) -> bool:
    return cell.mode == "strategic" and _plain(cell)


def _ratio(top: float, low: float) -> float:
    return float(top / low) if low > 0 else float("nan")


def _weights(e: Episodes) -> np.ndarray:
    """How much every cell counts, (cell, 1)."""
    return np.array([cell.weight(e.mix) for cell in e.cells])[:, None]


def _total(e: Episodes, *names: str) -> float:
    """Weighted sum over episodes of the product of some of their numbers."""
    return float((_weights(e) * np.prod([e[name] for name in names], axis=0)).sum())


def _mean(e: Episodes, name: str) -> float:
    return float(np.average(e[name].mean(axis=1), weights=_weights(e)[:, 0]))


def _share(e: Episodes, top: str, low: str) -> float:
    """Share of `top` among episodes with `low`, cell by cell: cells count by weight, however few episodes they have."""
    count = e[low].sum(axis=1)
    known = count > 0
    if not known.any():
        return float("nan")
    shares = (e[top] * e[low]).sum(axis=1)[known] / count[known]
    return float(np.average(shares, weights=_weights(e)[known, 0]))


def _correlation(e: Episodes, x: np.ndarray, y: np.ndarray) -> float:
    """Weighted correlation of two numbers of every episode, (cell, draw)."""
    w = np.broadcast_to(_weights(e), x.shape).ravel()
    cov = np.cov(x.ravel(), y.ravel(), aweights=w) if x.size > 2 else np.zeros((2, 2))
    spread = np.sqrt(cov[0, 0] * cov[1, 1])
    return float(cov[0, 1] / spread) if spread > 0 else float("nan")


def growth(package: str) -> Statistic:
    """Points of growth a year that a package costs while it is in force."""

    def statistic(all_episodes: Episodes) -> float:
        e = all_episodes.select(lambda c: _scripted(c) and c.package == package)
        return 100 * _ratio(_total(e, "growth"), _total(e, "years"))

    return statistic


def early_share(all_episodes: Episodes) -> float:
    """Share of the loss of output at the end of an episode of more than two years that was there after two."""
    e = all_episodes.select(_scripted)
    long = _weights(e) * (e["years"] > EARLY / 12.0)
    return _ratio(-(e["early"] * long).sum(), -(e["growth"] * long).sum())


def success(all_episodes: Episodes, keep: Callable[[Cell], bool] = _strategic) -> float:
    """Share of imposed sanctions that end in an agreement."""
    e = all_episodes.select(keep)
    return _share(e, "agreed", "imposed")


def threat_success(all_episodes: Episodes) -> float:
    """Share of agreements among cases that end before anything is imposed; the others are threats dropped."""
    e = all_episodes.select(_strategic)
    return _share(e, "agreed", "at_threat")


def complied(all_episodes: Episodes) -> float:
    """Share of imposed sanctions after which the demand is met in the main."""
    e = all_episodes.select(_strategic)
    return _share(e, "complied", "imposed")


def gave_up(all_episodes: Episodes) -> float:
    """Share of imposed sanctions whose sender gives up."""
    e = all_episodes.select(_strategic)
    return _share(e, "gave_up", "imposed")


def _hazard_ratio(e: Episodes) -> float:
    under = _ratio(_total(e, "exit_inside"), _total(e, "exit_risk"))
    return _ratio(under, _ratio(_total(e, "calm_exit_inside"), _total(e, "calm_exit_risk")))


def hazard_ratio(all_episodes: Episodes) -> float:
    """Monthly hazard that the ruler goes under sanctions, over that of the same months without."""
    return _hazard_ratio(all_episodes.select(_scripted))


def personalist_hazard(all_episodes: Episodes) -> float:
    """Log of the hazard ratio of personalist rulers over that of the other autocracies."""
    own = all_episodes.select(lambda c: _scripted(c) and c.regime == "personalist")
    others = all_episodes.select(lambda c: _scripted(c) and c.regime not in ("personalist", "democracy"))
    ratio = _ratio(_hazard_ratio(own), _hazard_ratio(others))
    return float(np.log(ratio)) if ratio > 0 else float("nan")


def insider_share(all_episodes: Episodes) -> float:
    """Share of insiders and officers among the removals by force in autocracies, with and without sanctions."""
    e = all_episodes.select(lambda c: _scripted(c) and c.regime != "democracy")
    forced = [EXITS.index(kind) for kind in ("insider", "coup", "uprising")]

    def counted(kinds: list[int]) -> float:
        found = np.isin(e["exit_kind"], kinds).astype(float) + np.isin(e["calm_exit_kind"], kinds)
        return float((_weights(e) * found).sum())

    return _ratio(counted(forced[:2]), counted(forced))


def mean_of(name: str) -> Statistic:
    """Mean over scripted episodes."""
    return lambda episodes: _mean(episodes.select(_scripted), name)


def openness_change(all_episodes: Episodes) -> float:
    """How much more people come to share in rule (inclusion), less the rise of repression."""
    e = all_episodes.select(_scripted)
    return _mean(e, "inclusion") - _mean(e, "repression")


def open_systems(all_episodes: Episodes) -> float:
    """Rise of unrest in democracies less that in autocracies."""
    free = all_episodes.select(lambda c: _scripted(c) and c.regime == "democracy")
    closed = all_episodes.select(lambda c: _scripted(c) and c.regime != "democracy")
    return _mean(free, "unrest") - _mean(closed, "unrest")


def democracy_gap(all_episodes: Episodes) -> float:
    """Success against democracies less that against autocracies."""
    free = all_episodes.select(lambda c: _strategic(c) and c.regime == "democracy")
    closed = all_episodes.select(lambda c: _strategic(c) and c.regime != "democracy")
    return success(free) - success(closed)


def cost_correlation(all_episodes: Episodes) -> float:
    """Correlation over episodes of what sanctions cost and whether they end in an agreement."""
    e = all_episodes.select(_scripted)
    return _correlation(e, e["cost"], e["agreed"])


def busters(kinds: tuple[str, ...]) -> Statistic:
    """Success of comprehensive packages with busters of these kinds less that without any."""

    def statistic(all_episodes: Episodes) -> float:
        def comprehensive(kind: str) -> float:
            own = ("scripted", "comprehensive", kind, "core")
            return _mean(all_episodes.select(lambda c: (c.mode, c.package, c.busters, c.stake) == own), "agreed")

        return float(np.mean([comprehensive(kind) for kind in kinds])) - comprehensive("none")

    return statistic


def persistence(trait: Callable[[Cell], float]) -> Statistic:
    """Correlation over autocratic episodes of a trait of the case with persistence: no agreement, no overthrow."""

    def statistic(all_episodes: Episodes) -> float:
        e = all_episodes.select(lambda c: _scripted(c) and c.regime != "democracy")
        return _correlation(e, e.trait(trait), e["persists"])

    return statistic


def listing_cohesion(all_episodes: Episodes) -> float:
    """Cohesion of the coalition under a targeted package less that under the same one without listings."""
    closed = all_episodes.select(lambda c: _scripted(c) and (c.package, c.stake) == ("targeted", "other"))
    opened = all_episodes.select(lambda c: c.open_exits)
    return float((closed["cohesion"] - opened["cohesion"]).mean())


def adaptive_share(all_episodes: Episodes) -> float:
    """Share of scripted episodes that end in adaptive reform with a durable bargain."""
    return _mean(all_episodes.select(_scripted), "adaptive")


def veto_gap(all_episodes: Episodes) -> float:
    """Success where all members can block less that of the same cases where only the ruler can."""
    blocked = all_episodes.select(lambda c: c.veto == "unanimity")
    free = all_episodes.select(lambda c: c.veto == "leader")
    return success(blocked, lambda c: True) - success(free, lambda c: True)


STATISTICS: dict[str, Statistic] = {
    "success": success,
    "threat_success": threat_success,
    "complied": complied,
    "gave_up": gave_up,
    **{f"growth_{name}": growth(name) for name in ("unilateral", "multilateral", "comprehensive")},
    "early_share": early_share,
    "hazard_ratio": hazard_ratio,
    "personalist_hazard": personalist_hazard,
    "insider_share": insider_share,
    "repression_rise": mean_of("repression"),
    "shadow_rise": mean_of("shadow"),
    "approval_change": mean_of("approval"),
    "poor_gap": mean_of("poor"),
    "openness_change": openness_change,
    "open_systems": open_systems,
    "democracy_gap": democracy_gap,
    "cost_correlation": cost_correlation,
    "busters_jointly": busters(("both",)),
    "busters_single": busters(("commercial", "political")),
    "claims_correlation": persistence(lambda cell: cell.claims),
    "linkage_correlation": persistence(lambda cell: cell.linkage),
    "breadth_correlation": persistence(lambda cell: cell.breadth),
    "listing_cohesion": listing_cohesion,
    "veto_gap": veto_gap,
    "adaptive_share": adaptive_share,
}
"""Every statistic by the name that `facts.csv` uses."""
