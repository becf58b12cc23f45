"""The one purse: a Newton step towards the split of the posts fund that maximises the Nash product (row 34).

    max sum_i beta_i log(surplus_i + log(y_i / y_i now)),  y_i = m_i + R x_i,  sum x_i = 1,  x_i >= least_i
    x_i' = max(least_i, x_i + h_i (d_i - mu)),  d_i = u_i R / y_i,  h_i = y_i^2 / (R^2 u_i (1 + 1 / surplus_i))

with u_i = beta_i / surplus_i. The sum is separable and concave, so d_i = mu wherever x_i is free is its maximum, and
steps that go uphill (bargain.py halves those that do not) end there. least_i is what a veto player must keep, and
what loyalty costs (posts.py); members whose share would fall below theirs are held at it and mu is found anew (at
most n rounds). Units: shares of the fund. Ignores: instruments other than posts.
"""

from __future__ import annotations

from winset.kernel import kernel
from winset.polity.membership import holds


@kernel
def slope(i, purse, room, market, fund):
    """d_i and h_i: marginal worth of the fund to member i, and how far its share moves per unit of it."""
    income, pull = (market[i] + fund * purse[i]) / fund, room.weight[i] / room.surplus[i]
    return pull / income, income * income / (pull * (1.0 + 1.0 / room.surplus[i]))


@kernel
def split_purse(out, members, purse, least, room, market, fund, n):
    """Write the shares after the step; outsiders get zero. `least` (F,) sums to at most 1 over members."""
    free = members
    for i in range(n):
        out[i] = 0.0
    for _ in range(n):
        excess, give = -1.0, 0.0
        for i in range(n):
            if holds(free, i):
                worth, stride = slope(i, purse, room, market, fund)
                excess += purse[i] + stride * worth
                give += stride
            elif holds(members, i):
                excess += least[i]
        held = 0
        for i in range(n):
            if holds(free, i):
                worth, stride = slope(i, purse, room, market, fund)
                out[i] = purse[i] + stride * (worth - excess / give)
                if out[i] < least[i]:
                    held |= 1 << i
        if held == 0:
            return
        free &= ~held
        for i in range(n):
            if holds(held, i):
                out[i] = least[i]
