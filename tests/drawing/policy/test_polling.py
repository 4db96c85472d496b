"""When a provider is asked how an operation is doing. All durations are in seconds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.drawing.policy import polling

ROLLS = st.floats(0, 1)
SECONDS = st.floats(0, 1e6)


@pytest.mark.parametrize(
    ("usual", "first"), [(20.0, 8.0), (5.0, 2.0), (600.0, 240.0), (0.5, 0.2), (0.1, 0.2), (0.0, 0.2)]
)
def test_the_first_poll_comes_well_before_the_usual_time(usual: float, first: float) -> None:
    assert polling.first_poll(usual) == pytest.approx(first)


@given(SECONDS, st.floats(0, 3600), ROLLS)
def test_polls_are_neither_frantic_nor_more_than_six_minutes_apart(age: float, usual: float, roll: float) -> None:
    assert 0.169 <= polling.next_poll(age, usual, roll) <= 346


@given(SECONDS, st.floats(0, 1e5), st.floats(0, 3600), ROLLS)
def test_polls_become_more_seldom_with_age(age: float, more: float, usual: float, roll: float) -> None:
    assert polling.next_poll(age, usual, roll) <= polling.next_poll(age + more, usual, roll)


@pytest.mark.parametrize(
    ("age", "usual", "roll", "wait"),
    [
        (100.0, 20.0, 0.5, 15.0),
        (100.0, 20.0, 0.0, 12.75),
        (100.0, 20.0, 1.0, 17.25),
        (1.0, 20.0, 0.5, 2.0),
        (1.0, 15.0, 0.5, 1.5),
        (1.0, 600.0, 0.5, 2.0),
        (0.0, 5.0, 0.5, 0.5),
        (0.0, 0.0, 0.5, 0.2),
        (0.0, 1.0, 0.0, 0.17),
        (1999.0, 20.0, 0.5, 299.85),
        (2001.0, 20.0, 0.5, 300.0),
        (1e6, 20.0, 0.5, 300.0),
        (1e6, 20.0, 1.0, 345.0),
        (-3600.0, 20.0, 0.5, 2.0),  # the clock was set back
    ],
)
def test_polls_come_at_a_share_of_the_age_give_or_take_a_little(
    age: float, usual: float, roll: float, wait: float
) -> None:
    assert polling.next_poll(age, usual, roll) == pytest.approx(wait)


@pytest.mark.parametrize(
    ("took", "usual"),
    [(20.0, 20.0), (10.0, 19.0), (30.0, 21.0), (60.0, 24.0), (61.0, 24.0), (7200.0, 24.0), (0.0, 18.0)],
)
def test_the_usual_time_follows_what_was_seen_and_an_outlier_hardly_moves_it(took: float, usual: float) -> None:
    assert polling.learned(20.0, took) == pytest.approx(usual)


def test_what_took_less_than_no_time_took_none() -> None:
    """The clock was set back meanwhile."""
    assert polling.learned(20.0, -3600.0) == pytest.approx(18.0)


@given(st.floats(0.1, 3600), st.lists(st.floats(-1e6, 1e6), max_size=50))
def test_the_usual_time_stays_a_time(usual: float, seen: list[float]) -> None:
    for took in seen:
        usual = polling.learned(usual, took)
    assert usual > 0
