"""Kernels that call kernels: each is typed and lowered once, and all are optimised together.

Numba turns every function it meets into machine code of its own, with all its callees in it. A kernel
that another kernel calls needs none of that: only the caller that Python holds is ever entered. Inside
other kernels a kernel is therefore unlinked intermediate code; when Python calls one, a twin links each
callee once and optimises the whole.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

from numba.core.caching import FunctionCache, NullCache
from numba.core.codegen import CodeLibrary, JITCodeLibrary
from numba.core.compiler import Compiler, Flags
from numba.core.compiler_lock import global_compiler_lock
from numba.core.registry import CPUDispatcher

_USED = (
    (JITCodeLibrary, ("_finalized", "_ensure_finalized", "_get_module_for_linking", "add_linking_library")),
    (CPUDispatcher, ("_compile_for_args", "_insert", "add_overload", "enable_caching")),
    (Flags, ("no_compile", "no_cpython_wrapper")),
)


def can_link() -> bool:
    """True when this Numba has the internal names that linking takes over."""
    return all(hasattr(owner, name) for owner, names in _USED for name in names)


class Part(JITCodeLibrary):
    """Code of one kernel, neither linked nor optimised as a module; `needed` is all that it calls, at any depth."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.needed: dict[CodeLibrary, None] = {}

    def add_linking_library(self, library: CodeLibrary) -> None:
        """Keep the library for the outermost caller."""
        library._ensure_finalized()
        self.needed[library] = None

    def finalize(self) -> None:
        """Close the part; machine code is the caller's business."""
        self._finalized = True


class Terse(tuple[Any, ...]):
    """Argument types whose text is short: Numba writes it before each pass, and records spell out every field."""

    def __repr__(self) -> str:
        return f"{len(self)} types"


class Whole(Compiler):
    """Numba's compiler, for a kernel that Python calls."""

    def compile_extra(self, func: Any) -> Any:
        """Compile `func` to its result."""
        self.state.args = Terse(self.state.args)
        return super().compile_extra(func)


class Lowered(Whole):
    """The compiler up to intermediate code, for a kernel that a kernel calls."""

    def compile_extra(self, func: Any) -> Any:
        """Compile `func` to a result without an entry point."""
        self.state.flags.no_cpython_wrapper = self.state.flags.no_compile = True
        self.state.library = Part(self.state.targetctx.codegen(), func.__qualname__)
        return super().compile_extra(func)


class Kernel(CPUDispatcher):
    """A kernel as other kernels call it; what Python calls is its twin, `entry`."""

    def __init__(self, py_func: Any, locals: Any = None, targetoptions: Any = None) -> None:
        super().__init__(py_func, locals or {}, targetoptions, pipeline_class=Lowered)
        self._disk: Any = NullCache()

    def enable_caching(self) -> None:
        """Keep the machine code of the twin on disk."""
        self._disk = FunctionCache(self.py_func)

    @cached_property
    def entry(self) -> CPUDispatcher:
        """The twin with machine code, made when Python first calls."""
        twin = CPUDispatcher(self.py_func, self.locals, self.targetoptions, pipeline_class=Whole)
        twin._cache = self._disk
        return twin

    def add_overload(self, cres: Any) -> None:
        """Make lowered code known to callers with all it needs; it stands where Numba keeps the machine code."""
        part = cres.library
        self.targetctx.insert_user_function(part, cres.fndesc, [part, *part.needed])
        self.overloads[tuple(cres.signature.args)] = cres._replace(entry_point=part)

    @global_compiler_lock
    def _compile_for_args(self, *args: Any, **kws: Any) -> Any:
        """Called by Numba where Python's arguments have no machine code yet.

        Under the lock, so that two threads never insert the same code: of two equal ones Numba finds neither.
        """
        known = len(self.entry.overloads)
        code = self.entry._compile_for_args(*args, **kws)
        for types, cres in list(self.entry.overloads.items())[known:]:
            self._insert([t._code for t in types], cres.entry_point, False)
        return code
