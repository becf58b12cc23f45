"""Mutation: each mechanism's published test fails when the mechanism's body returns at once (uncompiled)."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from winset.simulate.schedule import MECHANISMS

TESTS = Path(__file__).parents[1]
pytestmark = pytest.mark.slow

TRADE, MONEY, BUDGET, LEDGER = (f"published/test_economy_{name}.py" for name in ("trade", "money", "fiscal", "ledger"))
LAWS = "properties/test_economy_laws.py::test_loss_of_an_embargo_comes_through_the_network"
OUTSIDE, STOCKS = "published/test_external.py", "published/test_economy_stockpiling.py"
SIGNALS = "published/test_rows_signals.py"
SKILLED = "published/test_economy_skilled.py"
KNOW_HOW = "published/test_economy_productivity.py"
ABROAD = "published/test_rows_abroad.py"
SENDER, BELIEFS = "published/test_sender.py", "published/test_information.py"
RELIEF = "published/test_rows_relief.py"
VOICE = "published/test_rows_voice.py"
STANCES, COALITION, BARGAIN, ENDINGS, PAYOFF, STANDING, WINNERS = (
    f"published/test_polity_{name}.py"
    for name in ("stance", "coalition", "bargain", "endings", "payoff", "standing", "winners")
)
SURVIVAL = "published/test_rows_posts.py"

LOBBIES = "published/test_rows_lobby.py"
FRICTION = "published/test_rows_friction.py"

PROVINCES = "published/test_rows_regions.py"

MUTANTS = (  # mechanism, file, function, what it returns at once, its test
    ("sender", "external/sender.py", "scripted", "None", SENDER),
    ("sender", "external/sender.py", "strategic", "WAIT", SENDER),
    ("fatigue", "external/sender.py", "fatigue", "None", SENDER),
    ("diaspora", "external/diaspora.py", "diaspora", "None", ABROAD),
    ("diaspora", "economy/remittances.py", "passage", "1.0", ABROAD),
    ("diaspora", "economy/remittances.py", "remittances", "None", ABROAD),
    ("package", "external/package.py", "package", "None", TRADE),
    ("over_compliance", "external/over_compliance.py", "over_compliance", "None", OUTSIDE),
    ("over_compliance", "external/over_compliance.py", "refused", "0.0", OUTSIDE),
    ("over_compliance", "polity/prospects.py", "worth", "relief", OUTSIDE),
    ("review", "external/review.py", "reviewed", "delisted", RELIEF),
    ("review", "external/review.py", "review", "None", RELIEF),
    ("humanitarian", "external/humanitarian.py", "opening", "0.0", RELIEF),
    ("humanitarian", "external/humanitarian.py", "humanitarian", "None", RELIEF),
    ("civil_society", "polity/civil_society.py", "breadth", "1.0", RELIEF),
    ("civil_society", "polity/civil_society.py", "civil_society", "None", RELIEF),
    ("world_market", "external/world_market.py", "world_market", "None", TRADE),
    ("enforcement", "external/enforcement.py", "enforcement", "None", OUTSIDE),
    ("bloc", "external/bloc.py", "price", "1.0", ABROAD),
    ("bloc", "external/bloc.py", "bloc", "None", ABROAD),
    ("evasion", "external/evasion.py", "evasion", "None", TRADE),
    ("exports", "economy/exports.py", "exports", "None", TRADE),
    ("stockpiling", "economy/stockpiling.py", "stockpiling", "None", STOCKS),
    ("exchange_rate", "economy/exchange_rate.py", "exchange_rate", "None", MONEY),
    ("brain_drain", "economy/brain_drain.py", "brain_drain", "None", SKILLED),
    ("productivity", "economy/productivity.py", "productivity", "None", KNOW_HOW),
    ("productivity", "economy/productivity.py", "access", "1.0", KNOW_HOW),
    ("network", "economy/network.py", "network", "None", LAWS),
    ("network", "economy/network.py", "cost_of_capital", "1.0", KNOW_HOW),
    ("prices", "economy/prices.py", "prices", "None", MONEY),
    ("rents", "economy/rents.py", "rents", "None", LEDGER),
    ("shielding", "economy/shielding.py", "shielding", "None", BUDGET),
    ("directed_credit", "economy/directed_credit.py", "directed_credit", "None", LOBBIES),
    ("directed_credit", "economy/directed_credit.py", "transfer", "gain", LOBBIES),
    ("regions", "economy/regions.py", "regions", "None", PROVINCES),
    ("regions", "economy/regions.py", "appease", "0.0", PROVINCES),
    ("regions", "polity/dissent.py", "dissent", "None", PROVINCES),
    ("fiscal", "economy/fiscal.py", "fiscal", "None", BUDGET),
    ("sovereign_spread", "economy/sovereign_spread.py", "sovereign_spread", "None", MONEY),
    ("households", "economy/households.py", "households", "None", LEDGER),
    ("sector_reports", "information/sector_reports.py", "reported", "state", VOICE),
    ("sector_reports", "information/sector_reports.py", "sector_reports", "None", VOICE),
    ("pressure_points", "information/pressure_points.py", "pressure_points", "information", BELIEFS),
    ("pressure_points", "information/pressure_points.py", "update", "None", BELIEFS),
    ("duration", "information/duration.py", "resolve_belief", "log_odds", BELIEFS),
    ("duration", "information/duration.py", "duration", "None", BELIEFS),
    ("sender", "external/sender.py", "carry_out", "None", SIGNALS),
    ("costly_signals", "external/sender.py", "stands_firm", "1.0, 0.0", SIGNALS),
    ("costly_signals", "information/costly_signals.py", "costly_signals", "None", SIGNALS),
    ("costly_signals", "information/costly_signals.py", "dropped", "due", SIGNALS),
    ("costly_signals", "polity/resistance.py", "resistance", "None", SIGNALS),
    ("public_commitment", "information/public_commitment.py", "public_commitment", "None", SIGNALS),
    ("public_commitment", "information/public_commitment.py", "tied", "0.0", SIGNALS),
    ("displays", "information/displays.py", "riley", "0.0", SIGNALS),
    ("displays", "information/displays.py", "displays", "None", SIGNALS),
    ("blame", "information/blame.py", "blame", "None", BELIEFS),
    ("exit_option", "polity/exit_option.py", "exit_option", "None", BARGAIN),
    ("framing", "polity/framing.py", "persuaded", "1.0", STANCES),
    ("framing", "polity/framing.py", "framing", "None", STANCES),
    ("lobbying", "polity/lobbying.py", "lobbying", "None", LOBBIES),
    ("lobbying", "polity/lobbying.py", "private_share", "own", LOBBIES),
    ("lobbying", "economy/shielding.py", "_lobbied", "None", LOBBIES),
    ("group_pressure", "polity/group_pressure.py", "group_pressure", "None", LOBBIES),
    ("group_pressure", "polity/group_pressure.py", "efficacy", "1.0", LOBBIES),
    ("stance", "polity/stance.py", "stance", "None", STANCES),
    ("ties", "polity/ties.py", "ties", "None", STANCES),
    ("coalition", "polity/coalition.py", "self_enforcing", "members, 0, 0", COALITION),
    ("coalition", "polity/coalition.py", "logit", "members, 0, 0", COALITION),
    ("coalition", "polity/coalition.py", "formateur", "members, 0, 0", COALITION),
    ("veto", "polity/veto.py", "is_veto_player", "False", BARGAIN),
    ("bargain", "polity/bargain.py", "bargain", "None", BARGAIN),
    ("bargain", "polity/bargain.py", "solve", "quo, 0.0", BARGAIN),
    ("bargain", "polity/purse.py", "split_purse", "None", BARGAIN),
    ("conditional_finance", "polity/conditional_finance.py", "price", "0.0", ABROAD),
    ("conditional_finance", "polity/conditional_finance.py", "conditional_finance", "None", ABROAD),
    ("strategic_neglect", "polity/strategic_neglect.py", "worth_of_office", "1.0", VOICE),
    ("strategic_neglect", "polity/strategic_neglect.py", "strategic_neglect", "None", VOICE),
    ("opposition", "polity/opposition.py", "affordable", "1.0", VOICE),
    ("opposition", "polity/opposition.py", "widened", "inclusion", VOICE),
    ("opposition", "polity/opposition.py", "opposition", "None", VOICE),
    ("opposition", "polity/leader_exit.py", "lost_vote", "False", VOICE),
    ("brokers", "polity/brokers.py", "betweenness", "0.0", VOICE),
    ("brokers", "polity/brokers.py", "brokers", "None", VOICE),
    ("street", "polity/street.py", "street", "None", ENDINGS),
    ("acceptance", "polity/acceptance.py", "worth", "0.0", ABROAD),
    ("acceptance", "polity/acceptance.py", "shares", "1.0, 0.0, 0.0", ABROAD),
    ("acceptance", "polity/acceptance.py", "acceptance", "None", ABROAD),
    ("deal", "polity/deal.py", "deal", "None", ENDINGS),
    ("deal", "polity/deal.py", "lift", "None", RELIEF),
    ("package", "external/package.py", "left", "1.0 - lifted[1]", RELIEF),
    ("leader_exit", "polity/leader_exit.py", "exit_hazards", "None", ENDINGS),
    ("leader_exit", "polity/leader_exit.py", "leader_exit", "None", ENDINGS),
    ("end_state", "polity/end_state.py", "end_state", "None", ENDINGS),
    ("learning", "polity/learning.py", "attraction", "now", STANCES),
    ("learning", "polity/learning.py", "learning", "None", STANCES),
    ("power", "polity/power.py", "power", "None", PAYOFF),
    ("risk_appetite", "polity/risk_appetite.py", "success", "0.5", VOICE),
    ("risk_appetite", "polity/risk_appetite.py", "risk_appetite", "None", VOICE),
    ("risk_appetite", "polity/payoff.py", "attitude", "p.risk * scene[2].risk[i]", VOICE),
    ("reputation", "polity/reputation.py", "posterior", "belief", STANDING),
    ("reputation", "polity/reputation.py", "reputation", "None", STANDING),
    ("pact", "polity/pact.py", "pact", "None", STANDING),
    ("political_capital", "polity/political_capital.py", "surprise", "0.0", WINNERS),
    ("political_capital", "polity/political_capital.py", "political_capital", "None", WINNERS),
    ("partial_reform", "polity/partial_reform.py", "arbitrage", "0.0", WINNERS),
    ("partial_reform", "polity/partial_reform.py", "partial_reform", "None", WINNERS),
    ("delayed_reform", "polity/delayed_reform.py", "yielding", "0.0", FRICTION),
    ("delayed_reform", "polity/delayed_reform.py", "delayed_reform", "None", FRICTION),
    ("status_quo_bias", "polity/status_quo_bias.py", "support", "1.0", FRICTION),
    ("status_quo_bias", "polity/status_quo_bias.py", "status_quo_bias", "None", FRICTION),
    ("packaging", "polity/packaging.py", "package_of", "quo, now", FRICTION),
    ("packaging", "polity/packaging.py", "packaging", "None", FRICTION),
    ("gradualism", "polity/gradualism.py", "passed", "0.0", FRICTION),
    ("gradualism", "polity/gradualism.py", "gradualism", "None", FRICTION),
    ("legitimacy", "information/legitimacy.py", "membership", "claims", BELIEFS),
    ("legitimacy", "information/legitimacy.py", "legitimacy", "None", BELIEFS),
    ("official_statistics", "information/official_statistics.py", "detection", "0.0", BELIEFS),
    ("official_statistics", "information/official_statistics.py", "official_statistics", "None", BELIEFS),
    ("loyalty_norm", "polity/loyalty_norm.py", "least_payment", "seat", SURVIVAL),
    ("loyalty_norm", "polity/loyalty_norm.py", "loyalty_norm", "None", SURVIVAL),
    ("posts", "polity/posts.py", "left_to_ruler", "seats[leader]", SURVIVAL),
    ("posts", "polity/posts.py", "contents", "None", SURVIVAL),
    ("posts", "polity/posts.py", "posts", "None", SURVIVAL),
    ("pre_emption", "polity/pre_emption.py", "worth_paying", "0.0", SURVIVAL),
    ("pre_emption", "polity/pre_emption.py", "pre_emption", "None", SURVIVAL),
)


def mutate(path: Path, function: str, returned: str) -> None:
    """Replace the body of a function, docstring apart, by one return."""
    text = path.read_text()
    node = next(n for n in ast.parse(text).body if isinstance(n, ast.FunctionDef) and n.name == function)
    lines = text.splitlines()
    first = node.body[1].lineno if ast.get_docstring(node) else node.body[0].lineno
    path.write_text("\n".join([*lines[: first - 1], f"    return {returned}", *lines[node.end_lineno :]]) + "\n")


def run_tests(root: Path, *files: str) -> subprocess.CompletedProcess[str]:
    """The test files on the package under `root`, without the compiler; stops at the first failure."""
    env = dict(os.environ, PYTHONPATH=str(root), NUMBA_DISABLE_JIT="1", WINSET_SHARED="")
    command = [sys.executable, "-W", "ignore", "-m", "pytest", "-x", "-p", "no:cacheprovider", "--no-header"]
    arguments = [*command, "--rootdir", str(TESTS.parent), *(str(TESTS / f) for f in files)]
    return subprocess.run(arguments, env=env, cwd=TESTS.parent, capture_output=True, text=True)


def test_every_mechanism_has_a_mutant():
    assert {mutant[0] for mutant in MUTANTS} == set(MECHANISMS)


@pytest.mark.parametrize("file", sorted({mutant[4] for mutant in MUTANTS} - {LAWS}))
def test_the_tests_pass_on_a_copy_that_was_not_changed(file, copied_package):
    done = run_tests(copied_package, file)
    assert done.returncode == 0, done.stdout[-2000:]


@pytest.mark.parametrize(
    ("mechanism", "path", "function", "returned", "file"), MUTANTS, ids=[f"{m[0]}-{m[2]}" for m in MUTANTS]
)
def test_a_mechanism_that_does_nothing_is_caught(mechanism, path, function, returned, file, copied_package):
    mutate(copied_package / "winset" / path, function, returned)
    done = run_tests(copied_package, file)
    assert done.returncode == 1, f"{mechanism} may return at once and {file} does not see it\n{done.stdout[-1500:]}"
    assert "1 failed" in done.stdout
