"""Recorded columns to named arrays, and to an xarray Dataset with units."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from winset.simulate.compile import Compiled
from winset.simulate.observables import EVENTS, FACTION, HOUSEHOLD, REGION, SCALARS, SECTOR, STANCE, Layout
from winset.simulate.run import kept_months
from winset.types import HOUSEHOLDS, SECTORS, STANCES

if TYPE_CHECKING:
    import xarray as xr

DIMS = {
    **{o.name: ("draw", "month") for o in SCALARS},
    **{o.name: ("draw", "month", "faction") for o in FACTION},
    **{o.name: ("draw", "month", "household") for o in HOUSEHOLD},
    **{o.name: ("draw", "month", "sector") for o in SECTOR},
    **{o.name: ("draw", "month", "region") for o in REGION},
    **{o.name: ("draw", "month", "faction", "stance") for o in STANCE},
    **{o.name: ("draw",) for o in EVENTS},
    "coalition": ("draw", "month", "faction"),
}
_TABLE = {o.name: o for o in (*SCALARS, *FACTION, *HOUSEHOLD, *SECTOR, *REGION, *STANCE, *EVENTS)}


def coordinates(compiled: Compiled, every: int = 1) -> dict[str, Any]:
    """Labels of every dimension but `draw`; months as datetime64[M], factions in file order."""
    first = np.datetime64(compiled.start.strftime("%Y-%m"), "M")
    return {
        "month": first + kept_months(compiled.months, every),
        "faction": [f.name for f in compiled.scenario.factions],
        "household": list(HOUSEHOLDS),
        "sector": list(SECTORS),
        "stance": list(STANCES),
        **({"region": list(compiled.regions)} if compiled.regions else {}),
    }


def to_arrays(paths: np.ndarray, ends: np.ndarray, layout: Layout, compiled: Compiled) -> dict[str, np.ndarray]:
    """Arrays by name: views of `paths` (draw, month, column) and `ends` (draw, event)."""
    out: dict[str, np.ndarray] = {}
    for name, columns in layout.columns.items():
        block = paths[:, :, columns]
        dims = DIMS[name]
        if len(dims) == 2:
            block = block[:, :, 0]
        elif len(dims) == 4:
            block = block.reshape(*block.shape[:2], -1, len(STANCES))
        out[name] = block
    members = out["members"].astype(np.int32)
    out["coalition"] = np.stack([(members >> i) & 1 for i in compiled.show], axis=2).astype(np.float32)
    if "belief_resolved" in out:
        out["belief_resolved"] = 1.0 / (1.0 + np.exp(-out["belief_resolved"]))
    for j, o in enumerate(EVENTS):
        out[o.name] = ends[:, j]
    return out


def to_dataset(arrays: dict[str, np.ndarray], coords: dict[str, Any], meta: dict[str, Any]) -> xr.Dataset:
    """The arrays with dimensions, coordinates, units and names for readers."""
    import xarray as xr

    variables = {}
    for name, array in arrays.items():
        o = _TABLE.get(name)
        attrs = {"units": o.unit, "long_name": o.label} if o else {"units": "0 or 1", "long_name": "In the coalition"}
        if name == "belief_resolved":
            attrs["units"] = "probability"
        variables[name] = (DIMS[name], array, attrs)
    labels = {**coords, "month": coords["month"].astype("datetime64[ns]")}
    kept = {k: v for k, v in labels.items() if any(k in dims for dims, *_ in variables.values())}
    kept["draw"] = np.arange(len(arrays["end_state"]))
    attrs = {k: str(meta[k]) for k in ("title", "slug", "seed", "digest") if k in meta}
    return xr.Dataset(variables, coords=kept, attrs=attrs)
