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
from bot.telegram.refusals import understood
from bot.wording.texts import LANGUAGES, Texts

PRIVATE = ("draw", "again", "history", "settings", "tips", "help")

COMMANDS: dict[str, tuple[BotCommandScopeUnion, tuple[str, ...]]] = {
    "private": (BotCommandScopeAllPrivateChats(), PRIVATE),
    "groups": (BotCommandScopeAllGroupChats(), ("draw", "again", "history", "settings", "help")),
    "elsewhere": (BotCommandScopeDefault(), ("draw", "help")),
}


async def announce(bot: Bot, texts: Texts) -> None:
    """Put the commands into everybody's menus, in each language; the first is for all the others."""
    for (scope, names), language in product(COMMANDS.values(), LANGUAGES):
        code = None if language == LANGUAGES[0] else language
        await bot.set_my_commands(_described(texts, language, names), scope, language_code=code)


async def announce_to(bot: Bot, texts: Texts, user_id: int, language: str | None) -> None:
    """The same for who chose a language, or none any more; where Telegram does not take it, nothing is lost."""
    scope = BotCommandScopeChat(chat_id=user_id)
    with suppress(CourierError), understood():
        if language is None:
            await bot.delete_my_commands(scope)
        else:
            await bot.set_my_commands(_described(texts, language, PRIVATE), scope)


def _described(texts: Texts, language: str, names: tuple[str, ...]) -> list[BotCommand]:
    return [BotCommand(command=name, description=texts.get(language, f"command-{name}")) for name in names]
