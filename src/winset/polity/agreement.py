"""What a coalition has agreed, and how it is carried out (row 34).

    q_d' = q_d + s (agreed_d - q_d),   x' = x + s (promised - x),   s = min(1 / (1 + cost), pace / farthest of all)

An agreement on the line of policy and on the purse stands until the next one, also through months in
which nobody meets; a new coalition or the ruler's fall voids it, and policy stops where it is. All
parts move by one share of the way left, so that nobody is paid before it delivers; `cost` is that of a step
(gradualism.py). `commitment`, from which
audience costs are counted, follows the line in force slowly. Units: positions and shares a month.
Ignores: reneging inside a sitting coalition.
"""

from __future__ import annotations

from winset.kernel import kernel


@kernel
def agree(policy, line, purse, n):
    """Write a line (concession, alignment, reform, burden) and a purse (F,) as agreed."""
    for d in range(4):
        policy.agreed[d] = line[d]
    for i in range(n):
        policy.promised[i] = purse[i]


@kernel
def void(policy, n):
    """Older agreements lapse: what is in force is all that is agreed."""
    agree(policy, (policy.concession, policy.alignment, policy.reform, policy.burden), policy.purse, n)


@kernel
def _farthest(policy, n):
    """Longest way left to what is agreed."""
    far = max(abs(policy.agreed[0] - policy.concession), abs(policy.agreed[1] - policy.alignment))
    far = max(far, abs(policy.agreed[2] - policy.reform), abs(policy.agreed[3] - policy.burden))
    for i in range(n):
        far = max(far, abs(policy.promised[i] - policy.purse[i]))
    return far


@kernel
def agreement(policy, n, p):
    """One month of what is agreed; `p` are the bargain's parameters."""
    far = _farthest(policy, n)
    share = min(1.0 / (1.0 + policy.agenda.cost), p.pace / far) if far > 0.0 else 0.0
    policy.concession += share * (policy.agreed[0] - policy.concession)
    policy.alignment += share * (policy.agreed[1] - policy.alignment)
    policy.reform += share * (policy.agreed[2] - policy.reform)
    policy.burden += share * (policy.agreed[3] - policy.burden)
    for i in range(n):
        policy.purse[i] += share * (policy.promised[i] - policy.purse[i])
    policy.commitment += p.recommit * (policy.concession - policy.commitment)
