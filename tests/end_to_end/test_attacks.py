"""What a client can send that is not the bot's own: presses of other buttons, under other messages, by other people."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from bot.app import App
from sandbox.telegram_api import ALICE, BORIS, TelegramSandbox, demo_world
from sandbox.wire import Fault, Spoil
from tests.end_to_end.acts import drawn, elsewhere, opened, posted, says
from tests.end_to_end.people import buttons, forged, forged_at, no_longer_shown, now, picture, press, replied, said
from tests.end_to_end.stage import SOON, Message, Stage, dab

EVE = 7
OVER = ("This button no longer works.", "Эта кнопка больше не работает.")
NAME = "@palitra_sandbox_bot"

pytestmark = pytest.mark.usefixtures("app")


def data_of(message: Message) -> list[str]:
    """Everything that the buttons under a message carry."""
    return [one["callback_data"] for one in buttons(message).values() if "callback_data" in one]


def settings_of_both_kinds() -> list[str]:
    """Data of menus, with values that no menu has."""
    values = (
        "language|xx",
        "daily|-5",
        "zone|100000",
        "quiet|1-999",
        "model|none",
        "ratio|0x0",
        "sharing|x",
        "style|oil",
    )
    return [f"{prefix}|{value}" for prefix in ("s", "sg") for value in values]


async def in_private(stage: Stage) -> Message:
    return await picture(stage, "/draw a fox --seed 17")


async def in_group(stage: Stage) -> Message:
    chat = stage.telegram.world.add_group("Here", [ALICE, BORIS, EVE]).id
    return await picture(stage, "/draw a fox --seed 17", ALICE, chat)


async def in_topic(stage: Stage) -> Message:
    world = stage.telegram.world
    forum = world.add_supergroup("Forum", [ALICE, BORIS, EVE], forum=True).id
    topic = world.add_topic(forum, "foxes").id
    (shown,) = await replied(stage, world.say(ALICE, forum, "/draw a fox --seed 17", thread=topic))
    return shown


async def in_inline(stage: Stage) -> Message:
    await opened(stage)
    return await drawn(stage, await posted(stage, "a fox --seed 17", elsewhere(stage)))


async def as_guest(stage: Stage) -> Message:
    await opened(stage)
    world = stage.telegram.world
    query = world.mention_as_guest(ALICE, elsewhere(stage), f"{NAME} a fox --seed 17")
    return await drawn(stage, await world.until(lambda: world.guest_answer(query)))


CHATS = {
    "private": in_private,
    "group": in_group,
    "topic": in_topic,
    "inline": in_inline,
    "guest": as_guest,
}


@pytest.fixture(params=list(CHATS.values()), ids=list(CHATS))
async def target(request: pytest.FixtureRequest, stage: Stage, app: App) -> Message:  # noqa: ARG001 - it must be running
    """A picture of Alice's, in every kind of chat."""
    stage.telegram.world.add_person(EVE, "Eve")
    shown: Callable[[Stage], Awaitable[Message]] = request.param
    return await shown(stage)


@pytest.fixture
async def weapons(stage: Stage, app: App) -> list[str]:  # noqa: ARG001 - it must be running
    """Everything that the buttons of Boris' own messages carry: he runs a group of his own."""
    world = stage.telegram.world
    chat = world.add_group("His", [BORIS, ALICE]).id
    messages = [await picture(stage, "/draw лиса", BORIS, chat), await said(stage, stage.ask("/settings", BORIS, chat))]
    messages += [await picture(stage, "/draw кот", BORIS), await said(stage, stage.ask("/settings", BORIS))]
    (sheet,) = await replied(stage, stage.ask("/draw лиса --n 2", BORIS))
    messages += [await stage.answered(sheet["reply_to_message"]), await said(stage, stage.ask("/history", BORIS))]
    messages += [
        await said(stage, stage.ask("/forget", BORIS)),
        await said(stage, stage.ask("/draw кот --seed x", BORIS)),
    ]
    ids = [data.split(":")[2] for data in data_of(messages[0])]
    more = [f"g:{action}:{ids[0]}:{value}" for action, value in (("style", "oil"), ("ratio", "16x9"), ("back", ""))]
    return [
        *(data for message in messages for data in data_of(message)),
        *more,
        *settings_of_both_kinds(),
        "offer",
        "x:y",
    ]


async def test_nobodys_data_does_anything_under_a_message_that_it_does_not_stand_in(
    stage: Stage, app: App, target: Message, weapons: list[str]
) -> None:
    """The attack is real in every kind of chat: as the message is shown, and as one that is shown no more."""
    await stage.settled(app)
    target = now(stage, target)
    before, requests = len(stage.telegram.world.messages(target["chat"]["id"])), stage.kept("requests")
    inline = stage.telegram.world.inline_id(target)
    spots = [{"inline_message_id": inline}] if inline else [{"message": target}, no_longer_shown(target)]
    for spot in spots:
        answers = {data: await forged_at(stage, spot, data, BORIS) for data in weapons}
        assert {data for data, answer in answers.items() if answer not in OVER} == set()
    await stage.settled(app)
    assert now(stage, target) == target
    assert (len(stage.telegram.world.messages(target["chat"]["id"])), stage.kept("requests")) == (before, requests)
    assert (stage.kept("groups"), stage.kept("people", "language IS NOT NULL OR style IS NOT NULL")) == (0, 0)


async def test_a_strangers_request_is_not_tried_again_in_somebody_elses_inline_message(stage: Stage, app: App) -> None:
    await opened(stage)
    await opened(stage, BORIS)
    chat = elsewhere(stage)
    stage.images.wire.faults.append(Fault("generate", Spoil.DROP))
    failed = await says(stage, await posted(stage, "его лиса", chat, BORIS), "Сервис рисования не ответил")
    retry = str(buttons(failed)["Повторить"]["callback_data"])
    hers = await drawn(stage, await posted(stage, "a fox --seed 17", chat))
    answer = await forged_at(stage, {"inline_message_id": stage.telegram.world.inline_id(hers)}, retry, BORIS)
    await stage.settled(app)
    assert answer == "Эта кнопка больше не работает."
    assert stage.picture(now(stage, hers)) == dab("a fox", 17, 1, 1)


async def test_who_runs_another_group_neither_cancels_nor_reads_here(stage: Stage) -> None:
    world = stage.telegram.world
    world.add_person(EVE, "Eve")
    here = world.add_group("Here", [ALICE, BORIS]).id
    there = world.add_group("There", [EVE]).id
    his = await said(stage, stage.ask("/settings", EVE, there))
    stage.images.behaviour = replace(SOON, duration=3600.0)
    request = stage.ask("/draw a secret", ALICE, here)
    await stage.submitted(1)
    (shown,) = stage.replies(here, request["message_id"])
    (cancel,) = data_of(shown)
    identity = cancel.split(":")[2]
    for data in (cancel, f"g:files:{identity}:", f"g:again-all:{identity}:", f"g:retry:{identity}:"):
        assert await forged(stage, his, data, EVE) == OVER[0]
    assert await forged(stage, shown, cancel, EVE) == "Only the person who asked can do this."
    assert stage.images.wire.of("cancel") == []


async def test_what_a_known_person_typed_cannot_be_tried_out(stage: Stage) -> None:
    """An id of today's words cannot be made by who knows them, and both ways sound the same."""
    await opened(stage)
    message = await posted(stage, "a secret fox", elsewhere(stage))
    (typed,) = data_of(message)
    inline = {"inline_message_id": stage.telegram.world.inline_id(message)}
    answers = {await forged_at(stage, inline, data, BORIS) for data in (typed, "i:0123456789abcdef:")}
    assert answers == {"Нарисовать эти слова может только тот, кто их набрал, и только некоторое время."}


async def test_a_group_that_knows_its_rules_keeps_them_for_who_calls_the_bot_as_a_guest(stage: Stage) -> None:
    world = stage.telegram.world
    await opened(stage, BORIS)
    chat = world.add_group("Here", [ALICE, BORIS]).id
    menu = await said(stage, stage.ask("/settings", ALICE, chat))
    await press(stage, menu, "Who may draw")
    await press(stage, menu, "admins")
    world.kick(chat)
    query = world.mention_as_guest(BORIS, chat, f"{NAME} лиса")
    answer = await world.until(lambda: world.guest_answer(query))
    await says(stage, answer, "Здесь это могут только")


@pytest.mark.parametrize("words", ["@alice #fox /start https://example.org/x", "a\u202efox example.org"])
async def test_words_notify_and_lead_to_nobody(stage: Stage, words: str) -> None:
    shown = await picture(stage, f"/draw {words}")
    forms = {one["type"] for one in shown.get("caption_entities", [])}
    assert forms <= {"code", "italic", "bold", "blockquote", "expandable_blockquote"}
    assert "\u202e" not in shown["caption"]


async def test_links_have_no_previews(stage: Stage) -> None:
    await said(stage, stage.ask("/help"))
    assert all(call.params["link_preview_options"]["is_disabled"] for call in stage.telegram.wire.of("sendMessage"))


def other_bot(stage: Stage, chat: int) -> Message:
    """Another bot writes a command in a group."""
    written = stage.telegram.world.say(ALICE, chat, "nothing")
    user = {"id": 77, "is_bot": True, "first_name": "Echo", "username": "echo_bot"}
    message = written | {"message_id": written["message_id"] + 100, "from": user, "text": "/draw a fox"}
    message["entities"] = [{"type": "bot_command", "offset": 0, "length": 5}]
    stage.telegram.world.inject({"message": message})
    return message


async def test_messages_of_other_bots_are_no_requests(stage: Stage, app: App) -> None:
    other_bot(stage, stage.telegram.world.add_group("Here", [ALICE]).id)
    await picture(stage, "/draw a boat")
    await stage.settled(app)
    assert [operation.prompt for operation in stage.images.operations] == ["a boat"]


@pytest.mark.parametrize("setting", ["ignore", "answer"])
async def test_unless_a_setting_says_so(stage: Stage, setting: str) -> None:
    async with TelegramSandbox(demo_world()).serve() as telegram:
        another = replace(stage, telegram=telegram, database=stage.database.with_name("other.db"))
        another.given = {"telegram": {"bots": setting}}
        async with another.bot() as running:
            other_bot(another, telegram.world.add_group("Here", [ALICE]).id)
            await picture(another, "/draw a boat")
            await another.settled(running)
    asked = {operation.prompt for operation in stage.images.operations}
    assert asked == ({"a boat", "a fox"} if setting == "answer" else {"a boat"})
