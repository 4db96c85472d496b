"""When queues are to be looked at again."""

from dataclasses import dataclass
from datetime import datetime

from typing_extensions import override

from bot.drawing.ports.work_stores import Due
from bot.drawing.values.queues import Queue, Stage
from bot.storage import queries
from bot.storage.database import Database
from bot.storage.rows.times import time_or_none
from bot.storage.statements import Statement


@dataclass(frozen=True, slots=True)
class DatabaseDue(Due):
    """Looks at the first row of a queue only; what waits for its turn is due since 1970."""

    database: Database

    @override
    async def next_due(self, queue: Queue) -> datetime | None:
        sql = queries.load()
        looks = {
            Stage.PLACE: sql.next_to_place,
            Stage.SUBMIT: sql.next_to_submit,
            Stage.POLL: sql.next_to_poll,
            Stage.DELIVER: sql.next_to_deliver,
        }
        ((row,),) = await self.database.run(Statement(looks[queue.stage], {"account": queue.account}))
        return time_or_none(row["due_at"])
