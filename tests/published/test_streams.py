"""Philox4x32-10: known answers of Random123 (Salmon and others 2011), and the moments of what is built on it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import winset
from winset.simulate.schedule import STREAMS
from winset.streams import PARAMETER_MONTH, name_key, normal, philox, uniform, uniforms

ALL = 0xFFFFFFFF
KNOWN = (
    ((0, 0, 0, 0), (0, 0), "6627e8d5 e169c58d bc57ac4c 9b00dbd8"),
    ((ALL, ALL, ALL, ALL), (ALL, ALL), "408f276d 41c83b0e a20bc7c6 6d5451fd"),
    (
        (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
        (0xA4093822, 0x299F31D0),
        "d16cfe09 94fdcceb 5001e420 24126ea1",
    ),
)
DRAWS = 20_000


def _answer(counter: tuple[int, ...], key: tuple[int, ...]) -> str:
    return " ".join(f"{int(word):08x}" for word in philox(*(np.uint64(v) for v in (*counter, *key))))


def _sample(kernel, draws: int = DRAWS) -> np.ndarray:
    return np.array([kernel(np.uint64(5), i, 7, 11, 13) for i in range(draws)])


@pytest.mark.parametrize(("counter", "key", "answer"), KNOWN)
def test_known_answers(counter, key, answer):
    assert _answer(counter, key) == answer


def test_known_answers_without_the_compiler():
    code = (
        "import numpy as np; from winset.streams import philox, uniform, normal\n"
        f"for counter, key, answer in {KNOWN!r}:\n"
        "    words = philox(*(np.uint64(v) for v in (*counter, *key)))\n"
        "    assert ' '.join(f'{int(w):08x}' for w in words) == answer, words\n"
        "for i in range(50):\n"
        "    print(repr(float(uniform(np.uint64(9), i, 3, 5, 7))), repr(float(normal(np.uint64(9), i, 3, 5, 7))))\n"
    )
    env = dict(os.environ, NUMBA_DISABLE_JIT="1", PYTHONPATH=str(Path(winset.__file__).parents[1]))
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    plain = np.array([[float(v) for v in line.split()] for line in done.stdout.splitlines()])
    compiled = [[k(np.uint64(9), i, 3, 5, 7) for k in (uniform, normal)] for i in range(50)]
    assert plain[:, 0].tolist() == [row[0] for row in compiled]
    assert plain[:, 1] == pytest.approx([row[1] for row in compiled], rel=1e-13, abs=1e-15)


def test_uniforms_lie_inside_the_unit_interval_and_are_uniform():
    u = _sample(uniform)
    assert 0.0 < u.min() < u.max() < 1.0
    assert u.mean() == pytest.approx(0.5, abs=4 / np.sqrt(12 * DRAWS))
    assert u.var() == pytest.approx(1 / 12, rel=0.03)
    counts, _ = np.histogram(u, 20, (0, 1))
    assert ((counts - DRAWS / 20) ** 2 / (DRAWS / 20)).sum() < 43.8  # chi-squared, 19 degrees, .1 %


def test_normals_have_the_moments_of_the_normal():
    z = _sample(normal)
    error = 4 / np.sqrt(DRAWS)
    assert z.mean() == pytest.approx(0.0, abs=error)
    assert z.var() == pytest.approx(1.0, abs=error * np.sqrt(2))
    assert (z**3).mean() == pytest.approx(0.0, abs=error * np.sqrt(15))
    assert (z**4).mean() == pytest.approx(3.0, abs=error * np.sqrt(96))


@pytest.mark.parametrize("place", range(5))
def test_every_part_of_an_address_counts(place):
    base, other = [3, 4, 5, 6, 7], [3, 4, 5, 6, 7]
    other[place] += 1
    assert uniform(np.uint64(base[0]), *base[1:]) != uniform(np.uint64(other[0]), *other[1:])
    high = [v + (1 << 33) if i == place and i < 2 else v for i, v in enumerate(base)]
    if place < 2:  # seed and draw are 64 bits wide
        assert uniform(np.uint64(base[0]), *base[1:]) != uniform(np.uint64(high[0]), *high[1:])


def test_neighbouring_addresses_are_uncorrelated():
    seed = np.uint64(1)
    months = np.array([[uniform(seed, i, m, 1, 0) for m in (0, 1)] for i in range(DRAWS // 4)])
    draws = np.array([uniform(seed, i, 0, 1, 0) for i in range(DRAWS // 4)])
    limit = 4 / np.sqrt(DRAWS // 4)
    assert abs(np.corrcoef(months.T)[0, 1]) < limit
    assert abs(np.corrcoef(draws[1:], draws[:-1])[0, 1]) < limit


def test_many_at_once_are_the_same_numbers():
    draws = np.array([5, 0, 9])
    together = uniforms(3, draws, PARAMETER_MONTH, 8, 2)
    assert together.tolist() == [uniform(np.uint64(3), i, PARAMETER_MONTH, 8, 2) for i in draws]


def test_no_two_mechanisms_or_factions_share_a_stream():
    assert len(set(STREAMS.values())) == len(STREAMS)
    for slug in ("iran/2012", "russia/2022"):
        names = [f.name for f in winset.load(slug).factions]
        assert len({name_key(name) for name in names}) == len(names)


def test_names_are_keyed_by_crc32():
    assert name_key("123456789") == 0xCBF43926  # the check value of CRC-32
