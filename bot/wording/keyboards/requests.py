"""What stands under a request's message, from its placeholder to its picture: the first buttons, always few."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from uuid import UUID

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.drawing import grammar
from bot.drawing.values.generations import Generation
from bot.drawing.values.reasons import KEPT, Reason
from bot.drawing.values.requests import Request
from bot.drawing.values.specs import Spec
from bot.wording.keyboards.links import deep_link, picture_link
from bot.wording.keyboards.presses import BUY, Action, Press
from bot.wording.keyboards.rows import Style, balanced, copying, fitting, markup, pressed
from bot.wording.lengths import beginning, units
from bot.wording.texts import Locale

INLINE_LIMIT = 256
"""UTF-16 units of an inline query."""

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
    return markup([button(locale, Action.CANCEL, request.id)])


def unfinished(locale: Locale, request: Request) -> InlineKeyboardMarkup:
    """Under a contact sheet that is not full yet; the number of a picture that is still to come answers when."""
    return markup(*_numbers((*request.drawn, *request.live)), [button(locale, Action.CANCEL, request.id)])


def ending(locale: Locale, request: Request) -> InlineKeyboardMarkup | None:
    """Under the sentence that there is no picture: the way out, where there is one."""
    ways = []
    if request.reason in KEPT and request.drawn and not request.is_elsewhere:
        ways.append(button(locale, Action.RESEND, request.id))
    elif request.reason in _RETRIED:
        ways.append(button(locale, Action.RETRY, request.id))
    asks = not request.origin.is_inline  # there is nobody to ask in an inline message's chat
    if asks and (request.reason in _RETRIED or request.reason is Reason.REFUSED):
        ways.append(button(locale, Action.EDIT, request.of(1).id))
    return markup(*fitting(ways, 2)) if ways else None


def finished(locale: Locale, request: Request, generation: Generation | None, username: str) -> InlineKeyboardMarkup:
    """Under a delivered request's own message: its only ``generation``, or None for a contact sheet.

    ``username`` is the bot's, for links.
    """
    if request.origin.is_inline:
        return _inline(locale, request, generation, username)
    return sheet(locale, request) if generation is None else picture(locale, generation)


def picture(locale: Locale, generation: Generation) -> InlineKeyboardMarkup:
    """Under one picture in a chat with the bot, the only one of its request or one of a contact sheet in full."""
    return markup([button(locale, action, generation.id) for action in (Action.AGAIN, Action.EDIT, Action.MORE)])


def sheet(locale: Locale, request: Request) -> InlineKeyboardMarkup:
    """Under a contact sheet in a chat with the bot."""
    all_of_it = [button(locale, action, request.leading.id) for action in (Action.EDIT, Action.MORE)]
    return markup(*_numbers(request.drawn), [button(locale, Action.AGAIN_ALL, request.id), *all_of_it])


def with_link(locale: Locale, buttons: InlineKeyboardMarkup, data: str, link: str) -> InlineKeyboardMarkup:
    """The same buttons, but for the one that carries ``data``: it copies a link now."""
    copied = copying(locale.say("button-copy-link"), link)
    return markup(*([copied if one.callback_data == data else one for one in row] for row in buttons.inline_keyboard))


def later(locale: Locale, request: UUID, *, payable: bool = False) -> InlineKeyboardMarkup:
    """Under the sentence that a limit is reached; ``payable``: it is none for who buys pictures."""
    ways = [button(locale, Action.LATER, request)]
    return markup(ways, [pressed(locale.say("button-buy"), BUY)]) if payable else markup(ways)


def postponed(locale: Locale, request: UUID) -> InlineKeyboardMarkup:
    """Under the sentence when a request is begun."""
    return markup([button(locale, Action.CANCEL, request)])


def button(locale: Locale, action: Action, row: UUID, style: Style | None = None) -> InlineKeyboardButton:
    """A button that is called by what it does."""
    name = Action.AGAIN if action is Action.AGAIN_ALL else action
    return pressed(locale.say(f"button-{name}"), Press(action=action, id=row).pack(), style)


def _inline(locale: Locale, request: Request, generation: Generation | None, username: str) -> InlineKeyboardMarkup:
    """Under pictures in a chat where the bot may not be: a number leads to the chat with it."""
    again = InlineKeyboardButton(text=locale.say("button-again"), switch_inline_query_current_chat=_typed(request.spec))
    one = generation or request.leading
    own = InlineKeyboardButton(text=locale.say("button-own"), url=deep_link(username, one))
    numbers = [
        InlineKeyboardButton(text=str(each.position), url=picture_link(username, each))
        for each in (request.drawn if generation is None else ())
    ]
    return markup(*balanced(numbers, ROW), *fitting([again, own], 2))


def _typed(spec: Spec) -> str:
    """What somebody would type inline to have it drawn once more, with as much of the words as may be typed."""
    room = INLINE_LIMIT - units(grammar.written(replace(spec, prompt="")))
    return grammar.written(replace(spec, prompt=beginning(spec.prompt, room)))


def _numbers(generations: Iterable[Generation]) -> Iterator[list[InlineKeyboardButton]]:
    """A button for each of these pictures, by its number on the contact sheet."""
    in_order = sorted(generations, key=lambda one: one.position)
    shown = [(str(one.position), Press(action=Action.SHOW, id=one.id)) for one in in_order]
    return balanced([pressed(number, press.pack()) for number, press in shown], ROW)
