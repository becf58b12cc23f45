"""Terminal table of the regions that bargain with the centre."""

from __future__ import annotations

import numpy as np
from rich.markup import escape

from winset.questions.arrays import bands, probability
from winset.questions.incidence import window_mean
from winset.report.figures.burden import region_bands
from winset.report.material import Material
from winset.report.tables_frame import Explained, blank_table
from winset.report.wording import band, date_text, spoken_name, with_error

HALF = 0.5
"""Share of its own taxes from which a region counts as gone its own way."""


def regions_table(material: Material) -> Explained | None:
    """Output, transfers and dissent by region over the pressure window; None where no region bargains."""
    if "region_transfer" not in material.paths:
        return None
    first, last = material.month[material.window][[0, -1]]
    table = blank_table(
        f"Regions: mean {date_text(first)} to {date_text(last)}",
        "Median [10–90 % of draws], months of strongest pressure. Output: by the region's mix of sectors. 'Own way': "
        "per cent of draws ± Monte Carlo error in which it keeps over half of its taxes in some month. Dissent: in the "
        "last month, and under it at the start.",
        "",
        "output, %",
        "transfers,\n% of GDP",
        "own way",
        "dissent",
        words=["transfers", "dissent"],
    )
    for column in table.columns[1:]:
        column.no_wrap = True  # a band that is broken cannot be read
    output = _outputs(material)
    paid = bands(100 * window_mean(material.paths["region_transfer"], material.window))
    dissent, kept = material.paths["region_dissent"], material.paths["region_withheld"]
    for r, name in enumerate(material.coords["region"]):
        share, error = probability(np.max(kept[:, :, r], axis=1) > HALF)
        gone = with_error(float(share), float(error), material.draws)
        end = band(bands(dissent[:, -1, r]))
        table.add_row(escape(spoken_name(name)), output.get(spoken_name(name), "–"), band(paid[:, r], 2), gone, end)
        table.add_row("  at start", "", "", "", f"{np.median(dissent[:, 0, r]):.2f}", style="dim")
    return table


def _outputs(material: Material) -> dict[str, str]:
    """Band of the change of output by region, as a reader names it; whole per cent where any is ten or more."""
    found = region_bands(material)
    if found is None:
        return {}
    digits = 0 if np.abs(found[1]).max() >= 9.95 else 1
    return {name: band(found[1][:, r], digits, sign=True) for r, name in enumerate(found[0])}
