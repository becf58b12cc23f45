"""What a run records each month: names, units and the fields of the state they come from.

A state is one flat row of float64, so recording is a gather by offset; results are float32.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from winset.types import STATE, leaves


@dataclass(frozen=True)
class Observable:
    """One variable: its name in results, the state field, unit and a name for readers."""

    name: str
    path: str
    unit: str
    label: str


def _table(*rows: tuple[str, str, str, str]) -> tuple[Observable, ...]:
    return tuple(Observable(*row) for row in rows)


SCALARS = _table(
    ("concession", "polity.policy.concession", "position, 0 to 1", "Concession in force"),
    ("alignment", "polity.policy.alignment", "position, 0 to 1", "Alignment with the patron"),
    ("reform", "polity.policy.reform", "position, 0 to 1", "Reform depth"),
    ("burden", "polity.policy.burden", "share", "Share of the fiscal gap laid on factions"),
    ("output", "economy.production.gdp", "base trend = 1", "Output (GDP volume)"),
    ("imports", "economy.trade.imports", "base = 1", "Imports (volume)"),
    ("oil_volume", "economy.trade.oil_volume", "base = 1", "Energy exports (volume)"),
    ("oil_value", "economy.trade.oil_value", "share of base GDP, per year", "Energy exports (value)"),
    ("market_rate", "economy.fx.market", "log deviation", "Market exchange rate"),
    ("allocated_rate", "economy.fx.allocated", "log deviation", "Allocated exchange rate"),
    ("official_rate", "economy.fx.official", "log deviation", "Official exchange rate"),
    ("price_level", "economy.prices.level", "log deviation", "Consumer prices"),
    ("food_price", "economy.prices.food", "log deviation", "Food prices"),
    ("reserves", "economy.fx.usable", "share of base GDP", "Usable reserves"),
    ("frozen_reserves", "economy.fx.frozen", "share of base GDP", "Frozen reserves"),
    ("escrow", "economy.fx.escrow", "share of base GDP", "Oil receipts in escrow"),
    ("evasion", "economy.trade.evaded", "share of base GDP, per year", "Imports that evade measures"),
    ("bloc_support", "external.bloc.support", "share of capacity", "Support of the patron"),
    ("integration", "external.bloc.integration", "share of trade", "Integration with the patron's bloc"),
    ("enforcement", "external.enforcement.effort", "share of the senders' reach", "Enforcement effort of the senders"),
    ("over_compliance", "external.compliance.withdrawn", "share of lawful trade", "Lawful trade withdrawn from fear"),
    ("relief_opening", "external.humanitarian.opened", "share", "Humanitarian goods let through beyond exemptions"),
    ("relief_goods", "external.humanitarian.goods", "share of imports", "Imports under humanitarian rules"),
    ("diverted", "external.humanitarian.diverted", "share", "Humanitarian goods diverted"),
    ("stock_orders", "economy.inventory.ordered", "share of imported inputs", "Imported inputs ordered ahead"),
    ("productivity", "economy.production.productivity", "base path = 1", "Productivity"),
    ("skilled_gone", "economy.skilled.gone", "share of the skilled", "Skilled who have left"),
    ("remittances", "external.diaspora.received", "share of base GDP, per year", "Remittances received"),
    ("diaspora_lobby", "external.diaspora.lobby", "per unit of voice", "Diaspora asks for relief (minus: for resolve)"),
    ("programme_price", "external.aid.price", "share of base GDP, per year", "Least finance for a programme"),
    ("programme_paid", "external.aid.paid", "share of base GDP, per year", "Conditional finance paid"),
    ("slippage", "external.aid.slippage", "position, 0 to 1", "Reform missing from a programme in force"),
    ("fiscal_gap", "economy.fiscal.gap", "share of base GDP, per year", "Fiscal gap"),
    ("shield", "economy.fiscal.shield", "share of base GDP, per year", "Aid to shielded sectors"),
    ("directed_credit", "economy.credits.total", "share of base GDP, per year", "Credit and subsidies to industry"),
    ("report_messages", "information.reports.messages", "count", "Messages that the centre can tell apart, mean"),
    ("aid_astray", "information.reports.astray", "share of base GDP, per year", "Aid beyond what owners lost"),
    ("spread", "economy.fiscal.spread", "per year", "Default spread"),
    ("debt", "economy.fiscal.debt", "share of base GDP", "Government debt"),
    ("printing", "economy.fiscal.printing", "share of base GDP, per year", "Monetary financing"),
    ("posts_fund", "economy.fiscal.posts", "share of base GDP, per year", "Posts fund"),
    ("national_income", "economy.ledger.national", "change, share of base GDP", "National income"),
    ("government_income", "economy.ledger.government", "change, share of base GDP", "Government income"),
    ("premia_abroad", "economy.ledger.abroad", "share of base GDP, per year", "Premia paid abroad"),
    ("ledger_residual", "economy.ledger.residual", "share of base GDP", "Residual of the accounts"),
    ("blame", "information.blame", "probability", "Hardship laid on foreigners"),
    ("doubt", "information.statistics.doubt", "probability", "Official statistics found out"),
    ("absorbed", "information.absorbed", "share", "Hardship absorbed by claims to legitimacy"),
    ("approval_stamp", "polity.street.society.signal", "degree of repression", "Protest encouraged from abroad"),
    ("words_gap", "information.audience.gap", "position, 0 to 1", "Concession not owned before the home audience"),
    ("reinterpreted", "information.audience.reinterpret", "probability", "Foreign terms reinterpreted at home"),
    ("unrest", "polity.street.unrest", "share of adults", "Unrest"),
    ("neglect", "economy.neglect.cut", "share of government purchases", "Public goods withheld by the ruler"),
    ("opposition_share", "polity.street.opposition.support", "share of votes", "Votes for the opposition's programme"),
    ("opposition_access", "polity.street.opposition.access", "share of voters", "Voters whom the opposition can reach"),
    ("inclusion", "polity.street.opposition.inclusion", "share of the excluded", "Let into the winning coalition"),
    ("winning_coalition", "polity.street.opposition.winning", "share of the selectorate", "Winning coalition"),
    ("repression", "polity.street.repression", "degree, 0 to 1", "Repression"),
    ("status", "external.sender.status", "code", "Status of the sanctions"),
    ("intensity", "external.sender.intensity", "multiple of the dated package", "Intensity of the package"),
    ("pressure", "external.measures.pressure", "years of base imports", "Pressure in force"),
    ("relief", "external.sender.relief", "share", "Relief in force"),
    ("demand", "external.sender.demand", "position, 0 to 1", "Demand of the sender"),
    ("fatigue", "external.sender.fatigue", "degree, 0 to 1", "Sender fatigue"),
    ("members", "polity.coalition.members", "bit mask", "Ruling coalition (factions by name)"),
    ("leader", "polity.coalition.leader", "index", "Ruling faction (factions by name)"),
    ("cohesion", "polity.coalition.margin", "log income", "What members would lose by leaving"),
    ("cycle", "polity.coalition.cycle", "count", "Coalition choices that cycled"),
    ("residual", "polity.policy.residual", "log product", "Residual of the bargain"),
    ("converged", "polity.policy.converged", "0 or 1", "Last bargain converged"),
    ("hazard_insider", "polity.hazards.insider", "per month", "Hazard of insider removal"),
    ("hazard_coup", "polity.hazards.coup", "per month", "Hazard of a coup"),
    ("hazard_uprising", "polity.hazards.uprising", "per month", "Hazard of an uprising"),
    ("hazard_final", "polity.hazards.final", "per month", "Hazard of a final deal"),
    ("hazard_interim", "polity.hazards.interim", "per month", "Hazard of an interim deal"),
    ("hazard_snapback", "polity.hazards.snapback", "per month", "Hazard that relief is reversed"),
    ("capital_technocrats", "polity.coalition.capital.technocrats", "share of income", "Capital of technocrats"),
    ("capital_nationalists", "polity.coalition.capital.nationalists", "share of income", "Capital of nationalists"),
    ("pressure_relief", "polity.coalition.lobby.relief", "log income", "Pressure of groups for relief"),
    ("pressure_defiance", "polity.coalition.lobby.defiance", "log income", "Pressure of groups against relief"),
    ("loyalty_cost", "polity.coalition.loyalty.cost", "share of revenue at rest", "Least that keeps insiders loyal"),
    ("forestalling", "polity.coalition.loyalty.paid", "share of the posts fund", "Posts paid to forestall a mutiny"),
    ("broker_share", "polity.coalition.brokers.share", "share of access", "Access to the world through brokers"),
    ("reputation", "information.reputation.belief", "probability", "Belief that rulers carry out what they announce"),
    ("resistance", "information.signals.resist", "probability", "Threat resisted, as the coalition's payoffs have it"),
    ("firmness", "information.signals.firm", "probability", "A resolved sender would carry out its threat"),
    ("stand", "information.signals.stand", "months", "Months since a public stand"),
    ("reversals", "information.signals.reversed", "count", "Public stands reversed"),
    ("reform_delay", "polity.policy.agenda.waited", "months", "Months for which reform waited until a side yielded"),
    ("reform_waits", "polity.policy.agenda.war", "0 or 1", "Reform waits until a side yields"),
    ("reform_rejected", "polity.policy.agenda.rejected", "0 or 1", "Reform turned down before winners are known"),
    ("regional_transfers", "economy.regions.paid", "share of base GDP, per year", "Transfers that hold regions"),
    ("regional_taxes_kept", "economy.regions.taxes", "share of base GDP, per year", "Taxes kept by regions"),
    ("regions_defecting", "economy.regions.defecting", "count", "Regions that keep most of their own taxes"),
    ("unified_front", "polity.street.regions.front", "share of the population", "Unified front of the regions"),
    ("skill", "polity.policy.agenda.skill", "parts, 1 to 4", "Parts of policy that the ruler can tie together"),
    ("tied", "polity.policy.agenda.tied", "parts, 0 to 4", "Parts of policy that the last bargain moved"),
    ("u_turns", "polity.policy.agenda.turns", "count", "U-turns in the concession agreed"),
    ("rally", "information.signals.rally", "share of the public", "Mobilised by displays of staying power"),
    ("pact_months", "polity.policy.pact.held", "months", "Months for which a deal was kept"),
)  # fmt: skip

FACTION = _table(
    ("power", "polity.power", "share", "Power"),
    ("risk_appetite", "polity.coalition.appetite", "per log income", "Appetite for risk, change"),
    ("broker_capital", "polity.coalition.brokers.capital", "log income", "Capital as a broker"),
    ("income", "information.income", "log change", "Income against the same posts without pressure"),
    ("believed_loss", "information.loss", "log income", "Believed loss at full pressure"),
    ("belief_resolved", "information.resolve", "log odds", "Belief that the sender is resolved"),
    ("position", "polity.position", "position, 0 to 1", "Concession advocated"),
    ("value", "polity.value", "log income", "Payoff of standing firm"),
    ("profit", "economy.ledger.profit", "share of base GDP, per year", "Profits"),
    ("scarcity_rent", "economy.ledger.scarcity", "share of base GDP, per year", "Scarcity rent"),
    ("allocation_rent", "economy.ledger.allocation", "share of base GDP, per year", "Allocation rent"),
    ("smuggling_rent", "economy.ledger.smuggling", "share of base GDP, per year", "Smuggling rent"),
    ("posts_income", "economy.ledger.posts", "share of base GDP, per year", "Posts"),
    ("listed", "external.measures.listing", "share of movable wealth", "Wealth blocked by listings"),
    ("delisted", "external.review.delisted", "share of what was listed", "Listings lifted after review"),
    ("red_line", "polity.policy.agenda.drift", "position", "Shift of the concession that it would choose"),
    ("levy", "economy.ledger.levy", "share of base GDP, per year", "Levy"),
    ("exemption_lobbying", "polity.coalition.lobby.private", "share", "Lobbying spent on an exemption of its own"),
)  # fmt: skip

HOUSEHOLD = _table(
    ("household_income", "economy.welfare.income", "log change", "Real household income"),
    ("food_access", "external.humanitarian.food", "base = 1", "Access to food"),
    ("medicine_access", "external.humanitarian.medicine", "base = 1", "Access to medicine"),
    ("approval", "information.approval", "deviation, 0 to 1 scale", "Approval, change"),
    ("hardship", "information.hardship", "log change", "Hardship"),
)  # fmt: skip

SECTOR = _table(
    ("sector_output", "economy.production.output", "base = 1", "Sector output"),
)

REGION = _table(
    ("region_transfer", "economy.regions.transfer", "share of base GDP, per year", "Transfer that holds the region"),
    ("region_withheld", "economy.regions.kept", "share of its own taxes", "Own taxes kept from the centre"),
    ("region_receipts", "economy.regions.received", "share of base GDP, per year", "What the region receives or keeps"),
    ("region_dissent", "polity.street.regions.dissent", "degree, 0 to 1", "Dissent"),
)  # fmt: skip

STANCE = _table(
    ("stance_probability", "polity.stance", "probability", "Stance"),
)

EVENTS = _table(
    ("end_state", "polity.events.end", "code", "End state"),
    ("end_month", "polity.events.end_month", "month index", "Month of the end state"),
    ("exit_kind", "polity.events.exit", "code", "How the leader left"),
    ("exit_month", "polity.events.exit_month", "month index", "Month of the leader's exit"),
    ("interim_month", "polity.events.interim_month", "month index", "Month of an interim deal"),
    ("at_threat", "polity.events.at_threat", "0 or 1", "Ended before any measure was in force"),
    ("shift_month", "polity.events.shift_month", "month index", "First month of a shifted bloc"),
    ("resolved", "external.sender.resolved", "0 or 1", "Sender is of the resolved type"),
    ("coalition_changes", "polity.coalition.changes", "count", "Changes of the coalition"),
)  # fmt: skip

CALM = (
    "concession", "output", "price_level", "market_rate", "imports", "members", "leader", "unrest",
    "intensity", "status", "power", "household_income",
)  # fmt: skip
"""What the run without sanctions keeps."""


@dataclass(frozen=True)
class Layout:
    """Columns of a recorded month: offsets into the state, and where each variable lies."""

    offsets: np.ndarray
    columns: dict[str, slice]
    events: np.ndarray


def layout(show: tuple[int, ...], calm: bool = False, regions: int = 0) -> Layout:
    """Columns for the factions `show` (indices by name, in file order) and so many regions; only CALM if `calm`."""
    where = {path: (offset, shape) for path, offset, shape in leaves(STATE)}
    offsets: list[int] = []
    columns: dict[str, slice] = {}

    def add(name: str, items: list[int]) -> None:
        columns[name] = slice(len(offsets), len(offsets) + len(items))
        offsets.extend(items)

    for o in SCALARS:
        if not calm or o.name in CALM:
            add(o.name, [where[o.path][0]])
    for o in FACTION:
        if not calm or o.name in CALM:
            add(o.name, [where[o.path][0] + i for i in show])
    for o in (*HOUSEHOLD, *SECTOR):
        if not calm or o.name in CALM:
            offset, shape = where[o.path]
            add(o.name, [offset + k for k in range(shape[0])])
    for o in REGION if regions and not calm else ():
        add(o.name, [where[o.path][0] + r for r in range(regions)])
    if not calm:
        offset, shape = where[STANCE[0].path]
        add("stance_probability", [offset + i * shape[1] + a for i in show for a in range(shape[1])])
    events = np.array([where[o.path][0] for o in EVENTS], np.int64)
    return Layout(np.array(offsets, np.int64), columns, events)
