"""Methods that change or remove messages."""

from typing import Any

from aiogram.methods import (
    DeleteMessage,
    DeleteMessages,
    EditMessageCaption,
    EditMessageMedia,
    EditMessageReplyMarkup,
    EditMessageText,
)
from aiogram.types import LinkPreviewOptions
from pydantic import BaseModel

from bot.sandbox.telegram_api.access import reach_chat
from bot.sandbox.telegram_api.errors import bad_request
from bot.sandbox.telegram_api.methods import content
from bot.sandbox.telegram_api.methods.table import Ask, plays
from bot.sandbox.telegram_api.state import State, without
from bot.sandbox.telegram_api.values import Chat, ChatType, Json

_CAPTION = ("caption", "caption_entities", "show_caption_above_media")
_DELETABLE_SECONDS = 48 * 3600  #: Bot API, deleteMessage: only messages of the last 48 hours
_MAX_DELETED = 100
_SAME = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current"
    " content and reply markup of the message"
)


def edit_text(ask: Ask[EditMessageText]) -> Json:
    """Another text in a message that has one."""
    p = ask.params
    preview = LinkPreviewOptions(is_disabled=True) if p.disable_web_page_preview is True else p.link_preview_options
    shown = content.text(ask.state, p.text, p.parse_mode, p.entities, preview)
    message = _editable(ask.state, p.chat_id, p.message_id)
    if "text" not in message:
        raise bad_request("there is no text in the message to edit")
    return _revise(ask.state, message, content.SHOWN, shown, p.reply_markup)


def edit_media(ask: Ask[EditMessageMedia]) -> Json:
    """A photo or document in place of whatever the message showed, a text too."""
    p = ask.params
    message = _editable(ask.state, p.chat_id, p.message_id)
    return _revise(ask.state, message, content.SHOWN, content.media(ask, p.media), p.reply_markup)


def edit_caption(ask: Ask[EditMessageCaption]) -> Json:
    """Another caption, or none."""
    p = ask.params
    message = _editable(ask.state, p.chat_id, p.message_id)
    if "text" in message:
        raise bad_request("there is no caption in the message to edit")
    shown = content.caption(ask.state, p.caption, p.parse_mode, p.caption_entities, above=p.show_caption_above_media)
    return _revise(ask.state, message, _CAPTION, shown, p.reply_markup)


def edit_markup(ask: Ask[EditMessageReplyMarkup]) -> Json:
    """Another inline keyboard, or none."""
    p = ask.params
    message = _editable(ask.state, p.chat_id, p.message_id)
    return _revise(ask.state, message, (), {}, p.reply_markup)


def delete_message(ask: Ask[DeleteMessage]) -> bool:
    """Remove one message."""
    chat = reach_chat(ask.state, ask.params.chat_id)
    message = ask.state.ledger.find(chat.id, ask.params.message_id)
    if message is None:
        raise bad_request("message to delete not found")
    if not _may_delete(ask.state, chat, message):
        raise bad_request("message can't be deleted")
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
    found = [ask.state.ledger.find(chat.id, message_id) for message_id in ask.params.message_ids]
    messages = [message for message in found if message is not None]
    if not all(_may_delete(ask.state, chat, message) for message in messages):
        raise bad_request("message can't be deleted")
    for message in messages:
        ask.state.erase(chat.id, message["message_id"])
    return True


def _editable(state: State, chat_id: int | str | None, message_id: int | None) -> Json:
    chat = reach_chat(state, chat_id)
    if not message_id:
        raise bad_request("message identifier is not specified")
    record = state.ledger.record(chat.id, message_id)
    if record is None:
        raise bad_request("message to edit not found")
    message = record.versions[-1]
    if message["from"]["id"] != state.bot.id or record.fixed or "forward_origin" in message:
        raise bad_request("message can't be edited")
    return message


def _revise(state: State, message: Json, replaced: tuple[str, ...], shown: Json, markup: BaseModel | None) -> Json:
    """The message with ``shown`` instead of the ``replaced`` fields; without a keyboard it loses the one it had."""
    revised: dict[str, Any] = without(message, [*replaced, "reply_markup"]) | shown | content.keyboard(markup)
    if without(revised, ["edit_date"]) == without(message, ["edit_date"]):
        raise bad_request(_SAME)
    return state.revise(revised | {"edit_date": state.now()})


def _may_delete(state: State, chat: Chat, message: Json) -> bool:
    """Own messages and all of a private chat for 48 hours, anything as an administrator of a group."""
    if chat.type is not ChatType.PRIVATE and chat.bot.rules:
        return True
    fresh = state.now() - message["date"] < _DELETABLE_SECONDS
    return fresh and (chat.type is ChatType.PRIVATE or message["from"]["id"] == state.bot.id)


METHODS = [
    plays(EditMessageText, edit_text, metered=True),
    plays(EditMessageMedia, edit_media, metered=True),
    plays(EditMessageCaption, edit_caption, metered=True),
    plays(EditMessageReplyMarkup, edit_markup, metered=True),
    plays(DeleteMessage, delete_message),
    plays(DeleteMessages, delete_messages),
]
