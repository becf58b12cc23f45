"""The result of an estimation, and what follows from it by arithmetic."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy.special import log_ndtr, ndtr, ndtri

from winset.estimation.design import UTILITIES, Design, EstimationError, Vector
from winset.estimation.pseudo_likelihood import Beliefs
from winset.estimation.specification import Specification
from winset.games import crisis_signalling
from winset.games.crisis_signalling import CrisisEquilibria


@dataclass(frozen=True)
class CrisisFit:
    """An estimated crisis game.

    theta (K,) with names `design.names`; covariance (K, K) of the kind named; log_likelihood without the multinomial
    constant (for pl at the first stage, else at the equilibrium); p_R, p_F (D,) beliefs at the estimates;
    `diagnostics` says how the search ended; `first_stage` where beliefs came from.
    """

    method: str
    design: Design
    specification: Specification
    frame: pd.DataFrame
    theta: Vector
    covariance: Vector
    covariance_kind: str
    log_likelihood: float
    beliefs: Beliefs
    converged: bool
    diagnostics: dict[str, Any]
    first_stage: str

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the coefficients, such as `VA:(Intercept)`."""
        return self.design.names

    @property
    def coefficients(self) -> dict[str, float]:
        """Estimates by name."""
        return dict(zip(self.names, map(float, self.theta)))

    @property
    def standard_errors(self) -> Vector:
        """Standard errors (K,); NaN where the variance is not positive."""
        variance = np.diag(self.covariance)
        return np.sqrt(np.where(variance > 0.0, variance, np.nan))

    @property
    def z_values(self) -> Vector:
        """Estimates over standard errors (K,)."""
        return self.theta / self.standard_errors

    @property
    def p_values(self) -> Vector:
        """Two-sided, by the normal approximation (K,)."""
        return 2.0 * np.exp(log_ndtr(-np.abs(self.z_values)))

    def interval(self, level: float = 0.95) -> Vector:
        """Confidence limits (K, 2). Raises EstimationError."""
        if not 0.0 < level < 1.0:
            raise EstimationError(f"interval: level must be in (0, 1) (got {level})")
        half = ndtri(0.5 + 0.5 * level) * self.standard_errors
        return np.column_stack([self.theta - half, self.theta + half])

    @property
    def aic(self) -> float:
        """2 K - 2 log L: less is better."""
        return 2.0 * self.theta.size - 2.0 * self.log_likelihood

    @property
    def bic(self) -> float:
        """K log(plays observed) - 2 log L: less is better."""
        return self.theta.size * float(np.log(self.design.observations)) - 2.0 * self.log_likelihood

    def payoffs(self, theta: Vector | None = None) -> Vector:
        """Utilities (D, 7) in the order of `winset.games.crisis_signalling.UTILITIES`."""
        return self.design.utilities(self.theta if theta is None else theta).T

    def equilibria(self) -> CrisisEquilibria:
        """All equilibria of every game at the estimates."""
        return crisis_signalling.equilibria(self.payoffs())

    def outcome_probabilities(self) -> pd.DataFrame:
        """Probabilities of SQ, CD, SF, BD by game at the beliefs of the estimates."""
        chances = crisis_signalling.outcome_probabilities(self.payoffs(), self.beliefs.p_R)
        return pd.DataFrame(chances, columns=list(crisis_signalling.OUTCOMES), index=list(self.design.labels))

    def table(self) -> pd.DataFrame:
        """One row a coefficient: estimate, standard error, z, p, and 95 % limits."""
        low, high = self.interval().T
        columns = {
            "estimate": self.theta, "std_error": self.standard_errors, "z": self.z_values, "p": self.p_values,
            "low": low, "high": high,
        }  # fmt: skip
        return pd.DataFrame(columns, index=list(self.names))

    def summary(self) -> dict[str, Any]:
        """Everything that a program wants, in plain types; NaN is None."""
        counts = self.equilibria()
        return {
            "method": self.method,
            "log_likelihood": self.log_likelihood,
            "aic": self.aic,
            "bic": self.bic,
            "games": self.design.games,
            "observations": int(self.design.observations),
            "converged": self.converged,
            "diagnostics": {k: _plain(v) if isinstance(v, float) else v for k, v in self.diagnostics.items()},
            "first_stage": self.first_stage,
            "covariance": self.covariance_kind,
            "coefficients": self.coefficients,
            "standard_errors": dict(zip(self.names, map(_plain, self.standard_errors))),
            "p_values": dict(zip(self.names, map(_plain, self.p_values))),
            "equilibria": {
                "games_with": {str(k): int(n) for k, n in enumerate(np.bincount(counts.count)) if n},
                "corners": int((counts.corner > 0).sum()),
            },
        }

    def __str__(self) -> str:
        from winset.estimation.tables import table

        return table([self])


def _plain(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def beliefs_at(z: Vector, utilities: Vector) -> Beliefs:
    """Equilibrium beliefs from the target's index z (D,) and utilities (7, D)."""
    from winset.games.threat import threat

    p_R = ndtr(z)
    cutoff = utilities[1] + (utilities[0] - utilities[1]) / np.maximum(p_R, 1e-300)
    found = threat(cutoff, utilities[UTILITIES.index("barWA")], utilities[UTILITIES.index("bara")])
    return Beliefs(p_R, np.exp(found.log_firm))
