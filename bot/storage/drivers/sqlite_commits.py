"""Several units of work in one commit of SQLite, where what is wrong with one undoes nothing of the others."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from bot.errors import StoreUnavailable
from bot.storage.drivers.sqlite_connection import rows
from bot.storage.drivers.sqlite_errors import TROUBLE, is_locked, told
from bot.storage.statements import GuardFailed, Row, Statement

Rows = list[list[Row]]
"""What the statements of a unit returned."""

Outcome = Rows | StoreUnavailable | GuardFailed
"""What became of a unit."""


def committed(raw: sqlite3.Connection, batch: Sequence[Sequence[Statement]]) -> Sequence[Outcome]:
    """Commit units together; where that fails, one by one, so that only the guilty ones do."""
    try:
        with _immediate(raw):
            return [_undone_alone(raw, unit) for unit in batch]
    except TROUBLE as error:
        if len(batch) == 1 or is_locked(error):  # then every unit would wait as long
            return [told(error)] * len(batch)
        return [outcome for unit in batch for outcome in committed(raw, [unit])]


def _undone_alone(raw: sqlite3.Connection, unit: Sequence[Statement]) -> Outcome:
    """Run a unit in a savepoint, so that what goes wrong in it undoes nothing else of its transaction."""
    raw.execute("SAVEPOINT unit")
    try:
        outcome: Outcome = [statement.check(rows(raw, statement.sql, statement.params)) for statement in unit]
    except (*TROUBLE, GuardFailed) as error:
        if not raw.in_transaction:  # a full disk undoes the transaction itself
            raise
        raw.execute("ROLLBACK TO unit")
        outcome = error if isinstance(error, GuardFailed) else told(error)
    raw.execute("RELEASE unit")
    return outcome


@contextmanager
def _immediate(raw: sqlite3.Connection) -> Iterator[None]:
    """A transaction that holds SQLite's one write lock from its beginning."""
    raw.execute("BEGIN IMMEDIATE")
    try:
        yield
        raw.execute("COMMIT")
    except BaseException:
        if raw.in_transaction:
            raw.execute("ROLLBACK")
        raise
