"""Better words for a picture: asked for, shown, and what can be done with them; and what the buttons there carry.

The message holds all there is to know: the command as somebody wrote it is the first of its words that are set as
code, what is suggested the last.
"""

from enum import StrEnum

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardMarkup

from bot.errors import ImprovingError, ImprovingUsedUp, WordsNotImproved
from bot.wording import keyboards
from bot.wording.keyboards import Style
from bot.wording.suggestions import Suggestion
from bot.wording.texts import Html, Locale, escaped, joined

Said = tuple[Html, InlineKeyboardMarkup | None]
"""A message: its words, and its buttons."""

MOST = 4
"""So many suggestions are made for the same words."""

_LIMIT = 1600
"""UTF-16 units of a command here; two of them stand in one message."""


class Step(StrEnum):
    """What a press is for."""

    OFFERED = "offered"  #: improve the words that the message answers
    ANOTHER = "another"  #: suggest other ones, for the last are not liked; or try again
    WRITTEN = "written"  #: draw the command as it was written


class Improve(CallbackData, prefix="im"):
    """Something about better words. ``tries`` suggestions were made before; the words are a ``picture``'s."""

    step: Step
    tries: int = 0
    picture: bool = False


def offered(locale: Locale, *, improves: bool) -> InlineKeyboardMarkup:
    """Under the question whether plain words are to be drawn; where words are ``improved``, with a button for that."""
    draw = locale.say("button-draw"), keyboards.OFFER
    return keyboards.menu([draw, *([_improve(locale)] if improves else [])], 2, first=Style.MAIN)


def waiting(locale: Locale, written: str, state: Improve) -> Said:
    """That it is being done, and what to do where nothing comes."""
    ways = [*_as_written(locale, state), _again(locale, state)]
    return locale.say("improving", written=_command(written)), keyboards.menu(ways, 2)


def suggested(locale: Locale, written: str, command: str, state: Improve) -> Said:
    """What is suggested, below what was written; ``state`` counts it."""
    draw = keyboards.pressed(locale.say("button-draw-so"), Suggestion().pack(), Style.MAIN)
    another = state.model_copy(update={"step": Step.ANOTHER})
    more = [(locale.say("button-other-words"), another.pack())] if state.tries < MOST else []
    rest = keyboards.menu([*more, *_as_written(locale, state)], 2).inline_keyboard
    text = locale.say("improved", written=_command(written), command=_command(command))
    return text, keyboards.markup([draw], *rest)


def failed(locale: Locale, written: str, error: ImprovingError, state: Improve, before: str | None = None) -> Said:
    """Why nothing is suggested; the words, and what was suggested ``before``, are still there, to be drawn."""
    sentence = locale.error(error)
    if before is not None:
        text, buttons = suggested(locale, written, before, state)
        return joined([sentence, text], "\n\n"), buttons
    text = locale.say("improved-not", sentence=sentence, written=_command(written))
    ways = [*_as_written(locale, state), *([] if _is_final(error) else [_again(locale, state)])]
    return text, keyboards.menu(ways, 2) if ways else None


def _command(text: str) -> Html:
    return escaped(f"/draw {text}", _LIMIT)


def _improve(locale: Locale) -> tuple[str, str]:
    return locale.say("button-improve"), Improve(step=Step.OFFERED).pack()


def _again(locale: Locale, state: Improve) -> tuple[str, str]:
    return locale.say("button-retry"), state.model_copy(update={"step": Step.ANOTHER}).pack()


def _as_written(locale: Locale, state: Improve) -> list[tuple[str, str]]:
    """The way to draw it as it is; a picture's own words were drawn before."""
    written = state.model_copy(update={"step": Step.WRITTEN})
    return [] if state.picture else [(locale.say("button-as-written"), written.pack())]


def _is_final(error: ImprovingError) -> bool:
    """Whether another try would end the same."""
    return isinstance(error, ImprovingUsedUp) or (isinstance(error, WordsNotImproved) and error.why == "refused")
