"""The spatial model of politics written a second time, in scalars and loops, to check the arrays against.

Slow and plain on purpose: one function per sentence of the model's description, no NumPy beyond the rounding of inputs.
"""

from __future__ import annotations

import math

KAPPA = {"none": 0.0, "one_third": 1 / 3, "half": 0.5, "two_thirds": 2 / 3, "full": 1.0}


def u(d, r):
    return (1 - d) * (1 + r * d) if d <= 1 else (1 - d) * (1 + r)


def vote(rule, w, d):
    step = max(-1.0, min(1.0, d / 1e-8))
    return {
        "proportional": w * d,
        "cubic": w * d**3,
        "proportional_cubic": w * (d + d**3) / 2,
        "binary": w * step,
        "proportional_binary": w * (0.8 * d + 0.2 * step),
        "asymmetric": w * d if d < 0 else 2 / 3 * w * d,
    }[rule]


def victory(rule, a, b):
    if rule == "binary":
        if a >= 1.1 * b:
            return 1 / (1 + 1e-6)
        if b >= 1.1 * a:
            return 1e-6 / (1 + 1e-6)
        return 21 * a / (a + b) - 10
    power = {"linear": 1, "square": 2, "quartic": 4, "octic": 8}[rule]
    return a**power / (a**power + b**power)


def election(rules, table, weights):
    """table[actor][option] to probabilities of options."""
    size = len(table[0])
    c = [[1e-8] * size for _ in range(size)]
    p = [[0.5] * size for _ in range(size)]
    for a in range(size):
        for b in range(a):
            for row, w in zip(table, weights, strict=True):
                v = vote(rules.voting, w, row[a] - row[b])
                c[a][b] += max(v, 0.0)
                c[b][a] += max(-v, 0.0)
            p[a][b] = victory(rules.victory, c[a][b], c[b][a])
            p[b][a] = victory(rules.victory, c[b][a], c[a][b])
    if rules.election == "conditional":
        score = [math.prod(row) for row in p]
        return [s / sum(score) for s in score]
    return markov(rules.election, c, p)


def markov(kind, c, p):
    size = range(len(p))
    now = [1 / len(p)] * len(p)
    i = [[c[a][b] * p[a][b] + (1e-10 if a == b else 0.0) for b in size] for a in size]
    k = [[i[a][b] / sum(i[m][b] for m in size) for b in size] for a in size]
    while True:
        if kind == "markov_uniform":
            q = [sum(p[a][b] * (now[a] + now[b]) for b in size) / len(p) for a in size]
        else:
            t = [[now[a] * k[b][a] for b in size] for a in size]
            q = [sum(p[a][b] * (t[a][b] + t[b][a]) for b in size) for a in size]
        gap = max(abs(x - y) for x, y in zip(q, now, strict=True))
        now = [(x + y) / 2 for x, y in zip(q, now, strict=True)]
        if gap <= (1e-6 if kind == "markov_uniform" else 1e-8):
            return now


class Turn:
    """One state and its way to the next; x, y, s are lists of rows in [0, 1]."""

    def __init__(self, x, y, s, c, rules):
        self.x, self.y, self.s, self.c, self.rules, self.n = x, y, s, c, rules, len(c)
        self.total = [sum(row) for row in s]
        self.w = [c[i] * self.total[i] for i in range(self.n)]
        self.d = [[self.distance(i, x[j]) for j in range(self.n)] for i in range(self.n)]
        p = election(rules, [[u(d, 0.0) for d in row] for row in self.d], c)
        low, high = min(p), max(p)
        if high - low <= 1e-12 * high:
            self.r = [0.0] * self.n
            return
        self.r = {
            "min": [(v - low) / (high - low) for v in p],
            "mid": [(3 * v - high - 2 * low) / (2 * (high - low)) for v in p],
            "max": [(2 * v - high - low) / (high - low) for v in p],
        }[rules.risk_range]

    def distance(self, i, z):
        top = sum((self.s[i][k] * (self.y[i][k] - z[k])) ** 2 for k in range(len(z)))
        return math.sqrt(top / sum(v * v for v in self.s[i]))

    def seen(self, h, i, j):
        kappa = KAPPA[self.rules.perception]
        return u(self.d[i][j], (1 - kappa) * self.r[h] + kappa * self.r[i])

    def reported(self):
        new = []
        for i in range(self.n):
            if all(math.dist(self.x[i], self.x[k]) >= 1e-3 for k in new):
                new.append(i)
        p = election(self.rules, [[self.seen(i, i, j) for j in new] for i in range(self.n)], self.c)
        same = [[m for m, k in enumerate(new) if math.dist(row, self.x[k]) < 1e-3] for row in self.x]
        return [p[entries[-1]] for entries in same]

    def beats(self, h, i, j):
        rule, a = self.rules.voting, self.seen
        first, second = vote(rule, self.w[i], a(h, i, i) - a(h, i, j)), vote(rule, self.w[j], a(h, j, i) - a(h, j, j))
        bi = 1e-10 + max(first, 0.0) + max(second, 0.0)
        bj = 1e-10 + max(-first, 0.0) + max(-second, 0.0)
        ti, tj = bi, bj
        for n in set(range(self.n)) - {i, j}:
            ni, nj, nn = a(h, n, i), a(h, n, j), a(h, n, n)
            t = vote(rule, self.w[n], ni - nj)
            q = (bi + max(t, 0.0)) / (bi + max(t, 0.0) + bj + max(-t, 0.0))
            one, two, three, four = {
                "full": (3 * ni, 3 * nj, 3 * ni, 3 * nj),
                "semi": (2 * ni + nn, 3 * nj, 3 * ni, 2 * nj + nn),
                "none": (2 * ni + nn, 2 * nj + nn, 2 * ni + nn, 2 * nj + nn),
            }[self.rules.third_party]
            v = vote(rule, self.w[n], q * one + (1 - q) * two - (q * three + (1 - q) * four))
            ti, tj = ti + max(v, 0.0), tj + max(-v, 0.0)
        return ti / (ti + tj)

    def gain(self, h, k, i, j):
        a, b, pi = 2 * self.seen(h, k, i), 2 * self.seen(h, k, j), self.beats(h, i, j)
        return (1 - self.total[j]) * a + self.total[j] * (pi * a + (1 - pi) * b) - (a + b) / 2

    def blend(self, i, j, pi):
        mine, theirs = [], []
        for xi, xj, si, sj in zip(self.x[i], self.x[j], self.s[i], self.s[j], strict=True):
            if self.rules.interpolation == "s2pmax":
                ei, ej = max(0.0, 1 - 2 * pi), max(0.0, 2 * pi - 1)
                mine.append(xi + ei * sj**2 / (ei * sj**2 + 1e-6 + (1 - ei) * si**2) * (xj - xi))
                theirs.append(xj + ej * si**2 / (ej * si**2 + 1e-6 + (1 - ej) * sj**2) * (xi - xj))
                continue
            power = 2 if self.rules.interpolation == "s2p2" else 1
            a, b = (si * pi) ** power, (sj * (1 - pi)) ** power
            values = (((a + 1e-6) * xi + b * xj), (a * xi + (b + 1e-6) * xj))
            one, two = (int(1e4 * v / (a + b + 1e-6) + 0.5) / 1e4 for v in values)
            mine.append(one)
            theirs.append(two)
        return mine, theirs

    def bargains(self):
        found = []
        for i in range(self.n):
            gains = {j: self.gain(i, i, i, j) for j in range(self.n) if j != i}
            j = max(gains, key=lambda other: gains[other])
            if gains[j] <= 1e-5:
                continue
            one, two = self.blend(i, j, self.beats(i, i, j)), self.blend(i, j, self.gain(j, i, i, j))
            si, sj = self.total[i], self.total[j]
            both = [[(si * a + sj * b) / (si + sj) for a, b in zip(*pair, strict=True)] for pair in zip(one, two)]
            versions = {"initiator": [one], "both": [one, two], "compromise": [both]}[self.rules.bargains]
            found += [(i, j, *version) for version in versions]
        return found

    def mean_utility(self, a, bargain):
        held = dict(enumerate(self.x))
        if bargain is not None:
            held[bargain[0]], held[bargain[1]] = bargain[2], bargain[3]
        return sum(u(self.distance(a, z), self.r[a]) for z in held.values()) / self.n

    def move(self):
        """Positions of the next state."""
        made, out = self.bargains(), []
        for k in range(self.n):
            mine = [None, *(b for b in made if k in b[:2])]
            p = election(self.rules, [[self.mean_utility(a, b) for b in mine] for a in range(self.n)], self.c)
            taken = mine[p.index(max(p))]
            out.append(self.x[k] if taken is None else taken[2] if taken[0] == k else taken[3])
        return out
