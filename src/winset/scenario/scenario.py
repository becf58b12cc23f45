"""The root of a scenario file: everything one case needs, in one frozen model."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import (
    Field,
    ModelWrapValidatorHandler,
    PrivateAttr,
    StringConstraints,
    ValidationInfo,
    model_validator,
)

from winset.scenario.block import Block, Keyed, Name
from winset.scenario.dates import Date, Month
from winset.scenario.economy import Economy
from winset.scenario.factions import Faction
from winset.scenario.figure import Figure, Quantity
from winset.scenario.history import History
from winset.scenario.households import Household, HouseholdName, Region
from winset.scenario.institutions import Institutions
from winset.scenario.senders import Package, Sender
from winset.scenario.world import Diaspora, ThirdCountries, WorldMarket
from winset.types import HOUSEHOLDS

SCHEMA_VERSION = 1


class Target(Block):
    """The country under sanctions."""

    name: str = Field(description="Name for readers.")
    iso3: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")] = Field(
        description="ISO 3166 code, three capitals; XXA to XXZ are free for invented countries."
    )


class Period(Block):
    """The simulated months."""

    start: Month = Field(description="First month.")
    months: Annotated[int, Field(ge=1, le=600, json_schema_extra={"unit": "months"})] = Field(description="How many.")


class Source(Block):
    """Where figures come from."""

    citation: str = Field(description="Enough to find it.")
    seen: bool = Field(description="Was it opened by whoever wrote the figures?")
    url: str | None = Field(default=None, description="Address.")


class Scenario(Block):
    """One case. Built by `winset.scenario.load`; attributes are the fields of the file.

    Positions are on 0-1 whatever the file's `scale`; figures left without a source carry that of
    the block around them; power and household shares sum to 1 exactly.
    """

    schema_version: Literal[1] = Field(description="Version of this form.")
    title: str = Field(description="Title for readers.")
    target: Target = Field(description="The country under sanctions.")
    period: Period = Field(description="The simulated months.")
    as_of: Date = Field(description="Nothing later is an input, save package, world path and schedule.")
    scale: Literal[1, 100] = Field(
        default=1,
        description="Top of the scale on which positions are given.",
        json_schema_extra={"unit": "position"},
    )
    sources: dict[str, Source] = Field(default_factory=dict, description="Sources by key.")
    factions: Annotated[list[Faction], Field(min_length=1)] = Field(description="At most 16.")
    concentration: Annotated[Figure, Quantity("Dirichlet concentration", 1e-6)] = Field(
        default=Figure(value=20.0, source="chosen", seen=False, note="default: 20"),
        description="Of the power shares: larger is surer.",
    )
    institutions: Institutions = Field(description="Rules of the polity.")
    economy: Economy = Field(description="The economy before sanctions.")
    households: Annotated[dict[HouseholdName, Household], Keyed(HOUSEHOLDS)] = Field(description="All three classes.")
    regions: Annotated[dict[Name, Region], Keyed()] = Field(
        default_factory=dict, description="At most 8. With revenue or borders of its own a region bargains."
    )
    senders: Annotated[dict[Name, Sender], Keyed()] = Field(description="At most 6.")
    package: Package = Field(default=Package(), description="What the senders do.")
    world_market: WorldMarket = Field(description="The world oil price.")
    third_countries: ThirdCountries = Field(default=ThirdCountries(), description="What others can replace.")
    diaspora: Diaspora = Field(default=Diaspora(), description="Citizens abroad.")
    history: History | None = Field(default=None, description="What happened; never an input.")
    parameters: dict[str, float] = Field(
        default_factory=dict,
        description="Parameters pinned for this case, mechanism.name: value.",
        json_schema_extra={"additionalProperties": {"type": "number", "unit": "the unit of the parameter"}},
    )

    _slug: str = PrivateAttr("")
    _text: str = PrivateAttr("")
    _warnings: tuple[str, ...] = PrivateAttr(())

    @property
    def slug(self) -> str:
        """Slug of a packaged case; for a file its name without suffix."""
        return self._slug

    @property
    def text(self) -> str:
        """The document that this was read from, overrides included."""
        return self._text

    @property
    def warnings(self) -> tuple[str, ...]:
        """What is unlikely but not wrong, one printable line each."""
        return self._warnings

    @property
    def leader(self) -> Faction:
        """The faction that holds the top post."""
        return next(faction for faction in self.factions if faction.leader)

    @model_validator(mode="wrap")
    @classmethod
    def _convert(cls, data: Any, handler: ModelWrapValidatorHandler[Scenario], info: ValidationInfo) -> Scenario:
        """Fields convert positions; `scale` then says 1, lest a second reading convert again."""
        if info.context is None:
            return cls.model_validate(data, context=context(data))
        made = handler(data)
        return made.model_copy(update={"scale": 1}) if made.scale != 1 else made


def context(data: Any) -> dict[str, Any]:
    """Validation context of a document: the scale of its positions."""
    scale = data.get("scale", 1) if isinstance(data, dict) else 1
    return {"scale": scale if scale in (1, 100) else 1}
