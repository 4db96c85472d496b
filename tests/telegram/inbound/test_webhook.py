"""Updates by webhook: only Telegram's are taken, and they are answered when they are handled."""

import asyncio
import io
import json
import socket
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing, suppress
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp
import pytest
from aiogram import Bot
from aiogram.types import Update
from pydantic import SecretStr
from structlog.testing import capture_logs

from bot.config import HttpSettings
from bot.errors import ConfigurationError
from bot.telegram.inbound import startup
from bot.telegram.inbound.inbox import Tries
from bot.telegram.inbound.trying import TRIES
from bot.telegram.inbound.webhook import REMEMBERED, SECRET_HEADER, Hook, Webhook
from bot.web import server
from bot.wording.texts import Locales
from sandbox.image_apis import ImagesSandbox
from sandbox.telegram_api import ALICE, TelegramSandbox, World, demo_world
from sandbox.wire import Fault, Spoil
from tests.clock import FakeClock
from tests.end_to_end.stage import SOON, Stage, dab

LOCALES = Locales()
SECRET = "S3cret_of-tests"
RIGHT = {SECRET_HEADER: SECRET}


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def hooked(port: int) -> HttpSettings:
    """A bot with a webhook on this machine."""
    return HttpSettings(
        webhook_url=f"http://127.0.0.1:{port}/telegram/hook", webhook_secret=SecretStr(SECRET), port=port
    )


class Desk:
    """A handler that remembers what it was given, and may be held."""

    def __init__(self) -> None:
        self.tried: list[str] = []
        self.texts: list[str] = []
        self.begun = asyncio.Event()
        self.release = asyncio.Event()
        self.release.set()

    async def __call__(self, update: Update) -> None:
        self.begun.set()
        await self.release.wait()
        text = update.message.text if update.message else None
        self.tried.append(text or "")
        if text == "fail" or (text == "fail once" and self.tried.count(text) == 1):
            raise ZeroDivisionError
        self.texts.append(text or "")


class Post:
    """A webhook at work, and what the tests have to do with it."""

    def __init__(self, desk: Desk, hook: Hook, webhook: Webhook, http: aiohttp.ClientSession) -> None:
        self.desk = desk
        self.webhook = webhook
        self.hook = hook
        self.http = http
        self.stop = asyncio.Event()

    async def push(self, body: bytes, headers: dict[str, str] | None = None) -> tuple[int, bytes]:
        """Push something, as Telegram does unless other headers are given; the status and the body."""
        data, headers = io.BytesIO(body), RIGHT if headers is None else headers
        async with self.http.post(self.hook.url, data=data, headers=headers) as answer:
            return answer.status, await answer.read()


@asynccontextmanager
async def posted(bot: Bot) -> AsyncIterator[Post]:
    """A webhook that Telegram knows, for as long as the block lasts."""

    async def ready() -> bool:
        return True

    port, desk = free_port(), Desk()
    hook = Hook(f"http://127.0.0.1:{port}/telegram/hook", SECRET, ["message"])
    webhook = Webhook(bot, desk, hook, FakeClock())
    async with server.listening("127.0.0.1", port, ready, [webhook.route]), aiohttp.ClientSession() as http:
        post = Post(desk, hook, webhook, http)
        await startup.connect(bot, LOCALES, post.stop, hook)
        async with asyncio.timeout(10), asyncio.TaskGroup() as tasks:
            tasks.create_task(webhook.run(post.stop))
            yield post
            post.stop.set()


@pytest.fixture
async def sandbox() -> AsyncIterator[TelegramSandbox]:
    async with TelegramSandbox(demo_world(), webhook_delay=0.02).serve() as running:
        yield running


@pytest.fixture
async def post(bot: Bot) -> AsyncIterator[Post]:
    async with posted(bot) as opened:
        yield opened


async def taken(world: World) -> None:
    """Wait until the webhook has taken all there was."""
    await world.until(lambda: not world.updates.pending, 5)


def update(number: int, text: str) -> bytes:
    """A message of Alice's, as Telegram pushes it."""
    alice = {"id": ALICE, "is_bot": False, "first_name": "Alice"}
    chat = {"id": ALICE, "type": "private", "first_name": "Alice"}
    message = {"message_id": number, "date": 1, "chat": chat, "from": alice, "text": text}
    return json.dumps({"update_id": number, "message": message}).encode()


class TestStart:
    async def test_telegram_is_told_the_address_the_secret_and_the_kinds(self, post: Post, world: World) -> None:
        assert (world.webhook.url, world.webhook.secret) == (post.hook.url, SECRET)
        assert world.updates.allowed == ("message",)

    async def test_what_came_before_the_webhook_is_not_dropped(self, bot: Bot, world: World) -> None:
        world.say(ALICE, ALICE, "early")
        async with posted(bot) as post:
            await taken(world)
        assert post.desk.texts == ["early"]

    async def test_trouble_is_ridden_out(self, sandbox: TelegramSandbox, bot: Bot) -> None:
        sandbox.wire.faults.append(Fault("setWebhook", Spoil.DROP))
        async with posted(bot) as post:
            sandbox.world.say(ALICE, ALICE, "fox")
            await taken(sandbox.world)
        assert post.desk.texts == ["fox"]

    async def test_an_address_telegram_does_not_take_is_a_sentence_for_the_operator(self, bot: Bot) -> None:
        hook = Hook("http://bot.example.org/hook", SECRET, ["message"])
        with pytest.raises(ConfigurationError) as caught:
            await startup.connect(bot, LOCALES, asyncio.Event(), hook)
        assert str(caught.value).startswith("Telegram does not take this WEBHOOK_URL: ")
        assert SECRET not in repr(hook)


class TestAnswers:
    async def test_an_update_is_answered_only_after_its_handler_returned(self, post: Post, world: World) -> None:
        post.desk.release.clear()
        world.say(ALICE, ALICE, "fox")
        await post.desk.begun.wait()
        await asyncio.sleep(0.05)
        assert len(world.updates.pending) == 1
        post.desk.release.set()
        await taken(world)
        assert post.desk.texts == ["fox"]

    async def test_a_handler_that_fails_is_tried_again_and_in_the_end_passed_by(self, post: Post, world: World) -> None:
        with capture_logs() as logs:
            for text in ("one", "fail", "two"):
                world.say(ALICE, ALICE, text)
            await taken(world)
        assert post.desk.texts == ["one", "two"]
        assert [line["event"] for line in logs] == ["handler failed"] * TRIES + ["update given up"]

    async def test_what_failed_is_to_be_brought_again_a_few_times(self, post: Post) -> None:
        answers = [await post.push(update(1, "fail")) for _ in range(TRIES + 1)]
        assert [status for status, _ in answers] == [503] * (TRIES - 1) + [200, 503]
        assert len(post.desk.tried) == TRIES + 2  # the last time its person was told

    async def test_what_went_well_in_the_end_is_forgotten(self, post: Post) -> None:
        answers = [await post.push(update(1, "fail once")) for _ in range(2)]
        assert [status for status, _ in answers] == [503, 200]
        assert post.webhook._tries == {}

    async def test_it_is_known_of_a_bounded_number_how_often_they_were_tried(self, post: Post) -> None:
        for number in range(REMEMBERED + 10):
            post.webhook._tries[number] = Tries(0.0)
        await post.push(update(9_999, "fail"))
        assert len(post.webhook._tries) == REMEMBERED

    async def test_what_is_brought_again_while_it_is_in_hand_is_handled_once(self, post: Post) -> None:
        post.desk.release.clear()
        pushes = [asyncio.create_task(post.push(update(1, "fox"))) for _ in range(3)]
        await post.desk.begun.wait()
        await asyncio.sleep(0.05)
        post.desk.release.set()
        assert await asyncio.gather(*pushes) == [(200, b"")] * 3
        assert post.desk.texts == ["fox"]

    @pytest.mark.parametrize("raw", [{"message": {"nonsense": True}}, {"message": "x"}, [1, 2], "text", None, 5])
    async def test_an_update_that_cannot_be_understood_is_passed_by(
        self, post: Post, world: World, raw: object
    ) -> None:
        with capture_logs() as logs:
            world.inject(raw)
            world.say(ALICE, ALICE, "fox")
            await taken(world)
        assert post.desk.texts == ["fox"]
        assert [line["event"] for line in logs] == ["update not understood"]

    @pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b"[" * 100_000, b'"\\ud800"', b"NaN"])
    async def test_what_is_no_json_is_passed_by(self, post: Post, body: bytes) -> None:
        with capture_logs() as logs:
            assert await post.push(body) == (200, b"")
        assert [line["event"] for line in logs] == ["update not understood"]

    async def test_many_at_once_are_all_handled(self, post: Post) -> None:
        answers = await asyncio.gather(*[post.push(update(number, f"{number}")) for number in range(120)])
        assert set(answers) == {(200, b"")}
        assert sorted(map(int, post.desk.texts)) == list(range(120))


class TestStrangers:
    @pytest.mark.parametrize("secret", [None, "", "wrong", SECRET.lower(), SECRET[:-1], f"{SECRET}x", "секрет"])
    async def test_without_the_secret_nothing_is_taken_and_nothing_told(self, post: Post, secret: str | None) -> None:
        headers = {} if secret is None else {SECRET_HEADER: secret}
        assert await post.push(update(1, "fox"), headers) == (403, b"")
        assert post.desk.texts == []

    async def test_a_body_over_a_megabyte_is_refused(self, post: Post) -> None:
        status, _ = await post.push(update(1, "x" * server.BODY_LIMIT))
        assert (status, post.desk.texts) == (413, [])

    async def test_a_body_of_unknown_length_is_read_no_further_than_that(self, post: Post) -> None:
        sent = 0

        async def endless() -> AsyncIterator[bytes]:
            nonlocal sent
            while sent < 100 * server.BODY_LIMIT:
                sent += 2**16
                yield b"x" * 2**16

        with suppress(aiohttp.ClientError):  # the connection may be closed under it
            async with post.http.post(post.hook.url, data=endless(), headers=RIGHT) as answer:
                assert answer.status == 413
        assert sent < 50 * server.BODY_LIMIT

    async def test_a_large_update_is_taken(self, post: Post) -> None:
        assert await post.push(update(1, "x" * 900_000)) == (200, b"")

    async def test_only_posts_are_answered(self, post: Post) -> None:
        assert (await post.http.get(post.hook.url, headers=RIGHT)).status == 405
        assert (await post.http.post(f"{post.hook.url}/more", headers=RIGHT)).status == 404


class TestStop:
    async def test_before_the_first_words_with_telegram_nothing_is_taken(self, bot: Bot) -> None:
        desk, hook = Desk(), Hook(f"http://127.0.0.1:{free_port()}/hook", SECRET, ["message"])
        webhook, port = Webhook(bot, desk, hook, FakeClock()), urlsplit(hook.url).port or 0

        async def ready() -> bool:
            return False

        async with server.listening("127.0.0.1", port, ready, [webhook.route]), aiohttp.ClientSession() as http:
            assert await Post(desk, hook, webhook, http).push(update(1, "fox")) == (503, b"")
        assert desk.tried == []

    async def test_what_is_in_hand_is_finished_and_answered(self, bot: Bot) -> None:
        async with posted(bot) as post:
            post.desk.release.clear()
            first = asyncio.create_task(post.push(update(1, "in hand")))
            await post.desk.begun.wait()
            post.stop.set()
            await asyncio.sleep(0.02)
            assert await post.push(update(2, "too late")) == (503, b"")
            assert not first.done()
            post.desk.release.set()
            assert await first == (200, b"")
        assert post.desk.texts == ["in hand"]

    async def test_what_was_not_taken_comes_again(self, bot: Bot, world: World) -> None:
        async with posted(bot) as before:
            before.stop.set()
            await asyncio.sleep(0.02)
            world.say(ALICE, ALICE, "fox")
            await world.until(lambda: world.webhook.last_error_message, 5)
        async with posted(bot) as after:
            await taken(world)
        assert (before.desk.texts, after.desk.texts) == ([], ["fox"])


@pytest.fixture
async def stage(sandbox: TelegramSandbox, tmp_path: Path) -> AsyncIterator[Stage]:
    async with ImagesSandbox(SOON, painter=dab).serve() as images:
        yield Stage(sandbox, images, tmp_path / "bot.db", http=hooked(free_port()))


class TestWholeBot:
    async def test_a_request_becomes_a_picture(self, stage: Stage) -> None:
        async with stage.bot():
            answer = await stage.answered(stage.ask("/draw a red fox --seed 17"))
        assert stage.picture(answer) == dab("a red fox", 17, 1, 1)
        assert stage.telegram.wire.of("getUpdates") == []

    async def test_an_update_that_comes_again_draws_once(self, stage: Stage) -> None:
        async with stage.bot() as app:
            request = stage.ask("/draw a red fox")
            await stage.answered(request)
            stage.telegram.world.redeliver()
            await taken(stage.telegram.world)
            await stage.settled(app)
        assert len(stage.images.operations) == 1
        assert len(stage.replies(ALICE, request["message_id"])) == 1

    async def test_an_update_pushed_twice_at_once_draws_once(self, stage: Stage) -> None:
        assert stage.http
        async with stage.bot() as app, aiohttp.ClientSession() as http:
            await until_ready(http, stage.http)
            world = stage.telegram.world
            request = world.say(ALICE, ALICE, "/draw a red fox")
            raw = {"update_id": 1, "message": request}
            for answer in await asyncio.gather(
                *[http.post(stage.http.webhook_url, json=raw, headers=RIGHT) for _ in range(5)]
            ):
                assert answer.status == 200
            await stage.answered(request)
            await stage.settled(app)
        assert len(stage.images.operations) == 1

    async def test_what_was_asked_while_the_bot_was_away_is_drawn_later(self, stage: Stage) -> None:
        async with stage.bot():
            await stage.answered(stage.ask("/draw a red fox"))
        request = stage.ask("/draw a blue bird")
        async with stage.bot():
            assert "photo" in await stage.answered(request)

    async def test_a_bot_that_polls_again_needs_no_webhook(self, stage: Stage) -> None:
        async with stage.bot():
            await stage.answered(stage.ask("/draw a red fox"))
        stage.http = None
        async with stage.bot():
            assert "photo" in await stage.answered(stage.ask("/draw a blue bird"))
        assert stage.telegram.world.webhook.url == ""


async def probe(http: aiohttp.ClientSession, settings: HttpSettings, path: str) -> int:
    async with http.get(f"http://{settings.host}:{settings.port}{path}") as answer:
        return answer.status


async def until_ready(http: aiohttp.ClientSession, settings: HttpSettings) -> None:
    async with asyncio.timeout(10):
        while await probe(http, settings, "/ready") != 200:  # noqa: ASYNC110 - that is what a probe does
            await asyncio.sleep(0.01)


def execute(database: Path, statement: str) -> None:
    """Do something to the bot's database from outside."""
    with closing(sqlite3.connect(database)) as connection:
        connection.execute(statement)


class TestProbes:
    @pytest.mark.parametrize("webhook", [True, False])
    async def test_a_bot_is_ready_when_it_has_reached_telegram(self, stage: Stage, *, webhook: bool) -> None:
        port = free_port()
        stage.http = hooked(port) if webhook else HttpSettings(webhook_url="", port=port)
        stage.telegram.wire.faults.append(Fault("getMe", Spoil.DROP, times=-1))
        async with stage.bot(), aiohttp.ClientSession() as http:
            assert await probe(http, stage.http, "/health") == 200
            assert await probe(http, stage.http, "/ready") == 503
            stage.telegram.wire.faults.clear()
            await until_ready(http, stage.http)

    async def test_a_bot_whose_database_does_not_answer_is_not_ready(self, stage: Stage) -> None:
        stage.http = HttpSettings(webhook_url="", port=free_port())
        async with stage.bot(), aiohttp.ClientSession() as http:
            await until_ready(http, stage.http)
            await asyncio.to_thread(execute, stage.database, "ALTER TABLE requests RENAME TO gone")
            assert await probe(http, stage.http, "/ready") == 503
            assert await probe(http, stage.http, "/health") == 200
            await asyncio.to_thread(execute, stage.database, "ALTER TABLE gone RENAME TO requests")
            await until_ready(http, stage.http)

    async def test_a_port_that_is_taken_is_a_sentence_for_the_operator(self) -> None:
        async def ready() -> bool:
            return True

        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = taken.getsockname()[1]
            with pytest.raises(ConfigurationError) as caught:
                async with server.listening("127.0.0.1", port, ready, []):
                    pass
        assert str(caught.value).startswith(f"HTTP_HOST=127.0.0.1, HTTP_PORT={port}: ")
        assert "in use" in str(caught.value)
