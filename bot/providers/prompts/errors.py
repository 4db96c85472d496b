"""Whose fault an error of a chat completion is: one table. It costs no picture, so there is little to tell apart.

Bodies are OpenAI's ``{"error": {"message", "type", "code"}}``, google.rpc's ``{"code", "message"}`` as Yandex has them,
and whatever gateways and servers of one's own make of these.
"""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from bot.errors import Declined, Misconfigured, NotAccepted, ProviderError, Refused, Unanswered
from bot.providers import wordings
from bot.providers.http import HttpAnswer, fields

_REFUSED = frozenset({"content_policy_violation", "content_filter", "moderation_blocked"})

_KEY = "check PROMPT_API_KEY, and that it belongs to PROMPT_BASE_URL"
_MONEY = "no money is left: pay or raise the limit in the account of PROMPT_API_KEY"
_MODEL = "check PROMPT_MODEL; at Yandex it is gpt://<folder>/yandexgpt/latest, and its key needs ai.languageModels.user"
_ADDRESS = "check PROMPT_BASE_URL: what is asked is /chat/completions below it, so it mostly ends in /v1"

_SPENT = frozenset({"insufficient_quota", "billing_hard_limit_reached", "billing_not_active"})

_ADVICE: Mapping[int, str] = {
    HTTPStatus.UNAUTHORIZED: _KEY,
    HTTPStatus.PAYMENT_REQUIRED: _MONEY,
    HTTPStatus.FORBIDDEN: _MODEL,
    HTTPStatus.NOT_FOUND: f"{_MODEL}; or {_ADDRESS}",
    HTTPStatus.METHOD_NOT_ALLOWED: _ADDRESS,
    HTTPStatus.GONE: _MODEL,
    HTTPStatus.NOT_IMPLEMENTED: _ADDRESS,
}
"""What to change, by the statuses that are about the account or the address."""

_LATER = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE})


def decipher_error(answer: HttpAnswer, body: object) -> ProviderError:
    """Whose fault an error answer is."""
    error = error_of(body)
    said = str(error.get("message") or ("" if body is not None else wordings.said(answer.body)))
    message = (said or f"HTTP {answer.status}")[: wordings.SHOWN]
    names = {name for name in (error.get("code"), error.get("type")) if isinstance(name, str)}
    if not _REFUSED.isdisjoint(names) or _is_refusal(answer, said):
        return Refused(message)
    if not _SPENT.isdisjoint(names) or wordings.is_about_money(said):
        return Misconfigured(f"{message} ({_MONEY})")
    return _by_status(answer, message, said)


def error_of(body: object) -> Mapping[str, Any]:
    """What a body says of an error; its message alone where a server has another form of its own."""
    content = fields(body)
    error = content.get("error") or content.get("detail") or content
    return {"message": error} if isinstance(error, str) else fields(error)


def is_about(body: object, parameter: str) -> bool:
    """Whether an error is about this parameter, which the server does not take."""
    error = error_of(body)
    return error.get("param") == parameter or parameter in str(error.get("message"))


def _is_refusal(answer: HttpAnswer, said: str) -> bool:
    is_about_request = HTTPStatus.BAD_REQUEST <= answer.status < HTTPStatus.INTERNAL_SERVER_ERROR
    return is_about_request and answer.status != HTTPStatus.UNAUTHORIZED and wordings.is_about_words(said)


def _by_status(answer: HttpAnswer, message: str, said: str) -> ProviderError:
    status = answer.status
    if status in _LATER:
        return NotAccepted(message, answer.retry_after)
    if status in _ADVICE:
        return Misconfigured(f"{message} ({_ADVICE[status]})")
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR or status == HTTPStatus.REQUEST_TIMEOUT or status < HTTPStatus.OK:
        return Unanswered(message)
    if HTTPStatus.MULTIPLE_CHOICES <= status < HTTPStatus.BAD_REQUEST:
        return Misconfigured(f"{message} ({_ADDRESS})")
    if wordings.is_about_key(said):
        return Misconfigured(f"{message} ({_KEY})")
    if wordings.is_about_model(said) or "model" in said.lower():
        return Misconfigured(f"{message} ({_MODEL})")
    return Declined(message)
