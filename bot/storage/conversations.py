"""Requests as work carries them: claimed, written by who holds the claim."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import count, islice
from uuid import UUID

from typing_extensions import override

from bot.drawing.ports.work_stores import Conversations, Lease
from bot.drawing.values.generations import Generation
from bot.drawing.values.pictures import Picture
from bot.drawing.values.queues import Queue, Stage
from bot.drawing.values.reasons import KEPT, Reason
from bot.drawing.values.requests import MessageAddress, Request, RequestStatus
from bot.storage import queries
from bot.storage.charging import settling
from bot.storage.database import Database
from bot.storage.rows import requests
from bot.storage.rows.people import address
from bot.storage.rows.times import time_or_none, to_stamp
from bot.storage.statements import Row, Statement
from bot.storage.units import end_unreadable, fenced, find_pictures, find_request, terms_of

SUPERGROUPS = -1_000_000_000_000
"""The ids of supergroups and channels are below this: the Bot API's -100 prefix. The indexes know it, too."""

LOOKED_AT = 500
"""How many messages after a request are looked at to tell where its placeholder may be."""

NEVER = 2**62
"""After every time and turn."""

_SCHEDULED = 10
"""For one request that is told how it is going so many are looked at that have a due time as well."""


@dataclass(frozen=True, slots=True)
class DatabaseConversations(Conversations):
    """Claims and writes requests. Everything may be done again: the same values are written under the same fence."""

    database: Database

    @override
    async def claim(self, queue: Queue, limit: int, lease: Lease) -> list[Request]:
        sql = queries.load()
        claims = {Stage.PLACE: sql.claim_to_place, Stage.DELIVER: sql.claim_to_deliver}
        claimed = await self._claimed(claims[queue.stage], {"limit": limit}, lease)
        return sorted(claimed, key=lambda request: (request.due_at or lease.now, request.accepted_at))

    @override
    async def claim_for_news(self, limit: int, lease: Lease) -> list[Request]:
        params: dict[str, object] = {"limit": limit, "looked_at": _SCHEDULED * limit}
        claimed = await self._claimed(queries.load().claim_to_tell, params, lease)
        return sorted(claimed, key=lambda request: (request.news_at or lease.now, request.accepted_at))

    async def _claimed(self, sql: str, params: dict[str, object], lease: Lease) -> list[Request]:
        terms, known = params | terms_of(lease), queries.load()
        claimed, rows = await self.database.run(Statement(sql, terms), Statement(known.claimed_requests, terms))
        reading = requests.read(rows)
        if spoiled := reading.spoiled(row["id"] for row in claimed):
            await end_unreadable(self.database, known.free_requests, terms, spoiled)
        return list(reading.found.values())

    @override
    async def record(self, request: Request, now: datetime, *, keep: bool = False) -> datetime | None:
        sql = queries.load()
        params = requests.progress(request) | {"now": to_stamp(now), "keep": int(keep)}
        before = [] if request.placeholder is None else [Statement(sql.free_message, params)]
        written = Statement(sql.record_request, params, guards=True)
        with fenced(request.id):
            done = await self.database.run(*before, written, *_consequences(request, params))
        return time_or_none(done[len(before)][0]["due_at"])

    @override
    async def keep_copy(self, request_id: UUID, message: MessageAddress) -> None:
        await self.database.run(Statement(queries.load().keep_copy, {"id": str(request_id)} | address(message)))

    @override
    async def find(self, request_id: UUID) -> Request | None:
        return await find_request(self.database, request_id)

    @override
    async def pictures(self, request_id: UUID) -> dict[int, Picture]:
        return await find_pictures(self.database, request_id)

    @override
    async def candidates(self, request: Request, most: int) -> list[int]:
        sql, origin = queries.load(), request.origin
        params = {"chat_id": origin.chat_id, "message_id": origin.message_id, "limit": LOOKED_AT}
        looks = [sql.messages_in_chat, sql.placeholders_in_chat, sql.full_in_chat]
        if origin.chat_id > SUPERGROUPS:
            looks = [sql.shared_messages, sql.shared_placeholders, sql.full_in_chat]
        asked, *shown = await self.database.run(*(Statement(look, params) for look in looks))
        accepted_at = to_stamp(request.accepted_at)
        before = [row["message_id"] for row in asked if row["accepted_at"] <= accepted_at]
        return list(islice(_unknown(max([origin.message_id, *before]), asked, *shown), most))

    @override
    async def queue_position(self, generation: Generation, most: int) -> int:
        params = {"id": str(generation.id), "account": generation.account, "limit": most, "never": NEVER}
        ((row,),) = await self.database.run(Statement(queries.load().queue_position, params))
        return min(int(row["before"]) + 1, most)


def _consequences(request: Request, params: dict[str, object]) -> Iterator[Statement]:
    """What else is written where a request gets a status."""
    sql = queries.load()
    match request.status:
        case RequestStatus.PLACED:
            yield Statement(sql.give_turns, params)
        case RequestStatus.DELIVERED:
            yield Statement(sql.begin_terms, params | {"since": params["delivered_at"]})
        case RequestStatus.ENDED:
            yield Statement(sql.cancel_generations, params)
            yield from settling(request.id, params["now"])
            if request.reason is Reason.UNDELIVERABLE and request.origin.is_private:
                yield Statement(sql.keep_blocked, {"user_id": request.origin.user_id, "now": params["now"]})
            kept = request.reason in KEPT
            yield Statement(sql.begin_terms if kept else sql.drop_pictures, params | {"since": params["now"]})
        case RequestStatus.ACCEPTED | RequestStatus.DELIVERING:
            pass


def _unknown(after: int, *known: list[Row]) -> Iterator[int]:
    """The numbers of messages after one that are not known, as far as the known ones were looked at."""
    taken = {row["message_id"] for rows in known for row in rows}
    ends = [rows[-1]["message_id"] for rows in known if len(rows) == LOOKED_AT]
    return (number for number in _numbers(after, min(ends, default=None)) if number not in taken)


def _numbers(after: int, last: int | None) -> Iterator[int]:
    return iter(range(after + 1, last + 1)) if last is not None else count(after + 1)
