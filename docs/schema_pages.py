"""The reference of scenario files, rendered from their JSON Schema."""

from __future__ import annotations

from typing import Any

from rendering import module, table

# Every block takes these; they are explained once, by hand.
COMMON = ("source", "seen", "note", "conditioned")


def _target(kind: dict[str, Any]) -> str:
    name = str(kind["$ref"]).rsplit("/", 1)[-1]
    return "figure" if name == "Figure" else f"[{name}](#{name.lower()})"


def _kind(field: dict[str, Any]) -> str:
    """What may be written: a figure, one of some words, a block, a list or a map of them."""
    if "$ref" in field:
        return _target(field)
    if "enum" in field:
        return " or ".join(f"`{value}`" for value in field["enum"])
    if "const" in field:
        return f"`{field['const']}`"
    if "anyOf" in field:
        if any("Figure" in str(option) for option in field["anyOf"]):
            return "figure"
        return " or ".join(dict.fromkeys(_kind(o) for o in field["anyOf"] if o.get("type") != "null"))
    if field.get("type") == "array":
        return f"list of {_kind(field.get('items') or {})}"
    if blocks := {k: f for k, f in field.get("properties", {}).items() if k not in COMMON}:
        return f"{', '.join(f'`{k}`' for k in blocks)}: each {_kind(next(iter(blocks.values())))}"
    if isinstance(inner := field.get("additionalProperties"), dict):
        return f"map of {_kind(inner)}"
    return str(field.get("type", "any"))


def _bounds(field: dict[str, Any]) -> str:
    numbers = [field, *field.get("anyOf", [])]
    low = next((n["minimum"] for n in numbers if "minimum" in n), None)
    high = next((n["maximum"] for n in numbers if "maximum" in n), None)
    if low is None and high is None:
        return ""
    return " to ".join("" if bound is None else f"{bound:g}" for bound in (low, high)).strip()


def _default(field: dict[str, Any], required: bool) -> str:
    if required:
        return "required"
    value = field.get("default")
    if isinstance(value, dict):
        value = value.get("value")
    return "" if value is None or isinstance(value, (list, dict)) else f"`{value}`"


def _block(name: str, schema: dict[str, Any]) -> str:
    required = schema.get("required", [])
    rows = [
        [f"`{key}`", _kind(field), field.get("unit", ""), _bounds(field), _default(field, key in required)]
        + [" ".join(str(field.get("description", "")).split())]
        for key, field in schema.get("properties", {}).items()
        if key not in COMMON
    ]
    text = schema.get("description", "")
    body = table(["field", "what", "unit", "bounds", "default", "meaning"], rows) if rows else ""
    return "\n\n".join(part for part in (f"## {name}", text, body) if part)


def scenario() -> str:
    """Every block of a scenario file with its fields, units, bounds and defaults."""
    source = module("winset.scenario")
    if source is None or not hasattr(source, "json_schema"):
        return "The package has no scenario schema."
    schema = source.json_schema()
    blocks = {"Scenario": schema, **schema["$defs"]}
    return "\n\n".join(_block(name, block) for name, block in blocks.items())
