"""Requests as the owner looks for them, and hands them to a spreadsheet."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from typing_extensions import override

from bot.drawing.ports.owner_stores import LifeStore, Steps
from bot.drawing.values.requests import Request
from bot.storage import queries
from bot.storage.database import Database
from bot.storage.rows import requests
from bot.storage.rows.times import time_or_none, to_stamp
from bot.storage.statements import Statement

_FIRST = ""
"""Before every id."""


@dataclass(frozen=True, slots=True)
class DatabaseLives(LifeStore):
    """Finds requests by what no person knows them by."""

    database: Database

    @override
    async def with_operation(self, operation_id: str) -> UUID | None:
        params = {"operation_id": operation_id}
        (found,) = await self.database.run(Statement(queries.load().find_operation, params))
        return UUID(found[0]["request_id"]) if found else None

    @override
    async def steps(self, request_id: UUID) -> Mapping[UUID, Steps]:
        (found,) = await self.database.run(Statement(queries.load().life_of, {"id": str(request_id)}))
        return {
            UUID(row["id"]): Steps(time_or_none(row["counted_at"]), time_or_none(row["polled_at"])) for row in found
        }

    @override
    async def over_since(self, since: datetime, after: Request | None, limit: int) -> list[Request]:
        accepted_at, request_id = (after.accepted_at, str(after.id)) if after else (since, _FIRST)
        params = {"accepted_at": to_stamp(accepted_at), "id": request_id, "limit": limit}
        (found,) = await self.database.run(Statement(queries.load().over_since, params))
        return sorted(requests.requests(found), key=lambda one: (one.accepted_at, str(one.id)))
