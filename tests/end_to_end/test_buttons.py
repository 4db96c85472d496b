"""The buttons under the bot's messages."""

from dataclasses import replace

import pytest

from bot.app import App
from sandbox.telegram_api import ALICE, BORIS
from sandbox.wire import Fault, Spoil
from tests.end_to_end.stage import SOON, Message, Stage, dab


def button(message: Message) -> str:
    """What the only button of a message carries."""
    ((only,),) = message["reply_markup"]["inline_keyboard"]
    return str(only["callback_data"])


async def placeholder(stage: Stage, request: Message) -> Message:
    """The placeholder of a request that its provider works on."""
    await stage.submitted(1)
    (shown,) = stage.replies(request["chat"]["id"], request["message_id"])
    return shown


async def pressed(stage: Stage, person: int, message: Message) -> str:
    """Press the only button of a message; what the bot answers to the press."""
    world = stage.telegram.world
    query = world.press(person, message["chat"]["id"], message["message_id"], button(message))
    answer = await world.until(lambda: world.answer(query))
    return str(answer["text"])


class TestCancel:
    @pytest.fixture(autouse=True)
    def slow(self, stage: Stage) -> None:
        stage.images.behaviour = replace(SOON, duration=3600.0)

    async def test_the_placeholder_says_so_and_the_provider_stops(self, stage: Stage, app: App) -> None:
        request = stage.ask("/draw a fox")
        shown = await placeholder(stage, request)
        assert await pressed(stage, ALICE, shown) == "Canceled."
        answer = await stage.answered(request)
        assert answer["text"] == "Canceled."
        assert answer["message_id"] == shown["message_id"]
        await stage.settled(app)
        assert len(stage.images.wire.of("cancel")) == 1

    @pytest.mark.usefixtures("app")
    async def test_only_the_asker_may(self, stage: Stage) -> None:
        group = stage.telegram.world.add_group("Painters", [ALICE, BORIS])
        shown = await placeholder(stage, stage.ask("/draw a fox", ALICE, group.id))
        assert await pressed(stage, BORIS, shown) == "Это может только тот, кто просил."
        assert stage.images.wire.of("cancel") == []

    async def test_a_button_works_after_a_restart(self, stage: Stage) -> None:
        async with stage.bot():
            shown = await placeholder(stage, stage.ask("/draw a fox"))
        async with stage.bot():
            assert await pressed(stage, ALICE, shown) == "Canceled."

    @pytest.mark.usefixtures("app")
    async def test_a_second_press_is_too_late(self, stage: Stage) -> None:
        request = stage.ask("/draw a fox")
        shown = await placeholder(stage, request)
        world = stage.telegram.world
        first, second = (world.press(ALICE, ALICE, shown["message_id"], button(shown)) for _ in range(2))
        await world.until(lambda: world.answer(first) and world.answer(second))
        answers = [str((world.answer(query) or {})["text"]) for query in (first, second)]
        assert sorted(answers) == ["Canceled.", "This button no longer works."]


class TestUncertain:
    async def test_the_button_brings_the_picture_into_the_message_that_asked(self, stage: Stage) -> None:
        stage.images.behaviour = replace(SOON, duration=3600.0)
        async with stage.bot():
            request = stage.ask("/draw a fox --seed 17")
            shown = await placeholder(stage, request)
            stage.telegram.world.delete(ALICE, ALICE, shown["message_id"])
            stage.telegram.wire.faults.append(Fault("sendPhoto", Spoil.DROP))
            stage.images.clock.advance(3600)
            asking = await stage.answered(request)
            assert asking["text"].startswith("I was interrupted while sending the picture.")
        async with stage.bot() as app:
            assert await pressed(stage, ALICE, asking) == "Sending it again."
            await stage.settled(app)
        (answer,) = stage.replies(ALICE, request["message_id"])
        assert answer["message_id"] == asking["message_id"]
        assert stage.picture(answer) == dab("a fox", 17, 1, 1)
