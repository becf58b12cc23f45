"""Where the original data lie, and how a block of figures is written into a case file.

Every derived figure of the packaged cases stands between two comment lines, `# generated: NAME` and
`# end generated`. The scripts of this folder recompute the lines between them from the original
publications (folder named by the environment variable WINSET_SHARED); the test
`tests/published/test_case_figures.py` compares the two, so no derived figure is without its rule.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

SECTORS = (
    "agriculture", "mining", "food", "light_industry", "chemicals", "metals", "machinery",
    "utilities", "construction", "trade", "transport", "business", "public",
)  # fmt: skip
ORIGINS = ("west", "china", "other")
START = re.compile(r"^( *)# generated: (\w+)$")
STOP = re.compile(r"^ *# end generated$")


def shared() -> Path:
    """The folder with the original data; raises LookupError where WINSET_SHARED is not set."""
    name = os.environ.get("WINSET_SHARED")
    if not name:
        raise LookupError("WINSET_SHARED is not set: it names the folder that holds the original data")
    root = Path(name)
    return root if (root / "io").is_dir() else root / "data"


def case_path(case: str) -> Path:
    """The YAML file of a packaged case by its slug."""
    return Path(__file__).parents[2] / "src" / "winset" / "scenarios" / f"{case}.yaml"


def number(value: float, digits: int = 4) -> str:
    """A figure as it stands in the file: rounded, without trailing zeros."""
    text = f"{value:.{digits}f}".rstrip("0").rstrip(".")
    return "0" if text in ("", "-0") else text


def mapping(values: dict[str, float], digits: int = 4) -> str:
    """A one-line YAML mapping of figures."""
    return "{" + ", ".join(f"{k}: {number(v, digits)}" for k, v in values.items()) + "}"


def wrapped(values: dict[str, float], digits: int = 4, width: int = 100) -> list[str]:
    """A YAML mapping of figures in braces over several lines."""
    items = [f"{k}: {number(v, digits)}" for k, v in values.items()]
    lines, line = [], ""
    for item in items:
        if line and len(line) + len(item) + 2 > width:
            lines.append(line.rstrip() + "")
            line = ""
        line += item + ", "
    lines.append(line.rstrip(", "))
    return ["{"] + ["  " + line for line in lines] + ["}"]


def blocks_in(text: str) -> dict[str, list[str]]:
    """The generated blocks of a case file by name, lines without the block's own indentation."""
    found: dict[str, list[str]] = {}
    name, indent = None, ""
    for line in text.splitlines():
        opening = START.match(line)
        if opening:
            indent, name = opening.group(1), opening.group(2)
            found[name] = []
        elif STOP.match(line):
            name = None
        elif name is not None:
            found[name].append(line.removeprefix(indent))
    return found


def with_blocks(text: str, blocks: dict[str, list[str]]) -> str:
    """The text of a case file with every generated block replaced by its recomputed lines."""
    out: list[str] = []
    inside = False
    for line in text.splitlines():
        if STOP.match(line):
            inside = False
        if not inside:
            out.append(line)
        opening = START.match(line)
        if opening and opening.group(2) in blocks:
            inside = True
            out.extend((opening.group(1) + row).rstrip() for row in blocks[opening.group(2)])
    return "\n".join(out) + "\n"
