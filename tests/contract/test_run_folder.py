"""The run folder: chunks, Ctrl-C, resume to the same bits, and every fault of a folder."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from engine import case
from typer.testing import CliRunner

import winset
from winset.cli.app import app
from winset.ensemble import store
from winset.ensemble.settings import Settings
from winset.ensemble.stored import Stopped, resume, run_in_folder
from winset.errors import RunError

ASKED = Settings(draws=12, seed=4, months=18)


def _quit_after(chunks: int):
    seen = []

    def progress(n: int) -> None:
        seen.append(n)
        if len(seen) == chunks:
            raise KeyboardInterrupt

    return progress


def _same(a, b) -> None:
    for name, values in a.arrays.items():
        assert values.tobytes() == b.arrays[name].tobytes(), name
    for name, values in a.rest_arrays.items():
        assert values.tobytes() == b.rest_arrays[name].tobytes(), name


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """A run that was never stopped, with its folder."""
    folder = tmp_path_factory.mktemp("whole") / "run"
    return run_in_folder(case("iran/2012"), ASKED, folder, threads=2), folder


@pytest.fixture
def stopped(tmp_path) -> Path:
    """A folder in which two of six chunks stand."""
    with pytest.raises(Stopped, match=r"stopped after 4 of 12 draws; go on with: winset run --resume") as caught:
        run_in_folder(case("iran/2012"), ASKED, tmp_path / "run", threads=1, progress=_quit_after(2))
    assert (caught.value.done, caught.value.draws) == (4, 12)
    return tmp_path / "run"


def test_a_stopped_run_goes_on_to_the_same_bits(whole, stopped):
    assert store.read_meta(stopped)["status"] == "running"
    assert len(store.stored_chunks(stopped)) == 2
    again = resume(stopped, threads=2)
    _same(whole[0], again)
    _same(whole[0], store.read_run(stopped))
    assert not (stopped / "chunks").exists()
    assert store.read_meta(stopped)["status"] == "finished"


def test_a_run_stopped_twice_and_robbed_of_a_chunk(whole, stopped):
    with pytest.raises(Stopped, match="stopped after"):
        resume(stopped, threads=1, progress=_quit_after(4))
    store.stored_chunks(stopped)[1].unlink()
    (stopped / "chunks" / "000000008.part").write_bytes(b"half a chunk")
    _same(whole[0], resume(stopped))


def test_what_a_folder_holds(whole):
    run, folder = whole
    names = {p.name for p in folder.iterdir()}
    assert {"run.json", "scenario.yaml", "parameters.csv", "results.zarr", "summary.csv"} <= names
    meta = json.loads((folder / "run.json").read_text())
    assert meta["schema_version"] == store.SCHEMA_VERSION
    assert (meta["seed"], meta["draws"], meta["status"]) == (4, 12, "finished")
    assert winset.load(folder / "scenario.yaml").title == run.scenario.title
    assert "monte_carlo_error" in (folder / "summary.csv").read_text().splitlines()[0]


def test_results_open_in_xarray_with_units(whole):
    import xarray as xr

    run, folder = whole
    opened = xr.open_zarr(folder / "results.zarr", consolidated=False)
    assert opened.sizes["draw"] == 12
    assert opened["output"].attrs["units"]
    assert np.array_equal(opened["concession"].values, run.arrays["concession"])
    samples = xr.open_zarr(folder / "results.zarr", group="parameters", consolidated=False)
    assert samples.sizes["sample"] == 6


def test_pinned_parameters_are_in_the_folder(tmp_path):
    asked = Settings(draws=2, months=3, parameters={"stance.precision": 31.0})
    run_in_folder(case("iran/2012"), asked, tmp_path / "run")
    rows = (tmp_path / "run" / "parameters.csv").read_text().splitlines()
    assert [r for r in rows if r.startswith("stance.precision")][0].split(",")[5] == "31.0"
    assert store.settings_of(store.read_meta(tmp_path / "run")) == asked


def test_a_folder_is_never_overwritten_without_force(whole, tmp_path):
    taken = tmp_path / "taken"
    run_in_folder(case("iran/2012"), Settings(draws=2, months=3), taken)
    before = (taken / "run.json").read_bytes()
    with pytest.raises(RunError, match="must not exist yet .*--force"):
        run_in_folder(case("iran/2012"), ASKED, taken)
    assert (taken / "run.json").read_bytes() == before
    _same(whole[0], run_in_folder(case("iran/2012"), ASKED, taken, force=True))


def test_force_spares_what_is_no_run_folder(tmp_path):
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "chapter.txt").write_text("words")
    with pytest.raises(RunError, match="must be a run folder to be overwritten"):
        run_in_folder(case("iran/2012"), ASKED, tmp_path / "thesis", force=True)
    assert (tmp_path / "thesis" / "chapter.txt").read_text() == "words"


def test_free_folder_counts_up(tmp_path):
    assert store.free_folder("iran/2012", tmp_path) == tmp_path / "iran-2012"
    (tmp_path / "iran-2012").mkdir()
    (tmp_path / "iran-2012-2").mkdir()
    assert store.free_folder("iran/2012", tmp_path) == tmp_path / "iran-2012-3"
    assert store.free_folder("", tmp_path) == tmp_path / "run"


def _edit(folder: Path, **changes) -> None:
    meta = json.loads((folder / "run.json").read_text())
    (folder / "run.json").write_text(json.dumps({**meta, **changes}))


def test_faults_of_a_folder_to_resume(whole, stopped):
    with pytest.raises(RunError, match="must hold a stopped run .*finished"):
        resume(whole[1])
    with pytest.raises(RunError, match="must hold a finished run .*--resume"):
        store.read_run(stopped)
    _edit(stopped, digest="0" * 16)
    with pytest.raises(RunError, match=r"begun by this code \(got digest 0000"):
        resume(stopped)


def test_faults_of_a_folder_to_read(stopped, tmp_path):
    with pytest.raises(RunError, match=r"run\.json must exist in a run folder"):
        store.read_meta(tmp_path / "nowhere")
    with pytest.raises(RunError, match="must be a run folder's JSON file"):
        store.read_meta(stopped / "scenario.yaml")
    _edit(stopped, schema_version=99)
    with pytest.raises(RunError, match=r"schema_version must be 1 \(got 99\)"):
        store.read_meta(stopped)
    (stopped / "run.json").write_text("{half")
    with pytest.raises(RunError, match="JSON file"):
        store.read_meta(stopped)
    (stopped / "scenario.yaml").unlink()
    (stopped / "run.json").write_text("{}")
    with pytest.raises(RunError, match=r"scenario\.yaml must exist"):
        store.read_meta(stopped)


@pytest.mark.parametrize("damage", [b"", b"not an archive", b"PK\x03\x04 cut off", None])
def test_a_damaged_chunk_is_named(stopped, damage):
    chunk = store.stored_chunks(stopped)[0]
    if damage is None:
        np.savez(chunk, paths=np.zeros(1))
    else:
        chunk.write_bytes(damage)
    with pytest.raises(RunError, match=r"000000000\.npz must be a chunk of results"):
        resume(stopped)


def _cli(*arguments: str):
    return CliRunner().invoke(app, [*map(str, arguments)])


def test_command_writes_a_folder_and_refuses_the_next(tmp_path):
    out = tmp_path / "a"
    first = _cli("run", "iran/2012", "--draws", 4, "--months", 6, "--out", out, "--quiet")
    assert first.exit_code == 0, first.output
    assert (out / "index.html").is_file()
    second = _cli("run", "iran/2012", "--draws", 4, "--months", 6, "--out", out, "--quiet")
    assert second.exit_code != 0
    assert isinstance(second.exception, RunError) or "must not exist yet" in second.output
    third = _cli("run", "iran/2012", "--draws", 4, "--months", 6, "--out", out, "--quiet", "--force")
    assert third.exit_code == 0, third.output


def test_the_page_is_the_last_thing_a_run_says(tmp_path):
    out = tmp_path / "a"
    said = _cli("run", "iran/2012", "--draws", 4, "--months", 6, "--out", out)
    assert said.output.index("In short") < said.output.index("How it ends") < said.output.index("What the words mean")
    why, folder, page = said.stderr.splitlines()[-3:]
    assert why == f"To ask why: winset explain {out}"
    assert (folder, page) == (f"Run folder: {out}", f"Page: {out / 'index.html'}")
    assert _cli("run", "--resume", out).exit_code == 2


def test_a_run_that_is_not_kept_says_how_to_ask_why(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    asked = ("--off", "rents, street", "--set", "title=A b", "--pressure", 0.5, "--coalition", "logit", "--seed", 3)
    said = _cli("run", "iran/2012", "--draws", 4, "--months", 6, "--table-only", *asked)
    last = said.stderr.splitlines()[-1]
    wanted = "--set 'title=A b' --off rents,street --coalition logit --pressure 0.5 --months 6 --seed 3"
    assert last == f"To ask why: winset explain iran/2012 {wanted}"
    assert not list(tmp_path.iterdir())
    plain = _cli("run", "iran/2012", "--draws", 4, "--table-only")
    assert plain.stderr.splitlines()[-1] == "To ask why: winset explain iran/2012"


def test_command_resumes(stopped):
    done = _cli("run", "--resume", stopped, "--quiet")
    assert done.exit_code == 0, done.output
    assert store.read_meta(stopped)["status"] == "finished"


def test_command_needs_a_scenario_or_a_folder(tmp_path):
    for arguments in ((), ("iran/2012", "--resume", str(tmp_path))):
        found = CliRunner().invoke(app, ["run", *arguments])
        assert found.exit_code != 0
        assert isinstance(found.exception, RunError) or "must get either" in found.output


def test_control_c_ends_with_130(tmp_path, monkeypatch, stopped):
    import winset.ensemble.stored as stored

    def interrupted(*_args, **_options):
        raise Stopped(tmp_path / "run", 4, 12)

    monkeypatch.setattr(stored, "run_in_folder", interrupted)
    first = _cli("run", "iran/2012", "--out", tmp_path / "new", "--quiet")
    assert first.exit_code == 130
    assert "stopped after 4 of 12 draws" in first.output
    monkeypatch.setattr(stored, "resume", interrupted)
    assert _cli("run", "--resume", stopped, "--quiet").exit_code == 130
