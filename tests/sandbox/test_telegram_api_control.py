"""The control side: the world over HTTP, events, and what foreign pages may not do."""

import base64
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from aiogram import Bot
from aiogram.types import (
    BotCommand,
    BufferedInputFile,
    ForceReply,
    InlineQueryResultArticle,
    InlineQueryResultUnion,
    InputTextMessageContent,
    ReactionTypeEmoji,
)

from sandbox.telegram_api import ALICE, BORIS, Status, TelegramSandbox, World
from tests.sandbox.conftest import buttons, picture


class Page:
    """What the web chat's page does."""

    def __init__(self, url: str, http: aiohttp.ClientSession) -> None:
        self.url, self.http = url, http

    async def get(self, path: str) -> Any:  # noqa: ANN401 - answers are any JSON
        async with self.http.get(self.url + path) as answer:
            assert answer.status == 200
            return await answer.json()

    async def post(self, path: str, expect: int = 200, **body: object) -> Any:  # noqa: ANN401 - the same
        async with self.http.post(self.url + path, json=body, headers={"Origin": self.url}) as answer:
            assert answer.status == expect
            return await answer.json()


@pytest.fixture
def page(sandbox: TelegramSandbox, http: aiohttp.ClientSession) -> Page:
    return Page(sandbox.url, http)


@pytest.fixture
async def events(page: Page) -> AsyncIterator[aiohttp.ClientWebSocketResponse]:
    async with page.http.ws_connect(f"{page.url}/control/events", origin=page.url) as socket:
        yield socket


async def test_the_world_is_told_as_a_whole(page: Page, bot: Bot) -> None:
    await bot.set_my_commands([BotCommand(command="draw", description="Draw")])
    sent = await bot.send_message(ALICE, "hello")
    shape = await page.get("/control/world")
    assert shape["bot"]["username"] == "palitra_sandbox_bot"
    alice = {"id": ALICE, "first_name": "Alice", "username": "alice", "language_code": "en", "stars": 1000}
    assert shape["people"][0] == alice
    assert shape["chats"][0]["menus"] == {str(ALICE): [{"command": "draw", "description": "Draw"}]}
    assert [message["message_id"] for message in shape["messages"][str(ALICE)]] == [sent.message_id]


async def test_chats_are_told_with_members_and_topics(page: Page, world: World) -> None:
    forum = world.add_supergroup("F", [ALICE, BORIS], forum=True).id
    topic = world.add_topic(forum, "Sketches")
    chats = (await page.get("/control/world"))["chats"]
    assert chats[0] == {
        "id": ALICE,
        "type": "private",
        "title": "Alice",
        "members": [ALICE],
        "topics": [],
        "menus": {str(ALICE): []},
    }
    assert chats[-1] == {
        "id": forum,
        "type": "supergroup",
        "title": "F",
        "members": [ALICE, BORIS, world.bot.id],
        "topics": [{"id": topic.id, "name": "Sketches", "closed": False}],
        "menus": {str(ALICE): [], str(BORIS): []},
    }


async def test_a_person_speaks_through_the_page(page: Page, world: World) -> None:
    answer = await page.post("/control/say", person=ALICE, chat=ALICE, text="/draw a fox")
    assert answer["message"] == world.messages(ALICE)[0]
    again = await page.post(
        "/control/say", person=ALICE, chat=ALICE, text="x", thread=None, reply_to=answer["message"]["message_id"]
    )
    assert again["message"]["reply_to_message"]["text"] == "/draw a fox"


async def test_a_person_presses_through_the_page(page: Page, bot: Bot, world: World) -> None:
    sent = await bot.send_message(ALICE, "again?", reply_markup=buttons("a"))
    answer = await page.post("/control/press", person=ALICE, chat=ALICE, message_id=sent.message_id, data="a")
    assert answer["query_id"] in world.queries


async def test_a_person_edits_and_deletes_through_the_page(page: Page, world: World) -> None:
    said = world.say(ALICE, ALICE, "old")["message_id"]
    edited = await page.post("/control/edit", person=ALICE, chat=ALICE, message_id=said, text="new")
    assert edited["message"]["text"] == "new"
    await page.post("/control/delete", person=ALICE, chat=ALICE, message_id=said)
    assert world.messages(ALICE) == []


async def test_the_page_blocks_kicks_and_migrates(page: Page, world: World) -> None:
    group = world.add_group("G", [ALICE]).id
    await page.post("/control/block", person=ALICE, blocked=True)
    assert not world.chats[ALICE].bot.present
    await page.post("/control/block", person=ALICE, blocked=False)
    assert world.chats[ALICE].bot.present
    new = (await page.post("/control/migrate", chat=group))["chat"]
    await page.post("/control/kick", chat=new)
    assert not world.chats[new].bot.present
    assert group not in [chat["id"] for chat in (await page.get("/control/world"))["chats"]]


async def test_a_person_sends_files_through_the_page(page: Page, world: World) -> None:
    data = base64.b64encode(picture()).decode()
    photo = await page.post("/control/say_photo", person=ALICE, chat=ALICE, photo=data, caption="a fox", spoiler=True)
    assert (photo["message"]["caption"], photo["message"]["has_media_spoiler"]) == ("a fox", True)
    document = await page.post("/control/say_document", person=ALICE, chat=ALICE, document=data, name="fox.jpg")
    assert world.file(document["message"]["document"]["file_id"]) == picture()


async def test_a_person_chooses_an_inline_result_through_the_page(
    page: Page, bot: Bot, world: World, events: aiohttp.ClientWebSocketResponse
) -> None:
    asked = await page.post("/control/inline_query", person=ALICE, chat=ALICE, text="a fox")
    assert asked["results"] is None
    content = InputTextMessageContent(message_text="drawing")
    results: list[InlineQueryResultUnion] = [
        InlineQueryResultArticle(id="1", title="Draw", input_message_content=content)
    ]
    await bot.answer_inline_query(asked["query_id"], results)
    heard = await events.receive_json(timeout=2)
    assert (heard["event"], heard["query_id"], heard["person"]) == ("results", asked["query_id"], ALICE)
    assert heard["results"] == world.cards(asked["query_id"]) == [{"id": "1", "type": "article", "title": "Draw"}]
    chosen = await page.post("/control/choose", person=ALICE, chat=ALICE, query_id=asked["query_id"], result_id="1")
    assert chosen["message"]["via_bot"]["id"] == bot.id


async def test_the_page_sees_what_a_message_asks_for_and_how_the_bot_reacted(
    page: Page, bot: Bot, world: World
) -> None:
    said = world.say(ALICE, ALICE, "hm")
    await bot.send_message(ALICE, "What?", reply_markup=ForceReply(force_reply=True))
    await bot.set_message_reaction(ALICE, said["message_id"], [ReactionTypeEmoji(emoji="👀")])
    shown = (await page.get("/control/world"))["messages"][str(ALICE)]
    assert shown[0]["reactions"] == [{"type": "emoji", "emoji": "👀"}]
    assert shown[1]["asks"] == {"force_reply": True}


async def test_the_page_changes_ranks_and_topics(page: Page, world: World) -> None:
    forum = world.add_supergroup("F", [ALICE, BORIS], forum=True).id
    topic = world.add_topic(forum, "Sketches").id
    await page.post("/control/promote", chat=forum, person=BORIS, anonymous=True)
    await page.post("/control/promote", chat=forum)
    await page.post("/control/close_topic", chat=forum, thread=topic)
    place = world.chat(forum)
    assert (place.rank(BORIS), place.bot, place.topics[topic].closed) == (Status.ADMIN, Status.ADMIN, True)
    await page.post("/control/demote", chat=forum, person=BORIS)
    assert world.chat(forum).rank(BORIS) is Status.MEMBER


async def test_a_person_forwards_through_the_page(page: Page, world: World) -> None:
    said = world.say(ALICE, ALICE, "a fox")["message_id"]
    group = world.add_group("G", [ALICE]).id
    answer = await page.post("/control/forward", person=ALICE, chat=group, from_chat=ALICE, message_id=said)
    assert answer["message"]["forward_origin"]["sender_user"]["id"] == ALICE


@pytest.mark.parametrize(
    ("order", "body", "error"),
    [
        ("say", {"person": 5, "chat": ALICE, "text": "x"}, "there is no person 5"),
        ("say", {"person": "Alice", "chat": ALICE, "text": "x"}, "person: a whole number"),
        ("say", {"person": ALICE, "chat": ALICE}, "text: a string"),
        ("say_photo", {"person": ALICE, "chat": ALICE, "photo": "?"}, "photo: bytes in base64"),
        ("choose", {"person": ALICE, "chat": ALICE, "query_id": "5", "result_id": "1"}, "there is no inline query 5"),
        ("press", {"person": ALICE, "chat": ALICE, "message_id": 9, "data": "a"}, f"chat {ALICE} shows no message 9"),
        ("migrate", {"chat": ALICE}, f"chat {ALICE} is no basic group"),
        ("kick", {"chat": 5}, "there is no chat 5"),
        ("block", {"person": 5}, "there is no person 5"),
    ],
)
async def test_an_impossible_order_is_refused(page: Page, order: str, body: dict[str, Any], error: str) -> None:
    assert await page.post(f"/control/{order}", 400, **body) == {"error": error}


@pytest.mark.parametrize("body", [b"{", b"[]", b""])
async def test_an_order_that_is_no_object_is_refused(page: Page, body: bytes) -> None:
    assert (await page.http.post(f"{page.url}/control/say", data=body)).status == 400


async def test_messages_and_edits_are_events(bot: Bot, world: World, events: aiohttp.ClientWebSocketResponse) -> None:
    sent = await bot.send_message(ALICE, "old")
    await sent.edit_text("new")
    world.delete(ALICE, ALICE, sent.message_id)
    heard = [await events.receive_json(timeout=2) for _ in range(3)]
    assert [(event["event"], event["chat_id"]) for event in heard] == [
        ("message", ALICE),
        ("edited", ALICE),
        ("deleted", ALICE),
    ]
    assert (heard[0]["message"]["text"], heard[1]["message"]["text"]) == ("old", "new")
    assert heard[2]["message_id"] == sent.message_id


async def test_actions_answers_and_chats_are_events(
    bot: Bot, world: World, events: aiohttp.ClientWebSocketResponse
) -> None:
    sent = await bot.send_message(ALICE, "again?", reply_markup=buttons("a"))
    query = world.press(ALICE, ALICE, sent.message_id, "a")
    await bot.send_chat_action(ALICE, "upload_photo")
    await bot.answer_callback_query(query, "done")
    world.add_group("G", [ALICE])
    heard = [await events.receive_json(timeout=2) for _ in range(4)][1:]
    assert heard == [
        {"event": "action", "chat_id": ALICE, "thread_id": None, "action": "upload_photo"},
        {"event": "answer", "person": ALICE, "text": "done", "alert": False},
        {"event": "chats"},
    ]


async def test_closing_hangs_up_the_events(http: aiohttp.ClientSession) -> None:
    sandbox = TelegramSandbox()
    async with sandbox.serve():
        socket = await http.ws_connect(f"{sandbox.url}/control/events")
        closing = socket.receive(timeout=2)
    assert (await closing).type in {aiohttp.WSMsgType.CLOSE, aiohttp.WSMsgType.CLOSED}
    await socket.close()


async def test_files_come_with_their_type(page: Page, bot: Bot) -> None:
    sent = await bot.send_photo(ALICE, BufferedInputFile(picture(200, 100, "PNG"), "a.png"))
    assert sent.photo
    for size, kind in ((sent.photo[-1], "image/png"), (sent.photo[0], "image/jpeg")):
        async with page.http.get(f"{page.url}/control/files/{size.file_id}") as answer:
            assert answer.content_type == kind
    assert (await page.http.get(f"{page.url}/control/files/none")).status == 404


async def test_the_page_is_served_uncached(page: Page) -> None:
    async with page.http.get(page.url) as answer:
        assert (answer.status, answer.content_type, answer.headers["Cache-Control"]) == (200, "text/html", "no-store")


@pytest.mark.parametrize("name", ["none.js", "..%2Fwire.py", "%2e%2e%2fwire.py", ".."])
async def test_only_the_pages_own_files_are_served(page: Page, name: str) -> None:
    async with page.http.get(f"{page.url}/chat/{name}") as answer:
        assert answer.status == 404 or answer.content_type == "text/html"


async def test_the_journal_is_read_and_cleared(page: Page, bot: Bot) -> None:
    await bot.send_photo(ALICE, BufferedInputFile(picture(), "a.jpg"))
    (call,) = await page.get("/control/journal")
    assert (call["operation"], call["params"]["chat_id"], call["status"]) == ("sendPhoto", ALICE, 200)
    await page.http.delete(f"{page.url}/control/journal")
    assert await page.get("/control/journal") == []


async def test_faults_are_set_and_cleared(page: Page, sandbox: TelegramSandbox) -> None:
    await page.post("/control/faults", operation="sendMessage", spoil="answer", status=429, body="{}", times=-1)
    assert (sandbox.wire.faults[0].status, sandbox.wire.faults[0].body) == (429, b"{}")
    await page.http.delete(f"{page.url}/control/faults")
    assert sandbox.wire.faults == []


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost:1"},
        {"Host": "evil.example"},
        {"Host": "127.0.0.1.evil.example"},
    ],
)
@pytest.mark.parametrize("path", ["/control/world", "/control/events", "/control/journal", "/"])
async def test_foreign_pages_are_refused(page: Page, headers: dict[str, str], path: str) -> None:
    assert (await page.http.get(page.url + path, headers=headers)).status == 403


async def test_foreign_pages_cannot_give_orders(page: Page, world: World) -> None:
    body = {"person": ALICE, "chat": ALICE, "text": "x"}
    foreign = {"Origin": "http://evil.example"}
    assert (await page.http.post(f"{page.url}/control/say", json=body, headers=foreign)).status == 403
    assert world.messages(ALICE) == []


async def test_localhost_by_name_is_local(page: Page) -> None:
    headers = {"Host": "localhost:8081", "Origin": "http://localhost:8081"}
    assert (await page.http.get(f"{page.url}/control/world", headers=headers)).status == 200
