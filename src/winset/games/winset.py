"""The win set: policies that beat the status quo; and the unanimity core. Row 25.

Voter i prefers x to the status quo q when sum_k s_ik (x_k - y_ik)^2 < sum_k s_ik (q_k - y_ik)^2.
Every such ball has q on its surface, so from q in the unit direction e it reaches exactly
r_i(e) = max(0, 2 (y_i - q)'S_i e / e'S_i e), and the win set is star-shaped about q with reach
R(e) = the greatest r that a winning coalition of voters all reach:
    length = R(-1) + R(+1);  area = (1/2) int R^2;  volume = (1/3) int R^3  over directions.
Length and area (common salience) are exact, the rest by quadrature with its error reported.
Sources: Tsebelis, Veto Players, 2002; Shepsle and Weingast, "The institutional foundations of
committee power", American Political Science Review 81(1), 1987. Ignores agenda control and lotteries.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from winset.games import arguments
from winset.games.arguments import Vector
from winset.games.star_shape import area_of_pieces, sphere


@dataclass(frozen=True)
class WinSet:
    """Ideal points (n, D), status quo (D,), salience (n, D), weights, quota, veto mask (n,).

    `measure` is the length, area or volume in units of the policy space; `error` its quadrature error.
    """

    ideal_points: Vector
    status_quo: Vector
    salience: Vector
    weights: Vector
    quota: float
    veto: np.ndarray
    measure: float
    error: float

    @property
    def empty(self) -> bool:
        """True where no policy beats the status quo."""
        return self.measure <= 1e-12 * float(np.ptp(np.vstack([self.ideal_points, self.status_quo]))) ** len(
            self.status_quo
        )

    def contains(self, points: ArrayLike, strict: bool = True) -> np.ndarray:
        """Membership of policies (m, D) or (D,): voters must gain (strict) or not lose. Raises GameError."""
        single = np.ndim(points) < 2
        x = np.atleast_2d(arguments.flat_or_table("winset.contains", "points", np.atleast_1d(points)))
        if x.shape[1] != self.status_quo.size:
            raise arguments.fault("winset.contains", "points", f"of {self.status_quo.size} columns", x.shape[1])
        away = ((x[:, None, :] - self.ideal_points) ** 2 * self.salience).sum(axis=2)
        now = ((self.status_quo - self.ideal_points) ** 2 * self.salience).sum(axis=1)
        # rounding: of the distances themselves, and of coordinates far from zero
        size = float(np.abs(np.vstack([self.ideal_points, self.status_quo])).max())
        slack = 1e-12 * now.max() + 4e-16 * size * np.sqrt(now.max() * self.salience.max())
        favour = away < now - slack if strict else away <= now + slack
        inside = favour @ self.weights >= self.quota - 1e-12 * self.weights.sum()
        inside &= favour[:, self.veto].all(axis=1)
        return inside[0] if single else inside

    def reach(self, directions: ArrayLike) -> Vector:
        """How far the win set extends from the status quo in unit directions (m, D)."""
        e = arguments.array("winset.reach", "directions", directions, 2)
        pull = 2.0 * (e @ ((self.ideal_points - self.status_quo) * self.salience).T)
        each = np.maximum(pull / (e**2 @ self.salience.T), 0.0)
        order = np.argsort(-each, axis=1)
        votes = np.cumsum(self.weights[order], axis=1)
        pivot = np.argmax(votes >= self.quota - 1e-12 * self.weights.sum(), axis=1)
        rows = np.arange(len(e))
        far = each[rows, order[rows, pivot]]
        return np.minimum(far, each[:, self.veto].min(axis=1)) if self.veto.any() else far


def winset(
    ideal_points: ArrayLike,
    status_quo: ArrayLike,
    weights: ArrayLike | None = None,
    quota: float | None = None,
    veto: ArrayLike | None = None,
    salience: ArrayLike | None = None,
) -> WinSet:
    """The win set in 1 to 3 dimensions.

    ideal_points (n, D), or (n,) for one dimension; status_quo (D,). A policy wins when voters of
    total weight at least `quota` and all of `veto` (a mask (n,)) prefer it. Default quota: all
    (unanimity); with a mask given and no quota, the mask alone decides. weights default to 1 each;
    salience (D,) or (n, D) positive, default 1. Raises GameError.
    """
    y = _points("winset", ideal_points)
    n, dims = y.shape
    q = arguments.vector("winset", "status_quo", np.atleast_1d(status_quo), dims)
    w = arguments.nonnegative("winset", "weights", 1.0 if weights is None else weights, n)
    mask = np.zeros(n, bool) if veto is None else np.asarray(veto, bool)
    if mask.shape != (n,):
        raise arguments.fault("winset", "veto", f"a mask of length {n}", mask.shape)
    default = 0.0 if mask.any() else w.sum()
    votes = arguments.number(
        "winset", "quota", default if quota is None else quota, 0.0, w.sum() * (1 + 1e-12), not mask.any()
    )
    s = _salience(salience, n, dims)
    blank = WinSet(y, q, s, w, votes, mask, 0.0, 0.0)
    measure, error = _measure(blank)
    return WinSet(y, q, s, w, votes, mask, measure, error)


def _salience(given: ArrayLike | None, n: int, dims: int) -> Vector:
    """Saliences (n, dims) from none, one number, (dims,) or (n, dims)."""
    s = arguments.flat_or_table("winset", "salience", np.ones(dims) if given is None else np.atleast_1d(given))
    if s.shape not in ((1,), (dims,), (1, dims), (n, dims)):
        raise arguments.fault("winset", "salience", f"of length {dims} or of shape ({n}, {dims})", s.shape)
    if (s <= 0.0).any():
        raise arguments.fault("winset", "salience", "positive", s.min())
    return np.broadcast_to(s, (n, dims)).copy()


def _points(function: str, ideal_points: ArrayLike) -> Vector:
    y = arguments.flat_or_table(function, "ideal_points", ideal_points)
    y = y[:, None] if y.ndim == 1 else y
    if y.shape[1] > 3:
        raise arguments.fault(function, "ideal_points", "in 1 to 3 dimensions", y.shape[1])
    return y


def _measure(game: WinSet) -> tuple[float, float]:
    dims = game.status_quo.size
    if dims == 1:
        return float(game.reach(np.array([[1.0], [-1.0]])).sum()), 0.0
    if dims == 2 and (game.salience == game.salience[0]).all():
        stretch = np.sqrt(game.salience[0])
        flat = (game.ideal_points - game.status_quo) * stretch
        plain = WinSet(flat, np.zeros(2), np.ones_like(flat), game.weights, game.quota, game.veto, 0.0, 0.0)
        return area_of_pieces(flat, plain.reach) / float(stretch.prod()), 0.0
    coarse, fine = (float(w @ game.reach(e) ** dims) / dims for e, w in (sphere(dims, 0), sphere(dims, 1)))
    return fine, abs(fine - coarse)


@dataclass(frozen=True)
class Core:
    """The unanimity core: the convex hull of the ideal points, `vertices` (m, D) and its measure."""

    vertices: Vector
    measure: float

    def contains(self, points: ArrayLike) -> np.ndarray:
        """Membership of policies (m, D) or (D,), within 1e-9 of the spread. Raises GameError."""
        from scipy.optimize import nnls

        single = np.ndim(points) < 2
        x = np.atleast_2d(arguments.flat_or_table("unanimity_core.contains", "points", np.atleast_1d(points)))
        if x.shape[1] != self.vertices.shape[1]:
            raise arguments.fault(
                "unanimity_core.contains", "points", f"of {self.vertices.shape[1]} columns", x.shape[1]
            )
        middle = self.vertices.mean(axis=0)
        spread = max(float(np.ptp(self.vertices)), float(np.abs(x - middle).max()), 1e-300)
        system = np.vstack([((self.vertices - middle) / spread).T, np.ones(len(self.vertices))])
        gaps = [nnls(system, np.append((point - middle) / spread, 1.0))[1] for point in x]
        inside = np.array(gaps) < 1e-9
        return inside[0] if single else inside


def unanimity_core(ideal_points: ArrayLike) -> Core:
    """Policies that no other policy beats unanimously, under one common salience. Raises GameError."""
    from scipy.spatial import ConvexHull, QhullError

    y = np.unique(_points("unanimity_core", ideal_points), axis=0)
    if y.shape[1] == 1:
        ends = np.unique(np.array([y.min(), y.max()]))[:, None]
        return Core(ends, float(np.ptp(y)))
    try:
        hull = ConvexHull(y)
    except (QhullError, ValueError):
        return Core(y, 0.0)
    return Core(y[hull.vertices], float(hull.volume))
