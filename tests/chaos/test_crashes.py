"""Whatever dies in between, a request ends in exactly one picture or one honest sentence.

The bot is a process of its own and dies by kill -9; the stand-ins live on in this process. ``make chaos`` is the long
run.
"""

import asyncio
import time
from dataclasses import replace
from pathlib import Path

import pytest

from tests.chaos.harness import CHANCE, QUICK, Crashes, crashes
from tests.chaos.points import POINTS, Point

SUBMITTED_TWICE = {"the POST is on its way", "POST answered, operation id not stored"}
"""Where the bot cannot know whether the service took the POST, and the service knows no idempotency."""

RACING = "handled, not confirmed to Telegram"
"""Where the worker goes on meanwhile: the kill may meet it in the middle of the POST."""

WORDS = {"ended, before the sentence": "refused later", "sentence said, not recorded": "refused later"}


@pytest.fixture(scope="module", autouse=True)
def _imported(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Importing aiogram takes seconds, once."""

    async def warm() -> None:
        async with crashes(tmp_path_factory.mktemp("warm")) as run:
            await run.warm()

    asyncio.run(warm())


async def finished(run: Crashes) -> None:
    """Let one more life do what is left, and end it in order."""
    last = await run.start()
    assert await run.settled(), last.journal.read_text()
    assert await last.stop() == 0


@pytest.mark.parametrize("point", POINTS)
async def test_a_kill_at_this_point_is_seen_by_nobody(tmp_path: Path, point: str) -> None:
    async with crashes(tmp_path, lease=1) as run:
        words = WORDS.get(point, "picture")
        run.ask(words)
        process = await run.start()
        assert await run.reached(POINTS[point], 20)
        await run.kill(process, point)
        await finished(run)
        verdict = await run.verdict()
    assert verdict.sound, verdict
    assert (verdict.pictures, sum(verdict.sentences.values())) == ((1, 0) if words == "picture" else (0, 1))
    if point != RACING:
        assert len(verdict.resubmitted) == (point in SUBMITTED_TWICE)


async def test_requests_survive_kills_at_random_moments(tmp_path: Path) -> None:
    async with crashes(tmp_path, seed=6, lease=1) as run:
        for _ in range(6):
            for _ in range(5):
                run.ask()
            await run.live(CHANCE)
        await finished(run)
        verdict = await run.verdict()
    assert verdict.sound, verdict
    assert verdict.requests == verdict.pictures + sum(verdict.sentences.values()) == 30


async def two_processes(tmp_path: Path, url: str = "") -> None:
    """Both take updates, submit, poll and deliver; Telegram refuses whichever asks for updates second."""
    async with crashes(tmp_path, url=url, lease=20) as run:
        await run.start()
        await run.start()
        async with asyncio.timeout(60):
            while not all(life.logged("delivered") for life in run.lives):
                await run.ask_now_and_then(0.03, 20)
        assert await run.settled()
        assert [await life.stop() for life in run.lives] == [0, 0]
        verdict = await run.verdict()
    assert verdict.sound, verdict
    assert verdict.resubmitted == []


async def test_two_processes_on_one_sqlite_file_never_take_the_same_step_twice(tmp_path: Path) -> None:
    await two_processes(tmp_path)


async def test_two_processes_on_one_postgresql_never_take_the_same_step_twice(
    tmp_path: Path, postgres_url: str
) -> None:
    await two_processes(tmp_path, postgres_url)


@pytest.mark.parametrize(
    "point",
    [
        "placeholder shown, its id not stored",
        "POST answered, operation id not stored",
        "delivered, not recorded",
    ],
)
async def test_a_process_that_was_frozen_and_replaced_shows_nothing_twice(tmp_path: Path, point: str) -> None:
    async with crashes(tmp_path, lease=1) as run:
        run.ask()
        frozen = await run.start()
        assert await run.reached(POINTS[point], 20)
        run.pause(frozen, point)
        other = await run.start()
        assert await run.settled(), other.journal.read_text()
        frozen.resume()
        run.ask()
        assert await run.settled()
        assert [await life.stop() for life in run.lives] == [0, 0]
        verdict = await run.verdict()
    assert verdict.sound, verdict
    assert verdict.pictures == 2
    if point != RACING:
        assert len(verdict.resubmitted) == (point in SUBMITTED_TWICE)


async def test_a_worker_that_was_frozen_while_it_put_the_placeholder_takes_the_spare_one_away(tmp_path: Path) -> None:
    async with crashes(tmp_path, lease=1) as run:
        run.ask()
        killed = await run.start()
        assert await run.reached(POINTS["accepted, before the placeholder"], 20)
        await run.kill(killed)
        frozen = await run.start()
        assert await run.reached(Point("sendMessage", took_effect=False, hold=3.0), 20)
        run.pause(frozen, CHANCE)
        other = await run.start()
        assert await run.settled(), other.journal.read_text()
        await asyncio.sleep(run.held_until - time.monotonic())
        frozen.resume()
        assert [await frozen.stop(), await other.stop()] == [0, 0]
        verdict = await run.verdict()
    assert verdict.sound, verdict
    assert verdict.pictures == 1


@pytest.mark.parametrize("arrived", [False, True])
async def test_a_new_photo_is_not_sent_again_blindly_but_offered(tmp_path: Path, *, arrived: bool) -> None:
    """Where the placeholder is gone a new photo has to be sent, and nobody can tell whether it arrived."""
    async with crashes(tmp_path, lease=1, behaviour=replace(QUICK, duration=1.0)) as run:
        world, person = run.telegram.world, run.chats[0]
        process = await run.start()
        asked = run.ask(chat=person)
        (placeholder,) = await world.until(lambda: run.answers(asked), timeout=20)
        world.delete(person, person, placeholder["message_id"])
        assert await run.reached(Point("sendPhoto", took_effect=arrived), 20)
        await run.kill(process)
        last = await run.start()
        assert await run.settled(), last.journal.read_text()
        seen, offer = run.seen(asked), run.answers(asked)[-1]
        assert seen.sentences[0].startswith("The picture was being sent when I was interrupted.")
        assert (seen.pictures, len(seen.sentences), seen.placeholders) == (arrived, 1, ())
        world.press(
            person, person, offer["message_id"], offer["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
        )
        assert await run.settled(), last.journal.read_text()
        assert "photo" in world.message(person, offer["message_id"])
