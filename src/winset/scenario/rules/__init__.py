"""Faults that no single field shows. Each rule reads plain data and skips what is itself faulty."""

from __future__ import annotations

from typing import Any

from winset.scenario.faults import Fault
from winset.scenario.rules.calendar import calendar_faults
from winset.scenario.rules.channels import channel_faults
from winset.scenario.rules.circular_flow import flow_faults
from winset.scenario.rules.membership import membership_faults
from winset.scenario.rules.pins import pin_faults
from winset.scenario.rules.references import reference_faults
from winset.scenario.rules.shares import share_faults

RULES = (
    membership_faults, share_faults, reference_faults, calendar_faults, channel_faults, flow_faults,
    pin_faults,
)  # fmt: skip


def rule_faults(data: Any) -> list[Fault]:
    """Faults of all rules on a document in plain dicts and lists."""
    if not isinstance(data, dict):
        return []
    return [fault for rule in RULES for fault in rule(data)]
