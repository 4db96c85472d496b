"""The database as the owner's use cases need it.

Every method raises StoreUnavailable where the database takes no writes now; everything may then be done again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from bot.drawing.values.broadcasts import Broadcast, BroadcastStatus
from bot.drawing.values.closings import Closing, Closings
from bot.drawing.values.limits import Span
from bot.drawing.values.requests import Request
from bot.drawing.values.statistics import Number, Timing


class StatisticsStore(Protocol):
    """Numbers by day."""

    async def oldest(self) -> datetime | None:
        """When what is in no number yet began to end."""
        ...

    async def fold(self, span: Span, limit: int) -> int:
        """Add up to so much of what ended by the end of a day to its numbers, once; how much it was."""
        ...

    async def numbers(self, since: date) -> list[Number]:
        """The numbers of each day since one."""
        ...

    async def times(self, since: date) -> list[Timing]:
        """How long it took, since a day."""
        ...

    async def waiting(self) -> int:
        """How many pictures are waited for now."""
        ...

    async def forget(self, numbers: date, people: date, limit: int) -> int:
        """Forget up to so many numbers of before a day, and who was seen before another one; how many it were."""
        ...


class ClosingStore(Protocol):
    """What is not accepted."""

    async def closings(self) -> Closings:
        """All that is closed."""
        ...

    async def close(self, model: str, closing: Closing) -> None:
        """Accept nothing for a model, or nothing at all by the empty name."""
        ...

    async def open(self, model: str) -> bool:
        """Accept it again; whether it was closed."""
        ...


class BroadcastStore(Protocol):
    """Messages to everybody."""

    async def reached(self, after: int, limit: int) -> tuple[int, int | None]:
        """How many of the next people after one can be written to, up to so many, and who is the last of them."""
        ...

    async def prepare(self, broadcast: Broadcast) -> None:
        """Keep one that may be sent."""
        ...

    async def find(self, broadcast_id: UUID) -> Broadcast | None:
        """One of them, as it is now."""
        ...

    async def begin(self, broadcast_id: UUID, progress_id: int, now: datetime) -> bool:
        """Send it from now on, or go on; whether it was not being sent already."""
        ...

    async def stop(self, broadcast_id: UUID) -> bool:
        """Send it no more for now; whether it was being sent."""
        ...

    async def cancel(self, broadcast_id: UUID) -> bool:
        """Send it to nobody else; whether it was not being sent, and could have been."""
        ...

    async def claim(self, now: datetime, until: datetime) -> Broadcast | None:
        """Take one that is to be sent, until a time."""
        ...

    async def next_people(self, broadcast: Broadcast, limit: int) -> list[int]:
        """Who gets it next."""
        ...

    async def record(self, broadcast: Broadcast, until: datetime) -> bool:
        """Write how far it is, and hold it longer; False where it was stopped, or somebody else sends it."""
        ...

    async def put_off(self, broadcast: Broadcast, due_at: datetime) -> None:
        """Give it back until then."""
        ...

    async def end(self, broadcast: Broadcast, status: BroadcastStatus) -> bool:
        """It is over, or stopped by itself; False where somebody else sends it."""
        ...

    async def forget(self, before: datetime, limit: int) -> int:
        """Forget up to so many that were made before a time; how many it were."""
        ...


@dataclass(frozen=True, slots=True)
class Steps:
    """When a generation was last claimed to be submitted, and to be polled."""

    submitted_at: datetime | None
    polled_at: datetime | None


class LifeStore(Protocol):
    """Requests as the owner looks for them."""

    async def with_operation(self, operation_id: str) -> UUID | None:
        """The newest request with an operation of this id."""
        ...

    async def steps(self, request_id: UUID) -> Mapping[UUID, Steps]:
        """What is known of its generations besides."""
        ...

    async def over_since(self, since: datetime, after: Request | None, limit: int) -> list[Request]:
        """Requests that are over and were made since a time, or after one of them, the oldest first."""
        ...
