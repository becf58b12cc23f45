"""How well the numbers were solved: residuals of bargains and accounts, coalition choices that cycled."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from winset.report.material import Material


class Check(NamedTuple):
    """One numerical check: name, what was found, what it means."""

    name: str
    value: str
    meaning: str


def checks(material: Material) -> list[Check]:
    """Residual and convergence of the bargains, residual of the accounts, cycles; what was not recorded is left out.

    A month counts the bargain in force, so one that stands for long weighs more.
    """
    paths, found = material.paths, []
    if "converged" in paths:
        share = 100 * float(np.mean(paths["converged"]))
        found.append(Check("Bargains converged", f"{share:.4g} %", "by month in force, all draws"))
    if "residual" in paths:
        residual = np.asarray(paths["residual"], dtype=float)
        value = f"median {np.median(residual):.1g}, largest {residual.max():.1g}"
        found.append(
            Check("Residual of the bargains", value, "gain left from moving one dimension by .01, log product")
        )
    if "ledger_residual" in paths:
        largest = float(np.abs(paths["ledger_residual"]).max())
        found.append(Check("Residual of the accounts", f"largest {largest:.1g}", "share of base GDP, any month"))
    if "cycle" in paths and "coalition_changes" in paths:
        cycles, changes = float(paths["cycle"][:, -1].sum()), float(paths["coalition_changes"].sum())
        often = f"{100 * cycles / changes:.3g} %" if changes else "0 %"
        value = f"{often} ({cycles:,.0f} of {changes:,.0f})"
        found.append(
            Check(
                "Coalition changes by lot",
                value,
                "no candidate that all its members prefer to the others",
            )
        )
    return found
