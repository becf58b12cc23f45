"""Exposure: what the full package would cost each faction, from the model's own economy.

One draw at default parameters and without shocks, with the economy running and the polity still: a
faction's exposure is its mean log income lacking over the last two years in which the package is in
force. It is what private information (row 19) is about, and what every faction would know without it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from winset.parameters import draw as draw_parameters
from winset.simulate.case import draw_case
from winset.simulate.compile import Compiled, compile_scenario
from winset.simulate.observables import Layout, layout
from winset.simulate.run import Rooms, simulate_chunk, switches
from winset.simulate.schedule import MECHANISMS

ECONOMIC = (
    "sender", "diaspora", "package", "over_compliance", "enforcement", "bloc", "evasion", "humanitarian", "exports",
    "stockpiling", "exchange_rate", "brain_drain", "productivity", "network", "prices", "rents", "shielding",
    "directed_credit", "regions", "fiscal", "sovereign_spread", "households", "sector_reports",
)  # fmt: skip
_WINDOW = 24


def exposures(compiled: Compiled, off: Sequence[str] = ()) -> np.ndarray:
    """Log income lacking under the full package, by faction in name order, shape (factions,).

    Mechanisms in `off` are off in this economy too.
    """
    zero = np.zeros(1, np.int64)
    inputs = compiled.inputs.copy()
    inputs[0]["sender"]["mode"] = 0.0
    still = replace(compiled, inputs=inputs)
    whole = layout(tuple(range(len(compiled.names))))
    columns = Layout(whole.offsets[whole.columns["income"]], {}, whole.events)
    on = switches((*off, *(name for name in MECHANISMS if name not in ECONOMIC)))
    samples = (draw_case(0, zero, compiled, spread=False), draw_parameters(0, zero, spread=False))
    paths, _ = simulate_chunk(still, 0, 0, samples, columns, (on, 0, 1), Rooms.build(len(compiled.names)), 1)
    force = np.flatnonzero(compiled.path["active"] > 0.0)[-_WINDOW:]
    return -paths[0, force].mean(axis=0) if len(force) else np.zeros(len(compiled.names))


def with_exposure(compiled: Compiled, off: Sequence[str] = (), scaled: bool = False) -> Compiled:
    """The program with the exposures of its factions filled in.

    They are those of the scenario's own package and period, so that a longer or shorter run begins alike; `scaled` says
    that the package of this program is another.
    """
    inputs = compiled.inputs.copy()
    same = not scaled and compiled.months == compiled.scenario.period.months
    own = compiled if same else compile_scenario(compiled.scenario)
    inputs[0]["factions"]["exposure"][: len(compiled.names)] = exposures(own, off)
    return replace(compiled, inputs=inputs)
