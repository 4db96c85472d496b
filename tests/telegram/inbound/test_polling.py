"""Updates by long polling: confirmed when they are done with, and held up neither by one of them nor by the network."""

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial
from random import Random

import pytest
from aiogram import Bot
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import Update
from hypothesis import given, settings
from hypothesis import strategies as st
from structlog.testing import capture_logs

from bot.drawing.ports.clock import Clock
from bot.errors import StoreUnavailable
from bot.telegram.inbound.inbox import AT_ONCE
from bot.telegram.inbound.polling import LOOK_AGAIN, Polling
from bot.telegram.inbound.trying import TRIES
from bot.telegram.inbound.window import BATCH
from bot.telegram.session import TelegramSession
from sandbox.telegram_api import ALICE, BORIS, TelegramSandbox, World, demo_world
from sandbox.wire import Fault, Spoil
from tests.clock import FakeClock, HurriedClock

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


def session(sandbox: TelegramSandbox) -> TelegramSession:
    """A way to it."""
    return TelegramSession(api=TelegramAPIServer.from_base(sandbox.url))


@pytest.fixture
def heard() -> Heard:
    return Heard()


@asynccontextmanager
async def polled(bot: Bot, handle: Handle, clock: Clock | None = None) -> AsyncIterator[asyncio.Event]:
    """Poll while the block runs, then stop; or let the block stop it by the event."""
    stop, polling = asyncio.Event(), Polling(bot, handle, ["message"], clock or HurriedClock())
    async with asyncio.timeout(SOON), asyncio.TaskGroup() as tasks:
        tasks.create_task(polling.run(stop))
        yield stop
        stop.set()


class Gates:
    """A handler whose every update waits until it is let through."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.done: list[str] = []
        self._open: dict[str, asyncio.Event] = {}

    async def __call__(self, update: Update) -> None:
        text = str(update.message.text) if update.message else ""
        self.begun.append(text)
        await self._open.setdefault(text, asyncio.Event()).wait()
        self.done.append(text)

    def let(self, *texts: str) -> None:
        """Let these through, now or when they come."""
        for text in texts:
            self._open.setdefault(text, asyncio.Event()).set()


async def until(happened: Callable[[], object]) -> None:
    """Wait for something that tells nobody."""
    while not happened():  # noqa: ASYNC110 - that is what it is for
        await asyncio.sleep(0.002)


def people(world: World, count: int) -> list[int]:
    """People with a private chat each."""
    ids = [world.add_person(5000 + number, f"Person {number}").id for number in range(count)]
    for person in ids:
        world.open_private(person)
    return ids


def asked(sandbox: TelegramSandbox) -> int:
    """How often updates were asked for."""
    return len(sandbox.wire.of("getUpdates"))


def unconfirmed(world: World) -> list[str]:
    """The texts of the updates that Telegram would give again."""
    return [queued.payload["message"]["text"] for queued in world.updates.pending]


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


async def test_what_is_done_is_not_confirmed_before_what_came_before_it(bot: Bot, world: World) -> None:
    quick, release = asyncio.Event(), asyncio.Event()

    async def handle(update: Update) -> None:
        if update.message and update.message.text == "slow":
            await release.wait()
        else:
            quick.set()

    world.say(ALICE, ALICE, "slow")
    world.say(BORIS, BORIS, "quick")
    async with polled(bot, handle):
        await quick.wait()  # it did not have to wait for the slow one
        assert len(world.updates.pending) == 2
        release.set()
        await confirmed(world)


async def test_a_handler_that_fails_is_tried_again_and_in_the_end_passed_by(
    bot: Bot, world: World, heard: Heard
) -> None:
    for text in ("one", "fail", "two"):
        world.say(ALICE, ALICE, text)
    with capture_logs() as logs:
        async with polled(bot, heard):
            await confirmed(world)
    assert heard.texts == ["one", "two"]
    assert [line["event"] for line in logs] == ["handler failed"] * TRIES + ["update given up"]
    assert [line["again_in"] for line in logs[:TRIES]] == [1.0, 2.0, 4.0, 8.0, None]


class TestHanging:
    async def test_others_are_served_while_one_hangs(self, bot: Bot, world: World) -> None:
        gates = Gates()
        gates.let("two", "three")
        async with polled(bot, gates):
            world.say(ALICE, ALICE, "one")
            await until(lambda: gates.begun == ["one"])
            world.say(BORIS, BORIS, "two")
            await until(lambda: gates.done == ["two"])
            world.say(BORIS, BORIS, "three")
            await until(lambda: gates.done == ["two", "three"])
            assert unconfirmed(world) == ["one", "two", "three"]
            gates.let("one")
            await confirmed(world)
        assert gates.begun == ["one", "two", "three"]

    async def test_its_own_chat_waits_so_that_it_stays_in_order(self, bot: Bot, world: World) -> None:
        gates = Gates()
        gates.let("two", "elsewhere")
        for person, text in ((ALICE, "one"), (ALICE, "two"), (BORIS, "elsewhere")):
            world.say(person, person, text)
        async with polled(bot, gates):
            await until(lambda: gates.done == ["elsewhere"])
            assert gates.begun == ["one", "elsewhere"]
            gates.let("one")
            await confirmed(world)
        assert gates.done == ["elsewhere", "one", "two"]

    async def test_while_it_hangs_telegram_is_asked_once_in_a_while(self, sandbox: TelegramSandbox, bot: Bot) -> None:
        """It would answer at once, and always the same."""
        clock, gates = FakeClock(), Gates()

        def again(looks: int) -> bool:
            return asked(sandbox) > looks

        sandbox.world.say(ALICE, ALICE, "one")
        async with polled(bot, gates, clock):
            for looks in range(1, 4):
                await until(lambda: clock.is_waited_for(LOOK_AGAIN))
                assert asked(sandbox) == looks
                clock.advance(LOOK_AGAIN)
                await until(partial(again, looks))
            gates.let("one")

    async def test_it_holds_up_nobody_for_long_when_a_hundred_wait_behind_it(
        self, sandbox: TelegramSandbox, bot: Bot
    ) -> None:
        """More than a hundred Telegram does not give: what it gave first is what it gives again, until it is let go."""
        world, clock, gates = sandbox.world, FakeClock(), Gates()
        persons = people(world, BATCH + 1)
        for person in persons:
            world.say(person, person, str(person))
        others = [str(person) for person in persons[1:]]
        gates.let(*others)
        async with polled(bot, gates, clock):
            await until(lambda: sorted(gates.done) == others[: BATCH - 1])
            for _ in range(5):
                clock.advance(LOOK_AGAIN)
                await asyncio.sleep(0.002)
            await until(lambda: sorted(gates.done) == others)
            gates.let(str(persons[0]))
            await confirmed(world)
        assert sorted(gates.done) == sorted(map(str, persons))


@settings(max_examples=15)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2)), min_size=1, max_size=12), st.randoms())
async def test_in_whichever_order_handlers_finish_nothing_is_lost_doubled_or_out_of_order(
    wanted: list[tuple[int, int]], chance: Random
) -> None:
    """Each is of one of four chats, and fails so often before it goes well."""
    async with TelegramSandbox(demo_world()).serve() as sandbox, Bot(sandbox.token, session=session(sandbox)) as bot:
        world, gates = sandbox.world, Gates()
        persons, tries = people(world, 4), Counter[str]()

        async def handle(update: Update) -> None:
            text = str(update.message.text) if update.message else ""
            tries[text] += 1
            if tries[text] <= wanted[int(text)][1]:
                raise StoreUnavailable("away")
            await gates(update)

        def check() -> None:
            left = [str(number) for number in range(len(wanted)) if str(number) not in gates.done]
            assert set(left) <= set(unconfirmed(world))

        async with polled(bot, handle, HurriedClock(1000)):
            for number, (whose, _) in enumerate(wanted):
                world.say(persons[whose], persons[whose], str(number))
            while len(gates.done) < len(wanted):
                await until(lambda: set(gates.begun) - set(gates.done))
                gates.let(chance.choice(sorted(set(gates.begun) - set(gates.done))))
                await asyncio.sleep(0.002)
                check()
            await confirmed(world)
    assert tries == {str(number): failures + 1 for number, (_, failures) in enumerate(wanted)}
    for chat in range(4):
        own = [str(number) for number, (whose, _) in enumerate(wanted) if whose == chat]
        assert [text for text in gates.done if text in own] == own


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


async def test_only_so_many_handlers_run_side_by_side(bot: Bot, world: World) -> None:
    running = most = 0

    async def handle(_: Update) -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0)
        running -= 1

    for person in people(world, BATCH):
        world.say(person, person, "fox")
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


async def test_a_stop_waits_for_no_other_try(bot: Bot, world: World) -> None:
    """It comes again at the next start, and so does what came after it in the same chat."""
    clock, tried = FakeClock(), asyncio.Event()

    async def handle(_: Update) -> None:
        tried.set()
        raise StoreUnavailable("away")

    for text in ("one", "two"):
        world.say(ALICE, ALICE, text)
    async with polled(bot, handle, clock) as stop:
        await tried.wait()
        stop.set()
    assert unconfirmed(world) == ["one", "two"]


async def test_what_is_cut_off_is_not_confirmed_and_what_was_done_before_it_is(bot: Bot, world: World) -> None:
    gates, stop = Gates(), asyncio.Event()
    gates.let("done", "after")
    for person, text in ((ALICE, "done"), (BORIS, "hangs"), (ALICE, "after")):
        world.say(person, person, text)
    async with asyncio.timeout(SOON), asyncio.TaskGroup() as tasks:
        polling = tasks.create_task(Polling(bot, gates, ["message"], HurriedClock()).run(stop))
        await until(lambda: gates.done == ["done", "after"])
        stop.set()
        await asyncio.sleep(0)
        polling.cancel()
    assert unconfirmed(world) == ["hangs", "after"]


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
