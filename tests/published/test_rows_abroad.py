"""Ties abroad: remittances and lobbying, a patron's support, foreign terms at home, conditional finance."""

import itertools
import math

import numpy as np
import pytest
from economies import Economy, country, made_up, path
from engine import case
from hypothesis import given, settings
from hypothesis import strategies as st
from polities import Polity, prospects

from winset.economy.remittances import passage, remittances
from winset.external.bloc import bloc
from winset.external.diaspora import diaspora
from winset.polity.acceptance import acceptance, shares, worth
from winset.polity.conditional_finance import conditional_finance
from winset.polity.payoff import patronage, prepare
from winset.polity.policy_terms import best_alignment
from winset.polity.prospects import prospects as outlook_of
from winset.simulate.compile import compile_scenario


def economy(**outside: float) -> Economy:
    """The made-up country; `outside` sets fields of inputs.outside."""
    found = Economy(country(made_up()))
    for name, value in outside.items():
        found.inputs["outside"][name] = value
    return found


# remittances and lobbying (row 50)


def _sent(found: Economy) -> float:
    remittances(found.state.economy, found.state.external, found.inputs, found.params.diaspora)
    return float(found.state.external.diaspora.received)


def test_at_rest_families_receive_what_they_always_did():
    found = economy(remittances=0.05)
    assert _sent(found) == 0.05
    assert found.state.external.diaspora.change == 0.0


def test_remittances_by_hand():
    found, p = economy(remittances=0.05), economy().params.diaspora
    state = found.state
    state.economy.welfare.income[:] = (-0.2, 0.1, -0.3)  # population .3, .5, .2
    state.economy.skilled.gone = 0.1
    state.external.evasion.payments, state.external.evasion.friction = 0.6, 0.25
    barred = 1.0 - 0.4 * 0.75
    sent = (0.05 * (1.0 + p.altruism * (0.06 + 0.06)) + p.send * 0.1) * (1.0 - (1.0 - p.informal) * barred)
    assert _sent(found) == pytest.approx(sent)
    assert state.external.diaspora.change == pytest.approx(sent - 0.05)


def test_banks_close_the_formal_part_of_the_channel_alone():
    assert passage(0.0, 0.0, 0.4) == 1.0
    assert passage(1.0, 0.0, 0.4) == passage(0.0, 1.0, 0.4) == 0.4
    for less, more in itertools.pairwise((0.0, 0.2, 0.7, 1.0)):
        assert passage(more, 0.3, 0.4) < passage(less, 0.3, 0.4)


def test_dollars_of_families_are_dollars_of_the_country_and_accounts_close():
    """With a fixed flow more the central bank sells less, and every change of income still has an owner."""
    row = path(1)[0]
    row["exports"][1], row["finance"] = 0.6, 0.5
    plain, richer = economy(), economy(remittances=0.05)
    for found in (plain, richer):
        found.params.diaspora.altruism, found.params.diaspora.informal = 8.0, 1.0
        for _ in range(24):
            found.month(row)
            trade, fx, room = found.state.economy.trade, found.state.economy.fx, found.state.economy
            left = trade.accessible + fx.released + room.transfers.inward - trade.paid - fx.outflow
            assert left - float(found.inputs["macro"]["accumulation"]) + fx.sold == pytest.approx(0.0, abs=1e-15)
            assert abs(room.ledger.residual) < 1e-15
    assert richer.state.external.diaspora.change > 0.005
    assert richer.state.economy.fx.market < plain.state.economy.fx.market
    assert np.all(richer.state.economy.welfare.income > plain.state.economy.welfare.income)


def _heard(hardship: float, concession: float, voice: float = 0.5, status: float = 2.0) -> tuple[float, float]:
    found = economy(voice=voice)
    sender = found.state.external.sender
    sender.status, sender.demand, sender.fatigue = status, 0.8, 0.3
    found.state.external.diaspora.hardship = hardship
    diaspora(found.state.external, found.inputs, concession, found.params.diaspora)
    return float(sender.fatigue), float(found.state.external.diaspora.lobby)


def test_exiles_ask_for_resolve_and_families_for_relief():
    p = economy().params.diaspora
    fatigue, asked = _heard(0.0, 0.2)
    assert asked == pytest.approx(-0.5 * 0.6)
    assert fatigue == pytest.approx(0.3 - p.lobby * 0.3)
    assert _heard(0.6 / p.care, 0.2)[0] == pytest.approx(0.3)  # where both weigh the same
    assert _heard(0.4, 0.2)[0] > 0.3
    assert _heard(0.4, 0.9)[1] == pytest.approx(0.5 * p.care * 0.4)  # nothing is withheld any more
    assert _heard(0.4, 0.2, voice=0.0) == (0.3, 0.0)
    assert _heard(0.4, 0.2, status=1.0) == (0.3, 0.0)


# a patron's support (row 51)


def _patron(found: Economy, alignment: float, months: int = 1) -> None:
    found.inputs["outside"]["patron"] = 1.0
    for _ in range(months):
        bloc(found.state.external, alignment, found.inputs, found.params.bloc)


def test_at_rest_alignment_is_support_at_a_price_of_one():
    found = economy()
    _patron(found, 0.4, 24)
    room = found.state.external.bloc
    assert (room.support, room.extra, room.terms, room.integration, room.markup) == (0.4, 0.0, 0.0, 0.0, 0.0)


@settings(max_examples=30, deadline=None)
@given(st.floats(0, 1), st.floats(0, 1), st.floats(0.01, 1))
def test_the_price_covers_the_patrons_risk_and_its_hold(effort, integration, alignment):
    found = economy()
    p, external = found.params.bloc, found.state.external
    external.enforcement.effort, external.bloc.integration = effort, integration
    _patron(found, alignment)
    asked = 1.0 + p.risk * effort + p.hold * integration
    assert external.bloc.support * asked == pytest.approx(alignment)
    assert 1.0 + external.bloc.terms == pytest.approx(1.0 / asked)
    assert external.bloc.markup == pytest.approx(p.hold * integration)


def test_integration_settles_where_support_meets_need():
    """z = support need, with support = a / (1 + h z): the positive root of h z² + z − a need = 0."""
    found, p = economy(), economy().params.bloc
    found.state.external.measures.pressure = 0.5
    _patron(found, 0.6, 2000)
    need = 0.5 / (0.5 + p.half)
    root = (-1.0 + math.sqrt(1.0 + 4.0 * p.hold * 0.6 * need)) / (2.0 * p.hold)
    assert found.state.external.bloc.integration == pytest.approx(root)
    found.state.external.measures.pressure = 0.0
    _patron(found, 0.6, 12)
    assert found.state.external.bloc.integration == pytest.approx(root * (1.0 - p.speed) ** 12)


def test_without_a_patron_nobody_sells_support():
    found = economy()
    bloc(found.state.external, 0.5, found.inputs, found.params.bloc)
    assert (found.state.external.bloc.support, found.state.external.bloc.terms) == (0.0, -1.0)


def test_support_opens_channels_and_the_markup_is_paid_abroad():
    found = []
    for support, markup in ((0.0, 0.0), (0.5, 0.0), (0.5, 0.5)):
        country_ = economy()
        room, row = country_.state.external.bloc, path(1)[0]
        room.extra, room.markup, row["imports"] = support, markup, 0.5
        for _ in range(24):
            country_.month(row)
            assert abs(country_.state.economy.ledger.residual) < 1e-15
        found.append((country_.state.economy.trade.evaded, country_.state.external.evasion.premium))
    assert found[1][0] > 1.05 * found[0][0]
    assert found[2][1] > 1.2 * found[1][1]


def test_credit_follows_support_and_arrives_as_dollars():
    def month(support):
        country_ = economy(credit=0.05)
        country_.state.external.bloc.extra = support
        row = path(1)[0]
        row["exports"][1] = 0.6
        for _ in range(12):
            before = float(country_.state.economy.fiscal.credit)
            country_.month(row)
        assert country_.state.economy.transfers.inward - country_.state.external.diaspora.change == pytest.approx(
            before
        )
        return country_.state.economy

    poor, rich = month(0.0), month(0.4)
    assert poor.fiscal.credit == 0.0
    assert 0.0 < rich.fiscal.credit <= 0.05 * 0.4 + 1e-15
    assert rich.fx.market < poor.fx.market


def test_alignment_is_worth_less_at_a_higher_price():
    polity = Polity([0.6, 0.4])
    payoff = polity.params.payoff
    assert patronage(polity.scene, payoff) == payoff.alignment
    polity.state.external.bloc.terms = 1.0 / 1.6 - 1.0
    assert patronage(polity.scene, payoff) == pytest.approx(payoff.alignment / 1.6)
    polity.work.bargain.weight[:2], polity.work.bargain.surplus[:2] = (0.6, 0.4), 1.0
    polity.work.felt[:2] = 0.2
    polity.case.salience[:2, 1], polity.case.ideal[:2, 1] = 1.0, 0.3
    dear = best_alignment((0.2, 0.3, 0.3, 0.3), 3, polity.scene, prospects(), payoff)
    polity.state.external.bloc.terms = 0.0
    cheap = best_alignment((0.2, 0.3, 0.3, 0.3), 3, polity.scene, prospects(), payoff)
    assert 0.3 < dear < cheap
    assert (dear - 0.3) * 1.6 == pytest.approx(cheap - 0.3)


# foreign terms before two audiences (row 28)


@settings(max_examples=30, deadline=None)
@given(st.floats(0, 0.3), st.floats(0, 0.2), st.floats(0, 1), st.floats(0, 0.9))
def test_answers_to_foreign_terms_are_logit(worth_, stigma, reach, leak):
    p = Polity([1.0]).params.acceptance
    p.leak = leak
    u = np.array([worth_ - stigma, (1 - leak) * worth_, (1 - leak / 2) * worth_ - (1 - reach) * stigma])
    odds = np.exp(p.precision * u)
    assert shares(worth_, stigma, reach, p) == pytest.approx(tuple(odds / odds.sum()))


def _terms(claims: float = 0.8, media: float = 0.5, concession: float = 0.4, status: float = 2.0) -> Polity:
    polity = Polity([0.6, 0.4])
    polity.inputs.institutions.claims, polity.inputs.institutions.media = claims, media
    polity.inputs.factions.audience[:2] = 0.5
    polity.work.felt[:2] = (0.3, 0.1)
    polity.state.information.blame, polity.rest.policy[0] = 0.5, 0.1
    polity.state.polity.policy.concession = concession
    polity.state.external.sender.status = status
    acceptance(polity.scene, prospects(), polity.params.acceptance)
    return polity


def test_what_the_terms_spare_is_weighed_by_power():
    polity, outlook = _terms(), prospects(final=0.1, q_final=0.6)
    rho = float(polity.work.impatience[0])
    less = (rho + 0.01 * 1e-4) / (rho + 0.1 * 1e-4)  # hardly a deal at the concession at rest
    here = (rho + 0.1 * 0.1 * 0.5) / (rho + 0.1 * 0.5)
    expected = (0.6 * 0.3 + 0.4 * 0.1) * (less - here)
    assert worth(0.6, polity.scene, outlook) == pytest.approx(expected, rel=0.01)
    assert worth(0.1, polity.scene, outlook) == 0.0


def test_the_stigma_is_that_of_claims_and_of_a_visible_foreign_hand():
    polity = _terms()
    room, p = polity.state.information.audience, polity.params.acceptance
    owned = room.embrace + 0.5 * room.reinterpret
    assert room.embrace + room.resist + room.reinterpret == pytest.approx(1.0)
    assert room.stigma == pytest.approx(p.stigma * 0.8 * 0.5 * owned)
    assert room.gap == pytest.approx(0.3 * (1.0 - owned))
    assert room.discount == pytest.approx(p.leak * (room.resist + 0.5 * room.reinterpret))
    assert _terms(claims=0.0).state.information.audience.stigma == 0.0


def test_controlled_media_open_the_gap_between_deeds_and_words():
    free, held = (_terms(media=media).state.information.audience for media in (0.0, 1.0))
    assert held.reinterpret > free.reinterpret
    assert held.gap > free.gap
    assert held.stigma < free.stigma


def test_claims_make_rulers_own_less_of_what_they_concede():
    low, high = (_terms(claims=claims).state.information.audience for claims in (0.1, 1.0))
    assert high.embrace < low.embrace
    assert high.gap > low.gap
    assert high.discount > low.discount


def test_without_measures_there_are_no_foreign_terms():
    room = _terms(status=1.0).state.information.audience
    assert not any((room.embrace, room.resist, room.reinterpret, room.gap, room.stigma, room.discount))


def test_both_audiences_listen():
    """Stigma raises the audience cost of every faction; words that own less slow deals down."""
    polity = _terms()
    polity.state.external.sender.credibility, polity.state.external.sender.demand = 0.5, 0.8
    payoff, terms = polity.params.payoff, polity.params.prospects
    prepare(polity.scene, payoff)
    room = polity.state.information.audience
    assert polity.work.audience[0] == pytest.approx((payoff.audience + room.stigma) * 0.5)
    told = outlook_of(polity.scene, terms)[1]
    discount, room.discount = float(room.discount), 0.0
    assert told == pytest.approx(outlook_of(polity.scene, terms)[1] * (1.0 - discount))


# conditional finance (row 27)


def _programme(aid: float, own: float = 0.3, gap: float = 0.05, asked: float = 0.6) -> Polity:
    """Two members who want a reform of .3 and would rather not have .6."""
    polity = Polity([0.6, 0.4])
    polity.inputs.outside.aid, polity.inputs.outside.asked = aid, asked
    polity.case.salience[:2, 2], polity.case.ideal[:2, 2] = 1.0, 0.3
    polity.rest.policy[2] = 0.3
    policy = polity.state.polity.policy
    policy.reform, policy.agreed[2], policy.burden = own, own, polity.params.payoff.burden_rest
    policy.agreed[3] = policy.burden
    polity.state.external.sender.status, polity.state.economy.fiscal.gap = 2.0, gap
    polity.params.payoff.reform_gap = 0.0
    return polity


def _ask(polity: Polity) -> None:
    conditional_finance(polity.scene, polity.params.payoff, polity.params.conditional_finance)


def _price_by_hand(polity: Polity) -> float:
    p, x, income = polity.params, polity.state.polity.policy.purse[:2], polity.work.income[:2]
    reached = p.conditional_finance.fungible * float((np.array([0.6, 0.4]) * x / income).sum())
    return 0.5 * p.payoff.ideology * 0.3**2 / reached


def test_a_programme_is_accepted_where_money_outweighs_cost_and_shame():
    """Members at their ideal reform lose (a/2)(r̄ − r)²: the price in closed form, and on either side of it."""
    price_ = _price_by_hand(_programme(0.0))
    for aid, accepted in ((0.99 * price_, 0.0), (1.01 * price_, 1.0)):
        polity = _programme(aid, gap=1.0)
        _ask(polity)
        room = polity.state.external.aid
        assert room.price == pytest.approx(price_)
        assert room.accepted == accepted
        assert polity.state.polity.policy.agreed[2] == pytest.approx(0.6 if accepted else 0.3)


def test_shame_raises_the_price_and_political_capital_lowers_it():
    plain, shamed, bold = _programme(0.0), _programme(0.0), _programme(0.0)
    shamed.state.information.audience.stigma, shamed.inputs.factions.audience[:2] = 0.05, 0.5
    bold.state.polity.coalition.capital.technocrats = 0.005
    for polity in (plain, shamed, bold):
        _ask(polity)
    paid, dear, cheap = (polity.state.external.aid.price for polity in (plain, shamed, bold))
    slope = paid / (0.5 * plain.params.payoff.ideology * 0.09)
    assert dear - paid == pytest.approx(slope * 0.05 * 0.5 * 0.3)
    assert paid - cheap == pytest.approx(slope * 0.005)


def test_money_beyond_the_gap_is_worth_nothing_and_barred_payments_close_the_offer():
    rich = _programme(1.0, gap=0.0)
    _ask(rich)
    assert rich.state.external.aid.accepted == 0.0
    barred = _programme(1.0, gap=1.0)
    barred.state.external.evasion.payments = 1.0
    _ask(barred)
    assert (barred.state.external.aid.offered, barred.state.external.aid.accepted) == (0.0, 0.0)


def test_tranches_follow_the_reform_and_what_is_missing_is_slippage():
    polity = _programme(0.5, gap=1.0)
    room, policy, p = polity.state.external.aid, polity.state.polity.policy, polity.params.conditional_finance
    _ask(polity)
    assert (room.accepted, room.paid, room.slippage) == (1.0, 0.0, pytest.approx(0.3))
    policy.reform = 0.45
    _ask(polity)
    assert room.paid == pytest.approx(p.review * 0.5 * 0.5)
    assert room.slippage == pytest.approx(0.15)
    policy.reform = 0.6
    for _ in range(60):
        _ask(polity)
    assert room.paid == pytest.approx(0.5, rel=1e-4)
    polity.state.economy.fiscal.gap = 0.0  # better times: the programme is left, and the reform with it
    room.used = 0.0
    _ask(polity)
    assert (room.accepted, policy.agreed[2]) == (0.0, 0.3)
    assert room.paid == pytest.approx(0.5 * (1.0 - p.review), rel=1e-4)


def test_without_measures_nobody_asks():
    polity = _programme(1.0, gap=1.0)
    polity.state.external.sender.status = 0.0
    _ask(polity)
    room = polity.state.external.aid
    assert not any((room.offered, room.price, room.accepted, room.paid))


def test_programme_finance_closes_the_gap_before_posts_are_cut():
    found = []
    for paid in (0.0, 0.02):
        country_ = economy()
        country_.state.external.aid.paid = paid
        row = path(1)[0]
        row["exports"][1] = 0.6
        for _ in range(12):
            before = float(country_.state.external.aid.used)
            country_.month(row)
            assert abs(country_.state.economy.ledger.residual) < 1e-15
        inward = country_.state.economy.transfers.inward - country_.state.external.diaspora.change
        assert inward == pytest.approx(before)
        found.append(country_.state)
    poor, helped = found
    assert helped.external.aid.used == pytest.approx(0.02)
    assert helped.economy.fiscal.gap < poor.economy.fiscal.gap - 0.01
    assert helped.economy.fiscal.posts > poor.economy.fiscal.posts
    assert helped.economy.fx.market < poor.economy.fx.market


def test_where_there_is_no_patron_there_is_no_credit():
    case_ = case("belarus/2020")
    alone = case_.third_countries.model_copy(update={"patron": "none"})
    found = [
        compile_scenario(c).inputs[0]["outside"] for c in (case_, case_.model_copy(update={"third_countries": alone}))
    ]
    assert [float(room["patron"]) for room in found] == [1.0, 0.0]
    assert [float(room["credit"]) for room in found] == [float(case_.third_countries.patron_credit), 0.0]
