"""From file to Scenario: parse, check everything at once, convert, inherit sources."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from winset.errors import ScenarioError
from winset.scenario import library
from winset.scenario.block import inherit
from winset.scenario.document import Document, parse
from winset.scenario.faults import Fault, lines, pydantic_faults
from winset.scenario.figure import CHOSEN, Figure
from winset.scenario.overrides import override, split
from winset.scenario.plausibility import warnings
from winset.scenario.regimes import SOURCES
from winset.scenario.rules import rule_faults
from winset.scenario.rules.shares import HOUSEHOLD_SHARES
from winset.scenario.scenario import Scenario, Source, context
from winset.scenario.spreads import ignored_spreads

EXACT = 1e-12
ROUNDING = 1e-6
"""Shares whose sum is this near to 1 are renormalised without a word."""


@dataclass(frozen=True)
class Checked:
    """What a check found; `scenario` is None exactly when there are faults."""

    scenario: Scenario | None
    faults: list[str]
    warnings: list[str]


def read_document(slug_or_path: str | Path, settings: Iterable[str] = ()) -> Document:
    """Parse a file or packaged case and apply overrides (`path=value`, see `override`).

    ScenarioError when the file cannot be read, is no YAML, or an override names no known path.
    """
    found = library.find(slug_or_path)
    document = parse(library.text_of(found), found.name, found.slug)
    for setting in settings:
        document = override(document, setting)
    return document


def validate(document: Document) -> Checked:
    """Every fault of a document, or the scenario and its warnings."""
    data = document.plain()
    faults = rule_faults(data)
    try:
        scenario = Scenario.model_validate(data, context=context(data))
    except ValidationError as error:
        faults += pydantic_faults(error)
    if faults:
        return Checked(None, lines(document, faults), [])
    scenario = _with_default_sources(scenario)
    opened = {key: source.seen for key, source in scenario.sources.items()}
    scenario, adjusted = _normalise(inherit(scenario, {CHOSEN: False, **opened}))
    unlikely = lines(document, [*adjusted, *warnings(scenario), *ignored_spreads(data)], verb="should")
    scenario._slug, scenario._text, scenario._warnings = document.slug, document.text, tuple(unlikely)
    return Checked(scenario, [], unlikely)


def load(slug_or_path: str | Path, settings: Iterable[str] = ()) -> Scenario:
    """The scenario of a file or packaged case; ScenarioError with every fault of it, those of `settings` by name."""
    checked = _checked(slug_or_path, tuple(settings))
    if checked.scenario is None:
        raise ScenarioError(checked.faults)
    return checked.scenario


def check(slug_or_path: str | Path, settings: Iterable[str] = ()) -> tuple[list[str], list[str]]:
    """Faults and warnings of a file, one printable line each. Never raises for a bad file."""
    try:
        checked = _checked(slug_or_path, tuple(settings))
    except ScenarioError as error:
        return error.faults, []
    return checked.faults, checked.warnings


def _checked(slug_or_path: str | Path, settings: tuple[str, ...]) -> Checked:
    """A file with its overrides, checked; a fault that only the overrides made names them instead of a line."""
    checked = validate(read_document(slug_or_path, settings))
    if not checked.faults or not settings:
        return checked
    document = read_document(slug_or_path)
    own = {without_place(line, document) for line in validate(document).faults}
    faults = []
    for line in checked.faults:
        words = without_place(line, document)
        together = "; shares change together, one --set for each" if " must sum to 1 " in words else ""
        faults.append(line if words in own else f"{_blamed(words, settings)}: {words}{together}")
    return Checked(None, faults, [])


def without_place(line: str, document: Document) -> str:
    """A fault without the line and column where it stands, for a value that the file does not hold."""
    return re.sub(rf"^{re.escape(document.name)}:\d+:\d+: ", "", line)


def _blamed(words: str, settings: tuple[str, ...]) -> str:
    """The overrides that a fault is about: those that end at a field it names, and of several the one whose value it
    got; all of them where it names none.
    """
    path, got = words.split(" must ", 1)[0], words.rpartition("(got ")[2].rstrip(")").strip("'")
    named = re.findall(r"[^.\[\]]+", path)
    found = [s for s in settings if split(s)[0][-1] in named] or list(settings)
    exact = [s for s in found if split(s)[1].strip("'\"") == got]
    return ", ".join(f"--set {setting}" for setting in (exact if len(exact) == 1 else found))


def loads(text: str, name: str = "<text>") -> Scenario:
    """The scenario in a string of YAML; ScenarioError with every fault of it."""
    checked = validate(parse(text, name))
    if checked.scenario is None:
        raise ScenarioError(checked.faults)
    return checked.scenario


def _with_default_sources(scenario: Scenario) -> Scenario:
    blocks = (scenario.institutions, scenario.institutions.exit_hazards)
    figures = [block[name] for block in blocks for name in type(block).model_fields]
    used = {figure.source for figure in figures if isinstance(figure, Figure)}
    added = {key: Source(**known) for key, known in SOURCES.items() if key in used - set(scenario.sources)}
    return scenario.model_copy(update={"sources": {**scenario.sources, **added}}) if added else scenario


def _normalise(scenario: Scenario) -> tuple[Scenario, list[Fault]]:
    """Power and household shares scaled to sum to 1; what was more than rounding is told."""
    told = []
    total = sum(faction.power.value for faction in scenario.factions)
    if abs(total - 1) > ROUNDING:
        words = "sum to 1; the shares were rescaled"
        told.append(Fault(("factions", "[]", "power"), words, f"{total:.6g}", ("factions",)))
    factions = [f.model_copy(update={"power": _scaled(f.power, total)}) for f in scenario.factions]
    households = dict(scenario.households)
    for share in HOUSEHOLD_SHARES:
        total = sum(household[share].value for household in households.values())
        if abs(total - 1) > ROUNDING:
            words = "sum to 1; the shares were rescaled"
            told.append(Fault(("households", "[]", share), words, f"{total:.6g}", ("households",)))
        households = {
            name: household.model_copy(update={share: _scaled(household[share], total)})
            for name, household in households.items()
        }
    return scenario.model_copy(update={"factions": factions, "households": households}), told


def _scaled(figure: Figure, total: float) -> Figure:
    return figure if abs(total - 1) < EXACT else figure.model_copy(update={"value": figure.value / total})
