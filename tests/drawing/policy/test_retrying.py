"""When it is tried again and when it is given up: decisions as values, for every error there is."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import errors
from bot.drawing.policy import retrying
from bot.drawing.policy.retrying import End, Follow, Resubmit, Retry, Simpler, Tries
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
    FormRefused,
    KindForbidden,
    Misconfigured,
    Mismatched,
    NotAccepted,
    NowhereToUpload,
    OperationLost,
    PhotoRefused,
    PlaceholderLost,
    ProviderError,
    Refused,
    ReplyLost,
    RightsLost,
    TextLost,
    ThreadLost,
    Unanswered,
    Undecodable,
    Undeliverable,
    WordsRefused,
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

ANYTHING = End(Reason.NOT_SHOWN)
MOVED, LATER, LATER_BY_7 = ChatMoved(-1007), CourierDelayed("429"), CourierDelayed("429", retry_after=7)
NO_RIGHTS, NO_PHOTOS, RESET = RightsLost("muted"), KindForbidden("no photos"), CourierUnanswered("reset")
FORMS = [
    FormRefused("of next year"),
    ButtonsRefused("invalid"),
    PhotoRefused("dimensions"),
    WordsRefused("too long"),
    ReplyLost("gone"),
    ThreadLost("closed"),
]
NONSENSE = [AlreadyThere("not modified"), PlaceholderLost("deleted"), TextLost("a photo"), CourierError()]
"""What Telegram cannot mean there, or nobody knows what it means."""

Decision = Retry | Follow | Simpler | End | None
Row = tuple[CourierError, int, Decision]

AGAIN: list[Row] = [
    (MOVED, 0, Follow(-1007)),
    (MOVED, 9, Follow(-1007)),
    (LATER, 0, Retry(0.5)),
    (LATER, 99, Retry(150.0)),
    (LATER_BY_7, 0, Retry(7.5)),
    (LATER_BY_7, 99, Retry(157.0)),
    (NO_RIGHTS, 0, Retry(30.0)),
    (NO_RIGHTS, 1, Retry(120.0)),
    (NO_RIGHTS, 5, Retry(1800.0)),
]
"""What is taken again as it is, whatever was brought."""

UNANSWERED: list[Row] = [(RESET, 0, Retry(0.5)), (RESET, 9, Retry(60.0))]
KIND: list[Row] = [(NO_PHOTOS, 0, Retry(30.0)), (NO_PHOTOS, 5, Retry(1800.0))]


def all_of(errors_: list[CourierError], decision: Decision) -> list[Row]:
    """The same decision for all of these, however often it was tried before."""
    return [(error, attempts, decision) for error in errors_ for attempts in (0, 100)]


TELLING: list[Row] = [
    *AGAIN,
    *UNANSWERED,
    *KIND,
    (MOVED, 10, None),
    (LATER, 100, None),
    (NO_RIGHTS, 6, None),
    (NO_PHOTOS, 6, None),
    (RESET, 10, None),
    *all_of([*FORMS, *NONSENSE, NowhereToUpload("no chat"), Undeliverable("blocked")], None),
]
PLACING: list[Row] = [
    *AGAIN,
    *UNANSWERED,
    *KIND,
    (MOVED, 10, Simpler()),
    (LATER, 100, End(Reason.TIMEOUT)),
    (NO_RIGHTS, 6, End(Reason.MUTED)),
    (NO_PHOTOS, 6, End(Reason.MUTED)),
    (RESET, 10, Simpler()),
    *all_of([*FORMS, *NONSENSE, NowhereToUpload("no chat")], Simpler()),
    *all_of([Undeliverable("blocked")], End(Reason.UNDELIVERABLE)),
]
BROUGHT: list[Row] = [
    *AGAIN,
    (NO_RIGHTS, 6, End(Reason.WITHHELD)),
    *all_of([NowhereToUpload("no chat")], End(Reason.NOWHERE)),
    *all_of([Undeliverable("blocked")], End(Reason.UNDELIVERABLE)),
]
DELIVERY: list[Row] = [
    *BROUGHT,
    *UNANSWERED,
    (LATER, 100, Simpler()),
    (MOVED, 10, Simpler()),
    (RESET, 10, Simpler()),
    *all_of([*FORMS, *NONSENSE, NO_PHOTOS], Simpler()),
]
SENDING: list[Row] = [
    *BROUGHT,
    (LATER, 100, ANYTHING),
    (MOVED, 10, ANYTHING),
    *all_of([RESET], End(Reason.UNCERTAIN)),
    *all_of([NO_PHOTOS], End(Reason.WITHHELD)),
    *all_of([*FORMS, *NONSENSE], ANYTHING),
]

AFTER: dict[str, tuple[list[Row], Callable[[CourierError, int, float], Decision]]] = {
    "placing": (PLACING, retrying.after_placing),
    "delivery": (DELIVERY, retrying.after_delivery),
    "sending": (SENDING, retrying.after_sending),
    "telling": (TELLING, retrying.after_telling),
}


def kinds(root: type[Exception]) -> set[type[Exception]]:
    """An error of the tree with all that are kinds of it."""
    return {one for one in vars(errors).values() if isinstance(one, type) and issubclass(one, root)}


@pytest.mark.parametrize("table", [SUBMISSION, POLL], ids=["submission", "poll"])
def test_the_tables_name_every_error_of_a_provider(table: list[tuple[ProviderError, Tries, object]]) -> None:
    assert {type(error) for error, *_ in table} == kinds(ProviderError)
    assert len(kinds(ProviderError)) == 11


@pytest.mark.parametrize("what", AFTER)
def test_the_tables_name_every_error_of_telegram(what: str) -> None:
    assert {type(error) for error, *_ in AFTER[what][0]} == kinds(CourierError)
    assert len(kinds(CourierError)) == 17


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


@pytest.mark.parametrize(
    ("what", "error", "attempts", "decision"),
    [(what, *row) for what, (table, _) in AFTER.items() for row in table],
    ids=repr,
)
def test_what_telegram_did_not_take_has_a_way_on(
    what: str, error: CourierError, attempts: int, decision: Decision
) -> None:
    assert AFTER[what][1](error, attempts, HALF) == decision


def test_only_where_nobody_is_there_a_request_ends_in_silence() -> None:
    silent = {
        type(error)
        for table, _ in AFTER.values()
        for error, _, decision in table
        if decision == End(Reason.UNDELIVERABLE)
    }
    assert silent == {Undeliverable}


@pytest.mark.parametrize("after", [retrying.after_placing, retrying.after_delivery, retrying.after_telling])
def test_while_telegram_answers_nothing_at_all_it_is_waited_for(after: Callable[..., Decision]) -> None:
    assert isinstance(after(RESET, 99, HALF, retrying.DELAYED_TRIES), Retry)
    assert not isinstance(after(RESET, 100, HALF, retrying.DELAYED_TRIES), Retry)


@given(st.sampled_from(sorted(AFTER)), st.sampled_from([row[0] for row in (*TELLING, *DELIVERY)]), st.floats(0, 1))
def test_nothing_is_carried_to_telegram_for_ever(what: str, error: CourierError, roll: float) -> None:
    decisions = [AFTER[what][1](error, attempts, roll) for attempts in range(101)]
    tries = sum(isinstance(one, Retry | Follow) for one in decisions)
    assert tries <= (100 if isinstance(error, CourierDelayed) else 10)
    assert not isinstance(decisions[-1], Retry | Follow)


def test_a_method_that_gets_no_answer_is_given_up_within_ten_minutes() -> None:
    waits = [retrying.after_delivery(RESET, attempts, 1.0) for attempts in range(10)]
    assert sum(one.after for one in waits if isinstance(one, Retry)) <= 600


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
