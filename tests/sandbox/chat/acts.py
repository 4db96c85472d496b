"""What is done on the page, and what is looked for in it."""

from io import BytesIO
from typing import Any

from aiogram.types import BufferedInputFile, InlineKeyboardButton, InlineKeyboardMarkup
from PIL import Image
from playwright.async_api import Locator, Page, expect

from sandbox.telegram_api import World


def log(page: Page) -> Locator:
    return page.get_by_role("log", name="Messages")


async def send(page: Page, text: str) -> None:
    field = page.get_by_label("Message", exact=True)
    await field.fill(text)
    await field.press("Enter")


async def become_boris(page: Page) -> None:
    await page.get_by_role("button", name="Writing as Alice").click()
    await page.get_by_role("menuitemradio", name="Борис").click()


async def last_said(page: Page, world: World, chat: int) -> dict[str, Any]:
    await expect(page.locator(".row").last).to_be_visible()
    return world.messages(chat)[-1]


def picture(width: int = 400, height: int = 200) -> BufferedInputFile:
    painted = BytesIO()
    Image.linear_gradient("L").resize((width, height)).save(painted, "JPEG")
    return BufferedInputFile(painted.getvalue(), "picture.jpeg")


def buttons(*data: str) -> InlineKeyboardMarkup:
    row = [InlineKeyboardButton(text=name.title(), callback_data=name) for name in data]
    return InlineKeyboardMarkup(inline_keyboard=[row])


def group_of(world: World) -> int:
    return next(chat.id for chat in world.chats.values() if chat.title == "Painters")
