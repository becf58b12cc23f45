"""A game of the catalogue as a frozen record that can be solved and compared with what was published."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

KINDS = ("published", "closed form", "recomputed")


@dataclass(frozen=True)
class Source:
    """Where the game or its answer comes from; `seen` is False where it was not opened."""

    citation: str
    seen: bool
    note: str = ""


@dataclass(frozen=True)
class Answer:
    """An expected `value`, in the units of the result, within the absolute `tolerance`.

    `of` is the dotted path from the solver's result ("" is the result itself): `selected.cuts`, `profile.0`.
    """

    value: Any
    tolerance: float
    of: str
    kind: str
    note: str = ""

    def found(self, result: Any) -> Any:
        """The part of a result that the answer speaks of."""
        for name in self.of.split(".") if self.of else ():
            result = result[int(name)] if name.lstrip("-").isdigit() else getattr(result, name)
        return result

    def gap(self, result: Any) -> float:
        """Largest absolute difference from the value; infinite where the shapes differ."""
        ours, published = np.asarray(self.found(result), float), np.asarray(self.value, float)
        if ours.shape != published.shape:
            return np.inf
        return float(np.abs(ours - published).max(initial=0.0))


@dataclass(frozen=True)
class CatalogueGame:
    """A published game: `solver` names a function of `winset.games`, `arguments` are what it takes.

    `players` are labels in the order of the arguments, empty where there are none.
    """

    slug: str
    title: str
    solver: str
    arguments: Mapping[str, Any]
    answers: tuple[Answer, ...]
    sources: tuple[Source, ...]
    players: tuple[str, ...] = ()
    note: str = ""

    @property
    def answer(self) -> Any:
        """The value of the first answer."""
        return self.answers[0].value

    @property
    def citation(self) -> str:
        """All sources, those not opened marked so."""
        return "; ".join(s.citation if s.seen else f"{s.citation} (not seen)" for s in self.sources)

    def solve(self) -> Any:
        """The solver's result on the game's arguments. Raises GameError."""
        return solver_named(self.solver)(**self.arguments)

    def gaps(self, result: Any | None = None) -> dict[str, float]:
        """Distance from each answer, as a multiple of its tolerance: at most 1 where it is met."""
        result = self.solve() if result is None else result
        keys = [a.of or "result" for a in self.answers]
        return {k: a.gap(result) / a.tolerance for k, a in zip(keys, self.answers, strict=True)}


def solver_named(name: str) -> Any:
    """The function of `winset.games` with a dotted name; AttributeError where there is none."""
    from winset import games

    found: Any = games
    for part in name.split("."):
        found = getattr(found, part)
    if not callable(found):
        raise AttributeError(name)
    return found
