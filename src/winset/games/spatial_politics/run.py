"""Spatial model of politics: challenges, offers and elections repeated until positions rest. Rows 2 and 40.

Each turn every actor picks the challenge that it gains most from, makes its target an offer, and each
party of an offer lets an election decide what it adopts (`challenge`, `bargain`, `choice`). Then
ideals follow positions,

    y_i <- sum_j a_ij x_j(new) + (1 - sum_j a_ij) y_i(old),   a the identity unless given,

and everything is set up anew (`views`). With Delta_t the sum over actors of the Euclidean moves and
ratio_t = Delta_t / (Delta_1 + 1e-4), the run stops after turn t when t = most_turns, or t >= 2 and ratio_t < 0.02.
Source: KTAB 0.1 (KAPSARC), an open program in the line of Bueno de Mesquita's group decision model, from a
restatement of it. Ignores time, institutions and payments; actors foresee one step.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from winset.games import arguments
from winset.games.arguments import Vector
from winset.games.spatial_politics.bargain import Offers, offers
from winset.games.spatial_politics.choice import adopt
from winset.games.spatial_politics.rules import SpatialRules
from winset.games.spatial_politics.views import Actors, moment

NAME = "spatial_politics"
REST = 0.02
LEAST_FIRST_MOVE = 1e-4


@dataclass(frozen=True)
class Bargain:
    """An offer of `turn` (0 is the first), and what each party would adopt, in the units given.

    `chance` of winning and `gain` (utility) are what the initiator expects of the challenge behind it.
    """

    turn: int
    initiator: int
    target: int
    chance: float
    gain: float
    initiator_position: Vector
    target_position: Vector


@dataclass(frozen=True)
class SpatialPolitics:
    """The whole path; T turns have T + 1 states.

    positions and ideals (T + 1, n, D) in the units given; probabilities (T + 1, n) of the position
    equivalent to each actor's, so that a row may sum above 1; risk (T + 1, n); changes (T,) the
    ratios; bargains of all turns. `residual` is the last ratio; `converged` when it is below 0.02 after at
    least two turns and every Markov election met its tolerance.
    """

    positions: Vector
    ideals: Vector
    probabilities: Vector
    risk: Vector
    changes: Vector
    bargains: tuple[Bargain, ...]
    residual: float
    converged: bool

    @property
    def turns(self) -> int:
        """Turns run."""
        return len(self.changes)


def spatial_politics(
    positions: ArrayLike,
    salience: ArrayLike,
    capability: ArrayLike,
    rules: SpatialRules | None = None,
    accommodation: ArrayLike | None = None,
    scale: float = 100.0,
    most_turns: int = 100,
    seed: int | None = None,
) -> SpatialPolitics:
    """Run the model from these positions.

    positions and salience (n, D), or (n,) for one dimension, both from 0 to `scale`; an actor's
    saliences sum to at most `scale` and to more than 0; capability (n,) positive, any unit.
    accommodation (n, n) non-negative with rows that sum to at most 1. `seed` is needed by, and only used
    by, rules with stochastic transitions. Raises GameError.
    """
    rules = SpatialRules() if rules is None else rules
    scale = arguments.number(NAME, "scale", scale, 0.0, open_low=True)
    turns = arguments.whole(NAME, "most_turns", most_turns, 1, 10**6)
    x, actors = _actors(positions, salience, capability, scale, rules)
    follow = _accommodation(accommodation, len(x))
    now = moment(actors, x, x.copy())
    states = [now]
    changes: list[float] = []
    bargains: list[Bargain] = []
    draws, settled = _generator(rules, seed), now.settled
    while not _at_rest(changes, turns):
        made = offers(actors, now)
        moved, fine = adopt(actors, now, made, draws)
        bargains += _bargains(len(changes), made, scale)
        changes.append(float(np.sqrt(((moved - now.positions) ** 2).sum(axis=1)).sum()))
        ideals = moved if follow is None else follow @ moved + (1.0 - follow.sum(axis=1))[:, None] * now.ideals
        now = moment(actors, moved, ideals)
        states, settled = [*states, now], settled and fine and now.settled
    ratios = np.array(changes) / (changes[0] + LEAST_FIRST_MOVE)
    return SpatialPolitics(
        positions=np.stack([state.positions for state in states]) * scale,
        ideals=np.stack([state.ideals for state in states]) * scale,
        probabilities=np.stack([state.probabilities for state in states]),
        risk=np.stack([state.risk for state in states]),
        changes=ratios,
        bargains=tuple(bargains),
        residual=float(ratios[-1]),
        converged=bool(len(ratios) > 1 and ratios[-1] < REST and settled),
    )


def _bargains(turn: int, made: Offers, scale: float) -> list[Bargain]:
    parties = zip(made.initiators.tolist(), made.targets.tolist(), strict=True)
    numbers = zip(made.chances.tolist(), made.gains.tolist(), strict=True)
    moves = zip(made.initiator_moves * scale, made.target_moves * scale, strict=True)
    table = zip(parties, numbers, moves, strict=True)
    return [Bargain(turn, i, j, chance, gain, *pair) for (i, j), (chance, gain), pair in table]


def _at_rest(changes: list[float], most_turns: int) -> bool:
    """Whether the run stops here: at the limit, or when the last turn moved little against the first."""
    done = len(changes)
    return done >= most_turns or (done >= 2 and changes[-1] / (changes[0] + LEAST_FIRST_MOVE) < REST)


def _generator(rules: SpatialRules, seed: int | None) -> np.random.Generator | None:
    if rules.transitions == "deterministic":
        return None
    if seed is None:
        raise arguments.fault(NAME, "seed", "given with stochastic transitions", None)
    return np.random.default_rng(arguments.whole(NAME, "seed", seed, 0, 2**53))


def _actors(
    positions: ArrayLike, salience: ArrayLike, capability: ArrayLike, scale: float, rules: SpatialRules
) -> tuple[Vector, Actors]:
    x = _columns("positions", positions)
    s = _columns("salience", salience)
    c = arguments.positive(NAME, "capability", capability)
    if len(c) < 2:
        raise arguments.fault(NAME, "capability", "of two actors or more", len(c))
    for argument, table in (("positions", x), ("salience", s)):
        if len(table) != len(c) or table.shape[1] != x.shape[1]:
            raise arguments.fault(NAME, argument, f"of shape {(len(c), x.shape[1])}", table.shape)
        if (table < 0.0).any() or (table > scale).any():
            raise arguments.fault(NAME, argument, f"from 0 to {scale:g}", f"{table.min():g} to {table.max():g}")
    sums = s.sum(axis=1)
    if (sums <= 0.0).any() or (sums > scale * (1.0 + 1e-12)).any():
        raise arguments.fault(NAME, "salience", f"in sum above 0 and at most {scale:g}", f"sums {sums}")
    return x / scale, Actors(c, s / scale, rules)


def _columns(argument: str, value: ArrayLike) -> Vector:
    """A table (n, D); a plain list of numbers is one dimension."""
    try:
        flat = np.ndim(value) == 1
    except ValueError:
        raise arguments.fault(NAME, argument, "a table of numbers", "rows of unequal length") from None
    return arguments.array(NAME, argument, np.asarray(value)[:, None] if flat else value, 2)


def _accommodation(value: ArrayLike | None, actors: int) -> Vector | None:
    if value is None:
        return None
    follow = arguments.array(NAME, "accommodation", value, 2)
    if follow.shape != (actors, actors):
        raise arguments.fault(NAME, "accommodation", f"of shape {(actors, actors)}", follow.shape)
    if (follow < 0.0).any() or (follow.sum(axis=1) > 1.0 + 1e-12).any():
        raise arguments.fault(NAME, "accommodation", "non-negative with rows that sum to at most 1", follow.sum(axis=1))
    return follow
