"""Cheap talk of Crawford and Sobel (1982), uniform state and quadratic losses, Row 20.

The sender sees theta uniform on [0, 1] and wants theta + bias; the receiver wants theta. Every
equilibrium is a partition into N intervals with cut points a_i = i a_1 + 2 i (i - 1) bias, a_N = 1,
for each N with 2 N (N - 1) |bias| < 1 (a negative bias mirrors them). All are returned.
Source: Crawford and Sobel, "Strategic information transmission", Econometrica 50(6), 1982.
Ignores repeated talk, several senders, and lying costs.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from winset.games import arguments
from winset.games.arguments import Vector

SELECTIONS = ("most_informative", "babbling")


@dataclass(frozen=True)
class Partition:
    """Cut points (N + 1,), the receiver's actions (N,), expected losses of receiver and sender.

    `residual`: how far a sender at a cut is from indifference, in units of loss.
    """

    cuts: Vector
    actions: Vector
    receiver_loss: float
    sender_loss: float
    residual: float


@dataclass(frozen=True)
class CheapTalk:
    """`selected` of all `partitions`, which ascend in the number of messages; the largest `residual`."""

    selected: Partition
    partitions: tuple[Partition, ...]
    residual: float
    converged: bool


def cheap_talk(bias: float, selection: str = "most_informative") -> CheapTalk:
    """All partition equilibria for a bias with |bias| >= 1e-6. Raises GameError."""
    bias = arguments.number("cheap_talk", "bias", bias)
    if abs(bias) < 1e-6:
        raise arguments.fault("cheap_talk", "bias", "at least 1e-6 in size (else talk is truthful)", bias)
    arguments.choice("cheap_talk", "selection", selection, SELECTIONS)
    size, most = abs(bias), 1
    while 2 * (most + 1) * most * size < 1.0 - 1e-12:
        most += 1
    every = tuple(_partition(count, bias) for count in range(1, most + 1))
    residual = max(partition.residual for partition in every)
    chosen = every[-1] if selection == "most_informative" else every[0]
    return CheapTalk(chosen, every, residual, residual < 1e-9)


def _partition(count: int, bias: float) -> Partition:
    steps, size = np.arange(count + 1.0), abs(bias)
    first = (1.0 - 2.0 * count * (count - 1) * size) / count
    cuts = steps * first + 2.0 * steps * (steps - 1.0) * size
    cuts[-1] = 1.0
    cuts = cuts if bias > 0.0 else 1.0 - cuts[::-1]
    loss = float((np.diff(cuts) ** 3).sum() / 12.0)
    actions, wanted = 0.5 * (cuts[1:] + cuts[:-1]), cuts[1:-1] + bias
    faults = np.abs((wanted - actions[:-1]) ** 2 - (actions[1:] - wanted) ** 2)
    return Partition(cuts, actions, loss, loss + bias**2, float(faults.max(initial=0.0)))
