"""Faults of data, specifications and arguments of the crisis estimators: each is named, with its place and a remedy."""

from __future__ import annotations

import sys

import numpy as np
import pytest
from crises import SPECIFICATION, crises

from winset import estimation
from winset.estimation import crisis_game, plots, predictions, tables
from winset.estimation.crisis_game import Errors, estimate
from winset.estimation.design import EstimationError
from winset.estimation.specification import Specification, from_formula, read_specification

COLUMNS = ("p_R", "p_F")


@pytest.fixture(scope="module")
def fit():
    return estimate(crises(80, 200), "npl", SPECIFICATION, COLUMNS)


def fault(frame, match: str, **asked) -> None:
    given = {"method": "npl", "specification": SPECIFICATION, "first_stage_columns": COLUMNS, **asked}
    with pytest.raises(EstimationError, match=match):
        estimate(frame, **given)


def test_only_crisis_game_can_be_asked_for():
    assert estimation.crisis_game is crisis_game
    with pytest.raises(AttributeError, match="no attribute 'spatial'"):
        estimation.spatial  # noqa: B018


@pytest.mark.parametrize(
    ("asked", "match"),
    [
        ({"method": "gmm"}, "method must be one of pl, npl, cmle, ml .got 'gmm'."),
        ({"errors": Errors("jackknife")}, "errors.kind must be one of default, .* .got 'jackknife'."),
        ({"errors": Errors("expected")}, "'expected' is for cmle and ml .got method 'npl'."),
        ({"errors": Errors("cluster")}, "errors.cluster must name a column"),
        ({"errors": Errors("cluster", "continent")}, "data:1: the header must have the column continent"),
        ({"start": np.zeros(3)}, r"start must have 10 numbers .got shape \(3,\)."),
        ({"first_stage_columns": ("x1", "p_F")}, r"data:\d+:5: x1 must be a probability in \[0, 1\]"),
    ],
)
def test_arguments(asked, match):
    fault(crises(30, 50), match, **asked)


def test_cells_are_named_by_line_and_column():
    frame = crises(30, 50).astype({"cd": object})
    fault(frame.drop(columns="cd"), "data:1: the header must have the column cd .got cd")
    frame.loc[4, "cd"] = "many"
    fault(frame, "data:6:2: cd must be a number .got 'many'.; fill the cell or drop the row")
    frame.loc[4, "cd"] = -1
    fault(frame, "data:6:2: cd must be a whole number of times, 0 or more .got -1.")
    frame.loc[4, "cd"] = 0.5
    fault(frame, "data:6:2: cd must be a whole number")
    frame.loc[4, ["sq", "cd", "sf", "bd"]] = 0
    fault(frame, "data:6: a game must be observed at least once .got no plays.; drop the row")


def test_files(tmp_path):
    path = tmp_path / "crises.csv"
    fault(path, "crises.csv: cannot be read .No such file or directory.; give the path of a CSV file")
    path.write_text("")
    fault(path, "crises.csv: is not a table of comma-separated values")
    path.write_text("sq,cd\n")
    fault(path, "crises.csv:2: must hold at least one game below the header")
    path.write_text('sq,cd\n1,2\n"3,4\n')
    fault(path, "is not a table of comma-separated values")


def test_blank_lines_are_counted_and_passed_over(tmp_path):
    path = tmp_path / "crises.csv"
    rows = crises(30, 50).to_csv(index=False).splitlines()
    rows[3] = rows[3].replace(rows[3].split(",")[0], "?", 1)
    path.write_text("\n".join([rows[0], "", *rows[1:], "", ""]))
    fault(path, "crises.csv:5:1: sq must be a number .got '.'.")


def test_unidentified_specifications_are_explained():
    frame = crises(40, 60)

    def with_terms(**more: str) -> Specification:
        return Specification({**SPECIFICATION.utilities, **more})

    shared = with_terms(SA="1 + x1")
    match = r"not identified: \(Intercept\) enters all of the sender's utilities \(SA, VA, barWA, bara\), and only"
    fault(frame, match, specification=shared)
    match = r"\(Intercept\) enters all of the target's utilities \(CB, barWB, VB\)"
    fault(frame, match, specification=with_terms(VB="1"))
    doubled = frame.assign(twice=2.0 * frame["x2"])
    match = "in CB a combination of twice, x2 is zero in every game; drop one"
    fault(doubled, match, specification=with_terms(CB="1 + twice + x2"))
    fault(frame.assign(bd=0), "the outcome BD was never observed")
    hidden = frame.assign(sum12=frame["x1"] + 1.0)
    match = "a combination of regressors enters all"
    fault(hidden, match, specification=with_terms(SA="0 + sum12", VA="1 + x1", barWA="1 + x1", bara="1 + x1 + x4"))


def test_weakly_identified_estimates_say_which_coefficients(monkeypatch):
    frame = crises(12, 3, seed=1)
    spec = Specification({**SPECIFICATION.utilities, "VA": "1 + x2 + x3", "bara": "1 + x4 + x3"})
    monkeypatch.setattr(crisis_game, "check_identification", lambda design: None)
    found = estimate(frame, "npl", spec, COLUMNS)
    assert not found.converged
    assert "the data hardly bear on a combination of" in found.diagnostics["explanation"]
    assert found.diagnostics["explanation"] in str(found)


@pytest.mark.parametrize("text", ["sq + cd ~ 1 | 1", "sq + cd + sf + bd", "a + b + c + d ~ 1 | 1 | 1"])
def test_formulas_with_parts_missing(text):
    with pytest.raises(EstimationError, match="from_formula: text must read 'sq . cd . sf . bd ~ SA | VA"):
        from_formula(text)


@pytest.mark.parametrize(
    ("text", "match"),
    [
        ("a: [1\n", "spec.yaml:2:1: is not YAML"),
        ("- a\n", "spec.yaml:1:1: must be a mapping with the keys fixed, game, outcomes, utilities"),
        ("utilities: {VA: 1}\nutility: 2\n", "spec.yaml:2:1: key must be one of .*got utility; did you mean utilities"),
        ("utilities: [VA]\n", "spec.yaml:1:1: utilities must be a mapping"),
        ("game: g\n", "spec.yaml:1:1: utilities must name at least one utility of SA, VA"),
        ("utilities:\n  WA: '1'\n", "spec.yaml:2:3: utility must be one of .*got WA; did you mean barWA"),
        ("utilities: {VA: '1'}\noutcomes: [a, b]\n", "spec.yaml:2:1: outcomes must list four columns"),
        ("utilities: {VA: '1'}\nfixed: {VB: yes}\n", "spec.yaml:2:9: fixed.VB must be a number"),
    ],
)
def test_specification_files(tmp_path, text, match):
    path = tmp_path / "spec.yaml"
    path.write_text(text)
    with pytest.raises(EstimationError, match=match):
        read_specification(path)


def test_specification_files_that_are_not_there(tmp_path):
    with pytest.raises(EstimationError, match="none.yaml: cannot be read .No such file or directory."):
        read_specification(tmp_path / "none.yaml")


def test_specification_files_that_are_sound(tmp_path):
    path = tmp_path / "spec.yaml"
    path.write_text("outcomes: [a, b, c, d]\ngame: dyad\nutilities: {VA: 1, SA: 0 + x}\nfixed: {VB: 1}\n")
    spec = read_specification(path)
    assert spec.outcomes == ("a", "b", "c", "d")
    assert (spec.game, spec.utilities["VA"], spec.fixed["VB"]) == ("dyad", "1", 1.0)


@pytest.mark.parametrize(
    ("formula", "match"),
    [
        ("1 + (x1", "^specification: CB must be a formula .got '1 . .x1': Could not find .*$"),
        ("1 ~ x1", "CB must be one side of a formula .got '1 ~ x1'."),
        ("1 + x9", r"CB must use columns of data .got x9; did you mean x\d.."),
        ("1 + log(game)", "CB cannot be computed from data"),
        ("1 + log(x2)", r"data:\d+: CB:log\(x2\) must be a finite number there; mend the row or the transformation"),
    ],
)
def test_formulas_that_data_cannot_serve(formula, match):
    spec = Specification({**SPECIFICATION.utilities, "CB": formula})
    fault(crises(30, 50), match, specification=spec)


@pytest.mark.parametrize("package", ["formulaic", "sklearn.ensemble", "matplotlib.figure"])
def test_missing_extras_are_asked_for(monkeypatch, fit, package):
    monkeypatch.setitem(sys.modules, package, None)
    drawing = package == "matplotlib.figure"
    with pytest.raises(EstimationError, match=r"pip install 'winset\[estimation\]'"):
        plots.coefficient_plot(fit) if drawing else estimate(crises(30, 50), "npl", SPECIFICATION)


def test_clusters_and_bootstraps_that_are_too_few(fit):
    with pytest.raises(EstimationError, match="clusters must be at least two .got 1."):
        crisis_game.covariance.sandwich(np.ones((4, 2)), np.eye(2), [7, 7, 7, 7])
    with pytest.raises(EstimationError, match="only 0 of 6 samples converged; report another covariance"):
        crisis_game.covariance.bootstrap(fit.design, lambda design, games: None, (6, 0))
    assert np.isnan(crisis_game.covariance.invert(np.zeros((2, 2)))).all()


def test_levels_bands_and_equilibria(fit):
    for level in (0.0, 1.0, 95.0):
        with pytest.raises(EstimationError, match="interval: level must be in"):
            fit.interval(level)
    for asked, match in (
        ({"level": 2.0}, "predict: level must be in"),
        ({"bands": "wide"}, "bands must be one of delta, draws .got 'wide'."),
        ({"equilibrium": "best"}, "equilibrium must be one of lowest, highest .got 'best'."),
    ):
        with pytest.raises(EstimationError, match=match):
            predictions.predict(fit, **asked)
    with pytest.raises(EstimationError, match="column must be a numeric column of the data .got 'game'."):
        predictions.marginal_effects(fit, "game")
    with pytest.raises(EstimationError, match="column must be a numeric column of the data .got 'x9'."):
        plots.outcome_plot(fit, "x9")


def test_regressors_without_a_derivative_are_named():
    frame = crises(80, 200).assign(x4=lambda f: np.maximum(f["x4"], 0.0))
    spec = Specification({**SPECIFICATION.utilities, "bara": "1 + sqrt(x4)"})
    found = estimate(frame, "npl", spec, COLUMNS)
    with pytest.raises(EstimationError, match=r"no derivative by x4 .data:\d+: bara:sqrt.x4.* ask average_changes"):
        predictions.marginal_effects(found, "x4")
    assert predictions.average_changes(found, "x4", 0.1)["effect"].sum() == pytest.approx(0.0, abs=1e-10)


def test_draws_need_a_covariance(fit):
    lost = crisis_game.replace(fit, covariance=np.full_like(fit.covariance, np.nan))
    with pytest.raises(EstimationError, match="bands 'draws' need a finite covariance"):
        predictions.predict(lost, bands="draws")
    assert np.isnan(lost.standard_errors).all()
    assert lost.summary()["standard_errors"]["VA:(Intercept)"] is None


def test_predictions_need_every_level_of_a_factor():
    frame = crises(80, 200).assign(side=lambda f: np.where(f["x2"] > 0.0, "east", "west"))
    spec = Specification({**SPECIFICATION.utilities, "CB": "1 + side"})
    found = estimate(frame, "npl", spec, COLUMNS)
    with pytest.raises(EstimationError, match=r"every level of the sample's factors .they differ in CB:side"):
        predictions.predict(found, frame[frame["side"] == "east"])


def test_tables_and_plots(fit):
    with pytest.raises(EstimationError, match="form must be one of text, latex, html .got 'word'."):
        tables.table([fit], "word")
    with pytest.raises(EstimationError, match="fits must hold at least one fit"):
        tables.table([])
    with pytest.raises(EstimationError, match="titles must be as many as fits, 1 .got 2."):
        tables.table([fit], titles=["a", "b"])
    with pytest.raises(EstimationError, match="fits must hold at least one fit"):
        plots.coefficient_plot([])
    with pytest.raises(EstimationError, match="utility must be one of S_A, .* .got 'W'."):
        plots.equilibrium_plot({}, "W", [0.0])
