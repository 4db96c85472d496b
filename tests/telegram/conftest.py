"""A Telegram on loopback, and a bot that talks to it."""

from collections.abc import AsyncIterator

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer

from bot.sandbox.telegram_api import TelegramSandbox, World, demo_world


@pytest.fixture
async def sandbox() -> AsyncIterator[TelegramSandbox]:
    async with TelegramSandbox(demo_world()).serve() as running:
        yield running


@pytest.fixture
def world(sandbox: TelegramSandbox) -> World:
    return sandbox.world


class Session(AiohttpSession):
    """A session that closes at once; aiogram's waits a while for TLS connections, and there are none here."""

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()


@pytest.fixture
async def bot(sandbox: TelegramSandbox) -> AsyncIterator[Bot]:
    session = Session(api=TelegramAPIServer.from_base(sandbox.url))
    async with Bot(sandbox.token, session=session) as talking:
        yield talking
