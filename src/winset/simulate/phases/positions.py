"""Phase 4: what each faction wants, says and presses for."""

from __future__ import annotations

from winset.kernel import kernel
from winset.polity.exit_option import exit_option
from winset.polity.framing import framing
from winset.polity.group_pressure import group_pressure
from winset.polity.lobbying import lobbying
from winset.polity.resistance import resistance
from winset.polity.stance import stance


@kernel
def answers(sender, inputs):
    """Whether a threat stands or may be made."""
    return int(sender.status) == 1 or (int(sender.status) == 0 and inputs.sender.mode > 0.0)


@kernel
def positions(scene, outlook, on, params):
    """Phase 4: exit options, what each faction says and presses for, and how it would answer a threat."""
    state, inputs = scene[0], scene[1]
    if on.exit_option > 0.0:
        exit_option(scene, params.exit_option)
    if on.framing > 0.0:
        framing(scene, params.framing)
    if on.lobbying > 0.0:
        lobbying(scene, outlook, params.lobbying)
    if on.group_pressure > 0.0:
        group_pressure(scene, params.group_pressure)
    if on.stance > 0.0:
        stance(scene, outlook, params.payoff, params.stance)
    if on.costly_signals > 0.0 and answers(state.external.sender, inputs):
        feared = params.pressure_points.anticipation if on.pressure_points > 0.0 else 1.0
        resistance(scene, outlook[2], feared, params.payoff, params.costly_signals)
