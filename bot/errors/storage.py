"""The database did not do what was asked."""

from dataclasses import dataclass

from bot.errors.base import PalitraError


class StorageError(PalitraError):
    """The database did not do what was asked."""


@dataclass(eq=False)
class StoreUnavailable(StorageError):
    """The database takes no writes now; nothing was written."""

    detail: str

    def __str__(self) -> str:
        return f"the database cannot be used: {self.detail}"


@dataclass(eq=False)
class FenceLost(StorageError):
    """Somebody else holds the claim now; what was to be written is void, and was not written. ``id`` is the row's."""

    id: str


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
