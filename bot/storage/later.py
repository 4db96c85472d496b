"""Requests that were turned away for a limit, and those that are to be begun later."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from typing_extensions import override

from bot.drawing.ports.limit_stores import PostponedStore, Postponement, TurnedAway, TurnedAwayStore
from bot.storage import queries
from bot.storage.charging import NO_LIMIT
from bot.storage.database import Database
from bot.storage.rows import requests
from bot.storage.rows.times import to_stamp
from bot.storage.statements import GuardFailed, Statement

KEPT = 4
"""So many of a person's requests that were turned away are kept."""


@dataclass(frozen=True, slots=True)
class DatabaseTurnedAway(TurnedAwayStore):
    """Keeps them as the rows they would have been."""

    database: Database

    @override
    async def keep(self, turned_away: TurnedAway, now: datetime) -> None:
        sql, request = queries.load(), turned_away.request
        params = {
            "id": str(request.id),
            "dedupe_key": turned_away.dedupe_key,
            "user_id": request.origin.user_id,
            "group_daily": turned_away.group_daily,
            "request": requests.packed(request),
            "now": to_stamp(now),
            "kept": KEPT,
        }
        await self.database.run(Statement(sql.turn_away, params), Statement(sql.drop_older, params))

    @override
    async def find(self, request_id: UUID) -> TurnedAway | None:
        (found,) = await self.database.run(Statement(queries.load().find_turned_away, {"id": str(request_id)}))
        whole = [TurnedAway(requests.unpacked(row["request"]), row["dedupe_key"], row["group_daily"]) for row in found]
        return whole[0] if whole else None

    @override
    async def latest(self, user_id: int) -> UUID | None:
        (found,) = await self.database.run(Statement(queries.load().latest_turned_away, {"user_id": user_id}))
        return UUID(found[0]["id"]) if found else None


@dataclass(frozen=True, slots=True)
class DatabasePostponed(PostponedStore):
    """Begins them: what is due by then is looked at once more with every try."""

    database: Database

    @override
    async def due(self, now: datetime, limit: int) -> list[Postponement]:
        params = {"now": to_stamp(now), "limit": limit}
        (found,) = await self.database.run(Statement(queries.load().postponed_until, params))
        return [Postponement(UUID(row["request_id"]), row["user_id"], row["pictures"]) for row in found]

    @override
    async def begin(self, postponement: Postponement, active: int | None, now: datetime) -> bool:
        sql = queries.load()
        params = {
            "id": str(postponement.request_id),
            "user_id": postponement.user_id,
            "pictures": postponement.pictures,
            "most": NO_LIMIT if active is None else active,
            "now": to_stamp(now),
        }
        try:
            await self.database.run(
                Statement(sql.lock_person, params),
                Statement(sql.has_room, params, guards=True),
                Statement(sql.end_postponing, params, guards=True),
                Statement(sql.begin_request, params),
                Statement(sql.begin_generations, params),
            )
        except GuardFailed:
            return False
        return True

    @override
    async def put_off(self, postponement: Postponement, begins_at: datetime) -> None:
        params = {"id": str(postponement.request_id), "begins_at": to_stamp(begins_at)}
        await self.database.run(Statement(queries.load().put_off, params))
