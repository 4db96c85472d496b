"""Models behind an OpenAI-compatible images API: a picture is the answer to the request itself.

One client for OpenAI, its gateways, self-hosted servers and Yandex's Images API; what differs is in its records.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from uuid import UUID

import structlog
from typing_extensions import override

from bot.drawing.ports.providers import Done, Provider
from bot.drawing.values.pictures import Drawn, Picture
from bot.drawing.values.specs import Spec
from bot.errors import OperationLost, ProviderError
from bot.providers import pictures
from bot.providers.credentials import Credentials, Signed
from bot.providers.downloads import Downloads
from bot.providers.http import ErrorReader, Transport
from bot.providers.openai import wire
from bot.providers.openai.errors import decipher_error
from bot.providers.openai.wire import Ask, Image, ImagesAnswer, ImagesCapability, Link

log = structlog.get_logger(__name__)


class OpenAIImages(Provider):
    """One model. What was drawn is paid for, so it is downloaded at once where only its address comes."""

    def __init__(
        self,
        transport: Transport,
        credentials: Credentials,
        downloads: Downloads,
        *,
        base_url: str,
        model: str,
        capability: ImagesCapability,
        headers: Mapping[str, str] = MappingProxyType({}),
        read_error: ErrorReader = decipher_error,
    ) -> None:
        self._signed = Signed(transport, credentials)
        self._downloads = downloads
        self._base_url = base_url
        self._model = model
        self._capability = capability
        self._headers = headers
        self._read_error = read_error

    @override
    async def submit(self, spec: Spec, *, seed: int, count: int, client_id: UUID) -> Done:
        ask = Ask(
            spec.wording, spec.ratio, spec.size, spec.quality, spec.looks.style, min(count, self._capability.most)
        )
        answer = await self._answer(ask, client_id)
        came = await asyncio.gather(*map(self._drawn, answer.images[: ask.count]))
        drawn = wire.kept(came)
        if len(drawn) < ask.count:
            log.warning("pictures are missing", model=self._model, asked=ask.count, came=len(drawn))
        return Done(drawn, (*answer.undecoded, *wire.undecoded(came)))

    @override
    async def poll(self, operation_id: str) -> Done:
        raise OperationLost(operation_id)  # there are none here: this one belongs to a model of other settings

    @override
    async def cancel(self, operation_id: str) -> None:
        return  # there is nothing to stop

    async def _answer(self, ask: Ask, client_id: UUID) -> ImagesAnswer:
        request = wire.build_request(self._base_url, self._model, ask, self._capability)
        headers = {**self._headers, "x-client-request-id": str(client_id)}
        answer = await self._signed.send(replace(request, headers=headers))
        # A picture takes milliseconds to decode.
        images = await asyncio.to_thread(wire.decipher, answer, ask, self._capability, self._read_error)
        log.info("drawn", model=self._model, usage=dict(images.usage), request_id=answer.headers.get("x-request-id"))
        return images

    async def _drawn(self, image: Image) -> Drawn | ProviderError:
        """A picture, or why there is none, as a value: it is not to take the others with it."""
        try:
            return Drawn(await self._picture(image.picture), image.revised_prompt)
        except ProviderError as error:
            return error

    async def _picture(self, image: Picture | Link) -> Picture:
        if isinstance(image, Picture):
            return image
        data = await self._downloads.fetch(image.url, self._base_url)
        return await asyncio.to_thread(pictures.from_bytes, data)
