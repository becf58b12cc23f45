"""End states as cumulative incidence (competing risks), and leader exit by kind beside it."""

from __future__ import annotations

from typing import Any

from winset.questions.arrays import probability
from winset.questions.outcomes import year_ends
from winset.report.figures.figure import Figure, Table, month_texts, rounded
from winset.report.material import Material
from winset.report.wording import with_error

STACK = (
    ("compliance", "Compliance"), ("settlement", "Settlement"),
    ("sender_capitulation", "Sender gives up"), ("unsettled", "Unsettled"),
)  # fmt: skip
EXITS = (
    ("regular", "Regular"), ("insider", "Insiders"), ("coup", "Coup"),
    ("uprising", "Uprising"), ("foreign", "Foreign"),
)  # fmt: skip

NOTE = (
    "Each draw ends at most once (competing risks), so the areas add up to 100 % at every date; 'unsettled' "
    "at the right edge is a stalemate at the horizon. Leader exits run beside the end states: a leader can "
    "go without a settlement. Elections and scheduled successions count as regular exits. A settlement need not "
    "have an interim deal before it, and can be reversed: measures come back (in the table). 0 (<x) and 100 (>x): "
    "none or all of the draws, with the 95 % Wilson bound."
)


def end_state_figure(material: Material) -> Figure:
    """Probability of each end state by date, stacked to one, and of leader exit by kind."""
    share = {key: probability(material.outcomes[key])[0] for key, _ in STACK}
    exits = {key: probability(material.outcomes[f"leader_exit.{key}"])[0] for key, _ in EXITS}
    rest = material.rest_outcomes
    data: dict[str, Any] = {
        "months": month_texts(material.month),
        "stack": [{"key": k, "name": n, "share": rounded(share[k])} for k, n in STACK],
        "exits": [{"key": k, "name": n, "share": rounded(exits[k])} for k, n in EXITS if exits[k][-1] > 0],
        "exitTotal": rounded(probability(material.outcomes["leader_exit"])[0]),
        "exitRest": None if rest is None else rounded(probability(rest["leader_exit"])[0]),
    }
    return Figure(
        key="end_states",
        title="How does it end?",
        lead=_words(material),
        note=NOTE,
        panels=[
            {"key": "stack", "title": "End states", "unit": "% of draws, cumulative"},
            {"key": "exits", "title": "Leader exit by kind", "unit": "% of draws, cumulative, own scale"},
        ],
        data=data,
        table=_table(material),
    )


def _table(material: Material) -> Table:
    names = [("interim_deal", "Interim deal"), *STACK, ("reversed", "Reversed"), ("leader_exit", "Leader exit")]
    names += [(f"leader_exit.{key}", f"Exit: {name.lower()}") for key, name in EXITS]
    years, ends = year_ends(material.month)
    rows = []
    for key, name in names:
        for label, outcomes in (("", material.outcomes), (", no sanctions", material.rest_outcomes)):
            if outcomes is None or (label and not key.startswith("leader")):
                continue
            pairs = [probability(outcomes[key][:, t]) for t in ends]
            rows.append([name + label, *(with_error(float(p), float(e), material.draws) for p, e in pairs)])
    return Table(["% of draws ± Monte Carlo error, by end of", *(str(y) for y in years)], rows)


def _words(material: Material) -> str:
    share, error = probability(material.outcomes["unsettled"][:, -1])
    return f"At the horizon {with_error(float(share), float(error), material.draws)} % of draws are unsettled."
