"""Whose fault an error of OpenAI's images API is: one table.

An error is ``{"error": {"message", "type", "param", "code"}}`` with every field optional. Names go before statuses: a
spent budget is a 400 or a 429, and only its name tells that waiting does not help. What is in no list is Declined: it
ends this request, and says nothing of the model.
"""

import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from bot.errors import Declined, Misconfigured, Mismatched, NotAccepted, ProviderError, Refused, Unanswered
from bot.providers import wordings
from bot.providers.http import HttpAnswer, fields

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

_ADDRESS = "check OPENAI_BASE_URL"
_ADVICE = {401: _KEY, 402: _BILLING, 403: _ACCESS, 404: _MODEL, 405: _ADDRESS, 410: _MODEL, 501: _ADDRESS}
"""What to change, by the statuses that are about the account or the address, whatever was asked for."""

_UNSURE = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.CONFLICT, HTTPStatus.TOO_EARLY, 499})
"""Statuses below 500 that leave it open whether the request was accepted."""


def decipher_error(answer: HttpAnswer, body: object) -> ProviderError:
    """Whose fault an error answer is."""
    error = _error(body)
    message = str(error.get("message") or _unread(answer, body) or f"HTTP {answer.status}")[: wordings.SHOWN]
    names = [name for name in (error.get("code"), error.get("type")) if isinstance(name, str)]
    if _is_refusal(names, error):
        return Refused(message)
    for name in names:
        if name in _OPERATORS:
            return Misconfigured(f"{message} ({_OPERATORS[name]})")
    if "rate_limit_exceeded" in names:
        return NotAccepted(message, answer.retry_after)
    return _by_status(answer, message, error)


def is_operators(body: object) -> bool:
    """Whether an error is about the account or the model, and not about what else was asked for."""
    error = _error(body)
    if error.get("param") == "model" or not _OPERATORS.keys().isdisjoint((error.get("code"), error.get("type"))):
        return True
    message = str(error.get("message")).lower()
    return "model" in message and re.search(r"\bn\b|prompt", message) is None


def _error(body: object) -> Mapping[str, Any]:
    """The error object; a message alone where a server has another form of its own.

    Of FastAPI's lists only the kinds of the first error are taken: they repeat what was sent, the prompt too.
    """
    content = fields(body)
    error = content.get("error") or content.get("detail") or content.get("message")
    if isinstance(error, dict):
        return error
    if isinstance(error, list) and error:
        where = fields(error[0]).get("loc")
        last = where[-1] if isinstance(where, list) and where else None
        return {"type": fields(error[0]).get("type"), "param": last if isinstance(last, str) else None}
    return {"message": error} if isinstance(error, str) and error else {}


def _unread(answer: HttpAnswer, body: object) -> str:
    """What is said in a body that is no JSON: a gateway's page."""
    return "" if body is not None else wordings.said(answer.body)


def _is_refusal(names: list[str], error: Mapping[str, Any]) -> bool:
    message = str(error.get("message")).lower()
    too_long = "string_above_max_length" in names and error.get("param") == "prompt"
    return too_long or not _REFUSED.isdisjoint(names) or any(mark in message for mark in _REFUSALS)


def _by_status(answer: HttpAnswer, message: str, error: Mapping[str, Any]) -> ProviderError:
    """A 500 that the API itself explains drew nothing; of one without words, as of a gateway's 502, nobody knows."""
    match answer.status:
        case HTTPStatus.TOO_MANY_REQUESTS | HTTPStatus.SERVICE_UNAVAILABLE:
            return NotAccepted(message, answer.retry_after)
        case HTTPStatus.INTERNAL_SERVER_ERROR if error:
            return NotAccepted(message, answer.retry_after)
        case status if status in _UNSURE or (status >= HTTPStatus.INTERNAL_SERVER_ERROR and status not in _ADVICE):
            return Unanswered(message)
        case status if status < HTTPStatus.OK:
            return Unanswered(message)
        case _:
            return _of_request(answer.status, message, error)


def _of_request(status: int, message: str, error: Mapping[str, Any]) -> ProviderError:
    """What a final answer is about: the account, a parameter, or by default this request."""
    told = " ".join([message, *(name for name in (error.get("code"), error.get("type")) if isinstance(name, str))])
    if status != HTTPStatus.UNAUTHORIZED and wordings.is_about_words(told):
        return Declined(message)
    if HTTPStatus.MULTIPLE_CHOICES <= status < HTTPStatus.BAD_REQUEST:
        return Misconfigured(f"{message} ({_ADDRESS})")
    if advice := _ADVICE.get(status) or _evident(told, error):
        return Misconfigured(f"{message} ({advice})")
    param = error.get("param")
    named = isinstance(param, str) and bool(param) and param != "prompt"
    if named or wordings.is_about_parameter(told):
        return Mismatched(f"{message} ({_OPTIONS})")
    return Declined(message)


def _evident(told: str, error: Mapping[str, Any]) -> str | None:
    """What to change where the words are about the account or the model."""
    if wordings.is_about_money(told):
        return _BILLING
    if wordings.is_about_key(told):
        return _KEY
    return _MODEL if error.get("param") == "model" or wordings.is_about_model(told) else None
