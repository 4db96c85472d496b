"""The images API of OpenAI, its gateways and its imitators as pure functions: what is sent, what an answer means.

What a model supports is a record; nothing else is ever sent, for an unknown field is an error, or money.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Literal, TypeVar

from bot.drawing.values import shapes
from bot.drawing.values.pictures import Picture
from bot.drawing.values.shapes import AspectRatio, Size, Sizes
from bot.errors import AnswerInvalid, ProviderError
from bot.providers import pictures
from bot.providers.http import ErrorReader, HttpAnswer, HttpRequest, fields
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
class Image:
    """One picture of an answer; ``revised_prompt`` is what the model drew instead of the prompt."""

    picture: Picture | Link
    revised_prompt: str | None = None


@dataclass(frozen=True, slots=True)
class ImagesAnswer:
    """The pictures, at least one, and what they cost in tokens where the API says it."""

    images: tuple[Image, ...]
    usage: Mapping[str, int]


Came = TypeVar("Came")


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
    """What an answer brings; no picture is lost for one that is none. Raises ProviderError."""
    body = answer.content
    content = fields(body)
    if not HTTPStatus.OK <= answer.status < HTTPStatus.MULTIPLE_CHOICES:
        raise read_error(answer, body)
    data = content.get("data")
    if isinstance(data, list) and data:
        return ImagesAnswer(_images(data, ask, capability), _usage(content.get("usage")))
    if content.get("error"):
        raise read_error(answer, body)  # gateways do that with a 200
    raise AnswerInvalid(f"no pictures but {len(answer.body)} bytes of {answer.headers.get('content-type')}")


def kept(came: Iterable[Came | ProviderError]) -> tuple[Came, ...]:
    """What came of several pictures, which are all paid for. Raises the first error where nothing did."""
    everything = list(came)
    good = tuple(one for one in everything if not isinstance(one, ProviderError))
    for problem in everything:
        if isinstance(problem, ProviderError) and not good:
            raise problem
    return good


def _images(data: list[object], ask: Ask, capability: ImagesCapability) -> tuple[Image, ...]:
    return kept(_image(one, ask, capability) for one in data)


def _image(one: object, ask: Ask, capability: ImagesCapability) -> Image | ProviderError:
    entry = fields(one)
    encoded, url, revised = (entry.get(name) for name in ("b64_json", "url", "revised_prompt"))
    try:
        picture = Link(url) if not encoded and isinstance(url, str) and url else pictures.from_base64(encoded)
    except AnswerInvalid as error:
        return error
    if not capability.revises or not isinstance(revised, str) or revised.strip() == ask.prompt.strip():
        return Image(picture)
    return Image(picture, revised.strip() or None)


def _usage(usage: object) -> Mapping[str, int]:
    return {name: value for name, value in fields(usage).items() if isinstance(value, int)}
