"""Speed and memory against the bars of the project. Run from the root of the repository:

    python -m benchmarks.speed                 every part
    python -m benchmarks.speed mesa spine      some parts

Parts: mesa, spine, phases, ensemble, start, compile, memory, sgemm. What is compared runs interleaved, each
figure is a median over repetitions, and time is processor time of one thread unless it says wall.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial

import numpy as np

from benchmarks import cases

CALL = ("run", "iran/2012", "--draws", "100", "--months", "60", "--table-only", "--quiet")
WINSET = (sys.executable, "-c", "from winset.cli import main; main()")
ROW = "{:<58} {:>14} {:>14}  {}"


def row(what: str, measured: str, bar: str, met: bool | None = None) -> None:
    """One line of the table."""
    print(ROW.format(what, measured, bar, "" if met is None else "met" if met else "MISSED"), flush=True)


def seconds(work: Callable[[], object]) -> float:
    """Processor seconds of a call."""
    before = time.process_time()
    work()
    return time.process_time() - before


def mesa(repeats: int = 5) -> None:
    """Draw-months per processor-second of the same slice in Mesa and compiled."""
    from benchmarks import mesa_model, slice_kernel
    from benchmarks.slice import made_up, shared_draws

    months = 60
    for factions, bar, few, many in ((4, 100, 12, 2000), (8, 350, 5, 1500), (12, 1000, 3, 400)):
        ratios, rates = [], []
        for seed in range(1, repeats + 1):
            data, draws = made_up(factions, seed), shared_draws(factions, many, months, seed)
            members, powers = mesa_model.run(data, draws, 0, 1)
            same, close = slice_kernel.run(data, draws, 0, 1)
            assert np.array_equal(members, same)
            assert np.abs(powers - close).max() < 1e-9
            slow = few * months / seconds(partial(mesa_model.run, data, draws, 0, few))
            fast = many * months / seconds(partial(slice_kernel.run, data, draws, 0, many))
            ratios.append(fast / slow)
            rates.append((slow, fast))
        slow, fast = (statistics.median(rate[k] for rate in rates) for k in (0, 1))
        ratio, what = statistics.median(ratios), f"slice, {factions} factions: Mesa {slow:,.0f}, compiled {fast:,.0f}"
        row(what, f"{ratio:,.0f}x", f"{bar:,}x", ratio >= bar)


def _rate(factions: int, draws: int = 200) -> Callable[[], float]:
    from winset.simulate.observables import layout
    from winset.simulate.run import Rooms, simulate_chunk, switches

    program = cases.compiled(factions)
    sampled, rooms, columns = cases.samples(program, draws), Rooms.build(factions), layout(program.show)

    def once() -> float:
        work = seconds(lambda: simulate_chunk(program, 1, 0, sampled, columns, (switches(), 0, 1), rooms, draws))
        return draws * program.months / work

    once()
    return once


def spine(repeats: int = 9) -> None:
    """Draw-months per processor-second of the whole model, recording every month."""
    runs = {n: _rate(n) for n in (7, 8, 12)}
    rates: dict[int, list[float]] = {n: [] for n in runs}
    for _ in range(repeats):
        for n, once in runs.items():
            rates[n].append(once())
    for n, found in rates.items():
        rate, barred = statistics.median(found), n == 8
        met = rate >= 60_000 if barred else None
        row(f"whole spine, {n} factions, draw-months per CPU-s", f"{rate:,.0f}", "60,000" if barred else "", met)
        row("    slowest and fastest repetition", f"{min(found):,.0f}", f"{max(found):,.0f}")


def phases() -> None:
    """Share of each phase in a draw-month."""
    from benchmarks.phases import profile

    shares = {n: profile(cases.compiled(n), 200) for n in (8, 12)}
    for name in shares[8]:
        row(f"share of a draw-month: {name}", f"{100 * shares[8][name]:.1f} %", f"{100 * shares[12][name]:.1f} %")
    print("    (left: 8 factions, right: 12)")


def ensemble(repeats: int = 7) -> None:
    """Wall time of 400 draws by 60 months at 7 factions, with and without sanctions, all threads."""
    import winset

    case = winset.load("iran/2012")
    winset.run(case, draws=400, months=60)
    walls, works = [], []
    for _ in range(repeats):
        began, before = time.perf_counter(), time.process_time()
        winset.run(case, draws=400, months=60)
        walls.append(time.perf_counter() - began)
        works.append(time.process_time() - before)
    wall = statistics.median(walls)
    row("400 draws x 60 months, 7 factions, both worlds, wall s", f"{wall:.3f}", "0.3", wall < 0.3)
    row("    fastest; and processor seconds", f"{min(walls):.3f}", f"{statistics.median(works):.3f}")


def _child(command: tuple[str, ...], cache: str | None = None) -> tuple[float, float, float]:
    """(wall s, CPU s, peak MiB) of a child process that must succeed."""
    code = (
        "import resource,subprocess,sys,time;t=time.perf_counter();"
        "subprocess.run(sys.argv[1:],check=True,stdout=subprocess.DEVNULL);"
        "r=resource.getrusage(resource.RUSAGE_CHILDREN);"
        "print(time.perf_counter()-t,r.ru_utime+r.ru_stime,r.ru_maxrss)"
    )
    env = {**os.environ, **({"WINSET_CACHE": cache} if cache else {})}
    done = subprocess.run([sys.executable, "-c", code, *command], check=True, capture_output=True, text=True, env=env)
    wall, cpu, peak = map(float, done.stdout.split())
    return wall, cpu, peak / (1024.0 if sys.platform != "darwin" else 1024.0**2)


def start(repeats: int = 7) -> None:
    """Processor time from the shell to the printed table, compiled code in the cache."""
    _child((*WINSET, *CALL))
    found = [_child((*WINSET, *CALL)) for _ in range(repeats)]
    wall, cpu = (statistics.median(f[k] for f in found) for k in (0, 1))
    row("cached start to printed table, CPU s", f"{cpu:.2f}", "2", cpu < 2.0)
    row("    fastest; and wall seconds (median)", f"{min(f[1] for f in found):.2f}", f"{wall:.2f}")


def compile_once() -> None:
    """The first run ever, in an empty cache."""
    with tempfile.TemporaryDirectory() as cache:
        first, again = _child((*WINSET, *CALL), cache), _child((*WINSET, *CALL), cache)
    wall = first[0] - again[0]
    row("one-time compilation, wall s", f"{wall:.1f}", "60", wall < 60.0)
    row("    processor seconds", f"{first[1] - again[1]:.1f}", "")


def memory(draws: int = 100_000) -> None:
    """Peak memory of an ensemble with its summary table."""
    code = f"import winset; winset.run('iran/2012', draws={draws}).summary()"
    _, cpu, peak = _child((sys.executable, "-c", code))
    row(f"{draws:,} draws with summary, peak MiB", f"{peak:,.0f}", "1,024", peak < 1024)
    row("    processor seconds", f"{cpu:.0f}", "")


def sgemm(size: int = 1024, repeats: int = 15) -> None:
    """The coalition search against the arithmetic peak, as single-precision matrix products reach it."""
    from benchmarks.coalition_flops import measure

    a = np.random.default_rng(1).random((size, size), np.float32)
    peaks, rates, flops = [], [], 0.0
    for _ in range(repeats):
        before = time.process_time()
        a @ a
        peaks.append(2.0 * size**3 / (time.process_time() - before))
        rate, flops = measure()
        rates.append(rate)
    peak, rate = statistics.median(peaks), statistics.median(rates)
    row("sgemm, GFLOP per CPU-s (single precision)", f"{peak / 1e9:.1f}", "")
    row(f"coalition search, 12 factions ({flops:,.0f} flop a search)", f"{rate / 1e9:.2f}", "")
    share = 100 * rate / peak
    row("    share of sgemm; of double precision (half of it)", f"{share:.1f} %", f"{2 * share:.1f} %")


PARTS = {
    "mesa": mesa, "spine": spine, "phases": phases, "ensemble": ensemble, "start": start,
    "compile": compile_once, "memory": memory, "sgemm": sgemm,
}  # fmt: skip


def main() -> None:
    """Run the parts that are named, or all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    chosen = parser.parse_args().parts or list(PARTS)
    unknown = [part for part in chosen if part not in PARTS]
    if unknown:
        parser.error(f"part must be one of {', '.join(PARTS)} (got {', '.join(unknown)})")
    print(ROW.format("what", "measured", "bar", ""))
    for part in chosen:
        PARTS[part]()
    print(f"load of the machine at the end: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")


if __name__ == "__main__":
    main()
