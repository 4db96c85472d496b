"""A Telegram on loopback, and a bot that talks to it."""

from collections.abc import AsyncIterator

import pytest
from aiogram import Bot
from aiogram.client.telegram import TelegramAPIServer

from bot.telegram.session import TelegramSession
from sandbox.telegram_api import TelegramSandbox, World, demo_world


@pytest.fixture
async def sandbox() -> AsyncIterator[TelegramSandbox]:
    async with TelegramSandbox(demo_world()).serve() as running:
        yield running


@pytest.fixture
def world(sandbox: TelegramSandbox) -> World:
    return sandbox.world


@pytest.fixture
async def bot(sandbox: TelegramSandbox) -> AsyncIterator[Bot]:
    session = TelegramSession(api=TelegramAPIServer.from_base(sandbox.url))
    async with Bot(sandbox.token, session=session) as talking:
        yield talking
