"""Groups: quiet, in the right place, by the right people, and through all that becomes of a group."""

import asyncio
from dataclasses import replace

import pytest

from bot.app import App
from sandbox.image_apis import ImagesSandbox
from sandbox.telegram_api import ALICE, BORIS, FloodLimits, Status, TelegramSandbox, demo_world
from sandbox.wire import Fault, Spoil
from tests.clock import HurriedClock
from tests.end_to_end.people import GOES, GOES_RU, buttons, delete, gone, group, press, replied, said, spot
from tests.end_to_end.stage import SOON, Message, Stage, dab

LATER = 3600.0
NAME = "palitra_sandbox_bot"


def said_by_bot(stage: Stage, chat: int) -> list[Message]:
    """All of the bot's messages in a chat."""
    return [message for message in stage.telegram.world.messages(chat) if message["from"].get("username") == NAME]


@pytest.mark.usefixtures("app")
class TestQuietly:
    async def test_the_placeholder_is_silent_and_becomes_the_picture_in_reply(self, stage: Stage, app: App) -> None:
        chat = group(stage)
        request = stage.ask(f"/draw@{NAME} a fox --seed 17", BORIS, chat)
        answer = await stage.answered(request)
        await stage.settled(app)
        (sent,) = stage.telegram.wire.of("sendMessage")
        assert sent.params["disable_notification"] is True
        assert stage.picture(answer) == dab("a fox", 17, 1, 1)
        assert said_by_bot(stage, chat) == [answer]

    async def test_words_that_are_not_for_the_bot_are_left_alone(self, stage: Stage, app: App) -> None:
        chat = group(stage)
        for text in ("a fox", f"@{NAME} a fox", "/draw@other_bot a fox"):
            stage.ask(text, ALICE, chat)
        await stage.answered(stage.ask("/draw a boat", ALICE, chat))
        await stage.settled(app)
        assert [operation.prompt for operation in stage.images.operations] == ["a boat"]

    async def test_a_message_sent_through_a_bot_is_nobodys_request(self, stage: Stage, app: App) -> None:
        chat, world = group(stage), stage.telegram.world
        through = world.say(ALICE, chat, "/draw a fox", via=world.bot)
        world.edit(ALICE, chat, through["message_id"], "/draw two foxes")
        await stage.answered(stage.ask("/draw a boat", ALICE, chat))
        await stage.settled(app)
        assert [operation.prompt for operation in stage.images.operations] == ["a boat"]


async def test_after_a_long_wait_nobodys_phone_rings(stage: Stage) -> None:
    chat = group(stage)
    stage.images.behaviour = replace(SOON, duration=LATER)
    async with stage.bot(HurriedClock(1000), usual_seconds=20) as app:
        request = stage.ask("/draw a fox", ALICE, chat)
        await stage.telegram.world.until(
            lambda: [one for one in stage.replies(chat, request["message_id"]) if "longer" in one["text"]]
        )
        stage.images.clock.advance(LATER)
        await stage.settled(app)
    (answer,) = said_by_bot(stage, chat)
    assert "photo" in answer


class TestPlace:
    @pytest.mark.usefixtures("app")
    async def test_every_answer_is_in_the_topic(self, stage: Stage) -> None:
        world = stage.telegram.world
        forum = world.add_supergroup("Forum", [ALICE], forum=True).id
        topic = world.add_topic(forum, "foxes").id
        for text in ("/draw a fox", "/draw a fox --seed x", "/help", "/settings", "/start", "/draw"):
            world.say(ALICE, forum, text, thread=topic)
        await world.until(lambda: len(said_by_bot(stage, forum)) == 6)
        assert {message.get("message_thread_id") for message in said_by_bot(stage, forum)} == {topic}

    @pytest.mark.usefixtures("app")
    async def test_a_picture_asked_for_by_a_button_is_in_the_topic(self, stage: Stage) -> None:
        world = stage.telegram.world
        forum = world.add_supergroup("Forum", [ALICE], forum=True).id
        topic = world.add_topic(forum, "foxes").id
        answer = await stage.answered(world.say(ALICE, forum, "/draw a fox", thread=topic))
        await press(stage, answer, "Again")
        (second,) = await replied(stage, answer)
        assert second["message_thread_id"] == topic

    @pytest.mark.usefixtures("app")
    async def test_in_a_thread_of_replies_the_answer_is_a_reply(self, stage: Stage) -> None:
        world = stage.telegram.world
        chat = world.add_supergroup("Painters", [ALICE]).id
        first = world.say(ALICE, chat, "look")
        answer = await stage.answered(world.say(ALICE, chat, "/draw a fox", reply_to=first["message_id"]))
        assert "photo" in answer

    @pytest.mark.usefixtures("app")
    async def test_a_request_deleted_meanwhile_still_gets_its_picture(self, stage: Stage) -> None:
        chat = group(stage)
        stage.images.behaviour = replace(SOON, duration=LATER)
        request = stage.ask("/draw a fox --seed 17", ALICE, chat)
        await stage.submitted(1)
        stage.telegram.world.delete(ALICE, chat, request["message_id"])
        stage.images.clock.advance(LATER)
        await stage.telegram.world.until(lambda: "photo" in said_by_bot(stage, chat)[-1])
        assert stage.picture(said_by_bot(stage, chat)[-1]) == dab("a fox", 17, 1, 1)

    async def test_so_does_one_deleted_before_the_bot_saw_it(self, stage: Stage) -> None:
        chat = group(stage)
        request = stage.ask("/draw a fox", ALICE, chat)
        stage.telegram.world.delete(ALICE, chat, request["message_id"])
        async with stage.bot():
            await stage.telegram.world.until(
                lambda: said_by_bot(stage, chat) and "photo" in said_by_bot(stage, chat)[0]
            )


@pytest.mark.usefixtures("app")
class TestOwnership:
    async def test_a_placeholder_is_cancelled_by_who_asked_and_by_admins(self, stage: Stage) -> None:
        world = stage.telegram.world
        world.add_person(7, "Eve")
        chat = world.add_group("Painters", [ALICE, BORIS, 7]).id
        stage.images.behaviour = replace(SOON, duration=LATER)
        request = stage.ask("/draw лиса", BORIS, chat)
        await stage.submitted(1)
        (shown,) = stage.replies(chat, request["message_id"])
        assert await press(stage, shown, "Отменить", 7) == "Only the person who asked can do this."
        assert await press(stage, shown, "Отменить", ALICE) == "Canceled."

    @pytest.mark.usefixtures("gone_at_once")
    async def test_a_picture_is_deleted_by_who_asked_and_by_admins(self, stage: Stage) -> None:
        chat = group(stage)
        answer = await stage.answered(stage.ask("/draw a fox", ALICE, chat))
        assert await delete(stage, answer, BORIS) == "Это может только тот, кто просил."
        other = await stage.answered(stage.ask("/draw лиса", BORIS, chat))
        assert await delete(stage, other, ALICE) == GOES
        await gone(stage, other)
        assert [spot(one) for one in said_by_bot(stage, chat)] == [spot(answer)]

    async def test_other_words_are_for_who_asked(self, stage: Stage) -> None:
        answer = await stage.answered(stage.ask("/draw a fox", ALICE, group(stage)))
        assert await press(stage, answer, "Change", BORIS) == "Это может только тот, кто просил."


@pytest.mark.usefixtures("app")
class TestUnnamed:
    @pytest.fixture
    def chat(self, stage: Stage) -> int:
        """A group whose admin Boris writes in its name, and Eve is a member."""
        world = stage.telegram.world
        world.add_person(7, "Eve")
        chat = world.add_supergroup("Painters", [ALICE, BORIS, 7]).id
        world.promote(chat, BORIS, anonymous=True)
        return chat

    async def test_an_anonymous_admin_gets_a_picture(self, stage: Stage, chat: int) -> None:
        answer = await stage.answered(stage.ask("/draw a fox --seed 17", BORIS, chat))
        assert stage.picture(answer) == dab("a fox", 17, 1, 1)

    async def test_may_cancel_it_although_a_press_has_the_name(self, stage: Stage, chat: int) -> None:
        stage.images.behaviour = replace(SOON, duration=LATER)
        request = stage.ask("/draw a fox", BORIS, chat)
        await stage.submitted(1)
        (shown,) = stage.replies(chat, request["message_id"])
        assert await press(stage, shown, "Cancel", 7) == "Only the person who asked can do this."
        assert await press(stage, shown, "Cancel", BORIS) == "Отменено."

    async def test_may_try_again_what_failed(self, stage: Stage, chat: int) -> None:
        stage.images.wire.faults.append(Fault("generate", Spoil.DROP))
        answer = await stage.answered(stage.ask("/draw a fox", BORIS, chat))
        assert await press(stage, answer, "Try again", 7) == "Only the person who asked can do this."
        assert await press(stage, answer, "Try again", BORIS) == "Пробую ещё раз."
        assert await replied(stage, answer)

    async def test_answers_the_question_for_other_words_unnamed(self, stage: Stage, chat: int) -> None:
        answer = await stage.answered(stage.ask("/draw a fox --seed 17", BORIS, chat))
        await press(stage, answer, "Change", BORIS)
        question = await said(stage, answer)
        assert "Борис" not in question["text"]
        reply = stage.telegram.world.say(BORIS, chat, "a hare", reply_to=question["message_id"])
        assert stage.picture(await stage.answered(reply)) == dab("a hare", 17, 1, 1)

    async def test_runs_the_settings(self, stage: Stage, chat: int) -> None:
        await said(stage, stage.ask("/settings", BORIS, chat))
        assert said_by_bot(stage, chat)[0]["text"].startswith("The rules of this group")

    async def test_a_channels_post_in_its_discussion_group_gets_a_picture_there(self, stage: Stage, chat: int) -> None:
        world = stage.telegram.world
        channel = world.add_channel("News", ALICE, discussion=chat).id
        world.publish(channel, "/draw a fox --seed 17")
        await world.until(lambda: said_by_bot(stage, chat) and "photo" in said_by_bot(stage, chat)[0])
        (answer,) = said_by_bot(stage, chat)
        assert answer["reply_to_message"]["sender_chat"]["id"] == channel
        assert await delete(stage, answer, 7) == "Only the person who asked can do this."
        assert await delete(stage, answer, BORIS) == GOES_RU


@pytest.mark.usefixtures("app")
class TestComingAndGoing:
    @pytest.mark.parametrize(
        ("owner", "greeting"), [(ALICE, "I draw whatever anyone here describes."), (BORIS, "Я рисую здесь то, что")]
    )
    async def test_a_group_that_adds_the_bot_is_welcomed_once(self, stage: Stage, owner: int, greeting: str) -> None:
        world = stage.telegram.world
        chat = world.add_group("New", [owner], bot=Status.LEFT).id
        world.admit(chat)
        await stage.answered(stage.ask("/draw a fox", owner, chat))
        welcome, _ = said_by_bot(stage, chat)
        assert welcome["text"].startswith(greeting)
        assert "/draw " in welcome["text"]
        (sent, *_) = stage.telegram.wire.of("sendMessage")
        assert sent.params["disable_notification"] is True

    async def test_a_promotion_is_no_news(self, stage: Stage) -> None:
        chat = group(stage)
        stage.telegram.world.promote(chat)
        stage.telegram.world.demote(chat)
        await stage.answered(stage.ask("/draw a fox", ALICE, chat))
        assert len(said_by_bot(stage, chat)) == 1

    async def test_a_bot_that_is_removed_ends_what_it_was_drawing(self, stage: Stage, app: App) -> None:
        chat = group(stage)
        stage.images.behaviour = replace(SOON, duration=LATER)
        stage.ask("/draw a fox", ALICE, chat)
        await stage.submitted(1)
        stage.telegram.world.kick(chat)
        stage.images.clock.advance(LATER)
        await stage.settled(app)
        assert "photo" not in said_by_bot(stage, chat)[0]

    async def test_a_group_that_became_a_supergroup_gets_its_pictures_there(self, stage: Stage, app: App) -> None:
        chat, world = group(stage), stage.telegram.world
        stage.images.behaviour = replace(SOON, duration=LATER)
        stage.ask("/draw a fox --seed 17", ALICE, chat)
        await stage.submitted(1)
        new = world.migrate(chat).id
        stage.images.clock.advance(LATER)
        await stage.settled(app)
        (answer,) = said_by_bot(stage, new)
        assert stage.picture(answer) == dab("a fox", 17, 1, 1)


async def test_ten_people_who_ask_at_once_all_get_their_pictures_within_the_groups_limit(stage: Stage) -> None:
    """20 messages a minute: a placeholder and a picture for each, and nothing to spare."""
    clock = HurriedClock(60)
    world = demo_world(clock=clock.now, limits=FloodLimits())
    people = range(5000, 5010)
    for person in people:
        world.add_person(person, f"Person {person}")
    chat = world.add_supergroup("Crowd", people).id
    async with TelegramSandbox(world).serve() as telegram, ImagesSandbox(SOON, painter=dab).serve() as images:
        crowd = Stage(telegram, images, stage.database, given={"telegram": {"rate_limits": "on"}})
        requests = [crowd.ask(f"/draw fox {person} --seed {person}", person, chat) for person in people]
        async with crowd.bot(clock) as app:
            answers = await asyncio.gather(*map(crowd.answered, requests))
            await crowd.settled(app)
        assert [crowd.picture(answer) for answer in answers] == [dab(f"fox {one}", one, 1, 1) for one in people]
        assert len(said_by_bot(crowd, chat)) == 10


async def test_buttons_of_a_group_are_all_there(stage: Stage, app: App) -> None:
    answer = await stage.answered(stage.ask("/draw a fox", ALICE, group(stage)))
    await stage.settled(app)
    assert [*buttons(answer)] == ["Again", "Change", "More"]
