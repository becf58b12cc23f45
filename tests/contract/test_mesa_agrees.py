"""A Mesa model of a slice of the mechanisms and winset's kernels agree on shared random draws."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("mesa", reason="the Mesa model needs the test extra")

from benchmarks import mesa_model, slice_kernel
from benchmarks.slice import made_up, shared_draws


@pytest.mark.parametrize(("factions", "seed", "draws"), [(4, 1, 6), (5, 2, 6), (8, 3, 3), (8, 4, 3)])
def test_same_coalitions_and_the_same_powers(factions, seed, draws):
    data, shared = made_up(factions, seed), shared_draws(factions, draws, 36, seed)
    members, powers = mesa_model.run(data, shared, 0, draws)
    compiled_members, compiled_powers = slice_kernel.run(data, shared, 0, draws)
    np.testing.assert_array_equal(compiled_members, members)
    np.testing.assert_allclose(compiled_powers, powers, rtol=0, atol=1e-9)


def test_coalitions_do_change_in_the_slice():
    changes = 0
    for seed in (1, 2, 3, 4):
        members, _ = slice_kernel.run(made_up(8, seed), shared_draws(8, 20, 36, seed), 0, 20)
        changes += int((np.diff(members, axis=1) != 0).sum())
    assert changes > 20
