"""/history leafs through somebody's own pictures."""

import pytest

from sandbox.telegram_api import ALICE, BORIS
from tests.end_to_end.people import buttons, delete, gone, group, now, picture, press, replied, said
from tests.end_to_end.stage import Message, Stage, dab


async def history(stage: Stage, person: int = ALICE, chat: int | None = None, kind: str = "photo") -> Message:
    """What /history shows first."""
    (shown,) = await replied(stage, stage.ask("/history", person, chat), kind)
    return shown


async def leafed(stage: Stage, shown: Message, label: str) -> Message:
    """The message after a press of one of its buttons."""
    caption = now(stage, shown)["caption"]
    await press(stage, shown, label)
    return await stage.telegram.world.until(lambda: (m := now(stage, shown))["caption"] != caption and m)


@pytest.mark.usefixtures("app")
class TestHistory:
    async def test_it_pages_through_ones_own_pictures_the_newest_first(self, stage: Stage) -> None:
        for seed in (1, 2, 3):
            await picture(stage, f"/draw a fox --seed {seed}")
        await picture(stage, "/draw a bear", BORIS)
        shown = await history(stage)
        assert shown["caption"] == "a fox\nseed 3 · 1:1 · YandexART\n\n1 of 3"
        assert [*buttons(shown)] == ["Older"]
        second = await leafed(stage, shown, "Older")
        assert [*buttons(second)] == ["Newer", "Older"]
        assert stage.picture(second) == dab("a fox", 2, 1, 1)
        third = await leafed(stage, shown, "Older")
        assert third["caption"].endswith("3 of 3")
        assert (await leafed(stage, shown, "Newer"))["caption"].endswith("2 of 3")

    async def test_nothing_is_uploaded(self, stage: Stage) -> None:
        first, second = await picture(stage, "/draw a fox"), await picture(stage, "/draw a cat")
        await leafed(stage, await history(stage), "Older")
        sent, leaf = stage.telegram.wire.of("sendPhoto")[-1], stage.telegram.wire.of("editMessageMedia")[-1]
        assert sent.params["photo"] == second["photo"][-1]["file_id"]
        assert first["photo"][-1]["file_id"] in str(leaf.params["media"])

    async def test_it_is_in_the_persons_language(self, stage: Stage) -> None:
        await picture(stage, "/draw лиса --seed 1 --style oil", BORIS)
        shown = await history(stage, BORIS)
        assert shown["caption"] == "лиса\nзерно 1 · 1:1 · YandexART · масло\n\n1 из 1"
        assert buttons(shown) == {}

    async def test_a_group_sees_only_what_was_drawn_there(self, stage: Stage) -> None:
        chat = group(stage)
        await picture(stage, "/draw a diary")
        await picture(stage, "/draw a fox", ALICE, chat)
        await picture(stage, "/draw a secret")
        assert (await history(stage, ALICE, chat))["caption"].endswith("1 of 1")
        assert (await history(stage))["caption"].endswith("1 of 3")

    async def test_who_has_no_pictures_reads_how_to_ask(self, stage: Stage) -> None:
        shown = await said(stage, stage.ask("/history", BORIS))
        assert shown["text"].startswith("Ваших картинок ещё нет.")

    async def test_nobody_else_leafs_through_it(self, stage: Stage) -> None:
        chat = group(stage)
        await picture(stage, "/draw a fox", ALICE, chat)
        await picture(stage, "/draw a cat", ALICE, chat)
        shown = await history(stage, ALICE, chat)
        assert await press(stage, shown, "Older", BORIS) == "Это может только тот, кто просил."
        assert now(stage, shown) == shown

    @pytest.mark.usefixtures("gone_at_once")
    async def test_a_deleted_picture_is_not_in_it(self, stage: Stage) -> None:
        await picture(stage, "/draw a fox")
        cat = await picture(stage, "/draw a cat")
        await delete(stage, cat)
        await gone(stage, cat)
        assert (await history(stage))["caption"].startswith("a fox\n")

    async def test_a_picture_that_came_as_a_file_is_in_it(self, stage: Stage) -> None:
        await picture(stage, "/draw a fox")
        await replied(stage, stage.ask("/draw a cat --file"), "document")
        shown = await history(stage, kind="document")
        assert shown["caption"].startswith("a cat\n")
        assert (await leafed(stage, shown, "Older"))["caption"].startswith("a fox\n")

    async def test_what_was_covered_stays_covered(self, stage: Stage) -> None:
        await picture(stage, "/draw a surprise --spoiler")
        assert (await history(stage))["has_media_spoiler"]


async def test_it_is_there_after_a_restart(stage: Stage) -> None:
    async with stage.bot():
        await picture(stage, "/draw a fox")
        await picture(stage, "/draw a cat")
        shown = await history(stage)
    async with stage.bot():
        assert (await leafed(stage, shown, "Older"))["caption"].startswith("a fox\n")
