"""When it is tried again and when it is given up: decisions as values, for every error there is."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import errors
from bot.drawing.policy import retrying
from bot.drawing.policy.retrying import End, Follow, Resend, Resubmit, Retry, Tries
from bot.drawing.values.reasons import Reason
from bot.errors import (
    AlreadyThere,
    AnswerInvalid,
    ButtonsRefused,
    ChatMoved,
    CourierDelayed,
    CourierError,
    CourierUnanswered,
    Declined,
    Failed,
    MediaRefused,
    Misconfigured,
    Mismatched,
    NotAccepted,
    NowhereToUpload,
    OperationLost,
    PlaceholderLost,
    ProviderError,
    Refused,
    ReplyLost,
    ThreadLost,
    Unanswered,
    Undecodable,
    Undeliverable,
)

HALF = 0.5
BUSY, BUSY_FOR_7 = NotAccepted("429"), NotAccepted("429", retry_after=7)

AWAY = NotAccepted("DNS", reached=False)
FREE = Failed("code 13", billed=False)

VERDICTS: list[tuple[ProviderError, Tries, Retry | End | Resubmit]] = [
    (error, Tries(attempts, patience=left), End(reason))
    for attempts, left in ((0, 600.0), (100, -1.0))
    for error, reason in (
        (Refused("no"), Reason.REFUSED),
        (Declined("no, in other words"), Reason.DECLINED),
        (Mismatched("size"), Reason.DECLINED),
        (Failed("code 2"), Reason.FAILED),
        (FREE, Reason.FAILED),
    )
]
"""What is final, however often it was tried before."""

SUBMISSION: list[tuple[ProviderError, Tries, Retry | End | Resubmit]] = [
    *VERDICTS,
    (BUSY, Tries(0), Retry(0.5)),
    (BUSY, Tries(1), Retry(1.0)),
    (BUSY, Tries(3), Retry(4.0)),
    (BUSY, Tries(59), Retry(60.0)),
    (BUSY, Tries(59, patience=200), Retry(30.0)),
    (BUSY, Tries(59, patience=20), Retry(20.0)),  # the last time is when patience ends
    (BUSY, Tries(60), End(Reason.BUSY)),
    (BUSY, Tries(61), End(Reason.BUSY)),
    (BUSY, Tries(1, patience=0), End(Reason.BUSY)),
    (BUSY, Tries(1, patience=-9), End(Reason.BUSY)),
    (AWAY, Tries(0), Retry(0.5)),
    (AWAY, Tries(60), End(Reason.UNREACHABLE)),
    (AWAY, Tries(1, patience=0), End(Reason.UNREACHABLE)),
    (BUSY_FOR_7, Tries(0), Retry(7.5)),
    (BUSY_FOR_7, Tries(0, patience=3), Retry(3.0)),
    (BUSY_FOR_7, Tries(59), Retry(67.0)),
    (BUSY_FOR_7, Tries(60), End(Reason.BUSY)),
    (FREE, Tries(submissions=1), Resubmit()),
    (Failed("code 2"), Tries(submissions=1), End(Reason.FAILED)),
    (Misconfigured("403"), Tries(0), End(Reason.UNAVAILABLE)),
    (Misconfigured("403"), Tries(20), End(Reason.UNAVAILABLE)),
    (Unanswered("time-out"), Tries(0), End(Reason.UNANSWERED)),
    (Unanswered("time-out"), Tries(20), End(Reason.UNANSWERED)),
    (Unanswered("patience", outlasted=True), Tries(0), End(Reason.OUTLASTED)),
    (OperationLost("fbv17"), Tries(0), End(Reason.BROKEN)),
    (AnswerInvalid("html"), Tries(0), End(Reason.BROKEN)),
    (Undecodable("no picture", b"what"), Tries(0), End(Reason.BROKEN)),
    (ProviderError(), Tries(0), End(Reason.BROKEN)),
]
"""An error, what was tried before, and what follows."""

POLL: list[tuple[ProviderError, Tries, Retry | End | Resubmit]] = [
    *VERDICTS,
    (FREE, Tries(submissions=1), Resubmit()),
    (FREE, Tries(submissions=2), End(Reason.FAILED)),
    (OperationLost("404"), Tries(0), End(Reason.LOST)),
    (OperationLost("404"), Tries(100), End(Reason.LOST)),
    (AnswerInvalid("html"), Tries(0), Retry(0.5)),
    (AnswerInvalid("html"), Tries(2), Retry(2.0)),
    (AnswerInvalid("html"), Tries(3), End(Reason.BROKEN)),
    (AnswerInvalid("html"), Tries(100), End(Reason.BROKEN)),
    (Undecodable("no picture", b"what"), Tries(2), Retry(2.0)),
    (Undecodable("no picture", b"what"), Tries(3), End(Reason.BROKEN)),
    (Unanswered("time-out"), Tries(0), Retry(0.5)),
    (Unanswered("time-out"), Tries(3), Retry(4.0)),
    (Unanswered("time-out"), Tries(59), Retry(60.0)),
    (Unanswered("time-out"), Tries(60), End(Reason.SILENT)),
    (Unanswered("time-out"), Tries(61), End(Reason.SILENT)),
    (Unanswered("time-out"), Tries(5, patience=0), End(Reason.SILENT)),
    (BUSY, Tries(0), Retry(0.5)),
    (BUSY, Tries(59), Retry(60.0)),
    (BUSY_FOR_7, Tries(0), Retry(7.5)),
    (BUSY_FOR_7, Tries(59), Retry(67.0)),
    (BUSY_FOR_7, Tries(60), End(Reason.BUSY)),
    (AWAY, Tries(60), End(Reason.UNREACHABLE)),
    (Misconfigured("401"), Tries(0), Retry(0.5)),  # a token that is being changed must not lose what is drawn already
    (Misconfigured("401"), Tries(59), Retry(60.0)),
    (Misconfigured("401"), Tries(60), End(Reason.UNAVAILABLE)),
    (ProviderError(), Tries(0), Retry(0.5)),
    (ProviderError(), Tries(60), End(Reason.SILENT)),
]

REFUSALS: list[tuple[CourierError, int, Retry | Follow | End]] = [
    (CourierDelayed("429"), 0, Retry(0.5)),
    (CourierDelayed("429"), 99, Retry(150.0)),
    (CourierDelayed("429", retry_after=7), 0, Retry(7.5)),
    (CourierDelayed("429", retry_after=7), 99, Retry(157.0)),
    (CourierDelayed("429", retry_after=7), 100, End(Reason.UNDELIVERABLE)),
    (CourierDelayed("429", retry_after=7), 101, End(Reason.UNDELIVERABLE)),
    (ChatMoved(-1007), 0, Follow(-1007)),
    (ChatMoved(-1007), 100, Follow(-1007)),
    (MediaRefused("dimensions"), 0, End(Reason.NOT_SHOWN)),
    (MediaRefused("dimensions"), 100, End(Reason.NOT_SHOWN)),
    (ButtonsRefused("invalid"), 0, End(Reason.NOT_SHOWN)),
    (NowhereToUpload("no chat"), 0, End(Reason.NOWHERE)),
    (NowhereToUpload("no chat"), 100, End(Reason.NOWHERE)),
    (Undeliverable("blocked"), 0, End(Reason.UNDELIVERABLE)),
    (Undeliverable("blocked"), 100, End(Reason.UNDELIVERABLE)),
    (AlreadyThere("not modified"), 0, End(Reason.UNDELIVERABLE)),
    (ThreadLost("closed"), 0, End(Reason.UNDELIVERABLE)),
    (ReplyLost("gone"), 0, End(Reason.UNDELIVERABLE)),
    (CourierError(), 0, End(Reason.UNDELIVERABLE)),
]
"""What Telegram surely did not take, whatever was brought."""

UNANSWERED: list[tuple[CourierError, int, Retry | End]] = [
    (CourierUnanswered("reset"), 0, Retry(0.5)),
    (CourierUnanswered("reset"), 99, Retry(150.0)),
    (CourierUnanswered("reset"), 100, End(Reason.UNDELIVERABLE)),
    (CourierUnanswered("reset"), 101, End(Reason.UNDELIVERABLE)),
]

NEWS: list[tuple[CourierError, int, Retry | Follow | End]] = [
    *REFUSALS,
    *UNANSWERED,
    (PlaceholderLost("deleted"), 0, End(Reason.UNDELIVERABLE)),
    (PlaceholderLost("deleted"), 100, End(Reason.UNDELIVERABLE)),
]
DELIVERY: list[tuple[CourierError, int, Retry | Follow | Resend | End]] = [
    *REFUSALS,
    *UNANSWERED,
    (PlaceholderLost("deleted"), 0, Resend()),
    (PlaceholderLost("deleted"), 100, Resend()),
]
SENDING: list[tuple[CourierError, int, Retry | Follow | End]] = [
    *REFUSALS,
    (CourierUnanswered("reset"), 0, End(Reason.UNCERTAIN)),
    (CourierUnanswered("reset"), 100, End(Reason.UNCERTAIN)),
    (PlaceholderLost("deleted"), 0, End(Reason.UNDELIVERABLE)),
]


def kinds(root: type[Exception]) -> set[type[Exception]]:
    """An error of the tree with all that are kinds of it."""
    return {one for one in vars(errors).values() if isinstance(one, type) and issubclass(one, root)}


@pytest.mark.parametrize("table", [SUBMISSION, POLL], ids=["submission", "poll"])
def test_the_tables_name_every_error_of_a_provider(table: list[tuple[ProviderError, Tries, object]]) -> None:
    assert {type(error) for error, *_ in table} == kinds(ProviderError)
    assert len(kinds(ProviderError)) == 11


@pytest.mark.parametrize("table", [NEWS, DELIVERY, SENDING], ids=["news", "delivery", "sending"])
def test_the_tables_name_every_error_of_telegram(table: list[tuple[CourierError, int, object]]) -> None:
    assert {type(error) for error, *_ in table} == kinds(CourierError)
    assert len(kinds(CourierError)) == 12


@pytest.mark.parametrize(("error", "tries", "decision"), SUBMISSION, ids=repr)
def test_only_what_was_surely_not_accepted_is_submitted_again(
    error: ProviderError, tries: Tries, decision: Retry | End | Resubmit
) -> None:
    assert retrying.after_submission(error, tries, HALF) == decision


@pytest.mark.parametrize(("error", "tries", "decision"), POLL, ids=repr)
def test_everything_but_a_verdict_is_asked_again(
    error: ProviderError, tries: Tries, decision: Retry | End | Resubmit
) -> None:
    assert retrying.after_poll(error, tries, HALF) == decision


@given(
    st.sampled_from([error for error, *_ in (*SUBMISSION, *POLL)]),
    st.sampled_from([retrying.after_submission, retrying.after_poll]),
    st.floats(0, 1),
    st.floats(0, 21_600),
)
def test_no_error_is_tried_for_ever_nor_for_longer_than_patience_lasts(
    error: ProviderError,
    after: Callable[[ProviderError, Tries, float], Retry | End | Resubmit],
    roll: float,
    patience: float,
) -> None:
    left, submissions = patience, 1
    for attempts in range(100):
        decision = after(error, Tries(attempts, left, submissions), roll)
        if isinstance(decision, End):
            assert attempts <= retrying.TROUBLE_ATTEMPTS
            return
        submissions += isinstance(decision, Resubmit)
        left -= decision.after if isinstance(decision, Retry) else 0
        assert left >= 0
    pytest.fail("it goes on and on")


@pytest.mark.parametrize(("error", "attempts", "decision"), NEWS, ids=repr)
def test_news_that_may_have_got_lost_are_told_again(
    error: CourierError, attempts: int, decision: Retry | Follow | End
) -> None:
    assert retrying.after_news(error, attempts, HALF) == decision


@pytest.mark.parametrize(("error", "attempts", "decision"), DELIVERY, ids=repr)
def test_an_edit_is_repeated_and_a_lost_placeholder_means_a_new_message(
    error: CourierError, attempts: int, decision: Retry | Follow | Resend | End
) -> None:
    assert retrying.after_delivery(error, attempts, HALF) == decision


@pytest.mark.parametrize(("error", "attempts", "decision"), SENDING, ids=repr)
def test_a_picture_that_may_have_been_shown_is_not_sent_again(
    error: CourierError, attempts: int, decision: Retry | Follow | End
) -> None:
    assert retrying.after_sending(error, attempts, HALF) == decision


ROLLS = st.floats(0, 1)


@given(st.integers(0, 10**6), ROLLS, st.none() | st.floats(0, 1e6) | st.just(float("inf")))
def test_a_retry_comes_neither_sooner_than_asked_nor_after_more_than_five_minutes(
    attempts: int, roll: float, retry_after: float | None
) -> None:
    wait = retrying.backoff(attempts, roll, retry_after)
    assert min(retry_after or 0.0, 300.0) <= wait <= 300.0


@given(st.integers(0, 100), ROLLS)
def test_retries_are_spread_below_a_bound_that_doubles_up_to_five_minutes(attempts: int, roll: float) -> None:
    assert retrying.backoff(attempts, 0.0) == 0.0
    assert retrying.backoff(attempts, roll) == pytest.approx(roll * min(2.0**attempts, 300.0))


@pytest.mark.parametrize(
    ("attempts", "most"), [(0, 1.0), (1, 2.0), (8, 256.0), (9, 300.0), (16, 300.0), (17, 300.0), (10**6, 300.0)]
)
def test_the_bound_is_a_number(attempts: int, most: float) -> None:
    assert retrying.backoff(attempts, 1.0) == most


@pytest.mark.parametrize(
    ("retry_after", "wait"), [(None, 0.5), (0.0, 0.5), (7.0, 7.5), (299.75, 300.0), (3600.0, 300.0)]
)
def test_what_the_other_side_asks_for_is_waited_for_up_to_five_minutes(retry_after: float | None, wait: float) -> None:
    assert retrying.backoff(0, HALF, retry_after) == wait
