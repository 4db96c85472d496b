"""Whatever comes over HTTP: the real clients and their real transport, against a server that a test writes."""

import gzip
import json
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from aiohttp import web
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.drawing.ports.providers import Provider
from bot.providers.http import Transport, open_transport
from tests.drawing.work.unlisted import MOST_CALLS, images, operations, outcome, world_over, yandex_images
from tests.providers.servers import serving


@dataclass(frozen=True, slots=True)
class Came:
    """An answer as it stands on the wire; ``cut``: half of it, and then the connection breaks."""

    status: int
    body: bytes
    headers: tuple[tuple[str, str], ...]
    cut: bool


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inside: (
        st.lists(inside, max_size=3)
        | st.dictionaries(st.sampled_from(["error", "message", "code", "data", "detail", "id", "done"]), inside)
    ),
    max_leaves=5,
)
BODIES = st.binary(max_size=60) | JSON.map(json.dumps).map(str.encode)
HEADERS = st.sampled_from(
    [
        (("Content-Type", "application/json"),),
        (("Content-Type", "text/html"), ("Retry-After", "soon")),
        (("Content-Type", "image/png"), ("Retry-After", "999999999")),
        (("Content-Encoding", "gzip"),),
        (("Content-Encoding", "br, br"),),
        (("Location", "/somewhere/else"),),
        (("Retry-After-Ms", "-5"),),
    ]
)
CAME = st.builds(Came, st.integers(200, 599), BODIES | BODIES.map(gzip.compress), HEADERS, st.booleans())


@pytest.mark.parametrize("api", [operations, images, yandex_images])
@settings(max_examples=30, deadline=None)
@given(came=st.lists(CAME, min_size=1, max_size=3), accepts=st.booleans())
async def test_whatever_is_on_the_wire_it_ends_with_a_sentence_or_a_picture(
    api: Callable[[Transport, str], Provider], came: list[Came], *, accepts: bool
) -> None:
    """The last answer comes again and again, until the API says that the operation failed."""
    first = Came(200, b'{"id": "fbv17", "done": false}', (("Content-Type", "application/json"),), cut=False)
    last = Came(200, b'{"id": "fbv17", "done": true, "error": {"code": 2, "message": "no"}}', first.headers, cut=False)
    answers = [*([first] if accepts else []), *came, last]
    calls = 0

    async def handle(request: web.Request) -> web.StreamResponse:
        nonlocal calls
        one, calls = answers[min(calls, len(answers) - 1)], calls + 1
        return await (_cut(request, one) if one.cut else _whole(one))

    async with serving(handle) as port, open_transport() as transport:
        world = world_over(api(transport, f"http://127.0.0.1:{port}"))
        await world.delivered()
    assert outcome(world, calls).calls <= MOST_CALLS


async def _whole(one: Came) -> web.StreamResponse:
    return web.Response(status=one.status, body=one.body, headers=dict(one.headers))


async def _cut(request: web.Request, one: Came) -> web.StreamResponse:
    answer = web.StreamResponse(status=one.status, headers=dict(one.headers))
    answer.content_length = len(one.body) + 1
    await answer.prepare(request)
    await answer.write(one.body)
    if request.transport is not None:
        request.transport.abort()
    return answer
