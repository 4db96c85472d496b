"""What is wrong with a request, said with the right one of the same person: to be copied, or drawn by a press."""

from collections.abc import Callable, Mapping

from aiogram.types import InlineKeyboardMarkup

from bot.drawing.corrections import Choice, Correction
from bot.drawing.flags import ALL, SHAPES
from bot.drawing.ports.providers import Models
from bot.drawing.values.styles import PRESETS, is_russian
from bot.errors import FlagValueMissing, PalitraError, PresetUnknown
from bot.wording import keyboards, suggestions
from bot.wording.labels import label_of
from bot.wording.suggestions import Suggestion
from bot.wording.texts import Html, Locale

CARRIED = 64
"""Bytes that a button carries at most."""


def sentence(locale: Locale, error: PalitraError) -> Html:
    """What is wrong; presets are called as they are in the person's language."""
    if not isinstance(error, PresetUnknown) or error.nearest == "none":
        return locale.error(error)
    named = ", ".join(label_of(error.flag, name, locale) for name in error.nearest.split(", "))
    return locale.error(PresetUnknown(error.flag, error.value, named, error.elsewhere))


def told(locale: Locale, correction: Correction, models: Models) -> tuple[Html, InlineKeyboardMarkup]:
    """What is wrong, the right command, and buttons that draw it, or draw it with one of the choices."""
    is_shown = correction.text is not None and suggestions.command(correction.text) is not None
    buttons = _buttons(locale, correction, models) if is_shown else keyboards.how_to_ask(locale)
    return why(locale, correction.error, correction), buttons


def why(locale: Locale, error: PalitraError, correction: Correction | None) -> Html:
    """What is wrong, and the right command where it is known and short enough to be shown."""
    wrong = sentence(locale, correction.error if correction else error)
    if correction is None:
        return wrong
    if correction.wordless:
        return locale.say("corrected-wordless", sentence=wrong)
    command = suggestions.command(correction.text) if correction.text is not None else None
    return wrong if command is None else locale.say("corrected", sentence=wrong, command=command)


def labels(locale: Locale, choices: tuple[Choice, ...], models: Models) -> list[tuple[str, Suggestion]]:
    """Choices as people read them; one that no button can carry is left out."""
    known = [(_label(locale, choice, models), Suggestion(flag=choice[0], value=choice[1])) for choice in choices]
    return [(label, one) for label, one in known if _is_carried(one)]


def _buttons(locale: Locale, correction: Correction, models: Models) -> InlineKeyboardMarkup:
    choices = labels(locale, correction.choices, models)
    is_missing = isinstance(correction.error, FlagValueMissing)
    return suggestions.buttons(locale, choices, first=is_missing, beside=keyboards.how_to_ask(locale))


def _label(locale: Locale, choice: Choice, models: Models) -> str:
    flag, value = choice
    return _LABELS.get(flag, _plain)(locale, flag, value) if flag != "model" else models[value].title


def _shape(locale: Locale, _flag: str, name: str) -> str:
    if name not in SHAPES or locale.language != "ru":
        return name
    spellings = next(flag.spellings for flag in ALL if flag.name == name)
    return next(filter(is_russian, spellings), name)


def _preset(locale: Locale, flag: str, name: str) -> str:
    return label_of(flag, name, locale)


def _plain(_locale: Locale, _flag: str, value: str) -> str:
    return value


_LABELS: Mapping[str, Callable[[Locale, str, str], str]] = {"ar": _shape, **dict.fromkeys(PRESETS, _preset)}
"""What values of flags are called."""


def _is_carried(one: Suggestion) -> bool:
    return one.__separator__ not in one.value and len(f"so|{one.flag}|{one.value}".encode()) <= CARRIED
