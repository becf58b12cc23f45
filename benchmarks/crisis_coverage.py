"""Monte Carlo study of the crisis estimators: coverage, convergence and error. Run from the root of the repository:

    python -m benchmarks.crisis_coverage                        every study, then the page
    python -m benchmarks.crisis_coverage well --samples 2000    one study
    python -m benchmarks.crisis_coverage --page                 only write the page from what is stored

Samples are stored one a line under `runs/crisis-coverage` and never computed twice: a stopped study goes on where it
stood. The page is docs/explanation/crisis-estimation.md (`crisis_page`).
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.crisis_samples import WELL_OBSERVED, Study, sample, sparse
from winset.estimation import covariance, starts
from winset.estimation.design import Design
from winset.estimation.nested_pseudo_likelihood import implied_scores, nested_search
from winset.estimation.pseudo_likelihood import Beliefs, Pseudo, replies

STORE = Path("runs/crisis-coverage")
STUDIES: dict[str, tuple[Study, int]] = {
    "well": (WELL_OBSERVED, 2000),
    "months": (replace(WELL_OBSERVED, name="some 250 plays a game", plays=250), 400),
    "sparse-unique": (sparse(-2.2, "any", 500), 400),
    "sparse-several": (sparse(-2.9, "lowest", 500), 150),
}
"""By name: the study and its number of samples."""


def one(study: Study, seed: int) -> dict[str, Any]:
    """Estimates and standard errors of one sample by full and by nested pseudo-likelihood, in plain types."""
    design, beliefs = sample(study, seed)
    found, ascent = starts.search(design, beliefs)
    return {
        "seed": seed,
        "ml": {
            "theta": found.theta.tolist(),
            "error": _errors(covariance.invert(-found.hessian)),
            "gradient": ascent.gradient,
            "definite": ascent.definite,
        },
        "npl": _nested(design, beliefs),
    }


def _nested(design: Design, beliefs: Beliefs) -> dict[str, Any]:
    """Nested pseudo-likelihood with the corrected errors, and with those that transpose the derivative of replies."""
    with np.errstate(all="ignore"):
        last, nest = nested_search(design, beliefs)
        return {
            "theta": last.theta.tolist(),
            "error": _errors(covariance.nested_covariance(design, last)),
            "transposed": _errors(_transposed(design, last)),
            "converged": nest.converged,
        }


def _transposed(design: Design, last: Pseudo) -> np.ndarray:
    found = replies(design, last)
    turned = replace(found, resist_by_firm=found.firm_by_resist, firm_by_resist=found.resist_by_firm)
    scores = design.by_game(last.slope)
    bread = covariance.invert(scores.T @ (scores + implied_scores(design, turned)))
    return bread @ (scores.T @ scores) @ bread.T


def _errors(matrix: np.ndarray) -> list[float | None]:
    """Standard errors; None where there is none."""
    variance = np.diag(matrix)
    return [float(np.sqrt(v)) if np.isfinite(v) and v > 0.0 else None for v in variance]


def stored(name: str) -> list[dict[str, Any]]:
    """Samples of a study that are done, by seed."""
    path = STORE / f"{name}.jsonl"
    rows = [json.loads(line) for line in path.read_text().splitlines() if line.endswith("}")] if path.exists() else []
    return sorted(rows, key=lambda row: row["seed"])


def run(name: str, samples: int) -> None:
    """Compute the samples that are missing, with progress on stderr."""
    study, done = STUDIES[name][0], {row["seed"] for row in stored(name)}
    todo = [seed for seed in range(samples) if seed not in done]
    STORE.mkdir(parents=True, exist_ok=True)
    begin = time.monotonic()
    with (STORE / f"{name}.jsonl").open("a") as file:
        for i, seed in enumerate(todo, start=1):
            file.write(json.dumps(one(study, seed)) + "\n")
            file.flush()
            if i % 20 == 0 or i == len(todo):
                left = (time.monotonic() - begin) / i * (len(todo) - i)
                print(f"{name}: {len(done) + i} of {samples}, {left:.0f} s left", file=sys.stderr, flush=True)


def main(arguments: list[str] | None = None) -> None:
    """Run the studies named, or all, and write the page."""
    from benchmarks.crisis_page import write_page

    parser = argparse.ArgumentParser(description="Monte Carlo study of the crisis estimators.")
    parser.add_argument("studies", nargs="*", help=f"of {', '.join(STUDIES)}; all if none is named")
    parser.add_argument("--samples", type=int, help="samples of each study; its own number if left out")
    parser.add_argument("--page", action="store_true", help="compute nothing, write the page")
    asked = parser.parse_args(arguments)
    unknown = sorted(set(asked.studies) - set(STUDIES))
    if unknown:
        parser.error(f"studies must be of {', '.join(STUDIES)} (got {', '.join(unknown)})")
    for name in () if asked.page else asked.studies or STUDIES:
        run(name, asked.samples or STUDIES[name][1])
    write_page()


if __name__ == "__main__":
    main()
