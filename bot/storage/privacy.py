"""What is kept about people, for themselves: counted, read and forgotten."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from typing_extensions import override

from bot.drawing.ports.privacy_stores import Farewell, Kept, PrivacyStore
from bot.drawing.values.people import InlineDraft
from bot.drawing.values.requests import Request
from bot.storage import queries
from bot.storage.charging import settling
from bot.storage.database import Database
from bot.storage.forgetting import forgetting
from bot.storage.rows import people, requests
from bot.storage.rows.times import from_stamp, to_stamp
from bot.storage.statements import GuardFailed, Statement

_ALWAYS = 2**62
"""After every time."""


@dataclass(frozen=True, slots=True)
class DatabasePrivacy(PrivacyStore):
    """Finds what belongs to somebody by their id. Everything may be done again: what is forgotten is so once."""

    database: Database

    @override
    async def kept(self, user_id: int) -> Kept:
        ((row,),) = await self.database.run(Statement(queries.load().kept_about, {"user_id": user_id}))
        return Kept(**row)

    @override
    async def requests(self, user_id: int, before: Request | None, limit: int) -> list[Request]:
        accepted_at, request_id = (to_stamp(before.accepted_at), str(before.id)) if before else (_ALWAYS, "")
        params = {"user_id": user_id, "accepted_at": accepted_at, "id": request_id, "limit": limit}
        (found,) = await self.database.run(Statement(queries.load().requests_of_person, params))
        return sorted(requests.requests(found), key=lambda one: (one.accepted_at, str(one.id)), reverse=True)

    @override
    async def drafts(self, user_id: int, limit: int) -> list[InlineDraft]:
        params = {"user_id": user_id, "limit": limit}
        (found,) = await self.database.run(Statement(queries.load().drafts_of_person, params))
        return [people.inline_draft(row) for row in found]

    @override
    async def last_day(self, user_id: int) -> date | None:
        (found,) = await self.database.run(Statement(queries.load().last_day_of, {"user_id": user_id}))
        return date.fromisoformat(found[0]["day"]) if found else None

    @override
    async def live(self, user_id: int) -> list[UUID]:
        (found,) = await self.database.run(Statement(queries.load().live_of_person, {"user_id": user_id}))
        return [UUID(row["id"]) for row in found]

    @override
    async def delete(self, request_id: UUID, now: datetime) -> bool:
        sql, params = queries.load(), {"id": str(request_id)}
        (found,) = await self.database.run(Statement(sql.key_of_request, params))
        if found:
            await self.database.run(Statement(sql.keep_full_copies, params), *forgetting(found, now))
        return bool(found)

    @override
    async def say_farewell(self, farewell: Farewell) -> None:
        sql = queries.load()
        params = {"user_id": farewell.user_id, "now": to_stamp(farewell.asked_at)}
        forgotten = (
            sql.say_farewell,
            sql.forget_choices,
            sql.forget_questions,
            sql.forget_answers,
            sql.forget_drafts,
            sql.forget_turned_away,
            sql.forget_last_day,
        )
        await self.database.run(*(Statement(one, params) for one in forgotten))

    @override
    async def farewells(self, limit: int) -> list[Farewell]:
        (found,) = await self.database.run(Statement(queries.load().farewells, {"limit": limit}))
        return [Farewell(row["user_id"], from_stamp(row["asked_at"])) for row in found]

    @override
    async def forget_requests(self, farewell: Farewell, now: datetime, limit: int) -> int:
        params = {"user_id": farewell.user_id, "before": to_stamp(farewell.asked_at), "limit": limit}
        (found,) = await self.database.run(Statement(queries.load().over_of_person, params))
        if found:
            await self.database.run(*forgetting(found, now))
        return len(found)

    @override
    async def end_farewell(self, farewell: Farewell) -> bool:
        sql, asked_at = queries.load(), to_stamp(farewell.asked_at)
        params = {"user_id": farewell.user_id, "before": asked_at, "asked_at": asked_at}
        (left,) = await self.database.run(Statement(sql.left_of_person, params))
        if not left:
            await self.database.run(Statement(sql.end_farewell, params))
        return not left

    @override
    async def block(self, user_id: int, now: datetime) -> None:
        sql, params = queries.load(), {"user_id": user_id, "now": to_stamp(now)}
        _, waiting = await self.database.run(
            Statement(sql.keep_blocked, params), Statement(sql.live_in_private, params)
        )
        for row in waiting:
            await self._end(row["id"], params)

    async def _end(self, request_id: str, params: dict[str, int]) -> None:
        """End a request in silence, unless it just ended by itself; its pictures are not kept for ever."""
        sql, own = queries.load(), {"id": request_id, "now": params["now"], "since": params["now"]}
        ended = Statement(sql.end_unreachable, own, guards=True)
        try:
            await self.database.run(
                ended,
                Statement(sql.cancel_generations, own),
                Statement(sql.begin_terms, own),
                *settling(request_id, params["now"]),
            )
        except GuardFailed:
            return
