"""One answer that does not come holds up nobody else, and nothing that was not accepted or answered is lost."""

import asyncio
import json
import signal
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from datetime import timedelta

import pytest

from bot.telegram.inbound.trying import DOUBTFUL
from sandbox.telegram_api import ALICE, BORIS
from sandbox.wire import Fault, Spoil
from tests.clock import HurriedClock
from tests.end_to_end.acts import told
from tests.end_to_end.people import group, more, picture, press, pressed, said, spot
from tests.end_to_end.stage import Message, Stage, dab
from tests.end_to_end.test_commands import bot, environment, finished, logged
from tests.end_to_end.test_storage_faults import full_disk

TOO_LONG = 55.0
"""Seconds for which an answer hangs."""

HELP = "/help"


def by_bot(stage: Stage, chat: int) -> list[Message]:
    return [message for message in stage.telegram.world.messages(chat) if message["from"]["is_bot"]]


def people(stage: Stage, count: int) -> list[int]:
    """People with a private chat each."""
    ids = [stage.telegram.world.add_person(5000 + number, f"Person {number}").id for number in range(count)]
    for person in ids:
        stage.telegram.world.open_private(person)
    return ids


async def answered(stage: Stage, chat: int, count: int = 1) -> list[Message]:
    """What the bot has said in a chat, as soon as it is so much."""

    def there() -> list[Message] | None:
        found = by_bot(stage, chat)
        return found if len(found) >= count else None

    return await stage.telegram.world.until(there, timeout=20)


async def confirmed(stage: Stage) -> None:
    """Wait until Telegram need not give anything again."""
    await stage.telegram.world.until(lambda: not stage.telegram.world.updates.pending, timeout=20)


def hang(method: str, **where: object) -> Fault:
    return Fault(method, Spoil.HANG, times=-1, seconds=TOO_LONG, where=where)


def away(method: str, times: int = -1) -> Fault:
    return Fault(method, Spoil.ANSWER, times=times, status=502)


class TestHanging:
    async def test_a_message_that_hangs_makes_nobody_else_wait(self, stage: Stage) -> None:
        others = people(stage, 5)
        stage.telegram.wire.faults.append(hang("sendMessage", chat_id=ALICE))
        stage.given["process"] = {"grace": timedelta(seconds=1)}
        async with stage.bot():
            stage.ask(HELP)
            for person in others:
                stage.ask(HELP, person)
            begun = asyncio.get_running_loop().time()
            await asyncio.gather(*(answered(stage, person) for person in others))
            assert asyncio.get_running_loop().time() - begun < TOO_LONG / 10
            assert by_bot(stage, ALICE) == []

    async def test_who_comes_while_it_hangs_does_not_wait_either(self, stage: Stage) -> None:
        stage.telegram.wire.faults.append(hang("sendMessage", chat_id=ALICE))
        stage.given["process"] = {"grace": timedelta(seconds=1)}
        async with stage.bot():
            stage.ask(HELP)
            await asyncio.sleep(0.05)
            shown = await picture(stage, "/draw a fox --seed 17", BORIS)
        assert stage.picture(shown) == dab("a fox", 17, 1, 1)


class TestStop:
    """With a second to stop in."""

    @pytest.fixture(autouse=True)
    def soon(self, stage: Stage) -> None:
        stage.given["process"] = {"grace": timedelta(seconds=1)}

    @pytest.mark.parametrize("method", ["sendMessage", "answerCallbackQuery", "getUpdates"])
    async def test_it_takes_no_longer_than_grace_whatever_of_telegrams_hangs(self, stage: Stage, method: str) -> None:
        assert await stopped_in(stage, hang(method)) < 2.5

    async def test_nor_if_the_provider_hangs(self, stage: Stage) -> None:
        stage.images.wire.faults.append(hang("*"))
        assert await stopped_in(stage) < 2.5

    async def test_nor_with_six_hundred_waiting(self, stage: Stage) -> None:
        for person in people(stage, 600):
            stage.ask("/draw a fox", person)
        assert await stopped_in(stage, hang("sendMessage")) < 3.5

    async def test_what_was_cut_off_is_answered_at_the_next_start_and_nothing_is_drawn_twice(
        self, stage: Stage
    ) -> None:
        await stopped_in(stage, hang("sendMessage"))
        stage.telegram.wire.faults.clear()
        async with stage.bot(HurriedClock(20)) as app:
            help_, drawn = await answered(stage, ALICE), await answered(stage, BORIS)
            await confirmed(stage)
            await stage.settled(app)
        assert len(help_) == len(drawn) == 1
        assert len(stage.images.operations) == 1


@contextmanager
def held(stage: Stage) -> Iterator[None]:
    """Somebody else has the database and does not give it back."""
    with closing(sqlite3.connect(stage.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


@contextmanager
def hanging(stage: Stage, *methods: str) -> Iterator[None]:
    """Telegram and the provider answer no more."""
    stage.telegram.wire.faults.extend(hang(method) for method in methods or "*")
    stage.images.wire.faults.append(hang("*"))
    yield


class TestProcess:
    """A real one, which has two seconds."""

    @pytest.mark.parametrize("trouble", [held, hanging])
    async def test_it_ends_in_time_and_nothing_is_lost_or_doubled(
        self, stage: Stage, trouble: Callable[[Stage], AbstractContextManager[None]]
    ) -> None:
        process = await bot("run", **environment(stage) | {"GRACE": "2s"})
        await logged(process, "connected")
        with trouble(stage):
            stage.ask(HELP)
            stage.ask("/draw a fox --seed 17", BORIS)
            await asyncio.sleep(0.5)
            begun = asyncio.get_running_loop().time()
            process.send_signal(signal.SIGTERM)
            code, _, errors = await finished(process)
        assert code == 0
        assert asyncio.get_running_loop().time() - begun < 6
        assert "Traceback" not in errors
        stage.telegram.wire.faults.clear()
        stage.images.wire.faults.clear()
        async with stage.bot() as app:
            await answered(stage, ALICE)
            await stage.telegram.world.until(lambda: any("photo" in one for one in by_bot(stage, BORIS)), timeout=50)
            await confirmed(stage)
            await stage.settled(app)
        assert [stage.picture(one) for one in by_bot(stage, BORIS)] == [dab("a fox", 17, 1, 1)]


async def stopped_in(stage: Stage, *faults: Fault) -> float:
    """Seconds in which the bot stops while Alice waits for help, and Boris for a picture."""
    stage.telegram.wire.faults.extend(faults)
    async with stage.bot(lease=timedelta(seconds=2)):
        stage.ask(HELP)
        stage.ask("/draw a fox", BORIS)
        await asyncio.sleep(0.5)
        begun = asyncio.get_running_loop().time()
    return asyncio.get_running_loop().time() - begun


class TestAskedOnce:
    async def test_who_the_bot_is_is_asked_at_the_start_and_by_no_handler(self, stage: Stage) -> None:
        async with stage.bot():
            await picture(stage)
            stage.telegram.wire.faults.append(away("getMe"))
            shown = await picture(stage, "/draw@palitra_sandbox_bot a bear", ALICE, group(stage))
            assert await press(stage, shown, "Again", ALICE) == "Drawing another one."
        assert len(stage.telegram.wire.of("getMe")) == 1


class TestNothingIsLost:
    """By a clock that runs fast: tries are seconds apart."""

    @pytest.mark.parametrize("spoil", [Spoil.ANSWER, Spoil.DROP, Spoil.TRUNCATE])
    async def test_an_answer_that_did_not_get_through_is_given_again(self, stage: Stage, spoil: Spoil) -> None:
        stage.telegram.wire.faults.append(Fault("sendMessage", spoil, times=2, status=502))
        async with stage.bot(HurriedClock()):
            stage.ask(HELP)
            await confirmed(stage)
        assert by_bot(stage, ALICE)

    async def test_one_that_never_gets_through_is_passed_by(self, stage: Stage) -> None:
        """Each may have got through: it is not said more often than three times."""
        stage.telegram.wire.faults.append(away("sendMessage"))
        async with stage.bot(HurriedClock()):
            stage.ask(HELP)
            await confirmed(stage)
        assert len(stage.telegram.wire.of("sendMessage")) == DOUBTFUL

    async def test_one_that_telegram_refuses_is_not_tried_again(self, stage: Stage) -> None:
        body = json.dumps({"ok": False, "error_code": 403, "description": "Forbidden: bot was blocked by the user"})
        refused = Fault("sendMessage", Spoil.ANSWER, times=-1, status=403, body=body.encode())
        stage.telegram.wire.faults.append(refused)
        async with stage.bot(HurriedClock()):
            stage.ask(HELP)
            await confirmed(stage)
        assert len(stage.telegram.wire.of("sendMessage")) == 1

    async def test_what_the_database_does_not_take_is_accepted_when_it_does(self, stage: Stage) -> None:
        async with stage.bot(HurriedClock(20)):
            await picture(stage)
            with full_disk(stage):
                stage.ask("/draw a bear", BORIS)
                await asyncio.sleep(0.1)
            (answer,) = await answered(stage, BORIS)
            await stage.telegram.world.until(lambda: "photo" in by_bot(stage, BORIS)[0], timeout=20)
        assert by_bot(stage, BORIS)[0]["message_id"] == answer["message_id"]

    async def test_our_own_limits_delay_an_answer_and_keep_it_from_nobody(self, stage: Stage) -> None:
        stage.given["telegram"] = {"rate_limits": "on"}
        async with stage.bot(HurriedClock()):
            for _ in range(12):
                stage.ask(HELP)
            await answered(stage, ALICE, 12)
            await confirmed(stage)
        assert len(by_bot(stage, ALICE)) == 12


class TestRights:
    """In a group where only admins may draw, while Telegram does not say who is one."""

    @pytest.fixture
    async def chat(self, stage: Stage) -> int:
        chat = group(stage)
        async with stage.bot():
            menu = await said(stage, stage.ask("/settings", ALICE, chat))
            await press(stage, menu, "Who may draw")
            await press(stage, menu, "admins")
        return chat

    async def test_an_admin_is_asked_about_again_and_draws(self, stage: Stage, chat: int) -> None:
        stage.telegram.wire.faults.append(away("getChatMember", 2))
        async with stage.bot(HurriedClock()):
            assert await picture(stage, "/draw a fox", ALICE, chat)

    async def test_who_cannot_be_asked_about_is_not_told_that_they_are_none(self, stage: Stage, chat: int) -> None:
        stage.telegram.wire.faults.append(away("getChatMember"))
        async with stage.bot(HurriedClock()):
            answer = await said(stage, stage.ask("/draw a fox", ALICE, chat))
            await confirmed(stage)
        assert "Telegram isn’t telling me whether you’re one" in answer["text"]
        assert len(stage.telegram.wire.of("getChatMember")) <= 12

    async def test_nobody_needs_to_be_one_to_be_helped(self, stage: Stage, chat: int) -> None:
        stage.telegram.wire.faults.append(away("getChatMember"))
        async with stage.bot():
            assert (await said(stage, stage.ask(HELP, BORIS, chat)))["text"]


class TestTaps:
    @pytest.mark.parametrize("label", ["Again", "Style", "Shape"])
    async def test_two_taps_of_one_person_are_one_request(self, stage: Stage, label: str) -> None:
        async with stage.bot() as app:
            shown = await picture(stage)
            await tap(stage, shown, label, ALICE, ALICE)
            await stage.settled(app)
        assert len(stage.images.operations) == 2

    async def test_another_choice_is_another_request(self, stage: Stage) -> None:
        async with stage.bot() as app:
            shown = await picture(stage)
            await tap(stage, shown, "Again", ALICE)
            await tap(stage, shown, "Style", ALICE)
            await stage.settled(app)
        assert len(stage.images.operations) == 3

    async def test_two_people_are_two_requests(self, stage: Stage) -> None:
        async with stage.bot() as app:
            shown = await picture(stage, "/draw a fox", ALICE, group(stage))
            await tap(stage, shown, "Again", ALICE, BORIS)
            await stage.settled(app)
        assert len(stage.images.operations) == 3

    async def test_a_while_later_it_is_a_new_one(self, stage: Stage) -> None:
        clock = HurriedClock(20)
        async with stage.bot(clock) as app:
            shown = await picture(stage)
            await tap(stage, shown, "Again", ALICE)
            await clock.wait(asyncio.Event(), 11)
            await tap(stage, shown, "Again", ALICE)
            await stage.settled(app)
        assert len(stage.images.operations) == 3

    async def test_they_are_one_across_a_restart(self, stage: Stage) -> None:
        async with stage.bot():
            shown = await picture(stage)
            await tap(stage, shown, "Again", ALICE)
        async with stage.bot() as app:
            await tap(stage, shown, "Again", ALICE)
            await stage.settled(app)
        assert len(stage.images.operations) == 2


CHOICES = {"Style": "watercolor", "Shape": "1:1"}
"""What is chosen of the menus that these buttons open."""


async def tap(stage: Stage, shown: Message, label: str, *people: int) -> None:
    """People press a button at once, or choose something from the menu behind it."""
    if label in CHOICES:
        await more(stage, shown, label, people[0])
    world, chosen = stage.telegram.world, CHOICES.get(label, label)
    await world.until(lambda: chosen in str(world.message(*spot(shown)).get("reply_markup")), timeout=20)
    for query in [pressed(stage, shown, chosen, person) for person in people]:
        await told(stage, query)
