"""What a person chooses for all their requests."""

from collections.abc import Iterator
from dataclasses import replace

from aiogram import Bot, F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.drawing.ports.providers import Models
from bot.drawing.preferences import Preferences
from bot.drawing.values.credits import Sale
from bot.drawing.values.people import Person
from bot.drawing.values.shapes import AspectRatio
from bot.drawing.values.styles import PRESETS
from bot.telegram.inbound import menu_commands, menus
from bot.telegram.inbound.asker import Asker, spoken
from bot.telegram.inbound.menus import Choice, Field, Fields, Stock
from bot.telegram.inbound.owner import Owners
from bot.telegram.inbound.presses import answer, with_message
from bot.wording import keyboards, picture_menus
from bot.wording.labels import label, label_of
from bot.wording.texts import Html, Locales


def _ratios(_stock: Stock) -> Iterator[tuple[str, str]]:
    return ((ratio.replace(":", "x"), ratio) for ratio in picture_menus.RATIOS)


def _styles(stock: Stock) -> Iterator[tuple[str, str]]:
    yield keyboards.UNSET, stock.locale.say("no-style")
    for preset in PRESETS["style"]:
        yield preset.name, label(preset, stock.locale)


def _forms(stock: Stock) -> Iterator[tuple[str, str]]:
    for value in ("photo", "file"):
        yield value, stock.locale.say(f"form-{value}")


def _links(stock: Stock) -> Iterator[tuple[str, str]]:
    for value in ("open", "closed"):
        yield value, stock.locale.say(f"links-{value}")


def _asks(stock: Stock) -> Iterator[tuple[str, str]]:
    for value in ("yes", "no"):
        yield value, stock.locale.say(f"asks-{value}")


FIELDS: Fields[Person] = {
    "model": Field(menus.models, lambda person, value: replace(person, model=value)),
    "ratio": Field(_ratios, lambda person, value: replace(person, ratio=AspectRatio.of(value))),
    "style": Field(_styles, lambda person, value: replace(person, style=keyboards.or_unset(value))),
    "language": Field(
        menus.unset_or("telegrams-language", menus.languages),
        lambda person, value: replace(person, language=keyboards.or_unset(value)),
    ),
    "as_file": Field(_forms, lambda person, value: replace(person, as_file=value == "file")),
    "sharing": Field(_links, lambda person, value: replace(person, sharing=value == "open")),
    "asks": Field(_asks, lambda person, value: replace(person, asks=value == "yes")),
}


def router() -> Router:
    """The router of this topic."""
    topic = Router(name="settings")
    topic.message.register(settings, Command("settings", ignore_case=True), F.chat.type == ChatType.PRIVATE)
    topic.callback_query.register(choose, Choice.filter(), with_message)
    return topic


async def settings(message: Message, asker: Asker, preferences: Preferences, locales: Locales) -> None:
    """/settings: what is chosen, and a button for each to choose something else."""
    stock = Stock(asker.locale, locales, preferences.models)
    await message.answer(_summary(asker, stock.models), reply_markup=menus.buttons(stock, FIELDS, Choice, asker.person))


async def choose(
    query: CallbackQuery,
    callback_data: Choice,
    shown: Message,
    bot: Bot,
    asker: Asker,
    preferences: Preferences,
    locales: Locales,
    sale: Sale,
    *,
    owners: Owners,
) -> None:
    """Show the choices of a setting, or take one of them. Raises TooLate."""
    stock = Stock(asker.locale, locales, preferences.models)
    chosen = menus.chosen(FIELDS, callback_data, asker.person, stock)
    if chosen is None:
        await answer(query)
        await _show(shown, asker, stock, callback_data.field)
        return
    is_new = chosen != asker.person
    if is_new:
        await preferences.keep(chosen)
    locale = spoken(locales, chosen, asker.member, query.from_user.language_code)
    await answer(query, locale.say("chosen") if is_new else locale.say("already-so"))
    await _show(shown, replace(asker, person=chosen, locale=locale), replace(stock, locale=locale))
    if callback_data.field == "language":
        owns, sells = asker.id in owners, bool(sale.packs)
        shown_in = locale if chosen.language or owns else None
        await menu_commands.announce_to(bot, asker.id, shown_in, sells=sells, owns=owns)


async def _show(shown: Message, asker: Asker, stock: Stock, field: str = "") -> None:
    await menus.show(shown, _summary(asker, stock.models), menus.buttons(stock, FIELDS, Choice, asker.person, field))


def _summary(asker: Asker, models: Models) -> Html:
    person = asker.person
    model = models.get(person.model or "") or next(iter(models.values()))
    return asker.say(
        "settings",
        model=model.title,
        ratio=str(person.ratio or "1:1"),
        style=label_of("style", person.style, asker.locale) if person.style else asker.say("no-style"),
        spoken=asker.say("language-name"),
        form=asker.say("form-file" if person.as_file else "form-photo"),
        links=asker.say("links-open" if person.sharing else "links-closed"),
        asks=asker.say("asks-yes" if person.asks else "asks-no"),
    )
