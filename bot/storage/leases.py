"""How long claims hold."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from typing_extensions import override

from bot.drawing.ports.work_stores import Leases
from bot.storage import queries
from bot.storage.database import Database
from bot.storage.rows.times import to_stamp
from bot.storage.statements import Statement


@dataclass(frozen=True, slots=True)
class RequestLeases(Leases):
    """Renews claims of requests."""

    database: Database

    @override
    async def renew(self, claims: Mapping[UUID, int], until: datetime) -> None:
        await _renew(self.database, queries.load().renew_request, claims, until)


@dataclass(frozen=True, slots=True)
class GenerationLeases(Leases):
    """Renews claims of generations."""

    database: Database

    @override
    async def renew(self, claims: Mapping[UUID, int], until: datetime) -> None:
        await _renew(self.database, queries.load().renew_generation, claims, until)


async def _renew(database: Database, sql: str, claims: Mapping[UUID, int], until: datetime) -> None:
    """In the order of the ids, in which all who lock several rows do it."""
    ordered = sorted((str(row_id), fence) for row_id, fence in claims.items())
    held = ({"id": row_id, "fence": fence, "until": to_stamp(until)} for row_id, fence in ordered)
    if ordered:
        await database.run(*(Statement(sql, params) for params in held))
