"""Messages to everybody: one row each, which the process that sends it holds, and writes after each person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from typing_extensions import override

from bot.drawing.ports.owner_stores import BroadcastStore
from bot.drawing.values.broadcasts import Broadcast, BroadcastStatus
from bot.storage import queries
from bot.storage.database import Database
from bot.storage.rows.times import from_stamp, to_stamp
from bot.storage.statements import Row, Statement


@dataclass(frozen=True, slots=True)
class DatabaseBroadcasts(BroadcastStore):
    """Claims and writes broadcasts. Everything may be done again: a fence is written under once."""

    database: Database

    @override
    async def reached(self, after: int, limit: int) -> tuple[int, int | None]:
        params = {"last_id": after, "limit": limit}
        ((row,),) = await self.database.run(Statement(queries.load().reached_people, params))
        return int(row["number"]), row["last_id"]

    @override
    async def prepare(self, broadcast: Broadcast) -> None:
        columns = {
            "id": str(broadcast.id),
            "chat_id": broadcast.chat_id,
            "message_id": broadcast.message_id,
            "language": broadcast.language,
            "people": broadcast.people,
            "now": to_stamp(broadcast.made_at),
        }
        await self.database.run(Statement(queries.load().prepare_broadcast, columns))

    @override
    async def find(self, broadcast_id: UUID) -> Broadcast | None:
        (found,) = await self.database.run(Statement(queries.load().find_broadcast, {"id": str(broadcast_id)}))
        return _broadcast(found[0]) if found else None

    @override
    async def begin(self, broadcast_id: UUID, progress_id: int, now: datetime) -> bool:
        params = {"progress_id": progress_id, "now": to_stamp(now)}
        return await self._moved(queries.load().begin_broadcast, broadcast_id, params)

    @override
    async def stop(self, broadcast_id: UUID) -> bool:
        return await self._moved(queries.load().stop_broadcast, broadcast_id, {})

    @override
    async def cancel(self, broadcast_id: UUID) -> bool:
        return await self._moved(queries.load().cancel_broadcast, broadcast_id, {})

    async def _moved(self, sql: str, broadcast_id: UUID, params: Mapping[str, object]) -> bool:
        (found,) = await self.database.run(Statement(sql, {**params, "id": str(broadcast_id)}))
        return bool(found)

    @override
    async def claim(self, now: datetime, until: datetime) -> Broadcast | None:
        params = {"now": to_stamp(now), "until": to_stamp(until)}
        (found,) = await self.database.run(Statement(queries.load().claim_broadcast, params))
        return _broadcast(found[0]) if found else None

    @override
    async def next_people(self, broadcast: Broadcast, limit: int) -> list[int]:
        params = {"last_id": broadcast.last_id, "limit": limit}
        (found,) = await self.database.run(Statement(queries.load().next_people, params))
        return [int(row["user_id"]) for row in found]

    @override
    async def record(self, broadcast: Broadcast, until: datetime) -> bool:
        params: dict[str, object] = {
            "last_id": broadcast.last_id,
            "sent": broadcast.sent,
            "gone": broadcast.gone,
            "failed": broadcast.failed,
            "fence": broadcast.fence,
            "until": to_stamp(until),
        }
        (found,) = await self.database.run(
            Statement(queries.load().record_broadcast, params | {"id": str(broadcast.id)})
        )
        return any(row["status"] == BroadcastStatus.SENDING for row in found)

    @override
    async def put_off(self, broadcast: Broadcast, due_at: datetime) -> None:
        params = {"id": str(broadcast.id), "due_at": to_stamp(due_at), "fence": broadcast.fence}
        await self.database.run(Statement(queries.load().put_off_broadcast, params))

    @override
    async def end(self, broadcast: Broadcast, status: BroadcastStatus) -> bool:
        params: dict[str, object] = {"status": status.value, "fence": broadcast.fence}
        return await self._moved(queries.load().end_broadcast, broadcast.id, params)

    @override
    async def forget(self, before: datetime, limit: int) -> int:
        params = {"before": to_stamp(before), "limit": limit}
        (found,) = await self.database.run(Statement(queries.load().drop_broadcasts, params))
        return len(found)


def _broadcast(row: Row) -> Broadcast:
    return Broadcast(
        id=UUID(row["id"]),
        chat_id=row["chat_id"],
        message_id=row["message_id"],
        language=row["language"],
        made_at=from_stamp(row["made_at"]),
        status=BroadcastStatus(row["status"]),
        progress_id=row["progress_id"],
        last_id=row["last_id"],
        people=row["people"],
        sent=row["sent"],
        gone=row["gone"],
        failed=row["failed"],
        fence=row["fence"],
    )
