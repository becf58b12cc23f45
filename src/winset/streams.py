"""Random numbers by address: seed, draw, month, mechanism name, unit name. No state anywhere.

Philox4x32-10 (Salmon, Moraes, Dror, Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3"):
a keyed bijection of a 128-bit counter. Seed is the key; draw, month, mechanism and unit are the
counter. Bits therefore cannot depend on threads, chunks, restarts, the order of factions, or on
which other mechanisms run. Known answers of the authors' test suite are in tests/published.
"""

from __future__ import annotations

import math
import zlib

import numpy as np

from winset.kernel import kernel

_M0, _M1 = np.uint64(0xD2511F53), np.uint64(0xCD9E8D57)
_W0, _W1 = np.uint64(0x9E3779B9), np.uint64(0xBB67AE85)
_LOW = np.uint64(0xFFFFFFFF)
_SHIFT = np.uint64(32)

PARAMETER_MONTH = 0xFFFFFFFF


def name_key(name: str) -> int:
    """32-bit key of a mechanism or faction name: CRC-32, stable across machines and versions."""
    return zlib.crc32(name.encode())


@kernel
def philox(c0, c1, c2, c3, k0, k1):
    """Ten Philox rounds on four 32-bit counter words (held in uint64) under a 64-bit key."""
    for _ in range(10):
        p0, p1 = _M0 * c0, _M1 * c2
        c0, c1, c2, c3 = (p1 >> _SHIFT) ^ c1 ^ k0, p1 & _LOW, (p0 >> _SHIFT) ^ c3 ^ k1, p0 & _LOW
        k0, k1 = (k0 + _W0) & _LOW, (k1 + _W1) & _LOW
    return c0, c1, c2, c3


@kernel
def _words(seed, draw, month, mechanism, unit):
    key, where = np.uint64(seed), np.uint64(draw)
    return philox(
        where & _LOW,
        np.uint64(month) & _LOW,
        np.uint64(mechanism) & _LOW,
        np.uint64(unit) & _LOW,
        key & _LOW,
        (key >> _SHIFT) ^ (where >> _SHIFT),
    )


@kernel
def uniform(seed, draw, month, mechanism, unit):
    """One uniform on the open interval (0, 1), 53 bits."""
    a, b, _, _ = _words(seed, draw, month, mechanism, unit)
    return ((a >> np.uint64(5)) * 67108864.0 + (b >> np.uint64(6)) + 0.5) / 9007199254740993.0


@kernel
def normal(seed, draw, month, mechanism, unit):
    """One standard normal by Box and Muller (1958)."""
    a, b, c, _ = _words(seed, draw, month, mechanism, unit)
    u = ((a >> np.uint64(5)) * 67108864.0 + (b >> np.uint64(6)) + 0.5) / 9007199254740993.0
    return math.sqrt(-2.0 * math.log(u)) * math.cos(2.0 * math.pi * (c / 4294967296.0))


@kernel
def _fill(seed, draws, month, mechanism, unit, out):
    for i in range(len(draws)):
        out[i] = uniform(seed, draws[i], month, mechanism, unit)


def uniforms(seed: int, draws: np.ndarray, month: int, mechanism: int, unit: int) -> np.ndarray:
    """The uniforms of many draws at one address, shape (n,)."""
    out = np.empty(len(draws))
    _fill(np.uint64(seed), np.asarray(draws, np.int64), month, mechanism, unit, out)
    return out
