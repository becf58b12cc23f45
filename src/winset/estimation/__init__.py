"""Estimation of games from observed play: `from winset.estimation import crisis_game`.

Needs the extra `estimation` (formulaic for specifications, scikit-learn for first stages, Matplotlib for plots), which
is asked for when it is first used. Nothing is loaded before.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from winset.estimation import crisis_game

__all__ = ["crisis_game"]


def __getattr__(name: str) -> Any:
    """Load a family of estimators when it is first asked for."""
    if name == "crisis_game":
        from importlib import import_module

        return import_module("winset.estimation.crisis_game")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
