"""Words of the options that several verbs share, and the examples at the foot of each verb's help."""

from __future__ import annotations

SETTING = (
    "Override a value of the file; may be repeated. PATH goes down by names: economy.macro.reserves=0.1, "
    "factions.irgc.patience=0.9 (an entry of a list by name, label or number from 0)."
)
OFF = "Switch off mechanisms by name, separated by commas; an unknown name lists them all."
COALITION = "How coalitions form: self_enforcing, logit or formateur."
POLICY = "How a coalition sets policy: nash (the bargain) or weighted_mean (votes by power and salience)."
PRESSURE = "Multiplies the coverage of every measure; 0 is no sanctions."

EXAMPLES = {
    "run": (
        "winset run iran/2012",
        "winset run iran/2012 --draws 200 --off rents,street --out runs/no-rents",
        "winset run iran/2012 --set economy.macro.reserves=0.05 --table-only",
    ),
    "report": ("winset report runs/iran-2012",),
    "explain": (
        "winset explain runs/iran-2012",
        "winset explain iran/2012 --outcome settled@2014-12 --by channel",
        "winset explain iran/2012 --draw 17 --faction irgc",
    ),
    "estimate crisis": (
        "winset estimate crisis crises.csv",
        "winset estimate crisis crises.csv --method npl --spec utilities.yaml --latex table.tex",
    ),
    "facts": ("winset facts", "winset facts --draws 400 --plot facts.png", "winset facts --maps --plot maps.png"),
    "cite": ("winset cite runs/iran-2012 > sources.bib",),
    "check": ("winset check mycase.yaml", "winset check mycase.yaml --set concentration=10"),
    "list": ("winset list", "winset list --csv > cases.csv"),
    "new": ("winset new mycase.yaml --archetype party",),
    "schema": ("winset schema > scenario.schema.json",),
    "": ("winset list", "winset run iran/2012", "winset explain runs/iran-2012"),
}


def examples(verb: str) -> str:
    """The foot of a verb's help: a line for each example, kept apart."""
    return "\n\n".join(["Examples:" if len(EXAMPLES[verb]) > 1 else "Example:", *EXAMPLES[verb]])
