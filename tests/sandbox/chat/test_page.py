"""Reading and writing in the web chat."""

import re

import pytest
from aiogram import Bot
from aiogram.types import (
    BotCommand,
    BufferedInputFile,
    CopyTextButton,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputMediaPhoto,
    InputTextMessageContent,
    Message,
)
from playwright.async_api import Page, expect

from sandbox.telegram_api import ALICE, BORIS, World
from tests.sandbox.chat.acts import become_boris, buttons, group_of, last_said, log, picture, send

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_the_page_shows_the_people_and_their_chats(page: Page) -> None:
    await expect(page.get_by_role("navigation", name="Chats").locator(".chat-title")).to_have_text(
        ["Palitra", "Painters", "Studio"]
    )
    await page.get_by_role("button", name="Writing as Alice").click()
    for person in ("Alice", "Борис"):
        await expect(page.get_by_role("menuitemradio", name=person, exact=True)).to_be_visible()


async def test_a_typed_text_becomes_a_message_of_that_person(page: Page, world: World) -> None:
    await send(page, "hello there")
    said = await last_said(page, world, ALICE)
    assert (said["from"]["id"], said["text"]) == (ALICE, "hello there")


async def test_an_empty_chat_offers_an_example_that_is_sent_by_a_tap(page: Page, world: World) -> None:
    await page.get_by_role("button", name="a lighthouse in a storm").click()
    assert (await last_said(page, world, ALICE))["text"] == "/draw a lighthouse in a storm --seed 17 --ar 2:1"


async def test_a_message_of_the_bot_appears_at_once(page: Page, bot: Bot) -> None:
    await bot.send_message(ALICE, "drawing...")
    await expect(log(page)).to_contain_text("drawing...")


async def test_an_edit_from_text_to_photo_shows_the_picture_in_place(page: Page, bot: Bot) -> None:
    placeholder = await bot.send_message(ALICE, "drawing...")
    row = page.locator(f"#message-{placeholder.message_id}")
    await expect(row).to_contain_text("drawing...")
    await bot.edit_message_media(
        InputMediaPhoto(media=picture(), caption="done"), chat_id=ALICE, message_id=placeholder.message_id
    )
    await expect(row.get_by_role("img", name="done")).to_have_js_property("naturalWidth", 400)
    await expect(row).not_to_contain_text("drawing...")


async def test_a_picture_opens_full_size_and_escape_closes_it(page: Page, bot: Bot) -> None:
    await bot.send_photo(ALICE, picture())
    await page.get_by_role("button", name="Photo from Palitra").click()
    await expect(page.get_by_role("dialog").get_by_role("link", name="Download")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog")).to_have_count(0)


async def test_a_pressed_button_asks_the_bot_and_its_answer_is_shown(page: Page, bot: Bot) -> None:
    await bot.send_message(ALICE, "again?", reply_markup=buttons("yes", "no"))
    await page.get_by_role("button", name="Yes").click()
    (update,) = await bot.get_updates(timeout=5)
    assert update.callback_query is not None
    assert update.callback_query.data == "yes"
    await bot.answer_callback_query(update.callback_query.id, "On it")
    await expect(page.locator("#toasts")).to_have_text("On it")


async def test_html_in_a_text_is_shown_as_text(page: Page) -> None:
    await send(page, "<img src=x onerror=alert(1)> <b>bold?</b>")
    await expect(page.locator(".row")).to_contain_text("<img src=x onerror=alert(1)> <b>bold?</b>")
    await expect(page.locator(".row .bubble").locator("img, b")).to_have_count(0)


async def test_entities_of_a_text_are_rendered_after_an_astral_character(page: Page, bot: Bot) -> None:
    await bot.send_message(ALICE, "🎨 <b>bold</b> and <code>code</code>", parse_mode="HTML")
    await expect(page.locator(".row strong")).to_have_text("bold")
    await expect(page.locator(".row code")).to_have_text("code")


async def test_boris_reads_the_page_in_russian(page: Page) -> None:
    await become_boris(page)
    await expect(page.get_by_label("Сообщение", exact=True)).to_be_visible()
    await expect(page.get_by_role("button", name="маяк в шторм")).to_be_visible()
    await expect(page.locator("html")).to_have_attribute("lang", "ru")


async def test_the_address_remembers_person_and_chat(page: Page, world: World) -> None:
    await become_boris(page)
    await page.get_by_role("link", name="Painters").click()
    await page.reload()
    await expect(page).to_have_url(re.compile(rf"#as={BORIS}&chat={group_of(world)}$"))
    await expect(page.get_by_role("heading", name="Painters")).to_be_visible()


async def test_a_message_in_a_chat_not_open_is_counted_as_unread(page: Page, world: World, bot: Bot) -> None:
    await bot.send_message(group_of(world), "good morning")
    await expect(page.get_by_role("link", name="Painters").get_by_label("1 unread")).to_be_visible()


async def test_a_reply_goes_to_the_message_it_was_started_from(page: Page, world: World, bot: Bot) -> None:
    question = await bot.send_message(ALICE, "which one?")
    await log(page).get_by_text("which one?").click(button="right")
    await page.get_by_role("menuitem", name="Reply").click()
    await send(page, "the first")
    await expect(page.locator(".row.own .quote")).to_contain_text("which one?")
    assert world.messages(ALICE)[-1]["reply_to_message"]["message_id"] == question.message_id


async def test_a_slash_suggests_the_commands_of_the_bot(page: Page, bot: Bot) -> None:
    await bot.set_my_commands(
        [BotCommand(command="draw", description="a picture"), BotCommand(command="help", description="how")]
    )
    field = page.get_by_label("Message", exact=True)
    await field.fill("/d")
    await expect(page.get_by_role("option")).to_have_text(["/drawa picture"])
    await field.press("Tab")
    await expect(field).to_have_value("/draw ")


async def test_a_new_message_does_not_move_what_a_reader_above_is_reading(page: Page, bot: Bot) -> None:
    sent = [await bot.send_message(ALICE, f"line {number}") for number in range(30)]
    await expect(log(page).get_by_text("line 29")).to_be_in_viewport()
    await page.locator(f"#message-{sent[5].message_id}").scroll_into_view_if_needed()
    await expect(page.get_by_role("button", name="To the newest messages")).to_be_visible()
    before = await top_of(page, sent[5])
    await bot.send_message(ALICE, "the newest")
    await expect(page.get_by_role("button", name="To the newest messages: 1 unread")).to_be_visible()
    assert await top_of(page, sent[5]) == before


async def top_of(page: Page, message: Message) -> float:
    box = await page.locator(f"#message-{message.message_id}").bounding_box()
    assert box is not None
    return box["y"]


async def test_what_the_bot_is_doing_stands_in_the_head(page: Page, bot: Bot) -> None:
    await bot.send_chat_action(ALICE, "upload_photo")
    await expect(page.get_by_role("main").get_by_text("Palitra is sending a photo…")).to_be_visible()


async def test_a_refusal_of_the_server_is_shown(page: Page, world: World) -> None:
    world.block(ALICE)
    await send(page, "anybody?")
    await expect(page.locator("#toasts")).to_contain_text("blocked the bot")
    await expect(page.get_by_label("Message", exact=True)).to_have_value("anybody?")


async def test_a_demand_to_reply_puts_the_composer_into_reply_mode(page: Page, world: World, bot: Bot) -> None:
    demand = ForceReply(force_reply=True, input_field_placeholder="a hat on the fox")
    sent = await bot.send_message(ALICE, "What shall I change?", reply_markup=demand)
    await expect(page.locator("#context")).to_contain_text("What shall I change?")
    await expect(page.get_by_placeholder("a hat on the fox")).to_be_focused()
    await send(page, "a hat")
    await expect(page.locator("#context")).to_be_hidden()
    await expect(page.locator(".row.own")).to_have_count(1)
    assert world.messages(ALICE)[-1]["reply_to_message"]["message_id"] == sent.message_id


async def test_a_hidden_picture_is_shown_by_a_tap_and_opened_by_the_next(page: Page, bot: Bot) -> None:
    await bot.send_photo(ALICE, picture(), has_spoiler=True)
    await page.get_by_role("button", name="Hidden picture. Show it").click()
    await page.get_by_role("button", name="Photo from Palitra").click()
    await expect(page.get_by_role("dialog")).to_be_visible()
    await page.keyboard.press("Escape")


async def test_a_document_and_a_text_to_copy(page: Page, bot: Bot) -> None:
    copy = InlineKeyboardButton(text="Copy the prompt", copy_text=CopyTextButton(text="a red fox"))
    markup = InlineKeyboardMarkup(inline_keyboard=[[copy]])
    await page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    await bot.send_document(ALICE, BufferedInputFile(b"x" * 2048, "fox.png"), reply_markup=markup)
    await expect(page.get_by_role("link", name="Download: fox.png")).to_have_attribute("download", "fox.png")
    await page.get_by_role("button", name="Copy the prompt").click()
    await expect(page.locator("#toasts")).to_have_text("Copied")
    assert await page.evaluate("navigator.clipboard.readText()") == "a red fox"


async def test_an_inline_result_is_chosen_by_the_keyboard(page: Page, world: World, bot: Bot) -> None:
    await page.get_by_role("link", name="Studio").click()
    await page.get_by_role("link", name="Sketches", exact=True).click()
    field = page.get_by_label("Message", exact=True)
    await field.fill("@palitra_sandbox_bot a fox")
    (update,) = await bot.get_updates(timeout=5)
    assert update.inline_query is not None
    await bot.answer_inline_query(update.inline_query.id, [card("Draw"), card("Draw it wide")], cache_time=0)
    results = page.get_by_role("listbox", name="Results from Palitra").get_by_role("option")
    await expect(results).to_have_count(2)
    await field.press("ArrowDown")
    await field.press("Enter")
    await expect(page.locator(".row.own")).to_contain_text("via @palitra_sandbox_bot")
    await expect(field).to_have_value("")
    message = world.messages(studio_of(world))[-1]
    assert (message["text"], message["is_topic_message"]) == ("Draw it wide", True)


def card(title: str) -> InlineQueryResultArticle:
    content = InputTextMessageContent(message_text=title)
    return InlineQueryResultArticle(id=title, title=title, input_message_content=content, reply_markup=buttons("draw"))


def studio_of(world: World) -> int:
    return next(chat.id for chat in world.chats.values() if chat.is_forum)


async def test_a_picture_is_sent_with_what_is_written_as_its_caption(page: Page, world: World) -> None:
    await page.get_by_label("Message", exact=True).fill("/draw like this")
    async with page.expect_file_chooser() as choosing:
        await page.get_by_role("button", name="Send something else").click()
        await page.get_by_role("menuitem", name="Photo or file").click()
    chooser = await choosing.value
    await chooser.set_files({"name": "fox.jpeg", "mimeType": "image/jpeg", "buffer": picture().data})
    await expect(page.get_by_role("img", name="/draw like this")).to_have_js_property("naturalWidth", 400)
    assert world.messages(ALICE)[-1]["caption"] == "/draw like this"
