"""YandexART by gRPC, through Yandex's official SDK: the optional extra ``grpc``. Nothing else may import the SDK.

What operations.py does over REST. Written against yandex-ai-studio-sdk 0.22.1. Raises ConfigurationError on import
where the SDK is not installed.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar
from urllib.parse import urlsplit
from uuid import UUID

from typing_extensions import override

from bot.drawing.ports.providers import Done, Pending, Provider
from bot.drawing.values.pictures import Drawn
from bot.drawing.values.specs import Spec
from bot.errors import (
    AnswerInvalid,
    ConfigurationError,
    Misconfigured,
    NotAccepted,
    OperationLost,
    ProviderError,
    Unanswered,
)
from bot.providers import pictures
from bot.providers.credentials import Credentials
from bot.providers.yandex.wire import classified, ended, named, submitted

try:
    from google.protobuf.message import DecodeError
    from grpc import StatusCode
    from grpc.aio import AioRpcError, ClientCallDetails, Metadata, UnaryUnaryCall, UnaryUnaryClientInterceptor
    from yandex.cloud.ai.foundation_models.v1.image_generation.image_generation_service_pb2 import (
        ImageGenerationResponse,
    )
    from yandex_ai_studio_sdk import AsyncAIStudio
    from yandex_ai_studio_sdk._models.image_generation.message import ImageMessageDict
    from yandex_ai_studio_sdk._models.image_generation.model import AsyncImageGenerationModel
    from yandex_ai_studio_sdk.auth import NoAuth
    from yandex_ai_studio_sdk.exceptions import RunError
    from yandex_ai_studio_sdk.retry import NoRetryPolicy
except ModuleNotFoundError as missing:
    raise ConfigurationError(
        f"a model of MODELS is drawn over gRPC, which needs Yandex's SDK ({missing.name} is not installed): "
        "pip install '.[grpc]' in a checkout of the repository"
    ) from missing

CALL_SECONDS = 30.0
_TLS_PORT = 443

_client_id: ContextVar[str | None] = ContextVar("client_id", default=None)
"""The client request id of the submission in progress: the SDK takes no metadata for a single call."""

_CUT_OFF = (
    "stream removed",
    "socket closed",
    "connection reset",
    "broken pipe",
    "goaway",
    "cancelling all calls",
    "ping timeout",
    "keepalive",
    "with status: 502",
    "with status: 504",
)
"""What the texts of UNAVAILABLE say when the connection broke after a call may have arrived."""

_Asked = TypeVar("_Asked")
_Answered = TypeVar("_Answered")


class _Model(AsyncImageGenerationModel):
    """A model whose operations can be attached to by id: the SDK's own lacks this type and fails."""

    _proto_result_type = ImageGenerationResponse


class _Signing(UnaryUnaryClientInterceptor):
    """Signs each call. After an UNAUTHENTICATED the credentials are renewed, once, and the call is repeated.

    Raises AioRpcError, NotAccepted, Misconfigured.
    """

    def __init__(self, credentials: Credentials) -> None:
        self._credentials = credentials

    @override
    async def intercept_unary_unary(
        self,
        continuation: Callable[[ClientCallDetails, _Asked], Awaitable[UnaryUnaryCall[_Asked, _Answered]]],
        client_call_details: ClientCallDetails,
        request: _Asked,
    ) -> _Answered:
        headers = await self._credentials.headers()
        try:
            return await (await continuation(_signed(client_call_details, headers), request))
        except AioRpcError as error:
            if error.code() is not StatusCode.UNAUTHENTICATED:
                raise
            renewed = await self._credentials.renewed(headers)
            if renewed is None:
                raise
        return await (await continuation(_signed(client_call_details, renewed), request))


def _signed(call: ClientCallDetails, headers: dict[str, str]) -> ClientCallDetails:
    """A call with our metadata, which fails at once where the server is away.

    The SDK would wait for the server until the deadline, whose end does not tell whether anything was submitted.
    """
    ours = {name.lower(): value for name, value in headers.items()}
    client_id = _client_id.get()
    if client_id is not None:
        ours |= {"x-client-request-id": client_id, "idempotency-key": client_id}
    if not all(value.isascii() and value.isprintable() for value in ours.values()):  # grpc.aio would hang for ever
        raise Misconfigured("the key or token has characters that no header can carry: check the credentials")
    dropped = {"yc-ml-sdk-retry", *ours}  # the first is the SDK's note to its own retries
    kept = [(name, value) for name, value in call.metadata or () if name not in dropped]
    return ClientCallDetails(
        method=call.method,
        timeout=call.timeout,
        metadata=Metadata(*kept, *ours.items()),
        credentials=call.credentials,
        wait_for_ready=False,
    )


class YandexGrpc(Provider):
    """One model of Yandex's. An operation draws one picture, whatever the ``count``.

    ``insecure`` is for a stand-in: it leaves out TLS.
    """

    def __init__(
        self,
        credentials: Credentials,
        *,
        generate_url: str,
        operation_url: str,
        model_uri: str,
        logged: bool,
        insecure: bool = False,
    ) -> None:
        self._sdk = AsyncAIStudio(
            folder_id="",  # the URI names it; the SDK would look for one in the environment
            endpoint=None,
            service_map={
                "ai-foundation-models": _target(generate_url, insecure=insecure),
                "operation": _target(operation_url, insecure=insecure),
            },
            auth=NoAuth(),
            retry_policy=NoRetryPolicy(),  # the SDK's own would submit, and pay, up to five times
            interceptors=[_Signing(credentials)],
            enable_server_data_logging=logged,
            verify=not insecure,
        )
        self._model = _Model(sdk=self._sdk, uri=model_uri)

    @override
    async def submit(self, spec: Spec, *, seed: int, count: int, client_id: UUID) -> Pending | Done:
        model = self._model.configure(
            seed=seed,
            width_ratio=spec.ratio.width,
            height_ratio=spec.ratio.height,
            mime_type="image/jpeg",
        )
        messages: list[ImageMessageDict] = [{"text": part.text, "weight": float(part.weight)} for part in spec.parts]
        try:
            with _named(str(client_id)), _translated():
                operation = await model.run_deferred(messages, timeout=CALL_SECONDS)
        except OperationLost as error:
            raise submitted(error) from error
        return Pending(named(operation.id))

    @override
    async def poll(self, operation_id: str) -> Pending | Done:
        operation = await self._model.attach_deferred(operation_id)
        with _translated():
            status = await operation.get_status(timeout=CALL_SECONDS)
            if status.is_running:
                return Pending(operation_id)
            result = await operation.get_result()  # of the status that was just asked for
        picture = await asyncio.to_thread(pictures.from_bytes, result.image_bytes)  # takes milliseconds to decode
        return Done((Drawn(picture),))

    @override
    async def cancel(self, operation_id: str) -> None:
        operation = await self._model.attach_deferred(operation_id)
        with _translated():
            await operation.cancel(timeout=CALL_SECONDS)

    async def close(self) -> None:
        """Close the connections; calls in flight are cut off."""
        for channel in self._sdk._client._channels.values():  # noqa: SLF001 - the SDK has no close of its own
            await channel.close()


def _target(url: str, *, insecure: bool) -> str:
    """The host and port of a URL. Raises ConfigurationError."""
    scheme = "http" if insecure else "https"
    address = urlsplit(url)
    try:
        port = address.port or _TLS_PORT
    except ValueError:
        port = 0
    if address.scheme != scheme or not address.hostname or not port or address.path.strip("/"):
        raise ConfigurationError(
            f"gRPC goes to a host and a port, like {scheme}://llm.api.cloud.yandex.net:443, not to {url!r}; "
            "check YANDEX_LLM_URL and YANDEX_OPERATION_URL"
        )
    host = f"[{address.hostname}]" if ":" in address.hostname else address.hostname
    return f"{host}:{port}"


@contextmanager
def _named(client_id: str) -> Iterator[None]:
    """Calls made inside carry this client request id."""
    before = _client_id.set(client_id)
    try:
        yield
    finally:
        _client_id.reset(before)


@contextmanager
def _translated() -> Iterator[None]:
    """Errors of gRPC and of the SDK come out as ProviderError."""
    try:
        yield
    except AioRpcError as error:
        raise _decipher(error) from error
    except RunError as error:
        raise ended(error.code, error.message) from error
    except DecodeError as error:
        raise AnswerInvalid("the response of the operation cannot be read") from error


def _decipher(error: AioRpcError) -> ProviderError:
    """Whose fault a failed call is. What gRPC itself has to say comes without a code of its own: its texts decide."""
    code: int = error.code().value[0]
    message = error.details() or error.code().name
    text = message.lower()
    if "message larger than max" in text:
        return AnswerInvalid(message)
    connected = not text.startswith("failed to connect")
    if error.code() is StatusCode.UNAVAILABLE and connected and any(mark in text for mark in _CUT_OFF):
        return Unanswered(message)
    if error.code() is StatusCode.UNAVAILABLE and not connected:
        return NotAccepted(message, reached=False)
    return classified(code, message)
