"""The bot itself, with the settings of the environment and of .env."""

import asyncio

from bot import config, log
from bot.app import assembled
from bot.commands.exits import exit_code, until_signal
from bot.config import Settings


def run() -> int:
    """Serve until a signal comes; the exit code."""
    return exit_code(_run)


def _run() -> None:
    settings = config.load()
    log.configure(settings.log.level, settings.log.form)
    asyncio.run(until_signal(lambda stop: _serve(settings, stop)))


async def _serve(settings: Settings, stop: asyncio.Event) -> None:
    async with assembled(settings) as app:
        await app.run(stop)
