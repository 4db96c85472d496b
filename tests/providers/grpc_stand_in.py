"""Yandex's gRPC API on loopback: the services of the SDK's own protos, told by a test what to answer."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import grpc
from google.protobuf.any_pb2 import Any as AnyMessage
from google.protobuf.message import Message
from yandex.cloud.ai.foundation_models.v1.image_generation.image_generation_service_pb2 import (
    ImageGenerationRequest,
    ImageGenerationResponse,
)
from yandex.cloud.ai.foundation_models.v1.image_generation.image_generation_service_pb2_grpc import (
    ImageGenerationAsyncServiceServicer,
    add_ImageGenerationAsyncServiceServicer_to_server,
)
from yandex.cloud.operation.operation_pb2 import Operation
from yandex.cloud.operation.operation_service_pb2 import CancelOperationRequest, GetOperationRequest
from yandex.cloud.operation.operation_service_pb2_grpc import (
    OperationServiceServicer,
    add_OperationServiceServicer_to_server,
)

from tests.drawing.builders import encoded

Context = grpc.aio.ServicerContext[Message, Operation]


@dataclass(frozen=True, slots=True)
class Call:
    """A call that came: the request, its metadata, and the seconds until its deadline."""

    request: Message
    metadata: dict[str, str]
    seconds: float


class StandIn(ImageGenerationAsyncServiceServicer, OperationServiceServicer):
    """Takes every submission as the operation fbv17, which is done after so many polls."""

    def __init__(self, server: grpc.aio.Server) -> None:
        self._server = server
        self.port = server.add_insecure_port("127.0.0.1:0")
        self.url = f"http://127.0.0.1:{self.port}"
        self.calls: list[Call] = []
        self.operation_id = "fbv17"
        self.polls = 0  #: how many of them find it pending
        self.response: Message | None = ImageGenerationResponse(image=encoded(64, 32), model_version="17.11.2026")
        self.packed: AnyMessage | None = None  #: the response as it is packed, where that is not the usual way
        self.error: tuple[int, str] | None = None  #: what the operation ends with instead
        self.fails: tuple[grpc.StatusCode, str] | None = None  #: what every call fails with
        self.loses_sight: tuple[grpc.StatusCode, str] | None = None  #: what every poll fails with
        self.taken: set[str] | None = None  #: the signatures that are taken; None: all
        self.holds = False  #: calls are not answered
        self.began = asyncio.Event()

    async def Generate(self, request: ImageGenerationRequest, context: Context) -> Operation:  # noqa: N802 - the proto's
        await self._arrive(request, context)
        return Operation(id=self.operation_id)

    async def Get(self, request: GetOperationRequest, context: Context) -> Operation:  # noqa: N802 - the proto's
        await self._arrive(request, context)
        if self.loses_sight is not None:
            await context.abort(*self.loses_sight)
        operation = Operation(id=request.operation_id, done=self.polls == 0)
        if self.error is not None:
            operation.error.code, operation.error.message = self.error
        elif operation.done and self.packed is not None:
            operation.response.CopyFrom(self.packed)
        elif operation.done and self.response is not None:
            operation.response.Pack(self.response)
        self.polls = max(0, self.polls - 1)
        return operation

    async def Cancel(self, request: CancelOperationRequest, context: Context) -> Operation:  # noqa: N802 - the proto's
        await self._arrive(request, context)
        return Operation(id=request.operation_id, done=True)

    async def die(self) -> None:
        """Cut off whatever is connected."""
        await self._server.stop(None)

    async def _arrive(self, request: Message, context: Context) -> None:
        metadata = {name: str(value) for name, value in context.invocation_metadata() or ()}
        self.calls.append(Call(request, metadata, context.time_remaining()))
        self.began.set()
        if self.holds:
            await asyncio.Event().wait()
        if self.taken is not None and metadata.get("authorization") not in self.taken:
            await context.abort(grpc.StatusCode.UNAUTHENTICATED, "Token is invalid or has expired.")
        if self.fails is not None:
            await context.abort(*self.fails)


@asynccontextmanager
async def standing_in() -> AsyncIterator[StandIn]:
    """A stand-in that serves."""
    server = grpc.aio.server()
    studio = StandIn(server)
    add_ImageGenerationAsyncServiceServicer_to_server(studio, server)
    add_OperationServiceServicer_to_server(studio, server)
    await server.start()
    try:
        yield studio
    finally:
        await server.stop(None)
