"""The buttons under a picture."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from bot.app import App
from sandbox.telegram_api import ALICE, BORIS
from sandbox.telegram_api.queries import Query
from tests.clock import NOON
from tests.end_to_end.people import buttons, forged, group, now, picture, press, pressed, replied, said, spot
from tests.end_to_end.stage import Message, Stage, dab


def drawn(stage: Stage) -> tuple[str, int, tuple[int, int]]:
    """What the provider was asked for last: prompt, seed and ratio."""
    last = stage.images.operations[-1]
    return last.prompt, last.seed, last.ratio


@pytest.mark.usefixtures("app")
class TestButtons:
    @pytest.mark.parametrize(
        ("person", "labels"),
        [
            (ALICE, {"Again", "Shape", "Style", "Edit", "File", "Copy seed", "Delete"}),
            (BORIS, {"Ещё", "Форма", "Стиль", "Правка", "Файл", "Зерно", "Удалить"}),
        ],
    )
    async def test_they_are_in_the_persons_language(self, stage: Stage, person: int, labels: set[str]) -> None:
        assert labels <= buttons(await picture(stage, "/draw лиса", person)).keys()

    async def test_again_draws_the_same_with_a_new_seed(self, stage: Stage) -> None:
        shown = await picture(stage)
        assert await press(stage, shown, "Again") == "Drawing another one."
        await replied(stage, shown)
        prompt, seed, ratio = drawn(stage)
        assert (prompt, ratio) == ("a fox", (2, 1))
        assert seed != 17

    async def test_a_press_that_telegram_brings_twice_draws_once(self, stage: Stage, app: App) -> None:
        shown = await picture(stage)
        pressed(stage, shown, "Again")
        stage.telegram.world.redeliver()
        await replied(stage, shown)
        await picture(stage, "/draw a bird")
        await stage.settled(app)
        assert [one.prompt for one in stage.images.operations] == ["a fox", "a fox", "a bird"]

    async def test_whoever_presses_again_in_a_group_asks_for_themselves(self, stage: Stage) -> None:
        shown = await picture(stage, "/draw a fox", ALICE, group(stage))
        assert await press(stage, shown, "Again", BORIS) == "Рисую другую."
        (mine,) = await replied(stage, shown)
        assert await press(stage, mine, "Удалить", BORIS) == "Удалено."

    async def test_shape_draws_the_same_seed_in_another_shape(self, stage: Stage) -> None:
        shown = await picture(stage)
        before = buttons(shown).keys()
        await press(stage, shown, "Shape")
        menu = await stage.telegram.world.until(lambda: (shapes := buttons(now(stage, shown))).get("Back") and shapes)
        assert "2:1" not in menu
        assert await press(stage, shown, "9:16") == "Drawing it in this shape."
        await replied(stage, shown)
        assert drawn(stage) == ("a fox", 17, (9, 16))
        await stage.telegram.world.until(lambda: buttons(now(stage, shown)).keys() == before)

    async def test_style_draws_the_same_seed_in_another_style(self, stage: Stage) -> None:
        shown = await picture(stage, "/draw лиса --seed 17", BORIS)
        await press(stage, shown, "Стиль", BORIS)
        assert await press(stage, shown, "масло", BORIS) == "Рисую в этом стиле."
        (oil,) = await replied(stage, shown)
        assert drawn(stage) == ("лиса, масляная живопись", 17, (1, 1))
        await press(stage, oil, "Стиль", BORIS)
        await press(stage, oil, "без стиля", BORIS)
        await replied(stage, oil)
        assert drawn(stage) == ("лиса", 17, (1, 1))

    async def test_back_leads_from_a_menu_to_the_buttons(self, stage: Stage) -> None:
        shown = await picture(stage)
        await press(stage, shown, "Style")
        await press(stage, shown, "Back")
        assert await stage.telegram.world.until(lambda: buttons(now(stage, shown)) == buttons(shown))

    async def test_edit_asks_for_other_words_and_keeps_seed_and_settings(self, stage: Stage) -> None:
        shown = await picture(stage, "/draw a fox --seed 17 --ar 2:1 --style oil")
        await press(stage, shown, "Edit")
        question = await said(stage, shown)
        assert question["text"].endswith("These were the old ones:\n\na fox")
        assert stage.telegram.world.asked(ALICE, ALICE) == question
        await replied(stage, stage.telegram.world.say(ALICE, ALICE, "a cat", reply_to=question["message_id"]))
        assert drawn(stage) == ("a cat, oil painting", 17, (2, 1))

    async def test_edit_in_a_group_makes_only_the_one_who_pressed_answer(self, stage: Stage) -> None:
        chat = group(stage)
        shown = await picture(stage, "/draw a fox", BORIS, chat)
        await press(stage, shown, "Правка", BORIS)
        question = await said(stage, shown)
        assert question["text"].startswith("Борис: Ответьте новыми словами.")
        world = stage.telegram.world
        assert (world.asked(ALICE, chat), world.asked(BORIS, chat)) == (None, question)

    async def test_edit_is_the_askers(self, stage: Stage) -> None:
        shown = await picture(stage, "/draw a fox", ALICE, group(stage))
        assert await press(stage, shown, "Edit", BORIS) == "Это может только тот, кто просил."

    async def test_file_brings_the_original(self, stage: Stage) -> None:
        shown = await picture(stage)
        assert await press(stage, shown, "File") == "Bringing the file."
        (sent,) = await replied(stage, shown, "document")
        assert stage.telegram.world.file(sent["document"]["file_id"]) == dab("a fox", 17, 2, 1)
        assert sent["document"]["file_name"] == "palitra-17.jpeg"

    async def test_the_seed_can_be_copied(self, stage: Stage) -> None:
        assert buttons(await picture(stage))["Copy seed"]["copy_text"] == {"text": "17"}

    async def test_delete_takes_it_out_of_the_chat(self, stage: Stage) -> None:
        shown = await picture(stage)
        assert await press(stage, shown, "Delete") == "Deleted."
        assert shown["message_id"] not in [one["message_id"] for one in stage.telegram.world.messages(ALICE)]

    async def test_delete_pressed_twice_is_done_once_then_nothing_is_there(self, stage: Stage) -> None:
        shown, world = await picture(stage), stage.telegram.world
        queries = [pressed(stage, shown, "Delete") for _ in range(2)]
        await world.until(lambda: all(map(world.answer, queries)))
        answers = {(world.answer(query) or {})["text"] for query in queries}
        assert answers == {"Deleted.", "That is over already."}

    async def test_delete_is_the_askers_and_the_admins(self, stage: Stage) -> None:
        chat = group(stage)  # Alice's
        mine = await picture(stage, "/draw a fox", ALICE, chat)
        his = await picture(stage, "/draw лиса", BORIS, chat)
        assert await press(stage, mine, "Delete", BORIS) == "Это может только тот, кто просил."
        assert await press(stage, his, "Удалить", ALICE) == "Deleted."

    async def test_a_press_in_the_name_of_another_picture_deletes_nothing(self, stage: Stage) -> None:
        """Buttons are what a client says: this one says under Alice's picture that it is Boris'."""
        chat = group(stage)
        mine = await picture(stage, "/draw a fox", ALICE, chat)
        his = await picture(stage, "/draw лиса", BORIS, chat)
        data = str(buttons(his)["Удалить"]["callback_data"])
        assert await forged(stage, mine, data, BORIS) == "Это уже позади."
        assert now(stage, mine) == mine

    async def test_who_runs_another_group_deletes_nothing_here(self, stage: Stage) -> None:
        world = stage.telegram.world
        here = world.add_group("Here", [ALICE, BORIS]).id
        await picture(stage, "/draw a fox", ALICE, here)
        menu = await said(stage, stage.ask("/settings", ALICE, here))
        there = world.add_group("There", [BORIS, ALICE]).id
        his = await picture(stage, "/draw a boat", ALICE, there)
        data = str(buttons(his)["Delete"]["callback_data"])
        assert await forged(stage, menu, data, BORIS) == "Это уже позади."
        assert now(stage, menu) == menu

    async def test_what_is_too_old_to_be_deleted_is_forgotten_all_the_same(self, stage: Stage) -> None:
        shown = await picture(stage)
        stage.telegram.world.clock = lambda: NOON + timedelta(days=999)
        assert (await press(stage, shown, "Delete")).startswith("I have forgotten this picture. The message is too old")
        assert stage.kept("requests") == 0


class TestOld:
    async def test_a_button_works_after_a_restart(self, stage: Stage) -> None:
        async with stage.bot():
            shown = await picture(stage)
        async with stage.bot():
            assert await press(stage, shown, "Again") == "Drawing another one."
            await replied(stage, shown)

    @pytest.mark.parametrize(("label", "kind"), [("Edit", "text"), ("File", "document"), ("Again", "photo")])
    async def test_a_press_that_waited_for_the_restart_is_not_lost(self, stage: Stage, label: str, kind: str) -> None:
        async with stage.bot():
            shown = await picture(stage)
        stage.telegram.world.expire(pressed(stage, shown, label))
        async with stage.bot():
            await replied(stage, shown, kind)

    async def test_when_the_original_is_not_kept_any_more_telegrams_copy_is_brought(self, stage: Stage) -> None:
        async with stage.bot():
            shown = await picture(stage, "/draw лиса", BORIS)
        async with stage.bot(originals=timedelta(0)):
            while stage.kept("pictures"):  # noqa: ASYNC110 - it tells nobody
                await asyncio.sleep(0.005)
            await press(stage, shown, "Файл", BORIS)
            (sent,) = await replied(stage, shown, "document")
        assert sent["caption"] == "Оригинал уже не хранится. Это копия из Telegram, она сжата."
        assert stage.telegram.world.file(sent["document"]["file_id"]) == stage.picture(shown)

    @pytest.mark.parametrize(("label", "kind"), [("Again", "photo"), ("Edit", "text"), ("File", "document")])
    @pytest.mark.usefixtures("app")
    async def test_a_message_so_old_that_telegram_does_not_show_it_has_working_buttons(
        self, stage: Stage, label: str, kind: str
    ) -> None:
        shown, world = await picture(stage), stage.telegram.world
        world.queries["77"] = Query("77", ALICE, buttons(shown)[label]["callback_data"])
        world.inject({"callback_query": inaccessible(stage, shown, label)})
        await replied(stage, shown, kind)

    @pytest.mark.usefixtures("app")
    async def test_a_button_of_another_age_says_that_it_is_over(self, stage: Stage) -> None:
        shown, world = await picture(stage), stage.telegram.world
        world.queries["77"] = Query("77", ALICE, "x")
        world.inject({"callback_query": inaccessible(stage, shown, "Again") | {"data": "x:y"}})
        answer = await world.until(lambda: world.answer("77"))
        assert answer["text"] == "That is over already."


def inaccessible(stage: Stage, shown: Message, label: str) -> dict[str, Any]:
    """A press of a button under a message of which Telegram tells only where it is."""
    return {
        "id": "77",
        "from": stage.telegram.world.person(ALICE).user(),
        "chat_instance": "1",
        "data": buttons(shown)[label]["callback_data"],
        "message": {"chat": shown["chat"], "message_id": shown["message_id"], "date": 0},
    }


class TestNoSeeds:
    async def test_another_shape_is_another_picture_and_there_is_no_seed_to_copy(self, stage: Stage) -> None:
        async with stage.bot(models="dall-e-3"):
            shown = await picture(stage, "/draw a fox")
            assert "Copy seed" not in buttons(shown)
            await press(stage, shown, "Shape")
            assert await press(stage, shown, "16:9") == "DALL·E 3 knows no seeds: this will be another picture."
            await replied(stage, shown)

    async def test_another_style_is_another_picture_in_russian_too(self, stage: Stage) -> None:
        async with stage.bot(models="dall-e-3"):
            shown = await picture(stage, "/draw лиса", BORIS)
            await press(stage, shown, "Стиль", BORIS)
            assert await press(stage, shown, "масло", BORIS) == "DALL·E 3 не знает зёрен: это будет другая картинка."


@pytest.mark.usefixtures("app")
class TestNoPicture:
    async def test_what_failed_can_be_tried_again(self, stage: Stage) -> None:
        stage.images.account = type(stage.images.account)(api_keys=frozenset({"another"}))
        (failed,) = await replied(stage, stage.ask("/draw a fox --seed 17"), "text")
        failed = await stage.answered(failed["reply_to_message"])
        assert [*buttons(failed)] == ["Try again", "Edit"]
        stage.images.account = type(stage.images.account)()
        assert await press(stage, failed, "Try again") == "Asking once more."
        await replied(stage, failed)
        assert drawn(stage) == ("a fox", 17, (1, 1))

    async def test_what_was_refused_can_be_edited(self, stage: Stage) -> None:
        request = stage.ask("/draw something forbidden --ar 2:1")
        refused = await stage.answered(request)
        assert [*buttons(refused)] == ["Edit"]
        await press(stage, refused, "Edit")
        (question,) = await replied(stage, refused, "text")
        await replied(stage, stage.telegram.world.say(ALICE, ALICE, "a fox", reply_to=question["message_id"]))
        prompt, _, ratio = drawn(stage)
        assert (prompt, ratio) == ("a fox", (2, 1))
        assert spot(refused) == spot(now(stage, refused))
