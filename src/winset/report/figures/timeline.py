"""Event timeline: when simulated events come, against dated history."""

from __future__ import annotations

from typing import Any

import numpy as np

from winset.questions.arrays import elapsed_months, first_month
from winset.report.figures.figure import Figure, Table, month_texts, rounded
from winset.report.material import Material
from winset.report.wording import date_text, percent

ROWS = (
    ("interim_deal", "Interim deal", "deal"),
    ("settled", "Settlement or compliance", "deal"),
    ("coalition_shift", "Coalition shifts towards concession", "coalition"),
    ("leader_exit", "Leader exit, any kind", "leader"),
)
OTHER = ("sanction", "street", "economy")

NOTE = (
    "Bars: share of draws in which the event first comes in that quarter; all rows share one scale. Numbered "
    "marks are dated events of the same kind (deals, coalition, leader), listed below; a mark need not be the "
    "very event that the row counts. The top row is the pressure in force (mean over draws, "
    "peak = 1) and, by letter, threats and demands. The coalition shifts when the "
    "power-weighted mean ideal of its members rises by .05 or more."
)


def timeline_figure(material: Material) -> Figure:
    """Distribution of simulated dates by quarter for four events, and the dated record beside them."""
    events = _events(material)
    rows, table = [], []
    for key, label, kind in ROWS:
        dates = event_months(material, key)
        dated = [e for e in events if e["row"] == kind]
        rows.append(_row(material, label, dates, [e["number"] for e in dated]))
        table.append([label, *_summary(material, dates), _dated(dated)])
    marks = _marks(material)
    pressure = np.asarray(material.paths["pressure"]).mean(axis=0)
    others = [e["number"] for e in events if e["row"] in OTHER]
    return Figure(
        key="timeline",
        title="When does it happen?",
        lead="Simulated dates against what happened. "
        + "; ".join((f"{r['label']}: {r['never']} never by the end") for r in rows)
        + ".",
        note=NOTE,
        panels=[{"key": "timeline", "title": "First date of each event", "unit": "% of draws per quarter"}],
        data={
            "months": month_texts(material.month),
            "rows": rows,
            "events": events,
            "marks": marks,
            "others": others,
            "pressure": rounded(pressure / max(float(pressure.max()), 1e-12), 3),
        },
        table=Table(["Event", "10 % by", "25 % by", "50 % by", "Never by the end", "History"], table),
    )


def event_months(material: Material, key: str) -> np.ndarray:
    """Index of the first month of an event by draw, -1 if it never comes."""
    if key == "settled":
        either = material.outcomes["settlement"] | material.outcomes["compliance"]
        return first_month(either)
    return first_month(material.outcomes[key])


def _row(material: Material, label: str, dates: np.ndarray, numbers: list[int]) -> dict[str, Any]:
    elapsed = elapsed_months(material.month)
    quarters = np.arange(0, elapsed[-1] + 4, 3)
    counts = np.histogram(elapsed[dates[dates >= 0]], bins=quarters)[0] / dates.size
    never = percent(float((dates < 0).mean()), dates.size)
    return {"label": label, "quarters": rounded(counts), "never": never, "events": numbers}


def _summary(material: Material, dates: np.ndarray) -> list[str]:
    """Dates by which 10, 25 and 50 % of draws have seen the event, and the share that never does."""
    came = np.sort(np.where(dates < 0, material.months, dates))
    cells = []
    for share in (0.1, 0.25, 0.5):
        t = int(came[int(np.ceil(share * came.size)) - 1])
        cells.append(date_text(material.month[t]) if t < material.months else "not by the end")
    return [*cells, percent(float((dates < 0).mean()), dates.size)]


def _events(material: Material) -> list[dict[str, Any]]:
    """Dated events of the scenario inside the run, numbered in order of date."""
    found = [e for e in material.case.section("history", "events") or [] if _inside(material, str(e["date"]))]
    found = sorted(found, key=lambda e: str(e["date"]))
    return [
        {
            "number": i + 1,
            "date": str(event["date"])[:10],
            "label": str(event["label"]),
            "row": str(event["kind"]),
            "seen": event.get("seen"),
        }
        for i, event in enumerate(found)
    ]


def _inside(material: Material, date: str) -> bool:
    return bool(material.month[0] <= np.datetime64(date[:7], "M") <= material.month[-1])


def _marks(material: Material) -> list[dict[str, str]]:
    """The dated package; threats and demands carry a letter, measures add up to the profile of pressure."""
    package = material.case.section("package")
    found = []
    for kind, items in (("measure", "measures"), ("threat", "threats"), ("demand", "demands")):
        for item in package.get(items) or []:
            label = item.get("label") or f"{item.get('sender', '')} {item.get('channel', kind)}".strip()
            found.append({"date": str(item["date"])[:10], "kind": kind, "label": str(label)})
    found = [m for m in sorted(found, key=lambda m: m["date"]) if _inside(material, m["date"])]
    lettered = [mark for mark in found if mark["kind"] != "measure"]
    letters = {id(mark): _letter(i) for i, mark in enumerate(lettered)}
    return [{"letter": letters.get(id(mark), ""), **mark} for mark in found]


def _letter(index: int) -> str:
    """a to z, then aa, ab and so on."""
    tail = chr(ord("a") + index % 26)
    return tail if index < 26 else _letter(index // 26 - 1) + tail


def _dated(events: list[dict[str, Any]]) -> str:
    return "; ".join(f"{e['date']} {e['label']}" for e in events) or "none dated"
