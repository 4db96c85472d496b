"""What buttons carry: short, and leading to a row of the database, so they work after restarts and months."""

from enum import StrEnum
from uuid import UUID

from aiogram.filters.callback_data import CallbackData


class Action(StrEnum):
    """What a button does: the first ones with a whole request, the others with one of its pictures."""

    CANCEL = "cancel"  #: take the request back
    RESEND = "resend"  #: bring pictures that may not have arrived
    RETRY = "retry"  #: ask once more for what failed
    LATER = "later"  #: ask for what was turned away, when that works again
    AGAIN_ALL = "again-all"  #: draw as many other ones
    FILES = "files"  #: bring all originals
    AGAIN = "again"  #: draw another one
    EDIT = "edit"  #: ask for other words; a whole sheet has the button of its first picture, here and below
    MORE = "more"  #: show what else can be done
    IMPROVE = "improve"  #: suggest better words
    FILE = "file"  #: bring the original
    SHOW = "show"  #: bring one picture of a sheet in full
    LINK = "link"  #: share the words by a link
    DELETE = "delete"  #: ask whether the message with the button is to be removed
    DELETE_NOW = "delete-now"  #: remove it, in a moment
    RATIOS = "ratios"  #: show the shapes
    RATIO = "ratio"  #: draw it in this shape
    STYLES = "styles"  #: show the styles
    STYLE = "style"  #: draw it in this style
    BACK = "back"  #: show the first buttons again


REQUEST_ACTIONS = frozenset({Action.CANCEL, Action.RESEND, Action.RETRY, Action.LATER, Action.AGAIN_ALL, Action.FILES})
"""Actions whose buttons carry a request's id; those of the others carry a generation's."""


class Press(CallbackData, prefix="g"):
    """What a button under a request's message carries: at most 62 of the 64 bytes Telegram allows."""

    action: Action
    id: UUID
    value: str = ""


class Undo(CallbackData, prefix="u"):
    """Leave a message where it is after all: what only who deleted it may say."""

    user_id: int


class Page(CallbackData, prefix="h"):
    """A leaf of somebody's history."""

    user_id: int
    offset: int


class Take(CallbackData, prefix="i"):
    """Draw what was typed inline: the key of the inline draft, and a style."""

    key: str
    style: str = ""


UNSET = "-"
"""What a button carries for nothing of one's own: no style, Telegram's language."""

OFFER = "offer"
"""What the button under the question carries whether plain words are to be drawn: the words are in the message."""

HELP = "help"
"""What the button under a sentence about wrong flags carries."""

BUY = "buy"
"""What the button carries that shows what is sold."""


def or_unset(value: str) -> str | None:
    """What a button means: its value, or nothing."""
    return None if value == UNSET else value
