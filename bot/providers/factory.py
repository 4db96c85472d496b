"""Which models are offered, each with the provider that serves it: constructed from the settings, for ``app``."""

import re
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from bot import config
from bot.config import DrawingSettings, PictureSettings, YandexSettings
from bot.drawing.ports import Clock, Offer, Provider
from bot.errors import ConfigurationError
from bot.providers import catalog
from bot.providers.catalog import Api, Entry
from bot.providers.credentials import BearerKey, Credentials
from bot.providers.downloads import Downloads
from bot.providers.http import Transport
from bot.providers.openai.images import OpenAIImages
from bot.providers.probes import OpenAIProbe, Probe, YandexImagesProbe, YandexOperationsProbe
from bot.providers.yandex.auth import ApiKey, FreshToken, IamToken
from bot.providers.yandex.operations import YandexOperations
from bot.providers.yandex.tokens import METADATA_URL, Metadata, ServiceAccount, ServiceAccountKey
from bot.providers.yandex.wire import decipher_images_error

_LOOPBACK = re.compile(r"http://(127\.0\.0\.1|localhost)[:/]")


@dataclass(frozen=True, slots=True)
class Selection:
    """What the settings choose from the catalog: for people, the default first, and for when a model is down."""

    offered: tuple[Entry, ...]
    fallback: Entry | None

    @classmethod
    def of(cls, settings: DrawingSettings, models: Mapping[str, Entry]) -> "Selection":
        """The selection of MODELS and FALLBACK_MODEL. Raises ConfigurationError."""
        name = settings.fallback.strip()
        fallback = catalog.named(name, models, "FALLBACK_MODEL") if name else None
        return cls(tuple(catalog.chosen(settings.model_names, models)), fallback)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Everything that may have to draw."""
        return (*self.offered, self.fallback) if self.fallback else self.offered


@asynccontextmanager
async def opened(
    settings: PictureSettings, entries: Iterable[Entry], transport: Transport, clock: Clock
) -> AsyncIterator[dict[str, Offer]]:
    """These models, each with its provider. Raises ConfigurationError."""
    async with AsyncExitStack() as stack:
        workshop = Workshop(settings, transport, clock, stack)
        yield {entry.model.name: Offer(entry.model, workshop.provider(entry)) for entry in entries}


class Workshop:
    """Makes providers; all models of one account share its credentials, so a token is fetched once for all."""

    def __init__(self, settings: PictureSettings, transport: Transport, clock: Clock, stack: AsyncExitStack) -> None:
        self._yandex = settings.yandex
        self._openai = settings.openai
        self._transport = transport
        self._stack = stack
        self._clock = clock
        self._downloads = Downloads(transport, clock, allow_private=settings.openai.allow_private_urls)
        self._signed_in: Credentials | None = None

    def provider(self, entry: Entry) -> Provider:
        """The provider of a catalog's entry. Raises ConfigurationError."""
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

        provider = YandexGrpc(
            self._yandex_credentials(),
            generate_url=self._yandex.llm_url,
            operation_url=self._yandex.operation_url,
            model_uri=self._model_uri(entry),
            logged=self._yandex.data_logging,
            insecure=_LOOPBACK.match(self._yandex.llm_url) is not None,
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
            return BearerKey(config.key(entry.key_variable))
        known = self._openai.api_key if entry.base_url is None else None
        return BearerKey(known.get_secret_value() if known else "")

    def _yandex_credentials(self) -> Credentials:
        if self._signed_in is None:
            self._signed_in = _yandex_credentials(self._yandex, self._transport, self._clock)
        return self._signed_in


def _yandex_credentials(yandex: YandexSettings, transport: Transport, clock: Clock) -> Credentials:
    if yandex.api_key is not None:
        return ApiKey(yandex.api_key.get_secret_value())
    if yandex.iam_token is not None:
        return IamToken(yandex.iam_token.get_secret_value())
    if yandex.service_account_key_file is not None:
        key = ServiceAccountKey.read(yandex.service_account_key_file)
        return FreshToken(transport, ServiceAccount(key, yandex.iam_url), clock)
    if yandex.metadata:
        return FreshToken(transport, Metadata(METADATA_URL), clock)
    raise ConfigurationError(
        "no access to Yandex Cloud: set one of YANDEX_API_KEY, YANDEX_IAM_TOKEN, YANDEX_SERVICE_ACCOUNT_KEY_FILE, "
        "YANDEX_METADATA=true"
    )
