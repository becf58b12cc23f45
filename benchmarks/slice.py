"""A slice of the model that a Mesa user could have written: its inputs and shared random draws.

Factions of one ruling coalition lose income to an outside pressure that grows for two years and then
holds. Each month, in this order:

    loss      loss_i = ramp * (exposure_i + .05 z_i); market income falls by it
    stance    quantal response: resist, accommodate or reframe, with and without pressure
    ties      common fate moves every tie
    coalition when an opportunity is drawn: the self-enforcing coalition on value, leader rule, anchor
    power     drifts with losses, reverts to rest

Policy stays where it was at the start; nothing else of winset runs. Random numbers are drawn once
(`draws`) and given to both programs, as are all inputs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from winset import parameters

RAMP = 24
PROSPECTS = (1.0, 0.05, 0.6, 0.1, 0.0, 0.4, 0.5, 0.0, 0.0, 0.05)
"""As winset.polity.prospects: pressure now; final deal: rate, threshold, pressure left; ...; width."""


@dataclass(frozen=True)
class Slice:
    """Traits by faction (n,) or (n, issue), the status quo, the coalition at the start, parameters."""

    power: np.ndarray
    ideal: np.ndarray
    salience: np.ndarray
    impatience: np.ndarray
    lift: np.ndarray
    risk: np.ndarray
    dependence: np.ndarray
    coercion: np.ndarray
    network: np.ndarray
    audience: np.ndarray
    exposure: np.ndarray
    market: np.ndarray
    fund: float
    quo: tuple[float, float, float]
    members: int
    leader: int
    params: Any

    @property
    def factions(self) -> int:
        """Their number."""
        return len(self.power)


def made_up(factions: int, seed: int = 1) -> Slice:
    """A polity of the given size; faction 0 leads, the stronger half sits in the coalition."""
    rng = np.random.default_rng(seed)
    n = factions
    power = rng.dirichlet(np.full(n, 8.0))
    power[0] += 0.3
    power /= power.sum()
    members = 1 | sum(1 << int(i) for i in np.argsort(-power)[: (n + 1) // 2 + 1])
    ideal, salience = rng.uniform(0.0, 1.0, (n, 3)), rng.uniform(0.3, 1.2, (n, 3))
    weight = np.array([power[i] if members >> i & 1 else 0.0 for i in range(n)])[:, None] * salience
    quo = (weight * ideal).sum(axis=0) / weight.sum(axis=0)
    return Slice(
        power=power, ideal=ideal, salience=salience,
        impatience=rng.uniform(0.03, 0.1, n), lift=rng.uniform(0.005, 0.02, n), risk=rng.uniform(-0.5, 0.5, n),
        dependence=rng.uniform(0.0, 0.5, n), coercion=rng.dirichlet(np.full(n, 1.0)), network=rng.uniform(0.0, 1.0, n),
        audience=rng.uniform(0.0, 1.0, n), exposure=rng.normal(0.15, 0.2, n), market=rng.uniform(0.005, 0.03, n),
        fund=0.04, quo=(float(quo[0]), float(quo[1]), float(quo[2])), members=members, leader=0,
        params=parameters.draw(1, np.array([0]), spread=False)[0],
    )  # fmt: skip


@dataclass(frozen=True)
class Draws:
    """Shared random numbers: uniforms for the opportunity and the choice (draw, month), normals (.., faction)."""

    opportunity: np.ndarray
    choice: np.ndarray
    loss: np.ndarray


def shared_draws(factions: int, draws: int, months: int, seed: int = 1) -> Draws:
    """Random numbers of `draws` paths."""
    rng = np.random.default_rng(seed)
    shape = (draws, months)
    return Draws(rng.random(shape), rng.random(shape), rng.standard_normal((*shape, factions)))
