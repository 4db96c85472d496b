"""The database as work needs it.

Every method raises StoreUnavailable where the database takes no writes now; everything may then be done again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from bot.drawing.values.generations import Generation
from bot.drawing.values.limits import Charges
from bot.drawing.values.models import Account
from bot.drawing.values.pictures import Picture, Pictures
from bot.drawing.values.queues import Queue
from bot.drawing.values.requests import Batch, MessageAddress, Request, Thread


@dataclass(frozen=True, slots=True)
class Lease:
    """For how long a claim holds, and the time it is made."""

    now: datetime
    holds: timedelta

    @property
    def until(self) -> datetime:
        """When the claim runs out, unless it is renewed."""
        return self.now + self.holds


class Conversations(Protocol):
    """The database as the stages of a request need it: placing, delivery and progress.

    What claims raises RowsUnreadable.
    """

    async def claim(self, queue: Queue, limit: int, lease: Lease) -> list[Request]:
        """Take up to ``limit`` requests that are due, those first that have been for longest."""
        ...

    async def claim_for_news(self, limit: int, lease: Lease) -> list[Request]:
        """Take placed requests whose people may be told how it is going, those first who heard least lately."""
        ...

    async def record(self, request: Request, now: datetime, *, keep: bool = False) -> datetime | None:
        """Write a step's result and give the claim back, unless it is to be kept; when the next step is due.

        What became due meanwhile stays so. A request that becomes placed lets its generations be submitted; the live
        ones of a request that ended are cancelled. Raises FenceLost where the claim is no longer ours.
        """
        ...

    async def keep_copy(self, request_id: UUID, message: MessageAddress) -> None:
        """Know a message that holds a picture of a request beside its own: it is deleted when that is forgotten."""
        ...

    async def find(self, request_id: UUID) -> Request | None:
        """A request by its id."""
        ...

    async def pictures(self, request_id: UUID) -> dict[int, Picture]:
        """The pictures of a request that are kept."""
        ...

    async def candidates(self, request: Request, most: int) -> list[int]:
        """The first so many messages that may be the placeholder of a request that has none written down.

        They are newer than every request that was there before it was accepted, and not known to be anything else.
        """
        ...

    async def queue_position(self, generation: Generation, most: int) -> int:
        """Which one a queued generation is, counted from 1 and not beyond ``most``."""
        ...


class Drawings(Protocol):
    """The database as the stages of a generation need it: submission and polling.

    What claims raises RowsUnreadable.
    """

    async def accounts(self, served: Sequence[Account]) -> list[Account]:
        """Every account that generations may wait at: those that are served, and those of times past."""
        ...

    async def claim(self, queue: Queue, limit: int, lease: Lease) -> list[Batch]:
        """Take up to ``limit`` batches of a queue that are due, within the budgets of its account."""
        ...

    async def begin(self, batch: Batch) -> None:
        """Write that a batch is being submitted; the claim is kept. Raises FenceLost."""
        ...

    async def record(
        self,
        batch: Batch,
        pictures: Pictures,
        now: datetime,
        *,
        show_at: datetime | None = None,
        take: Lease | None = None,
        moved: Charges | None = None,
    ) -> Request | None:
        """Write a step's result, with the pictures that came, and give the claim back. Raises FenceLost.

        What was handed over to another model is charged for that one: ``moved``. Raises LimitPassed, where a limit does
        not allow it; then nothing was written.

        With ``show_at`` the request is due to be delivered then; whatever that says, it is due now when none of its
        generations is live any more, for two that end at once know nothing of each other. With ``take`` it is claimed
        for that in the same commit, if it is due and nobody holds it; then it is returned as it is.
        """
        ...


class Leases(Protocol):
    """The database as a consumer needs it to keep what it holds, and to let go of what nobody can work on."""

    async def renew(self, claims: Mapping[UUID, int], until: datetime) -> None:
        """Let claims, ids with their fences, hold until then; those that were given back or lost stay so."""
        ...

    async def stumble(self, row_id: UUID, fence: int, until: datetime) -> None:
        """Count a failure that nobody foresaw; nobody claims the row before then. A lost claim stays so."""
        ...

    async def put_off(self, row_id: UUID, fence: int, until: datetime) -> None:
        """Give a claim back untouched; nobody claims the row before then. A lost claim stays so."""
        ...

    async def abandon(self, row_id: UUID, fence: int, now: datetime) -> None:
        """End what is claimed, with nothing said: a request, or a batch, of whose request that is told.

        Pictures that are there are kept. A lost claim stays so.
        """
        ...


class Due(Protocol):
    """When a queue is to be looked at again."""

    async def next_due(self, queue: Queue) -> datetime | None:
        """When the next step of this queue is due; None where nothing waits."""
        ...


class Alarms(Protocol):
    """What the operator was told, and when."""

    async def raise_alarm(self, name: str, now: datetime, pause: timedelta) -> bool:
        """Whether it is time to tell the operator of this: nobody did so within the pause."""
        ...


class Housekeeping(Protocol):
    """The database as the periodic tasks need it."""

    async def busy(self, since: datetime, limit: int) -> list[Thread]:
        """Where pictures are being drawn that were submitted after this, the newest first."""
        ...

    async def mend_times(self, now: datetime, horizon: datetime) -> None:
        """Make due now what is due beyond the horizon: nothing is scheduled so far ahead, so the clock was set back."""
        ...
