"""The rules of AGENTS.md that a machine can hold."""

from __future__ import annotations

import ast
import csv
import re
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from winset import kernel, types

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "winset"
SOURCES = sorted(PACKAGE.rglob("*.py"))
TEXT = {".py", ".md", ".toml", ".csv", ".cff", ".yml", ".yaml", ".txt", ".bib", ".html", ".js", ".css", ""}


def files() -> list[Path]:
    """What git tracks or would track; outside a repository, what the source distribution holds."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    found = [ROOT / line for line in listed.stdout.splitlines()] or [*SOURCES, *ROOT.glob("*.*")]
    return [path for path in found if path.is_file()]


def functions() -> list[tuple[Path, ast.FunctionDef]]:
    """Every function of the package, methods included."""
    trees = [(path, ast.parse(path.read_text())) for path in SOURCES]
    return [(path, n) for path, tree in trees for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)]


def test_no_file_is_long():
    long = {str(p.relative_to(ROOT)): n for p in SOURCES if (n := len(p.read_text().splitlines())) > 400}
    assert not long


def test_no_function_is_long():
    long = {f"{p.name}:{n.name}": d for p, n in functions() if (d := n.end_lineno - n.lineno + 1) > 60}
    assert not long


def test_no_function_takes_more_than_eight_arguments():
    def count(n: ast.FunctionDef) -> int:
        return len(n.args.posonlyargs) + len(n.args.args) + len(n.args.kwonlyargs)

    # an option of a command is an argument of its function: Typer reads them there
    many = {f"{p.name}:{n.name}": count(n) for p, n in functions() if count(n) > 8 and p.parent.name != "cli"}
    assert not many


def test_names_say_what_a_file_is_about():
    forbidden = re.compile(r"(^|_)(helpers?|utils?|managers?|configs?|info)(_|$)")
    assert not [p for p in files() if p.suffix == ".py" and forbidden.search(p.stem)]


def test_every_folder_with_code_is_a_package():
    assert not [p.parent.name for p in SOURCES if not (p.parent / "__init__.py").exists()]


def test_every_kernel_is_in_the_digest_of_the_cache():
    uses = {p for p in SOURCES if re.search(r"^@kernel\b", p.read_text(), re.MULTILINE)}
    assert uses <= set(kernel.sources(PACKAGE))


def test_no_kernel_calls_itself():
    """Numba finds a function that calls itself by its machine code, and a kernel within a kernel has none."""
    for path, function in functions():
        if any(isinstance(mark, ast.Name) and mark.id == "kernel" for mark in function.decorator_list):
            called = {n.func.id for n in ast.walk(function) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)}
            assert function.name not in called, path


@pytest.mark.parametrize("name", ["STATE", "INPUTS", "PATH", "CASE"])
def test_no_field_is_hidden_by_an_attribute_of_the_record(name):
    """Uncompiled, `record.size` is NumPy's and not the field's."""
    taken = set(dir(np.record))
    parts = {part for path, _, _ in types.leaves(getattr(types, name)) for part in path.split(".")}
    assert not sorted(parts & taken)


def test_requirements_name_no_address():
    text = (ROOT / "requirements.txt").read_text()
    assert "--hash=sha256:" in text
    assert not re.search(r"://|--(extra-)?index|--find-links|--trusted-host", text)


def test_no_file_holds_a_path_of_a_machine_or_an_index():
    machine = re.compile(r"(?<![\w.}/$])/(home|root|Users|work|workspace|mnt)/[\w.]|[A-Z]:\\Users")
    index = re.compile(r"\b(pypi|registry|npmjs|pythonhosted|deb\.debian)\.[\w.]*(org|com)\b")
    found = [
        f"{path.relative_to(ROOT)}:{i}"
        for path in files()
        if path.suffix in TEXT and path.stat().st_size < 2_000_000
        for i, line in enumerate(path.read_text(errors="replace").splitlines(), start=1)
        if machine.search(line) or index.search(line)
    ]
    assert not found


def test_ci_runs_the_commands_of_the_readme():
    commands = re.findall(r"^```sh\n(.*?)^```$", (ROOT / "README.md").read_text(), re.DOTALL | re.MULTILINE)
    assert len(commands) == 2, "the README shows two commands"
    assert "pip install .\n" in commands[0]
    assert commands[0].rstrip().endswith("winset run iran/2012")
    assert "'.[test]'" in commands[1]
    assert commands[1].rstrip().endswith("pytest")
    gate = (ROOT / ".ci" / "run").read_text()
    assert "run_readme 1" in gate
    assert gate.rstrip().endswith("run_readme 2"), "pytest's closing line must be the last"


def test_generated_docs_are_those_of_the_code():
    command = [sys.executable, "docs/generate.py", "--check"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_check_of_generated_docs_finds_a_drift(tmp_path):
    shutil.copytree(ROOT / "docs", tmp_path / "docs", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "src").symlink_to(ROOT / "src")
    drifted = (ROOT / "MODEL.md").read_text().replace("<!-- /generated:state -->", "x\n<!-- /generated:state -->")
    (tmp_path / "MODEL.md").write_text(drifted)
    command = [sys.executable, "docs/generate.py", "--check"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 1
    assert "drifted: MODEL.md" in done.stdout
    assert "python docs/generate.py" in done.stderr
    assert (tmp_path / "MODEL.md").read_text() == drifted, "a check writes nothing"


def test_rows_are_numbered_and_have_a_status():
    with (ROOT / "docs" / "rows.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [int(r["row"]) for r in rows] == list(range(1, 55))
    assert {r["status"] for r in rows} <= {"built", "partly", "planned"}


def test_every_built_row_is_named_in_the_code():
    with (ROOT / "docs" / "rows.csv").open(newline="") as file:
        built = {int(r["row"]) for r in csv.DictReader(file) if r["status"] == "built"}
    text = " ".join(ast.get_docstring(ast.parse(p.read_text())) or "" for p in SOURCES)
    spans = re.findall(r"\b[Rr]ows? ([\d, and]+)", text)
    named = {int(n) for span in spans for n in re.findall(r"\d+", span)}
    assert built <= named


def test_every_source_in_the_bibliography_says_whether_it_was_seen():
    text = (ROOT / "docs" / "references.bib").read_text()
    keys = re.findall(r"^@\w+\{([^,]+),", text, re.MULTILINE)
    assert len(keys) == len(set(keys))
    assert len(keys) == len(re.findall(r"note = \{seen: (?:false|abstract|data|full)\}", text))


def test_version_stands_in_one_place():
    import winset

    literal = re.compile(rf"version\s*[=:]\s*[\"']?{re.escape(winset.__version__)}[\"']?\s*$", re.MULTILINE)
    holders = [p.name for p in files() if p.suffix in {".py", ".toml", ".cff"} and literal.search(p.read_text())]
    assert holders == [] or holders == ["__init__.py"]
