"""Updates by long polling: confirmed when they are handled, and never stopped by one of them or by the network."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from aiogram import Bot
from aiogram.types import Update
from structlog.testing import capture_logs

from bot.telegram.inbound.inbox import AT_ONCE
from bot.telegram.inbound.polling import BATCH, Polling
from sandbox.telegram_api import ALICE, TelegramSandbox, World
from sandbox.wire import Fault, Spoil

SOON = 5.0
"""Seconds within which whatever is waited for has happened; far less than a long poll."""

Handle = Callable[[Update], Awaitable[object]]


class Heard:
    """A handler that remembers the texts of the updates it was given, and may be held or made to fail."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.begun = asyncio.Event()
        self.release = asyncio.Event()
        self.release.set()

    async def __call__(self, update: Update) -> None:
        self.begun.set()
        await self.release.wait()
        text = update.message.text if update.message else None
        if text == "fail":
            raise ZeroDivisionError
        self.texts.append(text or "")


@pytest.fixture
def heard() -> Heard:
    return Heard()


@asynccontextmanager
async def polled(bot: Bot, handle: Handle) -> AsyncIterator[asyncio.Event]:
    """Poll while the block runs, then stop; or let the block stop it by the event."""
    stop = asyncio.Event()
    async with asyncio.timeout(SOON), asyncio.TaskGroup() as tasks:
        tasks.create_task(Polling(bot, handle, ["message"], pauses=lambda _: 0.01).run(stop))
        yield stop
        stop.set()


async def confirmed(world: World) -> None:
    """Wait until the bot has confirmed all there was."""
    await world.until(lambda: not world.updates.pending, SOON)


async def test_an_update_is_confirmed_only_after_its_handler_returned(
    bot: Bot, world: World, heard: Heard, sandbox: TelegramSandbox
) -> None:
    world.say(ALICE, ALICE, "fox")
    heard.release.clear()
    async with polled(bot, heard):
        await heard.begun.wait()
        assert [queued.payload["message"]["text"] for queued in world.updates.pending] == ["fox"]
        assert len(sandbox.wire.of("getUpdates")) == 1
        heard.release.set()
        await confirmed(world)
    assert heard.texts == ["fox"]


async def test_a_batch_is_confirmed_only_after_its_slowest_handler(bot: Bot, world: World) -> None:
    quick, release = asyncio.Event(), asyncio.Event()

    async def handle(update: Update) -> None:
        if update.message and update.message.text == "slow":
            await release.wait()
        else:
            quick.set()

    world.say(ALICE, ALICE, "slow")
    world.say(ALICE, ALICE, "quick")
    async with polled(bot, handle):
        await quick.wait()  # it did not have to wait for the slow one
        assert len(world.updates.pending) == 2
        release.set()
        await confirmed(world)


async def test_a_handler_that_fails_is_passed_by(bot: Bot, world: World, heard: Heard) -> None:
    for text in ("one", "fail", "two"):
        world.say(ALICE, ALICE, text)
    with capture_logs() as logs:
        async with polled(bot, heard):
            await confirmed(world)
    assert heard.texts == ["one", "two"]
    assert [line["event"] for line in logs] == ["handler failed"]


@pytest.mark.parametrize(
    "raw",
    [
        {"message": {"nonsense": True}},
        {"message": "no object"},
        {"message": {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "hologram", "title": 5}}},
    ],
)
async def test_an_update_that_cannot_be_understood_is_passed_by(
    bot: Bot, world: World, heard: Heard, raw: object
) -> None:
    world.say(ALICE, ALICE, "one")
    number = world.inject(raw)
    world.say(ALICE, ALICE, "two")
    with capture_logs() as logs:
        async with polled(bot, heard):
            await confirmed(world)
    assert heard.texts == ["one", "two"]
    assert logs == [{"event": "update not understood", "update": number, "log_level": "warning"}]


async def test_an_update_of_an_unknown_kind_is_confirmed(bot: Bot, world: World) -> None:
    """What it is good for is the handlers' matter; it must not come again for ever."""
    seen: list[int] = []

    async def handle(update: Update) -> None:
        seen.append(update.update_id)

    number = world.inject({"hologram": {"from": ALICE}})
    async with polled(bot, handle):
        await confirmed(world)
    assert seen == [number]


async def test_more_updates_than_a_batch_are_all_handled_once(bot: Bot, world: World, heard: Heard) -> None:
    texts = [f"fox {number}" for number in range(BATCH + 20)]
    for text in texts:
        world.say(ALICE, ALICE, text)
    async with polled(bot, heard):
        await confirmed(world)
    assert sorted(heard.texts) == sorted(texts)


async def test_only_so_many_handlers_of_a_batch_run_side_by_side(bot: Bot, world: World) -> None:
    running = most = 0

    async def handle(_: Update) -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0)
        running -= 1

    for number in range(BATCH):
        world.say(ALICE, ALICE, str(number))
    async with polled(bot, handle):
        await confirmed(world)
    assert most == AT_ONCE


REFUSALS = {
    "another consumer": (409, "Conflict: terminated by other getUpdates request", {}),
    "a request to wait": (429, "Too Many Requests: retry after 1", {"parameters": {"retry_after": 1}}),
    "a gateway's error": (502, "Bad Gateway", {}),
}
FAULTS = {
    name: Fault(
        "getUpdates",
        Spoil.ANSWER,
        status=status,
        body=json.dumps({"ok": False, "error_code": status, "description": text} | more).encode(),
    )
    for name, (status, text, more) in REFUSALS.items()
} | {
    "a page instead of an answer": Fault("getUpdates", Spoil.ANSWER, status=502, body=b"<html>Bad Gateway</html>"),
    "a dropped connection": Fault("getUpdates", Spoil.DROP),
    "half an answer": Fault("getUpdates", Spoil.TRUNCATE),
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
async def test_trouble_on_the_way_is_ridden_out(sandbox: TelegramSandbox, bot: Bot, heard: Heard, fault: Fault) -> None:
    sandbox.wire.faults.append(fault)
    sandbox.world.say(ALICE, ALICE, "fox")
    with capture_logs() as logs:
        async with polled(bot, heard):
            await confirmed(sandbox.world)
    assert heard.texts == ["fox"]
    assert {line["event"] for line in logs} <= {"updates unavailable", "updates delayed"}
    assert len(logs) == 1


async def test_a_stop_ends_a_long_poll_at_once(sandbox: TelegramSandbox, bot: Bot, heard: Heard) -> None:
    async with polled(bot, heard) as stop:
        await sandbox.world.until(lambda: sandbox.world.updates.turn.name, SOON)  # the long poll has come
        begun = asyncio.get_running_loop().time()
        stop.set()
    assert asyncio.get_running_loop().time() - begun < 1


async def test_a_stop_lets_handlers_finish_and_confirms_their_updates(
    sandbox: TelegramSandbox, bot: Bot, heard: Heard
) -> None:
    world = sandbox.world
    world.say(ALICE, ALICE, "fox")
    heard.release.clear()
    async with polled(bot, heard) as stop:
        await heard.begun.wait()
        stop.set()
        world.say(ALICE, ALICE, "too late")
        heard.release.set()
    assert heard.texts == ["fox"]
    assert [queued.payload["message"]["text"] for queued in world.updates.pending] == ["too late"]


async def test_a_stop_does_not_wait_as_long_as_telegram_would_like(
    sandbox: TelegramSandbox, bot: Bot, heard: Heard
) -> None:
    body = {"ok": False, "error_code": 429, "description": "Too Many Requests", "parameters": {"retry_after": 3600}}
    sandbox.wire.faults.append(Fault("getUpdates", Spoil.ANSWER, times=-1, status=429, body=json.dumps(body).encode()))
    async with polled(bot, heard) as stop:
        while not sandbox.wire.of("getUpdates"):  # noqa: ASYNC110 - the journal tells nobody
            await asyncio.sleep(0.01)
        stop.set()
    assert len(sandbox.wire.of("getUpdates")) == 2


async def test_an_update_not_confirmed_before_the_end_comes_again(
    sandbox: TelegramSandbox, bot: Bot, heard: Heard
) -> None:
    sandbox.world.say(ALICE, ALICE, "fox")
    sandbox.wire.faults.append(Fault("getUpdates", Spoil.DROP, skip=1, times=-1))
    async with polled(bot, heard) as stop:
        await heard.begun.wait()
        stop.set()
    sandbox.wire.faults.clear()
    async with polled(bot, heard):
        await confirmed(sandbox.world)
    assert heard.texts == ["fox", "fox"]
