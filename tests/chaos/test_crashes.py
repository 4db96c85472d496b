"""Whatever dies in between, a request ends in exactly one message: its pictures, or one honest sentence.

The bot is a process of its own and dies by kill -9; the stand-ins live on in this process. ``make chaos`` is the long
run.
"""

import asyncio
import sqlite3
import time
from collections.abc import Awaitable, Callable
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from bot.wording.keyboards import Action
from tests.chaos import records, sights
from tests.chaos.asked import TOGETHER, Asked, Message, presses, replied_to
from tests.chaos.harness import CHANCE, SHORTEST_LEASE, Crashes, crashes
from tests.chaos.points import ACCEPTANCE, DELIVERY, DRAWING, POINTS, Point, Want, is_placeholder, is_waiting
from tests.chaos.sights import Kind
from tests.chaos.verdict import Verdict

AT_ONCE = 8
"""Runs side by side: most of the time they wait for a lease to run out."""

SUBMITTED_TWICE = {
    "the POST is on its way",
    "POST answered, operation id not stored",
    "between the generations of a request",
    "the POST for a batch is on its way",
    "a batch is drawn, not stored",
    "between the batches of a request",
}
"""Where the bot cannot know whether the service took the POST, and the service knows no idempotency."""

RACING = "handled, not confirmed to Telegram"
"""Where the worker goes on meanwhile: the kill may meet it in the middle of the POST."""

FIRST_SHEET = ("a sheet with free cells is on its way", "a sheet with free cells is shown, not recorded")
OF_FOUR = [name for name in (*ACCEPTANCE, *DRAWING) if POINTS[name].wants in (Want.PICTURE, Want.SHEET, Want.BATCH)]
OF_FOUR += FIRST_SHEET
"""Every point between the inserts of a request, its placeholder and its first picture."""

OTHERS = [name for name in (*ACCEPTANCE, *DRAWING, *DELIVERY) if name not in OF_FOUR]

FROZEN = (
    "placeholder shown, its id not stored",
    "POST answered, operation id not stored",
    "the whole sheet is shown, not recorded",
)

ASKED, LIVES = 20, 4
"""Requests in bad weather."""

PUT = ("accepted, before the placeholder", "placeholder shown, its id not stored")

MARKED = Point("editMessageReplyMarkup", took_effect=True, meets=is_waiting)
"""Where somebody looks for a placeholder, and has put its buttons under a message."""

Scene = Callable[[Path], Awaitable[Verdict]]


async def killed(name: str, folder: Path) -> Verdict:
    """The bot dies at a point; it draws four pictures where that is the matter."""
    wants = POINTS[name].wants
    async with crashes(folder) as run:
        if wants in (Want.AGAIN, Want.FULL):
            await drawn(run, 2 if wants is Want.FULL else None)
        await run.die_at(name, Want.SHEET if name in OF_FOUR and wants is Want.PICTURE else None)
        return await run.finish()


async def frozen(name: str, folder: Path) -> Verdict:
    """The bot stands still at a point, is replaced, and goes on as if no time had passed."""
    async with crashes(folder) as run:
        still = await run.start()
        fault = run.expect(POINTS[name])
        run.crowd.draw(corner=run.crowd.alone[0], count=2)
        assert await run.reached(fault, 20)
        await run.pause(still, name)
        other = await run.start()
        await other.connected()
        assert await run.settled(), other.journal.read_text()
        still.resume()
        run.crowd.draw(corner=run.crowd.alone[0])
        assert await run.settled()
        assert [await life.stop() for life in run.lives] == [0, 0]
        return await run.verdict()


async def at_random(folder: Path) -> Verdict:
    """The bot dies again and again; bad weather beside that has figures of its own (``make chaos``)."""
    async with crashes(folder, seed=6) as run:
        for _ in range(LIVES):
            for _ in range(ASKED // LIVES):
                run.crowd.draw_something()
            await run.live(CHANCE)
        return await run.finish()


async def in_bad_weather(folder: Path) -> Verdict:
    """Answers of Telegram's and of the image APIs' are lost, cut, late and 502."""
    async with crashes(folder, seed=6) as run:
        run.weather.breaks()
        for _ in range(ASKED // 2):
            run.crowd.draw_something()
        return await run.finish()


async def pressed_by_two(point: str, folder: Path) -> Verdict:
    """Two people press Again under one picture, and the bot dies where it puts both placeholders."""
    async with crashes(folder) as run:
        life = await run.start()
        group = next(corner for corner in run.crowd.corners if corner.chat < 0)
        await finished(run, run.crowd.draw(corner=group))
        hidden = [run.expect(POINTS[point]) for _ in range(2)]
        run.crowd.again_by_two()
        assert all([await run.reached(fault, 20) for fault in hidden])
        await run.kill(life)
        return await run.finish()


async def put_too_late(folder: Path) -> Verdict:
    """The bot stands still while it puts a placeholder, which comes when another one was put long ago."""
    async with crashes(folder) as run:
        await run.die_at("accepted, before the placeholder")
        still = await run.start()
        late = run.expect(Point("sendMessage", took_effect=False, meets=is_placeholder, hold=4.0))
        assert await run.reached(late, 20)
        await run.pause(still, CHANCE)
        other = await run.start()
        await other.connected()
        assert await run.settled(), other.journal.read_text()
        await asyncio.sleep(run.held_until - time.monotonic())
        still.resume()
        assert [await still.stop(), await other.stop()] == [0, 0]
        return await run.verdict()


async def died_while_looking(folder: Path) -> Verdict:
    """The bot dies when it has put the buttons of a lost placeholder under a picture that nobody wrote down."""
    async with crashes(folder) as run:
        await drawn(run, count=2)
        life = await run.start()
        unknown = run.expect(POINTS["a full picture is shown, not recorded"])
        lost = run.expect(POINTS["accepted, before the placeholder"])
        run.crowd.draw(corner=run.crowd.alone[0])
        run.crowd.full()
        assert await run.reached(unknown, 20)
        assert await run.reached(lost, 20)
        await run.kill(life, CHANCE)
        looking = await run.start()
        assert await run.reached(run.expect(MARKED), 20)
        await run.kill(looking, CHANCE)
        return await run.finish()


async def sent_anew(folder: Path, *, arrived: bool) -> Verdict:
    """The placeholder was deleted, and the bot dies while it sends a new photo; its person wants it again."""
    async with crashes(folder) as run:
        await run.die_at(f"a new photo is {'shown, not recorded' if arrived else 'on its way'}")
        last = await run.start()
        await last.connected()
        assert await run.settled(), last.journal.read_text()
        (asked,) = run.crowd.asked
        written = await records.read(run.url)
        seen = list(sights.in_chats(run.telegram.world, [asked.corner.chat], written))
        assert [one.kind for one in seen] == [Kind.FINISHED] * arrived + [Kind.SENTENCE]
        assert seen[-1].message["text"].startswith("I was interrupted while sending the picture.")
        run.crowd.retry()
        assert await run.settled(), last.journal.read_text()
        assert await last.stop() == 0
        assert "photo" in run.telegram.world.message(asked.corner.chat, seen[-1].number)
        return await run.verdict()


async def locked_out(folder: Path) -> Verdict:
    """The database takes no writes for longer than a lease, just when the provider has taken a request."""
    async with crashes(folder) as run:
        life = await run.start()
        await life.connected()
        taken = run.expect(replace(POINTS["POST answered, operation id not stored"], hold=0.3))
        run.crowd.draw(corner=run.crowd.alone[0], count=2)
        run.crowd.draw(corner=run.crowd.alone[1], count=4, model=TOGETHER)
        assert await run.reached(taken, 20)
        with closing(sqlite3.connect(run.url.removeprefix("sqlite:///"), isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            await asyncio.sleep(2 * SHORTEST_LEASE)
        assert await run.settled()
        assert await life.stop() == 0
        return await run.verdict()


async def shared_by_two(folder: Path, url: str = "") -> Verdict:
    """Two processes take updates, submit, poll and deliver; Telegram refuses whichever asks for updates second."""
    async with crashes(folder, url=url, lease=20) as run:
        await run.start()
        await run.start()
        async with asyncio.timeout(60):
            while not all(life.logged("delivered") for life in run.lives):
                run.crowd.draw(count=2)
                for _ in range(6):
                    run.crowd.draw()
                    await asyncio.sleep(0.05)
        assert await run.settled()
        assert [await life.stop() for life in run.lives] == [0, 0]
        return await run.verdict()


async def drawn(run: Crashes, count: int | None = None) -> Message:
    """A finished picture or sheet, by a life that ended in order."""
    life = await run.start()
    await life.connected()
    message = await finished(run, run.crowd.draw(corner=run.crowd.alone[0], count=count))
    assert await run.settled()
    assert await life.stop() == 0
    return message


async def finished(run: Crashes, asked: Asked) -> Message:
    """The message of a request when it shows all its pictures."""

    def there() -> Message | None:
        answers = [one for one in run.telegram.world.messages(asked.corner.chat) if replied_to(one) == asked.answers]
        last = {Action.AGAIN, Action.AGAIN_ALL}
        return next((one for one in answers if last & {press.action for press in presses(one)}), None)

    return await run.telegram.world.until(there, timeout=20)


SCENES: dict[str, Scene] = {
    **{name: partial(killed, name) for name in POINTS},
    **{f"frozen: {name}": partial(frozen, name) for name in FROZEN},
    "at random": at_random,
    "in bad weather": in_bad_weather,
    **{f"pressed by two: {name}": partial(pressed_by_two, name) for name in PUT},
    "put too late": put_too_late,
    "died while looking": died_while_looking,
    "sent anew, not arrived": partial(sent_anew, arrived=False),
    "sent anew, arrived": partial(sent_anew, arrived=True),
    "locked out": locked_out,
    "shared by two": shared_by_two,
}

Outcomes = dict[str, Verdict | BaseException]


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> Outcomes:
    """What became of all the scenes, which are played side by side."""

    async def played(scene: Scene, room: asyncio.Semaphore) -> Verdict:
        async with room:
            return await scene(tmp_path_factory.mktemp("scene"))

    async def all_of_them() -> list[Verdict | BaseException]:
        room = asyncio.Semaphore(AT_ONCE)
        return await asyncio.gather(*(played(scene, room) for scene in SCENES.values()), return_exceptions=True)

    return dict(zip(SCENES, asyncio.run(all_of_them()), strict=True))


def sound(outcomes: Outcomes, name: str) -> Verdict:
    """The verdict on a scene, in which nothing is wrong."""
    outcome = outcomes[name]
    if isinstance(outcome, BaseException):
        raise outcome
    assert outcome.sound, outcome.complaints
    return outcome


@pytest.mark.parametrize("point", OF_FOUR)
def test_a_request_of_four_killed_before_its_first_picture_is_one_sheet_of_four(outcomes: Outcomes, point: str) -> None:
    verdict = sound(outcomes, point)
    assert (verdict.requests, verdict.sheets, verdict.pictures) == (1, 1, 0)
    assert (verdict.sentences, verdict.out_of_reach, verdict.stripped) == ({}, [], [])
    if point != RACING:
        assert bool(verdict.resubmitted) == (point in SUBMITTED_TWICE)


@pytest.mark.parametrize("point", OTHERS)
def test_a_kill_at_this_point_is_seen_by_nobody(outcomes: Outcomes, point: str) -> None:
    verdict = sound(outcomes, point)
    assert verdict.out_of_reach == verdict.stripped == []


@pytest.mark.parametrize("point", FROZEN)
def test_a_process_that_was_frozen_and_replaced_shows_nothing_twice(outcomes: Outcomes, point: str) -> None:
    verdict = sound(outcomes, f"frozen: {point}")
    assert (verdict.sheets, verdict.pictures) == (1, 1)


@pytest.mark.parametrize(("scene", "asked"), [("at random", ASKED), ("in bad weather", ASKED // 2)])
def test_requests_survive_kills_at_random_moments_and_bad_weather(outcomes: Outcomes, scene: str, asked: int) -> None:
    verdict = sound(outcomes, scene)
    assert verdict.requests == verdict.pictures + verdict.sheets + sum(verdict.sentences.values()) == asked


@pytest.mark.parametrize("point", PUT)
def test_two_people_who_press_again_at_once_get_a_picture_each(outcomes: Outcomes, point: str) -> None:
    """Both placeholders answer the same message, and say the same; nobody wrote down which is whose."""
    verdict = sound(outcomes, f"pressed by two: {point}")
    assert (verdict.requests, verdict.pictures) == (3, 3)


def test_a_worker_that_was_frozen_while_it_put_the_placeholder_takes_the_spare_one_away(outcomes: Outcomes) -> None:
    assert sound(outcomes, "put too late").pictures == 1


def test_what_was_left_with_the_buttons_of_a_lost_placeholder_is_not_taken_for_it(outcomes: Outcomes) -> None:
    """Who looks for a placeholder puts its buttons under other messages for a moment, and may die in it."""
    verdict = sound(outcomes, "died while looking")
    assert (verdict.sheets, verdict.full, verdict.pictures) == (1, 1, 1)


@pytest.mark.parametrize("arrived", ["arrived", "not arrived"])
def test_a_new_photo_is_not_sent_again_blindly_but_offered(outcomes: Outcomes, arrived: str) -> None:
    """Where the placeholder is gone a new photo has to be sent, and nobody can tell whether it arrived."""
    assert sound(outcomes, f"sent anew, {arrived}").pictures == 1 + (arrived == "arrived")


def test_what_was_paid_for_outlives_a_database_that_is_away_for_longer_than_a_lease(outcomes: Outcomes) -> None:
    verdict = sound(outcomes, "locked out")
    assert (verdict.sheets, verdict.resubmitted) == (2, [])


def test_two_processes_on_one_sqlite_file_never_take_the_same_step_twice(outcomes: Outcomes) -> None:
    assert sound(outcomes, "shared by two").resubmitted == []


async def test_two_processes_on_one_postgresql_never_take_the_same_step_twice(
    tmp_path: Path, postgres_url: str
) -> None:
    verdict = await shared_by_two(tmp_path, postgres_url)
    assert verdict.sound, verdict.complaints
    assert verdict.resubmitted == []


async def test_the_judge_sees_what_is_wrong(tmp_path: Path) -> None:
    """What is seen and billed is changed behind its back."""
    async with crashes(tmp_path) as run:
        sheet, world = await drawn(run, count=3), run.telegram.world
        life = await run.start()
        picture = await finished(run, run.crowd.draw(corner=run.crowd.alone[1]))
        assert await run.settled()
        assert await life.stop() == 0
        spot = sheet["chat"]["id"], sheet["message_id"]
        assert (await run.verdict()).sound

        async def complaints() -> set[str]:
            return {name for name, found in (await run.verdict()).findings.lists().items() if found}

        async def complaints_about(**content: object) -> set[str]:
            posted = world.post(world.chat(spot[0]), world.bot, content)
            found = await complaints()
            world.erase(spot[0], posted["message_id"])
            return found

        world.revise(sheet | {"photo": picture["photo"]})
        assert await complaints() == {"wrong"}
        world.revise(sheet)
        assert await complaints_about(text="Hm") == {"strays"}
        twin = {name: sheet[name] for name in ("photo", "caption", "reply_markup", "reply_to_message")}
        assert await complaints_about(**twin) == {"twice", "anew"}
        world.erase(*spot)
        assert await complaints() == {"lost"}
        world.transcript.records[spot[0]][spot[1]].erased = False
        run.images.operations.append(run.images.operations[0])
        assert await complaints() == {"unaccounted", "unexplained"}
