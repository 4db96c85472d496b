"""The main job on PostgreSQL: the same facts, and a server that goes away in the middle."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import asyncpg
import pytest

from sandbox.image_apis import ImagesSandbox
from sandbox.telegram_api import TelegramSandbox, demo_world
from tests.end_to_end.stage import SOON, Stage, dab
from tests.end_to_end.test_main_job import TestPicture, test_a_restart_delivers_every_pending_picture_once
from tests.storage.server import Server

__all__ = ["TestPicture", "test_a_restart_delivers_every_pending_picture_once"]  # run here with this page's stage


@pytest.fixture
async def stage(tmp_path: Path, postgres_url: str) -> AsyncIterator[Stage]:
    async with TelegramSandbox(demo_world()).serve() as telegram, ImagesSandbox(SOON, painter=dab).serve() as images:
        yield Stage(telegram, images, tmp_path / "bot.db", url=postgres_url)


async def pending(url: str, count: int) -> None:
    """Wait until the bot has written down that so many generations are being drawn."""
    async with asyncpg.create_pool(url, min_size=0, max_size=1) as pool, asyncio.timeout(20):
        while await pool.fetchval("SELECT count(*) FROM generations WHERE status = 'pending'") < count:  # noqa: ASYNC110
            await asyncio.sleep(0.01)  # the database tells nobody


async def test_a_database_that_goes_away_and_comes_back_costs_no_picture(
    stage: Stage, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKER_LEASE", "2s")  # a step that was cut off is taken again soon
    stage.images.behaviour = replace(SOON, duration=3600.0)
    async with stage.bot() as app:
        requests = [stage.ask(f"/draw fox number {number} --seed {number + 1}") for number in range(5)]
        await pending(stage.url, 5)
        with server.away():
            stage.images.clock.advance(3600)
            await asyncio.sleep(0.2)
        answers = await asyncio.gather(*map(stage.answered, requests))
        await stage.settled(app)
    assert [stage.picture(answer) for answer in answers] == [
        dab(f"fox number {number}", number + 1, 1, 1) for number in range(5)
    ]
    assert not list(stage.database.parent.glob("*.db"))
