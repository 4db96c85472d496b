"""What the clients' tests share: the real transport."""

from collections.abc import AsyncIterator

import pytest

from bot.providers.http import Transport, open_transport


@pytest.fixture
async def transport() -> AsyncIterator[Transport]:
    async with open_transport() as opened:
        yield opened
