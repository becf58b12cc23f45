"""Scenario files: one YAML file holds everything that one case needs.

`load` reads a packaged case by slug or a file by path. Names are imported on first use, so that
listing cases costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from winset.scenario.document import Document, dump, parse
    from winset.scenario.export import json_schema
    from winset.scenario.figure import Figure
    from winset.scenario.library import head, slugs
    from winset.scenario.overrides import override
    from winset.scenario.read import Checked, check, load, loads, read_document, validate
    from winset.scenario.scenario import Scenario
    from winset.scenario.starter import starter_text

__all__ = [
    "Checked", "Document", "Figure", "Scenario", "check", "dump", "head", "json_schema", "load", "loads",
    "override", "parse", "read_document", "slugs", "starter_text", "validate",
]  # fmt: skip

_HOMES = {
    "document": ("Document", "dump", "parse"),
    "figure": ("Figure",),
    "export": ("json_schema",),
    "library": ("head", "slugs"),
    "overrides": ("override",),
    "read": ("Checked", "check", "load", "loads", "read_document", "validate"),
    "scenario": ("Scenario",),
    "starter": ("starter_text",),
}


def __getattr__(name: str) -> Any:
    for module, exported in _HOMES.items():
        if name in exported:
            value = getattr(import_module(f"winset.scenario.{module}"), name)
            globals()[name] = value
            return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
