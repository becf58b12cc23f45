"""What a run was asked for; everything that its bits depend on besides the scenario and the code."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from difflib import get_close_matches
from typing import Any

from winset.errors import RunError
from winset.parameters import check_overrides
from winset.simulate.run import CONCEPTS, POLICIES
from winset.simulate.schedule import MECHANISMS

FULL_PATHS = 10_000
"""Up to this many draws every month is kept; above, every twelfth."""


@dataclass(frozen=True)
class Settings:
    """Draws, seed and switches of a run; RunError names the field that is out of range.

    `off` may be given as names in a sequence, as one text with commas, or both; it is kept as a tuple of names.
    """

    draws: int = 1000
    seed: int = 1
    months: int | None = None
    off: tuple[str, ...] = ()
    coalition: str = "self_enforcing"
    policy: str = "nash"
    pressure: float = 1.0
    spread: float = 1.0
    fitted: bool = True
    parameters: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not 1 <= self.draws <= 10_000_000:
            raise RunError(f"draws must be between 1 and 10,000,000 (got {self.draws})")
        if not 0 <= self.seed < 2**63:
            raise RunError(f"seed must be between 0 and 2**63 - 1 (got {self.seed})")
        if self.months is not None and not 1 <= self.months <= 600:
            raise RunError(f"months must be between 1 and 600 (got {self.months})")
        if not 0.0 <= self.pressure <= 10.0:
            raise RunError(f"pressure must be between 0 and 10 (got {self.pressure})")
        if not 0.0 <= self.spread <= 10.0:
            raise RunError(f"spread must be between 0 and 10 (got {self.spread})")
        if self.coalition not in CONCEPTS:
            raise RunError(f"coalition must be one of {', '.join(CONCEPTS)} (got {self.coalition})")
        if self.policy not in POLICIES:
            raise RunError(f"policy must be one of {', '.join(POLICIES)} (got {self.policy})")
        object.__setattr__(self, "off", mechanism_names(self.off))
        check_overrides(self.parameters)

    @property
    def rules(self) -> int:
        """Number of the rules for coalitions and for policy, as the engine takes it."""
        return CONCEPTS.index(self.coalition) + len(CONCEPTS) * POLICIES.index(self.policy)

    @property
    def every(self) -> int:
        """Months between two that are kept."""
        return 1 if self.draws <= FULL_PATHS else 12

    @property
    def chunk(self) -> int:
        """Draws per chunk: even, so that a pair that shares parameters stays together."""
        return max(2, min(200, self.draws // 8 // 2 * 2))

    def as_dict(self) -> dict[str, Any]:
        """Plain values for the run folder."""
        return {**asdict(self), "off": list(self.off)}


def mechanism_names(off: str | Iterable[str]) -> tuple[str, ...]:
    """Names of mechanisms from texts that may hold several, separated by commas; RunError for an unknown one."""
    given = [off] if isinstance(off, str) else list(off or ())
    wrong = next((text for text in given if not isinstance(text, str)), None)
    if wrong is not None:
        raise RunError(f"off must be names of mechanisms (got {wrong!r})")
    names = [part.strip() for text in given for part in text.split(",") if part.strip()]
    for name in names:
        if name not in MECHANISMS:
            near = get_close_matches(name, MECHANISMS, n=1, cutoff=0.5)
            hint = f"; did you mean {near[0]}?" if near else ""
            raise RunError(f"off must name mechanisms among {', '.join(MECHANISMS)}{hint} (got {name})")
    return tuple(dict.fromkeys(names))
