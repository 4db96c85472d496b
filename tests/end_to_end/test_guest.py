"""Guest mode: the bot is called by its name into chats that it is not in."""

from dataclasses import replace

import pytest

from bot.app import App
from sandbox.telegram_api import ALICE, BORIS, Status
from sandbox.wire import Fault, Spoil
from tests.end_to_end.acts import drawn, elsewhere, opened, says
from tests.end_to_end.people import buttons, press
from tests.end_to_end.stage import SOON, Message, Stage, dab
from tests.end_to_end.test_storage_faults import full_disk

LATER = 3600.0
NAME = "@palitra_sandbox_bot"


async def called(stage: Stage, text: str, chat: int, person: int = ALICE) -> Message:
    """Somebody calls the bot; the message by which it answers."""
    world = stage.telegram.world
    query = world.mention_as_guest(person, chat, text)
    return await world.until(lambda: world.guest_answer(query))


@pytest.mark.usefixtures("app")
class TestCall:
    @pytest.fixture(autouse=True)
    async def started(self, stage: Stage, app: App) -> None:  # noqa: ARG002 - it must be running
        await opened(stage)

    @pytest.mark.parametrize(
        "text",
        [
            f"{NAME} a red fox --seed 17",
            f"a red fox {NAME} --seed 17",
            f"{NAME} /draw a red fox --seed 17",
            f"{NAME.upper()} a red fox --seed 17",
        ],
    )
    async def test_the_answer_becomes_the_picture_of_the_words_beside_its_name(self, stage: Stage, text: str) -> None:
        answer = await called(stage, text, elsewhere(stage))
        assert stage.picture(await drawn(stage, answer)) == dab("a red fox", 17, 1, 1)

    async def test_it_replies_to_the_call(self, stage: Stage) -> None:
        answer = await drawn(stage, await called(stage, f"{NAME} a fox", elsewhere(stage)))
        assert answer["reply_to_message"]["text"] == f"{NAME} a fox"

    async def test_it_is_one_message(self, stage: Stage, app: App) -> None:
        chat = elsewhere(stage)
        await drawn(stage, await called(stage, f"{NAME} a fox", chat))
        await stage.settled(app)
        assert len(stage.telegram.world.messages(chat)) == 2

    async def test_a_russian_is_answered_in_russian(self, stage: Stage) -> None:
        await opened(stage, BORIS)
        answer = await drawn(stage, await called(stage, f"{NAME} лиса --seed 17", elsewhere(stage), BORIS))
        assert answer["caption"] == "лиса\nзерно 17 · 1:1 · YandexART · 1 с"

    async def test_it_is_in_the_topic(self, stage: Stage) -> None:
        world = stage.telegram.world
        forum = world.add_supergroup("Forum", [ALICE], forum=True, bot=Status.LEFT).id
        topic = world.add_topic(forum, "foxes").id
        query = world.mention_as_guest(ALICE, forum, f"{NAME} a fox", thread=topic)
        answer = await drawn(stage, await world.until(lambda: world.guest_answer(query)))
        assert answer["message_thread_id"] == topic

    async def test_the_message_that_calls_is_redelivered_and_drawn_once(self, stage: Stage, app: App) -> None:
        answer = await called(stage, f"{NAME} a fox", elsewhere(stage))
        stage.telegram.world.redeliver()
        await drawn(stage, answer)
        await stage.answered(stage.ask("/draw a boat"))
        await stage.settled(app)
        assert [operation.prompt for operation in stage.images.operations] == ["a fox", "a boat"]

    @pytest.mark.parametrize(
        ("text", "sentence", "right"),
        [
            (NAME, "", "/draw a red fox in the snow"),
            (f"{NAME} a fox --seed banana", "“banana” doesn’t work as a seed.", "/draw a fox"),
            (f"{NAME} a fox --ar 9:1 --seed 5", "9:1 is too long a shape", "/draw a fox --ar 4:1 --seed 5"),
            (f"{NAME} a fox --mood calm", "There’s no flag --mood.", "/draw a fox, calm"),
        ],
    )
    async def test_what_cannot_be_drawn_is_answered_with_what_can(
        self, stage: Stage, text: str, sentence: str, right: str
    ) -> None:
        answer = await says(stage, await called(stage, text, elsewhere(stage)), sentence)
        assert answer["text"].endswith(right)
        assert "reply_markup" not in answer
        assert stage.images.wire.calls == []

    async def test_a_refusal_is_told_in_the_answer(self, stage: Stage) -> None:
        await says(stage, await called(stage, f"{NAME} something forbidden", elsewhere(stage)), "The model won’t draw")

    async def test_what_may_go_well_another_time_has_a_button(self, stage: Stage) -> None:
        stage.images.wire.faults.append(Fault("generate", Spoil.DROP))
        answer = await called(stage, f"{NAME} a fox", elsewhere(stage))
        await says(stage, answer, "The drawing service didn’t answer")
        assert await press(stage, answer, "Try again", BORIS) == "Это может только тот, кто просил."
        assert await press(stage, answer, "Try again") == "Trying again."
        assert "photo" in await drawn(stage, answer)

    async def test_a_database_that_takes_nothing_is_told_of(self, stage: Stage) -> None:
        chat = elsewhere(stage)
        with full_disk(stage):
            await says(stage, await called(stage, f"{NAME} a fox", chat), "I can’t take requests right now.")

    async def test_words_in_reply_to_its_answer_are_not_drawn(self, stage: Stage, app: App) -> None:
        chat = elsewhere(stage)
        answer = await drawn(stage, await called(stage, f"{NAME} a fox", chat))
        stage.telegram.world.say(BORIS, chat, "nice!", reply_to=answer["message_id"])
        await stage.answered(stage.ask("/draw a boat"))
        await stage.settled(app)
        assert [operation.prompt for operation in stage.images.operations] == ["a fox", "a boat"]


class TestRestart:
    async def test_what_was_being_drawn_comes_after_it(self, stage: Stage) -> None:
        stage.images.behaviour = replace(SOON, duration=LATER)
        async with stage.bot():
            await opened(stage)
            answer = await called(stage, f"{NAME} a fox --seed 17", elsewhere(stage))
            await stage.submitted(1)
        stage.images.clock.advance(LATER)
        async with stage.bot() as app:
            assert stage.picture(await drawn(stage, answer)) == dab("a fox", 17, 1, 1)
            await stage.settled(app)
        assert len(stage.images.operations) == 1


class TestStrangers:
    @pytest.mark.usefixtures("app")
    async def test_who_never_opened_the_private_chat_is_told_to_and_the_picture_is_kept(
        self, stage: Stage, app: App
    ) -> None:
        world = stage.telegram.world
        world.add_person(7, "Eve")
        chat = world.add_group("Elsewhere", [7], bot=Status.LEFT).id
        answer = await called(stage, f"{NAME} a fox --seed 17", chat, 7)
        await says(stage, answer, "please open our private chat once, then press the button.")
        await opened(stage, 7)
        assert await press(stage, answer, "Send it again", 7) == "Sending it again."
        assert stage.picture(await drawn(stage, answer)) == dab("a fox", 17, 1, 1)
        await stage.settled(app)
        assert len(stage.images.operations) == 1

    async def test_who_presses_too_early_is_told_so_again(self, stage: Stage) -> None:
        world = stage.telegram.world
        world.add_person(7, "Eve")
        chat = world.add_group("Elsewhere", [7], bot=Status.LEFT).id
        async with stage.bot() as app:
            answer = await called(stage, f"{NAME} a fox", chat, 7)
            await says(stage, answer, "please open our private chat once")
            await press(stage, answer, "Send it again", 7)
            await stage.settled(app)
            await says(stage, answer, "please open our private chat once")
            await opened(stage, 7)
            await press(stage, answer, "Send it again", 7)
            assert "photo" in await drawn(stage, answer)

    @pytest.mark.parametrize("unnamed", [False, True])
    async def test_with_a_storage_chat_anybody_gets_theirs(self, stage: Stage, *, unnamed: bool) -> None:
        world = stage.telegram.world
        stage.given["telegram"] = {"storage_chat": world.add_supergroup("Storage", [BORIS]).id}
        world.add_person(7, "Eve")
        chat = world.add_supergroup("Elsewhere", [7], bot=Status.LEFT).id
        if unnamed:
            world.promote(chat, 7, anonymous=True)
        async with stage.bot():
            assert "photo" in await drawn(stage, await called(stage, f"{NAME} a fox", chat, 7))

    @pytest.mark.usefixtures("app")
    async def test_under_the_picture_is_a_link_to_it(self, stage: Stage) -> None:
        await opened(stage)
        answer = await drawn(stage, await called(stage, f"{NAME} a fox", elsewhere(stage)))
        assert buttons(answer)["Draw your own"]["url"].startswith("https://t.me/palitra_sandbox_bot?start=")
