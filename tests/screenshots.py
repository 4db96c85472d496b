"""The pictures of the documentation: ``make screenshots`` lets people talk to the real bot in the web chat.

Writes docs/chat-*.png, docs/turns/*.jpg (the main turns on a desk and on a phone, by day and by night) and
docs/painter.jpg, and bot/wording/sheets; needs a Chromium.
"""

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Literal

from playwright.async_api import Browser, Locator, Page, ViewportSize, async_playwright, expect

from bot.commands.demo import Scenery, live, rows_of, scenery
from sandbox.telegram_api import ALICE, BORIS
from tests.contact_sheet import contact_sheet
from tests.preset_sheets import preset_sheets
from tests.sandbox.chat.browser import QUIET, chromium

DOCS = Path(__file__).parent.parent / "docs"
PATIENCE = 30_000
SIZE: ViewportSize = {"width": 1100, "height": 760}
DESK: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 390, "height": 844}
Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")


async def private(page: Page, demo: Scenery) -> None:
    """A request becomes a picture; another one is on its way."""
    await meet(page, demo, ALICE)
    await send(page, "/draw a lighthouse in a storm --seed 17 --ar 2:1")
    await pictures(page, 1)
    await send(page, "/draw a red fox in the snow --style watercolor --light soft")
    await expect(log(page)).to_contain_text("of about", timeout=PATIENCE)


async def asking(page: Page, demo: Scenery) -> None:
    """What is wrong is named, plain words are offered, a bare /draw asks."""
    await meet(page, demo, ALICE)
    await send(page, "/draw a red fox --sead 17")
    await expect(log(page)).to_contain_text("Did you mean")
    await send(page, "a fox under the northern lights")
    await expect(log(page)).to_contain_text("Should I draw this?")
    await send(page, "/draw")
    await expect(log(page)).to_contain_text("What should I draw?")


async def styles(page: Page, demo: Scenery) -> None:
    """The menu of styles under a picture, in Russian."""
    await meet(page, demo, BORIS)
    await send(page, "/draw горы и море на закате --ar широкий")
    await pictures(page, 1)
    await page.get_by_role("button", name="Ещё", exact=True).last.click()
    await page.get_by_role("button", name="Стиль", exact=True).last.click()
    await expect(page.get_by_role("button", name="акварель")).to_be_visible(timeout=PATIENCE)


async def settings(page: Page, demo: Scenery) -> None:
    """What holds for all of somebody's pictures."""
    await meet(page, demo, ALICE)
    await send(page, "/settings")
    await page.get_by_role("button", name="Shape", exact=True).click()
    await expect(page.get_by_role("button", name="16:9")).to_be_visible(timeout=PATIENCE)


async def group(page: Page, demo: Scenery) -> None:
    """Two people in a topic."""
    studio = next(chat for chat in demo.telegram.world.chats.values() if chat.is_forum)
    (topic,) = studio.topics
    await visit(page, demo, ALICE, studio.id, topic)
    await send(page, "/draw a city at night --ar 3:2")
    await pictures(page, 1)
    demo.telegram.world.say(BORIS, studio.id, "/draw кот на крыше под луной", thread=topic)
    await pictures(page, 2)


async def inline(page: Page, demo: Scenery) -> None:
    """What can be drawn of the words that are being typed in any chat."""
    await meet(page, demo, ALICE)
    await send(page, "/draw a red fox in the snow")
    await pictures(page, 1)
    painters = next(chat.id for chat in demo.telegram.world.chats.values() if chat.title == "Painters")
    await visit(page, demo, ALICE, painters)
    await page.get_by_label("Message", exact=True).press_sequentially("@palitra_sandbox_bot a red fox", delay=20)
    await expect(page.get_by_role("option").first).to_be_visible(timeout=PATIENCE)
    await page.wait_for_timeout(500)


async def sheet(page: Page, demo: Scenery) -> None:
    """Four pictures are one message that fills."""
    await meet(page, demo, ALICE)
    await send(page, "/draw a red fox in the snow --n 4 --seed 17")
    await expect(log(page)).to_contain_text("2 of 4 pictures", timeout=PATIENCE)
    await page.wait_for_timeout(700)


async def sheets(page: Page, demo: Scenery) -> None:
    """Several pictures in a group: one whole sheet, and one of its pictures in full."""
    painters = next(chat.id for chat in demo.telegram.world.chats.values() if chat.title == "Painters")
    await visit(page, demo, ALICE, painters)
    await send(page, "/draw a lighthouse in a storm --n 3 --ar 3:2")
    await page.get_by_role("button", name="More", exact=True).wait_for(timeout=PATIENCE)
    await page.get_by_role("button", name="2", exact=True).click()
    await expect(page.get_by_role("button", name="More", exact=True)).to_have_count(2, timeout=PATIENCE)
    await page.wait_for_timeout(1500)


async def shared(page: Page, demo: Scenery) -> None:
    """Several pictures asked for inline: the finished sheet, whose numbers lead to the private chat."""
    await meet(page, demo, ALICE)
    painters = next(chat.id for chat in demo.telegram.world.chats.values() if chat.title == "Painters")
    await visit(page, demo, ALICE, painters)
    field = page.get_by_label("Message", exact=True)
    await field.press_sequentially("@palitra_sandbox_bot a cat on a roof --n 4", delay=20)
    await page.get_by_role("option").first.click(timeout=PATIENCE)
    await pictures(page, 1)


async def drawn(page: Page, demo: Scenery) -> None:
    """A whole turn: a request, and its picture."""
    await meet(page, demo, ALICE)
    await send(page, "/draw a lighthouse in a storm --seed 17 --style watercolor --ar 3:2")
    await pictures(page, 1)


async def tall(page: Page, demo: Scenery) -> None:
    """A tall picture, in Russian."""
    await meet(page, demo, BORIS)
    await send(page, "/draw воздушный шар над горами --сид 5 --высокий")
    await pictures(page, 1)


async def full(page: Page, demo: Scenery) -> None:
    """A picture by itself."""
    await drawn(page, demo)
    await page.locator(".row button:has(img)").last.click()
    await page.wait_for_timeout(400)


async def backstage(page: Page, demo: Scenery) -> None:
    """What happens behind the scenes while a picture is drawn."""
    await drawn(page, demo)
    await page.get_by_role("button", name="Behind the scenes").click()
    await page.wait_for_timeout(400)


Scene = Callable[[Page, Scenery], Awaitable[None]]

SCENES: dict[str, Scene] = {
    scene.__name__: scene for scene in (private, sheet, asking, styles, settings, group, sheets, inline, shared)
}
TURNS: dict[str, Scene] = {scene.__name__: scene for scene in (drawn, asking, tall, full, backstage)}


async def meet(page: Page, demo: Scenery, person: int) -> None:
    """Open a person's private chat; whoever wrote /start is known to the bot."""
    await visit(page, demo, person, person)
    await send(page, "/start")
    await expect(page.locator(".row:not(.own)").first).to_be_visible(timeout=PATIENCE)


async def visit(page: Page, demo: Scenery, person: int, chat: int, thread: int | None = None) -> None:
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
async def running(duration: tuple[float, float] = (5.0, 14.0)) -> AsyncIterator[Scenery]:
    """A bot of its own for each scene."""
    stop = asyncio.Event()
    async with scenery(port=0, duration=duration) as around, asyncio.TaskGroup() as tasks:
        tasks.create_task(live(around, stop, usual_seconds=12.0), name="bot")
        rows = tasks.create_task(rows_of(around), name="rows")
        try:
            yield around
        finally:
            rows.cancel()
            stop.set()


async def main(names: Sequence[str]) -> None:
    """Take these, or all."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium(), args=QUIET)
        for name, scene in SCENES.items():
            if not names or name in names:
                await take(browser, scene, DOCS / f"chat-{name}.png", viewport=SIZE)
        for name, scene in TURNS.items():
            if not names or "turns" in names:
                await take_everywhere(browser, name, scene)
        if not names or "painter" in names:
            await contact_sheet(browser, DOCS / "painter.jpg")
        if not names or "presets" in names:
            await preset_sheets(browser)
        await browser.close()


async def take_everywhere(browser: Browser, name: str, scene: Scene) -> None:
    """A turn on a desk and on a phone, light and dark."""
    for size in (DESK, PHONE):
        for scheme in SCHEMES:
            path = DOCS / "turns" / f"{name}-{size['width']}-{scheme}.jpg"
            await take(browser, scene, path, viewport=size, color_scheme=scheme)


async def take(
    browser: Browser, scene: Scene, path: Path, *, viewport: ViewportSize, color_scheme: Scheme = "light"
) -> None:
    """Play one scene and take its picture."""
    path.parent.mkdir(exist_ok=True)
    async with running() as around:
        page = await browser.new_page(viewport=viewport, color_scheme=color_scheme, reduced_motion="reduce")
        await scene(page, around)
        quality = 82 if path.suffix == ".jpg" else None
        await page.screenshot(path=path, quality=quality, type="jpeg" if quality else "png")
        await page.close()
    print(path.relative_to(DOCS.parent))  # noqa: T201 - a command


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:]))
