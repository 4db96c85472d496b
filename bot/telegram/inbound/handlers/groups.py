"""Groups: the bot comes and goes, and admins choose what holds for everybody."""

from collections.abc import Iterator
from dataclasses import replace

import structlog
from aiogram import Bot, F, Router
from aiogram.enums import ChatType
from aiogram.filters import IS_MEMBER, IS_NOT_MEMBER, ChatMemberUpdatedFilter, Command
from aiogram.types import CallbackQuery, ChatMemberUpdated, Message

from bot.drawing.preferences import Preferences
from bot.drawing.values.groups import Group, Quiet
from bot.drawing.values.terms import Disclosure
from bot.errors import AdminsOnly
from bot.telegram.inbound import menus
from bot.telegram.inbound.asker import Asker, spoken
from bot.telegram.inbound.menus import Field, Fields, GroupChoice, Stock
from bot.telegram.inbound.presses import answer, with_message
from bot.telegram.inbound.roles import GROUPS, is_admin
from bot.wording import keyboards, privacy
from bot.wording.texts import Html, Locales

log = structlog.get_logger(__name__)

DAILY = (10, 20, 50, 100, 200)
QUIET = ("22-7", "23-8", "0-8", "9-18")
ZONES = range(-11, 15)
"""Hours ahead of UTC, as far as whole ones go."""


def _draws(stock: Stock) -> Iterator[tuple[str, str]]:
    for value in ("everybody", "admins"):
        yield value, stock.locale.say(f"draws-{value}")


def _daily(stock: Stock) -> Iterator[tuple[str, str]]:
    yield keyboards.UNSET, stock.locale.say("unlimited")
    for number in DAILY:
        yield str(number), str(number)


def _quiet(stock: Stock) -> Iterator[tuple[str, str]]:
    yield keyboards.UNSET, stock.locale.say("never")
    for hours in QUIET:
        yield hours, _hours(_read_quiet(hours))


def _zones(_stock: Stock) -> Iterator[tuple[str, str]]:
    for zone in ZONES:
        yield str(zone), f"UTC{zone:+d}"


def _spoiler(stock: Stock) -> Iterator[tuple[str, str]]:
    for value in ("no", "yes"):
        yield value, stock.locale.say(f"spoiler-{value}")


def _read_quiet(value: str) -> Quiet | None:
    if value == keyboards.UNSET:
        return None
    begin, end = value.split("-")
    return Quiet(int(begin), int(end))


def _hours(quiet: Quiet | None) -> str:
    return f"{quiet.begin}:00–{quiet.end}:00" if quiet else ""


def _with_daily(group: Group, value: str) -> Group:
    return replace(group, daily=None if value == keyboards.UNSET else int(value))


FIELDS: Fields[Group] = {
    "admins_only": Field(_draws, lambda group, value: replace(group, admins_only=value == "admins")),
    "model": Field(
        menus.unset_or("everybodys-own", menus.models),
        lambda group, value: replace(group, model=keyboards.or_unset(value)),
    ),
    "daily": Field(_daily, _with_daily),
    "language": Field(
        menus.unset_or("everybodys-own", menus.languages),
        lambda group, value: replace(group, language=keyboards.or_unset(value)),
    ),
    "quiet": Field(_quiet, lambda group, value: replace(group, quiet=_read_quiet(value))),
    "zone": Field(_zones, lambda group, value: replace(group, zone=int(value))),
    "spoiler": Field(_spoiler, lambda group, value: replace(group, spoiler=value == "yes")),
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


async def welcome(event: ChatMemberUpdated, bot: Bot, asker: Asker, disclosure: Disclosure) -> None:
    """The bot was added: one message with an example, and who keeps prompts."""
    log.info("added to a group", chat=event.chat.id)
    text = asker.say("start-group", prompts=privacy.prompts(disclosure))
    await bot.send_message(event.chat.id, text, disable_notification=True)


async def forget(event: ChatMemberUpdated, asker: Asker, preferences: Preferences) -> None:
    """Somebody blocked the bot: nothing can be uploaded to their chat any more."""
    log.info("blocked", chat=event.chat.id)
    await preferences.keep(replace(asker.person, started=False))


async def farewell(event: ChatMemberUpdated) -> None:
    """The bot was removed; what is drawn for the chat ends by itself."""
    log.info("removed from a chat", chat=event.chat.id, type=event.chat.type)


async def move(message: Message, preferences: Preferences) -> None:
    """The group became a supergroup: its rules go along."""
    if message.migrate_to_chat_id is not None:
        await preferences.move_group(message.chat.id, message.migrate_to_chat_id)


async def settings(message: Message, bot: Bot, asker: Asker, preferences: Preferences, locales: Locales) -> None:
    """/settings in a group: its rules, for admins. Raises AdminsOnly."""
    if asker.member is None or not await is_admin(bot, message.chat.id, asker.id):
        raise AdminsOnly
    stock = Stock(asker.locale, locales, preferences.models)
    markup = menus.buttons(stock, FIELDS, GroupChoice, asker.member.group)
    await message.answer(_summary(asker.member.group, stock), reply_markup=markup, disable_notification=True)


async def choose(
    query: CallbackQuery,
    callback_data: GroupChoice,
    shown: Message,
    asker: Asker,
    preferences: Preferences,
    locales: Locales,
) -> None:
    """Show the choices of a rule, or take one of them. Raises AdminsOnly, TooLate."""
    if asker.member is None:
        raise AdminsOnly
    stock = Stock(asker.locale, locales, preferences.models)
    chosen = menus.chosen(FIELDS, callback_data, asker.member.group, stock)
    if chosen is None:
        await answer(query)
        await _show(shown, asker.member.group, stock, callback_data.field)
        return
    is_new = chosen != asker.member.group
    if is_new:
        await preferences.keep_group(chosen)
        log.info("group rules changed", chat=shown.chat.id, by=asker.id, rule=callback_data.field)
    member = replace(asker.member, group=chosen)
    locale = spoken(locales, asker.person, member, query.from_user.language_code)
    await answer(query, locale.say("chosen") if is_new else locale.say("already-so"))
    await _show(shown, chosen, replace(stock, locale=locale))


async def _show(shown: Message, group: Group, stock: Stock, field: str = "") -> None:
    await menus.show(shown, _summary(group, stock), menus.buttons(stock, FIELDS, GroupChoice, group, field))


def _summary(group: Group, stock: Stock) -> Html:
    say, model = stock.locale.say, stock.models.get(group.model or "")
    return say(
        "group-settings",
        draws=say("draws-admins" if group.admins_only else "draws-everybody"),
        model=model.title if model else say("everybodys-own"),
        daily=str(group.daily) if group.daily else say("unlimited"),
        spoken=stock.locales.of(group.language).say("language-name") if group.language else say("everybodys-own"),
        quiet=_hours(group.quiet) or say("never"),
        zone=f"UTC{group.zone:+d}",
        spoiler=say("spoiler-yes" if group.spoiler else "spoiler-no"),
    )
