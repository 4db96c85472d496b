"""Numbers by day: what ended is added to them once, by one process after another."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid4

from typing_extensions import override

from bot.drawing.ports.owner_stores import StatisticsStore
from bot.drawing.values.limits import Kind, Span
from bot.drawing.values.statistics import Number, NumberKind, TimeKind, Timing
from bot.storage import queries
from bot.storage.database import Database
from bot.storage.rows.times import time_or_none, to_stamp
from bot.storage.statements import Statement

_OF_ALL: dict[str, object] = {"kind": int(Kind.WAITING), "who": "", "since": 0}


@dataclass(frozen=True, slots=True)
class DatabaseStatistics(StatisticsStore):
    """Adds up. Everything may be done again: what was added is gone in the same transaction."""

    database: Database

    @override
    async def oldest(self) -> datetime | None:
        ((row,),) = await self.database.run(Statement(queries.load().oldest_outcome))
        return time_or_none(row["ended_at"])

    @override
    async def fold(self, span: Span, limit: int) -> int:
        sql = queries.load()
        taken = {"fold": uuid4().hex, "until": to_stamp(span.until), "limit": limit}
        params = taken | {"day": _written(span.since.date())}
        steps = (
            sql.fold_numbers,
            sql.fold_times,
            sql.fold_last_seen,
            sql.fold_people,
            sql.keep_last_days,
            sql.end_fold,
        )
        _, found, *_ = await self.database.run(
            Statement(sql.lock_folding),
            Statement(sql.take_outcomes, taken),
            *(Statement(step, params) for step in steps),
        )
        return len(found)

    @override
    async def numbers(self, since: date) -> list[Number]:
        (found,) = await self.database.run(Statement(queries.load().numbers_since, {"day": _written(since)}))
        return [
            Number(date.fromisoformat(row["day"]), row["account"], row["model"], NumberKind(row["kind"]), row["number"])
            for row in found
        ]

    @override
    async def times(self, since: date) -> list[Timing]:
        (found,) = await self.database.run(Statement(queries.load().times_since, {"day": _written(since)}))
        return [
            Timing(
                date.fromisoformat(row["day"]),
                row["account"],
                row["model"],
                TimeKind(row["kind"]),
                row["bucket"],
                row["number"],
            )
            for row in found
        ]

    @override
    async def waiting(self) -> int:
        (found,) = await self.database.run(Statement(queries.load().used, _OF_ALL))
        return int(found[0]["used"]) if found else 0

    @override
    async def forget(self, numbers: date, people: date, limit: int) -> int:
        sql = queries.load()
        drops = {sql.drop_numbers: numbers, sql.drop_times: numbers, sql.drop_last_days: people}
        params = [(drop, {"day": _written(before), "limit": limit}) for drop, before in drops.items()]
        return max([len(*await self.database.run(Statement(drop, own))) for drop, own in params])


def _written(day: date) -> str:
    return day.isoformat()
