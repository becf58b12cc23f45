"""One month of one draw: the nine phases in order (phases/).

Every mechanism reads and writes the rooms it is given. Phases 1 and 2 spend the policy that phase 6
chose the month before. A mechanism that is off is not called; the others' random numbers do not move,
because each has its own stream (streams.py).
"""

from __future__ import annotations

from winset.kernel import kernel
from winset.polity.payoff import prepare
from winset.polity.prospects import prospects
from winset.simulate.phases.bargaining import bargaining
from winset.simulate.phases.economy import economy
from winset.simulate.phases.information import information
from winset.simulate.phases.memory import memory
from winset.simulate.phases.outcome import outcome
from winset.simulate.phases.positions import positions
from winset.simulate.phases.pressure import pressure
from winset.simulate.phases.regrouping import regrouping
from winset.simulate.phases.streets import streets


@kernel
def polity(scene, path, month, address, on, params, solution):
    """Phases 4 to 9."""
    prepare(scene, params.payoff)
    outlook = prospects(scene, params.prospects)
    positions(scene, outlook, on, params)
    regrouping(scene, outlook, month, address, on, params, solution)
    bargaining(scene, outlook, month, address, on, params, solution)
    streets(scene, month, on, params)
    news = outcome(scene, path, outlook, month, address, on, params)
    memory(scene, outlook, news, on, params)


@kernel
def step(scene, shadow, path, month, address, on, params, solution):
    """Advance one draw by one month; `scene` is (state, inputs, case, rest, work)."""
    pressure(scene, path, month, address, on, params)
    economy(scene, shadow, on, params)
    information(scene, month, address, on, params)
    polity(scene, path, month, address, on, params, solution)
