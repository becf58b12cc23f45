"""Scenario files as text: YAML that keeps comments, and the line and column of every node."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.constructor import RoundTripConstructor
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import ScalarNode

from winset.errors import ScenarioError

Path = tuple[str | int, ...]
"""Where a node stands: keys and indices from the root; "[]" stands for every entry of a list."""

DEEPEST = 30
"""Levels of nesting beyond which a file is refused."""


@dataclass(frozen=True)
class Document:
    """A parsed file: its name in messages, its text, and the round-trip tree of that text."""

    name: str
    text: str
    data: Any
    slug: str = ""

    def plain(self) -> Any:
        """The tree in plain dicts and lists, all keys text."""
        return plain(self.data)


class _Constructor(RoundTripConstructor):
    """Gives an impossible date its line and column."""


def _timestamp(constructor: _Constructor, node: ScalarNode) -> Any:
    try:
        return RoundTripConstructor.construct_yaml_timestamp(constructor, node)
    except ValueError as error:
        raise MarkedYAMLError(problem=f"{error}: {node.value}", problem_mark=node.start_mark) from None


_Constructor.add_constructor("tag:yaml.org,2002:timestamp", _timestamp)


def _yaml() -> YAML:
    yaml = YAML()
    yaml.Constructor = _Constructor
    yaml.preserve_quotes = True
    yaml.width = 4096
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def parse(text: str, name: str, slug: str = "") -> Document:
    """Parse YAML; ScenarioError with one `name:line:col` fault when it is no YAML or no mapping."""
    try:
        data = _yaml().load(text)
        plain(data)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        at = f"{mark.line + 1}:{mark.column + 1}" if mark else "1:1"
        problem = (error.problem or error.context or "cannot be read").split(' with value "')[0]
        raise ScenarioError([f"{name}:{at}: the file must be valid YAML (got {problem})"]) from None
    except (YAMLError, RecursionError, ValueError) as error:
        reason = "nesting too deep" if isinstance(error, RecursionError) else str(error).split("\n")[0]
        raise ScenarioError([f"{name}:1:1: the file must be valid YAML (got {reason})"]) from None
    if not isinstance(data, CommentedMap):
        got = "an empty file" if data is None else f"a {'list' if isinstance(data, list) else 'value'}"
        raise ScenarioError([f"{name}:1:1: the file must hold a mapping of fields (got {got})"])
    return Document(name, text, data, slug)


def dump(document: Document) -> str:
    """The document as YAML, comments kept."""
    stream = io.StringIO()
    _yaml().dump(document.data, stream)
    return stream.getvalue()


def value_of(text: str) -> Any:
    """One YAML value written on a line, such as the right side of an override."""
    try:
        return _yaml().load(text)
    except YAMLError:
        return text


def key_text(key: Any) -> str:
    """A mapping key as text."""
    return key.isoformat() if isinstance(key, date) else str(key)


def plain(node: Any, inside: tuple[int, ...] = ()) -> Any:
    """Round-trip nodes as plain dicts, lists and scalars; a node inside itself becomes None.

    RecursionError beyond `DEEPEST` levels, of which a scenario needs six.
    """
    if id(node) in inside:
        return None
    if len(inside) > DEEPEST:
        raise RecursionError
    if isinstance(node, Mapping):
        return {key_text(key): plain(value, (*inside, id(node))) for key, value in node.items()}
    if isinstance(node, list):
        return [plain(item, (*inside, id(node))) for item in node]
    for kind in (bool, int, float, str):
        if isinstance(node, kind):
            return kind(node)
    return node


def locate(data: Any, path: Path) -> tuple[int, int]:
    """Line and column, from 1, of the node at `path`, or of its nearest parent that exists."""
    line, column = 0, 0
    for step in path:
        if isinstance(data, CommentedMap):
            keys = [key for key in data if key_text(key) == str(step)]
        elif isinstance(data, CommentedSeq) and isinstance(step, int):
            keys = [step] if 0 <= step < len(data) else []
        else:
            keys = []
        if not keys:
            break
        place = (data.lc.data or {}).get(keys[0])
        line, column = place[:2] if place else (line, column)
        data = data[keys[0]]
    return line + 1, column + 1


def show(path: Path) -> str:
    """A path in words: `factions[2].power`, `factions[].posts`."""
    words = ""
    for step in path:
        if step == "[]" or isinstance(step, int):
            words += "[]" if step == "[]" else f"[{step}]"
        else:
            words += f".{step}" if words else str(step)
    return words
