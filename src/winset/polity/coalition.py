"""The ruling coalition (row 1): self-enforcing on value, with the leader rule.

For a sitting coalition S a set T is a threat if it holds power g(T) > alpha g(S u T), contains the
leader (except on the coup branch), is itself stable, every member of S that stays gains

    V_i(T) - V_i(S) > kappa (1 + resistance * coercive share of those put out)

counted net of what it would have gained without pressure in the same world (anchor), and every entrant gains.
T is stable if no subset of it is a threat to it. S stays when there is no threat; otherwise the T that all
its members prefer among the threats containing them (of several, possible without a leader, the one of the
largest mean gain); if there is none, a logit among threats, flagged as `cycle`. With value = log(g_i / g_T),
kappa = 0, no leader and no anchor this is the ultimate ruling coalition of Acemoglu, Egorov and Sonin (2008),
least power first.

Alternatives by name: `logit` weighs every winning set by exp(precision * mean gain); `formateur`
draws a proposer by power who buys the cheapest partners at their present value and keeps the rest
of the posts fund (Baron and Ferejohn 1989 with a continuation value of the sitting coalition).
The anchor is an assumption (decisions/equilibrium-selection.md): where a ruler holds about half of
the power, unanchored gains unseat coalitions at rest. Units: log income. Ignores: bargaining over posts
during the transition; a formateur's prices decide whom it takes, but posts then go by power.
"""

from __future__ import annotations

import math

from winset.kernel import kernel
from winset.polity.membership import (
    expected_line,
    holds,
    income_value,
    power_of,
    value_at_rest,
    value_now,
    view_of,
)
from winset.polity.payoff import pressure_share
from winset.polity.screen import SLIP, edge, may_unseat, members_of, number, screen, weigh

SELF_ENFORCING, LOGIT, FORMATEUR = range(3)
CONCEPTS = 3
UNKNOWN, STABLE, UNSTABLE = range(3)


@kernel
def sitting(members, scene, prospects, payoff, p):
    """Fill work.values (now) and work.values_rest for the sitting coalition."""
    state, inputs, case, rest, work = scene
    n = int(inputs.counts.factions)
    total, total_rest = power_of(members, state.polity.power, n), power_of(members, rest.power, n)
    view = view_of(members, scene, prospects)
    line = expected_line(members, rest.power, work.calm, case, n)
    for i in range(n):
        work.values[i] = value_now(i, members, total, view, scene, payoff, p)
        work.values_rest[i] = value_at_rest(i, members, total_rest, line, scene, payoff, p)


@kernel
def hurdle(candidate, members, coercion, p, n):
    """What a change must be worth to each who stays: more when those put out have coercive means."""
    expelled, total = 0.0, 1e-12
    for i in range(n):
        total += coercion[i]
        if holds(members, i) and not holds(candidate, i):
            expelled += coercion[i]
    return p.inertia * (1.0 + p.resistance * expelled / total)


@kernel
def gain(candidate, members, scene, prospects, payoff, p):
    """Power-weighted mean gain of a candidate's members, or -1e9 when one of them does not gain."""
    state, inputs, case, rest, work = scene
    n = int(inputs.counts.factions)
    power = state.polity.power
    total, total_rest = power_of(candidate, power, n), power_of(candidate, rest.power, n)
    view = view_of(candidate, scene, prospects)
    line = expected_line(candidate, rest.power, work.calm, case, n)
    mean, least = 0.0, hurdle(candidate, members, inputs.factions.coercion, p, n)
    for i in range(n):
        if not holds(candidate, i):
            continue
        more = value_now(i, candidate, total, view, scene, payoff, p) - work.values[i]
        if holds(members, i):
            if p.anchor > 0.0:
                more -= p.anchor * (
                    value_at_rest(i, candidate, total_rest, line, scene, payoff, p) - work.values_rest[i]
                )
            if more <= least:
                return -1e9
        elif more <= 0.0:
            return -1e9
        mean += power[i] * more / total
    return mean


@kernel
def is_winning(candidate, members, leader, power, n, alpha):
    """Power rule and leader rule; `leader` -1 when any set may form."""
    if leader >= 0 and not holds(candidate, leader):
        return False
    return power_of(candidate, power, n) > alpha * power_of(candidate | members, power, n)


@kernel
def _contender(whole, part, leader, scene, prospects, terms, stable):
    """First subset of `whole` from `part` on that would unseat it and may be stable; `whole` if none."""
    payoff, p = terms
    sets, n, loaded = scene[4].sets, int(scene[1].counts.factions), False
    known, coercion = sets.known > 0.0, power_of((1 << n) - 1, scene[1].factions.coercion, n)
    gap = edge(number(whole, leader), sets) if known and whole & (1 << leader) else 0.0
    ruler = 1 << leader if leader >= 0 else 0
    others, free = whole & ~ruler, part & ~ruler
    if whole & ruler != ruler:
        return whole
    while free != others:
        part = free | ruler
        fit = part > 0 and stable[part] != UNSTABLE
        if fit and known:
            fit = may_unseat(number(part, leader), number(whole, leader), gap, sets, p, 1e-12 + coercion)
        if fit and is_winning(part, whole, leader, scene[0].polity.power, n, p.alpha):
            if not loaded:
                sitting(whole, scene, prospects, payoff, p)
                loaded = True
            if gain(part, whole, scene, prospects, payoff, p) > -1e8:
                return part
        free = (free - others) & others  # the next submask in increasing order
    return whole


@kernel
def is_stable(members, leader, scene, prospects, terms, stable):
    """True when no self-enforcing subset threatens the set; `stable` remembers what is known of sets.

    A subset is looked into only if it would win and all its members would gain; `chain` holds the
    sets being looked into, each inside the one before.
    """
    room, depth = scene[4].sets, 0
    room.chain[0], room.part[0] = members, 0
    while depth >= 0:
        whole = int(room.chain[depth])
        part = _contender(whole, int(room.part[depth]), leader, scene, prospects, terms, stable)
        if part == whole or stable[part] == STABLE:
            stable[whole] = STABLE if part == whole else UNSTABLE
            depth -= 1
        else:
            room.part[depth] = part
            depth += 1
            room.chain[depth], room.part[depth] = part, 0
    return stable[members] == STABLE


@kernel
def _preferred(best, threats, count, scene, prospects, payoff, p):
    """True when every member of `best` prefers it to each other threat that contains the member."""
    state, n = scene[0], int(scene[1].counts.factions)
    power = state.polity.power
    view, total = view_of(best, scene, prospects), power_of(best, power, n)
    for k in range(count):
        other = threats[k]
        if other == best:
            continue
        rival, mass = view_of(other, scene, prospects), power_of(other, power, n)
        for i in range(n):
            if holds(best, i) and holds(other, i):
                mine = value_now(i, best, total, view, scene, payoff, p)
                if value_now(i, other, mass, rival, scene, payoff, p) > mine + 1e-12:
                    return False
    return True


@kernel
def _add(candidate, members, leader, scene, prospects, terms, found, count):
    """Weigh a candidate exactly; returns the number of threats found so far."""
    payoff, p = terms
    threats, gains = found
    n, power = int(scene[1].counts.factions), scene[0].polity.power
    if candidate == members or count == len(threats) or not is_winning(candidate, members, leader, power, n, p.alpha):
        return count
    value = gain(candidate, members, scene, prospects, payoff, p)
    if value <= -1e8:
        return count
    threats[count], gains[count] = candidate, value
    return count + 1


@kernel
def _threats(members, leader, scene, prospects, terms, found):
    """Winning sets whose members all gain, in the order of their masks; returns their number."""
    payoff, p = terms
    n, sets, count = int(scene[1].counts.factions), scene[4].sets, 0
    sets.known = 0.0
    if leader < 0 or not holds(members, leader):
        sitting(members, scene, prospects, payoff, p)
        for candidate in range(1, 1 << n):
            count = _add(candidate, members, leader, scene, prospects, terms, found, count)
        return count
    size, whole, loaded = screen(leader, scene, prospects, terms), number(members, leader), False
    sets.known = 1.0 if size > 0 else 0.0
    coercion, gap = 1e-12 + power_of((1 << n) - 1, scene[1].factions.coercion, n), 0.0
    if size > 0:
        gap = edge(whole, sets)
        weigh(whole, gap, size, sets)
    for k in range(1 << (n - 1)):
        if size == 0 or (sets.most[k] > p.inertia - SLIP and may_unseat(k, whole, gap, sets, p, coercion)):
            if not loaded:
                sitting(members, scene, prospects, payoff, p)
                loaded = True
            count = _add(members_of(k, leader), members, leader, scene, prospects, terms, found, count)
    return count


@kernel
def _pick(gains, count, precision, u):
    """Index drawn by logit on gains with one uniform."""
    top = gains[0]
    for k in range(1, count):
        top = max(top, gains[k])
    total = 0.0
    for k in range(count):
        total += math.exp(precision * (gains[k] - top))
    target, running = u * total, 0.0
    for k in range(count):
        running += math.exp(precision * (gains[k] - top))
        if running >= target:
            return k
    return count - 1


@kernel
def self_enforcing(members, leader, scene, prospects, terms, u, tables):
    """The next coalition, and whether its choice was a cycle; `terms` is (payoff, p)."""
    payoff, p = terms
    threats, gains, stable = tables
    count = _threats(members, leader, scene, prospects, terms, (threats, gains))
    kept = 0
    if count > 0:
        stable[:] = UNKNOWN
    for k in range(count):
        if stable[threats[k]] == UNKNOWN:
            is_stable(threats[k], leader, scene, prospects, terms, stable)
        if stable[threats[k]] == STABLE:
            threats[kept], gains[kept] = threats[k], gains[k]
            kept += 1
    if kept == 0:
        return members, 0, 0
    best = -1
    for k in range(kept):
        better = best < 0 or gains[k] > gains[best]
        if better and _preferred(threats[k], threats, kept, scene, prospects, payoff, p):
            best = k
    if best >= 0:
        return threats[best], 0, kept
    return threats[_pick(gains, kept, p.precision, u)], 1, kept


@kernel
def logit(members, leader, scene, prospects, terms, u, tables):
    """Every winning set by exp(precision * power-weighted mean gain, net of rest); S itself counts 0."""
    payoff, p = terms
    threats, gains, _ = tables
    state, inputs, case, rest, work = scene
    n, power = int(inputs.counts.factions), state.polity.power
    sitting(members, scene, prospects, payoff, p)
    threats[0], gains[0], count = members, 0.0, 1
    for candidate in range(1, 1 << n):
        if candidate == members or count == len(threats):
            continue
        if not is_winning(candidate, members, leader, power, n, p.alpha):
            continue
        total, total_rest = power_of(candidate, power, n), power_of(candidate, rest.power, n)
        view = view_of(candidate, scene, prospects)
        line = expected_line(candidate, rest.power, work.calm, case, n)
        mean, moved = 0.0, 0.0
        for i in range(n):
            if holds(candidate, i) != holds(members, i):
                moved += power[i]
            if holds(candidate, i):
                more = value_now(i, candidate, total, view, scene, payoff, p) - work.values[i]
                base = value_at_rest(i, candidate, total_rest, line, scene, payoff, p) - work.values_rest[i]
                mean += power[i] * (more - p.anchor * base) / total
        threats[count], gains[count] = candidate, mean - p.inertia * (1.0 + moved)
        count += 1
    return threats[_pick(gains, count, p.precision, u)], 0, count - 1


@kernel
def _price(i, candidate, total, view, scene, payoff, p):
    """Share of the posts fund that makes i as well off in the candidate as it is now; 2 if all of it does not."""
    work = scene[4]
    share = pressure_share(view[2], view[1], work.impatience[i], work.lift[i])
    bare = value_now(i, candidate, total, view, scene, payoff, p)
    bare -= income_value(i, scene[0].polity.power[i] / total, share, scene)
    need, low, high = work.values[i] - bare, 0.0, 1.0
    if income_value(i, low, share, scene) >= need:
        return low
    if income_value(i, high, share, scene) < need:
        return 2.0
    for _ in range(40):
        middle = 0.5 * (low + high)
        if income_value(i, middle, share, scene) < need:
            low = middle
        else:
            high = middle
    return high


@kernel
def formateur(members, leader, scene, prospects, terms, u, tables):
    """A proposer drawn by power offers every set its price and forms the one that leaves it most."""
    payoff, p = terms
    state, inputs, _, _, work = scene
    n, power = int(inputs.counts.factions), state.polity.power
    sitting(members, scene, prospects, payoff, p)
    proposer, running, target = n - 1, 0.0, u * power_of((1 << n) - 1, power, n)
    for i in range(n - 1, -1, -1):
        running += power[i]
        if running >= target:
            proposer = i
            break
    best, best_value = members, work.values[proposer] + p.inertia
    for candidate in range(1, 1 << n):
        if candidate == members or not holds(candidate, proposer):
            continue
        if not is_winning(candidate, members, leader, power, n, p.alpha):
            continue
        total, view = power_of(candidate, power, n), view_of(candidate, scene, prospects)
        left = 1.0
        for i in range(n):
            if holds(candidate, i) and i != proposer:
                left -= _price(i, candidate, total, view, scene, payoff, p)
        if left <= 0.0:
            continue
        own = value_now(proposer, candidate, total, view, scene, payoff, p)
        share = pressure_share(view[2], view[1], work.impatience[proposer], work.lift[proposer])
        own -= income_value(proposer, power[proposer] / total, share, scene)
        own += income_value(proposer, left, share, scene)
        if own > best_value:
            best, best_value = candidate, own
    return best, 0, 0


@kernel
def margin(members, scene, prospects, payoff, p):
    """Cohesion: power-weighted mean of what members would lose by leaving, exit abroad included."""
    state, inputs, case, rest, work = scene
    n, power = int(inputs.counts.factions), state.polity.power
    view, total = view_of(members, scene, prospects), power_of(members, power, n)
    mean = 0.0
    for i in range(n):
        if holds(members, i):
            inside = value_now(i, members, total, view, scene, payoff, p)
            without = members ^ (1 << i)
            outside = value_now(i, without, max(1e-9, total - power[i]), view, scene, payoff, p)
            mean += power[i] / total * (inside - max(outside, state.polity.exit_value[i]))
    return mean
