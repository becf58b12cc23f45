"""Overrides on a parsed file, `path=value`: one value changes, comments stay.

    factions[leader_office].power=0.4    package.measures[0].severity=0.5
    senders.us.resolved=0.9              parameters.network.sigma_short=0.2

An entry of a list is called by index, `name` or `label`. A figure written as a mapping keeps its
spread and loses its source, which did not say the new value. The result is not yet validated.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, get_origin

from ruamel.yaml.comments import CommentedMap

from winset.errors import ScenarioError
from winset.scenario.block import PROVENANCE
from winset.scenario.document import Document, Path, dump, key_text, parse, show, value_of
from winset.scenario.figure import CHOSEN, Figure
from winset.scenario.scenario import Scenario
from winset.scenario.tree import bare, child, is_model, is_open, names, nearest

_SETTING = re.compile(r"\s*((?:[^\[\]=]|\[[^\]]*\])+)=\s*(.*\S)\s*", re.DOTALL)
_PATH = re.compile(r"[^.\[\]]+(?:\.[^.\[\]]+|\[[^\]]+\])*")
_STEP = re.compile(r"\[([^\]]+)\]|[^.\[\]]+")


def split(setting: str) -> tuple[list[str], str]:
    """Steps of the path, and the text of the value; ScenarioError when the form is not `path=value`."""
    match = _SETTING.fullmatch(setting)
    if match is None or not _PATH.fullmatch(match[1].strip()):
        raise ScenarioError([f"--set {setting}: an override must have the form path=value (got {setting!r})"])
    steps = [(step[1] or step[0]).strip() for step in _STEP.finditer(match[1].strip())]
    if steps[0] == "parameters" and len(steps) > 1:
        steps = ["parameters", ".".join(steps[1:])]
    return steps, match[2]


def override(document: Document, setting: str) -> Document:
    """A copy of the document with one value set; ScenarioError when the path is not in the form."""
    steps, value = split(setting)
    data = parse(document.text, document.name).data
    node: Any = data
    kind: Any = Scenario
    path: Path = ()
    for step in steps[:-1]:
        key = _key(node, kind, path, step, setting)
        kind = child(kind, key)
        path = (*path, key)
        node = _enter(node, key, kind)
        if node is None:
            raise _fault(setting, f"{show(path)} must hold fields or entries", "a single value")
    key = _key(node, kind, path, steps[-1], setting)
    _put(node, key, value_of(value), bare(child(kind, key)))
    changed = replace(document, data=data)
    return replace(changed, text=dump(changed))


def _fault(setting: str, words: str, got: str) -> ScenarioError:
    return ScenarioError([f"--set {setting}: {words} (got {got})"])


def _key(node: Any, kind: Any, path: Path, step: str, setting: str) -> Any:
    """The key or index in `node` that a step names; ScenarioError when there is none."""
    if isinstance(node, list):
        return _index(node, path, step, setting)
    present = {key_text(key): key for key in node}
    if step in present or step in names(kind) or is_open(kind):
        return present.get(step, step)
    known = [name for name in names(kind) or present if name not in PROVENANCE]
    hint = nearest(step, known) or f", one of {', '.join(known)}"
    words = f"{show(path) or 'the scenario'} has no field {step}{hint}"
    raise _fault(setting, words, f"'{step}'")


def _index(node: list[Any], path: Path, step: str, setting: str) -> int:
    called = [str(item.get("name") or item.get("label")) for item in node if isinstance(item, dict)]
    if step in called:
        return called.index(step)
    if re.fullmatch(r"[0-9]+", step) and int(step) < len(node):
        return int(step)
    hint = nearest(step, called) or f", one of {', '.join(called[:16]) or f'{len(node)} entries'}"
    raise _fault(setting, f"{show(path)} must have the entry [{step}]{hint}", f"'{step}'")


def _enter(node: Any, key: Any, kind: Any) -> Any:
    """The mapping or list below `key`, made where the form has one; None for a single value."""
    found = node[key] if isinstance(node, list) or key in node else None
    if isinstance(found, dict | list):
        return found
    if bare(kind) is Figure and found is not None:
        node[key] = CommentedMap(value=found)
        node[key].fa.set_flow_style()
        return node[key]
    if found is None and (is_model(bare(kind)) or get_origin(bare(kind)) is dict):
        node[key] = CommentedMap()
        return node[key]
    return None


def _put(node: Any, key: Any, value: Any, kind: Any) -> None:
    old = node[key] if isinstance(node, list) or key in node else None
    if kind is Figure and isinstance(old, dict) and not isinstance(value, dict):
        old["value"] = value
        for name in ("seen", "note", "conditioned"):
            old.pop(name, None)
        if "source" in old:
            old["source"] = CHOSEN
        return
    node[key] = value
