"""A draw as a dated account: who moved, why, and what it cost, in plain words and from recorded quantities alone.

`why` is the largest term in the payoff of those who decided (questions/payoff_ledger.py); a figure in log income is
written as the change of income that would weigh as much.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from winset.questions import turning_points as turns
from winset.questions.payoff_ledger import WORDS, Terms, largest
from winset.questions.replay import Month, Replay
from winset.report.wording import date_text, enumerate_words, signed

MOST = 14
"""Events told of one draw."""

_CONCESSION, _OUTPUT = 0.05, 0.02
_SOURCES = {
    "profit": "profits", "scarcity": "scarcity rents", "allocation": "cheap dollars", "smuggling": "smuggling",
    "posts": "posts", "levy": "the levy", "regions": "its regions",
}  # fmt: skip


class Event(NamedTuple):
    """Something that happened: month (index), weight for choosing what to tell, kind, sentence, and its figures."""

    month: int
    weight: float
    kind: str
    text: str
    figures: dict[str, Any]


def worth(value: float) -> str:
    """Log income as the change of income that weighs as much: +2.1 %."""
    change = 100.0 * float(np.expm1(value))
    return f"{signed(change)} %" if abs(change) >= 0.05 else "under 0.05 %"


def account(path: Replay) -> list[Event]:
    """The account of a draw, in the order of time, at most MOST events."""
    labels = {f.name: f.label or f.name for f in path.program.compiled.scenario.factions}
    found = [
        *_pressure(path), *_output(path, labels), *_stances(path, labels), *_coalitions(path, labels),
        *_policy(path, labels), *_firm(path, labels), *_deals(path, labels), *_leader(path, labels),
    ]  # fmt: skip
    kept = sorted(found, key=lambda e: -e.weight)[: MOST - 1]
    return [*sorted(kept, key=lambda e: e.month), _balance(path, labels)]


def date(path: Replay, month: int) -> str:
    """Jul 2012."""
    return date_text(path.dates[month])


def _span(path: Replay, leg: turns.Leg) -> str:
    return f"{date(path, leg.first)} to {date(path, leg.last)}"


def _reason(change: Terms) -> str:
    """mainly distance of the concession from its ideal (+2.1 %)."""
    name, value = largest(change)
    return f"mainly {WORDS[name]} ({worth(value)})"


def _pressure(path: Replay) -> list[Event]:
    values, events = path.series("external", "measures", "pressure"), []
    if values.max() <= 0.0:
        return []
    for whole in turns.legs(values, max(0.02, 0.25 * float(values.max()))):
        leg = turns.trimmed(whole, values)
        rises = leg.end > leg.start
        text = f"Pressure {'rises' if rises else 'falls'} from {100 * leg.start:.0f} % to {100 * leg.end:.0f} % (flows "
        text += "hit, as a share of a year's imports before)."
        found = turns.bites(path, leg.first, leg.last)[:3] if rises else []
        names = [f"{label} ({date(path, month)})" for _, label, month in found]
        text += f" New measures that bite most: {'; '.join(names)}." if names else ""
        figures = {"from": leg.start, "to": leg.end, "until": date(path, leg.last), "measures": names}
        events.append(Event(leg.first, 3.0, "pressure", f"{_span(path, leg)}. {text}", figures))
    return events


def _output(path: Replay, labels: dict[str, str]) -> list[Event]:
    values = path.series("economy", "production", "gdp")
    shadow = np.array([m.after.shadow.economy.production.gdp for m in path.months])
    gap, events = values / shadow - 1.0, []
    for whole in turns.legs(gap, _OUTPUT):
        leg = turns.trimmed(whole, gap)
        falls = leg.end < leg.start
        text = f"{_span(path, leg)}. Output {'falls' if falls else 'recovers'} from {_percent(leg.start)} to "
        text += f"{_percent(leg.end)} of its path without measures."
        figures: dict[str, Any] = {"from": leg.start, "to": leg.end, "until": date(path, leg.last)}
        if falls:
            words, figures["payers"] = _payers(path, labels, leg.last)
            text += f" {words}"
        events.append(Event(leg.first, 2.5 + 10.0 * abs(leg.end - leg.start), "output", text, figures))
    return events


def _percent(share: float) -> str:
    return f"{100.0 + 100.0 * share:.1f} %"


def _payers(path: Replay, labels: dict[str, str], month: int) -> tuple[str, dict[str, Terms]]:
    """Who has lost and who has gained most income by then, and through what."""
    parts = {name: turns.income_parts(path, name, month) for name in path.names}
    order = sorted(parts, key=lambda name: sum(parts[name].values()))
    worst, best = order[0], order[-1]
    gained = sum(parts[best].values()) > 0.0
    words = f"By then most income is lost by {labels[worst]} ({_income(parts[worst])}), and "
    words += f"{'most gained' if gained else 'least lost'} by {labels[best]} ({_income(parts[best])})."
    return words, {worst: parts[worst], best: parts[best]}


def _income(parts: Terms) -> str:
    total = sum(parts.values())
    name = max(parts, key=lambda k: parts[k] * (1.0 if total >= 0 else -1.0))
    return f"{signed(100 * total, 0)} %; {_SOURCES[name]} {signed(100 * parts[name], 0)} points"


def _stances(path: Replay, labels: dict[str, str]) -> list[Event]:
    events = []
    power = path.months[0].before.state.polity.power
    for i, name in enumerate(path.names):
        month = turns.first_turn(path, name)
        if month is None or month == 0:
            continue
        change = turns.stance_terms(path, name, month)
        text = f"{date(path, month)}. From now on giving way is worth more than standing firm to {labels[name]}: "
        text += f"{worth(sum(change.values()))}, {_reason(change)}."
        events.append(Event(month, 1.0 + float(power[i]), "stance", text, {"faction": name, "change": change}))
    return events


def _coalitions(path: Replay, labels: dict[str, str]) -> list[Event]:
    left = turns.exit_of_leader(path)
    fallen = left[0].number if left and left[1] != "regular" else -1
    events = []
    for month in turns.changes_of_coalition(path):
        if month.number != fallen:
            events.append(_regrouping(path, labels, month))
    return events


def _regrouping(path: Replay, labels: dict[str, str], month: Month) -> Event:
    choice = turns.regrouping(path, month)
    old = turns.members_of(month.before.state.polity.coalition.members, path.names)
    new = turns.members_of(month.after.state.polity.coalition.members, path.names)
    entered, gone = [n for n in new if n not in old], [n for n in old if n not in new]
    text = f"{date(path, month.number)}. The ruling coalition changes."
    text += f" In: {enumerate_words([labels[n] for n in entered])}." if entered else ""
    text += f" Out: {enumerate_words([labels[n] for n in gone])}." if gone else ""
    stay = [n for n in new if n in old and n in choice.changes]
    if stay:
        gainer = max(stay, key=lambda n: sum(choice.changes[n].values()))
        gain = choice.changes[gainer]
        text += f" Of those who stay, most is gained by {labels[gainer]} ({worth(sum(gain.values()))} beyond what the "
        text += f"change would be worth without pressure, {_reason(gain)})."
    for name in gone:
        text += (
            f" The posts lost were {100 * turns.seats_lost(month, name, path):.0f} % of the income of {labels[name]}."
        )
    figures = {"in": entered, "out": gone, "changes": choice.changes}
    return Event(month.number, 4.0, "coalition", text, figures)


def _policy(path: Replay, labels: dict[str, str]) -> list[Event]:
    values, events = path.series("polity", "policy", "concession"), []
    for whole in turns.legs(values, _CONCESSION):
        leg = turns.trimmed(whole, values)
        choice = turns.movement(path, leg)
        text = f"{_span(path, leg)}. The concession {'rises' if leg.end > leg.start else 'falls'} from {leg.start:.2f} "
        text += f"to {leg.end:.2f}, the biggest step in {date(path, choice.month)}. {_sides(choice, labels)}"
        figures = {"from": leg.start, "to": leg.end, "until": date(path, leg.last), "together": choice.together,
                   "changes": choice.changes}  # fmt: skip
        events.append(Event(leg.first, 5.0 + abs(leg.end - leg.start), "concession", text, figures))
    return events


def _firm(path: Replay, labels: dict[str, str]) -> list[Event]:
    """Why policy stayed, where it did while pressure was on."""
    concession = path.series("polity", "policy", "concession")
    pressed = path.series("external", "measures", "pressure").max() > 0.0
    if not pressed or any(leg.end > leg.start for leg in turns.legs(concession, _CONCESSION)):
        return []
    choice = turns.firmness(path)
    asked = path.months[choice.month].outlook[2]
    text = f"{date(path, choice.month)}. Pressure is at its height and the concession stays at "
    text += f"{concession[choice.month]:.2f}; a settlement would take about {asked:.2f}. To those in the coalition, "
    text += f"weighed by power, going there is worth {_weighed(choice.together)}."
    totals = {name: sum(choice.changes[name].values()) for name in choice.deciders}
    ready, hardest = [labels[n] for n in totals if totals[n] > 0.0], min(totals, key=lambda n: totals[n])
    text += f" In the coalition it would be a gain to {enumerate_words(ready) or 'nobody'}"
    if totals[hardest] < 0.0:
        text += f"; most would be lost by {labels[hardest]} ({_weighed(choice.changes[hardest])})"
    text += "."
    figures = {"settlement": float(asked), "together": choice.together, "changes": choice.changes}
    return [Event(choice.month, 5.0, "firmness", text, figures)]


def _sides(choice: turns.Choice, labels: dict[str, str]) -> str:
    """What a move is worth to those who decided, and to who gains and who loses most, in the coalition or out of it."""
    own, other = _parted(choice.together)
    words = "To those in the coalition, weighed by power, the concession itself is worth "
    words += f"{_weighed(own)}; what is agreed with it {_weighed(other)}."
    totals = {name: sum(change.values()) for name, change in choice.changes.items()}
    best, worst = max(totals, key=lambda n: totals[n]), min(totals, key=lambda n: totals[n])
    if totals[best] > 0.001:
        words += f" Most is gained by {labels[best]} ({worth(totals[best])}, {_reason(choice.changes[best])})."
    if totals[worst] < -0.001:
        words += f" Most is lost by {labels[worst]} ({worth(totals[worst])}, {_reason(choice.changes[worst])})."
    return words


def _weighed(terms: Terms) -> str:
    total = sum(terms.values())
    return f"{worth(total)}, {_reason(terms)}" if abs(total) >= 0.0005 else "next to nothing"


def _parted(terms: Terms) -> tuple[Terms, Terms]:
    """Terms of the concession itself, and those of what is agreed with it."""
    own = {name: value for name, value in terms.items() if name in turns.OWN}
    return own, {name: value for name, value in terms.items() if name not in turns.OWN}


_DEALS = {
    "lifted": ("A final deal lifts pressure", "final"),
    "suspended": ("An interim deal suspends part of the pressure", "interim"),
    "revived": ("The deal breaks and the threat is back", "snapback"),
    "reimposed": ("The deal breaks and pressure comes back", "snapback"),
}


def _deals(path: Replay, labels: dict[str, str]) -> list[Event]:
    events = []
    for month, kind in turns.deals(path):
        state = month.after.state
        words, hazard = _DEALS[kind]
        if kind == "lifted" and state.polity.events.end == 3.0:
            words, hazard = "The sender gives up and lifts pressure", "capitulation"
        if kind == "lifted" and state.polity.events.at_threat > 0.0:
            words = "The sender drops its threat" if hazard == "capitulation" else "A deal ends the threat"
        chance = 1.0 - float(np.exp(-getattr(state.polity.hazards, hazard)))
        text = f"{date(path, month.number)}. {words} (a chance of {100 * chance:.1f} % in that month): relief goes to "
        text += f"{100 * state.external.sender.relief:.0f} %, at a concession of {state.polity.policy.concession:.2f} "
        text += f"where {state.external.sender.demand:.2f} was asked."
        figures = {"chance": chance, "relief": float(state.external.sender.relief)}
        events.append(Event(month.number, 6.0, kind, text, figures))
    return events


def _leader(path: Replay, labels: dict[str, str]) -> list[Event]:
    left = turns.exit_of_leader(path)
    if left is None:
        return []
    month, mode = left
    hazards, inputs = month.after.state.polity.hazards, month.after.inputs
    monthly, base = float(getattr(hazards, mode)), float(getattr(inputs.institutions, mode)) / 12.0
    names = {"regular": "leaves office in the regular way", "insider": "is removed by insiders",
             "coup": "falls to a coup", "uprising": "falls to an uprising"}  # fmt: skip
    ruler = labels[path.names[int(month.before.state.polity.coalition.leader)]]
    text = f"{date(path, month.number)}. The leader ({ruler}) {names[mode]}; the risk was {100 * monthly:.2f} % in "
    text += f"that month, {monthly / base:.1f} times its rate at rest." if base > 0.0 else "that month."
    if mode == "regular" and path.program.compiled.path[month.number].succession > 0.0:
        text += " It was a month of a dated succession."
    if mode != "regular":
        text += f" {labels[path.names[int(month.after.state.polity.coalition.leader)]]} takes over."
    return [Event(month.number, 7.0, "leader", text, {"mode": mode, "monthly": monthly, "at_rest": base})]


def _balance(path: Replay, labels: dict[str, str]) -> Event:
    """What the whole path came to."""
    last = len(path.months) - 1
    state = path.months[last].after.state
    income = path.series("information", "income")[:, : len(path.names)].mean(axis=0)
    power = path.series("polity", "power")[:, : len(path.names)]
    drift = power[-1] - power[0]
    low, high = int(income.argmin()), int(income.argmax())
    text = f"{date(path, last)}. In the end the concession is {state.polity.policy.concession:.2f} and relief "
    text += f"{100 * state.external.sender.relief:.0f} %. Over the whole time income against the same posts without "
    text += f"pressure was lowest for {labels[path.names[low]]} ({worth(income[low])}) and highest for "
    text += f"{labels[path.names[high]]} ({worth(income[high])}). Power went most to "
    text += f"{labels[path.names[int(drift.argmax())]]} ({signed(100 * drift.max())} points), away from "
    text += f"{labels[path.names[int(drift.argmin())]]} ({signed(100 * drift.min())})."
    figures = {"income": dict(zip(path.names, map(float, income))), "power": dict(zip(path.names, map(float, drift)))}
    return Event(last, 0.0, "balance", text, figures)
