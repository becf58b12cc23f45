"""The crisis signalling game of Lewis and Schultz (2003): threats of sanctions with private information on both sides.

A (the sender) leaves the status quo or challenges; B (the target) concedes or resists; A stands firm or backs down.

    end                 A              B
    SQ status quo       S_A            0
    CD concession       V_A            C_B
    SF stand firm       W_A + e_A      W_B + e_B
    BD back down        a + e_a        V_B

e_A, e_a, e_B are independent standard normal; before its first move A learns (e_A, e_a), B learns e_B. In a perfect
Bayesian equilibrium A challenges if the better of its last two payoffs reaches c = V_A + (S_A - V_A) / p_R, so that

    p_C = Pr(challenge),  p_F = Pr(stand firm | challenge),  p_R = Phi(W_B - V_B + (V_B - C_B) / p_F),

and there may be several. All are found (`crisis_roots`), with probabilities in logarithms, so that none is invented by
underflow. Sources: Lewis and Schultz, "Revealing preferences: empirical estimation of a crisis bargaining game with
incomplete information", Political Analysis 11(4), 2003; Crisman-Cox and Gibilisco, "Estimating signaling games in
international relations: problems and solutions", Political Science Research and Methods, 2021. Ignores bargaining
over the demand and repeated crises.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import log_ndtr

from winset.games import arguments
from winset.games.arguments import Vector
from winset.games.crisis_roots import HIGHEST, LOWEST, Reply, fixed_points
from winset.games.threat import Threat, log_density, log_slopes, threat

UTILITIES = ("S_A", "V_A", "C_B", "W_A", "W_B", "a", "V_B")
OUTCOMES = ("SQ", "CD", "SF", "BD")
CORNERS = ("interior", "no resistance", "certain resistance", "no challenge")


@dataclass(frozen=True)
class CrisisGames:
    """Mean payoffs of n games, each (n,), in units of the shocks' standard deviation."""

    S_A: Vector
    V_A: Vector
    C_B: Vector
    W_A: Vector
    W_B: Vector
    a: Vector
    V_B: Vector

    def __len__(self) -> int:
        return self.S_A.size

    def reply(self) -> Reply:
        """The target's reply map of each game."""
        return Reply(self.S_A, self.V_A, self.W_A, self.a, self.W_B - self.V_B, self.V_B - self.C_B)


@dataclass(frozen=True)
class CrisisEquilibria:
    """All equilibria of `games` games: E rows ordered by game, then by p_R.

    game (E,) index of the game; p_R, p_C, p_F (E,); z (E,) with p_R = Phi(z), exact where p_R rounds to 0 or 1;
    outcomes (E, 4) probabilities of SQ, CD, SF, BD and log_outcomes their logarithms; corner (E,) an index into
    CORNERS; slope (E,) of the best-reply map: best replies converge to it where the modulus is below one.
    """

    games: int
    game: NDArray[np.intp]
    p_R: Vector
    p_C: Vector
    p_F: Vector
    z: Vector
    outcomes: Vector
    log_outcomes: Vector
    corner: NDArray[np.int8]
    slope: Vector

    @property
    def count(self) -> NDArray[np.intp]:
        """Number of equilibria of each game (games,)."""
        return np.bincount(self.game, minlength=self.games)

    @property
    def corners(self) -> list[str]:
        """The kind of each equilibrium in words."""
        return [CORNERS[code] for code in self.corner]


@dataclass(frozen=True)
class CrisisStatics:
    """Derivatives by S_A, V_A, C_B, W_A, W_B, a, V_B at every equilibrium of `at`.

    outcomes (E, 4, 7) of the probabilities of SQ, CD, SF, BD; p_R, p_C, p_F (E, 7). The equilibrium moves with the
    payoffs; at a fold (slope of the best-reply map equal to one) the derivatives do not exist and are infinite.
    """

    at: CrisisEquilibria
    outcomes: Vector
    p_R: Vector
    p_C: Vector
    p_F: Vector


def crisis_games(params: Any, function: str = "crisis_games") -> CrisisGames:
    """Payoffs from a CrisisGames, a mapping with the keys UTILITIES (scalars are spread), or an array (7,) or (n, 7).

    Raises GameError where a payoff is missing, unknown, not finite, or of another length than the rest.
    """
    if isinstance(params, CrisisGames):
        params = {name: getattr(params, name) for name in UTILITIES}
    if not isinstance(params, Mapping):
        table = arguments.array(function, "params", np.atleast_2d(np.asarray(params)), 2)
        if table.shape[1] != len(UTILITIES):
            raise arguments.fault(function, "params", f"of 7 columns ({', '.join(UTILITIES)})", f"{table.shape[1]}")
        return CrisisGames(*np.ascontiguousarray(table.T))
    wrong = sorted(set(params) ^ set(UTILITIES))
    if wrong:
        raise arguments.fault(function, "params", f"a mapping with the keys {', '.join(UTILITIES)}", ", ".join(wrong))
    size = max(np.size(params[name]) for name in UTILITIES)
    spread = {name: np.full(size, params[name]) if np.size(params[name]) == 1 else params[name] for name in UTILITIES}
    return CrisisGames(**{name: arguments.vector(function, name, spread[name], size) for name in UTILITIES})


def equilibria(params: Any) -> CrisisEquilibria:
    """All perfect Bayesian equilibria in cutoff strategies of every game.

    params: a CrisisGames, a mapping from UTILITIES to numbers or arrays, or an array (n, 7) in that order. Two
    equilibria closer than 1e-8 in z (a tangency) are not told apart. Raises GameError.
    """
    games = crisis_games(params, "equilibria")
    reply = games.reply()
    game, z = fixed_points(reply)
    own = reply.of(game)
    found = threat(own.cutoff(_inside(z)), own.firm, own.back)
    logs = _log_outcomes(found, z)
    p_R, p_C, p_F = np.exp(log_ndtr(z)), np.exp(found.log_challenge), np.exp(found.log_firm)
    slope = own.at(_inside(z))[1]
    return CrisisEquilibria(len(games), game, p_R, p_C, p_F, z, np.exp(logs), logs, _corner(z, found), slope)


def outcome_probabilities(params: Any, p_R: ArrayLike | None = None) -> Vector:
    """Probabilities of SQ, CD, SF, BD: (n, 4) if the target resists with p_R (n,), else (E, 4) at all equilibria.

    The rows of the latter are those of `equilibria(params)`. Raises GameError.
    """
    if p_R is None:
        return equilibria(params).outcomes
    games = crisis_games(params, "outcome_probabilities")
    chance = arguments.vector("outcome_probabilities", "p_R", p_R, len(games))
    if (chance <= 0.0).any() or (chance > 1.0).any():
        raise arguments.fault("outcome_probabilities", "p_R", "in (0, 1]", chance[(chance <= 0.0) | (chance > 1.0)][0])
    cutoff = games.V_A + (games.S_A - games.V_A) / chance
    found = threat(cutoff, games.W_A, games.a)
    p_C, p_F = np.exp(found.log_challenge), np.exp(found.log_firm)
    back = np.exp(found.log_back)
    return np.column_stack([np.exp(found.log_stay), p_C * (1.0 - chance), p_C * chance * p_F, p_C * chance * back])


def comparative_statics(params: Any) -> CrisisStatics:
    """How every equilibrium's probabilities move with each payoff, by the implicit function theorem.

    Raises GameError.
    """
    at = equilibria(crisis_games(params, "comparative_statics"))
    reply = crisis_games(params).reply().of(at.game)
    moves, z_moves = _movements(reply, _inside(at.z))
    found = threat(reply.cutoff(_inside(at.z)), reply.firm, reply.back)
    slopes = log_slopes(found, reply.cutoff(_inside(at.z)), reply.firm, reply.back)
    with np.errstate(over="ignore", invalid="ignore"):
        challenge, firm, back = (np.nan_to_num(np.einsum("in,ijn->nj", slope, moves)) for slope in slopes)
    resist = (np.exp(log_density(_inside(at.z))) * z_moves).T
    g, h = at.p_C[:, None], (at.p_C * at.p_F)[:, None]
    k, p_R = np.exp(found.log_challenge + found.log_back)[:, None], at.p_R[:, None]
    concede = np.exp(log_ndtr(-at.z))[:, None]
    outcomes = (
        -g * challenge, g * (concede * challenge - resist), h * (p_R * firm + resist), k * (p_R * back + resist),
    )  # fmt: skip
    return CrisisStatics(at, np.stack(outcomes, axis=1), resist, g * challenge, at.p_F[:, None] * (firm - challenge))


def _movements(reply: Reply, z: Vector) -> tuple[Vector, Vector]:
    """Total derivatives by the seven payoffs: of (cutoff, W_A, a) as (3, 7, n), and of z as (7, n)."""
    cutoff, inverse = reply.cutoff(z), np.exp(np.minimum(-log_ndtr(z), 300.0))
    found = threat(cutoff, reply.firm, reply.back)
    odds = np.exp(np.minimum(found.log_back - found.log_firm, 600.0))
    _, firm, back = log_slopes(found, cutoff, reply.firm, reply.back)
    moves = np.zeros((3, len(UTILITIES), z.size))
    moves[0, 0], moves[0, 1], moves[1, 3], moves[2, 5] = inverse, 1.0 - inverse, 1.0, 1.0
    with np.errstate(all="ignore"):
        shift = reply.stake * odds * np.einsum("in,ijn->jn", back - firm, moves)
        shift[2] -= 1.0 + odds  # C_B
        shift[4] += 1.0  # W_B
        shift[6] += odds  # V_B
        z_moves = np.nan_to_num(shift / (1.0 - reply.at(z)[1]))
        moves[0] += reply.cutoff_slope(z) * z_moves
    return moves, z_moves


def _inside(z: Vector) -> Vector:
    return np.clip(z, LOWEST, 40.0)


def _log_outcomes(found: Threat, z: Vector) -> Vector:
    """Log probabilities of SQ, CD, SF, BD (n, 4) for the threat found and the target's index z."""
    log_g, resist = found.log_challenge, log_ndtr(z)
    parts = (found.log_stay, log_g + log_ndtr(-z), log_g + resist + found.log_firm, log_g + resist + found.log_back)
    return np.column_stack(parts)


def _corner(z: Vector, found: Threat) -> NDArray[np.int8]:
    code = np.where(np.exp(found.log_challenge) == 0.0, 3, 0)
    return np.where(z < LOWEST, 1, np.where(z > HIGHEST, 2, code)).astype(np.int8)
