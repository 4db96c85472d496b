"""The pictures of the documentation: ``make screenshots`` lets people talk to the real bot in the web chat.

Writes docs/chat-*.png; needs a Chromium.
"""

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import Locator, Page, ViewportSize, async_playwright, expect

from bot.commands.demo import Demo, opened
from sandbox.telegram_api import ALICE, BORIS
from tests.sandbox.test_chat_page import QUIET, chromium

DOCS = Path(__file__).parent.parent / "docs"
PATIENCE = 30_000
SIZE: ViewportSize = {"width": 1100, "height": 760}


async def private(page: Page, demo: Demo) -> None:
    """A request becomes a picture; another one is on its way."""
    await meet(page, demo, ALICE)
    await send(page, "/draw a lighthouse in a storm --seed 17 --ar 2:1")
    await pictures(page, 1)
    await send(page, "/draw a red fox in the snow --style watercolor --light soft")
    await expect(log(page)).to_contain_text("of about", timeout=PATIENCE)


async def asking(page: Page, demo: Demo) -> None:
    """What is wrong is named, plain words are offered, a bare /draw asks."""
    await meet(page, demo, ALICE)
    await send(page, "/draw a red fox --sead 17")
    await expect(log(page)).to_contain_text("Did you mean")
    await send(page, "a fox under the northern lights")
    await expect(log(page)).to_contain_text("Shall I draw this?")
    await send(page, "/draw")
    await expect(log(page)).to_contain_text("What shall I draw?")


async def styles(page: Page, demo: Demo) -> None:
    """The menu of styles under a picture, in Russian."""
    await meet(page, demo, BORIS)
    await send(page, "/draw горы и море на закате --ar широкий")
    await pictures(page, 1)
    await page.get_by_role("button", name="Стиль", exact=True).last.click()
    await expect(page.get_by_role("button", name="акварель")).to_be_visible(timeout=PATIENCE)


async def settings(page: Page, demo: Demo) -> None:
    """What holds for all of somebody's pictures."""
    await meet(page, demo, ALICE)
    await send(page, "/settings")
    await page.get_by_role("button", name="Shape", exact=True).click()
    await expect(page.get_by_role("button", name="16:9")).to_be_visible(timeout=PATIENCE)


async def group(page: Page, demo: Demo) -> None:
    """Two people in a topic."""
    studio = next(chat for chat in demo.telegram.world.chats.values() if chat.is_forum)
    (topic,) = studio.topics
    await visit(page, demo, ALICE, studio.id, topic)
    await send(page, "/draw a city at night --ar 3:2")
    await pictures(page, 1)
    demo.telegram.world.say(BORIS, studio.id, "/draw кот на крыше под луной", thread=topic)
    await pictures(page, 2)


async def inline(page: Page, demo: Demo) -> None:
    """What can be drawn of the words that are being typed in any chat."""
    await meet(page, demo, ALICE)
    await send(page, "/draw a red fox in the snow")
    await pictures(page, 1)
    painters = next(chat.id for chat in demo.telegram.world.chats.values() if chat.title == "Painters")
    await visit(page, demo, ALICE, painters)
    await page.get_by_label("Message", exact=True).press_sequentially("@palitra_sandbox_bot a red fox", delay=20)
    await expect(page.get_by_role("option").first).to_be_visible(timeout=PATIENCE)
    await page.wait_for_timeout(500)


async def sheet(page: Page, demo: Demo) -> None:
    """Four pictures are one message that fills."""
    await meet(page, demo, ALICE)
    await send(page, "/draw a red fox in the snow --n 4 --seed 17")
    await expect(log(page)).to_contain_text("2 of 4 pictures", timeout=PATIENCE)
    await page.wait_for_timeout(700)


async def sheets(page: Page, demo: Demo) -> None:
    """Several pictures in a group: one whole sheet, and one of its pictures in full."""
    painters = next(chat.id for chat in demo.telegram.world.chats.values() if chat.title == "Painters")
    await visit(page, demo, ALICE, painters)
    await send(page, "/draw a lighthouse in a storm --n 3 --ar 3:2")
    await page.get_by_role("button", name="All as files").wait_for(timeout=PATIENCE)
    await page.get_by_role("button", name="2", exact=True).click()
    await expect(page.get_by_role("button", name="Shape", exact=True)).to_be_visible(timeout=PATIENCE)
    await page.wait_for_timeout(1500)


async def shared(page: Page, demo: Demo) -> None:
    """Several pictures asked for inline: the finished sheet, whose numbers lead to the private chat."""
    await meet(page, demo, ALICE)
    painters = next(chat.id for chat in demo.telegram.world.chats.values() if chat.title == "Painters")
    await visit(page, demo, ALICE, painters)
    field = page.get_by_label("Message", exact=True)
    await field.press_sequentially("@palitra_sandbox_bot a cat on a roof --n 4", delay=20)
    await page.get_by_role("option").first.click(timeout=PATIENCE)
    await pictures(page, 1)


SCENES: dict[str, Callable[[Page, Demo], Awaitable[None]]] = {
    scene.__name__: scene for scene in (private, sheet, asking, styles, settings, group, sheets, inline, shared)
}


async def meet(page: Page, demo: Demo, person: int) -> None:
    """Open a person's private chat; whoever wrote /start is known to the bot."""
    await visit(page, demo, person, person)
    await send(page, "/start")
    await expect(page.locator(".row:not(.own)").first).to_be_visible(timeout=PATIENCE)


async def visit(page: Page, demo: Demo, person: int, chat: int, thread: int | None = None) -> None:
    """Open a chat as somebody."""
    topic = f"&topic={thread}" if thread else ""
    await page.goto(f"{demo.telegram.url}/#as={person}&chat={chat}{topic}")
    await page.locator("textarea").wait_for()


async def send(page: Page, text: str) -> None:
    """Write a message."""
    field = page.locator("textarea")
    await field.fill(text)
    await field.press("Enter")


async def pictures(page: Page, count: int) -> None:
    """Wait until so many pictures are in sight."""
    await expect(page.locator(".row button:has(img)")).to_have_count(count, timeout=PATIENCE)
    await page.wait_for_timeout(700)  # the bubble has grown


def log(page: Page) -> Locator:
    """The messages."""
    return page.get_by_role("log")


@asynccontextmanager
async def running() -> AsyncIterator[Demo]:
    """A bot of its own for each scene."""
    stop = asyncio.Event()
    async with opened(port=0, duration=(5.0, 14.0), usual_seconds=12.0) as demo, asyncio.TaskGroup() as tasks:
        tasks.create_task(demo.app.run(stop), name="bot")
        try:
            yield demo
        finally:
            stop.set()


async def main(names: Sequence[str]) -> None:
    """Take these, or all."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium(), args=QUIET)
        for name, scene in SCENES.items():
            if names and name not in names:
                continue
            async with running() as demo:
                page = await browser.new_page(viewport=SIZE, reduced_motion="reduce", device_scale_factor=1)
                await scene(page, demo)
                await page.screenshot(path=DOCS / f"chat-{name}.png")
                await page.close()
            print(f"docs/chat-{name}.png")  # noqa: T201 - a command
        await browser.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:]))
