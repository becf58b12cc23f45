"""The answer in plain words: who rules, who pays, who gains, what moves, how it ends, how sure."""

from __future__ import annotations

import numpy as np

from winset.questions.arrays import bands, probability
from winset.questions.coalition_shift import frequent_coalitions
from winset.questions.incidence import percent_change, window_mean
from winset.questions.outcomes import year_ends
from winset.report.figures.burden import faction_bands, household_bands
from winset.report.figures.coalition import names_of
from winset.report.material import Material
from winset.report.series import held
from winset.report.short_answer import household_changes
from winset.report.spread import splits
from winset.report.wording import band, date_text, enumerate_words, of_draws, percent_words, signed

Answer = tuple[str, str]


def answer(material: Material) -> list[Answer]:
    """Headed sentences, each (heading, text)."""
    return [
        ("Who rules", who_rules(material)),
        ("Who pays", who_pays(material)),
        ("Who gains", who_gains(material)),
        ("What moves", what_moves(material)),
        ("How it ends", how_it_ends(material)),
        ("How sure", how_sure(material)),
        ("Against history", against_history(material)),
    ]


def _share(material: Material, key: str, t: int) -> str:
    return of_draws(float(material.outcomes[key][:, t].mean()))


def who_rules(material: Material) -> str:
    """The coalition at the start, the likeliest one after three years, the shift and the leader."""
    members = material.paths["coalition"] > 0.5
    t = material.after(36)
    first = names_of(material, frequent_coalitions(members[:, 0], top=1)[0][0])
    likely, share = frequent_coalitions(members[:, t], top=1)[0]
    names = names_of(material, likely)
    same = "the same coalition" if names == first else enumerate_words(names)
    text = (
        f"At the start {enumerate_words(first)} rule together. In {date_text(material.month[t])} the "
        "likeliest coalition is "
    )
    text += (
        f"{same} ({percent_words(share, material.draws)} of draws). By {date_text(material.month[-1])} "
        "the ruling bloc has shifted towards concession "
    )
    text += (
        f"in {_share(material, 'coalition_shift', -1)}{_without(material, 'coalition_shift')}; the leader has left in "
    )
    return text + f"{_share(material, 'leader_exit', -1)}{_without(material, 'leader_exit')}."


def _without(material: Material, key: str) -> str:
    if material.rest_outcomes is None:
        return ""
    return f" ({percent_words(float(material.rest_outcomes[key][:, -1].mean()), material.draws)} without sanctions)"


def _window(material: Material) -> str:
    first, last = material.month[material.window][[0, -1]]
    return f"{date_text(first)} to {date_text(last)}"


def who_pays(material: Material) -> str:
    """National output, the factions that lose most, and the three household classes."""
    rest = None if material.rest is None else material.rest["output"]
    values = material.paths["output"]
    output = bands(
        100
        * (window_mean(values, material.window, rest) if rest is not None else window_mean(values, material.window) - 1)
    )
    income = faction_bands(material)[0]
    order = [int(i) for i in np.argsort(income[2]) if income[2, i] < 0][:3]
    losers = [f"{material.case.factions[i].label} ({signed(income[2, i], 0)} %)" for i in order]
    households = household_bands(material)
    classes = [
        f"{name.replace('_', '-')} {band(households[:, i], 0, sign=True)} %"
        for i, name in enumerate(material.coords["household"])
    ]
    text = (
        f"Over {_window(material)}, when pressure is strongest, output differs by "
        f"{band(output, 1, sign=True)} % from its level without sanctions. "
    )
    text += f"Real income of households changes by: {', '.join(classes)}. "
    if losers:
        text += f"Among the factions {enumerate_words(losers)} lose most income in the median draw."
    else:
        text += "No faction's income falls in the median draw."
    return text


def who_gains(material: Material) -> str:
    """Factions whose income rises, household classes that gain, and who owns the rents."""
    income = percent_change(window_mean(material.paths["income"], material.window))
    chance = (income > 0).mean(axis=0)
    middle = np.median(income, axis=0)
    factions = material.case.factions
    order = [int(i) for i in np.argsort(-middle) if middle[i] > 0.5]
    winners = [
        f"{factions[i].label} ({signed(middle[i], 0)} %; ahead in {of_draws(float(chance[i]))})" for i in order[:3]
    ]
    if len(order) > 3:
        winners.append(f"{len(order) - 3} more by less")
    _, kinds, _ = faction_bands(material)
    owned = kinds.sum(axis=0)
    total = owned.sum()
    text = (
        f"{enumerate_words(winners)} come out ahead of what the same posts would pay without pressure. "
        if winners
        else "No faction's income rises by more than half a per cent in the median draw. "
    )
    gaining = household_changes(material)[0]
    text += f"Of the household classes {enumerate_words(gaining)} gain{'s' * (len(gaining) == 1)}. " if gaining else ""
    if total > 0.005:
        top = np.argsort(-owned)[:2]
        text += (
            f"Rents from scarcity, cheap official currency and smuggling come to {total:.1f} % of "
            "pre-sanction GDP a year; "
        )
        holders = enumerate_words([factions[i].label for i in top])
        text += f"{holders} own {100 * owned[top].sum() / total:.0f} % of those that factions hold."
    return text


def what_moves(material: Material) -> str:
    """Concession now, after a year, after three and at the horizon, beside no sanctions."""
    values = bands(material.paths["concession"])
    dates = sorted({material.after(12), material.after(36), material.months - 1})
    parts = [f"{band(values[:, t])} in {date_text(material.month[t])}" for t in dates]
    text = (
        f"On a scale from 0 (full defiance) to 1 (full compliance) policy starts at {values[2, 0]:.2f} "
        f"and stands at {enumerate_words(parts)}"
    )
    if material.rest is not None:
        text += f"; without sanctions it ends at {np.median(material.rest['concession'][:, -1]):.2f}"
    return text + ". Brackets hold the middle 80 % of draws."


def how_it_ends(material: Material) -> str:
    """Interim deal, settlement and compliance by date; what is left."""
    years, ends = year_ends(material.month)
    picks = sorted({len(years) // 2, len(years) - 1})
    parts = []
    for k in picks:
        t = int(ends[k])
        either = material.outcomes["settlement"][:, t] | material.outcomes["compliance"][:, t]
        parts.append(
            f"by the end of {years[k]} an interim deal has come in {_share(material, 'interim_deal', t)}, a settlement "
            f"or compliance in {of_draws(float(either.mean()))}"
        )
    text = "; ".join(parts)
    text = text[0].upper() + text[1:]
    scripted = material.case.section("package").get("mode", "scripted") == "scripted"
    gives_up = f"The senders give up in {_share(material, 'sender_capitulation', -1)}"
    gives_up = "The package is scripted, so the senders do not give up" if scripted else gives_up
    return f"{text}. {gives_up}. At the horizon {_share(material, 'unsettled', -1)} end unsettled."


def how_sure(material: Material) -> str:
    """Monte Carlo error, and the split of the spread into parameters and shocks."""
    errors = [
        float(probability(material.outcomes[k][:, -1])[1])
        for k in ("interim_deal", "settlement", "unsettled", "coalition_shift", "leader_exit")
    ]
    known = [error for error in errors if not np.isnan(error)]
    text = f"{material.draws:,} draws put a Monte Carlo error of at most ±{100 * max(known, default=0):.1f} points on "
    text = f"{text}these probabilities. " if known else "So few draws allow no estimate of the Monte Carlo error. "
    named = {"Concession": "concession", "Output": "output", "Market rate": "the market rate"}
    parts = [
        f"{100 * float(np.clip(split.parameters, 0, 1)):.0f} % (±{max(1.0, 100 * split.error):.0f}) for "
        f"{named[split.label]}"
        for split in splits(material)
        if split.label in named and not split.withheld
    ]
    if parts:
        text += (
            f"Of the variance at the horizon uncertain parameters and inputs make up {enumerate_words(parts)}; chance "
            "events make up the rest. "
        )
    changes, cycles = _cycles(material)
    if cycles > 0.2 * changes:
        text += (
            f"In {100 * cycles / changes:.0f} % of the changes of the coalition no candidate was preferred by all its "
            "members and one was drawn by lot: who exactly sits in it is worth less than that it changes. "
        )
    return text + "None of this covers the possibility that the model itself is wrong."


def _cycles(material: Material) -> tuple[float, float]:
    """Changes of the coalition over all draws, and those that were cycles; zeros where they were not recorded."""
    if "coalition_changes" not in material.paths or "cycle" not in material.paths:
        return 0.0, 0.0
    return float(material.paths["coalition_changes"].sum()), float(material.paths["cycle"][:, -1].sum())


def against_history(material: Material) -> str:
    """How often the record lies inside the bands."""
    parts = [f"{h.name} {h.inside} of {h.periods} {h.noun}{'' if h.periods == 1 else 's'}" for h in held(material)]
    if not parts:
        return "The scenario file holds no historical series."
    return (
        f"Inside the 10–90 % band: {enumerate_words(parts)}. A well calibrated band would hold about 80 "
        "% of independent observations."
    )
