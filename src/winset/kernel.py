"""The compiler: one decorator for every kernel, and a cache that follows edits in callees.

Numba checks only the file of the function it loads, so an edit in a callee elsewhere would go
unnoticed. The cache folder is therefore named by a digest of every kernel source, the compiler's
version and the processor.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numba
import numpy as np
from numba.core import config

from winset.linking import Kernel, can_link

_PACKAGE = Path(__file__).parent
_ROOMS = ("external", "economy", "information", "polity", "simulate")
_KEPT = 4
_OPTIONS = {"nogil": True, "error_model": "numpy", "no_cfunc_wrapper": True}


def sources(root: Path = _PACKAGE) -> list[Path]:
    """Every file whose text can change compiled code, in a fixed order; of the games those that hold kernels."""
    files = [p for room in _ROOMS for p in sorted((root / room).rglob("*.py"))]
    games = [p for p in sorted((root / "games").glob("*.py")) if "@kernel" in p.read_text(encoding="utf-8")]
    floor = [root / f"{name}.py" for name in ("kernel", "linking", "streams", "types")]
    return [*floor, *games, *files]


def digest(root: Path = _PACKAGE) -> str:
    """Hexadecimal digest of all kernel sources, NumPy's and Numba's versions."""
    sha = hashlib.sha256(f"{numba.__version__} {np.__version__}".encode())
    for path in sources(root):
        sha.update(path.name.encode())
        sha.update(path.read_bytes())
    return sha.hexdigest()[:16]


def cache_home() -> Path:
    """Folder that holds the compiled code of all versions (`WINSET_CACHE` overrides it)."""
    default = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "winset"
    return Path(os.environ.get("WINSET_CACHE", default))


def _prepare() -> Path:
    home = cache_home()
    folder = home / digest()
    if not folder.exists() and home.is_dir():
        stale = sorted((p for p in home.iterdir() if p.is_dir()), key=lambda p: p.stat().st_mtime)
        for old in stale[: max(0, len(stale) - _KEPT + 1)]:
            shutil.rmtree(old, ignore_errors=True)
    return folder


CACHE = _prepare()


def is_compiled() -> bool:
    """True when the simulator compiled from exactly these sources lies in the cache."""
    return CACHE.is_dir() and any(CACHE.rglob("run.run_chunk*.nbc"))


def kernel(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile `function` without the interpreter lock, cached under the digest of all sources.

    Division follows NumPy (x / 0 is inf, not an exception). With NUMBA_DISABLE_JIT=1 the plain
    function is returned: the readable reference. Where this Numba lacks the internal names that
    linking takes over, the kernel is one of Numba's own: the same results, compiled more slowly.
    """
    before = config.CACHE_DIR
    config.CACHE_DIR = str(CACHE)
    try:
        if can_link() and not config.DISABLE_JIT:
            compiled = Kernel(function, targetoptions=dict(_OPTIONS, nopython=True, boundscheck=None))
            compiled.enable_caching()
        else:
            compiled = numba.njit(cache=True, **_OPTIONS)(function)
    finally:
        config.CACHE_DIR = before
    return compiled
