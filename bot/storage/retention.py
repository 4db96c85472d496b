"""What is forgotten when its term is over, and what that leaves to be done."""

from dataclasses import dataclass
from datetime import datetime

from typing_extensions import override

from bot.drawing.ports.privacy_stores import Copy, Retention
from bot.drawing.values.requests import MessageAddress
from bot.storage import queries
from bot.storage.database import Database
from bot.storage.forgetting import forgetting
from bot.storage.rows import people
from bot.storage.rows.times import to_stamp
from bot.storage.statements import Statement


@dataclass(frozen=True, slots=True)
class DatabaseRetention(Retention):
    """Forgets in bounded steps, each of which is a transaction."""

    database: Database

    @override
    async def drop_requests(self, before: datetime, now: datetime, limit: int) -> int:
        params = {"before": to_stamp(before), "limit": limit}
        (found,) = await self.database.run(Statement(queries.load().old_requests, params))
        if found:
            await self.database.run(*forgetting(found, now))
        return len(found)

    @override
    async def drop_originals(self, before: datetime, limit: int) -> int:
        return await self._dropped(queries.load().drop_originals, before, limit)

    @override
    async def drop_inline_drafts(self, before: datetime, limit: int) -> int:
        return await self._dropped(queries.load().drop_inline_drafts, before, limit)

    @override
    async def drop_questions(self, before: datetime, limit: int) -> int:
        return await self._dropped(queries.load().drop_questions, before, limit)

    @override
    async def drop_answers(self, before: datetime, limit: int) -> int:
        return await self._dropped(queries.load().drop_answers, before, limit)

    @override
    async def drop_turned_away(self, before: datetime, limit: int) -> int:
        return await self._dropped(queries.load().drop_turned_away, before, limit)

    @override
    async def drop_people(self, before: datetime, limit: int) -> int:
        return await self._dropped(queries.load().drop_people, before, limit)

    @override
    async def drop_counted(self, before: datetime, limit: int) -> int:
        sql = queries.load()
        counted = (sql.drop_tallies, sql.drop_past_keys, sql.drop_counts)
        return max([await self._dropped(one, before, limit) for one in counted])

    async def _dropped(self, sql: str, before: datetime, limit: int) -> int:
        (dropped,) = await self.database.run(Statement(sql, {"before": to_stamp(before), "limit": limit}))
        return len(dropped)

    @override
    async def copies(self, limit: int) -> list[Copy]:
        (found,) = await self.database.run(Statement(queries.load().copies_left, {"limit": limit}))
        return [Copy(MessageAddress(row["chat_id"], row["message_id"]), row["attempts"]) for row in found]

    @override
    async def drop_copy(self, message: MessageAddress) -> None:
        await self.database.run(Statement(queries.load().drop_copy, people.address(message)))

    @override
    async def put_off_copy(self, message: MessageAddress) -> None:
        await self.database.run(Statement(queries.load().put_off_copy, people.address(message)))

    @override
    async def shrink(self, pages: int) -> bool:
        return await self.database.shrink(pages)
