"""What people bought or were given, in a book of entries that the database itself sums up."""

from dataclasses import dataclass
from datetime import datetime

from typing_extensions import override

from bot.drawing.ports.credit_stores import Compared, CreditStore
from bot.drawing.values.credits import Entry, EntryKind
from bot.storage import queries
from bot.storage.database import Database
from bot.storage.rows.times import from_stamp, to_stamp
from bot.storage.statements import GuardFailed, Row, Statement

_ALWAYS = 2**62
"""After every time."""


@dataclass(frozen=True, slots=True)
class DatabaseCredits(CreditStore):
    """Adds entries. Everything may be done again: of each cause there is one."""

    database: Database

    @override
    async def balance(self, user_id: int) -> int:
        (found,) = await self.database.run(Statement(queries.load().credits_of, {"user_id": user_id}))
        return int(found[0]["pictures"]) if found else 0

    @override
    async def entries(self, user_id: int, before: Entry | None, limit: int) -> list[Entry]:
        at, cause = (to_stamp(before.at), before.cause) if before else (_ALWAYS, "")
        params = {"user_id": user_id, "before": at, "cause": cause, "limit": limit}
        (found,) = await self.database.run(Statement(queries.load().entries_of, params))
        return [_entry(row) for row in found]

    @override
    async def find(self, kind: EntryKind, cause: str) -> Entry | None:
        params = {"kind": kind.value, "cause": cause}
        (found,) = await self.database.run(Statement(queries.load().find_entry, params))
        return _entry(found[0]) if found else None

    @override
    async def add(self, entry: Entry) -> bool:
        held = [holding(entry.user_id, -entry.pictures)] if entry.pictures < 0 else []
        return await self._added(*held, adding(entry))

    @override
    async def refund(self, payment_id: str, at: datetime) -> bool:
        sql, params = queries.load(), {"cause": payment_id, "at": to_stamp(at)}
        return await self._added(Statement(sql.lock_buyer, params), Statement(sql.add_refund, params, guards=True))

    async def _added(self, *statements: Statement) -> bool:
        try:
            await self.database.run(*statements)
        except GuardFailed:
            return False
        return True

    @override
    async def check(self) -> None:
        await self.database.run(Statement(queries.load().takes_entries))

    @override
    async def compared(self) -> Compared:
        ((row,),) = await self.database.run(Statement(queries.load().compared_so_far))
        return Compared(row["number"], row["last"])

    @override
    async def compare_on(self, before: Compared, now: Compared) -> None:
        params = {"before": before.number, "number": now.number, "last": now.last}
        await self.database.run(Statement(queries.load().compare_on, params))


def holding(user_id: int, pictures: int) -> Statement:
    """Guards that somebody has so many pictures, and goes on having them until this is committed."""
    return Statement(queries.load().lock_credits, {"user_id": user_id, "pictures": pictures}, guards=1)


def adding(entry: Entry) -> Statement:
    """Adds an entry; guards that its cause is new."""
    return Statement(queries.load().add_entry, _columns(entry), guards=1)


def _columns(entry: Entry) -> dict[str, object]:
    return {
        "kind": entry.kind.value,
        "cause": entry.cause,
        "user_id": entry.user_id,
        "pictures": entry.pictures,
        "stars": entry.stars,
        "at": to_stamp(entry.at),
    }


def _entry(row: Row) -> Entry:
    return Entry(
        kind=EntryKind(row["kind"]),
        cause=row["cause"],
        user_id=row["user_id"],
        pictures=row["pictures"],
        at=from_stamp(row["at"]),
        stars=row["stars"],
    )
