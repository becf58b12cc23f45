"""Time of one month of external and economy rooms, compiled. Run: python benchmarks/economy_month.py"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from economies import Economy, country, made_up, path

from winset.economy.exchange_rate import exchange_rate
from winset.economy.exports import exports
from winset.economy.fiscal import fiscal
from winset.economy.households import households
from winset.economy.ledger import ledger
from winset.economy.network import network
from winset.economy.prices import prices
from winset.economy.rents import rents
from winset.economy.sovereign_spread import sovereign_spread
from winset.external.evasion import evasion
from winset.external.package import package
from winset.kernel import kernel


@kernel
def months(state, inputs, row, posts, p, n):
    """`n` months under one row of the path."""
    e, x, policy = state.economy, state.external, state.polity.policy
    for _ in range(n):
        package(x, row, inputs, p.package)
        evasion(x, policy, inputs, p.evasion)
        exports(e, x, inputs, p.exports)
        exchange_rate(e, x, inputs, p.exchange_rate)
        network(e, x, inputs, p.network)
        prices(e, x, inputs, p.prices)
        rents(e, x, inputs, p.rents)
        fiscal(e, x, policy, inputs, p.fiscal)
        sovereign_spread(e, x, inputs, p.sovereign_spread)
        ledger(e, x, posts, inputs, p.rents)
        households(e, inputs)


def main() -> None:
    """Print microseconds a month, at rest and under pressure."""
    for cover in (0.0, 0.4):
        economy = Economy(country(made_up()))
        row = path(1)[0]
        row["imports"], row["exports"], row["finance"] = cover, cover, cover
        args = (economy.state, economy.inputs, row, economy.posts, economy.params)
        months(*args, 2)
        best = min(_timed(args) for _ in range(7))
        print(f"coverage {cover}: {best:.2f} microseconds a month; output {economy.state.economy.production.gdp:.3f}")


def _timed(args: tuple, n: int = 20000) -> float:
    start = time.perf_counter()
    months(*args, n)
    return (time.perf_counter() - start) / n * 1e6


if __name__ == "__main__":
    np.seterr(all="raise")
    main()
