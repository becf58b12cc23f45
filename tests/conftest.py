"""Fixtures shared by every folder of tests."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from synthetic import synthetic_run as build


@pytest.fixture(scope="session")
def synthetic_run() -> SimpleNamespace:
    """A made-up run of 200 draws with the shape of a real one."""
    return build()
