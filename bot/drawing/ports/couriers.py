"""Telegram, as what carries things to people.

Every method raises CourierError where Telegram does not take what is brought.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.drawing.values.generations import Generation
from bot.drawing.values.incidents import Incident
from bot.drawing.values.models import Model
from bot.drawing.values.pictures import Picture, Pictures
from bot.drawing.values.reasons import Reason
from bot.drawing.values.requests import MessageAddress, Request, Thread


@dataclass(frozen=True, slots=True)
class News:
    """How it is going: the position in the queue, or the seconds since it was submitted, ``late`` if these are many.

    With a ``trouble`` the seconds are those since it began; what it is about is tried again.
    """

    position: int | None = None
    seconds: float = 0.0
    usual: float = 0.0
    late: bool = False
    trouble: Reason | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """A picture in a chat: its message, and Telegram's name of the file where Telegram said it."""

    message_id: int | None
    file_id: str | None


@dataclass(frozen=True, slots=True)
class Upload:
    """What was uploaded for an inline message: Telegram's name of the file, and the message where that stays."""

    file_id: str
    copy: MessageAddress | None = None


class PlaceholderCourier(Protocol):
    """What puts placeholders, and keeps them current."""

    async def place(self, request: Request) -> int | None:
        """Put the placeholder: send it, or let the message that the request knows already be it; its message id.

        An inline message is there already, and has none.
        """
        ...

    async def find(self, request: Request, candidates: Sequence[int]) -> int | None:
        """Which of these messages is the placeholder that somebody sent who died before writing it down."""
        ...

    async def withdraw(self, request: Request, placeholder: int) -> None:
        """Remove a spare placeholder."""
        ...

    async def report(self, request: Request, news: News) -> None:
        """Say in the placeholder, or under the unfinished sheet, how it is going."""
        ...

    async def act(self, thread: Thread) -> None:
        """Let the chat see that a picture is on its way, for 5 seconds."""
        ...


class PictureCourier(Protocol):
    """What brings pictures, and sentences about those that do not come."""

    async def show(self, request: Request, pictures: Pictures, news: News) -> None:
        """Turn the placeholder into a contact sheet that still has free places; doing it again shows nothing twice."""
        ...

    async def upload(self, request: Request, pictures: Pictures) -> Upload:
        """Upload the picture or sheet: an inline message takes it by Telegram's name of it only."""
        ...

    async def deliver(self, request: Request, pictures: Pictures) -> Sent:
        """Turn the placeholder into the picture or sheet, by its name where it has one; again shows nothing twice."""
        ...

    async def send(self, request: Request, pictures: Pictures) -> Sent:
        """Send the picture or sheet as a new message; doing it again shows it again."""
        ...

    async def send_in_private(self, request: Request, pictures: Pictures) -> Sent:
        """Send the picture or sheet to its person's own chat with the bot, and why it comes there."""
        ...

    async def tell(self, request: Request, *, anew: bool = False) -> int | None:
        """Say how it ended without a picture, in the placeholder where there is one; else the new message's id.

        With ``anew`` it is a new message in any case, whose every form is tried where one gets no answer.
        """
        ...

    async def tell_in_private(self, request: Request) -> None:
        """The same to its person's own chat with the bot, for the chat where they asked takes nothing."""
        ...

    async def answers(self) -> bool:
        """Whether Telegram answers anything at all now. It raises nothing."""
        ...

    async def clear(self, request: Request) -> None:
        """Take the placeholder away: its picture is another message now."""
        ...

    async def call(self, request: Request) -> None:
        """Let the phone ring: an edit does not notify, and the person has stopped looking."""
        ...


class ShowingCourier(Protocol):
    """What brings a delivered request's pictures once more, in other forms, where somebody pressed a button."""

    async def full(self, request: Request, position: int, picture: Picture, to: MessageAddress) -> int:
        """Send one picture of a sheet in full, with its own buttons, in reply to this message; its message id."""
        ...

    async def file(self, request: Request, position: int, picture: Picture, to: MessageAddress) -> None:
        """Send an original as a file, in reply to this message."""
        ...

    async def copy(self, request: Request, position: int, to: MessageAddress) -> bool:
        """The same by Telegram's own compressed copy, and say so; whether there is one."""
        ...

    async def files(self, request: Request, pictures: Pictures, to: MessageAddress) -> None:
        """Send originals as one album of files, in reply to this message."""
        ...


class CopyCourier(Protocol):
    """What takes away messages beside the conversations."""

    async def remove(self, message: MessageAddress) -> None:
        """Delete a message of the bot's with a picture, or let it show nothing where Telegram does not let it go."""
        ...


class RemovalCourier(Protocol):
    """What takes messages away for people. Every method raises CourierError."""

    async def take_away(self, message: MessageAddress) -> bool:
        """Delete a message of the bot's; False where it is too old: Telegram lets bots do so for 48 hours."""
        ...

    async def say_forgotten(self, message: MessageAddress, language: str) -> None:
        """Let such a message say that its picture is forgotten all the same."""
        ...

    async def say_staying(self, message: MessageAddress, language: str, generation: Generation) -> None:
        """Give such a message the buttons of its picture back, and say that it stays."""
        ...


class Operator(Protocol):
    """The way to who runs the bot."""

    async def alarm(self, model: Model, detail: str, stand_in: Model | None) -> None:
        """Tell the operator what only the operator can mend, and which model draws instead meanwhile."""
        ...

    async def warn(self, incident: Incident, detail: str) -> None:
        """Tell the operator of something else; the detail has nothing in it that a person wrote."""
        ...
