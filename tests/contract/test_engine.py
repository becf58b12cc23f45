"""What the engine promises: order, switches, and bits that depend on nothing but seed, draw, month and name."""

from __future__ import annotations

import ast
import inspect
import json
import os
import subprocess
import sys
from dataclasses import replace
from importlib import import_module
from multiprocessing.pool import ThreadPool
from pathlib import Path
from pkgutil import iter_modules

import numpy as np
import pytest
from engine import CASES, MECHANISMS, calm, case, ensemble, fields, final, finite, program, shorter, unforeseen
from ruamel.yaml import YAML

import winset
from winset import kernel, linking
from winset.ensemble.settings import Settings
from winset.scenario import loads
from winset.simulate import phases
from winset.simulate import step as step_module
from winset.simulate.schedule import SCHEDULE

TESTS = Path(__file__).parents[1]
PACKAGE = Path(winset.__file__).parent
MARKED_ELSEWHERE = {"veto"}  # the bargain asks who can block; simulate_chunk turns the rule off


def _switches(function: str, functions: dict[str, ast.FunctionDef]) -> list[str]:
    """Names asked of `on` in the order of execution, calls inside the module followed."""
    found: list[str] = []

    def visit(node: ast.AST) -> None:
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "on":
            found.append(node.attr)
        for child in ast.iter_child_nodes(node):
            visit(child)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in functions:
            found.extend(_switches(node.func.id, functions))

    for statement in functions[function].body:
        visit(statement)
    return found


def test_a_month_runs_in_the_order_of_the_schedule():
    modules = [step_module, *(import_module(f"{phases.__name__}.{m.name}") for m in iter_modules(phases.__path__))]
    bodies = [node for module in modules for node in ast.parse(inspect.getsource(module)).body]
    functions = {n.name: n for n in bodies if isinstance(n, ast.FunctionDef)}
    order = list(dict.fromkeys(_switches("step", functions)))
    assert order == [name for name in MECHANISMS if name not in MARKED_ELSEWHERE]


def test_phases_are_in_order_and_modules_hold_their_mechanisms():
    phases = [entry.phase for entry in SCHEDULE]
    assert phases == sorted(phases)
    assert len(set(MECHANISMS)) == len(MECHANISMS)
    for entry in SCHEDULE:
        module = __import__(entry.module, fromlist=["x"])
        names = {"sender": ("scripted", "strategic"), "veto": ("is_veto_player",), "coalition": ("self_enforcing",)}
        for name in names.get(entry.mechanism, (entry.mechanism,)):
            assert callable(getattr(module, name))
        rows = {f"{row}" for row in entry.rows}
        assert all(row in inspect.getdoc(module) for row in rows), entry


@pytest.mark.parametrize("slug", CASES)
@pytest.mark.parametrize("name", MECHANISMS)
def test_every_mechanism_can_be_switched_off(slug, name):
    base, run = program(slug, 36, draws=4), program(slug, 36, draws=4, off=(name,))
    chunk, whole = run.run(0), base.run(0)
    assert np.all(np.isfinite(chunk.paths))
    assert np.all(np.isfinite(chunk.ends))
    assert np.all(np.isfinite(chunk.calm_paths))
    tied = {
        "russia/2022": {"fatigue", "veto", "end_state", "coalition", "exit_option", "reputation", "public_commitment"}
    }
    rare = {"end_state", "veto", "coalition", "exit_option", "fatigue", "pact", "pre_emption"}
    if name not in tied.get(slug, set()) | rare:
        assert not np.array_equal(chunk.paths, whole.paths), "the switch does nothing"


@pytest.mark.parametrize("concept", ["logit", "formateur"])
def test_other_solution_concepts_run(concept):
    run = winset.run(case(CASES[0]), 6, coalition=concept, months=48)
    assert finite(run)
    sizes = run.arrays["coalition"].sum(axis=2)
    assert sizes.min() >= 1


def test_world_shocks_do_not_depend_on_what_else_runs():
    free = winset.load("iran/2012").model_copy(deep=True)
    free.world_market.path.clear()  # a price that is conditioned on has no shocks
    whole = fields(program(free, 24), "external.world.shock")["external.world.shock"]
    assert whole.std() > 0.0
    for name in MECHANISMS:
        if name != "world_market":
            found = fields(program(free, 24), "external.world.shock", off=(name,))
            assert np.array_equal(found["external.world.shock"], whole), name


def test_private_signals_do_not_depend_on_what_else_runs():
    path = "information.resolve"
    known = ("deal", "costly_signals")  # acts of the sender, which all that happens moves
    whole = fields(program("iran/2012", 40), path, off=known)[path]
    assert whole.std(axis=0).max() > 0.0
    for name in MECHANISMS:
        if name not in ("sender", "duration", "pressure_points", *known):
            found = fields(program("iran/2012", 40), path, off=(*known, name))[path]
            assert np.array_equal(found, whole), name


def _same(a, b) -> bool:
    names = set(a.arrays) | set(b.arrays)
    return all(a.arrays[n].tobytes() == b.arrays[n].tobytes() for n in names) and all(
        a.rest_arrays[n].tobytes() == b.rest_arrays[n].tobytes() for n in a.rest_arrays
    )


def test_bits_do_not_depend_on_threads_or_chunks(monkeypatch):
    one = winset.run(case("iran/2012"), 14, 3, months=40, threads=1)
    assert _same(one, winset.run(case("iran/2012"), 14, 3, months=40, threads=4))
    for size in (2, 6, 14):
        monkeypatch.setattr(Settings, "chunk", property(lambda self, size=size: size))
        assert _same(one, winset.run(case("iran/2012"), 14, 3, months=40, threads=2))


def test_a_draw_does_not_depend_on_how_many_follow():
    small, large = (winset.run(case("russia/2022"), n, 5, months=30) for n in (7, 19))
    for name, values in small.arrays.items():
        assert np.array_equal(values, large.arrays[name][:7]), name
    for name, values in small.rest_arrays.items():
        assert np.array_equal(values, large.rest_arrays[name][:7]), name


def test_seeds_differ_and_pairs_share_parameters():
    a, b = (winset.run(case("iran/2012"), 8, seed, months=12) for seed in (1, 2))
    assert not np.array_equal(a.arrays["output"], b.arrays["output"])
    start = a.arrays["power"][:, 0]  # a draw of the scenario's uncertainty
    assert np.allclose(start[0::2], start[1::2], atol=0.02)
    assert np.abs(start[0] - start[2]).max() > 0.02


def _reordered(text: str, order: list[int]) -> str:
    yaml = YAML()
    document = yaml.load(text)
    listed = list(document["factions"])
    for place, i in enumerate(order):
        document["factions"][place] = listed[i]
    from io import StringIO

    out = StringIO()
    yaml.dump(document, out)
    return out.getvalue()


@pytest.mark.parametrize("slug", CASES)
def test_reordering_factions_reorders_results_exactly(slug):
    scenario = case(slug)
    n = len(scenario.factions)
    order = [(5 * i + 3) % n for i in range(n)]
    assert sorted(order) == list(range(n))
    turned = loads(_reordered(scenario.text, order), "turned.yaml")
    assert [f.name for f in turned.factions] == [scenario.factions[i].name for i in order]
    a, b = (winset.run(s, 10, months=48) for s in (scenario, turned))
    for name, values in a.arrays.items():
        by_faction = values.ndim >= 3 and values.shape[2] == n and name in _FACTION_ARRAYS
        expected = values[:, :, order] if by_faction else values
        assert np.array_equal(b.arrays[name], expected), name


def _faction_arrays() -> set[str]:
    from winset.simulate.observables import FACTION, STANCE

    return {o.name for o in (*FACTION, *STANCE)} | {"coalition"}


_FACTION_ARRAYS = _faction_arrays()

INTERPRETED = """
import sys; sys.path.insert(0, {tests!r})
import numpy as np
from engine import final, program, shorter
for slug, months in {jobs!r}:
    simulator = program(slug, months)
    for draw in (0, 3):
        sys.stdout.buffer.write(final(simulator, draw).tobytes())
"""


def test_compiled_and_interpreted_agree():
    """Stated tolerance: 1e-9 relative. On the machines tried the two are equal to the bit."""
    jobs = [("iran/2012", 36), ("russia/2022", 24)]
    env = dict(os.environ, NUMBA_DISABLE_JIT="1", PYTHONPATH=str(PACKAGE.parent))
    code = INTERPRETED.format(tests=str(TESTS), jobs=jobs)
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True)
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    plain = np.frombuffer(done.stdout)
    here = np.concatenate([final(program(slug, months), draw) for slug, months in jobs for draw in (0, 3)])
    assert len(plain) == len(here)
    assert plain == pytest.approx(here, rel=1e-9, abs=1e-12)


def _hazard(root: Path, cache: Path) -> float:
    code = (
        "from winset.polity.deal import deal_hazards\n"
        "from winset.types import STATE, blank\n"
        "s = blank(STATE)[0]\n"
        "s.polity.policy.concession = 0.6\n"
        "terms = (1.0, 0.5, 0.6, 0.1, 0.0, 1.0, 0.7, 0.0, 0.0, 0.05)\n"
        "deal_hazards(s.external.sender, s.polity.policy, terms, s.polity.hazards, 0.0)\n"
        "print(s.polity.hazards.final)\n"
    )
    env = dict(os.environ, PYTHONPATH=str(root), WINSET_CACHE=str(cache))
    env.pop("NUMBA_DISABLE_JIT", None)
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return float(done.stdout)


def test_compiled_code_follows_an_edit_in_a_callee(tmp_path, copied_package):
    """`deal_hazards` calls `logistic`, which lives in another file that Numba's cache does not watch."""
    root, cache = copied_package, tmp_path / "cache"
    assert _hazard(root, cache) == pytest.approx(0.25)
    assert _hazard(root, cache) == pytest.approx(0.25)
    assert len(list(cache.iterdir())) == 1
    callee = root / "winset" / "polity" / "payoff.py"
    text = callee.read_text()
    assert "return 1.0 / (1.0 + math.exp(-x))" in text
    callee.write_text(text.replace("return 1.0 / (1.0 + math.exp(-x))", "return 1.0 / (3.0 + math.exp(-x))"))
    assert _hazard(root, cache) == pytest.approx(0.125)
    assert len(list(cache.iterdir())) == 2


def test_old_compiled_code_is_dropped(tmp_path, copied_package):
    cache = tmp_path / "cache"
    for k in range(7):
        (cache / f"old{k}").mkdir(parents=True)
        os.utime(cache / f"old{k}", (k, k))
    _hazard(copied_package, cache)
    kept = sorted(p.name for p in cache.iterdir())
    assert len(kept) == 4
    assert kept[-3:] == ["old4", "old5", "old6"] or {"old4", "old5", "old6"} <= set(kept)


def test_folder_of_the_cache_follows_the_environment(tmp_path):
    code = "from winset.kernel import CACHE, is_compiled; print(CACHE); print(is_compiled())"
    places = ({"WINSET_CACHE": str(tmp_path / "a")}, {"XDG_CACHE_HOME": str(tmp_path / "b")})
    for place, parent in zip(places, (tmp_path / "a", tmp_path / "b" / "winset")):
        env = {k: v for k, v in os.environ.items() if k not in ("WINSET_CACHE", "XDG_CACHE_HOME")}
        env |= {"PYTHONPATH": str(PACKAGE.parent), **place}
        done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True)
        folder, compiled = done.stdout.split()
        assert Path(folder).parent == parent
        assert compiled == "False"
    assert not list(tmp_path.iterdir()), "importing writes nothing"


@pytest.fixture
def nested(monkeypatch, tmp_path):
    """Three fresh kernels: one, another that calls it, and one that calls both."""
    monkeypatch.setattr(kernel, "CACHE", tmp_path)

    def inner(x, y=2.0):
        return x + y

    def middle(x):
        return 2.0 * inner(x)

    def outer(x):
        return middle(x) / inner(x, -x)

    inner, middle, outer = (kernel.kernel(function) for function in (inner, middle, outer))
    return inner, middle, outer


def test_kernels_that_kernels_call_have_no_machine_code_of_their_own(nested, tmp_path):
    inner, middle, outer = nested
    assert outer(3.0) == np.inf, "division follows NumPy"
    for callee in (inner, middle):
        assert not callee.entry.overloads
        assert all(isinstance(found.entry_point, linking.Part) for found in callee.overloads.values())
    assert len(outer.entry.overloads) == 1
    assert [path.name.split("-")[0].split(".")[-1] for path in tmp_path.rglob("*.nbc")] == ["outer"]
    assert (inner(3.0), inner(3.0, 1.0), middle(3.0)) == (5.0, 4.0, 10.0)
    assert len(list(tmp_path.rglob("*.nbc"))) == 4


def test_threads_that_call_a_kernel_first_leave_one_code(nested, monkeypatch):
    inner, *_ = nested
    with ThreadPool(4) as pool:
        assert pool.map(inner, [1.0] * 8, chunksize=1) == [3.0] * 8
    monkeypatch.setattr(linking.Kernel, "_compile_for_args", None)
    assert inner(1.0) == 3.0


def test_where_numba_has_other_names_inside_kernels_are_its_own(monkeypatch, tmp_path):
    monkeypatch.setattr(kernel, "CACHE", tmp_path)
    monkeypatch.setattr(linking, "_USED", ((linking.CPUDispatcher, ("add_overload", "renamed")),))
    assert not linking.can_link()
    plain = kernel.kernel(lambda x: 1.0 / x)
    assert type(plain) is linking.CPUDispatcher
    assert plain(0.0) == np.inf
    assert len(list(tmp_path.rglob("*.nbc"))) == 1


def test_types_of_arguments_are_not_spelled_out_before_each_pass():
    assert str(linking.Terse(("record", "record"))) == "2 types"


def test_a_run_of_a_calm_world_is_the_run_without_measures():
    run = ensemble("russia/2022", pressure=0.0)
    for name, values in run.rest_arrays.items():
        assert np.array_equal(values, run.arrays[name]), name


def test_pressure_multiplies_the_package():
    half = program("iran/2012", 12, pressure=0.5).compiled.path
    whole = program("iran/2012", 12).compiled.path
    for name in ("imports", "exports", "finance", "freeze", "listing"):
        assert np.allclose(half[name], 0.5 * whole[name])
    assert np.array_equal(half["active"], whole["active"])
    assert np.array_equal(half["demand"], whole["demand"])


@pytest.mark.parametrize("slug", CASES)
@pytest.mark.parametrize("pressure", [1.0, 3.0])
def test_no_measure_covers_more_than_everything(slug, pressure):
    channels = ("imports", "exports", "finance", "technology", "freeze", "listing")
    found = fields(
        program(slug, draws=40, pressure=pressure), *(f"external.measures.{c}" for c in channels), off=("deal",)
    )
    for path, values in found.items():
        assert 0.0 <= values.min() <= values.max() <= 1.0, path


def test_a_short_run_is_the_start_of_a_long_one_until_its_horizon():
    simulator = program("iran/2012", 48)
    path = "economy.production.output"
    short = fields(simulator, path, compiled=shorter(simulator, 20))[path]
    assert np.array_equal(short, fields(simulator, path)[path][:, :20])


def test_a_strategic_sender_chooses_and_meets_no_script():
    scenario = case("iran/2012")
    given = program(scenario, 60, draws=16)
    inputs = given.compiled.inputs.copy()
    inputs[0]["sender"]["mode"] = 1.0
    wanted = ("external.sender.status", "external.sender.intensity", "external.sender.demand")
    found = fields(given, *wanted, compiled=replace(given.compiled, inputs=inputs))
    status = found["external.sender.status"]
    assert set(np.unique(status)) <= {0.0, 1.0, 2.0, 3.0, 4.0}
    assert len({tuple(row) for row in status}) > 1, "draws differ in what the sender does"
    assert np.all(found["external.sender.intensity"] <= 1.0)
    still = fields(given, *wanted, compiled=replace(given.compiled, inputs=inputs), off=("sender",))
    assert not still["external.sender.status"].any()


def test_calm_world_has_no_shock():
    simulator, path = program("iran/2012", 12), "external.world.shock"
    assert not fields(simulator, path, compiled=calm(unforeseen(simulator.compiled)))[path].any()


def test_meta_of_a_run_says_how_it_was_made():
    run = winset.run(case("iran/2012"), 4, 9, months=6, off="ties", parameters={"payoff.ideology": 0.5})
    assert (run.meta["seed"], run.meta["draws"], run.meta["off"]) == (9, 4, ["ties"])
    assert run.meta["parameters"] == {"payoff.ideology": 0.5}
    assert set(run.meta["versions"]) == {"winset", "python", "numpy", "numba"}
    assert json.loads(json.dumps({k: v for k, v in run.meta.items()}))["slug"] == "iran/2012"
    assert np.array_equal(run.dataset["concession"].values, run.arrays["concession"])
    assert run.dataset.sizes["draw"] == 4
    assert run.dataset["output"].attrs["units"]


def test_a_longer_run_begins_as_a_shorter_one():
    short, long = (winset.run(case("iran/2012"), 6, 1, months=months).arrays["concession"] for months in (24, 110))
    assert np.array_equal(long[:, :24], short)
