"""Telegram did what it was asked, and its answer was lost: nothing is seen twice, and nothing stays behind."""

import asyncio
import re
from collections.abc import Callable

import pytest

from bot.app import App
from sandbox.telegram_api import ALICE, BORIS
from sandbox.wire import Fault, Spoil
from tests.clock import HurriedClock
from tests.end_to_end.acts import told
from tests.end_to_end.people import buttons, forged, group, now, picture, press, pressed, replied, spot
from tests.end_to_end.sheets import ASK, SEEDS, alone, filled, finished, hold_back, let_go, sheet, shows
from tests.end_to_end.stage import Message, Stage


def lost(method: str, times: int = 1, skip: int = 0) -> Fault:
    """Telegram does it and tells nobody."""
    return Fault(method, Spoil.DROP, times=times, skip=skip, after_effect=True)


def lose(stage: Stage, method: str, times: int = 1) -> None:
    """The next answers of a method are lost."""
    stage.telegram.wire.faults.append(lost(method, times))


def by_bot(stage: Stage, chat: int) -> list[Message]:
    """All of the bot's messages in a chat, but for the phone to ring: in a hurry a minute is over soon."""
    said = (one for one in stage.telegram.world.messages(chat) if one["from"]["is_bot"])
    return [one for one in said if not one.get("text", "").endswith("ready.")]


async def shown(stage: Stage, request: Message) -> Message:
    """The bot's first answer to a request."""
    return await stage.telegram.world.until(lambda: next(iter(stage.replies(*spot(request))), None))


def private(_: Stage) -> int:
    return ALICE


def supergroup(stage: Stage) -> int:
    return stage.telegram.world.add_supergroup("Foxes", [ALICE, BORIS]).id


CHATS = pytest.mark.parametrize("place_of", [private, group, supergroup])


class TestPlaceholder:
    @CHATS
    async def test_it_stays_the_only_one_and_becomes_the_sheet(
        self, stage: Stage, place_of: Callable[[Stage], int]
    ) -> None:
        chat = place_of(stage)
        lose(stage, "sendMessage")
        async with stage.bot(HurriedClock(50)) as app:
            answer = await finished(stage, stage.ask(ASK, ALICE, chat))
            await stage.settled(app)
        assert by_bot(stage, chat) == [answer]
        assert shows(stage, answer)

    @pytest.mark.parametrize("place_of", [group, supergroup])
    async def test_of_two_people_who_press_again_at_once_each_keeps_their_own(
        self, stage: Stage, place_of: Callable[[Stage], int]
    ) -> None:
        """Both placeholders answer the same message; only their buttons tell whose they are."""
        chat = place_of(stage)
        async with stage.bot(HurriedClock(50)) as app:
            first = await picture(stage, "/draw a fox", ALICE, chat)
            lose(stage, "sendMessage", 2)
            presses = [pressed(stage, first, "Again", person) for person in (ALICE, BORIS)]
            await asyncio.gather(*(told(stage, query) for query in presses))
            both = await replied(stage, first, count=2)
            await stage.settled(app)
        assert by_bot(stage, chat) == [first, *both]
        own = [_seed(one) for one in both]
        assert sorted(own) == sorted(one.seed for one in stage.images.operations[1:])

    async def test_a_press_of_cancel_tells_which_message_it_is(self, stage: Stage) -> None:
        lose(stage, "sendMessage")
        stage.telegram.wire.faults.append(Fault("editMessageReplyMarkup", Spoil.ANSWER, status=502, times=-1))
        hold_back(stage, *SEEDS)
        async with stage.bot() as app:
            request = stage.ask(ASK)
            placeholder = await shown(stage, request)
            assert stage.kept("requests", "placeholder IS NULL") == 1
            assert await press(stage, placeholder, "Cancel") == "Canceled."
            await stage.settled(app)
        assert by_bot(stage, ALICE) == [now(stage, placeholder)]
        assert now(stage, placeholder)["text"] == "Canceled."

    async def test_it_is_found_after_a_restart(self, stage: Stage) -> None:
        lose(stage, "sendMessage")
        away = Fault("editMessageReplyMarkup", Spoil.ANSWER, status=502, times=-1)
        stage.telegram.wire.faults.append(away)
        async with stage.bot():
            request = stage.ask(ASK)
            placeholder = await shown(stage, request)
        stage.telegram.wire.faults.clear()
        async with stage.bot(HurriedClock(50)) as app:
            answer = await finished(stage, request)
            await stage.settled(app)
        assert answer["message_id"] == placeholder["message_id"]
        assert by_bot(stage, ALICE) == [answer]

    @CHATS
    async def test_cancel_under_one_that_was_left_behind_is_answered_there_too(
        self, stage: Stage, place_of: Callable[[Stage], int]
    ) -> None:
        first, second = await left_behind(stage, place_of(stage))
        async with stage.bot(HurriedClock(50)) as app:
            assert await press(stage, first, "Cancel") == "Canceled."
            await stage.telegram.world.until(lambda: now(stage, first)["text"] == "Canceled.")
            await stage.settled(app)
        assert now(stage, second)["text"] == "Canceled."
        assert buttons(now(stage, first)) == {}

    async def test_under_one_whose_request_is_over_it_says_so(self, stage: Stage) -> None:
        first, second = await left_behind(stage, ALICE)
        async with stage.bot(HurriedClock(50)) as app:
            await press(stage, second, "Cancel")
            await stage.settled(app)
            assert await press(stage, first, "Cancel") == "This button no longer works."
            await stage.telegram.world.until(lambda: now(stage, first)["text"] == "This button no longer works.")

    async def test_a_forged_cancel_changes_nothing(self, stage: Stage) -> None:
        async with stage.bot(HurriedClock(50)):
            other = await picture(stage, "/draw a bear")
        _, second = await left_behind(stage, ALICE)
        data = buttons(now(stage, second))["Cancel"]["callback_data"]
        async with stage.bot() as app:
            assert await forged(stage, other, data) == "This button no longer works."
            await stage.settled(app)
        assert now(stage, other) == other


async def left_behind(stage: Stage, chat: int) -> tuple[Message, Message]:
    """Two placeholders of one request: the first was not found again, and the second goes on."""
    gone = b'{"ok": false, "error_code": 400, "description": "Bad Request: message to edit not found"}'
    stage.telegram.wire.faults.append(Fault("editMessageReplyMarkup", Spoil.ANSWER, times=-1, status=400, body=gone))
    lose(stage, "sendMessage")
    hold_back(stage, *SEEDS)
    async with stage.bot(HurriedClock(50)):
        first, second = await replied(stage, stage.ask(ASK, ALICE, chat), "text", 2)
        await stage.telegram.world.until(lambda: stage.kept("requests", "placeholder = ?", second["message_id"]))
    stage.telegram.wire.faults.clear()
    return first, second


class TestSheet:
    async def test_an_edit_that_was_made_is_not_made_in_another_message(self, stage: Stage) -> None:
        hold_back(stage, 19, 20)
        lose(stage, "editMessageMedia", 2)
        async with stage.bot(HurriedClock(50)) as app:
            request = stage.ask(ASK)
            half = await filled(stage, request, 2)
            let_go(stage)
            answer = await finished(stage, request)
            await stage.settled(app)
        assert by_bot(stage, ALICE) == [now(stage, answer)]
        assert answer["message_id"] == half["message_id"]
        assert shows(stage, answer)


class TestNumber:
    @pytest.mark.usefixtures("app")
    async def test_a_picture_in_full_is_not_sent_again(self, stage: Stage, app: App) -> None:
        answer = await sheet(stage)
        lose(stage, "sendPhoto")
        assert await press(stage, answer, "2") == ""
        assert await press(stage, answer, "2") == "Picture 2 is already in this chat."
        await stage.settled(app)
        assert len(await alone(stage, answer)) == 1

    @pytest.mark.usefixtures("app")
    async def test_what_was_surely_not_sent_is_sent_later(self, stage: Stage) -> None:
        answer = await sheet(stage)
        body = b'{"ok": false, "error_code": 429, "description": "", "parameters": {"retry_after": 1}}'
        stage.telegram.wire.faults.append(Fault("sendPhoto", Spoil.ANSWER, status=429, body=body))
        assert await press(stage, answer, "2") == "Sending it full size."
        assert len(await alone(stage, answer)) == 1


def _seed(message: Message) -> int:
    caption = str(message["caption"])
    return int(re.findall(r"(?:seed|зерно) (\d+)", caption)[0])
