"""Messages that are to go in a moment."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from typing_extensions import override

from bot.drawing.ports.removal_stores import Removal, RemovalStore
from bot.drawing.values.requests import MessageAddress
from bot.storage import queries
from bot.storage.database import Database
from bot.storage.rows import people
from bot.storage.rows.times import to_stamp
from bot.storage.statements import Row, Statement


@dataclass(frozen=True, slots=True)
class DatabaseRemovals(RemovalStore):
    """Keeps them until they are gone. Everything may be done again."""

    database: Database

    @override
    async def begin(self, removal: Removal, due_at: datetime) -> None:
        columns = people.address(removal.message) | {
            "generation_id": None if removal.generation_id is None else str(removal.generation_id),
            "whole": int(removal.whole),
            "language": removal.language,
            "due_at": to_stamp(due_at),
            "attempts": removal.attempts,
        }
        await self.database.run(Statement(queries.load().begin_removal, columns))

    @override
    async def undo(self, message: MessageAddress, now: datetime) -> UUID | None:
        params = people.address(message) | {"now": to_stamp(now)}
        (undone,) = await self.database.run(Statement(queries.load().undo_removal, params))
        return UUID(undone[0]["generation_id"]) if undone else None

    @override
    async def is_going(self, message: MessageAddress) -> bool:
        (found,) = await self.database.run(Statement(queries.load().find_removal, people.address(message)))
        return bool(found)

    @override
    async def due(self, now: datetime, limit: int) -> list[Removal]:
        params = {"now": to_stamp(now), "limit": limit}
        (found,) = await self.database.run(Statement(queries.load().due_removals, params))
        return [_removal(row) for row in found]

    @override
    async def end(self, message: MessageAddress) -> None:
        await self.database.run(Statement(queries.load().end_removal, people.address(message)))

    @override
    async def put_off(self, message: MessageAddress, attempts: int, due_at: datetime) -> None:
        params = people.address(message) | {"attempts": attempts, "due_at": to_stamp(due_at)}
        await self.database.run(Statement(queries.load().put_off_removal, params))


def _removal(row: Row) -> Removal:
    generation_id = row["generation_id"]
    return Removal(
        message=MessageAddress(row["chat_id"], row["message_id"]),
        generation_id=None if generation_id is None else UUID(generation_id),
        whole=bool(row["whole"]),
        language=row["language"],
        attempts=row["attempts"],
    )
