"""The Python in the pages of the games' solvers runs as it stands, each page from its first block to its last.

A block is plain code that asserts what it shows, or a session with `>>>` whose output is compared.
"""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest

from winset import games

ROOT = Path(__file__).resolve().parents[2]
PAGES = [p for p in sorted((ROOT / "docs" / "reference" / "games").glob("*.md")) if p.stem != "index"]
_BLOCK = re.compile(r"^```(?:python|pycon)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def run_block(source: str, scope: dict[str, object], page: str, line: int) -> None:
    """Run one block in the page's scope; AssertionError, or what the block raises, names page and line."""
    if ">>> " not in source:
        # blank lines in front, so that a traceback names the line of the page
        exec(compile("\n" * line + source, page, "exec"), scope)
        return
    case = doctest.DocTestParser().get_doctest(source, {}, page, page, line)
    case.globs = scope
    said: list[str] = []
    failed = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(
        case, out=said.append, clear_globs=False
    )
    assert not failed.failed, "".join(said)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.stem)
def test_example_of_a_page_runs(page, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    text, scope = page.read_text(), {"__name__": page.stem}
    found = [(text[: m.start(1)].count("\n"), m[1]) for m in _BLOCK.finditer(text)]
    assert found, "a solver's page has an example"
    checks = sum(("assert " in source) or (">>> " in source) for _, source in found)
    assert checks, "the example says what comes out"
    for line, source in found:
        run_block(source, scope, str(page), line)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.stem)
def test_page_is_named_after_its_solver(page):
    assert hasattr(games, page.stem)
    assert page.stem in page.read_text().splitlines()[0]


def test_every_page_is_in_the_index_and_in_the_menu():
    index = (ROOT / "docs" / "reference" / "games" / "index.md").read_text()
    menu = (ROOT / "mkdocs.yml").read_text()
    assert not [p.stem for p in PAGES if f"]({p.name})" not in index]
    assert not [p.stem for p in PAGES if f"reference/games/{p.name}" not in menu]


def test_links_of_the_pages_lead_somewhere():
    pages = [*PAGES, PAGES[0].with_name("index.md"), ROOT / "docs" / "index.md"]
    links = [(p, link) for p in pages for link in re.findall(r"\]\(([^)#\s]+\.md)\)", p.read_text())]
    assert not [link for page, link in links if not (page.parent / link).exists()]


@pytest.mark.parametrize("source", ["assert 1 + 1 == 3", ">>> 1 + 1\n3\n"])
def test_a_wrong_block_is_noticed(source):
    with pytest.raises(AssertionError):
        run_block(source, {}, "page", 0)


def test_blocks_share_a_scope():
    scope: dict[str, object] = {}
    run_block("a = 2", scope, "page", 0)
    run_block(">>> b = a + 1\n>>> b\n3\n", scope, "page", 0)
    run_block("assert b == 3", scope, "page", 0)
