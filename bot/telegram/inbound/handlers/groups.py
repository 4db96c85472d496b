"""Groups: the bot comes and goes, and admins choose what holds for everybody."""

from collections.abc import Iterator
from dataclasses import replace

import structlog
from aiogram import Bot, F, Router
from aiogram.enums import ChatType
from aiogram.filters import IS_MEMBER, IS_NOT_MEMBER, ChatMemberUpdatedFilter, Command
from aiogram.types import CallbackQuery, ChatMemberUpdated, Message

from bot.drawing.ports import Models
from bot.drawing.preferences import Preferences
from bot.drawing.values.groups import House, Quiet
from bot.errors import AdminsOnly
from bot.telegram.inbound import menus
from bot.telegram.inbound.asker import Asker
from bot.telegram.inbound.menus import Field, Fields, GroupChoice
from bot.telegram.inbound.presses import answer, with_message
from bot.telegram.inbound.roles import GROUPS, is_admin
from bot.wording import keyboards
from bot.wording.texts import Html

log = structlog.get_logger(__name__)

DAILY = (10, 20, 50, 100, 200)
QUIET = ("22-7", "23-8", "0-8", "9-18")
ZONES = range(-11, 15)
"""Hours ahead of UTC, as far as whole ones go."""


def _draws(asker: Asker, _models: Models) -> Iterator[tuple[str, str]]:
    for value in ("everybody", "admins"):
        yield value, asker.say(f"draws-{value}")


def _daily(asker: Asker, _models: Models) -> Iterator[tuple[str, str]]:
    yield keyboards.UNSET, asker.say("unlimited")
    for number in DAILY:
        yield str(number), str(number)


def _quiet(asker: Asker, _models: Models) -> Iterator[tuple[str, str]]:
    yield keyboards.UNSET, asker.say("never")
    for hours in QUIET:
        yield hours, _hours(_read_quiet(hours))


def _zones(_asker: Asker, _models: Models) -> Iterator[tuple[str, str]]:
    for zone in ZONES:
        yield str(zone), f"UTC{zone:+d}"


def _spoiler(asker: Asker, _models: Models) -> Iterator[tuple[str, str]]:
    for value in ("no", "yes"):
        yield value, asker.say(f"spoiler-{value}")


def _read_quiet(value: str) -> Quiet | None:
    if value == keyboards.UNSET:
        return None
    begin, end = value.split("-")
    return Quiet(int(begin), int(end))


def _hours(quiet: Quiet | None) -> str:
    return f"{quiet.begin}:00–{quiet.end}:00" if quiet else ""


FIELDS: Fields = {
    "admins_only": Field(_draws, lambda value: value == "admins"),
    "model": Field(menus.unset_or("everybodys-own", menus.models), keyboards.or_unset),
    "daily": Field(_daily, lambda value: None if value == keyboards.UNSET else int(value)),
    "language": Field(menus.unset_or("everybodys-own", menus.languages), keyboards.or_unset),
    "quiet": Field(_quiet, _read_quiet),
    "zone": Field(_zones, int),
    "spoiler": Field(_spoiler, lambda value: value == "yes"),
}


def router() -> Router:
    """The router of this topic."""
    topic = Router(name="groups")
    in_group = F.chat.type.in_(GROUPS)
    topic.my_chat_member.register(welcome, ChatMemberUpdatedFilter(IS_NOT_MEMBER >> IS_MEMBER), in_group)
    gone = ChatMemberUpdatedFilter(IS_MEMBER >> IS_NOT_MEMBER)
    topic.my_chat_member.register(forget, gone, F.chat.type == ChatType.PRIVATE)
    topic.my_chat_member.register(farewell, gone)
    topic.message.register(move, F.migrate_to_chat_id)
    topic.message.register(settings, Command("settings", ignore_case=True), in_group)
    topic.callback_query.register(choose, GroupChoice.filter(), with_message)
    return topic


async def welcome(event: ChatMemberUpdated, bot: Bot, asker: Asker) -> None:
    """The bot was added: one message with an example."""
    log.info("added to a group", chat=event.chat.id)
    await bot.send_message(event.chat.id, asker.say("start-group"), disable_notification=True)


async def forget(event: ChatMemberUpdated, asker: Asker, preferences: Preferences) -> None:
    """Somebody blocked the bot: nothing can be uploaded to their chat any more."""
    log.info("blocked", chat=event.chat.id)
    await preferences.change(asker.person, started=False)


async def farewell(event: ChatMemberUpdated) -> None:
    """The bot was removed; what is drawn for the chat ends by itself."""
    log.info("removed from a chat", chat=event.chat.id, type=event.chat.type)


async def move(message: Message, preferences: Preferences) -> None:
    """The group became a supergroup: its rules go along."""
    if message.migrate_to_chat_id is not None:
        await preferences.move_group(message.chat.id, message.migrate_to_chat_id)


async def settings(message: Message, bot: Bot, asker: Asker, preferences: Preferences) -> None:
    """/settings in a group: its rules, for admins. Raises AdminsOnly."""
    if asker.house is None or not await is_admin(bot, message.chat.id, asker.id):
        raise AdminsOnly
    models = preferences.models
    markup = menus.buttons(asker, FIELDS, models, GroupChoice)
    await message.answer(_summary(asker, asker.house, models), reply_markup=markup, disable_notification=True)


async def choose(
    query: CallbackQuery,
    callback_data: GroupChoice,
    shown: Message,
    bot: Bot,
    asker: Asker,
    preferences: Preferences,
) -> None:
    """Show the choices of a rule, or take one of them. Raises AdminsOnly."""
    if asker.house is None or not await is_admin(bot, shown.chat.id, asker.id):
        raise AdminsOnly
    house, field, models = asker.house, callback_data.field, preferences.models
    changes = menus.changed(FIELDS, callback_data)
    if changes is not None:
        house, field = replace(house, group=await preferences.change_group(house.group, **changes)), ""
        asker = replace(asker, house=house)
        log.info("group rules changed", chat=shown.chat.id, by=asker.id, rule=callback_data.field)
    await answer(query, asker.say("chosen") if changes else None)
    await menus.show(shown, _summary(asker, house, models), menus.buttons(asker, FIELDS, models, GroupChoice, field))


def _summary(asker: Asker, house: House, models: Models) -> Html:
    group = house.group
    model = models.get(group.model or "")
    return asker.say(
        "group-settings",
        draws=asker.say("draws-admins" if group.admins_only else "draws-everybody"),
        model=model.title if model else asker.say("everybodys-own"),
        daily=str(group.daily) if group.daily else asker.say("unlimited"),
        spoken=asker.texts.get(group.language, "language-name") if group.language else asker.say("everybodys-own"),
        quiet=_hours(group.quiet) or asker.say("never"),
        zone=f"UTC{group.zone:+d}",
        spoiler=asker.say("spoiler-yes" if group.spoiler else "spoiler-no"),
    )
