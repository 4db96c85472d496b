"""What a message says, and whether it is said to the bot by its name."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import pytest
from aiogram import Bot
from aiogram.types import Chat, Document, Message, MessageEntity, PhotoSize, Sticker, User, Voice

from bot.telegram.inbound import reading

NOW = datetime.fromtimestamp(1, UTC)
GROUP = Chat(id=-500, type="group")


async def username() -> str:
    """The bot's."""
    return "Palitra_bot"


def message(text: str, entities: Sequence[MessageEntity] = ()) -> Message:
    """Something said in a group."""
    return Message(message_id=1, date=NOW, chat=GROUP, text=text, entities=list(entities) or None)


def mention(text: str, name: str = "@palitra_bot") -> MessageEntity:
    """Where a text names somebody, as Telegram counts it."""
    before = text[: text.index(name)]
    return MessageEntity(type="mention", offset=len(before.encode("utf-16-le")) // 2, length=len(name))


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("@palitra_bot a red fox", "a red fox"),
        ("@palitra_bot, a red fox", "a red fox"),
        ("a red fox @palitra_bot", "a red fox"),
        ("🦊🦊 a red fox @palitra_bot", "🦊🦊 a red fox"),
        ("@palitra_bot", ""),
        ("@palitra_bot\na fox\n--seed 17", "a fox\n--seed 17"),
    ],
)
async def test_what_begins_or_ends_with_its_name_is_said_to_it(bot: Bot, text: str, written: str) -> None:
    assert await reading.named(message(text, [mention(text)]), bot, username) == {"written": written}


async def test_a_name_in_the_middle_is_said_about_it(bot: Bot) -> None:
    text = "ask @palitra_bot for a fox"
    assert not await reading.named(message(text, [mention(text)]), bot, username)


async def test_another_ones_name_and_one_that_is_no_mention_call_nobody(bot: Bot) -> None:
    text = "@another_bot a fox"
    assert not await reading.named(message(text, [mention(text, "@another_bot")]), bot, username)
    assert not await reading.named(message("@palitra_bot a fox"), bot, username)


async def test_a_name_that_was_chosen_from_a_list_calls_it_too(bot: Bot) -> None:
    entity = MessageEntity(
        type="text_mention", offset=0, length=7, user=User(id=bot.id, is_bot=True, first_name="Palitra")
    )
    assert await reading.named(message("Palitra a fox", [entity]), bot, username) == {"written": "a fox"}


SHOWS = [
    (True, {"photo": [PhotoSize(file_id="a", file_unique_id="a", width=1, height=1)]}),
    (True, {"document": Document(file_id="a", file_unique_id="a", mime_type="image/png")}),
    (False, {"document": Document(file_id="a", file_unique_id="a", mime_type="application/pdf")}),
    (False, {"document": Document(file_id="a", file_unique_id="a")}),
    (False, {"voice": Voice(file_id="a", file_unique_id="a", duration=1)}),
    (False, {"text": "a fox"}),
    (
        True,
        {
            "sticker": Sticker(
                file_id="a", file_unique_id="a", type="regular", width=1, height=1, is_animated=False, is_video=False
            )
        },
    ),
]


@pytest.mark.parametrize(
    ("shows", "content"), SHOWS, ids=lambda value: "-".join(value) if isinstance(value, dict) else ""
)
def test_a_picture_is_told_from_what_is_none(shows: bool, content: dict[str, Any]) -> None:  # noqa: FBT001 - a row
    assert reading.shows_picture(Message(message_id=1, date=NOW, chat=GROUP, **content)) == shows


def test_where_there_is_no_message_there_is_no_picture() -> None:
    assert not reading.shows_picture(None)
