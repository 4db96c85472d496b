"""YandexART by its asynchronous API: a generation is submitted, its operation is polled."""

import asyncio
from uuid import UUID

from typing_extensions import override

from bot.drawing.ports.providers import Done, Pending, Provider
from bot.drawing.values.specs import Spec
from bot.errors import OperationLost
from bot.providers.credentials import Credentials, Signed
from bot.providers.http import HttpRequest, Transport
from bot.providers.yandex import wire


class YandexOperations(Provider):
    """One model of Yandex's, over REST. An operation draws one picture, whatever the ``count``."""

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

    @override
    async def submit(self, spec: Spec, *, seed: int, count: int, client_id: UUID) -> Pending | Done:
        request = wire.build_generate(self._generate_url, spec, seed, client_id, self._model_uri, logged=self._logged)
        try:
            return await self._operation(request)
        except OperationLost as error:
            raise wire.submitted(error) from error

    @override
    async def poll(self, operation_id: str) -> Pending | Done:
        return await self._operation(wire.build_poll(self._operation_url, operation_id))

    @override
    async def cancel(self, operation_id: str) -> None:
        await self._signed.send(wire.build_cancel(self._operation_url, operation_id))

    async def _operation(self, request: HttpRequest) -> Pending | Done:
        answer = await self._signed.send(request)
        return await asyncio.to_thread(wire.decipher_operation, answer)  # a picture takes milliseconds to decode
