"""Constructs what serves the models of the catalog; nothing here knows where settings come from."""

from collections.abc import AsyncIterator, Iterable
from contextlib import AsyncExitStack, asynccontextmanager

from bot.drawing.ports.clock import Clock
from bot.drawing.ports.providers import Provider, Providers
from bot.errors import ConfigurationError
from bot.providers import catalog
from bot.providers.access import Access
from bot.providers.credentials import BearerKey, Credentials
from bot.providers.downloads import Downloads
from bot.providers.http import Transport
from bot.providers.openai.images import OpenAIImages
from bot.providers.openai.probes import OpenAIProbe
from bot.providers.probes import Probe
from bot.providers.recognizing import Recognizing
from bot.providers.records import Api, Entry
from bot.providers.yandex import ways_in
from bot.providers.yandex.operations import YandexOperations
from bot.providers.yandex.probes import YandexImagesProbe, YandexOperationsProbe
from bot.providers.yandex.wire import decipher_images_error


@asynccontextmanager
async def opened(
    access: Access, entries: Iterable[Entry], transport: Transport, clock: Clock
) -> AsyncIterator[Providers]:
    """The providers of these entries, by the names of their models; of two with one name the first.

    Raises ConfigurationError.
    """
    async with AsyncExitStack() as stack:
        factory = ProviderFactory(access, transport, clock, stack)
        providers: dict[str, Provider] = {}
        for entry in entries:
            if entry.model.name not in providers:
                providers[entry.model.name] = factory.provider(entry)
        yield providers


class ProviderFactory:
    """Makes providers; all models of one account share its credentials, so a token is fetched once for all."""

    def __init__(self, access: Access, transport: Transport, clock: Clock, stack: AsyncExitStack) -> None:
        self._yandex = access.yandex
        self._openai = access.openai
        self._key_of = access.key_of
        self._transport = transport
        self._stack = stack
        self._clock = clock
        self._downloads = Downloads(transport, clock, allow_private=access.openai.allow_private_urls)
        self._signed_in: Credentials | None = None

    def provider(self, entry: Entry) -> Provider:
        """The provider of a catalog's entry. Raises ConfigurationError."""
        client = self._client(entry)
        return Recognizing(client, entry.refusals) if entry.refusals else client

    def _client(self, entry: Entry) -> Provider:
        match entry.api:
            case Api.YANDEX_OPERATIONS:
                return self._yandex_operations(entry)
            case Api.YANDEX_GRPC:
                return self._yandex_grpc(entry)
            case Api.YANDEX_IMAGES:
                return self._yandex_images(entry)
            case Api.OPENAI_IMAGES:
                return self._openai_images(entry)

    def probe(self, entry: Entry) -> Probe:
        """What tells whether a catalog's entry would draw. Raises ConfigurationError."""
        match entry.api:
            case Api.YANDEX_OPERATIONS | Api.YANDEX_GRPC:  # one service by two ways: what one may, the other may
                return YandexOperationsProbe(
                    self._transport,
                    self._yandex_credentials(),
                    ai_url=self._yandex.ai_url,
                    generate_url=self._yandex.llm_url,
                    operation_url=self._yandex.operation_url,
                    model_uri=self._model_uri(entry),
                )
            case Api.YANDEX_IMAGES:
                return YandexImagesProbe(
                    self._transport,
                    self._yandex_credentials(),
                    ai_url=self._yandex.ai_url,
                    model_uri=self._model_uri(entry),
                )
            case Api.OPENAI_IMAGES:
                return OpenAIProbe(
                    self._transport,
                    self._openai_credentials(entry),
                    base_url=entry.base_url or self._openai.base_url,
                    model=entry.address,
                )

    def _yandex_operations(self, entry: Entry) -> YandexOperations:
        uri = self._model_uri(entry)
        return YandexOperations(
            self._transport,
            self._yandex_credentials(),
            generate_url=self._yandex.llm_url,
            operation_url=self._yandex.operation_url,
            model_uri=uri,
            logged=self._yandex.data_logging,
        )

    def _yandex_grpc(self, entry: Entry) -> Provider:
        """Yandex's SDK is an optional extra. Raises ConfigurationError where it is not installed."""
        from bot.providers.yandex.grpc_api import YandexGrpc

        uri = self._model_uri(entry)
        provider = YandexGrpc(
            self._yandex_credentials(),
            generate_url=self._yandex.llm_url,
            operation_url=self._yandex.operation_url,
            model_uri=uri,
            logged=self._yandex.data_logging,
            insecure=ways_in.is_loopback(self._yandex.llm_url),
        )
        self._stack.push_async_callback(provider.close)
        return provider

    def _yandex_images(self, entry: Entry) -> OpenAIImages:
        uri = self._model_uri(entry)
        headers = {"OpenAI-Project": uri.removeprefix("art://").split("/")[0]}
        if not self._yandex.data_logging:
            headers["x-data-logging-enabled"] = "false"
        return OpenAIImages(
            self._transport,
            self._yandex_credentials(),
            self._downloads,
            base_url=f"{self._yandex.ai_url.rstrip('/')}/v1",
            model=uri,
            capability=entry.images,
            headers=headers,
            read_error=decipher_images_error,
        )

    def _openai_images(self, entry: Entry) -> OpenAIImages:
        return OpenAIImages(
            self._transport,
            self._openai_credentials(entry),
            self._downloads,
            base_url=entry.base_url or self._openai.base_url,
            model=entry.address,
            capability=entry.images,
        )

    def _model_uri(self, entry: Entry) -> str:
        if not self._yandex.folder_id and not entry.address.startswith("art://"):
            raise ConfigurationError("YANDEX_FOLDER_ID is not set; it is the folder's id, like b1g...")
        return catalog.model_uri(entry.address, self._yandex.folder_id)

    def _openai_credentials(self, entry: Entry) -> BearerKey:
        """The key of OpenAI; never that one for another server."""
        if entry.key_variable:
            return BearerKey(self._key_of(entry.key_variable))
        return BearerKey(self._openai.api_key if entry.base_url is None else "")

    def _yandex_credentials(self) -> Credentials:
        if self._signed_in is None:
            self._signed_in = ways_in.credentials(self._yandex, self._transport, self._clock)
        return self._signed_in
