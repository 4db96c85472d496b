"""The images API of OpenAI, its gateways and its imitators as pure functions: what is sent, what an answer means.

What a model supports is a record; nothing else is ever sent, for an unknown field is an error, or money.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Literal

from bot.drawing.values import shapes
from bot.drawing.values.generations import Picture
from bot.drawing.values.shapes import AspectRatio, Size, Sizes
from bot.errors import AnswerInvalid, ProviderError
from bot.providers import pictures
from bot.providers.http import HttpAnswer, HttpRequest
from bot.providers.openai.errors import decipher_error


@dataclass(frozen=True, slots=True, kw_only=True)
class ImagesCapability:
    """What a model's endpoint supports.

    ``response_format`` is the form of picture to ask for, None where the field is not taken; ``most`` the pictures of
    one request; ``revises`` whether the model rewrites prompts; ``patience`` the seconds an answer may take.
    """

    sizes: Sizes
    qualities: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()
    response_format: Literal["b64_json", "url"] | None = None
    most: int = 1
    revises: bool = False
    patience: float = 60.0


@dataclass(frozen=True, slots=True)
class Ask:
    """What is asked of a model, whatever it supports."""

    prompt: str
    ratio: AspectRatio
    size: Size | None = None
    quality: str | None = None
    style: str | None = None
    count: int = 1


@dataclass(frozen=True, slots=True)
class Link:
    """A picture that is still to be downloaded, soon: such an address lives for an hour or less."""

    url: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """One picture of an answer; ``revised_prompt`` is what the model drew instead of the prompt."""

    image: Picture | Link
    revised_prompt: str | None = None


@dataclass(frozen=True, slots=True)
class ImagesAnswer:
    """The pictures, at least one, and what they cost in tokens where the API says it."""

    drawn: tuple[Drawn, ...]
    usage: Mapping[str, int]


ErrorReader = Callable[[HttpAnswer, object], ProviderError]
"""Whose fault an error answer is; its body comes as read from JSON, None where it is none."""


def build_request(base_url: str, model: str, ask: Ask, capability: ImagesCapability) -> HttpRequest:
    """The request for pictures. ``model`` is always sent: without it OpenAI would draw with dall-e-2."""
    body: dict[str, object] = {
        "model": model,
        "prompt": ask.prompt,
        "size": _size(capability, ask),
    }
    if ask.quality in capability.qualities:
        body["quality"] = ask.quality
    if ask.style in capability.styles:
        body["style"] = ask.style
    if capability.response_format:
        body["response_format"] = capability.response_format
    if (count := min(ask.count, capability.most)) > 1:
        body["n"] = count
    url = f"{base_url.rstrip('/')}/images/generations"
    return HttpRequest("POST", url, json=body, patience=capability.patience)


def _size(capability: ImagesCapability, ask: Ask) -> str:
    """The size that was asked for where the model has it, else the one nearest to the ratio."""
    if ask.size is not None and capability.sizes.has(ask.size):
        return str(ask.size)
    return shapes.fit(capability.sizes, ask.ratio).size


def decipher(
    answer: HttpAnswer, ask: Ask, capability: ImagesCapability, read_error: ErrorReader = decipher_error
) -> ImagesAnswer:
    """What an answer brings. Raises ProviderError."""
    body = _json(answer)
    fields: Mapping[str, Any] = body if isinstance(body, dict) else {}
    if not HTTPStatus.OK <= answer.status < HTTPStatus.MULTIPLE_CHOICES:
        raise read_error(answer, body)
    data = fields.get("data")
    if isinstance(data, list) and data:
        return ImagesAnswer(tuple(_drawn(one, ask, capability) for one in data), _usage(fields.get("usage")))
    if fields.get("error"):
        raise read_error(answer, body)  # gateways do that with a 200
    raise AnswerInvalid(f"no pictures but {len(answer.body)} bytes of {answer.headers.get('content-type')}")


def _json(answer: HttpAnswer) -> object:
    try:
        body: object = json.loads(answer.body)
    except (ValueError, RecursionError):
        return None
    return body


def _drawn(one: object, ask: Ask, capability: ImagesCapability) -> Drawn:
    fields: Mapping[str, Any] = one if isinstance(one, dict) else {}
    encoded, url, revised = (fields.get(name) for name in ("b64_json", "url", "revised_prompt"))
    image = Link(url) if not encoded and isinstance(url, str) and url else pictures.from_base64(encoded)
    if not capability.revises or not isinstance(revised, str) or revised.strip() == ask.prompt.strip():
        return Drawn(image)
    return Drawn(image, revised.strip() or None)


def _usage(usage: object) -> Mapping[str, int]:
    counts: Mapping[str, Any] = usage if isinstance(usage, dict) else {}
    return {name: value for name, value in counts.items() if isinstance(value, int)}
