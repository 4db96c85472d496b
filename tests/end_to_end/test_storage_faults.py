"""A database that takes no writes: requests are refused with a sentence, and nothing accepted is lost."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from bot.app import App
from sandbox.telegram_api import BORIS
from tests.end_to_end.stage import SOON, Stage


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
        assert refused["text"].startswith("Сейчас я не могу принимать просьбы. Ничего не списано;")
    stage.images.behaviour = SOON
    for request in accepted:
        assert "photo" in await stage.answered(request)
    assert "photo" in await stage.answered(stage.ask("/draw a fox again"))
    await stage.settled(app)
    assert len(stage.images.operations) == 4
