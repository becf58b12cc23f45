"""Tables of one or several fits side by side, as text, LaTeX or HTML.

Several fits: estimates with standard errors in brackets below, grouped by utility. One fit in text: estimate, standard
error, z, p and limits. There are no stars: the errors and p values say it.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from winset.estimation.design import UTILITIES, EstimationError
from winset.estimation.fit import CrisisFit

FORMS = ("text", "latex", "html")
LABELS = {
    "SA": "Sender, status quo", "VA": "Sender, concession won", "CB": "Target, conceding",
    "barWA": "Sender, standing firm",
    "barWB": "Target, resisting a firm sender", "bara": "Sender, backing down", "VB": "Target, sender backs down",
}  # fmt: skip
NAMES = {"pl": "Pseudo-likelihood", "npl": "Nested pseudo-likelihood", "cmle": "Constrained ML", "ml": "Full ML"}
_LATEX = {
    "\\": r"\textbackslash{}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_", "{": r"\{", "}": r"\}",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip

Row = list[str]


def table(fits: Sequence[CrisisFit], form: str = "text", titles: Sequence[str] | None = None) -> str:
    """The fits as a table in one of FORMS; `titles` stand above the columns, the methods' names if left out.

    Raises EstimationError.
    """
    if form not in FORMS:
        raise EstimationError(f"table: form must be one of {', '.join(FORMS)} (got {form!r})")
    if not fits:
        raise EstimationError("table: fits must hold at least one fit (got none)")
    if titles is not None and len(titles) != len(fits):
        raise EstimationError(f"table: titles must be as many as fits, {len(fits)} (got {len(titles)})")
    heads = list(titles or [NAMES[fit.method] for fit in fits])
    if form == "text":
        return _single(fits[0], heads[0]) if len(fits) == 1 else _text(heads, _body(fits), _foot(fits))
    return (_latex if form == "latex" else _html)(heads, _body(fits), _foot(fits))


def _body(fits: Sequence[CrisisFit]) -> list[tuple[str, list[Row]]]:
    """By utility its title and rows: a name with estimates, then an empty name with errors."""
    groups = []
    for utility in UTILITIES:
        names = dict.fromkeys(n for fit in fits for n in fit.names if n.split(":", 1)[0] == utility)
        rows: list[Row] = []
        for name in names:
            cells = [_cell(fit, name) for fit in fits]
            rows += [[name.split(":", 1)[1], *(c[0] for c in cells)], ["", *(c[1] for c in cells)]]
        if rows:
            groups.append((f"{LABELS[utility]} ({utility})", rows))
    return groups


def _cell(fit: CrisisFit, name: str) -> tuple[str, str]:
    if name not in fit.names:
        return "", ""
    k = fit.names.index(name)
    return f"{fit.theta[k]:.3f}", f"({fit.standard_errors[k]:.3f})"


def _foot(fits: Sequence[CrisisFit]) -> list[Row]:
    return [
        ["Log-likelihood", *(f"{fit.log_likelihood:.3f}" for fit in fits)],
        ["AIC", *(f"{fit.aic:.1f}" for fit in fits)],
        ["BIC", *(f"{fit.bic:.1f}" for fit in fits)],
        ["Games", *(str(fit.design.games) for fit in fits)],
        ["Observations", *(f"{fit.design.observations:.0f}" for fit in fits)],
        ["Standard errors", *(fit.covariance_kind for fit in fits)],
        ["Converged", *("yes" if fit.converged else "no" for fit in fits)],
    ]


def _columns(rows: list[Row]) -> list[str]:
    """Rows as lines of aligned cells: the first to the left, the others to the right."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = ["  ".join([row[0].ljust(widths[0]), *(c.rjust(w) for c, w in zip(row[1:], widths[1:]))]) for row in rows]
    return [line.rstrip() for line in lines]


def _text(heads: Row, body: list[tuple[str, list[Row]]], foot: list[Row]) -> str:
    empty = [""] * len(heads)
    rows = [["", *heads]]
    for title, part in body:
        rows += [[title, *empty], *([f"  {row[0]}", *row[1:]] for row in part)]
    lines = _columns(rows + foot)
    rule = "-" * max(map(len, lines))
    return "\n".join([lines[0], rule, *lines[1 : len(rows)], rule, *lines[len(rows) :]])


def _single(fit: CrisisFit, head: str) -> str:
    rows: list[Row] = [["", "estimate", "error", "z", "p", "2.5 %", "97.5 %"]]
    for name, values in zip(fit.names, fit.table().to_numpy()):
        rows.append([name, *(f"{v:.{2 if i == 2 else 3}f}" for i, v in enumerate(values))])
    lines = _columns(rows)
    rule = "-" * max(map(len, lines))
    below = _columns(
        [*_foot([fit]), ["First stage", fit.first_stage], ["Games by number of equilibria", _several(fit)]]
    )
    more = [fit.diagnostics["explanation"]] if "explanation" in fit.diagnostics else []
    return "\n".join([head, rule, *lines, rule, *below, *more])


def _several(fit: CrisisFit) -> str:
    found = fit.summary()["equilibria"]["games_with"]
    return ", ".join(f"{number}: {games}" for number, games in found.items())


def _latex(heads: Row, body: list[tuple[str, list[Row]]], foot: list[Row]) -> str:
    def line(cells: Row) -> str:
        return " & ".join("".join(_LATEX.get(c, c) for c in cell) for cell in cells) + r" \\"

    out = [rf"\begin{{tabular}}{{l{'r' * len(heads)}}}", r"\hline", line(["", *heads]), r"\hline"]
    for title, rows in body:
        out += [rf"\multicolumn{{{len(heads) + 1}}}{{l}}{{\textit{{{title}}}}} \\", *map(line, rows)]
    return "\n".join([*out, r"\hline", *map(line, foot), r"\hline", r"\end{tabular}"])


def _html(heads: Row, body: list[tuple[str, list[Row]]], foot: list[Row]) -> str:
    def line(cells: Row) -> str:
        rest = "".join(f"<td>{escape(cell)}</td>" for cell in cells[1:])
        return f"<tr><th>{escape(cells[0])}</th>{rest}</tr>"

    top = "".join(f"<th>{escape(head)}</th>" for head in ["", *heads])
    out = ["<table>", f"<thead><tr>{top}</tr></thead>", "<tbody>"]
    for title, rows in body:
        out += [f'<tr><th colspan="{len(heads) + 1}">{escape(title)}</th></tr>', *map(line, rows)]
    return "\n".join([*out, "</tbody>", "<tfoot>", *map(line, foot), "</tfoot>", "</table>"])
