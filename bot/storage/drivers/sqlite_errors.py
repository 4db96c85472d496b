"""What SQLite's errors mean."""

import sqlite3

from bot.errors import Outage, StoreUnavailable

TROUBLE = (sqlite3.Error, ValueError, OverflowError)
"""What a statement may raise; the latter two for a value that SQLite cannot hold."""

_AWAY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR})
"""Codes of what passes by itself, or when somebody makes room."""

_REFUSED = (
    sqlite3.IntegrityError,
    sqlite3.DataError,
    sqlite3.ProgrammingError,
    sqlite3.InterfaceError,
    ValueError,
    OverflowError,
)
"""What the same statement raises whenever it is run."""


def told(error: Exception) -> StoreUnavailable:
    """It, as the store's error."""
    return StoreUnavailable(f"{type(error).__name__}: {error}", outage_of(error))


def outage_of(error: Exception) -> Outage:
    """What kind of trouble it is."""
    if _code(error) in _AWAY:
        return Outage.AWAY
    return Outage.REFUSED if isinstance(error, _REFUSED) else Outage.UNKNOWN


def is_locked(error: Exception) -> bool:
    """Whether somebody else holds what was wanted."""
    return _code(error) == sqlite3.SQLITE_BUSY


def _code(error: Exception) -> int | None:
    """SQLite's own code, without what it adds to tell cases apart."""
    code = getattr(error, "sqlite_errorcode", None)
    return None if code is None else code & 0xFF
