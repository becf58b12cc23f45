"""A made-up run with the shape of a real one, so that questions and pages are tested without a simulator.

Numbers are drawn to look like a seven-faction country under an oil embargo; they are no simulation of
anything.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np

FACTIONS: list[tuple[str, str, str, float, bool, float]] = [
    ("leader_office", "Office of the Supreme Leader", "executive", 0.28, True, 0.10),
    ("guards", "Revolutionary Guards", "security", 0.20, True, 0.03),
    ("bonyads", "Foundations (bonyads)", "finance", 0.10, True, 0.10),
    ("populists", "Populist officials", "party", 0.07, True, 0.05),
    ("technocrats", "Technocrats", "economic_managers", 0.12, False, 0.60),
    ("bazaar", "Bazaar merchants", "finance", 0.15, False, 0.35),
    ("industry", "Private industry", "industry", 0.08, False, 0.60),
]
SECTORS = (
    "agriculture",
    "mining",
    "food",
    "light_industry",
    "chemicals",
    "metals",
    "machinery",
    "utilities",
    "construction",
    "trade",
    "transport",
    "business",
    "public",
)
MONTHS = 84


def scenario() -> dict[str, Any]:
    """The parts of a scenario file that the answer layer reads."""
    start = np.datetime64("2010-01", "M")
    rate = {
        str(start + t): round(9800 * float(np.exp(0.0117 * t + 0.75 / (1 + np.exp((30 - t) / 3)))), 0)
        for t in range(22, 80)
        if t not in (40, 41, 42)
    }
    return {
        "schema_version": 1,
        "title": "A country under an oil embargo, 2010-2016",
        "target": {"name": "Synthetia", "iso3": "SYN"},
        "period": {"start": "2010-01", "months": MONTHS},
        "as_of": "2010-05-31",
        "scale": 1,
        "sources": {
            "weo": {"citation": "IMF, World Economic Outlook Database, October 2023.", "seen": True},
            "press": {"citation": "Press reports, recalled.", "seen": False},
        },
        "factions": [
            {
                "name": n,
                "label": label,
                "kind": kind,
                "leader": i == 0,
                "in_coalition": seat,
                "home_region": "capital",
                "power": {"value": power, "source": "press", "seen": False},
                "ideal": {"concession": ideal, "alignment": 0.4, "reform": 0.3},
            }
            for i, (n, label, kind, power, seat, ideal) in enumerate(FACTIONS)
        ],
        "institutions": {"regime": "personalist", "succession": ["2013-06"]},
        "economy": {
            "sectors": {s: {"value_added": 1 / 13, "output": 0.15} for s in SECTORS},
            "macro": {
                "trend_growth": 0.03,
                "base_inflation": {"value": 0.15, "source": "weo", "seen": True},
                "base_rate": 9800.0,
                "gdp_usd": 487.0,
                "reserves": 0.16,
            },
        },
        "regions": {
            "capital": {"population": 0.2, "output": 0.3, "sectors": {"mining": 0.0}, "dissent": 0.1},
            "south": {"population": 0.2, "output": 0.3, "sectors": {"mining": 0.8}, "dissent": 0.2},
            "rest": {"population": 0.6, "output": 0.4, "sectors": {"mining": 0.2}, "dissent": 0.1},
        },
        "senders": {"us": {"origin": "west"}, "eu": {"origin": "west"}},
        "package": {
            "mode": "scripted",
            "measures": [
                {
                    "date": "2010-07",
                    "sender": "us",
                    "channel": "finance",
                    "sectors": "all",
                    "coverage": 0.3,
                    "severity": 0.5,
                    "label": "Banking and gasoline measures",
                    "source": "press",
                    "seen": False,
                },
                {
                    "date": "2012-07",
                    "sender": "eu",
                    "channel": "export",
                    "sectors": ["mining"],
                    "coverage": 1.0,
                    "severity": 1.0,
                    "label": "Oil embargo",
                    "source": "press",
                    "seen": False,
                },
            ],
            "demands": [
                {"date": "2010-01", "level": 0.85, "credibility": 0.4},
                {"date": "2013-03", "level": 0.6, "credibility": 0.75},
            ],
            "threats": [{"date": "2011-11", "sender": "us", "label": "Embargo announced"}],
        },
        "world_market": {"persistence": 0.9, "volatility": 0.05, "path": {"2010-01": 77.1, "2010-02": 74.9}},
        "history": {
            "series": {
                "gdp": {
                    "unit": "index, base year = 1",
                    "frequency": "year",
                    "source": "weo",
                    "values": {2010: 1.0, 2011: 1.026, 2012: 0.988, 2013: 0.973, 2014: 1.02, 2015: 1.01},
                },
                "inflation": {
                    "unit": "fraction per year",
                    "frequency": "year",
                    "source": "weo",
                    "values": {2010: 0.10, 2011: 0.21, 2012: 0.31, 2013: 0.35, 2014: 0.16, 2016: 0.09},
                },
                "market_rate": {
                    "unit": "local per USD",
                    "frequency": "month",
                    "source": "press",
                    "values": rate,
                },
            },
            "events": [
                {
                    "date": "2012-07-01",
                    "label": "Oil embargo in force",
                    "kind": "sanction",
                    "source": "press",
                    "seen": False,
                },
                {
                    "date": "2012-10-03",
                    "label": "Currency protests in the bazaar",
                    "kind": "street",
                    "source": "press",
                    "seen": False,
                },
                {
                    "date": "2013-06-14",
                    "label": "Moderate wins the presidency",
                    "kind": "coalition",
                    "source": "press",
                    "seen": False,
                },
                {
                    "date": "2013-11-24",
                    "label": "Interim deal",
                    "kind": "deal",
                    "source": "press",
                    "seen": False,
                },
                {
                    "date": "2015-07-14",
                    "label": "Final deal",
                    "kind": "deal",
                    "source": "press",
                    "seen": False,
                },
            ],
            "outcome": {
                "compliance": 4,
                "cohesion": -1,
                "leader": "stays",
                "ending": "settlement",
                "source": "press",
                "seen": False,
            },
        },
        "parameters": {},
    }


def _walk(rng: np.random.Generator, draws: int, scale: float) -> np.ndarray:
    """Smooth noise (draw, month): a part shared by the pair that shares parameters and a part of its own."""
    own = rng.normal(size=(draws, MONTHS)).cumsum(axis=1) / np.sqrt(MONTHS)
    shared = np.repeat(rng.normal(size=((draws + 1) // 2, 1)), 2, axis=0)[:draws]
    return scale * (0.6 * own + 0.8 * shared * np.linspace(0, 1, MONTHS))


def _events(rng: np.random.Generator, draws: int, pressure: float) -> dict[str, np.ndarray]:
    """Per-draw outcomes: deals only under pressure, leader exits rare with and without it."""
    interim = (36 + rng.gamma(3.0, 9.0, draws)).astype(int)
    interim = np.where((interim < MONTHS) & (rng.random(draws) < 0.75 * pressure), interim, -1)
    final = np.where(interim >= 0, interim + rng.integers(6, 30, draws), MONTHS)
    kind = np.where(rng.random(draws) < 0.2, 1, 2)
    settled = final < MONTHS
    exits = rng.integers(0, 420, draws)
    return {
        "end_state": np.where(settled, kind, 4 if pressure else 0),
        "end_month": np.where(settled, final, -1),
        "interim_month": interim,
        "exit_month": np.where(exits < MONTHS, exits, -1),
        "exit_kind": np.where(exits < MONTHS, rng.choice([1, 1, 2, 3, 4], draws), 0),
        "resolved": rng.integers(0, 2, draws),
    }


def _coalition(rng: np.random.Generator, draws: int, chance: float) -> np.ndarray:
    """(draw, month, faction): at a random date technocrats and industry enter and guards or populists
    leave.
    """
    start = np.array([f[4] for f in FACTIONS], dtype=float)
    members = np.tile(start, (draws, MONTHS, 1))
    when = (24 + rng.gamma(4.0, 5.0, draws)).astype(int)
    for d in range(draws):
        if rng.random() < chance and when[d] < MONTHS:
            change = start.copy()
            change[4], change[6] = 1, rng.random() < 0.5
            change[1], change[3] = rng.random() < 0.6, rng.random() < 0.2
            members[d, when[d] :] = change
    return members


def arrays(draws: int = 200, seed: int = 7, pressure: float = 1.0) -> dict[str, np.ndarray]:
    """Every variable of the data contract that the answer layer reads, name -> array."""
    rng = np.random.default_rng(seed)
    t = np.arange(MONTHS)
    hit = pressure * (0.2 / (1 + np.exp(-(t - 8) / 2)) + 0.8 / (1 + np.exp(-(t - 31) / 2)))
    events = _events(rng, draws, pressure)
    relief = np.stack([(t > m) & (m >= 0) for m in events["interim_month"]]) * 0.3
    intensity = hit * (1 - relief)
    n = len(FACTIONS)
    out: dict[str, np.ndarray] = dict(events)
    out["intensity"], out["relief"], out["pressure"] = intensity, relief, intensity
    out["status"] = np.where(intensity > 0.05, 2.0, 0.0)
    out["concession"] = np.clip(0.09 + 0.55 * relief / 0.3 * 0.8 + 0.1 * hit + _walk(rng, draws, 0.08), 0, 1)
    out["output"] = 1 - 0.12 * intensity + _walk(rng, draws, 0.02)
    out["imports"] = 1 - 0.3 * intensity + _walk(rng, draws, 0.04)
    out["oil_volume"] = 1 - 0.45 * intensity + _walk(rng, draws, 0.04)
    out["market_rate"] = 0.8 * intensity + _walk(rng, draws, 0.2)
    out["official_rate"] = 0.5 * hit * (t > 40) + _walk(rng, draws, 0.05)
    out["price_level"] = np.cumsum(0.012 * intensity, axis=1) * 0.7 + _walk(rng, draws, 0.1)
    out["fiscal_gap"] = 0.03 * intensity + _walk(rng, draws, 0.005)
    out["unrest"] = np.clip(0.1 + 0.15 * intensity + _walk(rng, draws, 0.05), 0, 1)
    out["coalition"] = _coalition(rng, draws, 0.6 * pressure + 0.05)
    power = np.array([f[3] for f in FACTIONS])
    out["power"] = np.repeat(rng.dirichlet(20 * power, (draws + 1) // 2), 2, axis=0)[:draws, None, :] * np.ones(
        (1, MONTHS, 1)
    )
    loss = np.array([0.15, -0.04, 0.02, 0.1, 0.2, -0.02, 0.12])
    noise = np.stack([_walk(rng, draws, 0.06) for _ in range(n)], axis=2)
    out["income"] = -loss * intensity[..., None] + noise * (pressure > 0)
    for name, share in (
        ("scarcity_rent", [0.1, 0.2, 0.2, 0, 0, 0.4, 0.1]),
        ("allocation_rent", [0.2, 0.3, 0.3, 0.1, 0.1, 0, 0]),
        ("smuggling_rent", [0, 0.6, 0.1, 0, 0, 0.3, 0]),
    ):
        size = 0.012 * intensity[..., None] * np.exp(0.3 * rng.normal(size=(draws, 1, 1)))
        out[name] = size * np.array(share)
    logits = rng.normal(size=(draws, 1, n, 3)) + np.array([f[5] * 3 for f in FACTIONS])[:, None] * np.array(
        [-1.0, 1, 0.3]
    )
    logits = logits + np.array([0.8, 0, 0]) + relief[:, :, None, None] * np.array([-3.0, 3.0, 2.0])
    out["stance_probability"] = np.exp(logits) / np.exp(logits).sum(axis=3, keepdims=True)
    out["position"] = np.array([f[5] for f in FACTIONS]) + out["concession"][..., None] * 0.3
    out["household_income"] = -intensity[..., None] * np.array([0.14, 0.1, 0.05]) + _walk(rng, draws, 0.02)[..., None]
    sector = np.linspace(0.02, 0.3, len(SECTORS))
    out["sector_output"] = 1 - intensity[..., None] * sector + _walk(rng, draws, 0.02)[..., None]
    return {name: np.asarray(value, dtype=np.float32) for name, value in out.items()}


def coords() -> dict[str, Any]:
    """Coordinates in the order of the data contract."""
    return {
        "month": np.arange("2010-01", "2017-01", dtype="datetime64[M]"),
        "faction": [f[0] for f in FACTIONS],
        "household": ["poor", "middle", "better_off"],
        "sector": list(SECTORS),
        "stance": ["resist", "accommodate", "reframe"],
    }


DIMENSIONS = {
    "stance_probability": ("draw", "month", "faction", "stance"),
    "household_income": ("draw", "month", "household"),
    "sector_output": ("draw", "month", "sector"),
}


def dataset(values: dict[str, np.ndarray]) -> Any:
    """The same arrays as an xarray Dataset."""
    import xarray as xr

    def dims(name: str, array: np.ndarray) -> tuple[str, ...]:
        return DIMENSIONS.get(name, ("draw", "month", "faction")[: array.ndim])

    axes = coords()
    axes["month"] = axes["month"].astype("datetime64[ns]")
    return xr.Dataset({k: (dims(k, v), v) for k, v in values.items()}, coords=axes)


def synthetic_run(draws: int = 200, seed: int = 7) -> SimpleNamespace:
    """A run as the answer layer receives it: scenario, arrays, dataset, the same without sanctions, meta."""
    values, without = arrays(draws, seed), arrays(draws, seed, pressure=0.0)
    meta = {
        "seed": seed,
        "draws": draws,
        "slug": "synthetia/2010",
        "versions": {"winset": "0.0.0", "numpy": np.__version__},
        "off": ["ties"],
        "elapsed": 1.5,
        "digest": "0" * 12,
        "tables": "0" * 12,
        "scenario_text": ("title: <synthetic> & made up\n"),
    }
    return SimpleNamespace(
        scenario=scenario(),
        arrays=values,
        rest_arrays=without,
        coords=coords(),
        meta=meta,
        dataset=dataset(values),
        rest=dataset(without),
    )
