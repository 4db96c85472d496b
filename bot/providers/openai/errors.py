"""Whose fault an error of OpenAI's images API is: one table.

An error is ``{"error": {"message", "type", "param", "code"}}`` with every field optional. Names go before statuses: a
spent budget is a 400 or a 429, and only its name tells that waiting does not help.
"""

import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from bot.errors import AnswerInvalid, Misconfigured, NotAccepted, ProviderError, Refused, Unanswered
from bot.providers.http import HttpAnswer, fields

_SHOWN = 500  # characters of a message; some servers answer with all that was sent to them

_REFUSED = {"content_policy_violation", "moderation_blocked", "image_generation_user_error", "content_filter"}
"""Codes and types that mean the person's words."""

_REFUSALS = ("rejected as a result of our safety system", "content policy", "content_policy")
"""What the message says where a gateway lost the code."""

_BILLING = "no money is left: pay or raise the limit in the account of OPENAI_API_KEY"
_KEY = "check OPENAI_API_KEY, and that it belongs to OPENAI_BASE_URL"
_MODEL = "choose another model in MODELS, or check OPENAI_BASE_URL: it ends in /v1"
_OPTIONS = "the model does not take what its record says it takes: choose another model in MODELS or mend MODELS_FILE"
_ACCESS = "the account of OPENAI_API_KEY may not use this model, or not from this country"

_OPERATORS = {
    "insufficient_quota": _BILLING,
    "billing_hard_limit_reached": _BILLING,
    "billing_not_active": _BILLING,
    "invalid_api_key": _KEY,
    "model_not_found": _MODEL,
    "unsupported_country_region_territory": _ACCESS,
}
"""Codes and types that only the operator can mend, with what to change."""

_ADVICE = {400: _OPTIONS, 401: _KEY, 402: _BILLING, 403: _ACCESS, 404: _MODEL, 422: _OPTIONS}
"""What to change, by status; any other status up to 499 points at the address."""


def decipher_error(answer: HttpAnswer, body: object) -> ProviderError:
    """Whose fault an error answer is."""
    error = _error(body)
    message = str(error.get("message") or f"HTTP {answer.status}")[:_SHOWN]
    names = [name for name in (error.get("code"), error.get("type")) if isinstance(name, str)]
    if _is_refusal(names, error):
        return Refused(message)
    for name in names:
        if name in _OPERATORS:
            return Misconfigured(f"{message} ({_OPERATORS[name]})")
    if "rate_limit_exceeded" in names:
        return NotAccepted(message, answer.retry_after)
    return _by_status(answer, message, explained=bool(error))


def is_operators(body: object) -> bool:
    """Whether an error is about the account or the model, and not about what else was asked for."""
    error = _error(body)
    if error.get("param") == "model" or not _OPERATORS.keys().isdisjoint((error.get("code"), error.get("type"))):
        return True
    message = str(error.get("message")).lower()
    return "model" in message and re.search(r"\bn\b|prompt", message) is None


def _error(body: object) -> Mapping[str, Any]:
    """The error object; a message alone where a server has another form of its own.

    Lists are left out: FastAPI's repeat what was sent, the prompt too.
    """
    content = fields(body)
    error = content.get("error") or content.get("detail") or content.get("message")
    if isinstance(error, dict):
        return error
    return {"message": error} if isinstance(error, str) and error else {}


def _is_refusal(names: list[str], error: Mapping[str, Any]) -> bool:
    message = str(error.get("message")).lower()
    too_long = "string_above_max_length" in names and error.get("param") == "prompt"
    return too_long or not _REFUSED.isdisjoint(names) or any(mark in message for mark in _REFUSALS)


def _by_status(answer: HttpAnswer, message: str, *, explained: bool) -> ProviderError:
    """A 500 that the API itself explains drew nothing; of one without words, as of a gateway's 502, nobody knows."""
    match answer.status:
        case HTTPStatus.TOO_MANY_REQUESTS | HTTPStatus.SERVICE_UNAVAILABLE:
            return NotAccepted(message, answer.retry_after)
        case HTTPStatus.INTERNAL_SERVER_ERROR if explained:
            return NotAccepted(message, answer.retry_after)
        case HTTPStatus.REQUEST_TIMEOUT | HTTPStatus.CONFLICT:
            return Unanswered(message)
        case status if HTTPStatus.MULTIPLE_CHOICES <= status < HTTPStatus.INTERNAL_SERVER_ERROR:
            return Misconfigured(f"{message} ({_ADVICE.get(status, 'check OPENAI_BASE_URL')})")
        case status if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
            return AnswerInvalid(message)
        case _:
            return Unanswered(message)
