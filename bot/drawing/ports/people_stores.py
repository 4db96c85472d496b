"""The database as the use cases of people need it.

Every method raises StoreUnavailable where the database takes no writes now; everything may then be done again.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from bot.drawing.values.groups import Group
from bot.drawing.values.limits import FREE, Charges
from bot.drawing.values.people import InlineDraft, Person, Question
from bot.drawing.values.pictures import Picture
from bot.drawing.values.requests import MessageAddress, Origin, Request


@dataclass(frozen=True, slots=True)
class Tap:
    """A press that asks for something: what it chose, and since when the same choice there is the same request.

    The keys of requests by a press end with its choice.
    """

    choice: str
    since: datetime


class Acceptance(Protocol):
    """The database as intake needs it."""

    async def add(
        self,
        request: Request,
        dedupe_key: str,
        tap: Tap | None = None,
        charges: Charges = FREE,
        begins_at: datetime | None = None,
    ) -> bool:
        """Keep a new request with all its generations, in one commit; False where this key was accepted before.

        So it is where one by such a ``tap`` was: of the same person, in answer to the same message. What it counts is
        counted in the same commit. With a time when it ``begins_at`` it is postponed until then, and until its person
        has room for it. Raises LimitPassed; AcceptingPaused, ModelOff where the operator closed it.
        """
        ...

    async def tapped(self, origin: Origin, tap: Tap) -> bool:
        """Whether the same person's same choice at the same message was accepted since."""
        ...

    async def knows(self, dedupe_key: str) -> bool:
        """Whether a request with this key was accepted before."""
        ...

    async def find(self, request_id: UUID) -> Request | None:
        """A request by its id."""
        ...

    async def adopt(self, request_id: UUID, message: MessageAddress) -> bool:
        """Make this message the placeholder of a request that has none yet; whether it is now."""
        ...

    async def cancel(self, request_id: UUID, now: datetime) -> bool:
        """Take a request back: what is not drawn yet will not be; whether there was anything left to cancel."""
        ...

    async def resend(self, request_id: UUID, placeholder: int | None, now: datetime) -> bool:
        """Bring a kept picture again, into this placeholder; whether it is kept."""
        ...


@dataclass(frozen=True, slots=True)
class Showing:
    """That a picture of a sheet was sent to a chat by itself: when it was begun, and the message, where it is known."""

    begun_at: datetime
    message_id: int | None


class Archive(Protocol):
    """The database as those need it who look pictures up: the gallery, and what presses show."""

    async def find(self, request_id: UUID) -> Request | None:
        """A request by its id."""
        ...

    async def containing(self, generation_id: UUID) -> Request | None:
        """The request that a generation belongs to."""
        ...

    async def shown(self, message: MessageAddress) -> tuple[Request, int | None] | None:
        """The request that a message of the bot's shows; the position of the picture where it shows one of a sheet."""
        ...

    async def latest(self, user_id: int, chat_id: int) -> Request | None:
        """What somebody asked for last in a chat."""
        ...

    async def history(self, user_id: int, chat_id: int | None, offset: int) -> tuple[Request | None, int]:
        """One of somebody's delivered requests, in one chat or in all, from the newest; how many there are."""
        ...

    async def matching(self, user_id: int, words: str, limit: int) -> list[Request]:
        """Somebody's own delivered photos with these words in their prompt, the newest first."""
        ...

    async def original(self, generation_id: UUID) -> Picture | None:
        """The picture of a generation as it came from its model; None where it is not kept any more."""
        ...

    async def pictures(self, request_id: UUID) -> dict[int, Picture]:
        """The pictures of a request that are kept."""
        ...

    async def begin_showing(self, generation_id: UUID, chat_id: int, now: datetime) -> Showing | None:
        """Write that a picture of a sheet is about to be sent to a chat by itself; None: nobody did so before.

        Else what is known of that, and nothing is written.
        """
        ...

    async def end_showing(self, generation_id: UUID, chat_id: int, message_id: int | None) -> None:
        """Write which message shows it; None where none does after all: then it may be sent again."""
        ...

    async def share(self, generation_id: UUID, token: str) -> str | None:
        """Share a picture's words by a token, or by the one they are shared by already; None where it is gone."""
        ...

    async def shared(self, token: str) -> UUID | None:
        """The picture whose words are shared by this token."""
        ...

    async def ask(self, question: Question, asked: MessageAddress, now: datetime) -> None:
        """Keep that a message of the bot's asks somebody for words."""
        ...

    async def question(self, asked: MessageAddress) -> Question | None:
        """What a message of the bot's asks for."""
        ...


class Choices(Protocol):
    """What people and the admins of groups chose."""

    async def person(self, user_id: int) -> Person:
        """What somebody chose; whoever chose nothing is there as well."""
        ...

    async def keep_person(self, person: Person) -> None:
        """Keep what somebody chose."""
        ...

    async def group(self, chat_id: int) -> Group:
        """What a group's admins chose; a group where nobody chose anything is there as well."""
        ...

    async def keep_group(self, group: Group) -> None:
        """Keep what a group's admins chose."""
        ...

    async def move_group(self, chat_id: int, moved_to: int) -> None:
        """A group became a supergroup with another id; its rules go along."""
        ...


class InlineDraftStore(Protocol):
    """Words that were typed inline."""

    async def keep(self, draft: InlineDraft, now: datetime) -> None:
        """Keep what somebody typed inline."""
        ...

    async def find(self, key: str) -> InlineDraft | None:
        """What somebody typed inline; None where it is gone."""
        ...
