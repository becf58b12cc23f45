"""What a coalition has agreed, and how it is carried out (row 34).

    q_d' = q_d + clip(agreed_d - q_d, pace),     x' = x + min(1, pace / max|promised - x|) (promised - x)

An agreement on the line of policy and on the purse stands until the next one, also through months in
which nobody meets; a new coalition or the ruler's fall voids it, and policy stops where it is. Both
parts move at the same pace, so that nobody is paid before it delivers. `commitment`, from which
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
def _toward(now, goal, pace):
    return now + min(pace, max(-pace, goal - now))


@kernel
def agreement(policy, n, p):
    """One month of what is agreed; `p` are the bargain's parameters."""
    policy.concession = _toward(policy.concession, policy.agreed[0], p.pace)
    policy.alignment = _toward(policy.alignment, policy.agreed[1], p.pace)
    policy.reform = _toward(policy.reform, policy.agreed[2], p.pace)
    policy.burden = _toward(policy.burden, policy.agreed[3], p.pace)
    far = 0.0
    for i in range(n):
        far = max(far, abs(policy.promised[i] - policy.purse[i]))
    share = min(1.0, p.pace / far) if far > 0.0 else 0.0
    for i in range(n):
        policy.purse[i] += share * (policy.promised[i] - policy.purse[i])
    policy.commitment += p.recommit * (policy.concession - policy.commitment)
