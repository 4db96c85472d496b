"""Messages that are to go in a moment, in memory."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from typing_extensions import override

from bot.drawing.ports.removal_stores import Removal, RemovalStore
from bot.drawing.values.requests import MessageAddress
from tests.storage.memory.database import MemoryDatabase


@dataclass(slots=True)
class MemoryRemovals(RemovalStore):
    """Messages that are to go; of a picture that is forgotten nothing is known any more."""

    database: MemoryDatabase

    @override
    async def begin(self, removal: Removal, due_at: datetime) -> None:
        self.database.tables.removals.setdefault(removal.message, (removal, due_at))

    @override
    async def undo(self, message: MessageAddress, now: datetime) -> UUID | None:
        removals = self.database.tables.removals
        found = self._read(message) if message in removals else None
        if found is None or found.generation_id is None:
            return None
        named = found.generation_id, found.whole
        all_of_it = [
            each for each, (one, due_at) in removals.items() if (one.generation_id, one.whole) == named and due_at > now
        ]
        for each in all_of_it:
            del removals[each]
        return found.generation_id if all_of_it else None

    @override
    async def is_going(self, message: MessageAddress) -> bool:
        return message in self.database.tables.removals

    @override
    async def due(self, now: datetime, limit: int) -> list[Removal]:
        rows = sorted(self.database.tables.removals.items(), key=lambda item: item[1][1])
        return [self._read(message) for message, (_, due_at) in rows if due_at <= now][:limit]

    @override
    async def end(self, message: MessageAddress) -> None:
        self.database.tables.removals.pop(message, None)

    @override
    async def put_off(self, message: MessageAddress, attempts: int, due_at: datetime) -> None:
        removals = self.database.tables.removals
        if message in removals:
            removals[message] = replace(removals[message][0], attempts=attempts), due_at

    def _read(self, message: MessageAddress) -> Removal:
        removal, _ = self.database.tables.removals[message]
        is_there = removal.generation_id in self.database.tables.generations
        return removal if is_there else replace(removal, generation_id=None)
