"""Whether the bot may do in a chat what it asks to do; refusals in the Bot API server's words."""

import re

from sandbox.telegram_api.entities import utf16_length
from sandbox.telegram_api.errors import bad_request, forbidden, migrated
from sandbox.telegram_api.state import State
from sandbox.telegram_api.values import Chat, ChatType, Json, Kind, Status

MAX_TEXT = 4096  #: UTF-16 units, after entities were parsed
MAX_CAPTION = 1024  #: the same
MAX_CALLBACK_DATA = 64  #: bytes
MAX_COPY_TEXT = 256  #: UTF-16 units
_NUMBER = re.compile(r"-?[0-9]{1,18}")


def find_chat(state: State, chat_id: int | str | None) -> Chat:
    """The chat of a chat_id, a number, its text or an @username; refused where the bot knows none."""
    if chat_id is None or chat_id == "":
        raise bad_request("chat_id is empty")
    name = str(chat_id)
    chat = state.chats.get(int(name)) if _NUMBER.fullmatch(name) else _by_username(state, name)
    if chat is None or _is_stranger(state, chat):
        raise bad_request("chat not found")
    if chat.migrated_to is not None:
        raise migrated(chat.migrated_to)
    return chat


def reach_chat(state: State, chat_id: int | str | None) -> Chat:
    """A chat the bot can act in."""
    chat = find_chat(state, chat_id)
    if chat.bot.present:
        return chat
    if chat.type is ChatType.PRIVATE:
        blocked = chat.bot is Status.KICKED
        raise forbidden("bot was blocked by the user" if blocked else "bot can't initiate conversation with a user")
    where = f"{chat.type} chat"
    raise forbidden(
        f"bot was kicked from the {where}" if chat.bot is Status.KICKED else f"bot is not a member of the {where}"
    )


def check_thread(state: State, chat: Chat, thread: int | None) -> None:
    """Refuse a thread that is not there, or is closed to the bot."""
    if thread is None:
        return
    if thread not in chat.topics and not _is_reply_thread(state, chat, thread):
        raise bad_request("message thread not found")
    if thread in chat.topics and chat.topics[thread].closed and not chat.bot.rules:
        raise bad_request("TOPIC_CLOSED")


def check_writing(chat: Chat) -> None:
    """Refuse whatever would change a chat in which the bot may not write."""
    if chat.muted and not chat.bot.rules:
        raise bad_request("have no write access to the chat")


def check_kind(chat: Chat, content: Json) -> None:
    """Refuse a message of a kind that the group forbids its members."""
    if chat.bot.rules:
        return
    for kind in sorted(chat.forbidden):
        if kind.field in content:
            what = "text messages" if kind is Kind.TEXT else kind
            raise bad_request(f"not enough rights to send {what} to the chat")


def check_text(text: str, *, edited: bool = False) -> None:
    """Refuse an empty or too long text; that an edit is too long only Telegram itself finds, in words of its own."""
    if not text:
        raise bad_request("text must be non-empty")
    if utf16_length(text) > MAX_TEXT:
        raise bad_request("MESSAGE_TOO_LONG" if edited else "message is too long")


def check_caption(text: str, *, edited: bool = False) -> None:
    """Refuse a caption that is too long; of an edit as of a text."""
    if utf16_length(text) > MAX_CAPTION:
        raise bad_request("MEDIA_CAPTION_TOO_LONG" if edited else "message caption is too long")


def check_keyboard(markup: Json | None) -> None:
    """Refuse an inline keyboard with a button that does nothing or carries too much."""
    for row in (markup or {}).get("inline_keyboard", []):
        for button in row:
            _check_button(button)


def _check_button(button: Json) -> None:
    if not button["text"]:
        raise bad_request("sandbox: a button has no text")
    if not button.keys() - {"text", "style", "icon_custom_emoji_id"}:
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    data = button.get("callback_data")
    if data is not None and not 0 < len(data.encode()) <= MAX_CALLBACK_DATA:
        raise bad_request("BUTTON_DATA_INVALID")
    copied = button.get("copy_text")
    if copied is not None and not 0 < utf16_length(copied["text"]) <= MAX_COPY_TEXT:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")


def _by_username(state: State, username: str) -> Chat | None:
    name = username.removeprefix("@").lower()
    public = (chat for chat in state.chats.values() if chat.type in {ChatType.SUPERGROUP, ChatType.CHANNEL})
    return next((chat for chat in public if (chat.username or "").lower() == name), None)


def _is_stranger(state: State, chat: Chat) -> bool:
    """Whether this is somebody who never wrote to the bot and shares no chat with it."""
    if chat.type is not ChatType.PRIVATE or chat.bot is not Status.LEFT:
        return False
    return not any(chat.id in other.members for other in state.chats.values() if other.type is not ChatType.PRIVATE)


def _is_reply_thread(state: State, chat: Chat, thread: int) -> bool:
    plain = chat.type is ChatType.SUPERGROUP and not chat.is_forum
    return plain and state.transcript.find(chat.id, thread) is not None
