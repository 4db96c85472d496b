"""Yandex's asynchronous image API as pure functions: requests to data, answers to values or named errors.

Source: ImageGenerationAsync.Generate and Operation.Get of the Foundation Models API, and its public error bodies.
"""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

from bot.drawing.ports.providers import Done, Pending
from bot.drawing.values.pictures import Drawn
from bot.drawing.values.specs import Spec
from bot.errors import (
    AnswerInvalid,
    Declined,
    Failed,
    Misconfigured,
    NotAccepted,
    OperationLost,
    ProviderError,
    Refused,
    Unanswered,
)
from bot.providers import pictures, wordings
from bot.providers.http import HttpAnswer, HttpRequest, fields

# google.rpc.Code, as far as the API uses it.
_INVALID_ARGUMENT, _NOT_FOUND, _PERMISSION_DENIED, _OUT_OF_RANGE, _UNIMPLEMENTED = 3, 5, 7, 11, 12
_RESOURCE_EXHAUSTED, _FAILED_PRECONDITION, _INTERNAL, _UNAVAILABLE, _UNAUTHENTICATED = 8, 9, 13, 14, 16
_KNOWN = range(1, 17)

_PAYMENT = -402
"""No code of Google's: what an HTTP 402 means."""

_CODES = {
    400: _INVALID_ARGUMENT,
    401: _UNAUTHENTICATED,
    402: _PAYMENT,
    403: _PERMISSION_DENIED,
    404: _NOT_FOUND,
    405: _UNIMPLEMENTED,
    410: _NOT_FOUND,
    429: _RESOURCE_EXHAUSTED,
    501: _UNIMPLEMENTED,
    503: _UNAVAILABLE,
}
"""The code that an HTTP status stands for, where the body tells none that is known."""

_UNSURE = frozenset({408, 409, 425, 499})
"""Statuses below 500 that leave it open whether a request was accepted."""

_LONGEST_ID = 500

_REFUSALS = (
    "violate the terms of use",
    "ethics",
    "не могу сгенерировать",
    "prompt positive size",
    "prompt size",
)
"""What the texts of code 3 say when the person's words are surely at fault."""

_CONFIGURATION = (
    "model_uri",
    "model uri",
    "modeluri",
    "folder id",
    "folder_id",
    "api key",
    "apikey",
    "service account",
)
"""What the texts of code 3 say when the operator's settings are; any other code 3 may be about the words."""

_ADVICE = {
    _PERMISSION_DENIED: "give the service account the role ai.imageGeneration.user and the key the scope "
    "yc.ai.imageGeneration.execute, or choose another model in MODELS: this one may be retired",
    _UNAUTHENTICATED: "check YANDEX_API_KEY, YANDEX_IAM_TOKEN or YANDEX_SERVICE_ACCOUNT_KEY_FILE, whichever is set",
    _FAILED_PRECONDITION: "choose another model in MODELS",
    _UNIMPLEMENTED: "check YANDEX_LLM_URL, YANDEX_OPERATION_URL and YANDEX_AI_URL",
    _PAYMENT: "pay, or see to the billing account of the folder",
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
    return HttpRequest("GET", f"{base}/operations/{_quoted(operation_id)}")


def build_cancel(base: str, operation_id: str) -> HttpRequest:
    """The request to stop an operation."""
    return HttpRequest("POST", f"{base}/operations/{_quoted(operation_id)}:cancel")


def named(written: object) -> str:
    """An operation's id; some servers count theirs. Raises AnswerInvalid for what no address can hold."""
    if isinstance(written, int) and not isinstance(written, bool):
        return str(written)
    if not isinstance(written, str) or not written.strip(". ") or len(written) > _LONGEST_ID:
        raise AnswerInvalid("an operation without an id")
    return written


def _quoted(operation_id: str) -> str:
    """An id as a part of an address: whatever it holds, it leads nowhere else. Raises OperationLost."""
    if not operation_id.strip(". "):
        raise OperationLost(operation_id)
    return quote(operation_id, safe="", errors="replace")


def decipher_operation(answer: HttpAnswer) -> Pending | Done:
    """What an Operation says. Raises ProviderError.

    ``error`` may stand with done:false, and with code 0 in a successful one: done and a positive code decide. Where a
    server writes done in another way than true or false, what it brought decides.
    """
    if (picture := _bare(answer)) is not None:
        return picture
    operation = _object(answer)
    operation_id = named(operation.get("id"))
    if not _is_done(operation):
        return Pending(operation_id)
    error = operation.get("error")
    if isinstance(error, dict) and _integer(error.get("code")) > 0:
        raise ended(_integer(error["code"]), str(error.get("message", "")))
    response = operation.get("response")
    if not isinstance(response, dict) and isinstance(error, dict) and error.get("message"):
        raise ended(0, str(error["message"]))
    if not isinstance(response, dict):
        raise AnswerInvalid("an operation that is done without a response")
    return Done((Drawn(pictures.from_base64(response.get("image"))),))


def _is_done(operation: Mapping[str, Any]) -> bool:
    told = operation.get("done") or False  # what is false may be left out
    return bool(told) if isinstance(told, bool) else bool(operation.get("response") or operation.get("error"))


def _bare(answer: HttpAnswer) -> Done | None:
    """The picture that is the whole answer. Raises Undecodable where it was to be one."""
    kind = answer.headers.get("content-type", "")
    if answer.status != HTTPStatus.OK or not answer.body or kind.startswith("application/json"):
        return None
    if kind.startswith("image/") or pictures.looks_like_one(answer.body):
        return Done((Drawn(pictures.from_bytes(answer.body)),))
    return None


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
    told = [_integer(error.get(name)) for name in ("grpcCode", "code")]
    code = next((one for one in told if one in _KNOWN), _CODES.get(answer.status, 0))
    message = error.get("message") or inner or wordings.said(answer.body if body is None else b"")
    message = str(message or f"HTTP {answer.status}")[: wordings.SHOWN]
    return classified(code, message, answer.retry_after) if code else _by_status(answer.status, message)


def _by_status(status: int, message: str) -> ProviderError:
    """What an answer means without any code: a final one is about this request, unless about the address."""
    if status in _UNSURE or status >= HTTPStatus.INTERNAL_SERVER_ERROR or status < HTTPStatus.MULTIPLE_CHOICES:
        return Unanswered(message)
    if status < HTTPStatus.BAD_REQUEST:
        return Misconfigured(f"{message} ({_ADVICE[_UNIMPLEMENTED]})")
    return Declined(message)


def decipher_images_error(answer: HttpAnswer, body: object) -> ProviderError:
    """Whose fault an error answer of the Images API is: there are no operations that could be lost."""
    error = decipher_error(answer, body)
    if isinstance(error, OperationLost):
        return Misconfigured(f"{error.operation_id} (choose another model in MODELS, or check YANDEX_AI_URL)")
    return error


def submitted(error: ProviderError) -> ProviderError:
    """What an error means where something was to be submitted: there is no operation yet that could be lost."""
    if isinstance(error, OperationLost):
        return Misconfigured(f"{error.operation_id} (choose another model in MODELS, or check YANDEX_LLM_URL)")
    return error


def classified(code: int, message: str, retry_after: float | None = None) -> ProviderError:
    """Whose fault a call that failed with this google.rpc code is, over REST and over gRPC alike.

    Only what speaks of the account or of the configuration is the operator's; what nobody listed may be the words.
    """
    if code == _INVALID_ARGUMENT:
        return _of_words(message) or _of_settings(message) or Declined(message)
    if code in (_PERMISSION_DENIED, _FAILED_PRECONDITION) and wordings.is_about_words(message):
        return Declined(message)
    if code in _ADVICE:
        return Misconfigured(f"{message} ({_ADVICE[code]})")
    if code in (_RESOURCE_EXHAUSTED, _UNAVAILABLE):
        return NotAccepted(message, retry_after)
    if code == _NOT_FOUND:
        return OperationLost(message)
    return Declined(message) if code == _OUT_OF_RANGE else Unanswered(message)


def ended(code: int, message: str) -> ProviderError:
    """What it means that an operation ended in an error: that is final, whatever the code. Internal ones are free."""
    if code == _INVALID_ARGUMENT:
        return _of_words(message) or Declined(message or f"code {code}")
    if code in (_PERMISSION_DENIED, _FAILED_PRECONDITION, _OUT_OF_RANGE) and wordings.is_about_words(message):
        return Declined(message)
    return Failed(f"code {code}: {message}"[: wordings.SHOWN], billed=code != _INTERNAL)


def _of_words(message: str) -> Refused | None:
    return Refused(message) if any(mark in message.lower() for mark in _REFUSALS) else None


def _of_settings(message: str) -> Misconfigured | None:
    """What speaks of the settings, and of moderation not at all."""
    if wordings.is_about_words(message) or not any(mark in message.lower() for mark in _CONFIGURATION):
        return None
    return Misconfigured(f"{message} ({_ADVICE[_INVALID_ARGUMENT]})")


def _integer(value: object) -> int:
    """A code, however it is written; 0 where it is none."""
    try:
        return int(value) if isinstance(value, int | str) else 0
    except ValueError:
        return 0
