"""Buttons. What they carry is short and leads to a row of the database, so they work after restarts and months."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from enum import StrEnum
from uuid import UUID

from aiogram.filters.callback_data import CallbackData
from aiogram.types import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup

from bot.drawing import grammar
from bot.drawing.ports.providers import Models
from bot.drawing.values.generations import Generation
from bot.drawing.values.reasons import KEPT, Reason
from bot.drawing.values.requests import Request
from bot.drawing.values.specs import Spec
from bot.wording.details import model_of
from bot.wording.lengths import beginning, units
from bot.wording.texts import Locale


class Action(StrEnum):
    """What a button does: the first ones with a whole request, the others with one of its pictures."""

    CANCEL = "cancel"  #: take the request back
    RESEND = "resend"  #: bring pictures that may not have arrived
    RETRY = "retry"  #: ask once more for what failed
    LATER = "later"  #: ask for what was turned away, when that works again
    AGAIN_ALL = "again-all"  #: draw as many other ones
    FILES = "files"  #: bring all originals
    AGAIN = "again"  #: draw another one
    EDIT = "edit"  #: ask for other words
    FILE = "file"  #: bring the original
    SHOW = "show"  #: bring one picture of a sheet in full
    LINK = "link"  #: share the words by a link
    DELETE = "delete"  #: remove the message with the button; a whole sheet has the button of its first picture
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


INLINE_LIMIT = 256
"""UTF-16 units of an inline query."""

UNSET = "-"
"""What a button carries for nothing of one's own: no style, Telegram's language."""

ROW = 5
"""How many numbers of a contact sheet stand in a row at most."""

_RETRIED = frozenset(
    {
        Reason.CANCELLED,
        Reason.DECLINED,
        Reason.UNAVAILABLE,
        Reason.FAILED,
        Reason.BUSY,
        Reason.UNREACHABLE,
        Reason.SILENT,
        Reason.OUTLASTED,
        Reason.UNANSWERED,
        Reason.INTERRUPTED,
        Reason.LOST,
        Reason.UNDECODED,
        Reason.BROKEN,
        Reason.MISSING,
        Reason.BUG,
        Reason.MUTED,
        Reason.TIMEOUT,
    }
)
"""What may go well another time."""


def progress(locale: Locale, request: Request) -> InlineKeyboardMarkup:
    """Under a placeholder, the same for as long as it is a text: by this it is told from every other message."""
    return _markup([_cancel(locale, request)])


def unfinished(locale: Locale, request: Request) -> InlineKeyboardMarkup:
    """Under a contact sheet that is not full yet; the number of a picture that is still to come answers when."""
    return _markup(*_numbers((*request.drawn, *request.live)), [_cancel(locale, request)])


def ending(locale: Locale, request: Request) -> InlineKeyboardMarkup | None:
    """Under the sentence that there is no picture: the way out, where there is one."""
    ways = []
    if request.reason in KEPT and request.drawn and not request.is_elsewhere:
        ways.append(_button(locale, Action.RESEND, request.id))
    elif request.reason in _RETRIED:
        ways.append(_button(locale, Action.RETRY, request.id))
    asks = not request.origin.is_inline  # there is nobody to ask in an inline message's chat
    if asks and (request.reason in _RETRIED or request.reason is Reason.REFUSED):
        ways.append(_button(locale, Action.EDIT, request.of(1).id))
    return _markup(ways) if ways else None


def finished(
    locale: Locale, request: Request, generation: Generation | None, models: Models, username: str
) -> InlineKeyboardMarkup:
    """Under a delivered request's own message: its only ``generation``, or None for a contact sheet.

    ``username`` is the bot's, for links.
    """
    if request.origin.is_inline:
        return _inline(locale, request, generation, username)
    if generation is not None:
        return picture(locale, request, generation, models)
    first = (request.drawn or request.generations)[0]
    rest = [_button(locale, Action.FILES, request.id), _button(locale, Action.AGAIN_ALL, request.id)]
    last = [_button(locale, action, first.id) for action in (Action.LINK, Action.DELETE)]
    return _markup(*_numbers(request.drawn), rest, last)


def picture(locale: Locale, request: Request, generation: Generation, models: Models) -> InlineKeyboardMarkup:
    """Under one picture in a chat with the bot, the only one of its request or one of a contact sheet in full."""
    again = [_button(locale, action, generation.id) for action in (Action.AGAIN, Action.RATIOS, Action.STYLES)]
    rest = [_button(locale, action, generation.id) for action in (Action.EDIT, Action.FILE)]
    if model_of(models, request, generation).seeds:
        rest.append(_copy(locale.say("button-seed"), str(generation.seed)))
    last = [_button(locale, action, generation.id) for action in (Action.LINK, Action.DELETE)]
    return _markup(again, rest, last)


def with_link(locale: Locale, markup: InlineKeyboardMarkup, data: str, link: str) -> InlineKeyboardMarkup:
    """The same buttons, but for the one that carries ``data``: it copies a link now."""
    copied = _copy(locale.say("button-copy-link"), link)
    return _markup(*([copied if one.callback_data == data else one for one in row] for row in markup.inline_keyboard))


def _inline(locale: Locale, request: Request, generation: Generation | None, username: str) -> InlineKeyboardMarkup:
    """Under pictures in a chat where the bot may not be: a number leads to the chat with it."""
    again = InlineKeyboardButton(text=locale.say("button-again"), switch_inline_query_current_chat=_typed(request.spec))
    one = generation or (request.drawn or request.generations)[0]
    own = InlineKeyboardButton(text=locale.say("button-own"), url=deep_link(username, one))
    numbers = [
        InlineKeyboardButton(text=str(each.position), url=picture_link(username, each))
        for each in (request.drawn if generation is None else ())
    ]
    return _markup(*_balanced(numbers), [again, own])


def _typed(spec: Spec) -> str:
    """What somebody would type inline to have it drawn once more, with as much of the words as may be typed."""
    room = INLINE_LIMIT - units(grammar.written(replace(spec, prompt="")))
    return grammar.written(replace(spec, prompt=beginning(spec.prompt, room)))


def shared_link(username: str, token: str) -> str:
    """What opens the words that somebody shared in the chat with the bot."""
    return f"https://t.me/{username}?start=s{token}"


def deep_link(username: str, generation: Generation) -> str:
    """What opens the words of a picture that was posted inline in the chat with the bot."""
    return f"https://t.me/{username}?start={generation.id.hex}"


def picture_link(username: str, generation: Generation) -> str:
    """What opens one picture of an inline contact sheet in the chat with the bot."""
    return f"https://t.me/{username}?start=p{generation.id.hex}"


def or_unset(value: str) -> str | None:
    """What a button means: its value, or nothing."""
    return None if value == UNSET else value


OFFER = "offer"
"""What the button under the question carries whether plain words are to be drawn: the words are in the message."""

HELP = "help"
"""What the button under a sentence about wrong flags carries."""


class Page(CallbackData, prefix="h"):
    """A leaf of somebody's history."""

    user_id: int
    offset: int


class Take(CallbackData, prefix="i"):
    """Draw what was typed inline: the key of the inline draft, and a style."""

    key: str
    style: str = ""


def how_to_ask(locale: Locale) -> InlineKeyboardMarkup:
    """Under the sentence that says what is wrong with a request."""
    return menu([(locale.say("button-help"), HELP)], 1)


def later(locale: Locale, request: UUID) -> InlineKeyboardMarkup:
    """Under the sentence that a limit is reached."""
    return _markup([_button(locale, Action.LATER, request)])


def postponed(locale: Locale, request: UUID) -> InlineKeyboardMarkup:
    """Under the sentence when a request is begun."""
    return _markup([_button(locale, Action.CANCEL, request)])


def offer(locale: Locale) -> InlineKeyboardMarkup:
    """Under the question whether plain words are to be drawn."""
    return menu([(locale.say("button-draw"), OFFER)], 1)


def pages(locale: Locale, user_id: int, offset: int, size: int) -> InlineKeyboardMarkup | None:
    """Under a picture of somebody's history; None where it is the only one."""
    ways = {"newer": offset - 1, "older": offset + 1}
    row = [
        (locale.say(f"button-{way}"), Page(user_id=user_id, offset=to).pack())
        for way, to in ways.items()
        if 0 <= to < size
    ]
    return menu(row, 2) if row else None


def take(locale: Locale, key: str, style: str) -> InlineKeyboardMarkup:
    """Under an inline message that is not being drawn yet."""
    return menu([(locale.say("button-draw"), Take(key=key, style=style).pack())], 1)


def shared(locale: Locale, generation: Generation) -> InlineKeyboardMarkup:
    """Under the words of somebody's picture that a link led to."""
    return menu([(locale.say("button-draw"), Press(action=Action.AGAIN, id=generation.id).pack())], 1)


def back_inline(locale: Locale) -> InlineKeyboardMarkup:
    """The way back to the chat in which somebody was typing."""
    return _markup([InlineKeyboardButton(text=locale.say("button-back-inline"), switch_inline_query="")])


def menu(choices: Sequence[tuple[str, str]], columns: int, last: tuple[str, str] | None = None) -> InlineKeyboardMarkup:
    """Buttons by text and callback data; the ``last`` one in a row of its own."""
    rows = [*_rows([_pressed(*choice) for choice in choices], columns), *([[_pressed(*last)]] if last else [])]
    return _markup(*rows)


def _numbers(generations: Iterable[Generation]) -> Iterator[list[InlineKeyboardButton]]:
    """A button for each of these pictures, by its number on the contact sheet."""
    in_order = sorted(generations, key=lambda one: one.position)
    return _balanced([_named(str(one.position), Action.SHOW, one.id) for one in in_order])


def _cancel(locale: Locale, request: Request) -> InlineKeyboardButton:
    return _button(locale, Action.CANCEL, request.id)


def _button(locale: Locale, action: Action, row: UUID) -> InlineKeyboardButton:
    name = Action.AGAIN if action is Action.AGAIN_ALL else action
    return _named(locale.say(f"button-{name}"), action, row)


def _named(text: str, action: Action, row: UUID, value: str = "") -> InlineKeyboardButton:
    return _pressed(text, Press(action=action, id=row, value=value).pack())


def _pressed(text: str, data: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(text=text, callback_data=data)


def _copy(text: str, copied: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(text=text, copy_text=CopyTextButton(text=copied))


def _balanced(buttons: list[InlineKeyboardButton]) -> Iterator[list[InlineKeyboardButton]]:
    """Rows that are equally long, or the last one shorter by one."""
    rows = -(-len(buttons) // ROW)
    return _rows(buttons, -(-len(buttons) // rows)) if rows else iter(())


def _rows(buttons: list[InlineKeyboardButton], columns: int) -> Iterator[list[InlineKeyboardButton]]:
    for start in range(0, len(buttons), columns):
        yield buttons[start : start + columns]


def _markup(*rows: list[InlineKeyboardButton]) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(inline_keyboard=list(rows))
