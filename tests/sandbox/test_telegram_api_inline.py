"""Inline mode: queries, their results, what is chosen, and edits of what the bot never saw."""

from typing import Any

import pytest
from aiogram import Bot
from aiogram.types import (
    BufferedInputFile,
    CallbackQuery,
    ChosenInlineResult,
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultCachedPhoto,
    InlineQueryResultsButton,
    InlineQueryResultUnion,
    InputMediaPhoto,
    InputTextMessageContent,
)

from sandbox.telegram_api import ALICE, BORIS, FloodLimits, Status, World, WorldError
from tests.sandbox.conftest import Clock, Raw, buttons, picture, refuses
from tests.sandbox.test_telegram_api_editing import SAME
from tests.sandbox.test_telegram_api_world import news, painters

TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"
DRAW = buttons("draw")


def article(name: str = "1", *, bare: bool = False) -> InlineQueryResultArticle:
    content = InputTextMessageContent(message_text=f"drawing {name}")
    return InlineQueryResultArticle(
        id=name, title=f"Draw {name}", input_message_content=content, reply_markup=None if bare else DRAW
    )


def elsewhere(world: World) -> int:
    """A group the bot never saw."""
    return world.add_group("Elsewhere", [ALICE, BORIS], bot=Status.LEFT).id


async def answered(bot: Bot, world: World, *results: InlineQueryResultUnion, **options: Any) -> str:  # noqa: ANN401 - whatever aiogram takes
    """An inline query of Alice's that has its answer."""
    query = world.inline_query(ALICE, "a fox")
    await bot.answer_inline_query(query, list(results or [article()]), **options)
    return query


async def posted(bot: Bot, world: World) -> str:
    """The inline message id of an article sent elsewhere."""
    query = await answered(bot, world)
    await news(bot)
    world.choose(ALICE, query, "1", elsewhere(world))
    inline_id = (await chosen(bot)).inline_message_id
    assert inline_id
    return inline_id


async def chosen(bot: Bot) -> ChosenInlineResult:
    (told,) = [update.chosen_inline_result for update in await news(bot) if update.chosen_inline_result]
    return told


async def photo_id(bot: Bot) -> str:
    sent = await bot.send_photo(ALICE, BufferedInputFile(picture(), "a.jpg"))
    assert sent.photo
    return sent.photo[-1].file_id


async def test_the_bot_says_that_it_has_inline_mode(bot: Bot, world: World) -> None:
    assert (await bot.get_me()).supports_inline_queries
    world.inline = False
    assert not (await bot.get_me()).supports_inline_queries
    with pytest.raises(WorldError):
        world.inline_query(ALICE, "a fox")


async def test_an_inline_query_arrives(bot: Bot, world: World) -> None:
    number = world.inline_query(ALICE, "a fox", "20", chat=painters(world))
    query = (await news(bot))[0].inline_query
    assert isinstance(query, InlineQuery)
    assert (query.id, query.from_user.id, query.query, query.offset) == (number, ALICE, "a fox", "20")
    assert query.chat_type == "supergroup"


async def test_an_answer_becomes_cards(bot: Bot, world: World) -> None:
    file = await photo_id(bot)
    photo = InlineQueryResultCachedPhoto(id="2", photo_file_id=file, title="Seen before")
    query = await answered(bot, world, article(), photo, cache_time=0, next_offset="2")
    assert [(card["id"], card["type"], card["title"]) for card in world.cards(query)] == [
        ("1", "article", "Draw 1"),
        ("2", "photo", "Seen before"),
    ]
    answer = world.inline_answer(query)
    assert answer
    assert (answer["cache_time"], answer["next_offset"]) == (0, "2")


async def test_an_inline_query_is_answered_once_and_within_ten_seconds(bot: Bot, world: World, clock: Clock) -> None:
    query = await answered(bot, world)
    late = world.inline_query(ALICE, "later")
    clock.forward(10)
    for number in (query, late, "12345"):
        with refuses(TOO_OLD):
            await bot.answer_inline_query(number, [article()])


async def test_an_inline_query_of_more_than_256_characters_cannot_be_typed(world: World) -> None:
    with pytest.raises(WorldError):
        world.inline_query(ALICE, "x" * 257)


@pytest.mark.parametrize(
    ("results", "wording"),
    [
        ([article(str(number)) for number in range(51)], "RESULTS_TOO_MUCH"),
        ([article(), article()], "RESULT_ID_DUPLICATE"),
        ([article("ж" * 33)], "RESULT_ID_INVALID"),
        ([article("")], "RESULT_ID_INVALID"),
        (
            [InlineQueryResultCachedPhoto(id="1", photo_file_id="none")],
            "wrong file identifier/HTTP URL specified",
        ),
    ],
)
async def test_bad_results_are_refused(
    bot: Bot, world: World, results: list[InlineQueryResultUnion], wording: str
) -> None:
    query = world.inline_query(ALICE, "a fox")
    with refuses(f"Bad Request: {wording}"):
        await bot.answer_inline_query(query, results)
    assert world.inline_answer(query) is None


async def test_fifty_results_or_none_are_welcome(bot: Bot, world: World) -> None:
    query = world.inline_query(ALICE, "a fox")
    await bot.answer_inline_query(query, [article(str(number)) for number in range(50)])
    await bot.answer_inline_query(world.inline_query(ALICE, "nothing"), [])


@pytest.mark.parametrize(
    ("parameter", "wording"),
    [("", "START_PARAM_EMPTY"), ("x" * 65, "START_PARAM_TOO_LONG"), ("a b", "START_PARAM_INVALID")],
)
async def test_the_start_parameter_over_results_is_checked(
    bot: Bot, world: World, parameter: str, wording: str
) -> None:
    button = InlineQueryResultsButton(text="Out of pictures", start_parameter=parameter)
    with refuses(f"Bad Request: {wording}"):
        await answered(bot, world, button=button)


async def test_an_answer_is_remembered_for_its_cache_time(bot: Bot, world: World, clock: Clock) -> None:
    await answered(bot, world, cache_time=60)
    await news(bot)
    assert world.cards(world.inline_query(BORIS, "a fox"))
    assert await news(bot) == []
    clock.forward(60)
    world.inline_query(BORIS, "a fox")
    assert len(await news(bot)) == 1


async def test_a_personal_answer_is_remembered_for_that_person_only(bot: Bot, world: World) -> None:
    await answered(bot, world, is_personal=True)
    assert world.cards(world.inline_query(ALICE, "a fox"))
    assert not world.cards(world.inline_query(BORIS, "a fox"))


async def test_a_chosen_result_is_posted_where_the_bot_is_not(bot: Bot, world: World) -> None:
    group = elsewhere(world)
    message = world.choose(ALICE, await answered(bot, world), "1", group)
    assert (message["chat"]["id"], message["from"]["id"], message["via_bot"]["id"]) == (group, ALICE, bot.id)
    assert (message["text"], message["reply_markup"]) == ("drawing 1", DRAW.model_dump(exclude_none=True))
    told = await chosen(bot)
    assert (told.result_id, told.query, told.from_user.id) == ("1", "a fox", ALICE)
    assert world.inline_message(told.inline_message_id or "") == message


async def test_a_result_without_a_keyboard_has_no_inline_message_id(bot: Bot, world: World) -> None:
    world.choose(ALICE, await answered(bot, world, article(bare=True)), "1", elsewhere(world))
    assert (await chosen(bot)).inline_message_id is None


async def test_without_feedback_a_choice_is_not_told(bot: Bot, world: World) -> None:
    world.inline_feedback = False
    query = await answered(bot, world)
    await news(bot)
    world.choose(ALICE, query, "1", elsewhere(world))
    assert await news(bot) == []


async def test_the_bot_sees_what_was_sent_through_it_in_its_own_chats(bot: Bot, world: World) -> None:
    query = await answered(bot, world)
    await news(bot)
    world.choose(ALICE, query, "1", painters(world))
    message = (await news(bot))[-1].message
    assert message
    assert message.via_bot
    assert message.via_bot.id == bot.id


async def test_only_what_was_offered_to_somebody_can_be_chosen_by_them(bot: Bot, world: World) -> None:
    query = await answered(bot, world)
    for person, number, result in ((ALICE, query, "9"), (BORIS, query, "1"), (ALICE, "5", "1")):
        with pytest.raises(WorldError):
            world.choose(person, number, result)


async def test_a_press_under_an_inline_message_has_its_id_and_no_message(bot: Bot, world: World) -> None:
    inline_id = await posted(bot, world)
    message = world.inline_message(inline_id)
    number = world.press(BORIS, message["chat"]["id"], message["message_id"], "draw")
    query = (await news(bot))[0].callback_query
    assert isinstance(query, CallbackQuery)
    assert (query.id, query.inline_message_id, query.message, query.data) == (number, inline_id, None, "draw")
    assert await bot.answer_callback_query(number, "coming", show_alert=True)


async def test_an_inline_message_is_edited_by_its_id(bot: Bot, world: World) -> None:
    inline_id = await posted(bot, world)
    assert await bot.edit_message_text("<b>done</b>", inline_message_id=inline_id, parse_mode="HTML") is True
    message = world.inline_message(inline_id)
    assert (message["text"], "reply_markup" in message) == ("done", False)
    assert await bot.edit_message_reply_markup(inline_message_id=inline_id, reply_markup=buttons("again")) is True
    with refuses(SAME):
        await bot.edit_message_text("done", inline_message_id=inline_id, reply_markup=buttons("again"), entities=bold())


def bold() -> list[Any]:
    return [{"type": "bold", "offset": 0, "length": 4}]


async def test_an_inline_message_becomes_a_photo_by_its_file_id(bot: Bot, world: World) -> None:
    inline_id, file = await posted(bot, world), await photo_id(bot)
    media = InputMediaPhoto(media=file, caption="a fox", has_spoiler=True)
    assert await bot.edit_message_media(media, inline_message_id=inline_id) is True
    assert await bot.edit_message_caption(inline_message_id=inline_id, caption="two foxes") is True
    message = world.inline_message(inline_id)
    assert (message["photo"][-1]["file_id"], message["caption"]) == (file, "two foxes")
    assert message["has_media_spoiler"]


async def test_nothing_is_uploaded_into_an_inline_message(bot: Bot, world: World) -> None:
    inline_id = await posted(bot, world)
    with refuses("Bad Request: invalid message content specified"):
        media = InputMediaPhoto(media=BufferedInputFile(picture(), "a.jpg"))
        await bot.edit_message_media(media, inline_message_id=inline_id)
    assert world.inline_message(inline_id)["text"] == "drawing 1"


async def test_an_unknown_or_deleted_inline_message_cannot_be_edited(bot: Bot, world: World) -> None:
    inline_id = await posted(bot, world)
    with refuses("Bad Request: invalid inline message identifier specified"):
        await bot.edit_message_text("x", inline_message_id="nonsense")
    message = world.inline_message(inline_id)
    world.delete(ALICE, message["chat"]["id"], message["message_id"])
    with refuses("Bad Request: MESSAGE_ID_INVALID"):
        await bot.edit_message_text("x", inline_message_id=inline_id)


async def test_flood_limits_count_edits_of_inline_messages(bot: Bot, world: World, raw: Raw) -> None:
    inline_id = await posted(bot, world)
    world.limits = FloodLimits()
    answers = [await raw("editMessageText", inline_message_id=inline_id, text=str(number)) for number in range(31)]
    assert [answer["ok"] for answer in answers] == [True] * 30 + [False]
