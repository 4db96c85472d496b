"""A Telegram on loopback, and all that carries to it."""

from collections.abc import AsyncIterator

import pytest
from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ParseMode

from bot.telegram.session import TelegramSession
from sandbox.telegram_api import TelegramSandbox, demo_world
from tests.telegram.outbound.post import Post


@pytest.fixture
async def post() -> AsyncIterator[Post]:
    async with TelegramSandbox(demo_world()).serve() as telegram:
        session = TelegramSession(api=TelegramAPIServer.from_base(telegram.url))
        html = DefaultBotProperties(parse_mode=ParseMode.HTML)
        async with Bot(telegram.token, session=session, default=html) as bot:
            yield Post(telegram, bot)
