"""Settings as buttons in one message that edits itself: a table of fields, whoever they belong to."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Generic, TypeAlias, TypeVar

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardMarkup, Message

from bot.drawing.ports.providers import Models
from bot.errors import AlreadyThere, TooLate
from bot.telegram.refusals import translated
from bot.wording import keyboards
from bot.wording.texts import Html, Locale, Locales

T = TypeVar("T")  # a person or a group


@dataclass(frozen=True, slots=True)
class Stock:
    """What there is to choose from, the enabled ``models`` among it, and what is spoken with who chooses."""

    locale: Locale
    locales: Locales
    models: Models


Choices = Callable[[Stock], Iterator[tuple[str, str]]]
"""What may be chosen: values and their labels."""


@dataclass(frozen=True, slots=True)
class Field(Generic[T]):
    """A setting of a person or group: what may be chosen, and what becomes of them by one of these values."""

    choices: Choices
    choose: Callable[[T, str], T]


Fields: TypeAlias = Mapping[str, Field[T]]
"""Settings by the names of their texts, in the order of their menu."""


class Choice(CallbackData, prefix="s", sep="|"):
    """One of a person's settings: to be shown, or with a value to be taken."""

    field: str
    value: str = ""


class GroupChoice(CallbackData, prefix="sg", sep="|"):
    """The same of a group's."""

    field: str
    value: str = ""


def models(stock: Stock) -> Iterator[tuple[str, str]]:
    """Every model that is enabled."""
    return ((name, model.title) for name, model in stock.models.items())


def languages(stock: Stock) -> Iterator[tuple[str, str]]:
    """Every language, by its own name."""
    return ((locale.language, locale.say("language-name")) for locale in stock.locales)


def unset_or(name: str, choices: Choices) -> Choices:
    """Nothing of one's own, by the text of this name, before the choices."""

    def all_of(stock: Stock) -> Iterator[tuple[str, str]]:
        yield keyboards.UNSET, stock.locale.say(name)
        yield from choices(stock)

    return all_of


def chosen(fields: Fields[T], press: Choice | GroupChoice, owner: T, stock: Stock) -> T | None:
    """What becomes of a person or group by a press: nothing new where it is so already. None where it only leafs.

    Raises TooLate where such a value may not be chosen any more.
    """
    field = fields.get(press.field)
    if field is None or not press.value:
        return None
    if press.value not in dict(field.choices(stock)):
        raise TooLate
    return owner if press.value == current(field, owner, stock) else field.choose(owner, press.value)


def current(field: Field[T], owner: T, stock: Stock) -> str:
    """The value that holds for somebody; the first one where they chose none."""
    values = [value for value, _ in field.choices(stock)]
    return next((value for value in values if field.choose(owner, value) == owner), values[0])


def buttons(
    stock: Stock, fields: Fields[T], kind: type[Choice | GroupChoice], owner: T, shown: str = ""
) -> InlineKeyboardMarkup:
    """A button for each setting, or with ``shown`` one for each of its choices, with a mark at the present one."""
    say = stock.locale.say
    if shown not in fields:
        return keyboards.menu([(say(f"setting-{name}"), kind(field=name).pack()) for name in fields], 2)
    field, now = fields[shown], current(fields[shown], owner, stock)
    choices = [
        (keyboards.marked(label, current=value == now), kind(field=shown, value=value).pack())
        for value, label in field.choices(stock)
    ]
    return keyboards.menu(choices, 3, (say("button-back"), kind(field="menu").pack()))


async def show(message: Message, text: Html, markup: InlineKeyboardMarkup | None) -> None:
    """Let the message say this from now on; pressing a button twice changes nothing."""
    with suppress(AlreadyThere), translated():
        await message.edit_text(text, reply_markup=markup)
