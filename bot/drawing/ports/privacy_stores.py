"""The database as far as it is about what is kept of people, and forgotten.

Every method raises StoreUnavailable where the database takes no writes now; everything may then be done again.
What forgets a request keeps what accounts count of it for a day, without words and without a person.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from bot.drawing.values.people import InlineDraft
from bot.drawing.values.requests import MessageAddress, Request


@dataclass(frozen=True, slots=True)
class Kept:
    """How much is kept about somebody: requests, original pictures, questions, and drafts that were typed inline.

    ``credits`` are pictures that they bought or were given: these stay.
    """

    requests: int = 0
    pictures: int = 0
    questions: int = 0
    drafts: int = 0
    credits: int = 0


@dataclass(frozen=True, slots=True)
class Farewell:
    """Somebody whose requests up to a time are forgotten as soon as they are over."""

    user_id: int
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class Copy:
    """A message with a picture of a request that was forgotten, and how often it could not be deleted."""

    message: MessageAddress
    attempts: int


class PrivacyStore(Protocol):
    """The database as those need it who ask what is kept about them, and who want it forgotten."""

    async def kept(self, user_id: int) -> Kept:
        """How much is kept about somebody."""
        ...

    async def requests(self, user_id: int, before: Request | None, limit: int) -> list[Request]:
        """Somebody's requests before this one, or all, the newest first."""
        ...

    async def drafts(self, user_id: int, limit: int) -> list[InlineDraft]:
        """What somebody typed inline, the newest first."""
        ...

    async def last_day(self, user_id: int) -> date | None:
        """The day on which something that somebody asked for ended last, as it is known for the statistics."""
        ...

    async def live(self, user_id: int) -> list[UUID]:
        """Those of somebody's requests that are not over."""
        ...

    async def delete(self, request_id: UUID, now: datetime) -> bool:
        """Forget a request that is over; messages with its pictures are to be deleted. Whether there was one."""
        ...

    async def say_farewell(self, farewell: Farewell) -> None:
        """Forget what somebody chose, was asked and typed; their requests are to be forgotten."""
        ...

    async def farewells(self, limit: int) -> list[Farewell]:
        """Those of whom something may be left."""
        ...

    async def forget_requests(self, farewell: Farewell, now: datetime, limit: int) -> int:
        """Forget up to so many requests of somebody that are over; how many there were."""
        ...

    async def end_farewell(self, farewell: Farewell) -> bool:
        """Whether nothing is left of somebody; then that they asked is forgotten too."""
        ...

    async def block(self, user_id: int, now: datetime) -> None:
        """Somebody cannot be written to: what they wait for in their own chat ends, and nobody tells them."""
        ...


class Retention(Protocol):
    """The database as who forgets at the terms needs it.

    What drops does so with up to so many rows, the oldest first; it says how many there were.
    """

    async def drop_requests(self, before: datetime, now: datetime, limit: int) -> int:
        """Requests that are over and were made before this, with all that belongs to them."""
        ...

    async def drop_originals(self, before: datetime, limit: int) -> int:
        """Originals of pictures that were delivered, or whose requests ended, before this."""
        ...

    async def drop_inline_drafts(self, before: datetime, limit: int) -> int:
        """Inline drafts that were typed before this."""
        ...

    async def drop_questions(self, before: datetime, limit: int) -> int:
        """Questions that were asked before this."""
        ...

    async def drop_answers(self, before: datetime, limit: int) -> int:
        """Which messages answered words before this that were no requests."""
        ...

    async def drop_turned_away(self, before: datetime, limit: int) -> int:
        """Requests that were turned away before this for a limit."""
        ...

    async def drop_people(self, before: datetime, limit: int) -> int:
        """What those chose who blocked the bot before this."""
        ...

    async def drop_counted(self, before: datetime, limit: int) -> int:
        """What nobody counts any more: what is left of requests that were forgotten before this, counts that ended."""
        ...

    async def copies(self, limit: int) -> list[Copy]:
        """Messages that are to be deleted, those first of which that failed least often."""
        ...

    async def drop_copy(self, message: MessageAddress) -> None:
        """Such a message is gone."""
        ...

    async def put_off_copy(self, message: MessageAddress) -> None:
        """Such a message could not be deleted."""
        ...

    async def shrink(self, pages: int) -> bool:
        """Give up to so many free pages of the database's file back; whether there may be more to give."""
        ...
