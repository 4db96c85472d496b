"""What is sent and edited, as calls of the Bot API: pure values, made in one place."""

from dataclasses import dataclass

from aiogram.methods import EditMessageCaption, EditMessageMedia, EditMessageText, SendMessage
from aiogram.types import InlineKeyboardMarkup, MediaUnion, ReplyParameters

from bot.drawing.values.requests import MessageAddress, Request
from bot.telegram.calls import answering


@dataclass(frozen=True, slots=True)
class Where:
    """Where a new message goes: a chat, a topic of it, and the message it replies to."""

    chat_id: int
    thread_id: int | None = None
    reply_to: int | None = None

    @property
    def reply(self) -> ReplyParameters | None:
        """The reply, which may go on as none: the message may have been deleted."""
        return None if self.reply_to is None else answering(self.reply_to)


def beside(request: Request, to: int | None = None) -> Where:
    """In reply to what somebody asked with, or to another message of that chat, in its topic."""
    origin = request.origin
    return Where(origin.chat_id, origin.thread_id, to or origin.message_id)


def below(request: Request, message: MessageAddress) -> Where:
    """In reply to a message that shows a request: in its topic, if it is in the chat in which was asked."""
    at_home = message.chat_id == request.origin.chat_id
    return Where(message.chat_id, request.origin.thread_id if at_home else None, message.message_id)


def text(where: Where, words: str, buttons: InlineKeyboardMarkup | None = None, *, silent: bool = True) -> SendMessage:
    """A new text."""
    return SendMessage(
        chat_id=where.chat_id,
        text=words,
        message_thread_id=where.thread_id,
        reply_parameters=where.reply,
        reply_markup=buttons,
        disable_notification=silent,
    )


def new_text(request: Request, words: str, buttons: InlineKeyboardMarkup | None) -> EditMessageText:
    """Other words in the placeholder."""
    target = _Target.of(request)
    return EditMessageText(
        text=words,
        reply_markup=buttons,
        chat_id=target.chat_id,
        message_id=target.message_id,
        inline_message_id=target.inline_message_id,
    )


def new_caption(request: Request, words: str, buttons: InlineKeyboardMarkup | None) -> EditMessageCaption:
    """Other words under what the placeholder shows."""
    target = _Target.of(request)
    return EditMessageCaption(
        caption=words,
        reply_markup=buttons,
        chat_id=target.chat_id,
        message_id=target.message_id,
        inline_message_id=target.inline_message_id,
    )


def new_media(request: Request, media: MediaUnion, buttons: InlineKeyboardMarkup | None) -> EditMessageMedia:
    """A picture instead of the placeholder's text, or of another picture in it."""
    target = _Target.of(request)
    return EditMessageMedia(
        media=media,
        reply_markup=buttons,
        chat_id=target.chat_id,
        message_id=target.message_id,
        inline_message_id=target.inline_message_id,
    )


@dataclass(frozen=True, slots=True)
class _Target:
    """The message that becomes the picture: one of a chat, or an inline one."""

    chat_id: int | None
    message_id: int | None
    inline_message_id: str | None

    @classmethod
    def of(cls, request: Request) -> "_Target":
        origin = request.origin
        if origin.inline_message_id is not None:
            return cls(None, None, origin.inline_message_id)
        return cls(origin.chat_id, request.placeholder, None)
