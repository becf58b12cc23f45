"""Yearly hazards of leader exit by mode in non-democracies, by regime type and time in office.

Exposure: leader-years of dictators in Svolik's leader data (1946-2008), the regime type of each
country-year taken from Geddes, Wright and Frantz (autocratic regimes only). Interim rulers are left out;
rows listed twice under successor states count once. The mode of exit is Svolik's; Archigos' exit code
splits what he calls a coup into removal by the military (coup) and by other insiders or by a formally
regular step (insider), and settles resignations. Not modelled and left out: foreign removal,
assassination, defeat in civil war. Powell and Thyne's successful coups check the coup hazard.

Case value of a mode: rulers of more than LONG years in office (`tenure` long; up to LONG years: short) since
SINCE in the case's regime family, shrunk by PRIOR leader-years towards all families, those in turn towards all
years. Few exits stand behind it (see the printed counts), hence wide bands in use. Elections and term limits are
dated by the case file, so `regular` between the dates counts natural deaths only.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import pandas as pd  # type: ignore[import-untyped]

from tools.cases.shared import shared

EPOCH = pd.Timestamp("1970-01-01")
REGULAR = ("term limit", "elections", "no contest", "consensus")
MODES = ("natural", "regular", "insider", "coup", "uprising", "other")
UNCLEAR = ("stepdown", "resignation", "other")
INSIDER = ("Removed by Other Government Actors", "Removed in Military Power Struggle Short of Coup")
LONG, SINCE, PRIOR = 10.0, 1990, 500.0
FAMILIES = {"personal": "personalist", "monarchy": "monarchy", "party": "party", "military": "military"}


def read(name: str) -> pd.DataFrame:
    """One of the original tables as text columns."""
    return pd.read_csv(shared() / f"{name}.csv.gz", low_memory=False)


def rulers() -> pd.DataFrame:
    """Dictators with their dates and mode of exit, one row a spell."""
    table = read("svolik_leader").drop_duplicates(["leadid", "startdate"])
    table = table[table["exit"] != "interim"].copy()
    for column in ("startdate", "enddate"):
        table[column] = EPOCH + pd.to_timedelta(table[column], unit="D")
    table["mode"] = [mode(row, codes()) for row in table.itertuples()]
    return table


@cache
def codes() -> dict[tuple[int, str], str]:
    """Archigos' exit code by country (Gleditsch and Ward number) and month of exit."""
    table = read("archigos").dropna(subset=["gwcode"])
    return {(int(r.gwcode), r.enddate[:7]): str(r.exitcode) for r in table.itertuples()}


def mode(row: Any, archigos: dict[tuple[int, str], str]) -> str:
    """The mode of one exit: regular, insider, coup, uprising, other, or none if still in office."""
    if row.exit in REGULAR or row.exit == "natural":
        return "natural" if row.exit == "natural" else "regular"
    if row.exit == "coup":
        code = archigos.get((int(row.GWn), f"{row.enddate:%Y-%m}"), "")
        return "insider" if code.startswith((*INSIDER, "Regular")) else "coup"
    if row.exit == "revolt":
        return "uprising"
    if row.exit not in UNCLEAR:
        return "none" if pd.isna(row.exit) else "other"
    code = archigos.get((int(row.GWn), f"{row.enddate:%Y-%m}"), "Regular")
    if code.startswith(INSIDER):
        return "insider"
    if code.startswith("Popular Protest"):
        return "uprising"
    if code.startswith("Removed by Military"):
        return "coup"
    return "regular" if code == "Regular" else "other"


def types() -> dict[tuple[int, int], str]:
    """Regime family of every autocratic country-year: the first word of GWF's type."""
    table = read("gwf_all_political_regimes").dropna(subset=["gwf_regimetype"])
    return {
        (int(r.cowcode), int(r.year)): FAMILIES[r.gwf_regimetype.split("-")[0]]
        for r in table.itertuples()
        if r.gwf_regimetype.split("-")[0] in FAMILIES
    }


def exposure() -> pd.DataFrame:
    """One row a leader-year: regime family, tenure, years at risk, mode of an exit in that year."""
    family, rows = types(), []
    for r in rulers().itertuples():
        for year in range(max(r.startdate.year, 1946), r.enddate.year + 1):
            kind = family.get((int(r.cown), year))
            begin = max(r.startdate, pd.Timestamp(year, 1, 1))
            end = min(r.enddate, pd.Timestamp(year, 12, 31))
            if kind is None or end < begin:
                continue
            last = r.enddate.year == year and r.mode != "none"
            tenure = (end - r.startdate).days / 365.25
            rows.append((kind, year, tenure, ((end - begin).days + 1) / 365.25, r.mode if last else "none"))
    return pd.DataFrame(rows, columns=["family", "year", "tenure", "years", "mode"])


def counts(table: pd.DataFrame) -> pd.Series:
    """Leader-years and exits by mode."""
    found = table["mode"].value_counts()
    return pd.Series({"years": table["years"].sum()} | {m: float(found.get(m, 0)) for m in MODES})


def summary() -> pd.DataFrame:
    """Counts by regime family: all rulers, long- and short-ruling ones, and these since SINCE."""
    table = exposure()
    parts = {"": table}
    for tenure, part in (("long", table[table["tenure"] > LONG]), ("short", table[table["tenure"] <= LONG])):
        parts |= {f" {tenure}": part, f" {tenure} since": part[part["year"] >= SINCE]}
    rows = {}
    for kind in (*FAMILIES.values(), "all"):
        for label, part in parts.items():
            rows[kind + label] = counts(part if kind == "all" else part[part["family"] == kind])
    return pd.DataFrame(rows).T


def hazards(family: str, tenure: str) -> dict[str, float]:
    """Yearly exit hazards of a case: regular (natural death), insider, coup, uprising; `tenure` long or short."""
    table = summary()

    def shrunk(row: str, mode_: str, towards: float) -> float:
        return (table.loc[row, mode_] + PRIOR * towards) / (table.loc[row, "years"] + PRIOR)

    out = {}
    for name in ("natural", "insider", "coup", "uprising"):
        ever = table.loc[f"all {tenure}", name] / table.loc[f"all {tenure}", "years"]
        value = shrunk(f"{family} {tenure} since", name, shrunk(f"all {tenure} since", name, ever))
        out["regular" if name == "natural" else name] = round(value, 4)
    return out


def coup_check() -> dict[str, float]:
    """Successful and failed coups per autocratic country-year, 1950-2010 (Powell and Thyne)."""
    family = {key for key in types() if key[1] >= 1950}
    coups = read("powell_thyne_2023")
    inside = coups[[(int(r.ccode), int(r.year)) in family for r in coups.itertuples()]]
    return {
        "successful": (inside["coup"] == 2).sum() / len(family),
        "failed": (inside["coup"] == 1).sum() / len(family),
    }  # fmt: skip


if __name__ == "__main__":
    print(summary().round(1).to_string())
    kinds = [(family, tenure) for family in ("personalist", "party") for tenure in ("long", "short")]
    print({kind: hazards(*kind) for kind in kinds}, coup_check())
