"""The form of a scenario file as JSON Schema (draft 2020-12), for editors and other programs."""

from __future__ import annotations

from typing import Any

from winset.scenario.scenario import SCHEMA_VERSION, Scenario

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema() -> dict[str, Any]:
    """The schema, with a unit on every number and a description on every field that needs one."""
    schema = Scenario.model_json_schema(mode="validation")
    schema["properties"]["factions"]["maxItems"] = 16
    schema["properties"]["regions"]["maxProperties"] = 8 + 4
    schema["properties"]["senders"]["maxProperties"] = 6 + 4
    schema["title"] = f"winset scenario, version {SCHEMA_VERSION}"
    return {"$schema": DIALECT, **schema}
