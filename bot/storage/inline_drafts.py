"""Words that were typed inline."""

from dataclasses import dataclass
from datetime import datetime

from typing_extensions import override

from bot.drawing.ports.people_stores import InlineDraftStore
from bot.drawing.values.people import InlineDraft
from bot.storage import queries
from bot.storage.database import Database
from bot.storage.rows import people
from bot.storage.statements import Statement


@dataclass(frozen=True, slots=True)
class DatabaseInlineDrafts(InlineDraftStore):
    """Keeps one row a key; what is typed again is kept for longer."""

    database: Database

    @override
    async def keep(self, draft: InlineDraft, now: datetime) -> None:
        await self.database.run(Statement(queries.load().keep_inline_draft, people.columns_of_draft(draft, now)))

    @override
    async def find(self, key: str) -> InlineDraft | None:
        (found,) = await self.database.run(Statement(queries.load().find_inline_draft, {"key": key}))
        return people.inline_draft(found[0]) if found else None
