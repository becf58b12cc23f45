"""One draw again, month by month, with everything that the engine held: bit for bit the draw of the ensemble.

A month is taken twice: `before`, when stakes and prospects stand and no faction has moved yet, and `after`, when the
month is over. Records are in float64, factions in the order of their names.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from winset.ensemble.settings import Settings
from winset.errors import RunError
from winset.parameters import draw as draw_parameters
from winset.polity.exit_option import exit_option
from winset.polity.framing import framing
from winset.polity.group_pressure import group_pressure
from winset.polity.lobbying import lobbying
from winset.polity.loyalty_norm import loyalty_norm
from winset.polity.payoff import prepare
from winset.polity.posts import posts
from winset.polity.pre_emption import pre_emption
from winset.polity.prospects import prospects
from winset.polity.stance import stance
from winset.polity.ties import ties
from winset.questions.contrasts import Program
from winset.simulate.case import draw_case
from winset.simulate.phases.economy import economy
from winset.simulate.phases.information import information
from winset.simulate.phases.pressure import pressure
from winset.simulate.phases.regrouping import coalition
from winset.simulate.run import NOBODY, Rooms, switches, vary
from winset.simulate.start import start
from winset.simulate.step import polity


class Scene(NamedTuple):
    """What the kernels of the polity read: state, inputs, case, rest, scratch; and the shadow economy beside it."""

    state: Any
    inputs: Any
    case: Any
    rest: Any
    work: Any
    shadow: Any

    @property
    def kernel(self) -> tuple[Any, ...]:
        """The five records in the order that kernels take them."""
        return self[:5]


class Month(NamedTuple):
    """One month of a draw, counted from 0; `outlook` are the prospects on which everybody acted."""

    number: int
    before: Scene
    after: Scene
    outlook: tuple[float, ...]


class Replay(NamedTuple):
    """A draw run again: the program, its parameters, the months, and the start."""

    program: Program
    settings: Settings
    params: Any
    months: list[Month]
    draw: int

    @property
    def names(self) -> tuple[str, ...]:
        """Factions in the order of the records."""
        return self.program.compiled.names

    @property
    def dates(self) -> np.ndarray:
        """First days of the months as datetime64[M]."""
        compiled = self.program.compiled
        return np.datetime64(compiled.start.strftime("%Y-%m"), "M") + np.arange(len(self.months))

    def series(self, *path: str) -> np.ndarray:
        """A field of the state at every month's end, by its names: `series("polity", "policy", "concession")`."""
        values = []
        for month in self.months:
            node = month.after.state
            for name in path:
                node = getattr(node, name)
            values.append(np.array(node, float))
        return np.array(values)


def _copy(records: tuple[np.ndarray, ...], inputs: Any, case: Any) -> Scene:
    state, shadow, rest, work = (room.copy()[0] for room in records)
    return Scene(state, inputs, case, rest, work, shadow)


def _inputs(compiled: Any, case: Any, own: Any, nobody: bool) -> Any:
    """The draw's own inputs, with its drawn figures."""
    given = compiled.inputs.copy()
    if nobody:
        given[0]["institutions"]["veto_rule"] = NOBODY
    vary(given.view(np.float64), case, np.array([figure.leaf for figure in compiled.drawn], np.int64), own)
    return own[0][0]


def _scene(rooms: list[np.ndarray], shadow: Any) -> Scene:
    """A copy of what five rooms hold."""
    state, inputs, case, rest, work = (room.copy()[0] for room in rooms)
    return Scene(state, inputs, case, rest, work, shadow)


def replay(program: Program, settings: Settings, draw: int) -> Replay:
    """Run one draw of a program again and keep every month. RunError when there is no such draw."""
    if not 0 <= draw < settings.draws:
        raise RunError(f"draw must be between 0 and {settings.draws - 1} (got {draw})")
    compiled, seed = program.compiled, np.uint64(settings.seed)
    numbers = np.array([draw // 2])
    pins = {**compiled.scenario.parameters, **settings.parameters}
    params = draw_parameters(settings.seed, numbers, pins, settings.spread, settings.fitted)[0]
    case = draw_case(settings.seed, numbers, compiled, settings.spread)[0]
    on = switches(program.off)[0]
    records = Rooms.build(len(compiled.names)).records
    rooms, solution = records[:4], (settings.rules, records[5])
    inputs = _inputs(compiled, case, records[6], on.veto == 0.0)
    scene = (rooms[0][0], inputs, case, rooms[2][0], rooms[3][0])
    shadow, months = rooms[1][0], []
    start(scene, shadow, seed, draw, on, params)
    scene[0].external.measures.threat = compiled.path[0].threat
    for month in range(len(compiled.path)):
        address = (seed, draw)
        pressure(scene, compiled.path, month, address, on, params)
        economy(scene, shadow, on, params)
        information(scene, month, address, on, params)
        prepare(scene, params.payoff)
        outlook = prospects(scene, params.prospects)
        if on.lobbying > 0.0:
            lobbying(scene, outlook, params.lobbying)
        if on.group_pressure > 0.0:
            group_pressure(scene, params.group_pressure)
        before = _copy(rooms, inputs, case)
        polity(scene, compiled.path, month, address, on, params, solution)
        months.append(Month(month, before, _copy(rooms, inputs, case), outlook))
    return Replay(program, settings, params, months, draw)


def phases(path: Replay, month: Month) -> tuple[Scene, Scene]:
    """The scene in which the month's coalition was chosen, and the one in which that coalition bargained."""
    compiled, on = path.program.compiled, switches(path.program.off)[0]
    rooms = [np.array([record], record.dtype) for record in month.before.kernel]
    scene = tuple(room[0] for room in rooms)
    p, state, inputs = path.params, scene[0], scene[1]
    if on.exit_option > 0.0:
        exit_option(scene, p.exit_option)
    if on.framing > 0.0:
        framing(scene, p.framing)
    if on.stance > 0.0:
        stance(scene, month.outlook, p.payoff, p.stance)
    if on.ties > 0.0 and int(state.external.sender.status) > 0:
        ties(state.polity, state.information.loss, 1.0 - state.external.sender.relief, inputs, p.ties)
    choice = _scene(rooms, month.before.shadow)
    if on.coalition > 0.0:
        solution = (path.settings.rules, Rooms.build(len(compiled.names)).records[5])
        address = (np.uint64(path.settings.seed), path.draw)
        coalition(scene, month.outlook, month.number, address, p, solution)
    if on.loyalty_norm > 0.0:
        loyalty_norm(scene, p.loyalty_norm)
    if on.posts > 0.0:
        posts(scene, p.posts)
    if on.pre_emption > 0.0:
        pre_emption(scene, p.leader_exit, p.pre_emption)
    return choice, _scene(rooms, month.before.shadow)
