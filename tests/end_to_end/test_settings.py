"""/settings: what a person chooses for all their requests."""

import pytest

from sandbox.telegram_api import ALICE, BORIS
from tests.end_to_end.people import buttons, now, picture, press, replied, said
from tests.end_to_end.stage import Message, Stage

SUMMARY = """Your defaults

Model: YandexART
Shape: 1:1
Style: no style
Language: English
Pictures come as: photo
Links to your words: on
Replies to your pictures: I ask first"""


async def settings(stage: Stage, person: int = ALICE) -> Message:
    """The message that /settings shows."""
    return await said(stage, stage.ask("/settings", person))


async def choose(stage: Stage, shown: Message, setting: str, value: str, person: int = ALICE) -> str:
    """Choose a value of a setting; what the message says then."""
    world, before = stage.telegram.world, now(stage, shown)
    await press(stage, shown, setting, person)
    await world.until(lambda: value in buttons(now(stage, shown)))
    await press(stage, shown, value, person)
    await world.until(lambda: now(stage, shown)["text"] != before["text"])
    return str(now(stage, shown)["text"])


@pytest.mark.usefixtures("app")
class TestSettings:
    async def test_they_are_buttons_in_one_message_that_edits_itself(self, stage: Stage) -> None:
        shown = await settings(stage)
        assert shown["text"] == SUMMARY
        assert [*buttons(shown)] == ["Model", "Shape", "Style", "Language", "Photo or file", "Links", "Replies"]
        assert await choose(stage, shown, "Style", "watercolor") == SUMMARY.replace("no style", "watercolor")
        assert [one["message_id"] for one in stage.telegram.world.messages(ALICE)][-1] == shown["message_id"]

    async def test_back_leads_to_the_settings(self, stage: Stage) -> None:
        shown = await settings(stage)
        await press(stage, shown, "Shape")
        await stage.telegram.world.until(lambda: "16:9" in buttons(now(stage, shown)))
        await press(stage, shown, "Back")
        await stage.telegram.world.until(lambda: buttons(now(stage, shown)) == buttons(shown))

    async def test_shape_and_style_hold_for_later_requests_until_a_flag_says_otherwise(self, stage: Stage) -> None:
        shown = await settings(stage)
        await choose(stage, shown, "Shape", "16:9")
        await choose(stage, shown, "Style", "oil")
        await picture(stage, "/draw a fox")
        await picture(stage, "/draw a fox --square --style ink")
        first, second = stage.images.operations
        assert (first.prompt, first.ratio) == ("a fox, oil painting", (16, 9))
        assert (second.prompt, second.ratio) == ("a fox, ink drawing", (1, 1))

    async def test_pictures_come_as_files_where_that_was_chosen(self, stage: Stage) -> None:
        await choose(stage, await settings(stage), "Photo or file", "file")
        await replied(stage, stage.ask("/draw a fox"), "document")

    async def test_a_language_changes_everything_at_once(self, stage: Stage) -> None:
        world = stage.telegram.world
        shown = await settings(stage, BORIS)
        assert shown["text"].startswith("Для всех ваших картинок")
        assert await choose(stage, shown, "Язык", "English", BORIS) == SUMMARY
        assert [*buttons(now(stage, shown))] == [
            "Model",
            "Shape",
            "Style",
            "Language",
            "Photo or file",
            "Links",
            "Replies",
        ]
        assert (await said(stage, stage.ask("/help", BORIS)))["text"].startswith("Send /draw")
        photo = await picture(stage, "/draw a fox", BORIS)
        assert "seed" in photo["caption"]
        assert "Again" in buttons(photo)
        await world.until(lambda: world.menu(BORIS, BORIS)[1]["description"].startswith("Draw your last picture"))

    async def test_the_language_of_telegram_can_be_chosen_back(self, stage: Stage) -> None:
        shown, world = await settings(stage, BORIS), stage.telegram.world
        await choose(stage, shown, "Язык", "English", BORIS)
        text = await choose(stage, shown, "Language", "same as Telegram", BORIS)
        assert text.startswith("Для всех ваших картинок")
        await world.until(lambda: world.menu(BORIS, BORIS)[1]["description"].startswith("Последняя картинка"))

    async def test_one_persons_settings_are_not_anothers(self, stage: Stage) -> None:
        await choose(stage, await settings(stage), "Shape", "16:9")
        await picture(stage, "/draw лиса", BORIS)
        assert stage.images.operations[-1].ratio == (1, 1)

    async def test_a_second_press_of_the_same_button_is_answered_too(self, stage: Stage) -> None:
        shown = await settings(stage)
        await choose(stage, shown, "Style", "oil")
        data = "s|style|oil"
        world = stage.telegram.world
        await press(stage, shown, "Style")
        await world.until(lambda: "✓ oil" in buttons(now(stage, shown)))
        assert buttons(now(stage, shown))["✓ oil"]["callback_data"] == data
        assert await press(stage, shown, "✓ oil") == "It’s already like that."


async def test_the_model_is_chosen_and_holds_after_a_restart(stage: Stage) -> None:
    async with stage.bot(models="yandex-art,dall-e-3"):
        shown = await settings(stage)
        assert "Model: DALL·E 3" in await choose(stage, shown, "Model", "DALL·E 3")
    async with stage.bot(models="yandex-art,dall-e-3"):
        assert " · DALL·E 3 · " in (await picture(stage, "/draw a fox"))["caption"]
    async with stage.bot(models="yandex-art"):  # the model is gone
        assert " · YandexART · " in (await picture(stage, "/draw a fox"))["caption"]
