"""Reading and checking the catalogue's files.

A file is TOML with `title`, `solver`, at least one `[[sources]]` (citation, seen), `[arguments]` and at
least one `[[answers]]` (value, tolerance, kind). A fault names the file, the field and the remedy; all
faults of a file come in one error.
"""

from __future__ import annotations

import inspect
import tomllib
from difflib import get_close_matches
from pathlib import Path
from types import MappingProxyType
from typing import Any

from winset.errors import WinsetError
from winset.games.catalogue.families import FAMILIES
from winset.games.catalogue.game import KINDS, Answer, CatalogueGame, Source, solver_named

FOLDER = Path(__file__).parent
FIELDS = {"title": str, "solver": str, "sources": list, "arguments": dict, "answers": list}
OPTIONAL = {"players": list, "note": str}
SOURCE = {"citation": str, "seen": bool}
ANSWER = {"value": (list, int, float, bool), "tolerance": (int, float), "kind": str}
ANSWER_OPTIONAL = {"of": str, "note": str}


class CatalogueError(WinsetError, ValueError):
    """A slug is unknown or a file of the catalogue has faults; `faults` lists them, a line each."""

    def __init__(self, faults: list[str]):
        self.faults = faults
        super().__init__("\n".join(faults))


def slugs() -> list[str]:
    """Slugs of the packaged games, in order."""
    return sorted(path.relative_to(FOLDER).with_suffix("").as_posix() for path in FOLDER.rglob("*.toml"))


def load(slug: str) -> CatalogueGame:
    """The packaged game of that slug. Raises CatalogueError."""
    known = slugs()
    if slug not in known:
        near = get_close_matches(slug, known, n=1)
        hint = f"did you mean {near[0]!r}?" if near else "games.catalogue.slugs() lists them"
        raise CatalogueError([f"no game {slug!r} in the catalogue; {hint}"])
    return read(FOLDER / f"{slug}.toml", slug)


def read(path: str | Path, slug: str | None = None) -> CatalogueGame:
    """A game from a file of one's own; its slug is the file's name unless given. Raises CatalogueError."""
    path = Path(path)
    name = f"{slug}.toml" if slug else path.name
    try:
        lines = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise CatalogueError([f"{name}: not readable as TOML ({fault}); mend that line"]) from None
    faults = _faults(lines)
    if faults:
        raise CatalogueError([f"{name}: {fault}" for fault in faults])
    return CatalogueGame(
        slug or path.stem,
        lines["title"],
        lines["solver"],
        MappingProxyType({k: _built(v) for k, v in lines["arguments"].items()}),
        tuple(Answer(**{"of": "", **answer}) for answer in lines["answers"]),
        tuple(Source(**source) for source in lines["sources"]),
        tuple(lines.get("players", ())),
        lines.get("note", ""),
    )


def _built(value: Any) -> Any:
    """The argument itself, or what its family makes of the table."""
    if not isinstance(value, dict):
        return value
    return FAMILIES[value["family"]](**{k: v for k, v in value.items() if k != "family"})


def _faults(lines: dict[str, Any]) -> list[str]:
    faults = _fields("", lines, FIELDS, OPTIONAL)
    if faults:
        return faults
    for k, source in enumerate(lines["sources"]):
        faults += _fields(f"sources[{k}].", source, SOURCE, {"note": str})
    for k, answer in enumerate(lines["answers"]):
        faults += _fields(f"answers[{k}].", answer, ANSWER, ANSWER_OPTIONAL) or _answer(f"answers[{k}].", answer)
    faults += [f"{field}: empty; add at least one" for field in ("sources", "answers") if not lines[field]]
    return faults + _solver(lines["solver"], lines["arguments"])


def _fields(at: str, found: Any, needed: dict[str, Any], allowed: dict[str, Any]) -> list[str]:
    if not isinstance(found, dict):
        return [f"{at.rstrip('.')}: not a table; write [[{at.split('[')[0]}]]"]
    missing = [f"{at}{field}: missing; add it" for field in needed if field not in found]
    kinds = {**needed, **allowed}
    unknown = [f"{at}{field}: unknown; fields are {', '.join(kinds)}" for field in found if field not in kinds]
    wrong = [
        f"{at}{field}: is {type(value).__name__}; write {_names(kinds[field])}"
        for field, value in found.items()
        if field in kinds and not isinstance(value, kinds[field])
    ]
    return missing + unknown + wrong


def _names(kinds: Any) -> str:
    words = {str: "text", list: "a list", dict: "a table", bool: "true or false", int: "a number", float: "a number"}
    return " or ".join(dict.fromkeys(words[k] for k in (kinds if isinstance(kinds, tuple) else (kinds,))))


def _answer(at: str, answer: dict[str, Any]) -> list[str]:
    faults = []
    if answer["kind"] not in KINDS:
        faults.append(f"{at}kind: {answer['kind']!r}; write one of {', '.join(KINDS)}")
    if not answer["tolerance"] > 0.0:
        faults.append(f"{at}tolerance: {answer['tolerance']}; write a positive number")
    return faults


def _solver(name: str, given: dict[str, Any]) -> list[str]:
    try:
        taken = inspect.signature(solver_named(name)).parameters
    except (AttributeError, TypeError, ValueError):
        return [f"solver: winset.games has no function {name!r}; write its dotted name, as power_index.banzhaf"]
    faults = [f"arguments.{k}: {name} takes {', '.join(taken)}; rename or remove it" for k in given if k not in taken]
    for k, p in taken.items():
        if p.default is p.empty and k not in given and p.kind is not p.VAR_KEYWORD:
            faults.append(f"arguments.{k}: missing; {name} needs it")
    return faults + [fault for k, v in given.items() if isinstance(v, dict) for fault in _family(k, v)]


def _family(argument: str, table: dict[str, Any]) -> list[str]:
    family = FAMILIES.get(table.get("family", ""))
    if family is None:
        return [f"arguments.{argument}.family: {table.get('family')!r}; write one of {', '.join(FAMILIES)}"]
    wanted, given = set(inspect.signature(family).parameters), set(table) - {"family"}
    if wanted != given:
        return [f"arguments.{argument}: {table['family']} takes {', '.join(sorted(wanted))}; found {sorted(given)}"]
    return []
