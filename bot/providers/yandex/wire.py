"""Yandex's asynchronous image API as pure functions: requests to data, answers to values or named errors.

Source: ImageGenerationAsync.Generate and Operation.Get of the Foundation Models API, and its public error bodies.
"""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from uuid import UUID

from bot.drawing.ports.providers import Done, Pending
from bot.drawing.values.pictures import Drawn
from bot.drawing.values.specs import Spec
from bot.errors import AnswerInvalid, Misconfigured, NotAccepted, OperationLost, ProviderError, Refused, Unanswered
from bot.providers import pictures
from bot.providers.http import HttpAnswer, HttpRequest, fields

# google.rpc.Code, as far as the API uses it.
_CANCELLED, _INVALID_ARGUMENT, _NOT_FOUND, _PERMISSION_DENIED = 1, 3, 5, 7
_RESOURCE_EXHAUSTED, _FAILED_PRECONDITION, _UNAVAILABLE, _UNAUTHENTICATED = 8, 9, 14, 16

_CODES = {
    400: _INVALID_ARGUMENT,
    401: _UNAUTHENTICATED,
    403: _PERMISSION_DENIED,
    404: _NOT_FOUND,
    429: _RESOURCE_EXHAUSTED,
    503: _UNAVAILABLE,
}
"""The code that an HTTP status stands for, where the body tells none."""

_REFUSALS = (
    "violate the terms of use",
    "ethics",
    "не могу сгенерировать",
    "prompt positive size",
    "prompt size",
)
"""What the texts of code 3 say when the person's words are at fault; any other code 3 is the configuration's."""

_ADVICE = {
    _PERMISSION_DENIED: "give the service account the role ai.imageGeneration.user and the key the scope "
    "yc.ai.imageGeneration.execute, or choose another model in MODELS: this one may be retired",
    _UNAUTHENTICATED: "check YANDEX_API_KEY, YANDEX_IAM_TOKEN or YANDEX_SERVICE_ACCOUNT_KEY_FILE, whichever is set",
    _FAILED_PRECONDITION: "choose another model in MODELS",
    _INVALID_ARGUMENT: "check YANDEX_FOLDER_ID and MODELS",
}


def build_generate(base: str, spec: Spec, seed: int, client_id: UUID, model_uri: str, *, logged: bool) -> HttpRequest:
    """The request that starts a generation. int64 values travel as strings, as proto3 JSON has them."""
    headers = {"x-client-request-id": str(client_id), "Idempotency-Key": str(client_id)}
    if not logged:
        headers["x-data-logging-enabled"] = "false"
    body = {
        "modelUri": model_uri,
        "messages": [{"text": part.text, "weight": part.written_weight} for part in spec.parts],
        "generationOptions": {
            "mimeType": "image/jpeg",
            "seed": str(seed),
            "aspectRatio": {"widthRatio": str(spec.ratio.width), "heightRatio": str(spec.ratio.height)},
        },
    }
    return HttpRequest("POST", f"{base}/foundationModels/v1/imageGenerationAsync", headers, body)


def build_poll(base: str, operation_id: str) -> HttpRequest:
    """The request for an operation's state."""
    return HttpRequest("GET", f"{base}/operations/{operation_id}")


def build_cancel(base: str, operation_id: str) -> HttpRequest:
    """The request to stop an operation."""
    return HttpRequest("POST", f"{base}/operations/{operation_id}:cancel")


def decipher_operation(answer: HttpAnswer) -> Pending | Done:
    """What an Operation says. Raises ProviderError.

    ``error`` may stand with done:false, and with code 0 in a successful one: done and a positive code decide.
    """
    operation = _object(answer)
    operation_id = operation.get("id")
    if not isinstance(operation_id, str) or not operation_id:
        raise AnswerInvalid("an operation without an id")
    if operation.get("done") is not True:
        return Pending(operation_id)
    error = operation.get("error")
    if isinstance(error, dict) and _integer(error.get("code")) > 0:
        raise classified(_integer(error["code"]), str(error.get("message", "")))
    response = operation.get("response")
    if not isinstance(response, dict):
        raise AnswerInvalid("an operation that is done without a response")
    return Done((Drawn(pictures.from_base64(response.get("image"))),))


def _object(answer: HttpAnswer) -> Mapping[str, Any]:
    body = answer.content
    if answer.status != HTTPStatus.OK:
        raise decipher_error(answer, body)
    if not isinstance(body, dict):
        raise AnswerInvalid(f"no JSON object but {len(answer.body)} bytes of {answer.headers.get('content-type')}")
    return body


def decipher_error(answer: HttpAnswer, body: object) -> ProviderError:
    """Whose fault an error answer is. Its body comes in four shapes, or in none."""
    outer = fields(body)
    inner = outer.get("error")
    error = fields(inner) or outer
    code = _integer(error.get("grpcCode")) or _integer(error.get("code")) or _CODES.get(answer.status, 0)
    message = error.get("message") or inner or f"HTTP {answer.status}"
    return classified(code, str(message), answer.retry_after)


def decipher_images_error(answer: HttpAnswer, body: object) -> ProviderError:
    """Whose fault an error answer of the Images API is: there are no operations that could be lost."""
    error = decipher_error(answer, body)
    if isinstance(error, OperationLost):
        return Misconfigured(f"{error.operation_id} (choose another model in MODELS, or check YANDEX_AI_URL)")
    return error


def classified(code: int, message: str, retry_after: float | None = None) -> ProviderError:
    """Whose fault an error with this google.rpc code is, over REST and over gRPC alike."""
    if code == _INVALID_ARGUMENT and any(mark in message.lower() for mark in _REFUSALS):
        return Refused(message)
    if code in _ADVICE:
        return Misconfigured(f"{message} ({_ADVICE[code]})")
    if code in (_RESOURCE_EXHAUSTED, _UNAVAILABLE):
        return NotAccepted(message, retry_after)
    if code in (_NOT_FOUND, _CANCELLED):
        return OperationLost(message)
    return Unanswered(message)


def _integer(value: object) -> int:
    """A code, however it is written; 0 where it is none."""
    try:
        return int(value) if isinstance(value, int | str) else 0
    except ValueError:
        return 0
