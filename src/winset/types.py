"""The state of one draw: nested NumPy records, one room per floor-3 folder.

Every leaf is a float64 (flags and codes too), so that a draw's state is one flat row of numbers:
an observable is a field path, and recording a month is a gather by offset. Flows are shares of
pre-sanction yearly GDP at a yearly rate; rates, hazards and speeds are per month; prices and
exchange rates are log deviations from the base path; positions lie in [0, 1]. Factions are padded
to MAX_FACTIONS and live in the order of their names, sectors in the order of SECTORS.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

MAX_FACTIONS = 16
MAX_REGIONS = 8
MAX_SENDERS = 6

SECTORS = (
    "agriculture", "mining", "food", "light_industry", "chemicals", "metals", "machinery",
    "utilities", "construction", "trade", "transport", "business", "public",
)  # fmt: skip
HOUSEHOLDS = ("poor", "middle", "better_off")
CHANNELS = ("export", "import", "finance", "technology", "listing")
ORIGINS = ("west", "china", "other")
STANCES = ("resist", "accommodate", "reframe")
ISSUES = ("concession", "alignment", "reform")
RELIEF = ("interim", "settlement", "compliance", "never")
STATUS = ("none", "threat", "imposed", "suspended", "lifted")
END_STATES = ("running", "compliance", "settlement", "sender_capitulation", "stalemate")
EXITS = ("none", "regular", "insider", "coup", "uprising", "foreign")

F, K, H = MAX_FACTIONS, len(SECTORS), len(HOUSEHOLDS)
TAGS = len(RELIEF) - 1  # of measures that some deal lifts
R = MAX_REGIONS

ENERGY = SECTORS.index("mining")
MACHINERY, PUBLIC = SECTORS.index("machinery"), SECTORS.index("public")
FARM, FOOD, CHEMICALS = (SECTORS.index(name) for name in ("agriculture", "food", "chemicals"))


def record(**fields: int | tuple[int, ...] | np.dtype) -> np.dtype:
    """A record type: 0 is a scalar, n or (n, m) an array of that shape, a dtype a sub-room."""
    items: list[Any] = []
    for name, kind in fields.items():
        if isinstance(kind, np.dtype):
            items.append((name, kind))
        elif kind == 0:
            items.append((name, np.dtype("f8")))
        else:
            items.append((name, np.dtype("f8"), kind))
    return np.dtype((np.record, items))


EXTERNAL = record(
    sender=record(
        status=0, months=0, intensity=0, relief=0, resolved=0, fatigue=0,
        demand=0, credibility=0, lifted=len(RELIEF),
    ),
    measures=record(
        imports=K, exports=K, finance=0, technology=0, freeze=0, listing=F, cap=0,
        pressure=0, news=0, threat=0,
    ),
    evasion=record(
        imports=K, exports=K, finance=0, technology=0, diversion=0, available=K, open=K, volume=0, friction=0,
        premium=0, margin=0, foreign=0, payments=0, equipment=0, covered=K,
    ),
    compliance=record(withdrawn=0, lasting=0, back=0),
    enforcement=record(effort=0, deterred=0),
    review=record(delisted=F),
    humanitarian=record(opened=0, goods=0, diverted=0, food=H, medicine=H),
    diaspora=record(hardship=0, received=0, change=0, lobby=0),
    aid=record(offered=0, price=0, accepted=0, own=0, paid=0, used=0, slippage=0),
    bloc=record(support=0, extra=0, terms=0, integration=0, markup=0),
    world=record(price=0, shock=0),
)  # fmt: skip

ECONOMY = record(
    production=record(
        output=K, stock=K, critical=K, capital=K, available=K, able=K, wanted=K, delivered=K, adaptation=0, gdp=0,
        consumption=0, investment=0, government=0, productivity=0, dear=0,
    ),
    trade=record(
        volume=K, oil_volume=0, oil_value=0, discount=0, brokered=0, exports=0, escrowed=0,
        accessible=0, imports=0, inputs=0, final=0, unit=0, paid=0, evaded=0, financed=0,
    ),
    fx=record(
        market=0, allocated=0, official=0, usable=0, frozen=0, freeze=0, escrow=0, released=0,
        outflow=0, sold=0, controls=0, news=0, competitiveness=0, at_official=0,
        at_allocated=0,
    ),
    prices=record(level=0, food=0, printed=0, monetary=0),
    flows=record(
        owners=K, wages=0, users=0, treasury=0, wealth=0, allocation=0, scarcity=0, reform=0, margin=0, brokered=0,
        market=0, allocated=0, official=0, arbitrage=0,
    ),
    fiscal=record(
        gap=0, buffer=0, debt=0, arrears=0, spread=0, interest=0, bonds=0, printing=0,
        households=0, levy=0, posts=0, drawn=0, credit=0, subsidies=0, shield=0,
    ),
    ledger=record(
        income=F, profit=F, scarcity=F, allocation=F, smuggling=F, posts=F, levy=F,
        households=H, government=0, national=0, abroad=0, residual=0,
    ),
    welfare=record(income=H, prices=H),
    shielding=record(weight=K, lost=K, aid=K),
    inventory=record(ahead=K, used=K, ordered=0),
    credits=record(favour=F, kept=K, paid=K, total=0),
    skilled=record(gone=0, missed=0),
    regions=record(
        need=R, alone=R, taxed=R, transfer=R, kept=R, received=R, patrons=F, paid=0, taxes=0, border=0, spent=0,
        defecting=0,
    ),
    transfers=record(inward=0, families=0),
    neglect=record(cut=0),
)  # fmt: skip

REPORTS = record(told=K, heard=0, messages=0, astray=0)

INFORMATION = record(
    resolve=F, lift=F, loss=F, income=F, blame=0, absorbed=0, approval=H, hardship=H,
    statistics=record(doubt=0, hidden=0), reputation=record(belief=0, trust=0, plan=0, stand=0, signed=0),
    signals=record(
        resist=0, firm=0, weak=0, back=0, threatened=0, stand=0, line=0, tied=0, abroad=0, reversed=0,
        rally=0, shown=0,
    ),
    audience=record(embrace=0, resist=0, reinterpret=0, gap=0, stigma=0, discount=0),
    reports=REPORTS,
)  # fmt: skip

POLITY = record(
    power=F, ties=(F, F), stance=(F, len(STANCES)), attraction=(F, len(STANCES)), induced=F,
    experience=0, buffer=F, exit_value=F, value=F, position=F,
    policy=record(
        concession=0, alignment=0, reform=0, burden=0, commitment=0, purse=F, agreed=4, promised=F,
        residual=0, converged=0, moved=0, reform_at_rest=0, pact=record(signed=0, held=0, bond=0, clarity=0),
        gain=0,
        agenda=record(
            side=0, marginal=0, war=0, waited=0, tried=0, rejected=0, skill=0, tied=0, drift=F, cost=0, course=0,
            turns=0,
        ),
    ),
    coalition=record(members=0, leader=0, margin=0, changes=0, cycle=0, threats=0,
                     capital=record(technocrats=0, nationalists=0, hardship=0),
                     lobby=record(private=F, favour=F, pressing=F, relief=0, defiance=0),
                     loyalty=record(cost=0, paid=0), brokers=record(capital=F, between=F, share=0), appetite=F),
    street=record(unrest=0, repression=0, attack=0, society=record(stamp=0, signal=0, threat=0, listed=0),
                  regions=record(dissent=R, front=0, lost=0),
                  opposition=record(programme=0, access=0, support=0, vote=0, ballot=0, winning=0, inclusion=0,
                                    rallied=0, deprived=0)),
    hazards=record(
        regular=0, insider=0, coup=0, uprising=0, interim=0, final=0, snapback=0, capitulation=0,
    ),
    events=record(
        end=0, end_month=0, exit=0, exit_month=0, interim_month=0, shift_month=0, at_threat=0,
    ),
)  # fmt: skip

STATE = record(external=EXTERNAL, economy=ECONOMY, information=INFORMATION, polity=POLITY)

# The same economy in the same world without measures, run beside the state: what a loss is counted against.
SHADOW = record(external=EXTERNAL, economy=ECONOMY, reports=REPORTS)


def leaves(dtype: np.dtype = STATE, prefix: str = "") -> Iterator[tuple[str, int, tuple[int, ...]]]:
    """Every leaf of a record: dotted path, offset in float64 units, shape."""
    assert dtype.names is not None and dtype.fields is not None
    for name in dtype.names:
        kind, offset = dtype.fields[name][:2]
        path = f"{prefix}{name}"
        if kind.names:
            for leaf, inner, shape in leaves(kind, f"{path}."):
                yield leaf, offset // 8 + inner, shape
        else:
            yield path, offset // 8, kind.shape


def blank(dtype: np.dtype, n: int = 1) -> np.ndarray:
    """`n` zeroed records."""
    return np.zeros(n, dtype)


# What a scenario compiles to: numbers that no draw changes (INPUTS) and one row a month (PATH).

INPUTS = record(
    counts=record(factions=0, months=0, regions=0, senders=0),
    sectors=record(
        output=K, value_added=K, labour=K, tax=K, imported=K, domestic=K, coefficient=(K, K),
        consumption=K, government=K, investment=K, exports=K, import_final=K, essential=K,
        technology=K,
    ),
    households=record(labour=H, capital=H, imports=H, food=H, cash=H, population=H),
    macro=record(
        imports=0, oil_exports=0, other_exports=0, outflow=0, accumulation=0, usable=0, frozen=0,
        revenue=0, oil_revenue=0, spending=0, debt=0, buffer=0, posts=0, subsidies=0, money=0,
    ),
    regime=record(
        peg=0, controls_limit=0, controls_speed=0, allocation=0, escrow=0, discount=0, services=0,
        bonds=0,
    ),
    outside=record(
        imports=0, exports=0, finance=0, credit=0, persistence=0, volatility=0, remittances=0, voice=0,
        patron=0, aid=0, asked=0,
    ),
    weights=record(uses=K, imports=K, inputs=K, exports=K, dispersed=K, humanitarian=K),
    accounts=record(
        inputs=0, income_tax=0, oil_share=0, mining_share=0, licences=0, allocation=0, smuggling=0,
        profit=F, income=H, food=0, factions=0,
    ),
    factions=record(
        holdings=(F, K), licences=F, allocation=F, smuggling=F, coercion=F, network=F, movable=F,
        dependence=F, audience=F, posts=F, exposure=F, key=F, camp=F,
    ),
    institutions=record(
        repression=0, media=0, claims=0, veto_rule=0, veto_threshold=0, selectorate=0, winning=0,
        regular=0, insider=0, coup=0, uprising=0, start_members=0, leader=0, linkage=0,
    ),
    sender=record(
        mode=0, resolved=0, benefit=0, cost=0, blame=0, audience=0, patience=0, first_demand=0,
        at_interim=0, at_settlement=0, at_compliance=0,
    ),
    allies=record(reach=MAX_SENDERS, benefit=MAX_SENDERS, cost=MAX_SENDERS),
    regions=record(output=R, population=R, own=R, border=R, dissent=R, faction=R, mix=(R, K)),
)  # fmt: skip

PATH = record(
    imports=K, exports=K, finance=0, technology=0, freeze=0, listing=F, cap=0,
    demand=0, credibility=0, threat=0, price=0, known=0, succession=0, active=0,
    exempt=K, medicine=0,
    liftable=record(
        imports=(TAGS, K), exports=(TAGS, K), finance=TAGS, technology=TAGS, freeze=TAGS, listing=(TAGS, F), cap=TAGS,
        exempt=(TAGS, K),
    ),
)  # fmt: skip

FIGURES = 144  # as many as simulate/drawn.py can name with MAX_FACTIONS factions
# What varies by draw in the scenario itself: uncertain weights, positions and beliefs.
CASE = record(
    power=F, ideal=(F, len(ISSUES)), salience=(F, len(ISSUES)), patience=F, horizon=F, buffer=F,
    risk=F, resolve=F, precision=F, offer_shift=0, coverage=0, demand=0, credibility=0, figures=FIGURES,
)  # fmt: skip

# Fixed once per draw: the polity at rest, against which gains and losses are counted.
REST = record(
    power=F, market=F, fund=0, policy=len(ISSUES), burden=0, purse=F, waiting=F, value=F, exit=F,
    members=0, leader=0, attack=0,
)  # fmt: skip

# Scratch of one month, so that kernels allocate nothing.
GRID = 51  # concession grid of the bargain: steps of .02, refined afterwards
LOW_BITS, SCREENED = 8, 12  # factions beside the leader in one table of subset sums, and in all
WORK = record(
    market=F, income=F, impatience=F, lift=F, felt=F, slant=F, audience=F, bond=F, winner=F, won=F,
    values=F, values_rest=F, calm=F, truth=F, hurt=H, contacts=F, rested=F, pressed=F, votes=F,
    unpressed=F, unpressed_fund=0,
    loyalty=record(
        least=F, content=F, exposed=F, ask=F, tied=F, short=F, arms=F, grief=F, before=F, relief=F, spare=F, more=F,
    ),
    bargain=record(
        weight=F, floor=F, need=F, slack=F, surplus=F, attempt=F, posts=F, trial=F, quo=F, reform=F, slope=F, purse=F,
        grid=GRID, total=GRID, after=GRID, bound=GRID, stake=(F, GRID), own=(F, GRID),
        held=5,
    ),
    sets=record(
        low=(17, 1 << LOW_BITS), high=(17, 1 << (SCREENED - LOW_BITS)), own=17, other=1 << SCREENED,
        ratio=1 << SCREENED, spare=1 << SCREENED, share=1 << SCREENED, most=1 << SCREENED,
        concession=1 << LOW_BITS, total=1 << LOW_BITS, after=1 << LOW_BITS, chain=F, part=F, known=0,
    ),
)  # fmt: skip
