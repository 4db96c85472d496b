"""What was drawn, for those who look it up."""

import re
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from typing_extensions import override

from bot.drawing.ports.people_stores import Archive, Showing
from bot.drawing.values.people import Question
from bot.drawing.values.pictures import Picture
from bot.drawing.values.requests import MessageAddress, Request
from bot.storage import queries
from bot.storage.database import Database
from bot.storage.rows import generations, people, requests
from bot.storage.rows.times import from_stamp, to_stamp
from bot.storage.statements import Statement
from bot.storage.units import find_pictures, find_request, read_request

NEWEST = 500
"""How many of somebody's newest pictures are searched for words."""


@dataclass(frozen=True, slots=True)
class DatabaseArchive(Archive):
    """Finds requests and pictures, and knows which message of the bot's shows or asks what."""

    database: Database

    @override
    async def find(self, request_id: UUID) -> Request | None:
        return await find_request(self.database, request_id)

    @override
    async def containing(self, generation_id: UUID) -> Request | None:
        return await read_request(self.database, queries.load().find_containing, {"id": str(generation_id)})

    @override
    async def shown(self, message: MessageAddress) -> tuple[Request, int | None] | None:
        sql, params = queries.load(), people.address(message)
        shown, full = await self.database.run(Statement(sql.find_shown, params), Statement(sql.find_full, params))
        if (request := requests.request_or_none(shown)) is not None:
            return request, None
        if (request := requests.request_or_none(full)) is not None:
            return request, full[0]["full_position"]
        return None

    @override
    async def latest(self, user_id: int, chat_id: int) -> Request | None:
        params: dict[str, object] = {"user_id": user_id, "chat_id": chat_id}
        return await read_request(self.database, queries.load().find_latest, params)

    @override
    async def history(self, user_id: int, chat_id: int | None, offset: int) -> tuple[Request | None, int]:
        sql, params = queries.load(), {"user_id": user_id, "chat_id": chat_id, "offset": offset}
        found, (row,) = await self.database.run(Statement(sql.history, params), Statement(sql.history_size, params))
        return requests.request_or_none(found), row["size"]

    @override
    async def matching(self, user_id: int, words: str, limit: int) -> list[Request]:
        pattern = "%" + re.sub(r"([\\%_])", r"\\\1", words.casefold()) + "%"
        params = {"user_id": user_id, "pattern": pattern, "looked_at": NEWEST, "limit": limit}
        (found,) = await self.database.run(Statement(queries.load().matching, params))
        return sorted(requests.requests(found), key=lambda one: (one.accepted_at, one.id), reverse=True)

    @override
    async def original(self, generation_id: UUID) -> Picture | None:
        (found,) = await self.database.run(Statement(queries.load().find_picture, {"id": str(generation_id)}))
        return generations.picture(found[0]) if found else None

    @override
    async def pictures(self, request_id: UUID) -> dict[int, Picture]:
        return await find_pictures(self.database, request_id)

    @override
    async def begin_showing(self, generation_id: UUID, chat_id: int, now: datetime) -> Showing | None:
        sql, params = queries.load(), {"id": str(generation_id), "chat_id": chat_id, "now": to_stamp(now)}
        begun, known = await self.database.run(
            Statement(sql.begin_showing, params), Statement(sql.find_showing, params)
        )
        return None if begun else Showing(from_stamp(known[0]["begun_at"]), known[0]["message_id"])

    @override
    async def end_showing(self, generation_id: UUID, chat_id: int, message_id: int | None) -> None:
        sql, params = queries.load(), {"id": str(generation_id), "chat_id": chat_id, "message_id": message_id}
        if message_id is None:
            await self.database.run(Statement(sql.undo_showing, params))
        else:
            await self.database.run(Statement(sql.free_full_message, params), Statement(sql.end_showing, params))

    @override
    async def share(self, generation_id: UUID, token: str) -> str | None:
        sql, params = queries.load(), {"id": str(generation_id)}
        _, found = await self.database.run(
            Statement(sql.share, params | {"token": token}), Statement(sql.find_share, params)
        )
        return found[0]["token"] if found else None

    @override
    async def shared(self, token: str) -> UUID | None:
        (found,) = await self.database.run(Statement(queries.load().find_shared, {"token": token}))
        return UUID(found[0]["generation_id"]) if found else None

    @override
    async def ask(self, question: Question, asked: MessageAddress, now: datetime) -> None:
        columns = people.columns_of_question(question, asked, now)
        await self.database.run(Statement(queries.load().keep_question, columns))

    @override
    async def question(self, asked: MessageAddress) -> Question | None:
        (found,) = await self.database.run(Statement(queries.load().find_question, people.address(asked)))
        return people.question(found[0]) if found else None
