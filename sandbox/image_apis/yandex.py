"""YandexART over HTTP: the asynchronous generation service and the operation service, as documented by Yandex."""

from base64 import b64encode
from collections.abc import Awaitable, Callable
from typing import Final

from aiohttp import web

from sandbox.image_apis import requests
from sandbox.image_apis.answers import Json, answering, journaled
from sandbox.image_apis.errors import generation_error, operation_error
from sandbox.image_apis.operations import Operation, State
from sandbox.image_apis.studio import Studio

RESPONSE_TYPE: Final = (
    "type.googleapis.com/yandex.cloud.ai.foundation_models.v1.image_generation.ImageGenerationResponse"
)


class YandexGeneration:
    """The routes of both services; they answer under any host name, as both have them at Yandex."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio

    def routes(self) -> list[web.RouteDef]:
        """The routes for an application."""
        return [
            web.post("/foundationModels/v1/imageGenerationAsync", self._generate),
            web.post("/operations/{id:[^/]+?}:cancel", self._cancel),
            web.get("/operations/{id:[^/]+?}:cancel", self._cancel),
            web.get("/operations/{id:[^/]+}", self._get),
        ]

    async def _generate(self, request: web.Request) -> web.StreamResponse:
        body = await request.read()

        async def handle() -> Json:
            self._authenticate(request)
            self._studio.check_quotas()
            asked = requests.read(requests.decode(body), self._studio.account)
            operation = self._studio.accept(asked, request.headers.get("x-client-request-id", ""))
            return operation_head(operation, done=False)

        answer = answering(handle, generation_error)
        return await self._studio.wire.exchange(request, "generate", journaled(body), answer)

    async def _get(self, request: web.Request) -> web.StreamResponse:
        async def handle() -> Json:
            self._authenticate(request)
            self._studio.count_result()
            return await self._described(self._studio.find(request.match_info["id"]))

        return await self._exchange(request, "operation", handle)

    async def _cancel(self, request: web.Request) -> web.StreamResponse:
        async def handle() -> Json:
            self._authenticate(request)
            operation = self._studio.find(request.match_info["id"])
            operation.cancel(self._studio.clock.now())
            return await self._described(operation)

        return await self._exchange(request, "cancel", handle)

    async def _exchange(
        self, request: web.Request, name: str, handle: Callable[[], Awaitable[Json]]
    ) -> web.StreamResponse:
        params = {"id": request.match_info["id"]}
        return await self._studio.wire.exchange(request, name, params, answering(handle, operation_error))

    def _authenticate(self, request: web.Request) -> None:
        self._studio.authenticate(request.headers.get("Authorization", ""))

    async def _described(self, operation: Operation) -> Json:
        state = operation.state(self._studio.clock.now())
        head = operation_head(operation, done=state is not State.PENDING)
        if state is State.PENDING:
            return head
        if operation.failure is not None:
            failure = operation.failure
            return head | {"error": {"code": failure.code, "message": failure.message, "details": []}}
        image = b64encode(await self._studio.picture(operation)).decode()
        version = f"{operation.request.model}-sandbox"
        return head | {"response": {"@type": RESPONSE_TYPE, "image": image, "modelVersion": version}}


def operation_head(operation: Operation, *, done: bool) -> Json:
    """The fields every Operation has; the service leaves the times and the metadata null."""
    return {
        "id": operation.id,
        "description": "",
        "createdAt": None,
        "createdBy": "",
        "modifiedAt": None,
        "done": done,
        "metadata": None,
    }
