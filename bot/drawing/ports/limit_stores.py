"""The database as those need it who turn requests away for a limit, and begin them later.

Every method raises StoreUnavailable where the database takes no writes now; everything may then be done again.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from bot.drawing.values.requests import Request


@dataclass(frozen=True, slots=True)
class TurnedAway:
    """A request that was not accepted for a limit; ``group_daily`` is what its group allowed a day."""

    request: Request
    dedupe_key: str
    group_daily: int | None = None


class TurnedAwayStore(Protocol):
    """Requests that were turned away, for who wants them asked later."""

    async def keep(self, turned_away: TurnedAway, now: datetime) -> None:
        """Keep a request that was not accepted; of those of a person only a few, the newest."""
        ...

    async def find(self, request_id: UUID) -> TurnedAway | None:
        """One of them; None where it is gone."""
        ...

    async def latest(self, user_id: int) -> UUID | None:
        """The newest of somebody's that was not accepted since."""
        ...


@dataclass(frozen=True, slots=True)
class Postponement:
    """A request that was accepted for later, by its id; whose it is, and how many pictures it is for."""

    request_id: UUID
    user_id: int
    pictures: int


class PostponedStore(Protocol):
    """Requests that were accepted for later."""

    async def due(self, now: datetime, limit: int) -> list[Postponement]:
        """Those that are to be begun by now, the first that was due first."""
        ...

    async def begin(self, postponement: Postponement, active: int | None, now: datetime) -> bool:
        """Let it be placed now, unless its person waits for so many pictures that it would be more than ``active``.

        False: it is not, or somebody else began it.
        """
        ...

    async def put_off(self, postponement: Postponement, begins_at: datetime) -> None:
        """Begin it a little later, if at all."""
        ...
