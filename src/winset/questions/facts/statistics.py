"""The statistics behind the stylised facts: each a number of a population of episodes.

Ratios are sums over sums, so that long episodes weigh as many months as they have; a statistic that its population
cannot give (nobody left, nothing varies) is NaN. Growth compares output with the same draws without sanctions at the
end of an episode and spreads the gap over its years. Success is an agreement, unless its name says otherwise.
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


def _correlation(x: np.ndarray, y: np.ndarray) -> float:
    x, y = x.ravel(), y.ravel()
    if x.size < 3 or x.std() == 0 or y.std() == 0:
        return float("nan")
    return float(np.corrcoef(x, y)[0, 1])


def growth(package: str) -> Statistic:
    """Points of growth a year that a package costs while it is in force."""

    def statistic(all_episodes: Episodes) -> float:
        e = all_episodes.select(lambda c: _scripted(c) and c.package == package)
        return 100 * _ratio(e["growth"].sum(), e["years"].sum())

    return statistic


def early_share(all_episodes: Episodes) -> float:
    """Share of the loss of output at the end of an episode of more than two years that was there after two."""
    e = all_episodes.select(_scripted)
    long = e["years"] > EARLY / 12.0
    return _ratio(-(e["early"] * long).sum(), -(e["growth"] * long).sum())


def success(all_episodes: Episodes, keep: Callable[[Cell], bool] = _strategic) -> float:
    """Share of imposed sanctions that end in an agreement."""
    e = all_episodes.select(keep)
    return _ratio((e["agreed"] * e["imposed"]).sum(), e["imposed"].sum())


def threat_success(all_episodes: Episodes) -> float:
    """Share of agreements among cases that end before anything is imposed; the others are threats dropped."""
    e = all_episodes.select(_strategic)
    return _ratio((e["agreed"] * e["at_threat"]).sum(), e["at_threat"].sum())


def complied(all_episodes: Episodes) -> float:
    """Share of imposed sanctions after which the demand is met in the main."""
    e = all_episodes.select(_strategic)
    return _ratio((e["complied"] * e["imposed"]).sum(), e["imposed"].sum())


def gave_up(all_episodes: Episodes) -> float:
    """Share of imposed sanctions whose sender gives up."""
    e = all_episodes.select(_strategic)
    return _ratio((e["gave_up"] * e["imposed"]).sum(), e["imposed"].sum())


def _hazard_ratio(e: Episodes) -> float:
    under = _ratio(e["exit_inside"].sum(), e["exit_risk"].sum())
    return _ratio(under, _ratio(e["calm_exit_inside"].sum(), e["calm_exit_risk"].sum()))


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
    kinds = np.concatenate([e["exit_kind"].ravel(), e["calm_exit_kind"].ravel()])
    return _ratio(float(np.isin(kinds, forced[:2]).sum()), float(np.isin(kinds, forced).sum()))


def mean_of(name: str) -> Statistic:
    """Mean over scripted episodes."""
    return lambda episodes: float(episodes.select(_scripted)[name].mean())


def openness_change(all_episodes: Episodes) -> float:
    """How much more people come to share in rule (inclusion), less the rise of repression."""
    e = all_episodes.select(_scripted)
    return float(e["inclusion"].mean() - e["repression"].mean())


def open_systems(all_episodes: Episodes) -> float:
    """Rise of unrest in democracies less that in autocracies."""
    free = all_episodes.select(lambda c: _scripted(c) and c.regime == "democracy")
    closed = all_episodes.select(lambda c: _scripted(c) and c.regime != "democracy")
    return float(free["unrest"].mean() - closed["unrest"].mean())


def democracy_gap(all_episodes: Episodes) -> float:
    """Success against democracies less that against autocracies."""
    free = all_episodes.select(lambda c: _strategic(c) and c.regime == "democracy")
    closed = all_episodes.select(lambda c: _strategic(c) and c.regime != "democracy")
    return success(free) - success(closed)


def cost_correlation(all_episodes: Episodes) -> float:
    """Correlation over episodes of what sanctions cost and whether they end in an agreement."""
    e = all_episodes.select(_scripted)
    return _correlation(e["cost"], e["agreed"])


def busters(kinds: tuple[str, ...]) -> Statistic:
    """Success of comprehensive packages with busters of these kinds less that without any."""

    def statistic(all_episodes: Episodes) -> float:
        def comprehensive(kind: str) -> float:
            e = all_episodes.select(
                lambda c: (c.mode, c.package, c.busters, c.open_exits) == ("scripted", "comprehensive", kind, False)
            )
            return float(e["agreed"].mean())

        return float(np.mean([comprehensive(kind) for kind in kinds])) - comprehensive("none")

    return statistic


def persistence(trait: Callable[[Cell], float]) -> Statistic:
    """Correlation over autocratic episodes of a trait of the case with persistence: no agreement, no overthrow."""

    def statistic(all_episodes: Episodes) -> float:
        e = all_episodes.select(lambda c: _scripted(c) and c.regime != "democracy")
        return _correlation(e.trait(trait), e["persists"])

    return statistic


def listing_cohesion(all_episodes: Episodes) -> float:
    """Cohesion of the coalition under a targeted package less that under the same one without listings."""
    closed = all_episodes.select(lambda c: _scripted(c) and c.package == "targeted")
    opened = all_episodes.select(lambda c: c.open_exits)
    return float((closed["cohesion"] - opened["cohesion"]).mean())


def adaptive_share(all_episodes: Episodes) -> float:
    """Share of scripted episodes that end in adaptive reform with a durable bargain."""
    return float(all_episodes.select(_scripted)["adaptive"].mean())


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
