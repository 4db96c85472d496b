"""Yandex's Images API: the same family of models as asynchronous generation, but the client waits for its picture."""

import re
from base64 import b64encode
from collections.abc import Mapping
from typing import Any, Final

from aiohttp import web

from sandbox.image_apis import requests
from sandbox.image_apis.access import Account
from sandbox.image_apis.answers import Json, answering, journaled
from sandbox.image_apis.errors import ApiError, Code, images_error
from sandbox.image_apis.requests import ImageRequest
from sandbox.image_apis.studio import Studio

_PROJECT: Final = "OpenAI-Project"
_FIELDS: Final = {"prompt", "model", "size"}
_SIZE: Final = re.compile(r"([1-9][0-9]{0,4})x([1-9][0-9]{0,4})")


class YandexImages:
    """The routes of the API; they take a token or an API key as Bearer, as OpenAI's own client sends either."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio

    def routes(self) -> list[web.RouteDef]:
        """The routes for an application."""
        return [web.post("/v1/images/generations", self._generate), web.get("/v1/models", self._models)]

    async def _generate(self, request: web.Request) -> web.StreamResponse:
        body = await request.read()

        async def handle() -> Json:
            folder = self._folder(request)
            self._studio.check_quotas()
            asked = read(requests.decode(body), folder, self._studio.account)
            return await self._drawn(asked, request.headers.get("x-client-request-id", ""))

        answer = answering(handle, images_error)
        return await self._studio.wire.exchange(request, "images", journaled(body), answer)

    async def _drawn(self, asked: ImageRequest, client_request_id: str) -> Json:
        self._studio.admit(asked)
        drawing = self._studio.begin(asked, client_request_id)
        await self._studio.finish(drawing)
        image = b64encode(await self._studio.painted(asked, drawing.seeds[0])).decode()
        created = int(self._studio.clock.now().timestamp())
        return {"created": created, "data": [{"b64_json": image, "url": None, "revised_prompt": asked.prompt}]}

    async def _models(self, request: web.Request) -> web.StreamResponse:
        async def handle() -> Json:
            folder, account = self._folder(request), self._studio.account
            names = sorted(account.models | account.images_models)
            return {"object": "list", "data": [_model(f"art://{folder}/{name}/latest") for name in names]}

        return await self._studio.wire.exchange(
            request, "models", {"service": "yandex"}, answering(handle, images_error)
        )

    def _folder(self, request: web.Request) -> str:
        """The folder a request is made for, after a look at its key or token."""
        self._studio.authenticate(request.headers.get("Authorization", ""), bearer_keys=True)
        folder = request.headers.get(_PROJECT, "")
        own = self._studio.account.folder
        if not folder:
            requests.invalid(f"Folder ID is not specified: send it in the header {_PROJECT}")
        if own not in {None, folder}:
            requests.invalid(f"Specified folder ID '{folder}' does not match with service account folder ID '{own}'")
        return folder


def read(body: object, project: str, account: Account) -> ImageRequest:
    """The request in a decoded body, or `ApiError`; a field the API does not document is turned down, null or not."""
    if not isinstance(body, dict):
        requests.invalid("the body is not a JSON object")
    if unknown := sorted(set(body) - _FIELDS):
        requests.invalid(f"Parameter '{unknown[0]}' is not supported")
    fields = requests.fields_of(body, "request", _FIELDS)
    uri, prompt = requests.string_of(fields, "model"), requests.string_of(fields, "prompt")
    folder, model = requests.parsed(uri, account)
    if folder != project:
        requests.invalid(f"Specified folder ID '{folder}' does not match with {_PROJECT} '{project}'")
    _check_access(uri, model, account)
    if not prompt.strip():
        requests.invalid("Prompt is empty")
    requests.limit_prompt(len(prompt))
    return ImageRequest(uri, folder, model, prompt, 0, *_ratio(fields))


def _check_access(uri: str, model: str, account: Account) -> None:
    if model in account.images_models:
        return
    if model in account.models:
        raise ApiError(Code.FAILED_PRECONDITION, f"Model {uri} is not supported by this API")
    raise ApiError(Code.PERMISSION_DENIED, f"Access to model {uri} denied")


def _ratio(fields: Mapping[str, Any]) -> tuple[int, int]:
    size = requests.string_of(fields, "size") or "1x1"
    sides = _SIZE.fullmatch(size)
    if sides is None:
        requests.invalid(f"Failed to parse size '{size}'")
    return int(sides[1]), int(sides[2])


def _model(uri: str) -> Json:
    return {"id": uri, "object": "model", "created": 0, "owned_by": "yandex"}
