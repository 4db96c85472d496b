"""What keeps work going: leases, due times, alarms, and what periodic tasks do."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from typing_extensions import override

from bot.drawing.ports.undecoded import Undecoded
from bot.drawing.ports.work_stores import Alarms, Due, Housekeeping, Leases
from bot.drawing.values.generations import GenerationStatus
from bot.drawing.values.queues import Queue, Stage
from bot.drawing.values.reasons import Reason
from bot.drawing.values.requests import RequestStatus, Thread
from tests.storage.memory.conversations import STATUSES, begin_term
from tests.storage.memory.database import OVER, WAITING, GenerationRow, MemoryDatabase, Row, Tables, note
from tests.storage.memory.drawings import POLLED

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
"""When what waits for its turn only was due."""

_DRAWING = frozenset({GenerationStatus.SUBMITTING, GenerationStatus.PENDING})


class MemoryRequestLeases(Leases):
    """Claims of requests in memory."""

    def __init__(self, database: MemoryDatabase) -> None:
        self._database = database

    @override
    async def renew(self, claims: Mapping[UUID, int], until: datetime) -> None:
        _renew(self._database.tables.requests, claims, until)

    @override
    async def stumble(self, row_id: UUID, fence: int, until: datetime) -> None:
        _stumble(self._database.tables.requests, row_id, fence, until)

    @override
    async def put_off(self, row_id: UUID, fence: int, until: datetime) -> None:
        _put_off(self._database.tables.requests, row_id, fence, until)

    @override
    async def abandon(self, row_id: UUID, fence: int, now: datetime) -> None:
        tables = self._database.tables
        row = tables.requests.get(row_id)
        if row is None or row.value.fence != fence or row.value.status in OVER:
            return
        row.value = replace(row.value.ended(Reason.BUG), fence=fence + 1)
        row.held_until = row.stirred_at = None
        note(row)
        tables.cancel_live(row_id, now)
        begin_term(tables, row_id, now)


class MemoryGenerationLeases(Leases):
    """Claims of generations in memory."""

    def __init__(self, database: MemoryDatabase) -> None:
        self._database = database

    @override
    async def renew(self, claims: Mapping[UUID, int], until: datetime) -> None:
        _renew(self._database.tables.generations, claims, until)

    @override
    async def stumble(self, row_id: UUID, fence: int, until: datetime) -> None:
        _stumble(self._database.tables.generations, row_id, fence, until)

    @override
    async def put_off(self, row_id: UUID, fence: int, until: datetime) -> None:
        _put_off(self._database.tables.generations, row_id, fence, until)

    @override
    async def abandon(self, row_id: UUID, fence: int, now: datetime) -> None:
        tables = self._database.tables
        row = tables.generations.get(row_id)
        if row is None or row.value.fence != fence:
            return
        for one in tables.batch_of(row.value):
            one.value = replace(one.value.ended(Reason.BUG), fence=one.value.fence + 1)
            one.turn = None
        row.value, row.held_until = replace(row.value, due_at=None), None
        note(row)
        request = tables.requests[row.value.request_id]
        if request.value.status is RequestStatus.PLACED and not tables.live_of(row.value.request_id):
            request.stir(now)


def _renew(rows: Mapping[UUID, Row], claims: Mapping[UUID, int], until: datetime) -> None:
    for key, fence in claims.items():
        row = rows.get(key)
        if row is not None and row.value.fence == fence and row.held_until is not None:
            row.held_until = until


def _stumble(rows: Mapping[UUID, Row], key: UUID, fence: int, until: datetime) -> None:
    row = rows.get(key)
    if row is not None and row.value.fence == fence and row.held_until is not None:
        note(row, attempts=1)
        row.stumbles += 1
        row.held_until = until


def _put_off(rows: Mapping[UUID, Row], key: UUID, fence: int, until: datetime) -> None:
    row = rows.get(key)
    if row is not None and row.value.fence == fence and row.held_until is not None:
        note(row, attempts=1)
        row.held_until = until


class MemoryDue(Due):
    """When queues are to be looked at, in memory."""

    def __init__(self, database: MemoryDatabase) -> None:
        self._database = database

    @override
    async def next_due(self, queue: Queue) -> datetime | None:
        return min(_times(self._database.tables, queue), default=None)


def _times(tables: Tables, queue: Queue) -> Iterable[datetime]:
    """When each step of a queue is due; what is held is not due before its claim runs out."""
    for row in _waiting(tables, queue):
        due_at = row.value.due_at
        if due_at is None and isinstance(row, GenerationRow) and row.turn is not None:
            due_at = LONG_AGO
        if due_at is not None:
            yield max(due_at, row.held_until or due_at)


def _waiting(tables: Tables, queue: Queue) -> Iterable[Row]:
    if queue.stage in STATUSES:
        return [row for row in tables.requests.values() if row.value.status in STATUSES[queue.stage]]
    statuses = WAITING if queue.stage is Stage.SUBMIT else POLLED
    there = (row for row in tables.generations.values() if row.value.account == queue.account)
    return [row for row in there if row.value.status in statuses]


class MemoryAlarms(Alarms):
    """What the operator was told, in memory."""

    def __init__(self, database: MemoryDatabase) -> None:
        self._database = database

    @override
    async def raise_alarm(self, name: str, now: datetime, pause: timedelta) -> bool:
        alarms = self._database.tables.alarms
        raised_at = alarms.get(name)
        if raised_at is not None and now - pause < raised_at <= now:  # one that lies ahead: the clock was set back
            return False
        alarms[name] = now
        return True


class MemoryUndecoded(Undecoded):
    """What is no picture, in memory; nothing is kept while it is ``full``."""

    def __init__(self) -> None:
        self.kept: dict[UUID, tuple[bytes, datetime]] = {}
        self.full = False

    @override
    async def keep(self, generation: UUID, data: bytes, now: datetime) -> bool:
        if not self.full:
            self.kept[generation] = data, now
        return not self.full

    @override
    async def drop(self, before: datetime) -> None:
        self.kept = {key: one for key, one in self.kept.items() if one[1] >= before}


class MemoryHousekeeping(Housekeeping):
    """What periodic tasks do, in memory."""

    def __init__(self, database: MemoryDatabase) -> None:
        self._database = database

    @override
    async def busy(self, since: datetime, limit: int) -> list[Thread]:
        tables = self._database.tables
        drawing = (row.value for row in tables.generations.values() if row.value.status in _DRAWING)
        lately = [(one.submitted_at, one) for one in drawing if one.submitted_at and one.submitted_at > since]
        lately.sort(key=lambda pair: pair[0], reverse=True)
        origins = [tables.requests[one.request_id].value.origin for _, one in lately]
        threads = [Thread(one.chat_id, one.thread_id) for one in origins if not one.is_inline]
        return list(dict.fromkeys(threads))[:limit]

    @override
    async def mend_times(self, now: datetime, horizon: datetime) -> None:
        tables = self._database.tables
        rows: list[Row] = [*tables.requests.values(), *tables.generations.values()]
        for row in rows:
            row.held_until = _mended(row.held_until, now, horizon)
        for one in tables.generations.values():
            one.value = replace(one.value, due_at=_mended(one.value.due_at, now, horizon))
        for each in tables.requests.values():
            each.value = replace(
                each.value,
                due_at=_mended(each.value.due_at, now, horizon),
                news_at=_mended(each.value.news_at, now, horizon),
            )


def _mended(time: datetime | None, now: datetime, horizon: datetime) -> datetime | None:
    return now if time is not None and time > horizon else time
