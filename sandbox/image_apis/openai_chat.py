"""Chat completions, as OpenAI and Yandex's compatible endpoint have them: a model that improves words, and no more.

base_url is url + /openai/v1 with an OpenAI key, or url + /v1 with what Yandex takes and a model like gpt://folder/name.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from math import ceil
from typing import Any, Final
from uuid import uuid4

from aiohttp import web

from sandbox.image_apis import openai_errors as errors
from sandbox.image_apis import requests
from sandbox.image_apis.answers import Json, answering, journaled
from sandbox.image_apis.behaviour import mentions
from sandbox.image_apis.errors import ApiError, Code, images_error
from sandbox.image_apis.openai_images import answered, authenticate, decoded
from sandbox.image_apis.phrasing import improved
from sandbox.image_apis.requests import ImageRequest
from sandbox.image_apis.studio import Studio

OPERATION: Final = "chat"
#: What limits an answer, by the models that take it so.
MODELS: Final[Mapping[str, str]] = {
    "gpt-4o-mini": "max_tokens",
    "gpt-4.1-mini": "max_tokens",
    "gpt-5-mini": "max_completion_tokens",
}
_YANDEX: Final = re.compile(r"gpt://(?P<folder>[^/\s]+)/(?P<model>yandexgpt|yandexgpt-lite)(/[^/\s]+)?")
#: A language model is so many times as quick as one that draws.
_QUICKER: Final = 5
_ROLES: Final = frozenset({"system", "user", "assistant", "developer"})


@dataclass(frozen=True, slots=True)
class Asked:
    """A conversation: its rules, what somebody said first, and what was answered last."""

    model: str
    rules: str
    words: str
    before: str


class OpenAiChat:
    """The routes ``/openai/v1/chat/completions`` and ``/v1/chat/completions``."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio

    def routes(self) -> list[web.RouteDef]:
        """The routes for an application."""
        return [
            web.post("/openai/v1/chat/completions", self._openai),
            web.post("/v1/chat/completions", self._yandex),
        ]

    async def _openai(self, request: web.Request) -> web.StreamResponse:
        body = await request.read()

        async def handle() -> Json:
            authenticate(request, self._studio.account)
            asked = _read_openai(decoded(body))
            refused = await self._thought(asked)
            if mentions(asked.words, self._studio.behaviour.failing):
                raise errors.internal()
            return _answer(asked, _said(asked), refused)

        return await self._studio.wire.exchange(request, OPERATION, journaled(body), answered(handle))

    async def _yandex(self, request: web.Request) -> web.StreamResponse:
        body = await request.read()

        async def handle() -> Json:
            self._studio.authenticate(request.headers.get("Authorization", ""), bearer_keys=True)
            asked = _read_yandex(requests.decode(body), self._studio.account.folder)
            refused = await self._thought(asked)
            if mentions(asked.words, self._studio.behaviour.failing):
                raise ApiError(Code.INTERNAL, "Internal error")
            return _answer(asked, _said(asked), refused)

        return await self._studio.wire.exchange(request, OPERATION, journaled(body), answering(handle, images_error))

    async def _thought(self, asked: Asked) -> bool:
        """Whether it is refused, when the time for an answer has come."""
        behaviour, now = self._studio.behaviour, self._studio.clock.now()
        paced = ImageRequest(asked.model, "", asked.model, asked.words, 0, 1, 1)
        seconds = behaviour.seconds(paced) / _QUICKER
        never = mentions(asked.words, behaviour.never_done)
        await self._studio.clock.reach(None if never else now + timedelta(seconds=seconds))
        return mentions(asked.words, behaviour.refused + behaviour.refused_later)


def _said(asked: Asked) -> str:
    return improved(asked.words, asked.rules, asked.before)


def _answer(asked: Asked, said: str, refused: bool) -> Json:  # noqa: FBT001 - it is one or the other
    message: Json = {"role": "assistant", "content": None if refused else said}
    if refused:
        message["refusal"] = "I'm sorry, I can't help with that."
    tokens = ceil(len(asked.rules + asked.words) / 4), 0 if refused else ceil(len(said) / 4)
    return {
        "id": f"chatcmpl-{uuid4().hex}",
        "object": "chat.completion",
        "model": asked.model,
        "choices": [{"index": 0, "message": message, "finish_reason": "content_filter" if refused else "stop"}],
        "usage": {"prompt_tokens": tokens[0], "completion_tokens": tokens[1], "total_tokens": sum(tokens)},
    }


def _read_openai(body: object) -> Asked:
    fields = body if isinstance(body, dict) else {}
    model = fields.get("model")
    if not isinstance(model, str) or model not in MODELS:
        raise errors.unknown_model(str(model))
    for limit in set(MODELS.values()) - {MODELS[model]}:
        if limit in fields:
            raise errors.OpenAiError(
                f"Unsupported parameter: '{limit}' is not supported with this model. Use '{MODELS[model]}' instead.",
                code="unsupported_parameter",
                param=limit,
            )
    messages = _messages(fields)
    if not messages:
        raise errors.OpenAiError("Missing required parameter: 'messages'.", param="messages")
    return _asked(model, messages)


def _read_yandex(body: object, folder: str | None) -> Asked:
    fields = body if isinstance(body, dict) else {}
    model, messages = str(fields.get("model")), _messages(fields)
    uri = _YANDEX.fullmatch(model)
    if uri is None:
        requests.invalid(f"Failed to get model: invalid model URI '{model}'")
    if folder not in {None, uri["folder"]}:
        own = f"'{uri['folder']}' does not match with service account folder ID '{folder}'"
        requests.invalid(f"Specified folder ID {own}")
    if not messages:
        requests.invalid("messages are empty")
    return _asked(model, messages)


def _messages(fields: Mapping[str, Any]) -> Sequence[tuple[str, str]]:
    """Roles and words; nothing where there is anything else."""
    given = fields.get("messages")
    said = [(one.get("role"), one.get("content")) for one in given if isinstance(one, dict)] if given else []
    right = [(role, words) for role, words in said if role in _ROLES and isinstance(words, str)]
    return right if isinstance(given, list) and len(right) == len(given) else []


def _asked(model: str, messages: Sequence[tuple[str, str]]) -> Asked:
    rules = " ".join(words for role, words in messages if role not in {"user", "assistant"})
    said = [words for role, words in messages if role == "user"]
    answers = [words for role, words in messages if role == "assistant"]
    return Asked(model, rules, said[0] if said else "", answers[-1] if answers else "")
