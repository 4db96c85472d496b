"""What is done in regular intervals."""

from dataclasses import dataclass
from datetime import datetime

from typing_extensions import override

from bot.drawing.ports.work_stores import Housekeeping
from bot.drawing.values.requests import Thread
from bot.storage import queries
from bot.storage.database import Database
from bot.storage.rows.times import to_stamp
from bot.storage.statements import Statement

_LOOKED_AT = 10
"""For one chat where something is being drawn so many submissions are looked at."""


@dataclass(frozen=True, slots=True)
class DatabaseHousekeeping(Housekeeping):
    """Tidies up in bounded steps."""

    database: Database

    @override
    async def busy(self, since: datetime, limit: int) -> list[Thread]:
        params = {"since": to_stamp(since), "limit": limit, "looked_at": _LOOKED_AT * limit}
        (found,) = await self.database.run(Statement(queries.load().busy, params))
        return [Thread(row["chat_id"], row["thread_id"]) for row in found]

    @override
    async def mend_times(self, now: datetime, horizon: datetime) -> None:
        sql, params = queries.load(), {"now": to_stamp(now), "horizon": to_stamp(horizon)}
        for mend in (
            sql.mend_placing,
            sql.mend_delivery,
            sql.mend_news,
            sql.mend_news_between,
            sql.mend_held_requests,
            sql.mend_submission,
            sql.mend_polling,
            sql.mend_held_generations,
        ):
            await self.database.run(Statement(mend, params))  # one by one: no lock is held while another is waited for
