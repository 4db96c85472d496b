"""A database that takes no writes: requests are refused with a sentence, and nothing accepted is lost."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from bot.app import App
from sandbox.telegram_api import BORIS
from tests.clock import HurriedClock
from tests.end_to_end.stage import SOON, Stage

REFUSED = "Сейчас я не могу принимать просьбы. Ничего не списано;"


@contextmanager
def full_disk(stage: Stage) -> Iterator[None]:
    """No file of this process may grow beyond what the database's log has now: writes fail as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    log = stage.database.with_name(f"{stage.database.name}-wal")
    resource.setrlimit(resource.RLIMIT_FSIZE, (log.stat().st_size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


async def test_with_a_full_disk_requests_are_refused_and_accepted_ones_arrive_when_space_returns(
    stage: Stage, app: App
) -> None:
    stage.images.behaviour = replace(SOON, duration=3600.0)
    accepted = [stage.ask(f"/draw fox {number}") for number in range(3)]
    await stage.submitted(3)
    with full_disk(stage):
        stage.images.clock.advance(3600)
        refused = await stage.answered(stage.ask("/draw ещё лиса", BORIS))
        assert refused["text"].startswith(REFUSED)
    stage.images.behaviour = SOON
    for request in accepted:
        assert "photo" in await stage.answered(request)
    assert "photo" in await stage.answered(stage.ask("/draw a fox again"))
    await stage.settled(app)
    assert len(stage.images.operations) == 4


def moved(path: Path, to: Path) -> None:
    """Somebody tidies up."""
    path.rename(to)


async def test_a_file_that_was_moved_away_is_missed_and_found_again(stage: Stage) -> None:
    """Nothing is accepted meanwhile, the operator hears, and what was accepted before goes on."""
    stage.given["telegram"] = {"admins": str(BORIS)}
    stage.images.behaviour = replace(SOON, duration=3600.0)
    away = stage.database.with_suffix(".away")
    async with stage.bot(HurriedClock(20)) as app:
        accepted = stage.ask("/draw a fox")
        await stage.submitted(1)
        moved(stage.database, away)
        assert not await app.ready()
        refused = await stage.answered(stage.ask("/draw ещё лиса", BORIS))
        assert refused["text"].startswith(REFUSED)
        words = f"{stage.database} was removed while it was open"
        await stage.telegram.world.until(lambda: any(words in text for text in texts(stage, BORIS)))
        moved(away, stage.database)
        assert await app.ready()
        stage.images.clock.advance(3600)
        assert "photo" in await stage.answered(accepted)


def texts(stage: Stage, person: int) -> list[str]:
    """What the bot wrote to somebody."""
    return [one.get("text", "") for one in stage.telegram.world.messages(person) if one["from"]["is_bot"]]


@pytest.mark.parametrize("end", ["", "-wal"])
async def test_a_file_that_was_removed_is_missed_until_the_next_start(stage: Stage, end: str) -> None:
    async with stage.bot() as app:
        await stage.answered(stage.ask("/draw a fox"))
        moved(stage.database.with_name(stage.database.name + end), stage.database.with_suffix(".away"))
        for _ in range(2):
            refused = await stage.answered(stage.ask("/draw ещё лиса", BORIS))
            assert refused["text"].startswith(REFUSED)
        assert not await app.ready()
