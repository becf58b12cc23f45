"""Stylised facts as predictive checks: what the model says of a population of sanctions episodes, fact by fact."""

from __future__ import annotations

from winset.questions.facts.episodes import Episodes, defaults, simulate
from winset.questions.facts.table import Fact, parse_facts, read_facts
from winset.questions.facts.verdicts import Reading, Verdict, check, score

__all__ = [
    "Episodes",
    "Fact",
    "Reading",
    "Verdict",
    "check",
    "defaults",
    "parse_facts",
    "read_facts",
    "score",
    "simulate",
]
