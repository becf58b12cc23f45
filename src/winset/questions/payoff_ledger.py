"""The payoff of a faction taken apart: every term of V_i in a month of a draw, in log income.

Two sums are opened, with the engine's own functions where it has them:

    what a line of policy is worth        income, stake, distance (three issues), audience, reform, burden, slant
                                          = `polity.value` at the line in force (polity/payoff.py, stance.py)
    what a seat in the coalition adds     ties, esteem, dependence           (polity/membership.py)

Units: log income, so that .05 is worth about as much as 5 % more income. A stake is a loss and enters with its
minus. Ignores: the price of changing seats and the exit option, which are thresholds and not terms of V_i.
"""

from __future__ import annotations

import math
from typing import Any

from winset.polity.membership import expected_line, holds, income_value, power_of, view_of
from winset.polity.payoff import attitude, patronage, pressure_flow, pressure_share, stake
from winset.questions.replay import Month, Replay, Scene
from winset.types import ISSUES

LINE = ("income", "stake", *(f"distance_{issue}" for issue in ISSUES), "audience", "reform", "burden", "slant")
SEAT = ("ties", "esteem", "dependence")

WORDS = {
    "income": "income as without pressure, posts included",
    "stake": "what pressure is expected to cost or bring",
    "distance_concession": "distance of the concession from its ideal",
    "distance_alignment": "distance of the alignment from its ideal",
    "distance_reform": "distance of the reform from its ideal",
    "audience": "cost of going back on public commitments",
    "reform": "what reform saves the treasury, less rents it ends",
    "burden": "its part in closing the fiscal gap",
    "slant": "worth of holding out, and what experience taught",
    "ties": "ties with the other members",
    "esteem": "share in the rulers' standing with the public",
    "dependence": "loss of the ruler it depends on",
}
"""Terms as a reader meets them."""

Line = tuple[float, float, float, float]
Terms = dict[str, float]


def line_in_force(scene: Scene) -> Line:
    """(concession, alignment, reform, burden) of a scene."""
    policy = scene.state.polity.policy
    return float(policy.concession), float(policy.alignment), float(policy.reform), float(policy.burden)


def line_terms(
    i: int, line: Line, scene: Scene, outlook: tuple[float, ...], payoff: Any, income: float | None = None
) -> Terms:
    """Terms of a line of policy for faction i (in name order); `income` stands for the month's own where it changes."""
    state, _, case, rest, work = scene.kernel
    c, a, r, b = line
    share = pressure_share(outlook[0], pressure_flow(c, outlook), work.impatience[i], work.lift[i])
    pressed = stake(work.felt[i], share, attitude(i, scene.kernel, payoff))
    gap, ledger = state.economy.fiscal.gap, state.economy.ledger
    rent = (ledger.scarcity[i] + ledger.allocation[i]) / work.income[i]
    pain = gap * (b - payoff.burden_rest) * (payoff.levy * work.market[i] / work.income[i] - payoff.discontent)
    terms = {
        "income": math.log(work.income[i] if income is None else income) + work.truth[i],
        "stake": -pressed * (1.0 - patronage(scene.kernel, payoff) * (a - state.polity.policy.alignment)),
    }
    terms |= _distances(i, (c, a, r), scene, payoff, state.polity.policy.agenda.drift[i])
    terms["audience"] = -work.audience[i] * max(0.0, c - state.polity.policy.commitment)
    terms["audience"] -= work.bond[i] * max(0.0, state.polity.policy.pact.signed - c)
    each = payoff.reform_gap * gap - payoff.reform_rent * rent + work.winner[i] * (1.0 - r)
    terms["reform"] = (r - rest.policy[2]) * each
    terms["burden"] = -pain - 0.5 * payoff.burden_cost * (b - payoff.burden_rest) ** 2
    terms["slant"] = work.slant[i] * (1.0 - c)
    return {name: float(value) for name, value in terms.items()}


def seat_terms(i: int, members: int, scene: Scene, p: Any) -> Terms:
    """Ties, esteem and dependence of faction i in a coalition; zero outside it."""
    if not holds(members, i):
        return dict.fromkeys(SEAT, 0.0)
    state, inputs, _, rest, _ = scene.kernel
    polity, n = state.polity, int(inputs.counts.factions)
    total = power_of(members, polity.power, n)
    bond = sum(polity.power[j] * polity.ties[i, j] for j in range(n) if holds(members, j))
    approval, classes = state.information.approval, inputs.households.population
    mean = classes[0] * approval[0] + classes[1] * approval[1] + classes[2] * approval[2]
    loyal = 0.0 if holds(members, int(rest.leader)) else p.dependence * inputs.factions.dependence[i]
    terms = {"ties": p.ties * bond / total, "esteem": p.esteem * mean * polity.power[i] / total, "dependence": -loyal}
    return {name: float(value) for name, value in terms.items()}


def coalition_terms(i: int, members: int, scene: Scene, outlook: tuple[float, ...], params: Any) -> Terms:
    """What faction i weighs when a coalition is proposed (membership.value_now): income, stake, distance, seat."""
    state, _, case, _, work = scene.kernel
    line, flow, now = view_of(members, scene.kernel, outlook)
    share = pressure_share(now, flow, work.impatience[i], work.lift[i])
    seat = 0.0
    if holds(members, i):
        seat = state.polity.power[i] / power_of(members, state.polity.power, int(scene.inputs.counts.factions))
    pressed = stake(work.felt[i], share, attitude(i, scene.kernel, params.payoff))
    terms = {"income": income_value(i, seat, share, scene.kernel), "stake": -pressed}
    drift = state.polity.policy.agenda.drift[i]
    terms |= _distances(i, line, scene, params.payoff, drift) | seat_terms(i, members, scene, params.coalition)
    return {name: float(value) for name, value in terms.items()}


def resting_terms(i: int, members: int, scene: Scene, params: Any) -> Terms:
    """The same without pressure, on the power of the polity at rest (membership.value_at_rest)."""
    _, inputs, case, rest, work = scene.kernel
    n, income = int(inputs.counts.factions), work.unpressed[i]
    line = expected_line(members, rest.power, work.calm, case, n)
    terms = dict.fromkeys(("income", "stake", *SEAT), 0.0)
    if holds(members, i):
        income += work.unpressed_fund * rest.power[i] / power_of(members, rest.power, n)
        if not holds(members, int(rest.leader)):
            terms["dependence"] = -float(params.coalition.dependence * inputs.factions.dependence[i])
    return {**terms, "income": math.log(income), **_distances(i, line, scene, params.payoff, 0.0)}


def regrouping_terms(i: int, new: int, old: int, scene: Scene, outlook: tuple[float, ...], params: Any) -> Terms:
    """Gains of faction i from a new coalition; who stays counts only what it would not have gained without pressure."""
    change = difference(*(coalition_terms(i, m, scene, outlook, params) for m in (new, old)))
    if not (holds(new, i) and holds(old, i)):
        return change
    calm = difference(*(resting_terms(i, m, scene, params) for m in (new, old)))
    return {name: change[name] - float(params.coalition.anchor) * calm[name] for name in change}


def _distances(i: int, line: tuple[float, ...], scene: Scene, payoff: Any, drift: float) -> Terms:
    case, terms = scene.case, {}
    for d, issue in enumerate(ISSUES):
        gap = line[d] - case.ideal[i, d] - (drift if d == 0 else 0.0)
        terms[f"distance_{issue}"] = float(-0.5 * payoff.ideology * case.salience[i, d] * gap * gap)
    return terms


def month_terms(month: Month, i: int, params: Any) -> Terms:
    """All terms of faction i at the line in force when the month's choices began."""
    members = int(month.before.state.polity.coalition.members)
    terms = line_terms(i, line_in_force(month.before), month.before, month.outlook, params.payoff)
    return terms | seat_terms(i, members, month.before, params.coalition)


def ledger(path: Replay, faction: str) -> list[Terms]:
    """Month by month the terms of a faction, with `line` and `seat` (the two sums), `value` and `member` (0 or 1)."""
    i = path.names.index(faction)
    rows = []
    for month in path.months:
        terms = month_terms(month, i, path.params)
        line, seat = sum(terms[name] for name in LINE), sum(terms[name] for name in SEAT)
        inside = 1.0 if holds(int(month.before.state.polity.coalition.members), i) else 0.0
        rows.append({**terms, "line": line, "seat": seat, "value": line + seat, "member": inside})
    return rows


def largest(change: Terms) -> tuple[str, float]:
    """The term that weighs most in the direction of the whole change."""
    up = sum(change.values()) >= 0.0
    name = max(change, key=lambda k: change[k] if up else -change[k])
    return name, change[name]


def difference(after: Terms, before: Terms) -> Terms:
    """Term by term, what changed."""
    return {name: after[name] - before[name] for name in before}
