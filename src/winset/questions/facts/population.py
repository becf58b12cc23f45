"""A population of sanctions episodes: every archetype of regime under packages of four kinds, for ten years.

The country is the starter's, with the archetype's factions and institutions. Claims to legitimacy and the share of
trade with the west vary over the cells in two orthogonal Latin squares of four regimes by four packages, so that
neither goes with the regime, the package or the other (democracies repeat the personalists' row). Unilateral and
targeted packages are those of western senders; all blocs of trade take part in multilateral and comprehensive ones. A
sender follows the dated package (scripted), or chooses (strategic).

What is at stake differs. Power, territory, arms and the survival of rulers are core interests: much is asked, both
sides mind, and rulers have bound themselves. Of rights, trade and other policy less is asked, and all mind less.
Every cell comes with either stake, weighed by how often such packages are about core ones, because senders keep broad
measures for hard demands. In the mix of `cases`, for what was seen in samples of cases, packages and regimes count as
often as they occur; in the `balanced` one, for regimes that were coded for their own sake, all alike. What measures
cost senders grows with what they cover. Within a cell draws differ by demand, credibility and coverage, as cases of
one kind do.

In some cells third countries trade more freely (commercial busters), or a patron lends (political), or both; in some
the exits stay open, in some all members or only the ruler can block; each is held against the cell that it differs
from in this alone. Sizes are chosen, where no source is named; nothing here is fitted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product

from winset.errors import RunError
from winset.scenario import Scenario, loads, starter_text
from winset.scenario.regimes import REGIMES

PACKAGES = ("unilateral", "targeted", "multilateral", "comprehensive")
BUSTERS = ("none", "commercial", "political", "both")
VETOES = ("leader", "unanimity")
STAKES = ("core", "other")
MONTHS = 120
_CLAIMS, _LINKAGE = (0.20, 0.54, 0.72, 0.96), (0.20, 0.40, 0.60, 0.83)
"""Odd octiles of the scores of 120 episodes, computed from the data of Grauvogel and von Soest (2014)."""

_WEST, _WORLD = ("west",), ("west", "china", "other")
_SENDERS = {
    "unilateral": (_WEST, 0.25, 0.4, 0.15),
    "targeted": (_WEST, 0.6, 0.6, 0.10),
    "multilateral": (_WORLD, 0.75, 0.8, 0.40),
    "comprehensive": (_WORLD, 0.9, 0.95, 0.60),
}
"""Blocs that take part, the share of each one's trade that it can cut, all blocs' share of finance, cost to senders."""

_CORE = {"unilateral": 0.11, "targeted": 0.19, "multilateral": 0.36, "comprehensive": 0.67}
"""Share of cases about core interests: issues 1, 2, 3, 5, 9, 10 of TIES v4.1 (a rival's influence or arms, the regime,
territory, proliferation, support of rebels; codes of the codebook from memory), computed from 591 imposed cases."""

_PACKAGES = {"unilateral": 0.52, "targeted": 0.22, "multilateral": 0.20, "comprehensive": 0.06}
_TARGETS = {"personalist": 0.07, "party": 0.24, "military": 0.06, "monarchy": 0.03, "democracy": 0.60}
"""Shares of the same cases: total embargoes are comprehensive; else three senders or an institution make them
multilateral; else frozen assets or suspended agreements targeted; the rest is unilateral. Targets by the regime of the
year before (Geddes, Wright and Frantz 2014), where it is one of the five."""

_STAKES = {"core": (0.9, 2.0), "other": (0.4, 0.5)}
"""Demand, and how much more both sides mind: a factor of salience, of the sender's benefit and of audience costs (those
of factions at most 1). In the packaged cases, all of core interests, rulers mind 1.1 to 1.8 times as much as a unit."""

_SPREAD, _LEAKS = 0.15, 0.3
"""Cases of one kind differ: standard deviations of demands and of their credibility, and relative ones of coverage."""

_MEASURES = {
    "unilateral": (
        "channel: finance, coverage: 0.6, severity: 0.7, phase_in: 3",
        "channel: technology, sectors: all, coverage: 0.6, severity: 0.7, phase_in: 6",
        "channel: export, sectors: [mining, metals], coverage: 0.6, severity: 1.0",
    ),
    "targeted": (
        "channel: listing, coverage: 1.0, severity: 1.0, listed: LISTED",
        "channel: technology, sectors: all, coverage: 0.4, severity: 0.6, phase_in: 6",
        "channel: finance, coverage: 0.3, severity: 0.6, phase_in: 3",
    ),
    "multilateral": (
        "channel: export, sectors: [mining], coverage: 0.8, severity: 1.0, phase_in: 6",
        "channel: finance, coverage: 0.7, severity: 0.9, freeze: 0.3, phase_in: 3",
        "channel: technology, sectors: all, coverage: 0.8, severity: 0.8, phase_in: 6",
        "channel: import, sectors: [machinery, metals, chemicals], coverage: 0.6, severity: 0.9, phase_in: 6",
    ),
    "comprehensive": (
        "channel: export, sectors: all, coverage: 0.95, severity: 1.0, phase_in: 3",
        "channel: import, sectors: all, coverage: 0.9, severity: 1.0, exemption: 0.1, phase_in: 3",
        "channel: finance, coverage: 0.95, severity: 1.0, freeze: 0.6, phase_in: 1",
        "channel: technology, sectors: all, coverage: 0.95, severity: 1.0, phase_in: 3",
        "channel: listing, coverage: 1.0, severity: 1.0, listed: LISTED",
    ),
}


@dataclass(frozen=True)
class Cell:
    """One scenario of the population and what distinguishes it."""

    regime: str
    package: str
    mode: str
    busters: str = "none"
    open_exits: bool = False
    veto: str = ""
    stake: str = "core"

    def weight(self, mix: str) -> float:
        """How much it counts: its share of stakes, and where the mix is that of `cases`, of packages and targets."""
        core = _CORE[self.package]
        share = core if self.stake == "core" else 1.0 - core
        return share * _PACKAGES[self.package] * _TARGETS[self.regime] if mix == "cases" else share

    @property
    def claims(self) -> float:
        """Claims to legitimacy of the regime."""
        return _CLAIMS[REGIMES.index(self.regime) % 4 ^ PACKAGES.index(self.package)]

    @property
    def linkage(self) -> float:
        """Share of the country's trade with the west."""
        return _LINKAGE[REGIMES.index(self.regime) % 4 ^ (0, 2, 3, 1)[PACKAGES.index(self.package)]]

    @property
    def breadth(self) -> int:
        """Rank of the package by what it covers."""
        return ("targeted", "unilateral", "multilateral", "comprehensive").index(self.package)


def cells() -> Iterator[Cell]:
    """All cells: regimes by packages by modes by stakes; then those that differ from one of them in one thing."""
    for regime in REGIMES:
        for package, stake in product(PACKAGES, STAKES):
            for mode in ("scripted", "strategic"):
                yield Cell(regime, package, mode, stake=stake)
        for busters in BUSTERS[1:]:
            yield Cell(regime, "comprehensive", "scripted", busters)
        yield Cell(regime, "targeted", "scripted", open_exits=True, stake="other")
        for veto in VETOES:
            yield Cell(regime, "multilateral", "strategic", veto=veto)


def _senders(cell: Cell) -> str:
    """The blocs that take part; their finance shares sum to the package's."""
    blocs, trade, finance, cost = _SENDERS[cell.package]
    minded = _STAKES[cell.stake][1]
    return "\n".join(
        f"  {bloc}: {{origin: {bloc}, trade_share: {trade}, finance_share: {finance / len(blocs):.3f}, "
        f"resolved: 0.6, benefit: {minded}, cost: {cost}, blame: 0.2, audience: {0.2 * minded}, patience: 0.97}}"
        for bloc in blocs
    )


def _varied(coverage: float) -> str:
    return f"{{value: {coverage}, spread: {_LEAKS * coverage:.3g}}}"


def _measures(cell: Cell, listed: str) -> str:
    """The package, by every bloc that takes part; persons are listed and reserves frozen once."""
    lines = []
    for bloc in _SENDERS[cell.package][0]:
        for text in _MEASURES[cell.package]:
            if "listing" in text and (cell.open_exits or bloc != "west"):
                continue
            once = text if bloc == "west" else re.sub(r"freeze: [0-9.]+, ", "", text)
            varied = re.sub(r"coverage: ([0-9.]+)", lambda c: f"coverage: {_varied(float(c[1]))}", once)
            lines.append(f"    - {{date: 2011-07, sender: {bloc}, {varied.replace('LISTED', listed)}}}")
    return "\n".join(lines)


def scenario(cell: Cell) -> Scenario:
    """The scenario of a cell."""
    text = starter_text(cell.regime, cell.linkage)
    listed = re.search(r"listed: (\{[^}]*\})", text)
    assert listed is not None
    before, rest = text.split("\nsenders:", 1)
    world = rest.split("\nworld_market:", 1)[1]
    package = (
        f"\nsenders:\n  source: invented\n{_senders(cell)}\n"
        f"\npackage:\n  mode: {cell.mode}\n  source: invented\n  measures:\n{_measures(cell, listed[1])}\n  demands:\n"
        f"    - {{date: 2011-01, level: {{value: {_STAKES[cell.stake][0]}, spread: {_SPREAD}}}, "
        f"credibility: {{value: 0.5, spread: {_SPREAD}}}, date_spread: 3}}\n"
        "  threats:\n    - {date: 2011-04, sender: west}\n"
    )
    return loads(_minded(_placed(before + package + "\nworld_market:" + world, cell), cell), "population")


def _minded(text: str, cell: Cell) -> str:
    """The text with factions' salience of the concession and their audiences as the stake has them."""
    factor = _STAKES[cell.stake][1]

    def scaled(most: float) -> Callable[[re.Match[str]], str]:
        return lambda found: f"{found[1]}{min(most, float(found[2]) * factor):.3g}"

    text, minds = re.subn(r"(salience: \{concession: (?:\{value: )?)([0-9.]+)", scaled(10.0), text)
    text, speaks = re.subn(r"(\n    audience: )([0-9.]+)", scaled(1.0), text)
    if not minds == speaks == text.count("\n    ideal: "):
        raise RunError(f"the starter must have a salience and an audience for every faction (got {minds} and {speaks})")
    return text


def _placed(text: str, cell: Cell) -> str:
    """The text with the cell's period, claims and third countries; each change must find its place in the starter."""
    commercial = 2.5 if cell.busters in ("commercial", "both") else 1.0
    credit = 0.05 if cell.busters in ("political", "both") else 0.01
    changes = [
        (r"months: 60\b", f"months: {MONTHS}"),
        (r"\n  # legitimacy_claims: .*", f"\n  legitimacy_claims: {cell.claims}"),
        (r"\n  patron_credit: 0\.01\b", f"\n  patron_credit: {credit}"),
    ]
    changes += [(rf"\n  {name}: 1\.0\b", f"\n  {name}: {commercial}") for name in ("imports", "exports", "finance")]
    if cell.veto:
        changes.append((r"\n  # veto_rule: .*", f"\n  veto_rule: {cell.veto}"))
    if cell.regime == "democracy":
        changes.append((r"succession: \[2012-06\]", "succession: [2012-06, 2016-06, 2020-06]"))
    for pattern, put in changes:
        text, found = re.subn(pattern, put, text, count=1)
        if not found:
            raise RunError(f"the starter must have a place for {pattern} (got none)")
    return text
