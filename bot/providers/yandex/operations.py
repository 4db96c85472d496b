"""YandexART by its asynchronous API: a generation is submitted, its operation is polled."""

import asyncio

from bot.drawing.ports import Done, Pending
from bot.drawing.values.generations import Generation
from bot.providers.credentials import Credentials, Signed
from bot.providers.http import HttpRequest, Transport
from bot.providers.yandex import wire


class YandexOperations:
    """One model of Yandex's. See drawing.ports.Provider."""

    def __init__(
        self,
        transport: Transport,
        credentials: Credentials,
        *,
        generate_url: str,
        operation_url: str,
        model_uri: str,
        logged: bool,
    ) -> None:
        self._signed = Signed(transport, credentials)
        self._generate_url = generate_url.rstrip("/")
        self._operation_url = operation_url.rstrip("/")
        self._model_uri = model_uri
        self._logged = logged

    async def submit(self, generation: Generation) -> Pending | Done:
        """See Provider."""
        request = wire.build_generate(
            self._generate_url, generation.request, generation.id, self._model_uri, logged=self._logged
        )
        return await self._operation(request)

    async def poll(self, operation_id: str) -> Pending | Done:
        """See Provider."""
        return await self._operation(wire.build_poll(self._operation_url, operation_id))

    async def cancel(self, operation_id: str) -> None:
        """See Provider."""
        await self._signed.send(wire.build_cancel(self._operation_url, operation_id))

    async def _operation(self, request: HttpRequest) -> Pending | Done:
        answer = await self._signed.send(request)
        return await asyncio.to_thread(wire.decipher_operation, answer)  # a picture takes milliseconds to decode
