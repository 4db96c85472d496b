"""The one HTTP client of the providers, and how it is used.

httpx 0.28's pool grows slow with many connections and leaks them when requests are cancelled (encode/httpcore#1093),
so: few connections, our own queue before them, bounded times, and a request once begun is let finish. Each server has
a queue of its own: one that takes a quarter of an hour over its answers holds up no other.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from weakref import WeakValueDictionary

import httpx

from bot.errors import AnswerInvalid, Misconfigured, NotAccepted, ProviderError, Unanswered
from bot.providers import reach
from bot.providers.encodings import unpacker

CONNECTIONS = 20  # to one server
BODY_LIMIT = 32 * 1024 * 1024  # bytes: far above a picture of 1.2 MB in base64, far below what hurts
TOTAL_SECONDS = 60.0
FINISH_SECONDS = 3.0
LAST_PORT = 65535
_CONNECT_SECONDS = 10.0
_READ_SECONDS = 40.0
_LIMITS = httpx.Limits(max_connections=5 * CONNECTIONS, max_keepalive_connections=CONNECTIONS, keepalive_expiry=45.0)


@dataclass(frozen=True, slots=True)
class HttpRequest:
    """A request as data; the body is JSON where there is one.

    ``patience`` is how many seconds the answer may take where the usual time limits are too short for it; ``sni`` is
    the name a certificate is checked against where the URL has an address instead of a name.
    """

    method: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    json: object = field(default=None, repr=False)
    patience: float = 0.0
    sni: str | None = None

    @property
    def shown_url(self) -> str:
        """The URL as it may be logged: what stands behind a question mark may be a secret, and before an @ is one."""
        scheme, mark, rest = self.url.partition("?")[0].partition("://")
        server, slash, path = rest.partition("/")
        return f"{scheme}{mark}{server.rpartition('@')[2]}{slash}{path}"


@dataclass(frozen=True, slots=True)
class HttpAnswer:
    """An answer as data; the names of headers are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def content(self) -> object:
        """The body as read from JSON; None where it is none."""
        try:
            content: object = json.loads(self.body)
        except (ValueError, RecursionError):
            return None
        return content

    @property
    def retry_after(self) -> float | None:
        """The seconds the other side asks to wait, where it gives them as a number."""
        milliseconds = _number(self.headers.get("retry-after-ms"))
        return _number(self.headers.get("retry-after")) if milliseconds is None else milliseconds / 1000


ErrorReader = Callable[[HttpAnswer, object], ProviderError]
"""Whose fault an error answer is; its body comes as read from JSON, None where it is none."""


class Transport:
    """Sends requests. Raises NotAccepted where nothing was reached, Misconfigured, Unanswered, AnswerInvalid."""

    def __init__(self, client: httpx.AsyncClient, tasks: asyncio.TaskGroup) -> None:
        self._client = client
        self._tasks = tasks
        self._running: set[asyncio.Task[HttpAnswer | ProviderError]] = set()
        self._slots: WeakValueDictionary[str, asyncio.Semaphore] = WeakValueDictionary()

    async def send(self, request: HttpRequest) -> HttpAnswer:
        """Send a request and read the whole answer, at most BODY_LIMIT bytes; a cancelled caller does not stop it."""
        outcome = await asyncio.shield(self.begin(request))
        if isinstance(outcome, ProviderError):
            raise outcome
        return outcome

    def begin(self, request: HttpRequest) -> asyncio.Task[HttpAnswer | ProviderError]:
        """Send a request that several wait for: none of them owns it."""
        task = self._tasks.create_task(self._outcome(request), name=f"http {request.shown_url}")
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return task

    async def finish(self, seconds: float) -> None:
        """Let the requests in flight finish, for so long; the rest is cut off."""
        if self._running:
            await asyncio.wait(self._running, timeout=seconds)
        for task in self._running:
            task.cancel()

    async def _outcome(self, request: HttpRequest) -> HttpAnswer | ProviderError:
        """The answer or the error as a value: an exception would end the task group that all requests share."""
        async with self._slots_of(request.url):
            try:
                return await self._exchange(request)
            except (httpx.ConnectError, httpx.ConnectTimeout, httpx.ProxyError) as error:
                return NotAccepted(reach.explained(error, request.shown_url), reached=False)
            except (httpx.InvalidURL, httpx.UnsupportedProtocol, UnicodeError) as error:  # it cannot even be written
                return Misconfigured(
                    f"{type(error).__name__} {request.shown_url}: check the address and the credentials"
                )
            except httpx.ReadTimeout as error:
                return Unanswered(f"{type(error).__name__} {request.shown_url}", outlasted=True)
            except httpx.HTTPError as error:
                return Unanswered(f"{type(error).__name__} {request.shown_url}")
            except ProviderError as error:
                return error

    def _slots_of(self, url: str) -> asyncio.Semaphore:
        """The queue before the connections to one server; it is there for as long as anybody is in it."""
        server = "/".join(url.split("/", 3)[:3])
        return self._slots.setdefault(server, asyncio.Semaphore(CONNECTIONS))

    async def _exchange(self, request: HttpRequest) -> HttpAnswer:
        async with self._client.stream(
            request.method,
            _address(request.url),
            headers=request.headers,
            json=request.json,
            timeout=_times(request.patience),
            extensions={"sni_hostname": request.sni} if request.sni else {},
        ) as answer:
            body = await self._body(answer, request)
        headers = {name.lower(): value for name, value in answer.headers.items()}
        return HttpAnswer(answer.status_code, headers, body)

    async def _body(self, answer: httpx.Response, request: HttpRequest) -> bytes:
        """The whole body, unpacked; the limit counts what it is unpacked."""
        clock = asyncio.get_running_loop().time
        total = max(TOTAL_SECONDS, request.patience)
        give_up = clock() + total
        body, packed = bytearray(), unpacker(answer.headers.get("content-encoding", ""))
        async for chunk in answer.aiter_raw():
            body += packed.unpacked(chunk, BODY_LIMIT + 1 - len(body))
            if len(body) > BODY_LIMIT:
                raise AnswerInvalid(f"over {BODY_LIMIT} bytes from {request.shown_url}")
            if clock() > give_up:
                raise Unanswered(f"an answer over {total} seconds long from {request.shown_url}", outlasted=True)
        return bytes(body)


def fields(value: object) -> Mapping[str, Any]:
    """The fields of a JSON object; none where it is something else."""
    return value if isinstance(value, dict) else {}


def _address(url: str) -> httpx.URL:
    """The address of a text; httpx would take any port, and fail with an error that is not its own."""
    address = httpx.URL(url)
    if address.port is not None and not 0 < address.port <= LAST_PORT:
        raise httpx.InvalidURL(f"port {address.port}")
    return address


def _times(patience: float = 0.0) -> httpx.Timeout:
    return httpx.Timeout(connect=_CONNECT_SECONDS, read=max(_READ_SECONDS, patience), write=40.0, pool=None)


def _number(written: str | None) -> float | None:
    try:
        return None if written is None else max(0.0, float(written))
    except ValueError:
        return None


@asynccontextmanager
async def open_transport(finish_seconds: float = FINISH_SECONDS) -> AsyncIterator[Transport]:
    """A transport; on leaving, requests in flight are let finish for some seconds."""
    async with (
        httpx.AsyncClient(
            timeout=_times(), limits=_LIMITS, follow_redirects=False, headers={"Accept-Encoding": "identity"}
        ) as client,
        asyncio.TaskGroup() as tasks,
    ):
        transport = Transport(client, tasks)
        try:
            yield transport
        finally:
            await transport.finish(finish_seconds)
