"""Connections of the bot's HTTP server: so many at most, and a request is there in its time or its connection is cut.

aiohttp waits for ever for the rest of a head or a body, and takes whoever comes.
"""

import asyncio
from dataclasses import dataclass
from http import HTTPStatus

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware
from typing_extensions import override


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """``most`` connections, of which Telegram keeps 40 to 100 open; and seconds.

    From its beginning a connection's first request has ``head`` to bring its head, each after it ``idle``; from there
    on a body has ``body``.
    """

    most: int = 128
    head: float = 10.0
    body: float = 20.0
    idle: float = 75.0


LIMITS = Limits()


class Connections:
    """Those that are open. Where they are too many, the one that has waited longest for a request makes room."""

    def __init__(self, limits: Limits = LIMITS) -> None:
        self._limits = limits
        self._open: dict[object, _Connection] = {}

    def accept(self, server: web.Server) -> asyncio.Protocol:
        """The protocol of one that was just made to this server."""
        return _Connection(server(), self)

    def join(self, connection: "_Connection") -> bool:
        """Whether there is room for it, or somebody could make room."""
        waiting = (one for one in self._open.values() if one.is_waiting)
        if len(self._open) >= self._limits.most:
            oldest = next(waiting, None)
            if oldest is None:
                return False
            oldest.cut()
        self._open[connection.handler] = connection
        connection.wait(self._limits.head)
        return True

    def leave(self, connection: "_Connection") -> None:
        """It is not open any more."""
        self._open.pop(connection.handler, None)

    @property
    def watched(self) -> Middleware:
        """What the server's application has to have, as the first of its middlewares."""

        @web.middleware
        async def watched(request: web.Request, handler: Handler) -> web.StreamResponse:
            return await self._watched(request, handler)

        return watched

    async def _watched(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """A head has come: now its body has its time, and afterwards the next request."""
        connection = self._open.pop(request.protocol, None)
        if connection is None:  # it was cut meanwhile
            return await handler(request)
        self._open[request.protocol] = connection  # the last to be cut
        connection.work(self._limits.body)
        request.content.on_eof(connection.stop_clock)
        try:
            return await handler(request)
        except ConnectionResetError:
            if request.transport is not None:
                raise
            return web.Response(status=HTTPStatus.REQUEST_TIMEOUT)  # nobody reads it: they have gone, or were cut off
        finally:
            connection.wait(self._limits.idle)


class _Connection(asyncio.Protocol):
    """A connection of aiohttp's with a clock."""

    def __init__(self, handler: web.RequestHandler, others: Connections) -> None:
        self.handler = handler
        self.is_waiting = False
        self._others = others
        self._transport: asyncio.BaseTransport | None = None
        self._clock: asyncio.TimerHandle | None = None
        self._taken = False

    def wait(self, seconds: float) -> None:
        """A request is to begin within so many seconds."""
        self.is_waiting = True
        self._wind(seconds)

    def work(self, seconds: float) -> None:
        """A request has begun; all of it is to be there within so many seconds."""
        self.is_waiting = False
        self._wind(seconds)

    def stop_clock(self) -> None:
        """All of it is there: how long its answer takes is not the other side's matter."""
        if self._clock is not None:
            self._clock.cancel()

    def cut(self) -> None:
        """End it, whatever is under way."""
        self.stop_clock()
        self._others.leave(self)
        if isinstance(self._transport, asyncio.Transport):
            self._transport.abort()

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport
        self._taken = self._others.join(self)
        if self._taken:
            self.handler.connection_made(transport)
        else:
            self.cut()

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        self.stop_clock()
        self._others.leave(self)
        self._transport = None
        if self._taken:
            self.handler.connection_lost(exc)

    @override
    def data_received(self, data: bytes) -> None:
        self.handler.data_received(data)

    @override
    def eof_received(self) -> None:
        self.handler.eof_received()

    @override
    def pause_writing(self) -> None:
        self.handler.pause_writing()

    @override
    def resume_writing(self) -> None:
        self.handler.resume_writing()

    def _wind(self, seconds: float) -> None:
        self.stop_clock()
        if self._transport is not None:
            self._clock = asyncio.get_running_loop().call_later(seconds, self.cut)
