"""What the routes of Yandex's services share: how an answer or an error is sent, how a body is journaled."""

from collections.abc import Awaitable, Callable
from http import HTTPStatus

from aiohttp import web

from sandbox.control import as_json
from sandbox.image_apis import requests
from sandbox.image_apis.errors import ApiError

Json = dict[str, object]


def answering(
    handle: Callable[[], Awaitable[Json]], error_body: Callable[[ApiError], Json]
) -> Callable[[], Awaitable[web.Response]]:
    """A handler that sends what ``handle`` gives, or its `ApiError` in the shape of ``error_body``."""

    async def answer() -> web.Response:
        try:
            return as_json(await handle(), HTTPStatus.OK)
        except ApiError as error:
            return as_json(error_body(error), error.status)

    return answer


def journaled(body: bytes) -> Json:
    """A body as the journal has it: decoded, or else under ``undecoded``."""
    try:
        decoded = requests.decode(body)
    except ApiError:
        decoded = None
    return decoded if isinstance(decoded, dict) else {"undecoded": body.decode(errors="replace")}
