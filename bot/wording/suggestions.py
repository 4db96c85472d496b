"""A command that is right, to be drawn by one press: it is the last thing that the message sets as code."""

from collections.abc import Sequence

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.wording.keyboards import Style, fitting, pressed
from bot.wording.lengths import length
from bot.wording.texts import Html, Locale, escaped

COMMAND_LIMIT = 3000
"""UTF-16 units of a command that is suggested: it has to stand whole in a message that says something besides."""


_COLUMNS = 3
"""So many choices stand in a row at most."""


class Suggestion(CallbackData, prefix="so", sep="|"):
    """Draw the command that the message shows, with this ``value`` of a ``flag`` where they are named."""

    flag: str = ""
    value: str = ""


Choices = Sequence[tuple[str, Suggestion]]
"""Labels, and what a press of each draws."""


def buttons(
    locale: Locale, choices: Choices = (), *, first: bool = False, beside: InlineKeyboardMarkup | None = None
) -> InlineKeyboardMarkup:
    """Under a message that shows a command: to draw it so, or with one of these choices, which may come ``first``.

    Other buttons may stand ``beside`` the one that draws it as it is.
    """
    draw = pressed(locale.say("button-draw-so"), Suggestion().pack(), Style.MAIN)
    own = [[draw, *(button for row in (beside.inline_keyboard if beside else ()) for button in row)]]
    others = packed([(label, one.pack()) for label, one in choices])
    return InlineKeyboardMarkup(inline_keyboard=[*others, *own] if first else [*own, *others])


def packed(choices: Sequence[tuple[str, str]]) -> list[list[InlineKeyboardButton]]:
    """Buttons by text and callback data, as many in a row as a phone shows whole."""
    return list(fitting([pressed(*choice) for choice in choices], _COLUMNS))


def command(text: str) -> Html | None:
    """A command as the message shows it; None where it is too long to stand there whole."""
    shown = escaped(f"/draw {text}", COMMAND_LIMIT)
    return shown if length(f"/draw {text}") <= COMMAND_LIMIT else None
