"""A generation's life: what it may be in each status, which moves it makes, and what each of them changes."""

from collections.abc import Callable, Sequence
from dataclasses import FrozenInstanceError, replace
from datetime import datetime
from itertools import product
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.drawing.values.generations import GENERATION_MOVES, Generation, GenerationStatus, in_batches
from bot.drawing.values.reasons import Reason
from bot.errors import IllegalMove, IllegalState
from tests.drawing.builders import BATCHING, MODEL, OPENAI, YANDEX, GenerationFields, at, generation

QUEUED, SUBMITTING, PENDING = GenerationStatus.QUEUED, GenerationStatus.SUBMITTING, GenerationStatus.PENDING
DRAWN, FAILED, CANCELLED = GenerationStatus.DRAWN, GenerationStatus.FAILED, GenerationStatus.CANCELLED
EXPIRED = GenerationStatus.EXPIRED
LIVE, ENDS = (QUEUED, SUBMITTING, PENDING), (DRAWN, FAILED, CANCELLED, EXPIRED)

LEGAL = {
    "queued": "submitting failed cancelled expired",
    "submitting": "queued pending drawn failed cancelled expired",
    "pending": "queued drawn failed cancelled expired",
    "drawn": "",
    "failed": "",
    "cancelled": "",
    "expired": "",
}
"""The life of a generation, written down once more, by hand."""

MOVES: dict[GenerationStatus, Callable[[Generation], Generation]] = {
    QUEUED: lambda one: one.queued_again(at(5)),
    SUBMITTING: lambda one: one.submitting(at(5)),
    PENDING: lambda one: one.pending("fbv18", at(5)),
    DRAWN: lambda one: one.drawn(at(5), "a red fox"),
    FAILED: lambda one: one.ended(Reason.REFUSED),
    CANCELLED: lambda one: one.ended(Reason.CANCELLED),
    EXPIRED: lambda one: one.ended(Reason.TIMEOUT),
}
"""What leads to each status."""


def test_the_table_of_moves_is_this_one() -> None:
    assert {status.value: set(targets) for status, targets in GENERATION_MOVES.items()} == {
        status: set(map(GenerationStatus, targets.split())) for status, targets in LEGAL.items()
    }


@pytest.mark.parametrize(("status", "target"), list(product(GenerationStatus, GenerationStatus)))
def test_a_generation_moves_only_in_the_order_of_its_life(status: GenerationStatus, target: GenerationStatus) -> None:
    before = generation(status=status)
    if target in LEGAL[status].split():
        assert MOVES[target](before).status is target
    elif (status, target) != (SUBMITTING, SUBMITTING):
        with pytest.raises(IllegalMove) as caught:
            MOVES[target](before)
        assert (caught.value.what, caught.value.status, caught.value.target) == ("generation", status, target)


@pytest.mark.parametrize("status", GenerationStatus)
def test_a_generation_has_ended_where_no_move_is_left(status: GenerationStatus) -> None:
    assert generation(status=status).has_ended is status.is_end is (status in ENDS)


def named(fields: GenerationFields) -> str:
    """What a test is about."""
    return " ".join(f"{name}={value}" for name, value in fields.items())


NONSENSE: list[GenerationFields] = [
    {"status": QUEUED, "operation_id": "fbv17"},
    {"status": SUBMITTING, "submissions": 0},
    {"status": SUBMITTING, "submissions": -1},
    {"status": SUBMITTING, "submitted_at": None},
    {"status": PENDING, "operation_id": None},
    {"status": DRAWN, "drawn_at": None},
    {"status": DRAWN, "due_at": at(5)},
    {"status": DRAWN, "reason": Reason.REFUSED},
    {"status": FAILED, "reason": None},
    {"status": FAILED, "due_at": at(5)},
    {"status": FAILED, "reason": Reason.TIMEOUT},
    {"status": FAILED, "reason": Reason.CANCELLED},
    {"status": CANCELLED, "reason": Reason.CANCELLED},
    {"status": CANCELLED, "reason": Reason.REFUSED},
    {"status": CANCELLED, "due_at": at(5), "operation_id": None},
    {"status": EXPIRED, "reason": None},
    {"status": EXPIRED, "reason": Reason.REFUSED},
    {"status": EXPIRED, "due_at": at(5)},
    *(GenerationFields(status=status, reason=Reason.REFUSED) for status in LIVE),
    *(GenerationFields(status=status, drawn_at=at(5)) for status in GenerationStatus if status is not DRAWN),
    {"position": 2, "batch": 3},
    {"position": 2, "batch": 0},
]


@pytest.mark.parametrize("fields", NONSENSE, ids=named)
def test_fields_that_contradict_each_other_are_no_generation(fields: GenerationFields) -> None:
    with pytest.raises(IllegalState) as caught:
        generation(**fields)
    assert (caught.value.what, caught.value.status) == ("generation", fields.get("status", QUEUED))


@pytest.mark.parametrize(("position", "batch"), [(0, 0), (0, 1), (-1, -1)])
def test_pictures_are_counted_from_1(position: int, batch: int) -> None:
    with pytest.raises(IllegalState):
        replace(generation(), position=position, batch=batch)


SENSE: list[GenerationFields] = [
    *(GenerationFields(status=status, due_at=at(5)) for status in LIVE),
    *(GenerationFields(status=status, due_at=None) for status in GenerationStatus),
    {"status": SUBMITTING, "submissions": 2},
    {"status": CANCELLED, "due_at": at(5), "operation_id": "fbv17"},
    {"status": FAILED, "operation_id": "fbv17"},
    {"status": DRAWN, "operation_id": None},
    {"position": 3, "batch": 1},
    {"position": 3, "batch": 3},
]


@pytest.mark.parametrize("fields", SENSE, ids=named)
def test_a_generation_may_be_so(fields: GenerationFields) -> None:
    """A cancelled one is due where its operation is still to be stopped; some APIs draw without operations."""
    built = generation(**fields)
    assert {name: getattr(built, name) for name in fields} == dict(fields)


def test_a_new_generation_waits_and_nothing_was_done_for_it() -> None:
    new = Generation(id=UUID(int=7), request_id=UUID(int=1), position=2, batch=1, seed=17, account=YANDEX)
    assert (new.status, new.due_at, new.reason, new.stand_in, new.operation_id) == (QUEUED, None, None, None, None)
    assert (new.fence, new.attempts, new.submissions) == (0, 0, 0)
    assert (new.submitted_at, new.drawn_at, new.revised_prompt) == (None, None, None)


def test_statuses_are_kept_under_these_names() -> None:
    assert [status.value for status in GenerationStatus] == list(LEGAL)


def test_a_submission_is_counted_and_timed() -> None:
    before = generation(due_at=at(1), attempts=3, fence=4)
    after = replace(before, status=SUBMITTING, submissions=1, submitted_at=at(5))
    assert before.submitting(at(5)) == after


def test_what_a_crash_left_submitting_is_submitted_once_more() -> None:
    first = generation().submitting(at(0))
    assert first.submitting(at(60)) == replace(first, submissions=2, submitted_at=at(60))


def test_what_was_surely_not_accepted_is_no_submission_and_its_failures_still_count() -> None:
    before = generation(status=SUBMITTING, attempts=3, submissions=2)
    assert before.queued_again(at(9)) == replace(before, status=QUEUED, due_at=at(9), submissions=1)


def test_what_an_operation_did_not_draw_is_queued_without_it() -> None:
    before = generation(status=PENDING)
    assert before.queued_again(at(9)) == replace(before, status=QUEUED, due_at=at(9), submissions=0, operation_id=None)


@pytest.mark.parametrize("due_at", [at(9), None])
def test_a_provider_that_accepted_it_is_asked_by_the_operation(due_at: datetime | None) -> None:
    """Only the leader of a batch is due."""
    before = generation(status=SUBMITTING, attempts=3, due_at=at(1))
    after = replace(before, status=PENDING, operation_id="fbv18", due_at=due_at, attempts=0)
    assert before.pending("fbv18", due_at) == after


@pytest.mark.parametrize("status", [SUBMITTING, PENDING])
@pytest.mark.parametrize("revised", ["a red fox", None])
def test_a_picture_that_came_leaves_nothing_to_do(status: GenerationStatus, revised: str | None) -> None:
    before = generation(status=status, attempts=3, due_at=at(1))
    after = replace(before, status=DRAWN, due_at=None, attempts=0, drawn_at=at(5), revised_prompt=revised)
    assert before.drawn(at(5), revised) == after


@pytest.mark.parametrize("status", LIVE)
@pytest.mark.parametrize(
    ("reason", "end", "told"),
    [
        (Reason.CANCELLED, CANCELLED, None),
        (Reason.TIMEOUT, EXPIRED, Reason.TIMEOUT),
        *((one, FAILED, one) for one in Reason if one not in (Reason.CANCELLED, Reason.TIMEOUT)),
    ],
)
def test_each_reason_has_its_end(
    status: GenerationStatus, reason: Reason, end: GenerationStatus, told: Reason | None
) -> None:
    before = generation(status=status, attempts=3, due_at=at(1))
    assert before.ended(reason) == replace(before, status=end, due_at=None, attempts=0, reason=told)


def test_a_failed_step_is_counted_and_due_again() -> None:
    first = generation(attempts=2).retried(at(9), Reason.BUSY, at(4))
    assert first == generation(attempts=3, due_at=at(9), trouble=Reason.BUSY, troubled_at=at(4))
    second = first.retried(at(12), Reason.SILENT, at(9))
    assert second == generation(attempts=4, due_at=at(12), trouble=Reason.SILENT, troubled_at=at(4))


@pytest.mark.parametrize(
    "step",
    [
        lambda one: one.waiting(at(9)),
        lambda one: one.pending("fbv17", at(9)),
        lambda one: one.drawn(at(9), None),
        lambda one: one.ended(Reason.BUSY),
        lambda one: one.queued_again(at(9)).handed_to(MODEL),
        lambda one: one.resubmitted(at(9)),
    ],
)
def test_what_went_wrong_is_over_with_the_step(step: Callable[[Generation], Generation]) -> None:
    troubled = generation(status=SUBMITTING, attempts=3, trouble=Reason.BUSY, troubled_at=at(1))
    after = step(troubled)
    assert (after.attempts, after.trouble, after.troubled_at) == (0, None, None)


def test_what_came_to_nothing_is_asked_for_once_more_and_counts() -> None:
    vain = generation(status=PENDING, submissions=1, attempts=2)
    assert vain.resubmitted(at(9)) == replace(vain, status=QUEUED, due_at=at(9), operation_id=None, attempts=0)


@pytest.mark.parametrize("fields", [{"trouble": Reason.BUSY}, {"troubled_at": at(1)}])
def test_what_goes_wrong_has_gone_wrong_since_some_time(fields: GenerationFields) -> None:
    with pytest.raises(IllegalState):
        generation(**fields)


def test_what_ended_is_not_tried_again() -> None:
    with pytest.raises(IllegalState):
        generation(status=FAILED).retried(at(9), Reason.BUSY, at(4))


def test_another_model_begins_anew_on_its_own_account() -> None:
    before = generation(submitted_at=at(1), attempts=3, submissions=1, due_at=at(2))
    after = replace(before, stand_in="dall-e-2", account=OPENAI, submitted_at=None, attempts=0)
    assert before.handed_to(BATCHING) == after


def test_a_generation_does_not_change_when_a_copy_does() -> None:
    before = generation()
    before.ended(Reason.REFUSED)
    assert before == generation()
    with pytest.raises(FrozenInstanceError):
        before.attempts = 1  # type: ignore[misc]


def batches(generations: Sequence[Generation]) -> list[tuple[int, int]]:
    """The position and the batch of each."""
    return [(one.position, one.batch) for one in generations]


@pytest.mark.parametrize(
    ("count", "size", "expected"),
    [
        (1, 1, [1]),
        (3, 1, [1, 2, 3]),
        (4, 4, [1, 1, 1, 1]),
        (3, 10, [1, 1, 1]),
        (5, 2, [1, 1, 3, 3, 5]),
        (10, 4, [1, 1, 1, 1, 5, 5, 5, 5, 9, 9]),
    ],
)
def test_a_batch_has_the_number_of_its_leader_who_alone_is_due(count: int, size: int, expected: list[int]) -> None:
    loose = tuple(generation(position=number, batch=number, due_at=at(1)) for number in range(1, count + 1))
    batched = in_batches(loose, size, at(9))
    assert [one.batch for one in batched] == expected
    assert [one.due_at for one in batched] == [at(9) if one.position == one.batch else None for one in batched]
    assert [replace(one, batch=one.position, due_at=at(1)) for one in batched] == list(loose)


def test_a_batch_waits_for_its_turn_if_nothing_is_said() -> None:
    assert [one.due_at for one in in_batches((generation(due_at=at(1)),), 1)] == [None]


def test_what_is_left_of_a_batch_is_led_by_the_first_of_it() -> None:
    rest = tuple(generation(position=number, model=BATCHING) for number in (2, 4))
    assert batches(in_batches(rest, 4)) == [(2, 2), (4, 2)]


def test_nothing_makes_no_batch() -> None:
    assert in_batches((), 4) == ()


@given(st.integers(1, 20), st.integers(1, 20))
def test_every_picture_is_in_one_batch_that_is_no_larger_than_allowed(count: int, size: int) -> None:
    whole = tuple(generation(position=number, batch=number) for number in range(1, count + 1))
    batched = in_batches(whole, size, at(0))
    assert [one.position for one in batched] == list(range(1, count + 1))
    numbers = [one.batch for one in batched]
    assert max(map(numbers.count, numbers)) <= size
    assert len(set(numbers)) == -(-count // size) == sum(one.due_at is not None for one in batched)
