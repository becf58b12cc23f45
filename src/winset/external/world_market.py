"""World price of the target's energy exports: a conditioned path and an AR(1) shock (row 37).

    shock' = persistence · shock + volatility · ε,   ε ~ N(0, 1)
    price  = path + shock

Units: log deviation from the scenario's base price; persistence per month; volatility is the
standard deviation of a month's innovation. Source: AR(1) terms of trade, the theory table, row 37; both
figures come from the scenario. Ignores: the effect of the target's lost volume on the world price.
"""

from winset.kernel import kernel


@kernel
def world_market(world, path, outside, normal):
    """Write `external.world`; `normal` is one standard normal number."""
    world.shock = outside.persistence * world.shock + outside.volatility * (1.0 - path.known) * normal
    world.price = path.price + world.shock
