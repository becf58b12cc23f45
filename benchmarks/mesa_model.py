"""The slice (slice.py) as a Mesa 3 model: factions are agents, the polity is the model.

Written as one would for Mesa: agents hold their traits and act by `agents.do`; what several agents
need in a month is computed once (`Coalition` keeps its line and the values of its members).
"""

from __future__ import annotations

import math
from collections.abc import Iterator

import mesa
import numpy as np

from benchmarks.slice import PROSPECTS, RAMP, Draws, Slice

NOW, FINAL, Q_FINAL, LEFT, *_, WIDTH = PROSPECTS


def logistic(x: float) -> float:
    """1 / (1 + exp(-x))."""
    return 1.0 / (1.0 + math.exp(-x))


def quantal_response(values: list[float], precision: float) -> list[float]:
    """Logit choice probabilities."""
    top = max(values)
    odds = [math.exp(precision * (v - top)) for v in values]
    total = sum(odds)
    return [o / total for o in odds]


class Faction(mesa.Agent):
    """One elite group."""

    def __init__(self, model: Polity, i: int, data: Slice) -> None:
        super().__init__(model)
        self.index = i
        self.power = self.power_at_rest = float(data.power[i])
        self.ideal = [float(x) for x in data.ideal[i]]
        self.salience = [float(x) for x in data.salience[i]]
        self.impatience, self.lift = float(data.impatience[i]), float(data.lift[i])
        self.risk = float(data.risk[i]) * model.payoff["risk"]
        self.dependence, self.coercion = float(data.dependence[i]), float(data.coercion[i])
        self.network, self.audience = float(data.network[i]), float(data.audience[i])
        self.exposure, self.market_at_rest = float(data.exposure[i]), float(data.market[i])
        self.market, self.loss, self.induced = self.market_at_rest, 0.0, 0.0
        self.ties: dict[Faction, float] = {}

    def suffer(self) -> None:
        """This month's loss of income."""
        z = float(self.model.normals[self.index])
        self.loss = self.model.ramp * (self.exposure + 0.05 * z)
        self.market = self.market_at_rest * math.exp(-self.loss)

    def pressed(self, concession: float) -> float:
        """Discounted share of time under pressure under a concession."""
        flow = FINAL * logistic((concession - Q_FINAL) / WIDTH)
        return (self.impatience * NOW + flow * LEFT) / (self.impatience + flow + self.lift)

    def worth(self, posts: float, share: float) -> float:
        """Log income with posts, a share of the time under pressure, what pressure costs added back."""
        pressed = math.log(self.market + posts) + self.loss
        return share * pressed + (1.0 - share) * math.log(self.market_at_rest + posts)

    def stake(self, concession: float) -> float:
        """Expected loss from pressure under a concession, with its risk premium."""
        share = self.pressed(concession)
        return self.loss * share - 0.5 * self.risk * self.loss * self.loss * share * (1.0 - share)

    def distance(self, line: tuple[float, float, float]) -> float:
        """Salience-weighted squared distance from the ideal point."""
        return sum(s * (q - x) ** 2 for s, q, x in zip(self.salience, line, self.ideal))

    def choose_stance(self) -> None:
        """Answer the pressure; the induced shift is what it changes in the position taken."""
        model, p, payoff = self.model, self.model.stance, self.model.payoff
        quo = model.quo[0]
        goal = max(quo, Q_FINAL)
        marks = [quo, goal, quo + p["reframe_share"] * (goal - quo)]
        calm = []
        for c in marks:
            line = (c, model.quo[1], model.quo[2])
            back_down = payoff["audience"] * self.audience * max(0.0, c - quo)
            calm.append(-0.5 * payoff["ideology"] * self.distance(line) - back_down)
        spared = p["frame"] * payoff["audience"] * self.audience * max(0.0, marks[2] - quo)
        calm[2] += spared - p["frame_cost"]
        pressed = [v - self.stake(c) for v, c in zip(calm, marks)]
        before = quantal_response(calm, p["precision"])
        after = quantal_response(pressed, p["precision"])
        self.induced = sum((b - a) * c for a, b, c in zip(before, after, marks))

    def move_ties(self) -> None:
        """Ties to every faction met before: common fate draws together."""
        p = self.model.tie_terms
        for other in self.model.factions[: self.index]:
            shared = min(abs(self.loss), abs(other.loss))
            if self.loss * other.loss < 0.0:
                shared *= -p["rift"]
            both = self.network * other.coercion + other.network * self.coercion
            goal = (p["strength"] + p["complement"] * both) * shared
            tie = self.ties.get(other, 0.0)
            self.ties[other] = other.ties[self] = tie + p["speed"] * (goal - tie)

    def drift(self) -> None:
        """Power follows income relative to the mean and reverts to rest."""
        p = self.model.power_terms
        change = p["elasticity"] * (-self.loss - self.model.mean_change) / 12.0
        change -= p["revert"] * math.log(self.power / self.power_at_rest)
        self.power *= math.exp(change)


class Coalition:
    """A set of factions in one month; what it stands for is computed when first asked."""

    def __init__(self, model: Polity, mask: int) -> None:
        self.model, self.mask = model, mask
        self.members = [f for f in model.factions if mask >> f.index & 1]
        self.power = sum(f.power for f in self.members)
        self._line: tuple[float, float, float] | None = None
        self._calm: tuple[float, float, float] | None = None
        self._values: dict[Faction, float] = {}
        self._values_at_rest: dict[Faction, float] = {}

    def line(self) -> tuple[float, float, float]:
        """Policy that the set would run: means of ideal points weighted by power and salience."""
        if self._line is None:
            ideals = [(min(1.0, max(0.0, f.ideal[0] + f.induced)), f.ideal[1], f.ideal[2]) for f in self.members]
            self._line = self._mean([f.power for f in self.members], ideals)
        return self._line

    def calm_line(self) -> tuple[float, float, float]:
        """The same without pressure, with power as it was at rest."""
        if self._calm is None:
            ideals = [(f.ideal[0], f.ideal[1], f.ideal[2]) for f in self.members]
            self._calm = self._mean([f.power_at_rest for f in self.members], ideals)
        return self._calm

    def _mean(self, weights: list[float], ideals: list[tuple[float, float, float]]) -> tuple[float, float, float]:
        top, low = [0.0, 0.0, 0.0], [1e-12, 1e-12, 1e-12]
        for f, w, x in zip(self.members, weights, ideals):
            for d in range(3):
                top[d] += w * f.salience[d] * x[d]
                low[d] += w * f.salience[d]
        return top[0] / low[0], top[1] / low[1], top[2] / low[2]

    def value(self, f: Faction) -> float:
        """What the set is worth to a faction now."""
        if f not in self._values:
            model, line = self.model, self.line()
            value = -f.stake(line[0]) - 0.5 * model.payoff["ideology"] * f.distance(line)
            if not self.mask >> f.index & 1:
                value += f.worth(0.0, f.pressed(line[0]))
            else:
                bond = sum(j.power * f.ties.get(j, 0.0) for j in self.members)
                value += f.worth(model.fund * f.power / self.power, f.pressed(line[0]))
                value += model.seats["ties"] * bond / self.power - self._loyalty(f)
            self._values[f] = value
        return self._values[f]

    def value_at_rest(self, f: Faction) -> float:
        """What it would be worth without pressure."""
        if f not in self._values_at_rest:
            model = self.model
            value = -0.5 * model.payoff["ideology"] * f.distance(self.calm_line())
            if not self.mask >> f.index & 1:
                value += math.log(f.market_at_rest)
            else:
                total = sum(m.power_at_rest for m in self.members)
                value += math.log(f.market_at_rest + model.fund * f.power_at_rest / total) - self._loyalty(f)
            self._values_at_rest[f] = value
        return self._values_at_rest[f]

    def _loyalty(self, f: Faction) -> float:
        return 0.0 if self.mask >> self.model.leader & 1 else self.model.seats["dependence"] * f.dependence


class Polity(mesa.Model):
    """One draw."""

    def __init__(self, data: Slice, draws: Draws, draw: int) -> None:
        super().__init__(seed=draw)
        self.payoff, self.stance, self.tie_terms, self.seats, self.power_terms = (
            {name: float(data.params[room][name]) for name in data.params[room].dtype.names}
            for room in ("payoff", "stance", "ties", "coalition", "power")
        )
        self.fund, self.quo, self.leader = data.fund, data.quo, data.leader
        self.uniforms, self.choices, self.all_normals = draws.opportunity[draw], draws.choice[draw], draws.loss[draw]
        self.factions = [Faction(self, i, data) for i in range(data.factions)]
        self.members = data.members
        self.month = 0
        self._sets: dict[int, Coalition] = {}
        self._stable: dict[int, bool] = {}

    def step(self) -> None:
        """One month."""
        self.ramp = min(1.0, (self.month + 1) / RAMP)
        self.normals = self.all_normals[self.month]
        self.agents.do("suffer")
        self.agents.do("choose_stance")
        self.agents.do("move_ties")
        self.regroup()
        self.mean_change = -sum(f.power * f.loss for f in self.factions)
        self.agents.do("drift")
        total = sum(f.power for f in self.factions)
        for f in self.factions:
            f.power /= total
        self.month += 1

    def coalition(self, mask: int) -> Coalition:
        """The set with this bit mask, made once a month."""
        if mask not in self._sets:
            self._sets[mask] = Coalition(self, mask)
        return self._sets[mask]

    def regroup(self) -> None:
        """If the question comes up: the next ruling coalition."""
        p, now = self.seats, [f for f in self.factions if self.members >> f.index & 1]
        sour = sum(f.power * max(0.0, f.loss) for f in now)
        if self.uniforms[self.month] >= p["opportunity"] * (1.0 + p["discontent"] * sour):
            return
        self._sets, self._stable = {}, {}
        self.members = self.next_coalition(self.coalition(self.members)).mask

    def next_coalition(self, sitting: Coalition) -> Coalition:
        """The threat that its members agree on; a logit among threats if none; the sitting set if no threat."""
        threats = []
        for mask in range(1, 1 << len(self.factions)):
            if mask == sitting.mask or not self.wins(mask, sitting):
                continue
            gain = self.gain(self.coalition(mask), sitting)
            if gain is not None and self.stable(mask):
                threats.append((self.coalition(mask), gain))
        if not threats:
            return sitting
        others = [other for other, _ in threats]
        liked = [threat for threat in threats if self.agreed(threat[0], others)]
        return max(liked, key=lambda threat: threat[1])[0] if liked else self.pick(threats)

    def wins(self, mask: int, sitting: Coalition) -> bool:
        """Leader rule and power rule."""
        if not mask >> self.leader & 1:
            return False
        return self.coalition(mask).power > self.seats["alpha"] * self.coalition(mask | sitting.mask).power

    def gain(self, candidate: Coalition, sitting: Coalition) -> float | None:
        """Power-weighted mean gain, or None when somebody in the candidate does not gain."""
        p = self.seats
        expelled = sum(f.coercion for f in sitting.members if not candidate.mask >> f.index & 1)
        least = p["inertia"] * (1.0 + p["resistance"] * expelled / (1e-12 + sum(f.coercion for f in self.factions)))
        mean = 0.0
        for f in candidate.members:
            more = candidate.value(f) - sitting.value(f)
            if sitting.mask >> f.index & 1:
                more -= p["anchor"] * (candidate.value_at_rest(f) - sitting.value_at_rest(f))
                if more <= least:
                    return None
            elif more <= 0.0:
                return None
            mean += f.power * more / candidate.power
        return mean

    def stable(self, mask: int) -> bool:
        """No self-enforcing subset would unseat it."""
        if mask not in self._stable:
            self._stable[mask] = not any(self.unseats(part, mask) for part in submasks(mask))
        return self._stable[mask]

    def unseats(self, part: int, mask: int) -> bool:
        """True when a subset wins, gains and is itself stable."""
        whole = self.coalition(mask)
        if not self.wins(part, whole) or self.gain(self.coalition(part), whole) is None:
            return False
        return self.stable(part)

    def agreed(self, best: Coalition, threats: list[Coalition]) -> bool:
        """Every member of a threat prefers it to each other threat that it belongs to."""
        return not any(
            other.value(f) > best.value(f) + 1e-12
            for other in threats
            if other is not best
            for f in best.members
            if other.mask >> f.index & 1
        )

    def pick(self, threats: list[tuple[Coalition, float]]) -> Coalition:
        """Logit on gains."""
        top = max(gain for _, gain in threats)
        odds = [math.exp(self.seats["precision"] * (gain - top)) for _, gain in threats]
        target, running = self.choices[self.month] * sum(odds), 0.0
        for (threat, _), weight in zip(threats, odds):
            running += weight
            if running >= target:
                return threat
        return threats[-1][0]


def submasks(mask: int) -> Iterator[int]:
    """Proper non-empty subsets of a bit mask."""
    part = -mask & mask
    while part != mask:
        yield part
        part = (part - mask) & mask


def run(data: Slice, draws: Draws, first: int, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Coalitions (draw, month) and powers (draw, month, faction) of `count` draws."""
    months = draws.opportunity.shape[1]
    members = np.zeros((count, months), np.int64)
    powers = np.zeros((count, months, data.factions))
    for d in range(count):
        polity = Polity(data, draws, first + d)
        for t in range(months):
            polity.step()
            members[d, t] = polity.members
            powers[d, t] = [f.power for f in polity.factions]
    return members, powers
