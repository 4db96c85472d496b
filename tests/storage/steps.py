"""What whoever holds a request or a batch may make of it: every step that work takes, and no other."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.drawing.values.generations import Generation, GenerationStatus, in_batches
from bot.drawing.values.models import Model
from bot.drawing.values.pictures import Picture
from bot.drawing.values.reasons import Reason
from bot.drawing.values.requests import Batch, Request, RequestStatus
from tests.drawing.builders import BATCHING, MODEL


@dataclass(frozen=True, slots=True)
class Written:
    """What is recorded of a request; with ``keep`` the claim is kept."""

    request: Request
    keep: bool = False


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is recorded of a batch, with the pictures that came; ``begun``: it is only begun, and kept.

    With ``shows`` the request is to be delivered when the pictures are there.
    """

    batch: Batch
    pictures: Mapping[int, Picture] = field(default_factory=dict)
    begun: bool = False
    shows: bool = False


@dataclass(frozen=True, slots=True)
class When:
    """The present, and when what is put off is due."""

    now: datetime
    later: datetime


RequestStep = Callable[[Request, When], Written]
BatchStep = Callable[[Batch, When], Drawn]


def steps_of_request(held: Request, current: Request) -> list[RequestStep]:
    """The steps with a request that is held; ``current`` is what has become of its generations meanwhile."""
    complete = bool(current.drawn) and not current.live
    match held.status:
        case RequestStatus.ACCEPTED if not held.live:  # it was taken back before it was claimed
            return [_end, _retry]
        case RequestStatus.ACCEPTED:
            return [_place, _place, _place, _retry, _end]
        case RequestStatus.PLACED if complete:
            return [_deliver, _send, _retry, _lose]
        case RequestStatus.PLACED if current.live:
            return [_report, _report, _retry, _end]
        case RequestStatus.PLACED:
            return [_end, _retry]
        case RequestStatus.DELIVERING:
            return [_deliver, _take_back, _lose]
        case _:
            return []


def _place(held: Request, when: When) -> Written:
    """A message a request, so that no two have the same."""
    message = None if held.origin.is_inline else 10_000 + held.id.int
    return Written(held.placed(message, None, when.now + timedelta(seconds=5)))


def _retry(held: Request, when: When) -> Written:
    return Written(held.retried(when.later))


def _report(held: Request, when: When) -> Written:
    return Written(replace(held, news_at=when.now + timedelta(seconds=5), shown_at=when.now, due_at=None))


def _send(held: Request, when: When) -> Written:
    return Written(held.moved(RequestStatus.DELIVERING, held.due_at or when.now), keep=True)


def _take_back(held: Request, when: When) -> Written:
    return Written(held.moved(RequestStatus.PLACED, when.later))


def _deliver(held: Request, when: When) -> Written:
    return Written(held.delivered(when.now, None, f"file {held.id.int}"))


def _lose(held: Request, when: When) -> Written:
    """In every second case its picture may be asked for once more."""
    return Written(held.ended(Reason.UNCERTAIN if when.later.microsecond % 2000 else Reason.NOT_SHOWN))


def _end(held: Request, _: When) -> Written:
    return Written(held.ended(Reason.UNDELIVERABLE))


def steps_of_batch(held: Batch) -> list[BatchStep]:
    """The steps with a batch that is held."""
    match held.leader.status:
        case GenerationStatus.QUEUED:
            return [_begin, _begin, _begin, _put_off, _hand_over, _fail]
        case GenerationStatus.SUBMITTING:
            return [_begin, _wait, _wait, _finish, _queue_again, _fail]
        case GenerationStatus.PENDING:
            return [_finish, _finish, _finish_in_part, _put_off, _queue_again, _fail]
        case GenerationStatus.CANCELLED:
            return [_stop, _put_off_stopping]
        case _:
            return []


def _each(batch: Batch, change: Callable[[Generation], Generation]) -> Batch:
    return batch.with_generations(tuple(map(change, batch.generations)))


def _led(batch: Batch, change: Callable[[Generation], Generation]) -> Batch:
    """Only the leader is due."""
    leader, *others = map(change, batch.generations)
    return batch.with_generations((leader, *(replace(one, due_at=None) for one in others)))


def _begin(held: Batch, when: When) -> Drawn:
    return Drawn(_each(held, lambda one: one.submitting(when.now)), begun=True)


def _put_off(held: Batch, when: When) -> Drawn:
    return Drawn(_led(held, lambda one: one.retried(when.later, Reason.BUSY, when.now)))


def _wait(held: Batch, when: When) -> Drawn:
    return Drawn(_led(held, lambda one: one.pending(f"operation {held.id.int}", when.later)))


def _queue_again(held: Batch, when: When) -> Drawn:
    return Drawn(_led(held, lambda one: one.queued_again(when.later)))


def _hand_over(held: Batch, when: When) -> Drawn:
    other = other_than(held)
    handed = tuple(one.handed_to(other) for one in held.generations)
    return Drawn(held.with_generations(in_batches(handed, other.batch, when.now)))


def other_than(batch: Batch) -> Model:
    """The model of the other account."""
    return BATCHING if batch.leader.account == MODEL.account else MODEL


def _picture(one: Generation, held: Batch) -> Picture:
    """Everybody's is another."""
    return Picture(f"{one.id.int} by {held.fence}".encode(), "image/jpeg", 64, 32)


def _finish(held: Batch, when: When) -> Drawn:
    done = _each(held, lambda one: one.drawn(when.now, None))
    return Drawn(done, {one.position: _picture(one, held) for one in done.generations}, shows=True)


def _finish_in_part(held: Batch, when: When) -> Drawn:
    """All but the last come."""
    *came, last = held.generations
    done = held.with_generations((*(one.drawn(when.now, None) for one in came), last.ended(Reason.MISSING)))
    return Drawn(done, {one.position: _picture(one, held) for one in came}, shows=bool(came))


def _fail(held: Batch, _: When) -> Drawn:
    """That none is left to come is for the database to see."""
    return Drawn(_each(held, lambda one: one.ended(Reason.REFUSED)))


def _stop(held: Batch, _: When) -> Drawn:
    return Drawn(_each(held, lambda one: replace(one, due_at=None)))


def _put_off_stopping(held: Batch, when: When) -> Drawn:
    return Drawn(held.with_generations((replace(held.leader, due_at=when.later), *held.generations[1:])))
