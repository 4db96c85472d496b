"""What the stores need from a database, and the choice of the driver that gives it."""

from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Protocol

from bot.errors import ConfigurationError
from bot.storage.drivers.postgres import open_postgres
from bot.storage.drivers.sqlite import open_sqlite
from bot.storage.statements import Row, Statement


class Database(Protocol):
    """A database as the stores see it."""

    async def run(self, *statements: Statement) -> list[list[Row]]:
        """Run statements as one transaction, committed on return; the rows of each.

        Raises GuardFailed where a guarding statement returned no row; then nothing was written. Raises
        StoreUnavailable; then nothing was written either, with one exception that no client can tell: a connection
        lost during the commit may have lost only the answer. So whatever the stores do can be done again.
        """
        ...

    async def shrink(self, pages: int) -> bool:
        """Give up to so many free pages of its file back; whether there may be more to give.

        A server looks after its own files. Raises StoreUnavailable.
        """
        ...


def open_database(url: str) -> AbstractAsyncContextManager[Database]:
    """The database at this address, made and migrated where needed.

    Raises ConfigurationError, which never shows the address, for it may hold a password; and when it is entered
    StoreUnavailable, DatabaseTooNew, DatabaseDamaged.
    """
    kind, _, rest = url.partition("://")
    if kind == "sqlite" and rest.startswith("/") and rest != "/":
        return open_sqlite(Path(rest.removeprefix("/")))
    if kind == "postgresql":
        return open_postgres(url)
    raise ConfigurationError(
        "DATABASE_URL is not understood; its right form: sqlite:///data/bot.db or postgresql://user:password@host/name"
    )
