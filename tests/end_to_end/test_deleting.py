"""Delete: a second tap, and a minute in which it can be undone."""

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta

import pytest

from bot.app import App
from sandbox.telegram_api import ALICE, BORIS
from tests.clock import NOON
from tests.end_to_end.people import (
    GOES,
    buttons,
    delete,
    forged,
    forged_at,
    gone,
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
from tests.end_to_end.sheets import alone, sheet
from tests.end_to_end.stage import Message, Stage

UNDO, UNDO_RU = "Undo (1 minute left)", "Вернуть (осталась минута)"
TOO_LATE, TOO_LATE_RU = "This button no longer works.", "Эта кнопка больше не работает."
NOT_YOURS = "Это может только тот, кто просил."
LATE = timedelta(days=999)


def is_there(stage: Stage, shown: Message) -> bool:
    chat, message_id = spot(shown)
    return message_id in [one["message_id"] for one in stage.telegram.world.messages(chat)]


def is_as_before(stage: Stage, shown: Message) -> bool:
    """Whether a message is as it was, whenever it was edited."""
    return now(stage, shown) | {"edit_date": 0} == shown | {"edit_date": 0}


async def until(condition: Callable[[], bool]) -> None:
    """Wait until this is so in the database, which tells nobody."""
    async with asyncio.timeout(20):
        while not condition():  # noqa: ASYNC110
            await asyncio.sleep(0.01)


async def pressed_data(stage: Stage, shown: Message, label: str) -> str:
    """What a button carries, as soon as it is there."""
    await stage.telegram.world.until(lambda: label in buttons(now(stage, shown)))
    return str(buttons(now(stage, shown))[label]["callback_data"])


@pytest.mark.usefixtures("app")
class TestAsking:
    async def test_the_first_tap_removes_nothing_and_leads_back(self, stage: Stage) -> None:
        shown, world = await picture(stage), stage.telegram.world
        assert await more(stage, shown, "Delete") == ""
        await world.until(lambda: [*buttons(now(stage, shown))] == ["Delete for good", "Back"])
        await press(stage, shown, "Back")
        await world.until(lambda: "Link" in buttons(now(stage, shown)))
        assert stage.kept("removals") == 0

    async def test_what_removes_is_red(self, stage: Stage) -> None:
        shown = await picture(stage)
        await more(stage, shown, "Delete")
        await stage.telegram.world.until(lambda: "Delete for good" in buttons(now(stage, shown)))
        assert buttons(now(stage, shown))["Delete for good"]["style"] == "danger"

    async def test_it_is_the_askers_and_the_admins(self, stage: Stage) -> None:
        chat = group(stage)  # Alice's
        mine = await picture(stage, "/draw a fox", ALICE, chat)
        his = await picture(stage, "/draw лиса", BORIS, chat)
        assert await delete(stage, mine, BORIS) == NOT_YOURS
        assert await delete(stage, his, ALICE) == GOES

    async def test_that_it_is_asked_about_lets_nobody_else_answer(self, stage: Stage) -> None:
        mine = await picture(stage, "/draw a fox", ALICE, group(stage))
        await more(stage, mine, "Delete")
        assert await press(stage, mine, "Delete for good", BORIS) == NOT_YOURS
        assert stage.kept("removals") == 0


@pytest.mark.usefixtures("app")
class TestUndo:
    async def test_it_stays_with_all_that_was_under_it(self, stage: Stage) -> None:
        shown = await picture(stage)
        assert await delete(stage, shown) == GOES
        assert await press(stage, shown, UNDO) == "It stays."
        await stage.telegram.world.until(lambda: is_as_before(stage, shown))
        assert (stage.kept("removals"), stage.kept("requests")) == (0, 1)

    async def test_a_sheet_stays_with_its_numbers(self, stage: Stage) -> None:
        shown = await sheet(stage)
        await delete(stage, shown)
        await press(stage, shown, UNDO)
        await stage.telegram.world.until(lambda: is_as_before(stage, shown))

    async def test_only_who_deleted_it_undoes_it(self, stage: Stage) -> None:
        """What an admin removes is not put back by who asked for it."""
        his = await picture(stage, "/draw лиса", BORIS, group(stage))
        await delete(stage, his, ALICE)
        assert await press(stage, his, UNDO_RU, BORIS) == NOT_YOURS
        data = await pressed_data(stage, his, UNDO_RU)
        assert await forged(stage, his, data.replace(str(ALICE), str(BORIS)), BORIS) == TOO_LATE_RU
        assert stage.kept("removals") == 1

    async def test_a_press_that_says_nothing_of_its_message_undoes_nothing(self, stage: Stage) -> None:
        his = await picture(stage, "/draw лиса", BORIS, group(stage))
        await delete(stage, his, ALICE)
        told = await forged_at(stage, no_longer_shown(his), f"u:{BORIS}", BORIS)
        assert (told, stage.kept("removals")) == (TOO_LATE_RU, 1)

    async def test_pressed_twice_it_stays_all_the_same(self, stage: Stage) -> None:
        shown, world = await picture(stage), stage.telegram.world
        await delete(stage, shown)
        await world.until(lambda: UNDO in buttons(now(stage, shown)))
        queries = [pressed(stage, shown, UNDO) for _ in range(2)]
        await world.until(lambda: all(map(world.answer, queries)))
        await world.until(lambda: is_as_before(stage, shown))
        assert stage.kept("removals") == 0

    async def test_who_is_forgotten_meanwhile_has_the_message_removed_all_the_same(self, stage: Stage) -> None:
        shown = await picture(stage)
        await delete(stage, shown)
        (asked,) = await replied(stage, stage.ask("/forget"), "text")
        await press(stage, asked, "Forget everything")
        await until(lambda: stage.kept("requests") == 0)
        assert await press(stage, shown, UNDO) == TOO_LATE
        assert stage.kept("removals", "generation_id IS NULL") == 1


@pytest.mark.usefixtures("gone_at_once")
class TestGoing:
    async def test_after_the_minute_it_is_gone_and_forgotten(self, stage: Stage, app: App) -> None:  # noqa: ARG002
        shown = await picture(stage)
        await delete(stage, shown)
        await gone(stage, shown)
        await until(lambda: stage.kept("removals") == 0)
        assert stage.kept("requests") == 0

    async def test_a_picture_of_a_sheet_goes_by_itself(self, stage: Stage, app: App) -> None:  # noqa: ARG002
        shown = await sheet(stage)
        await press(stage, shown, "1")
        (full,) = await alone(stage, shown)
        await delete(stage, full)
        await gone(stage, full)
        assert (is_there(stage, shown), stage.kept("requests")) == (True, 1)

    async def test_what_is_too_old_to_be_deleted_is_forgotten_and_says_so(self, stage: Stage, app: App) -> None:  # noqa: ARG002
        shown, world = await picture(stage), stage.telegram.world
        world.clock = lambda: NOON + LATE
        await delete(stage, shown)
        await world.until(
            lambda: now(stage, shown).get("caption", "").startswith("I’ve forgotten this picture"), timeout=20
        )
        assert (stage.kept("requests"), buttons(now(stage, shown))) == (0, {})

    async def test_a_picture_of_a_sheet_that_is_too_old_stays_with_its_buttons(self, stage: Stage, app: App) -> None:  # noqa: ARG002
        shown, world = await sheet(stage), stage.telegram.world
        await press(stage, shown, "1")
        (full,) = await alone(stage, shown)
        world.clock = lambda: NOON + LATE
        await delete(stage, full)
        told = await said(stage, full)
        assert told["text"].startswith("This message is too old")
        assert now(stage, full)["reply_markup"] == full["reply_markup"]


async def test_it_goes_after_a_restart_too(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    async with stage.bot():
        shown = await picture(stage)
        await delete(stage, shown)
    monkeypatch.setattr("bot.drawing.removals.EVERY", 0.05)
    assert is_there(stage, shown)
    with closing(sqlite3.connect(stage.database)) as raw, raw:
        raw.execute("UPDATE removals SET due_at = 0")
    async with stage.bot():
        await gone(stage, shown)
