"""How the bot gets its updates: long polling with confirmation, one consumer at a time, and webhooks."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramConflictError
from aiohttp import web

from sandbox.telegram_api import ALICE, BORIS, TelegramSandbox, World, WorldError
from tests.sandbox.conftest import Raw, refuses

OTHER_POLL = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"


@dataclass
class Hook:
    """A webhook: what came, and the statuses it answers, the last one again and again."""

    statuses: list[int] = field(default_factory=lambda: [200])
    body: bytes = b""
    seen: list[tuple[str | None, Any]] = field(default_factory=list)
    url: str = ""

    async def take(self, request: web.Request) -> web.Response:
        self.seen.append((request.headers.get("X-Telegram-Bot-Api-Secret-Token"), await request.json()))
        status = self.statuses.pop(0) if len(self.statuses) > 1 else self.statuses[0]
        return web.Response(status=status, body=self.body)

    @property
    def texts(self) -> list[str]:
        return [update["message"]["text"] for _, update in self.seen]


@asynccontextmanager
async def listening(*statuses: int, body: bytes = b"") -> AsyncIterator[Hook]:
    hook = Hook(list(statuses) or [200], body)
    app = web.Application()
    app.router.add_post("/hook", hook.take)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    hook.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    try:
        yield hook
    finally:
        await runner.cleanup()


async def soon(condition: Callable[[], object]) -> None:
    """Wait for what no world tells: a webhook's own notes."""
    async with asyncio.timeout(5):
        while not condition():  # noqa: ASYNC110 - the journal wakes nobody
            await asyncio.sleep(0.005)


async def test_an_update_is_offered_until_it_is_confirmed(bot: Bot, world: World) -> None:
    world.say(ALICE, ALICE, "one")
    first = await bot.get_updates()
    again = await bot.get_updates()
    assert [update.update_id for update in first] == [update.update_id for update in again]
    assert await bot.get_updates(offset=first[0].update_id + 1) == []
    assert await bot.get_updates() == []


async def test_updates_come_in_order_and_not_more_than_asked_for(bot: Bot, world: World) -> None:
    for text in "abc":
        world.say(ALICE, ALICE, text)
    updates = await bot.get_updates(limit=2)
    assert [update.message.text for update in updates if update.message] == ["a", "b"]


async def test_a_negative_offset_keeps_only_the_newest(bot: Bot, world: World) -> None:
    for text in "abc":
        world.say(ALICE, ALICE, text)
    updates = await bot.get_updates(offset=-1)
    assert [update.message.text for update in updates if update.message] == ["c"]
    assert len(await bot.get_updates()) == 1


async def test_a_long_poll_ends_with_the_first_update(bot: Bot, world: World) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=20))
    await asyncio.sleep(0.05)
    world.say(ALICE, ALICE, "hello")
    (update,) = await asyncio.wait_for(poll, 2)
    assert update.message
    assert update.message.text == "hello"


async def test_a_second_poll_ends_the_first_with_a_conflict(bot: Bot, world: World) -> None:
    first = asyncio.create_task(bot.get_updates(timeout=20))
    await asyncio.sleep(0.05)
    second = asyncio.create_task(bot.get_updates(timeout=20))
    with refuses(OTHER_POLL, TelegramConflictError):
        await asyncio.wait_for(first, 2)
    world.say(ALICE, ALICE, "for the second")
    assert len(await asyncio.wait_for(second, 2)) == 1


async def test_the_kinds_asked_for_are_remembered(bot: Bot, world: World) -> None:
    await bot.get_updates(allowed_updates=["callback_query"])
    world.say(ALICE, ALICE, "unheard")
    assert await bot.get_updates() == []
    await bot.get_updates(allowed_updates=[])
    world.say(ALICE, ALICE, "heard")
    assert len(await bot.get_updates()) == 1


async def test_closing_ends_a_long_poll_at_once(sandbox: TelegramSandbox) -> None:
    other = TelegramSandbox()
    async with other.serve():
        poll = asyncio.create_task(raw_poll(other))
        await asyncio.sleep(0.05)
    assert await asyncio.wait_for(poll, 0.1) == {"ok": True, "result": []}
    assert other.url != sandbox.url


async def raw_poll(sandbox: TelegramSandbox) -> object:
    reader, writer = await asyncio.open_connection("127.0.0.1", int(sandbox.url.rpartition(":")[2]))
    writer.write(f"GET /bot{sandbox.token}/getUpdates?timeout=30 HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n".encode())
    answer = await reader.read()
    writer.close()
    await writer.wait_closed()
    return json.loads(answer.partition(b"\r\n\r\n")[2])


async def test_a_poll_that_was_abandoned_takes_nothing(sandbox: TelegramSandbox, bot: Bot, world: World) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=20))
    await asyncio.sleep(0.05)
    poll.cancel()
    await asyncio.wait({poll})
    await soon(lambda: sandbox.wire.of("getUpdates"))
    world.say(ALICE, ALICE, "kept")
    world.redeliver()
    assert len(await bot.get_updates()) == 2


async def test_an_update_can_come_twice(bot: Bot, world: World) -> None:
    world.say(ALICE, ALICE, "once")
    (update,) = await bot.get_updates()
    assert world.redeliver() == update.update_id
    (again,) = await bot.get_updates(offset=update.update_id + 1)
    assert again == update
    assert await bot.get_updates(offset=update.update_id + 1) == []


async def test_an_older_update_can_come_again(bot: Bot, world: World) -> None:
    world.say(ALICE, ALICE, "old")
    (old,) = await bot.get_updates()
    world.say(ALICE, ALICE, "new")
    world.redeliver(old.update_id)
    updates = await bot.get_updates(offset=old.update_id + 1)
    assert [update.message.text for update in updates if update.message] == ["new", "old"]


def test_what_never_came_cannot_come_again() -> None:
    with pytest.raises(WorldError):
        World().redeliver()


@pytest.mark.parametrize("rubbish", [{"message": "no message"}, {"unheard_of": {}}, [1, 2], "text", None])
async def test_any_json_can_be_injected(raw: Raw, world: World, rubbish: object) -> None:
    number = world.inject(rubbish)
    (update,) = (await raw("getUpdates"))["result"]
    assert update == ({"update_id": number} | rubbish if isinstance(rubbish, dict) else rubbish)
    assert (await raw("getUpdates", offset=number + 1))["result"] == []


async def test_an_injected_update_may_choose_its_id(raw: Raw, world: World) -> None:
    assert world.inject({"update_id": 900_000_000}) == 900_000_000
    world.say(ALICE, ALICE, "after it")
    assert [update["update_id"] for update in (await raw("getUpdates"))["result"]] == [900_000_000, 900_000_001]


async def test_polling_is_refused_while_there_is_a_webhook(bot: Bot) -> None:
    async with listening() as hook:
        await bot.set_webhook(hook.url)
        text = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
        with refuses(f"Conflict: {text}", TelegramConflictError):
            await bot.get_updates()
        await bot.delete_webhook()
        assert await bot.get_updates() == []


async def test_a_new_webhook_ends_a_long_poll(bot: Bot) -> None:
    async with listening() as hook:
        poll = asyncio.create_task(bot.get_updates(timeout=20))
        await asyncio.sleep(0.05)
        await bot.set_webhook(hook.url)
        with refuses("Conflict: terminated by setWebhook request", TelegramConflictError):
            await asyncio.wait_for(poll, 2)


async def test_updates_are_pushed_in_order_with_the_secret(bot: Bot, world: World) -> None:
    async with listening() as hook:
        await bot.set_webhook(hook.url, secret_token="s3cret")
        world.say(ALICE, ALICE, "one")
        world.say(BORIS, BORIS, "two")
        await world.until(lambda: not world.updates.pending)
        assert hook.texts == ["one", "two"]
        assert {secret for secret, _ in hook.seen} == {"s3cret"}


async def test_what_waited_before_the_webhook_is_pushed_too(bot: Bot, world: World) -> None:
    world.say(ALICE, ALICE, "early")
    async with listening() as hook:
        await bot.set_webhook(hook.url)
        await world.until(lambda: not world.updates.pending)
        assert hook.texts == ["early"]


async def test_what_waited_can_be_dropped(bot: Bot, world: World) -> None:
    world.say(ALICE, ALICE, "early")
    await bot.delete_webhook(drop_pending_updates=True)
    assert await bot.get_updates() == []


async def test_an_update_is_pushed_again_until_it_is_taken(bot: Bot, world: World) -> None:
    async with listening(500, 302, 204) as hook:
        await bot.set_webhook(hook.url)
        world.say(ALICE, ALICE, "stubborn")
        world.say(ALICE, ALICE, "patient")
        await world.until(lambda: not world.updates.pending)
        assert hook.texts == ["stubborn", "stubborn", "stubborn", "patient"]


async def test_the_pauses_between_pushes_grow(bot: Bot, world: World) -> None:
    async with listening(500) as hook:
        await bot.set_webhook(hook.url)
        began = time.monotonic()
        world.say(ALICE, ALICE, "refused")
        await soon(lambda: len(hook.seen) >= 5)
        assert time.monotonic() - began >= 0.14  # 10 + 20 + 40 + 80 ms; equal pauses would need 40 at least


async def test_getwebhookinfo_tells_what_went_wrong(bot: Bot, world: World) -> None:
    async with listening(500) as hook:
        await bot.set_webhook(hook.url, max_connections=7, allowed_updates=["message"])
        world.say(ALICE, ALICE, "refused")
        await world.until(lambda: world.webhook.last_error_message)
        info = await bot.get_webhook_info()
    assert (info.url, info.pending_update_count, info.max_connections) == (hook.url, 1, 7)
    assert (info.last_error_message, info.allowed_updates) == (
        "Wrong response from the webhook: 500 Internal Server Error",
        ["message"],
    )
    assert info.last_error_date


async def test_a_webhook_nobody_listens_at_is_tried_again(bot: Bot, world: World) -> None:
    async with listening() as hook:
        pass
    await bot.set_webhook(hook.url)
    world.say(ALICE, ALICE, "lost?")
    await world.until(lambda: world.webhook.last_error_message)
    assert len(world.updates.pending) == 1


async def test_a_method_in_the_answer_of_a_webhook_is_reported(bot: Bot, world: World) -> None:
    async with listening(body=b'{"method": "sendMessage"}') as hook:
        await bot.set_webhook(hook.url)
        world.say(ALICE, ALICE, "hello")
        message = await world.until(lambda: world.webhook.last_error_message)
    assert message == "sandbox: a method in the answer of a webhook is not played"


async def test_without_a_webhook_its_info_is_empty(bot: Bot) -> None:
    info = await bot.get_webhook_info()
    assert (info.url, info.max_connections) == ("", None)


async def test_an_empty_address_removes_the_webhook(raw: Raw, bot: Bot) -> None:
    async with listening() as hook:
        await bot.set_webhook(hook.url)
        assert (await raw("setWebhook", url=""))["ok"]
        assert await bot.get_updates() == []


@pytest.mark.parametrize(
    ("params", "wording"),
    [
        ({"url": "http://example.org/"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        ({"url": "ftp://localhost/"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        ({"url": "https://example.org", "secret_token": "a b"}, "secret token contains unallowed characters"),
    ],
)
async def test_a_bad_webhook_is_refused(raw: Raw, params: dict[str, str], wording: str) -> None:
    assert await raw.refusal("setWebhook", **params) == f"Bad Request: {wording}"
