"""Methods that change or remove messages."""

import re
from typing import Any, TypeAlias

from aiogram.methods import (
    DeleteMessage,
    DeleteMessages,
    EditMessageCaption,
    EditMessageMedia,
    EditMessageReplyMarkup,
    EditMessageText,
)
from aiogram.types import LinkPreviewOptions

from sandbox.telegram_api.access import check_writing, reach_chat
from sandbox.telegram_api.errors import bad_request
from sandbox.telegram_api.messages import SHOWN, author_id, without
from sandbox.telegram_api.methods import content
from sandbox.telegram_api.methods.table import Ask, plays
from sandbox.telegram_api.state import State
from sandbox.telegram_api.values import Chat, ChatType, Json

_CAPTION = ("caption", "caption_entities", "show_caption_above_media")
_DELETABLE_SECONDS = 48 * 3600  #: Bot API, deleteMessage: only messages of the last 48 hours
_MAX_DELETED = 100
_INLINE_ID = re.compile(r"[A-Za-z0-9_-]{16,}")
_SAME = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current"
    " content and reply markup of the message"
)


#: Methods that change a message, one of the bot's own or one sent inline.
Editing: TypeAlias = EditMessageText | EditMessageMedia | EditMessageCaption | EditMessageReplyMarkup


def edit_text(ask: Ask[EditMessageText]) -> Json | bool:
    """Another text in a message that has one."""
    p = ask.params
    preview = LinkPreviewOptions(is_disabled=True) if p.disable_web_page_preview is True else p.link_preview_options
    shown = content.text(ask.state, p.text, p.parse_mode, p.entities, preview, edited=True)
    message = _editable(ask.state, p)
    if "text" not in message:
        raise bad_request("there is no text in the message to edit")
    return _revise(ask.state, p, message, SHOWN, shown)


def edit_media(ask: Ask[EditMessageMedia]) -> Json | bool:
    """A photo or document in place of whatever the message showed, a text too."""
    p = ask.params
    message = _editable(ask.state, p)
    if p.chat_id is None and str(p.media.media).startswith("attach://"):
        raise bad_request("invalid message content specified")  # levlam in tdlib/td#3157
    return _revise(ask.state, p, message, SHOWN, content.media(ask, p.media))


def edit_caption(ask: Ask[EditMessageCaption]) -> Json | bool:
    """Another caption, or none."""
    p = ask.params
    message = _editable(ask.state, p)
    if "text" in message:
        raise bad_request("there is no caption in the message to edit")
    above = p.show_caption_above_media
    shown = content.caption(ask.state, p.caption, p.parse_mode, p.caption_entities, above=above, edited=True)
    return _revise(ask.state, p, message, _CAPTION, shown)


def edit_markup(ask: Ask[EditMessageReplyMarkup]) -> Json | bool:
    """Another inline keyboard, or none."""
    p = ask.params
    message = _editable(ask.state, p)
    return _revise(ask.state, p, message, (), {})


def delete_message(ask: Ask[DeleteMessage]) -> bool:
    """Remove one message."""
    chat = reach_chat(ask.state, ask.params.chat_id)
    message = ask.state.transcript.find(chat.id, ask.params.message_id)
    if message is None:
        raise bad_request("message to delete not found")
    _check_deletable(ask.state, chat, message)
    ask.state.erase(chat.id, ask.params.message_id)
    return True


def delete_messages(ask: Ask[DeleteMessages]) -> bool:
    """Remove up to a hundred messages; those that cannot be found are skipped."""
    chat = reach_chat(ask.state, ask.params.chat_id)
    if not 0 < len(ask.params.message_ids) <= _MAX_DELETED:
        too_many = bool(ask.params.message_ids)
        raise bad_request(
            "too many message identifiers specified" if too_many else "message identifiers are not specified"
        )
    found = [ask.state.transcript.find(chat.id, message_id) for message_id in ask.params.message_ids]
    messages = [message for message in found if message is not None]
    for message in messages:
        _check_deletable(ask.state, chat, message)
    for message in messages:
        ask.state.erase(chat.id, message["message_id"])
    return True


def _editable(state: State, params: Editing) -> Json:
    if params.inline_message_id and not params.chat_id:
        return _inline(state, params.inline_message_id)
    chat = reach_chat(state, params.chat_id)
    check_writing(chat)
    if not params.message_id:
        raise bad_request("message identifier is not specified")
    record = state.transcript.record(chat.id, params.message_id)
    if record is None:
        raise bad_request("message to edit not found")
    message = record.versions[-1]
    if author_id(message) != state.bot.id or record.fixed or "forward_origin" in message:
        raise bad_request("message can't be edited")
    return message


def _inline(state: State, inline_message_id: str) -> Json:
    """A message in any chat, known by its inline message id only."""
    if not _INLINE_ID.fullmatch(inline_message_id):
        raise bad_request("invalid inline message identifier specified")
    spot = state.inline_messages.get(inline_message_id)
    message = None if spot is None else state.transcript.find(*spot)
    if message is None:
        raise bad_request("MESSAGE_ID_INVALID")
    return message


def _revise(state: State, params: Editing, message: Json, replaced: tuple[str, ...], shown: Json) -> Json | bool:
    """The message with ``shown`` instead of the ``replaced`` fields; without a keyboard it loses the one it had.

    Of an inline message Telegram tells nothing but that it was edited.
    """
    keyboard = content.keyboard(params.reply_markup)
    revised: dict[str, Any] = without(message, [*replaced, "reply_markup"]) | shown | keyboard
    if without(revised, ["edit_date"]) == without(message, ["edit_date"]):
        raise bad_request(_SAME)
    edited = state.revise(revised | {"edit_date": state.now()})
    return params.chat_id is None or edited


def _check_deletable(state: State, chat: Chat, message: Json) -> None:
    """Own messages and all of a private chat for 48 hours, anything as an administrator of a group."""
    if chat.type is not ChatType.PRIVATE and chat.bot.rules:
        return
    if chat.type is not ChatType.PRIVATE and author_id(message) != state.bot.id:
        raise bad_request("message can't be deleted")
    if state.now() - message["date"] >= _DELETABLE_SECONDS:
        for_everyone = "" if chat.type is ChatType.SUPERGROUP else " for everyone"
        raise bad_request(f"message can't be deleted{for_everyone}")


METHODS = [
    plays(EditMessageText, edit_text, metered=True),
    plays(EditMessageMedia, edit_media, metered=True),
    plays(EditMessageCaption, edit_caption, metered=True),
    plays(EditMessageReplyMarkup, edit_markup, metered=True),
    plays(DeleteMessage, delete_message),
    plays(DeleteMessages, delete_messages),
]
