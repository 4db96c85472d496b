"""Chat completions as pure functions: what is sent, what an answer means.

As little is sent as can be: models differ in what else they take, and an unknown field is an error.
"""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from bot.drawing.ports.improvers import Saying
from bot.errors import AnswerInvalid, Refused
from bot.providers.http import HttpAnswer, HttpRequest, fields
from bot.providers.prompts.errors import decipher_error

MOST_TOKENS = 2000
"""Of an answer: a prompt takes a few hundred, and some models think before they answer."""

LIMITS = ("max_tokens", "max_completion_tokens")
"""What the limit of an answer is called: by nearly everybody, and by OpenAI's newer models."""

_YANDEX = (".api.cloud.yandex.net", ".api.yandexcloud.net")


def build_request(base_url: str, model: str, conversation: Sequence[Saying], limit: str) -> HttpRequest:
    """The request for what comes next; ``limit`` is what the limit of an answer is called."""
    messages = [{"role": saying.role, "content": saying.words} for saying in conversation]
    body = {"model": model, "messages": messages, limit: MOST_TOKENS}
    return HttpRequest("POST", f"{base_url.rstrip('/')}/chat/completions", json=body)


def decipher(answer: HttpAnswer) -> str:
    """What the model said. Raises ProviderError."""
    body = answer.content
    content = fields(body)
    if not HTTPStatus.OK <= answer.status < HTTPStatus.MULTIPLE_CHOICES or (content.get("error") and not _choice(body)):
        raise decipher_error(answer, body)
    choice = _choice(body)
    message = fields(choice.get("message"))
    if choice.get("finish_reason") == "content_filter" or message.get("refusal"):
        raise Refused("the language model refuses these words")
    said = _said(message.get("content")) or _said(choice.get("text"))
    if not said.strip():
        raise AnswerInvalid(f"no words but {len(answer.body)} bytes of {answer.headers.get('content-type', 'nothing')}")
    return said


def usage(answer: HttpAnswer) -> Mapping[str, int]:
    """What it cost in tokens, where the API says so."""
    counted = fields(fields(answer.content).get("usage"))
    return {name: value for name, value in counted.items() if isinstance(value, int)}


def model_uri(base_url: str, model: str, folder_id: str) -> str:
    """A model as its server calls it: at Yandex by its URI, for which the name alone is enough with a folder."""
    if not is_yandex(base_url) or "://" in model or not folder_id:
        return model
    return f"gpt://{folder_id}/{model}"


def headers(base_url: str, *, logged: bool) -> Mapping[str, str]:
    """What goes with a request: Yandex keeps what it is asked for unless it is told not to."""
    return {"x-data-logging-enabled": "false"} if is_yandex(base_url) and not logged else {}


def is_yandex(base_url: str) -> bool:
    """Whether it is Yandex Cloud that is asked."""
    return (urlsplit(base_url).hostname or "").endswith(_YANDEX)


def _choice(body: object) -> Mapping[str, Any]:
    choices = fields(body).get("choices")
    return fields(choices[0]) if isinstance(choices, list) and choices else {}


def _said(content: object) -> str:
    """A text, also where it comes in parts."""
    if isinstance(content, list):
        return "".join(_said(fields(part).get("text")) for part in content)
    return content if isinstance(content, str) else ""
