"""A figure: one number with its spread, source, unit and note; and the bounds a field puts on it.

In a file a figure is a bare number or a mapping. Arithmetic reads `.value` (or `float(figure)`).
The unit of every figure stands in the schema; a file may repeat it and must then agree.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    ValidationInfo,
    model_serializer,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from winset.scenario.dates import Date

CHOSEN = "chosen"
"""The source key that every scenario knows: a value picked by its author, backed by nothing."""


class Figure(BaseModel):
    """A number in the unit of its field, with what is known about it."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False)

    value: float = Field(description="The number, in the unit of its field.")
    spread: float | None = Field(default=None, ge=0, description="Standard deviation, in the same unit.")
    source: str | None = Field(default=None, description="A key of `sources`, or `chosen`.")
    seen: bool | None = Field(default=None, description="Was the source opened by whoever wrote the figure?")
    unit: str | None = Field(default=None, description="Repeats the unit of the field; must match it.")
    note: str | None = Field(default=None, description="How the figure was obtained.")
    date: Date | None = Field(default=None, description="When the figure holds; not after `as_of`, unless conditioned.")
    conditioned: bool | None = Field(
        default=None,
        description="True where it holds what was known only after `as_of`: taken as given, not predicted.",
    )

    def __float__(self) -> float:
        return self.value

    @model_serializer
    def _plain(self) -> Any:
        known = {name: getattr(self, name) for name in Figure.model_fields}
        known = {name: value for name, value in known.items() if value is not None}
        return self.value if len(known) == 1 else known


def must(requirement: str, got: object) -> PydanticCustomError:
    """The fault `<path> must <requirement> (got <got>)`, to be raised inside a validator."""
    return PydanticCustomError("must", "{requirement}", {"requirement": requirement, "got": got})


def is_number(value: object) -> bool:
    """True for integers and floats, not for booleans."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def between(low: float, high: float) -> str:
    """The bounds in words."""
    if math.isinf(high):
        return f"be at least {low:g}"
    return f"be at most {high:g}" if math.isinf(low) else f"be between {low:g} and {high:g}"


@dataclass(frozen=True)
class Quantity:
    """What a field asks of its figure: a unit and closed bounds.

    With `scaled`, value and spread are divided by the `scale` of the validation context (1 or 100).
    """

    unit: str
    low: float = -math.inf
    high: float = math.inf
    scaled: bool = False

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.with_info_wrap_validator_function(self._read, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        high = self.high * 100 if self.scaled else self.high
        bounds = {"minimum": self.low, "maximum": high}
        bounds = {name: bound for name, bound in bounds.items() if math.isfinite(bound)}
        parts = {"value": bounds, "unit": {"const": self.unit}}
        mapping = {"allOf": [handler(schema)], "properties": parts}
        return {"anyOf": [{"type": "number", **bounds}, mapping], "unit": self.unit}

    def _read(self, value: Any, handler: Any, info: ValidationInfo) -> Figure:
        if is_number(value):
            if not math.isfinite(value):
                raise must("be a finite number", value)
            value = {"value": value}
        elif not isinstance(value, Mapping | Figure):
            raise must("be a number, or a mapping with `value`", value)
        figure: Figure = handler(value)
        scale = (info.context or {}).get("scale", 1) if self.scaled else 1
        self._check(figure, scale)
        if scale == 1:
            return figure
        spread = None if figure.spread is None else figure.spread / scale
        return figure.model_copy(update={"value": figure.value / scale, "spread": spread})

    def _check(self, figure: Figure, scale: float) -> None:
        low, high = self.low * scale, self.high * scale
        wrong = []
        if not low <= figure.value <= high:
            wrong.append((between(low, high), f"{figure.value:g}"))
        if figure.unit not in (None, self.unit):
            wrong.append((f"carry the unit '{self.unit}'", f"'{figure.unit}'"))
        if wrong:
            requirements, got = (" and ".join(words) for words in zip(*wrong))
            raise PydanticCustomError("must", "{requirement}", {"requirement": requirements, "words": got})


Share = Annotated[Figure, Quantity("share", 0, 1)]
Degree = Annotated[Figure, Quantity("degree, 0 to 1", 0, 1)]
Probability = Annotated[Figure, Quantity("probability", 0, 1)]
Position = Annotated[Figure, Quantity("position, 0 defiance to 1 compliance", 0, 1, scaled=True)]
Weight = Annotated[Figure, Quantity("weight", 0)]
Stock = Annotated[Figure, Quantity("share of yearly GDP", 0)]
Flow = Annotated[Figure, Quantity("share of yearly GDP, per year", 0)]
NetFlow = Annotated[Figure, Quantity("share of yearly GDP, per year")]
YearlyRate = Annotated[Figure, Quantity("per year", -1)]
YearlyHazard = Annotated[Figure, Quantity("per year", 0)]
MonthlyRate = Annotated[Figure, Quantity("per month", 0, 1)]
Months = Annotated[Figure, Quantity("months", 0)]
Payoff = Annotated[Figure, Quantity("sender payoff", 0)]
Log = Annotated[Figure, Quantity("log points", 0)]
Barrel = Annotated[Figure, Quantity("USD per barrel", 0)]
Rate = Annotated[Figure, Quantity("local currency per USD", 0)]
Billions = Annotated[Figure, Quantity("billion USD per year", 0)]


def default(value: float, note: str) -> Figure:
    """The figure of a field that a file leaves out."""
    return Figure(value=value, source=CHOSEN, seen=False, note=note)


NONE = default(0.0, "default: none")
