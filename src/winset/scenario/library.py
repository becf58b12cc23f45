"""Where scenario files are: the packaged cases by slug, and files by path."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from winset.errors import ScenarioError

CASES = Path(__file__).resolve().parents[1] / "scenarios"
SUFFIXES = (".yaml", ".yml")


@dataclass(frozen=True)
class Found:
    """A scenario file: where it is, how messages call it, and the slug of the case."""

    path: Path
    name: str
    slug: str


def slugs(root: Path = CASES) -> list[str]:
    """Slugs of the packaged cases, sorted."""
    return sorted(path.relative_to(root).with_suffix("").as_posix() for path in root.rglob("*.yaml"))


def find(slug_or_path: str | Path) -> Found:
    """The file that a slug or a path names; ScenarioError when there is none."""
    words = str(slug_or_path)
    path = Path(slug_or_path)
    if path.is_file():
        return Found(path, words, path.stem)
    if words in slugs():
        return Found(CASES / f"{words}.yaml", words, words)
    if path.is_dir():
        raise ScenarioError([f"{words}: the scenario must be a file or a packaged case{near(words)} (got a directory)"])
    if path.suffix in SUFFIXES:
        raise ScenarioError([f"{words}: the scenario must be an existing file (got no such file)"])
    hint = near(words) or ", and `winset list` shows those"
    if words.startswith(("runs/", ".", "/")):
        raise ScenarioError([f"{words}: must be a run folder, a file or a packaged case (got no such file or folder)"])
    raise ScenarioError([f"{words}: the scenario must be a file or a packaged case{hint} (got neither of them)"])


def near(words: str) -> str:
    """`; did you mean iran/2012 or iran/2018?`: all cases of the country, or of those whose names are near."""
    known = slugs()
    country = words.lower().replace(" ", "-").replace("_", "-").split("/")[0]
    names = sorted({slug.split("/")[0] for slug in known})
    countries = [country] if country in names else get_close_matches(country, names, n=2, cutoff=0.6)
    found = [slug for name in countries for slug in known if slug.split("/")[0] == name]
    if not found:
        return ""
    listed = " or ".join(filter(None, (", ".join(found[:-1]), found[-1])))
    return f"; did you mean {listed}? `winset list` shows all"


def text_of(found: Found) -> str:
    """The text of a file; ScenarioError when it cannot be read or is not UTF-8."""
    try:
        return found.path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        got = f"byte 0x{error.object[error.start]:02x} at {error.start}"
        raise ScenarioError([f"{found.name}:1:1: the file must be UTF-8 text (got {got})"]) from None
    except OSError as error:
        raise ScenarioError([f"{found.name}: the file must be readable (got {error.strerror})"]) from None


def head(slug: str, rooms: tuple[str, ...] = ("title", "target", "period", "as_of")) -> dict[str, object]:
    """The first lines of a packaged case and the mode of its package, without reading the rest of it."""
    from winset.scenario.document import parse, plain

    text = (CASES / f"{slug}.yaml").read_text(encoding="utf-8")
    blocks = {block.split(":", 1)[0]: block for block in re.split(r"(?m)^(?=[a-z_]+:)", text)}
    out: dict[str, object] = plain(parse("".join(blocks[room] for room in blocks if room in rooms), slug).data)
    mode = re.search(r"(?m)^ +mode: *(\w+)", blocks.get("package", ""))
    return out | {"mode": mode[1] if mode else "scripted"}
