"""Coalition composition: each faction's probability of membership by month, one row a faction."""

from __future__ import annotations

import numpy as np

from winset.questions.coalition_shift import frequent_coalitions
from winset.report.figures.figure import Figure, Table, month_texts, rounded
from winset.report.material import Material
from winset.report.wording import date_text, percent


def coalition_figure(material: Material) -> Figure:
    """Membership of the ruling coalition over time, with and without sanctions."""
    members = material.paths["coalition"] > 0.5
    share = members.mean(axis=0)
    rest = None if material.rest is None else (material.rest["coalition"] > 0.5).mean(axis=0)
    dates = [material.after(12), material.after(36), material.months - 1]
    data = {
        "months": month_texts(material.month),
        "share": rounded(share.T, 3),
        "rest": None if rest is None else rounded(rest.T, 3),
    }
    rows = [
        [
            f.label,
            "in" if f.in_coalition else "out",
            *(
                cell
                for t in dates
                for cell in (
                    percent(float(share[t, i]), material.draws),
                    "–" if rest is None else percent(float(rest[t, i]), material.draws),
                )
            ),
        ]
        for i, f in enumerate(material.case.factions)
    ]
    for t in dates[1:]:
        rows += _frequent_rows(material, members, t)
    return Figure(
        key="coalition",
        title="Who rules?",
        lead=coalition_words(material, members),
        note="The height of a row is the share of draws in which the faction sits in the ruling coalition, "
             "0 to 100 %; "
        "the dashed line is the same draws without sanctions. Membership is that month's, whoever leads.",
        panels=[{"key": "coalition", "title": "Probability of sitting in the ruling coalition",
                 "unit": "% of draws, each row 0 to 100"}],
        data=data,
        table=Table(
            ["Faction", "Start", "1 year", "No sanctions", "3 years", "No sanctions", "End", "No sanctions"], rows
        ),
    )  # fmt: skip


def names_of(material: Material, members: np.ndarray) -> list[str]:
    """Labels of the members of one coalition."""
    return [f.label for f, sits in zip(material.case.factions, members, strict=True) if sits]


def _frequent_rows(material: Material, members: np.ndarray, t: int) -> list[list[str]]:
    rows = []
    for coalition, share in frequent_coalitions(members[:, t], top=3):
        names = " + ".join(names_of(material, coalition))
        rows.append([f"{date_text(material.month[t])}: {names}", *[""] * 5, percent(share, material.draws), ""])
    return rows


def coalition_words(material: Material, members: np.ndarray) -> str:
    """Which factions gain or lose their seat by the horizon."""
    change = members[:, -1].mean(axis=0) - members[:, 0].mean(axis=0)
    factions = material.case.factions
    up = [f"{factions[i].label} (+{100 * change[i]:.0f} points)" for i in np.argsort(-change) if change[i] >= 0.05]
    down = [f"{factions[i].label} (−{-100 * change[i]:.0f})" for i in np.argsort(change) if change[i] <= -0.05]
    if not up and not down:
        return "No faction's chance of a seat changes by five points or more over the run."
    parts = []
    if up:
        parts.append("Gaining seats by the end: " + ", ".join(up) + ".")
    if down:
        parts.append("Losing them: " + ", ".join(down) + ".")
    return " ".join(parts)
