"""Logit quantal response equilibrium of McKelvey and Palfrey (1995, 1998), Row 3.

    p_i(a) = exp(lambda u_i(a, p_-i)) / sum_b exp(lambda u_i(b, p_-i))          for every player i

lambda >= 0 is the precision (per unit of payoff): 0 is uniform play, large values approach Nash.
The principal branch is followed from the centroid in log probabilities by pseudo-arclength steps
(Turocy 2005), so that folds are passed and probabilities may fall far below the smallest double.
Sources: McKelvey and Palfrey, "Quantal response equilibria for normal form games", Games and
Economic Behavior 10(1), 1995; "... for extensive form games", Experimental Economics 1(1), 1998;
Turocy, "A dynamic homotopy interpretation of the logistic quantal response equilibrium
correspondence", Games and Economic Behavior 51(2), 2005. Ignores payoff-dependent precision.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from winset.games import arguments
from winset.games.arguments import Vector
from winset.games.extensive import Node, agents
from winset.games.homotopy import Branch, Values, settle, trace
from winset.kernel import kernel


@dataclass(frozen=True)
class QuantalResponse:
    """`profile`: one probability vector for each player (or information set), in order.

    `residual` is the largest fault of the logit equations in log probabilities; `turning_points`
    counts the folds passed on the branch; `path` holds the precisions visited.
    """

    profile: list[Vector]
    precision: float
    residual: float
    converged: bool
    turning_points: int
    path: Vector


@kernel
def logit_choice(utilities, n, precision, out):
    """Write the logit probabilities of `utilities[:n]` into `out[:n]`, safe at any precision."""
    top = utilities[0]
    for a in range(1, n):
        top = max(top, utilities[a])
    total = 0.0
    for a in range(n):
        out[a] = math.exp(precision * (utilities[a] - top))
        total += out[a]
    for a in range(n):
        out[a] /= total


def logit(payoffs: Sequence[ArrayLike], precision: float) -> QuantalResponse:
    """The equilibrium on the principal branch, where it first reaches `precision`.

    payoffs: n arrays, each of shape (m_1, ..., m_n), entry [a_1, ..., a_n] the payoff of that
    player. The selection rule is the principal branch, the one that starts at the centroid;
    `logit_equilibria` looks for the others. Raises GameError.
    """
    tables, shape = _tables("logit", payoffs)
    target = arguments.number("logit", "precision", precision, 0.0)
    scale = max(float(np.ptp(t)) for t in tables) or 1.0
    branch = trace(_system([t / scale for t in tables], shape), shape, target * scale)
    return _response(branch, shape, target, scale)


def agent(root: Node, precision: float) -> QuantalResponse:
    """Agent form: each information set of the tree is a player of its own (small extensive games).

    The profile follows the order in which a walk from the root, first action first, meets the
    information sets. Payoffs are expected given that the set is reached. Raises GameError.
    """
    target = arguments.number("agent", "precision", precision, 0.0)
    system, shape, scale = agents(root)
    return _response(trace(system, shape, target * scale), shape, target, scale)


def logit_equilibria(
    payoffs: Sequence[ArrayLike], precision: float, starts: int = 200, seed: int = 0
) -> list[QuantalResponse]:
    """The principal equilibrium first, then every other one met by Newton from random starts.

    More starts can only find more; completeness is not proved. Raises GameError.
    """
    first = logit(payoffs, precision)
    tables, shape = _tables("logit_equilibria", payoffs)
    tries = arguments.whole("logit_equilibria", "starts", starts, 1, 100_000)
    scale = max(float(np.ptp(t)) for t in tables) or 1.0
    system, draw = _system([t / scale for t in tables], shape), np.random.default_rng(seed)
    found = [first]
    for _ in range(tries):
        start = np.concatenate([np.log(draw.dirichlet(np.full(m, 0.3)) + 1e-12) for m in shape])
        branch = settle(system, shape, start, precision * scale)
        other = _response(branch, shape, precision, scale)
        if other.converged and all(_gap(other, known) > 1e-6 for known in found):
            found.append(other)
    return found


def _gap(one: QuantalResponse, two: QuantalResponse) -> float:
    return max(float(np.abs(a - b).max()) for a, b in zip(one.profile, two.profile, strict=True))


def _response(branch: Branch, shape: Sequence[int], target: float, scale: float) -> QuantalResponse:
    pieces = np.split(np.exp(branch.log_profile), np.cumsum(shape)[:-1])
    profile = [piece / piece.sum() for piece in pieces]
    return QuantalResponse(
        profile, target, branch.residual, branch.converged, branch.turning_points, branch.path / scale
    )


def _tables(function: str, payoffs: Sequence[ArrayLike]) -> tuple[list[Vector], tuple[int, ...]]:
    n = len(payoffs) if isinstance(payoffs, Sequence | np.ndarray) else 0
    if n == 0:
        raise arguments.fault(function, "payoffs", "one array for each player", payoffs)
    tables = [arguments.array(function, f"payoffs[{i}]", t, n) for i, t in enumerate(payoffs)]
    shape = tables[0].shape
    for i, table in enumerate(tables):
        if table.shape != shape:
            raise arguments.fault(function, f"payoffs[{i}]", f"of shape {shape}", table.shape)
    return tables, shape


def _system(tables: list[Vector], shape: tuple[int, ...]) -> Values:
    """Expected payoffs of every action (all players stacked), and their derivatives in log p."""
    n, ends = len(shape), np.cumsum(shape)
    parts = [slice(end - m, end) for m, end in zip(shape, ends, strict=True)]

    def values(log_profile: Vector) -> tuple[Vector, Vector]:
        chances = [np.exp(log_profile[part]) for part in parts]
        utility, slope = np.zeros(ends[-1]), np.zeros((ends[-1], ends[-1]))
        for i in range(n):
            utility[parts[i]] = _contract(tables[i], chances, (i,))
            for k in range(n):
                if k != i:
                    block = _contract(tables[i], chances, (i, k))
                    slope[parts[i], parts[k]] = (block if i < k else block.T) * chances[k]
        return utility, slope

    return values


def _contract(table: Vector, chances: list[Vector], keep: tuple[int, ...]) -> Vector:
    out = table
    for axis in range(len(chances) - 1, -1, -1):
        if axis not in keep:
            out = np.tensordot(out, chances[axis], axes=([axis], [0]))
    return out
