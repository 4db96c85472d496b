"""The one HTTP client, against a server on loopback that misbehaves on demand."""

import asyncio
import gzip
import json
import socket
import tracemalloc
import zlib
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from aiohttp import web

from bot.errors import AnswerInvalid, Misconfigured, NotAccepted, ProviderError, Unanswered
from bot.providers import http
from bot.providers.http import BODY_LIMIT, CONNECTIONS, HttpAnswer, HttpRequest, Transport, open_transport


def packed(data: bytes, times: int = 1) -> bytes:
    """The same as gzip, so often."""
    for _ in range(times):
        data = gzip.compress(data)
    return data


def bomb() -> bytes:
    """A gigabyte, packed twice: some kilobytes. It is never whole in memory here either."""
    stream = zlib.compressobj(9, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    parts = [stream.compress(bytes(2**20)) for _ in range(1024)]
    return packed(b"".join([*parts, stream.flush()]))


class Server:
    """Answers by path; ``/held`` waits until it is released, ``/packed`` answers with ``body`` in this ``encoding``."""

    def __init__(self) -> None:
        self.url = ""
        self.release = asyncio.Event()
        self.began = asyncio.Event()
        self.held = 0
        self.answered = 0
        self.crowd = asyncio.Event()  #: as many requests are held as the client opens connections
        self.most = 0
        self.body, self.encoding = b"", ""

    def app(self) -> web.Application:
        app = web.Application()
        routes = {"ok": _ok, "drop": _drop, "half": _half, "large": _large, "moved": _moved}
        routes |= {"held": self._hold, "packed": self._packed}
        app.add_routes([web.route("*", f"/{path}", handler) for path, handler in routes.items()])
        return app

    def get(self, path: str) -> HttpRequest:
        return HttpRequest("GET", f"{self.url}/{path}")

    async def _packed(self, _: web.Request) -> web.Response:
        return web.Response(body=self.body, headers={"Content-Encoding": self.encoding})

    async def _hold(self, _: web.Request) -> web.Response:
        self.began.set()
        self.held += 1
        self.most = max(self.most, self.held)
        if self.held == CONNECTIONS:
            self.crowd.set()
        await self.release.wait()
        self.held -= 1
        self.answered += 1
        return web.Response(text="at last")


async def _ok(request: web.Request) -> web.Response:
    told = {"method": request.method, "body": await request.text(), "headers": dict(request.headers)}
    return web.json_response(told, status=207, headers={"Retry-After": "7"})


async def _drop(request: web.Request) -> web.Response:
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


async def _half(request: web.Request) -> web.StreamResponse:
    answer = web.StreamResponse(headers={"Content-Length": "100"})
    await answer.prepare(request)
    await answer.write(b"half")
    assert request.transport is not None
    request.transport.close()
    return answer


async def _large(request: web.Request) -> web.StreamResponse:
    answer = web.StreamResponse()
    await answer.prepare(request)
    for _ in range(BODY_LIMIT // 2**20 + 1):
        await answer.write(bytes(2**20))
    return answer


async def _moved(_: web.Request) -> web.Response:
    return web.Response(status=302, headers={"Location": "/ok"})


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    serving = Server()
    runner = web.AppRunner(serving.app(), shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    serving.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield serving
    serving.release.set()
    await runner.cleanup()


@pytest.fixture
async def transport() -> AsyncIterator[Transport]:
    async with open_transport() as opened:
        yield opened


async def test_a_request_arrives_and_its_answer_comes_back_as_data(server: Server, transport: Transport) -> None:
    request = HttpRequest("POST", f"{server.url}/ok", {"x-client-request-id": "17"}, {"seed": "17", "text": "лиса"})
    answer = await transport.send(request)
    arrived = json.loads(answer.body)
    assert (answer.status, answer.headers["retry-after"]) == (207, "7")
    assert (arrived["method"], json.loads(arrived["body"])) == ("POST", {"seed": "17", "text": "лиса"})
    assert (arrived["headers"]["x-client-request-id"], arrived["headers"]["Content-Type"]) == ("17", "application/json")


async def test_a_request_without_a_body_sends_none(server: Server, transport: Transport) -> None:
    arrived = json.loads((await transport.send(server.get("ok"))).body)
    assert (arrived["method"], arrived["body"]) == ("GET", "")


async def test_a_redirection_is_not_followed(server: Server, transport: Transport) -> None:
    """A signed request goes to no other address than the operator's."""
    assert (await transport.send(server.get("moved"))).status == 302


async def test_a_refused_connection_means_surely_not_accepted(transport: Transport) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound, but nobody listens
        with pytest.raises(NotAccepted, match=r"ConnectError") as caught:
            await transport.send(HttpRequest("POST", f"http://127.0.0.1:{taken.getsockname()[1]}/"))
    assert not caught.value.reached


@pytest.mark.parametrize("path", ["drop", "half"])
async def test_a_connection_that_breaks_leaves_it_open_whether_it_was_accepted(
    server: Server, transport: Transport, path: str
) -> None:
    with pytest.raises(Unanswered, match=path):
        await transport.send(server.get(path))


async def test_an_endless_answer_is_not_read_to_its_end(server: Server, transport: Transport) -> None:
    with pytest.raises(AnswerInvalid, match=str(BODY_LIMIT)):
        await transport.send(server.get("large"))


@pytest.mark.parametrize("encoding", ["gzip", "GZIP", "x-gzip"])
async def test_what_comes_packed_though_nobody_asked_for_it_is_read_all_the_same(
    server: Server, transport: Transport, encoding: str
) -> None:
    """It may be a picture that was paid for."""
    server.body, server.encoding = packed(b"a picture"), encoding
    assert (await transport.send(server.get("packed"))).body == b"a picture"


async def test_a_packed_answer_may_be_as_large_as_any_other(
    server: Server, transport: Transport, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http, "BODY_LIMIT", 2**20)
    server.body, server.encoding = packed(bytes(2**20)), "gzip"
    assert len((await transport.send(server.get("packed"))).body) == 2**20
    server.body = packed(bytes(2**20 + 1))
    with pytest.raises(AnswerInvalid, match=str(2**20)):
        await transport.send(server.get("packed"))


@pytest.mark.parametrize("encoding", ["gzip, gzip", "gzip,gzip,gzip", "br", "zstd", "compress", "identity, gzip", "?"])
async def test_what_is_packed_otherwise_is_not_unpacked_at_all(
    server: Server, transport: Transport, encoding: str
) -> None:
    server.body, server.encoding = packed(b"a picture", 2), encoding
    with pytest.raises(AnswerInvalid, match="not asked for"):
        await transport.send(server.get("packed"))


@pytest.mark.parametrize("encoding", ["gzip", "gzip, gzip"])
async def test_a_bomb_takes_no_more_memory_than_the_limit(server: Server, transport: Transport, encoding: str) -> None:
    server.body, server.encoding = bomb() if encoding == "gzip, gzip" else gzip.decompress(bomb()), encoding
    tracemalloc.start()
    try:
        with pytest.raises(AnswerInvalid):
            await transport.send(server.get("packed"))
        assert tracemalloc.get_traced_memory()[1] < 4 * BODY_LIMIT
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("body", [b"no gzip", packed(b"a picture")[:-8] + bytes(8)], ids=["no gzip", "wrong sum"])
async def test_a_packed_answer_that_is_damaged_is_none(server: Server, transport: Transport, body: bytes) -> None:
    server.body, server.encoding = body, "gzip"
    with pytest.raises(AnswerInvalid, match="damaged"):
        await transport.send(server.get("packed"))


async def test_a_server_that_is_slow_to_answer_everybody_holds_up_no_other(
    server: Server, transport: Transport
) -> None:
    tasks = [asyncio.create_task(transport.send(server.get("held"))) for _ in range(2 * CONNECTIONS)]
    await server.crowd.wait()
    other = replace(server.get("ok"), url=server.get("ok").url.replace("127.0.0.1", "localhost"))
    assert (await transport.send(other)).status == 207
    server.release.set()
    await asyncio.gather(*tasks)


@pytest.mark.parametrize(
    "url",
    [
        "images.example/generate",
        "ftp://images.example",
        "http://ima\x00ges",
        "http://[::",
        "http://127.0.0.1:99999/",
        "http://127.0.0.1:0/",
    ],
)
async def test_an_address_that_is_none_is_the_operators(transport: Transport, url: str) -> None:
    with pytest.raises(Misconfigured, match="check the address"):
        await transport.send(HttpRequest("GET", url))


async def test_a_key_that_no_header_can_hold_is_the_operators(server: Server, transport: Transport) -> None:
    """It is not shown either."""
    with pytest.raises(Misconfigured, match="credentials") as caught:
        await transport.send(HttpRequest("GET", f"{server.url}/ok", {"Authorization": "Api-Key ключ"}))
    assert "ключ" not in caught.value.detail


async def test_what_stands_behind_a_question_mark_is_in_no_error(server: Server, transport: Transport) -> None:
    """Addresses of pictures are signed there."""
    with pytest.raises(Unanswered) as caught:
        await transport.send(server.get("drop?sig=secret"))
    assert "secret" not in caught.value.detail


async def test_an_answer_is_waited_for_as_long_as_the_request_has_patience(
    server: Server, transport: Transport, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A model that answers with the picture itself may think for minutes."""
    monkeypatch.setattr(http, "_READ_SECONDS", 0.05)
    patient = asyncio.create_task(transport.send(replace(server.get("held"), patience=20)))
    with pytest.raises(Unanswered, match="ReadTimeout") as caught:
        await transport.send(server.get("held"))
    assert caught.value.outlasted
    server.release.set()
    assert (await patient).body == b"at last"


async def test_a_request_that_several_wait_for_belongs_to_none_of_them(server: Server, transport: Transport) -> None:
    request = transport.begin(server.get("held"))
    waiting = asyncio.create_task(asyncio.wait({request}))
    await server.began.wait()
    waiting.cancel()
    server.release.set()
    answer = await request
    assert isinstance(answer, HttpAnswer)
    assert answer.body == b"at last"


@pytest.mark.parametrize("path", ["drop", "half", "large", "moved"])
async def test_a_failing_request_disturbs_no_other(server: Server, transport: Transport, path: str) -> None:
    paths = ["ok", path, "ok", path, "ok"]
    sent = [transport.send(server.get(path)) for path in paths]
    sent += [transport.send(HttpRequest("GET", "nowhere")), transport.send(server.get("ok"))]
    outcomes = await asyncio.gather(*sent, return_exceptions=True)
    assert [isinstance(outcome, HttpAnswer | ProviderError) for outcome in outcomes] == 7 * [True]
    assert [outcome.status for outcome in outcomes if isinstance(outcome, HttpAnswer)].count(207) == 4


async def test_requests_wait_for_their_turn_on_few_connections(server: Server, transport: Transport) -> None:
    tasks = [asyncio.create_task(transport.send(server.get("held"))) for _ in range(3 * CONNECTIONS)]
    await server.crowd.wait()
    server.release.set()
    assert {answer.body for answer in await asyncio.gather(*tasks)} == {b"at last"}
    assert server.most == CONNECTIONS


async def test_cancelled_callers_leave_the_connections_whole(server: Server, transport: Transport) -> None:
    """What was begun is let finish, and everybody after that is served."""
    tasks = [asyncio.create_task(transport.send(server.get("held"))) for _ in range(5 * CONNECTIONS)]
    await server.crowd.wait()
    for task in tasks:
        task.cancel()
    assert all(isinstance(outcome, asyncio.CancelledError) for outcome in await _outcomes(tasks))
    server.release.set()
    answers = await asyncio.gather(*(transport.send(server.get("ok")) for _ in range(3 * CONNECTIONS)))
    assert [answer.status for answer in answers] == 3 * CONNECTIONS * [207]
    assert server.answered == len(tasks)


async def test_requests_in_flight_are_let_finish_at_the_end(server: Server) -> None:
    async with open_transport() as transport:
        task = asyncio.create_task(transport.send(server.get("held")))
        await server.began.wait()
        asyncio.get_running_loop().call_later(0.05, server.release.set)
    assert (await task).body == b"at last"


async def test_requests_that_do_not_finish_are_cut_off_at_the_end(server: Server, transport: Transport) -> None:
    task = asyncio.create_task(transport.send(server.get("held")))
    await server.began.wait()
    await transport.finish(0.0)
    assert [type(outcome) for outcome in await _outcomes([task])] == [asyncio.CancelledError]


async def _outcomes(tasks: list[asyncio.Task[HttpAnswer]]) -> list[HttpAnswer | BaseException]:
    return await asyncio.gather(*tasks, return_exceptions=True)


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://a.example/v1/images?sig=made-up", "https://a.example/v1/images"),
        ("https://user:made-up@a.example:8443/v1", "https://a.example:8443/v1"),
        ("https://user:made@up@a.example", "https://a.example"),
        ("https://a.example/@made/up", "https://a.example/@made/up"),
    ],
)
def test_of_an_address_only_that_is_told_which_is_no_secret(url: str, shown: str) -> None:
    assert HttpRequest("GET", url).shown_url == shown
