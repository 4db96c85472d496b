"""What is sent and shown besides words: tall pictures, voice messages, stickers."""

import pytest
from aiogram import Bot
from playwright.async_api import Page, expect

from sandbox.telegram_api import ALICE, World
from tests.sandbox.chat.acts import buttons, last_said, picture

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_tall_picture_leaves_its_bubble_wide_enough_for_words_and_buttons(page: Page, bot: Bot) -> None:
    await bot.send_photo(ALICE, picture(100, 400), caption="tall", reply_markup=buttons("again", "change", "more"))
    bubble = await page.locator(".bubble.pictured").bounding_box()
    assert bubble is not None
    assert bubble["width"] == 320


async def test_a_tall_picture_is_shown_whole(page: Page, bot: Bot) -> None:
    await bot.send_photo(ALICE, picture(100, 400), caption="tall")
    shown = page.get_by_role("img", name="tall")
    await expect(shown).to_have_css("object-fit", "contain")
    await expect(shown).to_have_css("height", "420px")


async def test_a_voice_message_is_sent_from_the_menu(page: Page, world: World) -> None:
    await page.get_by_role("button", name="Send something else").click()
    await page.get_by_role("menuitem", name="Voice message").click()
    await expect(page.get_by_role("img", name="Voice message")).to_be_visible()
    assert (await last_said(page, world, ALICE))["voice"]["duration"] == 3


async def test_a_sticker_is_sent_from_the_menu(page: Page, world: World) -> None:
    await page.get_by_role("button", name="Send something else").click()
    await page.get_by_role("menuitem", name="Sticker").click()
    await expect(page.locator(".row").get_by_role("img", name="Sticker")).to_have_js_property("naturalWidth", 512)
    assert (await last_said(page, world, ALICE))["sticker"]["type"] == "regular"


async def test_the_bot_gets_a_voice_message_as_telegram_sends_it(bot: Bot, world: World) -> None:
    world.say_voice(ALICE, ALICE, seconds=7)
    (update,) = await bot.get_updates(timeout=5)
    assert update.message is not None
    assert update.message.voice is not None
    assert update.message.voice.duration == 7


async def test_the_bot_gets_a_sticker_as_telegram_sends_it(bot: Bot, world: World) -> None:
    world.say_sticker(ALICE, ALICE, emoji="🎨")
    (update,) = await bot.get_updates(timeout=5)
    assert update.message is not None
    assert update.message.sticker is not None
    assert update.message.sticker.emoji == "🎨"


async def test_the_caption_of_a_picture_in_full_fits_a_phone(page: Page, bot: Bot) -> None:
    await page.set_viewport_size({"width": 390, "height": 844})
    await bot.send_photo(ALICE, picture(), caption="a lighthouse in a storm, seed 17, " * 8)
    await page.get_by_role("button", name="Photo from Palitra").click()
    for part in (".lightbox-caption", ".lightbox-head", ".lightbox img"):
        box = await page.locator(part).bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
        assert box["y"] + box["height"] <= 844
    await page.keyboard.press("Escape")
    await page.set_viewport_size({"width": 1100, "height": 700})
