"""Buttons. What they carry is short and leads to a row of the database, so they work after restarts and months."""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from uuid import UUID

from aiogram.filters.callback_data import CallbackData
from aiogram.types import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup

from bot.drawing import grammar
from bot.drawing.ports import Models
from bot.drawing.values.generations import Generation, Reason, Status
from bot.drawing.values.styles import PRESETS
from bot.wording import captions
from bot.wording.labels import label
from bot.wording.texts import Texts

RATIOS = ("1:1", "4:3", "3:2", "16:9", "2:1", "3:4", "2:3", "9:16", "1:2")
"""The shapes of the menu; any other can be written with --ar."""


class Action(StrEnum):
    """What a button does."""

    CANCEL = "cancel"  #: take the request back
    RESEND = "resend"  #: bring a picture that may not have arrived
    RETRY = "retry"  #: ask once more for what failed
    AGAIN = "again"  #: draw another one
    EDIT = "edit"  #: ask for other words
    FILE = "file"  #: bring the original
    DELETE = "delete"  #: remove the picture from the chat
    RATIOS = "ratios"  #: show the shapes
    RATIO = "ratio"  #: draw it in this shape
    STYLES = "styles"  #: show the styles
    STYLE = "style"  #: draw it in this style
    BACK = "back"  #: show the first buttons again


class Press(CallbackData, prefix="g"):
    """What a button under a generation's message carries: at most 62 of the 64 bytes Telegram allows."""

    action: Action
    id: UUID
    value: str = ""


INLINE_LIMIT = 256
"""Characters of an inline query."""

UNSET = "-"
"""What a button carries for nothing of one's own: no style, Telegram's language."""

_RETRIED = {
    Reason.UNAVAILABLE,
    Reason.UNREACHABLE,
    Reason.UNANSWERED,
    Reason.INTERRUPTED,
    Reason.LOST,
    Reason.BROKEN,
    Reason.TIMEOUT,
}
"""What may go well another time."""


def progress(texts: Texts, generation: Generation) -> InlineKeyboardMarkup:
    """Under a placeholder. It names the generation, so a placeholder can be told from every other message."""
    return _markup([_button(texts, generation, Action.CANCEL)])


def ending(texts: Texts, generation: Generation) -> InlineKeyboardMarkup | None:
    """Under the sentence that there is no picture: the way out, where there is one."""
    if generation.status is Status.CANCELLED or generation.reason in _RETRIED:
        ways = [Action.RETRY, Action.EDIT]
    elif generation.reason in (Reason.UNCERTAIN, Reason.NOWHERE):
        ways = [Action.RESEND]
    elif generation.reason is Reason.REFUSED:
        ways = [Action.EDIT]
    else:
        ways = []
    if generation.origin.inline_message_id is not None:
        ways = [action for action in ways if action is not Action.EDIT]  # there is nobody to ask in that chat
    return _markup([_button(texts, generation, action) for action in ways]) if ways else None


def finished(texts: Texts, generation: Generation, models: Models, username: str) -> InlineKeyboardMarkup:
    """Under a picture; ``username`` is the bot's, for the link to this picture."""
    if generation.origin.inline_message_id is not None:
        return _shared(texts, generation, username)
    language = generation.origin.language
    again = [_button(texts, generation, action) for action in (Action.AGAIN, Action.RATIOS, Action.STYLES)]
    rest = [_button(texts, generation, action) for action in (Action.EDIT, Action.FILE)]
    if captions.model_of(models, generation).seeds:
        rest.append(_copy(texts.get(language, "button-seed"), str(generation.request.seed)))
    link = _copy(texts.get(language, "button-link"), deep_link(username, generation))
    return _markup(again, rest, [link, _button(texts, generation, Action.DELETE)])


def _shared(texts: Texts, generation: Generation, username: str) -> InlineKeyboardMarkup:
    """Under a picture in a chat where the bot may not be."""
    language = generation.origin.language
    again = InlineKeyboardButton(
        text=texts.get(language, "button-again"),
        switch_inline_query_current_chat=grammar.written(generation.request, INLINE_LIMIT),
    )
    own = InlineKeyboardButton(text=texts.get(language, "button-own"), url=deep_link(username, generation))
    return _markup([again, own])


def deep_link(username: str, generation: Generation) -> str:
    """What opens the prompt of a picture in the chat with the bot."""
    return f"https://t.me/{username}?start={generation.id.hex}"


def _copy(text: str, copied: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(text=text, copy_text=CopyTextButton(text=copied))


def ratios(texts: Texts, generation: Generation) -> InlineKeyboardMarkup:
    """The shapes a picture may be drawn in once more."""
    choices = [(ratio, ratio.replace(":", "x")) for ratio in RATIOS if ratio != str(generation.request.ratio)]
    return _menu(texts, generation, Action.RATIO, choices, 4)


def styles(texts: Texts, generation: Generation) -> InlineKeyboardMarkup:
    """The styles a picture may be drawn in once more."""
    language, current = generation.origin.language, generation.request.style
    choices = [(label(preset, language), preset.name) for preset in PRESETS["style"] if preset.name != current]
    if current is not None:
        choices.append((texts.get(language, "no-style"), UNSET))
    return _menu(texts, generation, Action.STYLE, choices, 3)


def or_unset(value: str) -> str | None:
    """What a button means: its value, or nothing."""
    return None if value == UNSET else value


def _menu(
    texts: Texts, generation: Generation, action: Action, choices: Iterable[tuple[str, str]], columns: int
) -> InlineKeyboardMarkup:
    buttons = [
        InlineKeyboardButton(text=label, callback_data=Press(action=action, id=generation.id, value=value).pack())
        for label, value in choices
    ]
    return _markup(*_rows(buttons, columns), [_button(texts, generation, Action.BACK)])


def _button(texts: Texts, generation: Generation, action: Action) -> InlineKeyboardButton:
    return InlineKeyboardButton(
        text=texts.get(generation.origin.language, f"button-{action}"),
        callback_data=Press(action=action, id=generation.id).pack(),
    )


def _rows(buttons: list[InlineKeyboardButton], columns: int) -> Iterator[list[InlineKeyboardButton]]:
    for start in range(0, len(buttons), columns):
        yield buttons[start : start + columns]


def _markup(*rows: list[InlineKeyboardButton]) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(inline_keyboard=list(rows))


OFFER = "offer"
"""What the button under the question carries whether plain words are to be drawn: the words are in the message."""


class Page(CallbackData, prefix="h"):
    """A leaf of somebody's history."""

    user_id: int
    offset: int


HELP = "help"
"""What the button under a sentence about wrong flags carries."""


def how_to_ask(texts: Texts, language: str) -> InlineKeyboardMarkup:
    """Under the sentence that says what is wrong with a request."""
    return _markup([InlineKeyboardButton(text=texts.get(language, "button-help"), callback_data=HELP)])


def offer(texts: Texts, language: str) -> InlineKeyboardMarkup:
    """Under the question whether plain words are to be drawn."""
    return _markup([InlineKeyboardButton(text=texts.get(language, "button-draw"), callback_data=OFFER)])


def pages(texts: Texts, language: str, user_id: int, offset: int, size: int) -> InlineKeyboardMarkup | None:
    """Under a picture of somebody's history; None where it is the only one."""
    ways = {"newer": offset - 1, "older": offset + 1}
    row = [
        InlineKeyboardButton(
            text=texts.get(language, f"button-{way}"), callback_data=Page(user_id=user_id, offset=to).pack()
        )
        for way, to in ways.items()
        if 0 <= to < size
    ]
    return _markup(row) if row else None


def menu(offered: list[tuple[str, str]], columns: int) -> InlineKeyboardMarkup:
    """Buttons by text and callback data."""
    return _markup(*_rows([InlineKeyboardButton(text=text, callback_data=data) for text, data in offered], columns))


class Take(CallbackData, prefix="i"):
    """Draw what was typed inline: the key of the sketch, and a style."""

    key: str
    style: str = ""


def take(texts: Texts, language: str, key: str, style: str) -> InlineKeyboardMarkup:
    """Under an inline message that is not being drawn yet."""
    press = Take(key=key, style=style).pack()
    return _markup([InlineKeyboardButton(text=texts.get(language, "button-draw"), callback_data=press)])


def shared(texts: Texts, language: str, generation: Generation) -> InlineKeyboardMarkup:
    """Under the words of somebody's picture that a link led to."""
    press = Press(action=Action.AGAIN, id=generation.id).pack()
    return _markup([InlineKeyboardButton(text=texts.get(language, "button-draw"), callback_data=press)])


def back_inline(texts: Texts, language: str) -> InlineKeyboardMarkup:
    """The way back to the chat in which somebody was typing."""
    return _markup([InlineKeyboardButton(text=texts.get(language, "button-back-inline"), switch_inline_query="")])
