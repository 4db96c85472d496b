"""How Yandex's AI services say no: google.rpc codes, their HTTP statuses and the shapes of the bodies."""

from enum import IntEnum
from http import HTTPStatus
from typing import Final
from uuid import uuid4

#: google.rpc code -> HTTP status.
HTTP_STATUS: Final = {
    3: HTTPStatus.BAD_REQUEST,
    5: HTTPStatus.NOT_FOUND,
    7: HTTPStatus.FORBIDDEN,
    8: HTTPStatus.TOO_MANY_REQUESTS,
    9: HTTPStatus.BAD_REQUEST,
    13: HTTPStatus.INTERNAL_SERVER_ERROR,
    16: HTTPStatus.UNAUTHORIZED,
}


class Code(IntEnum):
    """The google.rpc codes in use here."""

    CANCELLED = 1
    INVALID_ARGUMENT = 3
    NOT_FOUND = 5
    PERMISSION_DENIED = 7
    RESOURCE_EXHAUSTED = 8
    FAILED_PRECONDITION = 9
    INTERNAL = 13
    UNAUTHENTICATED = 16


class ApiError(Exception):
    """A request is turned down with a google.rpc code and a text."""

    def __init__(self, code: Code, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message

    @property
    def status(self) -> HTTPStatus:
        """The HTTP status of the answer."""
        return HTTP_STATUS[self.code]


def generation_error(error: ApiError) -> dict[str, object]:
    """The body the generation service gives."""
    if error.code is Code.UNAUTHENTICATED:
        return gateway_error(error)
    return _flat(error)


def operation_error(error: ApiError) -> dict[str, object]:
    """The body the operation service gives."""
    if error.code is Code.UNAUTHENTICATED:
        return gateway_error(error)
    return status_error(error)


def images_error(error: ApiError) -> dict[str, object]:
    """The body the Images API gives: OpenAI's where the request is at fault, else what the services behind it say.

    Which code comes in which shape is unconfirmed; the shapes themselves were seen.
    """
    match error.code:
        case Code.UNAUTHENTICATED:
            return status_error(error)
        case Code.INVALID_ARGUMENT | Code.FAILED_PRECONDITION:
            return {"error": {"message": error.message, "type": "invalid_request_error"}}
        case _:
            return _flat(error)


def status_error(error: ApiError) -> dict[str, object]:
    """The body that is a google.rpc.Status, such as IAM gives."""
    info = {"@type": "type.googleapis.com/google.rpc.RequestInfo", "requestId": str(uuid4())}
    return {"code": error.code, "message": error.message, "details": [info]}


def gateway_error(error: ApiError) -> dict[str, object]:
    """The body the gateway in front of the services gives."""
    inner = {
        "grpcCode": error.code,
        "httpCode": error.status,
        "message": error.message,
        "httpStatus": error.status.phrase,
        "details": [],
    }
    return {"error": inner}


def _flat(error: ApiError) -> dict[str, object]:
    return {"error": error.message, "code": error.code, "message": error.message, "details": []}
