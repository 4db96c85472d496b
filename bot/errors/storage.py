"""The database did not do what was asked."""

from dataclasses import dataclass
from enum import StrEnum

from bot.errors.base import PalitraError


class StorageError(PalitraError):
    """The database did not do what was asked."""


class Outage(StrEnum):
    """What kind of trouble a database has."""

    AWAY = "away"  #: it is away, starting, locked or full: that passes by itself
    LOST = "lost"  #: its file was removed or replaced: what is written now would be lost
    REFUSED = "refused"  #: it does not take this, however often it is tried: a bug, or a value that it cannot hold
    UNKNOWN = "unknown"  #: what nobody listed


@dataclass(eq=False)
class StoreUnavailable(StorageError):
    """The database takes no writes now; nothing was written."""

    detail: str
    outage: Outage = Outage.UNKNOWN

    def __str__(self) -> str:
        return f"the database cannot be used: {self.detail}"


@dataclass(eq=False)
class FenceLost(StorageError):
    """Somebody else holds the claim now; what was to be written is void, and was not written. ``id`` is the row's."""

    id: str


@dataclass(eq=False)
class LimitPassed(StorageError):
    """What was to be accepted would pass a limit, and was not; ``left`` more of that ``kind`` would not pass it."""

    kind: int
    left: int


@dataclass(eq=False)
class RowsUnreadable(StorageError):
    """Rows that were claimed are no requests. They are ended in the database; what was claimed with them is free.

    ``ids`` are of the requests, ``detail`` says what is wrong with the first of them, and quotes nothing.
    """

    ids: tuple[str, ...]
    detail: str


@dataclass(eq=False)
class DatabaseTooNew(StorageError):
    """The database has migrations this code does not know."""

    version: int
    known: int

    def __str__(self) -> str:
        return f"the database is at version {self.version}, this code knows {self.known}: update the bot"


@dataclass(eq=False)
class DatabaseDamaged(StorageError):
    """The database failed its check at start."""

    detail: str

    def __str__(self) -> str:
        return f"the database is damaged, restore a backup: {self.detail}"
