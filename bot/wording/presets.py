"""/styles: every preset of a kind on one picture, and buttons that tell how each is asked for."""

from importlib.resources import files
from pathlib import Path

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.drawing import grammar
from bot.drawing.values.requests import Request
from bot.drawing.values.specs import Draft
from bot.drawing.values.styles import PRESETS
from bot.wording import suggestions
from bot.wording.labels import label, label_of
from bot.wording.texts import Html, Locale

SHEETS = Path(str(files(__package__))) / "sheets"
"""Where the pictures are; ``make screenshots`` makes them."""


class PresetPage(CallbackData, prefix="ps"):
    """The presets of a kind; or how the one that is named is asked for."""

    kind: str
    preset: str = ""

    @property
    def is_known(self) -> bool:
        """Whether there is such a kind, and such a preset of it."""
        names = {"", *(preset.name for preset in PRESETS.get(self.kind, ()))}
        return self.kind in PRESETS and self.preset in names


def sheet(locale: Locale, kind: str) -> Path:
    """The picture of a kind, labeled in a language."""
    return SHEETS / f"{kind}-{locale.language}.jpeg"


def caption(locale: Locale, kind: str) -> Html:
    """What stands under it."""
    return locale.say("presets", kind=kind)


def buttons(locale: Locale, kind: str) -> InlineKeyboardMarkup:
    """A button for each preset of a kind, and in the last row one for each other kind."""
    named = [(label(preset, locale), PresetPage(kind=kind, preset=preset.name).pack()) for preset in PRESETS[kind]]
    return InlineKeyboardMarkup(inline_keyboard=[*suggestions.packed(named), _kinds(locale, kind)])


def _kinds(locale: Locale, shown: str) -> list[InlineKeyboardButton]:
    return [
        InlineKeyboardButton(text=locale.say(f"kind-{kind}"), callback_data=PresetPage(kind=kind).pack())
        for kind in PRESETS
        if kind != shown
    ]


def asked_for(locale: Locale, page: PresetPage, last: Request | None) -> tuple[Html, InlineKeyboardMarkup]:
    """How a preset is asked for: with the words that somebody drew last, or with an example."""
    value = label_of(page.kind, page.preset, locale)
    own = suggestions.command(_with(last, page.kind, value)) if last is not None else None
    example = suggestions.command(f"{locale.say('ask-placeholder')} --{page.kind} {value}")
    text = locale.say(
        "preset-asked-for",
        flag=f"--{page.kind} {value}",
        command=own or example or "",
        words="own" if own else "example",
    )
    return text, suggestions.buttons(locale)


def _with(last: Request, kind: str, value: str) -> str:
    """What was drawn last, with another preset."""
    spec = last.spec
    before = Draft(prompt=spec.prompt, ratio=spec.ratio, looks=spec.looks)
    return grammar.with_flag(grammar.text_of(before), kind, value)
