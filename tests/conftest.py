"""Fixtures shared by every folder of tests."""

from __future__ import annotations

import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest
from synthetic import synthetic_run as build


@pytest.fixture(scope="session")
def synthetic_run() -> SimpleNamespace:
    """A made-up run of 200 draws with the shape of a real one."""
    return build()


@pytest.fixture
def copied_package(tmp_path: Path) -> Path:
    """A folder for PYTHONPATH that holds a copy of the package, to be edited."""
    import winset

    root = tmp_path / "copy"
    shutil.copytree(Path(winset.__file__).parent, root / "winset", ignore=shutil.ignore_patterns("__pycache__"))
    return root
