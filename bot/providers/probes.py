"""Whether a model would draw: asked of its API by requests that draw nothing, and so cost nothing."""

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Protocol
from uuid import uuid4

from bot.drawing.ports import Pending
from bot.drawing.values.shapes import SQUARE
from bot.drawing.values.specs import Request
from bot.errors import Misconfigured, NotAccepted, ProviderError, Refused, Unanswered
from bot.providers.credentials import Credentials, Signed
from bot.providers.http import HttpAnswer, HttpRequest, Transport
from bot.providers.openai.errors import decipher_error, is_operators
from bot.providers.openai.wire import ErrorReader
from bot.providers.yandex import wire

UNREAD = "a red fox " * 1000
"""A prompt that every model of Yandex's refuses: their limit is 500 characters, and the refusal names it."""

_NO_LISTING = {HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED, HTTPStatus.NOT_IMPLEMENTED}
_SHOWN = 8  # models named where the right one is missing


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found; ``sure`` where it means that the model draws."""

    said: str
    sure: bool = True


class Probe(Protocol):
    """Checks one model."""

    async def check(self) -> Verdict:
        """Look at credentials, access and quota. Raises ProviderError with what is wrong and what to change."""
        ...


class YandexOperationsProbe:
    """For YandexART: the listing of models, then a generation with a prompt too long to be accepted."""

    def __init__(
        self,
        transport: Transport,
        credentials: Credentials,
        *,
        ai_url: str,
        generate_url: str,
        operation_url: str,
        model_uri: str,
    ) -> None:
        self._signed = Signed(transport, credentials)
        self._ai_url = ai_url
        self._generate_url = generate_url.rstrip("/")
        self._operation_url = operation_url.rstrip("/")
        self._model_uri = model_uri

    async def check(self) -> Verdict:
        """See Probe."""
        listed = await self._listed()
        request = Request(prompt=UNREAD, seed=1, ratio=SQUARE, model=self._model_uri)
        answer = await self._signed.send(
            wire.build_generate(self._generate_url, request, uuid4(), self._model_uri, logged=False)
        )
        accepted = _accepted(answer)
        if accepted is None:
            said = "credentials, folder and access are right, no quota is used up"
            return Verdict(said if listed else f"{said}; the listing of models is not there for this key")
        with suppress(ProviderError):
            await self._signed.send(wire.build_cancel(self._operation_url, accepted))
        return Verdict(
            f"a prompt of {len(UNREAD)} characters was accepted, against all expectation; operation {accepted} was "
            "cancelled at once, but may have cost one picture",
            sure=False,
        )

    async def _listed(self) -> bool:
        """Whether the model is listed; a key may be good for pictures alone. Raises Misconfigured where it is not."""
        try:
            names = await _listed(self._signed, self._ai_url, self._model_uri, {*_NO_LISTING, HTTPStatus.FORBIDDEN})
        except (NotAccepted, Unanswered):
            return False
        return names is not None


class YandexImagesProbe:
    """For Yandex's Images API: the listing of models. What else could be asked might be drawn."""

    def __init__(self, transport: Transport, credentials: Credentials, *, ai_url: str, model_uri: str) -> None:
        self._signed = Signed(transport, credentials)
        self._ai_url = ai_url
        self._model_uri = model_uri

    async def check(self) -> Verdict:
        """See Probe."""
        if await _listed(self._signed, self._ai_url, self._model_uri, _NO_LISTING) is None:
            return Verdict("the listing of models is not there, so only a picture would tell", sure=False)
        return Verdict("credentials, folder and access are right; its quota cannot be asked without drawing")


class OpenAIProbe:
    """For OpenAI and those who speak its language: the listing of models, then a generation of nothing.

    Gateways and servers written in Go take ``n: 0`` for 1 and would draw, so less is asked for, and without words.
    """

    def __init__(self, transport: Transport, credentials: Credentials, *, base_url: str, model: str) -> None:
        self._signed = Signed(transport, credentials)
        self._base_url = base_url.rstrip("/")
        self._model = model

    async def check(self) -> Verdict:
        """See Probe."""
        url, unlisted = f"{self._base_url}/models", {*_NO_LISTING, HTTPStatus.FORBIDDEN}
        names = await _names(self._signed, HttpRequest("GET", url), unlisted, decipher_error)
        nothing = {"model": self._model, "prompt": "", "n": -1}
        answer = await self._signed.send(HttpRequest("POST", f"{self._base_url}/images/generations", json=nothing))
        if _drawn(answer):
            return Verdict("the server drew a picture where none was asked for: it may have cost one", sure=False)
        if names is not None and self._model not in names:
            return Verdict("the key is right, but the server does not list this model", sure=False)
        return Verdict("key and model are right, no quota is used up")


async def _listed(signed: Signed, ai_url: str, uri: str, unlisted: set[HTTPStatus]) -> frozenset[str] | None:
    """The models of Yandex's that an account may use. Raises Misconfigured where this one is not among them."""
    folder, _, name = uri.removeprefix("art://").partition("/")
    request = HttpRequest("GET", f"{ai_url.rstrip('/')}/v1/models", {"OpenAI-Project": folder})
    names = await _names(signed, request, unlisted, wire.decipher_images_error)
    drawing = {other.removeprefix(f"art://{folder}/").split("/")[0] for other in names or () if other.startswith("art")}
    if names is not None and name.split("/")[0] not in drawing:
        others = ", ".join(sorted(drawing)[:_SHOWN]) or "none"
        raise Misconfigured(
            f"{uri} is not among the drawing models of this folder: {others} (choose another model in MODELS, or give "
            "the service account the role ai.imageGeneration.user)"
        )
    return names


async def _names(
    signed: Signed, request: HttpRequest, unlisted: set[HTTPStatus], read_error: ErrorReader
) -> frozenset[str] | None:
    """The ids of a listing of models; None where there is no such thing. Raises ProviderError."""
    answer = await signed.send(request)
    if answer.status in unlisted:
        return None
    body = _json(answer)
    if answer.status != HTTPStatus.OK:
        raise read_error(answer, body)
    data = _fields(body).get("data")
    return frozenset(str(_fields(one).get("id")) for one in data) if isinstance(data, list) else None


def _accepted(answer: HttpAnswer) -> str | None:
    """The operation of a generation that was not refused after all. Raises ProviderError but for the right refusal."""
    if answer.status == HTTPStatus.TOO_MANY_REQUESTS:
        message = _fields(_json(answer)).get("message") or f"HTTP {answer.status}"
        raise Misconfigured(f"{message} (wait until the quota is there again, or have it raised)")
    try:
        operation = wire.decipher_operation(answer)
    except Refused:
        return None
    except Misconfigured as error:
        if answer.status == HTTPStatus.BAD_REQUEST and "prompt" in error.detail.lower():
            return None
        raise
    return operation.operation_id if isinstance(operation, Pending) else "of this request"


def _drawn(answer: HttpAnswer) -> bool:
    """Whether a generation of nothing drew something. Raises ProviderError where it failed for another reason."""
    body = _json(answer)
    if HTTPStatus.OK <= answer.status < HTTPStatus.MULTIPLE_CHOICES and not _fields(body).get("error"):
        return bool(_fields(body).get("data"))
    refused = answer.status in (HTTPStatus.BAD_REQUEST, HTTPStatus.UNPROCESSABLE_ENTITY)
    if refused and not is_operators(body):
        return False
    raise decipher_error(answer, body)


def _json(answer: HttpAnswer) -> object:
    try:
        body: object = json.loads(answer.body)
    except (ValueError, RecursionError):
        return None
    return body


def _fields(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}
