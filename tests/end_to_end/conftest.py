"""The stage of every end-to-end test."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app import App
from sandbox.image_apis import ImagesSandbox
from sandbox.telegram_api import TelegramSandbox, demo_world
from tests.end_to_end.stage import SOON, Stage, dab


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with TelegramSandbox(demo_world()).serve() as telegram, ImagesSandbox(SOON, painter=dab).serve() as images:
        yield Stage(telegram, images, tmp_path / "bot.db")


@pytest.fixture
def gone_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is deleted cannot be undone; asked for before ``app``."""
    monkeypatch.setattr("bot.drawing.removals.UNDO", timedelta(0))
    monkeypatch.setattr("bot.drawing.removals.EVERY", 0.05)


@pytest.fixture
async def app(stage: Stage) -> AsyncIterator[App]:
    async with stage.bot() as running:
        yield running
