"""Small extensive games as trees, and their agent form for quantal response.

A tree is nested Terminal, Chance and Decision nodes. Decisions that share `information_set` are
one choice made in ignorance of where it stands. Values at a set are expected payoffs given that
the set is reached; they are computed in logs, so that sets reached with tiny chance stay exact.
Source: McKelvey and Palfrey, "Quantal response equilibria for extensive form games", Experimental
Economics 1(1), 1998 (agent quantal response). Perfect recall is the author's duty.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from winset.games import arguments
from winset.games.arguments import Vector
from winset.games.homotopy import Values


@dataclass(frozen=True)
class Terminal:
    """An end of the game: payoffs by player index."""

    payoffs: tuple[float, ...]


@dataclass(frozen=True)
class Chance:
    """Nature moves to branches[k] with probabilities[k]."""

    probabilities: tuple[float, ...]
    branches: tuple[Node, ...]


@dataclass(frozen=True)
class Decision:
    """`player` chooses among branches; equal `information_set` names are one choice."""

    player: int
    information_set: str
    branches: tuple[Node, ...]


Node = Terminal | Chance | Decision


@dataclass
class _Sets:
    """Information sets in order of first meeting: name, player, number of actions."""

    names: list[str] = field(default_factory=list)
    players: list[int] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    payoffs: list[tuple[float, ...]] = field(default_factory=list)


def information_sets(root: Node) -> tuple[list[str], list[int], list[int]]:
    """Names, players and numbers of actions, in the order of a depth-first walk. Raises GameError."""
    found = _survey(root)
    return found.names, found.players, found.sizes


def agents(root: Node) -> tuple[Values, tuple[int, ...], float]:
    """The agent form: utilities with derivatives in log probabilities, shape, payoff scale.

    Payoffs are divided by the scale (their largest range). Derivatives are complex-step ones,
    exact to rounding. Raises GameError.
    """
    found = _survey(root)
    table = np.array(found.payoffs)
    scale = float(np.ptp(table, axis=0).max()) or 1.0
    size = sum(found.sizes)

    def values(log_profile: Vector) -> tuple[Vector, Vector]:
        utility = _utilities(root, found, log_profile.astype(complex)) / scale
        slope = np.empty((size, size))
        for k in range(size):
            nudged = log_profile.astype(complex)
            nudged[k] += 1e-30j
            slope[:, k] = _utilities(root, found, nudged).imag / 1e-30 / scale
        return utility.real, slope

    return values, tuple(found.sizes), scale


def _survey(root: Node) -> _Sets:
    found = _Sets()
    _walk(root, found)
    if not found.names:
        raise arguments.fault("agent", "root", "a tree with a decision", "none")
    if len({len(p) for p in found.payoffs}) > 1 or len(found.payoffs[0]) <= max(found.players):
        raise arguments.fault("agent", "payoffs", "one for each player at every end", "another number")
    return found


def _walk(node: Node, found: _Sets) -> None:
    if isinstance(node, Terminal):
        found.payoffs.append(tuple(arguments.vector("agent", "payoffs", node.payoffs)))
        return
    if not isinstance(node, Chance | Decision):
        raise arguments.fault("agent", "root", "made of Terminal, Chance and Decision", type(node).__name__)
    if not node.branches:
        raise arguments.fault("agent", "branches", "one or more at every node", "none")
    if isinstance(node, Chance):
        arguments.probabilities("agent", "probabilities", node.probabilities, len(node.branches))
        arguments.positive("agent", "probabilities", node.probabilities)
    elif node.information_set not in found.names:
        found.names.append(node.information_set)
        found.players.append(arguments.whole("agent", "player", node.player, 0, 99))
        found.sizes.append(len(node.branches))
    else:
        k = found.names.index(node.information_set)
        if (found.players[k], found.sizes[k]) != (node.player, len(node.branches)):
            raise arguments.fault(
                "agent", f"information_set {node.information_set!r}", "one player and one menu", "two"
            )
    for branch in node.branches:
        _walk(branch, found)


def _utilities(root: Node, found: _Sets, logs: Any) -> Any:
    """Expected payoff of each action at each set, given that the set is reached (complex allowed)."""
    offsets = np.concatenate([[0], np.cumsum(found.sizes)])
    visits: list[list[tuple[Any, list[Any]]]] = [[] for _ in found.names]
    _payoff(root, 0.0 + 0.0j, found, offsets, logs, visits)
    out = np.zeros(offsets[-1], complex)
    for k, met in enumerate(visits):
        top = max(reach.real for reach, _ in met)
        weights = np.exp(np.array([reach for reach, _ in met]) - top)
        menu = np.array([branch for _, branch in met])
        out[offsets[k] : offsets[k + 1]] = weights @ menu / weights.sum()
    return out


def _payoff(node: Node, reach: Any, found: _Sets, offsets: Any, logs: Any, visits: Sequence[Any]) -> Any:
    """Payoff vector of a subtree; records every decision met with its log reach and menu."""
    if isinstance(node, Terminal):
        return np.array(node.payoffs, complex)
    if isinstance(node, Chance):
        moves = zip(node.branches, node.probabilities, strict=True)
        return sum(p * _payoff(b, reach + np.log(p), found, offsets, logs, visits) for b, p in moves)
    k = found.names.index(node.information_set)
    steps = logs[offsets[k] : offsets[k + 1]]
    below = [
        _payoff(branch, reach + step, found, offsets, logs, visits)
        for branch, step in zip(node.branches, steps, strict=True)
    ]
    visits[k].append((reach, [payoff[found.players[k]] for payoff in below]))
    return sum(np.exp(step) * payoff for step, payoff in zip(steps, below, strict=True))
