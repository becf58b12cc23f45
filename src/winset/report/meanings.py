"""What the words of the answer mean, one line each: after the tables, and on the page."""

from __future__ import annotations

MEANINGS = {
    "draw": "one simulated path; every share is a share of draws",
    "±": "error from the number of draws (Monte Carlo), not from the model",
    "0 (<x), 100 (>x)": "none or all of the draws; x is the 95 % Wilson bound",
    "no sanctions": "the same draws, same parameters and chance, without measures and threats",
    "interim deal": "part of the measures is suspended for a part of the demand; may be reversed, and may come "
    "before a settlement or not at all",
    "settlement": "measures lifted for less than the full demand; with or without an interim deal before",
    "compliance": "measures lifted after most of the demand then in force is met (80 % by default)",
    "sender gives up": "capitulation of the sender: measures lifted for nothing; only a strategic sender can",
    "at threat": "a settlement or compliance before any measure was in force: the target met the threat",
    "reversed": "a settlement or compliance after which measures came back in force",
    "unsettled": "no settlement or compliance yet, and no sender gave up; a stalemate if still so in the last month",
    "bloc shifts": "the coalition's mean ideal concession, by power at the start, is .05 or more above its first "
    "value at that date; it may move back",
    "leader out": "the holder of the top post has changed",
    "regular": "term, election or natural death; the ruler's faction names the successor",
    "insider": "removed by members of the ruling coalition",
    "coup": "removed by factions with coercive means",
    "uprising": "removed by the street",
    "foreign": "removed from abroad",
    "ruling coalition": "the factions that share posts and settle policy; others bargain from outside",
    "income": "of a faction, against what the same posts would bring without pressure; of households, in real terms",
    "rent": "income from scarce import licences, cheap official currency and smuggling; part of the income",
    "transfers": "the least that holds a region which could keep its taxes or trade over its own border",
    "dissent": "of a region: 0 loyal, 1 against the centre; the centre knows and commands less where it grows",
    "concession": "policy in force on the senders' main demand: 0 full defiance, 1 full compliance",
    "parameters": "what both draws of a pair share: parameters and uncertain inputs",
    "shocks": "what they do not share: chance events",
    "hardship": "real income that households lack against the same draw without sanctions",
    "cohesion": "what members of the coalition would lose by leaving it, in log income",
    "pressure": "what the measures in force would cost before evasion, in years of base imports",
}

PAGE = (
    "draw", "±", "0 (<x), 100 (>x)", "no sanctions", "interim deal", "settlement", "compliance", "sender gives up",
    "unsettled", "reversed", "bloc shifts", "leader out", "regular", "insider", "coup", "uprising", "ruling coalition",
    "income", "rent", "concession", "pressure", "hardship", "cohesion",
)  # fmt: skip
