"""Who can block (row 25): veto players of the ruling coalition and the win-set of the status quo.

The status quo changes only towards {q : V_j(q) >= V_j(q0) for every veto player j} (Tsebelis 2002).
Rules: `leader`, `large_members` (the leader and every member above a share of the coalition's power) or
`unanimity`. Off: nobody can block and every member falls back on its exit option. Another veto player
never enlarges the win-set (tests/properties). Ignores: agenda control.
"""

from __future__ import annotations

from winset.kernel import kernel
from winset.polity.membership import holds, power_of

LEADER, LARGE_MEMBERS, UNANIMITY, NOBODY = range(4)


@kernel
def is_veto_player(i, members, power, n, institutions, leader):
    """True when faction i must not be made worse off than by the status quo."""
    rule = int(institutions.veto_rule)
    if rule == NOBODY or not holds(members, i):
        return False
    if rule == UNANIMITY or i == leader:
        return True
    return rule == LARGE_MEMBERS and power[i] > institutions.veto_threshold * power_of(members, power, n)
