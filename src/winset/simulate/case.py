"""What a draw makes of the scenario's own uncertainty: power, positions, salience, dates.

Power is Dirichlet with the scenario's concentration, built from one gamma quantile per faction name;
positions are normal with the stated spread (default .05), clipped to [0, 1]; salience lognormal (20 %
or the stated spread); the dates of demands shift together by a normal number of months. Each number
has its own address (faction name, feature), so it does not depend on the other factions' order.
"""

from __future__ import annotations

import math

import numpy as np

from winset.scenario import Scenario
from winset.simulate.compile import Compiled
from winset.streams import PARAMETER_MONTH, name_key, uniforms
from winset.types import CASE, ISSUES

_SPREAD, _SALIENCE = 0.05, 0.2


def _uniform(seed: int, samples: np.ndarray, feature: str, name: str) -> np.ndarray:
    return uniforms(seed, samples, PARAMETER_MONTH, name_key(feature), name_key(name))


def _normal(seed: int, samples: np.ndarray, feature: str, name: str) -> np.ndarray:
    from scipy.special import ndtri

    return np.asarray(ndtri(_uniform(seed, samples, feature, name)))


def _central(scenario: Scenario, names: tuple[str, ...], out: np.ndarray) -> None:
    by_name = {f.name: f for f in scenario.factions}
    for i, name in enumerate(names):
        f = by_name[name]
        out["power"][:, i] = float(f.power)
        out["patience"][:, i], out["horizon"][:, i] = float(f.patience), float(f.horizon)
        out["buffer"][:, i], out["risk"][:, i] = float(f.buffer), float(f.risk_attitude)
        p = min(0.98, max(0.02, float(f.beliefs.resolved)))
        out["resolve"][:, i] = math.log(p / (1.0 - p))
        out["precision"][:, i] = max(0.01, float(f.beliefs.precision))
        for d, issue in enumerate(ISSUES):
            out["ideal"][:, i, d] = float(getattr(f.ideal, issue))
            out["salience"][:, i, d] = float(getattr(f.salience, issue))
    out["power"] /= out["power"].sum(axis=1, keepdims=True)


def _vary(seed: int, samples: np.ndarray, compiled: Compiled, out: np.ndarray) -> None:
    from scipy.special import gammaincinv

    scenario = compiled.scenario
    by_name = {f.name: f for f in scenario.factions}
    weight = float(scenario.concentration)
    for i, name in enumerate(compiled.names):
        f = by_name[name]
        shape = weight * float(out["power"][0, i])
        out["power"][:, i] = np.maximum(gammaincinv(shape, _uniform(seed, samples, "power", name)), 1e-4)
        for d, issue in enumerate(ISSUES):
            figure, salience = getattr(f.ideal, issue), getattr(f.salience, issue)
            sd = _SPREAD if figure.spread is None else figure.spread
            out["ideal"][:, i, d] += sd * _normal(seed, samples, f"ideal {issue}", name)
            log = _SALIENCE if salience.spread is None else salience.spread / max(1e-9, float(salience))
            out["salience"][:, i, d] *= np.exp(log * _normal(seed, samples, f"salience {issue}", name))
    np.clip(out["ideal"], 0.0, 1.0, out=out["ideal"])
    out["power"] /= out["power"].sum(axis=1, keepdims=True)
    spread = max((float(d.date_spread) for d in scenario.package.demands), default=0.0)
    out["offer_shift"] = np.rint(spread * _normal(seed, samples, "offer dates", ""))


def draw_case(seed: int, samples: np.ndarray, compiled: Compiled, spread: bool = True) -> np.ndarray:
    """CASE records of the given parameter samples, shape (n,); central values without `spread`."""
    out = np.zeros(len(samples), CASE)
    _central(compiled.scenario, compiled.names, out)
    if spread:
        _vary(seed, samples, compiled, out)
    return out
