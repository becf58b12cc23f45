"""Inputs of the benchmarks: Iran 2012 with more factions, made through the scenario's own functions."""

from __future__ import annotations

from typing import Any

import numpy as np

from winset.ensemble.settings import Settings
from winset.parameters import draw as draw_parameters
from winset.scenario.document import Document
from winset.scenario.read import read_document, validate
from winset.scenario.scenario import Scenario
from winset.simulate.case import draw_case
from winset.simulate.compile import Compiled, compile_scenario

SHARED = ("power", "licences", "allocation", "smuggling", "posts", "coercion")
"""What a faction that splits divides; its other traits both halves keep."""


def _half(value: Any) -> Any:
    if isinstance(value, dict):
        return {**value, "value": value["value"] / 2}
    return value / 2


def _split(data: dict[str, Any], name: str, heir: str) -> None:
    """Divide one faction of a plain document into two equal halves, the second named `heir`."""
    old = next(f for f in data["factions"] if f["name"] == name)
    for field in SHARED:
        if field in old:
            old[field] = _half(old[field])
    old["holdings"] = {k: _half(v) for k, v in old.get("holdings", {}).items()}
    data["factions"].append({**old, "name": heir, "label": f"{heir}", "leader": False})
    for measure in data["package"]["measures"]:
        if name in measure.get("listed", {}):
            measure["listed"][heir] = measure["listed"][name]


def scenario(factions: int = 8, slug: str = "iran/2012") -> Scenario:
    """The packaged case with its strongest factions split until there are `factions`."""
    document = read_document(slug)
    data = document.plain()
    while len(data["factions"]) < factions:
        old = max(data["factions"], key=lambda f: _value(f["power"]))
        _split(data, old["name"], f"{old['name']}_{len(data['factions'])}")
    checked = validate(Document(document.name, document.text, data, document.slug))
    assert checked.scenario is not None, checked.faults
    return checked.scenario


def _value(figure: Any) -> float:
    return float(figure["value"] if isinstance(figure, dict) else figure)


def compiled(factions: int = 8, months: int | None = None) -> Compiled:
    """The numbers of `scenario`."""
    return compile_scenario(scenario(factions), months)


def samples(program: Compiled, draws: int, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """CASE and PARAMETERS records of the pairs of `draws` draws."""
    numbers = np.arange((draws + 1) // 2)
    settings = Settings(draws=draws, seed=seed)
    pins = {**program.scenario.parameters, **settings.parameters}
    return draw_case(seed, numbers, program), draw_parameters(seed, numbers, pins)
