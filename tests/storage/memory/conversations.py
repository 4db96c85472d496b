"""Requests, as placing, delivery and progress work on them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from itertools import count, islice
from uuid import UUID

from typing_extensions import override

from bot.drawing.ports.work_stores import Conversations, Lease
from bot.drawing.values.generations import Generation, GenerationStatus
from bot.drawing.values.pictures import Picture
from bot.drawing.values.queues import Queue, Stage
from bot.drawing.values.reasons import KEPT, Reason
from bot.drawing.values.requests import MessageAddress, Request, RequestStatus
from tests.storage.memory.database import (
    OVER,
    CopyRow,
    GenerationRow,
    MemoryDatabase,
    RequestRow,
    Tables,
    claim_request,
    earliest,
    held_request,
    is_due,
    is_free,
    note,
)

SUPERGROUPS = -1_000_000_000_000
"""The ids of supergroups are below this; all other chats count their messages together."""

STATUSES = {
    Stage.PLACE: frozenset({RequestStatus.ACCEPTED}),
    Stage.DELIVER: frozenset({RequestStatus.PLACED, RequestStatus.DELIVERING}),
}
"""Which requests wait for which stage, where they are due."""


class MemoryConversations(Conversations):
    """Requests in memory."""

    def __init__(self, database: MemoryDatabase) -> None:
        self._database = database

    @override
    async def claim(self, queue: Queue, limit: int, lease: Lease) -> list[Request]:
        tables, now = self._database.tables, lease.now
        waiting = (row for row in tables.requests.values() if row.value.status in STATUSES[queue.stage])
        due = [row for row in waiting if is_due(row, now) and is_free(row, now)]
        due.sort(key=lambda row: row.value.due_at or now)
        return _claimed(tables, due[:limit], lease)

    @override
    async def claim_for_news(self, limit: int, lease: Lease) -> list[Request]:
        tables, now = self._database.tables, lease.now
        placed = (row for row in tables.requests.values() if row.value.status is RequestStatus.PLACED)
        quiet = (row for row in placed if not is_due(row, now) and is_free(row, now))
        due = [(row.value.news_at, row) for row in quiet if row.value.news_at and row.value.news_at <= now]
        return _claimed(tables, [row for _, row in sorted(due, key=lambda pair: pair[0])[:limit]], lease)

    @override
    async def record(self, request: Request, now: datetime, *, keep: bool = False) -> datetime | None:
        tables = self._database.tables
        row = held_request(tables, request)
        due_at = None if request.status in OVER else earliest(row.stirred_at, request.due_at)
        row.value = tables.unique(replace(request, due_at=due_at))
        if not keep:
            row.held_until = None
            note(row, attempts=request.attempts)
        _follow(tables, request, now)
        return due_at

    @override
    async def keep_copy(self, request_id: UUID, message: MessageAddress) -> None:
        tables = self._database.tables
        tables.copies.setdefault(message, CopyRow(request_id if request_id in tables.requests else None))

    @override
    async def find(self, request_id: UUID) -> Request | None:
        return self._database.tables.find(request_id)

    @override
    async def pictures(self, request_id: UUID) -> dict[int, Picture]:
        return kept_pictures(self._database.tables, request_id)

    @override
    async def candidates(self, request: Request, most: int) -> list[int]:
        tables, chat_id = self._database.tables, request.origin.chat_id
        near = [other for other in tables.whole_requests() if _count_together(other.origin.chat_id, chat_id)]
        before = (other.origin.message_id for other in near if other.accepted_at <= request.accepted_at)
        taken = {other.origin.message_id for other in near} | {other.placeholder for other in near}
        taken |= {one.message_id for (_, where), one in tables.showings.items() if where == chat_id}
        first = max(request.origin.message_id, *before) + 1
        return list(islice((number for number in count(first) if number not in taken), most))

    @override
    async def queue_position(self, generation: Generation, most: int) -> int:
        tables = self._database.tables
        own = tables.generations[generation.id]
        rows = [row for row in tables.generations.values() if row.value.account == generation.account]
        queued = [row for row in rows if row.value.status is GenerationStatus.QUEUED and row is not own]
        return min(most, 1 + sum(_is_before(tables, row, own) for row in queued))


def _is_before(tables: Tables, row: GenerationRow, other: GenerationRow) -> bool:
    """Whether a queued generation is submitted before another: by its own time, or else by its turn."""
    if row.value.due_at is not None:
        return other.value.due_at is None or row.value.due_at < other.value.due_at
    if row.turn is None or other.value.due_at is not None:
        return False
    return other.turn is None or in_turn(tables, row) < in_turn(tables, other)


def in_turn(tables: Tables, row: GenerationRow) -> tuple[int, datetime, int]:
    """What the order of the queue goes by: turns, and in one turn who asked first."""
    return row.turn or 0, tables.requests[row.value.request_id].value.accepted_at, row.value.position


def kept_pictures(tables: Tables, request_id: UUID) -> dict[int, Picture]:
    """The pictures of a request that are kept, by their positions."""
    if request_id not in tables.requests:
        return {}
    rows = [(one.value.position, tables.pictures.get(one.value.id)) for one in tables.generations_of(request_id)]
    return {position: row.picture for position, row in rows if row is not None}


def _claimed(tables: Tables, rows: Iterable[RequestRow], lease: Lease) -> list[Request]:
    claimed = list(rows)
    for row in claimed:
        claim_request(row, lease)
    return [tables.whole(row) for row in claimed]


def _follow(tables: Tables, request: Request, now: datetime) -> None:
    """What a new status means to the generations and pictures of a request."""
    match request.status:
        case RequestStatus.PLACED:
            tables.let_submit(request.id)
        case RequestStatus.DELIVERED:
            begin_term(tables, request.id, request.delivered_at)
        case RequestStatus.ENDED:
            tables.cancel_live(request.id, now)
            if request.reason is Reason.UNDELIVERABLE and request.origin.is_private:
                tables.block(request.origin.user_id, now)
            if request.reason in KEPT:
                begin_term(tables, request.id, now)
            else:
                tables.drop_pictures(request.id)
        case RequestStatus.ACCEPTED | RequestStatus.DELIVERING:
            pass


def begin_term(tables: Tables, request_id: UUID, at: datetime | None) -> None:
    """Let the term of a request's originals begin."""
    for one in tables.generations_of(request_id):
        if (row := tables.pictures.get(one.value.id)) is not None:
            row.delivered_at = at


def _count_together(one: int, other: int) -> bool:
    """Whether two chats count their messages together: private ones and basic groups do, a supergroup has its own."""
    return one == other or (one > SUPERGROUPS and other > SUPERGROUPS)
