"""Which commands people find in their menus, by kind of chat and language."""

from contextlib import suppress
from itertools import product

from aiogram import Bot
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeDefault,
    BotCommandScopeUnion,
)

from bot.errors import CourierError
from bot.telegram.refusals import translated
from bot.wording.texts import Locale, Locales

PRIVATE = ("draw", "again", "history", "settings", "tips", "privacy", "help")

COMMANDS: dict[str, tuple[BotCommandScopeUnion, tuple[str, ...]]] = {
    "private": (BotCommandScopeAllPrivateChats(), PRIVATE),
    "groups": (BotCommandScopeAllGroupChats(), ("draw", "again", "history", "settings", "help")),
    "elsewhere": (BotCommandScopeDefault(), ("draw", "help")),
}


async def announce(bot: Bot, locales: Locales) -> None:
    """Put the commands into everybody's menus, in each language; the first is for all the others."""
    for (scope, names), locale in product(COMMANDS.values(), locales):
        code = None if locale == locales.first else locale.language
        await bot.set_my_commands(_described(locale, names), scope, language_code=code)


async def announce_to(bot: Bot, user_id: int, locale: Locale | None) -> None:
    """The same for who chose a language, or none any more; where Telegram does not take it, nothing is lost."""
    scope = BotCommandScopeChat(chat_id=user_id)
    with suppress(CourierError), translated():
        if locale is None:
            await bot.delete_my_commands(scope)
        else:
            await bot.set_my_commands(_described(locale, PRIVATE), scope)


def _described(locale: Locale, names: tuple[str, ...]) -> list[BotCommand]:
    return [BotCommand(command=name, description=locale.say(f"command-{name}")) for name in names]
