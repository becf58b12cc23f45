"""Can the coefficients be told apart? Checks before estimation, each with its reason in words.

Only differences of utilities matter to a player. So no combination of regressors may be available to all four utilities
of the sender, nor to all three of the target; a utility without regressors serves as the base. Within a utility
regressors must not be collinear. Source: Lewis and Schultz, Political Analysis 11(4), 2003; Crisman-Cox and Gibilisco,
PSRM, 2021.
"""

from __future__ import annotations

import numpy as np

from winset.estimation.design import OUTCOMES, UTILITIES, Design, EstimationError, Vector

SENDER, TARGET = (0, 1, 3, 5), (2, 4, 6)
_RANK = 1e-9


def check_identification(design: Design) -> None:
    """Raises EstimationError where no sample of these games could tell the coefficients apart."""
    faults = [*_collinear(design), *_shared(design, SENDER, "sender's"), *_shared(design, TARGET, "target's")]
    faults += _outcomes(design)
    if faults:
        raise EstimationError("not identified: " + "; ".join(faults))


def _names(design: Design, utility: int) -> list[str]:
    return [name.split(":", 1)[1] for name in design.names[design.columns(utility)]]


def _unit(columns: Vector) -> Vector:
    return columns / np.maximum(np.linalg.norm(columns, axis=0), 1e-300)


def _collinear(design: Design) -> list[str]:
    faults = []
    for utility in np.unique(design.utility):
        columns = _unit(design.regressors[:, design.columns(int(utility))])
        values, vectors = np.linalg.eigh(columns.T @ columns)
        if values[0] < _RANK:
            mixed = [n for n, v in zip(_names(design, int(utility)), vectors[:, 0]) if abs(v) > 1e-4]
            faults.append(
                f"in {UTILITIES[utility]} a combination of {', '.join(mixed)} is zero in every game; drop one"
            )
    return faults


def _shared(design: Design, utilities: tuple[int, ...], whose: str) -> list[str]:
    """A direction that lies in the span of every utility of a player, if there is one."""
    spans = [design.regressors[:, design.columns(u)] for u in utilities]
    if any(span.shape[1] == 0 for span in spans):
        return []
    base = np.linalg.qr(_unit(spans[0]))[0]
    shared = np.zeros((base.shape[1], base.shape[1]))
    for span in spans[1:]:
        other = np.linalg.qr(_unit(span))[0]
        missing = base - other @ (other.T @ base)
        shared += missing.T @ missing
    values = np.linalg.eigvalsh(shared)
    if values[0] > _RANK:
        return []
    common = set(_names(design, utilities[0])).intersection(*(_names(design, u) for u in utilities[1:]))
    terms = ", ".join(sorted(common)) or "a combination of regressors"
    listed = ", ".join(UTILITIES[u] for u in utilities)
    return [f"{terms} enters all of the {whose} utilities ({listed}), and only differences count; leave it out of one"]


def _outcomes(design: Design) -> list[str]:
    never = [name for name, total in zip(OUTCOMES, design.counts.sum(axis=0)) if total == 0.0]
    return [f"the outcome {', '.join(never)} was never observed"] if never else []


def weakest_direction(design: Design, hessian: Vector) -> str:
    """The coefficients that the data at the estimate cannot tell apart, in words."""
    scale = design.scale()
    values, vectors = np.linalg.eigh(-hessian / np.outer(scale, scale))
    weights = np.abs(vectors[:, int(np.argmin(values))])
    order = np.argsort(-weights)
    return ", ".join(design.names[k] for k in order[:4] if weights[k] > 0.1)
