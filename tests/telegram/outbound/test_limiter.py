"""The bot keeps Telegram's limits: against a Telegram that enforces them, with time that the tests hold."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.exceptions import TelegramRetryAfter
from aiogram.types import BufferedInputFile, InputMediaPhoto, Message

from bot.errors import CourierDelayed
from bot.telegram.outbound.limiter import PATIENCE, HeldBack, progress
from bot.telegram.refusals import translated
from bot.telegram.waiting import waiting_at_most
from sandbox.telegram_api import ALICE, BORIS
from tests.drawing.builders import encoded
from tests.telegram.outbound.strict import FOR_EVER, Scene, staged


@pytest.fixture
async def scene() -> AsyncIterator[Scene]:
    async with staged() as opened:
        yield opened


def media() -> InputMediaPhoto:
    return InputMediaPhoto(media=BufferedInputFile(encoded(16, 16), "fox.jpeg"))


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
    photo = scene.bot.send_photo(ALICE, BufferedInputFile(encoded(16, 16), "fox.jpeg"))
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


async def test_who_gives_up_waiting_lets_the_next_one_go_sooner(scene: Scene) -> None:
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
    with pytest.raises(CourierDelayed) as caught, translated():
        await scene.bot.send_message(ALICE, "x")
    assert caught.value.retry_after == 90
