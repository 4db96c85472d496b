"""Methods that make new messages."""

from typing import TypeAlias

from aiogram.methods import (
    CopyMessage,
    ForwardMessage,
    SendChatAction,
    SendDocument,
    SendInvoice,
    SendMediaGroup,
    SendMessage,
    SendPhoto,
)
from aiogram.types import LinkPreviewOptions, ReplyParameters

from sandbox.telegram_api.access import check_kind, check_thread, check_writing, find_chat, reach_chat
from sandbox.telegram_api.errors import bad_request, not_played
from sandbox.telegram_api.messages import CONTENT, SHOWN, origin
from sandbox.telegram_api.methods import content
from sandbox.telegram_api.methods.table import Ask, plays
from sandbox.telegram_api.state import State
from sandbox.telegram_api.values import Chat, Json

_ACTIONS = {
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
}


#: Methods that send one new thing, that may answer a message, and all that have a destination.
Sending: TypeAlias = SendMessage | SendPhoto | SendDocument | CopyMessage
Replying: TypeAlias = Sending | SendMediaGroup | SendInvoice
Placed: TypeAlias = Replying | ForwardMessage | SendChatAction


def send_message(ask: Ask[SendMessage]) -> Json:
    """A text."""
    p = ask.params
    preview = LinkPreviewOptions(is_disabled=True) if p.disable_web_page_preview is True else p.link_preview_options
    return _send(ask.state, p, content.text(ask.state, p.text, p.parse_mode, p.entities, preview), p.protect_content)


def send_photo(ask: Ask[SendPhoto]) -> Json:
    """A photo."""
    p = ask.params
    under = content.caption(ask.state, p.caption, p.parse_mode, p.caption_entities, above=p.show_caption_above_media)
    destination(ask.state, p)
    return _send(ask.state, p, content.photo(ask, p.photo, spoiler=p.has_spoiler) | under, p.protect_content)


def send_document(ask: Ask[SendDocument]) -> Json:
    """A file as it is."""
    p = ask.params
    under = content.caption(ask.state, p.caption, p.parse_mode, p.caption_entities)
    destination(ask.state, p)
    return _send(ask.state, p, content.document(ask, p.document) | under, p.protect_content)


def forward_message(ask: Ask[ForwardMessage]) -> Json:
    """A message once more, with its origin."""
    p = ask.params
    original = _original(ask.state, p.from_chat_id, p.message_id, "forward")
    shown = {name: original[name] for name in SHOWN if name in original} | {"forward_origin": origin(original)}
    chat = destination(ask.state, p)
    check_kind(chat, shown)
    return ask.state.post(chat, ask.state.bot, shown | protected(p.protect_content), thread=p.message_thread_id)


def copy_message(ask: Ask[CopyMessage]) -> Json:
    """A message once more as the bot's own; only its id is told."""
    p = ask.params
    original = _original(ask.state, p.from_chat_id, p.message_id, "copy")
    shown = {name: original[name] for name in SHOWN if name in original}
    if p.caption is not None and "text" not in original:
        kept = {name: value for name, value in shown.items() if name not in {"caption", "caption_entities"}}
        shown = kept | content.caption(ask.state, p.caption, p.parse_mode, p.caption_entities)
    return {"message_id": _send(ask.state, p, shown, p.protect_content)["message_id"]}


def send_chat_action(ask: Ask[SendChatAction]) -> bool:
    """Show for five seconds what the bot is doing."""
    p = ask.params
    if p.action not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = destination(ask.state, p)
    event = {"event": "action", "chat_id": chat.id, "thread_id": p.message_thread_id, "action": p.action}
    ask.state.signals.tell(event)
    return True


def _send(state: State, params: Sending, shown: Json, protect: object) -> Json:
    keyboard, asks = content.keyboard(params.reply_markup), content.asked(params.reply_markup)
    chat = destination(state, params)
    check_kind(chat, shown)
    return state.post(
        chat,
        state.bot,
        shown | protected(protect) | keyboard,
        thread=params.message_thread_id,
        reply=replied(state, chat, params),
        fixed=asks is not None,
        asks=asks,
    )


def destination(state: State, params: Placed) -> Chat:
    """The chat, and the thread in it, that something is sent to; refused where the bot may not send."""
    chat = reach_chat(state, params.chat_id)
    check_writing(chat)
    check_thread(state, chat, params.message_thread_id)
    return chat


def replied(state: State, chat: Chat, params: Replying) -> Json | None:
    """The message that is answered, None for none."""
    wanted = params.reply_parameters
    if wanted is None and params.reply_to_message_id:
        lenient = params.allow_sending_without_reply
        wanted = ReplyParameters(message_id=params.reply_to_message_id, allow_sending_without_reply=lenient)
    if wanted is None:
        return None
    if wanted.quote is not None or (wanted.chat_id is not None and find_chat(state, wanted.chat_id) is not chat):
        raise not_played("a reply with a quote or to another chat")
    found = state.transcript.find(chat.id, wanted.message_id or 0)
    if found is None and wanted.allow_sending_without_reply is not True:
        raise bad_request("message to be replied not found")
    return found


def _original(state: State, chat_id: int | str, message_id: int, verb: str) -> Json:
    found = state.transcript.find(find_chat(state, chat_id).id, message_id)
    if found is None:
        raise bad_request(f"message to {verb} not found")
    if not found.keys() & CONTENT or found.get("has_protected_content"):
        past = {"forward": "forwarded", "copy": "copied"}[verb]
        raise bad_request(f"message can't be {past}")
    return found


def protected(protect: object) -> Json:
    """The mark of a message that cannot be forwarded."""
    return {"has_protected_content": True} if protect is True else {}


METHODS = [
    plays(SendMessage, send_message, metered=True),
    plays(SendPhoto, send_photo, metered=True),
    plays(SendDocument, send_document, metered=True),
    plays(ForwardMessage, forward_message, metered=True),
    plays(CopyMessage, copy_message, metered=True),
    plays(SendChatAction, send_chat_action),
]
