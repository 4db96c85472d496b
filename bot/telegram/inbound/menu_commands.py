"""Which commands people find in their menus, by kind of chat and language."""

from collections.abc import Iterable
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

PRIVATE = ("draw", "again", "history", "settings", "styles", "tips", "cancel", "privacy", "help")

COMMANDS: dict[str, tuple[BotCommandScopeUnion, tuple[str, ...]]] = {
    "private": (BotCommandScopeAllPrivateChats(), PRIVATE),
    "groups": (BotCommandScopeAllGroupChats(), ("draw", "again", "history", "settings", "help")),
    "elsewhere": (BotCommandScopeDefault(), ("draw", "help")),
}


SOLD = ("buy", "balance")
"""What is beside the private ones where pictures are sold."""


OWNERS = ("owner", "stats", "find", "pause", "resume", "broadcast", "grant", "refund")
"""What is beside them for who runs the bot."""


async def announce(bot: Bot, locales: Locales, *, sells: bool = False) -> None:
    """Put the commands into everybody's menus, in each language; the first is for all the others."""
    for (scope, names), locale in product(COMMANDS.values(), locales):
        code = None if locale == locales.first else locale.language
        shown = _private(sells=sells) if names is PRIVATE else names
        await bot.set_my_commands(_described(locale, shown), scope, language_code=code)


async def announce_to_owners(bot: Bot, locales: Locales, owners: Iterable[int], *, sells: bool = False) -> None:
    """The same for who runs the bot, with what only they may do; who never opened the chat has no menu yet."""
    for user_id, locale in product(owners, locales):
        code = None if locale == locales.first else locale.language
        names = (*_private(sells=sells), *OWNERS)
        with suppress(CourierError), translated():
            await bot.set_my_commands(
                _described(locale, names), BotCommandScopeChat(chat_id=user_id), language_code=code
            )


async def announce_to(
    bot: Bot, user_id: int, locale: Locale | None, *, sells: bool = False, owns: bool = False
) -> None:
    """The same for who chose a language, or none any more; where Telegram does not take it, nothing is lost.

    ``owns``: they run the bot.
    """
    scope = BotCommandScopeChat(chat_id=user_id)
    with suppress(CourierError), translated():
        if locale is None:
            await bot.delete_my_commands(scope)
        else:
            names = (*_private(sells=sells), *(OWNERS if owns else ()))
            await bot.set_my_commands(_described(locale, names), scope)


def _private(*, sells: bool) -> tuple[str, ...]:
    """What is found in a private chat."""
    return (*PRIVATE[:-1], *(SOLD if sells else ()), *PRIVATE[-1:])


def _described(locale: Locale, names: tuple[str, ...]) -> list[BotCommand]:
    return [BotCommand(command=name, description=locale.say(f"command-{name}")) for name in names]
