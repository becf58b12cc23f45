"""winset: what sanctions do inside the country they hit.

A scenario file goes in; probabilities of who holds, who pays, who gains and what is conceded come out.
"""

__version__ = "0.1.0"

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from winset.ensemble.run import Run, run
    from winset.scenario import load

__all__ = ["Run", "__version__", "load", "run"]


def __getattr__(name: str) -> Any:
    if name in ("run", "Run"):
        from winset.ensemble import run as module

        return getattr(module, name)
    if name == "load":
        from winset.scenario import load

        return load
    raise AttributeError(f"module 'winset' has no attribute {name!r}")
