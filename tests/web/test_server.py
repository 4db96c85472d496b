"""The bot's HTTP server holds nothing for those who only begin to ask."""

import asyncio
import logging
import socket
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field

import aiohttp
import pytest
from aiohttp import web

from bot.web import server
from bot.web.connections import LIMITS, Limits

HEAD = b"POST /hook HTTP/1.1\r\nHost: bot\r\n"
NOBODY_WAITS = Limits(head=60, body=60, idle=60)


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@dataclass(slots=True)
class Served:
    """A server with one route of its own, and how to reach it."""

    port: int
    stack: AsyncExitStack
    bodies: list[bytes] = field(default_factory=list)
    begun: asyncio.Event = field(default_factory=asyncio.Event)
    release: asyncio.Event = field(default_factory=asyncio.Event)

    async def take(self, request: web.Request) -> web.Response:
        self.bodies.append(await request.read())
        self.begun.set()
        await self.release.wait()
        return web.Response(text="taken")

    async def opened(self, sent: bytes = b"") -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """A connection on which so much was sent."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        self.stack.callback(writer.close)
        writer.write(sent)
        await writer.drain()
        return reader, writer

    async def healthy(self) -> bool:
        async with aiohttp.ClientSession() as http, http.get(f"http://127.0.0.1:{self.port}/health") as answer:
            return answer.status == 200


async def ended(reader: asyncio.StreamReader) -> bytes:
    """All that came until the other side closed or cut the connection."""
    try:
        async with asyncio.timeout(10):
            return await reader.read()
    except ConnectionResetError:
        return b""


@asynccontextmanager
async def serving(limits: Limits = LIMITS) -> AsyncIterator[Served]:
    async def ready() -> bool:
        return True

    async with AsyncExitStack() as stack:
        served = Served(free_port(), stack)
        routes = [web.post("/hook", served.take)]
        async with server.listening("127.0.0.1", served.port, ready, routes, limits), stack:
            yield served
            served.release.set()


@pytest.mark.parametrize("sent", [b"", b"G", HEAD, b"\r\n"])
async def test_a_head_that_does_not_come_is_not_waited_for(sent: bytes) -> None:
    async with serving(Limits(head=0.05)) as served:
        reader, _ = await served.opened(sent)
        assert await ended(reader) == b""


@pytest.mark.parametrize(
    "sent", [HEAD + b"Content-Length: 10\r\n\r\nhalf", HEAD + b"Transfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n"]
)
async def test_a_body_that_does_not_come_is_not_waited_for(sent: bytes, caplog: pytest.LogCaptureFixture) -> None:
    async with serving(Limits(body=0.05)) as served:
        reader, _ = await served.opened(sent)
        assert await ended(reader) == b""
        assert served.bodies == []
    assert not [line for line in caplog.records if line.levelno >= logging.WARNING]


async def test_a_next_request_that_does_not_come_is_not_waited_for() -> None:
    async with serving(Limits(idle=0.05)) as served:
        reader, _ = await served.opened(b"GET /health HTTP/1.1\r\nHost: bot\r\n\r\nGET /hea")
        assert (await ended(reader)).endswith(b"alive\n")


async def test_an_answer_may_take_longer_than_its_question() -> None:
    """The limits are of those who ask; how long an update is handled is the bot's own matter."""
    async with serving(Limits(head=0.05, body=0.05)) as served:
        reader, _ = await served.opened(HEAD + b"Content-Length: 4\r\nConnection: close\r\n\r\nbody")
        await served.begun.wait()
        idle, _ = await served.opened()
        await ended(idle)  # so that the time of both limits has passed
        served.release.set()
        assert (await ended(reader)).endswith(b"taken")


async def test_300_half_sent_requests_hold_nothing() -> None:
    """There is room at once for those who ask in earnest, with no time limit reached yet."""
    async with serving(NOBODY_WAITS) as served:
        half = [await served.opened(HEAD) for _ in range(300)]
        assert await served.healthy()
        cut = [asyncio.create_task(ended(reader)) for reader, _ in half]
        done, _ = await asyncio.wait(cut, return_when=asyncio.FIRST_COMPLETED)
        assert done
        assert await served.healthy()
        for task in cut:
            task.cancel()


async def test_there_are_never_more_connections_than_the_limit() -> None:
    async with serving(Limits(most=3, head=60)) as served:
        first, *_ = [await served.opened(HEAD) for _ in range(4)]
        assert await ended(first[0]) == b""


async def test_whoever_is_answered_is_not_cut_off_for_another() -> None:
    async with serving(Limits(most=1)) as served:
        reader, _ = await served.opened(HEAD + b"Content-Length: 4\r\nConnection: close\r\n\r\nbody")
        await served.begun.wait()
        other, _ = await served.opened(HEAD)
        assert await ended(other) == b""
        served.release.set()
        assert (await ended(reader)).endswith(b"taken")


async def test_a_connection_is_used_again() -> None:
    async with serving() as served:
        reader, writer = await served.opened()
        for _ in range(3):
            writer.write(b"GET /health HTTP/1.1\r\nHost: bot\r\n\r\n")
            assert await reader.readuntil(b"alive\n")
