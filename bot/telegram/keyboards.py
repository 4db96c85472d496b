"""Buttons. What they carry is short and leads to a row of the database, so they work after restarts and months."""

from enum import StrEnum
from uuid import UUID

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.drawing.values import Generation, Reason
from bot.telegram.texts import Texts


class Action(StrEnum):
    """What a button does."""

    CANCEL = "cancel"  #: take the request back
    RESEND = "resend"  #: bring a picture that may not have arrived


class Press(CallbackData, prefix="g"):
    """What a button under a generation's message carries: 41 of the 64 bytes Telegram allows."""

    action: Action
    id: UUID


def progress(texts: Texts, generation: Generation) -> InlineKeyboardMarkup:
    """Under a placeholder. It names the generation, so a placeholder can be told from every other message."""
    return _single(texts, generation, Action.CANCEL)


def ending(texts: Texts, generation: Generation) -> InlineKeyboardMarkup | None:
    """Under the sentence that there is no picture: the way out, where there is one."""
    return _single(texts, generation, Action.RESEND) if generation.reason is Reason.UNCERTAIN else None


def _single(texts: Texts, generation: Generation, action: Action) -> InlineKeyboardMarkup:
    button = InlineKeyboardButton(
        text=texts.get(generation.origin.language, f"button-{action}"),
        callback_data=Press(action=action, id=generation.id).pack(),
    )
    return InlineKeyboardMarkup(inline_keyboard=[[button]])
