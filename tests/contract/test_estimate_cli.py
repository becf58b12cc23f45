"""`winset estimate crisis`: the table, JSON, files written, and faults in one line with exit code 2 and nothing written."""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree

import numpy as np
import pytest
from crises import SPECIFICATION, crises
from typer.testing import CliRunner

from winset.cli import app as program
from winset.estimation import crisis_game, plots, tables

SPEC = """outcomes: [sq, cd, sf, bd]
game: game
utilities:
  SA: 0 + x1
  VA: 1
  CB: 1 + x2
  barWA: 1 + x1
  barWB: 1 + x3
  bara: 1 + x4
"""


def call(*words: object) -> tuple[int, str, str]:
    done = CliRunner().invoke(program.app, ["estimate", "crisis", *map(str, words)])
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.exit_code, done.stdout, done.stderr


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    folder = tmp_path_factory.mktemp("crises")
    frame = crises(100, 200).rename(columns={"p_R": "PRhat", "p_F": "PFhat"})
    frame.to_csv(folder / "crises.csv", index=False)
    (folder / "utilities.yaml").write_text(SPEC)
    return folder


@pytest.fixture(scope="module")
def fits():
    frame = crises(100, 200)
    return [crisis_game.estimate(frame, m, SPECIFICATION, ("p_R", "p_F")) for m in ("npl", "ml")]


@pytest.mark.parametrize("method", crisis_game.METHODS)
def test_json_of_every_method(place, method):
    code, out, err = call(place / "crises.csv", "--method", method, "--spec", place / "utilities.yaml", "--json")
    assert code == 0, err
    answer = json.loads(out)
    assert answer["log_likelihood"] < 0.0
    assert answer["aic"] == pytest.approx(2 * 10 - 2 * answer["log_likelihood"])
    assert answer["bic"] > answer["aic"]
    assert answer["first_stage"] == "columns PRhat, PFhat"
    assert list(answer["coefficients"]) == list(answer["standard_errors"])
    assert answer["converged"] is True
    assert sum(answer["equilibria"]["games_with"].values()) == 100


def test_the_table_names_coefficients_and_errors(place):
    code, out, _ = call(place / "crises.csv", "--spec", place / "utilities.yaml")
    assert code == 0
    for word in (
        "Full ML",
        "barWA:(Intercept)",
        "97.5 %",
        "Log-likelihood",
        "bordered Hessian",
        "columns PRhat, PFhat",
    ):
        assert word in out


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        (("--cluster", "region"), "clustered by region"),
        (("--errors", "robust"), "robust"),
        (("--errors", "expected"), "expected information"),
        (("--bootstrap", "12"), "bootstrap of games (12 samples)"),
        (("--bootstrap", "12", "--cluster", "region"), "bootstrap of region (12 samples)"),
    ],
)
def test_errors_are_those_asked_for(place, words, kind):
    code, out, err = call(place / "crises.csv", "--spec", place / "utilities.yaml", "--json", *words)
    assert code == 0, err
    assert json.loads(out)["covariance"] == kind


def test_files_are_written_where_asked(place, tmp_path):
    latex, html, plot = (tmp_path / f"fit.{end}" for end in ("tex", "html", "svg"))
    words = ("--latex", latex, "--html", html, "--plot", plot)
    code, _, err = call(place / "crises.csv", "--method", "npl", "--spec", place / "utilities.yaml", *words)
    assert code == 0
    assert err.count("wrote ") == 3
    assert latex.read_text().startswith(r"\begin{tabular}")
    assert ElementTree.parse(html).getroot().tag == "table"
    assert ElementTree.parse(plot).getroot().tag.endswith("svg")


def test_quiet_says_nothing_and_progress_needs_a_terminal(place, tmp_path):
    words = ("--spec", place / "utilities.yaml", "--bootstrap", "10", "-q", "--latex", tmp_path / "t.tex")
    code, _, err = call(place / "crises.csv", *words)
    assert (code, err) == (0, "")


def test_progress_of_the_bootstrap_on_a_terminal(monkeypatch):
    from winset.cli import estimate

    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    with estimate._progress(3, quiet=False) as tick:
        assert tick is not None
        tick(1)


def test_an_estimate_that_did_not_converge_says_so(place, monkeypatch):
    real = crisis_game.nested_search.__globals__["nested_pseudo_likelihood"]
    monkeypatch.setattr(crisis_game, "nested_search", lambda *asked: real(*asked, limit=1))
    code, out, err = call(place / "crises.csv", "--method", "npl", "--spec", place / "utilities.yaml", "--json")
    assert code == 0
    assert json.loads(out)["converged"] is False
    assert "crises.csv: npl did not converge: " in err


@pytest.mark.parametrize(
    ("words", "match"),
    [
        (("--method", "gmm"), r"method must be one of pl, npl, cmle, ml"),
        (("--plot", "fit.doc"), r"--plot must end in .png, .svg, .pdf \(got fit.doc\)"),
        (("--latex", "nowhere/fit.tex"), r"--latex must be a file in a folder that exists \(got nowhere/fit.tex\)"),
        (("--html", "."), r"--html must be a file"),
        (("--bootstrap", "5"), r"--bootstrap must be at least 10 samples \(got 5\)"),
        (("--bootstrap", "50", "--errors", "robust"), r"--bootstrap must come with --errors bootstrap"),
        (("--cluster", "region", "--errors", "robust"), r"--cluster must come with --errors cluster or bootstrap"),
        (("--cluster", "continent"), r"crises.csv:1: the header must have the column continent"),
        (("--spec", "none.yaml"), r"none.yaml: cannot be read"),
        ((), r"published specification: SA must use columns of .*crises.csv \(got ally\); add it or drop the term"),
    ],
)
def test_faults_are_one_line_and_write_nothing(place, tmp_path, monkeypatch, words, match):
    monkeypatch.chdir(tmp_path)
    asked = words if "--spec" in words or not words else (*words, "--spec", place / "utilities.yaml")
    extra = () if {"--latex", "--html"} & set(words) else ("--latex", "out.tex")
    code, out, err = call(place / "crises.csv", *asked, *extra)
    assert (code, out) == (2, "")
    assert re.search(match, err)
    assert len(err.strip().splitlines()) == 1
    assert not list(tmp_path.iterdir())


def test_files_that_cannot_be_written_are_named(place, monkeypatch, tmp_path):
    def refuse(path, *asked, **more):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.write_text", refuse)
    words = ("--method", "npl", "--spec", place / "utilities.yaml", "--html", tmp_path / "t.html")
    code, out, err = call(place / "crises.csv", *words)
    assert (code, out) == (2, "")
    assert re.search(r"t.html: the file must be writable \(got Permission denied\)", err)


def test_a_stopped_estimation_says_so(place, monkeypatch):
    def stop(*asked, **more):
        raise KeyboardInterrupt

    monkeypatch.setattr(crisis_game, "estimate", stop)
    code, out, err = call(place / "crises.csv", "--spec", place / "utilities.yaml")
    assert (code, out, err) == (130, "", "stopped; nothing was written\n")


def test_a_bad_cell_is_named(place, tmp_path):
    text = (place / "crises.csv").read_text().splitlines()
    text[2] = "x" + text[2]
    bad = tmp_path / "bad.csv"
    bad.write_text("\n".join(text))
    code, _, err = call(bad, "--spec", place / "utilities.yaml")
    assert code == 2
    assert re.search(r"bad.csv:3:1: sq must be a number \(got 'x\d+'\); fill the cell or drop the row", err)


def test_text_tables_side_by_side(fits):
    text = tables.table(fits, titles=["nested", "full"])
    assert "nested" in text.splitlines()[0]
    assert len({len(line) for line in text.splitlines() if line.startswith("-")}) == 1
    assert str(fits[0]).startswith("Nested pseudo-likelihood")


def test_latex_has_as_many_cells_in_every_row(fits):
    text = tables.table(fits, "latex", ["a & b", "c_d"])
    assert r"a \& b" in text
    assert r"c\_d" in text
    assert text.count(r"\begin{") == text.count(r"\end{") == 1
    rows = [line for line in text.splitlines() if line.endswith(r"\\") and "multicolumn" not in line]
    assert {len(re.findall(r"(?<!\\)&", row)) for row in rows} == {2}
    assert text.count("{") == text.count("}")


def test_html_is_well_formed(fits):
    root = ElementTree.fromstring(tables.table(fits, "html", ["<a>", "b & c"]))
    rows = [row for row in root.iter("tr") if not any("colspan" in cell.attrib for cell in row)]
    assert {len(list(row)) for row in rows} == {3}
    assert "<a>" in [cell.text for cell in root.iter("th")]


def test_tables_of_fits_with_other_terms(fits):
    utilities = {**SPECIFICATION.utilities, "bara": "1"}
    less = crisis_game.estimate(crises(100, 200), "npl", crisis_game.Specification(utilities), ("p_R", "p_F"))
    text = tables.table([*fits, less])
    row = next(line for line in text.splitlines() if line.strip().startswith("x4"))
    assert len(row.split()) == 3


def test_plots_are_figures(fits, tmp_path):
    sheets = {
        "coefficients": plots.coefficient_plot(fits),
        "one": plots.coefficient_plot(fits[1]),
        "outcomes": plots.outcome_plot(fits[1], "x1", np.linspace(-1.0, 1.0, 5)),
        "equilibria": plots.equilibrium_plot(
            {"S_A": 0.0, "V_A": 1.0, "C_B": 0.0, "W_A": -1.9, "a": -1.2, "V_B": 1.0}, "W_B", np.linspace(-3.2, -2.2, 9)
        ),
    }
    for name, sheet in sheets.items():
        sheet.savefig(tmp_path / f"{name}.png")
        assert (tmp_path / f"{name}.png").stat().st_size > 5000
    assert [len(sheet.axes) for sheet in sheets.values()] == [1, 1, 4, 3]
