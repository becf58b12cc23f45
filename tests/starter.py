"""Edited copies of the starter scenario, and where in them a piece of text stands."""

from __future__ import annotations

from collections.abc import Iterable

from winset.scenario import Checked, parse, starter_text, validate

BASE = starter_text()


def edited(*changes: tuple[str, str]) -> str:
    """The starter with the first occurrence of each old text replaced."""
    text = BASE
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def checked(*changes: tuple[str, str]) -> Checked:
    """What a check says of the edited starter, called x.yaml."""
    return validate(parse(edited(*changes), "x.yaml"))


def place(text: str, anchor: str) -> str:
    """`line:column` of the first occurrence of `anchor`."""
    before = text[: text.index(anchor)]
    return f"{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"


def comments(text: str) -> list[str]:
    """Every comment of a YAML text that quotes no #."""
    return [line.split("#", 1)[1].strip() for line in text.splitlines() if "#" in line]


def one(lines: Iterable[str], words: str) -> str:
    """The only line that holds `words`."""
    found = [line for line in lines if words in line]
    assert len(found) == 1, (words, list(lines))
    return found[0]
