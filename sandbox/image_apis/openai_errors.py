"""How OpenAI's endpoint says no."""

from collections.abc import Mapping
from datetime import timedelta
from http import HTTPStatus
from math import ceil

#: The words of the gateway in the seeds.
REFUSAL = "Your request was rejected as a result of our safety system"


class OpenAiError(Exception):
    """A request is turned down; what is None is left out of the body."""

    def __init__(
        self,
        message: str,
        *,
        status: HTTPStatus = HTTPStatus.BAD_REQUEST,
        kind: str = "invalid_request_error",
        code: str | None = None,
        param: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.status = status
        self.kind = kind
        self.code = code
        self.param = param
        self.headers = headers or {}

    def body(self) -> dict[str, object]:
        """The body of the answer."""
        named = {"message": self.message, "type": self.kind, "param": self.param, "code": self.code}
        return {"error": {name: value for name, value in named.items() if value is not None}}


def unknown_key(key: str) -> OpenAiError:
    """The key is wrong or missing."""
    if not key:
        return OpenAiError(
            "You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer "
            "auth (i.e. Authorization: Bearer YOUR_KEY).",
            status=HTTPStatus.UNAUTHORIZED,
        )
    return OpenAiError(
        f"Incorrect API key provided: {key[:3]}***{key[-4:]}.", status=HTTPStatus.UNAUTHORIZED, code="invalid_api_key"
    )


def unknown_model(name: str) -> OpenAiError:
    """There is no such model, or not for this account."""
    return OpenAiError(
        f"The model '{name}' does not exist or you do not have access to it.",
        status=HTTPStatus.NOT_FOUND,
        code="model_not_found",
        param="model",
    )


def refused(*, family: bool) -> OpenAiError:
    """The prompt is not to be drawn; the gpt-image family says so in words of its own."""
    if not family:
        return OpenAiError(REFUSAL, code="content_policy_violation")
    return OpenAiError(
        "Your request was rejected by the safety system. If you believe this is an error, contact us at "
        "help.openai.com and include the request ID. safety_violations=[sandbox].",
        kind="image_generation_user_error",
        code="moderation_blocked",
    )


def hard_limit() -> OpenAiError:
    """The account may not spend more; a 400, though the request is not at fault."""
    return OpenAiError("Billing hard limit has been reached", code="billing_hard_limit_reached")


def no_quota() -> OpenAiError:
    """The account has no credit; a 429 that no waiting ends."""
    return OpenAiError(
        "You exceeded your current quota, please check your plan and billing details.",
        status=HTTPStatus.TOO_MANY_REQUESTS,
        kind="insufficient_quota",
        code="insufficient_quota",
    )


def too_fast(model: str, limit: int, wait: timedelta) -> OpenAiError:
    """A request too many; the headers say when the next one is let through."""
    milliseconds = ceil(wait / timedelta(milliseconds=1))
    seconds = ceil(milliseconds / 1000)
    return OpenAiError(
        f"Rate limit reached for {model} on requests per min. Limit: {limit} / min. Please try again in {seconds}s.",
        status=HTTPStatus.TOO_MANY_REQUESTS,
        kind="requests",
        code="rate_limit_exceeded",
        headers={"retry-after": str(seconds), "retry-after-ms": str(milliseconds)},
    )


def internal() -> OpenAiError:
    """Something broke while the picture was made."""
    return OpenAiError(
        "The server had an error while processing your request. Sorry about that!",
        status=HTTPStatus.INTERNAL_SERVER_ERROR,
        kind="server_error",
    )
