"""The bot keeps Telegram's limits: against a Telegram that enforces them, with time that the tests hold."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramRetryAfter
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import BufferedInputFile, InputMediaPhoto, Message

from bot.errors import CourierDelayed
from bot.telegram.outbound.limiter import PATIENCE, HeldBack, Limiter, progress, waiting_at_most
from bot.telegram.refusals import understood
from sandbox.telegram_api import ALICE, BORIS, FloodLimits, TelegramSandbox, demo_world
from sandbox.wire import Fault, Spoil
from tests.clock import NOON
from tests.end_to_end.stage import dab

SPINS = 20
"""Turns of the event loop in which everybody who can go on does."""

FOR_EVER = 10_000.0


class HeldTime:
    """See bot.drawing.ports.Clock. It passes only when everybody waits for it."""

    def __init__(self) -> None:
        self.seconds = 1000.0
        self._alarms: list[tuple[float, asyncio.Event]] = []

    def now(self) -> datetime:
        return NOON + timedelta(seconds=self.seconds)

    def monotonic(self) -> float:
        return self.seconds

    async def wait(self, event: asyncio.Event, seconds: float) -> None:
        waiting = (self.seconds + seconds, asyncio.Event())
        self._alarms.append(waiting)
        tasks = {asyncio.create_task(event.wait()), asyncio.create_task(waiting[1].wait())}
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            self._alarms.remove(waiting)
            for task in tasks:
                task.cancel()

    def advance(self, until: float | None = None) -> None:
        """On to a time, or to when the next one wants to be woken."""
        self.seconds = max(self.seconds, min(due for due, _ in self._alarms) if until is None else until)
        for due, alarm in self._alarms:
            if due <= self.seconds:
                alarm.set()


class Flights(BaseRequestMiddleware):
    """Sees what really goes out, and when."""

    def __init__(self, time: HeldTime) -> None:
        self._time = time
        self.aloft = 0
        self.log: list[tuple[float, TelegramMethod[Any]]] = []

    async def __call__(
        self, make_request: NextRequestMiddlewareType[TelegramType], bot: Bot, method: TelegramMethod[TelegramType]
    ) -> Response[TelegramType]:
        self.log.append((self._time.seconds, method))
        self.aloft += 1
        try:
            return await make_request(bot, method)
        finally:
            self.aloft -= 1


class Scene:
    """A strict Telegram, a bot with the limiter, and the time they share."""

    def __init__(self, telegram: TelegramSandbox, time: HeldTime, patience: float) -> None:
        self.telegram = telegram
        self.time = time
        self.flights = Flights(time)
        session = AiohttpSession(api=TelegramAPIServer.from_base(telegram.url))
        session.middleware(Limiter(time, patience=patience))
        session.middleware(self.flights)
        self.bot = Bot(telegram.token, session=session)

    @property
    def world(self) -> Any:  # noqa: ANN401 - spares an import
        return self.telegram.world

    async def played(self, *calls: Awaitable[Any]) -> list[Any]:
        """What becomes of calls made at once, errors too; time passes while they all wait."""
        tasks = [asyncio.ensure_future(call) for call in calls]
        while not await self._settled(tasks):
            self.time.advance()
        return await asyncio.gather(*tasks, return_exceptions=True)

    async def _settled(self, tasks: Sequence[asyncio.Future[Any]]) -> bool:
        """Let everybody go on as far as they can without time; whether all are done."""
        for _ in range(SPINS):
            await asyncio.sleep(0)
            while self.flights.aloft:  # noqa: ASYNC110 - the loop has to turn
                await asyncio.sleep(0)
        return all(task.done() for task in tasks)

    def statuses(self) -> Counter[int | None]:
        """How often Telegram answered how."""
        return Counter(call.status for call in self.telegram.wire.calls)

    def times(self) -> list[float]:
        """When calls went out, in seconds since the start."""
        return [at - 1000.0 for at, _ in self.flights.log]

    def refuse(self, seconds: int, times: int = 1, **where: object) -> None:
        """Have Telegram refuse messages for its own reasons."""
        body = f'{{"ok":false,"error_code":429,"description":"Too Many","parameters":{{"retry_after":{seconds}}}}}'
        self.telegram.wire.faults.append(
            Fault("*", Spoil.ANSWER, status=429, body=body.encode(), where=where, times=times)
        )


@asynccontextmanager
async def staged(patience: float = PATIENCE) -> AsyncIterator[Scene]:
    time = HeldTime()
    async with TelegramSandbox(demo_world(clock=time.now, limits=FloodLimits())).serve() as telegram:
        scene = Scene(telegram, time, patience)
        async with scene.bot:
            yield scene


@pytest.fixture
async def scene() -> AsyncIterator[Scene]:
    async with staged() as opened:
        yield opened


def media() -> InputMediaPhoto:
    return InputMediaPhoto(media=BufferedInputFile(dab("fox", 17, 1, 1), "fox.jpeg"))


def texts(scene: Scene, chat: int) -> list[str]:
    """What a chat shows."""
    return [message.get("text", "[photo]") for message in scene.world.messages(chat)]


async def test_nothing_ever_gets_a_429() -> None:
    async with staged(patience=FOR_EVER) as scene:
        people = range(5000, 5060)
        for person in people:
            scene.world.add_person(person, "Person")
            scene.world.open_private(person)
        group = scene.world.add_supergroup("Flooded", [ALICE]).id
        to_people = [scene.bot.send_message(person, f"{number}") for number in range(3) for person in people]
        to_group = [scene.bot.send_message(group, f"{number}") for number in range(50)]
        answers = await scene.played(*to_people, *to_group)
    assert all(isinstance(answer, Message) for answer in answers)
    assert scene.statuses() == {200: 230}
    assert max(scene.times()) < 140  # 180 to people take 6 seconds; the 50th in a group comes 130 after the first
    assert texts(scene, group) == [str(number) for number in range(50)]
    assert all(texts(scene, person) == ["0", "1", "2"] for person in people)


async def test_without_the_limiter_it_would(scene: Scene) -> None:
    """The Telegram of these tests is as strict as they need it."""
    async with Bot(scene.telegram.token, session=AiohttpSession(api=scene.bot.session.api)) as hasty:
        await hasty.send_message(ALICE, "one")
        with pytest.raises(TelegramRetryAfter):
            await hasty.send_message(ALICE, "two")


async def test_a_group_gets_20_a_minute_a_second_apart() -> None:
    async with staged(patience=FOR_EVER) as scene:
        group = scene.world.add_group("Painters", [ALICE]).id
        await scene.played(*[scene.bot.send_message(group, f"{number}") for number in range(41)])
        times = scene.times()
    assert times[19] == pytest.approx(19 * 1.05)
    assert times[20] == pytest.approx(60.05)
    assert times[40] == pytest.approx(120.1)


async def test_a_chat_that_telegram_refuses_stops_no_other(scene: Scene) -> None:
    scene.refuse(30, chat_id=ALICE)
    refused, passed = await scene.played(scene.bot.send_message(ALICE, "x"), scene.bot.send_message(BORIS, "y"))
    assert isinstance(refused, HeldBack)
    assert (refused.retry_after, texts(scene, BORIS)) == (30, ["y"])
    assert isinstance(passed, Message)
    assert scene.time.seconds == 1000.0


async def test_a_chat_that_telegram_refused_is_left_alone_until_then(scene: Scene) -> None:
    scene.refuse(30, chat_id=ALICE)
    await scene.played(scene.bot.send_message(ALICE, "x"))
    scene.time.advance(1005.0)
    (again,) = await scene.played(scene.bot.send_message(ALICE, "x"))
    assert (again.retry_after, len(scene.flights.log)) == (25, 1)
    scene.time.advance(1030.0)
    await scene.played(scene.bot.send_message(ALICE, "x"))
    assert texts(scene, ALICE) == ["x"]


async def test_a_short_refusal_is_waited_for(scene: Scene) -> None:
    scene.refuse(3, chat_id=ALICE)
    (answer,) = await scene.played(scene.bot.send_message(ALICE, "x"))
    assert isinstance(answer, Message)
    assert (scene.times(), texts(scene, ALICE)) == ([0, 3], ["x"])


async def test_refusals_again_and_again_are_not_waited_for_for_ever(scene: Scene) -> None:
    scene.refuse(2, times=-1, chat_id=ALICE)
    (answer,) = await scene.played(scene.bot.send_message(ALICE, "x"))
    assert isinstance(answer, HeldBack)
    assert scene.times() == [0, 2, 4]


async def test_refusals_in_chat_after_chat_silence_the_bot(scene: Scene) -> None:
    group = scene.world.add_group("Painters", [ALICE]).id
    scene.refuse(60, times=3)
    await scene.played(*[scene.bot.send_message(chat, "x") for chat in (ALICE, BORIS, group)])
    (other,) = await scene.played(scene.bot.send_message(scene.world.add_group("Foxes", [ALICE]).id, "x"))
    assert (other.retry_after, len(scene.flights.log)) == (60, 3)


async def test_a_refusal_without_a_chat_silences_the_bot(scene: Scene) -> None:
    scene.refuse(60)
    inline, message = await scene.played(
        scene.bot.edit_message_text("x", inline_message_id="inline"), scene.bot.send_message(ALICE, "x")
    )
    assert isinstance(inline, HeldBack)
    scene.time.advance(1001.0)
    (message,) = await scene.played(scene.bot.send_message(BORIS, "x"))
    assert (type(message), message.retry_after) == (HeldBack, 59)


async def test_pictures_pass_and_progress_is_dropped_under_pressure() -> None:
    async with staged(patience=FOR_EVER) as scene:
        group = scene.world.add_group("Painters", [ALICE]).id
        placeholders = await scene.played(*[scene.bot.send_message(group, "Drawing…") for _ in range(12)])
        numbers = [message.message_id for message in placeholders]

        async def show(number: int, percent: int) -> None:
            with progress():
                await scene.bot.edit_message_text(f"{percent} %", chat_id=group, message_id=number)

        before = scene.time.seconds
        dropped = await scene.played(*[show(number, 50) for number in numbers])
        assert {type(outcome) for outcome in dropped} == {HeldBack}
        assert (scene.time.seconds, len(scene.flights.log)) == (before, 12)
        delivered = [scene.bot.edit_message_media(media(), chat_id=group, message_id=number) for number in numbers]
        pictures = await scene.played(*delivered, *[show(number, 90) for number in numbers])
        assert [type(outcome) for outcome in pictures] == [Message] * 12 + [HeldBack] * 12
        assert texts(scene, group) == ["[photo]"] * 12
    assert scene.statuses() == {200: 24}


async def test_progress_is_shown_where_there_is_room(scene: Scene) -> None:
    message = await scene.bot.send_message(ALICE, "Drawing…")
    scene.time.advance(1005.0)
    with progress():
        await scene.bot.edit_message_text("50 %", chat_id=ALICE, message_id=message.message_id)
    assert texts(scene, ALICE) == ["50 %"]


async def test_a_picture_is_a_picture_even_among_progress(scene: Scene) -> None:
    message = await scene.bot.send_message(ALICE, "Drawing…")
    with progress():
        await scene.played(scene.bot.edit_message_media(media(), chat_id=ALICE, message_id=message.message_id))
    assert texts(scene, ALICE) == ["[photo]"]


async def test_a_picture_goes_before_the_messages_that_came_first(scene: Scene) -> None:
    messages = [scene.bot.send_message(ALICE, f"{number}") for number in range(3)]
    photo = scene.bot.send_photo(ALICE, BufferedInputFile(dab("fox", 17, 1, 1), "fox.jpeg"))
    await scene.played(*messages, photo)
    assert texts(scene, ALICE) == ["0", "[photo]", "1", "2"]


async def test_nobody_waits_longer_than_the_patience(scene: Scene) -> None:
    group = scene.world.add_group("Painters", [ALICE]).id
    outcomes = await scene.played(*[scene.bot.send_message(group, f"{number}") for number in range(30)])
    late = [outcome for outcome in outcomes if isinstance(outcome, HeldBack)]
    assert len(late) == 25
    assert max(scene.times()) < PATIENCE
    assert min(outcome.retry_after for outcome in late) > 0
    assert scene.time.seconds < 1000 + PATIENCE + 1
    assert scene.statuses() == {200: 5}


async def test_a_handler_waits_no_longer_than_others_can_wait_for_it(scene: Scene) -> None:
    with waiting_at_most(3.0):
        outcomes = await scene.played(*[scene.bot.send_message(ALICE, f"{number}") for number in range(10)])
    assert [type(outcome) for outcome in outcomes] == [Message] * 3 + [HeldBack] * 7
    assert {outcome.retry_after for outcome in outcomes[3:]} == {4}


async def test_who_gives_up_waiting_leaves_their_place_to_the_next(scene: Scene) -> None:
    first, second, third = (asyncio.ensure_future(scene.bot.send_message(ALICE, text)) for text in "abc")
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    second.cancel()
    outcomes = await scene.played(first, second, third)
    assert isinstance(outcomes[1], asyncio.CancelledError)
    assert texts(scene, ALICE) == ["a", "c"]
    assert scene.times() == pytest.approx([0, 1.05])


async def test_what_telegram_does_not_count_never_waits(scene: Scene) -> None:
    await scene.bot.send_message(ALICE, "x")
    await scene.bot.send_chat_action(ALICE, "upload_photo")
    await scene.bot.get_me()
    assert scene.times() == [0, 0, 0]


async def test_to_the_courier_it_is_a_delay_of_so_many_seconds(scene: Scene) -> None:
    scene.refuse(90, chat_id=ALICE)
    with pytest.raises(CourierDelayed) as caught, understood():
        await scene.bot.send_message(ALICE, "x")
    assert caught.value.retry_after == 90
