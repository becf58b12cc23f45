"""What a draw makes of the scenario's own uncertainty: power, positions, salience, dates.

Power is Dirichlet with the scenario's concentration, built from one gamma quantile per faction name;
positions are normal with the stated spread (default .05), clipped to [0, 1]; salience lognormal (20 %
or the stated spread); beliefs, patience, horizon, buffer, risk attitude and the figures of drawn.py where
a spread is given; all coverages share one lognormal factor with the measures' mean relative spread; demand
and credibility shift by their mean spread, and the dates of demands together by a normal number of
months. Each number has its own address (faction name, feature), so it does not depend on the other factions' order.
"""

from __future__ import annotations

import math

import numpy as np

from winset.scenario import Figure, Scenario
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
    out["coverage"] = 1.0


def _traits(seed: int, samples: np.ndarray, compiled: Compiled, out: np.ndarray) -> None:
    """Patience, horizon, buffer, risk attitude and beliefs of factions, where a spread is given."""
    bounds = {"patience": (0.5, 0.999), "horizon": (2.0, 600.0), "buffer": (0.0, 600.0), "risk": (-1.0, 1.0)}
    by_name = {f.name: f for f in compiled.scenario.factions}
    for i, name in enumerate(compiled.names):
        f = by_name[name]
        figures = {"patience": f.patience, "horizon": f.horizon, "buffer": f.buffer, "risk": f.risk_attitude}
        for field, figure in figures.items():
            if figure.spread:
                value = float(figure) + figure.spread * _normal(seed, samples, field, name)
                out[field][:, i] = np.clip(value, *bounds[field])
        if f.beliefs.resolved.spread:
            belief = float(f.beliefs.resolved) + f.beliefs.resolved.spread * _normal(seed, samples, "belief", name)
            belief = np.clip(belief, 0.02, 0.98)
            out["resolve"][:, i] = np.log(belief / (1.0 - belief))
        if f.beliefs.precision.spread:
            log = f.beliefs.precision.spread / max(0.01, float(f.beliefs.precision))
            out["precision"][:, i] *= np.exp(log * _normal(seed, samples, "precision", name))


def _mean_spread(figures: list[Figure]) -> float:
    return float(np.mean([f.spread or 0.0 for f in figures])) if figures else 0.0


def _senders(seed: int, samples: np.ndarray, compiled: Compiled, out: np.ndarray) -> None:
    """One factor on all coverages, and shifts of the demand, its credibility and its dates."""
    package = compiled.scenario.package
    loose = [(m.coverage.spread or 0.0) / float(m.coverage) for m in package.measures if float(m.coverage) > 0.0]
    sd = float(np.mean(loose)) if loose else 0.0
    fields = ("imports", "exports", "finance", "technology", "freeze", "listing")
    most = max(float(compiled.path[name].max()) for name in fields)
    factor = np.exp(sd * _normal(seed, samples, "coverage", ""))
    out["coverage"] = np.clip(factor, 0.5, min(1.5, max(1.0, 0.99 / most)) if most > 0.0 else 1.0)
    spreads = _mean_spread([d.level for d in package.demands]), _mean_spread([d.credibility for d in package.demands])
    out["demand"] = spreads[0] * _normal(seed, samples, "demand level", "")
    out["credibility"] = spreads[1] * _normal(seed, samples, "credibility", "")
    spread = max((float(d.date_spread) for d in package.demands), default=0.0)
    out["offer_shift"] = np.rint(spread * _normal(seed, samples, "offer dates", ""))


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
    _traits(seed, samples, compiled, out)
    _senders(seed, samples, compiled, out)


def _figures(seed: int, samples: np.ndarray, compiled: Compiled, out: np.ndarray, spread: float) -> None:
    """Figures with a leaf of their own (drawn.py), normal within their bounds."""
    for j, figure in enumerate(compiled.drawn):
        out["figures"][:, j] = figure.value
        if spread:
            value = figure.value + figure.spread * _normal(seed, samples, "figure", figure.path)
            out["figures"][:, j] = np.clip(value, *figure.bounds)


def draw_case(seed: int, samples: np.ndarray, compiled: Compiled, spread: float = 1.0) -> np.ndarray:
    """CASE records of the given parameter samples, shape (n,); central values at a `spread` of 0."""
    out = np.zeros(len(samples), CASE)
    _central(compiled.scenario, compiled.names, out)
    _figures(seed, samples, compiled, out, spread)
    if spread:
        _vary(seed, samples, compiled, out)
    return out
