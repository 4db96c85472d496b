"""The menus under a picture: what may be chosen there, and so what a press may say."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from aiogram.types import InlineKeyboardMarkup

from bot.drawing.values.generations import Generation
from bot.drawing.values.requests import Request
from bot.drawing.values.styles import PRESETS
from bot.wording import keyboards
from bot.wording.keyboards import Action, Press
from bot.wording.labels import label
from bot.wording.texts import Locale

RATIOS = ("1:1", "4:3", "3:2", "16:9", "2:1", "3:4", "2:3", "9:16", "1:2")
"""The shapes of the menu; any other can be written with --ar."""

Choices = Callable[[Locale, Request], Iterator[tuple[str, str]]]
"""What a request may be drawn in once more: labels and values."""


def _ratios(_locale: Locale, request: Request) -> Iterator[tuple[str, str]]:
    return ((ratio, ratio.replace(":", "x")) for ratio in RATIOS if ratio != str(request.spec.ratio))


def _styles(locale: Locale, request: Request) -> Iterator[tuple[str, str]]:
    current = request.spec.looks.style
    for preset in PRESETS["style"]:
        if preset.name != current:
            yield label(preset, locale), preset.name
    if current is not None:
        yield locale.say("no-style"), keyboards.UNSET


@dataclass(frozen=True, slots=True)
class Menu:
    """Choices in so many columns; ``choice`` is what their buttons do."""

    choice: Action
    columns: int
    choices: Choices


MENUS: Mapping[Action, Menu] = {
    Action.RATIOS: Menu(Action.RATIO, 4, _ratios),
    Action.STYLES: Menu(Action.STYLE, 3, _styles),
}
"""The menus by what opens them."""


def buttons(opener: Action, locale: Locale, request: Request, generation: Generation) -> InlineKeyboardMarkup:
    """A menu instead of a picture's buttons, with the way back to those."""
    menu = MENUS[opener]
    choices = [
        (text, Press(action=menu.choice, id=generation.id, value=value).pack())
        for text, value in menu.choices(locale, request)
    ]
    back = locale.say("button-back"), Press(action=Action.BACK, id=generation.id).pack()
    return keyboards.menu(choices, menu.columns, back)


def is_offered(press: Press, locale: Locale, request: Request) -> bool:
    """Whether a button about this request carries such a value: one of its menu's; none where it is in no menu."""
    choices = (menu.choices(locale, request) for menu in MENUS.values() if menu.choice is press.action)
    return press.value in {value for _, value in next(choices, iter([("", "")]))}
