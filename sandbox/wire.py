"""What all stand-ins share: a journal of the calls they received, and faults that spoil chosen answers."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from fnmatch import fnmatchcase
from time import monotonic
from typing import Any

from aiohttp import web


class Spoil(StrEnum):
    """How a fault spoils an answer."""

    ANSWER = "answer"  #: another answer is given: the fault's status, body and headers
    DROP = "drop"  #: the connection is reset without an answer
    TRUNCATE = "truncate"  #: half of the answer is sent, then the connection is reset
    HANG = "hang"  #: the answer comes ``seconds`` later


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that goes wrong on the wire.

    It strikes ``times`` calls (-1: every call until cleared) whose operation matches the shell pattern ``operation``
    and whose parameters have all of ``where``, after letting ``skip`` of them through. With ``after_effect`` the
    stand-in does what was asked, and the answer is spoiled after that. Without it, nothing is done behind an ANSWER or
    a DROP; a HANG does what was asked when its ``seconds`` are over, a TRUNCATE right before the half of its answer. A
    stand-in that ends a handler whose client has gone, as that of the Bot API does, has then done nothing in a HANG.
    """

    operation: str
    spoil: Spoil
    times: int = 1
    skip: int = 0
    after_effect: bool = False
    where: Mapping[str, Any] = field(default_factory=dict)
    status: int = 500
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    seconds: float = 0.0

    def strikes(self, operation: str, params: Mapping[str, Any]) -> bool:
        """Whether this fault is meant for such a call."""
        return fnmatchcase(operation, self.operation) and all(params.get(k) == v for k, v in self.where.items())


@dataclass(frozen=True, slots=True)
class Call:
    """A request a stand-in received, as decoded; ``status`` is the HTTP status it gave, None where it gave none."""

    at: datetime
    operation: str
    params: Mapping[str, Any]
    headers: Mapping[str, str]
    status: int | None
    #: Seconds from the request to the answer.
    took: float = 0.0


@dataclass(slots=True)
class Wire:
    """The journal and the faults of one stand-in, and who else is told of its calls."""

    calls: list[Call] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    listeners: list[Callable[[Call], None]] = field(default_factory=list)

    def of(self, operation: str) -> list[Call]:
        """The calls of one operation, oldest first."""
        return [call for call in self.calls if call.operation == operation]

    async def exchange(
        self,
        request: web.Request,
        operation: str,
        params: Mapping[str, Any],
        handle: Callable[[], Awaitable[web.Response]],
    ) -> web.StreamResponse:
        """Answer a decoded request by ``handle``, unless a fault strikes, and write the call into the journal."""
        fault = self._take(operation, params)
        status: int | None = None
        started = monotonic()
        try:
            answer = await handle() if fault is None else await _spoiled(request, fault, handle)
            status = answer.status
            return answer
        finally:
            took = monotonic() - started
            self._journal(Call(datetime.now(UTC), operation, params, dict(request.headers), status, took))

    def _journal(self, call: Call) -> None:
        self.calls.append(call)
        for listener in self.listeners:
            listener(call)

    def _take(self, operation: str, params: Mapping[str, Any]) -> Fault | None:
        for place, fault in enumerate(self.faults):
            if not fault.strikes(operation, params):
                continue
            if fault.skip:
                self.faults[place] = replace(fault, skip=fault.skip - 1)
                return None
            if fault.times == 1:
                del self.faults[place]
            elif fault.times > 1:
                self.faults[place] = replace(fault, times=fault.times - 1)
            return fault
        return None


async def _spoiled(
    request: web.Request, fault: Fault, handle: Callable[[], Awaitable[web.Response]]
) -> web.StreamResponse:
    honest = await handle() if fault.after_effect else web.Response(status=fault.status, body=fault.body)
    match fault.spoil:
        case Spoil.ANSWER:
            return web.Response(status=fault.status, body=fault.body, headers=fault.headers)
        case Spoil.HANG:
            await asyncio.sleep(fault.seconds)
            return honest if fault.after_effect else await handle()
        case Spoil.DROP:
            _reset(request)
            raise ConnectionResetError("the sandbox drops this connection")
        case Spoil.TRUNCATE:
            return await _half(request, honest if fault.after_effect else await handle())


async def _half(request: web.Request, honest: web.Response) -> web.StreamResponse:
    body = honest.body if isinstance(honest.body, bytes) else b""
    answer = web.StreamResponse(status=honest.status, headers={"Content-Type": honest.content_type})
    answer.content_length = len(body)
    await answer.prepare(request)
    await answer.write(body[: len(body) // 2])
    _reset(request)
    return answer


def _reset(request: web.Request) -> None:
    transport = request.transport
    if transport is not None:
        transport.abort()
