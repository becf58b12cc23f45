"""Fit the sender's and the audience's parameters to the facts of use `fit`, and write src/winset/fitted.csv.

    python -m tools.fit_facts [--draws 40] [--rounds 4]

Maximum of the posterior by Gauss-Newton on common random numbers. With t the transformed parameters (logarithms of
those with a lognormal prior), s(t) the facts' statistics and f, e what was observed and its standard error,

    min over t of  sum_k ((s_k(t) - f_k) / e_k)^2 + sum_j ((t_j - t0_j) / w_j)^2
    t <- t - (J' E^-2 J + W^-2)^-1 (J' E^-2 (s - f) + W^-2 (t - t0)),      J by forward differences of half a prior sd

with t0, w the priors of parameters.csv. The inverse matrix at the end is the covariance of Laplace's approximation.
No case is looked at. Standard errors are a quarter of the 95 % bands; that of the simulation is in the spread of draws.
"""

from __future__ import annotations

import argparse
import csv
import sys
from pathlib import Path

import numpy as np

from winset.parameters import Parameter, table
from winset.questions.facts import defaults, read_facts, simulate
from winset.questions.facts.statistics import STATISTICS

PARAMETERS = (
    "prospects.rate_final", "prospects.rate_impose", "duration.hazard_weak", "duration.fatigue",
    "sender.precision", "costly_signals.noise", "acceptance.stigma", "legitimacy.depth",
)  # fmt: skip
OUT = Path(__file__).resolve().parents[1] / "src" / "winset" / "fitted.csv"


def transformed(p: Parameter) -> tuple[float, float]:
    """Centre and width of the prior on the scale on which it is normal."""
    return (float(np.log(p.default)) if p.prior == "lognormal" else p.default), p.spread


def value(p: Parameter, t: float) -> float:
    """A parameter on its own scale, within its bounds."""
    return float(np.clip(np.exp(t) if p.prior == "lognormal" else t, p.lower, p.upper))


def statistics(rows: list[Parameter], t: np.ndarray, names: list[str], draws: int, seed: int) -> np.ndarray:
    """The fitted facts' statistics at t."""
    pins = {p.name: value(p, x) for p, x in zip(rows, t)}
    episodes = simulate(draws, seed, pins=defaults() | pins)
    return np.array([STATISTICS[name](episodes) for name in names])


def fit(draws: int, rounds: int, seed: int = 11) -> tuple[list[Parameter], np.ndarray, np.ndarray, list[str]]:
    """Parameters, their transformed estimates, covariance, and lines that tell how the fit went."""
    known = {p.name: p for p in table()}
    rows = [known[name] for name in PARAMETERS]
    facts = [f for f in read_facts() if f.use == "fit"]
    seen = np.array([f.observed for f in facts], float)
    error = np.array([(f.upper - f.lower) / 4 for f in facts if f.upper is not None and f.lower is not None])
    names = [f.statistic for f in facts]
    start = np.array([transformed(p) for p in rows])
    t, told = start[:, 0].copy(), []
    for number in range(rounds + 1):
        here = statistics(rows, t, names, draws, seed)
        miss = float((((here - seen) / error) ** 2).sum() + (((t - start[:, 0]) / start[:, 1]) ** 2).sum())
        told.append(f"round {number}: objective {miss:.2f}; " + ", ".join(f"{n} {x:.3f}" for n, x in zip(names, here)))
        print(told[-1], file=sys.stderr, flush=True)
        slopes = np.empty((len(facts), len(rows)))
        for j in range(len(rows)):
            moved = t.copy()
            moved[j] += 0.5 * start[j, 1]
            slopes[:, j] = (statistics(rows, moved, names, draws, seed) - here) / (0.5 * start[j, 1])
        precision = slopes.T @ (slopes / error[:, None] ** 2) + np.diag(start[:, 1] ** -2.0)
        covariance = np.linalg.inv(precision)
        if number < rounds:
            gradient = slopes.T @ ((here - seen) / error**2) + (t - start[:, 0]) / start[:, 1] ** 2
            t = t - np.clip(covariance @ gradient, -start[:, 1], start[:, 1])
    return rows, t, covariance, told


def main() -> None:
    """Fit and write."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--draws", type=int, default=40)
    asked.add_argument("--rounds", type=int, default=4)
    given = asked.parse_args()
    rows, t, covariance, _ = fit(given.draws, given.rounds)
    with OUT.open("w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["name", "default", "fitted", "scale", "estimate", *(p.name for p in rows)])
        for j, p in enumerate(rows):
            scale = "log" if p.prior == "lognormal" else "level"
            row = [p.name, p.default, f"{value(p, t[j]):.6g}", scale, f"{t[j]:.6g}"]
            writer.writerow([*row, *(f"{c:.6g}" for c in covariance[j])])


if __name__ == "__main__":
    main()
