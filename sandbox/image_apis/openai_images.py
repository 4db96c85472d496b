"""OpenAI's images endpoint, as OpenAI itself and the gateway of the seeds have it; base_url is url + /openai/v1."""

import asyncio
from base64 import b64encode
from collections.abc import Awaitable, Callable
from datetime import timedelta
from math import ceil
from typing import Final
from uuid import uuid4

from aiohttp import web

from sandbox.control import as_json
from sandbox.image_apis import openai_errors as errors
from sandbox.image_apis.access import Account
from sandbox.image_apis.answers import Json, journaled
from sandbox.image_apis.behaviour import Billing, mentions
from sandbox.image_apis.drawings import Drawing, Picture
from sandbox.image_apis.encoding import encode
from sandbox.image_apis.errors import ApiError, Code
from sandbox.image_apis.gallery import hang
from sandbox.image_apis.openai_models import MODELS
from sandbox.image_apis.openai_requests import OpenAiRequest, read
from sandbox.image_apis.quotas import QuotaUsedUp
from sandbox.image_apis.requests import decode
from sandbox.image_apis.studio import Studio

#: Tokens of a picture of a megapixel, as gpt-image-1 counts them; others are in proportion to their area.
_TOKENS: Final = {"low": 272, "medium": 1056, "high": 4160}
_MEGAPIXEL: Final = 1024 * 1024
_MINUTE: Final = timedelta(minutes=1)


class OpenAiImages:
    """The routes ``/openai/v1/images/generations`` and ``/openai/v1/models``."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio

    def routes(self) -> list[web.RouteDef]:
        """The routes for an application."""
        return [
            web.post("/openai/v1/images/generations", self._generate),
            web.get("/openai/v1/models", self._models),
        ]

    async def _generate(self, request: web.Request) -> web.StreamResponse:
        body = await request.read()

        async def handle() -> Json:
            authenticate(request, self._studio.account)
            self._check_billing()
            asked = read(decoded(body), self._allowed())
            self._admit(asked)
            drawing = await self._drawn(asked, request)
            data = await asyncio.gather(*(self._datum(request, asked, drawing, seed) for seed in drawing.seeds))
            return self._head(asked) | {"data": data}

        return await self._studio.wire.exchange(request, "openai-images", journaled(body), answered(handle))

    async def _models(self, request: web.Request) -> web.StreamResponse:
        async def handle() -> Json:
            authenticate(request, self._studio.account)
            models = [{"id": name, "object": "model", "created": 0, "owned_by": "sandbox"} for name in self._allowed()]
            return {"object": "list", "data": models}

        return await self._studio.wire.exchange(request, "models", {"service": "openai"}, answered(handle))

    def _allowed(self) -> list[str]:
        own = self._studio.account.openai_models
        return [name for name in MODELS if own is None or name in own]

    def _check_billing(self) -> None:
        match self._studio.behaviour.openai_billing:
            case Billing.HARD_LIMIT:
                raise errors.hard_limit()
            case Billing.NO_QUOTA:
                raise errors.no_quota()
            case Billing.PAID:
                return

    def _admit(self, asked: OpenAiRequest) -> None:
        behaviour = self._studio.behaviour
        self._count(asked.model, behaviour.openai_requests_per_minute)
        if mentions(asked.prompt, behaviour.refused):
            raise errors.refused(family=asked.capabilities.family)

    def _count(self, model: str, limit: int) -> None:
        try:
            self._studio.openai_requests.take(self._studio.clock.now(), {"openai": (_MINUTE, limit)})
        except QuotaUsedUp as used_up:
            raise errors.too_fast(model, limit, used_up.wait) from used_up

    async def _drawn(self, asked: OpenAiRequest, request: web.Request) -> Drawing:
        name = request.headers.get("x-client-request-id", "")
        drawing = self._studio.begin(asked.to_paint(), name, asked.count)
        try:
            await self._studio.finish(drawing)
        except ApiError as error:
            if error.code is Code.INVALID_ARGUMENT:
                raise errors.refused(family=asked.capabilities.family) from error
            raise errors.internal() from error
        return drawing

    async def _datum(self, request: web.Request, asked: OpenAiRequest, drawing: Drawing, seed: int) -> Json:
        datum: Json = {"revised_prompt": _revised(asked)} if asked.capabilities.revises else {}
        if asked.by_url:
            made_at = self._studio.clock.now()
            picture = Picture(drawing.request, seed, asked.size, asked.form, made_at)
            return datum | {"url": hang(self._studio, picture, request)}
        painted = await self._studio.painted(drawing.request, seed)
        image = await asyncio.to_thread(encode, painted, asked.size, asked.form, asked.compression)
        return datum | {"b64_json": b64encode(image).decode()}

    def _head(self, asked: OpenAiRequest) -> Json:
        """What an answer says besides its pictures."""
        created: Json = {"created": int(self._studio.clock.now().timestamp())}
        if not asked.capabilities.family:
            return created
        width, height = asked.size
        chosen = {"quality": asked.quality, "size": f"{width}x{height}", "output_format": asked.form}
        return created | {"background": "opaque"} | chosen | {"usage": _usage(asked)}


def authenticate(request: web.Request, account: Account) -> None:
    """Accept the key of a request, or raise `OpenAiError`."""
    scheme, _, key = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not key:
        raise errors.unknown_key("")
    if account.openai_keys is not None and key not in account.openai_keys:
        raise errors.unknown_key(key)


def decoded(body: bytes) -> object:
    """The JSON value of a body, or `OpenAiError`."""
    try:
        return decode(body)
    except ApiError as exc:
        raise errors.OpenAiError("We could not parse the JSON body of your request.") from exc


def answered(handle: Callable[[], Awaitable[Json]]) -> Callable[[], Awaitable[web.Response]]:
    """A handler that sends what ``handle`` gives, or its `OpenAiError`, with the id of the request."""

    async def answer() -> web.Response:
        try:
            given = as_json(await handle())
        except errors.OpenAiError as error:
            given = as_json(error.body(), error.status)
            given.headers.update(error.headers)
        given.headers["x-request-id"] = f"req_{uuid4().hex}"
        return given

    return answer


def _revised(asked: OpenAiRequest) -> str:
    manner = "realistic" if asked.options["style"] == "natural" else "vivid"
    return f"A detailed {manner} image of {asked.prompt}"


def _usage(asked: OpenAiRequest) -> Json:
    """The tokens of a request: four characters of a prompt are about one, a picture has them by quality and area."""
    width, height = asked.size
    text = ceil(len(asked.prompt) / 4)
    pictures = asked.count * round(_TOKENS[asked.quality] * width * height / _MEGAPIXEL)
    return {
        "input_tokens": text,
        "input_tokens_details": {"text_tokens": text, "image_tokens": 0},
        "output_tokens": pictures,
        "output_tokens_details": {"text_tokens": 0, "image_tokens": pictures},
        "total_tokens": text + pictures,
    }
