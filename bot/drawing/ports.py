"""What the use cases need from the world, as protocols. Adapters implement them, ``app`` joins them."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from bot.drawing.values.generations import Address, Generation, Line, Person, Picture, Place, Question, Sketch
from bot.drawing.values.groups import Group
from bot.drawing.values.models import Model


class Clock(Protocol):
    """Time, so that tests can hold it."""

    def now(self) -> datetime:
        """The present, in UTC."""
        ...

    def monotonic(self) -> float:
        """Seconds that only ever grow, whatever is done to the clock on the wall."""
        ...

    async def wait(self, event: asyncio.Event, seconds: float) -> None:
        """Return when the event is set, or after so many seconds of this clock."""
        ...


@dataclass(frozen=True, slots=True)
class Pending:
    """The provider works on it."""

    operation_id: str


@dataclass(frozen=True, slots=True)
class Done:
    """The picture is there, with ``further`` ones where the request's count was more.

    ``revised_prompt`` is what the model made of the prompt, where it tells.
    """

    picture: Picture
    revised_prompt: str | None = None
    further: tuple[Picture, ...] = ()


@dataclass(frozen=True, slots=True)
class News:
    """How it is going: the place in the queue, or the seconds since it was submitted; or that it takes long."""

    place: int | None = None
    seconds: float = 0.0
    usual: float = 0.0
    late: bool = False


@dataclass(frozen=True, slots=True)
class Sent:
    """A picture in a chat: its message, and Telegram's name of the file where Telegram said it."""

    message_id: int | None
    file_id: str | None


class Provider(Protocol):
    """A client for one image API. Every method raises ProviderError where it gives no answer of its type."""

    async def submit(self, generation: Generation) -> Pending | Done:
        """Ask for the picture. This is what costs money."""
        ...

    async def poll(self, operation_id: str) -> Pending | Done:
        """Ask how an operation is doing; free of charge."""
        ...

    async def cancel(self, operation_id: str) -> None:
        """Ask to stop an operation, as far as the API can."""
        ...


@dataclass(frozen=True, slots=True)
class Offer:
    """A model together with the provider that serves it."""

    model: Model
    provider: Provider


Offers = Mapping[str, Offer]
"""What draws, by the model's name."""

Models = Mapping[str, Model]
"""What people may choose from, by its name; the first is the default."""


class Store(Protocol):
    """The database. Every method raises StoreUnavailable where the database takes no writes now."""

    async def add(self, generation: Generation, source: str) -> Generation:
        """Keep a new generation; the one that came from the same ``source`` before, where there is one."""
        ...

    async def knows(self, source: str) -> bool:
        """Whether a generation came from this source before."""
        ...

    async def claim(self, line: Line, limit: int, now: datetime, lease: timedelta) -> list[Generation]:
        """Take up to ``limit`` generations of a line that are due, for as long as the lease, within its budgets."""
        ...

    async def claim_unplaced(self, limit: int, now: datetime, lease: timedelta) -> list[Generation]:
        """Take queued generations whose people see no placeholder."""
        ...

    async def claim_waiting(self, limit: int, now: datetime, lease: timedelta) -> list[Generation]:
        """Take queued generations whose people may be told how it is going, those first who heard least lately."""
        ...

    async def record(self, generation: Generation, picture: Picture | None = None) -> None:
        """Write a step's result, and the picture if one came. Raises LeaseLost where the claim is no longer ours."""
        ...

    async def picture(self, generation: Generation) -> Picture:
        """The picture of a generation that is ready."""
        ...

    async def original(self, generation_id: UUID) -> Picture | None:
        """The picture of a generation as it came from its model; None where it is not kept any more."""
        ...

    async def shown(self, message: Address) -> Generation | None:
        """The generation that a message of the bot's shows."""
        ...

    async def latest(self, user_id: int, chat_id: int) -> Generation | None:
        """What somebody asked for last in a chat."""
        ...

    async def history(self, user_id: int, chat_id: int | None, offset: int) -> tuple[Generation | None, int]:
        """One of somebody's pictures, or of those in one chat, counted from the newest, and how many there are."""
        ...

    async def forget_shown(self, generation_id: UUID) -> None:
        """The picture was deleted from its chat, so its person's history has it no more."""
        ...

    async def place_in_queue(self, generation: Generation) -> int:
        """Which one a queued generation is, counted from 1."""
        ...

    async def busy(self, since: datetime) -> list[Place]:
        """Where pictures are being drawn that were submitted after this."""
        ...

    async def drop_old_pictures(self, before: datetime) -> None:
        """Forget the originals of pictures that were shown before this."""
        ...

    async def ask(self, question: Question, asked: Address, now: datetime) -> None:
        """Keep that a message of the bot's asks somebody for words."""
        ...

    async def question(self, asked: Address) -> Question | None:
        """What a message of the bot's asks for."""
        ...

    async def find(self, generation_id: UUID) -> Generation | None:
        """A generation by its id."""
        ...

    async def person(self, user_id: int) -> Person:
        """What somebody chose; whoever chose nothing is there as well."""
        ...

    async def keep_person(self, person: Person) -> None:
        """Keep what somebody chose."""
        ...

    async def keep_sketch(self, sketch: Sketch, now: datetime) -> None:
        """Keep what somebody typed inline."""
        ...

    async def sketch(self, key: str) -> Sketch | None:
        """What somebody typed inline; None where it is gone."""
        ...

    async def drop_old_sketches(self, before: datetime) -> None:
        """Forget what was typed before this."""
        ...

    async def matching(self, user_id: int, words: str, limit: int) -> list[Generation]:
        """Somebody's own shown pictures with these words in their prompt, the newest first."""
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

    async def asked_in_chat(self, chat_id: int, since: datetime) -> int:
        """How many pictures were asked for in a chat since then, without those that will not come."""
        ...

    async def raise_alarm(self, name: str, now: datetime, pause: timedelta) -> bool:
        """Whether it is time to tell the operator of this: nobody did so within the pause."""
        ...

    async def candidates(self, generation: Generation, most: int) -> list[int]:
        """The first so many messages that may be the placeholder of a generation that has none written down.

        They are newer than every request that was there before it was accepted, and not known to be anything else.
        """
        ...

    async def cancel(self, generation_id: UUID, now: datetime) -> bool:
        """Take a request back; whether it was not too late."""
        ...

    async def resend(self, generation_id: UUID, placeholder: int | None, now: datetime) -> bool:
        """Bring a picture, of which it is uncertain whether it arrived, into this placeholder; whether it is kept."""
        ...

    async def next_due(self, line: Line) -> datetime | None:
        """When the next generation of this line is due; None where none waits."""
        ...


class Courier(Protocol):
    """What carries pictures and news to people. Every method raises CourierError where Telegram does not take it."""

    async def place(self, generation: Generation) -> int | None:
        """Send the placeholder; its message id. An inline message is there already, and has none."""
        ...

    async def find(self, generation: Generation, candidates: list[int]) -> int | None:
        """Which of these messages is the placeholder that somebody sent who died before writing it down."""
        ...

    async def alarm(self, model: Model, detail: str, stand_in: Model | None) -> None:
        """Tell the operator what only the operator can mend, and which model draws instead meanwhile."""
        ...

    async def withdraw(self, generation: Generation, placeholder: int) -> None:
        """Remove a spare placeholder."""
        ...

    async def report(self, generation: Generation, news: News) -> None:
        """Say in the placeholder how it is going."""
        ...

    async def act(self, place: Place) -> None:
        """Let the chat see that a picture is on its way, for 5 seconds."""
        ...

    async def call(self, generation: Generation) -> None:
        """Let the phone ring: an edit does not notify, and the person has stopped looking."""
        ...

    async def upload(self, generation: Generation, picture: Picture) -> str:
        """Telegram's name of the picture: an inline message takes it by that only."""
        ...

    async def deliver(self, generation: Generation, picture: Picture) -> Sent:
        """Turn the placeholder into the picture, by its name where it has one; doing it again shows nothing twice."""
        ...

    async def send(self, generation: Generation, picture: Picture) -> Sent:
        """Send the picture as a new message; doing it again shows it again."""
        ...

    async def tell(self, generation: Generation) -> None:
        """Say how it ended without a picture, in the placeholder where there is one."""
        ...


Roll = Callable[[], float]
"""A source of random numbers from 0 to 1."""
