"""The images API of OpenAI, its gateways and its imitators as pure functions: what is sent, what an answer means.

What a model supports is a record; nothing else is ever sent, for an unknown field is an error, or money.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Literal, TypeVar

from bot.drawing.values import shapes
from bot.drawing.values.pictures import Picture
from bot.drawing.values.shapes import AspectRatio, Size, Sizes
from bot.errors import AnswerInvalid, Declined, ProviderError, Undecodable
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
    """The pictures, at least one, and what they cost in tokens where the API says it.

    ``undecoded`` is what stood beside them and is none.
    """

    images: tuple[Image, ...]
    usage: Mapping[str, int]
    undecoded: tuple[bytes, ...] = ()


Came = TypeVar("Came")

_LISTS = ("data", "images")
_ENCODED = ("b64_json", "b64", "base64", "image")
"""What servers call a list of pictures, and a picture in base64."""

_ADDRESS = re.compile(r"https?:|[^,;\s]*[.?:]|/[\w./-]{0,300}$", re.IGNORECASE)
"""How an address begins, relative ones too: base64 has neither dots nor colons, and a picture's is longer."""

_DATA = re.compile(r"\s*data:", re.IGNORECASE)


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
    data = next((content[name] for name in _LISTS if content.get(name)), content.get("data"))
    data = [data] if isinstance(data, dict) and data else data
    if isinstance(data, list) and data:
        came = [_image(one, ask, capability) for one in data]
        return ImagesAnswer(kept(came), _usage(content.get("usage")), undecoded(came))
    if content.get("error"):
        raise read_error(answer, body)  # gateways do that with a 200
    if any(name in content and not content[name] for name in _LISTS):
        raise Declined("the answer has no pictures, and does not say why")
    return ImagesAnswer((_bare(answer, body),), {})


def _bare(answer: HttpAnswer, body: object) -> Image:
    """The picture that is the whole answer. Raises AnswerInvalid."""
    kind = answer.headers.get("content-type", "")
    if body is None and (kind.startswith("image/") or pictures.looks_like_one(answer.body)):
        return Image(pictures.from_bytes(answer.body))
    raise AnswerInvalid(f"no pictures but {len(answer.body)} bytes of {kind}")


def kept(came: Iterable[Came | ProviderError]) -> tuple[Came, ...]:
    """What came of several pictures, which are all paid for. Raises the first error where nothing did."""
    everything = list(came)
    good = tuple(one for one in everything if not isinstance(one, ProviderError))
    for problem in everything:
        if isinstance(problem, ProviderError) and not good:
            raise problem
    return good


def undecoded(came: Iterable[Came | ProviderError]) -> tuple[bytes, ...]:
    """What came and is no picture."""
    return tuple(one.data for one in came if isinstance(one, Undecodable))


def _image(one: object, ask: Ask, capability: ImagesCapability) -> Image | ProviderError:
    """A picture of an answer, or why it is none, as a value; an entry may also be the picture or its address alone."""
    entry = {"url": one} if isinstance(one, str) else fields(one)
    encoded = next((entry[name] for name in _ENCODED if entry.get(name)), None)
    url, revised = entry.get("url") or fields(entry.get("image_url")).get("url"), entry.get("revised_prompt")
    try:
        picture = _picture(encoded or url)
    except AnswerInvalid as error:
        return error
    if not capability.revises or not isinstance(revised, str) or revised.strip() == ask.prompt.strip():
        return Image(picture)
    return Image(picture, revised.strip() or None)


def _picture(written: object) -> Picture | Link:
    """A picture, or where it is: whichever it is, whatever the field is called. Raises AnswerInvalid."""
    if isinstance(written, str) and _ADDRESS.match(written) and not _DATA.match(written):
        return Link(written)
    return pictures.from_base64(written)


def _usage(usage: object) -> Mapping[str, int]:
    return {name: value for name, value in fields(usage).items() if isinstance(value, int)}
