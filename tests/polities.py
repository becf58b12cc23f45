"""Small polities for the tests of floor 3: a scene of blank records that each test fills as it needs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from winset import parameters
from winset.polity.calibrate import calibrate
from winset.polity.exit_option import exit_option
from winset.polity.payoff import prepare
from winset.types import CASE, INPUTS, REST, STATE, WORK, blank

CALM = (0.0, 0.0, 1.0, 0.1, 0.0, 1.0, 0.7, 0.0, 0.0, 0.05)
"""Prospects when nobody presses: pressure now, final (rate, level, left), interim (same), back (rate, level), width."""

TINY = 1e-12


def everyone(n: int) -> int:
    """Bit mask of all n factions."""
    return (1 << n) - 1


def bits(mask: int) -> tuple[int, ...]:
    """Members of a mask."""
    return tuple(i for i in range(mask.bit_length()) if mask >> i & 1)


def prospects(now: float = 1.0, final: float = 0.1, q_final: float = 0.6, width: float = 0.05) -> tuple[float, ...]:
    """Pressure in force that one final deal can end."""
    return (now, final, q_final, 0.1, 0.0, 0.4, 0.7, 0.0, 0.0, width)


class Polity:
    """One scene: (state, inputs, case, rest, work), with parameters at their defaults.

    Factions hold `powers`, an income outside office of `market` and the posts fund of 1 by power; nobody
    cares about policy, nobody loses, nobody depends on the ruler. Everything is a plain record: set it.
    """

    def __init__(self, powers: Sequence[float], market: float = 1.0, members: int | None = None, leader: int = 0):
        n = len(powers)
        self.n = n
        self.state, self.inputs, self.case, self.rest, self.work = (
            blank(kind)[0] for kind in (STATE, INPUTS, CASE, REST, WORK)
        )
        self.params: Any = parameters.draw(1, np.array([0]), spread=False)[0]
        self.inputs.counts.factions, self.inputs.counts.months = n, 12
        self.inputs.institutions.leader, self.inputs.institutions.veto_rule = leader, 3
        self.inputs.institutions.start_members = everyone(n) if members is None else members
        self.inputs.factions.key[:n] = np.arange(n) + 1.0
        polity = self.state.polity
        polity.power[:n] = powers
        polity.coalition.members = self.inputs.institutions.start_members
        polity.coalition.leader = leader
        self.rest.power[:n], self.rest.members, self.rest.leader = powers, polity.coalition.members, leader
        self.case.patience[:n], self.case.horizon[:n] = 0.97, 48.0
        self.case.precision[:n] = 1.0
        self.work.impatience[:n] = 1.0 - 0.97 * (1.0 - 1.0 / 48.0)
        self.market(market)

    def market(self, income: float | Sequence[float], fund: float = 1.0) -> None:
        """Income outside office, now and at rest, and the posts fund."""
        n, work = self.n, self.work
        work.market[:n], work.unpressed[:n], self.rest.market[:n] = income, income, income
        work.unpressed_fund = self.rest.fund = self.state.economy.fiscal.posts = fund
        total = float(sum(self.state.polity.power[i] for i in bits(int(self.rest.members))))
        for i in bits(int(self.rest.members)):
            share = self.state.polity.power[i] / total
            self.state.polity.policy.purse[i] = self.rest.purse[i] = self.inputs.factions.posts[i] = share
        work.income[:n] = work.market[:n] + fund * self.state.polity.policy.purse[:n]

    def calibrated(self) -> Polity:
        """Set ledger and REST as a draw at rest has them: what is observed is the bargain's solution."""
        ledger, n = self.state.economy.ledger, self.n
        ledger.posts[:n] = self.state.economy.fiscal.posts * self.inputs.factions.posts[:n]
        ledger.income[:n] = self.work.market[:n] + ledger.posts[:n]
        calibrate(self.scene, self.params.payoff, self.params.bargain)
        exit_option(self.scene, self.params.exit_option)
        self.rest.exit[:n] = self.state.polity.exit_value[:n]
        prepare(self.scene, self.params.payoff)
        self.work.lift[:n] = 0.0
        return self

    @property
    def scene(self) -> tuple[Any, ...]:
        """What kernels read and write."""
        return self.state, self.inputs, self.case, self.rest, self.work

    def tables(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Scratch of the coalition search."""
        return np.zeros(4096, np.int64), np.zeros(4096), np.zeros(1 << self.n, np.int8)


def power_only(powers: Sequence[float], alpha: float = 0.5) -> Polity:
    """Row 1 without policy: value is log(share of posts), no inertia, no anchor, no leader."""
    polity = Polity(powers, market=TINY)
    p = polity.params.coalition
    p.alpha, p.inertia, p.resistance, p.anchor = alpha, 0.0, 0.0, 0.0
    p.ties, p.esteem, p.dependence = 0.0, 0.0, 0.0
    return polity


def sender_of(status: float, intensity: float = 0.0, **traits: float) -> tuple[Any, Any, Any]:
    """A sender that asks for .8 with credibility .5, its traits as inputs, and its parameters."""
    polity = Polity([1.0])
    sender = polity.state.external.sender
    sender.status, sender.intensity, sender.demand, sender.credibility = status, intensity, 0.8, 0.5
    for name, value in {"benefit": 1.0, "cost": 0.2, "blame": 0.3, "audience": 0.1, **traits}.items():
        polity.inputs.sender[name] = value
    return sender, polity.inputs.sender, polity.params.sender
