"""The run folder: scenario as run, parameters, versions, results, summary, page.

    run.json        what was asked, versions, digest of the code, status
    scenario.yaml   the document as run, overrides included
    parameters.csv  the table, with what this run pinned
    results.zarr    trajectories; groups `rest` (without sanctions) and `parameters` (samples)
    summary.csv     quantiles of every variable by month
    index.html      the page
    chunks/         finished chunks of a run that is going on or was stopped

Files are written beside their place and moved there, so nothing is ever half there; a chunk is
written once and read back on `--resume`.
"""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

import numpy as np

from winset.ensemble.chunks import Chunk
from winset.ensemble.settings import Settings
from winset.errors import RunError
from winset.parameters import table

if TYPE_CHECKING:
    from winset.ensemble.run import Run

SCHEMA_VERSION = 1
_PARTS = ("paths", "ends", "calm_paths", "calm_ends")


def _write_text(path: Path, text: str) -> None:
    beside = path.with_name(path.name + ".part")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)


def free_folder(slug: str, root: Path = Path("runs")) -> Path:
    """runs/<slug>, or the first of runs/<slug>-2, -3 ... that does not exist."""
    name = slug.replace("/", "-") or "run"
    folder, n = root / name, 1
    while folder.exists():
        n += 1
        folder = root / f"{name}-{n}"
    return folder


def create(folder: Path, meta: Mapping[str, Any], force: bool = False) -> None:
    """Make the folder and write what is known before the first draw.

    RunError when something is there and `force` is not given, or when it is no run folder.
    """
    if folder.exists():
        if not force:
            raise RunError(f"{folder} must not exist yet (got an existing path); pass --force, or another --out")
        if not (folder / "run.json").is_file():
            raise RunError(f"{folder} must be a run folder to be overwritten (got a path without run.json)")
        shutil.rmtree(folder)
    (folder / "chunks").mkdir(parents=True)
    _write_text(folder / "scenario.yaml", meta["scenario_text"])
    _write_parameters(folder / "parameters.csv", meta["parameters"], meta["fitted"])
    write_meta(folder, {**meta, "status": "running"})


def write_meta(folder: Path, meta: Mapping[str, Any]) -> None:
    """Write run.json (the scenario's text has its own file)."""
    kept = {key: value for key, value in meta.items() if key != "scenario_text"}
    _write_text(folder / "run.json", json.dumps({"schema_version": SCHEMA_VERSION, **kept}, indent=2) + "\n")


def _write_parameters(path: Path, pinned: Mapping[str, float], fitted: bool) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(("name", "unit", "default", "prior", "tier", "pinned", "source"))
        for p in table(fitted):
            prior = f"{p.prior}({p.spread})" if p.spread else p.prior
            writer.writerow((p.name, p.unit, p.default, prior, p.tier, pinned.get(p.name, ""), p.source))


def read_meta(folder: Path) -> dict[str, Any]:
    """run.json with the scenario's text; RunError when it is missing, broken or of another version."""
    path = folder / "run.json"
    try:
        meta: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        meta["scenario_text"] = (folder / "scenario.yaml").read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise RunError(f"{error.filename} must exist in a run folder (got nothing)") from None
    except (NotADirectoryError, json.JSONDecodeError) as error:
        raise RunError(f"{path} must be a run folder's JSON file (got: {error})") from None
    if meta.get("schema_version") != SCHEMA_VERSION:
        got = meta.get("schema_version")
        raise RunError(f"{path}: schema_version must be {SCHEMA_VERSION} (got {got}); make the run again")
    return meta


def settings_of(meta: Mapping[str, Any]) -> Settings:
    """The Settings that a run folder was made with."""
    fields = {name: meta[name] for name in Settings.__dataclass_fields__}
    return Settings(**{**fields, "off": tuple(fields["off"])})


def write_chunk(folder: Path, chunk: Chunk) -> None:
    """Store a finished chunk under the number of its first draw."""
    path = folder / "chunks" / f"{chunk.first:09d}.npz"
    beside = path.with_suffix(".part")
    with beside.open("wb") as file:
        np.savez(file, **{part: getattr(chunk, part) for part in _PARTS})
    beside.replace(path)


def stored_chunks(folder: Path) -> list[Path]:
    """Finished chunks, in order."""
    return sorted((folder / "chunks").glob("*.npz"))


def read_chunk(path: Path) -> Chunk:
    """A stored chunk; RunError when the file is damaged."""
    try:
        with np.load(path) as parts:
            return Chunk(int(path.stem), *(parts[name] for name in _PARTS))
    except (OSError, EOFError, ValueError, KeyError, BadZipFile) as error:
        raise RunError(f"{path} must be a chunk of results (got: {error}); delete it and resume again") from None


def write_results(folder: Path, run: Run, samples: np.ndarray) -> None:
    """results.zarr and summary.csv; chunks are dropped when both stand."""
    import xarray as xr

    place, beside = folder / "results.zarr", folder / "results.part"
    shutil.rmtree(beside, ignore_errors=True)
    run.dataset.to_zarr(beside, mode="w", consolidated=False, zarr_format=2)
    run.rest.to_zarr(beside, group="rest", mode="w", consolidated=False, zarr_format=2)
    values = np.array([samples[p.name.split(".")[0]][p.name.split(".")[1]] for p in table()], np.float32).T
    names = [p.name for p in table()]
    parameters = xr.Dataset({"value": (("sample", "parameter"), values)}, coords={"parameter": names})
    parameters.to_zarr(beside, group="parameters", mode="w", consolidated=False, zarr_format=2)
    shutil.rmtree(place, ignore_errors=True)
    beside.replace(place)
    _write_text(folder / "summary.csv", run.summary().to_csv(index=False, float_format="%.6g"))
    shutil.rmtree(folder / "chunks", ignore_errors=True)
    write_meta(folder, {**run.meta, "status": "finished"})


def read_run(folder: Path) -> Run:
    """A finished run from its folder; RunError when it was not finished."""
    import xarray as xr

    from winset.ensemble.run import Run
    from winset.scenario import loads

    meta = read_meta(folder)
    if meta["status"] != "finished":
        raise RunError(f"{folder} must hold a finished run (got one that was stopped); winset run --resume {folder}")
    scenario = loads(meta["scenario_text"], str(folder / "scenario.yaml"))
    sets = [xr.open_zarr(folder / "results.zarr", group=g, consolidated=False, chunks=None) for g in (None, "rest")]
    arrays = [{str(k): v.values for k, v in s.data_vars.items()} for s in sets]
    coords: dict[str, Any] = {str(k): list(v.values) for k, v in sets[0].coords.items() if k not in ("month", "draw")}
    coords["month"] = sets[0]["month"].values.astype("datetime64[M]")
    return Run(scenario, arrays[0], arrays[1], coords, meta)
