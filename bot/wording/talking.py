"""What the bot says to whatever is no request yet, with the way on; and what the buttons there carry."""

from hashlib import blake2s
from uuid import UUID

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardMarkup

from bot.drawing.policy.talk import Talk
from bot.drawing.values.generations import Generation
from bot.wording import helping, keyboards, suggestions
from bot.wording.lengths import TEXT_LIMIT, length
from bot.wording.suggestions import Suggestion
from bot.wording.texts import Html, Locale, command_of_bot, escaped

Said = tuple[Html, InlineKeyboardMarkup | None]
"""A message: its words, and its buttons."""

_EXAMPLES = frozenset({Talk.HELLO, Talk.ASSENT, Talk.LINK, Talk.NOISE})
"""What is answered with an example that can be drawn."""

_DIGEST = 4
"""Bytes by which it is noticed that words were changed."""


class Do(CallbackData, prefix="do"):
    """Do as if this command was sent: who presses asks for themselves."""

    command: str


class Change(CallbackData, prefix="ch"):
    """Draw a picture, or with ``whole`` its request, changed by the words that the message answers; or do not.

    The words are known by a digest: where they were changed since, they are shown anew before they are drawn.
    """

    id: UUID
    whole: bool
    sure: bool
    digest: str


class Same(CallbackData, prefix="sa"):
    """Draw the picture whose words are shown, with its seed."""

    id: UUID


class CallOff(CallbackData, prefix="co"):
    """Take back everything that somebody waits for in the chat; or let it be drawn."""

    user_id: int
    sure: bool


def small_talk(locale: Locale, talk: Talk) -> Said:
    """An answer to what is no picture to draw."""
    if talk is Talk.HELP:
        return helping.page(locale)
    return locale.say(f"talk-{talk}"), _draw(locale, "button-draw") if talk in _EXAMPLES else None


def stray(locale: Locale, kind: str, words: str = "") -> Said:
    """An answer to what is not made of words, but perhaps has ``words`` below it: these can be drawn."""
    if words and (shown := suggestions.command(words)) is not None:
        return locale.say("stray-words", kind=kind, command=shown), _draw(locale, "button-draw-words")
    return locale.say("stray", kind=kind), _draw(locale, "button-draw")


def pictureless(locale: Locale, words: str) -> Said:
    """That no model takes the picture in; the words alone can be drawn, where there are any."""
    if not words:
        return locale.say("picture-not-taken"), _draw(locale, "button-draw")
    shown = suggestions.command(words)
    if shown is None:  # they stand above
        return locale.say("picture-not-taken-long"), None
    return locale.say("picture-not-taken-words", command=shown), _draw(locale, "button-draw-words")


def meant_draw(locale: Locale, written: str, words: str) -> Said:
    """That a command there is not may have been meant to draw these words."""
    shown = suggestions.command(words)
    if shown is None:
        return locale.say("meant-draw-long", written=written), None
    return locale.say("meant-draw", written=written, command=shown), suggestions.buttons(locale)


def meant_command(locale: Locale, written: str, command: str) -> Said:
    """The same of another command."""
    return locale.say("meant-command", written=written, command=command_of_bot(command)), do(command)


def unknown(locale: Locale, written: str, words: str) -> Said:
    """That there is no such command, nor one like it; words after it can be drawn."""
    if words and (shown := suggestions.command(words)) is not None:
        return locale.say("unknown-command-words", written=written, command=shown), _draw(locale, "button-draw-words")
    return locale.say("unknown-command", written=written), do("help")


def do(command: str) -> InlineKeyboardMarkup:
    """A button that does what a command does."""
    return keyboards.menu([(f"/{command}", Do(command=command).pack())], 1)


def change(locale: Locale, words: str, generation: Generation, *, whole: bool, reply: str, talk: Talk) -> Said:
    """Whether these words are to be drawn, to which the ``reply`` changes a picture, if it is no ``talk``."""
    opening = talk.value if talk in (Talk.THANKS, Talk.PRAISE, Talk.COMPLAINT) else "none"
    room = TEXT_LIMIT - length(locale.say("change", talk=opening, prompt=""))
    text = locale.say("change", talk=opening, prompt=escaped(words, room))
    carried = Change(id=generation.id, whole=whole, sure=True, digest=digest(reply))
    yes = locale.say("button-change"), carried.pack()
    no = locale.say("button-no-change"), carried.model_copy(update={"sure": False}).pack()
    return text, keyboards.menu([yes, no], 2, first=keyboards.Style.MAIN)


def digest(words: str) -> str:
    """What words are known by."""
    return blake2s(words.encode("utf-8", "replace"), digest_size=_DIGEST).hexdigest()


def same(locale: Locale, generation: Generation) -> InlineKeyboardMarkup:
    """Under the words of somebody's picture that a link led to."""
    return keyboards.menu([(locale.say("button-draw"), Same(id=generation.id).pack())], 1, first=keyboards.Style.MAIN)


def call_off(locale: Locale, user_id: int, count: int) -> Said:
    """Whether all of several requests are to be taken back."""
    yes = locale.say("button-call-off"), CallOff(user_id=user_id, sure=True).pack()
    no = locale.say("button-go-on"), CallOff(user_id=user_id, sure=False).pack()
    return locale.say("call-off", count=count), keyboards.menu([yes, no], 2)


def _draw(locale: Locale, label: str) -> InlineKeyboardMarkup:
    """A button with this label that draws the command that the message shows."""
    return keyboards.menu([(locale.say(label), Suggestion().pack())], 1, first=keyboards.Style.MAIN)
