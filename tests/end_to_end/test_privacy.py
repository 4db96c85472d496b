"""/privacy, /export, /forget, Delete, and who blocks the bot."""

import asyncio
import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.app import App
from sandbox.telegram_api import ALICE, BORIS
from tests.end_to_end.acts import drawn, elsewhere, opened, posted
from tests.end_to_end.people import GOES, buttons, delete, forged, gone, group, now, picture, press, replied, said
from tests.end_to_end.stage import SOON, Message, Stage

PEOPLES = ("requests", "generations", "pictures", "full_pictures", "questions", "people", "inline_drafts")
"""What is kept about people."""


async def answer(stage: Stage, command: str, person: int = ALICE, chat: int | None = None) -> Message:
    """What the bot answers to a command."""
    (shown,) = await replied(stage, stage.ask(command, person, chat), "text")
    return shown


async def exported(stage: Stage, person: int = ALICE) -> zipfile.ZipFile:
    """The file with all about somebody."""
    (shown,) = await replied(stage, stage.ask("/export", person), "document")
    return zipfile.ZipFile(io.BytesIO(stage.telegram.world.file(shown["document"]["file_id"])))


async def until(condition: Callable[[], object]) -> None:
    """Wait until this is so in the database, which tells nobody."""
    async with asyncio.timeout(20):
        while not condition():  # noqa: ASYNC110
            await asyncio.sleep(0.01)


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is left is cleared away at once."""
    monkeypatch.setattr("bot.drawing.work.periodic.CLEARING", 0.1)


@pytest.mark.usefixtures("app")
class TestPrivacy:
    async def test_it_says_what_is_kept_how_long_and_who_sees_it(self, stage: Stage) -> None:
        text = (await answer(stage, "/privacy"))["text"]
        for part in ("What I keep about you", "90 days", "7 days", "1 day", "YandexART (Yandex Cloud)", "/forget"):
            assert part in text

    async def test_in_russian_too(self, stage: Stage) -> None:
        text = (await answer(stage, "/privacy", BORIS))["text"]
        for part in ("Что я храню о вас", "90 дней", "7 дней", "1 день", "YandexART (Yandex Cloud)", "/forget"):
            assert part in text

    async def test_it_is_said_in_groups_as_well(self, stage: Stage) -> None:
        assert "What I keep" in (await answer(stage, "/privacy", ALICE, group(stage)))["text"]

    async def test_without_a_storage_chat_nothing_is_said_of_one(self, stage: Stage) -> None:
        assert "chat of the operator" not in (await answer(stage, "/privacy"))["text"]


async def test_privacy_is_true_to_the_settings(stage: Stage) -> None:
    stage.given["telegram"] = {"storage_chat": stage.telegram.world.add_supergroup("Storage", [BORIS]).id}
    stage.given["yandex"] = {"data_logging": True}
    hours, days = timedelta(hours=12), timedelta(days=30)
    async with stage.bot(originals=hours, history=days, drafts=timedelta(hours=2)):
        text = (await answer(stage, "/privacy"))["text"]
    for part in ("12 hours", "30 days", "2 hours", "a chat of the operator", "It may keep what it is asked for"):
        assert part in text


@pytest.mark.usefixtures("gone_at_once", "app")
class TestDelete:
    async def test_nothing_of_a_deleted_picture_is_left(self, stage: Stage) -> None:
        shown = await picture(stage)
        assert await delete(stage, shown) == GOES
        await gone(stage, shown)
        assert {table: stage.kept(table) for table in ("requests", "generations", "pictures")} == {
            "requests": 0,
            "generations": 0,
            "pictures": 0,
        }

    async def test_its_link_leads_nowhere(self, stage: Stage) -> None:
        shown = await picture(stage)
        data = buttons(shown)["Again"]["callback_data"].split(":")[2]
        await delete(stage, shown)
        await gone(stage, shown)
        told = await answer(stage, f"/start {data.replace('-', '')}", BORIS)
        assert "a fox" not in told["text"]

    async def test_pictures_of_a_sheet_that_were_shown_in_full_go_with_it(self, stage: Stage) -> None:
        sheet = await picture(stage, "/draw foxes --n 2")
        await press(stage, sheet, "1")
        full = await said(stage, sheet)
        await delete(stage, sheet)
        await gone(stage, sheet)
        await gone(stage, full)


class TestForget:
    async def test_it_says_what_there_is_and_asks_once(self, stage: Stage, app: App) -> None:  # noqa: ARG002
        await picture(stage)
        await picture(stage, "/draw foxes --n 2")
        asked = await answer(stage, "/forget")
        assert "Requests: 2\nOriginal pictures: 3\n" in asked["text"]
        assert [*buttons(asked)] == ["Forget everything", "Keep it"]

    async def test_keep_it_keeps_it(self, stage: Stage, app: App) -> None:  # noqa: ARG002
        await picture(stage)
        asked = await answer(stage, "/forget")
        await press(stage, asked, "Keep it")
        await stage.telegram.world.until(lambda: now(stage, asked)["text"] == "Everything stays as it is.")
        assert stage.kept("requests") == 1

    async def test_everything_is_forgotten(self, stage: Stage, app: App) -> None:  # noqa: ARG002
        await opened(stage)
        await picture(stage)
        stage.ask("/draw")
        await press(stage, await answer(stage, "/forget"), "Forget everything")
        assert {table: stage.kept(table) for table in PEOPLES} == dict.fromkeys(PEOPLES, 0)
        assert stage.kept("farewells") == 0

    async def test_what_others_have_stays(self, stage: Stage, app: App) -> None:  # noqa: ARG002
        await picture(stage, "/draw a bear", BORIS)
        await picture(stage)
        await press(stage, await answer(stage, "/forget"), "Forget everything")
        assert stage.kept("requests", "user_id = ?", BORIS) == stage.kept("requests") == 1

    async def test_what_is_being_drawn_is_cancelled_and_then_forgotten(self, stage: Stage) -> None:
        stage.images.behaviour = replace(SOON, duration=3600.0)
        async with stage.bot() as app:
            request = stage.ask("/draw a fox")
            await stage.submitted(1)
            asked = await answer(stage, "/forget")
            await press(stage, asked, "Forget everything")
            assert (await stage.answered(request))["text"] == "Canceled."
            await stage.settled(app)
            await until(lambda: not stage.kept("requests"))
        assert len(stage.images.wire.of("cancel")) == 1
        assert "still under way" in now(stage, asked)["text"]

    async def test_only_who_was_asked_may_answer(self, stage: Stage, app: App) -> None:  # noqa: ARG002
        await picture(stage)
        asked = await answer(stage, "/forget")
        data = buttons(asked)["Forget everything"]["callback_data"]
        assert await forged(stage, asked, data, BORIS) == "Это может только тот, кто просил."
        assert stage.kept("requests") == 1

    async def test_in_a_group_it_is_for_the_private_chat(self, stage: Stage, app: App) -> None:  # noqa: ARG002
        for command in ("/forget", "/export"):
            assert "private chat" in (await answer(stage, command, ALICE, group(stage)))["text"]


class TestExport:
    async def test_it_is_one_file_with_words_and_pictures(self, stage: Stage, app: App) -> None:  # noqa: ARG002
        shown = await picture(stage)
        archive = await exported(stage)
        told = json.loads(archive.read("palitra.json"))
        (asked,) = told["requests"]
        assert (asked["words"], asked["pictures"][0]["seed"]) == ("a fox", 17)
        assert archive.read(asked["pictures"][0]["file"]) == stage.picture(shown)

    async def test_who_has_nothing_gets_that(self, stage: Stage, app: App) -> None:  # noqa: ARG002
        await picture(stage)
        archive = await exported(stage, BORIS)
        assert json.loads(archive.read("palitra.json"))["requests"] == []
        assert archive.namelist() == ["palitra.json"]


class TestStorageChat:
    async def test_an_upload_is_deleted_with_its_request(self, stage: Stage) -> None:
        chat = stage.telegram.world.add_supergroup("Storage", [BORIS]).id
        stage.given["telegram"] = {"storage_chat": chat}
        async with stage.bot():
            await opened(stage)
            await drawn(stage, await posted(stage, "a red fox", elsewhere(stage)))
            (upload,) = (one for one in stage.telegram.world.messages(chat) if "photo" in one)
            await until(lambda: stage.kept("requests", "status = 'delivered'"))
            await press(stage, await answer(stage, "/forget"), "Forget everything")
            await gone(stage, upload)


class TestBlocking:
    async def test_who_blocks_the_bot_is_not_written_to(self, stage: Stage) -> None:
        stage.images.behaviour = replace(SOON, duration=3600.0)
        async with stage.bot() as app:
            await opened(stage)
            stage.ask("/draw a fox")
            await stage.submitted(1)
            stage.telegram.world.block(ALICE)
            await stage.settled(app)
        assert stage.kept("requests", "status = 'ended' AND reason = 'undeliverable'") == 1
        assert stage.kept("people", "user_id = ? AND blocked_at IS NOT NULL", ALICE) == 1
        assert len(stage.images.wire.of("cancel")) == 1

    async def test_who_comes_back_is_there_again(self, stage: Stage, app: App) -> None:  # noqa: ARG002
        await opened(stage)
        stage.telegram.world.block(ALICE)
        await until(lambda: stage.kept("people", "blocked_at IS NOT NULL"))
        stage.telegram.world.unblock(ALICE)
        await until(lambda: not stage.kept("people", "blocked_at IS NOT NULL"))
        assert await picture(stage)
