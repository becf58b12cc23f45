"""Phase 9: learning, power, reputation and pacts."""

from __future__ import annotations

from winset.kernel import kernel
from winset.polity.brokers import brokers
from winset.polity.gradualism import gradualism
from winset.polity.learning import learning
from winset.polity.pact import pact
from winset.polity.political_capital import political_capital
from winset.polity.power import power
from winset.polity.reputation import reputation
from winset.polity.risk_appetite import risk_appetite


@kernel
def memory(scene, outlook, news, on, params):
    """Phase 9: what is learned and kept; `news` is (whether relief came, whether a new ruler came)."""
    state, inputs, _, rest, work = scene
    relieved, fresh = news
    if on.learning > 0.0:
        learning(scene, outlook, work.truth, relieved, params.stance, params.learning)
    if on.power > 0.0:
        power(state.polity, rest, work.truth, int(inputs.counts.factions), params.power)
    if on.political_capital > 0.0:
        political_capital(state.polity, state.information, inputs, params.political_capital)
    if on.brokers > 0.0:
        brokers(scene, params.brokers)
    if on.risk_appetite > 0.0:
        risk_appetite(scene, params.risk_appetite)
    if on.reputation > 0.0:
        reputation(state.information.reputation, state.polity.policy, fresh, params.reputation)
    if on.pact > 0.0:
        policy = state.polity.policy
        pact(policy.pact, int(state.external.sender.status), policy.concession, params.pact)
    if on.gradualism > 0.0:
        gradualism(scene, params.gradualism)
