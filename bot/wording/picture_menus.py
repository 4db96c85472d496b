"""The menus under a picture or a sheet: what may be chosen there, and so what a press may say."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.drawing.ports.providers import Models
from bot.drawing.values.generations import Generation
from bot.drawing.values.requests import Request
from bot.drawing.values.styles import PRESETS
from bot.wording import keyboards
from bot.wording.details import model_of
from bot.wording.keyboards import REQUEST_ACTIONS, Action, Press, Style, Undo
from bot.wording.labels import label
from bot.wording.texts import Locale

RATIOS = ("1:1", "4:3", "3:2", "16:9", "2:1", "3:4", "2:3", "9:16", "1:2")
"""The shapes of the menu; any other can be written with --ar."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """What a message shows: one picture, or the ``whole`` sheet.

    ``as_file``: it is the original. ``improves``: better words can be suggested.
    """

    request: Request
    generation: Generation
    whole: bool = False
    as_file: bool = False
    improves: bool = False


Maker = Callable[[Locale, Topic, Models], InlineKeyboardButton]
"""What makes a button."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A button behind More, and what it is shown for."""

    make: Maker
    shown: Callable[[Topic, Models], bool]


def _does(action: Action, style: Style | None = None) -> Maker:
    """What makes a button of this action."""

    def make(locale: Locale, topic: Topic, _models: Models) -> InlineKeyboardButton:
        row = topic.request.id if action in REQUEST_ACTIONS else topic.generation.id
        return keyboards.button(locale, action, row, style)

    return make


def _seed(locale: Locale, topic: Topic, _models: Models) -> InlineKeyboardButton:
    return keyboards.copying(locale.say("button-seed"), str(topic.generation.seed))


def _of_one(topic: Topic, _models: Models) -> bool:
    return not topic.whole


def _seeded(topic: Topic, models: Models) -> bool:
    return not topic.whole and model_of(models, topic.request, topic.generation).seeds


ENTRIES: tuple[Entry, ...] = (
    Entry(_does(Action.STYLES), _of_one),
    Entry(_does(Action.RATIOS), _of_one),
    Entry(_does(Action.FILE), lambda topic, _models: not topic.whole and not topic.as_file),
    Entry(_does(Action.FILES), lambda topic, _models: topic.whole),
    Entry(_seed, _seeded),
    Entry(_does(Action.IMPROVE), lambda topic, _models: not topic.whole and topic.improves),
    Entry(_does(Action.LINK), lambda _topic, _models: True),
    Entry(_does(Action.DELETE, Style.DANGER), lambda _topic, _models: True),
)
"""What is behind More, in its order."""

COLUMNS = 3
"""So many of these stand in a row at most."""

Choices = Callable[[Locale, Request], Iterator[tuple[str, str]]]
"""What a request may be drawn in once more: labels and values."""


def _ratios(_locale: Locale, _request: Request) -> Iterator[tuple[str, str]]:
    return ((ratio, ratio.replace(":", "x")) for ratio in RATIOS)


def _styles(locale: Locale, _request: Request) -> Iterator[tuple[str, str]]:
    yield from ((label(preset, locale), preset.name) for preset in PRESETS["style"])
    yield locale.say("no-style"), keyboards.UNSET


@dataclass(frozen=True, slots=True)
class Menu:
    """Choices in so many columns at most; ``choice`` is what their buttons do, ``current`` what is so already."""

    choice: Action
    columns: int
    choices: Choices
    current: Callable[[Request], str]


MENUS: Mapping[Action, Menu] = {
    Action.RATIOS: Menu(Action.RATIO, 4, _ratios, lambda request: str(request.spec.ratio).replace(":", "x")),
    Action.STYLES: Menu(Action.STYLE, 3, _styles, lambda request: request.spec.looks.style or keyboards.UNSET),
}
"""The menus by what opens them."""


def first(locale: Locale, topic: Topic) -> InlineKeyboardMarkup:
    """What stands under a message before anything is opened there."""
    return keyboards.sheet(locale, topic.request) if topic.whole else keyboards.picture(locale, topic.generation)


def more(locale: Locale, topic: Topic, models: Models) -> InlineKeyboardMarkup:
    """What else can be done, with the way back to the first buttons."""
    entries = [entry.make(locale, topic, models) for entry in ENTRIES if entry.shown(topic, models)]
    return keyboards.markup(*keyboards.fitting(entries, COLUMNS), [_back(locale, topic, Action.BACK)])


def buttons(opener: Action, locale: Locale, topic: Topic) -> InlineKeyboardMarkup:
    """A menu of choices, with the way back to More."""
    menu, current = MENUS[opener], MENUS[opener].current(topic.request)
    choices = [
        keyboards.pressed(
            keyboards.marked(text, current=value == current),
            Press(action=menu.choice, id=topic.generation.id, value=value).pack(),
        )
        for text, value in menu.choices(locale, topic.request)
    ]
    return keyboards.markup(*keyboards.fitting(choices, menu.columns), [_back(locale, topic, Action.MORE)])


def deleting(locale: Locale, topic: Topic) -> InlineKeyboardMarkup:
    """Whether the message is to be removed: the second tap that this takes."""
    sure = keyboards.button(locale, Action.DELETE_NOW, topic.generation.id, Style.DANGER)
    return keyboards.markup([sure], [_back(locale, topic, Action.MORE)])


def deleted(locale: Locale, user_id: int) -> InlineKeyboardMarkup:
    """Under a message that goes in a moment, unless who removed it takes that back."""
    return keyboards.menu([(locale.say("button-undo"), Undo(user_id=user_id).pack())], 1)


def is_offered(press: Press, locale: Locale, request: Request) -> bool:
    """Whether a button about this request carries such a value: one of its menu's; none where it is in no menu."""
    choices = (menu.choices(locale, request) for menu in MENUS.values() if menu.choice is press.action)
    return press.value in {value for _, value in next(choices, iter([("", "")]))}


def is_current(press: Press, request: Request) -> bool:
    """Whether what a button of a menu carries is so already."""
    return any(menu.choice is press.action and menu.current(request) == press.value for menu in MENUS.values())


def _back(locale: Locale, topic: Topic, action: Action) -> InlineKeyboardButton:
    return keyboards.pressed(locale.say("button-back"), Press(action=action, id=topic.generation.id).pack())
