"""The answer in a few plain sentences: who holds, what is conceded, who pays and gains; and when it is rough."""

from __future__ import annotations

import numpy as np

from winset.questions.incidence import window_mean
from winset.report.figures.burden import faction_bands, household_bands
from winset.report.figures.coalition import names_of
from winset.report.material import Arrays, Material
from winset.report.series import held
from winset.report.wording import date_text, enumerate_words, of_draws, percent_words, signed

FEW = 100
"""Below this number of draws an answer says that it is rough."""
USUAL = 1000
"""Draws of a run that says nothing else."""
_HELD, _TOLD = 0.8, 3
"""What a 10-90 band should hold of the record, and how many series that miss it are named."""
_LITTLE = 0.5
"""A median change of income up to this, in per cent, is neither a gain nor a loss."""


def rough(draws: int) -> str:
    """What to think of a run with few draws, "" where they are enough.

    The error is the largest that a share can have, .5 / sqrt(n), with n the pairs of draws that share parameters.
    """
    if draws >= FEW:
        return ""
    error = 50 / np.sqrt(max(draws // 2, 1))
    edge = draws / 10
    beyond = f"about {edge:.0f} draws lie"
    if edge < 1.5:
        beyond = "one draw lies" if edge >= 1 else "under one draw lies"
    return (
        f"only {draws} draw{'' if draws == 1 else 's'}: a probability may have a Monte Carlo error (one standard "
        f"error) of up to ±{error:.0f} points, and {beyond} beyond each edge of a 10–90 % band. Probabilities and "
        f"bands are rough; {USUAL:,} draws are usual."
    )


def short_answer(material: Material) -> list[str]:
    """A few sentences from the recorded numbers beside the same draws without sanctions, then beside the record."""
    said = [_holds(material), _concedes(material), _pays(material), _gains(material), _households(material)]
    return [*said, *_misses(material)]


def _against(share: float | None) -> str:
    if share is None:
        return ""
    words = {0.0: "none", 1.0: "all"}.get(share, percent_words(share))
    return f", against {words} without sanctions"


def _holds(material: Material) -> str:
    """Whether the coalition of the start rules at the end, and the fate of the leader."""
    start = np.array([f.in_coalition for f in material.case.factions])

    def lasting(paths: Arrays) -> float:
        return float(((paths["coalition"][:, -1] > 0.5) == start).all(axis=1).mean())

    holds, rest = lasting(material.paths), None if material.rest is None else lasting(material.rest)
    left, others = float(material.outcomes["leader_exit"][:, -1].mean()), material.rest_outcomes
    stayed = None if others is None else float(others["leader_exit"][:, -1].mean())
    return (
        f"In {date_text(material.month[-1])} the ruling coalition of the start ("
        f"{enumerate_words(names_of(material, start))}) holds in {of_draws(holds)}{_against(rest)}; the leader has "
        f"left in {of_draws(left)}{_against(stayed)}."
    )


def _concedes(material: Material) -> str:
    """How many settled by the end, and the median concession."""
    ends, concession = material.outcomes, float(np.median(material.paths["concession"][:, -1]))
    settled = float((ends["settlement"][:, -1] | ends["compliance"][:, -1]).mean())
    gone = float(ends["sender_capitulation"][:, -1].mean())
    rest = ""
    if material.rest is not None:
        rest = f", against {np.median(material.rest['concession'][:, -1]):.2f} without sanctions"
    given_up = f", and the senders have given up in {of_draws(gone)}" if gone > 0 else ""
    return (
        f"By then a settlement or compliance has come in {of_draws(settled)}{given_up}; the median concession is "
        f"{concession:.2f} on the way from 0 (full defiance) to 1 (full compliance){rest}."
    )


def _pays(material: Material) -> str:
    """Output, the household class and the faction that lose most over the months of strongest pressure."""
    first, last = (date_text(m) for m in material.month[material.window][[0, -1]])
    rest = None if material.rest is None else material.rest["output"]
    change = window_mean(material.paths["output"], material.window, rest) - (rest is None)
    output = 100 * float(np.median(change))
    households, income = household_bands(material)[2], faction_bands(material)[0][2]
    text = f"From {first} to {last}"
    text += ", when pressure is strongest," if np.asarray(material.paths["pressure"]).any() else ""
    text += f" median output {_moved(output, rest is not None)}"
    losers = []
    if households.min() < -_LITTLE:
        name = material.coords["household"][int(np.argmin(households))].replace("_", " ")
        losers.append(f"{name} households ({signed(households.min(), 0)} % real income)")
    if income.min() < -_LITTLE:
        label = material.case.factions[int(np.argmin(income))].label
        losers.append(f"among the factions {label} ({signed(income.min(), 0)} % income on the same posts)")
    return text + (f"; most is lost by {enumerate_words(losers)}." if losers else ".")


def _moved(output: float, beside: bool) -> str:
    """How far output is from no sanctions, or from its trend where that run is missing."""
    if abs(output) < 0.05:
        return "is what it is without sanctions" if beside else "is on its trend"
    if not beside:
        return f"is {abs(output):.1f} % {'above' if output > 0 else 'below'} its trend"
    return f"is {'higher' if output > 0 else 'lower'} by {abs(output):.1f} % of its trend than without sanctions"


def _gains(material: Material) -> str:
    """The faction whose income rises most, and the one that holds most of the rents."""
    bands, rents, _ = faction_bands(material)
    income, owned, factions = bands[2], rents.sum(axis=0), material.case.factions
    best, holder = int(np.argmax(income)), int(np.argmax(owned))
    if income[best] > _LITTLE:
        text = f"Among the factions the largest gain goes to {factions[best].label} ({signed(income[best], 0)} %)"
    else:
        text = "No faction's income rises by more than half a per cent in the median draw"
    if owned.sum() > 0.005:
        share = 100 * owned[holder] / owned.sum()
        text += f"; the largest part of the factions' rents goes to {factions[holder].label} ({share:.0f} %)"
    return text + "."


def household_changes(material: Material) -> tuple[list[str], list[str]]:
    """Household classes that gain and that lose real income in the median draw, each with its change."""
    change = household_bands(material)[2]
    names = [f"{n.replace('_', ' ')} ({signed(x, 0)} %)" for n, x in zip(material.coords["household"], change)]
    gain = [name for name, x in zip(names, change) if x > _LITTLE]
    return gain, [name for name, x in zip(names, change) if x < -_LITTLE]


def _households(material: Material) -> str:
    """Which household classes gain and which lose."""
    gain, lose = household_changes(material)
    if not gain and not lose:
        return "No household class gains or loses more than half a per cent of real income in the median draw."
    parts = [
        f"{enumerate_words(names) or 'none'} {verb}{'' if len(names) > 1 else 's'}"
        for names, verb in ((gain, "gain"), (lose, "lose"))
    ]
    return f"Of the household classes {parts[0]} real income; {parts[1]}."


def _misses(material: Material) -> list[str]:
    """Where recorded history lies outside the bands more often than it should; nothing where there is no record."""
    found = held(material)
    if not found:
        return []
    wide = [h for h in found if h.inside + 1 < _HELD * h.periods]
    if not wide:
        return ["Recorded history lies inside the 10–90 % band about as often as it should, in every series."]
    worst = sorted(wide, key=lambda h: h.inside / h.periods)
    parts = [f"{h.periods - h.inside} of {h.periods} {h.noun}s for {h.name}" for h in worst[:_TOLD]]
    more = f", and too often in {len(worst) - _TOLD} more series" if len(worst) > _TOLD else ""
    text = f"Recorded history lies outside the 10–90 % band in {enumerate_words(parts)}{more}"
    return [f"{text}; one in five is to be expected."]
