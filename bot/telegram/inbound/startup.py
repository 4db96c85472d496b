"""The first words with Telegram: who we are, how we want our updates, and which commands there are."""

import asyncio
from collections.abc import Callable, Collection

import structlog
from aiogram import Bot
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.types import User

from bot.errors import ConfigurationError
from bot.telegram.inbound import menu_commands
from bot.telegram.inbound.webhook import Hook
from bot.telegram.stopping import pause, unless
from bot.wording.texts import Locales

log = structlog.get_logger(__name__)

WRONG_TOKEN = "Telegram does not know this BOT_TOKEN; @BotFather gives the right one"  # noqa: S105 - a sentence


async def connect(
    bot: Bot,
    locales: Locales,
    stop: asyncio.Event,
    hook: Hook | None = None,
    pauses: Callable[[int], float] = pause,
    *,
    sells: bool = False,
    owners: Collection[int] = (),
) -> None:
    """Say hello, again and again while Telegram is away, until ``stop``. Without a ``hook`` we are going to poll.

    ``sells``: what is sold is to be found in the menus; the ``owners`` find more in theirs.

    Raises ConfigurationError where Telegram knows no such token, or does not push updates to such an address.
    """
    failures = 0
    while not stop.is_set():
        try:
            me = await unless(stop, _hello(bot, locales, hook, sells=sells, owners=owners))
        except (TelegramUnauthorizedError, TelegramNotFound) as error:
            raise ConfigurationError(WRONG_TOKEN) from error
        except (TelegramAPIError, ClientDecodeError) as error:
            failures += 1
            wait = error.retry_after if isinstance(error, TelegramRetryAfter) else pauses(failures)
            log.warning("telegram unavailable", error=type(error).__name__, detail=str(error), retry_in=wait)
            await unless(stop, asyncio.sleep(wait))
        else:
            if me is not None:
                log.info("connected", bot=me.username)
            return


async def _hello(bot: Bot, locales: Locales, hook: Hook | None, *, sells: bool, owners: Collection[int]) -> User:
    """Who we are: aiogram keeps it, and asks no more."""
    me = await bot.me()
    await _subscribe(bot, hook)
    await menu_commands.announce(bot, locales, sells=sells)
    await menu_commands.announce_to_owners(bot, locales, owners, sells=sells)
    return me


async def _subscribe(bot: Bot, hook: Hook | None) -> None:
    """Say how updates are to come; those that wait already are kept."""
    if hook is None:
        await bot.delete_webhook(drop_pending_updates=False)
        return
    try:
        await bot.set_webhook(
            hook.url,
            secret_token=hook.secret,
            allowed_updates=list(hook.allowed_updates),
            drop_pending_updates=False,
        )
    except TelegramBadRequest as error:
        raise ConfigurationError(f"Telegram does not take this WEBHOOK_URL: {error.message}") from error
