"""The one purse: the split of the posts fund that the bargain's first-order condition demands (row 34).

    x_i = max(0, u_i / mu - m_i / R),  sum x_i = 1,  u_i = beta_i / surplus_i

Water-filling: sort-free, by dropping members whose share would be negative and solving for mu again
(at most n rounds). Units: shares of the fund. Ignores: instruments other than posts.
"""

from __future__ import annotations

from winset.kernel import kernel
from winset.polity.membership import holds


@kernel
def split_purse(out, members, weight, surplus, market, fund, n):
    """Write the shares of every faction; members outside the active set and outsiders get zero."""
    active = members
    for _ in range(n):
        need, claims = 1.0, 0.0
        for i in range(n):
            if holds(active, i):
                need += market[i] / fund
                claims += weight[i] / surplus[i]
        dropped = 0
        for i in range(n):
            out[i] = 0.0
            if holds(active, i):
                out[i] = weight[i] / surplus[i] * need / claims - market[i] / fund
                if out[i] < 0.0:
                    dropped |= 1 << i
        if dropped == 0:
            return
        active &= ~dropped
