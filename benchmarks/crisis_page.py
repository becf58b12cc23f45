"""Writes docs/explanation/crisis-estimation.md from the samples that `benchmarks.crisis_coverage` stored."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.crisis_coverage import STUDIES, stored
from benchmarks.crisis_samples import Study

PAGE = Path(__file__).resolve().parent.parent / "docs" / "explanation" / "crisis-estimation.md"
_NORMAL = 1.959964
_HEAD = """# How well the crisis game is estimated

Written by `python -m benchmarks.crisis_coverage` on {day} from made-up crises with known coefficients; do not edit. The
regressors are the same in all samples of a study, and the seed of a sample is its number. *Full* is maximum
likelihood (`ml`), whose optimum is that of the constrained problem (`cmle`); *nested* is nested pseudo-likelihood
(`npl`). A bracket is a Monte Carlo interval of 95 per cent; that of a mean over coefficients takes the samples as
units, since the coefficients of a sample are not independent.

Errors of full likelihood come from the inverse bordered Hessian of the Lagrangian. It equals the observed information
once equilibria are eliminated, so it does not depend on how they are parametrised. Those of nested pseudo-likelihood
come from the sandwich with (I - Psi_P)^-1; *transposed* is the same with Psi_P transposed, as a published package has
it.
"""
_FOOT = """
## What to make of it

- With many plays a game full likelihood is the most precise of the methods, and its intervals are as wide as they say.
- With five plays a game the likelihood has many maxima: letting every game play its likeliest equilibrium fits noise.
  The search therefore charges a choice of equilibria by the nats that it takes to write it down; see the
  [reference](../reference/estimation.md).
- Nested pseudo-likelihood iterates best replies, which lead away from some equilibria. Where a poor first stage leaves
  it without an interior maximum it starts again from pooled shares. The rows "where nested converged" compare the two
  on the samples most kind to it.
- Nested pseudo-likelihood may settle on a fixed point where games are at other equilibria than those played. Its errors
  do not know of that, so they cover less often than full likelihood's; near the truth they are right.
- Where play mixes the equilibria of otherwise equal games, five plays a game say little: the search is slow there, and
  no study is shown.
"""


def write_page() -> None:
    """Write the page; studies without samples are left out."""
    parts = [_HEAD.format(day=datetime.datetime.now(datetime.UTC).date().isoformat())]
    for name, (study, asked) in STUDIES.items():
        rows = stored(name)
        if len(rows) > 1:
            parts += [
                _design(study, [row["seed"] for row in rows], asked),
                _sparse(study, rows) if study.plays < 50 else _full(study, rows),
            ]
    PAGE.write_text("\n".join([*parts, _FOOT]).replace("\n\n\n", "\n\n").rstrip() + "\n")
    print(f"wrote {PAGE.name}")


def _design(study: Study, seeds: list[int], asked: int) -> str:
    text = f"\n## {study.name[0].upper()}{study.name[1:]}\n\n{study.games} games of {study.plays} plays, "
    text += f"{len(seeds):,} samples" + ("" if len(seeds) >= asked else f" of {asked:,} planned")
    text += f" (seeds {_ranges(seeds)})"
    text += {"shares": "; first stage: each game's shares.", "forest": "; first stage: random forests."}[
        study.first_stage
    ]
    fixed = ", ".join(f"{name} = {value:g}" for name, value in study.fixed.items()) or "VB = 0"
    ranges = "(-1, 1)" if study.plays >= 50 else "(0, 1)"
    return text + f" Regressors uniform on {ranges}; {fixed}; the lowest equilibrium in p_R is played.\n"


def _ranges(seeds: list[int]) -> str:
    """Ascending seeds in words: 0-28, 30-41."""
    breaks = [i for i in range(1, len(seeds)) if seeds[i] != seeds[i - 1] + 1]
    parts = [seeds[i:j] for i, j in zip([0, *breaks], [*breaks, len(seeds)])]
    return ", ".join(f"{part[0]}-{part[-1]}" if len(part) > 1 else f"{part[0]}" for part in parts)


def _columns(study: Study, rows: list[dict[str, Any]], method: str, key: str = "error") -> tuple[Any, Any]:
    """Deviations from the truth and whether intervals cover it, both (samples, K)."""
    off = np.array([row[method]["theta"] for row in rows]) - np.array(list(study.truth.values()))
    error = np.array([[np.nan if e is None else e for e in row[method][key]] for row in rows], dtype=float)
    return off, np.abs(off) <= _NORMAL * error


def _mean(covered: np.ndarray) -> str:
    by_sample = covered.mean(axis=1)
    half = _NORMAL * by_sample.std(ddof=1) / np.sqrt(by_sample.size)
    return f"{by_sample.mean():.4f} [{by_sample.mean() - half:.4f}, {by_sample.mean() + half:.4f}]"


def _root(off: np.ndarray) -> np.ndarray:
    return np.sqrt((off**2).mean(axis=0))


def _full(study: Study, rows: list[dict[str, Any]]) -> str:
    (full, in_full), (nested, in_nested) = _columns(study, rows, "ml"), _columns(study, rows, "npl")
    _, in_turned = _columns(study, rows, "npl", "transposed")
    half = _NORMAL * np.sqrt(0.95 * 0.05 / len(rows))
    lines = [
        "| coefficient | truth | bias, full | RMSE, full | RMSE, nested | cover, full | cover, nested | transposed |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for k, (name, truth) in enumerate(study.truth.items()):
        cells = (
            full[:, k].mean(),
            _root(full)[k],
            _root(nested)[k],
            *(c[:, k].mean() for c in (in_full, in_nested, in_turned)),
        )
        lines.append(f"| {name} | {truth:g} | " + " | ".join(f"{c:.4f}" for c in cells) + " |")
    lines.append(f"| mean | | | | | {_mean(in_full)} | {_mean(in_nested)} | {_mean(in_turned)} |")
    converged = np.mean([row["ml"]["gradient"] <= 1e-6 and row["ml"]["definite"] for row in rows])
    nest = np.mean([row["npl"]["converged"] for row in rows])
    below = f"\nFull converged in {converged:.1%} of samples (no derivative above 1e-6, minus the Hessian positive "
    below += f"definite), nested in {nest:.1%}. The coverage of one coefficient that is truly .95 comes out in "
    return "\n".join(lines) + "\n" + below + f"[{0.95 - half:.3f}, {0.95 + half:.3f}] in 95 of 100 studies.\n"


def _sparse(study: Study, rows: list[dict[str, Any]]) -> str:
    (full, in_full), (nested, _) = _columns(study, rows, "ml"), _columns(study, rows, "npl")
    good = np.array([row["ml"]["gradient"] <= 1e-6 and row["ml"]["definite"] for row in rows])
    nest = np.array([row["npl"]["converged"] for row in rows])
    names = list(study.truth)
    lines = [f"| | samples | {' | '.join(names)} |", f"| --- | --- {'| --- ' * len(names)}|"]

    def line(what: str, count: int, cells: np.ndarray) -> None:
        shown = (f"{c:.3g}" if c >= 10.0 else f"{c:.4f}" for c in cells)
        lines.append(f"| {what} | {count} | {' | '.join(shown)} |")

    line("RMSE, full, all", len(rows), _root(full))
    line("RMSE, nested, all", len(rows), _root(nested))
    if nest.any():
        line("RMSE, full, where nested converged", int(nest.sum()), _root(full[nest]))
        line("RMSE, nested, where it converged", int(nest.sum()), _root(nested[nest]))
    line("median error, full, all", len(rows), np.median(np.abs(full), axis=0))
    line("median error, nested, all", len(rows), np.median(np.abs(nested), axis=0))
    line("coverage, full, all", len(rows), in_full.mean(axis=0))
    truth = ", ".join(f"{name} = {value:g}" for name, value in study.truth.items())
    below = f"\nTruth: {truth}. Full converged in {good.mean():.1%} of samples (no derivative above 1e-6, minus the "
    return "\n".join(lines) + "\n" + below + f"Hessian positive definite), nested in {nest.mean():.1%}.\n"
