"""A request's life: what it may be in each status, which moves it makes, and what it knows of its generations."""

from collections.abc import Callable
from dataclasses import replace
from itertools import product
from typing import Unpack
from uuid import UUID

import pytest

from bot.drawing.values.generations import Generation, GenerationStatus
from bot.drawing.values.reasons import KEPT, Reason
from bot.drawing.values.requests import REQUEST_MOVES, Batch, Request, RequestStatus
from bot.errors import IllegalMove, IllegalState
from tests.drawing.builders import (
    BATCHING,
    MODEL,
    ORIGIN,
    SPEC,
    RequestFields,
    at,
    batch,
    delivered,
    generation,
    generation_id,
    generations,
    origin,
    placed,
    request,
)

ACCEPTED, PLACED, DELIVERING = RequestStatus.ACCEPTED, RequestStatus.PLACED, RequestStatus.DELIVERING
DELIVERED, ENDED = RequestStatus.DELIVERED, RequestStatus.ENDED
QUEUED, PENDING, DRAWN = GenerationStatus.QUEUED, GenerationStatus.PENDING, GenerationStatus.DRAWN
FAILED, CANCELLED, EXPIRED = GenerationStatus.FAILED, GenerationStatus.CANCELLED, GenerationStatus.EXPIRED

LEGAL = {
    "accepted": "placed ended",
    "placed": "delivering delivered ended",
    "delivering": "placed delivered ended",
    "delivered": "",
    "ended": "placed",
}
"""The life of a request, written down once more, by hand."""

MOVES: dict[RequestStatus, Callable[[Request], Request]] = {
    ACCEPTED: lambda one: one.moved(ACCEPTED, at(5)),
    PLACED: lambda one: one.placed(7, at(5), at(6)),
    DELIVERING: lambda one: one.moved(DELIVERING, at(5)),
    DELIVERED: lambda one: one.delivered(at(5), 7, "file 7"),
    ENDED: lambda one: one.ended(Reason.REFUSED),
}
"""What leads to each status."""

SOUND: dict[RequestStatus, RequestFields] = {
    ACCEPTED: {"status": ACCEPTED, "placeholder": None, "unsent": True},
    PLACED: {"status": PLACED},
    DELIVERING: {"status": DELIVERING},
    DELIVERED: {"status": DELIVERED, "delivered_at": at(0)},
    ENDED: {"status": ENDED, "reason": Reason.REFUSED},
}
"""What each status needs."""


def so(**fields: Unpack[RequestFields]) -> Request:
    """A request in some status, accepted at first, with all that this status takes."""
    whole: RequestFields = {**SOUND[fields.get("status", ACCEPTED)], **fields}
    return placed(**whole)


def named(fields: RequestFields) -> str:
    """What a test is about."""
    return " ".join(f"{name}={value}" for name, value in fields.items() if name != "generations")


def test_the_table_of_moves_is_this_one() -> None:
    assert {status.value: set(targets) for status, targets in REQUEST_MOVES.items()} == {
        status: set(map(RequestStatus, targets.split())) for status, targets in LEGAL.items()
    }


def test_statuses_are_kept_under_these_names() -> None:
    assert [status.value for status in RequestStatus] == list(LEGAL)


def refused(move: Callable[[], Request]) -> tuple[str, str, str]:
    """What an illegal move is said to be."""
    with pytest.raises(IllegalMove) as caught:
        move()
    return caught.value.what, caught.value.status, caught.value.target


@pytest.mark.parametrize(("status", "target"), list(product(RequestStatus, RequestStatus)))
def test_a_request_moves_only_in_the_order_of_its_life(status: RequestStatus, target: RequestStatus) -> None:
    before = so(status=status, reason=Reason.UNCERTAIN) if status is ENDED else so(status=status)
    if target in LEGAL[status].split():
        assert MOVES[target](before).status is target
    else:
        assert refused(lambda: MOVES[target](before)) == ("request", status, target)


@pytest.mark.parametrize("move", [MOVES[PLACED], lambda one: one.moved(PLACED, at(5))], ids=["placed", "moved"])
@pytest.mark.parametrize("reason", Reason)
def test_what_ended_is_brought_again_only_where_its_picture_is_kept(
    reason: Reason, move: Callable[[Request], Request]
) -> None:
    """It is no failure any more then."""
    before = so(status=ENDED, reason=reason)
    if reason in KEPT:
        again = move(before)
        assert (again.status, again.reason, again.due_at) == (PLACED, None, at(5))
    else:
        assert refused(lambda: move(before)) == ("request", ENDED, PLACED)


@pytest.mark.parametrize("target", [DELIVERED, ENDED])
def test_an_end_takes_more_than_a_status(target: RequestStatus) -> None:
    with pytest.raises(IllegalState):
        placed().moved(target, None)


NONSENSE: list[RequestFields] = [
    {"status": ACCEPTED, "placeholder": 6, "unsent": False},
    {"status": ACCEPTED, "news_at": at(5)},
    {"status": PLACED, "unsent": True},
    {"status": DELIVERING, "unsent": True},
    {"status": DELIVERED, "unsent": True},
    {"status": DELIVERED, "delivered_at": None},
    {"status": DELIVERED, "due_at": at(5)},
    {"status": DELIVERED, "news_at": at(5)},
    {"status": ENDED, "reason": None},
    {"status": ENDED, "due_at": at(5)},
    {"status": ENDED, "news_at": at(5)},
    *(RequestFields(status=status, reason=Reason.REFUSED) for status in RequestStatus if status is not ENDED),
    *(RequestFields(status=status, delivered_at=at(5)) for status in RequestStatus if status is not DELIVERED),
    *(RequestFields(status=status, generations=()) for status in RequestStatus),
    {"generations": (generation(position=2),)},
    {"generations": (generation(), generation())},
    {"generations": (generation(position=2), generation(position=1))},
    {"generations": (generation(), generation(position=3))},
]


@pytest.mark.parametrize("fields", NONSENSE, ids=named)
def test_fields_that_contradict_each_other_are_no_request(fields: RequestFields) -> None:
    status = fields.get("status", ACCEPTED)
    with pytest.raises(IllegalState) as caught:
        so(**fields)
    assert (caught.value.what, caught.value.status) == ("request", status)


SENSE: list[RequestFields] = [
    {"status": ACCEPTED, "due_at": at(5), "unsent": False},
    {"status": ACCEPTED, "due_at": None},
    {"status": ACCEPTED, "placeholder": 6},
    {"status": PLACED, "due_at": at(5), "news_at": at(6), "late_at": at(4)},
    {"status": PLACED, "placeholder": None},
    {"status": PLACED, "shown": 1, "shown_at": at(5), "file_id": "file 1"},
    {"status": DELIVERING, "due_at": at(5), "placeholder": None},
    {"status": DELIVERED, "placeholder": None, "file_id": None},
    {"status": ENDED, "unsent": True, "placeholder": None},
    {"status": ENDED, "placeholder": 6, "reason": Reason.UNCERTAIN},
]


@pytest.mark.parametrize("fields", SENSE, ids=named)
def test_a_request_may_be_so(fields: RequestFields) -> None:
    """A placeholder may be lost; one that may have been sent is looked for; some requests end before they have any."""
    built = so(**fields)
    assert {name: getattr(built, name) for name in fields} == dict(fields)


def test_a_new_request_was_sent_nothing_and_nobody_was_told_anything() -> None:
    new = Request(id=UUID(int=1), origin=ORIGIN, spec=SPEC, accepted_at=at(0), generations=(generation(),))
    assert (new.status, new.due_at, new.news_at, new.reason) == (ACCEPTED, None, None, None)
    assert (new.fence, new.attempts, new.placeholder, new.unsent) == (0, 0, None, True)
    assert (new.shown, new.shown_at, new.late_at, new.delivered_at, new.file_id) == (0, None, None, None, None)


def test_a_move_forgets_the_failures_before_it() -> None:
    before = placed(attempts=3, due_at=at(1))
    assert before.moved(DELIVERING, at(5)) == replace(before, status=DELIVERING, due_at=at(5), attempts=0)


@pytest.mark.parametrize("placeholder", [7, None])
def test_a_request_is_placed_in_its_message(placeholder: int | None) -> None:
    """An inline one is there already, and has no number."""
    before = request(attempts=3)
    assert before.placed(placeholder, at(5), at(6)) == replace(
        before, status=PLACED, placeholder=placeholder, unsent=False, due_at=at(5), news_at=at(6), attempts=0
    )


@pytest.mark.parametrize("status", [PLACED, DELIVERING])
@pytest.mark.parametrize(("message_id", "placeholder"), [(None, 6), (7, 7)])
def test_a_delivered_request_is_the_message_that_shows_it(
    status: RequestStatus, message_id: int | None, placeholder: int
) -> None:
    before = so(status=status, generations=SHEET, attempts=3, due_at=at(1), news_at=at(2), shown=1)
    assert before.delivered(at(5), message_id, "file 7") == replace(
        before,
        status=DELIVERED,
        placeholder=placeholder,
        file_id="file 7",
        delivered_at=at(5),
        due_at=None,
        news_at=None,
        attempts=0,
        shown=2,
    )


@pytest.mark.parametrize("status", [ACCEPTED, PLACED, DELIVERING])
@pytest.mark.parametrize("reason", Reason)
def test_a_request_that_ended_says_why_and_has_nothing_left_to_do(status: RequestStatus, reason: Reason) -> None:
    before = so(status=status, attempts=3, due_at=at(1))
    assert before.ended(reason) == replace(before, status=ENDED, reason=reason, due_at=None, attempts=0)


def test_nobody_hears_how_it_is_going_with_what_ended() -> None:
    assert placed(news_at=at(2)).ended(Reason.CANCELLED).news_at is None


def test_a_failed_step_is_counted_and_due_again() -> None:
    assert placed(attempts=2).retried(at(9)) == placed(attempts=3, due_at=at(9))


def test_a_group_that_moved_leaves_its_placeholder_behind() -> None:
    group = origin(chat_id=-7, user_id=1001, thread_id=5)
    here = placed(origin=group, attempts=2)
    there = replace(group, chat_id=-1007)
    assert here.followed(-1007, at(9)) == replace(here, origin=there, placeholder=None, due_at=at(9))


@pytest.mark.parametrize(
    ("chat", "inline", "private", "is_inline"),
    [
        (1001, None, True, False),
        (1, None, True, False),
        (-7, None, False, False),
        (-1007, None, False, False),
        (1001, "inline", False, True),
    ],
)
def test_a_chat_of_two_is_told_from_a_group_and_from_an_inline_message(
    chat: int, inline: str | None, *, private: bool, is_inline: bool
) -> None:
    there = origin(chat_id=chat, inline_message_id=inline)
    assert (there.is_private, there.is_inline) == (private, is_inline)


@pytest.mark.parametrize(
    ("placeholder", "inline", "is_placed"),
    [(6, None, True), (0, None, True), (None, None, False), (None, "inline", True)],
)
def test_an_inline_message_is_there_without_a_number(
    placeholder: int | None, inline: str | None, *, is_placed: bool
) -> None:
    assert placed(placeholder=placeholder, origin=origin(inline_message_id=inline)).is_placed is is_placed


def test_log_lines_name_the_request_and_the_generation() -> None:
    name = "00000000-0000-0000-0000-000000000001"
    assert request().log_context == {"request": name}
    assert batch(request(count=2), 2).log_context == {"request": name, "generation": str(generation_id(1, 2))}


ALL = generations(QUEUED, GenerationStatus.SUBMITTING, PENDING, DRAWN, FAILED, CANCELLED, EXPIRED)
SHEET = generations(DRAWN, FAILED, DRAWN)


def test_a_request_knows_what_became_of_its_pictures() -> None:
    one = placed(generations=ALL)
    assert [each.position for each in one.live] == [1, 2, 3]
    assert [each.position for each in one.drawn] == [4]
    assert [each.position for each in one.missing] == [5, 6, 7]
    assert one.count == 7


@pytest.mark.parametrize("position", [1, 2, 3])
def test_pictures_are_counted_from_1(position: int) -> None:
    one = placed(count=3)
    assert one.of(position) is one.generations[position - 1]


@pytest.mark.parametrize("position", [0, -1, 4])
def test_there_is_no_picture_beyond_those_that_were_asked_for(position: int) -> None:
    with pytest.raises(IndexError) as caught:
        placed(count=3).of(position)
    assert caught.value.args == (position,)


def failed(*reasons: Reason) -> Request:
    """A request whose generations ended so."""
    ended = (generation(position=number).ended(reason) for number, reason in enumerate(reasons, 1))
    return placed(generations=tuple(ended))


@pytest.mark.parametrize("reason", Reason)
def test_the_reason_of_one_picture_is_that_of_its_request(reason: Reason) -> None:
    assert failed(reason).failure is reason


@pytest.mark.parametrize(
    ("reasons", "told"),
    [
        ([Reason.REFUSED, Reason.UNAVAILABLE], Reason.REFUSED),
        ([Reason.UNAVAILABLE, Reason.REFUSED], Reason.REFUSED),
        ([Reason.TIMEOUT, Reason.UNAVAILABLE], Reason.UNAVAILABLE),
        ([Reason.MISSING, Reason.BROKEN, Reason.LOST], Reason.LOST),
        ([Reason.CANCELLED, Reason.MISSING], Reason.MISSING),
        ([Reason.UNCERTAIN, Reason.CANCELLED], Reason.UNCERTAIN),
        ([Reason.CANCELLED, Reason.CANCELLED], Reason.CANCELLED),
    ],
)
def test_of_several_reasons_the_first_is_told_and_that_it_was_taken_back_last(
    reasons: list[Reason], told: Reason
) -> None:
    assert failed(*reasons).failure is told


def test_what_came_is_no_reason_why_the_rest_is_missing() -> None:
    assert placed(generations=SHEET).failure is Reason.REFUSED


def test_a_request_takes_over_what_became_of_its_generations() -> None:
    before = placed(count=3)
    second = generation(position=2, status=DRAWN)
    after = before.with_generations((second, generation(position=9)))
    assert after == replace(before, generations=(before.of(1), second, before.of(3)))


def test_a_batch_is_claimed_by_its_leader() -> None:
    leader = generation(position=3, model=BATCHING, fence=5)
    taken = Batch(placed(count=4, model=BATCHING), (leader, generation(position=4, model=BATCHING, fence=1)))
    assert (taken.leader, taken.id, taken.fence) == (leader, generation_id(1, 3), 5)


@pytest.mark.parametrize(("stand_in", "model"), [(None, MODEL.name), ("dall-e-2", "dall-e-2")])
def test_a_batch_is_drawn_by_the_model_asked_for_or_by_its_stand_in(stand_in: str | None, model: str) -> None:
    assert batch(placed(generations=(generation(stand_in=stand_in),))).model == model


def test_what_becomes_of_a_batch_becomes_of_its_request() -> None:
    before = batch(placed(count=3, model=BATCHING))
    changed: tuple[Generation, ...] = tuple(one.ended(Reason.REFUSED) for one in before.generations[1:])
    after = before.with_generations(changed)
    assert after == Batch(before.request.with_generations(changed), changed)
    assert [one.status for one in after.request.generations] == [QUEUED, FAILED, FAILED]


def test_what_was_delivered_is_changed_no_more() -> None:
    with pytest.raises(IllegalState):
        delivered().retried(at(9))
