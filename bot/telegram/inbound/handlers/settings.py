"""What a person chooses for all their requests."""

from collections.abc import Iterator
from dataclasses import replace

from aiogram import Bot, F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.drawing.ports import Models
from bot.drawing.preferences import Preferences
from bot.drawing.values.shapes import AspectRatio
from bot.drawing.values.styles import PRESETS
from bot.telegram.inbound import menu_commands, menus
from bot.telegram.inbound.asker import Asker
from bot.telegram.inbound.menus import Choice, Field, Fields
from bot.telegram.inbound.presses import answer, with_message
from bot.wording import keyboards
from bot.wording.labels import label, label_of
from bot.wording.texts import Html


def _ratios(_asker: Asker, _models: Models) -> Iterator[tuple[str, str]]:
    return ((ratio.replace(":", "x"), ratio) for ratio in keyboards.RATIOS)


def _styles(asker: Asker, _models: Models) -> Iterator[tuple[str, str]]:
    yield keyboards.UNSET, asker.say("no-style")
    for preset in PRESETS["style"]:
        yield preset.name, label(preset, asker.language)


def _forms(asker: Asker, _models: Models) -> Iterator[tuple[str, str]]:
    for value in ("photo", "file"):
        yield value, asker.say(f"form-{value}")


FIELDS: Fields = {
    "model": Field(menus.models, str),
    "ratio": Field(_ratios, AspectRatio.of),
    "style": Field(_styles, keyboards.or_unset),
    "language": Field(menus.unset_or("telegrams-language", menus.languages), keyboards.or_unset),
    "as_file": Field(_forms, lambda value: value == "file"),
}


def router() -> Router:
    """The router of this topic."""
    topic = Router(name="settings")
    topic.message.register(settings, Command("settings", ignore_case=True), F.chat.type == ChatType.PRIVATE)
    topic.callback_query.register(choose, Choice.filter(), with_message)
    return topic


async def settings(message: Message, asker: Asker, preferences: Preferences) -> None:
    """/settings: what is chosen, and a button for each to choose something else."""
    models = preferences.models
    await message.answer(_summary(asker, models), reply_markup=menus.buttons(asker, FIELDS, models, Choice))


async def choose(
    query: CallbackQuery, callback_data: Choice, shown: Message, bot: Bot, asker: Asker, preferences: Preferences
) -> None:
    """Show the choices of a setting, or take one of them."""
    changes, field = menus.changed(FIELDS, callback_data), callback_data.field
    if changes is not None:
        asker, field = replace(asker, person=await preferences.change(asker.person, **changes)), ""
    await answer(query, asker.say("chosen") if changes else None)
    models = preferences.models
    await menus.show(shown, _summary(asker, models), menus.buttons(asker, FIELDS, models, Choice, field))
    if changes and "language" in changes:
        await menu_commands.announce_to(bot, asker.texts, asker.id, asker.person.language)


def _summary(asker: Asker, models: Models) -> Html:
    person = asker.person
    model = models.get(person.model or "") or next(iter(models.values()))
    return asker.say(
        "settings",
        model=model.title,
        ratio=str(person.ratio or "1:1"),
        style=label_of("style", person.style, asker.language) if person.style else asker.say("no-style"),
        spoken=asker.say("language-name"),
        form=asker.say("form-file" if person.as_file else "form-photo"),
    )
