"""Write the generated regions of MODEL.md and docs/reference, or check them.

    python docs/generate.py            rewrite what drifted, and name it
    python docs/generate.py --check    write nothing; exit 1 and name what drifted

A region stands between `<!-- generated:NAME -->` and `<!-- /generated:NAME -->`; NAME is a key of
`REGIONS`. Text outside the regions is written by hand and never touched.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

import rendering
import schema_pages
from rendering import PACKAGE, ROOT

# The checkout is described, whatever version of the package may be installed beside it.
sys.path.insert(0, str(PACKAGE.parent))

REGIONS = {**rendering.REGIONS, "scenario": schema_pages.scenario}
_REGION = re.compile(r"(<!-- generated:([a-z]+) -->\n).*?(<!-- /generated:\2 -->)", re.DOTALL)


def pages(root: Path = ROOT) -> list[Path]:
    """The Markdown files that may hold regions."""
    return [root / "MODEL.md", *sorted((root / "docs" / "reference").glob("*.md"))]


def render(text: str) -> str:
    """The text with every region rendered anew; KeyError names a region nobody renders."""
    return _REGION.sub(lambda m: f"{m[1]}\n{REGIONS[m[2]]()}\n\n{m[3]}", text)


def drifted(files: list[Path]) -> dict[Path, str]:
    """Files whose regions differ from the code, with the text they should have."""
    fresh = {path: render(path.read_text()) for path in files}
    return {path: text for path, text in fresh.items() if text != path.read_text()}


def main(arguments: list[str] | None = None) -> int:
    """Exit status: 0 when all is as the code says or was rewritten, 1 when --check found drift."""
    parser = argparse.ArgumentParser(description="Generate the tables of MODEL.md and docs/reference.")
    parser.add_argument("--check", action="store_true", help="write nothing, exit 1 on drift")
    check = parser.parse_args(arguments).check
    stale = drifted(pages())
    for path, text in stale.items():
        if not check:
            path.write_text(text)
        print(f"{'drifted' if check else 'wrote'}: {path.relative_to(ROOT)}")
    if check and stale:
        print("Generated docs differ from the code; run: python docs/generate.py", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
