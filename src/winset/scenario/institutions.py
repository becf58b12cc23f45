"""Institutions: who selects, who can veto, how hard the state represses, how leaders leave."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import ConfigDict, Field, model_validator

from winset.scenario.block import Block
from winset.scenario.dates import Month
from winset.scenario.figure import Degree, Share, YearlyHazard
from winset.scenario.regimes import HAZARDS, REGIMES, describe, regime_defaults

Regime = Literal["personalist", "party", "military", "monarchy", "democracy"]


def _only(*required: str) -> ConfigDict:
    """A schema in which the regime supplies all fields but these."""

    def relax(schema: dict[str, Any]) -> None:
        schema["required"] = list(required)

    return ConfigDict(json_schema_extra=relax)


class ExitHazards(Block):
    """Base rates at which leaders leave, by mode."""

    model_config = _only()

    regular: YearlyHazard = Field(description="Term, election, death. " + describe("regular"))
    insider: YearlyHazard = Field(description="Removed by insiders. " + describe("insider"))
    coup: YearlyHazard = Field(description="Removed by the military. " + describe("coup"))
    uprising: YearlyHazard = Field(description="Protest or rebels. " + describe("uprising"))


class Institutions(Block):
    """Rules of the polity. A field left out takes the documented default of the regime type."""

    model_config = _only("regime")

    regime: Regime = Field(description="Type of regime; supplies the fields that are left out.")
    winning_coalition: Share = Field(
        description="Winning coalition, share of the selectorate: the loyalty norm, with which an insider has a seat "
        "under the next ruler. A faction that gives no `dependence` gets 1 - winning_coalition. "
        + describe("winning_coalition")
    )
    selectorate: Share = Field(
        description="Selectorate, share of adults. For readers: the model does not read it. " + describe("selectorate")
    )
    veto_rule: Literal["leader", "large_members", "unanimity"] = Field(
        description="Who holds a veto besides the leader. " + describe("veto_rule")
    )
    veto_threshold: Share = Field(
        description="Share of coalition power that makes a member a veto player. " + describe("veto_threshold")
    )
    repression: Degree = Field(description="Capacity to repress. " + describe("repression"))
    media_control: Degree = Field(description="Control of the media. " + describe("media_control"))
    legitimacy_claims: Degree = Field(description="Strength of claims. " + describe("legitimacy_claims"))
    exit_hazards: ExitHazards = Field(description="Base rates of exit of the leader.")
    succession: list[Month] = Field(
        default_factory=list, description="Scheduled successions or elections of the top post."
    )

    @model_validator(mode="before")
    @classmethod
    def _fill(cls, data: Any) -> Any:
        if not isinstance(data, dict) or data.get("regime") not in REGIMES:
            return data
        defaults = regime_defaults(data["regime"])
        hazards = data.get("exit_hazards", {})
        if isinstance(hazards, dict):
            given = {key: hazards[key] for key in hazards if key in HAZARDS}
            data = {**data, "exit_hazards": {**hazards, **defaults["exit_hazards"], **given}}
        return {**defaults, **data}
