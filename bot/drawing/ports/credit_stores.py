"""The database as those need it who sell pictures, give them, and take them back.

Every method raises StoreUnavailable where the database takes no writes now; everything may then be done again: an entry
of the same cause is added once.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.drawing.values.credits import Entry, EntryKind


@dataclass(frozen=True, slots=True)
class Compared:
    """How many of the bot's transactions at Telegram were compared with the entries, and which was the last of them."""

    number: int = 0
    last: str | None = None


class CreditBalances(Protocol):
    """What people have."""

    async def balance(self, user_id: int) -> int:
        """How many pictures somebody has."""
        ...


class CreditStore(CreditBalances, Protocol):
    """The book of entries, to which is only added."""

    async def entries(self, user_id: int, before: Entry | None, limit: int) -> list[Entry]:
        """Somebody's entries before this one, or all, the newest first."""
        ...

    async def find(self, kind: EntryKind, cause: str) -> Entry | None:
        """The entry of a cause."""
        ...

    async def add(self, entry: Entry) -> bool:
        """Add an entry; whether it is new, and leaves nobody with less than nothing."""
        ...

    async def refund(self, payment_id: str, at: datetime) -> bool:
        """Add that a payment was given back, and take away what is left of it; whether that is new."""
        ...

    async def check(self) -> None:
        """Look whether an entry could be added now."""
        ...

    async def compared(self) -> Compared:
        """How far the bot's transactions were compared."""
        ...

    async def compare_on(self, before: Compared, now: Compared) -> None:
        """They were compared farther; nothing where somebody else did so meanwhile."""
        ...
