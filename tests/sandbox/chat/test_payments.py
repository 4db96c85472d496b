"""Play Stars on the page: an invoice with its button, the question before it is paid, what becomes of it."""

import pytest
from aiogram import Bot
from aiogram.types import LabeledPrice
from playwright.async_api import Page, expect

from sandbox.telegram_api import ALICE, World
from sandbox.telegram_api.stars import Checkout
from tests.sandbox.chat.acts import log

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def invoice(bot: Bot, stars: int = 50) -> None:
    """The bot sends Alice an invoice."""
    price = [LabeledPrice(label="Ten pictures", amount=stars)]
    await bot.send_invoice(ALICE, "Ten pictures", "Used last", "a payload", "XTR", price, provider_token="")


async def asked(page: Page, world: World) -> Checkout:
    """Alice presses Pay, and says yes; what Telegram asks the bot then."""
    await log(page).get_by_role("button", name="Pay ⭐️50").click()
    dialog = page.get_by_role("dialog", name="Ten pictures for ⭐ 50?")
    await expect(dialog).to_contain_text("You have ⭐ 1000 play Stars, and will have 950 left.")
    await dialog.get_by_role("button", name="Pay ⭐ 50").click()
    return await world.until(lambda: next(iter(world.stars.checkouts.values()), None))


async def test_an_invoice_is_paid_when_the_bot_agrees(page: Page, bot: Bot, world: World) -> None:
    await invoice(bot)
    await expect(log(page)).to_contain_text("Ten pictures")
    await bot.answer_pre_checkout_query((await asked(page, world)).id, ok=True)
    await expect(log(page)).to_contain_text("Paid: ⭐ 50")
    await expect(page.locator(".head-text")).to_contain_text("⭐ 950 play Stars")


async def test_why_it_is_not_waits_to_be_read(page: Page, bot: Bot, world: World) -> None:
    await invoice(bot)
    await bot.answer_pre_checkout_query((await asked(page, world)).id, ok=False, error_message="Sold out")
    alert = page.get_by_role("dialog", name="Not paid: Sold out")
    await alert.get_by_role("button", name="OK").click()
    await expect(page.locator(".head-text")).to_contain_text("⭐ 1000 play Stars")


async def test_what_is_too_dear_cannot_be_paid(page: Page, bot: Bot) -> None:
    await invoice(bot, 2000)
    await log(page).get_by_role("button", name="Pay ⭐️2000").click()
    dialog = page.get_by_role("dialog", name="Ten pictures for ⭐ 2000?")
    await expect(dialog.get_by_role("button", name="Pay ⭐ 2000")).to_be_disabled()
    await dialog.get_by_role("button", name="Cancel").click()
    await expect(dialog).to_be_hidden()


async def test_what_is_given_back_is_seen(page: Page, bot: Bot, world: World) -> None:
    await invoice(bot)
    await bot.answer_pre_checkout_query((await asked(page, world)).id, ok=True)
    (charge,) = world.stars.charges
    await bot.refund_star_payment(ALICE, charge)
    await expect(log(page)).to_contain_text("Given back: ⭐ 50")
    await expect(page.locator(".head-text")).to_contain_text("⭐ 1000 play Stars")
