"""Several pictures at once: one message, which is a placeholder and becomes one contact sheet that fills."""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest

from bot.app import App
from sandbox.telegram_api import ALICE, BORIS
from tests.clock import HurriedClock
from tests.end_to_end.acts import told
from tests.end_to_end.people import (
    GOES,
    buttons,
    changed,
    delete,
    gone,
    group,
    more,
    now,
    picture,
    press,
    pressed,
    replied,
    said,
    spot,
)
from tests.end_to_end.sheets import (
    ASK,
    FINISHED,
    SEEDS,
    alone,
    filled,
    finished,
    hold_back,
    labels,
    let_go,
    refuse,
    sheet,
    shows,
    versions,
)
from tests.end_to_end.stage import Message, Stage, dab


def drawn(stage: Stage) -> list[tuple[str, int]]:
    """What the provider was asked for: prompts and seeds."""
    return [(one.prompt, one.seed) for one in stage.images.operations]


def album(stage: Stage, chat: int) -> list[Message]:
    """The files of the only album in a chat."""
    files = [one for one in stage.telegram.world.messages(chat) if "media_group_id" in one]
    assert len({one["media_group_id"] for one in files}) <= 1
    return files


@contextmanager
def failing_in_the_middle(stage: Stage) -> Iterator[None]:
    """A database that takes two generations of a request, and not the third."""
    with closing(sqlite3.connect(stage.database)) as connection:
        connection.execute(
            "CREATE TRIGGER full BEFORE INSERT ON generations WHEN NEW.position = 3"
            " BEGIN SELECT RAISE(ABORT, 'no more'); END"
        )
        yield
        connection.execute("DROP TRIGGER full")


@pytest.mark.usefixtures("app")
class TestOneMessage:
    async def test_in_a_private_chat_it_is_one_message_with_all_pictures(self, stage: Stage, app: App) -> None:
        request = stage.ask(ASK)
        shown = await finished(stage, request)
        await stage.settled(app)
        assert stage.replies(*spot(request)) == [shown]
        assert versions(stage, shown)[0]["text"].startswith("Drawing…")
        assert shows(stage, shown)
        assert labels(stage, shown) == FINISHED

    async def test_so_it_is_in_a_group(self, stage: Stage, app: App) -> None:
        chat = group(stage)
        request = stage.ask("/draw a fox --n 4 --seed 17", BORIS, chat)
        shown = await finished(stage, request)
        await stage.settled(app)
        assert [one for one in stage.telegram.world.messages(chat) if one["from"]["is_bot"]] == [shown]
        assert shows(stage, shown)
        assert labels(stage, shown)[-3:] == ["Заново", "Изменить", "Ещё"]

    async def test_in_a_topic_it_is_in_the_topic(self, stage: Stage) -> None:
        world = stage.telegram.world
        forum = world.add_supergroup("Forum", [ALICE], forum=True).id
        topic = world.add_topic(forum, "foxes").id
        shown = await finished(stage, world.say(ALICE, forum, ASK, thread=topic))
        await press(stage, shown, "2")
        (full,) = await alone(stage, shown)
        assert (shown["message_thread_id"], full["message_thread_id"]) == (topic, topic)

    async def test_the_caption_tells_the_seeds_and_what_holds_for_all(self, stage: Stage) -> None:
        shown = await sheet(stage)
        assert shown["caption"] == "a fox\nseeds 17–20 · 1:1 · YandexART · 1 s"

    @pytest.mark.parametrize("count", [2, 3])
    async def test_any_number_of_pictures_has_so_many_numbers(self, stage: Stage, count: int) -> None:
        shown = await sheet(stage, f"/draw a fox --n {count}")
        assert labels(stage, shown)[:count] == [str(number) for number in range(1, count + 1)]
        assert labels(stage, shown)[count] == "Again"
        assert len(drawn(stage)) == count

    async def test_a_covered_sheet_is_covered(self, stage: Stage) -> None:
        assert (await sheet(stage, f"{ASK} --spoiler"))["has_media_spoiler"]

    async def test_an_update_that_comes_again_is_the_same_request(self, stage: Stage, app: App) -> None:
        request = stage.ask(ASK)
        await finished(stage, request)
        stage.telegram.world.redeliver()
        await picture(stage, "/draw a boat")
        await stage.settled(app)
        assert len(stage.replies(*spot(request))) == 1
        assert len(drawn(stage)) == 5

    async def test_more_than_the_operator_allows_are_refused(self, stage: Stage) -> None:
        (sentence,) = await replied(stage, stage.ask("/draw лиса --n 5", BORIS), "text")
        assert sentence["text"].startswith("5 картинок сразу — слишком много. Могу нарисовать до 4.")
        assert stage.kept("requests") == 0


async def test_the_operator_sets_how_many_pictures_there_may_be(stage: Stage) -> None:
    async with stage.bot(most_pictures=1):
        (sentence,) = await replied(stage, stage.ask("/draw a fox --n 2"), "text")
    assert sentence["text"].startswith("2 pictures at once are too many. I can draw up to 1.")


async def test_a_database_that_fails_in_the_middle_has_accepted_nothing(stage: Stage) -> None:
    async with stage.bot(HurriedClock()) as app:
        await picture(stage, "/draw a boat")
        with failing_in_the_middle(stage):
            request = stage.ask(ASK)
            assert (await said(stage, request))["text"].startswith("I can’t take requests right now.")
            assert (stage.kept("requests"), stage.kept("generations")) == (1, 1)
        again = stage.ask(ASK)
        shown = await finished(stage, again)
        await stage.settled(app)
    assert shows(stage, shown)
    assert len(drawn(stage)) == 5


class TestFilling:
    async def test_the_message_fills_as_the_pictures_come(self, stage: Stage) -> None:
        hold_back(stage, 18, 20)
        async with stage.bot(HurriedClock(20)) as app:
            request = stage.ask(ASK)
            half = await filled(stage, request, 2)
            assert shows(stage, half, (17, 19))
            assert labels(stage, half) == ["1", "2", "3", "4", "Cancel"]
            assert "2 of 4 pictures are here" in half["caption"]
            let_go(stage)
            whole = await finished(stage, request)
            await stage.settled(app)
        assert stage.replies(*spot(request)) == [whole]
        assert whole["message_id"] == half["message_id"]
        assert shows(stage, whole)

    async def test_a_restart_in_the_middle_loses_nothing_and_draws_nothing_twice(self, stage: Stage) -> None:
        hold_back(stage, 18, 20)
        async with stage.bot():
            request = stage.ask(ASK)
            await filled(stage, request, 2)
        let_go(stage)
        async with stage.bot() as app:
            whole = await finished(stage, request)
            await stage.settled(app)
        assert stage.replies(*spot(request)) == [whole]
        assert shows(stage, whole)
        assert len(drawn(stage)) == 4

    @pytest.mark.usefixtures("app")
    async def test_a_picture_that_is_there_can_be_had_in_full_before_the_others_are(self, stage: Stage) -> None:
        hold_back(stage, 18, 19, 20)
        half = await filled(stage, stage.ask(ASK), 1)
        assert await press(stage, half, "1") == "Sending it full size."
        (full,) = await alone(stage, half)
        assert stage.picture(full) == dab("a fox", 17, 1, 1)

    @pytest.mark.usefixtures("app")
    async def test_a_press_on_one_that_is_not_there_says_when_it_comes(self, stage: Stage) -> None:
        hold_back(stage, 18, 19, 20)
        half = await filled(stage, stage.ask(ASK), 1)
        assert (await press(stage, half, "2")).startswith("Picture 2 is still being drawn.")

    @pytest.mark.usefixtures("app")
    async def test_one_that_is_refused_leaves_three_and_the_caption_says_why(self, stage: Stage) -> None:
        refuse(stage, after=2)
        shown = await sheet(stage, "/draw a fox --n 4")
        assert "3 of 4 pictures came out: the model declined to draw one." in shown["caption"]
        assert len([label for label in labels(stage, shown) if label.isdigit()]) == 3

    @pytest.mark.usefixtures("app")
    async def test_where_none_comes_there_is_one_sentence(self, stage: Stage) -> None:
        request = stage.ask("/draw something forbidden --n 4")
        answer = await stage.answered(request)
        assert answer["text"].startswith("The model won’t draw this.")
        assert stage.replies(*spot(request)) == [answer]

    @pytest.mark.usefixtures("app")
    async def test_edit_under_that_sentence_is_about_all_of_them(self, stage: Stage) -> None:
        refused = await stage.answered(stage.ask("/draw something forbidden --n 4"))
        await press(stage, refused, "Change")
        (question,) = await replied(stage, refused, "text")
        await finished(stage, stage.telegram.world.say(ALICE, ALICE, "a fox", reply_to=question["message_id"]))
        assert [prompt for prompt, _ in drawn(stage)] == ["a fox"] * 4


@pytest.mark.usefixtures("app")
class TestCancel:
    async def test_in_the_middle_it_keeps_what_came(self, stage: Stage, app: App) -> None:
        hold_back(stage, 19, 20)
        request = stage.ask(ASK)
        half = await filled(stage, request, 2)
        assert await press(stage, half, "Cancel") == "Canceled."
        shown = await finished(stage, request)
        await stage.settled(app)
        assert shown["message_id"] == half["message_id"]
        assert shows(stage, shown, (17, 18))
        assert labels(stage, shown) == ["1", "2", *FINISHED[4:]]
        assert "2 of 4 pictures came" in shown["caption"]
        assert len(stage.images.wire.of("cancel")) == 2

    async def test_before_anything_came_it_is_one_sentence_and_all_four_are_stopped(
        self, stage: Stage, app: App
    ) -> None:
        hold_back(stage, *SEEDS)
        request = stage.ask(ASK)
        await stage.submitted(4)
        (shown,) = stage.replies(*spot(request))
        await press(stage, shown, "Cancel")
        await stage.settled(app)
        assert now(stage, shown)["text"] == "Canceled."
        assert len(stage.images.wire.of("cancel")) == 4

    async def test_try_again_asks_for_all_four(self, stage: Stage) -> None:
        hold_back(stage, *SEEDS)
        request = stage.ask(ASK)
        await stage.submitted(4)
        (shown,) = stage.replies(*spot(request))
        await press(stage, shown, "Cancel")
        let_go(stage)
        hold_back(stage)
        assert await press(stage, shown, "Try again") == "Trying again."
        assert shows(stage, await finished(stage, shown))


@pytest.mark.usefixtures("app")
class TestNumbers:
    @pytest.mark.parametrize("number", [1, 2, 3, 4])
    async def test_each_brings_its_picture_in_full_with_its_own_buttons(self, stage: Stage, number: int) -> None:
        shown, seed = await sheet(stage), SEEDS[number - 1]
        assert await press(stage, shown, str(number)) == "Sending it full size."
        (full,) = await alone(stage, shown)
        assert stage.picture(full) == dab("a fox", seed, 1, 1)
        assert full["caption"].startswith(f"a fox\nseed {seed} · 1:1 · YandexART")
        assert [*buttons(full)] == ["Again", "Change", "More"]
        assert labels(stage, shown) == FINISHED

    async def test_pressed_twice_at_once_and_by_two_people_it_is_brought_once(self, stage: Stage, app: App) -> None:
        shown = await sheet(stage, chat=group(stage))
        presses = [pressed(stage, shown, "3", person) for person in (ALICE, ALICE, BORIS)]
        toasts = [await told(stage, query) for query in presses]
        await stage.settled(app)
        already = ("Picture 3 is already in this chat.", "Картинка 3 уже есть в этом чате.")
        assert [toast in already for toast in toasts].count(True) == 2
        assert len(await alone(stage, shown)) == 1

    @pytest.mark.usefixtures("gone_at_once")
    async def test_deleted_again_it_can_be_brought_again(self, stage: Stage) -> None:
        shown = await sheet(stage)
        await press(stage, shown, "2")
        (full,) = await alone(stage, shown)
        assert await delete(stage, full) == GOES
        await gone(stage, full)
        assert await press(stage, shown, "2") == "Sending it full size."
        assert [one["message_id"] for one in await alone(stage, shown)] != [full["message_id"]]
        assert "photo" in now(stage, shown)

    async def test_again_under_a_picture_in_full_draws_one(self, stage: Stage, app: App) -> None:
        shown = await sheet(stage)
        await press(stage, shown, "2")
        (full,) = await alone(stage, shown)
        assert await press(stage, full, "Again") == "Drawing another one."
        await replied(stage, full)
        await stage.settled(app)
        assert len(drawn(stage)) == 5

    async def test_shape_under_a_picture_in_full_keeps_its_seed(self, stage: Stage) -> None:
        shown = await sheet(stage)
        await press(stage, shown, "3")
        (full,) = await alone(stage, shown)
        await more(stage, full, "Shape")
        assert await press(stage, full, "16:9") == "Drawing it in this shape."
        (wide,) = await replied(stage, full)
        assert stage.picture(wide) == dab("a fox", 19, 16, 9)
        await stage.telegram.world.until(lambda: buttons(now(stage, full)) == buttons(full))

    async def test_words_in_reply_to_a_picture_in_full_refine_that_one_alone(self, stage: Stage, app: App) -> None:
        shown = await sheet(stage)
        await press(stage, shown, "4")
        (full,) = await alone(stage, shown)
        await replied(stage, await changed(stage, full, "in the snow"))
        await stage.settled(app)
        assert drawn(stage)[4:] == [("a fox, in the snow", 20)]

    async def test_words_in_reply_to_a_sheet_refine_all_of_it(self, stage: Stage, app: App) -> None:
        shown = await sheet(stage)
        await replied(stage, await changed(stage, shown, "in the snow"))
        await stage.settled(app)
        assert sorted(drawn(stage)[4:]) == [("a fox, in the snow", seed) for seed in SEEDS]

    async def test_edit_under_a_picture_in_full_is_about_that_one_alone(self, stage: Stage, app: App) -> None:
        shown = await sheet(stage)
        await press(stage, shown, "2")
        (full,) = await alone(stage, shown)
        await press(stage, full, "Change")
        question = await said(stage, full)
        await replied(stage, stage.telegram.world.say(ALICE, ALICE, "a cat", reply_to=question["message_id"]))
        await stage.settled(app)
        assert drawn(stage)[4:] == [("a cat", 18)]

    async def test_change_under_a_sheet_is_about_all_of_it(self, stage: Stage, app: App) -> None:
        shown = await sheet(stage)
        await press(stage, shown, "Change")
        question = await said(stage, shown)
        await finished(stage, stage.telegram.world.say(ALICE, ALICE, "a cat", reply_to=question["message_id"]))
        await stage.settled(app)
        assert sorted(drawn(stage)[4:]) == [("a cat", seed) for seed in SEEDS]


@pytest.mark.usefixtures("app")
class TestAll:
    async def test_all_as_files_are_one_album_of_the_originals(self, stage: Stage) -> None:
        shown = await sheet(stage)
        assert await more(stage, shown, "Originals") == "Sending the files."
        files = await stage.telegram.world.until(lambda: album(stage, ALICE))
        assert [stage.telegram.world.file(one["document"]["file_id"]) for one in files] == [
            dab("a fox", seed, 1, 1) for seed in SEEDS
        ]
        assert [one["document"]["file_name"] for one in files] == [f"palitra-{seed}.jpeg" for seed in SEEDS]
        assert {one["reply_to_message"]["message_id"] for one in files} == {shown["message_id"]}

    async def test_again_draws_as_many_anew(self, stage: Stage) -> None:
        shown = await sheet(stage)
        assert await press(stage, shown, "Again") == "Drawing another set."
        again = await finished(stage, shown)
        assert labels(stage, again) == FINISHED
        seeds = [seed for _, seed in drawn(stage)]
        assert len(set(seeds)) == 8

    async def test_the_command_again_does_so_too(self, stage: Stage) -> None:
        await sheet(stage)
        await finished(stage, stage.ask("/again in the snow"))
        assert [prompt for prompt, _ in drawn(stage)[4:]] == ["a fox, in the snow"] * 4

    @pytest.mark.usefixtures("gone_at_once")
    async def test_delete_takes_the_sheet_out_of_the_chat_and_of_the_history(self, stage: Stage) -> None:
        shown = await sheet(stage)
        assert await delete(stage, shown) == GOES
        await gone(stage, shown)
        assert (await said(stage, stage.ask("/history")))["text"].startswith("You have no pictures yet.")

    @pytest.mark.usefixtures("gone_at_once")
    async def test_a_picture_in_full_that_is_deleted_leaves_the_sheet_in_the_history(self, stage: Stage) -> None:
        shown = await sheet(stage)
        await press(stage, shown, "1")
        (full,) = await alone(stage, shown)
        await delete(stage, full)
        await gone(stage, full)
        (page,) = await replied(stage, stage.ask("/history"))
        assert page["photo"] == shown["photo"]

    async def test_delete_is_the_askers_and_the_admins(self, stage: Stage) -> None:
        chat = group(stage)  # Alice's
        shown = await sheet(stage, chat=chat)
        assert await delete(stage, shown, BORIS) == "Это может только тот, кто просил."
        his = await sheet(stage, "/draw лиса --n 2", BORIS, chat)
        assert await delete(stage, his, ALICE) == GOES

    async def test_the_history_shows_a_sheet_on_a_page(self, stage: Stage) -> None:
        await picture(stage, "/draw a boat")
        shown = await sheet(stage)
        (page,) = await replied(stage, stage.ask("/history"))
        assert page["photo"] == shown["photo"]
        assert page["caption"] == "a fox\nseeds 17–20 · 1:1 · YandexART\n\n1 of 2"


class TestBatches:
    """A model without seeds draws several pictures in one call."""

    async def test_one_call_draws_them_all(self, stage: Stage) -> None:
        async with stage.bot(models="dall-e-2") as app:
            shown = await sheet(stage, "/draw a fox --n 4")
            await stage.settled(app)
        (call,) = stage.images.wire.of("openai-images")
        assert call.params["n"] == 4
        assert labels(stage, shown) == FINISHED
        assert shown["caption"].startswith("a fox\n1:1 · DALL·E 2 · ")

    async def test_a_model_that_draws_one_at_a_time_is_called_for_each(self, stage: Stage) -> None:
        async with stage.bot(models="dall-e-3"):
            await sheet(stage, "/draw a fox --n 3")
        assert [call.params.get("n", 1) for call in stage.images.wire.of("openai-images")] == [1, 1, 1]


@pytest.mark.usefixtures("app")
async def test_two_people_who_press_again_under_one_picture_at_once_get_one_each(stage: Stage, app: App) -> None:
    shown = await picture(stage, "/draw a fox", ALICE, group(stage))
    presses = [pressed(stage, shown, "Again", person) for person in (ALICE, BORIS)]
    toasts = await asyncio.gather(*(told(stage, query) for query in presses))
    first, second = await replied(stage, shown, count=2)
    await stage.settled(app)
    assert toasts == ["Drawing another one.", "Рисую другую."]
    assert {one["caption"].splitlines()[1].split()[0] for one in (first, second)} == {"seed", "зерно"}
    assert len(drawn(stage)) == 3
