"""Every label of every keyboard is read whole on a phone, in both languages, with as many in a row as there are."""

import ast
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path
from uuid import UUID

import pytest
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.drawing.corrections import Correction
from bot.drawing.policy.talk import Talk
from bot.drawing.values.closings import OPEN
from bot.drawing.values.credits import Pack
from bot.drawing.values.generations import GenerationStatus
from bot.drawing.values.groups import Group
from bot.drawing.values.people import Person
from bot.drawing.values.reasons import Reason
from bot.drawing.values.requests import Request, RequestStatus
from bot.drawing.values.shapes import AspectRatio
from bot.drawing.values.specs import Looks
from bot.drawing.values.styles import PRESETS
from bot.errors import FlagValueMissing, WordsNotImproved
from bot.providers import catalog
from bot.telegram.inbound import menus
from bot.telegram.inbound.handlers import groups, settings
from bot.telegram.inbound.menus import Choice, GroupChoice, Stock
from bot.wording import (
    corrections,
    helping,
    improving,
    keyboards,
    owner,
    picture_menus,
    presets,
    privacy,
    suggestions,
    talking,
)
from bot.wording import (
    credits as stars,
)
from bot.wording.improving import Improve, Step
from bot.wording.picture_menus import Topic
from bot.wording.presets import PresetPage
from bot.wording.texts import LANGUAGES, Locale, Locales
from tests.drawing.builders import BATCHING, MODEL, delivered, generation, generations, origin, placed, request, spec

LOCALES = Locales()
MODELS = {name: entry.model for name, entry in catalog.built_in().items()}
OWN_MODELS = {MODEL.name: MODEL, BATCHING.name: BATCHING}
DRAWN = GenerationStatus.DRAWN
ONE = UUID(int=1)
LONG = Looks(style="impressionism")

Shown = InlineKeyboardMarkup | None | tuple[object, InlineKeyboardMarkup | None]
Keyboards = Callable[[Locale], Iterator[Shown]]


def _under_requests(locale: Locale) -> Iterator[Shown]:
    one, going = delivered(), placed(count=3)
    sheet = delivered(generations=generations(*(DRAWN,) * 10))
    yield keyboards.progress(locale, going)
    yield keyboards.unfinished(locale, going)
    yield keyboards.picture(locale, one.of(1))
    yield keyboards.sheet(locale, sheet)
    inline = origin(inline_message_id="inline", message_id=0)
    yield keyboards.finished(locale, delivered(origin=inline), None, "palitra_bot")
    yield from (keyboards.ending(locale, _ended(reason, status)) for reason in Reason for status in _OVER)
    yield keyboards.postponed(locale, ONE)
    yield keyboards.later(locale, ONE, payable=True)


_OVER = (DRAWN, GenerationStatus.FAILED)


def _ended(reason: Reason, status: GenerationStatus) -> Request:
    return request(status=RequestStatus.ENDED, reason=reason, due_at=None, generations=generations(status))


def _menus_under_pictures(locale: Locale) -> Iterator[Shown]:
    sheet = delivered(generations=generations(DRAWN, DRAWN))
    one = delivered(spec=spec(looks=LONG, ratio=AspectRatio(16, 9)))
    topics = [
        Topic(request=one, generation=one.of(1), improves=True),
        Topic(request=sheet, generation=sheet.of(1), whole=True),
    ]
    for topic in topics:
        more = picture_menus.more(locale, topic, OWN_MODELS)
        yield picture_menus.first(locale, topic)
        yield more
        yield from (
            keyboards.with_link(locale, more, button.callback_data or "", "a link") for button in _buttons(more)
        )
        yield from (picture_menus.buttons(opener, locale, topic) for opener in picture_menus.MENUS)
        yield picture_menus.deleting(locale, topic)
        yield picture_menus.deleted(locale, 2**52)


def _asking(locale: Locale) -> Iterator[Shown]:
    yield keyboards.how_to_ask(locale)
    yield keyboards.pages(locale, 1001, 1, 3)
    yield keyboards.take(locale, "k", "oil")
    yield keyboards.back_inline(locale)
    yield privacy.answers(locale, 1001)
    yield from (helping.page(locale, topic) for topic in ("", *helping.TOPICS))
    yield from (presets.buttons(locale, kind) for kind in PRESETS)
    yield presets.asked_for(locale, PresetPage(kind="style", preset="oil"), delivered())
    yield suggestions.buttons(locale)
    missing = Correction(FlagValueMissing("style"), "a fox", tuple(("style", one.name) for one in PRESETS["style"]))
    yield corrections.told(locale, missing, MODELS)


def _talking(locale: Locale) -> Iterator[Shown]:
    yield from (talking.small_talk(locale, talk) for talk in Talk if talk.is_talk and talk is not Talk.CALL_OFF)
    yield talking.stray(locale, "photo")
    yield talking.stray(locale, "photo", "a fox")
    yield talking.pictureless(locale, "")
    yield talking.pictureless(locale, "a fox")
    yield talking.meant_draw(locale, "/imagine", "a fox")
    yield talking.meant_command(locale, "/setings", "settings")
    yield talking.unknown(locale, "/frobnicate", "")
    yield talking.unknown(locale, "/frobnicate", "a fox")
    yield talking.do("settings")
    yield talking.change(locale, "a fox", generation(), whole=False, reply="in winter", talk=Talk.PRAISE)
    yield talking.same(locale, generation())
    yield talking.call_off(locale, 1001, 3)


def _improving(locale: Locale) -> Iterator[Shown]:
    state = Improve(step=Step.WRITTEN, tries=1)
    yield improving.offered(locale, improves=True)
    yield improving.waiting(locale, "a fox", state)
    yield improving.suggested(locale, "a fox", "a red fox", state)
    yield improving.failed(locale, "a fox", WordsNotImproved("slow"), state, "a red fox")


def _paying(locale: Locale) -> Iterator[Shown]:
    yield stars.packs(locale, [Pack(1, 1), Pack(1000, 10_000)])
    yield stars.way_to_shop(locale, "palitra_bot")
    yield stars.draw_now(locale, ONE)
    yield stars.answers(locale)


def _owning(locale: Locale) -> Iterator[Shown]:
    yield owner.menu_buttons(locale, OPEN)
    yield owner.back(locale)
    yield owner.models_buttons(locale, MODELS, OPEN)
    yield owner.alarm_buttons(locale, MODEL, OPEN)
    off = owner.Accepting(on=False, model=owner.mark(MODEL.name), menu=False)
    yield owner.flipped(locale, owner.alarm_buttons(locale, MODEL, OPEN), off, MODEL)


def _choosing(locale: Locale) -> Iterator[Shown]:
    stock = Stock(locale, LOCALES, MODELS)
    person, group = Person(1001, style="impressionism"), Group(-77)
    yield from (menus.buttons(stock, settings.FIELDS, Choice, person, field) for field in ("", *settings.FIELDS))
    yield from (menus.buttons(stock, groups.FIELDS, GroupChoice, group, field) for field in ("", *groups.FIELDS))


ALL: tuple[Keyboards, ...] = (
    _under_requests,
    _menus_under_pictures,
    _asking,
    _talking,
    _improving,
    _paying,
    _owning,
    _choosing,
)


MENUS = frozenset({"markup", "menu", "acquaintance_buttons", "broadcast_buttons"})
"""What makes rows for the others, and what has no labels but short ones that these make rows of."""


def _buttons(shown: Shown) -> list[InlineKeyboardButton]:
    return [button for row in _rows(shown) for button in row]


def _rows(shown: Shown) -> list[list[InlineKeyboardButton]]:
    markup = shown[1] if isinstance(shown, tuple) else shown
    return markup.inline_keyboard if markup else []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("every", ALL)
def test_every_label_is_read_whole(every: Keyboards, language: str) -> None:
    rows = [row for shown in every(LOCALES.of(language)) for row in _rows(shown)]
    labels = [[button.text for button in row] for row in rows]
    assert rows
    assert [row for row in labels if any(keyboards.width(label) > keyboards.ROOM[len(row)] for label in row)] == []
    assert [label for row in labels for label in row if label != label.strip() or "\n" in label] == []


def _makers() -> Iterator[str]:
    """The functions that say that they make keyboards, or a message with one."""
    for path in sorted(Path(str(files("bot.wording"))).rglob("*.py")):
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.FunctionDef) and node.returns and not node.name.startswith("_"):
                made = ast.unparse(node.returns)
                if "InlineKeyboardMarkup" in made or made == "Said":
                    yield node.name


def test_no_keyboard_is_left_out() -> None:
    tested = Path(__file__).read_text("utf-8")
    assert {name for name in _makers() if f".{name}(" not in tested} <= MENUS


@pytest.mark.parametrize(
    ("label", "characters"), [("Again", 5), ("Ещё", 3), ("猫", 2), ("⭐", 2), ("★", 1), ("e\u0301", 1), ("✓ oil", 5)]
)
def test_what_is_wide_counts_double(label: str, characters: int) -> None:
    assert keyboards.width(label) == characters


@pytest.mark.parametrize(
    ("labels", "rows"),
    [
        (["a" * 9] * 4, [3, 1]),
        (["a" * 10] * 4, [2, 2]),
        (["a" * 15] * 2, [1, 1]),
        (["a", "✓ " + "a" * 13, "a" * 13, "a"], [1, 1, 2]),
        (["a" * 31], [1]),
        ([], []),
    ],
)
def test_as_many_stand_in_a_row_as_a_phone_shows_whole(labels: list[str], rows: list[int]) -> None:
    markup = keyboards.menu([(label, "data") for label in labels], 3)
    assert [len(row) for row in markup.inline_keyboard] == rows


def test_the_last_button_stands_apart_and_the_first_may_stand_out() -> None:
    markup = keyboards.menu([("a", "1"), ("b", "2")], 3, ("Back", "3"), first=keyboards.Style.MAIN)
    assert [[one.style for one in row] for row in markup.inline_keyboard] == [["primary", None], [None]]
