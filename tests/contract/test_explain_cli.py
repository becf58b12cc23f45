"""`winset explain` and `winset cite`: tables, JSON, pages, faults in one line with exit code 2."""

from __future__ import annotations

import json
import re
import sys
from functools import cache

import pytest
from typer.testing import CliRunner

import winset
from winset import scenario
from winset.cli import app as program
from winset.questions.contrasts import Bench
from winset.questions.named_outcomes import DEFAULT, KINDS, Outcome
from winset.questions.representative import Cluster
from winset.report import citations
from winset.report.explain_answer import stands_for
from winset.report.explain_tables import UNITS, units

CASE = ("iran/2012", "--draws", "4", "--months", "24")


def call(*words: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(program.app, list(words))
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.exit_code, done.stdout, done.stderr


@pytest.fixture(autouse=True, scope="module")
def _read_once():
    """Every call reads the same few files; reading one takes longer than all that is tested here."""
    load, loads = cache(scenario.load), cache(scenario.loads)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scenario, "load", lambda name, settings=(): load(name, tuple(settings)))
        patch.setattr(scenario, "loads", loads)
        yield


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("runs") / "iran"
    code, _, told = call(
        "run", "iran/2012", "--draws", "6", "--months", "24", "--off", "ties", "--out", str(place), "-q"
    )
    assert code == 0, told
    return place


def test_the_default_explanation_shows_every_group_and_tells_draws(monkeypatch):
    monkeypatch.setenv("COLUMNS", "100")
    code, out, _ = call("explain", *CASE, "--paths", "2")
    assert code == 0
    for word in (
        "economy",
        "bargain and deal",
        "whole difference",
        "none of them",
        "concession",
        "leader",
        "Draw ",
        "In the end",
    ):
        assert word in out


def test_one_outcome_in_full_and_no_draws():
    code, out, _ = call("explain", *CASE, "--outcome", "output_worst", "--paths", "0")
    assert code == 0
    assert "What brings about: output_worst" in out
    assert "if off" in out
    assert "Draw " not in out


def test_a_caption_names_the_unit_of_every_column_and_no_other():
    assert {kind.unit for kind in KINDS.values()} <= set(UNITS)
    said = units([Outcome(word, KINDS[word], "", "") for word in DEFAULT])
    assert said == (
        "In hundredths: concession of the scale from 0 to 1; output_worst of the base trend; "
        "settled, bloc_shift, leader_exit of probability."
    )
    out = call("explain", *CASE, "--paths", "0", "--outcome", "output_worst")[1]
    assert "In hundredths of the base trend." in " ".join(out.split())
    assert "of probability" not in out


def test_a_draw_says_what_it_stands_for(tmp_path):
    mark = ("interim_deal", 1.0, 0.43)
    assert stands_for(Cluster(3, 0.4, (mark,))).startswith("40 % of draws are nearest to it. What marks them: Interim")
    assert (
        stands_for(Cluster(3, 0.4, ())) == "40 % of draws are nearest to it. They lie close to the mean of all draws."
    )
    assert stands_for(Cluster(3, 1.0, ())) == "The most typical draw: no other is as near to all the rest."
    page = tmp_path / "why.html"
    out = call("explain", *CASE, "--paths", "1", "--outcome", "output_worst", "--page", str(page))[1]
    assert "nothing" not in out
    for text in (" ".join(out.split()), page.read_text()):
        assert "The most typical draw" in text


def test_json_holds_shares_errors_and_accounts_and_the_page_the_same(tmp_path):
    page = tmp_path / "why.html"
    words = (
        "--outcome",
        "output_worst",
        "--outcome",
        "settled",
        "--by",
        "channel",
        "--paths",
        "1",
        "--page",
        str(page),
    )
    code, out, _ = call("explain", *CASE, *words, "--json")
    assert code == 0
    answer = json.loads(out)
    given = answer["attribution"]["outcomes"]["output_worst"]
    shares = [p["share"]["mean"] for p in given["partners"].values()]
    assert sum(shares) + given["without_any"]["mean"] == pytest.approx(given["whole"]["mean"])
    assert answer["accounts"][0]["events"][-1]["kind"] == "balance"
    text = page.read_text()
    assert "<script" not in text
    assert "http" not in text
    assert "output_worst" in text
    assert "In the end" in text


def test_a_difference_that_is_nothing_is_not_split(monkeypatch):
    code, out, _ = call("explain", *CASE, "--outcome", "sender_gives_up", "--paths", "0", "--json")
    assert code == 0
    partners = json.loads(out)["attribution"]["outcomes"]["sender_gives_up"]["partners"]
    assert all(p["of_all"] is None for p in partners.values())
    assert "–" in call("explain", *CASE, "--outcome", "sender_gives_up", "--paths", "0")[1]


@pytest.mark.parametrize("lever", ["pressure=0.5,1", "senders.us.finance_share=0.1,0.4"])
def test_a_lever_can_be_explained(lever):
    code, out, _ = call("explain", *CASE, "--lever", lever, "--outcome", "output_worst", "--paths", "0", "--json")
    assert code == 0
    assert json.loads(out)["attribution"]["outcomes"]["output_worst"]["whole"]["mean"] < 0.0


def test_a_run_folder_is_explained_as_it_was_run(folder):
    code, out, _ = call("explain", str(folder), "--outcome", "concession", "--paths", "0", "--json")
    assert code == 0
    answer = json.loads(out)
    run = winset.run(winset.load("iran/2012"), 6, 1, months=24, off=("ties",))
    moved = (run.arrays["concession"] - run.rest_arrays["concession"])[:, -1].astype(float).mean()
    assert answer["draws"] == 6
    assert answer["attribution"]["outcomes"]["concession"]["whole"]["mean"] == pytest.approx(moved, abs=1e-6)


def test_a_case_is_explained_with_the_options_of_a_run(folder):
    asked = ("--outcome", "concession", "--paths", "0", "--json")
    same = ("iran/2012", "--draws", "6", "--months", "24", "--off", "ties")
    assert call("explain", *same, *asked)[1] == call("explain", str(folder), *asked)[1]
    other = call("explain", *same, *asked, "--pressure", "0.5", "--coalition", "logit", "--off", "rents,street")[1]
    assert json.loads(other)["attribution"] != json.loads(call("explain", *same, *asked)[1])["attribution"]
    error = call("explain", str(folder), "--off", "ties", "--pressure", "2", "--coalition", "logit")[2]
    assert "must come without --off, --coalition, --pressure" in error


def test_a_draw_of_a_run_and_a_payoff_in_it(folder):
    code, out, _ = call("explain", str(folder), "--draw", "5")
    assert code == 0
    assert "Draw 5" in out
    code, out, _ = call("explain", str(folder), "--draw", "5", "--json")
    assert json.loads(out)["draw"] == 5
    code, out, _ = call("explain", str(folder), "--draw", "5", "--faction", "irgc")
    assert code == 0
    assert "Payoff of Revolutionary Guards" in out
    assert "Less the same draw without sanctions" in out
    code, out, _ = call("explain", str(folder), "--draw", "5", "--faction", "irgc", "--json")
    answer = json.loads(out)
    assert len(answer["months"]) == len(answer["with_sanctions"]["stake"]) == 24
    assert not any(answer["with_sanctions"]["ties"])
    assert call("explain", str(folder), "--draw", "6")[2].strip() == "draw must be between 0 and 5 (got 6)"


@pytest.mark.parametrize(("columns", "dates"), [("80", 3), ("48", 2)])
def test_a_ledger_has_as_many_dates_as_the_terminal_holds(folder, monkeypatch, columns, dates):
    monkeypatch.setenv("COLUMNS", columns)
    out = call("explain", str(folder), "--draw", "5", "--faction", "irgc")[1]
    head = next(line for line in out.splitlines() if "Dec 2011" in line)
    assert len(re.findall(r"\w{3} \d{4}", head)) == dates
    assert max(map(len, out.splitlines())) <= int(columns)


def test_a_case_has_any_draw():
    assert call("explain", *CASE, "--draw", "300")[0] == 0


def test_the_outcomes_are_listed():
    code, out, _ = call("explain", "--list", "--json")
    assert code == 0
    assert {"concession", "settled", "income"} <= {row["name"] for row in json.loads(out)}
    assert "bloc_shift" in call("explain", "--list")[1]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "explain must get a SLUG, FILE or RUN"),
        ((*CASE, "--by", "luck"), "--by must be one of group"),
        ((*CASE, "--orders", "3"), "--orders must be even"),
        ((*CASE, "--paths", "10"), "--paths must be between 0 and 9"),
        (("iran/2012", "--draws", "2"), "--draws must be at least 4"),
        ((*CASE, "--faction", "irgc"), "--faction must come with --draw"),
        ((*CASE, "--draw", "1", "--faction", "nobody"), "faction must be one of leader_office"),
        ((*CASE, "--draw", "-1"), "draw must be between 0 and"),
        ((*CASE, "--outcome", "joy"), "outcome must be one of"),
        ((*CASE, "--lever", "pressure=1"), "lever must have the form"),
        ((*CASE, "--lever", "pressure=low,high"), "pressure must be a number (got low)"),
        ((*CASE, "--lever", "senders.us.resolved=2,3"), "--lever senders.us.resolved=2: senders.us.resolved"),
        ((*CASE, "--lever", "pressure=0,1", "--by", "channel"), "--lever must come with --by group or mechanism"),
        (("nowhere/1900",), "nowhere/1900"),
    ],
)
def test_faults_are_one_line_and_exit_2(words, told):
    code, out, error = call("explain", *words)
    assert code == 2
    assert told in error
    assert len(error.strip().splitlines()) == 1
    assert not out


def test_a_run_folder_says_what_was_asked(folder):
    code, _, error = call("explain", str(folder), "--seed", "3", "--months", "12")
    assert code == 2
    assert "a run folder must come without --months, --seed" in error


def test_a_page_that_cannot_be_written_is_a_fault(tmp_path):
    code, _, error = call("explain", *CASE, "--paths", "0", "--page", str(tmp_path / "no" / "page.html"))
    assert code == 2
    assert "must be a file that can be written" in error


def test_an_interrupt_says_so_and_exits_130(monkeypatch):
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Bench, "measure", interrupt)
    code, out, error = call("explain", *CASE)
    assert code == 130
    assert "stopped; nothing was written" in error
    assert not out


def test_a_bar_counts_simulations(monkeypatch, capsys):
    from winset.cli import explain

    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    with explain._bar(False) as begin:
        assert begin is not None
        begin(3)(2)
    with explain._bar(True) as begin:
        assert begin is None


def test_verbs_start_without_the_engine():
    """Options are read before anything heavy is imported."""
    import subprocess

    code = (
        "import sys, winset.cli; print(sorted(m for m in ('numba', 'scipy', 'winset.questions') if m in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def entries(text: str) -> list[str]:
    return re.findall(r"^@\w+\{([^,]+),$", text, re.MULTILINE)


def test_cite_names_the_package_the_mechanisms_and_the_file():
    code, out, _ = call("cite", "iran/2012")
    assert code == 0
    keys = entries(out)
    assert keys[0] == "winset"
    assert {"nash1950bargaining", "acemoglu2008coalition", "mckelvey1995quantal"} <= set(keys)
    assert {f"iran-2012:{key}" for key in winset.load("iran/2012").sources} <= set(keys)
    assert len(keys) == len(set(keys))
    assert winset.__version__ in out
    assert out.count("{") == out.count("}")
    notes = re.findall(r"note = \{seen: (\w+)\}", out)
    assert len(notes) == len(keys) - 1
    assert {"true", "false"} <= set(notes)


def test_cite_leaves_out_what_was_off(folder):
    assert "jackson1996strategic" in entries(call("cite")[1])
    out = call("cite", str(folder))[1]
    assert "jackson1996strategic" not in entries(out)
    assert "iran-2012:" in out


def test_special_characters_of_a_citation_are_escaped():
    out = call("cite", "iran/2012")[1]
    titles = [line for line in out.splitlines() if line.startswith("  title = ") and "&" in line]
    assert titles
    assert all("\\&" in line for line in titles)


def test_every_author_that_a_mechanism_names_is_in_the_bibliography():
    named = re.compile(r"\b((?:Bueno de )?[A-Z][A-Za-z-]+)(?:(?:, | and |, and )[A-Z][A-Za-z]+)+ \(?((?:19|20)\d\d)\)?")
    missing = []
    for path in sorted(citations.PACKAGE.glob("*/*.py")):
        if path.parent.name in ("external", "economy", "information", "polity"):
            text = " ".join(path.read_text().split())
            known = {(e.author, e.year) for e in citations.bibliography()}
            missing += [m for m in named.findall(text) if m not in known]
    assert not missing


def test_the_bibliography_is_read_beside_the_code_or_from_the_checkout(tmp_path, monkeypatch):
    package = tmp_path / "src" / "winset"
    package.mkdir(parents=True)
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "references.bib").write_text("checkout")
    monkeypatch.setattr(citations, "PACKAGE", package)
    assert citations.packaged("references.bib", "docs") == "checkout"
    (package / "references.bib").write_text("wheel")
    assert citations.packaged("references.bib", "docs") == "wheel"
