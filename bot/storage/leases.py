"""How long claims hold."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from typing_extensions import override

from bot.drawing.ports.work_stores import Leases
from bot.storage import queries
from bot.storage.charging import settling
from bot.storage.database import Database
from bot.storage.rows.times import to_stamp
from bot.storage.statements import GuardFailed, Statement


@dataclass(frozen=True, slots=True)
class RequestLeases(Leases):
    """Renews claims of requests."""

    database: Database

    @override
    async def renew(self, claims: Mapping[UUID, int], until: datetime) -> None:
        await _renew(self.database, queries.load().renew_request, claims, until)

    @override
    async def stumble(self, row_id: UUID, fence: int, until: datetime) -> None:
        await self.database.run(_until(queries.load().stumble_request, row_id, fence, until))

    @override
    async def put_off(self, row_id: UUID, fence: int, until: datetime) -> None:
        await self.database.run(_until(queries.load().put_off_request, row_id, fence, until))

    @override
    async def abandon(self, row_id: UUID, fence: int, now: datetime) -> None:
        sql, stamp = queries.load(), to_stamp(now)
        params = {"id": str(row_id), "fence": fence, "now": stamp, "since": stamp}
        with suppress(GuardFailed):
            await self.database.run(
                Statement(sql.abandon_request, params, guards=True),
                Statement(sql.cancel_generations, params),
                Statement(sql.begin_terms, params),
                *settling(row_id, stamp),
            )


@dataclass(frozen=True, slots=True)
class GenerationLeases(Leases):
    """Renews claims of generations."""

    database: Database

    @override
    async def renew(self, claims: Mapping[UUID, int], until: datetime) -> None:
        await _renew(self.database, queries.load().renew_generation, claims, until)

    @override
    async def stumble(self, row_id: UUID, fence: int, until: datetime) -> None:
        await self.database.run(_until(queries.load().stumble_generation, row_id, fence, until))

    @override
    async def put_off(self, row_id: UUID, fence: int, until: datetime) -> None:
        await self.database.run(_until(queries.load().put_off_generation, row_id, fence, until))

    @override
    async def abandon(self, row_id: UUID, fence: int, now: datetime) -> None:
        sql, params = queries.load(), {"id": str(row_id), "fence": fence, "now": to_stamp(now)}
        unit = (sql.lock_request_of, sql.abandon_stopping, sql.abandon_batch, sql.poke_request_of)
        (found,) = await self.database.run(Statement(sql.request_of, params))
        settled = [statement for row in found for statement in settling(row["request_id"], params["now"])]
        await self.database.run(*(Statement(each, params) for each in unit), *settled)


async def _renew(database: Database, sql: str, claims: Mapping[UUID, int], until: datetime) -> None:
    """In the order of the ids, in which all who lock several rows do it."""
    ordered = sorted(claims.items(), key=lambda claim: str(claim[0]))
    if ordered:
        await database.run(*(_until(sql, row_id, fence, until) for row_id, fence in ordered))


def _until(sql: str, row_id: UUID, fence: int, until: datetime) -> Statement:
    return Statement(sql, {"id": str(row_id), "fence": fence, "until": to_stamp(until)})
