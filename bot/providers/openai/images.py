"""Models behind an OpenAI-compatible images API: a picture is the answer to the request itself.

One client for OpenAI, its gateways, self-hosted servers and Yandex's Images API; what differs is in its records.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

import structlog

from bot.drawing.ports import Done
from bot.drawing.values.generations import Generation, Picture
from bot.errors import OperationLost
from bot.providers import pictures
from bot.providers.credentials import Credentials, Signed
from bot.providers.downloads import Downloads
from bot.providers.http import Transport
from bot.providers.openai import wire
from bot.providers.openai.errors import decipher_error
from bot.providers.openai.wire import Ask, ErrorReader, ImagesCapability, Link

log = structlog.get_logger(__name__)


class OpenAIImages:
    """One model. See drawing.ports.Provider."""

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

    async def submit(self, generation: Generation) -> Done:
        """See Provider. What was drawn is paid for, so it is downloaded at once where only its address comes."""
        wanted = generation.request
        ask = Ask(wanted.wording, wanted.ratio, wanted.size, wanted.quality, wanted.style, wanted.count)
        request = wire.build_request(self._base_url, self._model, ask, self._capability)
        headers = {**self._headers, "x-client-request-id": str(generation.id)}
        answer = await self._signed.send(replace(request, headers=headers))
        # A picture takes milliseconds to decode.
        images = await asyncio.to_thread(wire.decipher, answer, ask, self._capability, self._read_error)
        log.info("drawn", model=self._model, usage=dict(images.usage), request_id=answer.headers.get("x-request-id"))
        first, *further = [await self._picture(drawn.image) for drawn in images.drawn]
        return Done(first, images.drawn[0].revised_prompt, tuple(further))

    async def poll(self, operation_id: str) -> Done:
        """See Provider. There are no operations here: one that is asked for belongs to a model of other settings."""
        raise OperationLost(operation_id)

    async def cancel(self, operation_id: str) -> None:
        """See Provider. There is nothing to stop."""

    async def _picture(self, image: Picture | Link) -> Picture:
        if isinstance(image, Picture):
            return image
        return await asyncio.to_thread(pictures.from_bytes, await self._downloads.fetch(image.url))
