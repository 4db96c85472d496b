"""Telegram did not take what was brought."""

from dataclasses import dataclass

from bot.errors.base import PalitraError


class CourierError(PalitraError):
    """Telegram did not take what was brought."""


@dataclass(eq=False)
class CourierDelayed(CourierError):
    """Telegram is away or asks to wait ``retry_after`` seconds; nothing was taken."""

    detail: str
    retry_after: float | None = None


@dataclass(eq=False)
class CourierUnanswered(CourierError):
    """A time-out, a broken connection or a server error: Telegram may or may not have taken it."""

    detail: str


@dataclass(eq=False)
class AlreadyThere(CourierError):
    """The message is so already: the proof that an edit whose answer was lost did arrive."""

    detail: str


@dataclass(eq=False)
class PlaceholderLost(CourierError):
    """The placeholder was deleted or cannot be edited."""

    detail: str


@dataclass(eq=False)
class ChatMoved(CourierError):
    """The group is now the supergroup ``chat_id``; nothing of the old one can be edited."""

    chat_id: int


@dataclass(eq=False)
class ThreadLost(CourierError):
    """The topic is closed or deleted; the rest of the chat may take messages."""

    detail: str


@dataclass(eq=False)
class ReplyLost(CourierError):
    """The message that is replied to is gone; without a reply it may be taken."""

    detail: str


@dataclass(eq=False)
class MediaRefused(CourierError):
    """Telegram refuses the picture or its caption in this form."""

    detail: str


@dataclass(eq=False)
class ButtonsRefused(MediaRefused):
    """Telegram refuses the buttons; without them it may be taken."""


@dataclass(eq=False)
class NowhereToUpload(CourierError):
    """There is no storage chat, and the person has never opened the chat with the bot."""

    detail: str


@dataclass(eq=False)
class Undeliverable(CourierError):
    """The bot may not write there: blocked, kicked, or the chat is gone."""

    detail: str
