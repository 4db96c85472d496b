"""A message to everybody reaches each person once, whatever dies, and whoever presses what meanwhile."""

import asyncio
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from typing_extensions import override

from bot.drawing.broadcasts import HELD, IN_VAIN, SOON, TURN, Broadcasting, Broadcasts
from bot.drawing.ports.broadcasting import BroadcastCourier
from bot.drawing.values.broadcasts import Broadcast, BroadcastStatus
from bot.drawing.values.people import Person
from bot.errors import (
    CourierDelayed,
    CourierError,
    CourierUnanswered,
    FormRefused,
    NobodyToReach,
    TooLate,
    Undeliverable,
)
from bot.storage.broadcasts import DatabaseBroadcasts
from bot.storage.choices import DatabaseChoices
from bot.storage.database import Database, open_database
from bot.storage.privacy import DatabasePrivacy
from bot.storage.statements import Statement
from tests.clock import NOON, FakeClock, HurriedClock

OWNER, MESSAGE, PROGRESS = 42, 7, 8
FIRST = 1001


class Killed(BaseException):
    """The process died."""


@dataclass
class Telegram(BroadcastCourier):
    """What people got; ``answers`` are the errors that wait for somebody."""

    got: list[int] = field(default_factory=list)
    answers: dict[int, list[BaseException]] = field(default_factory=dict)
    concluded: list[Broadcast] = field(default_factory=list)
    always: CourierError | None = None

    @override
    async def bring(self, broadcast: Broadcast, user_id: int) -> None:
        waiting = self.answers.get(user_id)
        error = waiting.pop(0) if waiting else self.always
        if error is None or isinstance(error, Killed | CourierUnanswered):
            self.got.append(user_id)
        if error is not None:
            raise error

    @override
    async def report(self, broadcast: Broadcast) -> None:
        pass

    @override
    async def conclude(self, broadcast: Broadcast) -> None:
        self.concluded.append(broadcast)


@dataclass
class Scene:
    """A database with people, and one broadcast that was begun."""

    database: Database
    telegram: Telegram
    clock: HurriedClock
    broadcast: Broadcast

    @property
    def desk(self) -> Broadcasts:
        """What the owner does."""
        return Broadcasts(store=DatabaseBroadcasts(self.database), clock=self.clock)

    def process(self) -> Broadcasting:
        """A process of the bot."""

        async def blocked(user_id: int) -> None:
            await DatabasePrivacy(self.database).block(user_id, self.clock.now())

        store = DatabaseBroadcasts(self.database)
        return Broadcasting(store=store, courier=self.telegram, blocked=blocked, clock=self.clock)

    async def sent(self, times: int = 3) -> Broadcast:
        """The broadcast after so many looks."""
        process = self.process()
        for _ in range(times):
            await process.send()
        return await self.now()

    async def now(self) -> Broadcast:
        """The broadcast as it is."""
        found = await DatabaseBroadcasts(self.database).find(self.broadcast.id)
        assert found is not None
        return found


async def people(database: Database, number: int) -> None:
    """So many opened the chat; somebody else did not, and somebody blocked the bot."""
    choices = DatabaseChoices(database)
    for user_id in range(FIRST, FIRST + number):
        await choices.keep_person(Person(user_id, started=True))
    await choices.keep_person(Person(5001))
    await choices.keep_person(Person(5002, started=True))
    await DatabasePrivacy(database).block(5002, NOON)


async def begun(database: Database, number: int) -> Scene:
    """A broadcast to so many people that the owner let begin."""
    await people(database, number)
    clock = HurriedClock(1000)
    desk = Broadcasts(store=DatabaseBroadcasts(database), clock=clock)

    async def preview() -> int:
        return MESSAGE

    prepared = await desk.prepare(OWNER, preview, "en")
    assert (prepared.status, prepared.people) == (BroadcastStatus.PREPARED, number)
    return Scene(database, Telegram(), clock, await desk.begin(prepared.id, PROGRESS))


def everybody(number: int) -> list[int]:
    return list(range(FIRST, FIRST + number))


async def test_everybody_who_can_be_written_to_gets_it_once(database: Database) -> None:
    scene = await begun(database, 150)
    done = await scene.sent()
    assert scene.telegram.got == everybody(150)
    assert (done.status, done.sent, done.done) == (BroadcastStatus.OVER, 150, 150)
    assert [one.status for one in scene.telegram.concluded] == [BroadcastStatus.OVER]


async def test_killed_in_the_middle_it_goes_on_where_it_was(database: Database) -> None:
    """Only who was just getting it may get it twice."""
    scene = await begun(database, 9)
    scene.telegram.answers = {FIRST + 2: [Killed()], FIRST + 6: [Killed()]}
    for _ in range(2):
        with pytest.raises(Killed):
            await scene.process().send()
        await scene.process().send()  # it is held still by the one that died
        scene.clock.set_by(HELD.total_seconds() + 1)
    done = await scene.sent()
    assert Counter(scene.telegram.got) == Counter(everybody(9)) + Counter([FIRST + 2, FIRST + 6])
    assert (done.status, done.sent) == (BroadcastStatus.OVER, 9)


async def test_two_processes_share_it(database: Database) -> None:
    scene = await begun(database, 60)
    await asyncio.gather(*(scene.process().send() for _ in range(4)))
    assert sorted(scene.telegram.got) == everybody(60)


async def test_who_blocked_the_bot_is_known_to_have(database: Database) -> None:
    scene = await begun(database, 5)
    scene.telegram.answers = {FIRST + 1: [Undeliverable("blocked")]}
    done = await scene.sent()
    assert (done.sent, done.gone, done.failed) == (4, 1, 0)
    assert not (await DatabaseChoices(database).person(FIRST + 1)).started
    assert await scene.desk.people() == 4


async def test_what_telegram_may_have_shown_is_not_repeated(database: Database) -> None:
    scene = await begun(database, 3)
    scene.telegram.answers = {FIRST: [CourierUnanswered("a time-out")]}
    done = await scene.sent()
    assert scene.telegram.got == everybody(3)
    assert (done.sent, done.failed) == (2, 1)


async def test_while_telegram_takes_nothing_it_waits(database: Database) -> None:
    scene = await begun(database, 3)
    scene.telegram.answers = {FIRST + 1: [CourierDelayed("429", 5)]}
    assert (await scene.sent(1)).sent == 1
    scene.clock.set_by(SOON.total_seconds() + 1)
    assert (await scene.sent()).sent == 3
    assert scene.telegram.got == everybody(3)


async def test_it_stops_by_itself_where_telegram_refuses_it_again_and_again(database: Database) -> None:
    scene = await begun(database, IN_VAIN + 5)
    scene.telegram.always = FormRefused("message to copy not found")
    done = await scene.sent()
    assert (done.status, done.failed) == (BroadcastStatus.STOPPED, IN_VAIN)
    assert [one.status for one in scene.telegram.concluded] == [BroadcastStatus.STOPPED]


async def test_stopped_by_the_owner_it_goes_on_with_who_is_next(database: Database) -> None:
    """Who was getting it when it was stopped is written down, and does not get it again."""
    scene = await begun(database, 5)
    stop = scene.desk.stop

    @dataclass
    class Stopping(Telegram):
        @override
        async def bring(self, broadcast: Broadcast, user_id: int) -> None:
            await super().bring(broadcast, user_id)
            if user_id == FIRST + 1:
                await stop(broadcast.id)

    scene.telegram = Stopping()
    assert (await scene.sent()).status is BroadcastStatus.STOPPED
    assert scene.telegram.got == everybody(2)
    scene.telegram = Telegram(scene.telegram.got)
    await scene.desk.begin(scene.broadcast.id, PROGRESS)
    assert (await scene.sent()).sent == 5
    assert scene.telegram.got == everybody(5)


async def test_each_deed_is_done_only_where_it_may_be(database: Database) -> None:
    scene = await begun(database, 2)
    desk, broadcast_id = scene.desk, scene.broadcast.id
    with pytest.raises(TooLate):
        await desk.begin(broadcast_id, PROGRESS)
    with pytest.raises(TooLate):
        await desk.cancel(broadcast_id)
    assert (await desk.stop(broadcast_id)).status is BroadcastStatus.STOPPED
    assert (await desk.cancel(broadcast_id)).status is BroadcastStatus.CANCELLED
    for deed in (desk.stop(broadcast_id), desk.cancel(broadcast_id), desk.begin(broadcast_id, 1), desk.stop(uuid4())):
        with pytest.raises(TooLate):
            await deed
    await scene.sent()
    assert scene.telegram.got == []


async def test_with_nobody_to_reach_nothing_is_shown(database: Database) -> None:
    async def preview() -> int:
        raise AssertionError

    with pytest.raises(NobodyToReach):
        await Broadcasts(store=DatabaseBroadcasts(database), clock=FakeClock()).prepare(OWNER, preview, "en")


async def test_it_is_forgotten_at_its_term(database: Database) -> None:
    scene = await begun(database, 1)
    await scene.sent()
    scene.clock.set_by(timedelta(days=91).total_seconds())
    await scene.process().forget()
    assert await DatabaseBroadcasts(database).find(scene.broadcast.id) is None


async def test_it_is_sent_a_bit_at_a_time(database: Database) -> None:
    scene = await begun(database, TURN + 1)
    assert (await scene.sent(1)).sent == TURN


async def test_under_kill_nobody_is_left_out_and_hardly_anybody_gets_it_twice(tmp_path: Path) -> None:
    """A real process on a real file, killed seven times."""
    url, file, kills, number = f"sqlite:///{tmp_path}/bot.db", tmp_path / "shown", 7, 120
    file.touch()
    async with open_database(url) as database:
        await people(database, number)
        rows = "INSERT INTO broadcasts (id, status, chat_id, message_id, progress_id, language, last_id, people, sent, "
        rows += (
            "gone, failed, due_at, fence, made_at) VALUES (:id, 'sending', 42, 7, 8, 'en', 0, 120, 0, 0, 0, 0, 0, 0)"
        )
        await database.run(Statement(rows, {"id": str(uuid4())}))
    for kill in range(1, kills + 1):
        await asyncio.to_thread(_killed_after, url, file, kill * number // (kills + 1))
    await asyncio.to_thread(subprocess.run, _command(url, file), check=True, timeout=60, cwd=Path(__file__).parents[2])
    *shown, last = file.read_text().split()
    assert last == "over"
    assert sorted(set(map(int, shown))) == everybody(number)
    assert len(shown) - number <= kills


def _command(url: str, file: Path) -> list[str]:
    return [sys.executable, "-m", "tests.storage.sending", url, str(file)]


def _killed_after(url: str, file: Path, lines: int) -> None:
    with subprocess.Popen(_command(url, file), cwd=Path(__file__).parents[2]) as process:
        while file.read_bytes().count(b"\n") < lines:
            assert process.poll() is None
        process.kill()
