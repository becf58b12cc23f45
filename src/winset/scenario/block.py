"""The base of every block of a scenario file, and mappings of blocks keyed by name.

`source` and `seen` of a block stand for all figures in it that carry none of their own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    StringConstraints,
)
from pydantic_core import CoreSchema, core_schema

from winset.scenario.figure import Figure

PROVENANCE = ("source", "seen", "note", "conditioned")

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$"), Field(description="Lower case, digits and _.")]


class Block(BaseModel):
    """A mapping with a fixed set of fields; `block["field"]` equals `block.field`."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False)

    source: str | None = Field(default=None, description="Default source of the figures in this block.")
    seen: bool | None = Field(default=None, description="Was that source opened?")
    note: str | None = Field(default=None, description="A remark for readers.")
    conditioned: bool | None = Field(default=None, description="Does the block hold what was known only after `as_of`?")

    def __getitem__(self, name: str) -> Any:
        return getattr(self, name)


def _push_down(value: Any) -> Any:
    if not isinstance(value, Mapping):
        return value
    shared = {k: value[k] for k in PROVENANCE if k in value and not isinstance(value[k], Mapping)}
    entries = {k: v for k, v in value.items() if k not in shared}
    return {k: {**shared, **v} if isinstance(v, Mapping) else v for k, v in entries.items()}


@dataclass(frozen=True)
class Keyed:
    """Marks a mapping of blocks by name, of which `required` must be there.

    The mapping's own `source`, `seen`, `note` and `conditioned` become defaults of its entries.
    """

    required: tuple[str, ...] = ()

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_before_validator_function(_push_down, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        made = handler(schema)
        patterns = made.pop("patternProperties", {})
        entry = next(iter(patterns.values()), None) or made["additionalProperties"]
        kinds = {"source": "string", "seen": "boolean", "note": "string", "conditioned": "boolean"}
        properties: dict[str, Any] = {name: {"type": kind} for name, kind in kinds.items()}
        keys = dict(made.pop("propertyNames", {}))
        if "enum" in keys:
            keys["enum"] = [*keys["enum"], *properties]
        elif patterns:
            keys["pattern"] = next(iter(patterns))
        if self.required:
            properties |= dict.fromkeys(self.required, entry)
            return {"type": "object", "properties": properties, "required": list(self.required),
                    "additionalProperties": False}  # fmt: skip
        return {**made, "properties": properties, "additionalProperties": entry, "propertyNames": keys}


def inherit(node: Any, opened: Mapping[str, bool], source: str | None = None, seen: bool | None = None) -> Any:
    """`node` with every figure and block that has no source given that of the block around it.

    Where `seen` is not said, it is that of the source itself (`opened`, by key).
    """
    if isinstance(node, list):
        return [inherit(item, opened, source, seen) for item in node]
    if isinstance(node, dict):
        return {k: inherit(item, opened, source, seen) for k, item in node.items()}
    if not isinstance(node, Block | Figure):
        return node
    if node.source is None:
        own: dict[str, Any] = {"source": source, "seen": seen if node.seen is None else node.seen}
    else:
        own = {"source": node.source, "seen": opened.get(node.source) if node.seen is None else node.seen}
    if isinstance(node, Block):
        fields = (name for name in type(node).model_fields if name not in PROVENANCE)
        own |= {name: inherit(getattr(node, name), opened, own["source"], own["seen"]) for name in fields}
    return node.model_copy(update=own)
