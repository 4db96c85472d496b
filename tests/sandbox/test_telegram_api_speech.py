"""What people send besides plain words: pictures, files, edits, forwards, and how a bot makes them answer."""

import pytest
from aiogram import Bot
from aiogram.types import (
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    Message,
    MessageEntity,
    MessageOriginChannel,
    MessageOriginUser,
    ReplyKeyboardMarkup,
    ReplyParameters,
)

from sandbox.telegram_api import ALICE, BORIS, Person, World, WorldError
from tests.sandbox.conftest import Clock, picture
from tests.sandbox.test_telegram_api_world import news, painters


async def test_a_force_reply_is_shown_to_people_and_not_told_in_the_message(bot: Bot, world: World) -> None:
    markup = ForceReply(force_reply=True, input_field_placeholder="a fox")
    sent = await bot.send_message(ALICE, "What shall I draw?", reply_markup=markup)
    assert sent.reply_markup is None
    assert world.asks(ALICE, sent.message_id) == {"force_reply": True, "input_field_placeholder": "a fox"}


async def test_a_reply_keyboard_is_shown_to_people_too(bot: Bot, world: World) -> None:
    markup = ReplyKeyboardMarkup(keyboard=[[KeyboardButton(text="a")]], selective=True)
    sent = await bot.send_message(ALICE, "choose", reply_markup=markup)
    assert world.asks(ALICE, sent.message_id) == {"keyboard": [[{"text": "a"}]], "selective": True}


async def test_somebody_is_asked_until_they_reply(bot: Bot, world: World) -> None:
    sent = await bot.send_message(ALICE, "What?", reply_markup=ForceReply(force_reply=True))
    world.say(ALICE, ALICE, "hm")
    asked = world.asked(ALICE, ALICE)
    assert asked is not None
    assert asked["message_id"] == sent.message_id
    world.say(ALICE, ALICE, "a fox", reply_to=sent.message_id)
    assert world.asked(ALICE, ALICE) is None


async def test_a_selective_demand_means_whom_it_answers_or_mentions(bot: Bot, world: World) -> None:
    group = painters(world)
    said = world.say(BORIS, group, "/draw")
    selective = ForceReply(force_reply=True, selective=True)
    answers = ReplyParameters(message_id=said["message_id"])
    await bot.send_message(group, "What?", reply_markup=selective, reply_parameters=answers)
    assert (world.asked(BORIS, group) is None, world.asked(ALICE, group) is None) == (False, True)
    await bot.send_message(group, "And you, @alice?", reply_markup=selective)
    assert world.asked(ALICE, group)


async def test_a_demand_to_everybody_means_everybody(bot: Bot, world: World) -> None:
    await bot.send_message(painters(world), "What?", reply_markup=ForceReply(force_reply=True))
    assert world.asked(ALICE, painters(world))
    assert world.asked(BORIS, painters(world))


async def test_a_reply_brings_the_whole_message_it_answers_but_not_what_that_one_answered(
    bot: Bot, world: World
) -> None:
    root = world.say_photo(ALICE, ALICE, picture(), "a fox")
    middle = world.say_photo(ALICE, ALICE, picture(), "two foxes", reply_to=root["message_id"])
    world.say(ALICE, ALICE, "more", reply_to=middle["message_id"])
    message = (await news(bot))[-1].message
    assert message
    assert message.reply_to_message
    assert message.reply_to_message.photo
    assert message.reply_to_message.caption == "two foxes"
    assert message.reply_to_message.from_user
    assert message.reply_to_message.reply_to_message is None


async def test_a_person_sends_a_photo_that_can_be_downloaded(bot: Bot, world: World) -> None:
    world.say_photo(ALICE, ALICE, picture(), "/draw like this", spoiler=True)
    message = (await news(bot))[0].message
    assert message
    assert message.photo
    assert (message.caption, message.has_media_spoiler) == ("/draw like this", True)
    assert [entity.type for entity in message.caption_entities or []] == ["bot_command"]
    file = await bot.get_file(message.photo[-1].file_id)
    data = await bot.download_file(file.file_path or "")
    assert data
    assert data.read() == picture()


async def test_a_person_sends_a_photo_again_by_its_file_id(world: World) -> None:
    first = world.say_photo(ALICE, ALICE, picture())
    again = world.say_photo(ALICE, ALICE, first["photo"][-1]["file_id"])
    assert again["photo"] == first["photo"]


async def test_a_person_sends_an_album(bot: Bot, world: World) -> None:
    for caption in ("one", "two"):
        world.say_photo(ALICE, ALICE, picture(), caption, album="7")
    assert [update.message.media_group_id for update in await news(bot) if update.message] == ["7", "7"]


async def test_a_person_sends_a_document(bot: Bot, world: World) -> None:
    world.say_document(ALICE, ALICE, picture(), "fox.jpg", "original")
    message = (await news(bot))[0].message
    assert message
    assert message.document
    assert (message.document.file_name, message.document.mime_type, message.caption) == (
        "fox.jpg",
        "image/jpeg",
        "original",
    )


@pytest.mark.parametrize("caption", ["/draw like this", "/draw@palitra_sandbox_bot"])
async def test_privacy_mode_shows_commands_in_captions(bot: Bot, world: World, caption: str) -> None:
    world.say_photo(BORIS, painters(world), picture(), caption)
    world.say_photo(BORIS, painters(world), picture(), "look")
    assert [update.message.caption for update in await news(bot) if update.message] == [caption]


async def test_what_is_no_picture_or_has_too_many_words_cannot_be_sent(world: World) -> None:
    with pytest.raises(WorldError):
        world.say_photo(ALICE, ALICE, b"rubbish")
    with pytest.raises(WorldError):
        world.say_photo(ALICE, ALICE, "no such file")
    with pytest.raises(WorldError):
        world.say_photo(ALICE, ALICE, picture(), "x" * 1025)


async def test_an_edited_caption_arrives_as_an_edit(bot: Bot, world: World, clock: Clock) -> None:
    said = world.say_photo(ALICE, ALICE, picture(), "/draw this")
    clock.forward(5)
    world.edit(ALICE, ALICE, said["message_id"], "/draw that")
    edited = (await news(bot))[1].edited_message
    assert edited
    assert (edited.caption, edited.edit_date) == ("/draw that", int(clock.now.timestamp()))


async def test_an_edit_in_a_group_reaches_the_bot_only_if_it_could_read_it(bot: Bot, world: World) -> None:
    said = world.say(BORIS, painters(world), "chatter")
    world.edit(BORIS, painters(world), said["message_id"], "more chatter")
    assert await news(bot) == []
    world.edit(BORIS, painters(world), said["message_id"], "/draw it")
    assert [update.edited_message.text for update in await news(bot) if update.edited_message] == ["/draw it"]


async def test_a_forwarded_message_tells_whose_it_was(bot: Bot, world: World) -> None:
    said = world.say(BORIS, painters(world), "a fox")
    world.forward(BORIS, BORIS, painters(world), said["message_id"])
    message = (await news(bot))[0].message
    assert message
    assert isinstance(message.forward_origin, MessageOriginUser)
    assert (message.text, message.forward_origin.sender_user.id) == ("a fox", BORIS)


async def test_a_forward_of_a_forward_tells_the_first_author(world: World) -> None:
    said = world.say(ALICE, painters(world), "a fox")
    once = world.forward(BORIS, BORIS, painters(world), said["message_id"])
    twice = world.forward(BORIS, painters(world), BORIS, once["message_id"])
    assert twice["forward_origin"]["sender_user"]["id"] == ALICE


async def test_a_message_by_way_of_another_bot_tells_which(bot: Bot, world: World) -> None:
    world.say(ALICE, ALICE, "🎲", via=Person(9, "Dice", "dice_bot", is_bot=True))
    message = (await news(bot))[0].message
    assert message
    assert message.via_bot
    assert message.via_bot.username == "dice_bot"


async def test_a_person_mentions_somebody_without_a_username(bot: Bot, world: World) -> None:
    mention = {"type": "text_mention", "offset": 6, "length": 5, "user": world.people[BORIS].user()}
    world.say(ALICE, ALICE, "/draw Борис", entities=[mention])
    message = (await news(bot))[0].message
    assert message
    assert [entity.type for entity in message.entities or []] == ["bot_command", "text_mention"]


async def test_the_bot_mentions_somebody_by_id(bot: Bot) -> None:
    sent = await bot.send_message(ALICE, '<a href="tg://user?id=1002">Б.</a>', parse_mode="HTML")
    assert sent.entities
    assert isinstance(sent.entities[0], MessageEntity)
    assert sent.entities[0].user
    assert sent.entities[0].user.first_name == "Борис"


async def test_a_channels_post_comes_into_its_discussion_by_itself(bot: Bot, world: World) -> None:
    group = painters(world)
    world.privacy = False
    channel = world.add_channel("Art", ALICE, discussion=group)
    post = world.publish(channel.id, "New works", photo=picture())
    message = (await news(bot))[0].message
    assert message
    assert message.from_user
    assert message.sender_chat
    assert (message.chat.id, message.is_automatic_forward, message.from_user.id) == (group, True, 777000)
    assert message.sender_chat.id == channel.id
    assert isinstance(message.forward_origin, MessageOriginChannel)
    assert message.forward_origin.message_id == post["message_id"]


async def test_a_channels_post_is_nobodys_and_reaches_a_bot_that_runs_the_channel(bot: Bot, world: World) -> None:
    channel = world.add_channel("Art", ALICE)
    world.publish(channel.id, "unseen")
    world.promote(channel.id)
    world.publish(channel.id, "/draw a fox")
    posts = [update.channel_post for update in await news(bot) if update.channel_post]
    assert [(post.text, post.from_user) for post in posts] == [("/draw a fox", None)]
    assert posts[0].sender_chat
    assert posts[0].sender_chat.title == "Art"


async def test_nobody_chats_in_a_channel(world: World) -> None:
    channel = world.add_channel("Art", ALICE).id
    with pytest.raises(WorldError):
        world.say(ALICE, channel, "hello")
    with pytest.raises(WorldError):
        world.publish(painters(world), "hello")


async def test_a_press_shows_what_its_message_replies_to_as_that_is_by_then(bot: Bot, world: World) -> None:
    said = world.say(ALICE, ALICE, "a fox")
    button = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Draw", callback_data="draw")]])
    answers = ReplyParameters(message_id=said["message_id"])
    sent = await bot.send_message(ALICE, "Shall I?", reply_markup=button, reply_parameters=answers)
    world.edit(ALICE, ALICE, said["message_id"], "a boat")
    world.press(ALICE, ALICE, sent.message_id, "draw")
    world.delete(ALICE, ALICE, said["message_id"])
    world.press(ALICE, ALICE, sent.message_id, "draw")
    presses = [one.callback_query.message for one in await news(bot) if one.callback_query]
    replied = [one.reply_to_message for one in presses if isinstance(one, Message)]
    assert [one and one.text for one in replied] == ["a boat", None]
