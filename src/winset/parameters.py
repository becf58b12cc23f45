"""The parameter table: `parameters.csv` read once, by the code and by the docs.

A row is `mechanism.name`; its sub-record in `PARAMETERS` is what the mechanism receives. `prior`
is `fixed`, `normal(sd)`, `lognormal(sd of log)` (median: the default) or `uniform`, each truncated
to [lower, upper]. `tier` is literature, case, chosen or fitted (MODEL.md section 6).
"""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources

import numpy as np

from winset.errors import ParameterError
from winset.streams import PARAMETER_MONTH, name_key, uniforms
from winset.types import record

TIERS = ("literature", "case", "chosen", "fitted")
_PRIOR = re.compile(r"(fixed|uniform|normal|lognormal)(?:\(([0-9.]+)\))?")


@dataclass(frozen=True)
class Parameter:
    """One row of the table; `spread` is the argument of the prior (0 when it has none)."""

    name: str
    symbol: str
    unit: str
    default: float
    lower: float
    upper: float
    prior: str
    spread: float
    tier: str
    source: str


def _parse(row: Mapping[str, str], line: int) -> Parameter:
    where = f"parameters.csv:{line}: {row['name']}"
    match = _PRIOR.fullmatch(row["prior"])
    if not match or (match[1] in ("normal", "lognormal")) != bool(match[2]):
        raise ParameterError(
            f"{where} prior must be fixed, uniform, normal(sd) or lognormal(sd) (got {row['prior']!r})"
        )
    if row["tier"] not in TIERS:
        raise ParameterError(f"{where} tier must be one of {', '.join(TIERS)} (got {row['tier']!r})")
    default, lower, upper = (float(row[column]) for column in ("default", "lower", "upper"))
    if not lower <= default <= upper:
        raise ParameterError(f"{where} default must lie between {lower} and {upper} (got {default})")
    if match[1] == "lognormal" and (lower < 0 or default <= 0):
        raise ParameterError(f"{where} default must be positive under a lognormal prior (got {default})")
    return Parameter(
        row["name"], row["symbol"], row["unit"], default, lower, upper,
        match[1], float(match[2] or 0), row["tier"], row["source"],
    )  # fmt: skip


def parse(text: str) -> tuple[Parameter, ...]:
    """Parameters of a table in CSV; ParameterError names line, row, field and what was found."""
    lines = list(csv.DictReader(text.splitlines()))
    table = tuple(_parse(row, i) for i, row in enumerate(lines, start=2))
    names = [p.name for p in table]
    for name in names:
        if names.count(name) > 1:
            raise ParameterError(f"parameters.csv: {name} must appear once (got {names.count(name)} rows)")
    return table


def fit(rows: tuple[Parameter, ...], text: str) -> tuple[Parameter, ...]:
    """The rows with centre and spread of those that were fitted, from a table in CSV (name, default, spread)."""
    known = {p.name: p for p in rows}
    found: dict[str, dict[str, str]] = {}
    for line, row in enumerate(csv.DictReader(text.splitlines()), start=2):
        p, name = known.get(row["name"]), row["name"]
        whole = p is not None and p.spread and p.lower <= float(row["default"]) <= p.upper
        if not whole or name in found or not float(row["spread"]) > 0.0:
            raise ParameterError(
                f"fitted.csv:{line}: {name} must be a parameter with a prior, once, within its bounds and with a "
                f"spread above 0 (got {row['default']}, {row['spread']})"
            )
        found[name] = row
    return tuple(
        replace(p, default=float(found[p.name]["default"]), spread=float(found[p.name]["spread"]), tier="fitted")
        if p.name in found
        else p
        for p in rows
    )


def digest() -> str:
    """Hexadecimal digest of the tables that parameters are drawn from."""
    files = (resources.files("winset").joinpath(name) for name in ("parameters.csv", "fitted.csv"))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:16]


@cache
def table(fitted: bool = True) -> tuple[Parameter, ...]:
    """The packaged table; what was fitted (tools/fit.py) as it was before the fit where `fitted` is False."""
    rows = parse(resources.files("winset").joinpath("parameters.csv").read_text())
    return fit(rows, resources.files("winset").joinpath("fitted.csv").read_text()) if fitted else rows


def _dtype() -> np.dtype:
    groups: dict[str, dict[str, int]] = {}
    for p in table(fitted=False):
        mechanism, name = p.name.split(".")
        groups.setdefault(mechanism, {})[name] = 0
    return record(**{mechanism: record(**names) for mechanism, names in groups.items()})


PARAMETERS = _dtype()


def check_overrides(overrides: Mapping[str, float]) -> None:
    """Raise ParameterError when a name is unknown or a value lies outside its bounds."""
    known = {p.name: p for p in table()}
    for name, value in overrides.items():
        if name not in known:
            near = sorted(n for n in known if n.split(".")[-1] == name.split(".")[-1])
            hint = f"; did you mean {', '.join(near)}?" if near else ""
            raise ParameterError(f"parameter {name} must be in parameters.csv (got an unknown name{hint})")
        p = known[name]
        if not p.lower <= value <= p.upper:
            raise ParameterError(f"parameter {name} must lie between {p.lower} and {p.upper} (got {value})")


def _quantile(p: Parameter, u: np.ndarray, scale: float) -> np.ndarray:
    from scipy.special import ndtr, ndtri

    if p.prior == "fixed":
        return np.full_like(u, p.default)
    if p.prior == "uniform":
        return p.lower + (p.upper - p.lower) * u
    log = p.prior == "lognormal"
    centre, low, high = (np.log(v) if log and v > 0 else -np.inf if log else v for v in (p.default, p.lower, p.upper))
    width = scale * p.spread
    a, b = ndtr((low - centre) / width), ndtr((high - centre) / width)
    value = centre + width * ndtri(a + (b - a) * u)
    return np.clip(np.exp(value) if log else value, p.lower, p.upper)


def draw(
    seed: int,
    samples: np.ndarray,
    overrides: Mapping[str, float] | None = None,
    spread: float = 1.0,
    fitted: bool = True,
) -> np.ndarray:
    """Parameter records for the given sample numbers, shape (n,), dtype PARAMETERS.

    A sample's value depends on seed, sample number and parameter name alone. `overrides` pins
    parameters at values (ParameterError if unknown or out of bounds). `spread` multiplies the width of
    priors (of a uniform one nothing changes); at 0 every parameter stands at its default. `fitted` False draws what was
    fitted from its prior before the fit.
    """
    overrides = dict(overrides or {})
    check_overrides(overrides)
    out = np.zeros(len(samples), PARAMETERS)
    for p in table(fitted):
        mechanism, name = p.name.split(".")
        if p.name in overrides:
            out[mechanism][name] = overrides[p.name]
        elif spread:
            out[mechanism][name] = _quantile(p, uniforms(seed, samples, PARAMETER_MONTH, 0, name_key(p.name)), spread)
        else:
            out[mechanism][name] = p.default
    return out
