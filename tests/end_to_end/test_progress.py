"""What people see while their picture is drawn, by a clock that stands still unless it is told to go on."""

import asyncio
from dataclasses import replace
from itertools import pairwise

import pytest

from bot.app import App
from bot.drawing.work.periodic import ACTION
from sandbox.telegram_api import ALICE, BORIS
from tests.clock import FakeClock
from tests.end_to_end.people import buttons, group, pass_by, press, spot
from tests.end_to_end.stage import SOON, Message, Stage

NEVER = "/draw a fox, never done"


@pytest.fixture
def clock(stage: Stage) -> FakeClock:
    """The bot's clock, and Telegram's."""
    clock = FakeClock()
    stage.telegram.world.clock = clock.now
    return clock


async def placeholder(stage: Stage, request: Message, submitted: int = 1) -> Message:
    """The placeholder of a request, when so many are being drawn."""
    await stage.submitted(submitted)
    return await stage.telegram.world.until(lambda: next(iter(stage.replies(*spot(request))), None))


def versions(stage: Stage, message: Message) -> list[tuple[int, str]]:
    """When a message was changed, and what it said."""
    history = stage.telegram.world.history(*spot(message))
    return [(int(one["edit_date"] if "edit_date" in one else one["date"]), str(one["text"])) for one in history]


def pauses(stage: Stage, message: Message) -> list[int]:
    """The seconds between the changes of a message."""
    return [later - sooner for (sooner, _), (later, _) in pairwise(versions(stage, message))]


class TestBar:
    async def test_a_private_chat_sees_the_time_go_on_every_five_seconds_at_most(
        self, stage: Stage, clock: FakeClock
    ) -> None:
        async with stage.bot(clock, usual_seconds=20):
            shown = await placeholder(stage, stage.ask(NEVER))
            await pass_by(stage, clock, 60)
        said = [text for _, text in versions(stage, shown)]
        assert said[0] == "Drawing… This usually takes about 20 s."
        assert said[1].startswith("Drawing… ▰▰")
        assert said[1].endswith(" s of about 20 s")
        assert said[-1].startswith("Drawing… It’s taking longer than usual: ")
        assert 4 <= len(said) <= 12
        assert min(pauses(stage, shown)) >= 5

    async def test_a_group_sees_it_every_fifteen_seconds_at_most(self, stage: Stage, clock: FakeClock) -> None:
        chat = group(stage)
        async with stage.bot(clock, usual_seconds=60):
            shown = await placeholder(stage, stage.ask(NEVER, BORIS, chat))
            await pass_by(stage, clock, 60)
        said = [text for _, text in versions(stage, shown)]
        assert said[1].startswith("Рисую… ▰▰")
        assert said[1].endswith(" из примерно 1 мин 0 с")
        assert 2 <= len(said) <= 5
        assert min(pauses(stage, shown)) >= 15

    async def test_it_is_one_message_that_becomes_the_picture(self, stage: Stage, clock: FakeClock) -> None:
        stage.images.behaviour = replace(SOON, duration=3600.0)
        async with stage.bot(clock, usual_seconds=20) as app:
            request = stage.ask("/draw a fox")
            shown = await placeholder(stage, request)
            await pass_by(stage, clock, 15)
            stage.images.clock.advance(3600)
            await pass_by(stage, clock, 15)
            assert await app.settled()
        (answer,) = stage.replies(*spot(request))
        assert answer["message_id"] == shown["message_id"]
        assert "photo" in answer


class TestQueue:
    @pytest.fixture(autouse=True)
    def _one_a_minute(self, stage: Stage) -> None:
        stage.given["yandex"] = {"generations_per_minute": 1}

    async def test_who_waits_is_told_their_place_and_again_only_when_it_changed(
        self, stage: Stage, clock: FakeClock
    ) -> None:
        async with stage.bot(clock):
            await placeholder(stage, stage.ask(NEVER))
            boris = await placeholder(stage, stage.ask(NEVER, BORIS))
            await pass_by(stage, clock, 1)
            alice = await placeholder(stage, stage.ask(NEVER))
            await pass_by(stage, clock, 40)
            assert [text for _, text in versions(stage, boris)][1:] == ["Рисую… Вы в очереди под номером 1."]
            assert [text for _, text in versions(stage, alice)][1:] == ["Drawing… You’re number 2 in the queue."]
            edits = [call.params["message_id"] for call in stage.telegram.wire.of("editMessageText")]
            waiting = [boris["message_id"], alice["message_id"]]
            assert sorted(one for one in edits if one in waiting) == waiting
            await pass_by(stage, clock, 30)
            assert versions(stage, alice)[-1][1] == "Drawing… You’re number 1 in the queue."


class TestChatAction:
    async def test_it_is_kept_alive_while_a_picture_is_drawn(self, stage: Stage, clock: FakeClock) -> None:
        async with stage.bot(clock, usual_seconds=20), asyncio.timeout(20):
            await placeholder(stage, stage.ask(NEVER))
            before = len(stage.telegram.wire.of("sendChatAction"))
            for count in range(before + 1, before + 5):
                while not clock.is_waited_for(ACTION):  # noqa: ASYNC110 - a clock tells nobody who waits for it
                    await asyncio.sleep(0.001)
                clock.advance(ACTION)
                while len(stage.telegram.wire.of("sendChatAction")) < count:  # noqa: ASYNC110 - nor does the wire
                    await asyncio.sleep(0.001)
        (action,) = {
            (call.params["chat_id"], call.params["action"]) for call in stage.telegram.wire.of("sendChatAction")
        }
        assert action == (ALICE, "upload_photo")

    async def test_where_nothing_is_drawn_nothing_is_seen(self, stage: Stage, clock: FakeClock) -> None:
        async with stage.bot(clock) as app:
            stage.ask("/draw something forbidden")
            await stage.accepted(1)
            while not await app.settled():
                await pass_by(stage, clock, 1)
            before = len(stage.telegram.wire.of("sendChatAction"))
            await pass_by(stage, clock, 30)
        assert len(stage.telegram.wire.of("sendChatAction")) == before


class TestCancel:
    async def test_an_admin_of_the_group_may_cancel_anybodys(self, stage: Stage, app: App) -> None:
        chat = group(stage)
        request = stage.ask(NEVER, BORIS, chat)
        shown = await placeholder(stage, request)
        assert await press(stage, shown, "Отменить", ALICE) == "Canceled."
        answer = await stage.answered(request)
        assert answer["text"] == "Отменено."
        await stage.settled(app)
        assert len(stage.images.wire.of("cancel")) == 1

    @pytest.mark.usefixtures("app")
    async def test_it_leaves_ways_to_ask_again(self, stage: Stage) -> None:
        request = stage.ask(NEVER)
        await press(stage, await placeholder(stage, request), "Cancel")
        assert [*buttons(await stage.answered(request))] == ["Try again", "Change"]
