"""The book of entries, in memory."""

from dataclasses import dataclass, field
from datetime import datetime

from typing_extensions import override

from bot.drawing.ports.credit_stores import Compared, CreditStore
from bot.drawing.values.credits import Entry, EntryKind


@dataclass(slots=True)
class MemoryCredits(CreditStore):
    """Entries by kind and cause."""

    book: dict[tuple[EntryKind, str], Entry] = field(default_factory=dict)
    so_far: Compared = field(default_factory=Compared)

    @override
    async def balance(self, user_id: int) -> int:
        return sum(one.pictures for one in self.book.values() if one.user_id == user_id)

    @override
    async def entries(self, user_id: int, before: Entry | None, limit: int) -> list[Entry]:
        own = sorted((one for one in self.book.values() if one.user_id == user_id), key=_order, reverse=True)
        return [one for one in own if before is None or _order(one) < _order(before)][:limit]

    @override
    async def find(self, kind: EntryKind, cause: str) -> Entry | None:
        return self.book.get((kind, cause))

    @override
    async def add(self, entry: Entry) -> bool:
        key, left = (entry.kind, entry.cause), await self.balance(entry.user_id) + entry.pictures
        if key in self.book or left < 0:
            return False
        self.book[key] = entry
        return True

    @override
    async def refund(self, payment_id: str, at: datetime) -> bool:
        bought = self.book.get((EntryKind.BOUGHT, payment_id))
        if bought is None:
            return False
        taken = min(bought.pictures, await self.balance(bought.user_id))
        return await self.add(Entry(EntryKind.REFUNDED, payment_id, bought.user_id, -taken, at, -bought.stars))

    @override
    async def check(self) -> None:
        pass

    @override
    async def compared(self) -> Compared:
        return self.so_far

    @override
    async def compare_on(self, before: Compared, now: Compared) -> None:
        if before.number == self.so_far.number:
            self.so_far = now


def _order(entry: Entry) -> tuple[datetime, str]:
    return entry.at, entry.cause
