"""One payoff for every choice (MODEL.md section 4): what a line of policy is worth to a faction.

    V_i(q, C) = log income_i(q, C) + lacking_i - stake_i(c) (1 - k_a (a - a_now) / price)
                - (A/2) sum_d s_id (q_d - x_id)^2 - audience_i (c - commitment)^+ - bond_i (signed - c)^+
                + reform_i(r) - burden_i(b) + slant_i (1 - c)

V is the expected discounted flow over i's own horizon, divided by the sum of the discount factors.
lacking_i is the log income that pressure takes now, so that the first two terms are income as it would be
without pressure and only the stake counts what pressure costs.

Pressure, which costs i the log-income share loss_i while it lasts, moves by constant hazards that
depend on the concession c: a deal lifts it, a reversal brings it back, and the sender may tire at
the rate i believes. With a geometric horizon of mean H_i and discount factor d_i (impatience
rho_i = 1 - d_i (1 - 1/H_i); Blanchard 1985 for the constant hazard of leaving) the discounted share
of time under pressure has the closed form

    S_i(c) = (rho_i now + sum_j l_j(c) s_j) / (rho_i + sum_j l_j(c) + lift_i)

with hazards l_j(c) = rate_j Logistic((c - q_j) / width) towards pressure s_j. The stake adds a risk
premium for the lottery between pressure and relief:

    stake_i(c) = felt_i S_i - (risk_i / 2) felt_i^2 S_i (1 - S_i)        risk_i > 0 likes the gamble (risk_appetite.py)
    felt_i     = loss_i (1 - cushion B_i / (B_i + half)) + (danger U + disfavour (-A)^+) posts_i / I_i

slant_i is what holding out adds to hardliners' standing, by salience, and no cushion is given to gainers. price is what
the patron asks for its support (external/bloc.py). audience_i, to which the stigma of foreign terms is
added (acceptance.py) and which a public stand makes grow (information/public_commitment.py), is spared in part by those
who reframe what is conceded (stance.py); bond_i is what a pact that has been kept makes its audience charge for leaving
it (pact.py); x_i0 shifts with practice (gradualism.py). B_i is the buffer left, in months of income: savings spare
consumption for a while, though not wealth. What others press a member for adds to what it feels (group_pressure.py). U
is unrest and A the change of approval: who lives off office has most to fear from the street and from a public that
turns away. Experience (row 42) enters as a slope: w
(A_accommodate - A_resist) per unit of the way from rest to the demand.

Units: log income; positions in [0, 1]. Ignores: repeated transitions (each target state is treated
as lasting) and any wish of i to influence the others' beliefs.
"""

from __future__ import annotations

import math

from winset.kernel import kernel
from winset.types import H

_C2, _C3, _C4, _C5, _C6, _C7 = 1 / 2, 1 / 6, 1 / 24, 1 / 120, 1 / 720, 1 / 5040  # of exp(y) - 1


@kernel
def logistic(x):
    """1 / (1 + exp(-x))."""
    return 1.0 / (1.0 + math.exp(-x))


@kernel
def pressure_flow(concession, prospects):
    """Total hazard of leaving the present pressure, and that hazard times the pressure after it."""
    _, final, q_final, left_final, interim, q_interim, left_interim, up, q_up, width = prospects
    down = final * logistic((concession - q_final) / width) if final > 0.0 else 0.0
    half = interim * logistic((concession - q_interim) / width) if interim > 0.0 else 0.0
    back = up * logistic((q_up - concession) / width) if up > 0.0 else 0.0
    return down + half + back, down * left_final + half * left_interim + back


@kernel
def logistic_series(x):
    """Logistic(x) to 1e-14 without the library's exponential, so that a loop over it can be vectorised.

    exp(y) - 1 is a short series at y = -x / 1024, and w -> w (2 + w) doubles its exponent ten times.
    """
    y = min(50.0, max(-50.0, -x)) / 1024.0
    w = y * (1.0 + y * (_C2 + y * (_C3 + y * (_C4 + y * (_C5 + y * (_C6 + y * _C7))))))
    for _ in range(10):
        w *= 2.0 + w
    return 1.0 / (2.0 + w)


@kernel
def _leave(rate, left, slope, threshold, concession, total, after):
    """Add one way out of the present pressure to the flows."""
    for k in range(len(concession)):
        hazard = rate * logistic_series(slope * (concession[k] - threshold))
        total[k] += hazard
        after[k] += hazard * left


@kernel
def pressure_flows(concession, total, after, prospects):
    """`pressure_flow` of many concessions at once."""
    _, final, q_final, left_final, interim, q_interim, left_interim, up, q_up, width = prospects
    total[:], after[:] = 0.0, 0.0
    if final > 0.0:
        _leave(final, left_final, 1.0 / width, q_final, concession, total, after)
    if interim > 0.0:
        _leave(interim, left_interim, 1.0 / width, q_interim, concession, total, after)
    if up > 0.0:
        _leave(up, 1.0, -1.0 / width, q_up, concession, total, after)


@kernel
def pressure_share(now, flow, impatience, lift):
    """S_i(c): discounted share of faction i's horizon spent under pressure."""
    total, after = flow
    return (impatience * now + after) / (impatience + total + lift)


@kernel
def stake(felt, share, risk):
    """Expected loss from pressure with its risk premium."""
    return felt * share - 0.5 * risk * felt * felt * share * (1.0 - share)


@kernel
def attitude(i, scene, p):
    """risk_i: the scenario's attitude and what the danger to its position adds to it (row 2)."""
    return p.risk * (scene[2].risk[i] + scene[0].polity.coalition.appetite[i])


@kernel
def felt_loss(loss, buffer, p):
    """Loss that is felt while a buffer (months of income) spares consumption."""
    return loss * (1.0 - p.cushion * buffer / (buffer + p.cushion_half)) if loss > 0.0 else loss


@kernel
def distance(i, line, case, drift):
    """Salience-weighted squared distance of a line from faction i's ideal point, its red line shifted by `drift`."""
    c, a, r = line[0], line[1], line[2]
    return (
        case.salience[i, 0] * (c - case.ideal[i, 0] - drift) ** 2
        + case.salience[i, 1] * (a - case.ideal[i, 1]) ** 2
        + case.salience[i, 2] * (r - case.ideal[i, 2]) ** 2
    )


@kernel
def patronage(scene, p):
    """Share of the stake that a unit of alignment takes away, at the patron's price (external/bloc.py)."""
    return p.alignment * (1.0 + scene[0].external.bloc.terms)


@kernel
def policy_value(i, line, share, scene, p):
    """V_i of a line (concession, alignment, reform, burden) without the posts term."""
    state, _, case, rest, work = scene
    c, a, r, b = line
    pressure = stake(work.felt[i], share, attitude(i, scene, p))
    value = -pressure * (1.0 - patronage(scene, p) * (a - state.polity.policy.alignment))
    value -= 0.5 * p.ideology * distance(i, line, case, state.polity.policy.agenda.drift[i])
    value -= work.audience[i] * max(0.0, c - state.polity.policy.commitment)
    value -= work.bond[i] * max(0.0, state.polity.policy.pact.signed - c)
    ledger, gap = state.economy.ledger, state.economy.fiscal.gap
    rent = (ledger.scarcity[i] + ledger.allocation[i]) / work.income[i]
    value += (r - rest.policy[2]) * (p.reform_gap * gap - p.reform_rent * rent + work.winner[i] * (1.0 - r))
    pain = gap * (b - p.burden_rest) * (p.levy * work.market[i] / work.income[i] - p.discontent)
    value -= pain + 0.5 * p.burden_cost * (b - p.burden_rest) ** 2
    return value + work.slant[i] * (1.0 - c)


@kernel
def disapproval(information, inputs):
    """Mean approval lost since rest, over all adults."""
    mean = 0.0
    for h in range(H):
        mean += inputs.households.population[h] * information.approval[h]
    return max(0.0, -mean)


@kernel
def prepare(scene, p):
    """Fill the month's stakes: market income, impatience, belief that pressure lifts, felt loss."""
    state, inputs, case, rest, work = scene
    ledger = state.economy.ledger
    endured = 1.0 - math.exp(-state.external.sender.months / p.endurance)
    span = max(0.1, state.external.sender.demand - rest.policy[0])
    at_office = p.danger * state.polity.street.unrest + p.disfavour * disapproval(state.information, inputs)
    for i in range(int(inputs.counts.factions)):
        learned = state.polity.attraction[i, 1] - state.polity.attraction[i, 0]
        ideal = case.ideal[i, 0] + state.polity.policy.agenda.drift[i]
        defiance = p.defiance * case.salience[i, 0] * max(0.0, 0.5 - ideal)
        work.slant[i] = endured * defiance - p.experience * learned / span
        work.market[i] = max(p.income_floor, ledger.income[i] - ledger.posts[i])
        work.income[i] = max(p.income_floor, ledger.income[i])
        work.impatience[i] = 1.0 - case.patience[i] * (1.0 - 1.0 / case.horizon[i])
        work.lift[i] = state.information.lift[i]
        words = p.audience * inputs.factions.audience[i]
        shame = state.information.audience.stigma * inputs.factions.audience[i]
        work.audience[i] = words * (1.0 + state.information.signals.tied) + shame
        work.won[i] = 1.0
        work.loyalty.least[i], work.loyalty.content[i], work.loyalty.exposed[i] = 0.0, 0.0, 0.0
        work.bond[i] = words * state.polity.policy.pact.bond
        rent = (ledger.scarcity[i] + ledger.allocation[i]) / work.income[i]
        work.winner[i] = p.reform_rent * max(0.0, rent) * state.polity.policy.gain / max(0.1, 1.0 - rest.policy[2])
        fear = at_office * ledger.posts[i] / work.income[i]
        work.felt[i] = felt_loss(state.information.loss[i], state.polity.buffer[i], p) + fear
