"""What goes into a database and what comes out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.errors import StorageError

Row = Mapping[str, Any]
"""Values by the column's name."""


@dataclass(frozen=True, slots=True)
class Statement:
    """SQL with ``:named`` parameters, and their values.

    One that ``guards`` has to return so many rows; where they are fewer, the whole unit it belongs to is undone.
    """

    sql: str
    params: Mapping[str, object] = field(default_factory=dict)
    guards: int = 0

    def check(self, rows: list[Row]) -> list[Row]:
        """The rows it returned. Raises GuardFailed where it guards and they are too few."""
        if len(rows) < self.guards:
            raise GuardFailed(self, rows)
        return rows


@dataclass(eq=False)
class GuardFailed(StorageError):
    """A guarding statement returned too few ``rows``. It never leaves this package: the stores say what that means."""

    statement: Statement
    rows: list[Row]
