"""The Bot API over HTTP: ``/bot<token>/<method>`` and ``/file/bot<token>/<path>``."""

import inspect
import json
import re
from collections.abc import Mapping
from functools import partial
from typing import Any

from aiohttp import web

from sandbox.guarding import ATTACHED
from sandbox.telegram_api.access import find_chat
from sandbox.telegram_api.decode import decoded, read, validated
from sandbox.telegram_api.errors import (
    ApiError,
    not_found,
    too_large,
    too_many_requests,
    unauthorized,
)
from sandbox.telegram_api.methods import METHODS
from sandbox.telegram_api.methods.table import Ask, Method
from sandbox.telegram_api.state import State
from sandbox.wire import Wire

_TOKEN = re.compile(r"\d+:[\w-]+")


class BotApi:
    """Answers bots out of one state; every call goes over the wire, so it is journaled and may be spoiled."""

    def __init__(self, state: State, wire: Wire, token: str) -> None:
        self.state = state
        self.wire = wire
        self.token = token

    def routes(self) -> list[web.RouteDef]:
        """What bots ask for; anything else is not found, in Telegram's words."""
        return [
            web.get("/file/bot{token}/{path:.+}", self._download),
            web.route("*", "/bot{token}/{method}", self._call),
            web.route("*", "/{anything:(?:bot|file).*}", self._nothing),
        ]

    async def _call(self, request: web.Request) -> web.StreamResponse:
        try:
            self._check_token(request.match_info["token"])
            method = _method(request)
            values = decoded(method.model, await read(request))
        except ApiError as error:
            return refused(error)
        except web.HTTPRequestEntityTooLarge:
            return refused(too_large())
        return await self.wire.exchange(request, method.name, values, partial(self.answer, method, values))

    async def answer(self, method: Method, values: Mapping[str, Any]) -> web.Response:
        """Play a method on decoded values."""
        try:
            params = validated(method.model, values)
            if method.metered:
                self._meter(values)
            result = method.play(Ask(self.state, params, values))
            return granted(await result if inspect.isawaitable(result) else result)
        except ApiError as error:
            return refused(error)

    async def _download(self, request: web.Request) -> web.StreamResponse:
        path = request.match_info["path"]
        try:
            self._check_token(request.match_info["token"])
        except ApiError as error:
            return refused(error)
        return await self.wire.exchange(request, "file", {"path": path}, partial(self._file, path))

    async def _file(self, path: str) -> web.Response:
        stored = self.state.files.at(path)
        return refused(not_found()) if stored is None else web.Response(body=stored.data, headers=ATTACHED)

    async def _nothing(self, _: web.Request) -> web.Response:
        return refused(not_found())

    def _check_token(self, token: str) -> None:
        if not _TOKEN.fullmatch(token):
            raise not_found()
        if token != self.token:
            raise unauthorized()

    def _meter(self, values: Mapping[str, Any]) -> None:
        if self.state.limits is None:
            return
        inline = values.get("inline_message_id") and not values.get("chat_id")
        chat = None if inline else find_chat(self.state, values.get("chat_id"))
        if seconds := self.state.limits.delay(chat, self.state.clock().timestamp()):
            raise too_many_requests(seconds)


def granted(result: object) -> web.Response:
    """An answer with a result."""
    return web.Response(body=_encoded({"ok": True, "result": result}), content_type="application/json")


def refused(error: ApiError) -> web.Response:
    """An answer with a refusal."""
    body: dict[str, object] = {"ok": False, "error_code": error.error_code, "description": error.description}
    if error.parameters:
        body["parameters"] = error.parameters
    return web.Response(status=error.error_code, body=_encoded(body), content_type="application/json")


def _encoded(body: dict[str, object]) -> bytes:
    """JSON in ASCII: half a surrogate pair, as rubbish may have, is no UTF-8."""
    return json.dumps(body, separators=(",", ":")).encode()


def _method(request: web.Request) -> Method:
    if request.method not in {"GET", "POST"}:
        raise not_found()
    method = METHODS.get(request.match_info["method"].lower())
    if method is None:
        raise not_found("method not found")
    return method
