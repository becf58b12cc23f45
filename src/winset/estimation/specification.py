"""Which regressors enter which utility, written as formulas, and their translation into a design.

    outcomes: [sq, cd, sf, bd]        # columns with the number of times that each ending was observed
    game: gameID                      # optional: the column that names a game
    utilities:                        # sides of a formula; 1 is the constant, `0 +` leaves it out
      SA: 0 + sqrt(senderecondep) + contig
      VA: 1 + anticipatedsendercosts
    fixed: {VB: 1}                    # optional: utilities normalised to a number other than zero

Utilities that are not named are zero. Formulas follow formulaic (Wilkinson notation), and know sqrt, log, exp and abs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from winset.estimation.design import UTILITIES, Design, EstimationError, Vector

_CONTEXT = {"sqrt": np.sqrt, "log": np.log, "exp": np.exp, "abs": np.abs}
_KEYS = {"outcomes", "game", "utilities", "fixed"}


@dataclass(frozen=True)
class Specification:
    """Formulas by utility, the outcome columns in the order SQ, CD, SF, BD, and normalised utilities; their origin."""

    utilities: Mapping[str, str]
    outcomes: tuple[str, str, str, str] = ("sq", "cd", "sf", "bd")
    game: str | None = None
    fixed: Mapping[str, float] = field(default_factory=dict)
    origin: str = "specification"
    places: Mapping[str, str] = field(default_factory=dict)

    def place(self, utility: str) -> str:
        """Where a utility was written: file, line and column if that is known."""
        return self.places.get(utility, self.origin)


PUBLISHED = Specification(
    utilities={
        "SA": "0 + sqrt(senderecondep) + senderdemocracy + contig + ally",
        "VA": "1 + anticipatedsendercosts",
        "CB": "1 + sqrt(targetecondep) + anticipatedtargetcosts + contig + ally",
        "barWA": "1 + sqrt(senderecondep) + senderdemocracy + lncaprat",
        "barWB": "1 + targetdemocracy + lncaprat",
        "bara": "1 + senderdemocracy",
    },
    game="gameID",
    origin="published specification",
)


def from_formula(text: str) -> Specification:
    """`sq + cd + sf + bd ~ SA | VA | CB | barWA | barWB | bara | VB`; 0 stands for a utility of zero.

    The last part may be left out. Raises EstimationError.
    """
    left, tilde, right = text.partition("~")
    outcomes = [name.strip() for name in left.split("+")]
    parts = [part.strip() for part in right.split("|")]
    if not tilde or len(outcomes) != 4 or len(parts) not in (6, 7):
        raise EstimationError(
            f"from_formula: text must read 'sq + cd + sf + bd ~ {' | '.join(UTILITIES)}' with 4 outcomes and 6 or 7 "
            f"utilities (got {len(outcomes)} and {len(parts)})"
        )
    utilities = {name: part for name, part in zip(UTILITIES, parts) if part not in ("0", "")}
    a, b, c, d = outcomes
    return Specification(utilities, (a, b, c, d), origin="formula")


def read_specification(path: str | Path) -> Specification:
    """The specification in a YAML file. Raises EstimationError with file, line and column of a fault."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError

    try:
        tree = YAML(typ="rt").load(Path(path).read_text(encoding="utf-8"))
    except OSError as error:
        raise EstimationError(f"{path}: cannot be read ({error.strerror})") from None
    except (MarkedYAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f":{mark.line + 1}:{mark.column + 1}" if mark else ""
        raise EstimationError(f"{path}{where}: is not YAML ({getattr(error, 'problem', error)})") from None
    if not isinstance(tree, Mapping):
        raise EstimationError(f"{path}:1:1: must be a mapping with the keys {', '.join(sorted(_KEYS))}")
    return _checked(tree, str(path))


def _checked(tree: Any, path: str) -> Specification:
    _known(tree, _KEYS, path, "key")
    utilities, fixed = tree.get("utilities") or {}, tree.get("fixed") or {}
    outcomes = tree.get("outcomes", list(PUBLISHED.outcomes))
    for name, part in (("utilities", utilities), ("fixed", fixed)):
        if not isinstance(part, Mapping):
            raise EstimationError(f"{_place(tree, name, path)}: {name} must be a mapping (got {part!r})")
        _known(part, set(UTILITIES), path, "utility")
    if not utilities:
        raise EstimationError(f"{path}:1:1: utilities must name at least one utility of {', '.join(UTILITIES)}")
    if not isinstance(outcomes, list) or len(outcomes) != 4:
        raise EstimationError(f"{_place(tree, 'outcomes', path)}: outcomes must list four columns (got {outcomes!r})")
    for name, value in fixed.items():
        if isinstance(value, bool) or not isinstance(value, int | float) or not np.isfinite(value):
            raise EstimationError(f"{_place(fixed, name, path)}: fixed.{name} must be a number (got {value!r})")
    a, b, c, d = map(str, outcomes)
    game = tree.get("game")
    formulas = {str(name): str(text) for name, text in utilities.items()}
    numbers = {str(name): float(value) for name, value in fixed.items()}
    places = {str(name): _place(utilities, name, path) for name in utilities}
    return Specification(formulas, (a, b, c, d), None if game is None else str(game), numbers, path, places)


def _known(tree: Any, names: set[str], path: str, kind: str) -> None:
    for key in tree:
        if key not in names:
            hint = suggestion(str(key), names)
            raise EstimationError(f"{_place(tree, key, path)}: {kind} must be one of {', '.join(sorted(names))}{hint}")


def _place(tree: Any, key: str, path: str) -> str:
    line, column = tree.lc.key(key)
    return f"{path}:{line + 1}:{column + 1}"


def suggestion(name: str, known: Any) -> str:
    """` (got x; did you mean y?)`."""
    close = get_close_matches(name, [str(k) for k in known], 1, 0.5)
    return f" (got {name}; did you mean {close[0]}?)" if close else f" (got {name})"


def regressors(specification: Specification, frame: pd.DataFrame, source: str) -> tuple[Vector, list[int], list[str]]:
    """Columns (D, K) of all utilities in the order UTILITIES, the utility of each, and names; EstimationError."""
    columns: list[Vector] = []
    utility: list[int] = []
    names: list[str] = []
    for index, name in enumerate(UTILITIES):
        if name in specification.utilities:
            table = _matrix(specification.utilities[name], name, specification, frame, source)
            columns += [table[c].to_numpy(dtype=float) for c in table]
            utility += [index] * table.shape[1]
            names += [f"{name}:{'(Intercept)' if c == 'Intercept' else c}" for c in table]
    return np.column_stack(columns) if columns else np.zeros((len(frame), 0)), utility, names


def _matrix(formula: str, name: str, spec: Specification, frame: pd.DataFrame, source: str) -> pd.DataFrame:
    try:
        from formulaic import Formula, model_matrix
        from formulaic.errors import FormulaicError
    except ImportError:
        raise EstimationError("estimation needs the extra: pip install 'winset[estimation]'") from None
    where = spec.place(name)
    if "~" in formula or "|" in formula:
        raise EstimationError(f"{where}: {name} must be one side of a formula (got {formula!r})")
    try:
        needed = {str(v).split(".")[0] for v in Formula(formula).required_variables} - set(_CONTEXT)
    except (FormulaicError, SyntaxError) as error:
        raise EstimationError(f"{where}: {name} must be a formula (got {formula!r}: {_first(error)})") from None
    for variable in sorted(needed):
        if variable not in frame:
            hint = suggestion(variable, frame.columns)
            raise EstimationError(f"{where}: {name} must use columns of {source}{hint}; add it or drop the term")
    try:
        with np.errstate(all="ignore"):
            table = pd.DataFrame(model_matrix(formula, frame, context=_CONTEXT, na_action="ignore"))
    except (FormulaicError, ValueError, TypeError) as error:
        raise EstimationError(f"{where}: {name} cannot be computed from {source} ({_first(error)})") from None
    bad = np.argwhere(~np.isfinite(table.to_numpy(dtype=float)))
    if bad.size:
        row, column = bad[0]
        raise EstimationError(
            f"{source}:{line(frame, row)}: {name}:{table.columns[column]} must be a finite number there; "
            "mend the row or the transformation"
        )
    return table


def _first(error: Exception) -> str:
    """The first line of a message."""
    return str(error).splitlines()[0]


def line(frame: pd.DataFrame, row: int) -> int:
    """The line of a row in its file, blank lines counted; the header is line 1."""
    lines = frame.attrs.get("lines")
    return int(lines[row]) if lines and len(lines) == len(frame) else int(row) + 2


def build(specification: Specification, frame: pd.DataFrame, counts: Vector, source: str = "data") -> Design:
    """The design of a specification on a table whose counts (D, 4) were checked. Raises EstimationError."""
    table, utility, names = regressors(specification, frame, source)
    label = specification.game if specification.game in frame else None
    labels = tuple(map(str, frame[label])) if label else tuple(str(i) for i in range(1, len(frame) + 1))
    fixed = tuple(float(specification.fixed.get(name, 0.0)) for name in UTILITIES)
    return Design(counts, table, np.array(utility, dtype=np.intp), tuple(names), labels, fixed)
