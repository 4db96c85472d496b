"""Whether Telegram knows the bot, and how @BotFather has set it up."""

import asyncio
from datetime import timedelta
from urllib.parse import urlsplit

from aiogram import Bot
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramUnauthorizedError,
)
from aiogram.types import User, WebhookInfo

from bot.app import open_bot
from bot.commands.check.findings import Finding, Mark
from bot.config import HttpSettings, Settings
from bot.drawing.ports.clock import Clock
from bot.errors import ConfigurationError
from bot.telegram.inbound.startup import WRONG_TOKEN

NAME = "telegram"
RECENT = timedelta(hours=1)
"""How long a failed push is told about."""


async def check(settings: Settings, clock: Clock) -> list[Finding]:
    """Everything Telegram tells about the bot; one line alone where it does not answer. Raises ConfigurationError."""
    async with open_bot(settings, clock) as bot:
        try:
            me = await bot.get_me()
            hook = await bot.get_webhook_info()
        except (TelegramUnauthorizedError, TelegramNotFound) as error:
            raise ConfigurationError(WRONG_TOKEN) from error
        except TelegramNetworkError as error:
            return [Finding(Mark.FAIL, NAME, error.message, "check TELEGRAM_API_URL and the network")]
        except (TelegramAPIError, ClientDecodeError) as error:
            return [Finding(Mark.FAIL, NAME, str(error), "check TELEGRAM_API_URL, or try again later")]
        return [
            Finding(Mark.OK, NAME, f"@{me.username}"),
            _updates(hook, settings.http, clock),
            _groups(me),
            _inline(me),
            *await _admins(bot, settings.telegram.admin_ids),
        ]


def _updates(hook: WebhookInfo, http: HttpSettings, clock: Clock) -> Finding:
    """How updates come, and whether that is how the settings have it; the bot sets it right when it starts."""
    what, there, waiting = "updates", urlsplit(hook.url).hostname, f"{hook.pending_update_count} are waiting"
    if http.webhook is None:
        if not hook.url:
            return Finding(Mark.OK, what, f"by polling, {waiting}; who else polls shows only when the bot runs")
        found = f"by polling; Telegram pushes them to {there} until the bot starts"
        return Finding(Mark.NOTE, what, found, "stop the bot that runs there, or set its WEBHOOK_URL here as well")
    if hook.url != http.webhook[0]:
        return Finding(Mark.NOTE, what, "by webhook, which Telegram is told of when the bot starts")
    failed = hook.last_error_date is not None and clock.now() - hook.last_error_date < RECENT
    if failed:
        said = f"Telegram could not push them: {hook.last_error_message}"
        return Finding(Mark.FAIL, what, said, "check that WEBHOOK_URL leads to the bot, and that it runs")
    return Finding(Mark.OK, what, f"by webhook at {there}, {waiting}")


def _groups(me: User) -> Finding:
    what, botfather = "groups", "with @BotFather"
    if not me.can_join_groups:
        return Finding(Mark.NOTE, what, "the bot cannot be added to any", f"/setjoingroups {botfather}")
    if me.can_read_all_group_messages:
        return Finding(
            Mark.NOTE, what, "the bot sees every message, and needs only its own", f"/setprivacy {botfather}"
        )
    return Finding(Mark.OK, what, "the bot sees commands and replies to it, which is all it needs")


def _inline(me: User) -> Finding:
    what, feedback = "inline", "/setinlinefeedback has to be 100%, which Telegram does not tell"
    if me.supports_inline_queries:
        return Finding(Mark.OK, what, f"on; {feedback}")
    return Finding(Mark.NOTE, what, "off", f"to have it: /setinline with @BotFather; then {feedback}")


async def _admins(bot: Bot, admins: list[int]) -> list[Finding]:
    if not admins:
        said = "nobody is told when a model needs the operator"
        return [Finding(Mark.NOTE, "admins", said, "set TELEGRAM_ADMINS to your chat id")]
    return list(await asyncio.gather(*(_admin(bot, admin) for admin in admins)))


async def _admin(bot: Bot, admin: int) -> Finding:
    what = f"admin {admin}"
    try:
        chat = await bot.get_chat(admin)
    except (TelegramAPIError, ClientDecodeError) as error:
        said = error.message if isinstance(error, TelegramAPIError) else str(error)
        return Finding(Mark.FAIL, what, said, "a person has to write to the bot first, a group has to have it in it")
    return Finding(Mark.OK, what, chat.full_name)
