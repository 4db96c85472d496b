"""A page of the web chat in a real browser, the Bot API stand-in behind it, and aiogram as the bot."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from playwright.async_api import Browser, Error, Page, async_playwright, expect

from sandbox.backstage import Backstage
from sandbox.telegram_api import TelegramSandbox, World, demo_world
from tests.sandbox.chat.browser import QUIET, chromium

expect.set_options(timeout=15_000)  # under load Chromium is slow, never wrong


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium(), args=QUIET)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="module")
async def sandbox() -> AsyncIterator[TelegramSandbox]:
    async with TelegramSandbox(demo_world(), backstage=Backstage()).serve() as serving:
        yield serving


@pytest.fixture
def world(sandbox: TelegramSandbox) -> World:
    return sandbox.world


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def session() -> AsyncIterator[AiohttpSession]:
    """One for all tests: aiogram waits a quarter of a second whenever it closes one."""
    async with AiohttpSession() as session:
        yield session


@pytest.fixture
def bot(sandbox: TelegramSandbox, session: AiohttpSession) -> Bot:
    session.api = TelegramAPIServer.from_base(sandbox.url)
    return Bot(sandbox.token, session=session)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def tab(browser: Browser) -> AsyncIterator[Page]:
    """One tab for all tests: every sandbox has a port, so an origin, of its own."""
    async with await browser.new_context(viewport={"width": 1100, "height": 700}, reduced_motion="reduce") as context:
        tab = await context.new_page()
        tab.set_default_timeout(15_000)
        yield tab


@pytest_asyncio.fixture(loop_scope="module")
async def page(tab: Page, sandbox: TelegramSandbox) -> AsyncIterator[Page]:
    """Alice's private chat; an error in the page's code fails the test."""
    errors: list[str] = []

    def note(error: Error) -> None:
        errors.append(str(error))

    tab.on("pageerror", note)
    await tab.goto(sandbox.url, wait_until="commit")
    await tab.get_by_label("Message", exact=True).wait_for()
    yield tab
    tab.remove_listener("pageerror", note)
    assert errors == []
