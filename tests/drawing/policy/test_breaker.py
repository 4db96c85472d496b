"""The circuit breaker: when it opens, whom it lets through while it is open, and when it closes again."""

from dataclasses import dataclass
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.drawing.policy.breaker import Breaker


def opened(at: float = 100.0) -> Breaker:
    """A breaker that opened then."""
    breaker = Breaker()
    assert breaker.failed(at, who=1, surely=True)
    return breaker


def test_a_new_breaker_lets_everybody_through() -> None:
    breaker = Breaker()
    assert all(breaker.admits(now) for now in (0.0, 0.0, 5.0))


@pytest.mark.parametrize(
    ("outcomes", "opens"),
    [
        ("", False),
        ("f", False),
        ("ff", False),
        ("fff", True),
        ("s", False),
        ("ffs", False),
        ("ffsff", False),
        ("ffsfff", True),
        ("F", True),
        ("fF", True),
        ("sF", True),
        ("sssF", True),
    ],
)
def test_three_failures_in_a_row_open_it_or_one_that_is_no_chance(outcomes: str, *, opens: bool) -> None:
    """f: failed, F: surely failed, s: succeeded."""
    breaker = Breaker()
    for second, outcome in enumerate(outcomes):
        if outcome == "s":
            breaker.succeeded(second)
        else:
            breaker.failed(second, who=second, surely=outcome == "F")
    assert (breaker.opened_at is not None) is opens
    assert breaker.admits(len(outcomes)) is not opens


@pytest.mark.parametrize(
    ("people", "opens"),
    [((1, 1, 1), False), ((1, 1, 1, 1, 1, 1, 1), False), ((1, 1, 2), True), ((1, 2), False), ((1, 1, 1, 1, 2), True)],
)
def test_one_persons_requests_prove_nothing(people: tuple[int, ...], *, opens: bool) -> None:
    """It may be the words that nobody draws."""
    breaker = Breaker()
    outcomes = [breaker.failed(second, who=who, surely=False) for second, who in enumerate(people)]
    assert outcomes == [False] * (len(people) - 1) + [opens]


def test_who_failed_before_a_picture_came_counts_no_more() -> None:
    breaker = Breaker()
    breaker.failed(0, who=1, surely=False)
    breaker.succeeded(1)
    assert [breaker.failed(second, who=2, surely=False) for second in (2, 3, 4)] == [False, False, False]


def test_that_it_opened_is_told_once() -> None:
    breaker = Breaker()
    told = [breaker.failed(second, who=second, surely=False) for second in range(6)]
    assert told == [False, False, True, False, False, False]


def test_that_it_closed_is_told_once() -> None:
    breaker = opened(at=100)
    assert [breaker.succeeded(began) for began in (100, 101)] == [True, False]


@pytest.mark.parametrize(("seconds", "admitted"), [(0, False), (59.9, False), (60, True), (3600, True)])
def test_after_a_minute_one_request_may_try(seconds: float, *, admitted: bool) -> None:
    breaker = opened(at=100)
    assert breaker.admits(100 + seconds) is admitted
    assert not breaker.admits(100 + seconds)


def test_the_pause_doubles_after_every_try_that_failed_up_to_a_quarter_of_an_hour() -> None:
    breaker, now, pauses = opened(at=0), 0.0, []
    for _ in range(7):
        assert not breaker.admits(breaker.try_at - 0.001)
        pauses.append(breaker.try_at - now)
        now = breaker.try_at
        assert breaker.admits(now)
        assert not breaker.failed(now, who=1, surely=True)
    assert pauses == [60, 120, 240, 480, 900, 900, 900]


def test_a_try_that_nobody_hears_of_again_is_followed_by_another_in_a_quarter_of_an_hour() -> None:
    breaker = opened(at=0)
    assert [breaker.admits(now) for now in (60, 61, 959, 960, 961)] == [True, False, False, True, False]


def test_what_fails_while_it_is_open_and_nobody_tries_changes_nothing() -> None:
    """Requests that were under way when it opened."""
    breaker, other = opened(at=100), opened(at=100)
    assert not breaker.failed(130, who=1, surely=True)
    assert breaker == other


def test_after_a_try_failed_nothing_more_is_learned_of_those_that_failed_before() -> None:
    """Requests that were under way when it opened prolong no pause."""
    breaker = opened(at=0)
    assert breaker.admits(60)
    assert [breaker.failed(now, who=1, surely=True) for now in (61, 62, 63)] == [False, False, False]
    assert (breaker.pause, breaker.try_at) == (120, 181)


@pytest.mark.parametrize(("began", "closes"), [(99.9, False), (100, True), (160, True)])
def test_only_what_began_after_it_opened_closes_it(began: float, *, closes: bool) -> None:
    """An answer to an older request says nothing about now."""
    breaker = opened(at=100)
    assert breaker.succeeded(began) is closes
    assert breaker.admits(101) is closes


def test_after_it_closed_everything_begins_anew() -> None:
    breaker = opened(at=0)
    for now in (60, 180):
        breaker.admits(now)
        breaker.failed(now, who=1, surely=False)
    breaker.succeeded(500)
    assert breaker == Breaker(try_at=breaker.try_at)
    assert [breaker.failed(now, who=now, surely=False) for now in (501, 502, 503)] == [False, False, True]
    assert breaker.try_at == 563


@dataclass(slots=True)
class Flight:
    """Requests that were let through: when each began, as long as nobody heard of it."""

    begun: list[float]

    def land(self, which: int) -> float:
        return self.begun.pop(which % len(self.begun))


STEPS = st.lists(
    st.tuples(
        st.floats(0, 400), st.sampled_from(["ask", "ask", "ask", "fail", "surely", "succeed"]), st.integers(0, 5)
    ),
    max_size=60,
)


@given(STEPS)
def test_while_it_is_open_at_most_one_request_passes_a_pause(steps: list[tuple[float, str, int]]) -> None:
    """Whatever comes back of older requests, and in whatever order."""
    breaker, flight, now = Breaker(), Flight([]), 0.0
    passed: list[float] = []
    for seconds, deed, which in steps:
        now += seconds
        was_open = breaker.opened_at is not None
        if deed == "ask" and breaker.admits(now):
            flight.begun.append(now)
            passed += [now] if was_open else []
        elif deed == "succeed" and flight.begun:
            breaker.succeeded(flight.land(which))
        elif deed in ("fail", "surely") and flight.begun:
            flight.land(which)
            breaker.failed(now, who=which, surely=deed == "surely")
        if not was_open:
            passed = [breaker.opened_at] if breaker.opened_at is not None else []
        assert all(later - earlier >= 60 for earlier, later in pairwise(passed))
        assert 60 <= breaker.pause <= 900
        assert breaker.failures <= 3


@given(STEPS, st.floats(0, 5000))
def test_any_success_of_a_request_that_began_after_it_opened_closes_it(
    steps: list[tuple[float, str, int]], later: float
) -> None:
    breaker, now = opened(at=0), 0.0
    for seconds, deed, _ in steps:
        now += seconds
        if deed == "ask":
            breaker.admits(now)
        elif deed != "succeed":
            breaker.failed(now, who=1, surely=deed == "surely")
    assert breaker.opened_at == 0
    assert breaker.succeeded(later)
    assert breaker.admits(now)


@given(STEPS)
def test_it_never_stays_open_without_a_try(steps: list[tuple[float, str, int]]) -> None:
    """A quarter of an hour after anything that happened somebody is let through."""
    breaker, now = opened(at=0), 0.0
    for seconds, deed, _ in steps:
        now += seconds
        if deed == "ask":
            breaker.admits(now)
        elif deed != "succeed":
            breaker.failed(now, who=1, surely=deed == "surely")
    assert breaker.admits(now + 900)
