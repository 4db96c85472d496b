"""A Telegram to talk to, for the tests of the Bot API's stand-in."""

import io
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramAPIError, TelegramBadRequest
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup
from PIL import Image

from sandbox.telegram_api import TelegramSandbox, World, demo_world


class Clock:
    """A clock that stands still until a test moves it."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def forward(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


class Raw:
    """Calls of methods without a bot library, for what no library would send."""

    def __init__(self, sandbox: TelegramSandbox, http: aiohttp.ClientSession) -> None:
        self.sandbox = sandbox
        self.http = http

    def url(self, method: str) -> str:
        return f"{self.sandbox.url}/bot{self.sandbox.token}/{method}"

    async def __call__(self, method: str, **params: object) -> Any:  # noqa: ANN401 - answers are any JSON
        async with self.http.post(self.url(method), json=params) as answer:
            body = await answer.json()
            assert answer.status == body.get("error_code", 200)
            return body

    async def refusal(self, method: str, **params: object) -> str:
        """The description of a refusal."""
        return str((await self(method, **params))["description"])


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def sandbox(clock: Clock) -> AsyncIterator[TelegramSandbox]:
    async with TelegramSandbox(demo_world(clock=clock), webhook_delay=0.01).serve() as running:
        yield running


@pytest.fixture
def world(sandbox: TelegramSandbox) -> World:
    return sandbox.world


@pytest.fixture
async def bot(sandbox: TelegramSandbox) -> AsyncIterator[Bot]:
    session = AiohttpSession(api=TelegramAPIServer.from_base(sandbox.url))
    yield Bot(sandbox.token, session=session)
    await (await session.create_session()).close()  # session.close() would sleep a quarter of a second


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
def raw(sandbox: TelegramSandbox, http: aiohttp.ClientSession) -> Raw:
    return Raw(sandbox, http)


@contextmanager
def refuses(description: str, kind: type[TelegramAPIError] = TelegramBadRequest) -> Iterator[None]:
    """The block ends with exactly this refusal."""
    with pytest.raises(kind) as caught:
        yield
    assert caught.value.message == description


def picture(width: int = 64, height: int = 48, form: str = "JPEG", colour: str = "red") -> bytes:
    """An encoded picture of one colour."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(out, form)
    return out.getvalue()


def buttons(*data: str) -> InlineKeyboardMarkup:
    """An inline keyboard of one row."""
    return InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text=one, callback_data=one) for one in data]])
