"""Exchange, persuasion, votes and delay: gains, envelopes, scale and relabelling."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from winset import games
from winset.games.position_exchange import outcomes, possible_exchanges
from winset.games.signalling import spence
from winset.games.voting import fernandez_rodrik


@st.composite
def councils(draw):
    n, m = draw(st.integers(2, 5)), draw(st.integers(2, 3))
    source = np.random.default_rng(draw(st.integers(0, 10**6)))
    return source.random((n, m)) * 100, source.random((n, m)) + 0.05, source.random((n, m)) + 0.1


@given(councils())
@settings(max_examples=40, deadline=None)
def test_both_sides_of_an_exchange_gain_equally(council):
    x, s, c = council
    before = outcomes(x, s, c)
    for offer in possible_exchanges(x, x, s, c):
        moved = x.copy()
        for actor, issue, move in zip(offer.suppliers, offer.issues, offer.moves, strict=True):
            moved[actor, issue] += move
        after = outcomes(moved, s, c)
        for actor in offer.suppliers:
            ideal = x[actor, list(offer.issues)]
            now = np.abs(before[list(offer.issues)] - ideal)
            then = np.abs(after[list(offer.issues)] - ideal)
            gain = s[actor, list(offer.issues)] @ (now - then)
            np.testing.assert_allclose(gain, offer.gain, atol=1e-7)
        assert min(offer.greatest_gains) >= offer.gain - 1e-9


@given(councils(), st.floats(0.01, 100.0))
@settings(max_examples=25, deadline=None)
def test_exchange_ends_and_ignores_the_unit_of_power(council, scale):
    x, s, c = council
    one, two = games.position_exchange(x, s, c), games.position_exchange(x, s, c * scale)
    assert one.converged
    assert ((one.positions >= x.min(axis=0) - 1e-9) & (one.positions <= x.max(axis=0) + 1e-9)).all()
    np.testing.assert_allclose(one.outcomes, two.outcomes, atol=1e-6)


@given(st.integers(0, 10**6), st.floats(0.0, 1.0))
@settings(max_examples=40, deadline=None)
def test_envelope_lies_above_and_beats_every_split(seed, prior):
    source = np.random.default_rng(seed)
    grid = np.linspace(0, 1, 21)
    height = source.normal(size=21)
    found = games.persuasion(prior, lambda m: np.interp(m, grid, height), grid)
    assert found.value >= max(found.no_disclosure, found.full_disclosure) - 1e-12
    assert abs(found.weights @ found.posteriors - prior) < 1e-12
    for low in grid[grid < prior]:
        for high in grid[grid > prior]:
            w = (prior - low) / (high - low)
            split = (1 - w) * np.interp(low, grid, height) + w * np.interp(high, grid, height)
            assert found.value >= split - 1e-9


@given(st.lists(st.floats(0.1, 10.0), min_size=2, max_size=6, unique=True), st.floats(0.1, 10.0))
@settings(max_examples=40, deadline=None)
def test_separating_signals_are_incentive_compatible_and_scale_with_price(types, price):
    theta = np.sort(types)
    found = spence(theta, price=price)
    mimic = theta[None, :] - price * found.signals[None, :] / theta[:, None]
    assert (mimic <= found.payoffs[:, None] + 1e-9).all()
    np.testing.assert_allclose(spence(theta).signals, found.signals * price, rtol=1e-9)


@given(st.integers(1, 200), st.floats(0.0, 1.0), st.floats(0.0, 1.0), st.floats(0.1, 5), st.floats(0.1, 5))
@settings(max_examples=60, deadline=None)
def test_gains_of_the_uncertain_add_up(voters, share, known, gain, loss):
    winners = int(voters * share)
    found = fernandez_rodrik(voters, winners, gain, loss, known_winners=int(winners * known))
    told = int(winners * known)
    np.testing.assert_allclose(told * gain + (voters - told) * found.expected, found.total_gain, rtol=1e-9, atol=1e-9)


@given(st.floats(0.3, 1.0), st.floats(0.1, 1.0), st.floats(0.51, 0.79), st.floats(0.01, 0.2))
@settings(max_examples=25, deadline=None)
def test_concession_times_fall_in_cost_and_scale_with_time(low, width, alpha, rate):
    found = games.war_of_attrition(low, low + width, alpha, 0.5, rate)
    assert (np.diff(found.times) > 0.0).all()
    twice = games.war_of_attrition(low, low + width, alpha, 0.5, 2 * rate)
    np.testing.assert_allclose(twice.expected * 2, found.expected, rtol=1e-9)


@given(
    st.lists(st.floats(0.1, 5.0), min_size=2, max_size=2),
    st.lists(st.floats(0.1, 5.0), min_size=2, max_size=2),
    st.lists(st.floats(-5.0, -0.1), min_size=2, max_size=2),
    st.floats(0.1, 10.0),
)
@settings(max_examples=40, deadline=None)
def test_crisis_probabilities_add_up_and_ignore_units(rates, prizes, worst, scale):
    found = games.audience_cost(rates, prizes, worst)
    assert found.converged
    assert abs(found.backs_down.sum() + found.war - 1.0) < 1e-6
    unit = games.audience_cost(np.array(rates) * scale, np.array(prizes) * scale, np.array(worst) * scale)
    np.testing.assert_allclose(unit.horizon, found.horizon, rtol=1e-7)
    swap = games.audience_cost(rates[::-1], prizes[::-1], worst[::-1])
    np.testing.assert_allclose(swap.backs_down[::-1], found.backs_down, atol=1e-9)
