"""What brought a difference about: Shapley shares and single switch-offs over mechanisms or parts of the package.

The difference is an outcome with sanctions less the same without (or between two levels of a lever), draw by draw.
For a set of partners S it is taken with the mechanisms of all other partners off, or with only S's measures in the
package; `none` is what is left with no partner at all, and the shares add up to the rest:

    sum over i of phi_i = v(all) - v(none)

Up to six partners every set is run, more are sampled in orders (shapley.py). Errors cover chance and parameters
(pairs of draws) and, where orders are sampled, their choice. Ignores: that a mechanism switched off changes what the
others mean; a share is a way of splitting an interaction evenly, not a force of its own. With `pressure_points` off
factions know their exposure under the whole economy (simulate/exposure.py), whatever of the economy is off.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from winset.ensemble.settings import Settings
from winset.questions import shapley
from winset.questions.arrays import monte_carlo_error
from winset.questions.contrasts import Bench, Program, Task, Tick, build, without_sanctions
from winset.questions.named_outcomes import Outcome
from winset.questions.partners import mechanism_partners, only, package_partners
from winset.scenario import Scenario

EXACT = 6
"""Up to this many partners all sets are run."""

Sides = Callable[[int], tuple[Task, Task]]


@dataclass(frozen=True)
class Attribution:
    """Means and errors by (partner, outcome); of the whole difference and of what no partner leaves (outcome,)."""

    partners: tuple[str, ...]
    outcomes: tuple[Outcome, ...]
    shares: np.ndarray
    errors: np.ndarray
    fractions: np.ndarray
    fraction_errors: np.ndarray
    alone: np.ndarray
    alone_errors: np.ndarray
    switched_off: np.ndarray
    switched_off_errors: np.ndarray
    whole: np.ndarray
    whole_errors: np.ndarray
    none: np.ndarray
    none_errors: np.ndarray
    orders: int
    simulations: int


def mechanism_sides(high: Program, low: Program, partners: Sequence[tuple[str, ...]]) -> Sides:
    """Both sides of the difference with the mechanisms of the partners outside a set switched off."""

    def sides(members: int) -> tuple[Task, Task]:
        off = tuple(m for i, names in enumerate(partners) if not members >> i & 1 for m in names)
        return Task(("high", members), high, off), Task(("low", members), low, off)

    return sides


def package_sides(scenario: Scenario, settings: Settings, high: Program, parts: Sequence[tuple[int, ...]]) -> Sides:
    """With only the measures of a set's partners, against no sanctions at all."""
    low = Task(("low",), without_sanctions(high))

    def sides(members: int) -> tuple[Task, Task]:
        kept = [m for i, positions in enumerate(parts) if members >> i & 1 for m in positions]
        return Task(("high", members), build(only(scenario, kept), settings, sampled_as=high)), low

    return sides


def attribute(
    bench: Bench, names: Sequence[str], sides: Sides, orders: int = 20, tick: Callable[[int], Tick] | None = None
) -> Attribution:
    """Run what the shares need and compute them.

    `orders` are sampled where there are more than `EXACT` partners (an even number, at least two); `tick` gets the
    number of simulations to come and answers with a callback for those that are done.
    """
    count, whole = len(names), (1 << len(names)) - 1
    exact = count <= EXACT
    chosen = np.empty((0, count), int) if exact else shapley.sampled_orders(count, orders, bench.settings.seed)
    sets = set(shapley.every_set(count) if exact else shapley.sets_on_the_way(chosen))
    sets |= {whole, 0} | {1 << i for i in range(count)} | {whole ^ 1 << i for i in range(count)}
    tasks = {members: sides(members) for members in sorted(sets)}
    flat = [task for pair in tasks.values() for task in pair]
    simulations = len({task.key for task in flat})
    bench.measure(flat, tick(simulations) if tick else None)
    worth = {m: bench.found[a.key] - bench.found[b.key] for m, (a, b) in tasks.items()}
    found = shapley.exact_shares(worth, count)[None] if exact else shapley.marginals(worth, chosen)
    return _gather(tuple(names), bench, worth, found, simulations)


def _gather(
    names: tuple[str, ...], bench: Bench, worth: dict[int, np.ndarray], found: np.ndarray, simulations: int
) -> Attribution:
    count, whole = len(names), (1 << len(names)) - 1
    alone = np.array([worth[1 << i] - worth[0] for i in range(count)])
    lost = np.array([worth[whole] - worth[whole ^ 1 << i] for i in range(count)])
    shares = found.mean(axis=(0, -1))
    total = shares.sum(axis=0)
    fractions = shares / np.where(total == 0.0, np.nan, total)
    return Attribution(
        names, tuple(bench.outcomes),
        shares, shapley.share_errors(found), fractions, shapley.share_errors(found, ratio=True),
        alone.mean(axis=-1), _errors(alone), lost.mean(axis=-1), _errors(lost),
        worth[whole].mean(axis=-1), _errors(worth[whole]), worth[0].mean(axis=-1), _errors(worth[0]),
        0 if found.shape[0] == 1 else found.shape[0], simulations,
    )  # fmt: skip


def _errors(values: np.ndarray) -> np.ndarray:
    return monte_carlo_error(np.moveaxis(values, -1, 0))


def attribute_sanctions(
    scenario: Scenario,
    settings: Settings,
    outcomes: Sequence[Outcome],
    by: str = "group",
    *,
    orders: int = 20,
    threads: int | None = None,
    tick: Callable[[int], Tick] | None = None,
) -> Attribution:
    """Split the difference that sanctions make: `by` group, mechanism, channel, sender or measure."""
    bench, program = Bench(settings, outcomes, threads), build(scenario, settings)
    if by in ("group", "mechanism"):
        groups = mechanism_partners(by, settings.off)
        sides = mechanism_sides(program, without_sanctions(program), list(groups.values()))
        return attribute(bench, list(groups), sides, orders, tick)
    parts = package_partners(by, scenario)
    return attribute(bench, list(parts), package_sides(scenario, settings, program, list(parts.values())), orders, tick)


def attribute_lever(
    levels: tuple[tuple[Scenario, Settings], tuple[Scenario, Settings]],
    outcomes: Sequence[Outcome],
    by: str = "group",
    *,
    orders: int = 20,
    threads: int | None = None,
    tick: Callable[[int], Tick] | None = None,
) -> Attribution:
    """Split, over mechanisms, the difference between the second and the first of two levels of a lever."""
    low, high = (build(scenario, settings) for scenario, settings in levels)
    groups = mechanism_partners(by, levels[0][1].off)
    bench = Bench(levels[0][1], outcomes, threads)
    return attribute(bench, list(groups), mechanism_sides(high, low, list(groups.values())), orders, tick)
