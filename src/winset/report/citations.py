"""What a result rests on, as BibTeX: the package, the sources of the mechanisms that were on, those of the scenario.

A mechanism's sources are the entries of the bibliography whose first author and year its docstrings name. Entries
keep their note, which says whether the source was opened. Ignores: sources of single parameters, which stand in the
table of parameters.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import winset
from winset.simulate.schedule import SCHEDULE

if TYPE_CHECKING:
    from winset.scenario import Scenario

PACKAGE = Path(winset.__file__).parent
_ALWAYS = ("streams", "polity.payoff", "polity.prospects")
"""Files that every run uses, whatever is off."""


class Entry(NamedTuple):
    """One entry of the bibliography: its key, text, first author's surname and year."""

    key: str
    text: str
    author: str
    year: str


def packaged(name: str, *folders: str) -> str:
    """Text of a file that a wheel holds beside the code, and a checkout in its folders."""
    inside = PACKAGE / name
    place = inside if inside.is_file() else PACKAGE.parents[1].joinpath(*folders, name)
    return place.read_text(encoding="utf-8")


@cache
def bibliography() -> tuple[Entry, ...]:
    """Every entry of references.bib."""
    blocks = re.split(r"(?m)^(?=@)", packaged("references.bib", "docs"))[1:]
    return tuple(_entry(block.strip()) for block in blocks)


def _entry(text: str) -> Entry:
    key = re.match(r"@\w+\{([^,]+),", text)
    author, year = re.search(r"author\s*=\s*\{(.+?)(?:,| and |\},)", text), re.search(r"year\s*=\s*\{(\d+)\}", text)
    return Entry(key[1] if key else "", text, author[1].strip("{}") if author else "", year[1] if year else "")


@cache
def sources_of(module: str) -> tuple[Entry, ...]:
    """Entries named in the docstrings of a file of the package, `polity.coalition`."""
    tree = ast.parse((PACKAGE / f"{module.replace('.', '/')}.py").read_text(encoding="utf-8"))
    nodes = [n for n in ast.walk(tree) if isinstance(n, ast.Module | ast.FunctionDef)]
    text = " ".join(" ".join(ast.get_docstring(n) or "" for n in nodes).split())
    return tuple(entry for entry in bibliography() if _is_named(entry, text))


def _is_named(entry: Entry, text: str) -> bool:
    """True when the first author and, soon after and in the same sentence, the year stand in the text."""
    return bool(entry.author) and bool(re.search(rf"\b{re.escape(entry.author)}\b[^.;:]{{0,60}}\b{entry.year}\b", text))


def package_entry() -> str:
    """The package itself, from CITATION.cff."""
    from ruamel.yaml import YAML

    cff = YAML(typ="safe").load(packaged("CITATION.cff"))
    authors = " and ".join(f"{{{a.get('name') or a['given-names'] + ' ' + a['family-names']}}}" for a in cff["authors"])
    lines = [f"author = {{{authors}}}", f"title = {{{cff['title']}}}", f"version = {{{winset.__version__}}}",
             f"note = {{{cff['license']}}}"]  # fmt: skip
    return "@software{winset,\n  " + ",\n  ".join(lines) + ",\n}"


def mechanism_entries(off: Sequence[str] = ()) -> list[tuple[Entry, list[str]]]:
    """Entries behind the mechanisms that are on, each with the mechanisms that rest on it, in the order of a month."""
    users: dict[Entry, list[str]] = {}
    for module in _ALWAYS:
        for entry in sources_of(module):
            users.setdefault(entry, []).append("engine")
    for step in SCHEDULE:
        if step.mechanism not in off:
            for entry in sources_of(step.module.removeprefix("winset.")):
                users.setdefault(entry, []).append(step.mechanism)
    return [(entry, sorted(set(names), key=names.index)) for entry, names in users.items()]


def scenario_entries(scenario: Scenario) -> list[str]:
    """Sources of the scenario file, each saying whether it was opened."""
    stem = re.sub(r"[^a-z0-9]+", "-", scenario.slug.lower()).strip("-") or "scenario"
    entries = []
    for key, source in scenario.sources.items():
        lines = [f"title = {{{_tex(source.citation)}}}"]
        lines += [f"url = {{{source.url}}}"] if source.url else []
        lines.append(f"note = {{seen: {str(source.seen).lower()}}}")
        entries.append(f"@misc{{{stem}:{key},\n  " + ",\n  ".join(lines) + ",\n}")
    return entries


def _tex(text: str) -> str:
    return re.sub(r"([&%$#_])", r"\\\1", text)


def bibtex(scenario: Scenario | None, off: Iterable[str] = ()) -> str:
    """The whole list, with comments that say what each part is for."""
    parts = ["% The package", package_entry(), "% Sources of the mechanisms that were on"]
    for entry, names in mechanism_entries(tuple(off)):
        parts += [f"% {', '.join(names)}\n{entry.text}"]
    if scenario is not None:
        parts += [f"% Sources of the scenario: {' '.join(scenario.title.split())}", *scenario_entries(scenario)]
    return "\n\n".join(parts) + "\n"
