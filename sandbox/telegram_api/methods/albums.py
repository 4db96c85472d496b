"""The method that sends several files as one album."""

from aiogram.methods import SendMediaGroup
from aiogram.types import InputMediaDocument, InputMediaPhoto

from sandbox.telegram_api.access import check_kind
from sandbox.telegram_api.errors import bad_request, not_played
from sandbox.telegram_api.methods import content
from sandbox.telegram_api.methods.sending import destination, protected, replied
from sandbox.telegram_api.methods.table import Ask, plays
from sandbox.telegram_api.values import Json

_MAX_ALBUM = 10


def send_media_group(ask: Ask[SendMediaGroup]) -> list[Json]:
    """Photos or documents, two to ten, all or none; one alone is no album."""
    state, p = ask.state, ask.params
    _check(p)
    chat = destination(state, p)
    reply = replied(state, chat, p)
    shown = [content.media(ask, one) | protected(p.protect_content) for one in p.media]
    for one in shown:
        check_kind(chat, one)
    state.albums += 1
    album = {"media_group_id": str(13_000_000_000_000_000 + state.albums)} if len(shown) > 1 else {}
    return [
        state.post(chat, state.bot, one | album, thread=p.message_thread_id, reply=reply, fixed=False) for one in shown
    ]


def _check(params: SendMediaGroup) -> None:
    if not params.media:
        raise bad_request("there are no messages to send")
    if len(params.media) > _MAX_ALBUM:
        raise bad_request("too many messages to send as an album")
    kinds = {type(one) for one in params.media}
    if not kinds <= {InputMediaPhoto, InputMediaDocument}:
        raise not_played("an album of anything but photos or documents")
    if len(kinds) > 1:
        raise bad_request("document can't be mixed with other media types")


METHODS = [plays(SendMediaGroup, send_media_group, metered=True)]
