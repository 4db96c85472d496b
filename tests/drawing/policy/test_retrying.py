"""When it is asked again, tried again, given up: decisions as values."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.drawing.policy import schedule
from bot.drawing.policy.schedule import End, Follow, Resend, Retry
from bot.drawing.values.generations import Reason
from bot.errors import (
    AnswerInvalid,
    ChatMoved,
    CourierDelayed,
    CourierError,
    CourierUnanswered,
    MediaRefused,
    Misconfigured,
    NotAccepted,
    OperationLost,
    PlaceholderLost,
    ProviderError,
    Refused,
    Unanswered,
    Undeliverable,
)
from tests.drawing.builders import at, generation

ROLLS = st.floats(0, 1)
SECONDS = st.floats(0, 1e6)
HALF = 0.5


@pytest.mark.parametrize(
    ("error", "attempts", "decision"),
    [
        (NotAccepted("429"), 0, Retry(0.5)),
        (NotAccepted("429"), 3, Retry(4.0)),
        (NotAccepted("429"), 19, Retry(150.0)),
        (NotAccepted("429"), 20, End(Reason.UNREACHABLE)),
        (NotAccepted("429", retry_after=7), 0, Retry(7.5)),
        (NotAccepted("429", retry_after=7), 20, End(Reason.UNREACHABLE)),
        (Refused("no"), 0, End(Reason.REFUSED)),
        (Misconfigured("403"), 0, End(Reason.UNAVAILABLE)),
        (Unanswered("timeout"), 0, End(Reason.UNANSWERED)),
        (OperationLost("404"), 0, End(Reason.BROKEN)),
        (AnswerInvalid("html"), 0, End(Reason.BROKEN)),
    ],
)
def test_only_what_was_surely_not_accepted_is_submitted_again(
    error: ProviderError, attempts: int, decision: Retry | End
) -> None:
    assert schedule.after_submission(error, attempts, HALF) == decision


@pytest.mark.parametrize(
    ("error", "attempts", "decision"),
    [
        (Refused("no"), 0, End(Reason.REFUSED)),
        (OperationLost("404"), 0, End(Reason.LOST)),
        (AnswerInvalid("html"), 0, Retry(0.5)),
        (AnswerInvalid("html"), 2, Retry(2.0)),
        (AnswerInvalid("html"), 3, End(Reason.BROKEN)),
        (Unanswered("timeout"), 0, Retry(0.5)),
        (Unanswered("timeout"), 99, Retry(150.0)),
        (Unanswered("timeout"), 100, End(Reason.UNREACHABLE)),
        (NotAccepted("429"), 0, Retry(0.5)),
        (NotAccepted("429", retry_after=7), 0, Retry(7.5)),
        (NotAccepted("429", retry_after=7), 100, End(Reason.UNREACHABLE)),
        (Misconfigured("401"), 0, Retry(0.5)),  # a token that is being changed must not lose what is drawn already
        (Misconfigured("401"), 100, End(Reason.UNREACHABLE)),
    ],
)
def test_everything_but_a_verdict_is_asked_again(error: ProviderError, attempts: int, decision: Retry | End) -> None:
    assert schedule.after_poll(error, attempts, HALF) == decision


NEWS = [
    (CourierDelayed("429"), 0, Retry(0.5)),
    (CourierDelayed("429", retry_after=7), 0, Retry(7.5)),
    (CourierDelayed("429", retry_after=7), 99, Retry(157.0)),
    (CourierDelayed("429", retry_after=7), 100, End(Reason.UNDELIVERABLE)),
    (Undeliverable("blocked"), 0, End(Reason.UNDELIVERABLE)),
    (MediaRefused("dimensions"), 0, End(Reason.NOT_SHOWN)),
    (ChatMoved(-1007), 0, Follow(-1007)),
]
UNANSWERED = [
    (CourierUnanswered("reset"), 0, Retry(0.5)),
    (CourierUnanswered("reset"), 99, Retry(150.0)),
    (CourierUnanswered("reset"), 100, End(Reason.UNDELIVERABLE)),
]


@pytest.mark.parametrize(
    ("error", "attempts", "decision"),
    [*NEWS, *UNANSWERED, (PlaceholderLost("deleted"), 0, End(Reason.UNDELIVERABLE))],
)
def test_news_that_may_have_got_lost_are_told_again(
    error: CourierError, attempts: int, decision: Retry | Follow | End
) -> None:
    assert schedule.after_news(error, attempts, HALF) == decision


@pytest.mark.parametrize(
    ("error", "attempts", "decision"),
    [*NEWS, *UNANSWERED, (PlaceholderLost("deleted"), 0, Resend()), (PlaceholderLost("deleted"), 100, Resend())],
)
def test_an_edit_is_repeated_and_a_lost_placeholder_means_a_new_message(
    error: CourierError, attempts: int, decision: Retry | Follow | Resend | End
) -> None:
    assert schedule.after_delivery(error, attempts, HALF) == decision


@pytest.mark.parametrize(
    ("error", "attempts", "decision"),
    [
        *NEWS,
        (CourierUnanswered("reset"), 0, End(Reason.UNCERTAIN)),
        (CourierUnanswered("reset"), 100, End(Reason.UNCERTAIN)),
    ],
)
def test_a_photo_that_may_have_been_shown_is_not_sent_again(
    error: CourierError, attempts: int, decision: Retry | Follow | End
) -> None:
    assert schedule.after_sending(error, attempts, HALF) == decision


@given(st.integers(0, 10**6), ROLLS, st.none() | SECONDS | st.just(float("inf")))
def test_a_retry_comes_neither_sooner_than_asked_nor_beyond_half_the_horizon(
    attempts: int, roll: float, retry_after: float | None
) -> None:
    longest = schedule.HORIZON.total_seconds() / 2
    wait = schedule.backoff(attempts, roll, retry_after)
    assert min(retry_after or 0.0, longest) <= wait <= longest


@given(st.integers(0, 100), ROLLS)
def test_retries_are_spread_below_a_cap_that_doubles(attempts: int, roll: float) -> None:
    assert schedule.backoff(attempts, 0.0) == 0.0
    assert schedule.backoff(attempts, roll) <= min(2.0**attempts, schedule.BACKOFF_CAP)


@pytest.mark.parametrize(("usual", "first"), [(20.0, 8.0), (5.0, 2.0), (0.1, 0.2), (0.0, 0.2)])
def test_the_first_poll_comes_before_the_usual_time(usual: float, first: float) -> None:
    assert schedule.first_poll(usual) == pytest.approx(first)


@given(SECONDS, st.floats(0, 3600), ROLLS)
def test_polls_are_neither_frantic_nor_farther_apart_than_the_horizon(age: float, usual: float, roll: float) -> None:
    wait = schedule.next_poll(age, usual, roll)
    assert 0.85 * schedule.SHORTEST_POLL * 0.999 <= wait <= 1.15 * schedule.LONGEST_POLL * 1.001
    assert wait < schedule.HORIZON.total_seconds()


@given(SECONDS, st.floats(0, 1e5), st.floats(0, 3600), ROLLS)
def test_polls_become_more_seldom_with_age(age: float, more: float, usual: float, roll: float) -> None:
    assert schedule.next_poll(age, usual, roll) <= schedule.next_poll(age + more, usual, roll)


@pytest.mark.parametrize(
    ("age", "usual", "roll", "wait"),
    [
        (100.0, 20.0, 0.5, 15.0),
        (100.0, 20.0, 0.0, 12.75),
        (100.0, 20.0, 1.0, 17.25),
        (1.0, 20.0, 0.5, 2.0),
        (0.0, 5.0, 0.5, 0.5),
        (1e6, 20.0, 0.5, 300.0),
    ],
)
def test_polls_come_at_a_share_of_the_age_give_or_take_a_little(
    age: float, usual: float, roll: float, wait: float
) -> None:
    assert schedule.next_poll(age, usual, roll) == pytest.approx(wait)


@pytest.mark.parametrize(("took", "usual"), [(20.0, 20.0), (10.0, 19.0), (30.0, 21.0), (7200.0, 24.0), (0.0, 18.0)])
def test_the_usual_time_follows_what_was_seen_and_an_outlier_hardly_moves_it(took: float, usual: float) -> None:
    assert schedule.learned(20.0, took) == pytest.approx(usual)


@given(st.floats(0.1, 3600), st.lists(SECONDS, max_size=50))
def test_the_usual_time_stays_a_time(usual: float, seen: list[float]) -> None:
    for took in seen:
        usual = schedule.learned(usual, took)
    assert usual > 0


@pytest.mark.parametrize(("age", "expired"), [(0, False), (59, False), (60, True), (61, True)])
def test_a_generation_expires_at_its_deadline(age: float, *, expired: bool) -> None:
    assert schedule.expired(generation(), at(age), timedelta(minutes=1)) is expired
