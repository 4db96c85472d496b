"""Generations, as submission and polling work on them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from types import MappingProxyType

from typing_extensions import override

from bot.drawing.ports.work_stores import Drawings, Lease
from bot.drawing.values.budgets import UNLIMITED, Budget
from bot.drawing.values.generations import Generation, GenerationStatus
from bot.drawing.values.limits import Charges
from bot.drawing.values.models import Account
from bot.drawing.values.pictures import Pictures
from bot.drawing.values.queues import Queue, Stage
from bot.drawing.values.requests import Batch, Request, RequestStatus
from bot.errors import FenceLost
from tests.storage.memory import limits
from tests.storage.memory.conversations import in_turn
from tests.storage.memory.database import (
    WAITING,
    GenerationRow,
    MemoryDatabase,
    PictureRow,
    Tables,
    Tally,
    claim_request,
    is_due,
    is_free,
    note,
)

SECOND, MINUTE, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(days=1)

POLLED = frozenset({GenerationStatus.PENDING, GenerationStatus.CANCELLED})
"""What is polled where it is due: operations that run, and those that are to be stopped."""


class MemoryDrawings(Drawings):
    """Generations in memory."""

    def __init__(self, database: MemoryDatabase, budgets: Mapping[Account, Budget] = MappingProxyType({})) -> None:
        self._database = database
        self._budgets = budgets

    @override
    async def accounts(self, served: Sequence[Account]) -> list[Account]:
        tables = self._database.tables
        past = (row.value.account for row in tables.generations.values())
        return list(dict.fromkeys([*served, *past]))

    @override
    async def claim(self, queue: Queue, limit: int, lease: Lease) -> list[Batch]:
        tables = self._database.tables
        budget = UNLIMITED if queue.account is None else self._budgets.get(queue.account, UNLIMITED)
        rows = [row for row in tables.generations.values() if row.value.account == queue.account]
        if queue.stage is Stage.SUBMIT:
            past = [one for one in tables.tallies.values() if one.account == queue.account]
            room = min(limit, _room_to_submit([*rows, *past], budget, lease.now))
            due = _to_submit(tables, rows, lease.now)[:room]
        else:
            room = min(limit, _room_to_poll(rows, budget, lease.now))
            due = _both_ends(_to_poll(rows, lease.now), room)
        return [_claimed(tables, row, queue.stage, lease) for row in due]

    @override
    async def begin(self, batch: Batch) -> None:
        tables = self._database.tables
        _held(tables, batch)
        for one in batch.generations:
            tables.generations[one.id].value = one

    @override
    async def record(
        self,
        batch: Batch,
        pictures: Pictures,
        now: datetime,
        *,
        show_at: datetime | None = None,
        take: Lease | None = None,
        moved: Charges | None = None,
    ) -> Request | None:
        tables = self._database.tables
        leader = _held(tables, batch)
        if moved is not None:
            limits.move(tables, batch, moved)
        was_live = not leader.value.has_ended
        for one in batch.generations:
            _write(tables.generations[one.id], one)
        note(leader, attempts=batch.leader.attempts)
        for position, picture in pictures.items():
            tables.pictures.setdefault(batch.request.of(position).id, PictureRow(picture))
        if was_live and not tables.live_of(batch.request.id):
            show_at = now  # others may have ended meanwhile: who comes last makes it due, whatever was known before
        return None if show_at is None else _show(tables, batch.request, show_at, take)


def _held(tables: Tables, batch: Batch) -> GenerationRow:
    """The row of the leader of a batch that is held with its fence. Raises FenceLost."""
    row = tables.generations.get(batch.leader.id)
    if row is None or row.value.fence != batch.leader.fence:
        raise FenceLost(str(batch.leader.id))
    return row


def _write(row: GenerationRow, one: Generation) -> None:
    """Give it back. A turn lasts until it is submitted, and what was asked of one account counts at no other."""
    if one.account != row.value.account:
        row.counted_at = row.polled_at = None
    if one.status not in WAITING:
        row.turn = None
    row.value, row.held_until = one, None


def _show(tables: Tables, request: Request, show_at: datetime, take: Lease | None) -> Request | None:
    """Let a request be delivered then; hold it for that at once, if that is wanted and nobody does."""
    row = tables.requests[request.id]
    if row.value.status is not RequestStatus.PLACED:
        return None
    row.stir(show_at)
    if take is None or not is_due(row, take.now) or not is_free(row, take.now):
        return None
    claim_request(row, take)
    return tables.whole(row)


def _to_submit(tables: Tables, rows: list[GenerationRow], now: datetime) -> list[GenerationRow]:
    """What may be submitted now: first what is due by itself, then all others by their turns."""
    free = [row for row in rows if row.value.status in WAITING and is_free(row, now)]
    due = [row for row in free if is_due(row, now)]
    waiting = [row for row in free if row.value.due_at is None and row.turn is not None]
    return [*_longest_due(due), *sorted(waiting, key=lambda row: in_turn(tables, row))]


def _to_poll(rows: list[GenerationRow], now: datetime) -> list[GenerationRow]:
    """What may be polled now, what has been due for longest first."""
    return _longest_due([row for row in rows if row.value.status in POLLED and is_due(row, now) and is_free(row, now)])


def _longest_due(due: list[GenerationRow]) -> list[GenerationRow]:
    times = [(row.value.due_at, row) for row in due]
    return [row for _, row in sorted(((at, row) for at, row in times if at is not None), key=lambda pair: pair[0])]


def _both_ends(due: list[GenerationRow], room: int) -> list[GenerationRow]:
    """As many as there is room for: half have been due for longest; half came last, for newcomers are not to wait."""
    if len(due) <= room:
        return due
    newest = room // 2
    return [*due[: room - newest], *due[len(due) - newest :]]


def _room_to_submit(rows: Sequence[GenerationRow | Tally], budget: Budget, now: datetime) -> int:
    counted = [row.counted_at for row in rows]
    a_minute, a_day = _since(counted, now - MINUTE, now), _since(counted, now - DAY, now)
    return max(0, min(budget.per_minute - a_minute, budget.per_day - a_day))


def _room_to_poll(rows: list[GenerationRow], budget: Budget, now: datetime) -> int:
    return max(0, budget.per_second - _since([row.polled_at for row in rows], now - SECOND, now))


def _since(times: Sequence[datetime | None], begin: datetime, now: datetime) -> int:
    """How many of these times are within a window; one that lies ahead means that the clock was set back."""
    return sum(at is not None and begin < at <= now for at in times)


def _claimed(tables: Tables, row: GenerationRow, stage: Stage, lease: Lease) -> Batch:
    """Hold a batch by its leader."""
    row.held_until = lease.until
    one = replace(row.value, fence=row.value.fence + 1, due_at=row.value.due_at or lease.now)
    if stage is Stage.SUBMIT:
        row.counted_at = lease.now
    else:
        row.polled_at = lease.now
    row.value = one
    request = tables.whole(tables.requests[one.request_id])
    return Batch(request, tuple(each for each in request.generations if _rides(each, one)))


def _rides(one: Generation, leader: Generation) -> bool:
    """Whether it is of the leader's batch: not ended, or taken back with the operation that is to be stopped."""
    if leader.status is GenerationStatus.CANCELLED and one.operation_id != leader.operation_id:
        return False
    return one.batch == leader.batch and one.has_ended == leader.has_ended
