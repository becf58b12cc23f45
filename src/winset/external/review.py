"""Listings under review: who is seen to accommodate comes off the list, who goes back to resistance returns (row 47).

A listed person or firm may ask for review, and the sender may offer it: what it wants to see is that its owner presses
for concession more than for resistance, or has left those who rule. With a_i and r_i the probabilities of the stances
accommodate and resist of last month,

    evidence_i  = 1 if i sat in the coalition at the start and has left it, else max(0, a_i − r_i)
    delisted_i' = delisted_i + rate · credibility · evidence_i (1 − delisted_i) − back · max(0, r_i − a_i) delisted_i
    listing_i   = path and relief of package.py · (1 − delisted_i)

so that delisting is selective: it opens the exit of those who waver (exit_option.py reads what is listed) and keeps it
shut for the others. A faction stands for many names, hence shares and no draw. Units: shares of a faction's listed
wealth; hazards per month. Source: a hazard of review in evidence as in the theory table, row 47; the size is near the
European Union's list for Zimbabwe, 35 of 198 names off two years after a unity government and 71 of the rest within
the next (the theory table, case 12). Ignores: courts that annul listings, the evidence that a listing is wrong, and
that a faction may change its stance in the hope of review.
"""

from __future__ import annotations

from winset.kernel import kernel
from winset.types import STATUS

_IMPOSED, _RESIST, _ACCOMMODATE = STATUS.index("imposed"), 0, 1


@kernel
def reviewed(delisted, evidence, doubt, offer, back):
    """Share of a faction's listings that is off after a month; `offer` is the review hazard at full evidence."""
    return delisted + offer * evidence * (1.0 - delisted) - back * doubt * delisted


@kernel
def review(external, polity, inputs, p):
    """Advance `external.review` and take what is delisted off `external.measures.listing`."""
    sender, room, listing = external.sender, external.review, external.measures.listing
    seated, members = int(inputs.institutions.start_members), int(polity.coalition.members)
    for i in range(int(inputs.counts.factions)):
        if listing[i] > 0.0 and int(sender.status) >= _IMPOSED:
            lean = polity.stance[i, _ACCOMMODATE] - polity.stance[i, _RESIST]
            left = ((seated & ~members) >> i) & 1
            evidence = 1.0 if left else max(0.0, lean)
            doubt = 0.0 if left else max(0.0, -lean)
            room.delisted[i] = reviewed(room.delisted[i], evidence, doubt, p.rate * sender.credibility, p.back)
        listing[i] *= 1.0 - room.delisted[i]
