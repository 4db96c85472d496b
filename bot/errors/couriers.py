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
class TextLost(PlaceholderLost):
    """The placeholder shows a picture, so it has no text to be changed: its caption may be."""


@dataclass(eq=False)
class ChatMoved(CourierError):
    """The group is now the supergroup ``chat_id``; nothing of the old one can be edited."""

    chat_id: int


@dataclass(eq=False)
class FormRefused(CourierError):
    """Telegram does not take it in this form; a simpler one may be taken. What nobody listed means this."""

    detail: str


@dataclass(eq=False)
class ButtonsRefused(FormRefused):
    """Telegram refuses the buttons; without them it may be taken."""


@dataclass(eq=False)
class PhotoRefused(FormRefused):
    """Telegram makes no photo of it, or it is too large for one; as a file it may be taken."""


@dataclass(eq=False)
class WordsRefused(FormRefused):
    """Telegram refuses the text or caption, or its markup; other or plainer words may be taken."""


@dataclass(eq=False)
class ReplyLost(FormRefused):
    """The message that is replied to is gone; without a reply it may be taken."""


@dataclass(eq=False)
class ThreadLost(FormRefused):
    """The topic is closed or deleted; the rest of the chat may take messages."""


@dataclass(eq=False)
class KindForbidden(FormRefused):
    """The chat forbids the bot this kind of message: text, photos or files; another kind may be allowed."""


@dataclass(eq=False)
class RightsLost(CourierError):
    """The bot may not write there now, in no form: somebody who runs the chat may change that."""

    detail: str


@dataclass(eq=False)
class NowhereToUpload(CourierError):
    """There is no storage chat, and the person has never opened the chat with the bot."""

    detail: str


@dataclass(eq=False)
class Undeliverable(CourierError):
    """Nobody is there: the bot is blocked or was kicked, or the chat is gone."""

    detail: str
