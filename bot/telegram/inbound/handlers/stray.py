"""What no other handler takes: a private chat is answered whatever it is, and a button that is no more says so."""

from collections.abc import Mapping

from aiogram import F, Router
from aiogram.enums import ChatType, ContentType
from aiogram.types import CallbackQuery, Message

from bot.drawing.answers import Answers
from bot.errors import TooLate
from bot.telegram.inbound import reading
from bot.telegram.inbound.asker import Asker
from bot.telegram.inbound.bursts import Bursts
from bot.telegram.inbound.replies import tell
from bot.wording import talking

KINDS: Mapping[str, str] = {
    ContentType.PHOTO: "photo",
    ContentType.LIVE_PHOTO: "photo",
    ContentType.PAID_MEDIA: "photo",
    ContentType.STICKER: "sticker",
    ContentType.VOICE: "voice",
    ContentType.VIDEO: "video",
    ContentType.VIDEO_NOTE: "video",
    ContentType.ANIMATION: "video",
    ContentType.STORY: "video",
    ContentType.DOCUMENT: "document",
    ContentType.AUDIO: "music",
    ContentType.LOCATION: "location",
    ContentType.VENUE: "location",
    ContentType.CONTACT: "contact",
    ContentType.DICE: "game",
    ContentType.GAME: "game",
    ContentType.POLL: "other",
    ContentType.CHECKLIST: "other",
    ContentType.RICH_MESSAGE: "other",
    ContentType.GIVEAWAY: "other",
    ContentType.UNKNOWN: "other",
}
"""How each kind of message is answered; what is not here was not sent by a person, or is none of the bot's business."""


def router() -> Router:
    """The router of this topic; the last one to be asked."""
    topic = Router(name="stray")
    topic.message.register(say_what_can_be_done, F.chat.type == ChatType.PRIVATE, _known)
    topic.callback_query.register(miss)
    return topic


async def _known(message: Message) -> bool | dict[str, str]:
    """A filter: what ``kind`` of message it is, where it is one that somebody sends."""
    kind = KINDS.get(message.content_type)
    if kind == "document" and reading.shows_picture(message):
        kind = "photo"
    return {"kind": kind} if kind is not None else False


async def say_what_can_be_done(message: Message, kind: str, asker: Asker, answers: Answers, bursts: Bursts) -> None:
    """An answer to what is not made of words; an album, and what comes in one go, has one."""
    if bursts.goes_on(message, kind):
        return
    await tell(message, *talking.stray(asker.locale, kind, reading.words(message)), answers, asker.id)
    bursts.answered(message, kind)


async def miss(_query: CallbackQuery) -> None:
    """A button of an older version of the bot, or under an offer whose words are gone. Raises TooLate."""
    raise TooLate
