"""Turning points of one draw: where pressure, policy, output, the coalition and the ruler turned.

A leg of a series runs from one turn to the next and is at least `least` long; shorter wiggles belong to the leg
around them. Everything found here is a plain record of what the replayed state holds; account.py puts it in words.
Ignores: what happens inside a month.
"""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import numpy as np

from winset.external.package import package
from winset.polity.membership import holds, power_of
from winset.polity.prospects import IMPOSED, LIFTED, SUSPENDED
from winset.questions.partners import only
from winset.questions.payoff_ledger import (
    LINE,
    Terms,
    difference,
    line_in_force,
    line_terms,
    regrouping_terms,
)
from winset.questions.replay import Month, Replay, Scene, phases
from winset.scenario.dates import month_number
from winset.simulate.compile import Compiled, compile_scenario
from winset.types import EXITS, STATE, blank

SEEN = 0.02
"""Steps of the concession smaller than this are nothing to give way on."""

OWN = ("stake", "distance_concession", "audience", "slant")
"""Terms that a concession itself moves; the others belong to what is agreed together with it."""


class Leg(NamedTuple):
    """From one turn to the next: first and last month, and the values there."""

    first: int
    last: int
    start: float
    end: float


class Choice(NamedTuple):
    """What was chosen in or from a month on: by faction what changed in its payoff, term by term, and for `deciders`
    together, weighed by their power.
    """

    month: int
    changes: dict[str, Terms]
    together: Terms
    deciders: tuple[str, ...]


def legs(values: np.ndarray, least: float) -> list[Leg]:
    """Legs of a series (month,) that are at least `least` long, in order and of alternating direction."""
    turns, up, extreme = [0], 0, 0
    for t in range(1, len(values)):
        if up == 0:
            low, high = values[: t + 1].argmin(), values[: t + 1].argmax()
            if values[high] - values[low] >= least:
                up, extreme = (1, int(high)) if high > low else (-1, int(low))
                turns = [int(low if up > 0 else high)]
        elif (values[t] - values[extreme]) * up > 0:
            extreme = t
        elif (values[extreme] - values[t]) * up >= least:
            turns.append(extreme)
            up, extreme = -up, t
    if up != 0:
        turns.append(extreme)
    return [Leg(a, b, float(values[a]), float(values[b])) for a, b in pairwise(turns) if a != b]


def members_of(mask: float, names: tuple[str, ...]) -> tuple[str, ...]:
    """Names of the factions in a bit mask."""
    return tuple(name for i, name in enumerate(names) if holds(int(mask), i))


def trimmed(leg: Leg, values: np.ndarray, part: float = 0.1) -> Leg:
    """The leg without the slow first and last tenth of its way."""
    way = (values[leg.first : leg.last + 1] - leg.start) / (leg.end - leg.start)
    first = leg.first + int(np.flatnonzero(way <= part)[-1])
    last = leg.first + int(np.flatnonzero(way >= 1.0 - part)[0])
    return leg if first >= last else Leg(first, last, float(values[first]), float(values[last]))


def movement(path: Replay, leg: Leg) -> Choice:
    """What moving policy along a leg was worth: month by month the line and the purse after it against those before.

    Each month is taken at its own stakes and summed; `together` weighs those who sat in the coalition that month.
    """
    n = len(path.names)
    changes = {name: dict.fromkeys(LINE, 0.0) for name in path.names}
    together, deciders, steps = dict.fromkeys(LINE, 0.0), set(), []
    for month in path.months[leg.first + 1 : leg.last + 1]:
        scene = phases(path, month)[1]
        members = int(scene.state.polity.coalition.members)
        total = power_of(members, scene.state.polity.power, n)
        steps.append(abs(line_in_force(month.after)[0] - line_in_force(scene)[0]))
        for i, name in enumerate(path.names):
            moved = _moved(i, path, month, scene)
            weight = float(scene.state.polity.power[i]) / total if holds(members, i) else 0.0
            for term, value in moved.items():
                changes[name][term] += value
                together[term] += weight * value
        deciders |= set(members_of(members, path.names))
    return Choice(leg.first + 1 + int(np.argmax(steps)), changes, together, tuple(sorted(deciders)))


def _moved(i: int, path: Replay, month: Month, scene: Scene) -> Terms:
    """What a month's move of line and purse is worth to faction i."""
    fund, market = scene.state.economy.fiscal.posts, scene.work.market[i]
    purses = (month.after.state.polity.policy.purse[i], scene.state.polity.policy.purse[i])
    then, now = (market + fund * purse for purse in purses)
    payoff = path.params.payoff
    return difference(
        line_terms(i, line_in_force(month.after), scene, month.outlook, payoff, then),
        line_terms(i, line_in_force(scene), scene, month.outlook, payoff, now),
    )


def regrouping(path: Replay, month: Month) -> Choice:
    """What the month's new coalition is worth to everybody in the old or the new one, against the old one."""
    scene, seated = phases(path, month)
    old, new = (int(s.state.polity.coalition.members) for s in (scene, seated))
    power, total = scene.state.polity.power, power_of(new, scene.state.polity.power, len(path.names))
    changes: dict[str, Terms] = {}
    together: Terms = {}
    for i, name in enumerate(path.names):
        if holds(old | new, i):
            changes[name] = regrouping_terms(i, new, old, scene, month.outlook, path.params)
            weight = float(power[i]) / total if holds(new, i) else 0.0
            together = {t: together.get(t, 0.0) + weight * v for t, v in changes[name].items()}
    return Choice(month.number, changes, together, members_of(new, path.names))


def changes_of_coalition(path: Replay) -> list[Month]:
    """Months in which membership changed."""
    return [
        m
        for m in path.months
        if int(m.before.state.polity.coalition.members) != int(m.after.state.polity.coalition.members)
    ]


def firmness(path: Replay) -> Choice:
    """What giving way in full would be worth to everybody in the month of the greatest pressure."""
    month = path.months[int(path.series("external", "measures", "pressure").argmax())]
    polity = month.before.state.polity
    members = members_of(polity.coalition.members, path.names)
    total = power_of(int(polity.coalition.members), polity.power, len(path.names))
    changes = {name: stance_terms(path, name, month.number) for name in path.names}
    together = dict.fromkeys(LINE, 0.0)
    for name in members:
        for term, value in changes[name].items():
            together[term] += float(polity.power[path.names.index(name)]) / total * value
    return Choice(month.number, changes, together, members)


def seats_lost(month: Month, name: str, path: Replay) -> float:
    """Share of its income that a faction had from posts before it was put out."""
    i = path.names.index(name)
    scene = month.before
    return float(scene.state.economy.ledger.posts[i] / scene.work.income[i])


def deals(path: Replay) -> list[tuple[Month, str]]:
    """Months in which pressure was suspended, lifted or brought back."""
    found = []
    for m in path.months:
        before, after = (int(s.state.external.sender.status) for s in (m.before, m.after))
        if before == after:
            continue
        if after == LIFTED:
            found.append((m, "lifted"))
        elif after == SUSPENDED:
            found.append((m, "suspended"))
        elif before >= SUSPENDED:
            found.append((m, "revived" if after < IMPOSED else "reimposed"))
    return found


def exit_of_leader(path: Replay) -> tuple[Month, str] | None:
    """The month and the manner in which the leader left, if any."""
    for m in path.months:
        if m.before.state.polity.events.exit == 0.0 and m.after.state.polity.events.exit > 0.0:
            return m, EXITS[int(m.after.state.polity.events.exit)]
    return None


def income_parts(path: Replay, name: str, month: int) -> Terms:
    """By source, a faction's income less what it would earn then without measures, as a share of the latter."""
    i, scene = path.names.index(name), path.months[month].after
    here, there = scene.state.economy.ledger, scene.shadow.economy.ledger
    base = max(float(there.income[i]), 1e-9)
    names = ("profit", "scarcity", "allocation", "smuggling", "posts", "levy")
    sign = {"levy": -1.0}
    parts = {n: sign.get(n, 1.0) * float(getattr(here, n)[i] - getattr(there, n)[i]) / base for n in names}
    given, kept = scene.state.economy.regions.patrons[i], scene.shadow.economy.regions.patrons[i]
    return {**parts, "regions": float(given - kept) / base}


def first_turn(path: Replay, name: str, lasting: int = 6) -> int | None:
    """First month from which giving way in full is worth more to a faction than standing firm, `lasting` months on end.

    None where that never comes, or where there is nothing left to give.
    """
    gains = [sum(stance_terms(path, name, t).values()) for t in range(len(path.months))]
    way = [m.outlook[2] - line_in_force(m.before)[0] for m in path.months]
    ready = ((np.array(gains) > 0.0) & (np.array(way) > SEEN)).astype(int)
    run = np.convolve(ready, np.ones(min(lasting, len(ready)), int), "valid")
    found = np.flatnonzero(run == lasting)
    return int(found[0]) if found.size else None


def bites(path: Replay, first: int, last: int) -> list[tuple[float, str, int]]:
    """Measures that entered from month `first` to `last`: what pressure at `last` would lack without each, its label
    and month; largest first. Intensity and relief are left aside.
    """
    compiled = path.program.compiled
    scenario, start = compiled.scenario, month_number(compiled.scenario.period.start)
    measures, whole = scenario.package.measures, _pressure_at(path, compiled, last)
    found = []
    for j, measure in enumerate(measures):
        month = month_number(measure.date) - start
        if first <= month <= last and measure.label:
            others = compile_scenario(only(scenario, [k for k in range(len(measures)) if k != j]), compiled.months)
            found.append((whole - _pressure_at(path, others, last), measure.label, month))
    return sorted(found, key=lambda item: -item[0])


def _pressure_at(path: Replay, compiled: Compiled, month: int) -> float:
    """Pressure of a package in a month at full intensity, before evasion (external/package.py)."""
    room = blank(STATE)[0].external
    room.sender.intensity = 1.0
    package(room, compiled.path[month], path.months[month].after.inputs, path.params.package)
    return float(room.measures.pressure)


def stance_terms(path: Replay, name: str, month: int) -> Terms:
    """What giving way in full would be worth to a faction in a month, against standing firm, term by term."""
    i, m = path.names.index(name), path.months[month]
    _, a, r, b = here = line_in_force(m.before)
    there = (max(here[0], m.outlook[2]), a, r, b)
    payoff = path.params.payoff
    return difference(
        line_terms(i, there, m.before, m.outlook, payoff), line_terms(i, here, m.before, m.outlook, payoff)
    )
