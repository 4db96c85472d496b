"""All pictures of one ``draw``, over real HTTP: what is kept and what is named, also where somebody interrupts."""

import asyncio
import base64
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from aiohttp import web

from bot.commands.draw import progress
from bot.commands.draw.drawing import Drawing
from bot.drawing.values.models import Model
from bot.drawing.values.specs import seeds
from bot.providers.http import Transport, open_transport
from bot.providers.yandex.auth import ApiKey
from bot.providers.yandex.operations import YandexOperations
from bot.redaction import BY_LOOKS
from tests.clock import FakeClock, HurriedClock
from tests.drawing.builders import MODEL, encoded, spec
from tests.providers.servers import serving

SILENT = partial(progress.shown, quiet=True, redaction=BY_LOOKS)


class Server:
    """Accepts generations as fbv1, fbv2, ...; an operation is done when it is polled, if it ever is."""

    def __init__(self) -> None:
        self.url = ""
        self.seeds: list[int] = []
        self.done = True
        self.began = asyncio.Event()
        self.release = asyncio.Event()
        self.release.set()

    async def handle(self, request: web.Request) -> web.Response:
        if request.method == "POST":
            self.seeds.append(int((await request.json())["generationOptions"]["seed"]))
            accepted = {"id": f"fbv{len(self.seeds)}", "done": False}
            self.began.set()
            await self.release.wait()
            return web.json_response(accepted)
        image = {"image": base64.b64encode(encoded()).decode()}
        return web.json_response({"id": request.path.rpartition("/")[2], "done": self.done, "response": image})


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    answering = Server()
    async with serving(answering.handle) as port:
        answering.url = f"http://127.0.0.1:{port}"
        yield answering
        answering.release.set()


@pytest.fixture
async def transport() -> AsyncIterator[Transport]:
    async with open_transport() as opened:
        yield opened


def provider(server: Server, transport: Transport) -> YandexOperations:
    return YandexOperations(
        transport,
        ApiKey("key"),
        generate_url=server.url,
        operation_url=server.url,
        model_uri="art://folder/yandex-art",
        logged=False,
    )


def drawing(count: int, model: Model = MODEL) -> Drawing:
    return Drawing(model, spec(), seeds(17, count), timedelta(minutes=1))


async def interrupted(running: "asyncio.Task[None]") -> None:
    """Do what Ctrl-C does, and wait for the end."""
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running


async def test_each_picture_is_in_its_file_with_its_own_seed(
    server: Server, transport: Transport, tmp_path: Path
) -> None:
    drawn = drawing(3)
    await drawn.run(provider(server, transport), HurriedClock(), tmp_path / "fox.jpeg", SILENT)
    assert sorted(server.seeds) == [17, 18, 19]
    assert [(kept.path.name, kept.seed) for kept in drawn.kept] == [
        ("fox-1.jpeg", 17),
        ("fox-2.jpeg", 18),
        ("fox-3.jpeg", 19),
    ]
    assert {kept.path.read_bytes() for kept in drawn.kept} == {encoded()}
    assert (drawn.missing, drawn.pending) == ([], [])


async def test_an_interruption_while_it_is_drawn_names_what_is_paid_for(server: Server, transport: Transport) -> None:
    server.done = False
    drawn, clock = drawing(2), FakeClock()
    running = asyncio.create_task(drawn.run(provider(server, transport), clock, None, SILENT))
    async with asyncio.timeout(20):
        while len(drawn.pending) < 2:  # noqa: ASYNC110 - it tells nobody
            await asyncio.sleep(0)
    await interrupted(running)
    assert sorted(drawn.pending) == ["fbv1", "fbv2"]


async def test_an_interruption_before_the_answer_waits_for_the_name_of_what_is_paid_for(
    server: Server, transport: Transport
) -> None:
    server.release.clear()
    drawn = drawing(1)
    running = asyncio.create_task(drawn.run(provider(server, transport), FakeClock(), None, SILENT))
    await server.began.wait()
    running.cancel()
    server.release.set()
    await interrupted(running)
    assert drawn.pending == ["fbv1"]


async def test_an_interruption_does_not_wait_for_ever(
    server: Server, transport: Transport, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.commands.draw.submission.FINISH_SECONDS", 0.01)
    server.release.clear()
    drawn = drawing(1)
    running = asyncio.create_task(drawn.run(provider(server, transport), FakeClock(), None, SILENT))
    await server.began.wait()
    async with asyncio.timeout(20):
        await interrupted(running)
    assert drawn.pending == []
    server.release.set()


async def test_a_picture_that_cannot_be_written_is_named_with_its_operation(
    server: Server, transport: Transport, tmp_path: Path
) -> None:
    drawn = drawing(1)
    await drawn.run(provider(server, transport), HurriedClock(), tmp_path / "gone" / "fox.jpeg", SILENT)
    (missing,) = drawn.missing
    assert drawn.kept == []
    assert missing.operation_id == "fbv1"
