"""The exported schema: valid, agrees with the check, and says the unit of every number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from starter import BASE, checked, edited

from winset.scenario import json_schema, parse, read_document, slugs

jsonschema = pytest.importorskip("jsonschema")
SCHEMA = json_schema()
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


def as_json(node: Any) -> Any:
    """Dates as an editor sees them: text."""
    if isinstance(node, dict):
        return {key: as_json(value) for key, value in node.items()}
    if isinstance(node, list):
        return [as_json(item) for item in node]
    return node.isoformat() if hasattr(node, "isoformat") else node


def errors(text: str) -> list[str]:
    return [error.json_path for error in VALIDATOR.iter_errors(as_json(parse(text, "x").plain()))]


def test_schema_is_of_the_dialect_it_names():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_schema_accepts_the_starter_and_the_packaged_cases():
    assert errors(BASE) == []
    assert {slug: errors(read_document(slug).text) for slug in slugs()} == {slug: [] for slug in slugs()}


@pytest.mark.parametrize(
    "change",
    [
        ("power: 0.26", "power: 1.4"),
        ("power: 0.26", "power: {value: 0.26, unit: percent}"),
        ("dependence: 0.7", "dependance: 0.7"),
        ("kind: security", "kind: securty"),
        ("    buffer: 18\n", ""),
        ("schema_version: 1", "schema_version: 2"),
        ("iso3: XXA", "iso3: xx"),
        ("months: 60", "months: 6.5"),
        ("2013-06]", "June]"),
        ("sectors: [mining]", "sectors: [minin]"),
        ("\n  poor: {", "\n  por: {"),
    ],
)
def test_schema_and_check_refuse_the_same(change):
    assert errors(edited(change))
    assert checked(change).faults


def numbers(node: Any, path: str = "$", known: bool = False) -> Iterator[tuple[str, bool]]:
    """Every numeric place of the schema, and whether a unit is said there."""
    if isinstance(node, dict):
        known = known or "unit" in node
        if node.get("type") in ("number", "integer"):
            yield path, known
        for key, value in node.items():
            yield from numbers(value, f"{path}.{key}", known and key not in ("properties", "$defs"))
    elif isinstance(node, list):
        for item in node:
            yield from numbers(item, path, known)


def test_every_number_has_a_unit():
    inside_a_figure = re.compile(r"\$\.\$defs\.Figure\.properties\.(value|spread)")
    bare = [path for path, known in numbers(SCHEMA) if not known and not inside_a_figure.match(path)]
    assert bare in ([], ["$.properties.schema_version"])


def test_every_field_is_described():
    rooms = {"Scenario": SCHEMA, **SCHEMA["$defs"]}
    silent = [
        f"{room}.{name}"
        for room, definition in rooms.items()
        for name, field in definition.get("properties", {}).items()
        if "description" not in field and "$ref" not in field
    ]
    assert silent == []
