"""The buttons under a picture."""

import asyncio
from datetime import timedelta

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.app import App
from sandbox.telegram_api import ALICE, BORIS
from tests.end_to_end.people import (
    GOES_RU,
    buttons,
    delete,
    forged,
    forged_at,
    group,
    more,
    no_longer_shown,
    now,
    picture,
    press,
    pressed,
    replied,
    said,
    spot,
)
from tests.end_to_end.stage import Message, Stage, dab


def generation(shown: Message) -> str:
    """The id that the buttons of a picture carry."""
    return str(buttons(shown)["More" if "More" in buttons(shown) else "Ещё"]["callback_data"]).split(":")[2]


def drawn(stage: Stage) -> tuple[str, int, tuple[int, int]]:
    """What the provider was asked for last: prompt, seed and ratio."""
    last = stage.images.operations[-1]
    return last.prompt, last.seed, last.ratio


@pytest.mark.usefixtures("app")
class TestButtons:
    @pytest.mark.parametrize(
        ("person", "labels"),
        [
            (ALICE, ["Again", "Change", "More"]),
            (BORIS, ["Заново", "Изменить", "Ещё"]),
        ],
    )
    async def test_they_are_three_in_the_persons_language(self, stage: Stage, person: int, labels: list[str]) -> None:
        assert [*buttons(await picture(stage, "/draw лиса", person))] == labels

    async def test_the_rest_is_behind_more_and_back_leads_from_each_menu_to_the_one_before(self, stage: Stage) -> None:
        shown, world = await picture(stage), stage.telegram.world
        await more(stage, shown, "Style")
        await world.until(lambda: "watercolor" in buttons(now(stage, shown)))
        await press(stage, shown, "Back")
        await world.until(lambda: {"Shape", "Original", "Link", "Delete"} < buttons(now(stage, shown)).keys())
        await press(stage, shown, "Back")
        await world.until(lambda: buttons(now(stage, shown)) == buttons(shown))

    async def test_a_picture_that_came_as_a_file_offers_no_original(self, stage: Stage) -> None:
        (shown,) = await replied(stage, stage.ask("/draw a fox --file"), "document")
        await press(stage, shown, "More")
        await stage.telegram.world.until(lambda: "Link" in buttons(now(stage, shown)))
        assert "Original" not in buttons(now(stage, shown))

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
        assert await delete(stage, mine, BORIS) == GOES_RU

    async def test_shape_draws_the_same_seed_in_another_shape(self, stage: Stage) -> None:
        shown = await picture(stage)
        before = buttons(shown).keys()
        await more(stage, shown, "Shape")
        assert await press(stage, shown, "9:16") == "Drawing it in this shape."
        await replied(stage, shown)
        assert drawn(stage) == ("a fox", 17, (9, 16))
        await stage.telegram.world.until(lambda: buttons(now(stage, shown)).keys() == before)

    async def test_what_is_so_already_is_marked_and_not_drawn_once_more(self, stage: Stage, app: App) -> None:
        shown = await picture(stage)
        await more(stage, shown, "Shape")
        assert await press(stage, shown, "✓ 2:1") == "It’s already like that."
        await stage.settled(app)
        assert len(stage.images.operations) == 1

    async def test_style_draws_the_same_seed_in_another_style(self, stage: Stage) -> None:
        shown = await picture(stage, "/draw лиса --seed 17", BORIS)
        await more(stage, shown, "Стиль", BORIS)
        assert await press(stage, shown, "масло", BORIS) == "Рисую в этом стиле."
        (oil,) = await replied(stage, shown)
        assert drawn(stage) == ("лиса, масляная живопись", 17, (1, 1))
        await more(stage, oil, "Стиль", BORIS)
        await press(stage, oil, "без стиля", BORIS)
        await replied(stage, oil)
        assert drawn(stage) == ("лиса", 17, (1, 1))

    async def test_edit_asks_for_other_words_and_keeps_seed_and_settings(self, stage: Stage) -> None:
        shown = await picture(stage, "/draw a fox --seed 17 --ar 2:1 --style oil")
        await press(stage, shown, "Change")
        question = await said(stage, shown)
        assert question["text"].endswith("\n\na fox")
        assert stage.telegram.world.asked(ALICE, ALICE) == question
        await replied(stage, stage.telegram.world.say(ALICE, ALICE, "a cat", reply_to=question["message_id"]))
        assert drawn(stage) == ("a cat, oil painting", 17, (2, 1))

    async def test_edit_in_a_group_makes_only_the_one_who_pressed_answer(self, stage: Stage) -> None:
        chat = group(stage)
        shown = await picture(stage, "/draw a fox", BORIS, chat)
        await press(stage, shown, "Изменить", BORIS)
        question = await said(stage, shown)
        assert question["text"].startswith("Борис: Ответьте новыми словами.")
        world = stage.telegram.world
        assert (world.asked(ALICE, chat), world.asked(BORIS, chat)) == (None, question)

    async def test_edit_is_the_askers(self, stage: Stage) -> None:
        shown = await picture(stage, "/draw a fox", ALICE, group(stage))
        assert await press(stage, shown, "Change", BORIS) == "Это может только тот, кто просил."

    async def test_file_brings_the_original(self, stage: Stage) -> None:
        shown = await picture(stage)
        assert await more(stage, shown, "Original") == "Sending the file."
        (sent,) = await replied(stage, shown, "document")
        assert stage.telegram.world.file(sent["document"]["file_id"]) == dab("a fox", 17, 2, 1)
        assert sent["document"]["file_name"] == "palitra-17.jpeg"

    async def test_the_seed_can_be_copied(self, stage: Stage) -> None:
        shown = await picture(stage)
        await press(stage, shown, "More")
        await stage.telegram.world.until(lambda: "Copy seed" in buttons(now(stage, shown)))
        assert buttons(now(stage, shown))["Copy seed"]["copy_text"] == {"text": "17"}

    async def test_a_press_in_the_name_of_another_picture_deletes_nothing(self, stage: Stage) -> None:
        """Buttons are what a client says: this one says under Alice's picture that it is Boris'."""
        chat = group(stage)
        mine = await picture(stage, "/draw a fox", ALICE, chat)
        his = await picture(stage, "/draw лиса", BORIS, chat)
        data = f"g:delete-now:{generation(his)}:"
        assert await forged(stage, mine, data, BORIS) == "Эта кнопка больше не работает."
        assert now(stage, mine) == mine

    async def test_who_runs_another_group_deletes_nothing_here(self, stage: Stage) -> None:
        world = stage.telegram.world
        here = world.add_group("Here", [ALICE, BORIS]).id
        await picture(stage, "/draw a fox", ALICE, here)
        menu = await said(stage, stage.ask("/settings", ALICE, here))
        there = world.add_group("There", [BORIS, ALICE]).id
        his = await picture(stage, "/draw a boat", ALICE, there)
        data = f"g:delete-now:{generation(his)}:"
        assert await forged(stage, menu, data, BORIS) == "Эта кнопка больше не работает."
        assert now(stage, menu) == menu


class TestOld:
    async def test_a_button_works_after_a_restart(self, stage: Stage) -> None:
        async with stage.bot():
            shown = await picture(stage)
        async with stage.bot():
            assert await press(stage, shown, "Again") == "Drawing another one."
            await replied(stage, shown)

    @pytest.mark.parametrize(("label", "kind"), [("Change", "text"), ("Original", "document"), ("Again", "photo")])
    async def test_a_press_that_waited_for_the_restart_is_not_lost(self, stage: Stage, label: str, kind: str) -> None:
        async with stage.bot():
            shown = await picture(stage)
            if label not in buttons(shown):
                await press(stage, shown, "More")
                await stage.telegram.world.until(lambda: label in buttons(now(stage, shown)))
        stage.telegram.world.expire(pressed(stage, shown, label))
        async with stage.bot():
            await replied(stage, shown, kind)

    async def test_when_the_original_is_not_kept_any_more_telegrams_copy_is_brought(self, stage: Stage) -> None:
        async with stage.bot():
            shown = await picture(stage, "/draw лиса", BORIS)
        async with stage.bot(originals=timedelta(0)):
            while stage.kept("pictures"):  # noqa: ASYNC110 - it tells nobody
                await asyncio.sleep(0.005)
            await more(stage, shown, "Оригинал", BORIS)
            (sent,) = await replied(stage, shown, "document")
        assert sent["caption"] == "Оригинал уже не хранится. Это копия из Telegram, она сжата."
        assert stage.telegram.world.file(sent["document"]["file_id"]) == stage.picture(shown)

    @pytest.mark.parametrize(("action", "kind"), [("again", "photo"), ("edit", "text"), ("file", "document")])
    @pytest.mark.usefixtures("app")
    async def test_a_message_so_old_that_telegram_does_not_show_it_has_working_buttons(
        self, stage: Stage, action: str, kind: str
    ) -> None:
        shown, data = await picture(stage), f"g:{action}:"
        await forged_at(stage, no_longer_shown(shown), f"{data}{generation(shown)}:")
        await replied(stage, shown, kind)

    @pytest.mark.parametrize(
        ("action", "label"),
        [("ratios", "16:9"), ("styles", "watercolor"), ("delete", "Delete for good"), ("link", "Copy link")],
    )
    @pytest.mark.usefixtures("app")
    async def test_what_stood_under_pictures_in_times_past_still_works(
        self, stage: Stage, action: str, label: str
    ) -> None:
        shown = await picture(stage)
        data = f"g:{action}:{generation(shown)}:"
        old = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Old", callback_data=data)]])
        session = AiohttpSession(api=TelegramAPIServer.from_base(stage.telegram.url))
        async with Bot(stage.telegram.token, session) as bot:
            await bot.edit_message_reply_markup(chat_id=spot(shown)[0], message_id=spot(shown)[1], reply_markup=old)
        await press(stage, shown, "Old")
        assert await stage.telegram.world.until(lambda: label in buttons(now(stage, shown)))

    @pytest.mark.usefixtures("app")
    async def test_a_button_of_another_age_says_that_it_is_over(self, stage: Stage) -> None:
        shown = await picture(stage)
        assert await forged_at(stage, no_longer_shown(shown), "x:y") == "This button no longer works."


class TestNoSeeds:
    async def test_another_shape_is_another_picture_and_there_is_no_seed_to_copy(self, stage: Stage) -> None:
        async with stage.bot(models="dall-e-3"):
            shown = await picture(stage, "/draw a fox")
            await more(stage, shown, "Shape")
            assert (
                await press(stage, shown, "16:9") == "DALL·E 3 doesn’t use seeds, so this will be a different picture."
            )
            await replied(stage, shown)

    async def test_another_style_is_another_picture_in_russian_too(self, stage: Stage) -> None:
        async with stage.bot(models="dall-e-3"):
            shown = await picture(stage, "/draw лиса", BORIS)
            await more(stage, shown, "Стиль", BORIS)
            assert await press(stage, shown, "масло", BORIS) == "DALL·E 3 рисует без зёрен: это будет другая картинка."


@pytest.mark.usefixtures("app")
class TestNoPicture:
    async def test_what_failed_can_be_tried_again(self, stage: Stage) -> None:
        stage.images.account = type(stage.images.account)(api_keys=frozenset({"another"}))
        (failed,) = await replied(stage, stage.ask("/draw a fox --seed 17"), "text")
        failed = await stage.answered(failed["reply_to_message"])
        assert [*buttons(failed)] == ["Try again", "Change"]
        stage.images.account = type(stage.images.account)()
        assert await press(stage, failed, "Try again") == "Trying again."
        await replied(stage, failed)
        assert drawn(stage) == ("a fox", 17, (1, 1))

    async def test_what_was_refused_can_be_edited(self, stage: Stage) -> None:
        request = stage.ask("/draw something forbidden --ar 2:1")
        refused = await stage.answered(request)
        assert [*buttons(refused)] == ["Change"]
        await press(stage, refused, "Change")
        (question,) = await replied(stage, refused, "text")
        await replied(stage, stage.telegram.world.say(ALICE, ALICE, "a fox", reply_to=question["message_id"]))
        prompt, _, ratio = drawn(stage)
        assert (prompt, ratio) == ("a fox", (2, 1))
        assert spot(refused) == spot(now(stage, refused))
