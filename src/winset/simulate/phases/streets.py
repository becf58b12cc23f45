"""Phase 7: regions, opposition and the street."""

from __future__ import annotations

from winset.kernel import kernel
from winset.polity.civil_society import civil_society
from winset.polity.dissent import dissent
from winset.polity.opposition import opposition
from winset.polity.strategic_neglect import strategic_neglect
from winset.polity.street import street


@kernel
def streets(scene, month, on, params):
    """Phase 7: regions, civil society, neglect, the opposition, unrest and repression."""
    state, inputs, _, rest, _ = scene
    if on.regions > 0.0:
        dissent(state.polity, state.economy.regions.kept, inputs, params.regions)
    if on.civil_society > 0.0:
        civil_society(scene, month, params.civil_society)
    if on.strategic_neglect > 0.0:
        strategic_neglect(scene, params.strategic_neglect)
    if on.opposition > 0.0:
        opposition(scene, params.opposition)
    if on.street > 0.0:
        street(state.polity.street, state.information, inputs, rest.attack, params.street)
