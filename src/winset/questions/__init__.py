"""Questions put to trajectories: pure functions, xarray in and xarray out.

Each takes the Dataset of a run (dimensions draw, month, ...) and answers with a DataArray or Dataset,
so that selecting a date, a faction or a band is left to xarray. The numerical cores live beside them
as functions of plain arrays (draw first, month second); the terminal table uses those directly and
never imports xarray.
"""

from winset.questions.coalition_shift import coalition_shift, membership
from winset.questions.concession import concession, crossing
from winset.questions.elasticity import elasticity
from winset.questions.history import compare
from winset.questions.incidence import incidence, regional_incidence
from winset.questions.outcomes import outcomes
from winset.questions.survival import survival
from winset.questions.variance import variance_shares

__all__ = [
    "coalition_shift", "compare", "concession", "crossing", "elasticity", "incidence",
    "membership", "outcomes", "regional_incidence", "survival", "variance_shares",
]  # fmt: skip
