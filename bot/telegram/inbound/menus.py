"""Settings as buttons in one message that edits itself: a table of fields, whoever they belong to."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardMarkup, Message

from bot.drawing.ports import Models
from bot.errors import AlreadyThere
from bot.telegram.inbound.asker import Asker
from bot.telegram.refusals import understood
from bot.wording import keyboards
from bot.wording.texts import LANGUAGES, Html

Choices = Callable[[Asker, Models], Iterator[tuple[str, str]]]
"""What may be chosen: values and their labels."""


@dataclass(frozen=True, slots=True)
class Field:
    """A setting: what may be chosen, and what a value means."""

    choices: Choices
    read: Callable[[str], Any]


Fields = Mapping[str, Field]
"""Settings in the order of their menu; the names are those of what they are kept in."""


class Choice(CallbackData, prefix="s", sep="|"):
    """One of a person's settings: to be shown, or with a value to be taken."""

    field: str
    value: str = ""


class GroupChoice(CallbackData, prefix="sg", sep="|"):
    """The same of a group's."""

    field: str
    value: str = ""


def models(_asker: Asker, models: Models) -> Iterator[tuple[str, str]]:
    """Every model that is offered."""
    return ((name, model.title) for name, model in models.items())


def languages(asker: Asker, _models: Models) -> Iterator[tuple[str, str]]:
    """Every language."""
    return ((one, asker.texts.get(one, "language-name")) for one in LANGUAGES)


def unset_or(name: str, choices: Choices) -> Choices:
    """Nothing of one's own, by the text of this name, before the choices."""

    def offered(asker: Asker, models: Models) -> Iterator[tuple[str, str]]:
        yield keyboards.UNSET, asker.say(name)
        yield from choices(asker, models)

    return offered


def changed(fields: Fields, press: Choice | GroupChoice) -> dict[str, Any] | None:
    """What a press changes; None where it only leafs. Raises RequestError where no such value is known any more."""
    field = fields.get(press.field)
    return {press.field: field.read(press.value)} if field is not None and press.value else None


def buttons(
    asker: Asker, fields: Fields, models: Models, kind: type[Choice | GroupChoice], shown: str = ""
) -> InlineKeyboardMarkup:
    """A button for each setting, or with ``shown`` one for each of its choices."""
    if shown not in fields:
        return keyboards.menu([(asker.say(f"setting-{name}"), kind(field=name).pack()) for name in fields], 2)
    offered = [(label, kind(field=shown, value=value).pack()) for value, label in fields[shown].choices(asker, models)]
    return keyboards.menu([*offered, (asker.say("button-back"), kind(field="menu").pack())], 3)


async def show(message: Message, text: Html, markup: InlineKeyboardMarkup) -> None:
    """Let the message say this from now on; pressing a button twice changes nothing."""
    with suppress(AlreadyThere), understood():
        await message.edit_text(text, reply_markup=markup)
